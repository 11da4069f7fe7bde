//! A list of changes: what is written together, or not at all.

use super::Change;
use crate::event::Event;

/// A list that is applied whole or not at all.
#[derive(Clone, Debug)]
pub enum Changes {
    /// Nothing to write.
    Nothing,
    /// What a stranger can cause: counters, codes, messages. Never on an account's chain, or guessing would block
    /// its owner.
    Tally(Vec<Change>),
    /// A change of an account: its event first, then what it changes.
    Account {
        /// The event at (account, head + 1).
        event: Box<Event>,
        /// What else is written with it.
        rest: Vec<Change>,
    },
}

impl Changes {
    /// A list that begins with an account's event.
    pub fn of_account(event: Event, rest: Vec<Change>) -> Self {
        Self::Account { event: Box::new(event), rest }
    }
}
