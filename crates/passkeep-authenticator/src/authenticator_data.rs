//! Authenticator data (WebAuthn 6.1): what the authenticator says about itself and the ceremony, in bytes.

use aws_lc_rs::digest::{SHA256, digest};

use crate::authenticator::SignCount;
use crate::credential::{Backup, Credential};
use crate::misbehaviour::{Misbehaviour, SignCountFault};

/// The bits of the flags byte (WebAuthn 6.1).
pub mod flag {
    /// User present.
    pub const UP: u8 = 1 << 0;
    /// User verified.
    pub const UV: u8 = 1 << 2;
    /// Backup eligible.
    pub const BE: u8 = 1 << 3;
    /// Backed up.
    pub const BS: u8 = 1 << 4;
    /// Attested credential data included.
    pub const AT: u8 = 1 << 6;
    /// Extension data included.
    pub const ED: u8 = 1 << 7;
}

/// Whether the ceremony verified the user (WebAuthn 6.1, the UV flag).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verification {
    Performed,
    PresenceOnly,
}

/// The authenticator data of one ceremony; `attested` is the attested credential data, empty in an assertion.
pub(crate) fn authenticator_data(
    credential: &Credential,
    verification: Verification,
    attested: &[u8],
    misbehaviour: &Misbehaviour,
) -> Vec<u8> {
    let mut flags = flag::UP;
    if verification == Verification::Performed {
        flags |= flag::UV;
    }
    flags |= match credential.backup {
        Backup::Ineligible => 0,
        Backup::Eligible => flag::BE,
        Backup::BackedUp => flag::BE | flag::BS,
    };
    if !attested.is_empty() {
        flags |= flag::AT;
    }
    flags = (flags | misbehaviour.set_flags) & !misbehaviour.clear_flags;

    let mut bytes = Vec::with_capacity(37 + attested.len());
    match &misbehaviour.rp_id_hash {
        Some(hash) => bytes.extend_from_slice(hash),
        None => bytes.extend_from_slice(digest(&SHA256, credential.rp_id.as_bytes()).as_ref()),
    }
    bytes.push(flags);
    bytes.extend_from_slice(&credential.sign_count.to_be_bytes());
    bytes.extend_from_slice(attested);
    bytes.extend_from_slice(&misbehaviour.authenticator_data_trailing);
    bytes
}

/// The attested credential data (WebAuthn 6.5.1): AAGUID, the id with its length, the public key.
pub(crate) fn attested_credential_data(
    aaguid: &[u8; 16],
    credential: &Credential,
    misbehaviour: &Misbehaviour,
) -> Vec<u8> {
    let length = u16::try_from(credential.id.len()).expect("the id's length was checked when it was chosen");
    let claimed_algorithm = misbehaviour.public_key_algorithm.unwrap_or(credential.algorithm().cose());

    let mut bytes = aaguid.to_vec();
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(&credential.id);
    bytes.extend_from_slice(&credential.key.cose_key(claimed_algorithm, misbehaviour.public_key_cbor));
    bytes
}

/// The sign count that follows (WebAuthn 6.1.1).
pub(crate) fn next_sign_count(last: u32, behaviour: SignCount, fault: Option<SignCountFault>) -> u32 {
    match (fault, behaviour) {
        (Some(SignCountFault::Freeze), _) => last,
        (Some(SignCountFault::Exactly(count)), _) => count,
        (None, SignCount::Zero) => 0,
        (None, SignCount::Counting) => last.wrapping_add(1),
    }
}
