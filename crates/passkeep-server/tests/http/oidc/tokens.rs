//! Codes and tokens: the whole way, and every way to spoil it.

use futures_util::future::join_all;
use passkeep_decision::jose::{Jws, PublicJwk};
use serde_json::{Value, json};

use super::party::*;
use crate::person::{House, http_client};

#[tokio::test]
async fn the_whole_way_from_authorize_to_tokens_and_on() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let answer = browser.authorize(&request()).await;
    let told = answer.told();
    assert_eq!((answer.status, told["state"].as_str(), &told["iss"]), (303, "s t&te", &house.url));
    assert_eq!(told["x"], "1", "what the redirect had stays");
    let (status, tokens) = shop.redeem(&told["code"]).await;
    assert_eq!((status, tokens["token_type"].as_str()), (200, Some("Bearer")), "{tokens}");
    assert_eq!(tokens["scope"], "openid profile phone offline_access");
    assert_eq!(tokens["expires_in"], 600);

    let id_token = claims(&tokens, "id_token");
    assert_eq!(
        (id_token["iss"].as_str(), id_token["aud"].as_str()),
        (Some(house.url.as_str()), Some("shop"))
    );
    assert_eq!((id_token["nonce"].as_str(), id_token["acr"].as_str()), (Some("once"), Some("phr")));
    assert_eq!(id_token["amr"], json!(["swk", "user", "mfa"]));
    assert!(id_token["auth_time"].is_i64() && id_token["sid"].is_string() && id_token["at_hash"].is_string());
    assert_eq!(id_token["name"], Value::Null, "the person's claims come from userinfo, unless asked for");
    let access = claims(&tokens, "access_token");
    assert_eq!(part(tokens["access_token"].as_str().unwrap(), 0)["typ"], "at+jwt");
    assert_eq!(access["aud"], json!(["https://api.shop.example", house.url]));
    assert_eq!((access["client_id"].as_str(), &access["sub"]), (Some("shop"), &id_token["sub"]));

    let (status, person) = shop.userinfo(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!((status, &person["sub"]), (200, &id_token["sub"]));
    assert_eq!((person["name"].as_str(), person["phone_number"].as_str()), (Some("Ada"), Some(ADA)));
    assert_eq!(person["email"], Value::Null);

    let found = shop.introspect(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!((found["active"].as_bool(), &found["sub"]), (Some(true), &id_token["sub"]));
    let refreshed = shop.introspect(tokens["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refreshed["active"], true);

    let (status, second) = shop.refresh(&tokens).await;
    assert_eq!(status, 200, "{second}");
    let again = claims(&second, "id_token");
    assert_eq!((&again["sid"], &again["auth_time"]), (&id_token["sid"], &id_token["auth_time"]));
    assert_eq!(again["nonce"], Value::Null);
    assert_ne!(second["refresh_token"], tokens["refresh_token"]);

    let given_up = [("token", second["refresh_token"].as_str().unwrap())];
    assert_eq!(shop.post("/revoke", &given_up).await.0, 200);
    assert!(!shop.is_active(&second).await);
    assert_eq!(shop.refresh(&second).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn what_it_signs_is_verified_by_its_published_keys_and_by_no_other_houses() {
    let (house, elsewhere) =
        (House::open_with_its_own_keys(register).await, House::open_with_its_own_keys(register).await);
    let (ada, bob) = (house.member(ADA).await, elsewhere.member(ADA).await);
    let shop = Backend::of(&house, "shop");
    let tokens = shop.sign_in(&Browser::of(&house, &ada), &[]).await;
    let foreign = Backend::of(&elsewhere, "shop").sign_in(&Browser::of(&elsewhere, &bob), &[]).await;
    let jwks = shop.json("/jwks").await;
    let keys: Vec<(Value, PublicJwk)> = jwks["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| (key.clone(), PublicJwk::parse(key).unwrap()))
        .collect();
    let mut algorithms: Vec<&str> = keys.iter().map(|(json, _)| json["alg"].as_str().unwrap()).collect();
    algorithms.sort();
    assert_eq!(algorithms, ["ES256", "RS256"]);
    assert!(keys.iter().all(|(json, _)| json["d"].is_null() && json["p"].is_null()));
    for which in ["id_token", "access_token"] {
        let verified = |tokens: &Value| {
            let jws = Jws::parse(tokens[which].as_str().unwrap()).unwrap();
            let key = keys.iter().find(|(_, key)| jws.verify(key).is_ok());
            key.map(|(json, _)| (json["kid"].clone(), jws.header["kid"].clone()))
        };
        let (of_key, of_token) = verified(&tokens).unwrap();
        assert_eq!(of_key, of_token);
        assert_eq!(verified(&foreign), None);
    }
    let (status, _) = shop.userinfo(foreign["access_token"].as_str().unwrap()).await;
    assert_eq!(status, 401, "another issuer's token");
    assert!(!shop.is_active(&foreign).await);
    assert_eq!(shop.refresh(&foreign).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn no_unsigned_and_no_otherwise_signed_token_is_taken() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let house = house().await;
    let ada = house.member(ADA).await;
    let shop = Backend::of(&house, "shop");
    let tokens = shop.sign_in(&Browser::of(&house, &ada), &[]).await;
    let good = tokens["access_token"].as_str().unwrap();
    let parts: Vec<&str> = good.split('.').collect();
    let encode = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let with_header = |change: &dyn Fn(&mut Value)| {
        let mut header = part(good, 0);
        change(&mut header);
        encode(&header)
    };
    let jwks = shop.json("/jwks").await;
    let hmac = |header: &str, key: &[u8]| {
        let text = format!("{header}.{}", parts[1]);
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, key);
        let tag = aws_lc_rs::hmac::sign(&key, text.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))
    };
    let hs256 = with_header(&|header| header["alg"] = "HS256".into());
    let none = with_header(&|header| header["alg"] = "none".into());
    let n = jwks["keys"].as_array().unwrap().iter().find(|key| key["kty"] == "RSA").unwrap()["n"].clone();
    let mut richer = claims(&tokens, "access_token");
    richer["scope"] = "openid trade".into();
    let mut bad = vec![
        format!("{none}.{}.", parts[1]),
        format!("{none}.{}.{}", parts[1], parts[2]),
        hmac(&hs256, n.as_str().unwrap().as_bytes()),
        hmac(&hs256, jwks["keys"][0].to_string().as_bytes()),
        format!("{}.{}.{}", parts[0], encode(&richer), parts[2]),
        format!("{}.{}.{}", with_header(&|header| header["kid"] = "x".into()), parts[1], parts[2]),
        format!("{}.{}.{}", with_header(&|header| header["alg"] = "ES256".into()), parts[1], parts[2]),
        tokens["id_token"].as_str().unwrap().to_owned(),
        tokens["refresh_token"].as_str().unwrap().to_owned(),
        String::new(),
    ];
    let mut signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
    signature[7] ^= 1;
    bad.push(format!("{}.{}.{}", parts[0], parts[1], URL_SAFE_NO_PAD.encode(signature)));
    assert_eq!(shop.userinfo(good).await.0, 200);
    for token in bad {
        assert_eq!(shop.userinfo(&token).await.0, 401, "{token}");
    }
}

#[tokio::test]
async fn what_is_signed_right_for_one_purpose_time_or_issuer_serves_no_other() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let tokens = shop.sign_in(&browser, &[]).await;
    let sign = |claims: &Value, kind: &str| {
        let Value::Object(claims) = claims else { panic!("no claims: {claims}") };
        let now = passkeep_server::clock::now();
        house.app.signers.sign(passkeep_decision::jose::Algorithm::Rs256, kind, claims, now).0.to_string()
    };
    let access = claims(&tokens, "access_token");
    assert_eq!(shop.userinfo(&sign(&access, "at+jwt")).await.0, 200);
    let with = |name: &str, value: Value| {
        let mut other = access.clone();
        other[name] = value;
        sign(&other, "at+jwt")
    };
    let now = passkeep_server::clock::now().0 / 1000;
    for token in [
        sign(&access, "JWT"),
        sign(&access, "logout+jwt"),
        with("exp", (now - 1).into()),
        with("iss", "https://elsewhere.example".into()),
        with("sub", "AAAAAAAAAAAAAAAAAAAAAA".into()),
        with("client_id", "other".into()),
    ] {
        assert_eq!(shop.userinfo(&token).await.0, 401, "{}", part(&token, 1));
        assert_eq!(shop.introspect(&token).await, json!({ "active": false }), "{}", part(&token, 1));
    }
    let id = claims(&tokens, "id_token");
    let hinted = |hint: &str| request_with(&[("prompt", "none"), ("id_token_hint", hint)]);
    assert!(browser.authorize(&hinted(&sign(&id, "JWT"))).await.told().contains_key("code"));
    for kind in ["at+jwt", "logout+jwt"] {
        let hint = sign(&id, kind);
        assert_eq!(browser.authorize(&hinted(&hint)).await.error(), "invalid_request", "{kind}");
        assert_eq!(browser.get(&format!("/logout?id_token_hint={hint}")).await.status, 400, "{kind}");
    }
    // A code is no refresh token, nor the reverse.
    let code = browser.authorize(&request()).await.code();
    let crossed = [("grant_type", "refresh_token"), ("refresh_token", code.as_str())];
    assert_eq!(shop.post("/token", &crossed).await.1["error"], "invalid_grant");
    let refresh = tokens["refresh_token"].as_str().unwrap();
    assert_eq!(shop.redeem(refresh).await.1["error"], "invalid_grant");
    assert!(shop.is_active(&tokens).await, "and nothing has ended");
}

#[tokio::test]
async fn a_backend_sees_and_ends_its_own_tokens_and_sees_those_that_are_for_it() {
    let house = House::open_with(|config| {
        register(config);
        config.clients[1].audience = None;
    })
    .await;
    let ada = house.member(ADA).await;
    let (shop, other) = (Backend::of(&house, "shop"), Backend::of(&house, "other"));
    let tokens = shop.sign_in(&Browser::of(&house, &ada), &[]).await;
    for which in ["access_token", "refresh_token"] {
        let token = tokens[which].as_str().unwrap();
        assert_eq!(other.introspect(token).await, json!({ "active": false }), "{which}");
        assert_eq!(other.post("/revoke", &[("token", token)]).await.0, 200, "it is told nothing");
        assert_eq!(shop.introspect(token).await["active"], true, "{which}");
    }
    let api = Backend::of(&house, "stranger");
    assert_eq!(
        api.introspect(tokens["access_token"].as_str().unwrap()).await["active"],
        true,
        "its audience"
    );
    assert_eq!(api.introspect(tokens["refresh_token"].as_str().unwrap()).await, json!({ "active": false }));
}

#[tokio::test]
async fn a_code_is_bound_to_client_redirect_and_verifier() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop, other) =
        (Browser::of(&house, &ada), Backend::of(&house, "shop"), Backend::of(&house, "other"));
    let code = browser.authorize(&request()).await.code();
    let refused = async |changes: &[(&str, &str)], error: &str| {
        let (status, answer) = shop.redeem_with(&code, changes).await;
        assert_eq!((status, answer["error"].as_str()), (400, Some(error)), "{changes:?}: {answer}");
        assert!(answer["error_description"].as_str().unwrap().len() > 20, "it says how to mend it");
    };
    let wrong = VERIFIER.replace('d', "e");
    for verifier in [&wrong, &VERIFIER[1..], &format!("{VERIFIER}x"), &challenge(VERIFIER), &"a".repeat(200)]
    {
        refused(&[("code_verifier", verifier)], "invalid_grant").await;
    }
    refused(&[("code_verifier", "")], "invalid_request").await;
    for redirect in [
        "https://shop.example/callback?x=2",
        "https://shop.example/callback?x=1&",
        "https://shop.example/callback",
    ] {
        refused(&[("redirect_uri", redirect)], "invalid_grant").await;
    }
    refused(&[("redirect_uri", "")], "invalid_request").await;
    refused(&[("grant_type", "password")], "unsupported_grant_type").await;
    refused(&[("grant_type", "refresh_token")], "invalid_request").await;
    for spoiled in [
        "",
        "x",
        &code[1..],
        &format!("{code}A"),
        &format!("A{}", &code[1..]),
        &code.replace(&code[60..62], "AA"),
    ] {
        let error = if spoiled.is_empty() { "invalid_request" } else { "invalid_grant" };
        refused(&[("code", spoiled)], error).await;
    }
    let (status, answer) = other.redeem(&code).await;
    let (_, made_up) = other.redeem(&"A".repeat(98)).await;
    assert_eq!((status, &answer), (400, &made_up), "another's code is to it as one that nobody has");
    assert_eq!(shop.redeem(&code).await.0, 200, "none of that has spent it");
}

#[tokio::test]
async fn a_code_used_twice_ends_what_came_of_it() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let bystander = shop.sign_in(&browser, &[]).await;
    let code = browser.authorize(&request()).await.code();
    let (_, tokens) = shop.redeem(&code).await;
    assert!(shop.is_active(&tokens).await);
    let (status, answer) = shop.redeem(&code).await;
    assert_eq!((status, answer["error"].as_str()), (400, Some("invalid_grant")));
    assert!(!shop.is_active(&tokens).await);
    assert_eq!(shop.userinfo(tokens["access_token"].as_str().unwrap()).await.0, 401);
    assert_eq!(shop.refresh(&tokens).await.1["error"], "invalid_grant");
    assert!(shop.is_active(&bystander).await, "and nothing else");
    let (_, history) = ada.send("GET", "/v1/history", None).await;
    assert!(history.to_string().contains("app_token_reused"), "{history}");
}

#[tokio::test]
async fn a_refresh_token_used_twice_ends_the_family() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let shop = Backend::of(&house, "shop");
    let first = shop.sign_in(&Browser::of(&house, &ada), &[]).await;
    let (_, second) = shop.refresh(&first).await;
    assert_eq!(Backend::of(&house, "other").refresh(&second).await.1["error"], "invalid_grant");
    assert!(shop.is_active(&second).await, "another client's try ends nothing");
    assert_eq!(shop.refresh(&first).await.1["error"], "invalid_grant");
    assert_eq!(shop.refresh(&second).await.1["error"], "invalid_grant");
    assert!(!shop.is_active(&second).await);
}

