//! What waits: announced, stopped, done. A hold of no length is due at once, so nobody waits here.

use passkeep_authenticator::{Authenticator, Misbehaviour};
use passkeep_decision::policy::Policy;
use passkeep_server::clock;
use passkeep_server::holds::round;
use serde_json::{Value, json};

use crate::person::{House, Person, new_key};

pub const ADA: &str = "+14155552671";
const EMAIL: &str = "ada@example.org";
const OTHER_EMAIL: &str = "lovelace@example.org";

fn at_once(policy: &mut Policy) {
    policy.hold_seconds = 0;
}

/// The keeper of the server may be as fast: what it has done is done as well.
async fn due(house: &House) {
    round(&house.app, clock::moment).await.unwrap();
}

/// A member with a second passkey, on a security key, which no other's age keeps from anything.
async fn with_key(house: &House) -> (Person, Authenticator, String) {
    let mut ada = house.member(ADA).await;
    let mut key = new_key();
    let body = ada.walk_to_create(house, ADA, &mut key).await;
    let id = ada.ok("/v1/passkeys", body).await["id"].as_str().unwrap().to_owned();
    (ada, key, id)
}

/// Removes a passkey by the one of the member's own device.
pub async fn remove(ada: &mut Person, id: &str) -> Value {
    let flow = ada.start_removal(id).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    ada.ok(&format!("/v1/passkeys/{id}/remove"), body).await
}

pub async fn add_email(house: &House, ada: &Person, email: &str) {
    let flow = ada.ok("/v1/contacts/email", json!({ "email": email })).await;
    let body = json!({ "ticket": flow["ticket"], "code": house.code(email).await });
    ada.ok("/v1/contacts/email/code", body).await;
}

async fn sign_in_with(house: &House, who: &Person, key: &mut Authenticator) -> (u16, Value) {
    let flow = who.ok("/v1/sign-in", json!({})).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    who.send("POST", "/v1/sign-in/passkey", Some(json!({ "ticket": flow["ticket"], "response": response })))
        .await
}

async fn stop_own(house: &House, who: &Person, key: &mut Authenticator) -> (u16, Value) {
    let flow = who.ok("/v1/holds/stop/options", json!({})).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    who.send("POST", "/v1/holds/stop", Some(body)).await
}

async fn holds(ada: &Person) -> Vec<Value> {
    ada.send("GET", "/v1/holds", None).await.1["holds"].as_array().unwrap().clone()
}

