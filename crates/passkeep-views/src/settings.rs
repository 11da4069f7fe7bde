//! The index of the settings, and the addresses of an account.

use askama::Template;
use passkeep_decision::invitations::Invitation;

use super::hold::HoldView;
use super::icon::Icon;
use super::when;
use super::{Channel, NameFault, Page, Section, page};

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
    /// What waits.
    pub holds: Vec<HoldView>,
    /// The language of messages, in its own words.
    pub language: &'static str,
    /// What they are invited to.
    pub invitation: Option<Invitation>,
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
    /// What waits.
    pub holds: Vec<HoldView>,
    /// What has just happened.
    pub notice: Option<ContactsNotice>,
}

/// A phone number or an email address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactView {
    /// Its id, as in URLs.
    pub id: String,
    /// As people write it.
    pub address: String,
    /// When a code proved it, in Unix milliseconds.
    pub proved_at_ms: i64,
    /// What may be asked for about it.
    pub changeable: Changeable,
}

/// What may be asked for about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changeable {
    /// Another may take its place, and it may go.
    Whole,
    /// Another may take its place; it is the last and stays.
    InPlace,
    /// Nothing: a change of it waits.
    Waits,
}

/// `GET /settings/contacts/ID/remove`; its POST begins the hold.
#[derive(Debug, Clone, Template)]
#[template(path = "remove-contact.html")]
pub struct RemoveContactPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The address.
    pub contact: ContactView,
    /// When it is gone, in Unix milliseconds.
    pub gone_at_ms: i64,
}

/// `GET /settings/contacts/ID/change`, and its POST when the other address can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "change-contact.html")]
pub struct ChangeContactPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The address that goes.
    pub contact: ContactView,
    /// Whether it is a phone number or an email address.
    pub channel: Channel,
    /// When the other takes its place, in Unix milliseconds.
    pub comes_at_ms: i64,
    /// What was typed, kept.
    pub typed: String,
    /// Why it can't be taken.
    pub fault: Option<AddressFault>,
}

/// An address that can't take the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    /// Not an address of this kind.
    NotAccepted,
    /// The account has it already.
    AlreadyYours,
    /// Too many codes went to it, or were asked for from here.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
}

impl ChangeContactPage {
    fn wrong(&self) -> Option<String> {
        let texts = self.page.language.texts();
        Some(match (self.fault?, self.channel) {
            (AddressFault::NotAccepted, Channel::Sms) => self.page.text("change-phone-not-accepted"),
            (AddressFault::NotAccepted, Channel::Email) => self.page.text("email-not-accepted"),
            (AddressFault::AlreadyYours, _) => self.page.text("email-already-yours"),
            (AddressFault::TooManyCodes { retry_after_seconds }, _) => {
                self.page.with("too-many-codes", "wait", when::duration(texts, retry_after_seconds))
            }
        })
    }
}

/// `GET /settings/name`, and its POST when the name can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "name.html")]
pub struct NamePage {
    /// The shared part, signed in.
    pub page: Page,
    /// The name, or what was typed.
    pub name: String,
    /// Why it can't be taken.
    pub fault: Option<NameFault>,
}

/// `GET /settings/language`.
#[derive(Debug, Clone, Template)]
#[template(path = "language.html")]
pub struct LanguagePage {
    /// The shared part, signed in.
    pub page: Page,
    /// The tag of the language that messages come in.
    pub chosen: String,
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
