//! Attacks, and the property that each must meet.

use passkeep_authenticator::{
    Authenticator, AuthenticatorOptions, Misbehaviour, Seed, SigningKeyFault, UserHandleFault, flag,
};
use serde_json::json;

use crate::person::House;

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";

#[tokio::test]
async fn a_new_browser_changes_no_factor_and_its_owner_is_told() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    let told = house.message(ADA).await;
    assert!(!told.contains('#'), "a notice, and no code: {told}");
    assert_eq!(elsewhere.refused("/v1/passkeys/code", json!({})).await, "new_browser_waits");
    assert_eq!(
        elsewhere.refused("/v1/contacts/email", json!({ "email": "a@b.example" })).await,
        "new_browser_waits"
    );
    let (_, list) = elsewhere.send("GET", "/v1/passkeys", None).await;
    let id = list["passkeys"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        elsewhere.refused(&format!("/v1/passkeys/{id}/removal"), json!({})).await,
        "new_browser_waits"
    );
    // Signing in again does not make it less new.
    elsewhere.sign_in().await;
    assert_eq!(elsewhere.refused("/v1/passkeys/code", json!({})).await, "new_browser_waits");
}

#[tokio::test]
async fn an_answer_that_is_changed_is_not_accepted() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let faults = [
        Misbehaviour { challenge: Some("A".repeat(43)), ..Misbehaviour::default() },
        Misbehaviour { origin: Some("https://evil.example".into()), ..Misbehaviour::default() },
        Misbehaviour { cross_origin: Some(true), ..Misbehaviour::default() },
        Misbehaviour { top_origin: Some("https://evil.example".into()), ..Misbehaviour::default() },
        Misbehaviour { top_origin: Some(house.url.clone()), ..Misbehaviour::default() },
        Misbehaviour { origin: Some(format!("{}/", house.url)), ..Misbehaviour::default() },
        Misbehaviour { origin: Some(house.url.to_uppercase()), ..Misbehaviour::default() },
        Misbehaviour { origin: Some("http://localhost".into()), ..Misbehaviour::default() },
        Misbehaviour { origin: Some(house.url.replace("//", "//app.")), ..Misbehaviour::default() },
        Misbehaviour { rp_id_hash: Some([0; 32]), ..Misbehaviour::default() },
        Misbehaviour { clear_flags: flag::UV, ..Misbehaviour::default() },
        Misbehaviour { clear_flags: flag::UP, ..Misbehaviour::default() },
        Misbehaviour { signing_key: Some(SigningKeyFault::Another), ..Misbehaviour::default() },
        Misbehaviour { user_handle: Some(UserHandleFault::Replace(vec![9; 16])), ..Misbehaviour::default() },
        Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() },
        Misbehaviour { flip_authenticator_data_bit: Some(3), ..Misbehaviour::default() },
    ];
    for fault in faults {
        let flow = ada.ok("/v1/sign-in", json!({})).await;
        let body = ada.answer(&flow, &fault);
        assert_eq!(ada.refused("/v1/sign-in/passkey", body).await, "passkey_not_accepted", "{fault:?}");
    }
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let two_ids = Misbehaviour { id: Some("AAAA".into()), ..Misbehaviour::default() };
    let body = ada.answer(&flow, &two_ids);
    assert_eq!(ada.refused("/v1/sign-in/passkey", body).await, "request_not_accepted", "id is not rawId");
    ada.sign_in().await;
}

#[tokio::test]
async fn a_ticket_is_spent_once_also_in_a_race_and_after_a_restart() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    let ada = std::sync::Arc::new(ada);
    let race = (0..64).map(|_| {
        let (ada, body) = (ada.clone(), body.clone());
        tokio::spawn(async move { ada.send("POST", "/v1/sign-in/passkey", Some(body)).await })
    });
    let mut opened = 0;
    for answer in race.collect::<Vec<_>>() {
        let (status, answer) = answer.await.unwrap();
        match status {
            200 => opened += 1,
            _ => assert!(["ticket_spent", "busy"].contains(&answer["code"].as_str().unwrap()), "{answer}"),
        }
    }
    assert_eq!(opened, 1);
    let house = house.restart().await;
    assert_eq!(ada.refused("/v1/sign-in/passkey", body).await, "ticket_spent");
    drop(house);
}

#[tokio::test]
async fn an_assertion_serves_neither_another_flow_nor_another_account_nor_another_browser() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let mut bob = house.member(BOB).await;
    let (one, two) = (ada.ok("/v1/sign-in", json!({})).await, ada.ok("/v1/sign-in", json!({})).await);
    let mut swapped = ada.answer(&one, &Misbehaviour::default());
    swapped["ticket"] = two["ticket"].clone();
    assert_eq!(ada.refused("/v1/sign-in/passkey", swapped).await, "passkey_not_accepted");
    // Bob's passkey in a flow that Ada's number began.
    let flow = bob.ok("/v1/sign-in", json!({ "identifier": ADA })).await;
    let body = bob.answer(&flow, &Misbehaviour::default());
    assert_eq!(bob.refused("/v1/sign-in/passkey", body).await, "passkey_not_accepted");
    // Ada's answer, sent by Bob.
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    assert_eq!(bob.refused("/v1/sign-in/passkey", body).await, "ticket_not_accepted");
    assert_eq!(
        bob.refused("/v1/passkeys/grant", ada.answer(&flow, &Misbehaviour::default())).await,
        "ticket_not_accepted"
    );
}

