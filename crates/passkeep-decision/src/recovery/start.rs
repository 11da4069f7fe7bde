//! Who wants back in. Writes nothing, and says the same to everybody.

use crate::contact::Identifier;
use crate::decision::Decision;
use crate::flow::FlowReply;
use crate::id::AccountHandle;
use crate::moment::Moment;
use crate::policy::{Offered, Policy};
use crate::proof::{Method, Proofs};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// Starts a recovery, or goes on with one whose wait is over: that shows when two kinds were proved.
pub struct StartRecovery {
    /// What the typed text may mean: as a user ID, an email or a phone.
    pub identifiers: Vec<Identifier>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartRecovery` reads.
pub struct RecoveryFacts {
    /// The account that has one of the identifiers; else a handle that nobody has, the same for the same identifiers.
    pub account: AccountHandle,
    /// The account's epoch; 0 for nobody.
    pub epoch: i64,
}

impl Step for StartRecovery {
    type Facts = RecoveryFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        let mut ticket = Ticket::first(Purpose::Recover, TicketStep::Factor, self.browser, moment)
            .living(policy.sign_in_seconds);
        ticket.account = Some(facts.account);
        ticket.epoch = facts.epoch;
        ticket.challenge = Some(moment.draw("nonce"));
        let methods = offered(&ticket.proofs, policy);
        Decision::reply(FlowReply { methods, ..FlowReply::to(ticket) })
    }
}

/// The methods that lead on: all that there are but those of a kind that was proved. Whoever asks is offered the same,
/// whoever is asked for and whatever that account has.
pub(crate) fn offered(proofs: &Proofs, policy: &Policy) -> Vec<Method> {
    use super::kinds::Kind;
    let proved = Kind::all(proofs);
    [Method::RecoveryCode, Method::Password, Method::PhoneCode, Method::EmailCode, Method::Device]
        .into_iter()
        .filter(|method| *method != Method::PhoneCode || policy.phone_codes == Offered::Yes)
        .filter(|method| Kind::of(*method).is_some_and(|kind| !proved.contains(&kind)))
        .collect()
}
