//! Credential public keys: COSE keys as WebAuthn L3 §5.8.5 and §6.5.1 narrow them, parsed once, so that
//! a key that exists can verify. A key of the wrong kind, or a point that is not on its curve, is refused by name.

mod ed25519_point;

use crate::algorithm::KeyKind;
use crate::cbor::{self, CborFault, Map, Value};
use crate::{Algorithm, Error};
use aws_lc_rs::signature::{self, ParsedPublicKey, RsaParameters, RsaPublicKeyComponents};
use std::fmt;
use thiserror::Error;

/// Why a COSE key is not one that can verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PublicKeyFault {
    /// Not canonical CBOR.
    #[error("the key is not canonical CBOR: {0}")]
    Cbor(#[from] CborFault),
    /// CBOR, but not a map.
    #[error("the key is not a map")]
    NotMap,
    /// A parameter that the key's kind needs is absent or of another type.
    #[error("parameter {label} is absent or of the wrong type")]
    ParameterMissing {
        /// The COSE label.
        label: i8,
    },
    /// A parameter that a credential public key must not have (§6.5.1).
    #[error("the key holds parameters other than those of its kind")]
    ParameterUnexpected,
    /// An algorithm that this crate does not verify.
    #[error("algorithm {seen} is not supported")]
    AlgorithmUnsupported {
        /// The COSEAlgorithmIdentifier in the key.
        seen: i128,
    },
    /// The key type does not go with the algorithm.
    #[error("{algorithm} goes with key type {expected}, not {seen}")]
    KeyTypeMismatch {
        /// The key's algorithm.
        algorithm: Algorithm,
        /// The COSE key type that goes with it.
        expected: i8,
        /// The key's.
        seen: i128,
    },
    /// The curve does not go with the algorithm (§5.8.5).
    #[error("{algorithm} goes with curve {expected}, not {seen}")]
    CurveMismatch {
        /// The key's algorithm.
        algorithm: Algorithm,
        /// The COSE curve that goes with it.
        expected: i8,
        /// The key's.
        seen: i128,
    },
    /// A coordinate, or the one number of an AKP key, of the wrong length.
    #[error("a number in a key of {algorithm} has {expected} bytes, not {seen}")]
    NumberLength {
        /// The key's algorithm.
        algorithm: Algorithm,
        /// How many bytes it has.
        expected: usize,
        /// How many there are.
        seen: usize,
    },
    /// The point is not on the curve, or one with which anybody can sign; or the bytes are no key of an AKP algorithm.
    #[error("the point is not a usable one of its curve")]
    PointInvalid,
    /// An RSA modulus that is too short, too long, even, or written with leading zeros.
    #[error("the RSA modulus of {bits} bits is not an odd number of 2048 to 8192 bits in its shortest form")]
    ModulusInvalid {
        /// How many bits its bytes hold.
        bits: usize,
    },
    /// An RSA exponent that is even, 1, longer than four bytes, or written with leading zeros.
    #[error("the RSA exponent is not an odd number from 3 to 2^32 in its shortest form")]
    ExponentInvalid,
}

/// A credential's public key, parsed and checked. It keeps the COSE bytes that it came from.
#[derive(Clone)]
pub struct PublicKey {
    cose: Box<[u8]>,
    algorithm: Algorithm,
    key: ParsedPublicKey,
}

/// A view of a key's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyNumbers<'a> {
    /// A point of a COSE curve.
    Ec2 { curve: i8, x: &'a [u8], y: &'a [u8] },
    /// Modulus and exponent, without leading zeros.
    Rsa { n: &'a [u8], e: &'a [u8] },
    /// A key that is bytes alone.
    Bytes(&'a [u8]),
}

impl KeyNumbers<'_> {
    /// The uncompressed point of SEC 1 §2.3.3.
    pub(crate) fn point(&self) -> Option<Vec<u8>> {
        match self {
            KeyNumbers::Ec2 { x, y, .. } => Some([&[0x04], *x, *y].concat()),
            KeyNumbers::Rsa { .. } | KeyNumbers::Bytes(_) => None,
        }
    }
}

