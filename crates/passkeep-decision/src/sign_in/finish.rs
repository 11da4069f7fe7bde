//! The passkey's answer: the one place where an assertion opens a session.

use passkeep_webauthn::{Attachment, Authentication, AuthenticationResponse, PublicKey, Status};
use serde_json::json;

use crate::account::Account;
use crate::ceremony::{Context, Holder, finish_assertion};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device, NetworkPlace, SIGN_IN_SEEN_EVERY_SECONDS};
use crate::devices::{Asked, Requested, request};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{Entered, SignedIn, notices};
use crate::id::DeviceId;
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Passkey, Tombstone};
use crate::policy::{NewDeviceApproval, Policy};
use crate::proof::{Method, Proofs};
use crate::refusal::{PasskeyFault, Refusal};
use crate::rule::Rule;
use crate::session::{OpenedSession, Place, Sharing, Verified, open};
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket};
use crate::trust::{self, Brought, End, Signed, Trust, trust};
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
    /// Where that is.
    pub place: Option<NetworkPlace>,
    /// The secrets of trusted devices that the client brought.
    pub trust: Brought,
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
    /// Whom to tell; read where the account doesn't know the browser, and where its trust may end.
    pub contacts: Vec<Contact>,
    /// The account's devices; read where the account doesn't know the browser and a new one takes an approval.
    pub devices: Vec<Device>,
    /// When each approval that waits ends; read with them.
    pub pending: Vec<Timestamp>,
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
    type Reply = Entered;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Entered> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let Some(holder) = &facts.holder else {
                return Err(refuse_unknown(&self.ticket, &self.response, policy));
            };
            let passkey = match &holder.credential {
                Credential::Live(passkey) => passkey,
                Credential::Removed(tombstone) => return Err(self.refuse_removed(holder, tombstone, policy)),
            };
            let judged_by = Holder::of(&holder.account.handle, passkey);
            let proof = finish_assertion(&self.ticket, &self.response, judged_by, policy)?;
            if Rule::Suspended.holds()
                && let Some(suspended_at) = passkey.suspended_at
            {
                return Err(Refusal::PasskeySuspended { suspended_at });
            }
            if Rule::SameAccount.holds()
                && self.ticket.account.is_some_and(|account| account != holder.account.handle)
            {
                return Err(Refusal::PasskeyNotAccepted(PasskeyFault::OtherAccount));
            }
            let entry = Entry { step: self, holder, passkey, proof: &proof };
            match entry.takes_approval(policy) {
                true => entry.ask(policy, moment),
                false => Ok(entry.decide(policy, moment)),
            }
        })
    }
}

/// Nobody has this credential. The answer is verified all the same, by a decoy, and refused, so that a stranger can't
/// tell an unknown credential from a bad signature by time.
pub(crate) fn refuse_unknown(ticket: &Ticket, response: &AuthenticationResponse, policy: &Policy) -> Refusal {
    let decoy = Holder {
        user_handle: response.user_handle.as_deref().unwrap_or_default(),
        credential_id: &response.id,
        public_key: &DECOY,
        sign_count: 0,
        backup_eligible: false,
    };
    // Whatever it says: the credential is unknown.
    let _ = finish_assertion(ticket, response, decoy, policy);
    Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)
}

impl FinishSignIn {
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
    /// A browser that the account doesn't know waits for a trusted device, where the policy says so and there is one.
    fn takes_approval(&self, policy: &Policy) -> bool {
        let someone_answers = |device: &Device| trust(device, policy).0 >= Trust::SignIn;
        Rule::NewDeviceWaits.holds()
            && policy.new_device_approval == NewDeviceApproval::Always
            && self.holder.device.is_none()
            && self.holder.devices.iter().any(someone_answers)
    }

    /// Opens no session: a trusted device is asked first. The ticket carries what was proved.
    fn ask(&self, policy: &Policy, moment: &Moment) -> Result<Decision<Entered>, Refusal> {
        let account = &self.holder.account;
        let mut ticket = self.step.ticket.clone();
        ticket.proofs = Proofs::one(Method::Passkey, moment.now);
        ticket.passkey = Some(self.passkey.id);
        let asked = Asked {
            account,
            contacts: &self.holder.contacts,
            pending: &self.holder.pending,
            ticket,
            actor: Actor::Passkey(self.passkey.id),
            device: self.step.device,
            client: &self.step.client,
            place: self.step.place.as_ref(),
            sharing: self.step.sharing,
        };
        let Requested { reply, happening, mut rest } = request(asked, policy, moment)?;
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        rest.push(self.step.ticket.spend(account.handle));
        rest.extend(use_passkey(account.handle, self.passkey, self.proof, (&event, &self.step.client)));
        Ok(Decision { reply: Ok(Entered::Waits(Box::new(reply))), changes: Changes::of_account(event, rest) })
    }

