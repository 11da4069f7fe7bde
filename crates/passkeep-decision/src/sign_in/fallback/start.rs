//! Which ways there are. Writes nothing.

use crate::contact::Identifier;
use crate::decision::Decision;
use crate::flow::FlowReply;
use crate::id::{AccountHandle, DeviceId};
use crate::moment::Moment;
use crate::policy::{Offered, Policy};
use crate::proof::Method;
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// Starts a sign-in without a passkey.
pub struct StartFallback {
    /// What the typed text may mean: as a user ID, an email or a phone.
    pub identifiers: Vec<Identifier>,
    /// The browser's device cookie, hashed.
    pub device: Option<DeviceId>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartFallback` reads.
pub struct FallbackFacts {
    /// The account that has one of the identifiers; else a handle that nobody has, the same for the same identifiers.
    pub account: AccountHandle,
    /// The account's epoch; 0 for nobody.
    pub epoch: i64,
    /// What the account has, where it knows the browser.
    pub ways: Option<Ways>,
}

/// Which ways an account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// A password.
    pub password: bool,
    /// A phone.
    pub phone: bool,
}

impl Ways {
    /// The methods that lead on, beside those that were proved: as the operator offers them, and where the browser is
    /// known, as the account has them. A stranger is offered the same, whoever is asked for.
    pub fn offered(ways: Option<Self>, proved: &crate::proof::Proofs, policy: &Policy) -> Vec<Method> {
        let ways = ways.unwrap_or(Self { password: true, phone: true });
        [
            (Method::Password, ways.password),
            (Method::PhoneCode, ways.phone && policy.phone_codes == Offered::Yes),
        ]
        .into_iter()
        .filter(|(method, there)| *there && !proved.has(*method))
        .map(|(method, _)| method)
        .collect()
    }
}

impl Step for StartFallback {
    type Facts = FallbackFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        let mut ticket = Ticket::first(Purpose::SignIn, TicketStep::Factor, self.browser, moment)
            .living(policy.sign_in_seconds);
        ticket.account = Some(facts.account);
        ticket.epoch = facts.epoch;
        let methods = Ways::offered(facts.ways, &ticket.proofs, policy);
        Decision::reply(FlowReply { methods, ..FlowReply::to(ticket) })
    }
}
