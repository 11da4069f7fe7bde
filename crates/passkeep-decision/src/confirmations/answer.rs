//! The person answers: sees the action, signs it with a passkey, or says no. Signing never opens nor raises a session.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use super::ask::{details, ended, lapse, personal, set};
use super::calls::{Told, calls};
use super::confirmation::{Confirmation, ConfirmationState, FAILURES_MAX, First, Refused, Status};
use super::judge::{Judged, SafetyNet};
use super::receipt::{Challenge, History, Second, Signature};
use super::template::Shown;
use super::write::{Confirming, confirmed};
use super::{ActionType, encoded};
use crate::account::Account;
use crate::ceremony::{Context, Holder, begin_assertion_over, finish_assertion};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::device_key::SignedRequest;
use crate::devices::{Asking, NotTrusted, admit_device};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply};
use crate::hold::{Hold, HoldKind, HoldState};
use crate::holds::{Audience, Beginning, begin};
use crate::id::ConfirmationId;
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::{PasskeyFault, Refusal};
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::session_flow::{Brought as BroughtTicket, admit_ticket, answering, belongs, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::trust::{Brought, Trust};
use crate::usage::{Used, use_passkey};

/// Shows what is to be confirmed, and what stands in the way.
pub struct ShowConfirmation {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which.
    pub confirmation: ConfirmationId,
    /// In which language.
    pub locale: String,
}

/// What the person's steps read.
pub struct AnswerFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the ticket's step was spent.
    pub spent: bool,
    /// The confirmation, of the account that asks.
    pub confirmation: Option<Confirmation>,
    /// The device that the session lives on.
    pub device: Option<Device>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
    /// Whether the account has confirmed this payee before.
    pub payee_known: bool,
    /// The account's open holds.
    pub holds: Vec<Hold>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// A confirmation as its person sees it.
pub struct ShownConfirmation {
    /// Who asks.
    pub who: SessionFacts,
    /// The confirmation.
    pub confirmation: Confirmation,
    /// Where it stands.
    pub status: Status,
    /// What is shown; none where the operator has changed the type since.
    pub shown: Option<Shown>,
    /// The field that is the amount.
    pub amount: Option<String>,
    /// The field that is the payee.
    pub payee: Option<String>,
    /// Why it can't be signed here now.
    pub refusal: Option<Refusal>,
    /// Whether another device's signature or a wait follows.
    pub takes_second: bool,
}

impl AnswerFacts {
    fn net(&self) -> SafetyNet {
        let passkeys = self.passkeys.iter().filter(|passkey| passkey.works()).count();
        SafetyNet { passkeys, recovery_codes: self.recovery_codes }
    }

    pub(super) fn own(&self, id: ConfirmationId, who: &SessionFacts) -> Result<&Confirmation, Refusal> {
        let own = |found: &&Confirmation| found.id == id && found.account == who.account.handle;
        self.confirmation.as_ref().filter(own).ok_or(Refusal::NotFound)
    }

    /// Everything but the passkey: account, session, and whether it is still open.
    fn judged<'a>(
        &self,
        confirmation: &Confirmation,
        who: &SessionFacts,
        policy: &'a Policy,
        now: Timestamp,
    ) -> Result<(&'a ActionType, Judged<'a>), Refusal> {
        if Rule::ConfirmOpen.holds() && !confirmation.status(who.account.state.epoch, now).is_open() {
            return Err(Refusal::ConfirmationOver);
        }
        let kind = confirmation.kind(policy)?;
        let judged = Judged::new(confirmation, kind, policy, now);
        judged.account(&who.account, self.net())?;
        judged.session(who)?;
        Ok((kind, judged))
    }

    /// Whether who asks may sign on this device: where it waits, on another one than before.
    fn elsewhere(&self, confirmation: &Confirmation) -> Result<(), Refusal> {
        let Some(first) = &confirmation.first else { return Ok(()) };
        let same = self.device.as_ref().is_none_or(|device| Some(device.id) == first.device);
        if Rule::ConfirmOtherDevice.holds() && same {
            return Err(Refusal::ConfirmationHeld { until: first.matures_at });
        }
        Ok(())
    }
}

