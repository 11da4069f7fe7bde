//! The passkey: a discoverable WebAuthn credential of an account.

use passkeep_webauthn::{Aaguid, Attachment, PublicKey, Registration, Transport, Trust};

use crate::account::Locale;
use crate::authenticator::AuthenticatorPolicy;
use crate::device::Client;
use crate::hash::Hash;
use crate::id::{FlowId, PasskeyId};
use crate::level::Level;
use crate::moment::Timestamp;
use crate::platform::provider_name;
use crate::policy::Policy;
use crate::session::Restriction;
use crate::text::VisibleText;

/// A passkey's name: only its owner sees it.
pub type PasskeyName = VisibleText<40>;

/// The id under which a credential is stored.
pub fn id_of(credential_id: &[u8]) -> PasskeyId {
    PasskeyId(Hash::new("passkey").bytes(credential_id).finish_16())
}

/// A passkey as it is stored.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// The hash of the credential id.
    pub id: PasskeyId,
    /// The credential id, at most 1023 bytes.
    pub credential_id: Vec<u8>,
    /// The COSE public key.
    pub public_key: PublicKey,
    /// The signature counter when it was last recorded.
    pub sign_count: u32,
    /// BE: whether it may be synced. Constant over its life.
    pub backup_eligible: bool,
    /// BS: whether it is synced, when it was last recorded.
    pub backup_state: bool,
    /// The model of its authenticator or the provider that keeps it.
    pub aaguid: Aaguid,
    /// Whether a trusted attestation proved that model when the passkey was made.
    pub attested: bool,
    /// How it can be reached, as the browser said.
    pub transports: Vec<Transport>,
    /// Whether it was made on the device or elsewhere, as the browser said.
    pub attachment: Option<Attachment>,
    /// Its name.
    pub name: PasskeyName,
    /// When it was made.
    pub created_at: Timestamp,
    /// On what it was made.
    pub created_on: Client,
    /// The flow that made it: the same registration, sent again, gets the same answer.
    pub created_by: FlowId,
    /// Whether it came with the account: then there is nothing older to protect, and it counts as old.
    pub origin: PasskeyOrigin,
    /// What the session that created it could not do, it can't do either until then: unless an older passkey
    /// authorised it.
    pub restriction: Option<Restriction>,
    /// Since when it signs in no more: it was reported lost, or is on its way out.
    pub suspended_at: Option<Timestamp>,
    /// Its last use, when it was last recorded here; newer ones stand in the events.
    pub last_use: Option<LastUse>,
}

/// How a passkey came to the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyOrigin {
    /// Made at sign-up.
    SignUp,
    /// Made later, with a grant.
    Grant,
}

/// When and on what a passkey was last used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastUse {
    /// The event that tells of it.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// On what.
    pub client: Client,
}

/// Where a passkey lives, as its flags and transports tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Backup eligible: it follows its owner to other devices.
    Synced,
    /// On one device, which is not a key to carry.
    DeviceBound,
    /// On a security key.
    SecurityKey,
}

impl Kind {
    fn of(backup_eligible: bool, transports: &[Transport]) -> Self {
        let by_hand = |t: &Transport| matches!(t, Transport::Usb | Transport::Nfc | Transport::SmartCard);
        if backup_eligible {
            Self::Synced
        } else if transports.iter().any(by_hand) {
            Self::SecurityKey
        } else {
            Self::DeviceBound
        }
    }

    /// The kind's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Synced => "synced",
            Self::DeviceBound => "device_bound",
            Self::SecurityKey => "security_key",
        }
    }
}

impl Passkey {
    /// Takes a verified registration as a passkey.
    pub fn from_registration(registration: &Registration, made: Made<'_>) -> Self {
        Self {
            id: id_of(&registration.credential_id),
            credential_id: registration.credential_id.clone(),
            public_key: registration.public_key.clone(),
            sign_count: registration.sign_count,
            backup_eligible: registration.backup_eligible,
            backup_state: registration.backup_state,
            aaguid: registration.aaguid,
            attested: registration.attestation.trust == Trust::Anchored,
            transports: registration.transports.clone(),
            attachment: registration.attachment,
            name: name_for(registration, &made),
            created_at: made.at,
            created_on: made.client.clone(),
            created_by: made.flow,
            origin: made.origin,
            restriction: made.restriction,
            suspended_at: None,
            last_use: None,
        }
    }

    /// Where it lives.
    pub fn kind(&self) -> Kind {
        Kind::of(self.backup_eligible, &self.transports)
    }

