//! Each misbehaviour changes what it names, and nothing else.

use crate::reading::{
    ORIGIN, Parts, assertion_parts, creation_options, decode, descriptor, differences, encode, public_key,
    registration_parts, request_options,
};
use passkeep_authenticator::{
    Algorithm, Authenticator, AuthenticatorOptions, CborFault, ClientError, Misbehaviour, SignCountFault,
    SigningKeyFault, UserHandleFault, flag,
};
use serde_json::{Value, json};

fn counting_and_attesting() -> Authenticator {
    Authenticator::new(31.into(), AuthenticatorOptions::security_key())
}

fn creation() -> Value {
    let mut options = creation_options(b"alice", &[-7]);
    options["attestation"] = json!("direct");
    options["authenticatorSelection"] = json!({ "residentKey": "required" });
    options
}

fn registered(misbehaviour: &Misbehaviour) -> Parts {
    registration_parts(&counting_and_attesting().create_with(&creation(), ORIGIN, misbehaviour).unwrap())
}

fn authenticated(misbehaviour: &Misbehaviour) -> Parts {
    let mut authenticator = counting_and_attesting();
    let key = public_key(&authenticator.create(&creation(), ORIGIN).unwrap());
    assertion_parts(&authenticator.get_with(&request_options(), ORIGIN, misbehaviour).unwrap(), &key)
}

/// Checks a registration's changed parts, and gives them.
#[track_caller]
fn check_registration(misbehaviour: Misbehaviour, expected: &[&str]) -> Parts {
    let parts = registered(&misbehaviour);
    assert_eq!(differences(&registered(&Misbehaviour::default()), &parts), expected);
    parts
}

/// Checks an assertion's changed parts, and gives them.
#[track_caller]
fn check_assertion(misbehaviour: Misbehaviour, expected: &[&str]) -> Parts {
    let parts = authenticated(&misbehaviour);
    assert_eq!(differences(&authenticated(&Misbehaviour::default()), &parts), expected);
    parts
}

/// Checks both ceremonies' changed parts, and gives the assertion's.
#[track_caller]
fn check(misbehaviour: Misbehaviour, expected: &[&str]) -> Parts {
    check_registration(misbehaviour.clone(), expected);
    check_assertion(misbehaviour, expected)
}

macro_rules! misbehaviour {
    ($($member:ident: $value:expr),+) => { Misbehaviour { $($member: $value,)+ ..Misbehaviour::default() } };
}

