//! The one writer: a thread that commits all lists that wait in one transaction.
//!
//! A list has a savepoint. One whose expectation fails is rolled back alone and does not hurt its neighbours. Nobody
//! is told Ok before the commit is durable.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::checkpoint::{Log, finish};
use super::{Prepared, fault};
use crate::connection::{Counters, Written};
use crate::error::{Closed, StoreError};
use crate::statement::Statement;

/// The most lists of one commit.
const LISTS_MAX: usize = 64;

/// The longest that the first list of a commit waits for others.
const WAIT_MAX: Duration = Duration::from_millis(2);

/// Where lists wait for the writer.
#[derive(Clone)]
pub(super) struct Queue {
    sender: Sender<Job>,
}

struct Job {
    list: Vec<Statement>,
    reply: oneshot::Sender<Written>,
}

impl Queue {
    pub(super) async fn submit(&self, list: Vec<Statement>) -> Written {
        let (reply, answer) = oneshot::channel();
        self.sender.send(Job { list, reply }).map_err(|_| StoreError::unavailable(Closed))?;
        // The thread drops a reply only by a panic, in the middle of something.
        answer.await.unwrap_or(Err(StoreError::Unknown))
    }
}

/// Starts the thread. It ends when every queue was dropped and all that was accepted is written.
pub(super) fn start(
    mut connection: Prepared,
    counters: Arc<Counters>,
    log: Log,
) -> Result<(Queue, JoinHandle<()>), StoreError> {
    log.watch(&mut connection)?;
    let (sender, receiver) = channel();
    let mut writer = Writer { connection, counters, log };
    let thread = std::thread::Builder::new()
        .name("store-writer".into())
        .spawn(move || writer.run(&receiver))
        .map_err(StoreError::unavailable)?;
    Ok((Queue { sender }, thread))
}

struct Writer {
    connection: Prepared,
    counters: Arc<Counters>,
    log: Log,
}

/// A list that was executed, and is told so once it is durable.
struct Executed {
    rows: Vec<u64>,
    reply: oneshot::Sender<Written>,
}

impl Writer {
    fn run(&mut self, queue: &Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            self.commit_waiting(first, queue);
            self.log.committed(&mut self.connection);
        }
        finish(&mut self.connection);
    }

    /// One transaction for `first` and the lists that wait behind it.
    fn commit_waiting(&mut self, first: Job, queue: &Receiver<Job>) {
        if let Err(error) = self.connection.execute("begin immediate", &[]) {
            tell(first.reply, Err(fault(error)));
            return;
        }
        let mut executed = Vec::with_capacity(LISTS_MAX);
        let began = now();
        let mut next = Some(first);
        while let Some(job) = next {
            if let Err(error) = self.execute(job, &mut executed) {
                // SQLite has rolled back the whole transaction, not this list alone.
                return tell_all(executed, &error);
            }
            let full = executed.len() == LISTS_MAX || now().duration_since(began) >= WAIT_MAX;
            next = if full { None } else { queue.try_recv().ok() };
        }
        self.commit(executed);
    }

    /// Executes a list inside the transaction. Whoever sent it is told at once where it fails alone; an error is
    /// returned where the whole transaction is gone.
    fn execute(&mut self, job: Job, executed: &mut Vec<Executed>) -> Result<(), StoreError> {
        match self.execute_list(&job.list) {
            Ok(rows) => executed.push(Executed { rows, reply: job.reply }),
            Err(error) => {
                let error = fault(error);
                // After a full disk or an IO error the transaction may be gone, and the savepoint with it.
                let rolled_back = !self.connection.connection.is_autocommit()
                    && self.connection.execute("rollback to list", &[]).is_ok()
                    && self.connection.execute("release list", &[]).is_ok();
                tell(job.reply, Err(error.clone()));
                if !rolled_back {
                    self.roll_back();
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn execute_list(&mut self, list: &[Statement]) -> rusqlite::Result<Vec<u64>> {
        self.connection.execute("savepoint list", &[])?;
        let mut rows = Vec::with_capacity(list.len());
        for statement in list {
            rows.push(self.connection.execute(statement.sql, &statement.params)? as u64);
        }
        self.connection.execute("release list", &[])?;
        Ok(rows)
    }

    fn commit(&mut self, executed: Vec<Executed>) {
        if executed.is_empty() {
            return self.roll_back();
        }
        if let Err(error) = self.connection.execute("commit", &[]) {
            tracing::error!(%error, "a commit failed");
            self.roll_back();
            // The log may hold it all the same, and a crash now would bring it back.
            return tell_all(executed, &StoreError::Unknown);
        }
        self.counters.count(executed.len() as u64);
        for Executed { rows, reply } in executed {
            tell(reply, Ok(rows));
        }
    }

    fn roll_back(&mut self) {
        if self.connection.connection.is_autocommit() {
            return;
        }
        if let Err(error) = self.connection.execute("rollback", &[]) {
            tracing::error!(%error, "a rollback failed");
        }
    }
}

fn tell_all(executed: Vec<Executed>, error: &StoreError) {
    for Executed { reply, .. } in executed {
        tell(reply, Err(error.clone()));
    }
}

// Whoever sent the list may have stopped waiting: it is written all the same.
fn tell(reply: oneshot::Sender<Written>, outcome: Written) {
    let _ = reply.send(outcome);
}

// How long lists have waited is the writer's own affair; no decision sees it.
#[expect(clippy::disallowed_methods)]
fn now() -> Instant {
    Instant::now()
}
