//! Why a passkey did not work: what strangers are told, what whoever proved it is told, and what the owner finds later.

use passkeep_authenticator::{Misbehaviour, SigningKeyFault, UserHandleFault, flag};
use passkeep_decision::diagnosis::{Reference, Standing, diagnose};
use passkeep_server::config::{ForwardedHeader, Proxies, Transport};
use passkeep_store::read;
use serde_json::{Value, json};

use crate::person::{House, Person, new_key};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";
const NOBODY: &str = "+14155552679";

/// The problem details of a sign-in that was refused.
async fn refused(person: &Person, body: Value) -> Value {
    let (status, problem) = person.send("POST", "/v1/sign-in/passkey", Some(body)).await;
    assert_eq!(status, 403, "{problem}");
    problem
}

/// A problem without what is drawn anew each time; the reference has its form.
fn without_reference(mut problem: Value) -> Value {
    let reference = problem["diagnosis"]["reference"].take();
    let reference = reference.as_str().unwrap_or_else(|| panic!("no reference: {problem}"));
    let (code, free) = reference.split_once(" / ").unwrap();
    assert_eq!(problem["diagnosis"]["code"], code);
    assert_eq!((free.len(), &free[4..5]), (9, "-"), "{reference}");
    problem
}

async fn problems(person: &Person) -> Vec<Value> {
    let (status, answer) = person.send("GET", "/v1/diagnoses", None).await;
    assert_eq!(status, 200, "{answer}");
    answer["problems"].as_array().unwrap().clone()
}

fn codes(problems: &[Value]) -> Vec<&str> {
    problems.iter().map(|problem| problem["diagnosis"]["code"].as_str().unwrap()).collect()
}

async fn kept(house: &House, problem: &Value) -> passkeep_decision::diagnosis::Attempt {
    let reference = Reference::parse(problem["diagnosis"]["reference"].as_str().unwrap()).unwrap();
    read::attempt(&house.app.store.reader(), reference).await.unwrap().expect("it is kept")
}

#[tokio::test]
async fn a_stranger_is_told_one_and_the_same_whatever_was_wrong_and_whoever_it_is_about() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.token = None;
    let faults = [
        Misbehaviour { challenge: Some("A".repeat(43)), ..Misbehaviour::default() },
        Misbehaviour { origin: Some("https://phish.example".into()), ..Misbehaviour::default() },
        Misbehaviour { rp_id_hash: Some([0; 32]), ..Misbehaviour::default() },
        Misbehaviour { clear_flags: flag::UV, ..Misbehaviour::default() },
        Misbehaviour { signing_key: Some(SigningKeyFault::Another), ..Misbehaviour::default() },
        Misbehaviour { user_handle: Some(UserHandleFault::Replace(vec![9; 16])), ..Misbehaviour::default() },
        Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() },
    ];
    // A passkey that no account has: made for a flow that was never finished.
    let (mut nobody, _) = house.nearly_member(NOBODY, &Misbehaviour::default()).await;
    let flow = nobody.ok("/v1/sign-in", json!({})).await;
    let body = nobody.answer(&flow, &Misbehaviour::default());
    let of_nobody = without_reference(refused(&nobody, body).await);
    assert_eq!(of_nobody["code"], "passkey_not_accepted");
    assert_eq!(of_nobody["diagnosis"]["code"], "SIG-00");
    assert_eq!(of_nobody["diagnosis"]["name"], "passkey_not_accepted");
    for fault in faults {
        let flow = ada.ok("/v1/sign-in", json!({})).await;
        let body = ada.answer(&flow, &fault);
        assert_eq!(without_reference(refused(&ada, body).await), of_nobody, "{fault:?}");
    }
    // A session in this browser is no proof about whose passkey it is.
    let mut bob = house.member(BOB).await;
    bob.authenticator = ada.authenticator;
    let flow = bob.ok("/v1/sign-in", json!({})).await;
    let body = bob.answer(&flow, &Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() });
    assert_eq!(without_reference(refused(&bob, body).await), of_nobody);
}

#[tokio::test]
async fn what_is_recorded_of_anybody_is_recorded_alike() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let bad = Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() };
    let body = ada.answer(&flow, &bad);
    let known = kept(&house, &refused(&ada, body).await).await;
    let (mut nobody, _) = house.nearly_member(NOBODY, &Misbehaviour::default()).await;
    let flow = nobody.ok("/v1/sign-in", json!({})).await;
    let body = nobody.answer(&flow, &bad);
    let unknown = kept(&house, &refused(&nobody, body).await).await;
    // The handle is what the answer says, whether anybody has it or not.
    let standing = |attempt: &passkeep_decision::diagnosis::Attempt| attempt.account.unwrap().1;
    assert_eq!((standing(&known), standing(&unknown)), (Standing::Claimed, Standing::Claimed));
    assert_eq!((&*known.told, &*unknown.told), ("SIG-00", "SIG-00"));
    assert_eq!(diagnose(&known.signs).code.as_str(), "SRV-06");
    assert_eq!(diagnose(&unknown.signs).code.as_str(), "SIG-05");
}