#[tokio::test]
async fn of_sixty_four_at_once_one_gets_tokens() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let code = browser.authorize(&request()).await.code();
    let answers = join_all((0..64).map(|_| shop.redeem(&code))).await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), 1);
    let tokens = shop.sign_in(&browser, &[]).await;
    let answers = join_all((0..64).map(|_| shop.refresh(&tokens))).await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), 1);
    let left = &answers.iter().find(|(status, _)| *status == 200).unwrap().1;
    assert_eq!(shop.refresh(left).await.0, 400, "the others have ended it");
}

#[tokio::test]
async fn a_refresh_widens_nothing_and_needs_the_wish_to_go_on() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let tokens = shop.sign_in(&browser, &[("scope", "openid profile")]).await;
    assert_eq!(tokens["refresh_token"], Value::Null);
    let tokens = shop.sign_in(&browser, &[("scope", "openid offline_access nonsense admin")]).await;
    assert_eq!(tokens["scope"], "openid offline_access");
    let refresh =
        [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    let more = [refresh[0], refresh[1], ("scope", "openid trade")];
    assert_eq!(shop.post("/token", &more).await.1["error"], "invalid_scope");
    let less = [refresh[0], refresh[1], ("scope", "openid")];
    assert_eq!(shop.post("/token", &less).await.1["scope"], "openid");
}

