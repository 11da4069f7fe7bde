//! Registrations of an authenticator that behaves.

use crate::reading::{
    ALG, ATT_STMT, AUTH_DATA, Attested, AuthenticatorData, CRV, FMT, KTY, Map, ORIGIN, RP_ID, STMT_ALG,
    STMT_SIG, X, Y, creation_options, decode, descriptor, encode, public_key, registration_parts,
    request_options, signed_message, verifies,
};
use aws_lc_rs::digest::{SHA256, digest};
use passkeep_authenticator::{
    Algorithm, Authenticator, AuthenticatorOptions, Backup, ClientError, OptionsFault, SignCount, Support,
    flag,
};
use serde_json::{Value, json};

fn platform(seed: u64) -> Authenticator {
    Authenticator::new(seed.into(), AuthenticatorOptions::platform())
}

fn security_key(seed: u64) -> Authenticator {
    Authenticator::new(seed.into(), AuthenticatorOptions::security_key())
}

#[test]
fn the_answer_has_each_field_in_its_place() {
    let mut phone = platform(1);
    let registration = phone.create(&creation_options(b"alice", &[-7]), ORIGIN).unwrap();

    let id = decode(&registration["rawId"]);
    assert_eq!(id.len(), 32);
    assert_eq!(registration["id"], registration["rawId"]);
    assert_eq!(registration["type"], "public-key");
    assert_eq!(registration["authenticatorAttachment"], "platform");
    assert_eq!(registration["clientExtensionResults"], json!({}));

    let response = &registration["response"];
    assert_eq!(response["transports"], json!(["internal"]));
    assert_eq!(response["publicKeyAlgorithm"], -7);
    let expected = format!(
        r#"{{"type":"webauthn.create","challenge":"{}","origin":"{ORIGIN}","crossOrigin":false}}"#,
        encode(&[1; 32])
    );
    assert_eq!(String::from_utf8(decode(&response["clientDataJSON"])).unwrap(), expected);

    let (object, trailing) = Map::read(&decode(&response["attestationObject"]));
    assert!(trailing.is_empty());
    assert_eq!(object.form(), [&[0xa3][..], FMT, ATT_STMT, AUTH_DATA]);
    assert_eq!(object.text(FMT), "none");
    assert_eq!(object.raw(ATT_STMT), [0xa0]);
    assert_eq!(object.bytes(AUTH_DATA), decode(&response["authenticatorData"]));

    let data = AuthenticatorData::read(&object.bytes(AUTH_DATA));
    assert_eq!(data.rp_id_hash, digest(&SHA256, RP_ID.as_bytes()).as_ref());
    assert_eq!(data.flags, flag::UP | flag::UV | flag::BE | flag::BS | flag::AT);
    assert_eq!(data.sign_count, 0);

    let attested = Attested::read(&data.rest);
    assert_eq!(attested.aaguid, b"passkeep-softkey");
    assert_eq!(attested.credential_id, id);
    assert!(attested.rest.is_empty());
    assert_eq!(attested.public_key.form(), [&[0xa5][..], KTY, ALG, CRV, X, Y]);
    assert_eq!(attested.public_key.raw(KTY), [2]);
    assert_eq!(attested.public_key.raw(ALG), [0x26]);
    assert_eq!(attested.public_key.raw(CRV), [1]);
    let point = [attested.public_key.bytes(X), attested.public_key.bytes(Y)].concat();
    assert_eq!(point.len(), 64);
    assert!(decode(&response["publicKey"]).ends_with(&point));
}

#[test]
fn every_algorithm_attests_itself_and_signs_in() {
    for algorithm in Algorithm::ALL {
        let mut key = security_key(2);
        let mut options = creation_options(b"alice", &[algorithm.cose()]);
        options["attestation"] = json!("direct");
        options["authenticatorSelection"] = json!({ "residentKey": "required" });
        let registration = key.create(&options, ORIGIN).unwrap();
        let response = &registration["response"];

        let object = Map::read(&decode(&response["attestationObject"])).0;
        let statement = Map::read(object.raw(ATT_STMT)).0;
        assert_eq!(object.text(FMT), "packed");
        assert_eq!(statement.form(), [&[0xa2][..], STMT_ALG, STMT_SIG]);
        assert_eq!(statement.integer(STMT_ALG), algorithm.cose());
        let cose = public_key(&registration);
        assert_eq!(cose.integer(ALG), algorithm.cose());
        let message = signed_message(&object.bytes(AUTH_DATA), &decode(&response["clientDataJSON"]));
        assert!(verifies(&cose, &message, &statement.bytes(STMT_SIG)), "{algorithm:?}");

        let assertion = key.get(&request_options(), ORIGIN).unwrap();
        let response = &assertion["response"];
        let message =
            signed_message(&decode(&response["authenticatorData"]), &decode(&response["clientDataJSON"]));
        assert!(verifies(&cose, &message, &decode(&response["signature"])), "{algorithm:?}");
    }
}

