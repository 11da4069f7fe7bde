//! The index of the settings, and the addresses of an account.

use askama::Template;

use super::icon::Icon;
use super::when;
use super::{Page, Section, page};

/// `GET /settings`.
#[derive(Debug, Clone, Template)]
#[template(path = "settings.html")]
pub struct SettingsPage {
    /// The shared part, signed in, in [`Section::Index`].
    pub page: Page,
    /// How many passkeys there are.
    pub passkeys: usize,
    /// How many devices there are.
    pub devices: usize,
    /// How many phone numbers and email addresses there are.
    pub contacts: usize,
    /// How many sessions there are, this one counted.
    pub sessions: usize,
}

/// `GET /settings/contacts`.
#[derive(Debug, Clone, Template)]
#[template(path = "contacts.html")]
pub struct ContactsPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The phone numbers.
    pub phones: Vec<ContactView>,
    /// The email addresses.
    pub emails: Vec<ContactView>,
    /// What has just happened.
    pub notice: Option<ContactsNotice>,
}

/// A phone number or an email address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactView {
    /// As people write it.
    pub address: String,
    /// When a code proved it, in Unix milliseconds.
    pub proved_at_ms: i64,
}

/// What has just happened to the addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactsNotice {
    /// An email address was added.
    EmailAdded {
        /// The address.
        address: String,
    },
}

/// `GET /settings/contacts/email`, and its POST when the address can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "add-email.html")]
pub struct AddEmailPage {
    /// The shared part, signed in.
    pub page: Page,
    /// What was typed, kept.
    pub email: String,
    /// Why the address can't be taken.
    pub fault: Option<EmailFault>,
}

/// An email address that can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailFault {
    /// Not an email address.
    NotAccepted,
    /// The account has it already.
    AlreadyYours,
    /// Too many codes went to it, or were asked for from here.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
}

impl AddEmailPage {
    fn wrong(&self) -> Option<String> {
        let texts = self.page.language.texts();
        Some(match self.fault? {
            EmailFault::NotAccepted => self.page.text("email-not-accepted"),
            EmailFault::AlreadyYours => self.page.text("email-already-yours"),
            EmailFault::TooManyCodes { retry_after_seconds } => {
                self.page.with("too-many-codes", "wait", when::duration(texts, retry_after_seconds))
            }
        })
    }
}
