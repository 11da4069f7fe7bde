//! The second of two: sees the reason, signs over the same, and it is done, in the one commit that tells every channel.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::{Value, json};

use super::Concerned;
use super::person::{Known, are_one};
use super::proposal::{Possible, Proposal, ProposalState, possible};
use super::propose::{Answer, Signed, Signing, Wanted, about};
use super::staff::{Role, Staff, admit_staff, named_as};
use crate::account::{Account, AccountState, UserId};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::event::{Event, EventKind, Happening};
use crate::flow::{FlowReply, notices};
use crate::hold::{Hold, HoldKind};
use crate::holds::{Beginning, begin, stopped_by_two};
use crate::id::{HoldId, ProposalId};
use crate::message::{MessageKind, SupportNotice};
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey};
use crate::session_flow::belongs;
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket};

/// Begins the second's assertion. Writes nothing.
pub struct StartDecide {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The user ID of the account concerned.
    pub account: UserId,
    /// Which proposal.
    pub proposal: ProposalId,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What the steps about a proposal read.
pub struct DecideFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the ticket's step was spent.
    pub spent: bool,
    /// The passkeys of who asks.
    pub own: Vec<Passkey>,
    /// The addresses of who asks.
    pub own_contacts: Vec<Contact>,
    /// The account concerned, with its proposals.
    pub concerned: Option<Concerned>,
    /// Who proposed.
    pub proposer: Option<Proposer>,
}

/// Who proposed, as their account stands today.
pub struct Proposer {
    /// Their account.
    pub account: Account,
    /// Their addresses.
    pub contacts: Vec<Contact>,
    /// Their devices.
    pub devices: Vec<Device>,
}

impl Step for StartDecide {
    type Facts = DecideFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &DecideFacts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let second = Second::of(facts, (self.proposal, self.browser), policy, moment)?;
            let wanted = second.wanted();
            let signing = second.signing(&wanted);
            let reply =
                signing.begin((&second.staff, self.browser), &facts.own, Context { policy, moment })?;
            Ok(Decision::reply(reply))
        })
    }
}

/// Decides: it is done.
pub struct Decide {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The user ID of the account concerned.
    pub account: UserId,
    /// Which proposal.
    pub proposal: ProposalId,
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The passkey's answer.
    pub response: AuthenticationResponse,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What was done.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The proposal, as it stands now.
    pub proposal: Proposal,
    /// The hold that it is about, or that it began, as it stands now.
    pub hold: Option<Hold>,
}

impl Step for Decide {
    type Facts = DecideFacts;
    type Reply = Decided;

    fn decide(&self, facts: &DecideFacts, policy: &Policy, moment: &Moment) -> Decision<Decided> {
        decided(|| {
            let second = Second::of(facts, (self.proposal, self.browser), policy, moment)?;
            belongs(&self.ticket, second.staff.who)?;
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            if self.ticket.about != Some(self.proposal.0) {
                return Err(Refusal::TicketNotAccepted);
            }
            let wanted = second.wanted();
            let answer = Answer { ticket: &self.ticket, response: &self.response, client: &self.client };
            let context = Context { policy, moment };
            let signed = second.signing(&wanted).finish(&second.staff, &facts.own, &answer, context)?;
            Ok(second.done(signed, context))
        })
    }
}

/// Somebody who may be the second, and what of.
struct Second<'a> {
    staff: Staff<'a>,
    concerned: &'a Concerned,
    proposal: &'a Proposal,
    proposer: &'a Proposer,
    possible: Possible<'a>,
}

