//! Near misses of a listed origin: what looks like it, to a person or to a lax comparison, is refused by name, and the
//! error shows both.

use crate::support::{Assertion, Expected, NewCredential, client_data};
use passkeep_webauthn::{Error, Origin};

const KEY_HASH: [u8; 32] = [0xfb; 32];
const WEB: &str = "https://example.org";
const APP: &str = "android:apk-key-hash:-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s";

/// What a client could write in the place of `WEB`, beyond the rows of `refusals.rs`.
const NEAR_WEB: [&str; 28] = [
    "https://example.org/index.html",
    "https://example.org?",
    "https://example.org?next=https://example.org",
    "https://example.org#",
    "https://example.org:0443",
    "https://example.org:",
    "https://example.org:80",
    "http://example.org:443",
    "https:example.org",
    "https:/example.org",
    "https:\\\\example.org",
    "https://example.org.",
    "https://example.org.evil.com",
    "https://example.org@evil.com",
    "https://evil.com/https://example.org",
    "https://ann@example.org",
    "https://ann:secret@example.org",
    "https://evilexample.org",
    "https://www.example.org",
    "https://.example.org",
    "https://*.example.org",
    // With the Cyrillic a of `refusals.rs`, as browsers write it.
    "https://xn--exmple-4nf.org",
    "https://example.org\n",
    "https://example.org https://evil.com",
    "https://example.org,https://evil.com",
    "example.org",
    "wss://example.org",
    "ios:bundle-id:org.example",
];

/// What a client could write in the place of `APP`.
const NEAR_APP: [&str; 9] = [
    "android:apk-key-hash:-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_w",
    "android:apk-key-hash:-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s=",
    "android:apk-key-hash:+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
    "android:apk-key-hash:+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=",
    "android:apk-key-hash:FB:FB:FB",
    "android:apk-key-hash:",
    "ANDROID:apk-key-hash:-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s",
    "android:APK-KEY-HASH:-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s",
    "android:apk-key-hash-sha256:-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s",
];

fn listed() -> Vec<Origin> {
    vec![Origin::parse(WEB).unwrap(), Origin::android(KEY_HASH)]
}

fn client_data_of(kind: &str, origin: &str) -> String {
    client_data(kind).replace(&format!("{WEB:?}"), &serde_json::to_string(origin).unwrap())
}

/// Client data of a frame, with the origin of the page around it.
fn framed_by(kind: &str, top_origin: &str) -> String {
    let top_origin = serde_json::to_string(top_origin).unwrap();
    client_data(kind).replace("false", &format!(r#"true,"topOrigin":{top_origin}"#))
}

/// How each ceremony ends for client data that is written so.
fn outcomes(expected: &Expected, client_data: impl Fn(&str) -> String) -> [Result<(), Error>; 2] {
    let (mut credential, mut assertion) = (NewCredential::new(), Assertion::new());
    credential.client_data = client_data("webauthn.create");
    assertion.client_data = client_data("webauthn.get");
    [expected.registration(&credential.response()).map(drop), expected.authentication(&assertion).map(drop)]
}

#[test]
fn what_is_listed_passes() {
    let mut expected = Expected::new();
    expected.origins = listed();
    for origin in [WEB, APP] {
        assert_eq!(outcomes(&expected, |kind| client_data_of(kind, origin)), [Ok(()), Ok(())], "{origin}");
    }
    expected.top_origins = vec![Origin::parse(WEB).unwrap()];
    assert_eq!(outcomes(&expected, |kind| framed_by(kind, WEB)), [Ok(()), Ok(())]);
}

#[test]
fn a_near_miss_of_an_origin_is_refused_with_both_values() {
    let mut expected = Expected::new();
    expected.origins = listed();
    for seen in NEAR_WEB.into_iter().chain(NEAR_APP) {
        for outcome in outcomes(&expected, |kind| client_data_of(kind, seen)) {
            let error = outcome.expect_err(seen);
            assert_eq!(error.code(), "origin-unexpected", "{seen}");
            assert_eq!(error.to_string(), format!("the origin {seen:?} is none of [{WEB:?}, {APP:?}]"));
        }
    }
}

#[test]
fn a_near_miss_of_a_top_origin_is_refused_with_both_values() {
    let mut expected = Expected::new();
    expected.top_origins = vec![Origin::parse(WEB).unwrap()];
    for seen in NEAR_WEB.into_iter().chain(["", "null", "https://example.org/", "https://EXAMPLE.org", APP]) {
        for outcome in outcomes(&expected, |kind| framed_by(kind, seen)) {
            let error = outcome.expect_err(seen);
            assert_eq!(error.code(), "top-origin-unexpected", "{seen}");
            assert_eq!(error.to_string(), format!("the top origin {seen:?} is none of [{WEB:?}]"));
        }
    }
}

/// The lists are apart: an origin that may ask is none that may frame, nor the reverse.
#[test]
fn each_list_is_for_its_own() {
    let mut expected = Expected::new();
    expected.origins = listed();
    expected.top_origins = vec![Origin::parse("https://top.example").unwrap()];
    for outcome in outcomes(&expected, |kind| framed_by(kind, WEB)) {
        assert_eq!(outcome.unwrap_err().code(), "top-origin-unexpected");
    }
    for outcome in outcomes(&expected, |kind| client_data_of(kind, "https://top.example")) {
        assert_eq!(outcome.unwrap_err().code(), "origin-unexpected");
    }
}

#[test]
fn an_origin_knows_its_host() {
    let hosts = [
        ("https://example.org", Some("example.org")),
        ("https://a.example.org:8443", Some("a.example.org")),
        ("http://localhost:8080", Some("localhost")),
        (APP, None),
    ];
    for (origin, host) in hosts {
        assert_eq!(Origin::parse(origin).unwrap().host(), host);
    }
    assert_eq!(Origin::android(KEY_HASH), Origin::parse(APP).unwrap());
}
