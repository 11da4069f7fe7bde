//! A trusted device answers a new one.
//!
//! *Yes* takes the number, the device's own signature, and a passkey's assertion where the account has one, over approval,
//! number, verdict, purpose and new device. *No* takes the device's signature alone. A wrong number ends the attempt.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use super::trusted::{Asking, Trusted, admit_device, trust_needed};
use crate::account::{AccountState, Freeze};
use crate::approval::{Approval, ApprovalState, Verdict};
use crate::ceremony::{Context, Holder, begin_assertion_over, finish_assertion};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::device_key::SignedRequest;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply, notices};
use crate::id::ApprovalId;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{Brought as BroughtTicket, admit_ticket, answering, belongs, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::trust::{Brought, trust};
use crate::usage::use_passkey;

/// Lists the approvals that wait for this device. A page asks again and again, so this keeps no session alive.
pub struct ListApprovals {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The secrets that its client brought.
    pub trust: Brought,
}

/// What `ListApprovals` reads.
pub struct ListApprovalsFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The device that the session lives on.
    pub device: Option<Device>,
    /// The account's approvals that wait.
    pub approvals: Vec<Approval>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

impl Step for ListApprovals {
    type Facts = ListApprovalsFacts;
    type Reply = (SessionFacts, Vec<Approval>);

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Self::Reply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Approve, policy, moment.now)?;
            let device = facts.device.as_ref();
            let asking = Asking::in_session(who, device, &self.trust, &facts.contacts);
            let trusted = match admit_device(&asking, policy, moment) {
                Ok(trusted) => trusted,
                Err(no) => return Ok(no.decision()),
            };
            let may = |approval: &&Approval| {
                approval.is_open(moment.now) && trusted.trust >= trust_needed(approval.purpose)
            };
            let approvals = facts.approvals.iter().filter(may).cloned().collect();
            Ok(Decision { reply: Ok((who.clone(), approvals)), changes: trusted.noted() })
        })
    }
}

