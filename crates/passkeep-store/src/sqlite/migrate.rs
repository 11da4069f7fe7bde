//! Migrations on SQLite: one transaction for all that is pending.

use rusqlite::TransactionBehavior;

use super::{Prepared, fault};
use crate::error::StoreError;
use crate::migration::{APPLIED, Applied, LOCK, Migration, PREPARATION, RECORD, pending};

pub(super) fn run(prepared: &mut Prepared, build: &[Migration]) -> Result<(), StoreError> {
    let transaction =
        prepared.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    for statement in PREPARATION {
        transaction.execute(statement, []).map_err(fault)?;
    }
    transaction.execute(LOCK, []).map_err(fault)?;
    let applied = applied(&transaction).map_err(fault)?;
    for migration in pending(build, &applied)? {
        for statement in migration.statements() {
            transaction.execute(statement, []).map_err(fault)?;
        }
        let record = (migration.number, migration.name, migration.checksum());
        transaction.execute(&RECORD.replace('$', "?"), record).map_err(fault)?;
    }
    transaction.commit().map_err(fault)
}

fn applied(transaction: &rusqlite::Transaction<'_>) -> rusqlite::Result<Vec<Applied>> {
    let mut statement = transaction.prepare(APPLIED)?;
    let rows = statement
        .query_map([], |row| Ok(Applied { number: row.get(0)?, name: row.get(1)?, checksum: row.get(2)? }))?;
    rows.collect()
}
