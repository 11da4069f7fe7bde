//! Keys turn: published before they sign, kept after, and gone in the end.

use passkeep_decision::signing_key::{KEPT_AFTER_SECONDS, PUBLISHED_BEFORE_SECONDS, SIGNS_SECONDS};
use passkeep_server::clock;

use super::party::*;
use crate::person::House;

#[tokio::test]
async fn old_keys_verify_for_a_while_and_then_no_more() {
    let house = House::open_with_its_own_keys(register).await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let tokens = shop.sign_in(&browser, &[]).await;
    let old = part(tokens["access_token"].as_str().unwrap(), 0)["kid"].clone();
    let turn = async |seconds: i64| {
        let then = clock::now().plus_seconds(seconds);
        house.app.signers.turn(&house.app.store, then).await.unwrap();
        let jwks = shop.json("/jwks").await;
        jwks["keys"].as_array().unwrap().iter().map(|key| key["kid"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(turn(0).await.len(), 2);
    let due = SIGNS_SECONDS + 60;
    assert_eq!(turn(due).await.len(), 4, "the next are published");
    assert!(shop.is_active(&tokens).await);
    let kept = turn(due + PUBLISHED_BEFORE_SECONDS + KEPT_AFTER_SECONDS - 60).await;
    assert!(kept.contains(&old));
    assert!(shop.is_active(&tokens).await);
    let left = turn(due + PUBLISHED_BEFORE_SECONDS + KEPT_AFTER_SECONDS + 60).await;
    assert!(left.len() == 2 && !left.contains(&old), "{left:?}");
    assert!(!shop.is_active(&tokens).await, "what an old key signed is nobody's any more");
    assert_eq!(shop.userinfo(tokens["access_token"].as_str().unwrap()).await.0, 401);
    let (status, next) = shop.refresh(&tokens).await;
    assert_eq!(status, 200, "a refresh token outlives keys");
    assert!(left.contains(&part(next["access_token"].as_str().unwrap(), 0)["kid"]));
}

#[tokio::test]
async fn what_discovery_says_is_there() {
    let house = house().await;
    let shop = Backend::of(&house, "shop");
    let document = shop.json("/.well-known/openid-configuration").await;
    assert_eq!(document["issuer"], house.url);
    assert_eq!(document, shop.json("/.well-known/oauth-authorization-server").await);
    for (name, endpoint) in document.as_object().unwrap() {
        let Some(url) = endpoint.as_str().filter(|_| name.ends_with("_endpoint") || name == "jwks_uri")
        else {
            continue;
        };
        let status = reqwest::get(url).await.unwrap().status().as_u16();
        assert_ne!(status, 404, "{name}");
    }
}
