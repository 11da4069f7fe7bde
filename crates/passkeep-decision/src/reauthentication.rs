//! Somebody who is signed in proves once more who they are: the session is raised in place, and its id rotates.
//!
//! A passkey lifts a quarantine, if it is older than the quarantine. An account without passkeys proves what it has.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use crate::ceremony::{Context, Holder, begin_assertion, finish_assertion};
use crate::change::Changes;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply, SignedIn};
use crate::level::{Level, Standing};
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::proof::Proofs;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, Verified, admit, raise};
use crate::session_flow::{Brought, admit_ticket, answering, first_ticket};
use crate::sign_in::Ways;
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::usage::use_passkey;

/// Begins it: with a passkey where the account has one that works, else with the factors that it has. Writes nothing.
pub struct StartReauthentication {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The browser that asks.
    pub browser: BrowserHash,
    /// The level that is asked for, where any passkey isn't enough.
    pub needed: Option<Level>,
}

/// What `StartReauthentication` reads.
pub struct StartReauthenticationFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// What the account has beside them.
    pub ways: Ways,
    /// The device that the session lives on.
    pub device: Option<Device>,
}

impl Step for StartReauthentication {
    type Facts = StartReauthenticationFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Reauthenticate, policy, moment.now)?;
            let ticket = |step| first_ticket(Purpose::Reauthenticate, step, self.browser, (who, moment));
            if facts.passkeys.is_empty() {
                let mut ticket = ticket(TicketStep::Factor).living(policy.sign_in_seconds);
                ticket.challenge = Some(moment.draw("nonce"));
                let methods = Ways::offered(Some(facts.ways), &Proofs::NONE, policy);
                let methods = Ways::and_device(methods, facts.device.as_ref(), &Proofs::NONE, policy);
                return Ok(Decision::reply(FlowReply { methods, ..FlowReply::to(ticket) }));
            }
            let context = Context { policy, moment };
            let demanded = self.needed.filter(|needed| *needed > Level::TwoP);
            let passkeys: Vec<Passkey> = facts
                .passkeys
                .iter()
                .filter(|passkey| demanded.is_none_or(|needed| passkey.level() >= needed))
                .cloned()
                .collect();
            if let Some(needed) = demanded.filter(|_| passkeys.is_empty()) {
                return Err(Refusal::LevelTooLow { needed });
            }
            let ticket = Ticket { demanded, ..ticket(TicketStep::Passkey) };
            let (ticket, options) = begin_assertion(ticket, &passkeys, policy.ceremony_seconds, context);
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Request(options))))
        })
    }
}

/// Takes the passkey's answer.
pub struct FinishReauthentication {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The authenticator's answer.
    pub response: AuthenticationResponse,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `FinishReauthentication` reads.
pub struct FinishReauthenticationFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Step for FinishReauthentication {
    type Facts = FinishReauthenticationFacts;
    type Reply = SignedIn;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let account = &who.account;
            let passkey = answering(&self.response, &facts.passkeys)?;
            let proof =
                finish_assertion(&self.ticket, &self.response, Holder::of(&account.handle, passkey), policy)?;
            lifts(who, passkey, policy)?;
            let verified = match self.ticket.demanded {
                Some(needed) if passkey.level() < needed => return Err(Refusal::LevelTooLow { needed }),
                Some(_) => Verified::Bound(&proof),
                None => Verified::Authentication(&proof),
            };
            let raised = raise(who, verified, Some(passkey), policy, moment);
            let happening = Happening {
                kind: EventKind::Reauthenticated,
                actor: Actor::Passkey(passkey.id),
                details: json!({
                    "client": self.client,
                    "methods": ["passkey"],
                    "passkey": passkey.id.to_string(),
                    "session": raised.opened.session.key.id.to_string(),
                }),
                personal: None,
            };
            let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
            let mut rest = raised.changes;
            rest.push(self.ticket.spend(account.handle));
            rest.extend(use_passkey(account.handle, passkey, &proof, (&event, &self.client)));
            let reply = SignedIn {
                user_id: account.user_id,
                name: account.name.clone(),
                passkey: Some(passkey.clone()),
                opened: raised.opened,
                trust: None,
            };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

/// A quarantine is lifted by a passkey that was there before it.
fn lifts(who: &SessionFacts, passkey: &Passkey, policy: &Policy) -> Result<(), Refusal> {
    let quarantined = who.session.standing == Standing::Quarantine;
    if Rule::OlderLifts.holds() && quarantined && passkey.created_at >= who.session.created_at {
        return Err(Refusal::PasskeyTooNew { until: passkey.settled_at(policy) });
    }
    Ok(())
}
