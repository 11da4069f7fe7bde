//! The approval of a new device: the page that waits on it, and the page that answers on a trusted one.

use askama::Template;

use super::icon::Icon;
use super::when;
use super::{ClientView, Page};

/// `GET /sign-in/wait`.
#[derive(Debug, Clone, Template)]
#[template(path = "wait.html")]
pub struct WaitPage {
    /// The shared part. Nobody is signed in here.
    pub page: Page,
    /// The flow's ticket.
    pub ticket: String,
    /// The number that a person carries to a trusted device.
    pub number: String,
    /// Where it stands.
    pub state: WaitState,
}

/// Where an approval stands, for the new device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitState {
    /// It waits.
    Pending {
        /// When it ends, in Unix milliseconds.
        ends_at_ms: i64,
    },
    /// A trusted device said yes.
    Approved,
    /// A trusted device said no.
    Denied,
    /// Another number was typed.
    NumberWrong,
    /// Its time is over.
    Over,
}

impl WaitState {
    fn name(&self) -> &'static str {
        match self {
            Self::Pending { .. } => "pending",
            Self::Approved => "approved",
            Self::Denied | Self::NumberWrong | Self::Over => "over",
        }
    }
}

/// How long an approval waits at the most: the whole length of the line that runs out.
const WHOLE_SECONDS: i64 = 300;

impl WaitPage {
    fn waits(&self) -> bool {
        matches!(self.state, WaitState::Pending { .. })
    }

    fn lede(&self) -> String {
        match self.state {
            WaitState::Pending { .. } => self.page.text("wait-lede"),
            WaitState::Approved => self.page.text("wait-approved"),
            WaitState::Denied => self.page.text("wait-denied"),
            WaitState::NumberWrong => self.page.text("wait-number-wrong"),
            WaitState::Over => self.page.text("wait-over"),
        }
    }
}

/// `GET /settings/approvals/ID`.
#[derive(Debug, Clone, Template)]
#[template(path = "approve.html")]
pub struct ApprovePage {
    /// The shared part, signed in.
    pub page: Page,
    /// The approval's id.
    pub id: String,
    /// The new device's browser and system.
    pub on: ClientView,
    /// Where it is, as its network tells.
    pub place: Option<String>,
    /// When it was asked, in Unix milliseconds.
    pub requested_at_ms: i64,
    /// When it ends, in Unix milliseconds.
    pub ends_at_ms: i64,
}

/// The line that runs out, and how long is left.
struct Timer {
    whole_seconds: i64,
    left_seconds: i64,
    ends_at_ms: i64,
    words: String,
}

impl Timer {
    fn of(page: &Page, ends_at_ms: i64) -> Self {
        let left_seconds = ((ends_at_ms - page.now_ms) / 1000).clamp(0, WHOLE_SECONDS);
        let words = when::duration(page.language.texts(), u64::try_from(left_seconds).unwrap_or(0));
        Self { whole_seconds: WHOLE_SECONDS, left_seconds, ends_at_ms, words }
    }
}

impl WaitPage {
    fn timer(&self) -> Option<Timer> {
        match self.state {
            WaitState::Pending { ends_at_ms } => Some(Timer::of(&self.page, ends_at_ms)),
            _ => None,
        }
    }
}

impl ApprovePage {
    fn timer(&self) -> Timer {
        Timer::of(&self.page, self.ends_at_ms)
    }

    fn account(&self) -> String {
        self.page.nav.as_ref().map(|nav| nav.user_id.clone()).unwrap_or_default()
    }
}
