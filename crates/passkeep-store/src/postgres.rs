//! PostgreSQL: a pool of connections; a list is one pipelined round trip.
//!
//! `begin`, the statements and `commit` are sent together. After a statement that failed the server answers the
//! others with an error of their own and `commit` with Ok, so every answer is looked at. A list that was begun is
//! never cancelled: it runs in a task of its own.

mod migrate;
mod tls;
mod value;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool_postgres::{
    Client, ClientWrapper, Hook, HookError, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod,
    Runtime, Timeouts,
};
use futures_util::future::{BoxFuture, join, join_all};
use passkeep_decision::restoration::Lineage;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, Error};

use crate::connection::{Belief, Counters, ReadRow, Statistics, Written};
use crate::error::StoreError;
use crate::migration::Migration;
use crate::statement::{Row, Statement, Value};

/// A pool of connections to a server.
pub(crate) struct Postgres {
    pool: Pool,
    counters: Arc<Counters>,
    server: Arc<Server>,
}

/// The server that the first connection led to, and whether a later one led to another.
#[derive(Default)]
struct Server {
    lineage: Mutex<Option<String>>,
    moved: AtomicBool,
}

impl Server {
    fn see(&self, lineage: Option<String>) {
        let mut known = self.lineage.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some(known) if lineage.as_ref() != Some(known) => self.moved.store(true, Ordering::Release),
            Some(_) => {}
            None => *known = lineage,
        }
    }

    /// To be called once a connection is there: one to another server has said so by then.
    fn check(&self, belief: Belief) -> Result<(), StoreError> {
        match belief {
            Belief::Needed if self.moved.load(Ordering::Acquire) => Err(StoreError::unavailable(Moved)),
            _ => Ok(()),
        }
    }
}

/// The most connections of a node.
const CONNECTIONS_MAX: usize = 16;

/// How long a request waits for a connection before the answer is *busy*.
const WAIT_MAX: Duration = Duration::from_secs(5);

impl Postgres {
    pub(crate) async fn open(config: &Config, migrations: &[Migration]) -> Result<Self, StoreError> {
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        // It speaks plainly where the URL says `sslmode=disable`.
        let manager = Manager::from_config(config.clone(), tls::connector()?, recycling);
        let timeouts = Timeouts { wait: Some(WAIT_MAX), create: Some(WAIT_MAX), recycle: Some(WAIT_MAX) };
        let server = Arc::<Server>::default();
        let greeted = Arc::clone(&server);
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS_MAX)
            .post_create(Hook::async_fn(move |client, _| Box::pin(greet(client, Arc::clone(&greeted)))))
            .runtime(Runtime::Tokio1)
            .timeouts(timeouts)
            .build()
            .map_err(StoreError::unavailable)?;
        let mut client = pool.get().await.map_err(no_connection)?;
        migrate::run(&mut client, migrations).await?;
        Ok(Self { pool, counters: Arc::default(), server })
    }

    pub(crate) fn query<'a>(
        &'a self,
        sql: &'static str,
        params: &'a [Value],
        read: ReadRow<'a>,
        belief: Belief,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let client = self.pool.get().await.map_err(no_connection)?;
            self.server.check(belief)?;
            let prepared = client.prepare_cached(sql).await.map_err(StoreError::unavailable)?;
            let rows = client.query(&prepared, &borrowed(params)).await.map_err(StoreError::unavailable)?;
            rows.iter().try_for_each(|row| read(&mut Row::postgres(row)))
        })
    }

    pub(crate) async fn write(&self, list: Vec<Statement>, belief: Belief) -> Written {
        let (pool, server) = (self.pool.clone(), Arc::clone(&self.server));
        let counters = Arc::clone(&self.counters);
        let written = tokio::spawn(async move {
            let client = pool.get().await.map_err(no_connection)?;
            server.check(belief)?;
            let rows = write(&client, &list).await?;
            counters.count(1);
            Ok(rows)
        });
        // The task ends early only by a panic or with the runtime, in the middle of something.
        written.await.unwrap_or(Err(StoreError::Unknown))
    }

    /// A cluster's own number and its timeline, which each promotion raises. Distributed databases that speak the protocol may
    /// have neither.
    pub(crate) async fn lineage(&self) -> Result<Option<Lineage>, StoreError> {
        let client = self.pool.get().await.map_err(no_connection)?;
        let lineage = lineage(&client).await.map_err(StoreError::unavailable)?;
        Ok(lineage.map(Lineage))
    }

    /// Whether a connection led to another server than the first did, or to the same one after a promotion.
    pub(crate) fn has_moved(&self) -> bool {
        self.server.moved.load(Ordering::Acquire)
    }

    /// The server of now is the one that is believed.
    pub(crate) fn believe(&self, lineage: Option<Lineage>) {
        *self.server.lineage.lock().unwrap_or_else(PoisonError::into_inner) =
            lineage.map(|lineage| lineage.0);
        self.server.moved.store(false, Ordering::Release);
    }

    pub(crate) fn statistics(&self) -> Statistics {
        self.counters.read()
    }

    pub(crate) fn close(&self) {
        self.pool.close();
    }
}

