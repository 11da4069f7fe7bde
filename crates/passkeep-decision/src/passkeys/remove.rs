//! A passkey is removed, by an assertion of it or of one that is old enough.
//!
//! The one that signs goes at once. Any other is suspended and gone when its hold has matured; so is the last that works,
//! whoever signs.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use crate::ceremony::{Context, Holder, begin_assertion, finish_assertion};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply, notices};
use crate::hold::HoldKind;
use crate::holds::{Audience, Beginning, Held, begin};
use crate::id::PasskeyId;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::passkey::{Passkey, Tombstone};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{answering, belongs, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::usage::use_passkey;

/// Begins the assertion that removes a passkey. Writes nothing.
pub struct StartRemoval {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which passkey.
    pub passkey: PasskeyId,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartRemoval` reads.
pub struct StartRemovalFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Step for StartRemoval {
    type Facts = StartRemovalFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::RemovePasskey, policy, moment.now)?;
            removable(self.passkey, &facts.passkeys)?;
            let asked = (who, moment);
            let mut ticket = first_ticket(Purpose::RemovePasskey, TicketStep::Passkey, self.browser, asked);
            ticket.passkey = Some(self.passkey);
            let context = Context { policy, moment };
            let (ticket, options) =
                begin_assertion(ticket, &facts.passkeys, policy.ceremony_seconds, context);
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Request(options))))
        })
    }
}

/// Removes a passkey.
pub struct RemovePasskey {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which passkey: the one that the ticket names.
    pub passkey: PasskeyId,
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The authenticator's answer.
    pub response: AuthenticationResponse,
    /// Whether the sessions that it opened end with it.
    pub sessions: OpenedByIt,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What becomes of the sessions that a removed passkey opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedByIt {
    /// They end, but for the one that asks.
    End,
    /// They stay.
    Stay,
}

/// What `RemovePasskey` reads.
pub struct RemovePasskeyFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// What a removal leaves.
pub struct RemovedPasskey {
    /// What became of it.
    pub removal: Removal,
    /// How many passkeys of the account still sign in.
    pub remaining: usize,
}

/// What becomes of a passkey that is removed.
pub enum Removal {
    /// It is gone.
    Gone(Box<Tombstone>),
    /// It is suspended, and gone when the hold has matured.
    Waits(Box<Held>),
}

impl Step for RemovePasskey {
    type Facts = RemovePasskeyFacts;
    type Reply = RemovedPasskey;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<RemovedPasskey> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::RemovePasskey, policy, moment.now)?;
            belongs(&self.ticket, who)?;
            if Rule::TicketPasskey.holds() && self.ticket.passkey != Some(self.passkey) {
                return Err(Refusal::TicketNotAccepted);
            }
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let removed = removable(self.passkey, &facts.passkeys)?;
            let signer = answering(&self.response, &facts.passkeys)?;
            let holder = Holder::of(&who.account.handle, signer);
            let proof = finish_assertion(&self.ticket, &self.response, holder, policy)?;
            let settled_at = signer.settled_at(policy);
            if Rule::SettledSigner.holds() && signer.id != removed.id && moment.now < settled_at {
                return Err(Refusal::PasskeyTooNew { until: settled_at });
            }
            let remaining = working_beside(removed, &facts.passkeys);
            let by_itself = signer.id == removed.id || !Rule::RemovalWaits.holds();
            let another_works = remaining > 0 || !Rule::LastPasskey.holds();
            let (removal, event, mut rest) = match by_itself && another_works {
                true => self.at_once(who, removed, &facts.contacts, (policy, moment)),
                false => self.waiting(who, (removed, signer), facts, (policy, moment)),
            };
            rest.push(self.ticket.spend(who.account.handle));
            if self.sessions == OpenedByIt::End {
                let (account, except) = (who.account.handle, Some(who.session.key));
                rest.push(Change::EndSessionsOfPasskey { account, passkey: removed.id, except });
            }
            if !matches!(removal, Removal::Gone(_)) {
                rest.extend(use_passkey(who.account.handle, signer, &proof, (&event, &self.client)));
            }
            let reply = RemovedPasskey { removal, remaining };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

impl RemovePasskey {
    /// The passkey that signs goes: whoever holds it has nothing to gain by waiting.
    fn at_once(
        &self,
        who: &SessionFacts,
        removed: &Passkey,
        contacts: &[Contact],
        (policy, moment): (&Policy, &Moment),
    ) -> (Removal, Event, Vec<Change>) {
        let account = who.account.handle;
        let happening = Happening {
            kind: EventKind::PasskeyRemoved,
            actor: Actor::Passkey(removed.id),
            details: json!({
                "client": self.client,
                "device": who.session.device,
                "passkey": removed.id.to_string(),
                "removed": removed.id.to_string(),
            }),
            personal: Some(json!({ "name": removed.name.as_str() })),
        };
        let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
        let tombstone = removed.tombstone(moment.now);
        let mut changes = vec![
            Change::RemovePasskey { account, passkey: removed.id },
            Change::AddTombstone { account, tombstone: tombstone.clone() },
        ];
        let kind = MessageKind::PasskeyRemoved(removed.name.to_string());
        changes.extend(notices(account, contacts, (&who.account.locale, kind), Context { policy, moment }));
        (Removal::Gone(Box::new(tombstone)), event, changes)
    }

    fn waiting(
        &self,
        who: &SessionFacts,
        (removed, signer): (&Passkey, &Passkey),
        facts: &RemovePasskeyFacts,
        (policy, moment): (&Policy, &Moment),
    ) -> (Removal, Event, Vec<Change>) {
        let beginning = Beginning {
            kind: HoldKind::RemovePasskey(removed.id),
            actor: Actor::Passkey(signer.id),
            details: json!({ "client": self.client, "passkey": signer.id.to_string() }),
        };
        let to = Audience { account: &who.account, contacts: &facts.contacts, passkeys: &facts.passkeys };
        let (hold, event, mut changes) = begin(beginning, to, policy, moment);
        let account = who.account.handle;
        changes.insert(0, Change::SuspendPasskey { account, passkey: removed.id, at: Some(moment.now) });
        (Removal::Waits(Box::new(Held::of(hold, &facts.passkeys))), event, changes)
    }
}

/// The passkey, unless it is on its way out already.
pub(super) fn removable(id: PasskeyId, passkeys: &[Passkey]) -> Result<&Passkey, Refusal> {
    let passkey = passkeys.iter().find(|passkey| passkey.id == id).ok_or(Refusal::NotFound)?;
    if !passkey.works() {
        return Err(Refusal::HoldAlreadyWaits { matures_at: None });
    }
    Ok(passkey)
}

/// How many of the account's passkeys sign in beside one.
pub(super) fn working_beside(one: &Passkey, passkeys: &[Passkey]) -> usize {
    passkeys.iter().filter(|other| other.id != one.id && other.works()).count()
}
