//! The checkpointing thread: copies the log back into the database beside the writer, who then only has to restart it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{BUSY_WAIT, Prepared, fault};
use crate::error::StoreError;

/// By how many pages the log grows between two times that it is copied: 4 MB.
const COPIED_EVERY_PAGES: i64 = 1024;

/// From this length on, in pages, the log is restarted once it has been copied: 16 MB.
const RESTARTED_FROM_PAGES: i64 = 4096;

/// From this length on the writer copies what is left itself: the thread does not keep up.
const TOO_LONG_PAGES: i64 = 8192;

/// How long a restart waits for those who still read the log. Lists wait meanwhile.
const RESTART_WAIT: Duration = Duration::from_millis(20);

/// The writer's side: it wakes the thread as the log grows, and restarts the log.
pub(super) struct Log {
    // Set by SQLite at each commit of the writer.
    pages: Arc<AtomicI64>,
    copied_at: i64,
    too_long_at: i64,
    sender: SyncSender<()>,
    restart_due: Arc<AtomicBool>,
}

impl Log {
    /// Has the writer's connection tell how long the log is.
    pub(super) fn watch(&self, writer: &mut Prepared) -> Result<(), StoreError> {
        let pages = Arc::clone(&self.pages);
        let watch = move |_: &mut rusqlite::hooks::Wal, length| {
            pages.store(i64::from(length), Relaxed);
            Ok(())
        };
        writer.connection.wal_hook(Some(watch)).map_err(fault)
    }

    /// After a commit: wakes the thread where the log has grown, restarts it where that is due.
    pub(super) fn committed(&mut self, writer: &mut Prepared) {
        let pages = self.pages.load(Relaxed);
        if pages < self.copied_at {
            // It was restarted.
            (self.copied_at, self.too_long_at) = (0, TOO_LONG_PAGES);
        }
        if pages >= self.copied_at + COPIED_EVERY_PAGES {
            self.copied_at = pages;
            if let Err(TrySendError::Disconnected(())) = self.sender.try_send(()) {
                tracing::error!("the checkpointing thread has ended");
            }
        }
        if self.restart_due.swap(false, Relaxed) || pages >= self.too_long_at {
            // Somebody may read it for long; then it is tried again when it has grown as much once more.
            self.too_long_at = pages + TOO_LONG_PAGES;
            report(restart(writer));
        }
    }
}

fn restart(writer: &mut Prepared) -> Result<i64, StoreError> {
    writer.connection.busy_timeout(RESTART_WAIT).map_err(fault)?;
    let restarted = checkpoint(writer, "pragma wal_checkpoint(restart)");
    writer.connection.busy_timeout(BUSY_WAIT).map_err(fault)?;
    restarted
}

/// The last checkpoint: nothing is left in the log.
pub(super) fn finish(writer: &mut Prepared) {
    report(checkpoint(writer, "pragma wal_checkpoint(truncate)"));
}

// The log grows longer meanwhile, and nothing else is lost.
fn report(outcome: Result<i64, StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "a checkpoint failed");
    }
}

/// Starts the thread. It ends when the writer drops its side.
pub(super) fn start(path: &Path) -> Result<(Log, JoinHandle<()>), StoreError> {
    let mut connection = Prepared::open(path)?;
    let (sender, receiver) = sync_channel(1);
    let restart_due = Arc::new(AtomicBool::new(false));
    let due = Arc::clone(&restart_due);
    let thread = std::thread::Builder::new()
        .name("store-checkpoint".into())
        .spawn(move || run(&mut connection, &receiver, &due))
        .map_err(StoreError::unavailable)?;
    let log = Log { pages: Arc::default(), copied_at: 0, too_long_at: TOO_LONG_PAGES, sender, restart_due };
    Ok((log, thread))
}

fn run(connection: &mut Prepared, wakes: &Receiver<()>, restart_due: &AtomicBool) {
    while wakes.recv().is_ok() {
        let copied = checkpoint(connection, "pragma wal_checkpoint(passive)");
        if matches!(copied, Ok(pages) if pages >= RESTARTED_FROM_PAGES) {
            restart_due.store(true, Relaxed);
        }
        report(copied);
    }
}

/// Runs a checkpoint; gives the length of the log in pages.
fn checkpoint(connection: &mut Prepared, sql: &'static str) -> Result<i64, StoreError> {
    let mut statement = connection.connection.prepare_cached(sql).map_err(fault)?;
    statement.query_row([], |row| row.get(1)).map_err(fault)
}
