//! A credential as the authenticator holds it (WebAuthn 4, public key credential source).

use std::fmt;
use std::sync::Arc;

use crate::algorithm::Algorithm;
use crate::key::CredentialKey;

/// A public key credential source (WebAuthn 4). A clone has the same private key and goes on by itself from the
/// same sign count, as a copied credential would.
#[derive(Clone)]
pub struct Credential {
    pub(crate) id: Vec<u8>,
    pub(crate) rp_id: String,
    pub(crate) user_handle: Vec<u8>,
    pub(crate) user_name: String,
    pub(crate) is_discoverable: bool,
    pub(crate) backup: Backup,
    pub(crate) sign_count: u32,
    pub(crate) key: Arc<CredentialKey>,
}

/// A credential's backup eligibility and state, the BE and BS flags (WebAuthn 6.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backup {
    /// Bound to one device: BE and BS are clear.
    Ineligible,
    /// Could be synced and isn't: BE is set, BS is clear.
    Eligible,
    /// Synced: BE and BS are set.
    BackedUp,
}

impl Credential {
    /// The credential id.
    pub fn id(&self) -> &[u8] {
        &self.id
    }

    /// The RP ID that the credential is scoped to.
    pub fn rp_id(&self) -> &str {
        &self.rp_id
    }

    /// The user handle, which is `user.id` of the creation options.
    pub fn user_handle(&self) -> &[u8] {
        &self.user_handle
    }

    /// The name that an account chooser would show, `user.name` of the creation options.
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// Whether the credential is found without an allow list (WebAuthn 6.2.2).
    pub fn is_discoverable(&self) -> bool {
        self.is_discoverable
    }

    /// The backup eligibility and state that the next signature reports.
    pub fn backup(&self) -> Backup {
        self.backup
    }

    /// The sign count that was last reported.
    pub fn sign_count(&self) -> u32 {
        self.sign_count
    }

    /// The algorithm of the credential's key.
    pub fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credential")
            .field("id", &self.id)
            .field("rp_id", &self.rp_id)
            .field("algorithm", &self.algorithm())
            .finish_non_exhaustive()
    }
}
