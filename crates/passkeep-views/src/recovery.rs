//! Freezing, recovery codes, recovery when every passkey is lost, and what a loss would mean.

use askama::Template;

use super::icon::Icon;
use super::when;
use super::{DeviceProofView, HoldView, Page, Section, page};

/// A passkey is asked for on a page: the flow's ticket, and the options as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedView {
    /// The ticket.
    pub ticket: String,
    /// The options for `navigator.credentials.get`.
    pub options: String,
}

/// `GET /settings/freeze`.
#[derive(Debug, Clone, Template)]
#[template(path = "freeze.html")]
pub struct FreezePage {
    /// The shared part, signed in.
    pub page: Page,
    /// Since when it is frozen, in Unix milliseconds; none where it is not.
    pub frozen_at_ms: Option<i64>,
    /// When the freeze ends by itself.
    pub lapses_at_ms: Option<i64>,
    /// Until when nothing of value leaves the account.
    pub held_until_ms: Option<i64>,
    /// The passkey that thaws; none where this session can't.
    pub thaw: Option<AskedView>,
}

/// `GET /settings/recovery`, and the answer that shows new codes.
#[derive(Debug, Clone, Template)]
#[template(path = "recovery-codes.html")]
pub struct RecoveryCodesPage {
    /// The shared part, signed in.
    pub page: Page,
    /// When the set was made, in Unix milliseconds; none where there is none.
    pub made_at_ms: Option<i64>,
    /// How many of it are left.
    pub left: usize,
    /// The codes, where they were just made.
    pub codes: Vec<String>,
    /// The recovery that is under way.
    pub holds: Vec<HoldView>,
}

/// `GET /recovery`, and its POST when the identifier can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "recover.html")]
pub struct RecoverPage {
    /// The shared part. Nobody is signed in here.
    pub page: Page,
    /// What was typed, kept.
    pub identifier: String,
    /// Whether it can be no user ID, email or phone number.
    pub refused: bool,
    /// How long a recovery waits.
    pub wait_seconds: i64,
}

impl RecoverPage {
    fn wait(&self) -> String {
        let wait = when::duration(self.page.language.texts(), waits(self.wait_seconds));
        self.page.with("recover-wait", "wait", wait)
    }
}

fn waits(seconds: i64) -> u64 {
    u64::try_from(seconds).unwrap_or(0)
}

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// A longer wait is told in days.
const WEEK_SECONDS: i64 = 7 * DAY_SECONDS;

/// `GET /recovery/factor`: what can be proved.
#[derive(Debug, Clone, Template)]
#[template(path = "recover-factor.html")]
pub struct RecoverFactorPage {
    /// The shared part.
    pub page: Page,
    /// The flow's ticket.
    pub ticket: String,
    /// Which proofs lead on.
    pub ways: RecoverWays,
    /// What this device signs, where its own key leads on.
    pub device: Option<DeviceProofView>,
    /// How far it has come.
    pub progress: RecoverProgress,
    /// What is wrong.
    pub fault: Option<RecoverFault>,
}

/// Which proofs lead on in a recovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoverWays {
    /// A code of the printed set.
    pub recovery_code: bool,
    /// The password.
    pub password: bool,
    /// A code to the phone.
    pub phone_code: bool,
    /// A code to the email.
    pub email_code: bool,
}

/// How far a recovery has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoverProgress {
    /// Nothing was proved yet.
    First,
    /// One kind was.
    Second,
    /// Two kinds were, and while a passkey is in use they are too little.
    PasskeyInUse,
    /// Two kinds were that sit in one hand: a device and an address.
    OneHand,
}

/// A proof that doesn't lead on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoverFault {
    /// The password is another, or there is none.
    PasswordWrong,
    /// The recovery code is another, was used, or there is none.
    CodeWrong,
    /// This device is not one that the account trusts.
    DeviceNotTrusted,
    /// The way is off here.
    Off,
    /// Too many passwords wait to be looked at.
    Busy,
    /// No more codes for now.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
}

impl RecoverFactorPage {
    fn wrong(&self) -> Option<String> {
        let texts = self.page.language.texts();
        Some(match self.fault? {
            RecoverFault::PasswordWrong => self.page.text("password-wrong"),
            RecoverFault::CodeWrong => self.page.text("recovery-code-wrong"),
            RecoverFault::DeviceNotTrusted => self.page.text("recover-device-no"),
            RecoverFault::Off => self.page.text("factor-off"),
            RecoverFault::Busy => self.page.text("passwords-busy"),
            RecoverFault::TooManyCodes { retry_after_seconds } => {
                self.page.with("too-many-codes", "wait", when::duration(texts, retry_after_seconds))
            }
        })
    }
}

/// `GET /settings/what-if`.
#[derive(Debug, Clone, Template)]
#[template(path = "what-if.html")]
pub struct WhatIfPage {
    /// The shared part, signed in.
    pub page: Page,
    /// Each loss, and the way back in.
    pub losses: Vec<LossView>,
    /// Whether a second passkey or recovery codes stand behind the first.
    pub second_way: bool,
}

/// A loss, and the way back in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LossView {
    /// What is lost.
    pub lost: LostView,
    /// The way back in.
    pub way: WayView,
}

/// What is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LostView {
    /// The phone, with its number.
    Phone,
    /// A passkey, by its name.
    Passkey(String),
    /// The sheet with the recovery codes.
    RecoveryCodes,
}

/// The way back in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayView {
    /// Another passkey, by its name.
    OtherPasskey(String),
    /// A recovery.
    Recovery {
        /// How long it takes.
        seconds: i64,
    },
    /// Nobody but the staff.
    Staff,
}

impl WhatIfPage {
    fn lost(&self, loss: &LossView) -> String {
        match &loss.lost {
            LostView::Phone => self.page.text("what-if-phone"),
            LostView::Passkey(name) => self.page.with("what-if-passkey", "name", name),
            LostView::RecoveryCodes => self.page.text("what-if-codes"),
        }
    }

    fn way(&self, loss: &LossView) -> String {
        match &loss.way {
            WayView::OtherPasskey(name) => self.page.with("what-if-at-once", "name", name),
            WayView::Recovery { seconds } => {
                let texts = self.page.language.texts();
                match *seconds > WEEK_SECONDS {
                    true => self.page.count("what-if-days", (*seconds + DAY_SECONDS - 1) / DAY_SECONDS),
                    false => self.page.with("what-if-wait", "wait", when::duration(texts, waits(*seconds))),
                }
            }
            WayView::Staff => self.page.text("what-if-staff"),
        }
    }
}
