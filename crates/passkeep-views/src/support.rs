//! The support desk: what one of the staff reads while somebody worried is on the phone. The answer stands at the top, what can
//! be done under it, and the rest below. No page of it shows a credential, a code or a message.

mod account;
mod charts;
mod proposal;

use askama::Template;
use passkeep_decision::diagnosis::Operation;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::support::{ProposedAction, Role};

use super::icon::Icon;
use super::{ClientView, Page, page, when};

pub use account::{
    SupportAccountPage, SupportContact, SupportDone, SupportNotice, SupportPasskey, SupportStatus,
};
pub use charts::{FailingView, SeriesView, ShareView, SupportChartsPage};
pub use proposal::{ProposalView, SupportProposalPage, SupportProposePage};

/// `GET /support`.
#[derive(Debug, Clone, Template)]
#[template(path = "support.html")]
pub struct SupportPage {
    /// The shared part, signed in.
    pub page: Page,
    /// What they may.
    pub role: Role,
    /// What waits for a second.
    pub proposals: Vec<ProposalView>,
    /// What was typed that finds nothing.
    pub not_found: Option<String>,
}

/// `GET /support/attempts/REFERENCE`.
#[derive(Debug, Clone, Template)]
#[template(path = "support-attempt.html")]
pub struct SupportAttemptPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The attempt.
    pub attempt: AttemptView,
    /// The user ID of the account that it is about, where one is known.
    pub account: Option<String>,
    /// Whether it proved to be that account's.
    pub proved: bool,
}

/// An attempt as support reads it.
#[derive(Debug, Clone)]
pub struct AttemptView {
    /// Its reference, with the code.
    pub reference: String,
    /// The reference alone, as in URLs.
    pub bare: String,
    /// When, in Unix milliseconds.
    pub at_ms: i64,
    /// What was tried.
    pub operation: Operation,
    /// On what.
    pub on: ClientView,
    /// The code that was told at the time.
    pub told: String,
    /// The rule that says so.
    pub rule: &'static str,
    /// What happened, in the language of the page.
    pub say: String,
    /// What to do, in that language.
    pub steps: Vec<String>,
    /// The same in the caller's language, where that is another: its tag, sentence and steps.
    pub theirs: Option<(&'static str, String, Vec<String>)>,
    /// Why, the likeliest first, and how likely.
    pub causes: Vec<(String, String)>,
    /// What whoever runs the server does.
    pub staff: Vec<String>,
    /// What was seen, by name.
    pub facts: Vec<(String, String)>,
}

impl AttemptView {
    fn what(&self, page: &Page) -> String {
        match self.operation {
            Operation::Create => page.text("problem-create"),
            Operation::SignIn => page.text("problem-sign-in"),
            Operation::Confirm => page.text("problem-confirm"),
            Operation::Prove => page.text("problem-prove"),
        }
    }
}

/// What the desk says no to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupportNo {
    /// `role_too_low`.
    Role,
    /// `too_many_looks`.
    Looks {
        /// When one more is given.
        retry_after_seconds: u64,
    },
    /// `own_account`.
    OwnAccount,
    /// `same_person`.
    SamePerson,
    /// `no_old_address`.
    NoOldAddress,
    /// `resent_of_late`.
    Resent,
    /// `proposal_over`.
    ProposalOver,
    /// `already_proposed`.
    AlreadyProposed,
    /// `too_little_left`.
    TooLittleLeft,
    /// `staff_hold`.
    StaffHold,
    /// `not_frozen`.
    NotFrozen,
    /// `reason_not_accepted`.
    Reason,
}

impl SupportNo {
    /// Of a refusal, where it is the desk's.
    pub fn of(refusal: &Refusal) -> Option<Self> {
        Some(match refusal {
            Refusal::RoleTooLow => Self::Role,
            Refusal::TooManyLooks { retry_after_seconds } => {
                Self::Looks { retry_after_seconds: u64::try_from(*retry_after_seconds).unwrap_or(0) }
            }
            Refusal::OwnAccount => Self::OwnAccount,
            Refusal::SamePerson => Self::SamePerson,
            Refusal::NoOldAddress => Self::NoOldAddress,
            Refusal::ResentOfLate => Self::Resent,
            Refusal::ProposalOver => Self::ProposalOver,
            Refusal::AlreadyProposed => Self::AlreadyProposed,
            Refusal::TooLittleLeft => Self::TooLittleLeft,
            Refusal::StaffHold => Self::StaffHold,
            Refusal::ReasonNotAccepted => Self::Reason,
            _ => return None,
        })
    }

    pub(super) fn in_words(self, page: &Page) -> String {
        match self {
            Self::Role => page.text("support-no-role"),
            Self::Looks { retry_after_seconds } => {
                let wait = when::duration(page.language.texts(), retry_after_seconds);
                page.with("support-no-looks", "wait", wait)
            }
            Self::OwnAccount => page.text("support-no-own-account"),
            Self::SamePerson => page.text("support-no-same-person"),
            Self::NoOldAddress => page.text("support-no-old-address"),
            Self::Resent => page.text("support-no-resent"),
            Self::ProposalOver => page.text("support-no-proposal-over"),
            Self::AlreadyProposed => page.text("support-no-already-proposed"),
            Self::TooLittleLeft => page.text("support-no-too-little-left"),
            Self::StaffHold => page.text("support-no-staff-hold"),
            Self::NotFrozen => page.text("support-no-not-frozen"),
            Self::Reason => page.text("support-no-reason"),
        }
    }
}

/// Why somebody can't be the second, in words; none where the refusal is not the desk's.
pub fn support_refusal(refusal: &Refusal, page: &Page) -> Option<String> {
    let no = match refusal {
        // A thaw, of what was thawed meanwhile.
        Refusal::NotFrozen => Some(SupportNo::NotFrozen),
        other => SupportNo::of(other),
    };
    no.map(|no| no.in_words(page))
}

/// What a role may, in words.
pub(super) fn role_in_words(role: &Role, page: &Page) -> String {
    match role {
        Role::Look => page.text("support-role-look"),
        Role::Help => page.text("support-role-help"),
        Role::Decide => page.text("support-role-decide"),
    }
}

/// What takes two, in words.
pub(super) fn action_in_words(action: &ProposedAction, page: &Page) -> String {
    match action {
        ProposedAction::StopHold => page.text("support-stop-hold"),
        ProposedAction::ShortenHold => page.text("support-shorten-hold"),
        ProposedAction::Thaw => page.text("support-thaw"),
        ProposedAction::ProveIdentity => page.text("support-prove-identity"),
    }
}
