//! Extensions (WebAuthn L3 §10, CTAP 2.2 §12): what is asked, what comes back, and what of it counts.

use crate::support::{Assertion, ED, Expected, NewCredential, UP, UV, bytes, int, map, text};
use passkeep_webauthn::{
    AuthenticationResponse, AuthenticatorDataFault, CborFault, Ceremony, CreationExtensions,
    CredentialProtection, Error, ExtensionBytes, LargeBlobInput, LargeBlobSupport, LargeBlobWish, MadeFor,
    PrfInput, PrfValues, RegistrationResponse, RequestExtensions, SignCountPolicy, SignCountVerdict,
    UserPresence,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const APP_ID: &str = "https://example.org/u2f.json";

fn values(first: &[u8], second: Option<&[u8]>) -> PrfValues {
    let bytes = |bytes: &[u8]| ExtensionBytes(bytes.to_vec());
    PrfValues { first: bytes(first), second: second.map(bytes) }
}

#[test]
fn what_is_asked_at_creation_is_the_standards_json() {
    let mut extensions = CreationExtensions {
        cred_props: true,
        prf: Some(PrfInput { eval: Some(values(&[1], Some(&[2]))), ..PrfInput::default() }),
        large_blob: Some(LargeBlobSupport { support: LargeBlobWish::Preferred }),
        credential_protection_policy: Some(CredentialProtection::UserVerificationRequired),
        enforce_credential_protection_policy: true,
        app_id_exclude: Some(APP_ID.to_owned()),
        ..CreationExtensions::default()
    };
    extensions.other.insert("minPinLength".to_owned(), json!(true));
    let json = json!({
        "credProps": true,
        "prf": { "eval": { "first": "AQ", "second": "Ag" } },
        "largeBlob": { "support": "preferred" },
        "credentialProtectionPolicy": "userVerificationRequired",
        "enforceCredentialProtectionPolicy": true,
        "appidExclude": APP_ID,
        "minPinLength": true,
    });
    assert_eq!(serde_json::to_value(&extensions).unwrap(), json);
    assert_eq!(serde_json::from_value::<CreationExtensions>(json).unwrap(), extensions);
    assert_eq!(serde_json::to_value(CreationExtensions::default()).unwrap(), json!({}));
}

#[test]
fn what_is_asked_at_authentication_is_the_standards_json() {
    let by_credential = BTreeMap::from([("AQID".to_owned(), values(&[3], None))]);
    for (large_blob, written) in [
        (LargeBlobInput::Read(true), json!({ "read": true })),
        (LargeBlobInput::Write(ExtensionBytes(vec![4])), json!({ "write": "BA" })),
    ] {
        let prf = PrfInput { eval: Some(values(&[1], None)), eval_by_credential: by_credential.clone() };
        let extensions = RequestExtensions {
            app_id: Some(APP_ID.to_owned()),
            prf: Some(prf),
            large_blob: Some(large_blob),
            ..RequestExtensions::default()
        };
        let json = json!({
            "appid": APP_ID,
            "prf": { "eval": { "first": "AQ" }, "evalByCredential": { "AQID": { "first": "Aw" } } },
            "largeBlob": written,
        });
        assert_eq!(serde_json::to_value(&extensions).unwrap(), json);
        assert_eq!(serde_json::from_value::<RequestExtensions>(json).unwrap(), extensions);
    }
}

fn registration(outputs: Value) -> RegistrationResponse {
    let mut json = serde_json::to_value(NewCredential::new().response()).unwrap();
    json["clientExtensionResults"] = outputs;
    RegistrationResponse::from_json(json.to_string().as_bytes()).unwrap()
}

fn authentication(outputs: Value) -> AuthenticationResponse {
    let mut json = serde_json::to_value(Assertion::new().response()).unwrap();
    json["clientExtensionResults"] = outputs;
    AuthenticationResponse::from_json(json.to_string().as_bytes()).unwrap()
}

#[test]
fn what_clients_answer_is_read_and_what_is_unknown_is_kept() {
    let json = json!({
        "credProps": { "rk": true },
        "prf": { "enabled": true, "results": { "first": "AQ" } },
        "largeBlob": { "supported": true },
        "appidExclude": true,
        "payment": { "browserBoundSignature": "AQ" },
    });
    let response = registration(json.clone());
    let outputs = &response.client_extension_results;
    assert_eq!(outputs.prf.as_ref().unwrap().results, Some(values(&[1], None)));
    assert_eq!(outputs.large_blob.as_ref().unwrap().supported, Some(true));
    assert_eq!(outputs.app_id_exclude, Some(true));
    assert_eq!(outputs.other["payment"]["browserBoundSignature"], "AQ");
    assert_eq!(serde_json::to_value(&response).unwrap()["clientExtensionResults"], json);
    assert_eq!(Expected::new().registration(&response).unwrap().discoverable, Some(true));

    let json = json!({
        "appid": false,
        "prf": { "results": { "first": "AQ", "second": "Ag" } },
        "largeBlob": { "blob": "BA", "written": true },
        "new": [1],
    });
    let response = authentication(json.clone());
    let outputs = &response.client_extension_results;
    assert_eq!(outputs.app_id, Some(false));
    assert_eq!(outputs.large_blob.as_ref().unwrap().blob, Some(ExtensionBytes(vec![4])));
    assert_eq!(serde_json::to_value(&response).unwrap()["clientExtensionResults"], json);
}

#[test]
fn secrets_are_not_shown() {
    let response = authentication(json!({
        "prf": { "results": { "first": "c2VjcmV0IQ" } }, "largeBlob": { "blob": "c2VjcmV0IQ" },
    }));
    let shown = format!("{response:?}");
    assert!(shown.contains("ExtensionBytes(7 bytes)") && !shown.contains("115, 101, 99"), "{shown}");
}

#[test]
fn an_app_id_counts_where_it_was_asked_for_and_the_client_says_so() {
    let judge = |rp_id: &'static str, told: Option<bool>, asked: Option<&'static str>| {
        let assertion = Assertion { rp_id, app_id_told: told, ..Assertion::new() };
        let verdict = Expected { app_id: asked, ..Expected::new() }.authentication(&assertion);
        verdict.map(|authentication| authentication.made_for).map_err(|error| error.code())
    };
    const RP_ID: &str = crate::support::RP_ID;
    assert_eq!(judge(APP_ID, Some(true), Some(APP_ID)), Ok(MadeFor::AppId));
    assert_eq!(judge(RP_ID, Some(false), Some(APP_ID)), Ok(MadeFor::RpId));
    assert_eq!(judge(RP_ID, None, Some(APP_ID)), Ok(MadeFor::RpId));
    // The client says that it used one, and none was asked for: the RP ID holds.
    assert_eq!(judge(RP_ID, Some(true), None), Ok(MadeFor::RpId));
    for (rp_id, told, asked) in [
        (APP_ID, Some(true), None),
        (APP_ID, Some(false), Some(APP_ID)),
        (APP_ID, None, Some(APP_ID)),
        (RP_ID, Some(true), Some(APP_ID)),
        (APP_ID, Some(true), Some("https://example.org/other.json")),
    ] {
        assert_eq!(judge(rp_id, told, asked), Err("rp-id-mismatch"), "{rp_id} {told:?} {asked:?}");
    }
}

#[test]
fn the_authenticators_answers_are_kept_as_they_came() {
    let outputs =
        map(&[(text("newer"), text("x")), (text("credProtect"), int(2)), (text("hmac-secret"), vec![0xf5])]);
    let mut credential = NewCredential { after_key: outputs.clone(), ..NewCredential::new() };
    credential.flags |= ED;
    let registration = Expected::new().registration(&credential.response()).unwrap();
    assert_eq!(registration.authenticator_extensions, Some(outputs));
    let protection = CredentialProtection::UserVerificationOptionalWithCredentialIdList;
    assert_eq!(registration.credential_protection, Some(protection));
    let bare = Expected::new().registration(&NewCredential::new().response()).unwrap();
    assert_eq!((bare.authenticator_extensions, bare.credential_protection), (None, None));

    let outputs = map(&[(text("hmac-secret"), bytes(&[1; 48]))]);
    let assertion = Assertion { flags: UP | UV | ED, after_sign_count: outputs.clone(), ..Assertion::new() };
    let authentication = Expected::new().authentication(&assertion).unwrap();
    assert_eq!(authentication.authenticator_extensions, Some(&*outputs));
}

#[test]
fn the_authenticators_answers_are_a_canonical_map_by_text() {
    use AuthenticatorDataFault::*;
    let faults = [
        (map(&[]), None),
        (int(1), Some(ExtensionsNotMap)),
        (map(&[(int(1), int(1)), (text("a"), int(1))]), Some(ExtensionIdentifierNotText)),
        (map(&[(text("b"), int(1)), (text("a"), int(1))]), Some(Extensions(CborFault::KeyOrder { at: 4 }))),
        (
            map(&[(text("a"), int(1)), (text("a"), int(1))]),
            Some(Extensions(CborFault::DuplicateKey { at: 4 })),
        ),
    ];
    for (outputs, fault) in faults {
        let malformed = |ceremony| match fault {
            Some(fault) => Err(Error::AuthenticatorDataMalformed { ceremony, fault }),
            None => Ok(()),
        };
        let mut credential = NewCredential { after_key: outputs.clone(), ..NewCredential::new() };
        credential.flags |= ED;
        let registration = Expected::new().registration(&credential.response());
        assert_eq!(registration.map(drop), malformed(Ceremony::Registration));
        let assertion = Assertion { flags: UP | UV | ED, after_sign_count: outputs, ..Assertion::new() };
        let authentication = Expected::new().authentication(&assertion).map(drop);
        assert_eq!(authentication, malformed(Ceremony::Authentication));
    }
}

#[test]
fn credentials_are_protected_as_was_demanded() {
    use CredentialProtection::*;
    let judge = |seen: Option<i64>, credential_protection_min| {
        let mut credential = NewCredential::new();
        if let Some(seen) = seen {
            credential.flags |= ED;
            credential.after_key = map(&[(text("credProtect"), int(seen))]);
        }
        let expected = Expected { credential_protection_min, ..Expected::new() };
        expected.registration(&credential.response()).map(|registration| registration.credential_protection)
    };
    let weak = |expected, seen| Err(Error::CredentialProtectionTooWeak { expected, seen });
    assert_eq!(judge(Some(3), Some(UserVerificationRequired)), Ok(Some(UserVerificationRequired)));
    assert_eq!(judge(Some(3), Some(UserVerificationOptional)), Ok(Some(UserVerificationRequired)));
    assert_eq!(judge(Some(1), None), Ok(Some(UserVerificationOptional)));
    let least = UserVerificationRequired;
    let seen = UserVerificationOptionalWithCredentialIdList;
    assert_eq!(judge(Some(2), Some(least)), weak(least, Some(seen)));
    assert_eq!(judge(None, Some(UserVerificationOptional)), weak(UserVerificationOptional, None));
    for unknown in [0, 4, -1] {
        let error = judge(Some(unknown), None).unwrap_err();
        assert_eq!(error.code(), "authenticator-data-malformed", "{unknown}: {error}");
    }
}

#[test]
fn a_conditional_creation_needs_nobodys_touch_and_any_other_does() {
    let mut credential = NewCredential::new();
    credential.flags &= !UP;
    let judge = |user_presence| {
        let expected = Expected { user_presence, ..Expected::new() };
        expected.registration(&credential.response()).map(drop).map_err(|error| error.code())
    };
    assert_eq!(judge(UserPresence::Waived), Ok(()));
    assert_eq!(judge(UserPresence::Required), Err("user-not-present"));
}

#[test]
fn the_callers_policy_says_what_a_counter_that_did_not_grow_means() {
    let judge = |stored, seen, policy| {
        let assertion = Assertion { sign_count: seen, ..Assertion::new() };
        let expected = Expected { sign_count: stored, sign_count_policy: policy, ..Expected::new() };
        let verdict = expected.authentication(&assertion);
        verdict.map(|authentication| (authentication.sign_count, authentication.sign_count_verdict))
    };
    use SignCountPolicy::*;
    for (stored, seen, verdict) in [
        (0, 0, SignCountVerdict::NotKept),
        (0, 1, SignCountVerdict::Increased),
        (3, 4, SignCountVerdict::Increased),
        (u32::MAX - 1, u32::MAX, SignCountVerdict::Increased),
    ] {
        for policy in [Refuse, Flag] {
            assert_eq!(judge(stored, seen, policy), Ok((seen, verdict)), "{stored} {seen}");
        }
    }
    for seen in [3, 2, 0] {
        assert_eq!(judge(3, seen, Flag), Ok((seen, SignCountVerdict::Regressed { stored: 3 })));
        assert_eq!(judge(3, seen, Ignore), Ok((seen, SignCountVerdict::Ignored)));
        let error = judge(3, seen, Refuse).unwrap_err();
        assert_eq!(error, Error::SignCountRegressed { stored: 3, seen });
        assert_eq!(error.step().unwrap().number, 22);
    }
}
