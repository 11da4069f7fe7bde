//! Signing up: phone number, code, name, passkey. The page for a code also serves email addresses and new passkeys.

use askama::Template;

use super::icon::Icon;
use super::when;
use super::{CountryView, NameFault, Page, PlacesView, Platform, VerdictView};

/// `GET /sign-up`, and `POST /sign-up` when the number can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "sign-up.html")]
pub struct SignUpPage {
    /// The shared part.
    pub page: Page,
    /// [`super::countries`], one of them selected.
    pub countries: Vec<CountryView>,
    /// What was typed, kept.
    pub number: String,
    /// Why the number can't be taken.
    pub fault: Option<PhoneFault>,
    /// What the rules for platforms say to creating a passkey here.
    pub verdict: Option<VerdictView>,
}

/// A phone number that can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneFault {
    /// Not a phone number of that country.
    NotAccepted,
    /// Too many codes went to it, or were asked for from here.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
}

/// The page that asks for a six-digit code, whatever it is for.
#[derive(Debug, Clone, Template)]
#[template(path = "code.html")]
pub struct CodePage {
    /// The shared part.
    pub page: Page,
    /// What the code is for; decides words and URLs.
    pub purpose: CodePurpose,
    /// The flow's ticket.
    pub ticket: String,
    /// Where the code went, masked; none if this browser didn't give the address.
    pub sent_to: Option<String>,
    /// Whether another code was just sent.
    pub sent_again: bool,
    /// What was ticked on the sign-in page, kept. No other flow has such a box.
    pub shared_computer: bool,
    /// What is wrong with the code that was typed.
    pub fault: Option<CodeFault>,
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePurpose {
    /// Proving the phone number at sign-up.
    SignUp,
    /// The first step of creating a passkey.
    NewPasskey,
    /// Proving an email address.
    Email,
    /// Signing in without a passkey.
    SignIn,
    /// Proving again who one is.
    Reauthenticate,
    /// Proving an address that is to take the place of another.
    Replacement,
    /// Recovering an account.
    Recovery,
}

/// A code that doesn't open the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// Not the code that was sent.
    Wrong {
        /// How many tries this code still has.
        attempts_left: u32,
    },
    /// Not six digits: it cost no try.
    NotSixDigits,
    /// Too old.
    Expired,
    /// It had all its tries.
    Locked,
    /// Codes failed too often in a row.
    Off,
    /// No more codes for now.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
}

impl CodePurpose {
    fn action(self) -> &'static str {
        match self {
            CodePurpose::SignUp => "/sign-up/code",
            CodePurpose::NewPasskey => "/settings/passkeys/new/code",
            CodePurpose::Email => "/settings/contacts/email/code",
            CodePurpose::SignIn => "/sign-in/code",
            CodePurpose::Reauthenticate => "/reauthenticate/code",
            CodePurpose::Replacement => "/settings/contacts/change/code",
            CodePurpose::Recovery => "/recovery/code",
        }
    }

    fn start(self) -> &'static str {
        match self {
            CodePurpose::SignUp => "/sign-up",
            CodePurpose::NewPasskey => "/settings/passkeys",
            CodePurpose::Email => "/settings/contacts/email",
            CodePurpose::SignIn => "/sign-in/other",
            CodePurpose::Reauthenticate => "/reauthenticate",
            CodePurpose::Replacement => "/settings/contacts",
            CodePurpose::Recovery => "/recovery/factor",
        }
    }
}

impl CodePage {
    fn lede(&self) -> String {
        match (self.purpose, &self.sent_to) {
            (CodePurpose::Email, Some(address)) => self.page.with("code-lede-email", "address", address),
            (CodePurpose::Email, None) => self.page.text("code-lede-email-unnamed"),
            (CodePurpose::Recovery, None) => self.page.ruled("code-lede-recovery"),
            (CodePurpose::SignIn, None) => self.page.text("code-lede-sign-in"),
            (CodePurpose::Replacement, Some(address)) if address.contains('@') => {
                self.page.with("code-lede-email", "address", address)
            }
            (_, Some(address)) => self.page.with("code-lede-phone", "address", address),
            (_, None) => self.page.text("code-lede-phone-unnamed"),
        }
    }

    fn leave(&self) -> String {
        match self.purpose {
            CodePurpose::SignUp => self.page.text("code-other-number"),
            CodePurpose::NewPasskey | CodePurpose::Replacement => self.page.text("code-not-now"),
            CodePurpose::Email => self.page.text("code-other-email"),
            CodePurpose::SignIn | CodePurpose::Reauthenticate | CodePurpose::Recovery => {
                self.page.text("factor-another")
            }
        }
    }

    fn wrong(&self) -> Option<String> {
        let texts = self.page.language.texts();
        Some(match self.fault? {
            CodeFault::Wrong { attempts_left } => self.page.count("code-wrong", attempts_left),
            CodeFault::NotSixDigits => self.page.text("code-not-six-digits"),
            CodeFault::Expired => self.page.text("code-expired"),
            CodeFault::Locked => self.page.text("code-locked"),
            CodeFault::Off => self.page.text("factor-off"),
            CodeFault::TooManyCodes { retry_after_seconds } => {
                self.page.with("too-many-codes", "wait", when::duration(texts, retry_after_seconds))
            }
        })
    }
}

impl SignUpPage {
    /// No passkey can be created from here: nobody types a number for nothing.
    fn stopped(&self) -> Option<&VerdictView> {
        self.verdict.as_ref().filter(|verdict| verdict.leads_nowhere())
    }

    fn wrong(&self) -> Option<String> {
        let texts = self.page.language.texts();
        Some(match self.fault? {
            PhoneFault::NotAccepted => self.page.text("phone-not-accepted"),
            PhoneFault::TooManyCodes { retry_after_seconds } => {
                self.page.with("too-many-codes", "wait", when::duration(texts, retry_after_seconds))
            }
        })
    }
}

/// `GET /sign-up/name`, and `POST /sign-up/name` when the name can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "sign-up-name.html")]
pub struct SignUpNamePage {
    /// The shared part.
    pub page: Page,
    /// The flow's ticket.
    pub ticket: String,
    /// What was typed, kept.
    pub name: String,
    /// Why the name can't be taken.
    pub fault: Option<NameFault>,
}

/// `GET /sign-up/passkey`: choose where the passkey will live; `<passkeep-sign-up>` creates it.
#[derive(Debug, Clone, Template)]
#[template(path = "sign-up-passkey.html")]
pub struct SignUpPasskeyPage {
    /// The shared part.
    pub page: Page,
    /// The flow's ticket.
    pub ticket: String,
    /// What the new owner is called.
    pub name: String,
    /// The device that this browser runs on.
    pub platform: Platform,
    /// Where the passkey can live.
    pub places: PlacesView,
}
