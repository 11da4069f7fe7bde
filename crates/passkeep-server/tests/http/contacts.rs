//! Addresses and their codes.

use serde_json::json;

use crate::person::House;

const ADA: &str = "+14155552671";
const EMAIL: &str = "ada@example.org";

#[tokio::test]
async fn an_email_is_proved_by_its_code_once() {
    let house = House::open_under(|policy| policy.contacts_max = 2).await;
    let ada = house.member(ADA).await;
    let flow = ada.ok("/v1/contacts/email", json!({ "email": EMAIL })).await;
    let body = json!({ "ticket": flow["ticket"], "code": house.code(EMAIL).await });
    ada.ok("/v1/contacts/email/code", body.clone()).await;
    assert_eq!(ada.refused("/v1/contacts/email/code", body).await, "ticket_spent");
    let (_, account) = ada.send("GET", "/v1/account", None).await;
    assert_eq!(account["emails"][0]["address"], EMAIL);
    let again = json!({ "email": EMAIL });
    assert_eq!(ada.refused("/v1/contacts/email", again).await, "contact_already_exists");
    let third = json!({ "email": "ada@example.net" });
    assert_eq!(ada.refused("/v1/contacts/email", third).await, "too_many_contacts");
    assert_eq!(ada.refused("/v1/contacts/email", json!({ "email": "@" })).await, "email_not_accepted");
}

#[tokio::test]
async fn a_code_is_sent_again_after_a_wait_that_is_told() {
    let house = House::open().await;
    let ada = house.stranger();
    let flow = ada.ok("/v1/sign-up", json!({ "phone": ADA })).await;
    let again = json!({ "ticket": flow["ticket"] });
    let (status, problem) = ada.send("POST", "/v1/sign-up/code/again", Some(again)).await;
    assert_eq!((status, problem["code"].as_str()), (429, Some("too_many_codes")));
    let wait = problem["retry_after_seconds"].as_i64().unwrap();
    assert!((1..=house.app.rules.now().code_resend_seconds).contains(&wait), "{problem}");
}

#[tokio::test]
async fn a_code_sent_again_replaces_the_one_before() {
    let house = House::open_under(|policy| policy.code_resend_seconds = 0).await;
    let ada = house.stranger();
    let flow = ada.ok("/v1/sign-up", json!({ "phone": ADA })).await;
    let before = house.code(ADA).await;
    let flow = ada.ok("/v1/sign-up/code/again", json!({ "ticket": flow["ticket"] })).await;
    let after = house.code(ADA).await;
    let with = |code: &str| json!({ "ticket": flow["ticket"], "code": code });
    if before != after {
        assert_eq!(ada.refused("/v1/sign-up/code", with(&before)).await, "code_wrong");
    }
    ada.ok("/v1/sign-up/code", with(&after)).await;
}
