//! The passkey's answer: the one place where an assertion opens a session.

use passkeep_webauthn::{Attachment, Authentication, AuthenticationResponse, PublicKey, Status};
use serde_json::json;

use crate::account::Account;
use crate::ceremony::{Context, Holder, finish_assertion};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{SignedIn, notices};
use crate::id::DeviceId;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::passkey::{Passkey, Tombstone};
use crate::policy::Policy;
use crate::refusal::{PasskeyFault, Refusal};
use crate::session::{OpenedSession, Place, Sharing, Verified, open};
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket};
use crate::usage::use_passkey;

/// Finishes a sign-in.
pub struct FinishSignIn {
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The authenticator's answer.
    pub response: AuthenticationResponse,
    /// Own or shared computer.
    pub sharing: Sharing,
    /// The browser's device cookie, hashed: the one it has, or the one it will get.
    pub device: DeviceId,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `FinishSignIn` reads.
pub struct FinishSignInFacts {
    /// Whether the step was spent.
    pub spent: bool,
    /// The account whose stored credential the answer names.
    pub holder: Option<HolderFacts>,
}

/// An account found by a stored credential.
pub struct HolderFacts {
    /// The account.
    pub account: Account,
    /// The credential.
    pub credential: Credential,
    /// The browser, where the account knows it.
    pub device: Option<Device>,
    /// Whom to tell; read only where the account doesn't know the browser.
    pub contacts: Vec<Contact>,
}

/// A stored credential, or what remains of one.
pub enum Credential {
    /// A passkey that signs in.
    Live(Box<Passkey>),
    /// A removed one.
    Removed(Box<Tombstone>),
}

impl Step for FinishSignIn {
    type Facts = FinishSignInFacts;
    type Reply = SignedIn;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let Some(holder) = &facts.holder else { return Err(self.refuse_unknown(policy)) };
            let passkey = match &holder.credential {
                Credential::Live(passkey) => passkey,
                Credential::Removed(tombstone) => return Err(self.refuse_removed(holder, tombstone, policy)),
            };
            let judged_by = Holder::of(&holder.account.handle, passkey);
            let proof = finish_assertion(&self.ticket, &self.response, judged_by, policy)?;
            if let Some(suspended_at) = passkey.suspended_at {
                return Err(Refusal::PasskeySuspended { suspended_at });
            }
            if self.ticket.account.is_some_and(|account| account != holder.account.handle) {
                return Err(Refusal::PasskeyNotAccepted(PasskeyFault::OtherAccount));
            }
            Ok(Entry { step: self, holder, passkey, proof: &proof }.decide(policy, moment))
        })
    }
}

impl FinishSignIn {
    /// Nobody has this credential. The answer is verified all the same, by a decoy, and refused, so that a
    /// stranger can't tell an unknown credential from a bad signature by time.
    fn refuse_unknown(&self, policy: &Policy) -> Refusal {
        let decoy = Holder {
            user_handle: self.response.user_handle.as_deref().unwrap_or_default(),
            credential_id: &self.response.id,
            public_key: &DECOY,
            sign_count: 0,
            backup_eligible: false,
        };
        // Whatever it says: the credential is unknown.
        let _ = finish_assertion(&self.ticket, &self.response, decoy, policy);
        Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)
    }

    /// A removed passkey: who proves to hold it is told; anybody else hears what strangers hear.
    fn refuse_removed(&self, holder: &HolderFacts, tombstone: &Tombstone, policy: &Policy) -> Refusal {
        let judged_by = Holder {
            user_handle: &holder.account.handle.0,
            credential_id: &tombstone.credential_id,
            public_key: &tombstone.public_key,
            sign_count: 0,
            backup_eligible: tombstone.backup_eligible,
        };
        match finish_assertion(&self.ticket, &self.response, judged_by, policy) {
            Ok(_) => Refusal::PasskeyRemoved { removed_at: tombstone.removed_at },
            Err(refusal) => refusal,
        }
    }
}

