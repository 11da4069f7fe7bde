//! Where the account is signed in.

use askama::Template;

use super::icon::Icon;
use super::{ClientView, Page, Platform, Section, page};

/// `GET /settings/sessions`.
#[derive(Debug, Clone, Template)]
#[template(path = "sessions.html")]
pub struct SessionsPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The sessions: this browser's first, then by last use.
    pub sessions: Vec<SessionView>,
    /// What has just happened.
    pub notice: Option<SessionsNotice>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Its id, as in URLs.
    pub id: String,
    /// Whether it is the one that shows the page.
    pub current: bool,
    /// On which browser and system.
    pub on: ClientView,
    /// The kind of device.
    pub platform: Platform,
    /// When it began, in Unix milliseconds.
    pub signed_in_at_ms: i64,
    /// When it was last seen, in Unix milliseconds.
    pub last_seen_at_ms: i64,
    /// The name of the passkey that opened it; none if that has been removed.
    pub passkey: Option<String>,
}

/// What has just happened to the sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionsNotice {
    /// One session, or all the others, were ended.
    Ended {
        /// How many.
        sessions: usize,
    },
}

impl SessionsPage {
    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.current)
    }
}
