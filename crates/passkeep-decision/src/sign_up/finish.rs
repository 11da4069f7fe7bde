//! The passkey comes back, and the account is made: with its phone, its passkey, its browser and its first session.

use passkeep_webauthn::{Attachment, Registration, RegistrationResponse};
use serde_json::json;

use crate::account::{DisplayName, Head, Locale, UserId};
use crate::ceremony::{Context, finish_creation};
use crate::change::{Change, Changes};
use crate::contact::{Address, Contact, Identifier};
use crate::decision::{Decision, decided};
use crate::device::{Client, Device, DeviceOrigin, NetworkPlace};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::SignedIn;
use crate::id::{AccountHandle, DeviceId};
use crate::moment::Moment;
use crate::passkey::{Made, Passkey, PasskeyOrigin};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::session::{OpenedSession, Place, Sharing, Verified, open};
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket};

/// Finishes a sign-up.
pub struct FinishSignUp {
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The name to be called by.
    pub name: DisplayName,
    /// The authenticator's answer.
    pub response: RegistrationResponse,
    /// The language of the account's messages.
    pub locale: Locale,
    /// The browser's device cookie, hashed.
    pub device: DeviceId,
    /// Own or shared computer.
    pub sharing: Sharing,
    /// Browser and system.
    pub client: Client,
    /// Where that is.
    pub place: Option<NetworkPlace>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `FinishSignUp` reads.
pub struct FinishSignUpFacts {
    /// Whether the step was spent.
    pub spent: bool,
    /// The address that the flow's code proved.
    pub proved: Option<Address>,
    /// Whether the address or the user ID has found an owner since.
    pub taken: bool,
    /// Whether the credential id is any account's.
    pub credential_taken: bool,
}

impl Step for FinishSignUp {
    type Facts = FinishSignUpFacts;
    type Reply = SignedIn;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let (Some(account), Some(user_id)) = (self.ticket.account, self.ticket.user_id) else {
                return Err(Refusal::TicketNotAccepted);
            };
            let registration = finish_creation(&self.ticket, &self.response, Context { policy, moment })?;
            if facts.credential_taken {
                return Err(Refusal::PasskeyAlreadyExists);
            }
            let proved = facts.proved.clone().ok_or(Refusal::TicketExpired)?;
            if facts.taken {
                return Err(Refusal::TicketExpired);
            }
            let founding = Founding { step: self, account, user_id, proved, registration: &registration };
            Ok(founding.decide(policy, moment))
        })
    }
}

struct Founding<'a> {
    step: &'a FinishSignUp,
    account: AccountHandle,
    user_id: UserId,
    proved: Address,
    registration: &'a Registration,
}

impl Founding<'_> {
    fn decide(&self, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        let passkey = self.passkey(policy, moment);
        let device = self.device(&passkey, moment);
        let place = Place {
            account: self.account,
            epoch: 0,
            passkey: Some(&passkey),
            device: device.as_ref(),
            client: &self.step.client,
            network: self.step.place.as_ref(),
            sharing: self.step.sharing,
        };
        let opened = open(Verified::Registration(self.registration), &place, policy, moment);
        let event = Event::after(
            Head::START,
            self.account,
            self.happening(&passkey, &opened),
            &policy.issuer,
            moment,
        );
        let rest = self.changes(&passkey, device, &opened, moment);
        let reply = SignedIn {
            user_id: self.user_id,
            name: self.step.name.clone(),
            passkey: Some(passkey),
            opened,
            trust: None,
        };
        Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) }
    }

    fn passkey(&self, policy: &Policy, moment: &Moment) -> Passkey {
        let made = Made {
            at: moment.now,
            client: &self.step.client,
            flow: self.step.ticket.flow,
            origin: PasskeyOrigin::SignUp,
            restriction: None,
            others: &[],
            authenticators: &policy.authenticators,
            locale: &self.step.locale,
        };
        Passkey::from_registration(self.registration, made)
    }

    /// The browser of sign-up is settled at once: there is nothing older to protect. A shared one is not remembered.
    fn device(&self, passkey: &Passkey, moment: &Moment) -> Option<Device> {
        (self.step.sharing == Sharing::Own).then(|| Device {
            id: self.step.device,
            client: self.step.client.clone(),
            name: None,
            first_seen_at: moment.now,
            seen_at: moment.now,
            place: self.step.place.clone(),
            settled_at: moment.now,
            passkey: (self.registration.attachment == Some(Attachment::Platform)).then_some(passkey.id),
            origin: DeviceOrigin::SignUp,
            trusting: None,
        })
    }

    fn happening(&self, passkey: &Passkey, opened: &OpenedSession) -> Happening {
        Happening {
            kind: EventKind::AccountCreated,
            actor: Actor::Passkey(passkey.id),
            details: json!({
                "attested": passkey.attested,
                "client": self.step.client,
                "device": opened.session.device,
                "passkey": passkey.id.to_string(),
                "session": opened.session.key.id,
            }),
            personal: Some(json!({
                "name": self.step.name.as_str(),
                "phone": self.proved.as_str(),
                "user_id": self.user_id.number(),
            })),
        }
    }

    fn changes(
        &self,
        passkey: &Passkey,
        device: Option<Device>,
        opened: &OpenedSession,
        moment: &Moment,
    ) -> Vec<Change> {
        let account = self.account;
        let claim = |identifier| Change::ClaimIdentifier { account, identifier };
        let mut changes = vec![
            Change::CreateAccount {
                handle: account,
                user_id: self.user_id,
                name: self.step.name.clone(),
                locale: self.step.locale.clone(),
                created_at: moment.now,
            },
            claim(Identifier::UserId(self.user_id)),
            claim(Identifier::Address(self.proved.clone())),
            Change::AddContact {
                account,
                contact: Contact { address: self.proved.clone(), proved_at: moment.now },
            },
            Change::ClaimCredential { account, credential_id: passkey.credential_id.clone() },
            Change::AddPasskey { account, passkey: Box::new(passkey.clone()) },
            Change::AddSession(Box::new(opened.session.clone())),
            self.step.ticket.spend(account),
        ];
        changes.extend(device.map(|device| Change::AddDevice { account, device: Box::new(device) }));
        changes
    }
}
