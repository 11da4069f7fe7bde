//! The standard's JSON in both directions: responses, options, and the names in them.

use passkeep_webauthn::{
    Aaguid, Algorithm, Attachment, AttestationConveyance, AuthenticationResponse, AuthenticatorSelection,
    Ceremony, CreationExtensions, CreationOptions, CredentialDescriptor, Error, Hint, JsonFault, Origin,
    OriginFault, RegistrationResponse, RelyingParty, RequestExtensions, RequestOptions, ResidentKey,
    ResponseFault, Transport, User, UserVerification,
};
use serde_json::{Value, json};

fn registration() -> Value {
    json!({
        "id": "AQID", "rawId": "AQID", "type": "public-key", "authenticatorAttachment": "platform",
        "clientExtensionResults": { "credProps": { "rk": true, "new": 1 }, "new": {} },
        "response": {
            "clientDataJSON": "e30", "attestationObject": "oA", "transports": ["internal", "cable", "laser"],
            "publicKeyAlgorithm": -7, "publicKey": "AA", "authenticatorData": "AA", "new": [],
        },
        "new": null,
    })
}

fn authentication() -> Value {
    json!({
        "id": "AQID", "rawId": "AQID", "type": "public-key", "clientExtensionResults": {},
        "response": { "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AQ", "userHandle": "Ag" },
    })
}

fn refuse(json: &Value, fault: ResponseFault) {
    let registration = RegistrationResponse::from_json(json.to_string().as_bytes()).unwrap_err();
    assert_eq!(registration, Error::ResponseMalformed { ceremony: Ceremony::Registration, fault });
}

#[test]
fn a_registration_response_is_read_and_written() {
    let response = RegistrationResponse::from_json(registration().to_string().as_bytes()).unwrap();
    assert_eq!(response.id, [1, 2, 3]);
    assert_eq!(response.client_data_json, b"{}");
    assert_eq!(response.attestation_object, [0xa0]);
    assert_eq!(response.attachment, Some(Attachment::Platform));
    assert_eq!(
        response.transports,
        [Transport::Internal, Transport::Hybrid, Transport::Other("laser".to_owned())]
    );
    assert_eq!(response.client_extension_results.cred_props.as_ref().unwrap().rk, Some(true));
    let written = serde_json::to_vec(&response).unwrap();
    assert_eq!(RegistrationResponse::from_json(&written).unwrap(), response);
    assert_eq!(serde_json::from_value::<RegistrationResponse>(registration()).unwrap(), response);
}

#[test]
fn an_authentication_response_is_read_and_written() {
    let read = |json: &Value| AuthenticationResponse::from_json(json.to_string().as_bytes()).unwrap();
    let response = read(&authentication());
    assert_eq!((response.signature.as_slice(), response.user_handle.as_deref()), (&[1][..], Some(&[2][..])));
    assert_eq!(read(&serde_json::to_value(&response).unwrap()), response);
    let mut json = authentication();
    json["response"]["userHandle"] = Value::Null;
    assert_eq!(read(&json).user_handle, None);
    json["response"].as_object_mut().unwrap().remove("userHandle");
    assert_eq!(read(&json).user_handle, None);
    json["authenticatorAttachment"] = "orbital".into();
    assert_eq!(read(&json).attachment, None);
}

#[test]
fn responses_that_are_refused() {
    for text in ["AQI=", "AQI D", "AQJ", "A", "AQ+_", "AQ/_", "\u{e9}"] {
        let mut json = registration();
        (json["id"], json["rawId"]) = (text.into(), text.into());
        refuse(&json, ResponseFault::NotBase64url { member: "rawId" });
        for member in ["clientDataJSON", "attestationObject"] {
            let mut json = registration();
            json["response"][member] = text.into();
            refuse(&json, ResponseFault::NotBase64url { member });
        }
        for member in ["clientDataJSON", "authenticatorData", "signature", "userHandle"] {
            let mut json = authentication();
            json["response"][member] = text.into();
            let error = AuthenticationResponse::from_json(json.to_string().as_bytes()).unwrap_err();
            let fault = ResponseFault::NotBase64url { member };
            assert_eq!(error, Error::ResponseMalformed { ceremony: Ceremony::Authentication, fault });
        }
    }
    let mut json = registration();
    json["id"] = "AQIE".into();
    refuse(&json, ResponseFault::IdIsNotRawId);
    json = registration();
    json["type"] = "password".into();
    refuse(&json, ResponseFault::TypeUnknown { seen: "password".to_owned() });
    json = registration();
    json["response"]["transports"] = vec!["usb"; 17].into();
    refuse(&json, ResponseFault::TransportsTooMany);
    json["response"]["transports"] = json!(["x".repeat(33)]);
    refuse(&json, ResponseFault::TransportsTooMany);
}

