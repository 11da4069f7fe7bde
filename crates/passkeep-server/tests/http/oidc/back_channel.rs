//! Signing out: asked for by an app, and told to apps.

use passkeep_server::config::Config;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::party::*;
use crate::person::House;

/// A shop's backend that hears of sessions that have ended, and answers as it is told.
async fn hears(statuses: Vec<u16>) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://127.0.0.1:{}/signed-out", listener.local_addr().unwrap().port());
    let (tell, told) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        for status in statuses {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = vec![];
            let mut buffer = [0; 4096];
            loop {
                let read = stream.read(&mut buffer).await.unwrap();
                request.extend_from_slice(&buffer[..read]);
                let text = String::from_utf8_lossy(&request);
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head
                    .to_lowercase()
                    .split("content-length: ")
                    .nth(1)
                    .unwrap()
                    .split("\r\n")
                    .next()
                    .unwrap()
                    .parse::<usize>()
                    .unwrap();
                if body.len() >= length {
                    break;
                }
            }
            let text = String::from_utf8(request).unwrap();
            tell.send(text.split_once("\r\n\r\n").unwrap().1.to_owned()).unwrap();
            let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (uri, told)
}

fn listening(uri: &str) -> impl FnOnce(&mut Config) {
    let uri = uri.to_owned();
    move |config| {
        register(config);
        config.clients[0] = client("shop", |shop| shop.backchannel_logout_uri = Some(uri));
    }
}

#[tokio::test]
async fn an_app_is_told_of_each_end_once_and_again_until_it_has_heard() {
    let (uri, mut told) = hears(vec![503, 200]).await;
    let house = House::open_with(listening(&uri)).await;
    let ada = house.member(ADA).await;
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let tokens = shop.sign_in(&browser, &[]).await;
    shop.sign_in(&browser, &[("scope", "openid")]).await;
    ada.ok("/v1/sessions/end", json!({ "which": "all" })).await;
    let mut ids = vec![];
    for _ in 0..2 {
        let body = told.recv().await.unwrap();
        let token = body.strip_prefix("logout_token=").unwrap();
        assert_eq!(part(token, 0)["typ"], "logout+jwt");
        let claims = part(token, 1);
        let of = super::party::claims(&tokens, "id_token");
        assert_eq!(
            (&claims["sub"], &claims["sid"], claims["aud"].as_str()),
            (&of["sub"], &of["sid"], Some("shop"))
        );
        assert_eq!((claims["iss"].as_str(), &claims["nonce"]), (Some(house.url.as_str()), &Value::Null));
        assert!(claims["events"]["http://schemas.openid.net/event/backchannel-logout"].is_object());
        assert!(house.app.signers.verify(token, "logout+jwt").is_some());
        assert!(house.app.signers.verify(token, "at+jwt").is_none(), "it is no other token");
        ids.push(claims["jti"].clone());
    }
    assert_eq!(ids[0], ids[1], "the same call, offered again");
    let count = "select count(*) from outbox where channel = 'logout'";
    let calls = house.app.store.reader().query_one(count, &[], |row| row.integer()).await.unwrap();
    let due = passkeep_store::read::logouts_due(&house.app.store.reader(), 9).await.unwrap();
    assert_eq!((calls, due.len()), (Some(1), 0), "one for the session, however often the app signed in");
}

#[tokio::test]
async fn proving_more_is_no_end_and_signing_out_is() {
    let (uri, mut told) = hears(vec![200]).await;
    let house = House::open_with(listening(&uri)).await;
    let mut ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let shop = Backend::of(&house, "shop");
    let tokens = shop.sign_in(&browser, &[]).await;
    assert_eq!(ada.reauthenticate().await.0, 200);
    browser.enter(&ada);
    assert!(shop.is_active(&tokens).await);
    // The app signs the person out, by an ID token of this session.
    let hint = tokens["id_token"].as_str().unwrap();
    let query =
        [("id_token_hint", hint), ("post_logout_redirect_uri", "https://shop.example/bye"), ("state", "a&b")];
    let answer = browser.get(&format!("/logout?{}", serde_urlencoded::to_string(query).unwrap())).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("url=https://shop.example/bye?state=a%26b"), "{}", answer.body);
    assert!(told.recv().await.unwrap().starts_with("logout_token="), "the end, and nothing before it");
    assert!(!shop.is_active(&tokens).await);
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401);
}

#[tokio::test]
async fn whoever_links_to_the_end_of_a_session_has_the_person_asked() {
    let house = house().await;
    let (ada, bob) = (house.member(ADA).await, house.member("+14155552672").await);
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let foreign = shop.sign_in(&Browser::of(&house, &bob), &[]).await;
    let hint = format!("/logout?id_token_hint={}", foreign["id_token"].as_str().unwrap());
    for path in ["/logout", "/logout?client_id=shop", &hint] {
        let page = browser.get(path).await;
        assert!(page.status == 200 && page.body.contains("Sign out here too?"), "{path}");
        assert_eq!(ada.send("GET", "/v1/session", None).await.0, 200, "{path}");
    }
    for (query, parameter) in [
        ("post_logout_redirect_uri=https://evil.example/&client_id=shop", "post_logout_redirect_uri"),
        ("post_logout_redirect_uri=https://shop.example/bye/&client_id=shop", "post_logout_redirect_uri"),
        ("post_logout_redirect_uri=https://shop.example/bye", "client_id"),
        ("post_logout_redirect_uri=https://shop.example/bye&client_id=nobody", "client_id"),
        ("id_token_hint=e30.e30.", "id_token_hint"),
    ] {
        let page = browser.get(&format!("/logout?{query}")).await;
        assert!(page.status == 400 && page.location.is_none(), "{query}");
        assert!(page.body.contains(&format!("<code>{parameter}</code>")), "{query}");
    }
    let form = [("client_id", "shop"), ("post_logout_redirect_uri", "https://shop.example/bye")];
    let answer = browser.post("/logout", &form).await;
    assert!(answer.body.contains("url=https://shop.example/bye\""), "{}", answer.body);
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401);
}
