//! The grant before a passkey is created: a code to the phone, then an assertion by a passkey that the account has.
//! Fresh, bound to this flow and session, once, for this alone.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use crate::ceremony::{Context, Holder, begin_assertion, finish_assertion};
use crate::change::{Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, Tallies, judge};
use crate::code_flow::{Dispatch, Reach, send, send_again};
use crate::contact::{Address, Contact};
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply};
use crate::hold::Hold;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::recovery::still_open;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{Brought, admit_ticket, answering, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::usage::use_passkey;

/// Sends the code to the account's phone. A session of a recovery goes on to the place at once.
pub struct SendGrantCode {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What sending a grant's code reads.
pub struct SendGrantCodeFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The phone it goes to: the account's oldest.
    pub phone: Option<Contact>,
    /// How many passkeys the account has.
    pub passkeys: usize,
    /// Messages to the phone so far.
    pub tallies: Tallies,
    /// The flow's code so far; for sending again.
    pub code: Option<StoredCode>,
    /// Whether the step was spent; for sending again.
    pub spent: bool,
    /// The account's recovery that is open; read for a session of a recovery.
    pub recovery: Option<Hold>,
}

impl Step for SendGrantCode {
    type Facts = SendGrantCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::CreatePasskey, policy, moment.now)?;
            if still_open(who, facts.recovery.as_ref())?.is_some() {
                // The recovery stands in for the grant: its proofs and its wait took more than a code and an assertion.
                let asked = (who, moment);
                let ticket = first_ticket(Purpose::CreatePasskey, TicketStep::Place, self.browser, asked);
                return Ok(Decision::reply(FlowReply::to(ticket.living(policy.ceremony_seconds))));
            }
            if facts.passkeys >= policy.passkeys_max {
                return Err(Refusal::TooManyPasskeys);
            }
            let ticket = first_ticket(Purpose::CreatePasskey, TicketStep::Code, self.browser, (who, moment));
            let reach = Reach::Open { locale: who.account.locale.clone() };
            let dispatch = Dispatch {
                ticket,
                account: who.account.handle,
                address: phone(facts)?,
                reach: &reach,
                tallies: &facts.tallies,
            };
            send(dispatch, policy, moment)
        })
    }
}

/// Sends another code.
pub struct ResendGrantCode {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// The browser that asks.
    pub browser: BrowserHash,
}

impl Step for ResendGrantCode {
    type Facts = SendGrantCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let before = facts.code.as_ref().ok_or(Refusal::CodeExpired)?;
            let reach = Reach::Open { locale: who.account.locale.clone() };
            let ticket = self.ticket.next(TicketStep::Code, moment.now);
            let account = who.account.handle;
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

/// Checks the code and begins the assertion.
pub struct CheckGrantCode {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// What was typed; the load compares it.
    pub code: SixDigits,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `CheckGrantCode` reads.
pub struct CheckGrantCodeFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The flow's code.
    pub code: Option<StoredCode>,
    /// The account's passkeys, one of which must answer.
    pub passkeys: Vec<Passkey>,
}

impl Step for CheckGrantCode {
    type Facts = CheckGrantCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let account = who.account.handle;
            let key = CodeKey { account, flow: self.ticket.flow };
            let count = match judge(key, facts.code.as_ref(), policy, moment.now) {
                CodeVerdict::Right(count) => count,
                CodeVerdict::Wrong(counted, refusal) => {
                    return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(counted) });
                }
            };
            let ticket = self.ticket.next(TicketStep::Passkey, moment.now);
            let context = Context { policy, moment };
            let (ticket, options) =
                begin_assertion(ticket, &facts.passkeys, policy.ceremony_seconds, context);
            Ok(Decision {
                reply: Ok(FlowReply::ceremony(ticket, CeremonyOptions::Request(options))),
                changes: Changes::Tally(vec![count, self.ticket.spend(account)]),
            })
        })
    }
}

/// Takes the assertion: the grant is whole.
pub struct AuthorizeGrant {
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

/// What `AuthorizeGrant` reads.
pub struct AuthorizeGrantFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Step for AuthorizeGrant {
    type Facts = AuthorizeGrantFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let account = &who.account;
            let passkey = answering(&self.response, &facts.passkeys)?;
            let proof =
                finish_assertion(&self.ticket, &self.response, Holder::of(&account.handle, passkey), policy)?;
            let happening = Happening {
                kind: EventKind::GrantGiven,
                actor: Actor::Passkey(passkey.id),
                details: json!({
                    "client": self.client,
                    "device": who.session.device,
                    "passkey": passkey.id.to_string(),
                }),
                personal: None,
            };
            let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
            let mut rest = vec![self.ticket.spend(account.handle)];
            rest.extend(use_passkey(account.handle, passkey, &proof, (&event, &self.client)));
            let mut ticket = self.ticket.next(TicketStep::Place, moment.now).living(policy.ceremony_seconds);
            // What the new passkey may at once depends on which one authorised it, and on how old that one is now: it
            // ages by no pause before the creation.
            let settled = !Rule::AgeAtGrant.holds() || passkey.settled_at(policy) <= moment.now;
            ticket.passkey = settled.then_some(passkey.id);
            Ok(Decision { reply: Ok(FlowReply::to(ticket)), changes: Changes::of_account(event, rest) })
        })
    }
}

fn phone(facts: &SendGrantCodeFacts) -> Result<&Address, Refusal> {
    facts.phone.as_ref().map(|contact| &contact.address).ok_or(Refusal::NotFound)
}