async fn contact_id(ada: &Person, address: &str) -> String {
    let account = ada.send("GET", "/v1/account", None).await.1;
    let all = ["phones", "emails"].map(|kind| account[kind].as_array().unwrap().clone()).concat();
    let found = all.iter().find(|contact| contact["address"] == address).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn another_passkey_is_suspended_at_once_announced_three_times_and_then_gone() {
    let house = House::open_under(at_once).await;
    let (mut ada, mut key, id) = with_key(&house).await;
    let stranger = house.stranger();
    let removal = remove(&mut ada, &id).await;
    assert_eq!((removal["remaining"].as_u64(), removal["removed"].is_null()), (Some(1), true), "{removal}");
    assert_eq!(removal["hold"]["kind"], "remove_passkey");
    assert!(house.message(ADA).await.contains("will be removed on"));

    let (status, told) = sign_in_with(&house, &stranger, &mut key).await;
    assert!(status == 403, "{told}");
    due(&house).await;
    due(&house).await;
    assert!(house.message(ADA).await.contains("was removed from your account"));
    let all: Vec<String> =
        house.app.demo.as_ref().unwrap().newest_first().into_iter().map(|message| message.text).collect();
    assert_eq!(all.iter().filter(|text| text.contains("can still be stopped")).count(), 1, "{all:?}");
    assert!(holds(&ada).await.is_empty());
    let (status, told) = sign_in_with(&house, &stranger, &mut key).await;
    assert_eq!((status, told["code"].as_str()), (403, Some("passkey_removed")));
}

#[tokio::test]
async fn a_passkey_on_its_way_out_signs_in_no_more_and_stops_its_removal_once() {
    let house = House::open().await;
    let (mut ada, mut key, id) = with_key(&house).await;
    let stranger = house.stranger();
    remove(&mut ada, &id).await;
    let (status, told) = sign_in_with(&house, &stranger, &mut key).await;
    assert_eq!((status, told["code"].as_str()), (403, Some("passkey_suspended")));
    assert_eq!(ada.refused(&format!("/v1/passkeys/{id}/removal"), json!({})).await, "hold_already_waits");

    let (status, stopped) = stop_own(&house, &stranger, &mut key).await;
    assert_eq!((status, stopped["outcome"].as_str()), (200, Some("stopped")), "{stopped}");
    assert!(house.message(ADA).await.contains("its removal was stopped"));
    assert_eq!(sign_in_with(&house, &stranger, &mut key).await.0, 200);

    // A second time it is a dispute, and it signs in no more until an old passkey decides.
    let hold = remove(&mut ada, &id).await["hold"]["id"].as_str().unwrap().to_owned();
    let (_, disputed) = stop_own(&house, &stranger, &mut key).await;
    assert_eq!(disputed["outcome"], "disputed", "{disputed}");
    let (_, told) = sign_in_with(&house, &stranger, &mut key).await;
    assert_eq!(told["code"], "passkey_suspended");
    let (status, told) = stop_own(&house, &stranger, &mut key).await;
    assert_eq!((status, told["code"].as_str()), (409, Some("hold_disputed")));

    let flow = ada.ok(&format!("/v1/holds/{hold}/stop/options"), json!({})).await;
    let mut body = ada.answer(&flow, &Misbehaviour::default());
    body["verdict"] = "uphold".into();
    let upheld = ada.ok(&format!("/v1/holds/{hold}/stop"), body.clone()).await;
    assert_eq!(
        (upheld["outcome"].as_str(), upheld["hold"]["state"].as_str()),
        (Some("upheld"), Some("upheld"))
    );
    assert_eq!(ada.refused(&format!("/v1/holds/{hold}/stop"), body).await, "ticket_spent");
}

#[tokio::test]
async fn the_last_passkey_waits_and_the_session_goes_on() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let id = ada.passkeys().await.remove(0);
    let removal = remove(&mut ada, &id).await;
    assert_eq!(
        (removal["remaining"].as_u64(), removal["hold"]["state"].as_str()),
        (Some(0), Some("waiting"))
    );
    let (_, list) = ada.send("GET", "/v1/passkeys", None).await;
    assert!(list["passkeys"][0]["suspended_at"].is_i64(), "{list}");
    // Suspended, it still counts as working: no code alone makes another.
    let flow = ada.ok("/v1/passkeys/code", json!({})).await;
    let checked = json!({ "ticket": flow["ticket"], "code": house.code(ADA).await });
    let flow = ada.ok("/v1/passkeys/code/check", checked).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    assert_eq!(ada.refused("/v1/passkeys/grant", body).await, "passkey_suspended");

    let flow = ada.ok("/v1/holds/stop/options", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    assert_eq!(ada.ok("/v1/holds/stop", body).await["outcome"], "stopped");
    ada.sign_in().await;
}

#[tokio::test]
async fn any_passkey_of_the_account_stops_a_hold_and_none_of_another() {
    let house = House::open().await;
    let (mut ada, _, id) = with_key(&house).await;
    let mut bob = house.member("+442079460958").await;
    let hold = remove(&mut ada, &id).await["hold"]["id"].as_str().unwrap().to_owned();
    assert_eq!(bob.refused(&format!("/v1/holds/{hold}/stop/options"), json!({})).await, "not_found");

    let flow = ada.ok(&format!("/v1/holds/{hold}/stop/options"), json!({})).await;
    let stolen = bob.answer(&flow, &Misbehaviour::default());
    assert_eq!(bob.refused(&format!("/v1/holds/{hold}/stop"), stolen.clone()).await, "ticket_not_accepted");
    assert_eq!(ada.refused(&format!("/v1/holds/{hold}/stop"), stolen).await, "passkey_not_accepted");
    let body = ada.answer(&flow, &Misbehaviour::default());
    // The ticket is for this hold alone.
    assert_eq!(
        ada.refused("/v1/holds/AAAAAAAAAAAAAAAAAAAAAA/stop", body.clone()).await,
        "ticket_not_accepted"
    );
    assert_eq!(ada.refused("/v1/holds/stop", body.clone()).await, "ticket_not_accepted");
    assert_eq!(ada.ok(&format!("/v1/holds/{hold}/stop"), body).await["outcome"], "stopped");
    assert!(holds(&ada).await.is_empty());
    // Nothing of hers is about to be removed.
    let flow = bob.ok("/v1/holds/stop/options", json!({})).await;
    let body = bob.answer(&flow, &Misbehaviour::default());
    assert_eq!(bob.refused("/v1/holds/stop", body).await, "not_found");
}

#[tokio::test]
async fn a_reported_passkey_stops_at_once_every_other_session_ends_and_it_comes_back_by_two() {
    let house = House::open().await;
    let (ada, mut key, id) = with_key(&house).await;
    add_email(&house, &ada, EMAIL).await;
    let mut elsewhere = house.stranger();
    let (_, signed_in) = sign_in_with(&house, &elsewhere, &mut key).await;
    elsewhere.token = Some(signed_in["session"]["token"].as_str().unwrap().to_owned());
    let loss = ada.ok(&format!("/v1/passkeys/{id}/loss"), json!({})).await;
    assert_eq!((loss["hold"]["kind"].as_str(), loss["remaining"].as_u64()), (Some("lose_passkey"), Some(1)));
    assert_eq!(elsewhere.send("GET", "/v1/session", None).await.0, 401);
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 200);
    assert_eq!(sign_in_with(&house, &elsewhere, &mut key).await.1["code"], "passkey_suspended");

    let stranger = house.stranger();
    assert_eq!(stop_own(&house, &stranger, &mut key).await.1["outcome"], "counted");
    assert_eq!(
        sign_in_with(&house, &stranger, &mut key).await.1["code"],
        "passkey_suspended",
        "by one it isn't"
    );
    let token = crate::links::token(&house.message(EMAIL).await);
    assert_eq!(stranger.ok("/v1/holds/stop-by-link", json!({ "token": token })).await["outcome"], "stopped");
    assert_eq!(sign_in_with(&house, &stranger, &mut key).await.0, 200);
}

