//! The checkpointing thread: copies the log back into the database beside the writer, who then only has to restart it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use super::{Prepared, fault};
use crate::error::StoreError;

/// How many commits may pass between two looks at the log.
const COMMITS_BETWEEN: u64 = 64;

/// From this length on, in pages, the log is restarted once it has been copied: 16 MB.
const LOG_PAGES_MAX: i64 = 4096;

/// The writer's side: it says when it has committed, and is told when to restart the log.
pub(super) struct Nudges {
    sender: SyncSender<()>,
    restart_due: Arc<AtomicBool>,
    commits: u64,
}

impl Nudges {
    /// The writer has committed.
    pub(super) fn committed(&mut self) {
        self.commits += 1;
        if self.commits.is_multiple_of(COMMITS_BETWEEN) {
            match self.sender.try_send(()) {
                // One nudge waits already.
                Ok(()) | Err(TrySendError::Full(())) => {}
                Err(TrySendError::Disconnected(())) => tracing::error!("the checkpointing thread has ended"),
            }
        }
    }

    /// Whether the log is long and copied, so that the writer should restart it. Says so once.
    pub(super) fn take_restart(&self) -> bool {
        self.restart_due.swap(false, Ordering::Relaxed)
    }
}

/// Starts the thread. It ends when the writer drops its side.
pub(super) fn start(path: &Path) -> Result<(Nudges, JoinHandle<()>), StoreError> {
    let mut connection = Prepared::open(path)?;
    let (sender, receiver) = sync_channel(1);
    let restart_due = Arc::new(AtomicBool::new(false));
    let due = Arc::clone(&restart_due);
    let thread = std::thread::Builder::new()
        .name("store-checkpoint".into())
        .spawn(move || run(&mut connection, &receiver, &due))
        .map_err(StoreError::unavailable)?;
    Ok((Nudges { sender, restart_due, commits: 0 }, thread))
}

fn run(connection: &mut Prepared, nudges: &Receiver<()>, restart_due: &AtomicBool) {
    while nudges.recv().is_ok() {
        match checkpoint(connection, "pragma wal_checkpoint(passive)") {
            Ok(log_pages) => restart_due.store(log_pages > LOG_PAGES_MAX, Ordering::Relaxed),
            // The log only grows longer meanwhile; the next nudge tries again.
            Err(error) => tracing::warn!(%error, "a checkpoint failed"),
        }
    }
}

/// Runs a checkpoint; gives the length of the log in pages.
pub(super) fn checkpoint(connection: &mut Prepared, sql: &'static str) -> Result<i64, StoreError> {
    let mut statement = connection.connection.prepare_cached(sql).map_err(fault)?;
    statement.query_row([], |row| row.get(1)).map_err(fault)
}
