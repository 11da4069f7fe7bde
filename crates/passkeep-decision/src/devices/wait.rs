//! The new device asks how its approval stands. Writes nothing.

use crate::approval::Approval;
use crate::decision::{Decision, decided};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket};

/// Reads the approval of a flow.
pub struct ReadApproval {
    /// The ticket of step `approval`.
    pub ticket: Ticket,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `ReadApproval` reads.
pub struct ReadApprovalFacts {
    /// Whether the step was spent.
    pub spent: bool,
    /// The approval.
    pub approval: Option<Approval>,
}

impl Step for ReadApproval {
    type Facts = ReadApprovalFacts;
    type Reply = Approval;

    fn decide(&self, facts: &Self::Facts, _: &Policy, moment: &Moment) -> Decision<Approval> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            Ok(Decision::reply(facts.approval.clone().ok_or(Refusal::TicketExpired)?))
        })
    }
}
