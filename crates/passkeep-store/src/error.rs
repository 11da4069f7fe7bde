//! What can go wrong between a decision and the database.

use std::sync::Arc;

use passkeep_decision::id::AccountHandle;

/// A fault underneath: the database's own words, for the log.
pub type Fault = Arc<dyn std::error::Error + Send + Sync>;

/// Why the store did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// A fact that a change depends on no longer holds. Nothing was written; decide again on fresh facts.
    #[error("a fact no longer holds")]
    Conflict,
    /// The database has no room for this now. Nothing was written.
    #[error("the database is busy")]
    Busy,
    /// The commit's answer was lost: it may have happened.
    #[error("whether the commit happened is not known")]
    Unknown,
    /// The database can't be reached or can't write. Nothing was written.
    #[error("the database is unavailable: {0}")]
    Unavailable(Fault),
    /// A row is not as this server wrote it.
    #[error("a row of {table} is not as it was written: {fault}")]
    Tampered {
        /// The table.
        table: &'static str,
        /// What is wrong with the row.
        fault: RowFault,
    },
    /// The schema can't be brought to what this build expects.
    #[error(transparent)]
    Migration(#[from] MigrationFault),
    /// The database was made under another master key.
    #[error("the database was made under another master key")]
    OtherMasterKey,
    /// The database's URL can't be read.
    #[error(transparent)]
    Url(#[from] UrlFault),
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// A column holds what this server does not write there.
    #[error("column {column} holds something else")]
    Column {
        /// Its place in the statement's columns, from 0.
        column: usize,
    },
    /// A value can't be read back.
    #[error("{name} can't be read")]
    Value {
        /// Which value.
        name: &'static str,
    },
    /// A credential's MAC does not fit.
    #[error("the MAC of a credential of account {account} does not fit")]
    Mac {
        /// Whose credential.
        account: AccountHandle,
    },
    /// What was sealed does not open.
    #[error("the seal does not open")]
    Seal,
}

/// Why the schema can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationFault {
    /// A migration that was applied reads otherwise now.
    #[error("migration {number} ({name}) was applied, and its file has been changed since")]
    Changed {
        /// Its number.
        number: i64,
        /// Its name.
        name: String,
    },
    /// A migration that was applied is not part of this build: a newer build was here.
    #[error("migration {number} ({name}) was applied, and this build does not have it")]
    Missing {
        /// Its number.
        number: i64,
        /// Its name.
        name: String,
    },
}

/// Why a database's URL can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlFault {
    /// Neither of the two kinds.
    #[error("a database is `sqlite:PATH` or `postgres://USER@HOST/NAME`")]
    Scheme,
    /// `sqlite:` without a path.
    #[error("`sqlite:` is followed by the path of a file")]
    PathMissing,
    /// The PostgreSQL client does not understand it.
    #[error("the PostgreSQL URL can't be read: {0}")]
    Postgres(String),
}

impl StoreError {
    /// Wraps what the database said.
    pub(crate) fn unavailable(fault: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Unavailable(Arc::new(fault))
    }

    /// A value that can't be read back.
    pub(crate) const fn unreadable(table: &'static str, name: &'static str) -> Self {
        Self::Tampered { table, fault: RowFault::Value { name } }
    }
}

/// The store was closed, or its writer has ended.
#[derive(Debug, thiserror::Error)]
#[error("the store is closed")]
pub(crate) struct Closed;