#[tokio::test]
async fn freezing_signing_out_and_ending_an_app_end_its_tokens() {
    let house = house().await;
    let shop = Backend::of(&house, "shop");
    for (phone, path, body) in [
        ("+14155552671", "/v1/account/freeze", json!({})),
        ("+14155552672", "/v1/sessions/end", json!({ "which": "all" })),
    ] {
        let ada = house.member(phone).await;
        let tokens = shop.sign_in(&Browser::of(&house, &ada), &[]).await;
        assert!(shop.is_active(&tokens).await);
        ada.ok(path, body).await;
        assert!(!shop.is_active(&tokens).await, "{path}");
        assert_eq!(shop.refresh(&tokens).await.1["error"], "invalid_grant", "{path}");
        assert_eq!(shop.userinfo(tokens["access_token"].as_str().unwrap()).await.0, 401, "{path}");
    }
    let ada = house.member("+14155552673").await;
    let browser = Browser::of(&house, &ada);
    let tokens = shop.sign_in(&browser, &[]).await;
    let code = browser.authorize(&request()).await.code();
    let link = "<a href=\"https://shop.example/start\">The shop</a>";
    assert!(browser.get("/settings/apps").await.body.contains(link), "it leads there");
    assert_eq!(browser.post("/settings/apps/shop/end", &[]).await.status, 303);
    assert!(!shop.is_active(&tokens).await);
    assert_eq!(shop.redeem(&code).await.1["error"], "invalid_grant");
    assert!(!browser.get("/settings/apps").await.body.contains("The shop"));
    assert_eq!(browser.post("/settings/apps/shop/end", &[]).await.status, 404);
    let tokens = shop.sign_in(&browser, &[]).await;
    let (_, list) = ada.send("GET", "/v1/apps", None).await;
    assert_eq!(
        (list["apps"][0]["id"].as_str(), list["apps"][0]["name"].as_str()),
        (Some("shop"), Some("The shop"))
    );
    assert_eq!(list["apps"][0]["url"], "https://shop.example/start");
    assert_eq!(ada.send("DELETE", "/v1/apps/other", None).await.0, 404);
    assert_eq!(ada.send("DELETE", "/v1/apps/shop", None).await.0, 204);
    assert!(!shop.is_active(&tokens).await);
}

