//! Tickets: each serves its own step, in its own time.

use passkeep_authenticator::Misbehaviour;
use serde_json::{Value, json};

use crate::person::{House, new_key};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";
const EMAIL: &str = "ada@example.org";

/// What is over before it is sent.
const OVER: i64 = -1;

#[tokio::test]
async fn a_ticket_serves_its_own_step_alone() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let (old, mut key) = (ada.passkeys().await.remove(0), new_key());
    let created = ada.walk_to_create(&house, ADA, &mut key).await;
    ada.ok("/v1/passkeys", created.clone()).await;

    let sign_up = ada.ok("/v1/sign-up", json!({ "phone": BOB })).await;
    let proved = json!({ "ticket": sign_up["ticket"], "code": house.code(BOB).await });
    let proved = ada.ok("/v1/sign-up/code", proved).await;
    let named = json!({ "ticket": proved["ticket"], "name": "Bob", "place": "this_device" });
    let named = ada.ok("/v1/sign-up/name", named).await;
    let sign_in = ada.ok("/v1/sign-in", json!({})).await;
    let grant = ada.walk_to_grant(&house, ADA).await;
    let place = ada.ok("/v1/passkeys/grant", grant.clone()).await;
    let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
    let options = ada.ok("/v1/passkeys/options", chosen).await;
    let code = ada.ok("/v1/passkeys/code", json!({})).await;
    let removal = ada.ok(&format!("/v1/passkeys/{old}/removal"), json!({})).await;
    let email = ada.ok("/v1/contacts/email", json!({ "email": EMAIL })).await;

    let assertion = ada.answer(&sign_in, &Misbehaviour::default())["response"].clone();
    let registration = created["response"].clone();
    let remove = format!("/v1/passkeys/{old}/remove");
    // Each route with the ticket that it takes, and the rest of a body that it would take.
    let steps: [(&str, &Value, Value); 11] = [
        ("/v1/sign-up/code", &sign_up["ticket"], json!({ "code": "000000" })),
        ("/v1/sign-up/name", &proved["ticket"], json!({ "name": "Bob", "place": "this_device" })),
        ("/v1/sign-up/passkey", &named["ticket"], json!({ "name": "Bob", "response": registration })),
        ("/v1/sign-in/passkey", &sign_in["ticket"], json!({ "response": assertion })),
        ("/v1/passkeys/code/check", &code["ticket"], json!({ "code": "000000" })),
        ("/v1/passkeys/grant", &grant["ticket"], json!({ "response": assertion })),
        ("/v1/passkeys/options", &place["ticket"], json!({ "place": "security_key" })),
        ("/v1/passkeys", &options["ticket"], json!({ "response": registration })),
        (&remove, &removal["ticket"], json!({ "response": assertion })),
        ("/v1/contacts/email/code", &email["ticket"], json!({ "code": "000000" })),
        ("/v1/contacts/email/again", &email["ticket"], json!({})),
    ];
    for (route, own, body) in &steps {
        for (_, ticket, _) in steps.iter().filter(|(_, ticket, _)| ticket != own) {
            let mut body = body.clone();
            body["ticket"] = (*ticket).clone();
            let code = ada.refused(route, body).await;
            assert_eq!(code, "ticket_not_accepted", "{route}");
        }
    }
}

#[tokio::test]
async fn what_is_over_is_said_to_be_over() {
    let house = House::open_under(|policy| policy.sign_in_seconds = OVER).await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    assert_eq!(ada.refused("/v1/sign-in/passkey", body).await, "ticket_expired");

    let grant = ada.walk_to_grant(&house, ADA).await;
    let house = house.restart_under(|policy| policy.ceremony_seconds = OVER).await;
    let place = ada.ok("/v1/passkeys/grant", grant).await;
    let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
    assert_eq!(ada.refused("/v1/passkeys/options", chosen).await, "ticket_expired", "the grant is over");

    let house = house.restart_under(|policy| policy.code_seconds = OVER).await;
    let flow = ada.ok("/v1/passkeys/code", json!({})).await;
    let body = json!({ "ticket": flow["ticket"], "code": "000000" });
    assert_eq!(
        ada.refused("/v1/passkeys/code/check", body).await,
        "ticket_expired",
        "it lives as long as its code"
    );
    drop(house);
}

#[tokio::test]
async fn a_grant_serves_its_own_session_alone() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let place = ada.walk_to_place(&house, ADA).await;
    let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
    let first = ada.token.clone();
    ada.sign_in().await;
    assert_eq!(ada.refused("/v1/passkeys/options", chosen.clone()).await, "ticket_not_accepted");
    ada.token = first;
    assert_eq!(ada.refused("/v1/passkeys/options", chosen).await, "signed_out", "that session has ended");
}

#[tokio::test]
async fn without_its_database_the_server_takes_nothing_and_says_when_to_come_back() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    house.app.store.close().await;
    let (status, problem) = ada.send("POST", "/v1/sign-in/passkey", Some(body)).await;
    assert_eq!((status, problem["code"].as_str()), (503, Some("unavailable")), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("passkeys are fine"), "{problem}");
}
