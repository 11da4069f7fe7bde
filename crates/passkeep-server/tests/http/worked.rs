//! What worked in this browser before: told to whoever is signed in as the account, where it was tried in the same
//! browser, and to nobody else.

use passkeep_authenticator::{AuthenticatorOptions, Backup, Misbehaviour, SigningKeyFault};
use serde_json::{Value, json};

use crate::person::{House, Person};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";

/// The window that lists passkeys was closed.
fn closed(operation: &str) -> Value {
    json!({ "operation": operation, "stage": "device",
        "elapsed_ms": 4000, "error": { "name": "NotAllowedError" } })
}

async fn said(person: &Person, operation: &str) -> Value {
    person.ok("/v1/diagnoses", closed(operation)).await
}

async fn newest_problem(person: &Person) -> Value {
    let (status, answer) = person.send("GET", "/v1/diagnoses", None).await;
    assert_eq!(status, 200, "{answer}");
    answer["problems"][0]["diagnosis"].clone()
}

/// When the passkey of this person was used last.
async fn last_used(person: &Person) -> i64 {
    let (_, list) = person.send("GET", "/v1/passkeys", None).await;
    list["passkeys"][0]["last_used"]["at"].as_i64().unwrap_or_else(|| panic!("never used: {list}"))
}

fn likelihood<'a>(diagnosis: &'a Value, cause: &str) -> &'a str {
    let causes = diagnosis["causes"].as_array().unwrap();
    let found = causes.iter().find(|known| known["name"] == cause);
    found.unwrap_or_else(|| panic!("no {cause}: {diagnosis}"))["likelihood"].as_str().unwrap()
}

#[tokio::test]
async fn whoever_is_signed_in_hears_what_worked_here_and_the_causes_heed_it() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.sign_in().await;
    let at = last_used(&ada).await;
    let told = said(&ada, "prove").await;
    assert_eq!(told["worked"], json!({ "at": at, "place": "other_manager" }), "{told}");
    assert_eq!(newest_problem(&ada).await["worked"], told["worked"]);
    let page = ada.page("/settings/problems").await.text().await.unwrap();
    assert!(page.contains("One of your passkeys worked in this browser last on"), "{page}");
    // Creating has nothing to do with it.
    let created = said(&ada, "create").await;
    assert!(created["worked"].is_null(), "{created}");
}

#[tokio::test]
async fn the_place_that_worked_is_that_of_the_passkey_used() {
    let house = House::open().await;
    let synced = AuthenticatorOptions::platform;
    let bound = || AuthenticatorOptions { backup: Backup::Ineligible, ..synced() };
    let of = |options: AuthenticatorOptions, aaguid: u128| AuthenticatorOptions {
        aaguid: aaguid.to_be_bytes(),
        ..options
    };
    let kinds = [
        ("apple", of(synced(), 0xfbfc3007_154e_4ecc_8c0b_6e020557d7bd)),
        ("google", of(synced(), 0xea9b8d66_4d01_1d21_3ce4_b6b48cb575d4)),
        ("microsoft", of(synced(), 0xd3452668_01fd_4c12_926c_83a4204853aa)),
        ("windows_hello", of(bound(), 0x08987058_cadc_4b81_b6e1_30de50dcbe96)),
        ("one_device", bound()),
        ("security_key", AuthenticatorOptions::security_key()),
        ("other_manager", synced()),
    ];
    for (number, (place, options)) in kinds.into_iter().enumerate() {
        let mut person = house.member_with(&format!("+1415555267{number}"), options).await;
        person.sign_in().await;
        let told = said(&person, "prove").await;
        assert_eq!(told["worked"]["place"], place, "{told}");
    }
}

#[tokio::test]
async fn what_worked_before_makes_another_cause_the_likely_one() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.sign_in().await;
    // Bob's passkey has signed nothing in yet on this device.
    let elsewhere = house.member(BOB).await;
    let (here, there) = (said(&ada, "prove").await, said(&elsewhere, "prove").await);
    assert_eq!(there["code"], here["code"]);
    assert!(there["worked"].is_null(), "{there}");
    assert_eq!((likelihood(&here, "none-listed"), likelihood(&there, "none-listed")), ("rare", "possible"));
}

#[tokio::test]
async fn nobody_else_hears_what_worked_here() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.sign_in().await;
    // Signed out, in the same browser: as to a stranger.
    let token = ada.token.take();
    let told = said(&ada, "sign_in").await;
    assert!(told["reference"].is_string() && told["worked"].is_null(), "{told}");
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let bad = Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() };
    let body = ada.answer(&flow, &bad);
    let (status, refused) = ada.send("POST", "/v1/sign-in/passkey", Some(body)).await;
    assert_eq!((status, refused["diagnosis"]["worked"].is_null()), (403, true), "{refused}");
    ada.token = token;
    // Another account's session, in the browser where Ada's passkey worked.
    let mut bob = house.member(BOB).await;
    bob.instance.clone_from(&ada.instance);
    let (_, mine) = bob.send("POST", "/v1/diagnoses", Some(closed("prove"))).await;
    assert!(mine["worked"].is_null(), "{mine}");
}

#[tokio::test]
async fn what_worked_in_this_browser_says_nothing_of_another() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let mut elsewhere = ada.on_another_device(&house);
    let flow = elsewhere.ok("/v1/sign-in", json!({})).await;
    let bad = Misbehaviour { signing_key: Some(SigningKeyFault::Another), ..Misbehaviour::default() };
    let body = elsewhere.answer(&flow, &bad);
    elsewhere.send("POST", "/v1/sign-in/passkey", Some(body)).await;
    ada.sign_in().await;
    let problem = newest_problem(&ada).await;
    assert_eq!(problem["code"], "SRV-06");
    assert!(problem["worked"].is_null(), "{problem}");
}

#[tokio::test]
async fn what_worked_only_afterwards_is_not_told_of_an_attempt() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    // The sign-up is no use of the passkey, so nothing had worked by then.
    let told = said(&ada, "prove").await;
    assert!(told["worked"].is_null(), "{told}");
    ada.sign_in().await;
    let problem = newest_problem(&ada).await;
    assert_eq!(problem["reference"], told["reference"]);
    assert!(problem["worked"].is_null(), "{problem}");
}
