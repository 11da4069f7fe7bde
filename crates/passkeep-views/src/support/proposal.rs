//! What takes two of the staff: the page of the first, and that of the second.

use askama::Template;
use passkeep_decision::support::{ProposedAction, REASON_LENGTH_MAX};

use super::super::icon::Icon;
use super::super::recovery::AskedView;
use super::super::{HoldView, Page, page};
use super::{action_in_words, told};

/// What one of the staff proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalView {
    /// Its id, as in URLs.
    pub id: String,
    /// The user ID of the account that it is about, digits alone.
    pub user_id: String,
    /// What.
    pub action: ProposedAction,
    /// Why.
    pub reason: String,
    /// When, in Unix milliseconds.
    pub proposed_at_ms: i64,
    /// From when nobody may be the second.
    pub expires_at_ms: i64,
    /// Whether who looks has proposed it.
    pub own: bool,
}

impl ProposalView {
    pub(in super::super) fn what(&self, page: &Page) -> String {
        action_in_words(&self.action, page)
    }

    pub(in super::super) fn grouped(&self) -> String {
        page::grouped(&self.user_id)
    }

    pub(in super::super) fn path(&self) -> String {
        format!("/support/accounts/{}/proposals/{}", self.user_id, self.id)
    }
}

/// `GET /support/accounts/USER-ID/propose`.
#[derive(Debug, Clone, Template)]
#[template(path = "support-propose.html")]
pub struct SupportProposePage {
    /// The shared part, signed in.
    pub page: Page,
    /// Whose account, digits alone.
    pub user_id: String,
    /// What is proposed.
    pub action: ProposedAction,
    /// The hold that it is about.
    pub hold: Option<HoldView>,
}

/// `GET /support/accounts/USER-ID/proposals/ID`.
#[derive(Debug, Clone, Template)]
#[template(path = "support-proposal.html")]
pub struct SupportProposalPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The proposal.
    pub proposal: ProposalView,
    /// The hold that it is about.
    pub hold: Option<HoldView>,
    /// The ceremony of the second; none where who looks can't be that.
    pub asked: Option<AskedView>,
    /// Why not.
    pub refused: Option<String>,
}

impl SupportProposePage {
    fn what(&self) -> String {
        action_in_words(&self.action, &self.page)
    }

    fn grouped(&self) -> String {
        page::grouped(&self.user_id)
    }

    const fn reason_length(&self) -> usize {
        REASON_LENGTH_MAX
    }

    fn happens(&self) -> String {
        happens(self.action, &self.page)
    }
}

impl SupportProposalPage {
    fn happens(&self) -> String {
        happens(self.proposal.action, &self.page)
    }
}

/// What it does, once two have signed.
fn happens(action: ProposedAction, page: &Page) -> String {
    match action {
        ProposedAction::StopHold => page.text("support-stop-happens"),
        ProposedAction::ShortenHold => page.ruled("support-shorten-happens"),
        ProposedAction::Thaw => page.ruled("support-thaw-happens"),
        ProposedAction::ProveIdentity => page.ruled("support-identity-happens"),
    }
}
