//! The attestation object (WebAuthn 6.5.4) with the statements `none` (8.7) and `packed`, self-signed (8.2).

use crate::cbor;
use crate::misbehaviour::Misbehaviour;

/// The statement that stands in an attestation object.
pub(crate) enum Statement {
    None,
    PackedSelf { algorithm: i64, signature: Vec<u8> },
}

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
