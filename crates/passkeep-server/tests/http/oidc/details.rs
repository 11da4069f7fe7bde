//! Rich authorization requests: an action is confirmed on the way to a code, and the tokens tell of it. (RFC 9396)

use std::collections::BTreeMap;

use futures_util::future::join_all;
use passkeep_decision::account::AccountState;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::confirmations::{Effect, Trust, TypeName, verify};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::proof::Method;
use passkeep_server::clock;
use passkeep_server::config::Config;
use serde_json::{Value, json};

use super::levels::{PROVE, session_by};
use super::party::*;
use crate::person::{House, Person};
use crate::session_account;

const DETAILS: &str = "authorization_details";

fn with_actions(config: &mut Config) {
    register(config);
    // One that moves nothing may be asked through a browser too.
    let mut notice =
        config.policy.action_types.iter().find(|kind| kind.name.as_str() == "payee").unwrap().clone();
    (notice.name, notice.effect, notice.payee) = (TypeName::parse("notice").unwrap(), Effect::Nothing, None);
    config.policy.action_types.push(notice);
    let types = |client: &'static str, types: &[&str]| {
        let types = types.iter().map(|kind| (*kind).to_owned()).collect();
        move |all: &mut Config| {
            let found = all.clients.iter_mut().find(|found| found.id.as_str() == client).unwrap();
            found.confirmations = types;
        }
    };
    types("shop", &["withdrawal", "order", "notice"])(config);
    types("other", &["order"])(config);
    types("phone", &["order", "notice"])(config);
}

async fn house_with(change: impl FnOnce(&mut Config)) -> House {
    House::open_with(|config| {
        with_actions(config);
        change(config);
    })
    .await
}

/// Somebody whose account may move value.
async fn customer(house: &House, phone: &str) -> Person {
    let person = house.member(phone).await;
    person.ok("/v1/recovery-codes", json!({})).await;
    person
}

fn order(value: &str) -> Value {
    let value = json!({ "currency": "USD", "value": value });
    json!([{ "type": "order", "fields": { "side": "buy", "symbol": "ACME", "quantity": "10.5", "value": value } }])
}

fn notice(name: &str) -> Value {
    json!([{ "type": "notice", "fields": { "name": name, "account": "DE89370400440532013000" } }])
}

fn withdrawal(to: &str) -> Value {
    let amount = json!({ "currency": "USD", "value": "25.00" });
    let fields = json!({ "amount": amount, "to": to, "account": "DE89370400440532013000" });
    json!([{ "type": "withdrawal", "fields": fields }])
}

fn asking(details: &Value) -> BTreeMap<&'static str, String> {
    request_with(&[(DETAILS, &details.to_string())])
}