#[test]
fn a_statement_is_given_only_when_asked_for_and_by_who_attests() {
    #[track_caller]
    fn check(mut authenticator: Authenticator, conveyance: Value, expected: &str) {
        let mut options = creation_options(b"alice", &[-7]);
        options["attestation"] = conveyance;
        let registration = authenticator.create(&options, ORIGIN).unwrap();
        let object = Map::read(&decode(&registration["response"]["attestationObject"])).0;
        assert_eq!(object.text(FMT), expected);
    }
    check(security_key(3), json!("direct"), "packed");
    check(security_key(3), json!("none"), "none");
    check(security_key(3), Value::Null, "none");
    check(platform(3), json!("direct"), "none");
}

#[test]
fn the_first_algorithm_that_the_authenticator_has_is_taken() {
    #[track_caller]
    fn check(held: &[Algorithm], asked: &[i64], expected: Result<i64, ClientError>) {
        let options = AuthenticatorOptions { algorithms: held.to_vec(), ..AuthenticatorOptions::platform() };
        let answer = Authenticator::new(4.into(), options).create(&creation_options(b"alice", asked), ORIGIN);
        let algorithm =
            answer.map(|registration| registration["response"]["publicKeyAlgorithm"].as_i64().unwrap());
        assert_eq!(algorithm, expected, "{held:?} {asked:?}");
    }
    check(&Algorithm::ALL, &[-8, -7], Ok(-8));
    check(&Algorithm::ALL, &[-7, -8], Ok(-7));
    check(&[Algorithm::Es256], &[-50, -8, -7], Ok(-7));
    check(&[Algorithm::Es256], &[], Ok(-7));
    check(&[Algorithm::Es256], &[-8], Err(ClientError::NotSupported));
    check(&[], &[-7], Err(ClientError::NotSupported));
}

#[test]
fn each_refusal_has_its_cause() {
    #[track_caller]
    fn check(options: AuthenticatorOptions, change: impl FnOnce(&mut Value), expected: ClientError) {
        let mut creation = creation_options(b"alice", &[-7]);
        change(&mut creation);
        let mut authenticator = Authenticator::new(5.into(), options);
        assert_eq!(authenticator.create(&creation, ORIGIN).unwrap_err(), expected);
        assert!(authenticator.credentials().is_empty());
    }
    let missing = |member| ClientError::Type(OptionsFault::Missing(member));
    let malformed = |member| ClientError::Type(OptionsFault::Malformed(member));
    let security = |rp_id: &str| ClientError::Security { origin: ORIGIN.into(), rp_id: rp_id.into() };
    let platform = AuthenticatorOptions::platform;
    let unverifying = AuthenticatorOptions { user_verification: Support::Never, ..platform() };
    let nonresident = AuthenticatorOptions { resident_keys: Support::Never, ..platform() };

    check(platform(), |o| o["challenge"] = Value::Null, missing("challenge"));
    check(platform(), |o| o["challenge"] = json!("AA=="), malformed("challenge"));
    check(platform(), |o| o["user"]["id"] = json!(""), malformed("user.id"));
    check(platform(), |o| o["user"]["id"] = json!(encode(&[0; 65])), malformed("user.id"));
    check(platform(), |o| o["user"]["name"] = Value::Null, missing("user.name"));
    check(platform(), |o| o["pubKeyCredParams"] = Value::Null, missing("pubKeyCredParams"));
    check(platform(), |o| o["pubKeyCredParams"][0]["alg"] = json!("-7"), malformed("pubKeyCredParams"));
    check(platform(), |o| o["pubKeyCredParams"][0]["type"] = json!("other"), ClientError::NotSupported);
    check(platform(), |o| o["rp"]["id"] = json!("example.org"), security("example.org"));
    let cross_platform = json!({ "authenticatorAttachment": "cross-platform" });
    check(platform(), |o| o["authenticatorSelection"] = cross_platform, ClientError::NotAllowed);
    let verified = json!({ "userVerification": "required" });
    check(unverifying, |o| o["authenticatorSelection"] = verified, ClientError::Constraint);
    let resident = json!({ "requireResidentKey": true });
    check(nonresident, |o| o["authenticatorSelection"] = resident, ClientError::Constraint);
}

