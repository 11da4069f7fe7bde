//! Authenticator data (WebAuthn L3 §6.1): what the authenticator itself says and signs.

use crate::cbor::{self, CborFault};
use crate::error::excerpt;
use crate::{Ceremony, CredentialProtection, Error};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use thiserror::Error;

/// The identifier of an authenticator's model (§6.5.1), written as a UUID. All zeros: not told.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Aaguid(pub [u8; 16]);

/// Why bytes are not authenticator data (§6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AuthenticatorDataFault {
    /// The bytes end too soon.
    #[error("{bytes} bytes are too few")]
    Truncated {
        /// How many there are.
        bytes: usize,
    },
    /// Bytes follow that no flag announces.
    #[error("{bytes} bytes follow that no flag announces")]
    TrailingBytes {
        /// How many follow.
        bytes: usize,
    },
    /// A registration without attested credential data (§6.5.1).
    #[error("there is no attested credential data")]
    CredentialDataMissing,
    /// An authentication with attested credential data, which §6.1 forbids.
    #[error("attested credential data stands in an authentication")]
    CredentialDataUnexpected,
    /// A credential id of no bytes.
    #[error("the credential id is empty")]
    CredentialIdEmpty,
    /// The public key is not canonical CBOR.
    #[error("the public key is not canonical CBOR: {0}")]
    PublicKey(CborFault),
    /// The extension outputs are not canonical CBOR.
    #[error("the extension outputs are not canonical CBOR: {0}")]
    Extensions(CborFault),
    /// The extension outputs are not a map.
    #[error("the extension outputs are not a map")]
    ExtensionsNotMap,
    /// An extension output whose identifier is not text (§9.1).
    #[error("an extension identifier is not text")]
    ExtensionIdentifierNotText,
    /// `credProtect` is none of the policies that there are (CTAP 2.2 §12.1).
    #[error("credProtect is none of 1, 2 and 3")]
    CredentialProtectionUnknown,
}

/// A view of authenticator data.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AuthenticatorData<'a> {
    bytes: &'a [u8],
    rp_id_hash: [u8; 32],
    flags: u8,
    pub(crate) sign_count: u32,
    attested_credential: Option<AttestedCredential<'a>>,
    /// The authenticator's extension outputs: a map, as its bytes stand.
    pub(crate) extensions: Option<&'a [u8]>,
}

/// A view of attested credential data (§6.5.1).
#[derive(Debug, Clone, Copy)]
pub(crate) struct AttestedCredential<'a> {
    pub(crate) aaguid: Aaguid,
    pub(crate) credential_id: &'a [u8],
    pub(crate) public_key_cose: &'a [u8],
}

/// The bytes that a signature covers, in one piece as verification wants them. Those of an authentication are short, and
/// stand on the stack.
#[derive(Debug)]
pub(crate) enum SignedBytes {
    Short { bytes: [u8; SHORT_BYTES_MAX], length: usize },
    Long(Vec<u8>),
}

/// An authentication without extension outputs has 69 bytes; those of `hmac-secret` add about 100.
const SHORT_BYTES_MAX: usize = 192;

const USER_PRESENT: u8 = 1 << 0;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKUP_STATE: u8 = 1 << 4;
const ATTESTED_CREDENTIAL: u8 = 1 << 6;
const EXTENSIONS: u8 = 1 << 7;

impl<'a> AuthenticatorData<'a> {
    /// Reads the bytes to their end. The reserved bits 1 and 5 of the flags are ignored (§6.1).
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, AuthenticatorDataFault> {
        let mut rest = Rest { total: bytes.len(), bytes };
        let rp_id_hash = rest.take_array()?;
        let [flags] = rest.take_array()?;
        let sign_count = u32::from_be_bytes(rest.take_array()?);
        let attested_credential =
            if flags & ATTESTED_CREDENTIAL != 0 { Some(AttestedCredential::take(&mut rest)?) } else { None };
        let extensions = if flags & EXTENSIONS != 0 { Some(take_extensions(&mut rest)?) } else { None };
        if !rest.bytes.is_empty() {
            return Err(AuthenticatorDataFault::TrailingBytes { bytes: rest.bytes.len() });
        }
        Ok(AuthenticatorData { bytes, rp_id_hash, flags, sign_count, attested_credential, extensions })
    }

    /// The bytes that are signed: the authenticator data and the client data's hash (§6.3.3, §6.5.5).
    pub(crate) fn signed_with(&self, client_data_hash: &[u8; 32]) -> SignedBytes {
        let length = self.bytes.len() + client_data_hash.len();
        if length > SHORT_BYTES_MAX {
            return SignedBytes::Long([self.bytes, client_data_hash].concat());
        }
        let mut bytes = [0; SHORT_BYTES_MAX];
        let (data, hash) = bytes[..length].split_at_mut(self.bytes.len());
        data.copy_from_slice(self.bytes);
        hash.copy_from_slice(client_data_hash);
        SignedBytes::Short { bytes, length }
    }

    pub(crate) fn rp_id_hash(&self) -> &[u8; 32] {
        &self.rp_id_hash
    }

    pub(crate) fn user_present(&self) -> bool {
        self.flags & USER_PRESENT != 0
    }

    pub(crate) fn user_verified(&self) -> bool {
        self.flags & USER_VERIFIED != 0
    }

    pub(crate) fn backup_eligible(&self) -> bool {
        self.flags & BACKUP_ELIGIBLE != 0
    }

