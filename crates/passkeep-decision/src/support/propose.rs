//! The first of two: proposes with a reason, and signs it. Nothing is done yet, and the account's owner is told.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use super::Concerned;
use super::proposal::{
    Proposal, ProposalState, ProposedAction, Reason, SupportChallenge, SupportSignature, possible,
};
use super::staff::{Role, Staff, admit_staff};
use crate::account::UserId;
use crate::ceremony::{Context, Holder, begin_assertion_over, finish_assertion};
use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply, notices};
use crate::id::{AccountHandle, HoldId, ProposalId};
use crate::level::Level;
use crate::message::{MessageKind, SupportNotice};
use crate::moment::{Moment, Timestamp};
use crate::passkey::{LastUse, Passkey};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey};
use crate::session_flow::{answering, belongs, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// What is proposed.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What.
    pub action: ProposedAction,
    /// About which hold.
    pub hold: Option<HoldId>,
    /// Why.
    pub reason: Reason,
}

/// Begins the assertion over it. Writes nothing.
pub struct StartPropose {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The user ID of the account concerned.
    pub account: UserId,
    /// What is proposed.
    pub wanted: Wanted,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What both steps read.
pub struct ProposeFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the ticket's step was spent.
    pub spent: bool,
    /// The passkeys of who asks.
    pub own: Vec<Passkey>,
    /// The account concerned.
    pub concerned: Option<Concerned>,
}

impl Step for StartPropose {
    type Facts = ProposeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &ProposeFacts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let staff = admit_staff(facts.who.as_ref(), Role::Decide, policy, moment.now)?;
            let concerned = facts.concerned.as_ref().ok_or(Refusal::NotFound)?;
            proposable(&staff, concerned, &self.wanted, (policy, moment.now))?;
            let id = ProposalId(moment.draw_16("proposal"));
            let signing = Signing {
                account: concerned.account.handle,
                id,
                wanted: &self.wanted,
                expires_at: moment.now.plus_seconds(policy.support.proposal_seconds),
                place: 1,
            };
            let reply = signing.begin((&staff, self.browser), &facts.own, Context { policy, moment })?;
            Ok(Decision::reply(reply))
        })
    }
}

/// Proposes.
pub struct Propose {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The user ID of the account concerned.
    pub account: UserId,
    /// What is proposed: the same that the ceremony began with.
    pub wanted: Wanted,
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The passkey's answer.
    pub response: AuthenticationResponse,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

impl Step for Propose {
    type Facts = ProposeFacts;
    type Reply = Proposal;

    fn decide(&self, facts: &ProposeFacts, policy: &Policy, moment: &Moment) -> Decision<Proposal> {
        decided(|| {
            let staff = admit_staff(facts.who.as_ref(), Role::Decide, policy, moment.now)?;
            let concerned = facts.concerned.as_ref().ok_or(Refusal::NotFound)?;
            belongs(&self.ticket, staff.who)?;
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            proposable(&staff, concerned, &self.wanted, (policy, moment.now))?;
            let id = self.ticket.about.map(ProposalId).ok_or(Refusal::TicketNotAccepted)?;
            let signing = Signing {
                account: concerned.account.handle,
                id,
                wanted: &self.wanted,
                expires_at: self.ticket.issued_at.plus_seconds(policy.support.proposal_seconds),
                place: 1,
            };
            let answer = Answer { ticket: &self.ticket, response: &self.response, client: &self.client };
            let signed = signing.finish(&staff, &facts.own, &answer, Context { policy, moment })?;
            let proposal = Proposal {
                id,
                action: self.wanted.action,
                hold: self.wanted.hold,
                reason: self.wanted.reason.clone(),
                proposer: staff.handle(),
                browser: self.browser,
                proposed_at: moment.now,
                expires_at: signing.expires_at,
                state: ProposalState::Open,
                first: signed.signature,
                second: None,
                ended_at: None,
                began: None,
            };
            let account = &concerned.account;
            let happening = Happening {
                kind: EventKind::SupportProposed,
                actor: staff.actor(),
                details: json!({
                    "action": self.wanted.action.as_str(),
                    "hold": self.wanted.hold.map(|hold| hold.to_string()),
                    "proposal": id.to_string(),
                    "staff": staff.told(policy),
                }),
                personal: Some(json!({ "reason": self.wanted.reason.as_str() })),
            };
            let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
            let mut rest = signed.changes;
            rest.push(Change::AddProposal(account.handle, Box::new(proposal.clone())));
            let notice = SupportNotice {
                action: self.wanted.action,
                what: about(concerned, self.wanted.hold),
                matures_at: None,
            };
            let told = (&account.locale, MessageKind::SupportProposed(notice));
            rest.extend(notices(account.handle, &concerned.contacts, told, Context { policy, moment }));
            rest.extend(staff.touched(policy, moment));
            Ok(Decision { reply: Ok(proposal), changes: Changes::of_account(event, rest) })
        })
    }
}

/// What waits in the hold.
pub(super) fn about(concerned: &Concerned, hold: Option<HoldId>) -> Option<crate::hold::HoldName> {
    let hold = concerned.holds.iter().find(|found| Some(found.id) == hold)?;
    Some(hold.kind.name())
}

fn proposable(
    staff: &Staff<'_>,
    concerned: &Concerned,
    wanted: &Wanted,
    (policy, now): (&Policy, Timestamp),
) -> Result<(), Refusal> {
    staff.not_own(concerned)?;
    possible(wanted.action, wanted.hold, concerned, (policy, now))?;
    let same =
        |open: &Proposal| open.action == wanted.action && open.hold == wanted.hold && open.is_open(now);
    if concerned.proposals.iter().any(same) { Err(Refusal::AlreadyProposed) } else { Ok(()) }
}

/// A ceremony of one of the two.
pub(super) struct Signing<'a> {
    pub(super) account: AccountHandle,
    pub(super) id: ProposalId,
    pub(super) wanted: &'a Wanted,
    pub(super) expires_at: Timestamp,
    pub(super) place: i64,
}