    fn decide(&self, policy: &Policy, moment: &Moment) -> Decision<Entered> {
        let account = &self.holder.account;
        let device = self.device(policy, moment);
        let signed = self.trusting(device.as_ref(), (policy, moment));
        let place = Place {
            account: account.handle,
            epoch: account.state.epoch,
            passkey: Some(self.passkey),
            device: device.as_ref(),
            client: &self.step.client,
            network: self.step.place.as_ref(),
            sharing: self.step.sharing,
        };
        let opened = open(Verified::Authentication(self.proof), &place, policy, moment);
        let mut happening = self.happening(&opened, policy.authenticators.compromise(&self.passkey.aaguid));
        let copied = signed.as_ref().is_some_and(|signed| signed.copied);
        if copied {
            happening.details["trust_ended"] = End::Copied.as_str().into();
        }
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        let mut rest = vec![
            Change::AddSession(Box::new(opened.session.clone())),
            self.step.ticket.spend(account.handle),
        ];
        rest.extend(use_passkey(account.handle, self.passkey, self.proof, (&event, &self.step.client)));
        rest.extend(self.device_changes(device, moment));
        rest.extend(signed.as_ref().map(|signed| Change::SetTrusting {
            account: account.handle,
            device: self.step.device,
            trusting: Box::new(signed.trusting.clone()),
        }));
        let client = || self.step.client.clone();
        let told = match self.holder.device {
            None => Some(MessageKind::NewBrowser(client())),
            Some(_) => copied.then(|| MessageKind::DeviceCopied(client())),
        };
        let tell = |kind| {
            notices(
                account.handle,
                &self.holder.contacts,
                (&account.locale, kind),
                Context { policy, moment },
            )
        };
        rest.extend(told.into_iter().flat_map(tell));
        let reply = SignedIn {
            user_id: account.user_id,
            name: account.name.clone(),
            passkey: Some(self.passkey.clone()),
            opened,
            trust: signed.and_then(|signed| signed.secret),
        };
        Decision { reply: Ok(Entered::SignedIn(Box::new(reply))), changes: Changes::of_account(event, rest) }
    }

    /// The browser that the session lives in; none on a shared computer.
    fn device(&self, policy: &Policy, moment: &Moment) -> Option<Device> {
        if self.step.sharing == Sharing::Shared {
            return None;
        }
        let seen = (&self.step.client, self.step.place.as_ref());
        let met = || Device::met(self.step.device, seen, policy, moment.now);
        let mut device = self.holder.device.clone().unwrap_or_else(met);
        if self.proof.attachment == Some(Attachment::Platform) {
            device.passkey = Some(self.passkey.id);
        }
        Some(device)
    }

    /// What the sign-in leaves of a device that was chosen to be trusted. An unchosen one's row is not written for it.
    fn trusting(&self, device: Option<&Device>, context: (&Policy, &Moment)) -> Option<Signed> {
        let (device, brought) = (device?, &self.step.trust);
        trust::sign_in(self.holder.account.handle, device, self.passkey, brought, context)
    }

    /// A known browser's row is written only when another passkey has shown itself there, and when what is recorded of
    /// its being seen is a week old.
    fn device_changes(&self, device: Option<Device>, moment: &Moment) -> Vec<Change> {
        let account = self.holder.account.handle;
        let Some(device) = device else { return vec![] };
        let Some(known) = &self.holder.device else {
            return vec![Change::AddDevice { account, device: Box::new(device) }];
        };
        let passkey = device.passkey.filter(|_| device.passkey != known.passkey);
        let old = moment.now >= known.seen_at.plus_seconds(SIGN_IN_SEEN_EVERY_SECONDS);
        let seen = old.then(|| Change::SeeDevice {
            account,
            device: device.id,
            seen_at: moment.now,
            place: self.step.place.clone(),
        });
        let set = passkey.map(|passkey| Change::SetDevicePasskey { account, device: device.id, passkey });
        set.into_iter().chain(seen).collect()
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
