//! The authenticator: what it is, what it can do and what it holds. The ceremonies are in `create` and `get`.

use std::sync::Arc;

use crate::algorithm::Algorithm;
use crate::authenticator_data::Verification;
use crate::credential::{Backup, Credential};
use crate::key::CredentialKey;
use crate::misbehaviour::{Misbehaviour, SigningKeyFault};
use crate::options::Requirement;
use crate::seed::{Draw, Seed};
use crate::vendor::Vendor;

/// An authenticator with its credentials, and the client that it is used through.
///
/// It looks through its credentials one by one, so load is best spread over an authenticator for each account.
pub struct Authenticator {
    pub(crate) options: AuthenticatorOptions,
    pub(crate) draw: Draw,
    /// The newest is last.
    pub(crate) credentials: Vec<Credential>,
}

/// What an authenticator is and can do. Start from a constructor and change what a test is about.
#[derive(Clone, Debug)]
pub struct AuthenticatorOptions {
    /// How it is attached.
    pub kind: AuthenticatorKind,
    /// Its AAGUID (WebAuthn 6.5.1), which it tells whether or not a statement is asked for.
    pub aaguid: [u8; 16],
    /// The backup eligibility and state of new credentials.
    pub backup: Backup,
    /// How sign counts go on.
    pub sign_count: SignCount,
    /// The algorithms that it has.
    pub algorithms: Vec<Algorithm>,
    /// When it verifies the user.
    pub user_verification: Support,
    /// When it makes a credential discoverable.
    pub resident_keys: Support,
    /// Whether it gives a packed attestation (WebAuthn 8.2) when a statement is asked for; otherwise `none`.
    pub attests: bool,
    /// Who made it: its certificate attests in place of the credential's own key.
    pub vendor: Option<Arc<Vendor>>,
}

/// How an authenticator is attached, and by which transports it is reached (WebAuthn 5.4.5 and 5.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthenticatorKind {
    /// Part of the device: `platform`, by `internal`.
    Platform,
    /// A key that is plugged in: `cross-platform`, by `usb`.
    SecurityKey,
    /// A phone beside the browser: `cross-platform`, by `hybrid` and `internal`.
    Hybrid,
}

/// How the signature counter behaves (WebAuthn 6.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignCount {
    /// There is none: always zero.
    Zero,
    /// One for each credential, 1 at registration and one more at each authentication.
    Counting,
}

/// When an authenticator does what options can require, prefer or discourage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// Whatever is asked.
    Always,
    /// When it is required or preferred.
    AsAsked,
    /// It can't.
    Never,
}

impl AuthenticatorOptions {
    /// A synced passkey provider on the device.
    pub fn platform() -> Self {
        Self {
            kind: AuthenticatorKind::Platform,
            aaguid: *b"passkeep-softkey",
            backup: Backup::BackedUp,
            sign_count: SignCount::Zero,
            algorithms: Algorithm::ALL.to_vec(),
            user_verification: Support::Always,
            resident_keys: Support::Always,
            attests: false,
            vendor: None,
        }
    }

    /// A security key with a PIN, which counts and attests itself.
    pub fn security_key() -> Self {
        Self {
            kind: AuthenticatorKind::SecurityKey,
            backup: Backup::Ineligible,
            sign_count: SignCount::Counting,
            user_verification: Support::AsAsked,
            resident_keys: Support::AsAsked,
            attests: true,
            ..Self::platform()
        }
    }

    /// The same, of a vendor's model, which attests by the vendor's certificate.
    pub fn security_key_of(vendor: Arc<Vendor>) -> Self {
        Self { aaguid: vendor.aaguid(), vendor: Some(vendor), ..Self::security_key() }
    }

    /// A synced passkey provider on a phone beside the browser.
    pub fn hybrid() -> Self {
        Self { kind: AuthenticatorKind::Hybrid, ..Self::platform() }
    }
}

impl Authenticator {
    /// An authenticator without credentials. Two with the same seed make the same keys and credential ids.
    pub fn new(seed: Seed, options: AuthenticatorOptions) -> Self {
        Self { options, draw: Draw::new(seed), credentials: Vec::new() }
    }

    /// What it holds, the newest last.
    pub fn credentials(&self) -> &[Credential] {
        &self.credentials
    }

    /// The credential with this id. A clone of it is the export that [`import`](Self::import) takes.
    pub fn credential(&self, id: &[u8]) -> Option<&Credential> {
        self.credentials.iter().find(|credential| credential.id == id)
    }

    /// Takes in a credential as the newest, in place of one with the same id.
    pub fn import(&mut self, credential: Credential) {
        self.remove(&credential.id);
        self.credentials.push(credential);
    }

    /// Deletes a credential, as a user would in a passkey manager.
    pub fn remove(&mut self, id: &[u8]) -> Option<Credential> {
        let index = self.credentials.iter().position(|credential| credential.id == id)?;
        Some(self.credentials.remove(index))
    }

    /// Makes a credential the newest, as if a user chose it among several, and tells whether it is held.
    pub fn prefer(&mut self, id: &[u8]) -> bool {
        let Some(credential) = self.remove(id) else { return false };
        self.credentials.push(credential);
        true
    }

    /// Changes what a credential reports of its backup, and tells whether it is held.
    pub fn set_backup(&mut self, id: &[u8], backup: Backup) -> bool {
        let Some(credential) = self.credentials.iter_mut().find(|credential| credential.id == id) else {
            return false;
        };
        credential.backup = backup;
        true
    }
}

impl AuthenticatorKind {
    /// `AuthenticatorAttachment` (WebAuthn 5.4.5).
    pub fn attachment(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::SecurityKey | Self::Hybrid => "cross-platform",
        }
    }

    /// `AuthenticatorTransport` (WebAuthn 5.8.4), in the order of `getTransports()`: by their letters.
    pub fn transports(self) -> &'static [&'static str] {
        match self {
            Self::Platform => &["internal"],
            Self::SecurityKey => &["usb"],
            Self::Hybrid => &["hybrid", "internal"],
        }
    }
}

impl Support {
    /// Whether it is done, or nothing when it is required and can't be.
    pub(crate) fn answer(self, requirement: Requirement) -> Option<bool> {
        match (self, requirement) {
            (Self::Never, Requirement::Required) => None,
            (Self::Never, _) | (Self::AsAsked, Requirement::Discouraged) => Some(false),
            (Self::Always, _) | (Self::AsAsked, _) => Some(true),
        }
    }

    pub(crate) fn verification(self, requirement: Requirement) -> Option<Verification> {
        let is_verified = self.answer(requirement)?;
        Some(if is_verified { Verification::Performed } else { Verification::PresenceOnly })
    }
}

/// Signs the authenticator data and the client data's hash (WebAuthn 6.3.3 step 11, 8.2), by another key and
/// with bytes that don't belong when that is asked for.
pub(crate) fn sign(
    key: &CredentialKey,
    message: &[u8],
    misbehaviour: &Misbehaviour,
    draw: &mut Draw,
) -> Vec<u8> {
    let mut signature = match misbehaviour.signing_key {
        None => key.sign(message),
        Some(SigningKeyFault::Another) => CredentialKey::generate(key.algorithm(), draw).sign(message),
        Some(SigningKeyFault::OfAlgorithm(algorithm)) => {
            CredentialKey::generate(algorithm, draw).sign(message)
        }
    };
    Misbehaviour::flip(&mut signature, misbehaviour.flip_signature_bit);
    signature.extend_from_slice(&misbehaviour.signature_trailing);
    signature
}