/// The control file tells a promotion only after its first checkpoint; the name of the log's segment at once.
const LINEAGE: &str = "select (select system_identifier from pg_control_system()) || '/' ||
                              substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";

async fn lineage(client: &tokio_postgres::Client) -> Result<Option<String>, Error> {
    match client.query_one(LINEAGE, &[]).await {
        Ok(row) => row.try_get(0).map(Some),
        Err(error) if error.code().is_some_and(is_not_there) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_not_there(code: &SqlState) -> bool {
    [SqlState::UNDEFINED_FUNCTION, SqlState::INSUFFICIENT_PRIVILEGE, SqlState::FEATURE_NOT_SUPPORTED]
        .contains(code)
}

/// A standby lags behind, and a read from it is a read of the past. None is ever made: a URL with several hosts may lead
/// to one. A connection to another server than the first is noticed before anything is done by it.
async fn greet(client: &ClientWrapper, server: Arc<Server>) -> Result<(), HookError> {
    let asked = client.query_one("select pg_is_in_recovery()", &[]).await;
    match asked.and_then(|row| row.try_get::<_, bool>(0)) {
        Ok(false) => {}
        Ok(true) => return Err(HookError::message("the server is a standby: it lags behind its primary")),
        // A database that has no standbys of this kind.
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_FUNCTION) => {}
        Err(error) => return Err(HookError::Backend(error)),
    }
    server.see(lineage(client).await.map_err(HookError::Backend)?);
    Ok(())
}

async fn write(client: &Client, list: &[Statement]) -> Written {
    let mut prepared = Vec::with_capacity(list.len());
    for statement in list {
        // A round trip at a connection's first use of it, none later.
        prepared.push(client.prepare_cached(statement.sql).await.map_err(|error| not_begun(&error))?);
    }
    // Each is sent when it is polled first, so they go out in this order.
    let begin = client.batch_execute("begin");
    let params: Vec<_> = list.iter().map(|statement| borrowed(&statement.params)).collect();
    let executed = join_all(
        prepared.iter().zip(&params).map(|(prepared, params)| client.execute(prepared, params.as_slice())),
    );
    let commit = client.batch_execute("commit");
    let (began, (executed, committed)) = join(begin, join(executed, commit)).await;
    began.map_err(|error| outcome(&error))?;
    // The first error is the cause: the others say only that the transaction had failed.
    let rows = executed.into_iter().collect::<Result<_, _>>().map_err(|error| outcome(&error))?;
    committed.map_err(|error| outcome(&error))?;
    Ok(rows)
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// What an error means for a list that was sent. Branches on the code alone: names of constraints differ.
fn outcome(error: &Error) -> StoreError {
    let Some(code) = error.code() else { return StoreError::Unknown };
    match *code {
        SqlState::UNIQUE_VIOLATION
        | SqlState::CHECK_VIOLATION
        | SqlState::NOT_NULL_VIOLATION
        | SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::T_R_DEADLOCK_DETECTED => return StoreError::Conflict,
        SqlState::LOCK_NOT_AVAILABLE => return StoreError::Busy,
        _ => {}
    }
    match &code.code()[..2] {
        // The connection broke, the server is going down, or a distributed database lost one of its nodes.
        "08" | "57" | "XX" => StoreError::Unknown,
        "53" => StoreError::Busy,
        _ => StoreError::Unavailable(Arc::new(Reported(error.to_string(), code.code().to_owned()))),
    }
}

/// What an error means for a list of which nothing was sent.
fn not_begun(error: &Error) -> StoreError {
    match outcome(error) {
        StoreError::Unknown => StoreError::Unavailable(Arc::new(Reported(error.to_string(), String::new()))),
        other => other,
    }
}

/// A connection led to another server than before.
#[derive(Debug, thiserror::Error)]
#[error("the database is on another server than before, or its server was promoted")]
struct Moved;

/// What the server said.
#[derive(Debug, thiserror::Error)]
#[error("{0} {1}")]
struct Reported(String, String);

fn no_connection(error: PoolError) -> StoreError {
    match error {
        PoolError::Timeout(_) => StoreError::Busy,
        other => StoreError::unavailable(other),
    }
}
