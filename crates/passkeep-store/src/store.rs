//! The store: one path in for changes, one path out for facts.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use passkeep_decision::change::Changes;
use passkeep_decision::event::Event;
use tokio::sync::watch;

use crate::apply::{puts_message, statements};
use crate::connection::{Connection, Statistics};
use crate::error::StoreError;
use crate::keys::Keys;
use crate::statement::{Row, Statement, Value};
use crate::url::DatabaseUrl;

/// A database and the keys that guard what is in it. Clones share it.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    connection: Connection,
    keys: Keys,
    outbox_changed: watch::Sender<()>,
    #[cfg(test)]
    faults: crate::tests::faults::Faults,
}

/// How often a list is sent again when the commit's answer was lost.
const RESENDS_MAX: usize = 2;

impl Store {
    /// Opens the database, brings its schema to what this build expects, and checks that the master key is the one
    /// that it was made under.
    pub async fn open(url: &DatabaseUrl, keys: Keys) -> Result<Self, StoreError> {
        // Boxed, the drivers are compiled in this crate; else in each binary that opens a store.
        let opening: BoxFuture<'_, _> = Box::pin(Connection::open(url));
        let connection = opening.await?;
        let store = Self {
            shared: Arc::new(Shared {
                connection,
                keys,
                outbox_changed: watch::Sender::new(()),
                #[cfg(test)]
                faults: Default::default(),
            }),
        };
        store.check_master_key().await?;
        Ok(store)
    }

    /// Writes a list whole or not at all. It is durable when this says Ok. The list is written even where the caller
    /// stops waiting.
    pub fn apply<'a>(&'a self, changes: &'a Changes) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let list = statements(changes, &self.shared.keys);
            if list.is_empty() {
                return Ok(());
            }
            match changes {
                Changes::Account { event, .. } => self.write_event(event, list).await?,
                Changes::Nothing | Changes::Tally(_) => drop(self.write(list).await?),
            }
            if puts_message(changes) {
                self.shared.outbox_changed.send_replace(());
            }
            Ok(())
        })
    }

    /// Reads facts.
    pub fn reader(&self) -> Reader<'_> {
        Reader { connection: &self.shared.connection, keys: &self.shared.keys }
    }

    /// What was written since the store was opened.
    pub fn statistics(&self) -> Statistics {
        self.shared.connection.statistics()
    }

    /// Ends the store: what was accepted is written, and nothing more is taken.
    pub async fn close(&self) {
        self.shared.connection.close().await;
    }

    /// The public key of receipts: an uncompressed point of P-256.
    pub fn receipt_point(&self) -> &[u8; 65] {
        self.shared.keys.receipt_key().point()
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.shared.connection
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.shared.keys
    }

    #[cfg(test)]
    pub(crate) fn faults(&self) -> &crate::tests::faults::Faults {
        &self.shared.faults
    }

    pub(crate) fn outbox_changes(&self) -> watch::Receiver<()> {
        self.shared.outbox_changed.subscribe()
    }

    /// A list in one transaction; says how many rows each statement touched.
    pub(crate) async fn write(&self, list: Vec<Statement>) -> Result<Vec<u64>, StoreError> {
        #[cfg(test)]
        if let Some(fault) = self.shared.faults.next() {
            return fault.strike(&self.shared.connection, list).await;
        }
        self.shared.connection.write(list).await
    }

    /// A list that begins with an event. Where the commit's answer is lost, the event tells: if the one at its place
    /// bears our hash, the list was written. Else it is sent again, since its event can be written only once.
    async fn write_event(&self, event: &Event, list: Vec<Statement>) -> Result<(), StoreError> {
        let mut outcome = self.write(list.clone()).await;
        for _ in 0..RESENDS_MAX {
            if !matches!(outcome, Err(StoreError::Unknown)) {
                return outcome.map(drop);
            }
            if self.is_written(event).await? {
                return Ok(());
            }
            outcome = match self.write(list.clone()).await {
                // What stands in the way may be our own first attempt.
                Err(StoreError::Conflict) if self.is_written(event).await? => return Ok(()),
                other => other,
            };
        }
        outcome.map(drop)
    }

    async fn is_written(&self, event: &Event) -> Result<bool, StoreError> {
        let hashes = self
            .reader()
            .query(
                "select hash from event where account = $1 and seq = $2",
                &[event.account.into(), event.seq.into()],
                |row| row.of("event").array::<32>(),
            )
            .await
            .map_err(|_| StoreError::Unknown)?;
        Ok(hashes.first() == Some(&event.hash))
    }

    async fn check_master_key(&self) -> Result<(), StoreError> {
        let check = Value::from(*self.shared.keys.check());
        let record = Statement::new("insert into installation (id, key_check) values (1, $1)", [check]);
        match self.write(vec![record]).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Conflict) => {}
            Err(other) => return Err(other),
        }
        let recorded = self
            .reader()
            .query("select key_check from installation where id = 1", &[], |row| {
                row.of("installation").array::<32>()
            })
            .await?;
        if recorded.first() != Some(self.shared.keys.check()) {
            return Err(StoreError::OtherMasterKey);
        }
        Ok(())
    }
}

/// Reads facts. Each query sees what was committed when it began.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    connection: &'a Connection,
    keys: &'a Keys,
}

impl<'a> Reader<'a> {
    /// Runs a query and reads its rows. The SQL has `$1`, `$2`, … and keeps to what both databases share.
    pub async fn query<T: Send>(
        &self,
        sql: &'static str,
        params: &[Value],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError> + Send,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        let mut keep = |row: &mut Row<'_>| {
            found.push(read(row)?);
            Ok(())
        };
        self.connection.query(sql, params, &mut keep).await?;
        Ok(found)
    }

    /// The first row of a query that gives one at most.
    pub async fn query_one<T: Send>(
        &self,
        sql: &'static str,
        params: &[Value],
        read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError> + Send,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.query(sql, params, read).await?.into_iter().next())
    }

    pub(crate) const fn keys(&self) -> &'a Keys {
        self.keys
    }
}