/// Which passkeys may sign, or why none may: from when the first of them would.
pub(super) fn signers(passkeys: &[Passkey], judged: &Judged<'_>) -> Result<Vec<Passkey>, Refusal> {
    let working = passkeys.iter().filter(|passkey| passkey.works());
    let (mut fit, mut refusals) = (vec![], vec![]);
    for passkey in working {
        match judged.passkey(passkey) {
            Ok(()) => fit.push(passkey.clone()),
            Err(refusal) => refusals.push(refusal),
        }
    }
    let soonest = refusals.into_iter().min_by_key(|refusal| refusal.until().unwrap_or(Timestamp(i64::MAX)));
    if fit.is_empty() { Err(soonest.unwrap_or(Refusal::SecondWayNeeded)) } else { Ok(fit) }
}

impl Step for ShowConfirmation {
    type Facts = AnswerFacts;
    type Reply = ShownConfirmation;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<ShownConfirmation> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let confirmation = facts.own(self.confirmation, who)?;
            let judged = facts.judged(confirmation, who, policy, moment.now);
            let kind = confirmation.kind(policy).ok();
            let takes_second = judged
                .as_ref()
                .is_ok_and(|(_, judged)| judged.takes_second(&who.account, facts.payee_known, &facts.holds));
            let allowed = judged.and_then(|(_, judged)| signers(&facts.passkeys, &judged)).map(drop);
            let reply = ShownConfirmation {
                who: who.clone(),
                confirmation: confirmation.clone(),
                status: confirmation.status(who.account.state.epoch, moment.now),
                shown: kind.map(|kind| kind.shown(&confirmation.action, &confirmation.app, &self.locale)),
                amount: kind.and_then(|kind| kind.amount.clone()),
                payee: kind.and_then(|kind| kind.payee.clone()),
                refusal: allowed.and_then(|()| facts.elsewhere(confirmation)).err(),
                takes_second,
            };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

/// Begins the assertion over the action.
pub struct StartConfirm {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which.
    pub confirmation: ConfirmationId,
    /// The language in which it is shown.
    pub locale: String,
    /// The secrets that its client brought.
    pub trust: Brought,
    /// The browser that asks.
    pub browser: BrowserHash,
}

impl Step for StartConfirm {
    type Facts = AnswerFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let confirmation = facts.own(self.confirmation, who)?;
            let allowed = facts
                .judged(confirmation, who, policy, moment.now)
                .and_then(|(kind, judged)| Ok((kind, signers(&facts.passkeys, &judged)?)))
                .and_then(|found| facts.elsewhere(confirmation).map(|()| found));
            let (kind, signers) = match allowed {
                Ok(found) => found,
                Err(refusal) => return Ok(noted(confirmation, refusal)),
            };
            if confirmation.state == ConfirmationState::Held
                && let Err(no) = admit_device(&asking(facts, who, &self.trust), policy, moment)
            {
                return Ok(no.decision());
            }
            let step = match confirmation.state {
                ConfirmationState::Held => TicketStep::Device,
                _ => TicketStep::Passkey,
            };
            let mut ticket = first_ticket(Purpose::Confirm, step, self.browser, (who, moment));
            ticket.about = Some(confirmation.id.0);
            let shown = kind.shown(&confirmation.action, &confirmation.app, &self.locale);
            let signed = Signed { confirmation, locale: &self.locale, text: &shown.text() };
            let over = |nonce: &[u8; 32]| signed.challenge(nonce, policy);
            let context = Context { policy, moment };
            let (mut ticket, options) = begin_assertion_over(ticket, &signers, over, context);
            if confirmation.state == ConfirmationState::Pending {
                ticket.expires_at = ticket.expires_at.min(confirmation.expires_at);
            }
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Request(options))))
        })
    }
}

/// A no that the app can read too: what stands in the way, and until when.
fn noted<R>(confirmation: &Confirmation, refusal: Refusal) -> Decision<R> {
    let refused = Refused { code: refusal.code().to_owned(), until: refusal.until() };
    let is_news = confirmation.refused.as_ref() != Some(&refused);
    let over = matches!(refusal, Refusal::ConfirmationOver | Refusal::ConfirmationHeld { .. });
    let changes = if is_news && !over {
        let (account, id) = (confirmation.account, confirmation.id);
        Changes::Tally(vec![Change::NoteRefusal { account, confirmation: id, refused }])
    } else {
        Changes::Nothing
    };
    Decision { reply: Err(refusal), changes }
}

