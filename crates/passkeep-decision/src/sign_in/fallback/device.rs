//! A trusted device's own key, as a proof beside others: in a recovery, and where an account without passkeys proves again
//! who asks. It signs nobody in.

use super::entry::{FactorFacts, Knocking, SignInReply};
use crate::ceremony::Context;
use crate::decision::{Decision, decided};
use crate::device::Device;
use crate::device_key::SignedRequest;
use crate::devices::{Asking, admit_device};
use crate::event::Actor;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::step::Step;
use crate::throttle::Factor;
use crate::ticket::Purpose;
use crate::trust::{Brought, Trust, TrustReason, trust};

/// Proves that this is a device which the account trusts in full.
pub struct ProveDevice {
    /// Who knocks.
    pub knocking: Knocking,
    /// The request as the device signed it.
    pub signed: SignedRequest,
    /// The secrets that its client brought.
    pub trust: Brought,
}

impl Step for ProveDevice {
    type Facts = FactorFacts;
    type Reply = SignInReply;

    fn decide(&self, facts: &FactorFacts, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        decided(|| {
            let knocking = &self.knocking;
            knocking.admit(facts, policy, moment)?;
            let nonce = knocking.ticket.challenge.filter(|_| proves_in(knocking.ticket.purpose));
            let nonce = nonce.ok_or(Refusal::TicketNotAccepted)?;
            // Of an account that nobody has, and of one that doesn't know this browser, the same is said.
            let account = facts.account.as_ref().ok_or(Refusal::DeviceNotTrusted(TrustReason::NotChosen))?;
            let asking = Asking {
                account,
                actor: Actor::Device(knocking.device),
                device: self.own(facts),
                brought: &self.trust,
                contacts: &facts.contacts,
            };
            let trusted = match admit_device(&asking, policy, moment) {
                Ok(trusted) => trusted,
                Err(no) => return Ok(no.decision()),
            };
            // The device of sign-up approves sign-ins before it has settled, and does no more.
            if Rule::DeviceInFull.holds() && trusted.trust < Trust::Full {
                return Err(Refusal::DeviceNotTrusted(trust(trusted.device, policy).1));
            }
            let key = trusted.device.key().ok_or(Refusal::DeviceProofNotAccepted)?;
            if Rule::DeviceProves.holds() && !key.signed(&self.signed, &nonce, &policy.issuer) {
                return Err(Refusal::DeviceProofNotAccepted);
            }
            let mut done = vec![knocking.ticket.spend(account.handle)];
            done.extend(trusted.seen);
            let proved = (Factor::Device, Method::Device);
            Ok(knocking.enter(account, proved, (facts, done), Context { policy, moment }))
        })
    }
}

impl ProveDevice {
    /// The device that knocks; in a session, that session's own.
    fn own<'a>(&self, facts: &'a FactorFacts) -> Option<&'a Device> {
        let in_session = self.knocking.ticket.purpose == Purpose::Reauthenticate;
        let own = facts.who.as_ref().and_then(|who| who.session.device);
        facts.device.as_ref().filter(|device| !in_session || own == Some(device.id))
    }
}

const fn proves_in(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Recover | Purpose::Reauthenticate)
}
