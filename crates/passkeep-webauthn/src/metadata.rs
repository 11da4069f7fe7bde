//! The FIDO Metadata Service (MDS 3): what FIDO says of models of authenticators, in one signed document.
//!
//! [`Metadata::verify`] is the one way in: signature, chain, signer and number are checked before a word of it is
//! believed. Certificates are not looked up in revocation lists, which takes a network; a blob that names its
//! certificates by URL (`x5u`) is refused for the same reason. What follows from a model's status is the
//! caller's [`ModelPolicy`], and only an attestation proves of which model an authenticator is.

mod blob;
mod model;
mod policy;

#[cfg(fuzzing)]
pub(crate) use blob::read;
pub use model::{Certification, Icon, KeyProtection, Model, Status, StatusReport};
pub(crate) use policy::Authenticator;
pub use policy::{Compromised, KeyExport, ModelFault, ModelPolicy};

use crate::certificate::{Certificate, find_anchor};
use crate::jws::Jws;
use crate::{Aaguid, TrustAnchor, TrustFault};
use aws_lc_rs::digest;
use std::collections::BTreeMap;
use thiserror::Error;

/// The most bytes that a blob may have. FIDO's has about 10 million, most of them icons.
pub const METADATA_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Whose word on authenticators is taken.
#[derive(Debug, Clone, Copy)]
pub struct MetadataAuthority<'a> {
    /// The roots to which the blob's certificates must lead. FIDO's lead to a root that certifies half the web, so
    /// that `signer` matters as much.
    pub anchors: &'a [TrustAnchor],
    /// The host that the signing certificate names: [`MetadataAuthority::FIDO_SIGNER`].
    pub signer: &'a str,
    /// The time by which certificates are judged, in seconds since 1970.
    pub now_seconds: i64,
}

impl MetadataAuthority<'_> {
    /// The signer of FIDO's own blob.
    pub const FIDO_SIGNER: &'static str = "mds.fidoalliance.org";
}

/// A verified blob (MDS 3 §3.1.6). Only verification makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// The blob's number, which only rises.
    pub number: u64,
    /// When the next is to be fetched at the latest, as `YYYY-MM-DD`.
    pub next_update: String,
    /// Entries that could not be read, each by name and reason: their models are unknown, and all others hold.
    pub skipped: Vec<String>,
    by_aaguid: BTreeMap<Aaguid, Model>,
    by_key_identifier: BTreeMap<[u8; 20], Model>,
}

/// Why bytes are not metadata that can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MetadataFault {
    /// More bytes than any blob has.
    #[error("{bytes} bytes, at most {bytes_max} are read")]
    TooLarge {
        /// How many there were.
        bytes: usize,
        /// How many may be.
        bytes_max: usize,
    },
    /// Not a JWS with certificates.
    #[error("it is no signed metadata: {reason}")]
    NotJws {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The certificates lead to none of the roots.
    #[error("its certificates are not trusted: {0}")]
    Untrusted(TrustFault),
    /// Some other holder of a certificate signed it.
    #[error("its certificate is not that of {expected}")]
    SignerMismatch {
        /// The signer that was expected.
        expected: String,
    },
    /// The signature is wrong, or of an algorithm that is not taken.
    #[error("its signature is not valid")]
    SignatureInvalid,
    /// What was signed is not MDS 3's JSON.
    #[error("what was signed is not MDS 3's JSON: {message}")]
    NotJson {
        /// What the JSON parser said.
        message: String,
    },
    /// A blob of this number, or a newer one, is known already (§3.2 step 5): an old one may hide what is known now.
    #[error("its number is {seen}, and number {kept} is known already")]
    NotNewer {
        /// The number known.
        kept: u64,
        /// The blob's.
        seen: u64,
    },
}

impl MetadataFault {
    /// A stable code for programs and catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            MetadataFault::TooLarge { .. } => "metadata-too-large",
            MetadataFault::NotJws { .. } => "metadata-not-jws",
            MetadataFault::Untrusted(_) => "metadata-untrusted",
            MetadataFault::SignerMismatch { .. } => "metadata-signer-mismatch",
            MetadataFault::SignatureInvalid => "metadata-signature-invalid",
            MetadataFault::NotJson { .. } => "metadata-not-json",
            MetadataFault::NotNewer { .. } => "metadata-not-newer",
        }
    }
}

impl Metadata {
    /// Verifies a blob as it was fetched (MDS 3 §3.2).
    pub fn verify(blob: &[u8], authority: &MetadataAuthority<'_>) -> Result<Self, MetadataFault> {
        if blob.len() > METADATA_BYTES_MAX {
            return Err(MetadataFault::TooLarge { bytes: blob.len(), bytes_max: METADATA_BYTES_MAX });
        }
        // Steps 3 and 4: the chain leads to a root, and its first certificate is the signer's.
        let not_jws = |reason| MetadataFault::NotJws { reason };
        let jws = Jws::parse(blob.trim_ascii()).map_err(not_jws)?;
        let path = jws.path().map_err(not_jws)?;
        find_anchor(&path, authority.anchors, authority.now_seconds).map_err(MetadataFault::Untrusted)?;
        if !path[0].names_host(authority.signer) {
            return Err(MetadataFault::SignerMismatch { expected: authority.signer.to_owned() });
        }
        // Step 5: it is signed.
        if !jws.is_signed_by(&path[0]) {
            return Err(MetadataFault::SignatureInvalid);
        }
        blob::read(&jws.payload).map_err(|message| MetadataFault::NotJson { message })
    }

    /// Checks that it may take the place of the blob of this number (§3.2 step 5).
    pub fn check_newer_than(&self, kept: u64) -> Result<(), MetadataFault> {
        if self.number <= kept {
            return Err(MetadataFault::NotNewer { kept, seen: self.number });
        }
        Ok(())
    }

    /// What is said of a model. The AAGUID of zeros is nobody's.
    pub fn model(&self, aaguid: &Aaguid) -> Option<&Model> {
        self.by_aaguid.get(aaguid)
    }

    /// Every model that has an AAGUID.
    pub fn models(&self) -> impl ExactSizeIterator<Item = (&Aaguid, &Model)> {
        self.by_aaguid.iter()
    }

    /// The model of an attestation: by its AAGUID or, as U2F authenticators have none, by the key of the certificate
    /// that attests.
    pub(crate) fn model_of(&self, aaguid: &Aaguid, attested_by: Option<&[u8]>) -> Option<&Model> {
        self.model(aaguid).or_else(|| {
            let certificate = Certificate::parse(attested_by?).ok()?;
            // RFC 5280 §4.2.1.2 method 1, by which FIDO names them.
            let key = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate.key_bits());
            self.by_key_identifier.get(key.as_ref())
        })
    }
}