#[tokio::test]
async fn what_moves_value_lives_shorter_and_goes_while_value_is_held() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let shop = Backend::of(&house, "shop");
    let trade = [("scope", "openid offline_access trade")];
    let tokens = shop.sign_in(&Browser::of(&house, &ada), &trade).await;
    assert_eq!(
        (tokens["expires_in"].as_i64(), tokens["scope"].as_str()),
        (Some(300), Some("openid offline_access trade"))
    );
    let lives = claims(&tokens, "access_token");
    assert_eq!(lives["exp"].as_i64().unwrap() - lives["iat"].as_i64().unwrap(), 300);

    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    let restricted = shop.sign_in(&Browser::of(&house, &elsewhere), &trade).await;
    assert_eq!(restricted["scope"], "openid offline_access", "a new browser moves no value");
    assert_eq!(restricted["expires_in"], 600);

    // A recovery holds value back without a new sign-in of the app's.
    use passkeep_decision::account::AccountState;
    use passkeep_decision::change::{Change, Changes};
    let account = passkeep_server::token::read(ada.token.as_ref().unwrap()).unwrap().account;
    let until = Some(passkeep_server::clock::now().plus_seconds(3600));
    let state = AccountState { value_held_until: until, ..AccountState::default() };
    let hold = Change::SetAccountState { account, state };
    house.app.store.apply(&Changes::Tally(vec![hold])).await.unwrap();
    let found = shop.introspect(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(
        (found["active"].as_bool(), found["scope"].as_str()),
        (Some(true), Some("openid offline_access"))
    );
    assert_eq!(shop.refresh(&tokens).await.1["scope"], "openid offline_access");
}