#[tokio::test]
async fn a_last_passkey_that_is_lost_stays_suspended_until_another_works() {
    let house = House::open_under(at_once).await;
    let ada = house.member(ADA).await;
    let id = ada.passkeys().await.remove(0);
    ada.ok(&format!("/v1/passkeys/{id}/loss"), json!({})).await;
    for _ in 0..3 {
        due(&house).await;
    }
    assert_eq!(ada.passkeys().await, [id], "a report makes no account without a passkey");
    assert_eq!(holds(&ada).await.len(), 1);
}

#[tokio::test]
async fn an_address_goes_and_changes_only_after_its_wait() {
    let house = House::open_under(at_once).await;
    let ada = house.member(ADA).await;
    add_email(&house, &ada, EMAIL).await;
    let phone = contact_id(&ada, ADA).await;
    let (status, told) = ada.send("DELETE", &format!("/v1/contacts/{phone}"), None).await;
    assert_eq!((status, told["code"].as_str()), (409, Some("last_contact")));

    let email = contact_id(&ada, EMAIL).await;
    let replacement = format!("/v1/contacts/{email}/replacement");
    assert_eq!(ada.refused(&replacement, json!({ "address": ADA })).await, "other_kind_of_contact");
    let flow = ada.ok(&replacement, json!({ "address": OTHER_EMAIL })).await;
    let body = json!({ "ticket": flow["ticket"], "code": house.code(OTHER_EMAIL).await });
    let hold = ada.ok("/v1/contacts/replacement/code", body).await;
    assert_eq!((hold["name"].as_str(), hold["to"].as_str()), (Some(EMAIL), Some(OTHER_EMAIL)));
    assert!(house.message(EMAIL).await.contains("/stop#"), "the old address may stop it");
    due(&house).await;
    due(&house).await;
    let (_, account) = ada.send("GET", "/v1/account", None).await;
    assert_eq!(account["emails"].as_array().unwrap().len(), 1);
    assert_eq!(account["emails"][0]["address"], OTHER_EMAIL);
    for told in [EMAIL, OTHER_EMAIL] {
        assert!(house.message(told).await.contains("has taken the place of"), "{told}");
    }

    let email = contact_id(&ada, OTHER_EMAIL).await;
    let (status, hold) = ada.send("DELETE", &format!("/v1/contacts/{email}"), None).await;
    assert_eq!((status, hold["kind"].as_str()), (200, Some("remove_contact")));
    due(&house).await;
    due(&house).await;
    let (_, account) = ada.send("GET", "/v1/account", None).await;
    assert!(account["emails"].as_array().unwrap().is_empty(), "{account}");
    // Whoever proves it next may have it.
    let bob = house.member("+442079460958").await;
    add_email(&house, &bob, OTHER_EMAIL).await;
}

