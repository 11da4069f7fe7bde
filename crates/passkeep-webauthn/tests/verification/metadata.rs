//! FIDO metadata: what is believed of a blob, and what follows for registrations.

use crate::support::authority::{NOW_SECONDS, Subject};
use crate::support::{CHALLENGE, Expected, NewCredential, Statement, array, bytes, map, sha_256, text};
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Backup, MetadataPublisher, Seed, Vendor};
use passkeep_webauthn::{
    Aaguid, AttestationPolicy, AttestationType, Certification, Compromised, Error, KeyExport, Metadata,
    MetadataAuthority, MetadataFault, ModelFault, ModelPolicy, Registration, RegistrationResponse, Status,
    Trust, TrustAnchor, TrustFault, Untrusted,
};
use serde_json::{Value, json};
use std::sync::Arc;

const MODEL: [u8; 16] = [7; 16];

fn verify(blob: &str, root: &[u8]) -> Result<Metadata, MetadataFault> {
    verify_at(blob, root, NOW_SECONDS)
}

fn verify_at(blob: &str, root: &[u8], now_seconds: i64) -> Result<Metadata, MetadataFault> {
    let anchors = [TrustAnchor { certificate: root.to_vec(), attestation_type: None }];
    let signer = MetadataAuthority::FIDO_SIGNER;
    Metadata::verify(blob.as_bytes(), &MetadataAuthority { anchors: &anchors, signer, now_seconds })
}

fn metadata(entries: &[Value]) -> Metadata {
    let service = MetadataPublisher::new();
    verify(&service.blob(1, entries), service.root()).unwrap()
}

#[test]
fn a_blob_is_believed_when_its_signer_is_known() {
    let (service, vendor) = (MetadataPublisher::new(), Vendor::new(MODEL));
    let blob = service.blob(81, &[vendor.entry("Key One", &["FIDO_CERTIFIED_L1", "FIDO_CERTIFIED_L2"])]);
    // As a file: with a line break at its end.
    let metadata = verify(&format!("{blob}\n"), service.root()).unwrap();
    assert_eq!((metadata.number, metadata.next_update.as_str()), (81, "2120-01-01"));
    let model = metadata.model(&Aaguid(MODEL)).unwrap();
    assert_eq!(model.name, "Key One");
    assert_eq!(model.certification(), Some(Certification::L2));
    assert_eq!(model.compromise(), None);
    assert!(model.keeps_keys_in_hardware());
    assert_eq!(model.anchors[0].certificate, vendor.root());
    assert_eq!(model.icon.as_ref().unwrap().media_type, "image/svg+xml");
    assert_eq!(metadata.models().len(), 1);
    assert_eq!(metadata.model(&Aaguid([0; 16])), None);
}