const KTY: i8 = 1;
const ALG: i8 = 3;
const KTY_OKP: i8 = 1;
const KTY_EC2: i8 = 2;
const KTY_RSA: i8 = 3;
const KTY_AKP: i8 = 7;
const CRV: i8 = -1;
const X: i8 = -2;
const Y: i8 = -3;
const N: i8 = -1;
const E: i8 = -2;
const PUB: i8 = -1;
const ED25519_CRV: i8 = 6;
const ED25519_BYTES: usize = 32;
const COORDINATE_BYTES_MAX: usize = 66;
const MODULUS_BITS_MIN: usize = 2048;
const MODULUS_BITS_MAX: usize = 8192;
const EXPONENT_BYTES_MAX: usize = 4;

impl PublicKey {
    /// Parses a COSE key (RFC 9052 §7), as authenticators send it and [`PublicKey::as_cose`] gave it back.
    pub fn from_cose(cose: &[u8]) -> Result<Self, Error> {
        Self::parse(cose).map_err(Error::PublicKeyRefused)
    }

    pub(crate) fn parse(cose: &[u8]) -> Result<Self, PublicKeyFault> {
        let map = cbor::parse(cose)?.map().ok_or(PublicKeyFault::NotMap)?;
        let seen = integer(map, ALG)?;
        let algorithm = i64::try_from(seen)
            .ok()
            .and_then(Algorithm::from_cose_identifier)
            .ok_or(PublicKeyFault::AlgorithmUnsupported { seen })?;
        let kind = algorithm.key_kind();
        let key = match kind {
            KeyKind::Ec2 { curve, coordinate_bytes, .. } => ec2(map, algorithm, curve, coordinate_bytes),
            KeyKind::Ed25519 => ed25519(map),
            KeyKind::Rsa(parameters) => rsa(map, algorithm, parameters),
            KeyKind::Akp { bytes, .. } => akp(map, algorithm, bytes),
        }?;
        Ok(PublicKey { cose: cose.into(), algorithm, key })
    }

    /// The COSE bytes, to be stored and given to [`PublicKey::from_cose`] again.
    pub fn as_cose(&self) -> &[u8] {
        &self.cose
    }

    /// The algorithm that the key is bound to.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The numbers that make the key.
    pub(crate) fn numbers(&self) -> KeyNumbers<'_> {
        const CHECKED: &str = "the key was parsed before it is viewed";
        let map = cbor::parse(&self.cose).ok().and_then(Value::map).expect(CHECKED);
        let number = |label| bytes(map, label).expect(CHECKED);
        match self.algorithm.key_kind() {
            KeyKind::Ec2 { curve, .. } => KeyNumbers::Ec2 { curve, x: number(X), y: number(Y) },
            KeyKind::Ed25519 => KeyNumbers::Bytes(number(X)),
            KeyKind::Rsa(_) => KeyNumbers::Rsa { n: number(N), e: number(E) },
            KeyKind::Akp { .. } => KeyNumbers::Bytes(number(PUB)),
        }
    }

    /// Verifies a signature in the form of §6.5.5: ASN.1 for ECDSA, plain for EdDSA and RSA.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Error> {
        self.key
            .verify_sig(message, signature)
            .map_err(|_| Error::SignatureInvalid { algorithm: self.algorithm })
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.cose == other.cose
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PublicKey({}, {})", self.algorithm, crate::base64url::encode(&self.cose))
    }
}

fn ec2(
    map: Map<'_>,
    algorithm: Algorithm,
    curve: i8,
    coordinate_bytes: usize,
) -> Result<ParsedPublicKey, PublicKeyFault> {
    check_key_type(map, algorithm, KTY_EC2)?;
    check_curve(map, algorithm, curve)?;
    // The uncompressed point of SEC 1 §2.3.3. A compressed y is a Bool in COSE, which §5.8.5 forbids.
    let mut point = [0x04; 1 + 2 * COORDINATE_BYTES_MAX];
    for (label, begins_at) in [(X, 1), (Y, 1 + coordinate_bytes)] {
        let coordinate = number(map, label, algorithm, coordinate_bytes)?;
        point[begins_at..begins_at + coordinate_bytes].copy_from_slice(coordinate);
    }
    check_parameters(map, 5)?;
    ParsedPublicKey::new(algorithm.key_kind().verification(), &point[..1 + 2 * coordinate_bytes])
        .map_err(|_| PublicKeyFault::PointInvalid)
}

