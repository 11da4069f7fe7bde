//! The cases of another library, each with its verdict; where ours differs, the reason stands in the table.

use crate::support::authority::NOW_SECONDS;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn::{
    Algorithm, AttestationPolicy, AttestationType, AuthenticationExpectation, AuthenticationResponse, Origin,
    PublicKey, RegistrationExpectation, RegistrationResponse, SignCountPolicy, StoredCredential, Untrusted,
    UserIdentified, UserPresence, UserVerification, verify_authentication, verify_registration,
};
use serde_json::{Value, json};

const CASES: &str = include_str!("../vectors/py_webauthn.json");

/// Cases of which the response could not be kept, since it is an object of Python's.
const WITHOUT_RESPONSE: usize = 5;

/// Where we say otherwise, what we say, and why. `ok` where ours takes what theirs refuses.
const DISAGREEMENTS: &[(&str, &str, &str)] = &[(
    "test_verify_attestation_with_unsupported_token_binding_status",
    "ok",
    "tokenBinding was taken out of the client data in L3 (§5.8.1): a member like any unknown one",
)];

fn verdict(case: &Value) -> Result<(), String> {
    let mut json = case["response"].clone();
    // L3's JSON always has it, and is base64url without padding (§5.1); some of the responses are older, and worth comparing all the same.
    json.as_object_mut().unwrap().entry("clientExtensionResults").or_insert_with(|| json!({}));
    let json = json.to_string().replace('=', "").replace('+', "-").replace('/', "_");
    let challenge = URL_SAFE_NO_PAD.decode(case["challenge"].as_str().unwrap()).unwrap();
    let origins = match &case["origin"] {
        Value::Array(origins) => origins.clone(),
        origin => vec![origin.clone()],
    };
    let origins: Vec<_> =
        origins.iter().map(|origin| Origin::parse(origin.as_str().unwrap()).unwrap()).collect();
    let (rp_id, params) = (case["rp_id"].as_str().unwrap(), &case["params"]);
    let user_verification = match params["require_user_verification"] == true {
        true => UserVerification::Required,
        false => UserVerification::Preferred,
    };
    if case["kind"] == "registration" {
        let response = RegistrationResponse::from_json(json.as_bytes()).map_err(|error| error.to_string())?;
        // They ask for every algorithm, SHA-1 too.
        let algorithms: Vec<_> = Algorithm::ALL.iter().copied().chain([Algorithm::DangerRs1]).collect();
        let user_presence = match params["require_user_presence"] == false {
            true => UserPresence::Waived,
            false => UserPresence::Required,
        };
        // Where they give roots, those are the wrong ones.
        let untrusted = match params["pem_root_certs_bytes_by_fmt"].is_null() {
            true => Untrusted::Accepted,
            false => Untrusted::Refused,
        };
        let expected = RegistrationExpectation {
            rp_id,
            origins: &origins,
            top_origins: &[],
            challenge: &challenge,
            user_verification,
            user_presence,
            algorithms: &algorithms,
            attestation: AttestationPolicy {
                types: AttestationType::ALL,
                anchors: &[],
                untrusted,
                now_seconds: NOW_SECONDS,
                ..AttestationPolicy::NOT_ASKED
            },
            credential_protection_min: None,
        };
        return verify_registration(&response, &expected).map(drop).map_err(|error| error.to_string());
    }
    let response = AuthenticationResponse::from_json(json.as_bytes()).map_err(|error| error.to_string())?;
    let cose = URL_SAFE_NO_PAD.decode(params["credential_public_key"]["b64u"].as_str().unwrap()).unwrap();
    let public_key = PublicKey::from_cose(&cose).map_err(|error| error.to_string())?;
    let expected = AuthenticationExpectation {
        rp_id,
        origins: &origins,
        top_origins: &[],
        challenge: &challenge,
        user_verification,
        allow_credentials: &[],
        app_id: None,
        sign_count: SignCountPolicy::Flag,
    };
    // They keep neither backup eligibility nor user handle.
    const BACKUP_ELIGIBLE: u8 = 1 << 3;
    let credential = StoredCredential {
        id: &response.id,
        public_key: &public_key,
        sign_count: 0,
        backup_eligible: response.authenticator_data[32] & BACKUP_ELIGIBLE != 0,
        user_handle: response.user_handle.as_deref().unwrap_or_default(),
        user_identified: UserIdentified::Before,
    };
    verify_authentication(&response, &expected, &credential).map(drop).map_err(|error| error.to_string())
}

#[test]
fn every_case_has_their_verdict_or_one_that_is_explained() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let (mut without_response, mut explained, mut faults) = (0, 0, vec![]);
    for case in cases["cases"].as_array().unwrap() {
        if !case["response"]["unserialisable"].is_null() {
            without_response += 1;
            continue;
        }
        let name = case["test"].as_str().unwrap().rsplit("::").next().unwrap();
        let (ours, theirs) = (verdict(case), case["expected"].as_str().unwrap());
        let listed = DISAGREEMENTS.iter().find(|(listed, ..)| *listed == name);
        let ours_text = ours.as_ref().err().map_or("ok", String::as_str);
        match listed {
            Some((_, expected, _)) => {
                explained += 1;
                if *expected != ours_text || ours.is_ok() == (theirs == "ok") {
                    faults.push(format!("{name}: {ours_text}, listed with {expected}"));
                }
            }
            None if ours.is_ok() != (theirs == "ok") => {
                faults.push(format!("{name}: {ours_text}, and theirs is {theirs} {}", case["why"]));
            }
            None => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!((without_response, explained), (WITHOUT_RESPONSE, DISAGREEMENTS.len()));
}
