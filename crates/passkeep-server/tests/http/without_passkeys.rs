//! What an account without passkeys changes, and how; what a trusted device proves; numbers that have found another reader,
//! and disputes that nobody decides.

use passkeep_decision::policy::Policy;
use passkeep_server::clock;
use passkeep_server::holds::round;
use serde_json::{Value, json};

use crate::device::DeviceKey;
use crate::holds::{add_email, addresses_prove, remove};
use crate::person::{House, Person};

const ADA: &str = "+14155552671";
const NOBODY: &str = "+442079460958";
const EMAIL: &str = "ada@example.org";
const OTHER_EMAIL: &str = "lovelace@example.org";
const LONG: &str = "seven purple walruses hum";
const NEW: &str = "nine yellow walruses sing";

/// What waits is due at once, a device is trusted at its second sign-in, and addresses prove something from the first day.
fn at_once(policy: &mut Policy) {
    policy.hold_seconds = 0;
    settled(policy);
}

fn settled(policy: &mut Policy) {
    policy.trust_settles_seconds = 0;
    policy.passkey_settles_seconds = 0;
    addresses_prove(policy);
}

async fn due(house: &House) {
    for _ in 0..2 {
        round(&house.app, clock::moment).await.unwrap();
    }
}

/// A member with a password and an email, on a device that she trusts.
async fn on_a_trusted_device(house: &House) -> Person {
    let mut ada = house.member(ADA).await;
    add_email(house, &ada, EMAIL).await;
    assert_eq!(ada.send("PUT", "/v1/password", Some(json!({ "password": LONG }))).await.0, 200);
    ada.trust_this_device().await;
    ada.sign_in().await;
    ada
}

/// The same, whose last passkey has gone; signed in by both kinds that are left.
async fn without_passkeys(house: &House) -> Person {
    let mut ada = on_a_trusted_device(house).await;
    let id = ada.passkeys().await.remove(0);
    remove(&mut ada, &id).await;
    for hours in [100, 200] {
        house.pass(hours).await;
    }
    sign_in(house, &mut ada, LONG).await;
    ada
}

/// By both kinds.
async fn sign_in(house: &House, ada: &mut Person, password: &str) {
    let flow = ada.another_way(ADA).await;
    let (status, second) = ada.prove_password(&flow, password).await;
    assert_eq!(status, 200, "{second}");
    let sent = ada.ok("/v1/sign-in/code", json!({ "ticket": second["ticket"] })).await;
    let body = json!({ "ticket": sent["ticket"], "code": house.code(ADA).await });
    let signed_in = ada.ok("/v1/sign-in/code/check", body).await;
    assert_eq!(signed_in["session"]["level"], "2w", "{signed_in}");
    ada.keep(&signed_in);
}

/// Proves both kinds again, and the device before them.
async fn prove_all(house: &House, ada: &mut Person) {
    let flow = ada.ok("/v1/session/reauthenticate", json!({})).await;
    assert_eq!(flow["methods"], json!(["password", "phone_code", "device"]), "{flow}");
    let body = json!({ "ticket": flow["ticket"] });
    let (status, flow) = ada.send_signed("/v1/session/device", &body, &flow["nonce"]).await;
    assert_eq!((status, &flow["methods"]), (200, &json!(["password", "phone_code"])), "{flow}");
    let body = json!({ "ticket": flow["ticket"], "password": LONG });
    let flow = ada.ok("/v1/session/password", body).await;
    let sent = ada.ok("/v1/session/code", json!({ "ticket": flow["ticket"] })).await;
    let body = json!({ "ticket": sent["ticket"], "code": house.code(ADA).await });
    let raised = ada.ok("/v1/session/code/check", body).await;
    assert_eq!(raised["session"]["level"], "2w", "{raised}");
    ada.keep(&raised);
}

async fn email_id(ada: &Person) -> String {
    let account = ada.send("GET", "/v1/account", None).await.1;
    account["emails"][0]["id"].as_str().unwrap().to_owned()
}