fn ed25519(map: Map<'_>) -> Result<ParsedPublicKey, PublicKeyFault> {
    check_key_type(map, Algorithm::EdDsa, KTY_OKP)?;
    check_curve(map, Algorithm::EdDsa, ED25519_CRV)?;
    let x = number(map, X, Algorithm::EdDsa, ED25519_BYTES)?;
    check_parameters(map, 4)?;
    let point: &[u8; ED25519_BYTES] = x.try_into().map_err(|_| PublicKeyFault::PointInvalid)?;
    if !ed25519_point::is_usable(point) {
        return Err(PublicKeyFault::PointInvalid);
    }
    ParsedPublicKey::new(&signature::ED25519, point).map_err(|_| PublicKeyFault::PointInvalid)
}

fn rsa(
    map: Map<'_>,
    algorithm: Algorithm,
    parameters: &'static RsaParameters,
) -> Result<ParsedPublicKey, PublicKeyFault> {
    check_key_type(map, algorithm, KTY_RSA)?;
    let (n, e) = (bytes(map, N)?, bytes(map, E)?);
    check_parameters(map, 4)?;
    let is_odd_and_shortest = |number: &[u8]| {
        number.first().is_some_and(|first| *first != 0) && number.last().is_some_and(|last| last % 2 == 1)
    };
    let bits = n.len() * 8 - n.first().map_or(0, |first| first.leading_zeros() as usize);
    if !is_odd_and_shortest(n) || !(MODULUS_BITS_MIN..=MODULUS_BITS_MAX).contains(&bits) {
        return Err(PublicKeyFault::ModulusInvalid { bits });
    }
    if !is_odd_and_shortest(e) || e == [1] || e.len() > EXPONENT_BYTES_MAX {
        return Err(PublicKeyFault::ExponentInvalid);
    }
    RsaPublicKeyComponents { n, e }
        .to_parsed_public_key(parameters)
        .map_err(|_| PublicKeyFault::ModulusInvalid { bits })
}

fn akp(map: Map<'_>, algorithm: Algorithm, key_bytes: usize) -> Result<ParsedPublicKey, PublicKeyFault> {
    check_key_type(map, algorithm, KTY_AKP)?;
    let key = number(map, PUB, algorithm, key_bytes)?;
    check_parameters(map, 3)?;
    ParsedPublicKey::new(algorithm.key_kind().verification(), key).map_err(|_| PublicKeyFault::PointInvalid)
}

fn check_key_type(map: Map<'_>, algorithm: Algorithm, expected: i8) -> Result<(), PublicKeyFault> {
    let seen = integer(map, KTY)?;
    if seen != i128::from(expected) {
        return Err(PublicKeyFault::KeyTypeMismatch { algorithm, expected, seen });
    }
    Ok(())
}

fn check_curve(map: Map<'_>, algorithm: Algorithm, expected: i8) -> Result<(), PublicKeyFault> {
    let seen = integer(map, CRV)?;
    if seen != i128::from(expected) {
        return Err(PublicKeyFault::CurveMismatch { algorithm, expected, seen });
    }
    Ok(())
}

/// All parameters of the kind were found and keys are distinct, so the count tells of any other.
fn check_parameters(map: Map<'_>, expected: usize) -> Result<(), PublicKeyFault> {
    if map.len() != expected {
        return Err(PublicKeyFault::ParameterUnexpected);
    }
    Ok(())
}

fn number<'a>(
    map: Map<'a>,
    label: i8,
    algorithm: Algorithm,
    expected: usize,
) -> Result<&'a [u8], PublicKeyFault> {
    let number = bytes(map, label)?;
    if number.len() != expected {
        return Err(PublicKeyFault::NumberLength { algorithm, expected, seen: number.len() });
    }
    Ok(number)
}

fn integer(map: Map<'_>, label: i8) -> Result<i128, PublicKeyFault> {
    parameter(map, label).and_then(Value::integer).ok_or(PublicKeyFault::ParameterMissing { label })
}

fn bytes(map: Map<'_>, label: i8) -> Result<&[u8], PublicKeyFault> {
    parameter(map, label).and_then(Value::bytes).ok_or(PublicKeyFault::ParameterMissing { label })
}

fn parameter(map: Map<'_>, label: i8) -> Option<Value<'_>> {
    map.entries().find(|(key, _)| key.integer() == Some(label.into())).map(|(_, value)| value)
}
