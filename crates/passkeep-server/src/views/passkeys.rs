//! The passkeys of an account, and the page that removes one.

use askama::Template;

use super::card::{CardView, Kind, RemovalView};
use super::icon::Icon;
use super::{Page, Section, page};

/// `GET /settings/passkeys`, with or without `?rename=`, `?created=`, `?removed=`, `?welcome`.
#[derive(Debug, Clone, Template)]
#[template(path = "passkeys.html")]
pub struct PasskeysPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The passkeys: the one of this device first, then by last use.
    pub cards: Vec<CardView>,
    /// Those removed in the last 30 days, newest first.
    pub removed: Vec<RemovedView>,
    /// What has just happened.
    pub notice: Option<PasskeysNotice>,
}

/// A passkey that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedView {
    /// The name it had.
    pub name: String,
    /// When it was removed, in Unix milliseconds.
    pub removed_at_ms: i64,
}

/// What has just happened to the passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasskeysNotice {
    /// The account was just made: the user ID is shown large.
    Welcome,
    /// A passkey was created; its card is highlighted.
    Created {
        /// Its id, for the link to rename it.
        id: String,
        /// Its name.
        name: String,
    },
    /// A passkey was renamed.
    Renamed {
        /// Its new name.
        name: String,
    },
    /// A passkey was removed.
    Removed {
        /// The name it had.
        name: String,
    },
}

impl PasskeysPage {
    fn removal(&self, card: &CardView) -> RemovalView {
        let others = self.cards.iter().filter(|other| other.id != card.id);
        RemovalView { card: card.clone(), others: others.map(|other| other.name.clone()).collect() }
    }

    fn lede(&self) -> String {
        match self.cards.as_slice() {
            [] => self.page.text("passkeys-lede-none"),
            [only] if only.kind == Kind::Synced => self.page.text("passkeys-lede-one"),
            [_] => self.page.text("passkeys-lede-one-device"),
            cards => self.page.count("passkeys-lede-many", cards.len()),
        }
    }
}

/// `GET /settings/passkeys/ID/remove`: the dialog as a page.
#[derive(Debug, Clone, Template)]
#[template(path = "remove-passkey.html")]
pub struct RemovePasskeyPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The passkey, and what remains.
    pub removal: RemovalView,
}
