//! JSON that two parsers could read in two ways, or that could cost much to read, is refused.

use passkeep_webauthn::{Ceremony, Error, JsonFault, RegistrationResponse, ResponseFault};
use serde_json::{Value, json};

fn registration() -> Value {
    json!({
        "id": "AQID", "rawId": "AQID", "type": "public-key", "clientExtensionResults": {}, "new": null,
        "response": { "clientDataJSON": "e30", "attestationObject": "oA" },
    })
}

/// serde would also make a struct of an array of its members.
#[test]
fn a_response_is_an_object_of_objects() {
    let mut with_array = registration();
    with_array["response"] = json!(["e30", "oA"]);
    let array = json!(["AQID", "AQID", registration()["response"], null, {}, "public-key"]);
    let mut with_outputs = registration();
    with_outputs["clientExtensionResults"] = json!([]);
    for json in [with_array, array, with_outputs, Value::Null, "AQID".into()] {
        let error = RegistrationResponse::from_json(json.to_string().as_bytes()).unwrap_err();
        let fault = ResponseFault::Json(JsonFault::NotJson { message: String::new() });
        let malformed = Error::ResponseMalformed { ceremony: Ceremony::Registration, fault };
        assert!(error.to_string().starts_with(&malformed.to_string()), "{error}");
    }
}

/// Browsers write null for what they don't know.
#[test]
fn only_members_that_may_be_absent_may_be_null() {
    let read = |json: &Value| RegistrationResponse::from_json(json.to_string().as_bytes());
    let mut json = registration();
    json["authenticatorAttachment"] = Value::Null;
    json["clientExtensionResults"] = json!({ "credProps": null, "prf": null, "appidExclude": null });
    let response = read(&json).unwrap();
    assert_eq!((response.attachment, response.client_extension_results), (None, Default::default()));
    for member in ["id", "rawId", "type", "response", "clientExtensionResults"] {
        let mut json = registration();
        json[member] = Value::Null;
        assert_eq!(read(&json).unwrap_err().code(), "response-malformed", "{member}");
    }
}

/// What parsers differ on: other encodings, characters that don't exist, numbers that don't fit, what follows.
#[test]
fn text_and_numbers_are_whole() {
    let json = registration().to_string();
    let new = |value: &str| json.replace(r#""new":null"#, &format!(r#""new":{value}"#)).into_bytes();
    assert_ne!(new("1"), json.as_bytes());
    for value in [r#""\u0000\ud83d\ude00""#, "18446744073709551615", "-1", "1.5e300", "[true,false,null]"] {
        RegistrationResponse::from_json(&new(value)).unwrap();
    }
    let mut not_utf8 = new("\"?\"");
    let at = not_utf8.iter().position(|byte| *byte == b'?').unwrap();
    not_utf8[at] = 0xff;
    let refused = [
        new(r#""\ud800""#),
        new(r#""\udc00\ud800""#),
        new("\"\0\""),
        new("1e999"),
        new("01"),
        new("NaN"),
        new("1,"),
        new("1 \0"),
        [json.as_bytes(), b"{}"].concat(),
        [json.as_bytes(), b"\0"].concat(),
        [b"\xef\xbb\xbf", json.as_bytes()].concat(),
        not_utf8,
    ];
    for bytes in refused {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let error = RegistrationResponse::from_json(&bytes).expect_err(&text);
        assert_eq!(error.code(), "response-malformed", "{text}");
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        let new = format!(r#""new":{}{}"#, "[".repeat(depth - 1), "]".repeat(depth - 1));
        RegistrationResponse::from_json(registration().to_string().replace(r#""new":null"#, &new).as_bytes())
    };
    nested(16).unwrap();
    for depth in [17, 30_000] {
        let fault = ResponseFault::Json(JsonFault::TooDeep { depth_max: 16 });
        let malformed = Error::ResponseMalformed { ceremony: Ceremony::Registration, fault };
        assert_eq!(nested(depth).unwrap_err(), malformed);
    }
}