#[tokio::test]
async fn who_proves_a_removed_passkey_is_told_so_and_when() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let mut key = new_key();
    let body = ada.walk_to_create(&house, ADA, &mut key).await;
    let id = ada.ok("/v1/passkeys", body).await["id"].as_str().unwrap().to_owned();
    let flow = ada.start_removal(&id).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    let removal = ada.ok(&format!("/v1/passkeys/{id}/remove"), body).await;

    let stranger = house.stranger();
    let flow = stranger.ok("/v1/sign-in", json!({})).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let told = refused(&stranger, json!({ "ticket": flow["ticket"], "response": response })).await;
    assert_eq!((&told["diagnosis"]["code"], &told["code"]), (&json!("SIG-05"), &json!("passkey_removed")));
    assert_eq!(told["diagnosis"]["at"], removal["removed"]["removed_at"]);
    assert_eq!(told["diagnosis"]["causes"][0]["name"], "still-on-device");
    // Who only knows of it is told nothing.
    let flow = stranger.ok("/v1/sign-in", json!({})).await;
    let bad = Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() };
    let response = key.get_with(&flow["options"], &house.url, &bad).unwrap();
    let told = refused(&stranger, json!({ "ticket": flow["ticket"], "response": response })).await;
    assert_eq!(told["diagnosis"]["code"], "SIG-00");
    // Its owner finds both.
    assert_eq!(codes(&problems(&ada).await), ["SRV-06", "SIG-05"]);
}

#[tokio::test]
async fn who_proves_another_account_s_passkey_is_told_so_and_no_name_whether_the_typed_one_exists_or_not() {
    let house = House::open().await;
    let _ada = house.member(ADA).await;
    let mut bob = house.member(BOB).await;
    let mut told = vec![];
    for typed in [ADA, NOBODY] {
        let flow = bob.ok("/v1/sign-in", json!({ "identifier": typed })).await;
        let body = bob.answer(&flow, &Misbehaviour::default());
        told.push(without_reference(refused(&bob, body).await));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0]["diagnosis"]["code"], "SIG-07");
    assert_eq!(told[0]["code"], "passkey_not_accepted");
    let text = told[0].to_string();
    assert!(!text.contains("4155552671") && !text.contains("Ada"), "{text}");
}

#[tokio::test]
async fn a_refusal_in_a_session_is_told_in_full() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/session/reauthenticate", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour { clear_flags: flag::UV, ..Misbehaviour::default() });
    let (_, problem) = ada.send("POST", "/v1/session/passkey", Some(body)).await;
    assert_eq!(problem["diagnosis"]["code"], "SRV-05");
    assert_eq!(kept(&house, &problem).await.account, Some((crate::session_account(&ada), Standing::Proved)));
    let (_, problem) =
        ada.send("POST", "/v1/session/passkey", Some(json!({ "ticket": "x", "response": {} }))).await;
    assert!(problem["diagnosis"].is_null(), "a wrong shape is no attempt: {problem}");
}

#[tokio::test]
async fn recent_problems_are_the_account_s_own_and_those_of_this_browser() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let bob = house.member(BOB).await;
    // Elsewhere, before anybody is signed in: the owner sees it, whoever else was in that browser doesn't.
    let mut elsewhere = ada.on_another_device(&house);
    let flow = elsewhere.ok("/v1/sign-in", json!({})).await;
    let bad = Misbehaviour { signing_key: Some(SigningKeyFault::Another), ..Misbehaviour::default() };
    let body = elsewhere.answer(&flow, &bad);
    refused(&elsewhere, body).await;
    // Here, on the client's side, with nobody signed in.
    let token = ada.token.take();
    let cancelled =
        json!({ "operation": "sign_in", "elapsed_ms": 4000, "error": { "name": "NotAllowedError" } });
    let said = ada.ok("/v1/diagnoses", cancelled).await;
    assert_eq!((&said["code"], &said["tone"]), (&json!("SIG-01"), &json!("calm")));
    ada.token = token;
    let found = problems(&ada).await;
    assert_eq!(codes(&found), ["SIG-01", "SRV-06"]);
    assert_eq!(found[0]["diagnosis"]["reference"], said["reference"]);
    assert_eq!(codes(&problems(&bob).await), [""; 0]);
}

