//! Devices: listed, named, revoked, chosen to be trusted.

use serde_json::{Value, json};

use crate::device::DeviceKey;
use crate::person::{House, Person};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";

async fn devices(person: &Person) -> Vec<Value> {
    let (status, list) = person.send("GET", "/v1/devices", None).await;
    assert_eq!(status, 200, "{list}");
    list["devices"].as_array().unwrap().clone()
}

fn id(device: &Value) -> String {
    device["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_device_is_listed_named_and_revoked() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    let list = devices(&ada).await;
    assert_eq!(list.len(), 2);
    assert_eq!((&list[0]["this_device"], &list[1]["this_device"]), (&json!(true), &json!(false)));
    assert_eq!(list[0]["place"], "127.0.0.1");
    assert_eq!((&list[0]["trust"], &list[0]["trust_reason"]), (&json!("none"), &json!("not_chosen")));

    let other = format!("/v1/devices/{}", id(&list[1]));
    let (status, named) = ada.send("PATCH", &other, Some(json!({ "name": "Work" }))).await;
    assert_eq!((status, &named["name"]), (200, &json!("Work")));
    let taken = format!("/v1/devices/{}", id(&list[0]));
    let (_, refused) = ada.send("PATCH", &taken, Some(json!({ "name": "Work" }))).await;
    assert_eq!(refused["code"], "name_not_accepted");

    // A browser that is new to the account revokes nothing.
    let code = elsewhere.refused(&format!("/v1/devices/{}/revoke", id(&list[0])), json!({})).await;
    assert_eq!(code, "new_browser_waits");
    let (status, _) = ada.send("POST", &format!("{other}/revoke"), Some(json!({}))).await;
    assert_eq!(status, 204);
    assert!(house.message(ADA).await.contains("Work"));
    assert_eq!(devices(&ada).await.len(), 1);
    let (status, _) = elsewhere.send("GET", "/v1/session", None).await;
    assert_eq!(status, 401, "its sessions have ended");
    let (_, gone) = ada.send("POST", &format!("{other}/revoke"), Some(json!({}))).await;
    assert_eq!(gone["code"], "not_found");
}

#[tokio::test]
async fn another_accounts_device_is_not_found() {
    let house = House::open().await;
    let (ada, bob) = (house.member(ADA).await, house.member(BOB).await);
    let his = id(&devices(&bob).await[0]);
    let (_, refused) =
        ada.send("PATCH", &format!("/v1/devices/{his}"), Some(json!({ "name": "Mine" }))).await;
    assert_eq!(refused["code"], "not_found");
    assert_eq!(ada.refused(&format!("/v1/devices/{his}/revoke"), json!({})).await, "not_found");
    let (status, _) = bob.send("GET", "/v1/session", None).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn trust_takes_a_key_that_signs_this_request_under_this_nonce() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.key = Some(std::sync::Arc::new(DeviceKey::new()));
    let public_key = ada.key.as_ref().unwrap().public_key();
    let path = "/v1/devices/trust";
    let one = ada.ok("/v1/devices/trust/options", json!({})).await;
    let two = ada.ok("/v1/devices/trust/options", json!({})).await;
    let body = json!({ "ticket": one["ticket"], "public_key": public_key });
    // Unsigned; under another ticket's nonce; another key than the one that is sent.
    assert_eq!(ada.refused(path, body.clone()).await, "device_proof_not_accepted");
    let (_, refused) = ada.send_signed(path, &body, &two["nonce"]).await;
    assert_eq!(refused["code"], "device_proof_not_accepted");
    let other = json!({ "ticket": one["ticket"], "public_key": DeviceKey::new().public_key() });
    let (_, refused) = ada.send_signed(path, &other, &one["nonce"]).await;
    assert_eq!(refused["code"], "device_proof_not_accepted");
    for no_point in ["", "AAAA", &"A".repeat(87)] {
        let body = json!({ "ticket": one["ticket"], "public_key": no_point });
        let (_, refused) = ada.send_signed(path, &body, &one["nonce"]).await;
        assert_eq!(refused["code"], "device_key_not_accepted", "{no_point}");
    }
    let (status, trusted) = ada.send_signed(path, &body, &one["nonce"]).await;
    assert_eq!(status, 200, "{trusted}");
    assert!(house.message(ADA).await.contains("trusted"));
    // Once.
    let (_, again) = ada.send_signed(path, &body, &one["nonce"]).await;
    assert_eq!(again["code"], "ticket_spent");
}

#[tokio::test]
async fn a_device_settles_with_a_full_sign_in_after_the_wait() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    elsewhere.trust_this_device().await;
    elsewhere.sign_in().await;
    let (_, refused) = elsewhere.send("GET", "/v1/approvals", None).await;
    assert_eq!(refused["code"], "new_browser_waits", "its session is restricted anyway");
    let here = devices(&elsewhere).await.remove(0);
    assert_eq!((&here["trust"], &here["trust_reason"]), (&json!("none"), &json!("not_yet")));

    let house = house.restart_under(|policy| policy.trust_settles_seconds = 0).await;
    elsewhere.sign_in().await;
    let here = devices(&elsewhere).await.remove(0);
    assert_eq!((&here["trust"], &here["trust_reason"]), (&json!("full"), &json!("settled")));
    drop(house);
}

