//! A passkey's life, and what each step of it refuses.

use passkeep_authenticator::Misbehaviour;
use passkeep_decision::policy::Policy;
use passkeep_webauthn::Algorithm;
use serde_json::json;

use crate::person::{House, new_key};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";

#[tokio::test]
async fn a_young_passkey_removes_no_other() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let first = ada.passkeys().await.remove(0);
    let mut key = new_key();
    let body = ada.walk_to_create(&house, ADA, &mut key).await;
    ada.ok("/v1/passkeys", body).await;
    let flow = ada.start_removal(&first).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let remove = json!({ "ticket": flow["ticket"], "response": response });
    assert_eq!(ada.refused(&format!("/v1/passkeys/{first}/remove"), remove).await, "passkey_too_new");
    assert_eq!(ada.passkeys().await.len(), 2);
}

#[tokio::test]
async fn a_removed_passkey_is_told_to_who_proves_it_and_signs_in_no_more() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let mut key = new_key();
    let body = ada.walk_to_create(&house, ADA, &mut key).await;
    let created = ada.ok("/v1/passkeys", body).await;
    let id = created["id"].as_str().unwrap().to_owned();
    let flow = ada.start_removal(&id).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    let removal = ada.ok(&format!("/v1/passkeys/{id}/remove"), body).await;
    assert_eq!((removal["remaining"].as_u64(), removal["removed"]["id"].as_str()), (Some(1), Some(&*id)));
    let (_, list) = ada.send("GET", "/v1/passkeys", None).await;
    let signals = &list["signals"];
    assert_eq!(signals["removed"], json!([created["credential_id"]]));
    assert_eq!(signals["rp_id"], "localhost");
    assert_eq!(signals["display_name"], "Ada");

    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let (status, told) = ada
        .send("POST", "/v1/sign-in/passkey", Some(json!({ "ticket": flow["ticket"], "response": response })))
        .await;
    assert_eq!((status, told["code"].as_str()), (403, Some("passkey_removed")));
    assert_eq!(told["removed_at_ms"], removal["removed"]["removed_at"]);
    // Who only knows its id hears what strangers hear.
    let forged = Misbehaviour { flip_signature_bit: Some(9), ..Misbehaviour::default() };
    let response = key.get_with(&flow["options"], &house.url, &forged).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    assert_eq!(ada.refused("/v1/sign-in/passkey", body).await, "passkey_not_accepted");
}

#[tokio::test]
async fn a_credential_id_is_registered_once_whoever_brings_it() {
    let house = House::open().await;
    let (ada, mut bob) = (house.member(ADA).await, house.member(BOB).await);
    let adas = ada.authenticator.credentials()[0].id().to_vec();
    let place = bob.walk_to_place(&house, BOB).await;
    let flow =
        bob.ok("/v1/passkeys/options", json!({ "ticket": place["ticket"], "place": "security_key" })).await;
    let copied = Misbehaviour { credential_id: Some(adas), ..Misbehaviour::default() };
    let response = new_key().create_with(&flow["options"], &house.url, &copied).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    assert_eq!(bob.refused("/v1/passkeys", body).await, "passkey_already_exists");
    assert_eq!(bob.passkeys().await.len(), 1);
}

#[tokio::test]
async fn names_are_checked_and_only_own_passkeys_are_found() {
    let house = House::open().await;
    let (mut ada, bob) = (house.member(ADA).await, house.member(BOB).await);
    let body = ada.walk_to_create(&house, ADA, &mut new_key()).await;
    ada.ok("/v1/passkeys", body).await;
    let ids = ada.passkeys().await;
    let rename = async |who: &crate::person::Person, id: &str, name: &str| {
        who.send("PATCH", &format!("/v1/passkeys/{id}"), Some(json!({ "name": name }))).await
    };
    let (status, renamed) = rename(&ada, &ids[0], "Blue key").await;
    assert_eq!((status, renamed["name"].as_str()), (200, Some("Blue key")));
    for (name, reason) in [("", "empty"), ("Blue key", "taken"), ("a\u{202e}b", "hidden_characters")] {
        let (status, problem) = rename(&ada, &ids[1], name).await;
        assert_eq!(
            (status, problem["code"].as_str()),
            (422, Some("name_not_accepted")),
            "{name:?} {problem}"
        );
        assert_eq!(problem["reason"], reason, "{problem}");
    }
    let (status, problem) = rename(&bob, &ids[0], "Mine").await;
    assert_eq!((status, problem["code"].as_str()), (404, Some("not_found")));
}

#[tokio::test]
async fn an_account_has_at_most_as_many_passkeys_as_the_policy_says() {
    let house = House::open_under(|policy| policy.passkeys_max = 1).await;
    let ada = house.member(ADA).await;
    assert_eq!(ada.refused("/v1/passkeys/code", json!({})).await, "too_many_passkeys");
}

#[tokio::test]
async fn a_creation_is_asked_for_by_the_sealed_options_whatever_the_client_edits() {
    let es256_alone = |policy: &mut Policy| policy.algorithms = vec![Algorithm::Es256];
    let house = House::open_under(es256_alone).await;
    let mut ada = house.member(ADA).await;
    let faults = [
        Misbehaviour { algorithm: Some(passkeep_authenticator::Algorithm::EdDsa), ..Misbehaviour::default() },
        Misbehaviour { clear_flags: passkeep_authenticator::flag::UV, ..Misbehaviour::default() },
        Misbehaviour { origin: Some("https://evil.example".into()), ..Misbehaviour::default() },
        Misbehaviour { challenge: Some("A".repeat(43)), ..Misbehaviour::default() },
        Misbehaviour { ceremony_type: Some("webauthn.get".into()), ..Misbehaviour::default() },
    ];
    let place = ada.walk_to_place(&house, ADA).await;
    for fault in faults {
        let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
        let flow = ada.ok("/v1/passkeys/options", chosen).await;
        let response = new_key().create_with(&flow["options"], &house.url, &fault).unwrap();
        let body = json!({ "ticket": flow["ticket"], "response": response });
        assert_eq!(ada.refused("/v1/passkeys", body).await, "passkey_not_accepted", "{fault:?}");
    }
}
