//! A passkey stops what is on hold, or decides a dispute about it: with a session or without one.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use super::announce::{Audience, announce};
use super::begin::happening;
use super::contest::{Ruling, Verdict, VetoOutcome, by_passkey, ruled};
use super::list::Held;
use crate::account::Account;
use crate::ceremony::{Context, Holder, begin_assertion, finish_assertion};
use crate::change::{Change, Changes};
use crate::confirmations::{ConfirmationState, calls_of};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind};
use crate::flow::{CeremonyOptions, FlowReply};
use crate::hold::{Hold, HoldKind, HoldNews, Veto};
use crate::id::HoldId;
use crate::moment::Moment;
use crate::passkey::{Passkey, id_of};
use crate::policy::Policy;
use crate::refusal::{PasskeyFault, Refusal};
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{belongs, first_ticket};
use crate::sign_in::refuse_unknown;
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::usage::use_passkey;

/// Begins the assertion. Writes nothing.
pub struct StartStop {
    /// Who asks; without one it is a passkey that stops its own removal.
    pub session: Option<SessionKey>,
    /// Which hold; none without a session.
    pub hold: Option<HoldId>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartStop` reads.
pub struct StartStopFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's open holds.
    pub holds: Vec<Hold>,
}

impl Step for StartStop {
    type Facts = StartStopFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let ticket = match self.hold {
                Some(id) => {
                    let who = admit(facts.who.as_ref(), Right::StopHold, policy, moment.now)?;
                    if !facts.holds.iter().any(|hold| hold.id == id) {
                        return Err(Refusal::NotFound);
                    }
                    let mut ticket =
                        first_ticket(Purpose::StopHold, TicketStep::Passkey, self.browser, (who, moment));
                    ticket.about = Some(id.0);
                    ticket
                }
                None => Ticket::first(Purpose::StopHold, TicketStep::Passkey, self.browser, moment),
            };
            // Nothing is named: the passkey that is on its way out may answer too.
            let context = Context { policy, moment };
            let (ticket, options) = begin_assertion(ticket, &[], policy.ceremony_seconds, context);
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Request(options))))
        })
    }
}

/// Takes the assertion.
pub struct StopHold {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The authenticator's answer.
    pub response: AuthenticationResponse,
    /// What it is for.
    pub verdict: Verdict,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StopHold` reads.
pub struct StopHoldFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The account whose passkey answers.
    pub stopper: Option<Stopper>,
}

