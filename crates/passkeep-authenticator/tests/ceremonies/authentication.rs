//! Authentications of an authenticator that behaves.

use crate::reading::{
    AuthenticatorData, Map, ORIGIN, RP_ID, creation_options, decode, descriptor, encode, public_key,
    request_options, signed_message, verifies,
};
use aws_lc_rs::digest::{SHA256, digest};
use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Backup, ClientError, Support, flag};
use serde_json::{Value, json};

fn with_user(options: AuthenticatorOptions) -> (Authenticator, Vec<u8>, Map) {
    let mut authenticator = Authenticator::new(21.into(), options);
    let registration = authenticator.create(&creation_options(b"alice", &[-7]), ORIGIN).unwrap();
    let id = decode(&registration["rawId"]);
    (authenticator, id, public_key(&registration))
}

fn allowing(ids: &[&[u8]]) -> Value {
    let mut options = request_options();
    options["allowCredentials"] = ids.iter().map(|id| descriptor(id)).collect();
    options
}

#[test]
fn the_answer_has_each_field_in_its_place() {
    let (mut phone, id, key) = with_user(AuthenticatorOptions::platform());
    let assertion = phone.get(&request_options(), ORIGIN).unwrap();

    assert_eq!(decode(&assertion["rawId"]), id);
    assert_eq!(assertion["id"], assertion["rawId"]);
    assert_eq!(assertion["type"], "public-key");
    assert_eq!(assertion["authenticatorAttachment"], "platform");
    assert_eq!(assertion["clientExtensionResults"], json!({}));
    let response = &assertion["response"];
    assert_eq!(decode(&response["userHandle"]), b"alice");
    let client_data = decode(&response["clientDataJSON"]);
    let expected = format!(
        r#"{{"type":"webauthn.get","challenge":"{}","origin":"{ORIGIN}","crossOrigin":false}}"#,
        encode(&[2; 32])
    );
    assert_eq!(String::from_utf8(client_data.clone()).unwrap(), expected);

    let authenticator_data = decode(&response["authenticatorData"]);
    let data = AuthenticatorData::read(&authenticator_data);
    assert_eq!(data.rp_id_hash, digest(&SHA256, RP_ID.as_bytes()).as_ref());
    assert_eq!(data.flags, flag::UP | flag::UV | flag::BE | flag::BS);
    assert_eq!(data.sign_count, 0);
    assert!(data.rest.is_empty());
    let message = signed_message(&authenticator_data, &client_data);
    assert!(verifies(&key, &message, &decode(&response["signature"])));
}

#[test]
fn a_credential_without_residency_answers_only_by_name_and_without_a_user_handle() {
    let (mut key, id, _) = with_user(AuthenticatorOptions::security_key());
    assert_eq!(key.get(&request_options(), ORIGIN), Err(ClientError::NotAllowed));
    let assertion = key.get(&allowing(&[&[9; 32], &id]), ORIGIN).unwrap();
    assert_eq!(decode(&assertion["rawId"]), id);
    assert_eq!(assertion["response"].get("userHandle"), None);
}

#[test]
fn nothing_that_fits_is_not_allowed() {
    let (mut phone, id, _) = with_user(AuthenticatorOptions::platform());
    assert_eq!(phone.get(&allowing(&[&[9; 32]]), ORIGIN), Err(ClientError::NotAllowed));

    let mut elsewhere = allowing(&[&id]);
    elsewhere["rpId"] = json!("example.org");
    assert_eq!(phone.get(&elsewhere, "https://example.org"), Err(ClientError::NotAllowed));
    let refused = phone.get(&elsewhere, ORIGIN).unwrap_err();
    assert_eq!(refused, ClientError::Security { origin: ORIGIN.into(), rp_id: "example.org".into() });
    assert_eq!(refused.name(), "SecurityError");

    phone.remove(&id).unwrap();
    assert_eq!(phone.get(&request_options(), ORIGIN), Err(ClientError::NotAllowed));
}

