//! Attestation (WebAuthn L3 §6.5, §8): what an authenticator can prove about itself at registration.
//! One file a format; a format without a file is refused by its name.

mod none;
mod packed;

use crate::authenticator_data::AuthenticatorData;
use crate::cbor::{self, Map};
use crate::error::excerpt;
use crate::{Error, PublicKey};
use std::fmt;

/// What a verified attestation proved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Attestation {
    /// Nothing: no attestation was given (§8.7).
    None,
    /// That whoever answered holds the credential's private key (§8.2 without certificates).
    SelfAttested,
}

impl Attestation {
    /// The attestation's type.
    pub fn attestation_type(&self) -> AttestationType {
        match self {
            Attestation::None => AttestationType::None,
            Attestation::SelfAttested => AttestationType::SelfAttestation,
        }
    }
}

/// Attestation types (§6.5.3), of which the relying party says which it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttestationType {
    /// No attestation statement.
    None,
    /// Signed by the credential's own key.
    SelfAttestation,
}

impl fmt::Display for AttestationType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            AttestationType::None => "None",
            AttestationType::SelfAttestation => "Self",
        })
    }
}

/// A view of an attestation object (§6.5.4).
pub(crate) struct AttestationObject<'a> {
    pub(crate) format: &'a str,
    pub(crate) statement: Map<'a>,
    pub(crate) authenticator_data: &'a [u8],
}

/// What an attestation statement signs, and the key that it speaks of.
pub(crate) struct Attested<'a> {
    pub(crate) authenticator_data: &'a AuthenticatorData<'a>,
    pub(crate) client_data_hash: &'a [u8; 32],
    pub(crate) public_key: &'a PublicKey,
}

impl<'a> AttestationObject<'a> {
    /// §7.1 step 13.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        let missing = |member| Error::AttestationObjectMemberMissing { member };
        let value = cbor::parse(bytes).map_err(|fault| Error::AttestationObjectNotCbor { fault })?;
        let map = value.map().ok_or(missing("map"))?;
        Ok(AttestationObject {
            format: map.text_key("fmt").and_then(|value| value.text()).ok_or(missing("fmt"))?,
            statement: map.text_key("attStmt").and_then(|value| value.map()).ok_or(missing("attStmt"))?,
            authenticator_data: map
                .text_key("authData")
                .and_then(|value| value.bytes())
                .ok_or(missing("authData"))?,
        })
    }

    /// §7.1 steps 21 and 22.
    pub(crate) fn verify(&self, attested: &Attested<'_>) -> Result<Attestation, Error> {
        match self.format {
            none::FORMAT => none::verify(self.statement),
            packed::FORMAT => packed::verify(self.statement, attested),
            other => Err(Error::AttestationFormatUnsupported { format: excerpt(other) }),
        }
    }
}