#[test]
fn client_data() {
    let parts = check(misbehaviour!(ceremony_type: Some("payment.get".into())), &["clientData.type"]);
    assert_eq!(parts["clientData.type"], r#"String("payment.get")"#);
    let parts = check(misbehaviour!(challenge: Some("AA==".into())), &["clientData.challenge"]);
    assert_eq!(parts["clientData.challenge"], r#"String("AA==")"#);
    let parts = check(misbehaviour!(origin: Some("https://evil.example".into())), &["clientData.origin"]);
    assert_eq!(parts["clientData.origin"], r#"String("https://evil.example")"#);
    let parts = check(misbehaviour!(cross_origin: Some(true)), &["clientData.crossOrigin"]);
    assert_eq!(parts["clientData.crossOrigin"], "Bool(true)");
    let parts =
        check(misbehaviour!(top_origin: Some("https://top.example".into())), &["clientData.topOrigin"]);
    assert_eq!(parts["clientData.topOrigin"], r#"String("https://top.example")"#);
    let parts =
        check(misbehaviour!(extra_client_data: vec![("more\"".into(), json!(1))]), &["clientData.more\""]);
    assert_eq!(parts["clientData.more\""], "Number(1)");
    let parts = check(misbehaviour!(client_data_trailing: b" {}".to_vec()), &["clientData.trailing"]);
    assert_eq!(parts["clientData.trailing"], "[32, 123, 125]");
}

#[test]
fn client_data_can_be_replaced_whole() {
    let mut authenticator = counting_and_attesting();
    let replaced = misbehaviour!(client_data_json: Some(b"[]".to_vec()), origin: Some("ignored".into()));
    let registration = authenticator.create_with(&creation(), ORIGIN, &replaced).unwrap();
    let assertion = authenticator.get_with(&request_options(), ORIGIN, &replaced).unwrap();
    for answer in [&registration, &assertion] {
        assert_eq!(decode(&answer["response"]["clientDataJSON"]), b"[]");
    }
    assert_eq!(registration_parts(&registration)["signature verifies"], "true");
    assert_eq!(assertion_parts(&assertion, &public_key(&registration))["signature verifies"], "true");
}

#[test]
fn authenticator_data() {
    let parts = check(misbehaviour!(rp_id_hash: Some([7; 32])), &["rpIdHash"]);
    assert_eq!(parts["rpIdHash"], format!("{:?}", [7; 32]));
    check(misbehaviour!(authenticator_data_trailing: vec![0xa0]), &["authenticatorData.rest"]);
    check(
        misbehaviour!(authenticator_data_trailing: vec![0xa0], set_flags: flag::ED),
        &["authenticatorData.rest", "flag 7"],
    );
}

#[test]
fn every_flag_can_be_set_and_cleared() {
    // The security key sets UP and UV, and AT in a registration.
    for (bit, at_assertion, at_registration) in [
        (0, true, true),
        (2, true, true),
        (3, false, false),
        (4, false, false),
        (6, false, true),
        (7, false, false),
    ] {
        let name = format!("flag {bit}");
        let changed = |is_changed: bool| if is_changed { vec![name.as_str()] } else { vec![] };
        let set = misbehaviour!(set_flags: 1 << bit);
        check_assertion(set.clone(), &changed(!at_assertion));
        check_registration(set, &changed(!at_registration));
        let cleared = misbehaviour!(clear_flags: 1 << bit);
        check_assertion(cleared.clone(), &changed(at_assertion));
        check_registration(cleared, &changed(at_registration));
    }
    assert_eq!(flag::UP | flag::UV | flag::BE | flag::BS | flag::AT | flag::ED, 0b1101_1101);
}

#[test]
fn sign_counts() {
    let parts = check(misbehaviour!(sign_count: Some(SignCountFault::Freeze)), &["signCount"]);
    assert_eq!(parts["signCount"], "1");
    let parts = check(misbehaviour!(sign_count: Some(SignCountFault::Exactly(0))), &["signCount"]);
    assert_eq!(parts["signCount"], "0");
}

#[test]
fn ids() {
    check(misbehaviour!(id: Some("AAAA".into())), &["id"]);
    check(misbehaviour!(raw_id: Some(vec![0; 3])), &["rawId"]);
    let parts = check_registration(
        misbehaviour!(credential_id: Some(vec![5; 1024])),
        &["credentialId", "id", "rawId"],
    );
    assert_eq!(parts["credentialId"], format!("{:?}", [5; 1024]));
}

#[test]
fn user_handles() {
    let parts = check_assertion(misbehaviour!(user_handle: Some(UserHandleFault::Omit)), &["userHandle"]);
    assert_eq!(parts["userHandle"], "Null");
    let mallory = UserHandleFault::Replace(b"mallory".to_vec());
    let parts = check_assertion(misbehaviour!(user_handle: Some(mallory)), &["userHandle"]);
    assert_eq!(parts["userHandle"], format!("String({:?})", encode(b"mallory")));
}

#[test]
fn keys_and_algorithms() {
    check(misbehaviour!(signing_key: Some(SigningKeyFault::Another)), &["signature verifies"]);
    let other = SigningKeyFault::OfAlgorithm(Algorithm::EdDsa);
    check(misbehaviour!(signing_key: Some(other)), &["signature verifies"]);
    let parts = check_registration(misbehaviour!(public_key_algorithm: Some(-8)), &["publicKey.alg"]);
    assert_eq!(parts["publicKey.alg"], "-8");
    let parts = check_registration(misbehaviour!(attestation_algorithm: Some(-257)), &["attStmt.alg"]);
    assert_eq!(parts["attStmt.alg"], "-257");
    check_registration(
        misbehaviour!(algorithm: Some(Algorithm::Es384)),
        &["attStmt.alg", "publicKey.alg", "publicKey.x", "publicKeyAlgorithm"],
    );
}

#[test]
fn a_key_of_another_algorithm_signs_by_it() {
    let mut authenticator = counting_and_attesting();
    authenticator.create(&creation(), ORIGIN).unwrap();
    let other = misbehaviour!(signing_key: Some(SigningKeyFault::OfAlgorithm(Algorithm::EdDsa)));
    let assertion = authenticator.get_with(&request_options(), ORIGIN, &other).unwrap();
    assert_eq!(decode(&assertion["response"]["signature"]).len(), 64);
}

#[test]
fn flipped_bits_break_the_signature() {
    // The thirteenth byte stands in the value of `type`, which stays text when its lowest bit changes.
    let unsigned = |name| [name, "signature verifies"];
    check_registration(misbehaviour!(flip_client_data_bit: Some(8 * 12 + 7)), &unsigned("clientData.type"));
    check_assertion(misbehaviour!(flip_client_data_bit: Some(8 * 12 + 7)), &unsigned("clientData.type"));
    check(misbehaviour!(flip_authenticator_data_bit: Some(0)), &unsigned("rpIdHash"));
    check(misbehaviour!(flip_authenticator_data_bit: Some(8 * 32 + 7)), &unsigned("flag 0"));
    check(misbehaviour!(flip_signature_bit: Some(8 * 20)), &["signature verifies"]);
}

#[test]
fn trailing_bytes() {
    check(misbehaviour!(signature_trailing: vec![0]), &["signature verifies"]);
    let parts = check_registration(
        misbehaviour!(attestation_object_trailing: vec![0xf6]),
        &["attestationObject.trailing"],
    );
    assert_eq!(parts["attestationObject.trailing"], "[246]");
}

#[test]
fn badly_written_cbor() {
    for fault in [
        CborFault::KeysOutOfOrder,
        CborFault::DuplicateKey,
        CborFault::IndefiniteLength,
        CborFault::LongLength,
    ] {
        check_registration(misbehaviour!(public_key_cbor: Some(fault)), &["publicKey.form"]);
        check_registration(misbehaviour!(attestation_object_cbor: Some(fault)), &["attestationObject.form"]);
    }
    let parts = check_registration(misbehaviour!(attestation_format: Some("none".into())), &["fmt"]);
    assert_eq!(parts["fmt"], r#""none""#);
}

#[test]
fn a_client_that_ignores_what_it_is_told() {
    let mut authenticator = counting_and_attesting();
    let first = authenticator.create(&creation(), ORIGIN).unwrap();
    let first_id = decode(&first["rawId"]);
    let mut again = creation();
    again["excludeCredentials"] = json!([descriptor(&first_id)]);
    assert_eq!(authenticator.create(&again, ORIGIN), Err(ClientError::InvalidState));
    assert!(
        authenticator.create_with(&again, ORIGIN, &misbehaviour!(ignores_exclude_credentials: true)).is_ok()
    );

    authenticator.create(&creation_options(b"bobby", &[-7]), ORIGIN).unwrap();
    let held = authenticator.credentials()[0].id().to_vec();
    let mut others = request_options();
    others["allowCredentials"] = json!([descriptor(&[9; 32])]);
    let stubborn = misbehaviour!(credential: Some(held.clone()));
    assert_eq!(decode(&authenticator.get_with(&others, ORIGIN, &stubborn).unwrap()["rawId"]), held);
}