async fn refusal(ada: &Person, method: &str, path: &str, body: Option<Value>) -> String {
    let (status, told) = ada.send(method, path, body).await;
    assert!(status >= 400, "{path} was taken: {told}");
    told["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn without_passkeys_an_address_takes_both_kinds_and_a_trusted_devices_own_key() {
    let house = House::open_under(settled).await;
    let mut ada = without_passkeys(&house).await;
    let email = format!("/v1/contacts/{}", email_id(&ada).await);
    let replacement = format!("{email}/replacement");
    let other = json!({ "address": OTHER_EMAIL });
    // Both kinds of just now are not enough: this device has not signed.
    assert_eq!(refusal(&ada, "DELETE", &email, None).await, "reauthentication_needed");
    assert_eq!(refusal(&ada, "POST", &replacement, Some(other.clone())).await, "reauthentication_needed");
    prove_all(&house, &mut ada).await;
    // The session alone, taken along, is no device.
    let trust = ada.trust.take();
    assert_eq!(refusal(&ada, "DELETE", &email, None).await, "device_not_trusted");
    ada.trust = trust;

    let flow = ada.ok(&replacement, other).await;
    let body = json!({ "ticket": flow["ticket"], "code": house.code(OTHER_EMAIL).await });
    let hold = ada.ok("/v1/contacts/replacement/code", body).await;
    let waits = hold["matures_at"].as_i64().unwrap() - hold["started_at"].as_i64().unwrap();
    assert_eq!((hold["kind"].as_str(), waits), (Some("replace_contact"), 72 * 60 * 1000), "as in the demo");
    // The old address is told, and says no.
    let token = crate::links::token(&house.message(EMAIL).await);
    let stopped = house.stranger().ok("/v1/holds/stop-by-link", json!({ "token": token })).await;
    assert_eq!(stopped["outcome"], "stopped");
    let (_, account) = ada.send("GET", "/v1/account", None).await;
    assert_eq!(account["emails"][0]["address"], EMAIL);
}

#[tokio::test]
async fn without_passkeys_another_password_waits_and_none_is_removed() {
    let house = House::open_under(settled).await;
    let mut ada = without_passkeys(&house).await;
    let new = || Some(json!({ "password": NEW }));
    assert_eq!(refusal(&ada, "PUT", "/v1/password", new()).await, "reauthentication_needed");
    prove_all(&house, &mut ada).await;
    let (status, waits) = ada.send("PUT", "/v1/password", new()).await;
    assert_eq!((status, waits["hold"]["kind"].as_str()), (200, Some("change_password")), "{waits}");
    assert!(waits["set_at"].as_i64().unwrap() < waits["hold"]["started_at"].as_i64().unwrap(), "{waits}");
    assert!(house.message(EMAIL).await.contains("Another password will take the place of yours"));
    assert!(!waits.to_string().contains("argon2"), "{waits}");
    assert_eq!(refusal(&ada, "PUT", "/v1/password", new()).await, "hold_already_waits");
    assert_eq!(refusal(&ada, "DELETE", "/v1/password", None).await, "level_too_low");
    // Until then the one of before serves, and no other.
    let flow = ada.another_way(ADA).await;
    assert_eq!(ada.prove_password(&flow, NEW).await.1["code"], "password_wrong");
    sign_in(&house, &mut ada, LONG).await;
    for hours in [100, 200] {
        house.pass(hours).await;
    }
    let flow = ada.another_way(ADA).await;
    assert_eq!(ada.prove_password(&flow, LONG).await.1["code"], "password_wrong");
    sign_in(&house, &mut ada, NEW).await;
}

#[tokio::test]
async fn another_password_is_stopped_by_whoever_reads_an_address() {
    let house = House::open_under(settled).await;
    let mut ada = without_passkeys(&house).await;
    prove_all(&house, &mut ada).await;
    assert_eq!(ada.send("PUT", "/v1/password", Some(json!({ "password": NEW }))).await.0, 200);
    let token = crate::links::token(&house.message(EMAIL).await);
    let stopped = house.stranger().ok("/v1/holds/stop-by-link", json!({ "token": token })).await;
    assert_eq!(stopped["outcome"], "stopped");
    for hours in [100, 200] {
        house.pass(hours).await;
    }
    sign_in(&house, &mut ada, LONG).await;
    let left = house
        .app
        .store
        .reader()
        .query_one("select count(*) from held_password", &[], |row| row.integer())
        .await
        .unwrap();
    assert_eq!(left, Some(0), "the hash goes with its wait");
}

/// Begins a recovery and proves this device in it, after what else was proved.
async fn device(person: &Person, flow: &Value) -> (u16, Value) {
    let body = json!({ "ticket": flow["ticket"] });
    person.send_signed("/v1/recovery/device", &body, &flow["nonce"]).await
}

async fn begin(person: &Person, identifier: &str) -> Value {
    person.ok("/v1/recovery", json!({ "identifier": identifier })).await
}

async fn password(person: &Person, flow: &Value) -> Value {
    person.ok("/v1/recovery/password", json!({ "ticket": flow["ticket"], "password": LONG })).await
}

async fn by_phone(house: &House, person: &Person, flow: &Value) -> Value {
    let asked = json!({ "ticket": flow["ticket"], "channel": "phone" });
    let sent = person.ok("/v1/recovery/code", asked).await;
    let body = json!({ "ticket": sent["ticket"], "code": house.code(ADA).await });
    person.ok("/v1/recovery/code/check", body).await
}

#[tokio::test]
async fn a_trusted_device_recovers_beside_a_sheet_and_never_beside_an_address() {
    let house = House::open_under(settled).await;
    let ada = on_a_trusted_device(&house).await;
    let made = ada.ok("/v1/recovery-codes", json!({})).await;
    let code = made["codes"][0].as_str().unwrap();

    // While a passkey is in use, a device beside the password is what an address beside it is: too little.
    let second = password(&ada, &begin(&ada, ADA).await).await;
    let (status, third) = device(&ada, &second).await;
    assert_eq!((status, third.get("recovery")), (200, None), "{third}");
    assert_eq!(third["methods"], json!(["recovery_code", "phone_code", "email_code"]), "{third}");
    // Beside an address it is one hand, whatever else.
    let second = by_phone(&house, &ada, &begin(&ada, ADA).await).await;
    let (_, third) = device(&ada, &second).await;
    assert_eq!(third["methods"], json!(["recovery_code", "password"]), "{third}");

    let flow = begin(&ada, ADA).await;
    let body = json!({ "ticket": flow["ticket"], "code": code });
    let second = ada.ok("/v1/recovery/recovery-code", body).await;
    let (status, waits) = device(&ada, &second).await;
    assert_eq!((status, waits.get("recovery").is_some()), (200, true), "{waits}");
    assert!(house.message(EMAIL).await.contains("is recovering your account"));
}

#[tokio::test]
async fn a_device_recovers_beside_a_password_once_no_passkey_is_in_use() {
    let house = House::open_under(|policy| {
        settled(policy);
        policy.passkey_used_seconds = 0;
    })
    .await;
    let ada = on_a_trusted_device(&house).await;
    let second = password(&ada, &begin(&ada, ADA).await).await;
    let (status, waits) = device(&ada, &second).await;
    assert_eq!((status, waits.get("recovery").is_some()), (200, true), "{waits}");
    // Contacts and the device stay one hand.
    let second = by_phone(&house, &ada, &begin(&ada, ADA).await).await;
    assert_eq!(device(&ada, &second).await.1["methods"], json!(["recovery_code", "password"]));
}

#[tokio::test]
async fn what_is_no_trusted_device_proves_nothing_and_a_stranger_learns_nothing() {
    let house = House::open_under(settled).await;
    let mut ada = on_a_trusted_device(&house).await;
    let code = async |person: &Person, who: &str| {
        let flow = begin(person, who).await;
        assert!(flow["methods"].as_array().unwrap().contains(&json!("device")), "{flow}");
        let (status, told) = device(person, &flow).await;
        (status, told["code"].as_str().unwrap_or_default().to_owned(), told["reason"].clone())
    };
    let mut stranger = house.stranger();
    stranger.key = Some(std::sync::Arc::new(DeviceKey::new()));
    let told = code(&stranger, ADA).await;
    assert_eq!(told, (403, "device_not_trusted".to_owned(), json!("not_chosen")));
    assert_eq!(code(&stranger, NOBODY).await, told, "of nobody the same is said");
    // Another key than her device's, and her device without its secret.
    let own = ada.key.replace(std::sync::Arc::new(DeviceKey::new()));
    assert_eq!(code(&ada, ADA).await.1, "device_proof_not_accepted");
    ada.key = own;
    let trust = ada.trust.take();
    assert_eq!(code(&ada, ADA).await.1, "device_not_trusted");
    ada.trust = trust;
    // A signature serves once, for its ticket.
    let flow = begin(&ada, ADA).await;
    assert_eq!(device(&ada, &flow).await.0, 200);
    assert_eq!(device(&ada, &flow).await.1["code"], "ticket_spent");
    // It signs nobody in.
    let flow = ada.another_way(ADA).await;
    let body = json!({ "ticket": flow["ticket"] });
    let (status, told) = ada.send_signed("/v1/recovery/device", &body, &json!("AAAA")).await;
    assert!(status >= 400, "{told}");
}

#[tokio::test]
async fn a_number_proved_in_the_settings_leaves_its_account_after_an_announced_hold() {
    let house = House::open_under(at_once).await;
    let ada = house.member(ADA).await;
    add_email(&house, &ada, EMAIL).await;
    let bob = house.member(NOBODY).await;
    let (_, his) = bob.send("GET", "/v1/account", None).await;
    let replacement = format!("/v1/contacts/{}/replacement", his["phones"][0]["id"].as_str().unwrap());
    let ask = async || {
        let flow = bob.ok(&replacement, json!({ "address": ADA })).await;
        let body = json!({ "ticket": flow["ticket"], "code": house.code(ADA).await });
        bob.send("POST", "/v1/contacts/replacement/code", Some(body)).await
    };
    let (status, waits) = ask().await;
    assert_eq!((status, waits["code"].as_str()), (409, Some("number_waits")), "{waits}");
    assert!(waits["until_ms"].is_i64(), "{waits}");
    assert!(house.message(EMAIL).await.contains("Somebody else has proved the number"));
    // Nothing has begun in his account, and hers has its number until its wait is over.
    assert_eq!(bob.send("GET", "/v1/holds", None).await.1["holds"], json!([]));
    assert_eq!(ada.send("GET", "/v1/account", None).await.1["phones"][0]["address"], ADA);
    due(&house).await;
    let (_, account) = ada.send("GET", "/v1/account", None).await;
    assert!(account["phones"].as_array().unwrap().is_empty(), "{account}");
    let (status, hold) = ask().await;
    assert_eq!((status, hold["kind"].as_str()), (200, Some("replace_contact")), "{hold}");
}

#[tokio::test]
async fn a_dispute_that_nobody_decides_ends_with_nothing_changed_and_is_told() {
    let house = House::open_under(settled).await;
    let mut ada = without_passkeys(&house).await;
    prove_all(&house, &mut ada).await;
    let change = async |ada: &Person| {
        assert_eq!(ada.send("PUT", "/v1/password", Some(json!({ "password": NEW }))).await.0, 200);
        let token = crate::links::token(&house.message(EMAIL).await);
        house.stranger().ok("/v1/holds/stop-by-link", json!({ "token": token })).await
    };
    assert_eq!(change(&ada).await["outcome"], "stopped");
    let disputed = change(&ada).await;
    assert_eq!(disputed["outcome"], "disputed", "{disputed}");
    // Who can't decide it learns until when, and what comes then.
    assert!(disputed["hold"]["dispute_ends_at"].is_i64(), "{disputed}");
    assert!(house.message(EMAIL).await.contains("If nobody decides, it ends"));
    assert_eq!(house.pass(1000).await, 2, "both addresses are told");
    assert_eq!(ada.send("GET", "/v1/holds", None).await.1["holds"], json!([]));
    let (_, history) = ada.send("GET", "/v1/history", None).await;
    assert!(history.to_string().contains("hold_undecided"), "{history}");
    sign_in(&house, &mut ada, LONG).await;
}
