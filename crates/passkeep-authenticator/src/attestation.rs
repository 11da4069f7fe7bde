//! The attestation object (WebAuthn 6.5.4) with the statements `none` (8.7) and `packed` (8.2): self-signed, or by a
//! vendor's certificate.

use crate::cbor;
use crate::misbehaviour::Misbehaviour;

/// The statement that stands in an attestation object.
pub(crate) enum Statement {
    None,
    PackedSelf { algorithm: i64, signature: Vec<u8> },
    PackedBasic { signature: Vec<u8>, certificate: Vec<u8> },
}

/// What vendors' keys sign by.
const ES256: i64 = -7;

const ARRAY_OF_ONE: u8 = 0x81;

pub(crate) fn attestation_object(
    authenticator_data: &[u8],
    statement: Statement,
    misbehaviour: &Misbehaviour,
) -> Vec<u8> {
    let (format, statement) = match statement {
        Statement::None => ("none", cbor::map(Vec::new(), None)),
        Statement::PackedSelf { algorithm, signature } => {
            let algorithm = misbehaviour.attestation_algorithm.unwrap_or(algorithm);
            let entries = vec![
                (cbor::item("alg"), cbor::item(algorithm)),
                (cbor::item("sig"), cbor::byte_string(&signature)),
            ];
            ("packed", cbor::map(entries, None))
        }
        Statement::PackedBasic { signature, certificate } => {
            let entries = vec![
                (cbor::item("alg"), cbor::item(misbehaviour.attestation_algorithm.unwrap_or(ES256))),
                (cbor::item("sig"), cbor::byte_string(&signature)),
                (cbor::item("x5c"), [&[ARRAY_OF_ONE], cbor::byte_string(&certificate).as_slice()].concat()),
            ];
            ("packed", cbor::map(entries, None))
        }
    };
    let format = misbehaviour.attestation_format.as_deref().unwrap_or(format);
    let entries = vec![
        (cbor::item("fmt"), cbor::item(format)),
        (cbor::item("attStmt"), statement),
        (cbor::item("authData"), cbor::byte_string(authenticator_data)),
    ];

    let mut bytes = cbor::map(entries, misbehaviour.attestation_object_cbor);
    bytes.extend_from_slice(&misbehaviour.attestation_object_trailing);
    bytes
}
