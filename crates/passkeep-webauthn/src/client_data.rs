//! Client data (WebAuthn L3 §5.8.1): what the client says about who asked, and for what.

use crate::error::excerpt;
use crate::json::{self, JsonFault, Text};
use crate::{Ceremony, Error, Origin, base64url};
use aws_lc_rs::digest;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;

/// The most bytes that `clientDataJSON` may have. Browsers write about 200.
pub(crate) const BYTES_MAX: usize = 8 * 1024;

/// The least bytes of a challenge (§13.4.3): with fewer, or none, an answer could be made beforehand.
pub(crate) const CHALLENGE_BYTES_MIN: usize = 16;

/// The byte order mark that "UTF-8 decode" of the Encoding Standard takes off.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why bytes are not client data (§5.8.1).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ClientDataFault {
    /// More bytes than any client writes.
    #[error("{bytes} bytes, at most {bytes_max} allowed")]
    TooLarge {
        /// How many there were.
        bytes: usize,
        /// How many may be.
        bytes_max: usize,
    },
    /// Not JSON of client data's shape.
    #[error("{0}")]
    Json(JsonFault),
    /// A member that must be there is absent.
    #[error("the member {member} is absent")]
    MemberMissing {
        /// Its name.
        member: &'static str,
    },
}

/// The members that verification looks at; others may come and are passed over (§5.8.1.2).
#[derive(Debug)]
pub(crate) struct ClientData<'a> {
    kind: Cow<'a, str>,
    challenge: Cow<'a, str>,
    origin: Cow<'a, str>,
    cross_origin: bool,
    top_origin: Option<Cow<'a, str>>,
}

/// What the relying party expects of client data.
pub(crate) struct ClientDataExpectation<'a> {
    pub(crate) challenge: &'a [u8],
    pub(crate) origins: &'a [Origin],
    pub(crate) top_origins: &'a [Origin],
}

impl<'a> ClientData<'a> {
    /// §7.1 steps 5 and 6, §7.2 steps 8 and 9.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, ClientDataFault> {
        if bytes.len() > BYTES_MAX {
            return Err(ClientDataFault::TooLarge { bytes: bytes.len(), bytes_max: BYTES_MAX });
        }
        let json = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        json::read::<Members>(json).map_err(ClientDataFault::Json)?.check()
    }

    /// §7.1 steps 7 to 11, §7.2 steps 10 to 14.
    pub(crate) fn check(
        &self,
        ceremony: Ceremony,
        expected: &ClientDataExpectation<'_>,
    ) -> Result<(), Error> {
        let expected_type = ceremony.client_data_type();
        if self.kind != expected_type {
            return Err(Error::TypeMismatch { ceremony, expected: expected_type, seen: excerpt(&self.kind) });
        }
        self.check_challenge(ceremony, expected.challenge)?;
        if !contains(expected.origins, &self.origin) {
            let expected = expected.origins.to_vec();
            return Err(Error::OriginUnexpected { ceremony, expected, seen: excerpt(&self.origin) });
        }
        // A relying party that names origins to be framed within expects to be framed.
        if self.cross_origin && expected.top_origins.is_empty() {
            return Err(Error::CrossOriginUnexpected { ceremony });
        }
        match &self.top_origin {
            Some(top_origin) if !contains(expected.top_origins, top_origin) => {
                Err(Error::TopOriginUnexpected {
                    ceremony,
                    expected: expected.top_origins.to_vec(),
                    seen: excerpt(top_origin),
                })
            }
            _ => Ok(()),
        }
    }

    fn check_challenge(&self, ceremony: Ceremony, expected: &[u8]) -> Result<(), Error> {
        if expected.len() < CHALLENGE_BYTES_MIN {
            return Err(Error::ChallengeTooShort {
                ceremony,
                bytes: expected.len(),
                bytes_min: CHALLENGE_BYTES_MIN,
            });
        }
        if !base64url::is_encoding_of(&self.challenge, expected) {
            let expected = base64url::encode(expected);
            return Err(Error::ChallengeMismatch { ceremony, expected, seen: excerpt(&self.challenge) });
        }
        Ok(())
    }
}

/// The hash that is signed (§7.1 step 12, §7.2 step 20), and that of the RP ID.
pub(crate) fn sha_256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}

fn contains(origins: &[Origin], seen: &str) -> bool {
    origins.iter().any(|origin| origin.as_str() == seen)
}

/// The checked members as they stand in the JSON.
#[derive(Default)]
struct Members<'a> {
    kind: Option<Cow<'a, str>>,
    challenge: Option<Cow<'a, str>>,
    origin: Option<Cow<'a, str>>,
    cross_origin: Option<bool>,
    top_origin: Option<Cow<'a, str>>,
}

impl<'a> Members<'a> {
    fn check(self) -> Result<ClientData<'a>, ClientDataFault> {
        let missing = |member| ClientDataFault::MemberMissing { member };
        Ok(ClientData {
            kind: self.kind.ok_or(missing("type"))?,
            challenge: self.challenge.ok_or(missing("challenge"))?,
            origin: self.origin.ok_or(missing("origin"))?,
            cross_origin: self.cross_origin.unwrap_or(false),
            top_origin: self.top_origin,
        })
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Members::default();
        while let Some(Text(key)) = map.next_key()? {
            match key.as_ref() {
                "type" => members.kind = Some(map.next_value::<Text>()?.0),
                "challenge" => members.challenge = Some(map.next_value::<Text>()?.0),
                "origin" => members.origin = Some(map.next_value::<Text>()?.0),
                "crossOrigin" => members.cross_origin = Some(map.next_value()?),
                "topOrigin" => members.top_origin = Some(map.next_value::<Text>()?.0),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(members)
    }
}