impl<'a> Second<'a> {
    fn of(
        facts: &'a DecideFacts,
        (id, browser): (ProposalId, BrowserHash),
        policy: &Policy,
        moment: &Moment,
    ) -> Result<Self, Refusal> {
        let staff = admit_staff(facts.who.as_ref(), Role::Decide, policy, moment.now)?;
        let (concerned, proposal) = found(facts, id)?;
        let proposer = facts.proposer.as_ref().ok_or(Refusal::ProposalOver)?;
        staff.not_own(concerned)?;
        if !proposal.is_open(moment.now) {
            return Err(Refusal::ProposalOver);
        }
        // Who proposed is still one of the staff, and no thief of whom they were.
        let role = policy.support.role_of(proposer.account.user_id);
        if role < Some(Role::Decide) || proposer.account.is_frozen(moment.now) {
            return Err(Refusal::ProposalOver);
        }
        if Rule::TwoOfStaff.holds() && proposal.proposer == staff.handle() {
            return Err(Refusal::SamePerson);
        }
        let second = Known { browser, device: staff.who.session.device, contacts: &facts.own_contacts };
        let shared = second.device.filter(|own| proposer.devices.iter().any(|device| device.id == *own));
        let first = Known { browser: proposal.browser, device: shared, contacts: &proposer.contacts };
        if Rule::TwoPersons.holds() && are_one(&first, &second) {
            return Err(Refusal::SamePerson);
        }
        let possible = possible(proposal.action, proposal.hold, concerned, (policy, moment.now))?;
        Ok(Self { staff, concerned, proposal, proposer, possible })
    }

    fn wanted(&self) -> Wanted {
        let Proposal { action, hold, reason, .. } = self.proposal.clone();
        Wanted { action, hold, reason }
    }

    fn signing<'b>(&self, wanted: &'b Wanted) -> Signing<'b> {
        Signing {
            account: self.concerned.account.handle,
            id: self.proposal.id,
            wanted,
            expires_at: self.proposal.expires_at,
            place: 2,
        }
    }

    /// What the event tells of both.
    fn told(&self, policy: &Policy) -> Value {
        let role = policy.support.role_of(self.proposer.account.user_id).unwrap_or(Role::Decide);
        json!({
            "action": self.proposal.action.as_str(),
            "proposal": self.proposal.id.to_string(),
            "proposed_by": named_as(&self.proposer.account, role, policy),
            "staff": self.staff.told(policy),
        })
    }

    fn done(&self, signed: Signed, context: Context<'_>) -> Decision<Decided> {
        let Context { policy, moment } = context;
        let made = self.made(context);
        let proposal = Proposal {
            state: ProposalState::Done,
            second: Some((self.staff.handle(), signed.signature)),
            ended_at: Some(moment.now),
            began: made.began,
            ..self.proposal.clone()
        };
        let account = self.concerned.account.handle;
        let mut rest = signed.changes;
        rest.push(Change::EndProposal(account, Box::new(proposal.clone())));
        rest.extend(made.changes);
        rest.extend(self.staff.touched(policy, moment));
        let reply = Decided { proposal, hold: made.hold };
        Decision { reply: Ok(reply), changes: Changes::of_account(made.event, rest) }
    }

    fn made(&self, context: Context<'_>) -> Made {
        match self.possible {
            Possible::Stop(hold) => {
                let told = self.told(context.policy);
                let (after, event, changes) =
                    stopped_by_two(hold, self.concerned.audience(), (self.staff.actor(), told), context);
                Made { event, changes, hold: Some(after), began: None }
            }
            Possible::Shorten(hold) => self.shorten(hold, context),
            Possible::Thaw => self.thaw(context),
            Possible::ProveIdentity => self.prove(context),
        }
    }

    /// A day is left from now on, whatever was left before. It is told now, and again while that day lasts.
    fn shorten(&self, hold: &Hold, context: Context<'_>) -> Made {
        let Context { policy, moment } = context;
        let account = self.concerned.account.handle;
        let left = if Rule::ShortenFloor.holds() { policy.support.shortest_wait_seconds } else { 0 };
        let matures_at = moment.now.plus_seconds(left);
        let due_at = match hold.told_next() {
            Some(_) => moment.now.plus_seconds(left / 2),
            None => matures_at,
        };
        let after = Hold { matures_at, due_at: Some(due_at), ..hold.clone() };
        let set = Change::SetHold { account, before: (hold.state, hold.told), hold: Box::new(after.clone()) };
        let (event, mut changes) = self.decided(Some(matures_at), context);
        changes.push(set);
        Made { event, changes, hold: Some(after), began: None }
    }

    /// Nothing of value leaves the account for a while, as after any thaw.
    fn thaw(&self, context: Context<'_>) -> Made {
        let Context { policy, moment } = context;
        let account = &self.concerned.account;
        let held_until = moment.now.plus_seconds(policy.thaw_holds_value_seconds);
        let state = AccountState {
            freeze: None,
            value_held_until: account.state.value_held_until.max(Some(held_until)),
            ..account.state
        };
        let (event, mut changes) = self.decided(None, context);
        changes.push(Change::SetAccountState { account: account.handle, state });
        Made { event, changes, hold: None, began: None }
    }

    /// A recovery begins as any other does: told three times, to be stopped by whoever may stop one. The proof of identity is
    /// one of the two kinds that its end takes.
    fn prove(&self, context: Context<'_>) -> Made {
        let Context { policy, moment } = context;
        let account = &self.concerned.account;
        let beginning =
            Beginning { kind: HoldKind::Recovery, actor: self.staff.actor(), details: self.told(policy) };
        let (hold, event, begun) = begin(beginning, self.concerned.audience(), policy, moment);
        let state = AccountState { epoch: account.state.epoch + 1, ..account.state };
        let mut changes = vec![Change::SetAccountState { account: account.handle, state }];
        changes.extend(begun);
        let began = Some(hold.id);
        Made { event, changes, hold: Some(hold), began }
    }

    /// The event, and the notices.
    fn decided(&self, matures_at: Option<Timestamp>, context: Context<'_>) -> (Event, Vec<Change>) {
        let Context { policy, moment } = context;
        let account = &self.concerned.account;
        let mut details = self.told(policy);
        details["hold"] = json!(self.proposal.hold.map(|hold| hold.to_string()));
        details["matures_at"] = json!(matures_at);
        let happening = Happening {
            kind: EventKind::SupportDecided,
            actor: self.staff.actor(),
            details,
            personal: Some(json!({ "reason": self.proposal.reason.as_str() })),
        };
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        let what = about(self.concerned, self.proposal.hold);
        let notice = SupportNotice { action: self.proposal.action, what, matures_at };
        let told = (&account.locale, MessageKind::SupportDecided(notice));
        (event, notices(account.handle, &self.concerned.contacts, told, context))
    }
}

