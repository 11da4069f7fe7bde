//! The code comes back.

use crate::change::{Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, judge};
use crate::decision::{Decision, decided};
use crate::flow::FlowReply;
use crate::moment::Moment;
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
}

impl Step for CheckSignUpCode {
    type Facts = CheckSignUpCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let account = self.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
            let key = CodeKey { account, flow: self.ticket.flow };
            Ok(match judge(key, facts.code.as_ref(), policy, moment.now) {
                CodeVerdict::Wrong(counted, refusal) => {
                    Decision { reply: Err(refusal), changes: Changes::Tally(counted) }
                }
                CodeVerdict::Right(count) => {
                    let ticket = self.ticket.next(TicketStep::Name, moment.now).living(FLOW_SECONDS_MAX);
                    Decision {
                        reply: Ok(FlowReply::to(ticket)),
                        changes: Changes::Tally(vec![count, self.ticket.spend(account)]),
                    }
                }
            })
        })
    }
}
