//! The demo's page of the outbox: what waits and why, and what has become of the rest.

use askama::Template;

use super::Page;
use super::icon::Icon;

/// `GET /demo/outbox`, in the demo alone.
#[derive(Debug, Clone, Template)]
#[template(path = "outbox.html")]
pub struct OutboxPage {
    /// The shared part.
    pub page: Page,
    /// What waits, what is due first first.
    pub waiting: Vec<WaitingView>,
    /// What is done, the newest first.
    pub done: Vec<DoneView>,
}

/// A message that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingView {
    /// How it goes.
    pub way: Way,
    /// Where it goes, masked; nothing where it can't be read.
    pub to: String,
    /// When it was caused, in Unix milliseconds.
    pub caused_at_ms: i64,
    /// When it is offered next.
    pub due_at_ms: i64,
    /// How often it was offered.
    pub attempts: i64,
    /// Why it did not go, as it was recorded: in English.
    pub reason: Option<String>,
}

/// A message that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneView {
    /// How it went.
    pub way: Way,
    /// When it was done, in Unix milliseconds.
    pub at_ms: i64,
    /// Why it was dropped, in English; none where it was sent.
    pub dropped: Option<String>,
}

/// How something goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By text message.
    Sms,
    /// By email.
    Email,
    /// To a webhook.
    Webhook,
    /// To an app whose session has ended.
    Logout,
}

impl Way {
    fn icon(self) -> Icon {
        match self {
            Self::Sms => Icon::Phone,
            Self::Email => Icon::Message,
            Self::Webhook | Self::Logout => Icon::Page,
        }
    }

    fn name(self, page: &Page) -> String {
        match self {
            Self::Sms => page.text("outbox-sms"),
            Self::Email => page.text("outbox-email"),
            Self::Webhook => page.text("outbox-webhook"),
            Self::Logout => page.text("outbox-logout"),
        }
    }
}
