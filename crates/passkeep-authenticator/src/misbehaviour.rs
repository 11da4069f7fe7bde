//! What an authenticator or client can do wrongly, one member for each. What comes before the signature is
//! signed along with the rest; the `flip_` members and the trailing bytes of a signature come after it.

use serde_json::Value;

use crate::algorithm::Algorithm;
use crate::cbor::CborFault;

/// What to do wrongly in one call. The default is to behave.
#[derive(Clone, Debug, Default)]
pub struct Misbehaviour {
    /// The client data's `type`.
    pub ceremony_type: Option<String>,
    /// The client data's `challenge`, as it stands in the JSON.
    pub challenge: Option<String>,
    /// The client data's `origin`.
    pub origin: Option<String>,
    /// The client data's `crossOrigin`.
    pub cross_origin: Option<bool>,
    /// The client data's `topOrigin`, otherwise absent.
    pub top_origin: Option<String>,
    /// Members after the client data's own; a name can be one that is there already.
    pub extra_client_data: Vec<(String, Value)>,
    /// Bytes after the client data's closing brace.
    pub client_data_trailing: Vec<u8>,
    /// The whole client data, whatever the members above say.
    pub client_data_json: Option<Vec<u8>>,

    /// The authenticator data's RP ID hash.
    pub rp_id_hash: Option<[u8; 32]>,
    /// Bits of the flags byte to set, from [`flag`](crate::flag).
    pub set_flags: u8,
    /// Bits of the flags byte to clear, after those to set.
    pub clear_flags: u8,
    /// The sign count.
    pub sign_count: Option<SignCountFault>,
    /// Bytes after the authenticator data: where extensions stand, when ED is set.
    pub authenticator_data_trailing: Vec<u8>,

    /// Registration: the new credential's id, in all places. At most 65,535 bytes fit.
    pub credential_id: Option<Vec<u8>>,
    /// Registration: the new key's algorithm, whatever `pubKeyCredParams` has.
    pub algorithm: Option<Algorithm>,
    /// Registration: the algorithm that the public key claims to be of, by its COSE number.
    pub public_key_algorithm: Option<i64>,
    /// Registration: the public key is badly written.
    pub public_key_cbor: Option<CborFault>,
    /// Registration: the attestation object is badly written.
    pub attestation_object_cbor: Option<CborFault>,
    /// Registration: bytes after the attestation object.
    pub attestation_object_trailing: Vec<u8>,
    /// Registration: the attestation object's `fmt`; the statement stays as it was.
    pub attestation_format: Option<String>,
    /// Registration: the algorithm that a packed statement claims, by its COSE number.
    pub attestation_algorithm: Option<i64>,
    /// Registration: credentials of `excludeCredentials` don't stop it.
    pub ignores_exclude_credentials: bool,

    /// Authentication: the user handle.
    pub user_handle: Option<UserHandleFault>,
    /// Authentication: the id of the held credential to sign with, whatever the RP ID and `allowCredentials` are.
    pub credential: Option<Vec<u8>>,

    /// Another key than the credential's signs the assertion, or the packed statement.
    pub signing_key: Option<SigningKeyFault>,
    /// The answer's `id`, while `rawId` stays.
    pub id: Option<String>,
    /// The answer's `rawId`, while `id` stays.
    pub raw_id: Option<Vec<u8>>,

    /// Flips a bit of the client data after it was signed, counted from the first byte's highest bit.
    pub flip_client_data_bit: Option<usize>,
    /// Flips a bit of the authenticator data after it was signed.
    pub flip_authenticator_data_bit: Option<usize>,
    /// Flips a bit of the assertion's or the packed statement's signature.
    pub flip_signature_bit: Option<usize>,
    /// Bytes after the assertion's or the packed statement's signature.
    pub signature_trailing: Vec<u8>,
}

/// A sign count that isn't the next one. The credential goes on from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignCountFault {
    /// The last one again.
    Freeze,
    /// This one.
    Exactly(u32),
}

/// A user handle that isn't the credential's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserHandleFault {
    /// There is none.
    Omit,
    /// This one.
    Replace(Vec<u8>),
}

/// A key that isn't the credential's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningKeyFault {
    /// A new key of the same algorithm.
    Another,
    /// A new key of this algorithm.
    OfAlgorithm(Algorithm),
}

impl Misbehaviour {
    /// Flips the bit when one is asked for.
    ///
    /// # Panics
    /// When there is no such bit: the test that asked for it would show nothing.
    pub(crate) fn flip(bytes: &mut [u8], bit: Option<usize>) {
        if let Some(bit) = bit {
            bytes[bit / 8] ^= 0x80 >> (bit % 8);
        }
    }
}