/// What came back of it.
pub(super) struct Answer<'a> {
    pub(super) ticket: &'a Ticket,
    pub(super) response: &'a AuthenticationResponse,
    pub(super) client: &'a Client,
}

/// A signature that was verified.
pub(super) struct Signed {
    pub(super) signature: SupportSignature,
    /// The spent step, and what the use changed of the passkey: of the account of who signed.
    pub(super) changes: Vec<Change>,
}

impl Signing<'_> {
    pub(super) fn begin(
        &self,
        (staff, browser): (&Staff<'_>, BrowserHash),
        own: &[Passkey],
        context: Context<'_>,
    ) -> Result<FlowReply, Refusal> {
        let bound: Vec<Passkey> = own.iter().filter(|passkey| is_bound(passkey)).cloned().collect();
        if bound.is_empty() {
            return Err(Refusal::LevelTooLow { needed: Level::Three });
        }
        let asked = (staff.who, context.moment);
        let mut ticket = first_ticket(Purpose::Support, TicketStep::Passkey, browser, asked);
        ticket.about = Some(self.id.0);
        let over = |nonce: &[u8; 32]| self.challenge(nonce, context.policy);
        let (ticket, options) = begin_assertion_over(ticket, &bound, over, context);
        Ok(FlowReply::ceremony(ticket, CeremonyOptions::Request(options)))
    }

    pub(super) fn finish(
        &self,
        staff: &Staff<'_>,
        own: &[Passkey],
        answer: &Answer<'_>,
        Context { policy, moment }: Context<'_>,
    ) -> Result<Signed, Refusal> {
        let handle = staff.handle();
        let passkey = answering(answer.response, own)?;
        let nonce = answer.ticket.challenge.ok_or(Refusal::TicketNotAccepted)?;
        let asked = Ticket { challenge: Some(self.challenge(&nonce, policy)), ..answer.ticket.clone() };
        let proof = finish_assertion(&asked, answer.response, Holder::of(&handle, passkey), policy)?;
        if Rule::StaffSignsBound.holds() && !is_bound(passkey) {
            return Err(Refusal::LevelTooLow { needed: Level::Three });
        }
        // A key that somebody has just added to the account of one of the staff is not yet theirs.
        let settled_at = passkey.settled_at(policy);
        if Rule::StaffSignsOld.holds() && moment.now < settled_at {
            return Err(Refusal::PasskeyTooNew { until: settled_at });
        }
        // Their own history says nothing of it; the counter must be kept all the same.
        let last_use =
            LastUse { seq: staff.who.account.head.seq, at: moment.now, client: answer.client.clone() };
        let used = Change::UsePasskey {
            account: handle,
            passkey: passkey.id,
            sign_count: proof.sign_count,
            backup_state: proof.backup_state,
            last_use,
        };
        Ok(Signed {
            signature: SupportSignature::of(answer.response, passkey, &nonce, moment.now),
            changes: vec![answer.ticket.spend(handle), used],
        })
    }

    fn challenge(&self, nonce: &[u8; 32], policy: &Policy) -> [u8; 32] {
        let challenge = SupportChallenge {
            issuer: &policy.issuer,
            rp_id: &policy.rp_id,
            account: self.account,
            id: self.id,
            action: self.wanted.action,
            hold: self.wanted.hold,
            reason: &self.wanted.reason,
            expires_at: self.expires_at,
            place: self.place,
            nonce,
        };
        challenge.hash()
    }
}

/// Whether it never leaves its device, and has proved that.
fn is_bound(passkey: &Passkey) -> bool {
    passkey.works() && (passkey.level() == Level::Three || !Rule::StaffSignsBound.holds())
}
