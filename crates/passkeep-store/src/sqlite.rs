//! SQLite: one writer thread, a checkpointing thread, and a read connection for each thread that reads.

mod checkpoint;
mod migrate;
mod reader;
mod writer;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, ToSql};

use crate::connection::{Counters, ReadRow, Statistics, Written};
use crate::error::{Closed, StoreError};
use crate::migration::Migration;
use crate::statement::{Row, Statement, Value};

/// A database file, open.
pub(crate) struct Sqlite {
    path: PathBuf,
    // Which of a thread's read connections are this store's.
    id: u64,
    // A thread's read connection lives no longer than this.
    alive: Arc<()>,
    counters: Arc<Counters>,
    writer: Mutex<Option<writer::Queue>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

static NEXT_ID: AtomicU64 = AtomicU64::new(0);

impl Sqlite {
    pub(crate) fn open(path: &Path, migrations: &[Migration]) -> Result<Self, StoreError> {
        let mut connection = Prepared::open(path)?;
        migrate::run(&mut connection, migrations)?;
        let counters = Arc::new(Counters::default());
        let (log, checkpointer) = checkpoint::start(path)?;
        let (queue, writer) = writer::start(connection, Arc::clone(&counters), log)?;
        Ok(Self {
            path: path.to_owned(),
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            alive: Arc::new(()),
            counters,
            writer: Mutex::new(Some(queue)),
            threads: Mutex::new(vec![writer, checkpointer]),
        })
    }

    /// Reads inline, on the calling thread's own connection.
    pub(crate) fn query(
        &self,
        sql: &'static str,
        params: &[Value],
        read: ReadRow<'_>,
    ) -> Result<(), StoreError> {
        reader::with(self.id, &self.path, &self.alive, |connection| connection.query(sql, params, read))
    }

    pub(crate) async fn write(&self, list: Vec<Statement>) -> Written {
        let queue = lock(&self.writer).clone().ok_or_else(|| StoreError::unavailable(Closed))?;
        queue.submit(list).await
    }

    pub(crate) fn statistics(&self) -> Statistics {
        self.counters.read()
    }

    pub(crate) async fn close(&self) {
        drop(lock(&self.writer).take());
        let threads = std::mem::take(&mut *lock(&self.threads));
        let joined = tokio::task::spawn_blocking(|| threads.into_iter().try_for_each(JoinHandle::join));
        if !matches!(joined.await, Ok(Ok(()))) {
            tracing::error!("a thread of the store ended by a panic");
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How long a connection waits for another process, such as a backup, that holds the file.
const BUSY_WAIT: Duration = Duration::from_secs(2);

/// More than there are statements: each is prepared once on a connection.
const STATEMENTS_MAX: usize = 256;

/// A connection as every thread has it, with the statements that it has prepared.
struct Prepared {
    connection: rusqlite::Connection,
    // `$1` as SQLite wants it, `?1`: `$1` would be a name there, numbered by first appearance.
    numbered: HashMap<&'static str, String>,
}

impl Prepared {
    fn open(path: &Path) -> Result<Self, StoreError> {
        Self::connect(path).map_err(fault)
    }

    fn connect(path: &Path) -> rusqlite::Result<Self> {
        let connection = rusqlite::Connection::open(path)?;
        connection.busy_timeout(BUSY_WAIT)?;
        // Without it joins and orderings are prepared anew whenever another value is bound.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        connection.pragma_update(None, "mmap_size", 0)?;
        connection.pragma_update(None, "cache_size", -16 * 1024)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        Ok(Self { connection, numbered: HashMap::new() })
    }

    fn query(&mut self, sql: &'static str, params: &[Value], read: ReadRow<'_>) -> Result<(), StoreError> {
        let mut statement =
            self.connection.prepare_cached(numbered(&mut self.numbered, sql)).map_err(fault)?;
        let mut rows = statement.query(rusqlite::params_from_iter(params)).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            read(&mut Row::sqlite(row))?;
        }
        Ok(())
    }

    fn execute(&mut self, sql: &'static str, params: &[Value]) -> rusqlite::Result<usize> {
        let mut statement = self.connection.prepare_cached(numbered(&mut self.numbered, sql))?;
        statement.execute(rusqlite::params_from_iter(params))
    }
}

fn numbered<'a>(known: &'a mut HashMap<&'static str, String>, sql: &'static str) -> &'a str {
    known.entry(sql).or_insert_with(|| sql.replace('$', "?"))
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Boolean(value) => ValueRef::Integer(i64::from(*value)),
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

/// What SQLite's error means for a list. In all cases nothing of it was written.
fn fault(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => StoreError::Conflict,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        _ => StoreError::unavailable(error),
    }
}
