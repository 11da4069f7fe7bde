//! The passkeys of an account, and the pages that remove one and report one lost.

use askama::Template;
use passkeep_decision::diagnosis::System;
use passkeep_decision::guidance::{Home, Reaching};
use passkeep_decision::invitations::Invitation;

use super::card::{CardView, Kind, RemovalView};
use super::hold::HoldView;
use super::icon::Icon;
use super::page::Html;
use super::{Page, Section, VerdictView, page};
use crate::guidance::Guidance;

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
    /// What waits.
    pub holds: Vec<HoldView>,
    /// When a passkey that is removed now is gone, in Unix milliseconds.
    pub gone_at_ms: i64,
    /// What has just happened.
    pub notice: Option<PasskeysNotice>,
    /// What the rules for platforms say to creating one here.
    pub verdict: Option<VerdictView>,
    /// The system of this device.
    pub system: System,
    /// What they are invited to.
    pub invitation: Option<Invitation>,
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
        /// How far it reached, which tells where a device may still have it.
        reaching: Reaching,
    },
    /// A passkey signs in no more, and is gone later.
    OnItsWayOut {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
}

impl PasskeysPage {
    /// The words of the button that creates one; none where there is nothing to press.
    fn create(&self) -> Option<String> {
        match &self.verdict {
            None => Some(self.page.text("create-passkey")),
            Some(verdict) if verdict.warns() => Some(self.page.text("create-passkey")),
            Some(verdict) if verdict.leads_nowhere() => None,
            Some(_) => Some(self.page.text("create-passkey-elsewhere")),
        }
    }

    fn removal(&self, card: &CardView) -> RemovalView {
        let others = self.working().filter(|other| other.id != card.id);
        RemovalView {
            card: card.clone(),
            others: others.map(|other| other.name.clone()).collect(),
            gone_at_ms: self.gone_at_ms,
        }
    }

    fn working(&self) -> impl Iterator<Item = &CardView> {
        self.cards.iter().filter(|card| card.suspended.is_none())
    }

    /// Where this system has what was removed, as long as nobody has told it.
    fn delete_there(&self, reaching: &Reaching) -> Option<String> {
        if self.system == System::Unknown {
            return None;
        }
        let home = Home::on(self.system).iter().find(|home| home.reaching() == *reaching)?;
        let (language, host) = (self.page.language, self.page.brand().host.as_str());
        Some(Guidance { language, system: self.system, host }.home(*home).delete)
    }

    /// The same for a passkey that still has its card.
    fn stays(&self, id: &str) -> Option<Html> {
        self.cards.iter().find(|card| card.id == id).map(|card| card.stays(&self.page))
    }

    fn lede(&self) -> String {
        match self.working().collect::<Vec<_>>().as_slice() {
            [] if self.cards.is_empty() => self.page.text("passkeys-lede-none"),
            [] => self.page.text("passkeys-lede-none-works"),
            [only] if only.kind == Kind::Synced => self.page.text("passkeys-lede-one"),
            [_] => self.page.text("passkeys-lede-one-device"),
            working => self.page.count("passkeys-lede-many", working.len()),
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

/// `GET /settings/passkeys/ID/lost`: what a report does; its POST reports.
#[derive(Debug, Clone, Template)]
#[template(path = "lost-passkey.html")]
pub struct LostPasskeyPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The passkey, and what remains.
    pub loss: RemovalView,
}
