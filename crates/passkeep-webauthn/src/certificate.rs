//! X.509 certificates of attestation statements, and the rules by which a chain leads to an anchor (RFC 5280 §6, as far
//! as FIDO's attestation chains go: no policies, no name constraints, no revocation lists).

use crate::{Algorithm, AttestationType, der};
use aws_lc_rs::signature::{self as aws, UnparsedPublicKey, VerificationAlgorithm};
use thiserror::Error;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension, X509Extension};
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey as X509PublicKey;

/// The most certificates that a statement may bring.
pub(crate) const PATH_MAX: usize = 8;

/// A certificate that the caller trusts to attest: a root, an authority below one, or a single authenticator's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustAnchor {
    /// The certificate, in DER.
    pub certificate: Vec<u8>,
    /// What those that it certifies attest, where the statement can't tell: packed by a certificate is
    /// [`AttestationType::Basic`], or [`AttestationType::AttCa`] where the anchor says so.
    pub attestation_type: Option<AttestationType>,
}

/// Why a chain of certificates is not trusted. Certificates count from 0, the one that signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TrustFault {
    /// The chain is well formed and leads to no anchor.
    #[error("no trust anchor certifies the chain")]
    NoAnchor,
    /// A certificate's time has not begun.
    #[error("certificate {at} is not yet valid")]
    NotYetValid {
        /// Which.
        at: usize,
    },
    /// A certificate's time is over.
    #[error("certificate {at} has expired")]
    Expired {
        /// Which.
        at: usize,
    },
    /// A certificate does not name the next as its issuer.
    #[error("certificate {at} names another issuer than the next certificate")]
    IssuerMismatch {
        /// Which.
        at: usize,
    },
    /// A certificate that certifies another has no right to (basicConstraints, keyUsage).
    #[error("certificate {at} is no certification authority")]
    NotAuthority {
        /// Which.
        at: usize,
    },
    /// The certificate is one whose key is known to others, as the metadata has it.
    #[error("the key of certificate {at} is known to be compromised")]
    Compromised {
        /// Which.
        at: usize,
    },
    /// A certificate is not signed by the one that it names.
    #[error("the signature of certificate {at} is not valid, or of an algorithm that is not taken")]
    SignatureInvalid {
        /// Which.
        at: usize,
    },
}

/// A parsed certificate.
pub(crate) struct Certificate<'a> {
    pub(crate) der: &'a [u8],
    x509: X509Certificate<'a>,
}

/// An object identifier, in dots.
pub(crate) type Oid = &'static str;

