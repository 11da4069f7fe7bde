//! Ways in without a passkey, and proving again who one is.

use askama::Template;

use super::icon::Icon;
use super::when;
use super::{HoldView, Page, Section, page};

/// `GET /sign-in/other`, and its POST when the identifier can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "other-way.html")]
pub struct OtherWayPage {
    /// The shared part. Nobody is signed in here.
    pub page: Page,
    /// What was typed, kept.
    pub identifier: String,
    /// Whether it can be no user ID, email or phone number.
    pub refused: bool,
}

/// `GET /sign-in/factor` and `GET /reauthenticate/factor`: the ways that lead on.
#[derive(Debug, Clone, Template)]
#[template(path = "factor.html")]
pub struct FactorPage {
    /// The shared part.
    pub page: Page,
    /// What it is for.
    pub purpose: FactorPurpose,
    /// The flow's ticket.
    pub ticket: String,
    /// Whether a password leads on.
    pub password: bool,
    /// Whether a code to the phone leads on.
    pub phone_code: bool,
    /// What this device signs, where its own key is asked for.
    pub device: Option<DeviceProofView>,
    /// Whether one factor was proved already.
    pub second: bool,
    /// What was ticked on the sign-in page, kept.
    pub shared_computer: bool,
    /// What is wrong.
    pub fault: Option<FactorFault>,
}

/// What a device's own key signs on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceProofView {
    /// The flow's ticket.
    pub ticket: String,
    /// The nonce that came with it, as base64url.
    pub nonce: String,
    /// Where the signed request goes.
    pub path: &'static str,
}

/// What factors are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorPurpose {
    /// Signing in.
    SignIn,
    /// Proving again who one is.
    Reauthenticate,
}

/// A factor that doesn't lead on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorFault {
    /// The password is another, or there is none.
    PasswordWrong,
    /// The way is off here.
    Off,
    /// Too many passwords wait to be looked at.
    Busy,
    /// No more codes for now.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
    /// A password alone is not enough, and there is nothing beside it.
    AnotherNeeded,
    /// The account doesn't know this browser.
    ApprovalNeeded,
}

impl FactorPurpose {
    fn base(self) -> &'static str {
        match self {
            Self::SignIn => "/sign-in",
            Self::Reauthenticate => "/reauthenticate",
        }
    }

    fn leave(self) -> &'static str {
        match self {
            Self::SignIn => "/",
            Self::Reauthenticate => "/settings",
        }
    }
}

impl FactorPage {
    /// What the page asks, or says where nothing is left to ask.
    fn title(&self) -> String {
        match (self.has_ways(), self.second) {
            (false, _) => self.page.text("factor-none-title"),
            (true, true) => self.page.text("factor-second-title"),
            (true, false) => self.page.text("factor-title"),
        }
    }

    fn lede(&self) -> String {
        match (self.has_ways(), self.second) {
            (false, _) => self.page.text("factor-none"),
            (true, true) => self.page.text("factor-second-lede"),
            (true, false) => self.page.text("factor-lede"),
        }
    }

    fn has_ways(&self) -> bool {
        self.password || self.phone_code
    }

    fn wrong(&self) -> Option<String> {
        let texts = self.page.language.texts();
        Some(match self.fault? {
            FactorFault::PasswordWrong => self.page.text("password-wrong"),
            FactorFault::Off => self.page.text("factor-off"),
            FactorFault::Busy => self.page.text("passwords-busy"),
            FactorFault::TooManyCodes { retry_after_seconds } => {
                self.page.with("too-many-codes", "wait", when::duration(texts, retry_after_seconds))
            }
            FactorFault::AnotherNeeded => self.page.text("another-factor-needed"),
            FactorFault::ApprovalNeeded => self.page.text("approval-needed"),
        })
    }
}

/// `GET /reauthenticate`: `<passkeep-reauthenticate>` asks for a passkey.
#[derive(Debug, Clone, Template)]
#[template(path = "reauthenticate.html")]
pub struct ReauthenticatePage {
    /// The shared part, signed in.
    pub page: Page,
    /// The flow's ticket.
    pub ticket: String,
    /// The options for `navigator.credentials.get`, as JSON.
    pub options: String,
    /// Where to go on: a path on this host.
    pub next: String,
}

/// `GET /settings/password`, and its POST when the password can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "password.html")]
pub struct PasswordPage {
    /// The shared part, signed in.
    pub page: Page,
    /// When it was set, in Unix milliseconds; none where there is none.
    pub set_at_ms: Option<i64>,
    /// Whether it is long enough to be the only factor.
    pub alone: bool,
    /// Whether a code to the phone is a way to sign in, too.
    pub phone_codes: bool,
    /// Whether the account has a passkey: without one another password waits, and none is removed.
    pub has_passkeys: bool,
    /// Another password that waits.
    pub holds: Vec<HoldView>,
    /// What has just happened.
    pub notice: Option<PasswordNotice>,
    /// Why a password can't be taken, by the stable name of the reason.
    pub fault: Option<&'static str>,
}

/// What has just happened to the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordNotice {
    /// It was set or changed.
    Set,
    /// It was removed.
    Removed,
}

impl PasswordPage {
    fn wrong(&self) -> Option<String> {
        Some(match self.fault? {
            "too_long" => self.page.text("password-too-long"),
            "hidden_characters" => self.page.text("password-hidden"),
            "common" => self.page.text("password-common"),
            "breached" => self.page.text("password-breached"),
            "personal" => self.page.text("password-personal"),
            "repetitive" => self.page.text("password-repetitive"),
            _ => self.page.text("password-too-short"),
        })
    }
}
