//! The TPM's own structures (TPM 2.0 Library, Part 2: Structures): integers are big-endian, a TPM2B is a 16-bit length
//! and bytes.

use crate::PublicKey;
use crate::der::shortest;
use crate::public_key::KeyNumbers;
use aws_lc_rs::digest;

const TPM_ALG_RSA: u16 = 0x0001;
const TPM_ALG_NULL: u16 = 0x0010;
const TPM_ALG_ECC: u16 = 0x0023;
const TPM_GENERATED_VALUE: u32 = 0xff54_4347;
const TPM_ST_ATTEST_CERTIFY: u16 = 0x8017;

/// An exponent of 0 means the usual one.
const EXPONENT_DEFAULT: u32 = 65_537;

/// TPMT_PUBLIC (12.2.4): a key as the TPM has it.
pub(super) struct PublicArea<'a> {
    name_algorithm: u16,
    key: TpmKey<'a>,
}

enum TpmKey<'a> {
    Rsa { modulus: &'a [u8], exponent: u32 },
    Ecc { curve: u16, x: &'a [u8], y: &'a [u8] },
}

impl<'a> PublicArea<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = Reader(bytes);
        let kind = rest.u16()?;
        let name_algorithm = rest.u16()?;
        let (_attributes, _auth_policy) = (rest.u32()?, rest.sized()?);
        rest.symmetric()?;
        rest.scheme()?;
        let key = match kind {
            TPM_ALG_RSA => {
                let (_key_bits, exponent) = (rest.u16()?, rest.u32()?);
                TpmKey::Rsa { modulus: rest.sized()?, exponent }
            }
            TPM_ALG_ECC => {
                let curve = rest.u16()?;
                // The key derivation has the form of a scheme.
                rest.scheme()?;
                TpmKey::Ecc { curve, x: rest.sized()?, y: rest.sized()? }
            }
            _ => return None,
        };
        rest.0.is_empty().then_some(PublicArea { name_algorithm, key })
    }

    /// Whether it holds the numbers of a credential's key.
    pub(super) fn is_key(&self, public_key: &PublicKey) -> bool {
        match (&self.key, public_key.numbers()) {
            (TpmKey::Rsa { modulus, exponent }, KeyNumbers::Rsa { n, e }) => {
                let exponent = if *exponent == 0 { EXPONENT_DEFAULT } else { *exponent };
                shortest(modulus) == n && shortest(&exponent.to_be_bytes()) == e
            }
            (TpmKey::Ecc { curve, x, y }, KeyNumbers::Ec2 { curve: cose, x: wanted_x, y: wanted_y }) => {
                cose_curve(*curve) == Some(cose)
                    && (shortest(x), shortest(y)) == (shortest(wanted_x), shortest(wanted_y))
            }
            _ => false,
        }
    }

    /// Whether a name (16) is this area's: its algorithm and hash.
    pub(super) fn has_name(&self, area: &[u8], name: &[u8]) -> bool {
        let hash = match self.name_algorithm {
            0x000b => &digest::SHA256,
            0x000c => &digest::SHA384,
            0x000d => &digest::SHA512,
            _ => return false,
        };
        name == [self.name_algorithm.to_be_bytes().as_slice(), digest::digest(hash, area).as_ref()].concat()
    }
}

/// TPMS_ATTEST (10.12.8) of a certified key.
pub(super) struct CertifyInfo<'a> {
    /// What the caller had the TPM sign with it.
    pub(super) extra_data: &'a [u8],
    /// The certified key's name.
    pub(super) name: &'a [u8],
}

impl<'a> CertifyInfo<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        const CLOCK_INFO_AND_FIRMWARE_BYTES: usize = 8 + 4 + 4 + 1 + 8;
        let mut rest = Reader(bytes);
        if rest.u32()? != TPM_GENERATED_VALUE || rest.u16()? != TPM_ST_ATTEST_CERTIFY {
            return None;
        }
        let _qualified_signer = rest.sized()?;
        let extra_data = rest.sized()?;
        rest.take(CLOCK_INFO_AND_FIRMWARE_BYTES)?;
        let name = rest.sized()?;
        let _qualified_name = rest.sized()?;
        rest.0.is_empty().then_some(CertifyInfo { extra_data, name })
    }
}

/// TPM_ECC_CURVE (6.4), by its COSE number.
fn cose_curve(curve: u16) -> Option<i8> {
    match curve {
        0x0003 => Some(1),
        0x0004 => Some(2),
        0x0005 => Some(3),
        _ => None,
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).map(|bytes| u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn sized(&mut self) -> Option<&'a [u8]> {
        let length = self.u16()?;
        self.take(length.into())
    }

    /// TPMT_SYM_DEF_OBJECT: none, or an algorithm with its key bits and mode.
    fn symmetric(&mut self) -> Option<()> {
        match self.u16()? {
            TPM_ALG_NULL => Some(()),
            _ => self.take(4).map(drop),
        }
    }

    /// TPMT_RSA_SCHEME, TPMT_ECC_SCHEME, TPMT_KDF_SCHEME: none, or one with its hash.
    fn scheme(&mut self) -> Option<()> {
        match self.u16()? {
            TPM_ALG_NULL => Some(()),
            _ => self.take(2).map(drop),
        }
    }
}
