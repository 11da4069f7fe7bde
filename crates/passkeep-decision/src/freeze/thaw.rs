//! Thawing: by a passkey that nothing contests. What would move value waits a while after it.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use crate::ceremony::{Context, Holder, begin_assertion, finish_assertion};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply, notices};
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{Brought, admit_ticket, answering, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::usage::use_passkey;

/// Begins the assertion that thaws. Writes nothing.
pub struct StartThaw {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartThaw` reads.
pub struct StartThawFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Step for StartThaw {
    type Facts = StartThawFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Thaw, policy, moment.now)?;
            frozen(who, moment)?;
            let ticket = first_ticket(Purpose::Thaw, TicketStep::Passkey, self.browser, (who, moment));
            let context = Context { policy, moment };
            let (ticket, options) =
                begin_assertion(ticket, &facts.passkeys, policy.ceremony_seconds, context);
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Request(options))))
        })
    }
}

/// Thaws the account.
pub struct ThawAccount {
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

/// What `ThawAccount` reads.
pub struct ThawAccountFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// A thaw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thawed {
    /// Until when nothing of value leaves the account.
    pub value_held_until: Timestamp,
}

impl Step for ThawAccount {
    type Facts = ThawAccountFacts;
    type Reply = Thawed;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Thawed> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            frozen(who, moment)?;
            let account = &who.account;
            let passkey = answering(&self.response, &facts.passkeys)?;
            let proof =
                finish_assertion(&self.ticket, &self.response, Holder::of(&account.handle, passkey), policy)?;
            // A passkey that an intruder has just made must not undo what its owner has just done.
            let settled_at = passkey.settled_at(policy);
            if Rule::ThawSettled.holds() && moment.now < settled_at {
                return Err(Refusal::PasskeyTooNew { until: settled_at });
            }
            let happening = Happening {
                kind: EventKind::AccountThawed,
                actor: Actor::Passkey(passkey.id),
                details: json!({ "client": self.client, "passkey": passkey.id.to_string() }),
                personal: None,
            };
            let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
            let mut state = account.state;
            state.freeze = None;
            let held_until = moment.now.plus_seconds(policy.thaw_holds_value_seconds);
            state.value_held_until = state.value_held_until.max(Some(held_until));
            let mut rest = vec![
                Change::SetAccountState { account: account.handle, state },
                self.ticket.spend(account.handle),
            ];
            rest.extend(use_passkey(account.handle, passkey, &proof, (&event, &self.client)));
            let kind = MessageKind::AccountThawed(self.client.clone());
            let context = Context { policy, moment };
            rest.extend(notices(account.handle, &facts.contacts, (&account.locale, kind), context));
            let reply = Thawed { value_held_until: state.value_held_until.unwrap_or(held_until) };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

fn frozen(who: &SessionFacts, moment: &Moment) -> Result<(), Refusal> {
    if who.account.is_frozen(moment.now) { Ok(()) } else { Err(Refusal::NotFrozen) }
}