#[tokio::test]
async fn a_diagnosis_takes_no_account_and_answers_in_the_language_of_the_request() {
    let house = House::open().await;
    let stranger = house.stranger();
    let body = json!({
        "operation": "create",
        "mediation": "modal",
        "stage": "device",
        "error": { "name": "InvalidStateError", "message": "The authenticator contains one of the credentials" },
        "elapsed_ms": 900, "timeout_ms": 300000, "hidden": 0, "blurred": 1,
        "attachment": "platform", "hints": ["client-device", "of-tomorrow"],
        "page": { "webauthn": true, "secure": true, "platform": true },
        "earlier": { "at_once": 0, "cancelled": 1 },
    });
    let told = stranger.ok("/v1/diagnoses", body).await;
    assert_eq!(told["code"], "CRE-03");
    assert_eq!(told["name"], "already_here");
    assert_eq!(told["tone"], "good");
    assert_eq!(told["ways"], json!(["another_device", "security_key"]));
    let request = stranger.http.post(format!("{}/v1/diagnoses", house.url));
    let request = request.header("passkeep-instance", &stranger.instance).header("accept-language", "zh-CN");
    let native = json!({ "operation": "sign_in", "native": { "ios": 1001 } });
    let answer =
        request.header("content-type", "application/json").body(native.to_string()).send().await.unwrap();
    let told: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(
        (&told["code"], &told["say"]),
        (&json!("SIG-01"), &json!("您可以再试一次通行密钥，或选择其他方式。"))
    );
}

#[tokio::test]
async fn what_is_not_of_the_lists_is_refused_and_no_message_is_kept() {
    let house = House::open().await;
    let stranger = house.stranger();
    for body in [
        json!({}),
        json!({ "operation": "fly" }),
        json!({ "operation": "sign_in", "colour": "red" }),
        json!({ "operation": "sign_in", "said": "something" }),
        json!({ "operation": "sign_in", "mediation": "silent" }),
        json!({ "operation": "sign_in", "check": "signature" }),
        json!({ "operation": "sign_in", "native": { "android": "IllegalStateException" } }),
        json!({ "operation": "sign_in", "native": { "ios": 1001, "ctap": 1 } }),
        json!({ "operation": "sign_in", "elapsed_ms": -1 }),
        json!({ "operation": "sign_in", "error": { "name": "x", "message": "x".repeat(1001) } }),
    ] {
        assert_eq!(stranger.refused("/v1/diagnoses", body.clone()).await, "request_not_accepted", "{body}");
    }
    let secret = "ada@example.org opened https://example.org/?token=1";
    let body = json!({ "operation": "sign_in", "error": { "name": secret, "message": secret } });
    let told = stranger.ok("/v1/diagnoses", body).await;
    let attempt = kept(&house, &json!({ "diagnosis": told })).await;
    assert!(!serde_json::to_string(&attempt.signs).unwrap().contains("ada@"));
    assert_eq!(attempt.account, None);
}

#[tokio::test]
async fn what_nobody_is_shown_is_not_kept() {
    let house = House::open().await;
    let stranger = house.stranger();
    let body = json!({ "operation": "sign_in", "error": { "name": "AbortError" } });
    let told = stranger.ok("/v1/diagnoses", body).await;
    assert_eq!((&told["code"], &told["tone"]), (&json!("ENV-11"), &json!("silent")));
    assert!(told["reference"].is_null());
}

#[tokio::test]
async fn a_network_asks_and_keeps_no_more_than_so_many() {
    let house = House::open_with(|config| {
        config.limits.requests_per_minute = 30;
        config.transport = Transport::Proxied(Proxies {
            networks: vec!["127.0.0.0/8".parse().unwrap()],
            header: ForwardedHeader::XForwardedFor,
            place_header: None,
        });
    })
    .await;
    let mut stranger = house.stranger();
    stranger.forwarded = Some("203.0.113.7".into());
    let (mut kept, mut answered) = (0, 0);
    for _ in 0..60 {
        let body = json!({ "operation": "sign_in" });
        let (status, answer) = stranger.send("POST", "/v1/diagnoses", Some(body)).await;
        if status == 429 {
            assert_eq!(answer["code"], "too_many_requests");
            break;
        }
        answered += 1;
        kept += usize::from(answer["reference"].is_string());
    }
    // Two minutes may have been touched, on a slow machine.
    assert!((20..=40).contains(&kept) && kept < answered && answered < 60, "{kept} of {answered}");
    stranger.forwarded = Some("203.0.113.8".into());
    assert!(stranger.ok("/v1/diagnoses", json!({ "operation": "sign_in" })).await["reference"].is_string());
}

#[tokio::test]
async fn what_names_no_account_is_told_to_whoever_uses_the_browser_as_to_a_stranger() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let token = ada.token.take();
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let bad = Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() };
    let mut body = ada.answer(&flow, &bad);
    body["response"]["response"].as_object_mut().unwrap().remove("userHandle");
    let problem = refused(&ada, body).await;
    assert_eq!(kept(&house, &problem).await.account, None);
    ada.token = token;
    assert_eq!(codes(&problems(&ada).await), ["SIG-00"]);
}