fn asking<'a>(facts: &'a AnswerFacts, who: &'a SessionFacts, brought: &'a Brought) -> Asking<'a> {
    Asking::in_session(who, facts.device.as_ref(), brought, &facts.contacts)
}

/// What a passkey signs.
struct Signed<'a> {
    confirmation: &'a Confirmation,
    locale: &'a str,
    text: &'a str,
}

impl Signed<'_> {
    fn challenge(&self, nonce: &[u8; 32], policy: &Policy) -> [u8; 32] {
        let Confirmation { client, subject, id, action_type, type_version, expires_at, action, .. } =
            self.confirmation;
        let challenge = Challenge {
            issuer: &policy.issuer,
            rp_id: &policy.rp_id,
            client,
            account: subject,
            id: &id.0,
            action_type: action_type.as_str(),
            type_version: *type_version,
            expires_at: expires_at.0,
            nonce,
            action: action.as_bytes(),
            locale: self.locale,
            text: self.text,
        };
        challenge.hash()
    }
}

/// Confirms an action.
pub struct Confirm {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which.
    pub confirmation: ConfirmationId,
    /// The language in which it was shown: the same that the ceremony began with.
    pub locale: String,
    /// The ticket of step `passkey`, or of step `device` where it waits for another device.
    pub ticket: Ticket,
    /// The passkey's answer.
    pub response: AuthenticationResponse,
    /// The request as the device signed it, where it waits for another device.
    pub signed: Option<SignedRequest>,
    /// The secrets that its client brought.
    pub trust: Brought,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

impl Step for Confirm {
    type Facts = AnswerFacts;
    /// The confirmation as it stands then: confirmed, or held for another trusted device or a day.
    type Reply = Confirmation;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Confirmation> {
        decided(|| {
            let brought = BroughtTicket { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            belongs(&self.ticket, who)?;
            let confirmation = facts.own(self.confirmation, who)?;
            if self.ticket.about != Some(confirmation.id.0) {
                return Err(Refusal::TicketNotAccepted);
            }
            let (kind, judged) = match facts.judged(confirmation, who, policy, moment.now) {
                Ok(found) => found,
                Err(refusal) => return Ok(noted(confirmation, refusal)),
            };
            let held = confirmation.state == ConfirmationState::Held;
            let expected = if held { TicketStep::Device } else { TicketStep::Passkey };
            if self.ticket.step != expected {
                return Err(Refusal::TicketNotAccepted);
            }
            if held && let Err(no) = self.by_other_device(facts, who, (policy, moment)) {
                return Ok(*no);
            }
            facts.elsewhere(confirmation)?;
            let shown = kind.shown(&confirmation.action, &confirmation.app, &self.locale).text();
            let (passkey, signature) =
                match self.signature(facts, (who, confirmation, &shown), policy, moment) {
                    Ok(signed) => signed,
                    Err(refusal) => {
                        return Ok(failed(confirmation, who, refusal, Context { policy, moment }));
                    }
                };
            if let Err(refusal) = judged.passkey(passkey) {
                return Ok(noted(confirmation, refusal));
            }
            let takes_second = judged.takes_second(&who.account, facts.payee_known, &facts.holds);
            let signing = Signing { step: self, facts, who, confirmation, passkey, signature };
            Ok(if held || !takes_second {
                signing.confirm(kind, policy, moment)
            } else {
                signing.hold(&shown, policy, moment)
            })
        })
    }
}

impl Confirm {
    /// Another trusted device: it is trusted far enough, brings its secret, and has signed this very request.
    fn by_other_device(
        &self,
        facts: &AnswerFacts,
        who: &SessionFacts,
        (policy, moment): (&Policy, &Moment),
    ) -> Result<(), Box<Decision<Confirmation>>> {
        let refuse = |refusal| Box::new(Decision::refuse(refusal));
        let trusted = admit_device(&asking(facts, who, &self.trust), policy, moment)
            .map_err(|no: Box<NotTrusted>| Box::new(no.decision()))?;
        if trusted.trust < Trust::Full {
            return Err(refuse(Refusal::DeviceNotTrusted(crate::trust::trust(trusted.device, policy).1)));
        }
        let signed = trusted.device.key().zip(self.signed.as_ref()).zip(self.ticket.challenge);
        let ((key, request), nonce) = signed.ok_or_else(|| refuse(Refusal::DeviceProofNotAccepted))?;
        if Rule::DeviceSigns.holds() && !key.signed(request, &nonce, &policy.issuer) {
            return Err(refuse(Refusal::DeviceProofNotAccepted));
        }
        Ok(())
    }

