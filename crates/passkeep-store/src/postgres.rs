//! PostgreSQL: a pool of connections; a list is one pipelined round trip.
//!
//! `begin`, the statements and `commit` are sent together. After a statement that failed the server answers the
//! others with an error of their own and `commit` with Ok, so every answer is looked at. A list that was begun is
//! never cancelled: it runs in a task of its own.

mod migrate;
mod tls;
mod value;

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{
    Client, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, Timeouts,
};
use futures_util::future::{BoxFuture, join, join_all};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, Error};

use crate::connection::{Counters, ReadRow, Statistics, Written};
use crate::error::StoreError;
use crate::migration::Migration;
use crate::statement::{Row, Statement, Value};

/// A pool of connections to a server.
pub(crate) struct Postgres {
    pool: Pool,
    counters: Arc<Counters>,
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
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS_MAX)
            .runtime(Runtime::Tokio1)
            .timeouts(timeouts)
            .build()
            .map_err(StoreError::unavailable)?;
        let mut client = pool.get().await.map_err(no_connection)?;
        migrate::run(&mut client, migrations).await?;
        Ok(Self { pool, counters: Arc::default() })
    }

    pub(crate) fn query<'a>(
        &'a self,
        sql: &'static str,
        params: &'a [Value],
        read: ReadRow<'a>,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let client = self.pool.get().await.map_err(no_connection)?;
            let prepared = client.prepare_cached(sql).await.map_err(StoreError::unavailable)?;
            let rows = client.query(&prepared, &borrowed(params)).await.map_err(StoreError::unavailable)?;
            rows.iter().try_for_each(|row| read(&mut Row::postgres(row)))
        })
    }

    pub(crate) async fn write(&self, list: Vec<Statement>) -> Written {
        let pool = self.pool.clone();
        let counters = Arc::clone(&self.counters);
        let written = tokio::spawn(async move {
            let client = pool.get().await.map_err(no_connection)?;
            let rows = write(&client, &list).await?;
            counters.count(1);
            Ok(rows)
        });
        // The task ends early only by a panic or with the runtime, in the middle of something.
        written.await.unwrap_or(Err(StoreError::Unknown))
    }

    pub(crate) fn statistics(&self) -> Statistics {
        self.counters.read()
    }

    pub(crate) fn close(&self) {
        self.pool.close();
    }
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