    /// The highest level that it proves: above 2p only what never leaves its device, and has proved that it doesn't.
    pub fn level(&self) -> Level {
        if !self.backup_eligible && self.attested { Level::Three } else { Level::TwoP }
    }

    /// From when it may remove another passkey: 72 hours after it was made (as shipped), or at once where it came
    /// with the account.
    pub fn settled_at(&self, policy: &Policy) -> Timestamp {
        match self.origin {
            PasskeyOrigin::SignUp => self.created_at,
            PasskeyOrigin::Grant => self.created_at.plus_seconds(policy.passkey_settles_seconds),
        }
    }
}

impl Passkey {
    /// From when it may decide a dispute about a hold: after 7 days (as shipped), or at once where it came with the
    /// account.
    pub fn decides_at(&self, policy: &Policy) -> Timestamp {
        match self.origin {
            PasskeyOrigin::SignUp => self.created_at,
            PasskeyOrigin::Grant => self.created_at.plus_seconds(policy.dispute_passkey_seconds),
        }
    }

    /// Whether it signs in.
    pub const fn works(&self) -> bool {
        self.suspended_at.is_none()
    }

    /// What remains of it once it is removed.
    pub fn tombstone(&self, removed_at: Timestamp) -> Tombstone {
        Tombstone {
            id: self.id,
            credential_id: self.credential_id.clone(),
            public_key: self.public_key.clone(),
            backup_eligible: self.backup_eligible,
            name: self.name.clone(),
            removed_at,
        }
    }
}

/// The circumstances of a creation.
pub struct Made<'a> {
    /// When.
    pub at: Timestamp,
    /// On what.
    pub client: &'a Client,
    /// In which flow.
    pub flow: FlowId,
    /// At sign-up or later.
    pub origin: PasskeyOrigin,
    /// What it inherits.
    pub restriction: Option<Restriction>,
    /// The names that the account's passkeys have already.
    pub others: &'a [&'a PasskeyName],
    /// What is known of authenticators.
    pub authenticators: &'a AuthenticatorPolicy,
    /// The account's language.
    pub locale: &'a Locale,
}

/// A name made from the provider or the model, else from what holds it, which is browser and system where that is this very
/// device; doubles are numbered from 2.
fn name_for(registration: &Registration, made: &Made<'_>) -> PasskeyName {
    let aaguid = &registration.aaguid;
    let by_client = || format!("{} · {}", made.client.browser, made.client.system);
    let by_model = || made.authenticators.model(aaguid).map(|model| model.name.as_str());
    let elsewhere = || elsewhere(registration, made.locale);
    let text =
        provider_name(aaguid).or_else(by_model).or_else(elsewhere).map_or_else(by_client, str::to_owned);
    // Room for " (20)": an account has at most a few dozen passkeys.
    let base = VisibleText::<35>::fitted(&text).map_or_else(|| "Passkey".to_owned(), |base| base.to_string());
    let numbered = (2..).map(|number| format!("{base} ({number})"));
    std::iter::once(base.clone())
        .chain(numbered)
        .filter_map(|name| PasskeyName::parse(&name).ok())
        .find(|name| !made.others.contains(&name))
        .expect("numbers don't end")
}

/// What holds a passkey that is not on this device, in the account's language: a name is kept as people read it.
fn elsewhere(registration: &Registration, locale: &Locale) -> Option<&'static str> {
    let is_key = Kind::of(registration.backup_eligible, &registration.transports) == Kind::SecurityKey;
    let is_away = registration.attachment == Some(Attachment::CrossPlatform);
    let [key, phone] = match locale.0.as_str() {
        "zh-CN" => ["安全密钥", "手机或平板"],
        "zh-TW" => ["安全金鑰", "手機或平板"],
        "ja" => ["セキュリティキー", "スマートフォンやタブレット"],
        _ => ["Security key", "Phone or tablet"],
    };
    if is_key { Some(key) } else { is_away.then_some(phone) }
}

/// What remains of a deleted passkey.
#[derive(Clone, Debug)]
pub struct Tombstone {
    /// The passkey's id.
    pub id: PasskeyId,
    /// Its credential id.
    pub credential_id: Vec<u8>,
    /// Its public key: who proves to hold it is told that it was removed.
    pub public_key: PublicKey,
    /// BE as it was.
    pub backup_eligible: bool,
    /// Its name.
    pub name: PasskeyName,
    /// When it was removed.
    pub removed_at: Timestamp,
}