    /// The passkey's signature over this action as it was shown.
    fn signature<'a>(
        &self,
        facts: &'a AnswerFacts,
        (who, confirmation, text): (&SessionFacts, &Confirmation, &str),
        policy: &Policy,
        moment: &Moment,
    ) -> Result<(&'a Passkey, Proved), Refusal> {
        let passkey = answering(&self.response, &facts.passkeys)?;
        let nonce = self.ticket.challenge.ok_or(Refusal::TicketNotAccepted)?;
        let signed = Signed { confirmation, locale: &self.locale, text };
        let ticket = Ticket { challenge: Some(signed.challenge(&nonce, policy)), ..self.ticket.clone() };
        let holder = Holder::of(&who.account.handle, passkey);
        let proof = finish_assertion(&ticket, &self.response, holder, policy)?;
        let signature = Signature {
            authenticator_data: encoded(&self.response.authenticator_data),
            client_data: encoded(&self.response.client_data_json),
            locale: self.locale.clone(),
            nonce: encoded(&nonce),
            passkey: History::of(passkey),
            signature: encoded(&self.response.signature),
            signed_at: moment.now.0,
            text: text.to_owned(),
        };
        Ok((passkey, Proved { signature, used: Used::from(&proof) }))
    }
}

/// A signature that was verified, and what the use changed of the passkey.
struct Proved {
    signature: Signature,
    used: Used,
}

/// An answer that failed is counted; the last that may fail blocks, and the app is told.
fn failed(
    confirmation: &Confirmation,
    who: &SessionFacts,
    refusal: Refusal,
    context: Context<'_>,
) -> Decision<Confirmation> {
    let Refusal::PasskeyNotAccepted(PasskeyFault::Check(_)) = &refusal else {
        return Decision::refuse(refusal);
    };
    let failures = confirmation.failures;
    let count = Change::CountConfirmationFailure {
        account: confirmation.account,
        confirmation: confirmation.id,
        failures,
    };
    let mut changes = vec![count];
    if failures + 1 == FAILURES_MAX && confirmation.state == ConfirmationState::Pending {
        let told = Told { confirmation, state: Status::Blocked.as_str(), seq: who.account.head.seq };
        changes.extend(calls(&told, context));
    }
    Decision { reply: Err(refusal), changes: Changes::Tally(changes) }
}

/// An answer whose signature was verified.
struct Signing<'a> {
    step: &'a Confirm,
    facts: &'a AnswerFacts,
    who: &'a SessionFacts,
    confirmation: &'a Confirmation,
    passkey: &'a Passkey,
    signature: Proved,
}

