//! A trusted device said yes: the sign-in that waited ends in a session.
//!
//! The yes lifts nothing but the entry. What the session may do is what it would have been without: a browser that is
//! new to the account stays so.

use serde_json::json;

use crate::account::Account;
use crate::approval::{Approval, ApprovalState};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device, NetworkPlace};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{SignedIn, notices};
use crate::id::{DeviceId, PasskeyId};
use crate::level::Standing;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{OpenedSession, Place, Sharing, Verified, open};
use crate::sign_in::fallback_standing;
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket};

/// Finishes a sign-in that a trusted device has approved.
pub struct FinishApprovedSignIn {
    /// The ticket of step `approval`.
    pub ticket: Ticket,
    /// The browser's device cookie, hashed.
    pub device: DeviceId,
    /// Browser and system.
    pub client: Client,
    /// Where that is.
    pub place: Option<NetworkPlace>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `FinishApprovedSignIn` reads.
pub struct FinishApprovedSignInFacts {
    /// Whether the step was spent.
    pub spent: bool,
    /// The approval of the flow.
    pub approval: Option<Approval>,
    /// The account.
    pub account: Option<Account>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// The device, where the account knows it by now.
    pub device: Option<Device>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// A passkey that was used in a flow whose approval was given. Nothing else makes one.
pub struct ApprovedPasskey {
    passkey: PasskeyId,
    proofs: Proofs,
}

impl ApprovedPasskey {
    /// The passkey.
    pub const fn passkey(&self) -> PasskeyId {
        self.passkey
    }

    /// What was proved, the approval among it.
    pub const fn proofs(&self) -> &Proofs {
        &self.proofs
    }
}

impl Step for FinishApprovedSignIn {
    type Facts = FinishApprovedSignInFacts;
    type Reply = SignedIn;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let account = facts.account.as_ref().ok_or(Refusal::TicketNotAccepted)?;
            // A freeze or a recovery since then ends what waited.
            if Rule::ApprovalEpoch.holds() && self.ticket.epoch != account.state.epoch {
                return Err(Refusal::TicketExpired);
            }
            let approval = facts.approval.as_ref().ok_or(Refusal::TicketExpired)?;
            self.approved(approval)?;
            let entered = entry(&self.ticket, &facts.passkeys, moment)?;
            let opening = Opening { step: self, facts, account, approval, passkey: entered.passkey() };
            Ok(opening.decide(&entered, policy, moment))
        })
    }
}

impl FinishApprovedSignIn {
    /// It was given, for signing in, to this device.
    fn approved(&self, approval: &Approval) -> Result<(), Refusal> {
        match approval.state {
            _ if !Rule::ApprovalGiven.holds() => {}
            ApprovalState::Approved => {}
            ApprovalState::Pending => return Err(Refusal::ApprovalPending),
            ApprovalState::Denied | ApprovalState::NumberWrong => return Err(Refusal::ApprovalDenied),
        }
        // On a shared computer no cookie is kept: there the ticket alone is bound, to the browser.
        let same_device = self.ticket.sharing == Sharing::Shared || approval.device == self.device;
        if approval.purpose != Purpose::SignIn || (Rule::ApprovalDevice.holds() && !same_device) {
            return Err(Refusal::TicketNotAccepted);
        }
        Ok(())
    }
}

/// What the proofs of a ticket come to, with a yes.
enum Entered<'a> {
    /// The session of a passkey.
    ByPasskey(ApprovedPasskey, &'a Passkey),
    /// What a fallback opens on a browser that the account knows.
    ByFallback(Proofs, Standing),
}

impl<'a> Entered<'a> {
    fn passkey(&self) -> Option<&'a Passkey> {
        match self {
            Self::ByPasskey(_, passkey) => Some(passkey),
            Self::ByFallback(..) => None,
        }
    }

    fn verified(&self) -> Verified<'_> {
        match self {
            Self::ByPasskey(approved, _) => Verified::Approved(approved),
            Self::ByFallback(proofs, standing) => Verified::Fallback(proofs, *standing),
        }
    }
}

