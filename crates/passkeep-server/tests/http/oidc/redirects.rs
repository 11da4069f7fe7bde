//! The authorization endpoint: where it answers, what it refuses, and that it answers nowhere else.

use super::party::*;
use crate::person::http_client_that_stays;

#[tokio::test]
async fn a_request_that_belongs_to_no_client_leads_nowhere() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let nowhere = async |changes: &[(&'static str, &str)], parameter: &str| {
        let answer = browser.authorize(&request_with(changes)).await;
        assert_eq!((answer.status, &answer.location), (400, &None), "{changes:?}");
        assert!(
            answer.body.contains(&format!("<code>{parameter}</code>")),
            "{changes:?}: it says what is wrong"
        );
    };
    for id in ["", "nobody", "shop ", "SHOP", "shop\u{0}", "other%00"] {
        nowhere(&[("client_id", id)], "client_id").await;
    }
    for redirect in [
        "",
        "https://evil.example/",
        "https://shop.example/callback",
        "https://shop.example/callback?x=1&",
        "https://shop.example/callback?x=1#f",
        "https://shop.example/callback?x=2",
        "https://SHOP.example/callback?x=1",
        "https://shop.example:443/callback?x=1",
        "https://shop.example/./callback?x=1",
        "https://shop.example@evil.example/callback?x=1",
        "https://shop.example.evil.example/callback?x=1",
        "http://shop.example/callback?x=1",
        "//shop.example/callback?x=1",
        "javascript:alert(1)",
        "http://127.0.0.1/cb",
    ] {
        nowhere(&[("redirect_uri", redirect)], "redirect_uri").await;
    }
    let twice = serde_urlencoded::to_string(request()).unwrap();
    for parameter in ["client_id=shop", "redirect_uri=https%3A%2F%2Fevil.example"] {
        let answer = browser.get(&format!("/authorize?{twice}&{parameter}")).await;
        assert_eq!((answer.status, answer.location), (400, None), "{parameter}");
    }
}

#[tokio::test]
async fn what_else_is_wrong_is_told_to_the_client() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let long = "x".repeat(513);
    let rows: &[(&'static str, &str, &str)] = &[
        ("response_type", "", "unsupported_response_type"),
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", "code id_token", "unsupported_response_type"),
        ("response_mode", "fragment", "invalid_request"),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge_method", "s256", "invalid_request"),
        ("prompt", "none login", "invalid_request"),
        ("prompt", "create", "invalid_request"),
        ("max_age", "-1", "invalid_request"),
        ("max_age", "soon", "invalid_request"),
        ("claims", "[]", "invalid_request"),
        ("claims", "{\"id_token\":1}", "invalid_request"),
        ("nonce", &long, "invalid_request"),
        ("request", "e30.e30.", "request_not_supported"),
        ("request_uri", "https://shop.example/request", "invalid_request_uri"),
        ("registration", "{}", "registration_not_supported"),
        ("authorization_details", "[]", "invalid_authorization_details"),
        ("authorization_details", "{}", "invalid_authorization_details"),
        ("id_token_hint", "e30.e30.", "invalid_request"),
        ("dpop_jkt", "x", "invalid_request"),
    ];
    for (name, value, error) in rows {
        let answer = browser.authorize(&request_with(&[(name, value)])).await;
        let told = answer.told();
        assert_eq!((told["error"].as_str(), told["state"].as_str()), (*error, "s t&te"), "{name}={value}");
        assert_eq!(told["iss"], house.url);
        assert!(told["error_description"].len() > 20 && !told.contains_key("code"), "{name}={value}");
    }
    let twice = format!("{}&scope=openid", serde_urlencoded::to_string(request()).unwrap());
    assert_eq!(browser.get(&format!("/authorize?{twice}")).await.error(), "invalid_request");
}

#[tokio::test]
async fn nobody_is_signed_in_by_another_sites_form_and_the_way_goes_on_as_a_page() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let token = ada.token.as_ref().unwrap();
    let http = http_client_that_stays();
    let query = serde_urlencoded::to_string(request()).unwrap();
    let post = http.post(format!("{}/authorize", house.url)).header("origin", "https://shop.example");
    let post = post.header("cookie", format!("passkeep-session={token}"));
    let answer = post
        .header("content-type", "application/x-www-form-urlencoded")
        .body(query.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 303);
    let location = answer.headers()["location"].to_str().unwrap();
    assert!(location.starts_with("/authorize?") && !location.contains("code="), "{location}");
    assert!(answer.headers().get("set-cookie").is_none());
    assert!(Browser::of(&house, &ada).get(location).await.told().contains_key("code"));
    for path in ["/settings/apps/shop/end", "/authorize/consent", "/v1/sessions/end"] {
        let post = http.post(format!("{}{path}", house.url)).header("origin", "https://shop.example");
        let answer = post.header("cookie", format!("passkeep-session={token}")).send().await.unwrap();
        assert_eq!(answer.status(), 403, "{path}");
    }
}

