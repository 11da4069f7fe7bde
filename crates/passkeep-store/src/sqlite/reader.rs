//! A read connection for each thread: loads run where the request is, and wait for nobody.

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::path::Path;
use std::sync::{Arc, Weak};

use super::{Prepared, fault};
use crate::error::StoreError;

struct ReadConnection {
    store: u64,
    alive: Weak<()>,
    connection: Prepared,
}

thread_local! {
    static CONNECTIONS: RefCell<Vec<ReadConnection>> = const { RefCell::new(Vec::new()) };
}

/// Runs `read` on this thread's connection to the store, which is opened at the first use.
pub(super) fn with<T>(
    store: u64,
    path: &Path,
    alive: &Arc<()>,
    read: impl FnOnce(&mut Prepared) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    CONNECTIONS.with_borrow_mut(|connections| {
        if let Some(open) = connections.iter_mut().find(|open| open.store == store) {
            return read(&mut open.connection);
        }
        connections.retain(|open| open.alive.strong_count() > 0);
        let connection = Prepared::open(path)?;
        connection.connection.pragma_update(None, "query_only", true).map_err(fault)?;
        connections.push(ReadConnection { store, alive: Arc::downgrade(alive), connection });
        let open = connections.last_mut().expect("one was pushed");
        read(&mut open.connection)
    })
}
