//! Doors for the fuzz targets to what is not public, each with what must hold of whatever it reads. No part of the API:
//! it is built under `cfg(fuzzing)` alone.

use crate::attestation::{AttestationObject, Attested};
use crate::authenticator_data::AuthenticatorData;
use crate::cbor::{self, Value};
use crate::certificate::{Certificate, find_anchor};
use crate::client_data::{ClientData, ClientDataExpectation, sha_256};
use crate::{
    Algorithm, AttestationPolicy, AttestationType, Ceremony, Metadata, MetadataAuthority, Origin, PublicKey,
    TrustAnchor, Untrusted,
};

const NOW_SECONDS: i64 = 1_767_225_600;

/// No client data holds the challenge that is its own hash.
pub fn client_data(bytes: &[u8]) {
    let Ok(client_data) = ClientData::parse(bytes) else { return };
    let origins = [Origin::parse("https://example.org").expect("it is an origin")];
    let challenge = &sha_256(bytes);
    for ceremony in [Ceremony::Registration, Ceremony::Authentication] {
        let expected = ClientDataExpectation { challenge, origins: &origins, top_origins: &origins };
        assert!(client_data.check(ceremony, &expected).is_err());
    }
}

/// What is signed is what was read, whole.
pub fn authenticator_data(bytes: &[u8]) {
    let Ok(data) = AuthenticatorData::parse(bytes) else { return };
    let hash = sha_256(bytes);
    assert_eq!(data.signed_with(&hash)[..], [bytes, &hash].concat());
    assert!(
        data.check_rp_id(Ceremony::Registration, "example.org").is_err()
            || bytes[..32] == sha_256(b"example.org")
    );
    if let Ok(credential) = data.attested_credential() {
        assert_eq!(bytes[37..53], credential.aaguid.0);
        let _ = PublicKey::parse(credential.public_key_cose);
    }
}

/// A canonical item has one form: written again by what was read, it is the same bytes.
pub fn cbor(bytes: &[u8]) {
    if let Ok(value) = cbor::parse_to_depth(bytes, cbor::COMPOUND_DEPTH_MAX) {
        assert!(after(bytes, value).is_empty());
    }
    if let Ok((item, rest)) = cbor::split_item(bytes) {
        assert_eq!(item.len() + rest.len(), bytes.len());
        assert!(cbor::parse(item).is_ok());
    }
}

/// A key that was read is stored and read again as it was; it verifies nothing that it did not sign.
pub fn cose_key(bytes: &[u8]) {
    let Ok(key) = PublicKey::from_cose(bytes) else { return };
    assert_eq!(key.as_cose(), bytes);
    assert!(PublicKey::from_cose(key.as_cose()).is_ok_and(|again| again == key));
    let _ = (key.numbers().point(), format!("{key:?}"));
    let hash = sha_256(bytes);
    assert!(key.verify(&hash, &[hash, hash].concat()).is_err());
}

/// No certificate leads to an anchor of another key, whatever it says.
pub fn certificate(bytes: &[u8]) {
    let Ok(certificate) = Certificate::parse(bytes) else { return };
    let _ = (certificate.is_version_3(), certificate.is_authority(), certificate.has_empty_subject());
    let _ = (certificate.subject("2.5.4.3"), certificate.alternative_names(), certificate.rsa_numbers());
    let _ = (certificate.names_host("attest.android.com"), certificate.has_key_purpose("2.23.133.8.3"));
    let _ = (certificate.extension("2.5.29.17"), certificate.extension("1.3.6.1.4.1.11129.2.1.17"));
    let anchors = [TrustAnchor { certificate: bytes.to_vec(), attestation_type: None }];
    let _ = find_anchor(&[certificate], &anchors, NOW_SECONDS);
}

/// A statement of a format over the 32 bytes that an input begins with, as its client data's hash. What is accepted falls with
/// another hash, but for the format that proves nothing.
pub fn attestation(format: &'static str, input: &[u8]) {
    let Some((hash, object)) = input.split_first_chunk::<32>() else { return };
    let Ok(object) = AttestationObject::parse(object) else { return };
    let object = AttestationObject { format, ..object };
    let Ok(data) = AuthenticatorData::parse(object.authenticator_data) else { return };
    let Ok(credential) = data.attested_credential() else { return };
    let Ok(public_key) = PublicKey::parse(credential.public_key_cose) else { return };
    let policy = AttestationPolicy {
        types: AttestationType::ALL,
        untrusted: Untrusted::Accepted,
        now_seconds: NOW_SECONDS,
        ..AttestationPolicy::NOT_ASKED
    };
    let verify = |client_data_hash: &[u8; 32]| {
        let attested = Attested {
            authenticator_data: &data,
            credential: &credential,
            client_data_hash,
            public_key: &public_key,
            algorithms: Algorithm::ALL,
        };
        object.verify(&attested, &policy)
    };
    if let Ok(attestation) = verify(hash) {
        assert_eq!(attestation.format.as_str(), format);
        let proves = |attestation: &crate::Attestation| attestation.attestation_type != AttestationType::None;
        if proves(&attestation) || attestation.statements.iter().any(proves) {
            assert!(verify(&hash.map(|byte| !byte)).is_err(), "another creation");
        }
    }
}

/// Nobody but the signer speaks for FIDO: an input brings its certificates, and none leads to no anchors.
pub fn metadata(bytes: &[u8]) {
    let authority =
        MetadataAuthority { anchors: &[], signer: MetadataAuthority::FIDO_SIGNER, now_seconds: NOW_SECONDS };
    assert!(Metadata::verify(bytes, &authority).is_err());
    // The payload, as if its signature had been right.
    let _ = crate::metadata::read(bytes);
}

/// Takes a value's one canonical form off the bytes; returns what follows.
fn after<'a>(bytes: &'a [u8], value: Value<'_>) -> &'a [u8] {
    let content = |bytes: &'a [u8], content: &[u8]| bytes.strip_prefix(content).expect("the same content");
    match value {
        Value::Integer(number) if number < 0 => after_head(bytes, 1, (-1 - number) as u64),
        Value::Integer(number) => after_head(bytes, 0, number as u64),
        Value::Bytes(inside) => content(after_head(bytes, 2, inside.len() as u64), inside),
        Value::Text(inside) => content(after_head(bytes, 3, inside.len() as u64), inside.as_bytes()),
        Value::Array(array) => array.items().fold(after_head(bytes, 4, array.len() as u64), after),
        Value::Map(map) => {
            map.entries().fold(after_head(bytes, 5, map.len() as u64), |bytes, (key, value)| {
                after(after(bytes, key), value)
            })
        }
        Value::Bool => &bytes[1..],
        Value::Null => content(bytes, &[0xf6]),
    }
}

fn after_head(bytes: &[u8], major: u8, argument: u64) -> &[u8] {
    let be = argument.to_be_bytes();
    let (info, length) = match argument {
        0..=23 => (argument as u8, 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    let head = [&[major << 5 | info], &be[8 - length..]].concat();
    bytes.strip_prefix(head.as_slice()).expect("the shortest head")
}
