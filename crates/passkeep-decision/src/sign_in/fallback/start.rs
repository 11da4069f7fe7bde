//! Which ways there are. Writes nothing.

use crate::contact::Identifier;
use crate::decision::Decision;
use crate::device::Device;
use crate::flow::FlowReply;
use crate::id::{AccountHandle, DeviceId};
use crate::moment::Moment;
use crate::policy::{Offered, Policy};
use crate::proof::Method;
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::trust::{Trust, trust};

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

    /// The same in a session, with the own key of its device, where that is trusted in full.
    pub(crate) fn and_device(
        mut methods: Vec<Method>,
        device: Option<&Device>,
        proved: &crate::proof::Proofs,
        policy: &Policy,
    ) -> Vec<Method> {
        let trusted = device.is_some_and(|device| trust(device, policy).0 == Trust::Full);
        if trusted && !proved.has(Method::Device) {
            methods.push(Method::Device);
        }
        methods
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