#[test]
fn a_blob_is_refused_whose_signature_chain_or_signer_is_another() {
    let service = MetadataPublisher::new();
    let blob = service.blob(1, &[]);
    let [header, payload, signature] = blob.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let root = service.root();

    let another = MetadataPublisher::new();
    let untrusted = |blob: &str, now| verify_at(blob, another.root(), now).unwrap_err();
    // The root stands in the chain itself; that makes it no anchor.
    assert_eq!(untrusted(&blob, NOW_SECONDS), MetadataFault::Untrusted(TrustFault::NoAnchor));
    let early = verify_at(&blob, root, 0).unwrap_err();
    assert_eq!(early, MetadataFault::Untrusted(TrustFault::NotYetValid { at: 0 }));
    let late = verify_at(&blob, root, 4_800_000_000).unwrap_err();
    assert_eq!(late, MetadataFault::Untrusted(TrustFault::Expired { at: 0 }));

    let expected = MetadataAuthority::FIDO_SIGNER.to_owned();
    for host in
        ["mds.fidoalliance.org.example.com", "example.com", "xmds.fidoalliance.org", "fidoalliance.org"]
    {
        let other = MetadataPublisher::signing_as(host);
        let fault = verify(&other.blob(1, &[]), other.root()).unwrap_err();
        assert_eq!(fault, MetadataFault::SignerMismatch { expected: expected.clone() }, "{host}");
    }

    let mut flipped = URL_SAFE_NO_PAD.decode(signature).unwrap();
    flipped[9] ^= 1;
    let other_payload = URL_SAFE_NO_PAD.encode(r#"{"no":2,"nextUpdate":"2120-01-01","entries":[]}"#);
    let other_algorithm = String::from_utf8(URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    for blob in [
        format!("{header}.{payload}.{}", URL_SAFE_NO_PAD.encode(flipped)),
        format!("{header}.{payload}."),
        format!("{header}.{other_payload}.{signature}"),
        format!("{}.{payload}.{signature}", URL_SAFE_NO_PAD.encode(other_algorithm.replace("ES256", "none"))),
        format!(
            "{}.{payload}.{signature}",
            URL_SAFE_NO_PAD.encode(other_algorithm.replace("ES256", "HS256"))
        ),
        format!("{}.{payload}.{signature}", URL_SAFE_NO_PAD.encode(format!("{other_algorithm} "))),
    ] {
        assert_eq!(verify(&blob, root).unwrap_err(), MetadataFault::SignatureInvalid, "{blob}");
    }
}

#[test]
fn bytes_that_are_no_blob_are_refused_by_name() {
    let service = MetadataPublisher::new();
    let check = |blob: &str, code: &str| {
        let fault = verify(blob, service.root()).unwrap_err();
        assert_eq!(fault.code(), code, "{blob:.80}: {fault}");
    };
    let header = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let x5c = |count: usize| vec!["AAAA"; count];
    for blob in [
        "".to_owned(),
        "<html>not here</html>".to_owned(),
        "a.b".to_owned(),
        "a.b.c.d".to_owned(),
        format!("{}.e30.", header(json!({ "alg": "ES256" }))),
        format!("{}.e30.", header(json!({ "alg": "ES256", "x5u": "https://example.com/chain.pem" }))),
        format!("{}.e30.", header(json!({ "alg": "ES256", "x5c": x5c(1) }))),
        format!("{}.e30.", header(json!({ "alg": "ES256", "x5c": ["?"] }))),
        service.blob(1, &[]).replace('.', "=."),
    ] {
        check(&blob, "metadata-not-jws");
    }
    for (wrong, reason) in [
        (json!({ "x5c": x5c(9) }), "the JWS brings no certificate in x5c, or more than eight"),
        (json!({ "x5c": x5c(1), "crit": ["b64"], "b64": false }), "the JWS's header demands an extension"),
    ] {
        let mut wrong = wrong;
        wrong["alg"] = json!("ES256");
        let fault = verify(&format!("{}.e30.", header(wrong)), service.root()).unwrap_err();
        assert_eq!(fault, MetadataFault::NotJws { reason });
    }
    for payload in [
        "",
        "[]",
        "{}",
        r#"{"no":-1,"nextUpdate":"2026-01-01","entries":[]}"#,
        r#"{"no":1,"nextUpdate":"2026-01-01","entries":{}}"#,
        r#"{"no":1,"nextUpdate":"the first of January","entries":[]}"#,
        r#"{"no":1,"no":9,"nextUpdate":"2026-01-01","entries":[]}"#,
    ] {
        check(&service.sign(payload), "metadata-not-json");
    }
    let bytes_max = passkeep_webauthn::METADATA_BYTES_MAX;
    let fault = verify(&"a".repeat(bytes_max + 1), service.root()).unwrap_err();
    assert_eq!(fault, MetadataFault::TooLarge { bytes: bytes_max + 1, bytes_max });
}

#[test]
fn the_number_only_rises() {
    let service = MetadataPublisher::new();
    let metadata = verify(&service.blob(5, &[]), service.root()).unwrap();
    assert_eq!(metadata.check_newer_than(4), Ok(()));
    for kept in [5, 6] {
        assert_eq!(metadata.check_newer_than(kept), Err(MetadataFault::NotNewer { kept, seen: 5 }));
    }
}

#[test]
fn one_entry_that_cannot_be_read_leaves_the_others() {
    let mut broken = Vendor::new([8; 16]).entry("Broken", &[]);
    broken["metadataStatement"]["description"] = json!(7);
    let uaf = json!({ "aaid": "1234#5678", "statusReports": [] });
    let bare = json!({ "aaguid": "09090909-0909-0909-0909-090909090909",
        "statusReports": [{ "status": "SOMETHING_NEW" }, { "status": "REVOKED" }] });
    let metadata = metadata(&[broken, uaf, bare, Vendor::new(MODEL).entry("Whole", &[])]);
    assert_eq!(metadata.skipped.len(), 1);
    assert!(metadata.skipped[0].starts_with("entry 0: "), "{:?}", metadata.skipped);
    assert_eq!(metadata.models().len(), 2);
    let bare = metadata.model(&Aaguid([9; 16])).unwrap();
    assert_eq!(bare.status_reports[0].status, Status::Other("SOMETHING_NEW".to_owned()));
    assert_eq!(bare.compromise().unwrap().status, Status::Revoked);
}

#[test]
fn the_status_that_was_reported_last_holds() {
    let check = |statuses: &[&str], certification, compromise: Option<&str>| {
        let metadata = metadata(&[Vendor::new(MODEL).entry("Key", statuses)]);
        let model = metadata.model(&Aaguid(MODEL)).unwrap();
        assert_eq!(model.certification(), certification, "{statuses:?}");
        assert_eq!(model.compromise().map(|report| report.status.as_str()), compromise, "{statuses:?}");
    };
    use Certification::*;
    check(&[], None, None);
    check(&["FIDO_CERTIFIED"], Some(L1), None);
    check(&["FIDO_CERTIFIED_L1", "FIDO_CERTIFIED_L3plus", "UPDATE_AVAILABLE"], Some(L3Plus), None);
    check(&["FIDO_CERTIFIED_L2", "NOT_FIDO_CERTIFIED"], None, None);
    check(&["FIDO_CERTIFIED_L2", "REVOKED"], None, Some("REVOKED"));
    // Whether the update was applied, nothing tells.
    let physical = "USER_KEY_PHYSICAL_COMPROMISE";
    check(&["FIDO_CERTIFIED_L1", physical, "UPDATE_AVAILABLE"], Some(L1), Some(physical));
    for status in ["USER_VERIFICATION_BYPASS", "ATTESTATION_KEY_COMPROMISE", "USER_KEY_REMOTE_COMPROMISE"] {
        check(&[status], None, Some(status));
    }
    check(&["RETIRED"], None, None);
}

#[test]
fn every_status_is_read_as_it_is_written() {
    let levels = Certification::ALL.map(|level| Status::Certified(level).as_str().to_owned());
    for name in levels.iter().map(String::as_str).chain([
        "NOT_FIDO_CERTIFIED",
        "SELF_ASSERTION_SUBMITTED",
        "USER_VERIFICATION_BYPASS",
        "ATTESTATION_KEY_COMPROMISE",
        "USER_KEY_REMOTE_COMPROMISE",
        "USER_KEY_PHYSICAL_COMPROMISE",
        "REVOKED",
        "RETIRED",
        "UPDATE_AVAILABLE",
        "FIPS140_CERTIFIED_L2",
    ]) {
        assert_eq!(Status::parse(name).as_str(), name);
    }
    assert!(Certification::ALL.is_sorted());
}

/// A policy that asks for everything and has no anchors but those of the metadata.
fn policy<'a>(metadata: &'a Metadata, models: ModelPolicy<'a>) -> AttestationPolicy<'a> {
    AttestationPolicy {
        types: AttestationType::ALL,
        metadata: Some(metadata),
        models,
        untrusted: Untrusted::Accepted,
        now_seconds: NOW_SECONDS,
        anchors: &[],
    }
}

fn response(options: AuthenticatorOptions, conveyance: &str) -> RegistrationResponse {
    let creation = json!({
        "rp": { "id": "example.org", "name": "Example" },
        "user": { "id": "YWxpY2U", "name": "alice", "displayName": "Alice" },
        "challenge": URL_SAFE_NO_PAD.encode(CHALLENGE),
        "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
        "authenticatorSelection": { "userVerification": "required" },
        "attestation": conveyance,
    });
    let answer = Authenticator::new(Seed::from(1), options).create(&creation, "https://example.org").unwrap();
    RegistrationResponse::from_json(answer.to_string().as_bytes()).unwrap()
}

fn register(vendor: &Arc<Vendor>, policy: AttestationPolicy<'_>) -> Result<Registration, Error> {
    let key = AuthenticatorOptions::security_key_of(vendor.clone());
    Expected::new().registration_under(&response(key, "direct"), policy)
}

#[test]
fn a_model_is_trusted_by_its_own_roots_alone() {
    let (mine, theirs) = (Arc::new(Vendor::new(MODEL)), Vendor::new([8; 16]));
    let known = metadata(&[mine.entry("Mine", &[]), theirs.entry("Theirs", &[])]);
    let attestation = register(&mine, policy(&known, ModelPolicy::ANY)).unwrap().attestation;
    assert_eq!((attestation.trust, attestation.attestation_type), (Trust::Anchored, AttestationType::Basic));

    // Mine, as another model whose maker is known for that one.
    let mut stolen = theirs.entry("Theirs", &[]);
    stolen["aaguid"] = json!("07070707-0707-0707-0707-070707070707");
    let known = metadata(&[stolen]);
    let attestation = register(&mine, policy(&known, ModelPolicy::ANY)).unwrap().attestation;
    assert_eq!(attestation.trust, Trust::Untrusted(TrustFault::NoAnchor));

    // Without metadata all works, by the caller's anchors.
    let anchors = [TrustAnchor { certificate: mine.root().to_vec(), attestation_type: None }];
    let without = AttestationPolicy { metadata: None, anchors: &anchors, ..policy(&known, ModelPolicy::ANY) };
    assert_eq!(register(&mine, without).unwrap().attestation.trust, Trust::Anchored);
}

#[test]
fn an_attestation_ca_of_the_metadata_says_so() {
    let vendor = Arc::new(Vendor::new(MODEL));
    let mut entry = vendor.entry("Key", &[]);
    entry["metadataStatement"]["attestationTypes"] = json!(["attca"]);
    let attestation = register(&vendor, policy(&metadata(&[entry]), ModelPolicy::ANY)).unwrap().attestation;
    assert_eq!(attestation.attestation_type, AttestationType::AttCa);
}

#[test]
fn a_certificate_whose_key_is_known_to_others_proves_nothing() {
    let vendor = Arc::new(Vendor::new(MODEL));
    let mut entry = vendor.entry("Key", &["FIDO_CERTIFIED_L1", "ATTESTATION_KEY_COMPROMISE"]);
    let certificate = STANDARD.encode(vendor.certificate());
    entry["statusReports"][1]["certificate"] = json!(certificate);
    let known = metadata(&[entry]);
    assert_eq!(
        known.model(&Aaguid(MODEL)).unwrap().compromise(),
        None,
        "the model stands, one certificate falls"
    );
    let attestation = register(&vendor, policy(&known, ModelPolicy::ANY)).unwrap().attestation;
    assert_eq!(attestation.trust, Trust::Untrusted(TrustFault::Compromised { at: 0 }));
}

/// What a policy makes of a key of the vendor, with the metadata's statuses for it.
fn judged(statuses: &[&str], models: ModelPolicy<'_>) -> Result<(), ModelFault> {
    let vendor = Arc::new(Vendor::new(MODEL));
    fault(register(&vendor, policy(&metadata(&[vendor.entry("Key", statuses)]), models)))
}

fn fault(result: Result<Registration, Error>) -> Result<(), ModelFault> {
    match result {
        Ok(_) => Ok(()),
        Err(Error::ModelRefused { fault, .. }) => Err(fault),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn models_are_taken_by_list_certification_status_and_where_the_key_stays() {
    let (mine, other) = ([Aaguid(MODEL)], [Aaguid([8; 16])]);
    let any = ModelPolicy::ANY;
    let least = |level| ModelPolicy { certification_min: Some(level), ..any };
    assert_eq!(judged(&[], any), Ok(()));
    assert_eq!(judged(&[], ModelPolicy { allowed: &mine, ..any }), Ok(()));
    assert_eq!(judged(&[], ModelPolicy { allowed: &other, ..any }), Err(ModelFault::NotAllowed));
    assert_eq!(judged(&[], ModelPolicy { refused: &other, ..any }), Ok(()));
    let both = ModelPolicy { allowed: &mine, refused: &mine, ..any };
    assert_eq!(judged(&[], both), Err(ModelFault::Refused));

    assert_eq!(judged(&["FIDO_CERTIFIED_L2"], least(Certification::L2)), Ok(()));
    for (statuses, seen) in [(&["FIDO_CERTIFIED_L1"][..], Some(Certification::L1)), (&[], None)] {
        let low = ModelFault::CertificationTooLow { least: Certification::L1Plus, seen };
        assert_eq!(judged(statuses, least(Certification::L1Plus)), Err(low));
    }

    let compromised = ModelFault::Compromised { status: "REVOKED".to_owned() };
    assert_eq!(judged(&["REVOKED"], any), Err(compromised));
    assert_eq!(judged(&["REVOKED"], ModelPolicy { compromised: Compromised::Accepted, ..any }), Ok(()));
}

#[test]
fn what_is_demanded_of_a_model_takes_a_proof_of_it() {
    let vendor = Arc::new(Vendor::new(MODEL));
    let known = metadata(&[vendor.entry("Key", &["FIDO_CERTIFIED_L3"])]);
    let allowed = [Aaguid(MODEL)];
    let any = ModelPolicy::ANY;
    let claimed = AuthenticatorOptions { aaguid: MODEL, ..AuthenticatorOptions::security_key() };
    for (conveyance, models) in [
        ("none", ModelPolicy { allowed: &allowed, ..any }),
        ("direct", ModelPolicy { allowed: &allowed, ..any }),
        ("direct", ModelPolicy { certification_min: Some(Certification::L1), ..any }),
        ("direct", ModelPolicy { key_export: KeyExport::Refused, ..any }),
    ] {
        assert!(models.takes_proof());
        let response = response(claimed.clone(), conveyance);
        let result = Expected::new().registration_under(&response, policy(&known, models));
        assert_eq!(fault(result), Err(ModelFault::Unproven), "{models:?}");
    }
    // A refusal takes none: who claims to be of a refused model is taken at the word.
    let result = Expected::new().registration_under(
        &response(claimed, "none"),
        policy(&known, ModelPolicy { refused: &allowed, ..any }),
    );
    assert_eq!(fault(result), Err(ModelFault::Refused));
}

#[test]
fn a_key_that_can_leave_its_device_is_refused_where_none_may() {
    let vendor = Arc::new(Vendor::new(MODEL));
    let bound = ModelPolicy { key_export: KeyExport::Refused, ..ModelPolicy::ANY };
    let judge = |backup, protection: Value| {
        let mut entry = vendor.entry("Key", &[]);
        entry["metadataStatement"]["keyProtection"] = protection;
        let key = AuthenticatorOptions { backup, ..AuthenticatorOptions::security_key_of(vendor.clone()) };
        let metadata = metadata(&[entry]);
        fault(Expected::new().registration_under(&response(key, "direct"), policy(&metadata, bound)))
    };
    assert_eq!(judge(Backup::Ineligible, json!(["hardware", "tee"])), Ok(()));
    assert_eq!(judge(Backup::BackedUp, json!(["hardware"])), Err(ModelFault::KeyCanLeave));
    assert_eq!(judge(Backup::Ineligible, json!(["software"])), Err(ModelFault::KeyCanLeave));
    assert_eq!(judge(Backup::Ineligible, json!([])), Err(ModelFault::KeyCanLeave));
}

#[test]
fn u2f_authenticators_are_known_by_the_key_that_attests() {
    let attester = Subject::authenticator([0; 16]);
    let certificate = attester.self_signed();
    let mut credential = NewCredential { aaguid: [0; 16], format: "fido-u2f", ..NewCredential::new() };
    // WebAuthn L3 §8.6 step 5.
    let client_data_hash = sha_256(credential.client_data.as_bytes());
    let parts = [&[0], &*sha_256(credential.rp_id.as_bytes()), &client_data_hash, &credential.credential_id];
    let signature = attester.sign(&[parts.concat(), credential.key.point().to_vec()].concat());
    let statement = map(&[(text("sig"), bytes(&signature)), (text("x5c"), array(&[bytes(&certificate)]))]);
    credential.statement = Statement::Given(statement);

    let point = rcgen::PublicKeyData::der_bytes(&attester.key);
    let identifier = digest(&SHA1_FOR_LEGACY_USE_ONLY, point);
    let identifier: String = identifier.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let known = metadata(&[json!({
        "attestationCertificateKeyIdentifiers": ["not forty digits", identifier],
        "metadataStatement": {
            "description": "U2F key",
            "attestationRootCertificates": [STANDARD.encode(&certificate)],
        },
        "statusReports": [{ "status": "REVOKED" }],
    })]);
    let register =
        |models| Expected::new().registration_under(&credential.response(), policy(&known, models));
    let revoked = ModelFault::Compromised { status: "REVOKED".to_owned() };
    assert_eq!(fault(register(ModelPolicy::ANY)), Err(revoked));
    let taken = ModelPolicy { compromised: Compromised::Accepted, ..ModelPolicy::ANY };
    assert_eq!(register(taken).unwrap().attestation.trust, Trust::Anchored);
}