#[test]
fn an_excluded_credential_stops_registration_on_its_own_authenticator() {
    let mut phone = platform(6);
    let first = phone.create(&creation_options(b"alice", &[-7]), ORIGIN).unwrap();
    let mut options = creation_options(b"alice", &[-7]);
    options["excludeCredentials"] = json!([descriptor(&[9; 32]), descriptor(&decode(&first["rawId"]))]);
    assert_eq!(phone.create(&options, ORIGIN), Err(ClientError::InvalidState));
    assert!(platform(7).create(&options, ORIGIN).is_ok());

    options["excludeCredentials"][1]["type"] = json!("other");
    assert!(phone.create(&options, ORIGIN).is_ok(), "a descriptor of another type is passed over");
    let elsewhere = phone.credentials()[0].id().to_vec();
    options["excludeCredentials"] = json!([descriptor(&elsewhere)]);
    options["rp"]["id"] = json!("login.example.com");
    assert!(phone.create(&options, ORIGIN).is_ok(), "another RP ID's credential excludes nothing");
}

#[test]
fn residency_and_verification_follow_what_is_asked() {
    #[track_caller]
    fn check(mut authenticator: Authenticator, selection: Value, is_resident: bool, is_verified: bool) {
        let mut options = creation_options(b"alice", &[-7]);
        options["authenticatorSelection"] = selection.clone();
        options["extensions"] = json!({ "credProps": true });
        let registration = authenticator.create(&options, ORIGIN).unwrap();
        assert_eq!(
            registration["clientExtensionResults"],
            json!({ "credProps": { "rk": is_resident } }),
            "{selection}"
        );
        let data = AuthenticatorData::read(&decode(&registration["response"]["authenticatorData"]));
        assert_eq!(data.flags & flag::UV != 0, is_verified, "{selection}");
        assert_eq!(authenticator.get(&request_options(), ORIGIN).is_ok(), is_resident, "{selection}");
    }
    check(security_key(8), json!({}), false, true);
    check(security_key(8), json!({ "residentKey": "preferred" }), true, true);
    check(security_key(8), json!({ "requireResidentKey": true }), true, true);
    check(security_key(8), json!({ "userVerification": "discouraged" }), false, false);
    check(
        platform(8),
        json!({ "residentKey": "discouraged", "userVerification": "discouraged" }),
        true,
        true,
    );
}

#[test]
fn a_new_discoverable_credential_takes_the_place_of_the_accounts_last() {
    let mut phone = platform(9);
    for user in [b"alice", b"alice", b"bobby"] {
        phone.create(&creation_options(user, &[-7]), ORIGIN).unwrap();
    }
    let users: Vec<_> = phone.credentials().iter().map(|credential| credential.user_handle()).collect();
    assert_eq!(users, [b"alice", b"bobby"]);

    let mut key = security_key(9);
    for _ in 0..2 {
        key.create(&creation_options(b"alice", &[-7]), ORIGIN).unwrap();
    }
    assert_eq!(key.credentials().len(), 2, "those that aren't discoverable stand side by side");
}

#[test]
fn kinds_counts_and_backup_are_reported() {
    #[track_caller]
    fn check(options: AuthenticatorOptions, attachment: &str, transports: Value, flags: u8, sign_count: u32) {
        let registration = Authenticator::new(10.into(), options)
            .create(&creation_options(b"alice", &[-7]), ORIGIN)
            .unwrap();
        assert_eq!(registration["authenticatorAttachment"], attachment);
        assert_eq!(registration["response"]["transports"], transports);
        let data = AuthenticatorData::read(&decode(&registration["response"]["authenticatorData"]));
        assert_eq!((data.flags, data.sign_count), (flags | flag::UP | flag::UV | flag::AT, sign_count));
    }
    let eligible = AuthenticatorOptions {
        backup: Backup::Eligible,
        sign_count: SignCount::Counting,
        ..AuthenticatorOptions::hybrid()
    };
    check(AuthenticatorOptions::platform(), "platform", json!(["internal"]), flag::BE | flag::BS, 0);
    check(AuthenticatorOptions::security_key(), "cross-platform", json!(["usb"]), 0, 1);
    check(eligible, "cross-platform", json!(["hybrid", "internal"]), flag::BE, 1);
}

#[test]
fn a_seed_determines_keys_and_ids() {
    let parts = |seed, algorithm| {
        let registration = platform(seed).create(&creation_options(b"alice", &[algorithm]), ORIGIN).unwrap();
        registration_parts(&registration)
    };
    for algorithm in [-7, -35, -36, -8] {
        assert_eq!(parts(11, algorithm), parts(11, algorithm));
        assert_ne!(parts(11, algorithm)["publicKey.x"], parts(12, algorithm)["publicKey.x"]);
        assert_ne!(parts(11, algorithm)["credentialId"], parts(12, algorithm)["credentialId"]);
    }
}