/// What was made.
struct Made {
    event: Event,
    changes: Vec<Change>,
    hold: Option<Hold>,
    began: Option<HoldId>,
}

fn found(facts: &DecideFacts, id: ProposalId) -> Result<(&Concerned, &Proposal), Refusal> {
    let concerned = facts.concerned.as_ref().ok_or(Refusal::NotFound)?;
    let proposal = concerned.proposals.iter().find(|proposal| proposal.id == id).ok_or(Refusal::NotFound)?;
    Ok((concerned, proposal))
}

/// Takes a proposal back: whoever proposed it, or may be the second.
pub struct Withdraw {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The user ID of the account concerned.
    pub account: UserId,
    /// Which proposal.
    pub proposal: ProposalId,
}

impl Step for Withdraw {
    type Facts = DecideFacts;
    type Reply = Proposal;

    fn decide(&self, facts: &DecideFacts, policy: &Policy, moment: &Moment) -> Decision<Proposal> {
        decided(|| {
            let staff = admit_staff(facts.who.as_ref(), Role::Decide, policy, moment.now)?;
            let (concerned, proposal) = found(facts, self.proposal)?;
            staff.not_own(concerned)?;
            if !proposal.is_open(moment.now) {
                return Err(Refusal::ProposalOver);
            }
            let account = &concerned.account;
            let ended =
                Proposal { state: ProposalState::Withdrawn, ended_at: Some(moment.now), ..proposal.clone() };
            let happening = Happening {
                kind: EventKind::SupportWithdrew,
                actor: staff.actor(),
                details: json!({
                    "action": proposal.action.as_str(),
                    "proposal": proposal.id.to_string(),
                    "staff": staff.told(policy),
                }),
                personal: None,
            };
            let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
            let mut rest = vec![Change::EndProposal(account.handle, Box::new(ended.clone()))];
            rest.extend(staff.touched(policy, moment));
            Ok(Decision { reply: Ok(ended), changes: Changes::of_account(event, rest) })
        })
    }
}