#[tokio::test]
async fn codes_guessed_in_parallel_share_no_attempt() {
    let house = House::open().await;
    let ada = std::sync::Arc::new(house.stranger());
    let flow = ada.ok("/v1/sign-up", json!({ "phone": ADA })).await;
    let code = house.code(ADA).await;
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    let guesses = (0..64).map(|_| {
        let (ada, body) = (ada.clone(), json!({ "ticket": flow["ticket"], "code": wrong }));
        tokio::spawn(async move { ada.refused("/v1/sign-up/code", body).await })
    });
    let mut compared = 0;
    for guess in guesses.collect::<Vec<_>>() {
        match guess.await.unwrap().as_str() {
            "code_wrong" => compared += 1,
            "code_locked" | "busy" => {}
            other => panic!("{other}"),
        }
    }
    assert!(compared < 5, "the fifth wrong code locks: {compared}");
    let right = json!({ "ticket": flow["ticket"], "code": code });
    assert_eq!(ada.refused("/v1/sign-up/code", right).await, "code_locked");
}

#[tokio::test]
async fn an_account_is_not_given_away() {
    let house = House::open().await;
    house.member(ADA).await;
    let stranger = house.stranger();
    let known = stranger.ok("/v1/sign-in", json!({ "identifier": ADA })).await;
    let unknown = stranger.ok("/v1/sign-in", json!({ "identifier": BOB })).await;
    let shape = |mut flow: serde_json::Value| {
        flow["ticket"] = flow["ticket"].as_str().unwrap().len().into();
        flow["options"]["challenge"] = flow["options"]["challenge"].as_str().unwrap().len().into();
        flow.to_string()
    };
    assert_eq!(shape(known.clone()), shape(unknown));
    assert_eq!(known["options"]["allowCredentials"].as_array().map_or(0, Vec::len), 0);
    // Signing up with a taken number goes on as for anyone, and its owner is told.
    let taken = stranger.ok("/v1/sign-up", json!({ "phone": ADA })).await;
    let free = stranger.ok("/v1/sign-up", json!({ "phone": "+14155552681" })).await;
    assert_eq!(taken["ticket"].as_str().unwrap().len(), free["ticket"].as_str().unwrap().len());
    let told = house.message(ADA).await;
    assert!(told.contains("belongs to an account"), "{told}");
    for (flow, phone) in [(taken, ADA), (free, "+14155552681")] {
        let wrong = if house.code(phone).await == "000000" { "111111" } else { "000000" };
        let body = json!({ "ticket": flow["ticket"], "code": wrong });
        let (status, problem) = stranger.send("POST", "/v1/sign-up/code", Some(body)).await;
        assert_eq!((status, problem["attempts_left"].as_i64()), (422, Some(4)), "{phone}: {problem}");
    }
}

#[tokio::test]
async fn the_same_registration_raced_makes_one_passkey_and_one_answer() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/passkeys/code", json!({})).await;
    let code = house.code(ADA).await;
    let flow = ada.ok("/v1/passkeys/code/check", json!({ "ticket": flow["ticket"], "code": code })).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    let grant = ada.ok("/v1/passkeys/grant", body.clone()).await;
    assert_eq!(ada.refused("/v1/passkeys/grant", body).await, "ticket_spent");
    let place = json!({ "ticket": grant["ticket"], "place": "security_key" });
    let flow = ada.ok("/v1/passkeys/options", place.clone()).await;
    let mut key = Authenticator::new(Seed::random(), AuthenticatorOptions::security_key());
    let response = key.create(&flow["options"], &house.url).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    let ada = std::sync::Arc::new(ada);
    let race = (0..16).map(|_| {
        let (ada, body) = (ada.clone(), body.clone());
        tokio::spawn(async move { ada.send("POST", "/v1/passkeys", Some(body)).await })
    });
    for answer in race.collect::<Vec<_>>() {
        let (status, answer) = answer.await.unwrap();
        assert!(status == 200 || answer["code"] == "busy", "{status} {answer}");
    }
    let (_, list) = ada.send("GET", "/v1/passkeys", None).await;
    assert_eq!(list["passkeys"].as_array().unwrap().len(), 2);
    // The grant is spent: it makes no other.
    assert_eq!(ada.refused("/v1/passkeys/options", place).await, "ticket_spent");
}