fn entry<'a>(ticket: &Ticket, passkeys: &'a [Passkey], moment: &Moment) -> Result<Entered<'a>, Refusal> {
    if !ticket.proofs.has(Method::Passkey) {
        ticket.proofs.weak_level().ok_or(Refusal::TicketNotAccepted)?;
        let proofs = ticket.proofs.clone().and(Method::Approval, moment.now);
        return Ok(Entered::ByFallback(proofs, fallback_standing(passkeys)));
    }
    let used = ticket.passkey.ok_or(Refusal::TicketNotAccepted)?;
    // It may have been removed or suspended since.
    let passkey = passkeys.iter().find(|passkey| passkey.id == used).ok_or(Refusal::TicketExpired)?;
    if let Some(suspended_at) = passkey.suspended_at
        && Rule::ApprovalPasskey.holds()
    {
        return Err(Refusal::PasskeySuspended { suspended_at });
    }
    let proofs = ticket.proofs.clone().and(Method::Approval, moment.now);
    Ok(Entered::ByPasskey(ApprovedPasskey { passkey: passkey.id, proofs }, passkey))
}

struct Opening<'a> {
    step: &'a FinishApprovedSignIn,
    facts: &'a FinishApprovedSignInFacts,
    account: &'a Account,
    approval: &'a Approval,
    passkey: Option<&'a Passkey>,
}

impl Opening<'_> {
    fn decide(&self, entered: &Entered<'_>, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        let account = self.account;
        let device = self.device(policy, moment);
        let verified = entered.verified();
        let mut state = account.state;
        let quarantined = Rule::ApprovalQuarantine.holds() && verified.standing() == Standing::Quarantine;
        if quarantined {
            state.epoch += 1;
        }
        let place = Place {
            account: account.handle,
            epoch: state.epoch,
            passkey: self.passkey,
            device: device.as_ref(),
            client: &self.step.client,
            network: self.step.place.as_ref(),
            sharing: self.step.ticket.sharing,
        };
        let opened = open(verified, &place, policy, moment);
        let event =
            Event::after(account.head, account.handle, self.happening(&opened), &policy.issuer, moment);
        let mut rest = vec![
            Change::AddSession(Box::new(opened.session.clone())),
            self.step.ticket.spend(account.handle),
        ];
        if quarantined {
            rest.push(Change::SetAccountState { account: account.handle, state });
        }
        let new = device.filter(|_| self.facts.device.is_none());
        rest.extend(
            new.map(|device| Change::AddDevice { account: account.handle, device: Box::new(device) }),
        );
        let kind = MessageKind::NewBrowser(self.step.client.clone());
        rest.extend(notices(
            account.handle,
            &self.facts.contacts,
            (&account.locale, kind),
            Context { policy, moment },
        ));
        let reply = SignedIn {
            user_id: account.user_id,
            name: account.name.clone(),
            passkey: self.passkey.cloned(),
            opened,
            trust: None,
        };
        Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) }
    }

    /// The browser that the session lives in; none on a shared computer.
    fn device(&self, policy: &Policy, moment: &Moment) -> Option<Device> {
        if self.step.ticket.sharing == Sharing::Shared {
            return None;
        }
        let seen = (&self.step.client, self.step.place.as_ref());
        let met = || Device::met(self.step.device, seen, policy, moment.now);
        Some(self.facts.device.clone().unwrap_or_else(met))
    }

    fn happening(&self, opened: &OpenedSession) -> Happening {
        Happening {
            kind: EventKind::SignedIn,
            actor: self
                .passkey
                .map_or(Actor::Session(opened.session.key.id), |passkey| Actor::Passkey(passkey.id)),
            details: json!({
                "approval": self.approval.id.to_string(),
                "client": self.step.client,
                "known_browser": self.facts.device.is_some(),
                "methods": opened.session.proofs.iter().map(|proof| proof.method.as_str()).collect::<Vec<_>>(),
                "passkey": self.passkey.map(|passkey| passkey.id.to_string()),
                "session": opened.session.key.id.to_string(),
            }),
            personal: None,
        }
    }
}