/// Begins an answer. Says nothing about the number: only the answer compares it, once.
pub struct StartAnswer {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which approval.
    pub approval: ApprovalId,
    /// The answer.
    pub verdict: Verdict,
    /// The secrets that its client brought.
    pub trust: Brought,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartAnswer` reads.
pub struct StartAnswerFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The device that the session lives on.
    pub device: Option<Device>,
    /// The approval.
    pub approval: Option<Approval>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

impl Step for StartAnswer {
    type Facts = StartAnswerFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Approve, policy, moment.now)?;
            let device = facts.device.as_ref();
            let asking = Asking::in_session(who, device, &self.trust, &facts.contacts);
            let trusted = match admit_device(&asking, policy, moment) {
                Ok(trusted) => trusted,
                Err(no) => return Ok(no.decision()),
            };
            let approval = answerable(facts.approval.as_ref(), &trusted, policy, moment)?;
            let ticket = first_ticket(Purpose::Approve, TicketStep::Device, self.browser, (who, moment));
            let over = |nonce: &[u8; 32]| approval.challenge(&who.account, &self.verdict, nonce, policy);
            let context = Context { policy, moment };
            let (ticket, options) = begin_assertion_over(ticket, &facts.passkeys, over, context);
            let reply = match takes_passkey(&self.verdict, &facts.passkeys) {
                true => FlowReply::ceremony(ticket, CeremonyOptions::Request(options)),
                false => FlowReply::to(ticket),
            };
            Ok(Decision { reply: Ok(reply), changes: trusted.noted() })
        })
    }
}

/// Answers.
pub struct AnswerApproval {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which approval.
    pub approval: ApprovalId,
    /// The answer: the same that the ceremony began with.
    pub verdict: Verdict,
    /// The ticket of step `device`.
    pub ticket: Ticket,
    /// The passkey's answer.
    pub response: Option<AuthenticationResponse>,
    /// The request as the device signed it.
    pub signed: Option<SignedRequest>,
    /// The secrets that its client brought.
    pub trust: Brought,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `AnswerApproval` reads.
pub struct AnswerApprovalFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The device that the session lives on.
    pub device: Option<Device>,
    /// The approval.
    pub approval: Option<Approval>,
    /// Whether the number that was typed is that of the new screen: the store's comparison of MACs.
    pub fits: bool,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// What an answer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The new device goes on.
    Approved,
    /// The attempt has ended.
    Denied,
    /// The attempt has ended, the account is frozen, and every session has ended, this one too.
    Frozen,
}

impl Step for AnswerApproval {
    type Facts = AnswerApprovalFacts;
    type Reply = Answered;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Answered> {
        decided(|| {
            let brought = BroughtTicket { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            belongs(&self.ticket, who)?;
            let device = facts.device.as_ref();
            let asking = Asking::in_session(who, device, &self.trust, &facts.contacts);
            let trusted = match admit_device(&asking, policy, moment) {
                Ok(trusted) => trusted,
                Err(no) => return Ok(no.decision()),
            };
            let approval = answerable(facts.approval.as_ref(), &trusted, policy, moment)?;
            let nonce = self.ticket.challenge.ok_or(Refusal::TicketNotAccepted)?;
            let key = trusted.device.key().ok_or(Refusal::DeviceProofNotAccepted)?;
            let signed = self.signed.as_ref().ok_or(Refusal::DeviceProofNotAccepted)?;
            if Rule::DeviceSigns.holds() && !key.signed(signed, &nonce, &policy.issuer) {
                return Err(Refusal::DeviceProofNotAccepted);
            }
            let answer = Answer { step: self, facts, who, approval, by: trusted.device, seen: trusted.seen };
            answer.decide(&nonce, policy, moment)
        })
    }
}

/// A device's answer, once its own signature is judged.
struct Answer<'a> {
    step: &'a AnswerApproval,
    facts: &'a AnswerApprovalFacts,
    who: &'a SessionFacts,
    approval: &'a Approval,
    by: &'a Device,
    seen: Option<Change>,
}

impl Answer<'_> {
    fn decide(
        self,
        nonce: &[u8; 32],
        policy: &Policy,
        moment: &Moment,
    ) -> Result<Decision<Answered>, Refusal> {
        let account = &self.who.account;
        let signer = self.signer(nonce, policy, moment)?;
        let (state, kind, reason) = match (&self.step.verdict, self.facts.fits || !Rule::NumberFits.holds()) {
            (Verdict::Yes(_), true) => (ApprovalState::Approved, EventKind::ApprovalGiven, "yes"),
            (Verdict::Yes(_), false) => {
                (ApprovalState::NumberWrong, EventKind::ApprovalDenied, "number_wrong")
            }
            (verdict, _) => (ApprovalState::Denied, EventKind::ApprovalDenied, verdict.as_str()),
        };
        let by_session = Actor::Session(self.who.session.key.id);
        let happening = Happening {
            kind,
            actor: signer.as_ref().map_or(by_session, |(passkey, _)| Actor::Passkey(passkey.id)),
            details: json!({
                "answer": reason,
                "approval": self.approval.id.to_string(),
                "client": self.step.client,
                "device": self.by.id.to_string(),
                "passkey": signer.as_ref().map(|(passkey, _)| passkey.id.to_string()),
                "purpose": self.approval.purpose.as_str(),
            }),
            personal: None,
        };
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        let mut rest = vec![
            Change::DecideApproval {
                account: account.handle,
                approval: self.approval.id,
                state,
                at: moment.now,
                by: self.by.id,
            },
            self.step.ticket.spend(account.handle),
        ];
        rest.extend(signer.as_ref().and_then(|(passkey, proof)| {
            use_passkey(account.handle, passkey, proof, (&event, &self.step.client))
        }));
        rest.extend(self.follow(state, Context { policy, moment }));
        rest.extend(self.seen);
        let reply = match (state, &self.step.verdict) {
            (ApprovalState::Approved, _) => Ok(Answered::Approved),
            (ApprovalState::NumberWrong, _) => Err(Refusal::NumberWrong),
            (_, Verdict::NoAndFreeze) => Ok(Answered::Frozen),
            _ => Ok(Answered::Denied),
        };
        Ok(Decision { reply, changes: Changes::of_account(event, rest) })
    }

    /// The passkey that said yes, where the account has one: over this very answer, and under no restriction.
    fn signer(
        &self,
        nonce: &[u8; 32],
        policy: &Policy,
        moment: &Moment,
    ) -> Result<Option<(&Passkey, passkeep_webauthn::Authentication<'_>)>, Refusal> {
        let takes_passkey = takes_passkey(&self.step.verdict, &self.facts.passkeys);
        if !Rule::ApprovalByPasskey.holds() || !takes_passkey {
            return Ok(None);
        }
        let missing = Refusal::PasskeyNotAccepted(crate::refusal::PasskeyFault::Unknown);
        let response = self.step.response.as_ref().ok_or(missing)?;
        let passkey = answering(response, &self.facts.passkeys)?;
        let account = &self.who.account;
        let challenge = self.approval.challenge(account, &self.step.verdict, nonce, policy);
        let ticket = Ticket { challenge: Some(challenge), ..self.step.ticket.clone() };
        let proof = finish_assertion(&ticket, response, Holder::of(&account.handle, passkey), policy)?;
        if let Some(restriction) = passkey.restriction.filter(|restriction| moment.now < restriction.until)
            && Rule::ApprovalRestricted.holds()
        {
            return Err(Refusal::PasskeyTooNew { until: restriction.until });
        }
        Ok(Some((passkey, proof)))
    }

    /// What a no brings with it: a notice of a wrong number, a freeze.
    fn follow(&self, state: ApprovalState, context: Context<'_>) -> Vec<Change> {
        let account = &self.who.account;
        let tell = |kind| notices(account.handle, &self.facts.contacts, (&account.locale, kind), context);
        match (state, &self.step.verdict) {
            (ApprovalState::NumberWrong, _) => {
                tell(MessageKind::ApprovalFailed(self.approval.client.clone()))
            }
            (_, Verdict::NoAndFreeze) => {
                // A trusted device froze it: that doesn't lapse.
                let freeze = Some(Freeze { at: context.moment.now, lapses_at: None });
                let state = AccountState { epoch: account.state.epoch + 1, freeze, ..account.state };
                let mut changes = vec![Change::SetAccountState { account: account.handle, state }];
                changes.extend(tell(MessageKind::AccountFrozen(self.step.client.clone())));
                changes
            }
            _ => vec![],
        }
    }
}

/// The approval, where this device may answer it: it waits, it is not its own, and the device is trusted far enough.
fn answerable<'a>(
    approval: Option<&'a Approval>,
    trusted: &Trusted<'_>,
    policy: &Policy,
    moment: &Moment,
) -> Result<&'a Approval, Refusal> {
    let approval = approval.ok_or(Refusal::NotFound)?;
    if trusted.trust < trust_needed(approval.purpose) {
        return Err(Refusal::DeviceNotTrusted(trust(trusted.device, policy).1));
    }
    if approval.device == trusted.device.id {
        return Err(Refusal::NotFound);
    }
    if Rule::ApprovalOpen.holds() && !approval.is_open(moment.now) {
        return Err(Refusal::ApprovalOver);
    }
    Ok(approval)
}

/// A yes takes a passkey where the account has one, also where none works any more: reporting them lost lowers nothing.
fn takes_passkey(verdict: &Verdict, passkeys: &[Passkey]) -> bool {
    matches!(verdict, Verdict::Yes(_)) && !passkeys.is_empty()
}
