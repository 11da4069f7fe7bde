//! Signature algorithms, by their COSEAlgorithmIdentifiers (WebAuthn L3 §5.8.5). Each goes with one kind of key
//! alone: its row says which.

use crate::PublicKeyFault;
use aws_lc_rs::signature::{
    self as aws, EcdsaVerificationAlgorithm, PqdsaVerificationAlgorithm, RsaParameters, VerificationAlgorithm,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A signature algorithm, by its COSEAlgorithmIdentifier (§5.8.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
#[non_exhaustive]
pub enum Algorithm {
    /// ECDSA with SHA-256 on P-256 (-7).
    Es256,
    /// ECDSA with SHA-384 on P-384 (-35).
    Es384,
    /// ECDSA with SHA-512 on P-521 (-36).
    Es512,
    /// ECDSA with SHA-256 on secp256k1 (-47).
    Es256k,
    /// EdDSA on Ed25519 (-8).
    EdDsa,
    /// RSASSA-PKCS1-v1_5 with SHA-256 (-257).
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384 (-258).
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512 (-259).
    Rs512,
    /// RSASSA-PSS with SHA-256 (-37).
    Ps256,
    /// RSASSA-PSS with SHA-384 (-38).
    Ps384,
    /// RSASSA-PSS with SHA-512 (-39).
    Ps512,
    /// ML-DSA-44, FIPS 204 (-48).
    MlDsa44,
    /// ML-DSA-65, FIPS 204 (-49).
    MlDsa65,
    /// ML-DSA-87, FIPS 204 (-50).
    MlDsa87,
    /// RSASSA-PKCS1-v1_5 with SHA-1 (-65535): collisions of SHA-1 can be bought. In no list of this crate; some TPM
    /// attest with it.
    DangerRs1,
}

/// The kind of key that goes with an algorithm, and how it verifies.
pub(crate) enum KeyKind {
    /// COSE key type EC2: a point of a curve.
    Ec2 { curve: i8, coordinate_bytes: usize, verification: &'static EcdsaVerificationAlgorithm },
    /// COSE key type OKP, of curve Ed25519 alone.
    Ed25519,
    /// COSE key type RSA.
    Rsa(&'static RsaParameters),
    /// COSE key type AKP (RFC 9964): bytes of one length.
    Akp { bytes: usize, verification: &'static PqdsaVerificationAlgorithm },
}

impl KeyKind {
    pub(crate) fn verification(&self) -> &'static dyn VerificationAlgorithm {
        match *self {
            KeyKind::Ec2 { verification, .. } => verification,
            KeyKind::Ed25519 => &aws::ED25519,
            KeyKind::Rsa(verification) => verification,
            KeyKind::Akp { verification, .. } => verification,
        }
    }
}

impl Algorithm {
    /// Every algorithm that this crate verifies without danger, the most wanted first.
    pub const ALL: &'static [Algorithm] = &[
        Algorithm::Es256,
        Algorithm::EdDsa,
        Algorithm::Es384,
        Algorithm::Es512,
        Algorithm::MlDsa44,
        Algorithm::MlDsa65,
        Algorithm::MlDsa87,
        Algorithm::Ps256,
        Algorithm::Ps384,
        Algorithm::Ps512,
        Algorithm::Rs256,
        Algorithm::Rs384,
        Algorithm::Rs512,
        Algorithm::Es256k,
    ];

    /// The COSEAlgorithmIdentifier.
    pub fn cose_identifier(self) -> i64 {
        self.row().0
    }

    /// The algorithm with this COSEAlgorithmIdentifier, if this crate verifies it.
    pub fn from_cose_identifier(identifier: i64) -> Option<Self> {
        let known = Self::ALL.iter().copied().chain([Self::DangerRs1]);
        known.into_iter().find(|algorithm| algorithm.cose_identifier() == identifier)
    }

    /// The name in the IANA COSE registry.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    pub(crate) fn key_kind(self) -> KeyKind {
        self.row().2
    }

    fn row(self) -> (i64, &'static str, KeyKind) {
        let ec2 =
            |curve, coordinate_bytes, verification| KeyKind::Ec2 { curve, coordinate_bytes, verification };
        let akp = |bytes, verification| KeyKind::Akp { bytes, verification };
        match self {
            Algorithm::Es256 => (-7, "ES256", ec2(1, 32, &aws::ECDSA_P256_SHA256_ASN1)),
            Algorithm::Es384 => (-35, "ES384", ec2(2, 48, &aws::ECDSA_P384_SHA384_ASN1)),
            Algorithm::Es512 => (-36, "ES512", ec2(3, 66, &aws::ECDSA_P521_SHA512_ASN1)),
            Algorithm::Es256k => (-47, "ES256K", ec2(8, 32, &aws::ECDSA_P256K1_SHA256_ASN1)),
            Algorithm::EdDsa => (-8, "EdDSA", KeyKind::Ed25519),
            Algorithm::Rs256 => (-257, "RS256", KeyKind::Rsa(&aws::RSA_PKCS1_2048_8192_SHA256)),
            Algorithm::Rs384 => (-258, "RS384", KeyKind::Rsa(&aws::RSA_PKCS1_2048_8192_SHA384)),
            Algorithm::Rs512 => (-259, "RS512", KeyKind::Rsa(&aws::RSA_PKCS1_2048_8192_SHA512)),
            Algorithm::Ps256 => (-37, "PS256", KeyKind::Rsa(&aws::RSA_PSS_2048_8192_SHA256)),
            Algorithm::Ps384 => (-38, "PS384", KeyKind::Rsa(&aws::RSA_PSS_2048_8192_SHA384)),
            Algorithm::Ps512 => (-39, "PS512", KeyKind::Rsa(&aws::RSA_PSS_2048_8192_SHA512)),
            Algorithm::MlDsa44 => (-48, "ML-DSA-44", akp(1312, &aws::ML_DSA_44)),
            Algorithm::MlDsa65 => (-49, "ML-DSA-65", akp(1952, &aws::ML_DSA_65)),
            Algorithm::MlDsa87 => (-50, "ML-DSA-87", akp(2592, &aws::ML_DSA_87)),
            Algorithm::DangerRs1 => {
                (-65535, "RS1", KeyKind::Rsa(&aws::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY))
            }
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl TryFrom<i64> for Algorithm {
    type Error = PublicKeyFault;

    fn try_from(identifier: i64) -> Result<Self, PublicKeyFault> {
        Self::from_cose_identifier(identifier)
            .ok_or(PublicKeyFault::AlgorithmUnsupported { seen: identifier.into() })
    }
}

impl From<Algorithm> for i64 {
    fn from(algorithm: Algorithm) -> Self {
        algorithm.cose_identifier()
    }
}
