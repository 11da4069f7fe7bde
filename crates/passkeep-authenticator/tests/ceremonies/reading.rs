//! Reads the authenticator's answers with its own code, field by field, so that a test compares parts by name.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{
    self, ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ED25519,
    RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minicbor::Decoder;
use minicbor::data::Type;
use serde_json::{Value, json};

pub const ORIGIN: &str = "https://login.example.com";
pub const RP_ID: &str = "example.com";

pub fn creation_options(user: &[u8], algorithms: &[i64]) -> Value {
    let params: Vec<_> = algorithms.iter().map(|alg| json!({ "type": "public-key", "alg": alg })).collect();
    json!({
        "rp": { "id": RP_ID, "name": "Example" },
        "user": { "id": encode(user), "name": "alice", "displayName": "Alice" },
        "challenge": encode(&[1; 32]),
        "pubKeyCredParams": params,
    })
}

pub fn request_options() -> Value {
    json!({ "rpId": RP_ID, "challenge": encode(&[2; 32]) })
}

pub fn descriptor(id: &[u8]) -> Value {
    json!({ "type": "public-key", "id": encode(id) })
}

pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn decode(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(value.as_str().unwrap()).unwrap()
}

/// Authenticator data (WebAuthn 6.1) cut at its fixed places.
pub struct AuthenticatorData {
    pub rp_id_hash: Vec<u8>,
    pub flags: u8,
    pub sign_count: u32,
    pub rest: Vec<u8>,
}

impl AuthenticatorData {
    pub fn read(bytes: &[u8]) -> Self {
        Self {
            rp_id_hash: bytes[..32].to_vec(),
            flags: bytes[32],
            sign_count: u32::from_be_bytes(bytes[33..37].try_into().unwrap()),
            rest: bytes[37..].to_vec(),
        }
    }
}

/// Attested credential data (WebAuthn 6.5.1) and what follows it.
pub struct Attested {
    pub aaguid: Vec<u8>,
    pub credential_id: Vec<u8>,
    pub public_key: Map,
    pub rest: Vec<u8>,
}

impl Attested {
    pub fn read(bytes: &[u8]) -> Self {
        let length = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
        let (public_key, rest) = Map::read(&bytes[18 + length..]);
        Self {
            aaguid: bytes[..16].to_vec(),
            credential_id: bytes[18..18 + length].to_vec(),
            public_key,
            rest,
        }
    }
}

/// A CBOR map with the bytes of its header, keys and values, as they came.
pub struct Map {
    pub header: Vec<u8>,
    pub entries: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Map {
    pub fn read(bytes: &[u8]) -> (Self, Vec<u8>) {
        let mut decoder = Decoder::new(bytes);
        let length = decoder.map().unwrap();
        let header = bytes[..decoder.position()].to_vec();
        let mut entries = Vec::new();
        while length.map_or_else(
            || decoder.datatype().unwrap() != Type::Break,
            |length| (entries.len() as u64) < length,
        ) {
            let start = decoder.position();
            decoder.skip().unwrap();
            let middle = decoder.position();
            decoder.skip().unwrap();
            entries.push((bytes[start..middle].to_vec(), bytes[middle..decoder.position()].to_vec()));
        }
        if length.is_none() {
            decoder.skip().unwrap();
        }
        (Self { header, entries }, bytes[decoder.position()..].to_vec())
    }

    pub fn raw(&self, key: &[u8]) -> &[u8] {
        &self.entries.iter().find(|(held, _)| held == key).unwrap().1
    }

    pub fn integer(&self, key: &[u8]) -> i64 {
        Decoder::new(self.raw(key)).i64().unwrap()
    }

    pub fn bytes(&self, key: &[u8]) -> Vec<u8> {
        Decoder::new(self.raw(key)).bytes().unwrap().to_vec()
    }

    pub fn text(&self, key: &[u8]) -> String {
        Decoder::new(self.raw(key)).str().unwrap().to_owned()
    }

    /// How it is written: the header and the keys in their order.
    pub fn form(&self) -> Vec<Vec<u8>> {
        let keys = self.entries.iter().map(|(key, _)| key.clone());
        std::iter::once(self.header.clone()).chain(keys).collect()
    }
}

pub const FMT: &[u8] = b"\x63fmt";
pub const ATT_STMT: &[u8] = b"\x67attStmt";
pub const AUTH_DATA: &[u8] = b"\x68authData";
pub const STMT_ALG: &[u8] = b"\x63alg";
pub const STMT_SIG: &[u8] = b"\x63sig";
pub const KTY: &[u8] = &[0x01];
pub const ALG: &[u8] = &[0x03];
pub const CRV: &[u8] = &[0x20];
pub const X: &[u8] = &[0x21];
pub const Y: &[u8] = &[0x22];

/// Verifies with aws-lc-rs, by the COSE key's own members.
pub fn verifies(cose: &Map, message: &[u8], signature: &[u8]) -> bool {
    let ec = |algorithm: &'static dyn signature::VerificationAlgorithm| {
        let point = [vec![4], cose.bytes(X), cose.bytes(Y)].concat();
        UnparsedPublicKey::new(algorithm, point).verify(message, signature).is_ok()
    };
    match (cose.integer(KTY), cose.raw(CRV)) {
        (2, [1]) => ec(&ECDSA_P256_SHA256_ASN1),
        (2, [2]) => ec(&ECDSA_P384_SHA384_ASN1),
        (2, [3]) => ec(&ECDSA_P521_SHA512_ASN1),
        (1, [6]) => UnparsedPublicKey::new(&ED25519, cose.bytes(X)).verify(message, signature).is_ok(),
        (3, _) => RsaPublicKeyComponents { n: cose.bytes(CRV), e: cose.bytes(X) }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            .is_ok(),
        other => panic!("no such key: {other:?}"),
    }
}