#[tokio::test]
async fn an_address_changes_nothing_while_it_waits() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    add_email(&house, &ada, EMAIL).await;
    let email = contact_id(&ada, EMAIL).await;
    let flow = ada.ok(&format!("/v1/contacts/{email}/replacement"), json!({ "address": OTHER_EMAIL })).await;
    let body = json!({ "ticket": flow["ticket"], "code": house.code(OTHER_EMAIL).await });
    ada.ok("/v1/contacts/replacement/code", body).await;
    due(&house).await;
    let (_, account) = ada.send("GET", "/v1/account", None).await;
    assert_eq!(account["emails"][0]["address"], EMAIL);
    let (status, told) = ada.send("DELETE", &format!("/v1/contacts/{email}"), None).await;
    assert_eq!((status, told["code"].as_str()), (409, Some("hold_already_waits")));
    assert!(told["matures_at_ms"].is_i64(), "{told}");
}

#[tokio::test]
async fn a_name_changes_at_once_and_is_told() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let (status, account) = ada.send("PATCH", "/v1/account", Some(json!({ "name": "Augusta" }))).await;
    assert_eq!((status, account["name"].as_str()), (200, Some("Augusta")));
    assert!(house.message(ADA).await.contains("is called Augusta now"));
    let (status, told) = ada.send("PATCH", "/v1/account", Some(json!({ "name": "" }))).await;
    assert_eq!((status, told["code"].as_str()), (422, Some("name_not_accepted")));
}

#[tokio::test]
async fn a_number_that_another_proves_leaves_after_an_announced_hold_and_opens_nothing_before() {
    let house = House::open_under(at_once).await;
    let ada = house.member(ADA).await;
    add_email(&house, &ada, EMAIL).await;
    // Whoever reads the number's messages now is told what it takes, and by nobody else.
    let bob = house.stranger();
    let flow = bob.ok("/v1/sign-up", json!({ "phone": ADA })).await;
    let told = house.message(ADA).await;
    assert!(told.contains("belongs to an account"), "{told}");
    let body = json!({ "ticket": flow["ticket"], "code": house.code(ADA).await });
    let (status, waits) = bob.send("POST", "/v1/sign-up/code", Some(body)).await;
    assert_eq!((status, waits["code"].as_str()), (409, Some("number_waits")));
    assert!(waits["until_ms"].is_i64(), "{waits}");
    assert!(house.message(EMAIL).await.contains("Somebody else has proved the number"));
    assert_eq!(holds(&ada).await[0]["kind"], "give_up_number");
    assert_eq!(ada.send("GET", "/v1/account", None).await.1["phones"][0]["address"], ADA);

    due(&house).await;
    due(&house).await;
    let (_, account) = ada.send("GET", "/v1/account", None).await;
    assert!(account["phones"].as_array().unwrap().is_empty(), "{account}");
    assert!(house.message(EMAIL).await.contains("has left your account"));
    // It is free: the account is another one.
    let bob = house.member(ADA).await;
    assert_ne!(bob.send("GET", "/v1/account", None).await.1["user_id"], account["user_id"]);
}

#[tokio::test]
async fn a_number_s_account_says_no_and_keeps_it() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let bob = house.stranger();
    let ask = async || {
        let flow = bob.ok("/v1/sign-up", json!({ "phone": ADA })).await;
        let body = json!({ "ticket": flow["ticket"], "code": house.code(ADA).await });
        assert_eq!(bob.refused("/v1/sign-up/code", body).await, "number_waits");
    };
    ask().await;
    // Asked again, it waits as before.
    ask().await;
    let waiting = holds(&ada).await;
    assert_eq!(waiting.len(), 1);
    let hold = waiting[0]["id"].as_str().unwrap();
    let flow = ada.ok(&format!("/v1/holds/{hold}/stop/options"), json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    ada.ok(&format!("/v1/holds/{hold}/stop"), body).await;
    assert!(house.message(ADA).await.contains("stays in your account"));
    assert!(holds(&ada).await.is_empty());
}