/// The confirmation that a browser is led to.
fn led_to(answer: &Answer) -> Value {
    let location = answer.location.as_deref().unwrap_or_default();
    let id = location.strip_prefix("/confirm/").unwrap_or_else(|| panic!("not led to one: {answer:?}"));
    id.into()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

#[tokio::test]
async fn an_action_is_confirmed_on_the_way_and_the_tokens_tell_of_it() {
    let house = house_with(|_| {}).await;
    let mut ada = customer(&house, ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let path = format!("/authorize?{}", shop.push(&asking(&order("5000.00"))).await);
    let id = led_to(&browser.get(&path).await);
    assert_eq!(led_to(&browser.get(&path).await), id, "asked again it is the same");
    let (_, asked) = shop.confirmation("GET", text(&id)).await;
    assert_eq!((&asked["state"], &asked["type"]), (&json!("pending"), &json!("order")));
    let page = browser.get(&format!("/confirm/{}", text(&id))).await.body;
    for part in ["The shop asks you to confirm", "Buy 10.5 ACME", "Confirm 5,000.00 USD"] {
        assert!(page.contains(part), "{part}: {page}");
    }

    let session = ada.send("GET", "/v1/session", None).await.1;
    let (status, confirmed) = ada.confirm(&id).await;
    assert_eq!((status, &confirmed["state"]), (200, &json!("confirmed")), "{confirmed}");
    let back = format!("{}/authorize/proceed?confirmation={}", house.url, text(&id));
    assert_eq!(confirmed["return_to"], back);
    let after = ada.send("GET", "/v1/session", None).await.1;
    for same in ["id", "level", "expires_at"] {
        assert_eq!(session[same], after[same], "it raises no session: {after}");
    }
    let onward = browser.get(back.strip_prefix(&house.url).unwrap()).await;
    assert!(onward.body.contains("url=/authorize?"), "{}", onward.body);
    let (_, tokens) = shop.redeem(&browser.get(&path).await.code()).await;

    let mut granted = order("5000.00");
    granted[0]["confirmation"] = id.clone();
    assert_eq!(tokens[DETAILS], granted, "{tokens}");
    assert_eq!(tokens["expires_in"], 300, "it lives as what moves value");
    assert_eq!(claims(&tokens, "access_token")[DETAILS], granted);
    assert_eq!(claims(&tokens, "id_token")[DETAILS], Value::Null);
    let found = shop.introspect(text(&tokens["access_token"])).await;
    assert_eq!((&found["active"], &found[DETAILS]), (&json!(true), &granted));
    let (_, found) = shop.confirmation("GET", text(&id)).await;
    let trust = reqwest::get(format!("{}/.well-known/passkeep-receipts", house.url)).await.unwrap();
    let trust = Trust::from_json(trust.text().await.unwrap().as_bytes()).unwrap();
    let receipt = verify(text(&found["receipt"]).as_bytes(), &trust).unwrap().receipt;
    assert_eq!((receipt.client.as_str(), receipt.confirmation.as_str()), ("shop", text(&id)));
    assert_eq!(Backend::of(&house, "other").confirmation("GET", text(&id)).await.0, 404);

    // It was confirmed for once: no refresh renews it.
    let (_, second) = shop.refresh(&tokens).await;
    assert_eq!((&second[DETAILS], &second["expires_in"]), (&Value::Null, &json!(600)));
    assert_eq!(claims(&second, "access_token")[DETAILS], Value::Null);
    assert_eq!(shop.introspect(text(&second["access_token"])).await[DETAILS], Value::Null);
    assert_eq!(browser.get(&path).await.status, 400, "a pushed request is answered once");
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_by_its_place() {
    let house = house_with(|_| {}).await;
    let ada = customer(&house, ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let error = "invalid_authorization_details";
    let mut scaled = order("5000.00");
    scaled[0]["fields"]["value"]["value"] = "5000".into();
    let mut extra = notice("Ada");
    extra[0]["actions"] = json!(["read"]);
    let mut hidden = notice("Ada");
    hidden[0]["fields"]["\u{202e}\"\\x"] = "y".into();
    let two = json!([notice("Ada")[0], notice("Bob")[0]]);
    for (details, says) in [
        (json!([]), "one action"),
        (two, "one action"),
        (json!({ "type": "notice" }), "JSON array"),
        (extra, "JSON array"),
        (json!([{ "type": "payee", "fields": notice("Ada")[0]["fields"] }]), "none that this client"),
        (json!([{ "type": "made_up", "fields": {} }]), "none that this client"),
        (scaled, "/0/fields/value/value can't be taken: scale"),
        (hidden, "/0/fields/''x can't be taken: unknown"),
    ] {
        let request = asking(&details);
        let (status, told) = shop.try_push(&request).await;
        assert_eq!((status, told["error"].as_str()), (400, Some(error)), "{details}: {told}");
        assert!(text(&told["error_description"]).contains(says), "{details}: {told}");
        let told = browser.authorize(&request).await.told();
        assert_eq!(told["error"], error, "{details}");
        assert!(told["error_description"].contains(says), "{details}: {told:?}");
    }
    let twice = serde_urlencoded::to_string(asking(&notice("Ada"))).unwrap();
    let twice = format!("/authorize?{twice}&{DETAILS}=%5B%5D");
    assert_eq!(browser.get(&twice).await.error(), "invalid_request");
    // Another client's type.
    let others = [("client_id", "other"), (DETAILS, &withdrawal("Ada").to_string())];
    let (_, told) = Backend::of(&house, "other").try_push(&request_with(&others)).await;
    assert_eq!(told["error"], error, "{told}");
    assert_eq!(browser.authorize(&request_with(&others)).await.error(), error);
    // At the token endpoint nobody names a part.
    let code = browser.authorize(&request()).await.code();
    let named = [(DETAILS, "[]")];
    assert_eq!(shop.redeem_with(&code, &named).await.1["error"], error);
    let tokens = shop.redeem(&code).await.1;
    assert_eq!(tokens[DETAILS], Value::Null, "nothing was asked");
    let document = shop.json("/.well-known/openid-configuration").await;
    assert_eq!(
        document["authorization_details_types_supported"],
        json!(["withdrawal", "order", "payee", "notice"])
    );
}

#[tokio::test]
async fn what_moves_value_is_asked_by_a_client_that_proves_itself() {
    let house = house_with(|_| {}).await;
    let mut ada = customer(&house, ADA).await;
    let browser = Browser::of(&house, &ada);
    for details in [order("1.00"), order("5000.00"), withdrawal("Ada")] {
        let told = browser.authorize(&asking(&details)).await.told();
        assert_eq!(told["error"], "invalid_authorization_details", "{told:?}");
        assert!(told["error_description"].contains("RFC 9126"), "{told:?}");
    }
    // A public client's push proves nothing, and may ask what moves nothing.
    let phone = Backend::of(&house, "phone");
    let redirect = "http://127.0.0.1:4000/cb";
    let of_phone = |details: &Value| {
        request_with(&[("client_id", "phone"), ("redirect_uri", redirect), (DETAILS, &details.to_string())])
    };
    let (_, told) = phone.try_push(&of_phone(&order("1.00"))).await;
    assert_eq!(told["error"], "invalid_authorization_details", "{told}");
    let path = format!("/authorize?{}", phone.push(&of_phone(&notice("Ada"))).await);
    let id = led_to(&browser.get(&path).await);
    assert_eq!(ada.confirm(&id).await.0, 200);
    let code = browser.get(&path).await.code();
    let tokens = phone.redeem_with(&code, &[("redirect_uri", redirect)]).await.1;
    assert_eq!((&tokens[DETAILS][0]["confirmation"], &tokens["expires_in"]), (&id, &json!(600)), "{tokens}");
}

#[tokio::test]
async fn what_is_not_confirmed_gives_no_code_and_the_app_is_told() {
    let house = house_with(|config| {
        let notice = config.policy.action_types.iter_mut().find(|kind| kind.name.as_str() == "notice");
        notice.unwrap().lifetime_seconds = 3600;
    })
    .await;
    let mut ada = customer(&house, ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let request = asking(&notice("Ada"));
    let silent = request_with(&[("prompt", "none"), (DETAILS, &notice("Ada").to_string())]);
    assert_eq!(browser.authorize(&silent).await.error(), "interaction_required");
    assert_eq!(
        ada.send("GET", "/v1/history", None).await.1.to_string().matches("confirmation_asked").count(),
        0
    );

    // The person says no, on the page.
    let first = led_to(&browser.authorize(&request).await);
    let no = browser.post(&format!("/confirm/{}/deny", text(&first)), &[]).await;
    assert_eq!((no.status, no.location.as_deref()), (303, Some("/authorize/proceed")));
    let told = browser.authorize(&request).await.told();
    assert_eq!((told["error"].as_str(), told["state"].as_str()), ("access_denied", "s t&te"));
    // What is asked anew is another confirmation. The app takes it back.
    let second = led_to(&browser.authorize(&request).await);
    assert_ne!(first, second);
    assert_eq!(shop.confirmation("DELETE", text(&second)).await.1["state"], "withdrawn");
    assert_eq!(browser.authorize(&request).await.error(), "access_denied");
    // Five answers fail.
    let third = led_to(&browser.authorize(&request).await);
    for _ in 0..5 {
        assert_eq!(ada.fail_to_confirm(&third).await, "passkey_not_accepted");
    }
    assert!(browser.authorize(&request).await.told()["error_description"].contains("Too many"));
    // The person says that it was somebody else: the account is frozen, and this session goes on.
    let fourth = led_to(&browser.authorize(&request).await);
    let frozen = ada.ok(&format!("/v1/confirm/{}/report", text(&fourth)), json!({})).await;
    ada.keep(&frozen);
    browser.enter(&ada);
    assert_eq!(browser.authorize(&request).await.error(), "access_denied");
    let told = browser.authorize(&request).await.told();
    assert_eq!(told["error"], "access_denied");
    assert!(told["error_description"].contains("account_frozen"), "{told:?}");
}

#[tokio::test]
async fn its_time_ends_it() {
    let house = house_with(|config| {
        for kind in &mut config.policy.action_types {
            kind.lifetime_seconds = 0;
        }
    })
    .await;
    let ada = customer(&house, ADA).await;
    let browser = Browser::of(&house, &ada);
    let request = asking(&notice("Ada"));
    led_to(&browser.authorize(&request).await);
    let told = browser.authorize(&request).await.told();
    assert_eq!(told["error"], "access_denied");
    assert!(told["error_description"].contains("in its time"), "{told:?}");
}

#[tokio::test]
async fn a_confirmation_is_of_one_account_one_request_and_one_code() {
    let house = house_with(|_| {}).await;
    let (mut ada, bob) = (customer(&house, ADA).await, customer(&house, "+14155552672").await);
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let request = asking(&notice("Ada"));
    let id = led_to(&browser.authorize(&request).await);
    assert_eq!(ada.confirm(&id).await.0, 200);

    // Another account in the same browser, with the same request on its way.
    let bobs = browser.copied();
    bobs.enter(&bob);
    let other = led_to(&bobs.authorize(&request).await);
    assert_ne!(other, id);
    assert_eq!(bobs.get(&format!("/confirm/{}", text(&id))).await.status, 404);
    // Another request of the same app: another nonce, other details, no cookie.
    let changed = request_with(&[("nonce", "twice"), (DETAILS, &notice("Ada").to_string())]);
    assert_ne!(led_to(&browser.copied().authorize(&changed).await), id);
    assert_ne!(led_to(&browser.copied().authorize(&asking(&notice("Eve"))).await), id);
    assert_ne!(led_to(&Browser::of(&house, &ada).authorize(&request).await), id);
    let fourth = Browser::of(&house, &ada).authorize(&request).await;
    assert_eq!(fourth.error(), "temporarily_unavailable", "three wait now");
    // Another client's token for it can't be had: its code is the shop's.
    let copies: Vec<Browser> = (0..16).map(|_| browser.copied()).collect();
    let answers = join_all(copies.iter().map(|copy| copy.authorize(&request))).await;
    let told: Vec<_> = answers.iter().map(Answer::told).collect();
    let codes: Vec<_> = told.iter().filter_map(|told| told.get("code")).collect();
    assert_eq!(codes.len(), 1, "{told:?}");
    assert!(
        told.iter().filter(|told| !told.contains_key("code")).all(|told| told["error"] == "access_denied")
    );
    assert_eq!(Backend::of(&house, "other").redeem(codes[0]).await.1["error"], "invalid_grant");
    let (_, tokens) = shop.redeem(codes[0]).await;
    assert_eq!(tokens[DETAILS][0]["confirmation"], id);
    let again = browser.copied().authorize(&request).await.told();
    assert!(again["error_description"].contains("A code was given"), "{again:?}");
    // The code comes a second time: all that it gave ends.
    assert_eq!(shop.redeem(codes[0]).await.1["error"], "invalid_grant");
    assert_eq!(shop.introspect(text(&tokens["access_token"])).await, json!({ "active": false }));
}

#[tokio::test]
async fn what_was_pushed_is_what_is_confirmed() {
    let house = house_with(|_| {}).await;
    let mut ada = customer(&house, ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let pushed = shop.push(&asking(&order("1.00"))).await;
    let other = serde_urlencoded::to_string([(DETAILS, order("5000.00").to_string())]).unwrap();
    let path = format!("/authorize?{pushed}&{other}");
    let id = led_to(&browser.get(&path).await);
    let (_, asked) = shop.confirmation("GET", text(&id)).await;
    assert!(text(&asked["action"]).contains("\"1.00\""), "{asked}");
    // The same name in another query is another request: nothing that was confirmed for one serves the other.
    assert_eq!(ada.confirm(&id).await.0, 200);
    let plain = format!("/authorize?{pushed}");
    assert_ne!(led_to(&browser.copied().get(&plain).await), id);
    let (_, tokens) = shop.redeem(&browser.get(&path).await.code()).await;
    assert_eq!(tokens[DETAILS][0]["fields"], order("1.00")[0]["fields"]);
    assert_eq!(browser.get(&plain).await.status, 400, "and the name is spent");
}

#[tokio::test]
async fn a_session_that_lacks_something_goes_through_the_missing_step_alone() {
    let house = house_with(|_| {}).await;
    let ada = customer(&house, ADA).await;
    let mut weak = session_by(&house, &ada, &[Method::Password, Method::PhoneCode], Standing::Ordinary).await;
    let browser = Browser::of(&house, &weak);
    let request = asking(&notice("Ada"));
    assert_eq!(browser.authorize(&request).await.location.as_deref(), Some(PROVE));
    assert_eq!(weak.reauthenticate().await.0, 200);
    browser.enter(&weak);
    let id = led_to(&browser.authorize(&request).await);
    assert_eq!(weak.confirm(&id).await.0, 200);
    assert!(browser.authorize(&request).await.told().contains_key("code"));
    // Who is not signed in signs in first.
    let stranger = Browser::fresh(&house);
    assert_eq!(stranger.authorize(&request).await.location.as_deref(), Some("/?choose"));
    stranger.enter(&ada);
    led_to(&stranger.authorize(&request).await);
}

#[tokio::test]
async fn what_the_account_or_its_passkeys_lack_is_told_to_the_app() {
    let house = house_with(|config| {
        let order = config.policy.action_types.iter_mut().find(|kind| kind.name.as_str() == "order").unwrap();
        order.steps[0].level = Some(Level::Three);
    })
    .await;
    let shop = Backend::of(&house, "shop");
    let refused = async |person: &Person, details: Value, code: &str| {
        let browser = Browser::of(&house, person);
        let told = browser.get(&format!("/authorize?{}", shop.push(&asking(&details)).await)).await.told();
        assert_eq!(told["error"], "access_denied", "{told:?}");
        assert!(told["error_description"].contains(code), "{told:?}");
        told["error_description"].clone()
    };
    let ada = house.member(ADA).await;
    refused(&ada, order("5000.00"), "second_way_needed").await;
    ada.ok("/v1/recovery-codes", json!({})).await;
    refused(&ada, order("100000.01"), "level_too_low").await;
    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    assert!(refused(&elsewhere, order("5000.00"), "new_browser_waits").await.contains("until_ms 1"));
    set_held(&house, &ada, 3600).await;
    assert!(refused(&ada, order("5000.00"), "value_held").await.contains("until_ms 1"));
    led_to(&Browser::of(&house, &ada).authorize(&asking(&notice("Ada"))).await);
}

/// Holds the account's value back, as after a recovery.
async fn set_held(house: &House, person: &Person, seconds: i64) {
    let until = Some(clock::now().plus_seconds(seconds));
    let state = AccountState { value_held_until: until, ..AccountState::default() };
    let hold = Change::SetAccountState { account: session_account(person), state };
    house.app.store.apply(&Changes::Tally(vec![hold])).await.unwrap();
}

#[tokio::test]
async fn what_moves_value_goes_while_value_is_held() {
    let house = house_with(|_| {}).await;
    let mut ada = customer(&house, ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let mut codes = vec![];
    for details in [order("5000.00"), order("6000.00"), notice("Ada")] {
        let path = format!("/authorize?{}", shop.push(&asking(&details)).await);
        let id = led_to(&browser.get(&path).await);
        assert_eq!(ada.confirm(&id).await.0, 200);
        codes.push(browser.get(&path).await.code());
    }
    let before = shop.redeem(&codes[0]).await.1;
    assert!(before[DETAILS].is_array());
    set_held(&house, &ada, 3600).await;
    let found = shop.introspect(text(&before["access_token"])).await;
    assert_eq!((&found["active"], &found[DETAILS]), (&json!(true), &Value::Null));
    let held = shop.redeem(&codes[1]).await.1;
    assert_eq!((&held[DETAILS], claims(&held, "access_token")[DETAILS].clone()), (&Value::Null, Value::Null));
    assert!(shop.redeem(&codes[2]).await.1[DETAILS].is_array(), "what moves none stays");
}

#[tokio::test]
async fn what_takes_a_second_signature_gives_no_code_before() {
    let house = house_with(|_| {}).await;
    let mut ada = customer(&house, ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let path = format!("/authorize?{}", shop.push(&asking(&withdrawal("Grace"))).await);
    let id = led_to(&browser.get(&path).await);
    assert_eq!(ada.confirm(&id).await.1["state"], "held");
    assert_eq!(led_to(&browser.get(&path).await), id, "it waits");
    let no = browser.post(&format!("/confirm/{}/deny", text(&id)), &[]).await;
    assert_eq!(no.location.as_deref(), Some("/authorize/proceed"));
    assert_eq!(browser.get(&path).await.error(), "access_denied");
}
