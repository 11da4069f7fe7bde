//! What each boundary refuses, with its stable code.

use passkeep_authenticator::Misbehaviour;
use serde_json::json;

use crate::person::{House, http_client};

#[tokio::test]
async fn every_route_of_a_signed_in_person_is_closed_to_strangers() {
    let house = House::open().await;
    let stranger = house.stranger();
    let routes = [
        ("GET", "/v1/session", None),
        ("DELETE", "/v1/session", None),
        ("GET", "/v1/sessions", None),
        ("DELETE", "/v1/sessions/AAAAAAAAAAAAAAAAAAAAAA", None),
        ("POST", "/v1/sessions/end", Some(json!({ "which": "all" }))),
        ("GET", "/v1/history", None),
        ("GET", "/v1/account", None),
        ("POST", "/v1/contacts/email", Some(json!({ "email": "a@b.example" }))),
        ("GET", "/v1/passkeys", None),
        ("POST", "/v1/passkeys/code", Some(json!({}))),
        ("PATCH", "/v1/passkeys/AAAAAAAAAAAAAAAAAAAAAA", Some(json!({ "name": "x" }))),
        ("POST", "/v1/passkeys/AAAAAAAAAAAAAAAAAAAAAA/removal", Some(json!({}))),
    ];
    for (method, path, body) in routes {
        let (status, problem) = stranger.send(method, path, body).await;
        assert_eq!((status, problem["code"].as_str()), (401, Some("signed_out")), "{method} {path}");
    }
}

#[tokio::test]
async fn what_is_no_request_is_named() {
    let house = House::open().await;
    let stranger = house.stranger();
    let rows = [
        ("/v1/sign-up", json!({ "phone": "123" }), "phone_not_accepted"),
        ("/v1/sign-up", json!({ "phone": "+14155552671", "admin": true }), "request_not_accepted"),
        ("/v1/sign-up", json!({ "phone": 1 }), "request_not_accepted"),
        ("/v1/sign-up", json!({ "phone": "1".repeat(70_000) }), "too_large"),
        ("/v1/sign-up/code", json!({ "ticket": "AAAA", "code": "123456" }), "ticket_not_accepted"),
        ("/v1/sign-in", json!({ "identifier": "nobody at all" }), "identifier_not_accepted"),
        ("/v1/nothing", json!({}), "not_found"),
        ("/v1/passkeys/AAAA/remove", json!({ "ticket": "A", "response": {} }), "request_not_accepted"),
    ];
    for (path, body, code) in rows {
        assert_eq!(stranger.refused(path, body.clone()).await, code, "{path} {body}");
    }
    let flow = stranger.ok("/v1/sign-up", json!({ "phone": "+14155552671" })).await;
    let letters = json!({ "ticket": flow["ticket"], "code": "12345a" });
    assert_eq!(stranger.refused("/v1/sign-up/code", letters).await, "code_not_accepted");
    let proved = json!({ "ticket": flow["ticket"], "code": house.code("+14155552671").await });
    let proved = stranger.ok("/v1/sign-up/code", proved).await;
    let unnamed = json!({ "ticket": proved["ticket"], "name": " ", "place": "this_device" });
    assert_eq!(stranger.refused("/v1/sign-up/name", unnamed).await, "name_not_accepted");
    let (status, problem) = stranger.send("PUT", "/v1/sign-in", Some(json!({}))).await;
    assert_eq!((status, problem["code"].as_str()), (405, Some("method_not_allowed")));
}

#[tokio::test]
async fn a_page_of_another_site_and_an_app_with_cookies_are_refused() {
    let house = House::open().await;
    let http = http_client();
    let url = format!("{}/v1/sign-in", house.url);
    let post = || http.post(&url).header("content-type", "application/json").body("{}");
    let headers: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("passkeep-instance", "short")],
        &[("passkeep-instance", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), ("cookie", "a=b")],
    ];
    for row in headers {
        let request = row.iter().fold(post(), |request, (name, value)| request.header(*name, *value));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 403, "{row:?}");
        assert!(answer.text().await.unwrap().contains("\"code\":\"origin_not_accepted\""), "{row:?}");
    }
    let form = http.post(&url).header("origin", &house.url).body("identifier=ada").send().await.unwrap();
    assert_eq!(form.status(), 415);
    assert!(form.text().await.unwrap().contains("\"code\":\"media_type_not_accepted\""));
    let nested = format!("{{\"identifier\":{}1{}}}", "[".repeat(30_000), "]".repeat(30_000));
    let deep = post().header("origin", &house.url).body(nested).send().await.unwrap();
    assert_eq!(deep.status(), 400);
    let twice = post().header("origin", &house.url).body("{\"identifier\":\"1\",\"identifier\":\"2\"}");
    assert_eq!(twice.send().await.unwrap().status(), 400);
    let ours = post().header("origin", &house.url).send().await.unwrap();
    assert_eq!(ours.status(), 200);
}

#[tokio::test]
async fn an_authenticators_answer_repeats_no_member_wherever_it_stands() {
    let house = House::open().await;
    let mut ada = house.member("+14155552671").await;
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let intact = ada.answer(&flow, &Misbehaviour::default()).to_string();
    for (written, doubled) in [
        (r#""rawId":"#, r#""rawId":"AQID","rawId":"#),
        (r#""signature":"#, r#""signature":"AQID","signature":"#),
        (r#""clientExtensionResults":{"#, r#""clientExtensionResults":{"new":[{"a":1,"a":2}]"#),
    ] {
        let body = intact.replacen(written, doubled, 1);
        assert_ne!(body, intact);
        let (status, problem) = ada.send_text("POST", "/v1/sign-in/passkey", body).await;
        assert_eq!((status, problem["code"].as_str()), (400, Some("request_not_accepted")), "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains("stands twice"), "{problem}");
    }
    assert_eq!(ada.send_text("POST", "/v1/sign-in/passkey", intact).await.0, 200, "nothing was spent");
}

#[tokio::test]
async fn answers_carry_what_browsers_must_know() {
    let house = House::open().await;
    let page = reqwest::get(format!("{}/", house.url)).await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert_eq!(page.headers()["cache-control"], "no-store");
    let cookie = page.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
}

#[tokio::test]
async fn the_session_changes_at_sign_in_and_ends_when_told() {
    let house = House::open().await;
    let mut ada = house.member("+14155552671").await;
    let before = ada.token.clone();
    ada.sign_in().await;
    assert_ne!(before, ada.token);
    let after = ada.token.take();
    ada.token = before;
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401, "the session before has ended");
    ada.token = after;
    assert_eq!(ada.send("DELETE", "/v1/session", None).await.0, 204);
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401);
}
