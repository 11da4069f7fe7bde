//! Migrations on PostgreSQL: one transaction for all that is pending, behind the row of the lock.

use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error};

use crate::error::StoreError;
use crate::migration::{APPLIED, Applied, LOCK, Migration, PREPARATION, RECORD, pending};

pub(super) async fn run(client: &mut Client, build: &[Migration]) -> Result<(), StoreError> {
    for statement in PREPARATION {
        prepare(client, statement).await.map_err(StoreError::unavailable)?;
    }
    let transaction = client.transaction().await.map_err(StoreError::unavailable)?;
    transaction.execute(LOCK, &[]).await.map_err(StoreError::unavailable)?;
    let rows = transaction.query(APPLIED, &[]).await.map_err(StoreError::unavailable)?;
    let applied: Result<Vec<_>, Error> = rows
        .iter()
        .map(|row| Ok(Applied { number: row.try_get(0)?, name: row.try_get(1)?, checksum: row.try_get(2)? }))
        .collect();
    for migration in pending(build, &applied.map_err(StoreError::unavailable)?)? {
        for statement in migration.statements() {
            transaction.batch_execute(statement).await.map_err(StoreError::unavailable)?;
        }
        transaction
            .execute(RECORD, &[&migration.number, &migration.name, &migration.checksum()])
            .await
            .map_err(StoreError::unavailable)?;
    }
    transaction.commit().await.map_err(StoreError::unavailable)
}

/// Nodes that start at once may create the same table, and all but one are told that it exists: that is as good.
async fn prepare(client: &Client, statement: &str) -> Result<(), Error> {
    match client.batch_execute(statement).await {
        Err(error)
            if matches!(
                error.code(),
                Some(&SqlState::UNIQUE_VIOLATION | &SqlState::DUPLICATE_TABLE | &SqlState::DUPLICATE_OBJECT)
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}
