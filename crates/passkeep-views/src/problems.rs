//! What did not work of late, as an account's owner reads it.

use askama::Template;
use passkeep_decision::diagnosis::Operation;

use super::icon::Icon;
use super::{ClientView, Page, Section, page};

/// `GET /settings/problems`.
#[derive(Debug, Clone, Template)]
#[template(path = "problems.html")]
pub struct ProblemsPage {
    /// The shared part, signed in.
    pub page: Page,
    /// Newest first.
    pub problems: Vec<ProblemView>,
}

/// A failed attempt. Its words come from the diagnosis.
#[derive(Debug, Clone)]
pub struct ProblemView {
    /// When, in Unix milliseconds.
    pub at_ms: i64,
    /// What was tried.
    pub operation: Operation,
    /// On what.
    pub on: ClientView,
    /// What happened.
    pub say: String,
    /// What to do.
    pub steps: Vec<String>,
    /// Why, the likeliest first.
    pub causes: Vec<String>,
    /// When what it found had happened, in Unix milliseconds: since when a passkey is removed, or on its way out.
    pub since_ms: Option<i64>,
    /// When a passkey of the account had worked in this browser before, in Unix milliseconds.
    pub worked_ms: Option<i64>,
    /// To be read out.
    pub reference: String,
}

impl ProblemView {
    fn what(&self, page: &Page) -> String {
        match self.operation {
            Operation::Create => page.text("problem-create"),
            Operation::SignIn => page.text("problem-sign-in"),
            Operation::Confirm => page.text("problem-confirm"),
            Operation::Prove => page.text("problem-prove"),
        }
    }
}
