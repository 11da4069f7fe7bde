//! The code comes back. It fits where the number is an account's too, if that account had it when the code was sent: then
//! the account is asked to give the number up.

use crate::change::{Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, judge};
use crate::decision::{Decision, decided};
use crate::flow::FlowReply;
use crate::moment::Moment;
use crate::number_claim::NumberOwner;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::ticket::{BrowserHash, FLOW_SECONDS_MAX, Ticket, TicketStep};

/// Checks the code of a sign-up.
pub struct CheckSignUpCode {
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// What was typed; the load compares it.
    pub code: SixDigits,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `CheckSignUpCode` reads.
pub struct CheckSignUpCodeFacts {
    /// Whether the step was spent.
    pub spent: bool,
    /// The flow's code.
    pub code: Option<StoredCode>,
    /// The account that has the number; read only where the code fits, so that time tells nothing.
    pub owner: Option<NumberOwner>,
}

impl Step for CheckSignUpCode {
    type Facts = CheckSignUpCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let account = self.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
            let key = CodeKey { account, flow: self.ticket.flow };
            let count = match judge(key, facts.code.as_ref(), policy, moment.now) {
                CodeVerdict::Right(count) => count,
                CodeVerdict::Wrong(counted, refusal) => {
                    return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(counted) });
                }
            };
            let written = vec![count, self.ticket.spend(account)];
            if let Some((owner, code)) = facts.owner.as_ref().zip(facts.code.as_ref())
                && let Some(contact) = owner.had(code)
            {
                return Ok(owner.ask((contact, self.ticket.flow), written, (policy, moment)));
            }
            let ticket = self.ticket.next(TicketStep::Name, moment.now).living(FLOW_SECONDS_MAX);
            Ok(Decision { reply: Ok(FlowReply::to(ticket)), changes: Changes::Tally(written) })
        })
    }
}
