//! The signature algorithms, by their numbers in the IANA COSE registry (WebAuthn 5.8.5).

/// A `COSEAlgorithmIdentifier` that the authenticator can sign with (WebAuthn 5.8.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256, -7.
    Es256,
    /// ECDSA on P-384 with SHA-384, -35.
    Es384,
    /// ECDSA on P-521 with SHA-512, -36.
    Es512,
    /// EdDSA on Ed25519, -8.
    EdDsa,
    /// RSASSA-PKCS1-v1_5 with SHA-256 and a key of 2048 bits, -257.
    Rs256,
}

impl Algorithm {
    /// Every algorithm, the commonest first.
    pub const ALL: [Self; 5] = [Self::Es256, Self::Es384, Self::Es512, Self::EdDsa, Self::Rs256];

    /// The algorithm's COSE number.
    pub fn cose(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::Es384 => -35,
            Self::Es512 => -36,
            Self::EdDsa => -8,
            Self::Rs256 => -257,
        }
    }

    /// The algorithm with this COSE number, when there is one here.
    pub fn from_cose(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.cose() == number)
    }
}