#[tokio::test]
async fn what_is_optional_is_optional() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let tokens = shop.sign_in(&browser, &[("nonce", ""), ("state", "")]).await;
    assert_eq!(claims(&tokens, "id_token")["nonce"], Value::Null);
    let without = browser.authorize(&request_with(&[("state", "")])).await.told();
    assert!(!without.contains_key("state"));
    for taken in [
        [("scope", "profile phone openid"), ("display", "page")],
        [("display", "popup"), ("extra", "foobar")],
        [("claims_locales", "se"), ("ui_locales", "se fr-CA")],
        [("acr_values", "urn:mace:incommon:iap:silver"), ("login_hint", "ada")],
        [("response_mode", "query"), ("prompt", "")],
    ] {
        let tokens = shop.sign_in(&browser, &taken).await;
        assert!(tokens["id_token"].is_string(), "{taken:?}");
    }
    let plain = shop.sign_in(&browser, &[("scope", "profile")]).await;
    assert_eq!(plain["id_token"], Value::Null, "OAuth alone, without openid");
    assert_eq!(shop.userinfo(plain["access_token"].as_str().unwrap()).await.0, 403);
}

#[tokio::test]
async fn each_scope_opens_its_claims() {
    let house = House::open_with(|config| {
        register(config);
        config.clients[0] = client("shop", |shop| shop.scopes.push("email".into()));
    })
    .await;
    let ada = house.member(ADA).await;
    let flow = ada.ok("/v1/contacts/email", json!({ "email": "ada@example.org" })).await;
    let checked = json!({ "ticket": flow["ticket"], "code": house.code("ada@example.org").await });
    ada.ok("/v1/contacts/email/code", checked).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let names = |json: &Value| json.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    for (scope, opened) in [
        ("openid", "sub"),
        ("openid profile", "locale name preferred_username sub"),
        ("openid email", "email email_verified sub"),
        ("openid phone", "phone_number phone_number_verified sub"),
        (
            "openid phone email profile",
            "email email_verified locale name phone_number phone_number_verified preferred_username sub",
        ),
        ("openid address", "sub"),
    ] {
        let tokens = shop.sign_in(&browser, &[("scope", scope)]).await;
        let (_, person) = shop.userinfo(tokens["access_token"].as_str().unwrap()).await;
        assert_eq!(names(&person), opened, "{scope}");
        assert_eq!(claims(&tokens, "id_token")["email"], Value::Null, "{scope}");
    }
    // One by one, and where they are asked for.
    let wish = "{\"id_token\":{\"email\":{\"essential\":true},\"made_up\":null},\"userinfo\":{\"name\":{\"essential\":true}}}";
    let tokens = shop.sign_in(&browser, &[("scope", "openid"), ("claims", wish)]).await;
    assert_eq!(claims(&tokens, "id_token")["email"], "ada@example.org");
    let (_, person) = shop.userinfo(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(names(&person), "name sub");
    // Not beyond what the client may ask for at all.
    let other =
        Backend::of(&house, "other").sign_in(&browser, &[("scope", "openid email"), ("claims", wish)]).await;
    assert_eq!(claims(&other, "id_token")["email"], Value::Null);
}

#[tokio::test]
async fn userinfo_takes_both_methods_and_the_header_alone() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let tokens = Backend::of(&house, "shop").sign_in(&Browser::of(&house, &ada), &[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    let (http, url) = (http_client(), format!("{}/userinfo", house.url));
    assert_eq!(http.post(&url).bearer_auth(token).send().await.unwrap().status(), 200);
    let form = http.post(&url).header("content-type", "application/x-www-form-urlencoded");
    let refused = form.body(format!("access_token={token}")).send().await.unwrap();
    assert_eq!(
        (refused.status().as_u16(), refused.headers()["www-authenticate"].to_str().unwrap()),
        (401, "Bearer")
    );
    let query = http.get(format!("{url}?access_token={token}")).send().await.unwrap();
    assert_eq!(query.status(), 401, "no token stands in a URL");
    let cookie = http.get(&url).header("cookie", format!("passkeep-session={}", ada.token.as_ref().unwrap()));
    assert_eq!(cookie.send().await.unwrap().status(), 401);
    assert_eq!(http.get(&url).bearer_auth(ada.token.as_ref().unwrap()).send().await.unwrap().status(), 401);
    let (status, _) = ada.send("GET", "/v1/account", None).await;
    assert_eq!(status, 200);
    let mut thief = house.stranger();
    thief.token = Some(token.to_owned());
    assert_eq!(thief.send("GET", "/v1/account", None).await.0, 401, "an app's token is no session");
}

#[tokio::test]
async fn history_says_which_app_and_when() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    for _ in 0..3 {
        shop.sign_in(&browser, &[]).await;
    }
    let (_, history) = ada.send("GET", "/v1/history", None).await;
    let events = history["events"].as_array().unwrap();
    let to_apps: Vec<&Value> = events.iter().filter(|event| event["kind"] == "app_signed_in").collect();
    assert_eq!(to_apps.len(), 1, "an app that asks again within a session is no news");
    assert_eq!(to_apps[0]["details"]["app"], "shop");
    assert!(browser.get("/settings/history").await.body.contains("Went on to The shop"));
}
