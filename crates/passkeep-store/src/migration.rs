//! The schema, in numbered files that are part of the build.
//!
//! Each file's checksum is recorded when it has been applied; a file that was changed afterwards, or that this build
//! does not have, is refused by name. A file is a row of statements, each safe to repeat. A row of `migration_lock`
//! is held for the time of the transaction, so that of several nodes one applies and the others wait.

use aws_lc_rs::digest::{SHA256, digest};

use crate::error::{MigrationFault, StoreError};

/// One file.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// What the database says was applied.
pub(crate) struct Applied {
    pub(crate) number: i64,
    pub(crate) name: String,
    pub(crate) checksum: String,
}

macro_rules! migrations {
    ($folder:literal: $($number:literal $name:literal),+ $(,)?) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sql: include_str!(concat!("../migrations/", $folder, "/", $name, ".sql")),
        }),+]
    };
}

pub(crate) const SQLITE: &[Migration] = migrations!("sqlite":
    1 "0001_account", 2 "0002_passkey", 3 "0003_session", 4 "0004_flow", 5 "0005_outbox",
    6 "0006_authenticator", 7 "0007_level", 8 "0008_password",
    9 "0009_outbox_channel", 10 "0010_device", 11 "0011_hold", 12 "0012_recovery_code",
    13 "0013_confirmation", 14 "0014_client", 16 "0016_oidc", 18 "0018_pushed_request",
    20 "0020_request_confirmation", 21 "0021_held_password", 22 "0022_client_tally", 23 "0023_attempt",
    24 "0024_support", 26 "0026_invitation", 27 "0027_restoration");

pub(crate) const POSTGRES: &[Migration] = migrations!("postgres":
    1 "0001_account", 2 "0002_passkey", 3 "0003_session", 4 "0004_flow", 5 "0005_outbox",
    6 "0006_authenticator", 7 "0007_level", 8 "0008_password",
    9 "0009_outbox_channel", 10 "0010_device", 11 "0011_hold", 12 "0012_recovery_code",
    13 "0013_confirmation", 14 "0014_client", 16 "0016_oidc", 18 "0018_pushed_request",
    20 "0020_request_confirmation", 21 "0021_held_password", 22 "0022_client_tally", 23 "0023_attempt",
    24 "0024_support", 26 "0026_invitation", 27 "0027_restoration");

/// What must be there before anything can be recorded, the same on both databases.
pub(crate) const PREPARATION: [&str; 3] = [
    "create table if not exists migration (number bigint not null primary key, name text not null, checksum text not null)",
    "create table if not exists migration_lock (id bigint not null primary key, holder bigint not null)",
    "insert into migration_lock (id, holder) select 1, 0 where not exists (select id from migration_lock)",
];

/// Takes the lock: whoever else would take it waits until this transaction ends.
pub(crate) const LOCK: &str = "update migration_lock set holder = holder + 1 where id = 1";

/// Reads what was applied: number, name, checksum.
pub(crate) const APPLIED: &str = "select number, name, checksum from migration order by number";

/// Records one.
pub(crate) const RECORD: &str = "insert into migration (number, name, checksum) values ($1, $2, $3)";

impl Migration {
    /// SHA-256 of the file, in hexadecimal.
    pub(crate) fn checksum(&self) -> String {
        digest(&SHA256, self.sql.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Its statements: each ends with a semicolon at the end of a line.
    pub(crate) fn statements(&self) -> impl Iterator<Item = &'static str> {
        self.sql.split(";\n").map(str::trim).filter(|statement| !statement.is_empty())
    }
}

/// Which of a build's migrations are still to be applied.
pub(crate) fn pending<'a>(
    build: &'a [Migration],
    applied: &[Applied],
) -> Result<Vec<&'a Migration>, StoreError> {
    for old in applied {
        let name = || old.name.clone();
        let Some(file) = build.iter().find(|file| file.number == old.number) else {
            return Err(MigrationFault::Missing { number: old.number, name: name() }.into());
        };
        if file.checksum() != old.checksum {
            return Err(MigrationFault::Changed { number: old.number, name: name() }.into());
        }
    }
    Ok(build.iter().filter(|file| applied.iter().all(|old| old.number != file.number)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_have_the_same_files_in_order() {
        let names = |list: &[Migration]| list.iter().map(|file| (file.number, file.name)).collect::<Vec<_>>();
        assert_eq!(names(SQLITE), names(POSTGRES));
        // What is applied in order is written in order; two branches may have taken numbers of their own.
        assert!(SQLITE.windows(2).all(|pair| pair[0].number < pair[1].number));
        for (number, name) in names(SQLITE) {
            assert!(name.starts_with(&format!("{number:04}_")), "{name}");
        }
    }

    #[test]
    fn each_step_is_one_statement() {
        for file in [SQLITE, POSTGRES].concat() {
            for statement in file.statements() {
                assert!(!statement.contains(';'), "{}: {statement}", file.name);
            }
        }
    }
}
