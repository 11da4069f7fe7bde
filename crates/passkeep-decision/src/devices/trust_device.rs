//! The owner chooses this device to be trusted: it brings a key of its own, and proves to hold it.
//!
//! The choice alone makes no trust: a full sign-in after the policy's wait does. Choosing again begins anew.

use serde_json::json;

use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Device;
use crate::device_key::{DeviceKey, SignedRequest};
use crate::devices::ListedDevice;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{FlowReply, notices};
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{Novelty, SessionFacts, SessionKey, admit};
use crate::session_flow::{Brought, admit_ticket, belongs, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::trust::{HasPasskeys, Secrets, TrustSecret, Trusting, is_full, trust};

/// Begins the choice: gives the nonce that the device's key signs. Writes nothing.
pub struct StartTrust {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartTrust` reads.
pub struct StartTrustFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
}

impl Step for StartTrust {
    type Facts = StartTrustFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::TrustDevice, policy, moment.now)?;
            who.session.device.ok_or(Refusal::DeviceNotRemembered)?;
            let asked = (who, moment);
            let mut ticket = first_ticket(Purpose::TrustDevice, TicketStep::Device, self.browser, asked);
            ticket.challenge = Some(moment.draw("nonce"));
            Ok(Decision::reply(FlowReply::to(ticket.living(policy.ceremony_seconds))))
        })
    }
}

/// Chooses this device.
pub struct TrustDevice {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `device`.
    pub ticket: Ticket,
    /// The device's key.
    pub key: DeviceKey,
    /// The request as that key signed it.
    pub signed: SignedRequest,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `TrustDevice` reads.
pub struct TrustDeviceFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The device that the session lives on.
    pub device: Option<Device>,
    /// How many passkeys the account has.
    pub passkeys: usize,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// A device that was chosen, and its secret.
#[derive(Debug)]
pub struct TrustedDevice {
    /// The device.
    pub listed: ListedDevice,
    /// The secret that its client keeps.
    pub secret: TrustSecret,
}

impl Step for TrustDevice {
    type Facts = TrustDeviceFacts;
    type Reply = TrustedDevice;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<TrustedDevice> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            belongs(&self.ticket, who)?;
            let nonce = self.ticket.challenge.ok_or(Refusal::TicketNotAccepted)?;
            let mut device = facts.device.clone().ok_or(Refusal::DeviceNotRemembered)?;
            if Rule::ChoiceSigned.holds() && !self.key.signed(&self.signed, &nonce, &policy.issuer) {
                return Err(Refusal::DeviceProofNotAccepted);
            }
            let account = who.account.handle;
            let secret = TrustSecret::draw(account, device.id, moment);
            let trusting = self.trusting(who, facts, &secret, moment);
            device.trusting = Some(trusting.clone());
            let happening = Happening {
                kind: EventKind::DeviceTrusted,
                actor: Actor::Session(who.session.key.id),
                details: json!({ "client": device.client, "device": device.id.to_string() }),
                personal: None,
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let mut rest = vec![
                Change::SetTrusting { account, device: device.id, trusting: Box::new(trusting) },
                self.ticket.spend(account),
            ];
            let kind = MessageKind::DeviceTrusted(device.client.clone());
            rest.extend(notices(
                account,
                &facts.contacts,
                (&who.account.locale, kind),
                Context { policy, moment },
            ));
            let (trust, reason) = trust(&device, policy);
            let listed = ListedDevice { device, here: true, trust, reason };
            Ok(Decision {
                reply: Ok(TrustedDevice { listed, secret }),
                changes: Changes::of_account(event, rest),
            })
        })
    }
}

impl TrustDevice {
    /// The session's sign-in counts as the first where it was a full one, from now on: what a stolen session chooses is
    /// as young as the theft. That of a passkey which no older one authorised counts for nothing yet.
    fn trusting(
        &self,
        who: &SessionFacts,
        facts: &TrustDeviceFacts,
        secret: &TrustSecret,
        moment: &Moment,
    ) -> Trusting {
        let has_passkeys = if facts.passkeys == 0 { HasPasskeys::No } else { HasPasskeys::Yes };
        let by_new_passkey = who.session.restriction.is_some_and(|restriction| {
            restriction.because == Novelty::Passkey && moment.now < restriction.until
        });
        let full =
            is_full(&who.session.proofs, has_passkeys) && !(Rule::TrustRestricted.holds() && by_new_passkey);
        Trusting {
            chosen_at: moment.now,
            key: self.key.clone(),
            first_full_at: full.then_some(moment.now),
            trusted_at: None,
            secrets: Some(Secrets { now: secret.hash(), before: None }),
            ended: None,
        }
    }
}