/// An account whose passkey answers.
pub struct Stopper {
    /// The account.
    pub account: Account,
    /// Its passkeys.
    pub passkeys: Vec<Passkey>,
    /// Its open holds, and the one that the ticket names whatever became of it.
    pub holds: Vec<Hold>,
    /// Vetoes about the account's open holds, of all time.
    pub vetoes: Vec<Veto>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// What became of a hold.
pub struct StoppedHold {
    /// The hold as it stands now.
    pub held: Held,
    /// What the answer came to.
    pub outcome: VetoOutcome,
}

impl Step for StopHold {
    type Facts = StopHoldFacts;
    type Reply = StoppedHold;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<StoppedHold> {
        decided(|| {
            if self.ticket.session.is_some() {
                let who = admit(facts.who.as_ref(), Right::StopHold, policy, moment.now)?;
                belongs(&self.ticket, who)?;
            }
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let found = facts.stopper.as_ref().and_then(|stopper| {
                let id = id_of(&self.response.id);
                stopper.passkeys.iter().find(|passkey| passkey.id == id).map(|passkey| (stopper, passkey))
            });
            let Some((stopper, passkey)) = found else {
                return Err(refuse_unknown(&self.ticket, &self.response, policy));
            };
            let account = &stopper.account;
            let proof =
                finish_assertion(&self.ticket, &self.response, Holder::of(&account.handle, passkey), policy)?;
            if self.ticket.account.is_some_and(|named| named != account.handle) {
                return Err(Refusal::PasskeyNotAccepted(PasskeyFault::OtherAccount));
            }
            let hold = self.hold(stopper, passkey)?;
            let about: Vec<Veto> =
                stopper.vetoes.iter().filter(|veto| veto.subject == hold.kind.subject()).copied().collect();
            let ruling = by_passkey((hold, &about), passkey, self.verdict, (policy, moment.now))?;
            let told = json!({ "client": self.client, "passkey": passkey.id.to_string() });
            let ruled =
                Ruled { audience: stopper.audience(), hold, ruling, actor: Actor::Passkey(passkey.id), told };
            let (reply, event, mut rest) = ruled.write(policy, moment);
            rest.push(self.ticket.spend(account.handle));
            rest.extend(use_passkey(account.handle, passkey, &proof, (&event, &self.client)));
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

impl StopHold {
    /// The hold that the ticket names, or the removal of the passkey that answers.
    fn hold<'a>(&self, stopper: &'a Stopper, passkey: &Passkey) -> Result<&'a Hold, Refusal> {
        let wanted = |hold: &&Hold| match self.ticket.about {
            Some(id) => hold.id == HoldId(id),
            None => hold.kind.passkey() == Some(passkey.id),
        };
        stopper.holds.iter().find(wanted).ok_or(Refusal::NotFound)
    }
}

impl Stopper {
    fn audience(&self) -> Audience<'_> {
        Audience { account: &self.account, contacts: &self.contacts, passkeys: &self.passkeys }
    }
}

/// Two of the staff stop a hold: what it is then, the event, and what is written with it.
pub(crate) fn stopped_by_two(
    hold: &Hold,
    audience: Audience<'_>,
    (actor, told): (Actor, serde_json::Value),
    Context { policy, moment }: Context<'_>,
) -> (Hold, Event, Vec<Change>) {
    let ruling = Ruling { outcome: VetoOutcome::Stopped, veto: None };
    let (stopped, event, changes) = Ruled { audience, hold, ruling, actor, told }.write(policy, moment);
    (stopped.held.hold, event, changes)
}

/// A ruling about a hold, to be written.
pub(super) struct Ruled<'a> {
    pub(super) audience: Audience<'a>,
    pub(super) hold: &'a Hold,
    pub(super) ruling: Ruling,
    pub(super) actor: Actor,
    pub(super) told: serde_json::Value,
}

impl Ruled<'_> {
    pub(super) fn write(self, policy: &Policy, moment: &Moment) -> (StoppedHold, Event, Vec<Change>) {
        let Self { audience, hold, ruling, actor, told } = self;
        let account = audience.account;
        let after = ruled(hold, ruling.outcome, policy, moment.now);
        let (kind, news) = match ruling.outcome {
            VetoOutcome::Stopped => (EventKind::HoldStopped, Some(HoldNews::Stopped)),
            // Pressed again in the same wait, it has been heard.
            VetoOutcome::Counted => (EventKind::HoldOpposed, ruling.veto.map(|_| HoldNews::Opposed)),
            VetoOutcome::Disputed => (EventKind::HoldDisputed, Some(HoldNews::Disputed)),
            VetoOutcome::Upheld => (EventKind::HoldUpheld, Some(HoldNews::Upheld)),
        };
        let mut happening = happening(kind, actor, &after, audience);
        if let (Some(all), serde_json::Value::Object(more)) = (happening.details.as_object_mut(), told) {
            all.extend(more);
        }
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        let account = account.handle;
        let mut changes = Vec::new();
        if after != *hold {
            let before = (hold.state, hold.told);
            changes.push(Change::SetHold { account, before, hold: Box::new(after.clone()) });
        }
        changes.extend(ruling.veto.map(|veto| Change::AddVeto { account, veto }));
        if ruling.outcome == VetoOutcome::Stopped
            && let Some(passkey) = hold.kind.passkey()
        {
            changes.push(Change::SuspendPasskey { account, passkey, at: None });
        }
        if ruling.outcome == VetoOutcome::Stopped && hold.kind == HoldKind::ChangePassword {
            changes.push(Change::DropHeldPassword { account, hold: hold.id });
        }
        if let (VetoOutcome::Stopped, HoldKind::ConfirmAction { confirmation, client, .. }) =
            (ruling.outcome, &hold.kind)
        {
            let (confirmation, at) = (*confirmation, moment.now);
            changes.push(Change::DenyHeldConfirmation { account, confirmation, at });
            let state = ConfirmationState::Denied.as_str();
            let context = Context { policy, moment };
            changes.extend(calls_of((account, confirmation), (client, state), event.seq, context));
        }
        changes.extend(
            news.into_iter().flat_map(|news| announce(&after, news, audience, Context { policy, moment })),
        );
        let held = Held::masked(after, audience.passkeys);
        (StoppedHold { held, outcome: ruling.outcome }, event, changes)
    }
}