pub fn signed_message(authenticator_data: &[u8], client_data: &[u8]) -> Vec<u8> {
    [authenticator_data, digest(&SHA256, client_data).as_ref()].concat()
}

/// The public key of a registration.
pub fn public_key(registration: &Value) -> Map {
    let data = AuthenticatorData::read(&decode(&registration["response"]["authenticatorData"]));
    Attested::read(&data.rest).public_key
}

pub type Parts = BTreeMap<String, String>;

/// An assertion's parts by name; its signature counts by whether `key` verifies it.
pub fn assertion_parts(assertion: &Value, key: &Map) -> Parts {
    let response = &assertion["response"];
    let client_data = decode(&response["clientDataJSON"]);
    let authenticator_data = decode(&response["authenticatorData"]);
    let signature = decode(&response["signature"]);
    let message = signed_message(&authenticator_data, &client_data);

    let mut parts = Parts::new();
    envelope_parts(&mut parts, assertion);
    client_data_parts(&mut parts, &client_data);
    let data = AuthenticatorData::read(&authenticator_data);
    authenticator_data_parts(&mut parts, &data);
    insert(&mut parts, "authenticatorData.rest", &data.rest);
    insert(&mut parts, "userHandle", &response["userHandle"]);
    insert(&mut parts, "signature verifies", verifies(key, &message, &signature));
    parts
}

/// A registration's parts by name; a packed statement's signature counts by whether its own key verifies it.
pub fn registration_parts(registration: &Value) -> Parts {
    let response = &registration["response"];
    let client_data = decode(&response["clientDataJSON"]);
    let (object, trailing) = Map::read(&decode(&response["attestationObject"]));
    let authenticator_data = object.bytes(AUTH_DATA);
    let statement = Map::read(object.raw(ATT_STMT)).0;
    let data = AuthenticatorData::read(&authenticator_data);
    let attested = Attested::read(&data.rest);
    assert_eq!(decode(&response["authenticatorData"]), authenticator_data, "both copies say the same");

    let mut parts = Parts::new();
    envelope_parts(&mut parts, registration);
    client_data_parts(&mut parts, &client_data);
    authenticator_data_parts(&mut parts, &data);
    insert(&mut parts, "authenticatorData.rest", &attested.rest);
    insert(&mut parts, "aaguid", &attested.aaguid);
    insert(&mut parts, "credentialId", &attested.credential_id);
    insert(&mut parts, "publicKey.form", attested.public_key.form());
    insert(&mut parts, "publicKey.alg", attested.public_key.integer(ALG));
    insert(&mut parts, "publicKey.x", attested.public_key.bytes(X));
    insert(&mut parts, "publicKeyAlgorithm", &response["publicKeyAlgorithm"]);
    insert(&mut parts, "attestationObject.form", object.form());
    insert(&mut parts, "attestationObject.trailing", trailing);
    insert(&mut parts, "fmt", object.text(FMT));
    if !statement.entries.is_empty() {
        let message = signed_message(&authenticator_data, &client_data);
        let signature = statement.bytes(STMT_SIG);
        insert(&mut parts, "attStmt.alg", statement.integer(STMT_ALG));
        insert(&mut parts, "signature verifies", verifies(&attested.public_key, &message, &signature));
    }
    parts
}

/// The names of the parts that differ, or are in one alone.
pub fn differences(left: &Parts, right: &Parts) -> Vec<String> {
    let mut names: Vec<_> =
        left.keys().chain(right.keys()).filter(|name| left.get(*name) != right.get(*name)).collect();
    names.sort();
    names.dedup();
    names.into_iter().cloned().collect()
}

fn envelope_parts(parts: &mut Parts, answer: &Value) {
    for name in ["id", "rawId", "type", "authenticatorAttachment", "clientExtensionResults"] {
        insert(parts, name, &answer[name]);
    }
}

fn client_data_parts(parts: &mut Parts, client_data: &[u8]) {
    let mut values = serde_json::Deserializer::from_slice(client_data).into_iter::<Value>();
    let Some(Ok(Value::Object(members))) = values.next() else {
        insert(parts, "clientData unreadable", client_data);
        return;
    };
    insert(parts, "clientData.trailing", &client_data[values.byte_offset()..]);
    for (name, value) in members {
        insert(parts, &format!("clientData.{name}"), value);
    }
}

fn authenticator_data_parts(parts: &mut Parts, data: &AuthenticatorData) {
    insert(parts, "rpIdHash", &data.rp_id_hash);
    insert(parts, "signCount", data.sign_count);
    for bit in 0..8 {
        insert(parts, &format!("flag {bit}"), data.flags >> bit & 1);
    }
}

fn insert(parts: &mut Parts, name: &str, value: impl std::fmt::Debug) {
    parts.insert(name.to_owned(), format!("{value:?}"));
}
