//! The only place that knows which database there is.

use passkeep_decision::restoration::Lineage;

use crate::error::StoreError;
use crate::migration;
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use crate::statement::{Row, Statement, Value};
use crate::url::DatabaseUrl;

/// A database with its schema as this build expects it.
pub(crate) enum Connection {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// Whether the server must be the one that is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Belief {
    /// It must: nothing is read from another, or written to one.
    Needed,
    /// It need not: who asks wants to find out.
    Waived,
}

/// What became of a list.
pub(crate) type Written = Result<Vec<u64>, StoreError>;

/// Takes each row that a query gives. One type for all queries: the way to a row is compiled once.
pub(crate) type ReadRow<'a> = &'a mut (dyn FnMut(&mut Row<'_>) -> Result<(), StoreError> + Send + 'a);

impl Connection {
    pub(crate) async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        match url {
            DatabaseUrl::Sqlite(path) => Ok(Self::Sqlite(Sqlite::open(path, migration::SQLITE)?)),
            DatabaseUrl::Postgres(config) => {
                Ok(Self::Postgres(Postgres::open(config, migration::POSTGRES).await?))
            }
        }
    }

    /// Runs a query and reads its rows.
    pub(crate) async fn query(
        &self,
        sql: &'static str,
        params: &[Value],
        read: ReadRow<'_>,
    ) -> Result<(), StoreError> {
        self.query_under(sql, params, read, Belief::Needed).await
    }

    /// The same, on a server that need not be the one that is believed.
    pub(crate) async fn query_under(
        &self,
        sql: &'static str,
        params: &[Value],
        read: ReadRow<'_>,
        belief: Belief,
    ) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.query(sql, params, read),
            Self::Postgres(postgres) => postgres.query(sql, params, read, belief).await,
        }
    }

    /// Runs a list in one transaction, all or none, and says how many rows each statement touched.
    pub(crate) async fn write(&self, list: Vec<Statement>) -> Written {
        self.write_under(list, Belief::Needed).await
    }

    /// The same, on a server that need not be the one that is believed.
    pub(crate) async fn write_under(&self, list: Vec<Statement>, belief: Belief) -> Written {
        match self {
            Self::Sqlite(sqlite) => sqlite.write(list).await,
            Self::Postgres(postgres) => postgres.write(list, belief).await,
        }
    }

    /// The server that the database is on now; none for a file, and where a server doesn't say.
    pub(crate) async fn lineage(&self) -> Result<Option<Lineage>, StoreError> {
        match self {
            Self::Sqlite(_) => Ok(None),
            Self::Postgres(postgres) => postgres.lineage().await,
        }
    }

    /// Whether a connection led to another server than the first did.
    pub(crate) fn has_moved(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(postgres) => postgres.has_moved(),
        }
    }

    /// The server of now is the one that is believed.
    pub(crate) fn believe(&self, lineage: Option<Lineage>) {
        if let Self::Postgres(postgres) = self {
            postgres.believe(lineage);
        }
    }

    /// Commits so far, and the lists that they carried.
    pub(crate) fn statistics(&self) -> Statistics {
        match self {
            Self::Sqlite(sqlite) => sqlite.statistics(),
            Self::Postgres(postgres) => postgres.statistics(),
        }
    }

    /// Ends it: what was accepted is written.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(sqlite) => sqlite.close().await,
            Self::Postgres(postgres) => postgres.close(),
        }
    }
}

/// What the store has written since it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// Durable commits.
    pub commits: u64,
    /// The lists that they carried.
    pub lists: u64,
}

/// Counts commits and lists.
#[derive(Default)]
pub(crate) struct Counters {
    commits: std::sync::atomic::AtomicU64,
    lists: std::sync::atomic::AtomicU64,
}

impl Counters {
    pub(crate) fn count(&self, lists: u64) {
        use std::sync::atomic::Ordering::Relaxed;
        self.commits.fetch_add(1, Relaxed);
        self.lists.fetch_add(lists, Relaxed);
    }

    pub(crate) fn read(&self) -> Statistics {
        use std::sync::atomic::Ordering::Relaxed;
        Statistics { commits: self.commits.load(Relaxed), lists: self.lists.load(Relaxed) }
    }
}