#[tokio::test]
async fn a_stranger_signs_in_first_and_comes_back() {
    let house = house().await;
    let mut ada = house.member(ADA).await;
    let browser = Browser::fresh(&house);
    let query = serde_urlencoded::to_string(request_with(&[("login_hint", "ada@example.org")])).unwrap();
    let answer = browser.get(&format!("/authorize?{query}")).await;
    assert_eq!(answer.location.as_deref(), Some("/?choose"));
    let page = browser.get("/?choose").await.body;
    assert!(page.contains("To go on to The shop") || page.contains("The shop"), "it says where to");
    assert!(page.contains("value=\"ada@example.org\""), "and whom the app expects");
    ada.sign_in().await;
    browser.enter(&ada);
    let elsewhere = browser.moved();
    assert_eq!(
        elsewhere.get("/authorize/proceed").await.location.as_deref(),
        Some("/settings"),
        "a request that was begun in another browser is not taken up"
    );
    assert_eq!(browser.get("/").await.location.as_deref(), Some("/authorize/proceed"));
    let onward = browser.get("/authorize/proceed").await;
    assert_eq!(onward.status, 200, "a page, since a form may lead to no other site");
    let refresh = format!("url=/authorize?{}", query.replace('&', "&#38;"));
    assert!(onward.body.contains(&refresh), "{}", onward.body);
    let answer = browser.get(&format!("/authorize?{query}")).await;
    assert!(answer.told().contains_key("code"));
    assert_eq!(
        browser.get("/authorize/proceed").await.location.as_deref(),
        Some("/settings"),
        "and that is all"
    );
}

#[tokio::test]
async fn who_goes_back_is_told_to_the_client() {
    let house = house().await;
    let browser = Browser::fresh(&house);
    browser.authorize(&request()).await;
    let told = browser.get("/authorize/cancelled").await.told();
    assert_eq!((told["error"].as_str(), told["state"].as_str()), ("access_denied", "s t&te"));
    assert_eq!(browser.get("/authorize/cancelled").await.location.as_deref(), Some("/"));
}

#[tokio::test]
async fn a_native_app_comes_back_to_any_port_of_this_machine() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, phone) = (Browser::of(&house, &ada), Backend::of(&house, "phone"));
    let redirect = "http://127.0.0.1:51004/cb";
    let changes = [("client_id", "phone"), ("redirect_uri", redirect)];
    let answer = browser.authorize(&request_with(&changes)).await;
    assert!(answer.location.as_deref().unwrap().starts_with(redirect));
    let code = answer.code();
    let other = [("redirect_uri", "http://127.0.0.1:51005/cb")];
    assert_eq!(phone.redeem_with(&code, &other).await.1["error"], "invalid_grant", "the very port");
    assert_eq!(phone.redeem_with(&code, &[("redirect_uri", redirect)]).await.0, 200);
}

#[tokio::test]
async fn an_apps_wish_for_a_language_stands_where_the_person_has_none() {
    let house = house().await;
    let request = request_with(&[("ui_locales", "fr zh-CN en")]);
    let browser = Browser::fresh(&house);
    browser.authorize(&request).await;
    assert!(
        browser.get("/?choose").await.body.contains("lang=\"zh-CN\"")
            || browser.get("/").await.body.contains("<html lang=\"zh")
    );
    let chosen = Browser::fresh(&house);
    chosen.get("/?lang=en").await;
    chosen.authorize(&request).await;
    assert!(chosen.get("/").await.body.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn a_pushed_request_is_its_clients_is_what_was_pushed_and_is_answered_once() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let request = request();
    let form: Vec<(&str, &str)> = request.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (status, pushed) = shop.post("/par", &form).await;
    assert_eq!((status, pushed["expires_in"].as_i64()), (201, Some(600)), "{pushed}");
    let uri = pushed["request_uri"].as_str().unwrap();
    let named = |client: &str, uri: &str| {
        serde_urlencoded::to_string([("client_id", client), ("request_uri", uri), ("scope", "openid trade")])
            .unwrap()
    };
    for (client, uri) in [
        ("other", uri),
        ("nobody", uri),
        ("shop", &uri[..uri.len() - 4]),
        ("shop", &format!("{}AAAA", &uri[..uri.len() - 4])),
    ] {
        let answer = browser.get(&format!("/authorize?{}", named(client, uri))).await;
        let leads_nowhere = answer.status == 400 && answer.location.is_none();
        assert!(leads_nowhere, "{client} {uri}: {answer:?}");
    }
    let stranger = Browser::fresh(&house);
    assert_eq!(
        stranger.get(&format!("/authorize?{}", named("shop", uri))).await.location.as_deref(),
        Some("/?choose")
    );
    let answer = browser.get(&format!("/authorize?{}", named("shop", uri))).await;
    let (_, tokens) = shop.redeem(&answer.code()).await;
    assert_eq!(
        tokens["scope"], "openid profile phone offline_access",
        "what was pushed, and nothing of the query"
    );
    assert_eq!(browser.get(&format!("/authorize?{}", named("shop", uri))).await.status, 400, "once");
    // What would be refused later is refused now; who is not believed pushes nothing.
    for (name, value, error) in [
        ("redirect_uri", "https://evil.example/", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("response_type", "token", "unsupported_response_type"),
        ("request_uri", uri, "invalid_request_uri"),
    ] {
        let mut form: Vec<(&str, &str)> = form.iter().filter(|(other, _)| *other != name).copied().collect();
        form.push((name, value));
        let (status, answer) = shop.post("/par", &form).await;
        assert_eq!((status, answer["error"].as_str()), (400, Some(error)), "{name}");
    }
    assert_eq!(
        Backend::of(&house, "other").post("/par", &form).await.1["error"],
        "invalid_client",
        "it names another"
    );
}