impl<'a> Certificate<'a> {
    pub(crate) fn parse(der: &'a [u8]) -> Result<Self, &'static str> {
        const NO_CERTIFICATE: &str = "x5c holds what is no certificate";
        // What no signature covers stands as DER has it, and the algorithm is the one that the signature covers
        // (RFC 5280 §4.1.1): or one certificate would have many forms.
        let parts = der::whole(der, der::SEQUENCE).and_then(der::items).ok_or(NO_CERTIFICATE)?;
        let [(der::SEQUENCE, signed), (der::SEQUENCE, algorithm), (der::BIT_STRING, [0, ..])] =
            parts.as_slice()
        else {
            return Err(NO_CERTIFICATE);
        };
        let signed = der::items(signed).ok_or(NO_CERTIFICATE)?;
        if signed.iter().find(|(tag, _)| *tag == der::SEQUENCE) != Some(&(der::SEQUENCE, algorithm)) {
            return Err(NO_CERTIFICATE);
        }
        match X509Certificate::from_der(der) {
            Ok(([], x509)) => Ok(Certificate { der, x509 }),
            _ => Err(NO_CERTIFICATE),
        }
    }

    /// Version 3, the only one with extensions.
    pub(crate) fn is_version_3(&self) -> bool {
        self.x509.version().0 == 2
    }

    pub(crate) fn is_authority(&self) -> bool {
        self.x509.is_ca()
    }

    pub(crate) fn has_empty_subject(&self) -> bool {
        self.x509.subject().iter().next().is_none()
    }

    /// The subject's attributes of a type, as text.
    pub(crate) fn subject(&self, oid: Oid) -> Vec<&str> {
        let attributes = self.x509.subject().iter_attributes();
        let of_type = attributes.filter(|attribute| attribute.attr_type().to_id_string() == oid);
        of_type.filter_map(|attribute| attribute.as_str().ok()).collect()
    }

    /// An extension's value, and whether it is critical. One that stands twice is none.
    pub(crate) fn extension(&self, oid: Oid) -> Option<(&'a [u8], bool)> {
        let mut found = self.extensions(oid);
        let first = found.next()?;
        found.next().is_none().then_some((first.value, first.critical))
    }

    pub(crate) fn has_key_purpose(&self, oid: Oid) -> bool {
        let usage = self.x509.extended_key_usage().ok().flatten();
        usage.is_some_and(|usage| usage.value.other.iter().any(|purpose| purpose.to_id_string() == oid))
    }

    /// The types of the attributes of the directory names among the subject's alternative names, with their text.
    pub(crate) fn alternative_names(&self) -> Vec<(String, String)> {
        let Ok(Some(names)) = self.x509.subject_alternative_name() else { return vec![] };
        let directory = names.value.general_names.iter().filter_map(|name| match name {
            GeneralName::DirectoryName(name) => Some(name),
            _ => None,
        });
        directory
            .flat_map(|name| name.iter_attributes())
            .filter_map(|attribute| {
                Some((attribute.attr_type().to_id_string(), attribute.as_str().ok()?.to_owned()))
            })
            .collect()
    }

    /// Whether a host is the subject's common name, or one of its DNS names.
    pub(crate) fn names_host(&self, host: &str) -> bool {
        let names = self.x509.subject_alternative_name().ok().flatten();
        let listed = names.is_some_and(|names| {
            names
                .value
                .general_names
                .iter()
                .any(|name| matches!(name, GeneralName::DNSName(dns) if *dns == host))
        });
        listed || self.subject(COMMON_NAME).contains(&host)
    }

    /// The bits of its public key: a point, an RSAPublicKey, or a key of an algorithm that has plain bytes.
    pub(crate) fn key_bits(&self) -> &[u8] {
        &self.x509.public_key().subject_public_key.data
    }

    /// The modulus and exponent of an RSA key, without leading zeros.
    pub(crate) fn rsa_numbers(&self) -> Option<(&[u8], &[u8])> {
        match self.x509.public_key().parsed() {
            Ok(X509PublicKey::RSA(key)) => Some((der::shortest(key.modulus), der::shortest(key.exponent))),
            _ => None,
        }
    }

    /// Verifies what its key signed.
    pub(crate) fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        self.verify_by(algorithm.key_kind().verification(), message, signature)
    }

    /// The same, of an algorithm that is not one of COSE.
    pub(crate) fn verify_by(
        &self,
        verification: &'static dyn VerificationAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        UnparsedPublicKey::new(verification, self.key_bits()).verify(message, signature).is_ok()
    }

