//! The brokerage over HTTP, before an issuer that can lie: what a real one can't be brought to do.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod issuer;
mod visitor;

use serde_json::{Value, json};
use visitor::{Answer, House};

const ADA: &str = "AAAAAAAAAAAAAAAAAAAAAA";

#[tokio::test]
async fn somebody_signs_in_and_out() {
    let house = House::open().await;
    let mut browser = house.browser();
    let welcome = browser.get("/").await;
    assert!(welcome.body.contains("href=\"/sign-in\""));
    assert_eq!(browser.get("/transfers").await.location(), "/sign-in?to=%2Ftransfers");
    let done = browser.sign_in("/sign-in?to=/transfers", json!({})).await;
    assert_eq!((done.status, done.location()), (303, "/transfers"));
    assert!(browser.get("/").await.body.contains("Ada Okafor"));
    let out = browser.post("/sign-out", "", Some(house.base_url.as_str())).await;
    assert!(out.location().starts_with(&format!("{}/logout?id_token_hint=", house.issuer.url)), "{out:?}");
    assert!(!browser.get("/").await.body.contains("Ada Okafor"));
}

#[tokio::test]
async fn an_id_token_that_is_not_for_this_sign_in_opens_nothing() {
    let house = House::open().await;
    let hour_ago = issuer::now() - 3600;
    let lies = [
        ("nonce", json!({ "nonce": "another" })),
        ("no nonce", json!({ "nonce": null })),
        ("audience", json!({ "aud": "another" })),
        ("issuer", json!({ "iss": "https://evil.example" })),
        ("too old", json!({ "exp": hour_ago })),
        ("of another key", json!({ "lie": "key" })),
        ("alg none", json!({ "lie": "none" })),
        ("HS256 by the secret", json!({ "lie": "HS256" })),
    ];
    for (name, lie) in lies {
        let mut browser = house.browser();
        let answer = browser.sign_in("/sign-in", lie).await;
        assert_eq!(answer.status, 400, "{name}: {answer:?}");
        assert!(!browser.get("/").await.body.contains("/sign-out"), "{name}");
    }
}

#[tokio::test]
async fn an_answer_counts_once_in_its_own_browser_and_from_its_own_issuer() {
    let house = House::open().await;
    let mut browser = house.browser();
    let begun = browser.begin("/sign-in").await;
    house.issuer.answer_with(&begun, json!({}));
    let iss = house.issuer.url.clone();
    let callback = |state: &str, iss: &str| format!("/callback?code=c&state={state}&iss={iss}");

    let mut another = house.browser();
    assert_eq!(another.get(&callback(&begun.state, &iss)).await.status, 400, "another browser");
    assert_eq!(browser.get(&callback("forged", &iss)).await.status, 400, "another state");
    assert_eq!(browser.get(&callback(&begun.state, "https://evil.example")).await.status, 400, "mixed up");
    assert_eq!(browser.get(&callback(&begun.state, &iss)).await.status, 400, "spent by the mix-up");

    let begun = browser.begin("/sign-in").await;
    house.issuer.answer_with(&begun, json!({}));
    assert_eq!(browser.get(&callback(&begun.state, &iss)).await.status, 303);
    assert_eq!(browser.get(&callback(&begun.state, &iss)).await.status, 400, "twice");

    let begun = browser.begin("/sign-in").await;
    let denied = format!("/callback?error=access_denied&state={}&iss={iss}", begun.state);
    let answer = browser.get(&denied).await;
    assert!(answer.status == 400 && answer.body.contains("You stopped the sign-in"), "{answer:?}");
    let begun = browser.begin("/sign-in?to=https://evil.example").await;
    house.issuer.answer_with(&begun, json!({}));
    assert_eq!(browser.get(&callback(&begun.state, &iss)).await.location(), "/", "no other site");
}

#[tokio::test]
async fn a_logout_token_ends_what_it_names_once_and_nothing_else_passes_for_one() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser.sign_in("/sign-in", json!({ "sid": "one" })).await;
    let events = json!({ "http://schemas.openid.net/event/backchannel-logout": {} });
    let token = |jti: &str, more: Value| {
        let mut claims = json!({ "jti": jti, "sid": "one", "events": events, "typ": "logout+jwt" });
        issuer::merge(&mut claims, more);
        format!("logout_token={}", house.issuer.token(claims))
    };
    let lies = [
        ("a nonce", json!({ "nonce": "n" })),
        ("no event", json!({ "events": {} })),
        ("an ID token", json!({ "typ": "JWT" })),
        ("audience", json!({ "aud": "another" })),
        ("too old", json!({ "exp": issuer::now() - 3600 })),
        ("another key", json!({ "lie": "key" })),
        ("alg none", json!({ "lie": "none" })),
    ];
    for (name, lie) in lies {
        let answer = browser.post("/backchannel-logout", &token(name, lie), None).await;
        assert_eq!(answer.status, 400, "{name}");
        assert!(browser.get("/").await.body.contains("Ada Okafor"), "{name}");
    }
    let other = browser.post("/backchannel-logout", &token("2", json!({ "sid": "two" })), None).await;
    assert_eq!(other.status, 200);
    assert!(browser.get("/").await.body.contains("Ada Okafor"), "another session");
    let real = token("3", json!({}));
    assert_eq!(browser.post("/backchannel-logout", &real, None).await.status, 200);
    assert!(!browser.get("/").await.body.contains("Ada Okafor"));
    browser.sign_in("/sign-in", json!({ "sid": "one" })).await;
    assert_eq!(browser.post("/backchannel-logout", &real, None).await.status, 200);
    assert!(browser.get("/").await.body.contains("Ada Okafor"), "a token that came again");
}

