//! The roots from which tickets are sealed: shared by all nodes through the database, a new one each day.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, RwLock};

use passkeep_decision::moment::{Moment, Timestamp};
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::ticket::{FLOW_SECONDS_MAX, Ticket};
use passkeep_store::{Store, StoreError, TicketKey};
use zeroize::Zeroizing;

use crate::seal::{Root, Scope, Sealed, seal};

const ROTATE_SECONDS: i64 = 24 * 60 * 60;

/// Seals and opens tickets.
pub struct Ring {
    issuer: String,
    keys: RwLock<Arc<Vec<TicketKey>>>,
    epoch: AtomicI64,
}

impl Ring {
    /// Reads the roots, and makes one where there is none or the newest is a day old.
    pub async fn open(issuer: String, store: &Store, moment: &Moment) -> Result<Self, StoreError> {
        let ring = Self { issuer, keys: RwLock::default(), epoch: AtomicI64::new(0) };
        ring.turn(store, moment).await?;
        Ok(ring)
    }

    /// Rotates: a new root where the newest is a day old, and none is kept longer than a ticket sealed under it lives.
    pub async fn turn(&self, store: &Store, moment: &Moment) -> Result<(), StoreError> {
        self.enter(store.restoration().await?.epoch);
        let mut keys = store.ticket_keys().await?;
        let newest = keys.iter().map(|key| key.created_at).max();
        if newest.is_none_or(|at| moment.now.seconds_since(at) >= ROTATE_SECONDS) {
            let key = TicketKey {
                id: std::array::from_fn(|i| moment.draw("ticket key id")[i]),
                root: Zeroizing::new(moment.draw("ticket key")),
                created_at: moment.now,
            };
            store.add_ticket_key(&key).await?;
            keys.push(key);
        }
        let horizon = Timestamp(moment.now.0 - (ROTATE_SECONDS + FLOW_SECONDS_MAX) * 1000);
        store.drop_ticket_keys(horizon).await?;
        keys.retain(|key| key.created_at >= horizon);
        keys.sort_by_key(|key| key.created_at);
        *self.keys.write().expect("no writer panics") = Arc::new(keys);
        Ok(())
    }

    /// Takes the database's epoch, as it was last read.
    pub fn enter(&self, epoch: RestoreEpoch) {
        self.epoch.store(epoch.0, Ordering::Release);
    }

    fn epoch(&self) -> RestoreEpoch {
        RestoreEpoch(self.epoch.load(Ordering::Acquire))
    }

    /// Seals a ticket with the newest root, in the epoch that its flow began in.
    pub fn seal(&self, ticket: &Ticket, moment: &Moment) -> String {
        let epoch = ticket.restore_epoch.unwrap_or_else(|| self.epoch());
        let ticket = &Ticket { restore_epoch: Some(epoch), ..ticket.clone() };
        let keys = self.snapshot();
        let newest = keys.last().expect("turn leaves a root");
        seal(ticket, &root(newest), &self.issuer, moment.draw("ticket salt"))
    }

    /// Opens a ticket. A root that this node has not read yet is read: another node may have made it.
    pub async fn open_ticket(
        &self,
        text: &str,
        scope: Asked,
        store: &Store,
    ) -> Result<Option<Ticket>, StoreError> {
        let Some(sealed) = Sealed::parse(text) else { return Ok(None) };
        let mut keys = self.snapshot();
        if !keys.iter().any(|key| key.id == sealed.key_id()) {
            let mut read = store.ticket_keys().await?;
            read.sort_by_key(|key| key.created_at);
            keys = Arc::new(read);
            *self.keys.write().expect("no writer panics") = keys.clone();
        }
        let Some(key) = keys.iter().find(|key| key.id == sealed.key_id()) else { return Ok(None) };
        let scope = Scope { issuer: &self.issuer, purpose: scope.0, step: scope.1 };
        let Some(ticket) = sealed.open(&root(key), scope) else { return Ok(None) };
        if ticket.restore_epoch != Some(self.epoch()) {
            // Another node may have learnt of a restore before this one has.
            self.enter(store.restoration().await?.epoch);
        }
        // Each effect asks once more, in its commit: this spares who comes with an old ticket the rest of the way.
        Ok(Some(ticket).filter(|ticket| ticket.restore_epoch == Some(self.epoch())))
    }

    fn snapshot(&self) -> Arc<Vec<TicketKey>> {
        self.keys.read().expect("no writer panics").clone()
    }
}

/// The purpose and step that a route takes.
pub type Asked = (passkeep_decision::ticket::Purpose, passkeep_decision::ticket::TicketStep);

fn root(key: &TicketKey) -> Root {
    Root { id: key.id, bytes: key.root.clone() }
}