    fn extensions<'b>(&'b self, oid: Oid) -> impl Iterator<Item = &'b X509Extension<'a>> {
        self.x509.extensions().iter().filter(move |extension| extension.oid.to_id_string() == oid)
    }

    fn check_time(&self, at: usize, now_seconds: i64) -> Result<(), TrustFault> {
        let validity = self.x509.validity();
        if now_seconds < validity.not_before.timestamp() {
            return Err(TrustFault::NotYetValid { at });
        }
        if now_seconds > validity.not_after.timestamp() {
            return Err(TrustFault::Expired { at });
        }
        Ok(())
    }

    /// Whether its key may sign certificates: RFC 5280 §6.1.4 (n) asks that where usages are named.
    fn key_certifies(&self) -> bool {
        match self.x509.key_usage() {
            Ok(Some(usage)) => usage.value.key_cert_sign(),
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// How many authorities may stand below it, where it says.
    fn path_length(&self) -> Option<u32> {
        self.extensions("2.5.29.19").find_map(|extension| match extension.parsed_extension() {
            ParsedExtension::BasicConstraints(constraints) => constraints.path_len_constraint,
            _ => None,
        })
    }

    /// Whether `issuer` certified this one.
    fn check_issued_by(&self, at: usize, issuer: &Certificate<'_>) -> Result<(), TrustFault> {
        if self.x509.issuer().as_raw() != issuer.x509.subject().as_raw() {
            return Err(TrustFault::IssuerMismatch { at });
        }
        let authorities_below = u32::try_from(at).unwrap_or(u32::MAX);
        if !issuer.is_authority()
            || !issuer.key_certifies()
            || issuer.path_length().is_some_and(|length| length < authorities_below)
        {
            return Err(TrustFault::NotAuthority { at: at + 1 });
        }
        let verification =
            verification(&self.x509.signature_algorithm.algorithm.to_id_string(), issuer.key_bits())
                .ok_or(TrustFault::SignatureInvalid { at })?;
        let signature = &self.x509.signature_value.data;
        UnparsedPublicKey::new(verification, issuer.key_bits())
            .verify(self.x509.tbs_certificate.as_ref(), signature)
            .map_err(|_| TrustFault::SignatureInvalid { at })
    }
}

/// The attribute type of a common name.
pub(crate) const COMMON_NAME: Oid = "2.5.4.3";

/// Walks a chain, the certificate that signed first, to one of the anchors.
pub(crate) fn find_anchor<'t>(
    path: &[Certificate<'_>],
    anchors: impl IntoIterator<Item = &'t TrustAnchor>,
    now_seconds: i64,
) -> Result<&'t TrustAnchor, TrustFault> {
    let issuers: Vec<_> = anchors
        .into_iter()
        .filter_map(|anchor| Some((anchor, Certificate::parse(&anchor.certificate).ok()?)))
        .collect();
    for (at, certificate) in path.iter().enumerate() {
        certificate.check_time(at, now_seconds)?;
        // An anchor may be any certificate of the chain: what stands above it says nothing more.
        if let Some((anchor, _)) = issuers.iter().find(|(_, issuer)| issuer.der == certificate.der) {
            return Ok(anchor);
        }
        let certifies = |issuer: &Certificate<'_>| {
            issuer.check_time(at, now_seconds).is_ok() && certificate.check_issued_by(at, issuer).is_ok()
        };
        if let Some((anchor, _)) = issuers.iter().find(|(_, issuer)| certifies(issuer)) {
            return Ok(anchor);
        }
        match path.get(at + 1) {
            Some(issuer) => certificate.check_issued_by(at, issuer)?,
            None => return Err(TrustFault::NoAnchor),
        }
    }
    Err(TrustFault::NoAnchor)
}

/// How a certificate's signature is verified: by its algorithm and, for ECDSA, the curve of its issuer's key, which
/// the point's length tells. SHA-1 is not taken.
fn verification(algorithm: &str, issuer_key: &[u8]) -> Option<&'static dyn VerificationAlgorithm> {
    let curve = issuer_key.len();
    Some(match (algorithm, curve) {
        ("1.2.840.10045.4.3.2", 65) => &aws::ECDSA_P256_SHA256_ASN1,
        ("1.2.840.10045.4.3.3", 65) => &aws::ECDSA_P256_SHA384_ASN1,
        ("1.2.840.10045.4.3.4", 65) => &aws::ECDSA_P256_SHA512_ASN1,
        ("1.2.840.10045.4.3.2", 97) => &aws::ECDSA_P384_SHA256_ASN1,
        ("1.2.840.10045.4.3.3", 97) => &aws::ECDSA_P384_SHA384_ASN1,
        ("1.2.840.10045.4.3.4", 97) => &aws::ECDSA_P384_SHA512_ASN1,
        ("1.2.840.10045.4.3.2", 133) => &aws::ECDSA_P521_SHA256_ASN1,
        ("1.2.840.10045.4.3.3", 133) => &aws::ECDSA_P521_SHA384_ASN1,
        ("1.2.840.10045.4.3.4", 133) => &aws::ECDSA_P521_SHA512_ASN1,
        ("1.2.840.113549.1.1.11", _) => &aws::RSA_PKCS1_2048_8192_SHA256,
        ("1.2.840.113549.1.1.12", _) => &aws::RSA_PKCS1_2048_8192_SHA384,
        ("1.2.840.113549.1.1.13", _) => &aws::RSA_PKCS1_2048_8192_SHA512,
        ("1.3.101.112", _) => &aws::ED25519,
        _ => return None,
    })
}