#[test]
fn the_newest_answers_and_another_can_be_chosen() {
    let (mut phone, alice, _) = with_user(AuthenticatorOptions::platform());
    phone.create(&creation_options(b"bobby", &[-7]), ORIGIN).unwrap();
    let user = |phone: &mut Authenticator| {
        decode(&phone.get(&request_options(), ORIGIN).unwrap()["response"]["userHandle"])
    };
    assert_eq!(user(&mut phone), b"bobby");
    assert!(phone.prefer(&alice));
    assert_eq!(user(&mut phone), b"alice");
    assert!(!phone.prefer(&[9; 32]));
}

#[test]
fn a_sign_count_goes_up_by_one() {
    let (mut key, id, _) = with_user(AuthenticatorOptions::security_key());
    for expected in [2, 3] {
        let assertion = key.get(&allowing(&[&id]), ORIGIN).unwrap();
        let data = AuthenticatorData::read(&decode(&assertion["response"]["authenticatorData"]));
        assert_eq!(data.sign_count, expected);
        assert_eq!(key.credential(&id).unwrap().sign_count(), expected);
    }
}

#[test]
fn verification_follows_what_is_asked() {
    #[track_caller]
    fn check(support: Support, asked: Value, expected: Result<bool, ClientError>) {
        let options = AuthenticatorOptions { user_verification: support, ..AuthenticatorOptions::platform() };
        let (mut authenticator, ..) = with_user(options);
        let mut request = request_options();
        request["userVerification"] = asked;
        let is_verified = authenticator.get(&request, ORIGIN).map(|assertion| {
            let data = AuthenticatorData::read(&decode(&assertion["response"]["authenticatorData"]));
            data.flags & flag::UV != 0
        });
        assert_eq!(is_verified, expected);
    }
    check(Support::Always, json!("discouraged"), Ok(true));
    check(Support::AsAsked, json!("discouraged"), Ok(false));
    check(Support::AsAsked, Value::Null, Ok(true));
    check(Support::Never, json!("preferred"), Ok(false));
    check(Support::Never, json!("required"), Err(ClientError::NotAllowed));
}

#[test]
fn backup_can_change() {
    let (mut phone, id, _) = with_user(AuthenticatorOptions::platform());
    assert!(phone.set_backup(&id, Backup::Eligible));
    let assertion = phone.get(&request_options(), ORIGIN).unwrap();
    let data = AuthenticatorData::read(&decode(&assertion["response"]["authenticatorData"]));
    assert_eq!(data.flags, flag::UP | flag::UV | flag::BE);
}

#[test]
fn a_clone_signs_with_the_same_key_and_counts_by_itself() {
    let (mut key, id, public) = with_user(AuthenticatorOptions::security_key());
    let mut thief = Authenticator::new(22.into(), AuthenticatorOptions::security_key());
    thief.import(key.credential(&id).unwrap().clone());
    thief.import(key.credential(&id).unwrap().clone());
    assert_eq!(thief.credentials().len(), 1, "the same id is held once");
    for authenticator in [&mut key, &mut thief] {
        let assertion = authenticator.get(&allowing(&[&id]), ORIGIN).unwrap();
        let response = &assertion["response"];
        let authenticator_data = decode(&response["authenticatorData"]);
        assert_eq!(AuthenticatorData::read(&authenticator_data).sign_count, 2);
        let message = signed_message(&authenticator_data, &decode(&response["clientDataJSON"]));
        assert!(verifies(&public, &message, &decode(&response["signature"])));
    }
}

#[test]
fn an_authenticator_can_go_to_another_thread() {
    let (mut phone, ..) = with_user(AuthenticatorOptions::platform());
    let answer = std::thread::spawn(move || phone.get(&request_options(), ORIGIN)).join().unwrap();
    assert!(answer.is_ok());
}
