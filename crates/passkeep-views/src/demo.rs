//! The demo's page of messages: what would have been sent.

use askama::Template;

use super::Page;
use super::icon::Icon;

/// `GET /demo/messages`, in the demo alone.
#[derive(Debug, Clone, Template)]
#[template(path = "messages.html")]
pub struct MessagesPage {
    /// The shared part.
    pub page: Page,
    /// The messages, newest first.
    pub messages: Vec<MessageView>,
}

/// A message that would have been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    /// How.
    pub channel: Channel,
    /// To whom.
    pub address: String,
    /// When, in Unix milliseconds.
    pub at_ms: i64,
    /// The words.
    pub text: String,
}

/// How a message is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A text message to a phone.
    Sms,
    /// An email.
    Email,
}