#[tokio::test]
async fn nothing_is_done_on_a_confirmation_without_a_receipt_of_it() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser.sign_in("/sign-in", json!({})).await;
    let own = Some(house.base_url.as_str());
    let begun = browser.post("/orders", "side=buy&symbol=ALDR&quantity=50", own).await;
    assert_eq!(begun.location(), format!("{}/confirm/c-1", house.issuer.url));
    assert_eq!(house.issuer.asked()["fields"]["quantity"], "50");
    assert_eq!(house.issuer.asked()["account"], ADA);

    let back = browser.get("/confirmed?confirmation=c-1").await;
    let page = back.location().to_owned();
    assert!(browser.get(&page).await.body.contains("Waits for you"));
    // A stranger learns nothing of it.
    let mut bob = house.browser();
    bob.sign_in("/sign-in", json!({ "sub": "BBBBBBBBBBBBBBBBBBBBBB" })).await;
    assert_eq!(bob.get(&page).await.status, 404);
    assert_eq!(bob.get("/confirmed?confirmation=c-1").await.status, 404);

    house.issuer.set_confirmation(json!({ "state": "confirmed", "receipt": "no.receipt.atall" }));
    let shown = browser.get(&page).await;
    assert!(shown.body.contains("The receipt was not of what we asked"), "{}", shown.body);
    let cash = browser.get("/").await.body;
    assert!(cash.contains("$25,000.00"), "nothing was paid");
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser.sign_in("/sign-in", json!({})).await;
    for origin in [None, Some("https://evil.example"), Some("null"), Some(house.issuer.url.as_str())] {
        for (path, form) in [
            ("/orders", "side=sell&symbol=ALDR&quantity=1"),
            ("/payees", "name=M&account=6666"),
            ("/sign-out", ""),
        ] {
            assert_eq!(browser.post(path, form, origin).await.status, 403, "{path} from {origin:?}");
        }
    }
    assert!(browser.get("/activity").await.body.contains("stand here"), "no action was begun");
}

#[tokio::test]
async fn no_call_is_believed_without_its_signature() {
    let house = House::open().await;
    let call = json!({ "id": "1", "type": "account_frozen", "at": 1, "account": ADA, "data": {} });
    let answer = house.browser().post("/webhooks/passkeep", &call.to_string(), None).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn while_a_flag_stands_nothing_leaves_and_shares_can_be_sold() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser.sign_in("/sign-in", json!({})).await;
    let call =
        json!({ "id": "1", "type": "account_frozen", "at": 1, "account": ADA, "data": {} }).to_string();
    assert_eq!(browser.call(&call).await.status, 200);
    let own = Some(house.base_url.as_str());
    for (path, form) in [
        ("/orders", "side=buy&symbol=ALDR&quantity=1"),
        ("/orders", "side=buy&symbol=ALDR&quantity=50"),
        ("/payees", "name=Mallory&account=6666"),
    ] {
        let answer = browser.post(path, form, own).await;
        assert_eq!(answer.status, 422, "{path} {form}");
        assert!(answer.body.contains("is frozen. You can sell, and nothing else."), "{path} {form}");
    }
    assert_eq!(house.issuer.asked(), Value::Null, "nothing was asked");
    let sold = browser.post("/orders", "side=sell&symbol=ALDR&quantity=1", own).await;
    assert!(sold.status == 303 && browser.get(sold.location()).await.body.contains("Done"), "{sold:?}");
    // Another account knows nothing of it.
    let mut bob = house.browser();
    bob.sign_in("/sign-in", json!({ "sub": "BBBBBBBBBBBBBBBBBBBBBB" })).await;
    assert!(!bob.get("/").await.body.contains("frozen"));
}

#[tokio::test]
async fn pages_hold_no_inline_script_and_let_nothing_in() {
    let house = House::open().await;
    let mut browser = house.browser();
    let strangers = browser.get("/").await;
    browser.sign_in("/sign-in", json!({})).await;
    let mut pages = vec![strangers];
    for path in ["/", "/securities/ALDR", "/transfers", "/activity", "/nowhere"] {
        pages.push(browser.get(path).await);
    }
    for Answer { policy, body, .. } in pages {
        assert!(policy.contains("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
        assert!(policy.contains(&format!("form-action 'self' {};", house.issuer.url)), "{policy}");
        assert!(!body.contains(" style=") && !body.contains("<style"), "{body}");
        for script in body.split("<script").skip(1) {
            assert!(script.starts_with(" type=\"module\" src=\"/assets/"), "{script}");
        }
        for handler in [" onclick", " onload", " onsubmit", "javascript:"] {
            assert!(!body.contains(handler), "{handler}");
        }
    }
}

#[tokio::test]
async fn without_passkeep_pages_say_so() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser.sign_in("/sign-in", json!({})).await;
    house.issuer.set_confirmation(Value::Null);
    let answer =
        browser.post("/orders", "side=buy&symbol=ALDR&quantity=50", Some(house.base_url.as_str())).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("t reach Passkeep"), "{}", answer.body);
    assert!(browser.get("/activity").await.body.contains("Not done"));
}