/// What a server reads.
#[derive(Debug, serde::Deserialize)]
struct Body {
    #[expect(dead_code, reason = "only its refusal is looked at")]
    response: RegistrationResponse,
}

#[test]
fn responses_lack_nothing_and_repeat_nothing() {
    let is_not_json = |text: &str| {
        matches!(
            RegistrationResponse::from_json(text.as_bytes()),
            Err(Error::ResponseMalformed { fault: ResponseFault::Json(JsonFault::NotJson { .. }), .. })
        )
    };
    for member in ["id", "rawId", "type", "response", "clientExtensionResults"] {
        let mut json = registration();
        json.as_object_mut().unwrap().remove(member);
        assert!(is_not_json(&json.to_string()), "{member}");
    }
    let twice = |text: String, member: &str| {
        let fault = ResponseFault::Json(JsonFault::MemberTwice { member: member.to_owned() });
        let malformed = |ceremony| Error::ResponseMalformed { ceremony, fault: fault.clone() };
        let refused = RegistrationResponse::from_json(text.as_bytes()).unwrap_err();
        assert_eq!(refused, malformed(Ceremony::Registration));
        let refused = AuthenticationResponse::from_json(text.as_bytes()).unwrap_err();
        assert_eq!(refused, malformed(Ceremony::Authentication));
        // Also where it stands in other JSON, as in the body of a request.
        let body = format!(r#"{{"response":{text}}}"#);
        let refused = serde_json::from_str::<Body>(&body).unwrap_err().to_string();
        assert!(refused.contains(&format!("the member {member:?} stands twice")), "{refused}");
    };
    twice(registration().to_string().replacen('{', r#"{"rawId":"AQID","#, 1), "rawId");
    twice(registration().to_string().replace(r#""new":{}"#, r#""new":{"a":[{"b":1,"b":1}]}"#), "b");
    assert!(is_not_json(""));
    let large = [b" ".repeat(64 * 1024), registration().to_string().into_bytes()].concat();
    let error = RegistrationResponse::from_json(&large).unwrap_err();
    assert_eq!(error.code(), "response-too-large");
    assert_eq!(AuthenticationResponse::from_json(&large).unwrap_err().code(), "response-too-large");
}

#[test]
fn creation_options_are_the_standards_json() {
    let options = CreationOptions {
        rp: RelyingParty { id: "example.org".to_owned(), name: "Example".to_owned() },
        user: User { id: vec![1, 2, 3], name: "ann".to_owned(), display_name: "Ann".to_owned() },
        challenge: vec![0xff; 16],
        algorithms: vec![Algorithm::Es256, Algorithm::Rs256],
        timeout_milliseconds: Some(300_000),
        exclude_credentials: vec![CredentialDescriptor::new(vec![9], vec![Transport::SmartCard])],
        authenticator_selection: AuthenticatorSelection {
            attachment: Some(Attachment::CrossPlatform),
            resident_key: ResidentKey::Required,
            user_verification: UserVerification::Required,
        },
        hints: vec![Hint::SecurityKey, Hint::ClientDevice, Hint::Hybrid],
        attestation: AttestationConveyance::Direct,
        attestation_formats: vec!["packed".to_owned()],
        extensions: CreationExtensions { cred_props: true, ..CreationExtensions::default() },
    };
    let json = json!({
        "rp": { "id": "example.org", "name": "Example" },
        "user": { "id": "AQID", "name": "ann", "displayName": "Ann" },
        "challenge": "_____________________w",
        "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }, { "type": "public-key", "alg": -257 }],
        "timeout": 300_000,
        "excludeCredentials": [{ "type": "public-key", "id": "CQ", "transports": ["smart-card"] }],
        "authenticatorSelection": {
            "authenticatorAttachment": "cross-platform", "residentKey": "required", "requireResidentKey": true,
            "userVerification": "required",
        },
        "hints": ["security-key", "client-device", "hybrid"],
        "attestation": "direct",
        "attestationFormats": ["packed"],
        "extensions": { "credProps": true },
    });
    assert_eq!(serde_json::to_value(&options).unwrap(), json);
    assert_eq!(serde_json::from_value::<CreationOptions>(json).unwrap(), options);
}

#[test]
fn request_options_are_the_standards_json() {
    let options = RequestOptions {
        challenge: vec![0; 16],
        timeout_milliseconds: None,
        rp_id: "example.org".to_owned(),
        allow_credentials: vec![CredentialDescriptor::new(vec![9], vec![])],
        user_verification: UserVerification::Required,
        hints: vec![],
        extensions: RequestExtensions::default(),
    };
    let json = json!({
        "challenge": "AAAAAAAAAAAAAAAAAAAAAA", "rpId": "example.org", "hints": [],
        "allowCredentials": [{ "type": "public-key", "id": "CQ" }], "userVerification": "required",
    });
    assert_eq!(serde_json::to_value(&options).unwrap(), json);
    assert_eq!(serde_json::from_value::<RequestOptions>(json).unwrap(), options);
}

#[test]
fn aaguids_are_written_as_uuids() {
    let text = "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4";
    let aaguid: Aaguid = text.parse().unwrap();
    assert_eq!(aaguid.0[..4], [0xea, 0x9b, 0x8d, 0x66]);
    assert_eq!(aaguid.to_string(), text);
    assert_eq!(text.to_uppercase().parse::<Aaguid>().unwrap(), aaguid);
    let malformed = [
        "",
        "ea9b8d664d011d213ce4b6b48cb575d4",
        "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d",
        "+a9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
        "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4-",
        "{a9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
    ];
    for seen in malformed {
        let error = seen.parse::<Aaguid>().unwrap_err();
        assert_eq!(error, Error::AaguidMalformed { seen: seen.to_owned() });
        assert_eq!(error.step(), None);
    }
}

#[test]
fn origins_are_listed_in_the_form_in_which_clients_write_them() {
    let key_hash = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
    let android = format!("android:apk-key-hash:{key_hash}");
    for origin in [
        "https://example.org",
        "https://a.b-c.example:8443",
        "https://xn--bcher-kva.example",
        "https://1a.example",
        "https://localhost",
        "http://localhost",
        "http://localhost:1",
        &android,
    ] {
        assert_eq!(Origin::parse(origin).unwrap().as_str(), origin);
    }
    let refusals = [
        ("", OriginFault::Scheme),
        ("example.org", OriginFault::Scheme),
        ("http://example.org", OriginFault::Scheme),
        ("http://localhost.example", OriginFault::Scheme),
        ("http://127.0.0.1", OriginFault::Scheme),
        ("HTTPS://example.org", OriginFault::Scheme),
        ("ios:bundle-id:org.example", OriginFault::Scheme),
        ("https://example.org/", OriginFault::MoreThanOrigin),
        ("https://example.org?", OriginFault::MoreThanOrigin),
        ("https://example.org#", OriginFault::MoreThanOrigin),
        ("https://ann@example.org", OriginFault::MoreThanOrigin),
        ("https://example.org\\a", OriginFault::MoreThanOrigin),
        ("https://example.org/sign-in", OriginFault::MoreThanOrigin),
        ("https://ann:secret@example.org", OriginFault::MoreThanOrigin),
        ("https://", OriginFault::Host),
        ("https://:8443", OriginFault::Host),
        ("https://Example.org", OriginFault::Host),
        ("https://b\u{fc}cher.example", OriginFault::Host),
        ("https://*.example.org", OriginFault::Host),
        ("https://example.org.", OriginFault::Host),
        ("https://.example.org", OriginFault::Host),
        ("https://a..b", OriginFault::Host),
        ("https://-a.example", OriginFault::Host),
        ("https://a-.example", OriginFault::Host),
        ("https://a_b.example", OriginFault::Host),
        ("https://127.0.0.1", OriginFault::Host),
        ("https://[::1]", OriginFault::Host),
        (" https://example.org", OriginFault::Scheme),
        ("https://example.org ", OriginFault::Host),
        ("https://example.org:", OriginFault::Port),
        ("https://example.org:443", OriginFault::Port),
        ("https://example.org:0", OriginFault::Port),
        ("https://example.org:08443", OriginFault::Port),
        ("https://example.org:+1", OriginFault::Port),
        ("https://example.org:65536", OriginFault::Port),
        ("https://example.org:8443:1", OriginFault::Port),
        ("http://localhost:80", OriginFault::Port),
        ("android:apk-key-hash:", OriginFault::KeyHash),
        ("android:apk-key-hash:BwcH", OriginFault::KeyHash),
        ("android:apk-key-hash:07:07:07", OriginFault::KeyHash),
        ("android:apk-key-hash:+/cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc", OriginFault::KeyHash),
        ("android:apk-key-hash:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwd", OriginFault::KeyHash),
        ("Android:apk-key-hash:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc", OriginFault::Scheme),
        ("android:apk-key-hash-sha1:BwcHBwcHBwcHBwcHBwcHBwcHBwc", OriginFault::Scheme),
        ("null", OriginFault::Scheme),
    ];
    for (seen, fault) in refusals {
        assert_eq!(Origin::parse(seen).unwrap_err(), Error::OriginMalformed { seen: seen.to_owned(), fault });
    }
    let padded = format!("{android}=");
    assert_eq!(Origin::parse(&padded).unwrap_err().code(), "origin-malformed");
    let long_label = format!("https://{}.example", "a".repeat(64));
    let long_host = format!("https://{}example", "a.".repeat(130));
    for long in [long_label, long_host] {
        assert!(matches!(Origin::parse(&long), Err(Error::OriginMalformed { fault: OriginFault::Host, .. })));
    }
}
