//! A phone number is given, and a code goes there; or again.

use crate::account::Locale;
use crate::code::{StoredCode, Tallies};
use crate::code_flow::{Dispatch, Reach, send, send_again};
use crate::contact::{Address, Phone};
use crate::decision::{Decision, decided};
use crate::flow::FlowReply;
use crate::id::AccountHandle;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// Starts a sign-up. A number that has an account already is not given away: its owner is told, the page goes on as
/// for anyone, and no code fits.
pub struct StartSignUp {
    /// The number.
    pub phone: Phone,
    /// The language of the page.
    pub locale: Locale,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartSignUp` reads.
pub struct StartSignUpFacts {
    /// The language of the account that has the number.
    pub owner: Option<Locale>,
    /// Messages to the number so far.
    pub tallies: Tallies,
}

impl Step for StartSignUp {
    type Facts = StartSignUpFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let account = AccountHandle(moment.draw_16("account"));
            let mut ticket = Ticket::first(Purpose::SignUp, TicketStep::Code, self.browser, moment);
            ticket.account = Some(account);
            let address = Address::Phone(self.phone.clone());
            let reach = Reach::of_number(facts.owner.as_ref(), &self.locale);
            let dispatch =
                Dispatch { ticket, account, address: &address, reach: &reach, tallies: &facts.tallies };
            send(dispatch, policy, moment)
        })
    }
}

/// Sends another code.
pub struct ResendSignUpCode {
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// The language of the page.
    pub locale: Locale,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `ResendSignUpCode` reads.
pub struct ResendSignUpCodeFacts {
    /// Whether the step was spent.
    pub spent: bool,
    /// The flow's code.
    pub code: Option<StoredCode>,
    /// The language of the account that has the number.
    pub owner: Option<Locale>,
    /// Messages to the number so far.
    pub tallies: Tallies,
}

impl Step for ResendSignUpCode {
    type Facts = ResendSignUpCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let account = self.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
            let before = facts.code.as_ref().ok_or(Refusal::CodeExpired)?;
            let reach = Reach::of_number(facts.owner.as_ref(), &self.locale);
            let ticket = self.ticket.next(TicketStep::Code, moment.now);
            let dispatch = Dispatch {
                ticket,
                account,
                address: &before.address,
                reach: &reach,
                tallies: &facts.tallies,
            };
            send_again(dispatch, before, policy, moment)
        })
    }
}
