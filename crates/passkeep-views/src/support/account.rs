//! An account as support sees it.

use askama::Template;
use passkeep_decision::support::Role;

use super::super::icon::Icon;
use super::super::{ClientView, DeviceView, EventView, HoldView, Kind, Page, page};
use super::{AttemptView, ProposalView};

/// `GET /support/accounts/USER-ID`.
#[derive(Debug, Clone, Template)]
#[template(path = "support-account.html")]
pub struct SupportAccountPage {
    /// The shared part, signed in.
    pub page: Page,
    /// What who looks may.
    pub role: Role,
    /// The account's user ID, digits alone.
    pub user_id: String,
    /// The name to be called by.
    pub name: String,
    /// Where it stands.
    pub status: SupportStatus,
    /// What waits.
    pub holds: Vec<HoldView>,
    /// What waits for a second of the staff.
    pub proposals: Vec<ProposalView>,
    /// What did not work of late, the newest first.
    pub attempts: Vec<AttemptView>,
    /// Its passkeys.
    pub passkeys: Vec<SupportPasskey>,
    /// Its devices.
    pub devices: Vec<DeviceView>,
    /// Its addresses, masked.
    pub contacts: Vec<SupportContact>,
    /// What was sent.
    pub notices: Vec<SupportNotice>,
    /// What happened, without names and addresses.
    pub events: Vec<EventView>,
    /// What has just been done, and to how many addresses it was told.
    pub done: Option<(SupportDone, usize)>,
}

/// What has just been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupportDone {
    /// The account was frozen.
    Frozen,
    /// The way to a recovery was sent.
    Offered,
    /// Notices were sent again.
    Resent,
    /// Something was proposed.
    Proposed,
    /// A proposal was taken back.
    Withdrawn,
    /// Two have done it.
    Decided,
}

/// Where an account stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportStatus {
    /// When it was made, in Unix milliseconds.
    pub created_at_ms: i64,
    /// The language of its messages, by its own name.
    pub language: &'static str,
    /// Since when it is frozen.
    pub frozen_at_ms: Option<i64>,
    /// When the freeze ends by itself.
    pub lapses_at_ms: Option<i64>,
    /// Until when nothing of value leaves it.
    pub held_until_ms: Option<i64>,
    /// Until when apps are told that it is at risk.
    pub risk_until_ms: Option<i64>,
    /// How many sessions it has.
    pub sessions: usize,
    /// How many of them are in quarantine.
    pub quarantined: usize,
    /// Since when it has a password.
    pub password_at_ms: Option<i64>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
}

/// A passkey: what it is, and never its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportPasskey {
    /// Its name.
    pub name: String,
    /// Who keeps it.
    pub provider: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// The highest level that it proves, by its stable name.
    pub level: &'static str,
    /// When it was made.
    pub created_at_ms: i64,
    /// When and on what it was last used.
    pub last_used: Option<(i64, ClientView)>,
    /// Since when it signs in no more.
    pub suspended_at_ms: Option<i64>,
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportContact {
    /// `phone` or `email`.
    pub kind: &'static str,
    /// Masked.
    pub masked: String,
    /// When it was proved.
    pub proved_at_ms: i64,
    /// Whether staff may have something sent there.
    pub is_old: bool,
}

/// A message that was sent, or waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportNotice {
    /// When it was caused.
    pub at_ms: i64,
    /// What it is: its subject.
    pub what: String,
    /// `phone` or `email`.
    pub channel: String,
    /// Where it went, masked; none where the account has the address no more.
    pub masked: Option<String>,
    /// When a gateway took it.
    pub sent_at_ms: Option<i64>,
    /// Whether it is done without having been sent.
    pub dropped: bool,
    /// Whether it failed and is tried again.
    pub failing: bool,
}

impl SupportAccountPage {
    fn grouped(&self) -> String {
        page::grouped(&self.user_id)
    }

    fn can_help(&self) -> bool {
        self.role >= Role::Help
    }

    fn can_decide(&self) -> bool {
        self.role >= Role::Decide
    }

    fn told(&self) -> Option<String> {
        let (done, told) = self.done?;
        let p = &self.page;
        Some(match done {
            SupportDone::Frozen => p.count("support-done-frozen", told),
            SupportDone::Offered => p.count("support-done-offered", told),
            SupportDone::Resent => p.count("support-done-resent", told),
            SupportDone::Proposed => p.text("support-done-proposed"),
            SupportDone::Withdrawn => p.text("support-done-withdrawn"),
            SupportDone::Decided => p.text("support-done-decided"),
        })
    }

    fn channel(&self, kind: &str) -> String {
        match kind {
            "phone" => self.page.text("support-by-phone"),
            _ => self.page.text("support-by-email"),
        }
    }

    fn state(&self, notice: &SupportNotice) -> String {
        match (notice.sent_at_ms, notice.dropped, notice.failing) {
            (Some(at_ms), ..) => self.page.with("support-sent", "at", self.page.time(&at_ms)),
            (None, true, _) => self.page.text("support-dropped"),
            (None, false, true) => self.page.text("support-failing"),
            (None, false, false) => self.page.text("support-waiting"),
        }
    }

    fn kind(&self, passkey: &SupportPasskey) -> String {
        match passkey.kind {
            Kind::Synced => self.page.text("chip-synced"),
            Kind::NotYetSynced => self.page.text("chip-not-yet"),
            Kind::DeviceBound => self.page.text("reach-one"),
            Kind::SecurityKey => self.page.text("reach-key"),
        }
    }
}
