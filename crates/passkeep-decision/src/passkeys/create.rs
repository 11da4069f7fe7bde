//! The new passkey comes back.

use passkeep_webauthn::{Attachment, RegistrationResponse};
use serde_json::json;

use crate::ceremony::{Context, finish_creation};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::hold::{Hold, HoldState};
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::passkey::{Made, Passkey, PasskeyOrigin, id_of};
use crate::policy::Policy;
use crate::recovery::still_open;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{Novelty, Restriction, SessionFacts, SessionKey, admit};
use crate::session_flow::belongs;
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket};

/// Creates a passkey.
pub struct CreatePasskey {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `create`.
    pub ticket: Ticket,
    /// The authenticator's answer.
    pub response: RegistrationResponse,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `CreatePasskey` reads.
pub struct CreatePasskeyFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whether the credential id is any account's.
    pub credential_taken: bool,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
    /// The account's recovery that is open; read for a session of a recovery.
    pub recovery: Option<Hold>,
}

/// A new passkey.
pub struct CreatedPasskey {
    /// The passkey.
    pub passkey: Passkey,
    /// Whether it lives on this device.
    pub here: bool,
}

impl Step for CreatePasskey {
    type Facts = CreatePasskeyFacts;
    type Reply = CreatedPasskey;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<CreatedPasskey> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::CreatePasskey, policy, moment.now)?;
            belongs(&self.ticket, who)?;
            if let Some(passkey) = self.made_already(facts) {
                self.ticket.admit(self.browser, false, moment.now)?;
                return Ok(Decision::reply(self.reply(passkey.clone(), who)));
            }
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let recovery = still_open(who, facts.recovery.as_ref())?;
            let registration = finish_creation(&self.ticket, &self.response, Context { policy, moment })?;
            if facts.credential_taken {
                return Err(Refusal::PasskeyAlreadyExists);
            }
            // Who recovers has none at hand to remove another by: theirs is one more than there may be.
            if recovery.is_none() && facts.passkeys.len() >= policy.passkeys_max {
                return Err(Refusal::TooManyPasskeys);
            }
            let names: Vec<_> = facts.passkeys.iter().map(|passkey| &passkey.name).collect();
            let made = Made {
                at: moment.now,
                client: &self.client,
                flow: self.ticket.flow,
                origin: PasskeyOrigin::Grant,
                restriction: self.inherited(facts, policy, moment),
                others: &names,
                authenticators: &policy.authenticators,
                locale: &who.account.locale,
            };
            let passkey = Passkey::from_registration(&registration, made);
            let changes = self.changes(&passkey, (who, &facts.contacts, recovery), policy, moment);
            Ok(Decision { reply: Ok(self.reply(passkey, who)), changes })
        })
    }
}

impl CreatePasskey {
    /// A passkey that no older one authorised may not, for as long as one takes to settle, what a new browser may not.
    fn inherited(&self, facts: &CreatePasskeyFacts, policy: &Policy, moment: &Moment) -> Option<Restriction> {
        let authorised = facts.passkeys.iter().any(|passkey| {
            self.ticket.passkey == Some(passkey.id)
                && passkey.suspended_at.is_none()
                && passkey.settled_at(policy) <= moment.now
        });
        let until = moment.now.plus_seconds(policy.passkey_settles_seconds);
        (Rule::Inheritance.holds() && !authorised).then_some(Restriction { until, because: Novelty::Passkey })
    }

    /// The answer to a lost answer: the same registration, sent again in its flow's life, gets the same reply.
    fn made_already<'a>(&self, facts: &'a CreatePasskeyFacts) -> Option<&'a Passkey> {
        let id = id_of(&self.response.id);
        facts.passkeys.iter().find(|passkey| passkey.id == id && passkey.created_by == self.ticket.flow)
    }

    fn reply(&self, passkey: Passkey, who: &SessionFacts) -> CreatedPasskey {
        CreatedPasskey { here: who.session.device.is_some() && is_here(&passkey), passkey }
    }

    fn changes(
        &self,
        passkey: &Passkey,
        (who, contacts, recovery): (&SessionFacts, &[Contact], Option<&Hold>),
        policy: &Policy,
        moment: &Moment,
    ) -> Changes {
        let account = who.account.handle;
        let happening = Happening {
            kind: EventKind::PasskeyCreated,
            actor: Actor::Session(who.session.key.id),
            details: json!({
                "attested": passkey.attested,
                "client": self.client,
                "device": who.session.device,
                "passkey": passkey.id.to_string(),
            }),
            personal: None,
        };
        let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
        let mut rest = vec![
            Change::ClaimCredential { account, credential_id: passkey.credential_id.clone() },
            Change::AddPasskey { account, passkey: Box::new(passkey.clone()) },
            self.ticket.spend(account),
        ];
        if let Some(hold) = recovery {
            // The session was for this alone. Whoever made the passkey signs in by it.
            rest.push(Change::EndSession(who.session.key));
            let done = Box::new(hold.ended(HoldState::Done, moment.now));
            rest.push(Change::SetHold { account, before: (hold.state, hold.told), hold: done });
        }
        if let Some(device) = who.session.device.filter(|_| is_here(passkey)) {
            rest.push(Change::SetDevicePasskey { account, device, passkey: passkey.id });
        }
        let kind = MessageKind::PasskeyCreated(passkey.name.to_string());
        rest.extend(notices(account, contacts, (&who.account.locale, kind), Context { policy, moment }));
        Changes::of_account(event, rest)
    }
}

fn is_here(passkey: &Passkey) -> bool {
    passkey.attachment == Some(Attachment::Platform)
}