impl Signing<'_> {
    /// Nothing more is needed: the receipt is made.
    fn confirm(self, kind: &ActionType, policy: &Policy, moment: &Moment) -> Decision<Confirmation> {
        let first = self.confirmation.first.as_ref();
        let mut signatures: Vec<Signature> = first.map(|first| first.signature.clone()).into_iter().collect();
        signatures.push(self.signature.signature.clone());
        let confirming = Confirming {
            account: &self.who.account,
            confirmation: self.confirmation,
            actor: Actor::Passkey(self.passkey.id),
            more: json!({ "client": self.step.client, "passkey": self.passkey.id.to_string() }),
            second: if first.is_some() { Second::Device } else { Second::NotNeeded },
            signatures,
            payee: self.confirmation.payee(kind).filter(|_| !self.facts.payee_known),
        };
        let (event, mut rest) = confirmed(&confirming, policy, moment);
        let hold = first.and_then(|first| self.facts.holds.iter().find(|hold| hold.id == first.hold));
        rest.extend(hold.map(|hold| Change::SetHold {
            account: self.who.account.handle,
            before: (hold.state, hold.told),
            hold: Box::new(hold.ended(HoldState::Done, moment.now)),
        }));
        rest.extend(self.spend_and_use(&event));
        let after = ended(self.confirmation, ConfirmationState::Confirmed, moment);
        Decision { reply: Ok(after), changes: Changes::of_account(event, rest) }
    }

    /// Another device must sign too, or a day must pass, announced.
    fn hold(self, shown: &str, policy: &Policy, moment: &Moment) -> Decision<Confirmation> {
        let account = &self.who.account;
        let title = shown.lines().nth(1).unwrap_or_default().to_owned();
        let beginning = Beginning {
            kind: HoldKind::ConfirmAction {
                confirmation: self.confirmation.id,
                client: self.confirmation.client.clone(),
                title,
            },
            actor: Actor::Passkey(self.passkey.id),
            details: json!({
                "client": self.step.client,
                "confirmation": self.confirmation.id.to_string(),
                "passkey": self.passkey.id.to_string(),
            }),
        };
        let audience = Audience { account, contacts: &self.facts.contacts, passkeys: &self.facts.passkeys };
        let (hold, event, mut rest) = begin(beginning, audience, policy, moment);
        let first = First {
            signature: self.signature.signature.clone(),
            device: self.who.session.device,
            hold: hold.id,
            matures_at: hold.matures_at,
        };
        let state = ConfirmationState::Held;
        let after = Confirmation { state, first: Some(first), ..self.confirmation.clone() };
        let told = Told { confirmation: &after, state: state.as_str(), seq: event.seq };
        rest.extend(calls(&told, Context { policy, moment }));
        rest.push(set(self.confirmation, after.clone()));
        rest.extend(self.spend_and_use(&event));
        Decision { reply: Ok(after), changes: Changes::of_account(event, rest) }
    }

    fn spend_and_use(&self, event: &Event) -> Vec<Change> {
        let account = self.who.account.handle;
        let mut changes = vec![self.step.ticket.spend(account)];
        let told = (event, &self.step.client);
        changes.extend(use_passkey(account, self.passkey, self.signature.used, told));
        changes
    }
}

/// Says no.
pub struct DenyConfirmation {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which.
    pub confirmation: ConfirmationId,
    /// Browser and system.
    pub client: Client,
}

impl Step for DenyConfirmation {
    type Facts = AnswerFacts;
    type Reply = Confirmation;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Confirmation> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::StopHold, policy, moment.now)?;
            let before = facts.own(self.confirmation, who)?;
            if !before.status(who.account.state.epoch, moment.now).is_open() {
                return Err(Refusal::ConfirmationOver);
            }
            let account = &who.account;
            let mut told = details(before);
            told["client"] = json!(self.client);
            let happening = Happening {
                kind: EventKind::ConfirmationDenied,
                actor: Actor::Session(who.session.key.id),
                details: told,
                personal: personal(before, policy, &account.locale.0),
            };
            let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
            let after = ended(before, ConfirmationState::Denied, moment);
            let rest =
                denied(account, (before, &after), &facts.holds, (event.seq, Context { policy, moment }));
            Ok(Decision { reply: Ok(after), changes: Changes::of_account(event, rest) })
        })
    }
}

/// What a no writes beside its event.
pub(super) fn denied(
    account: &Account,
    (before, after): (&Confirmation, &Confirmation),
    holds: &[Hold],
    (seq, context): (i64, Context<'_>),
) -> Vec<Change> {
    let mut rest = vec![set(before, after.clone())];
    let hold = before.first.as_ref().and_then(|first| holds.iter().find(|hold| hold.id == first.hold));
    rest.extend(hold.and_then(|hold| lapse(account, hold, context.moment)));
    rest.extend(calls(&Told { confirmation: after, state: after.state.as_str(), seq }, context));
    rest
}