#[tokio::test]
async fn a_copied_secret_untrusts_both_and_the_owner_is_told() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.trust_this_device().await;
    let copied = ada.trust.clone();
    ada.sign_in().await;
    assert_ne!(ada.trust, copied, "the secret changes at every sign-in");
    let (status, list) = ada.send("GET", "/v1/approvals", None).await;
    assert_eq!(status, 200, "the device of sign-up approves sign-ins at once: {list}");

    // The thief has all that the device kept, as it was: token and secret of before, and its instance.
    let newest = std::mem::replace(&mut ada.trust, copied);
    let (_, refused) = ada.send("GET", "/v1/approvals", None).await;
    assert_eq!((&refused["code"], &refused["reason"]), (&json!("device_not_trusted"), &json!("copied")));
    assert!(house.message(ADA).await.contains("two places"));
    ada.trust = newest;
    let (_, refused) = ada.send("GET", "/v1/approvals", None).await;
    assert_eq!(refused["code"], "device_not_trusted", "the owner's copy is none either");
    ada.trust_this_device().await;
    assert_eq!(ada.send("GET", "/v1/approvals", None).await.0, 200);
}

#[tokio::test]
async fn an_answer_that_was_lost_costs_no_trust() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.trust_this_device().await;
    let kept = ada.trust.clone();
    for _ in 0..2 {
        // The new secret never arrives.
        ada.sign_in().await;
        ada.trust = kept.clone();
        assert_eq!(ada.send("GET", "/v1/approvals", None).await.0, 200);
    }
}

#[tokio::test]
async fn signing_out_ends_trust_and_signing_in_again_does_not() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.trust_this_device().await;
    // A second sign-in takes the place of the first session: nobody signed out.
    ada.sign_in().await;
    assert_eq!(ada.send("GET", "/v1/approvals", None).await.0, 200);
    assert_eq!(ada.send("DELETE", "/v1/session", None).await.0, 204);
    ada.sign_in().await;
    let here = devices(&ada).await.remove(0);
    assert_eq!(here["trust_reason"], "signed_out");
    let (_, refused) = ada.send("GET", "/v1/approvals", None).await;
    assert_eq!(refused["code"], "device_not_trusted");
}

#[tokio::test]
async fn a_session_without_the_devices_secret_answers_for_no_device() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.trust_this_device().await;
    ada.trust = None;
    let (_, refused) = ada.send("GET", "/v1/approvals", None).await;
    assert_eq!((&refused["code"], &refused["reason"]), (&json!("device_not_trusted"), &json!("secret_lost")));
}