static DECOY: std::sync::LazyLock<PublicKey> = std::sync::LazyLock::new(|| {
    // ES256 over the base point of P-256: it costs what any key costs, and its verdict is never used.
    const X: [u8; 32] = *b"\x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\x77\x03\x7d\x81\x2d\xeb\x33\xa0\xf4\xa1\x39\x45\xd8\x98\xc2\x96";
    const Y: [u8; 32] = *b"\x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e\xe7\xeb\x4a\x7c\x0f\x9e\x16\x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb\xb6\x40\x68\x37\xbf\x51\xf5";
    let cose = [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), &X, b"\x22\x58\x20", &Y].concat();
    PublicKey::from_cose(&cose).expect("the base point lies on its curve")
});

/// A verified sign-in.
struct Entry<'a> {
    step: &'a FinishSignIn,
    holder: &'a HolderFacts,
    passkey: &'a Passkey,
    proof: &'a Authentication<'a>,
}

impl Entry<'_> {
    fn decide(&self, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        let account = &self.holder.account;
        let device = self.device(policy, moment);
        let place = Place {
            account: account.handle,
            epoch: account.state.epoch,
            passkey: Some(self.passkey),
            device: device.as_ref(),
            client: &self.step.client,
            sharing: self.step.sharing,
        };
        let opened = open(Verified::Authentication(self.proof), &place, policy, moment);
        let happening = self.happening(&opened, policy.authenticators.compromise(&self.passkey.aaguid));
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        let mut rest = vec![
            Change::AddSession(Box::new(opened.session.clone())),
            self.step.ticket.spend(account.handle),
        ];
        rest.extend(use_passkey(account.handle, self.passkey, self.proof, (&event, &self.step.client)));
        rest.extend(self.device_change(device));
        if self.holder.device.is_none() {
            let kind = MessageKind::NewBrowser(self.step.client.clone());
            rest.extend(notices(
                account.handle,
                &self.holder.contacts,
                (&account.locale, kind),
                Context { policy, moment },
            ));
        }
        let reply = SignedIn {
            user_id: account.user_id,
            name: account.name.clone(),
            passkey: Some(self.passkey.clone()),
            opened,
        };
        Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) }
    }

    /// The browser that the session lives in; none on a shared computer.
    fn device(&self, policy: &Policy, moment: &Moment) -> Option<Device> {
        if self.step.sharing == Sharing::Shared {
            return None;
        }
        let mut device = self.holder.device.clone().unwrap_or_else(|| Device {
            id: self.step.device,
            client: self.step.client.clone(),
            first_seen_at: moment.now,
            settled_at: moment.now.plus_seconds(policy.new_browser_seconds),
            passkey: None,
        });
        if self.proof.attachment == Some(Attachment::Platform) {
            device.passkey = Some(self.passkey.id);
        }
        Some(device)
    }

    /// A known browser's row is written only when another passkey has shown itself there.
    fn device_change(&self, device: Option<Device>) -> Option<Change> {
        let account = self.holder.account.handle;
        let device = device?;
        let Some(known) = &self.holder.device else {
            return Some(Change::AddDevice { account, device: Box::new(device) });
        };
        let passkey = device.passkey.filter(|_| device.passkey != known.passkey)?;
        Some(Change::SetDevicePasskey { account, device: device.id, passkey })
    }

    fn happening(&self, opened: &OpenedSession, compromise: Option<&Status>) -> Happening {
        let mut details = json!({
            "client": self.step.client,
            "device": opened.session.device,
            "known_browser": self.holder.device.is_some(),
            "passkey": self.passkey.id.to_string(),
            "session": opened.session.key.id.to_string(),
        });
        if let Some(status) = compromise {
            details["authenticator_status"] = status.as_str().into();
        }
        let actor = Actor::Passkey(self.passkey.id);
        Happening { kind: EventKind::SignedIn, actor, details, personal: None }
    }
}
