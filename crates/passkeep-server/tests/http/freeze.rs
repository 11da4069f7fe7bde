//! Freezing and thawing: one factor freezes, a passkey that nothing contests thaws.

use passkeep_authenticator::Misbehaviour;
use serde_json::{Value, json};

use crate::person::{House, Person, new_key};

const ADA: &str = "+14155552671";
const LONG: &str = "seven purple walruses hum";

async fn with_password(house: &House) -> Person {
    let ada = house.member(ADA).await;
    assert_eq!(ada.send("PUT", "/v1/password", Some(json!({ "password": LONG }))).await.0, 200);
    ada
}

async fn freeze(person: &mut Person) {
    let frozen = person.ok("/v1/account/freeze", json!({})).await;
    person.keep(&frozen);
}

async fn freeze_by_password(person: &Person) -> (u16, Value) {
    let flow = person.another_way(ADA).await;
    let body = json!({ "ticket": flow["ticket"], "password": LONG, "intent": "freeze" });
    person.send("POST", "/v1/sign-in/password", Some(body)).await
}

async fn thaw(person: &mut Person) -> (u16, Value) {
    let flow = person.ok("/v1/account/thaw/options", json!({})).await;
    let body = person.answer(&flow, &Misbehaviour::default());
    person.send("POST", "/v1/account/thaw", Some(body)).await
}

async fn account(person: &Person) -> Value {
    person.send("GET", "/v1/account", None).await.1
}

#[tokio::test]
async fn a_session_freezes_and_goes_on_and_every_other_ends() {
    let house = House::open().await;
    let mut ada = with_password(&house).await;
    let mut other = ada.on_another_device(&house);
    other.sign_in().await;
    let before = ada.token.clone();
    freeze(&mut ada).await;
    assert!(house.message(ADA).await.contains("frozen"), "its owner is told");
    assert_eq!(other.send("GET", "/v1/session", None).await.0, 401);
    assert!(account(&ada).await["frozen"]["at"].is_i64());
    let now = std::mem::replace(&mut ada.token, before);
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401, "the id before is over");
    ada.token = now;

    // Nothing changes any more, whoever asks.
    let refused = [
        ("POST", "/v1/passkeys/code", json!({})),
        ("POST", "/v1/contacts/email", json!({ "email": "eve@example.com" })),
        ("PUT", "/v1/password", json!({ "password": "another long password" })),
        ("POST", "/v1/recovery-codes", json!({})),
        ("POST", "/v1/account/freeze", json!({})),
    ];
    for (method, path, body) in refused {
        let (status, answer) = ada.send(method, path, Some(body)).await;
        assert_eq!((status, &answer["code"]), (403, &json!("account_frozen")), "{method} {path}");
    }

    let (status, thawed) = thaw(&mut ada).await;
    assert_eq!(status, 200, "{thawed}");
    let account = account(&ada).await;
    assert_eq!(account.get("frozen"), None);
    assert_eq!(account["value_held_until"], thawed["value_held_until"], "value waits after a thaw");
    assert!(house.message(ADA).await.contains("thawed"));
    ada.ok("/v1/passkeys/code", json!({})).await;
    assert_eq!(ada.refused("/v1/account/thaw/options", json!({})).await, "not_frozen");
}

#[tokio::test]
async fn one_factor_freezes_from_a_known_browser_for_good() {
    let house = House::open().await;
    let mut ada = with_password(&house).await;
    let (status, answer) = freeze_by_password(&ada).await;
    assert_eq!(status, 200, "{answer}");
    assert!(answer["frozen"].get("lapses_at").is_none(), "{answer}");
    assert!(answer.get("session").is_none(), "it opens nothing: {answer}");
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401, "whoever is in is out");
    // Quarantine freezes, and never thaws.
    let flow = ada.another_way(ADA).await;
    let (_, signed_in) = ada.prove_password(&flow, LONG).await;
    ada.keep(&signed_in);
    assert_eq!(ada.refused("/v1/account/thaw/options", json!({})).await, "quarantined");
    ada.reauthenticate().await;
    assert_eq!(thaw(&mut ada).await.0, 200);
}

#[tokio::test]
async fn a_strangers_freeze_ends_by_itself_and_comes_once_a_day() {
    let house = House::open_under(|policy| policy.freeze_lapses_seconds = 0).await;
    let ada = with_password(&house).await;
    let stranger = house.stranger();
    let flow = stranger.another_way(ADA).await;
    let wrong = json!({ "ticket": flow["ticket"], "password": "wrong", "intent": "freeze" });
    assert_eq!(stranger.refused("/v1/sign-in/password", wrong).await, "password_wrong");
    assert!(account(&ada).await.get("frozen").is_none());
    let (status, answer) = freeze_by_password(&stranger).await;
    assert_eq!(status, 200, "{answer}");
    assert!(answer["frozen"]["lapses_at"].is_i64(), "{answer}");
    let (status, answer) = freeze_by_password(&stranger).await;
    assert_eq!((status, &answer["code"]), (429, &json!("freeze_too_soon")));
    // Another factor has a day of its own.
    let flow = stranger.another_way(ADA).await;
    let sent = stranger.ok("/v1/sign-in/code", json!({ "ticket": flow["ticket"] })).await;
    let body = json!({ "ticket": sent["ticket"], "code": house.code(ADA).await, "intent": "freeze" });
    stranger.ok("/v1/sign-in/code/check", body).await;
    // It has ended by itself: its owner goes on as before, but signs in again.
    let mut ada = ada;
    ada.sign_in().await;
    assert!(account(&ada).await.get("frozen").is_none());
}

#[tokio::test]
async fn whoever_is_in_affirms_a_strangers_freeze() {
    let house = House::open().await;
    let mut ada = with_password(&house).await;
    freeze_by_password(&house.stranger()).await;
    ada.sign_in().await;
    assert!(account(&ada).await["frozen"]["lapses_at"].is_i64());
    freeze(&mut ada).await;
    assert!(account(&ada).await["frozen"].get("lapses_at").is_none());
    // A stranger's freeze never shortens it.
    let (status, answer) = freeze_by_password(&house.stranger()).await;
    assert_eq!(status, 200, "{answer}");
    assert!(account(&ada).await["frozen"].get("lapses_at").is_none());
}

#[tokio::test]
async fn a_new_passkey_thaws_nothing() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let mut key = new_key();
    let body = ada.walk_to_create(&house, ADA, &mut key).await;
    ada.ok("/v1/passkeys", body).await;
    freeze(&mut ada).await;
    let flow = ada.ok("/v1/account/thaw/options", json!({})).await;
    let response = key.get(&flow["options"], &ada.url).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    assert_eq!(ada.refused("/v1/account/thaw", body).await, "passkey_too_new");
    // A ticket of another purpose thaws nothing either.
    let flow = ada.ok("/v1/session/reauthenticate", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    assert_eq!(ada.refused("/v1/account/thaw", body).await, "ticket_not_accepted");
    assert_eq!(thaw(&mut ada).await.0, 200);
}