    pub(crate) fn backup_state(&self) -> bool {
        self.flags & BACKUP_STATE != 0
    }

    pub(crate) fn attested_credential(&self) -> Result<AttestedCredential<'a>, AuthenticatorDataFault> {
        self.attested_credential.ok_or(AuthenticatorDataFault::CredentialDataMissing)
    }

    pub(crate) fn check_no_attested_credential(&self) -> Result<(), AuthenticatorDataFault> {
        match self.attested_credential {
            None => Ok(()),
            Some(_) => Err(AuthenticatorDataFault::CredentialDataUnexpected),
        }
    }

    /// What a new credential's authenticator says of the extension `credProtect`.
    pub(crate) fn credential_protection(
        &self,
    ) -> Result<Option<CredentialProtection>, AuthenticatorDataFault> {
        let map = self.extensions.and_then(|outputs| cbor::parse(outputs).ok()?.map());
        let Some(value) = map.and_then(|map| map.text_key("credProtect")) else { return Ok(None) };
        let protection = value.integer().and_then(CredentialProtection::from_number);
        protection.map(Some).ok_or(AuthenticatorDataFault::CredentialProtectionUnknown)
    }

    /// §7.1 step 14, §7.2 step 15.
    pub(crate) fn check_rp_id(&self, ceremony: Ceremony, rp_id: &str) -> Result<(), Error> {
        if self.rp_id_hash != crate::client_data::sha_256(rp_id.as_bytes()) {
            return Err(Error::RpIdMismatch {
                ceremony,
                expected: rp_id.to_owned(),
                seen_hash: self.rp_id_hash,
            });
        }
        Ok(())
    }

    /// §7.1 step 17, §7.2 step 18.
    pub(crate) fn check_backup_flags(&self, ceremony: Ceremony) -> Result<(), Error> {
        if self.backup_state() && !self.backup_eligible() {
            return Err(Error::BackupStateWithoutEligibility { ceremony });
        }
        Ok(())
    }
}

fn take_extensions<'a>(rest: &mut Rest<'a>) -> Result<&'a [u8], AuthenticatorDataFault> {
    let outputs = rest.take_item().map_err(AuthenticatorDataFault::Extensions)?;
    let value = cbor::parse(outputs).map_err(AuthenticatorDataFault::Extensions)?;
    let map = value.map().ok_or(AuthenticatorDataFault::ExtensionsNotMap)?;
    if map.entries().any(|(identifier, _)| identifier.text().is_none()) {
        return Err(AuthenticatorDataFault::ExtensionIdentifierNotText);
    }
    Ok(outputs)
}

impl<'a> AttestedCredential<'a> {
    fn take(rest: &mut Rest<'a>) -> Result<Self, AuthenticatorDataFault> {
        let aaguid = Aaguid(rest.take_array()?);
        let credential_id_length = u16::from_be_bytes(rest.take_array()?);
        let credential_id = rest.take(credential_id_length.into())?;
        if credential_id.is_empty() {
            return Err(AuthenticatorDataFault::CredentialIdEmpty);
        }
        let public_key_cose = rest.take_item().map_err(AuthenticatorDataFault::PublicKey)?;
        Ok(AttestedCredential { aaguid, credential_id, public_key_cose })
    }
}

impl Deref for SignedBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            SignedBytes::Short { bytes, length } => &bytes[..*length],
            SignedBytes::Long(bytes) => bytes,
        }
    }
}

struct Rest<'a> {
    total: usize,
    bytes: &'a [u8],
}

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], AuthenticatorDataFault> {
        let (taken, rest) = self
            .bytes
            .split_at_checked(length)
            .ok_or(AuthenticatorDataFault::Truncated { bytes: self.total })?;
        self.bytes = rest;
        Ok(taken)
    }

    fn take_array<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], AuthenticatorDataFault> {
        let mut array = [0; LENGTH];
        array.copy_from_slice(self.take(LENGTH)?);
        Ok(array)
    }

    fn take_item(&mut self) -> Result<&'a [u8], CborFault> {
        let (item, rest) = cbor::split_item(self.bytes)?;
        self.bytes = rest;
        Ok(item)
    }
}

impl fmt::Display for Aaguid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, byte) in self.0.iter().enumerate() {
            if matches!(position, 4 | 6 | 8 | 10) {
                formatter.write_str("-")?;
            }
            write!(formatter, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Aaguid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Aaguid({self})")
    }
}

impl FromStr for Aaguid {
    type Err = Error;

    /// Parses a UUID of 36 characters, in either case.
    fn from_str(uuid: &str) -> Result<Self, Error> {
        let malformed = || Error::AaguidMalformed { seen: excerpt(uuid) };
        let groups = uuid.split('-').map(str::len);
        if !groups.eq([8, 4, 4, 4, 12]) || !uuid.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        {
            return Err(malformed());
        }
        let number = u128::from_str_radix(&uuid.replace('-', ""), 16).map_err(|_| malformed())?;
        Ok(Aaguid(number.to_be_bytes()))
    }
}

impl TryFrom<String> for Aaguid {
    type Error = Error;

    fn try_from(uuid: String) -> Result<Self, Error> {
        uuid.parse()
    }
}

impl From<Aaguid> for String {
    fn from(aaguid: Aaguid) -> Self {
        aaguid.to_string()
    }
}
