//! `GET /confirm/ID`: an action in its person's language, and one button.

use askama::Template;

use super::icon::Icon;
use super::rosette::rosette;
use super::{Page, when};

/// The page of a confirmation.
#[derive(Debug, Clone, Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The confirmation's id.
    pub id: String,
    /// Which app asks.
    pub app: String,
    /// What for, in a line.
    pub title: String,
    /// Every field, in the operator's order: each line that is signed stands here once.
    pub fields: Vec<ActionField>,
    /// When it was asked, in Unix milliseconds.
    pub asked_at_ms: i64,
    /// Until when it can be signed, in Unix milliseconds.
    pub expires_at_ms: i64,
    /// Where it stands.
    pub state: ConfirmState,
    /// Where the person is led back to: the client's own redirect.
    pub return_to: Option<String>,
}

/// A field of the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionField {
    /// Its label.
    pub label: String,
    /// Its value.
    pub value: String,
    /// How large.
    pub size: FieldSize,
}

/// How large a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldSize {
    /// As text.
    Text,
    /// Large: the payee.
    Large,
    /// Larger: the amount.
    Amount,
}

/// Where a confirmation stands, for its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmState {
    /// It can be signed here.
    Open {
        /// Whether another device or a wait follows.
        takes_second: bool,
    },
    /// It was signed elsewhere, and can be signed here too.
    SecondHere {
        /// When it is confirmed otherwise, in Unix milliseconds.
        until_ms: i64,
    },
    /// It was signed here, and waits.
    Held {
        /// When it is confirmed, in Unix milliseconds.
        until_ms: i64,
    },
    /// It can't be signed here now.
    Refused(ConfirmRefusal),
    /// It was confirmed.
    Confirmed {
        /// SHA-256 of the receipt, where there is one.
        digest: Option<[u8; 32]>,
    },
    /// The person said no.
    Denied,
    /// The app took it back.
    Withdrawn,
    /// Its time is over.
    Expired,
    /// Too many answers failed.
    Blocked,
    /// The account was frozen, recovered or reported since.
    Void,
}

/// Why it can't be signed here now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmRefusal {
    /// The account is frozen.
    Frozen,
    /// The session came in without a passkey.
    NeedsProof,
    /// Nothing of value leaves the account before then.
    ValueHeld(i64),
    /// The browser is new to the account until then.
    NewBrowser(i64),
    /// Every passkey is too new for this until then.
    PasskeyTooNew(i64),
    /// It takes a passkey that never leaves its device.
    LevelTooLow,
    /// The account needs a second passkey or recovery codes first.
    SecondWayNeeded,
}

impl ConfirmPage {
    fn account(&self) -> String {
        self.page.nav.as_ref().map(|nav| nav.user_id.clone()).unwrap_or_default()
    }

    fn digest(&self) -> Option<[u8; 32]> {
        if let ConfirmState::Confirmed { digest } = self.state { digest } else { None }
    }

    fn path(&self) -> String {
        format!("/confirm/{}", self.id)
    }

    fn button(&self) -> String {
        match (self.amount(), self.state) {
            (_, ConfirmState::SecondHere { .. }) => self.page.text("confirm-second"),
            (Some(amount), _) => self.page.with("confirm-amount", "amount", amount),
            (None, _) => self.page.text("confirm-action"),
        }
    }

    /// The amount that the button repeats: one that the title says already would stand there three times.
    fn amount(&self) -> Option<&str> {
        let amount = self.fields.iter().find(|field| field.size == FieldSize::Amount)?;
        (!self.title.contains(&amount.value)).then_some(amount.value.as_str())
    }

    /// Whether an answer is taken here: the passkey's, or a no.
    fn is_signable(&self) -> bool {
        matches!(self.state, ConfirmState::Open { .. } | ConfirmState::SecondHere { .. })
    }

    fn can_deny(&self) -> bool {
        self.is_signable() || matches!(self.state, ConfirmState::Held { .. } | ConfirmState::Refused(_))
    }

    /// How much of its time is left, of how much, in seconds, while that runs.
    fn seconds(&self) -> Option<(i64, i64)> {
        let left = (self.expires_at_ms - self.page.now_ms) / 1000;
        let whole = ((self.expires_at_ms - self.asked_at_ms) / 1000).max(1);
        matches!(self.state, ConfirmState::Open { .. }).then(|| (left.clamp(0, whole), whole))
    }

    fn left(&self, seconds: &i64) -> String {
        let words = when::duration(self.page.language.texts(), u64::try_from(*seconds).unwrap_or(0));
        self.page.with("timer-left", "wait", words)
    }
}

/// In groups of four bytes, as people compare it.
fn in_groups(digest: &[u8; 32]) -> String {
    let group = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    digest.chunks(4).map(group).collect::<Vec<_>>().join(" ")
}
