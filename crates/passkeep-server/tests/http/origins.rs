//! From where a passkey is taken: the origins of the configuration, each in full.

use passkeep_authenticator::Misbehaviour;
use passkeep_webauthn::Origin;
use serde_json::json;

use crate::person::House;

const ADA: &str = "+14155552671";

const CONFIGURED: &str = r#"
    origins = ["https://www.example.net", "https://shop.example.org:8443"]
    top_origins = ["https://partner.example"]
    [apps]
    apple = ["ABCDE12345.com.example.app"]
    [apps.android]
    "com.example.app" = ["14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5"]
"#;

/// Those of `CONFIGURED`: two sites, the Android app, and the associated domain of the Apple app.
const LISTED: [&str; 4] = [
    "https://www.example.net",
    "https://shop.example.org:8443",
    "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU",
    "https://localhost",
];

const UNLISTED: [&str; 12] = [
    "https://www.example.net/",
    "https://www.example.net:8443",
    "http://www.example.net",
    "https://WWW.example.net",
    "https://example.net",
    "https://evil.www.example.net",
    "https://www.example.net.evil.example",
    "https://shop.example.org",
    "https://partner.example",
    "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU=",
    "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROQ",
    "ios:bundle-id:com.example.app",
];

fn from(origin: &str) -> Misbehaviour {
    Misbehaviour { origin: Some(origin.to_owned()), ..Misbehaviour::default() }
}

fn framed_by(top_origin: &str) -> Misbehaviour {
    let (cross_origin, top_origin) = (Some(true), Some(top_origin.to_owned()));
    Misbehaviour { cross_origin, top_origin, ..Misbehaviour::default() }
}

/// Creates an account in one way and signs in to it in another; each that is refused gives its code.
async fn create_and_sign_in(
    house: &House,
    phone: &str,
    create: &Misbehaviour,
    sign_in: &Misbehaviour,
) -> [String; 2] {
    let (mut person, body) = house.nearly_member(phone, create).await;
    let created = person.send("POST", "/v1/sign-up/passkey", Some(body)).await;
    if created.0 != 200 {
        person = house.member(phone).await;
    }
    let flow = person.ok("/v1/sign-in", json!({})).await;
    let body = person.answer(&flow, sign_in);
    let signed_in = person.send("POST", "/v1/sign-in/passkey", Some(body)).await;
    [created, signed_in].map(|(status, answer)| match status {
        200 => "taken".to_owned(),
        _ => answer["code"].as_str().unwrap().to_owned(),
    })
}

fn phone(at: usize) -> String {
    format!("+1415555{:04}", 2000 + at)
}

#[tokio::test]
async fn every_listed_origin_is_taken_in_both_ceremonies() {
    let house = House::open_configured(CONFIGURED).await;
    for (at, origin) in LISTED.into_iter().enumerate() {
        let outcome = create_and_sign_in(&house, &phone(at), &from(origin), &from(origin)).await;
        assert_eq!(outcome, ["taken", "taken"], "{origin}");
    }
}

#[tokio::test]
async fn no_other_origin_is_taken_in_either() {
    let house = House::open_configured(CONFIGURED).await;
    for (at, origin) in UNLISTED.into_iter().enumerate() {
        let outcome = create_and_sign_in(&house, &phone(at), &from(origin), &from(origin)).await;
        assert_eq!(outcome, ["passkey_not_accepted", "passkey_not_accepted"], "{origin}");
    }
    let bare = House::open().await;
    for (at, origin) in LISTED.into_iter().enumerate() {
        let outcome = create_and_sign_in(&bare, &phone(at), &from(origin), &from(origin)).await;
        assert_eq!(outcome, ["passkey_not_accepted", "passkey_not_accepted"], "{origin}");
    }
}

#[tokio::test]
async fn a_frame_is_taken_within_a_listed_page_alone() {
    let house = House::open_configured(CONFIGURED).await;
    let listed = framed_by("https://partner.example");
    assert_eq!(create_and_sign_in(&house, ADA, &listed, &listed).await, ["taken", "taken"]);
    let others =
        ["https://partner.example/", "https://www.partner.example", "https://www.example.net", &house.url];
    for (at, top_origin) in others.into_iter().enumerate() {
        let other = framed_by(top_origin);
        let outcome = create_and_sign_in(&house, &phone(at), &other, &other).await;
        assert_eq!(outcome, ["passkey_not_accepted", "passkey_not_accepted"], "{top_origin}");
    }
    let bare = House::open().await;
    let outcome = create_and_sign_in(&bare, ADA, &listed, &listed).await;
    assert_eq!(outcome, ["passkey_not_accepted", "passkey_not_accepted"]);
}

/// A ticket that was sealed before an origin was taken off the list, or put on it, is none of now.
#[tokio::test]
async fn a_list_that_changes_ends_what_began_under_it() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    let partner = Origin::parse("https://partner.example").unwrap();
    let house = house.restart_under(|policy| policy.top_origins = vec![partner]).await;
    assert_eq!(ada.refused("/v1/sign-in/passkey", body).await, "passkey_not_accepted");
    ada.sign_in().await;
    drop(house);
}
