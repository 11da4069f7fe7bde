//! The link of a notice: what it changes, when, and for whom. Fetching it changes nothing, whoever fetches.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::holds::{ADA, add_email, addresses_prove, remove};
use crate::person::{House, Person, http_client};

const EMAIL: &str = "ada@example.org";
const BOBS_EMAIL: &str = "bob@example.net";

/// The token that a message's link carries.
pub fn token(message: &str) -> String {
    let link = message.split_whitespace().find(|piece| piece.contains("/stop#"));
    link.unwrap_or_else(|| panic!("no link in {message}")).split('#').nth(1).unwrap().to_owned()
}

/// A member whose only passkey is about to be removed, and who was told by email.
async fn leaving(house: &House, phone: &str, email: &str) -> (Person, String) {
    let mut member = house.member(phone).await;
    add_email(house, &member, email).await;
    let id = member.passkeys().await.remove(0);
    remove(&mut member, &id).await;
    let token = token(&house.message(email).await);
    (member, token)
}

async fn state(member: &Person) -> Value {
    let (_, list) = member.send("GET", "/v1/holds", None).await;
    let (_, passkeys) = member.send("GET", "/v1/passkeys", None).await;
    json!([list["holds"], passkeys["passkeys"][0]["suspended_at"]])
}

async fn stop(who: &Person, token: &str) -> String {
    let (_, answer) = who.send("POST", "/v1/holds/stop-by-link", Some(json!({ "token": token }))).await;
    answer["outcome"].as_str().or(answer["code"].as_str()).unwrap().to_owned()
}

#[tokio::test]
async fn fetching_changes_nothing_and_the_token_stands_in_no_url_that_is_sent() {
    let house = House::open_under(addresses_prove).await;
    let (ada, token) = leaving(&house, ADA, EMAIL).await;
    let text = house.message(EMAIL).await;
    let link = text.split_whitespace().find(|piece| piece.contains("/stop#")).unwrap();
    assert!(link.starts_with(&format!("{}/stop#", house.url)), "the configured base URL: {link}");
    assert!(!house.message(ADA).await.contains("/stop"), "a text message carries no link");

    let before = state(&ada).await;
    let http = http_client();
    let mails_scanner =
        [("purpose", "prefetch"), ("sec-purpose", "prefetch;prerender"), ("user-agent", "Scanner/1.0")];
    let urls = [
        link.to_owned(),
        format!("{}/stop", house.url),
        format!("{}/stop?token={token}", house.url),
        format!("{}/stop/{token}", house.url),
        format!("{}/v1/holds/stop-by-link", house.url),
        format!("{}/v1/holds/stop-by-link?token={token}", house.url),
    ];
    for url in &urls {
        for method in [reqwest::Method::GET, reqwest::Method::HEAD, reqwest::Method::OPTIONS] {
            for (name, value) in mails_scanner {
                let answer = http.request(method.clone(), url).header(name, value).send().await.unwrap();
                let page = answer.text().await.unwrap();
                assert!(!page.contains(&token), "{url}");
            }
        }
        // A form of another page, or a script of one, is stopped at the door.
        for origin in ["null", "https://evil.example"] {
            let body = format!("{{\"token\":\"{token}\"}}");
            let request = http.post(url).header("content-type", "application/json").header("origin", origin);
            assert!(request.body(body).send().await.unwrap().status().is_client_error(), "{url}");
        }
    }
    assert_eq!(state(&ada).await, before);
    assert_eq!(stop(&house.stranger(), &token).await, "stopped");
    assert_ne!(state(&ada).await, before);
}

#[tokio::test]
async fn a_token_serves_its_own_hold_once() {
    let house = House::open_under(addresses_prove).await;
    let (ada, adas) = leaving(&house, ADA, EMAIL).await;
    let (bob, bobs) = leaving(&house, "+442079460958", BOBS_EMAIL).await;
    let (before, stranger) = ((state(&ada).await, state(&bob).await), house.stranger());
    let bytes = |token: &str| URL_SAFE_NO_PAD.decode(token).unwrap();
    // Ada's secret under Bob's handle, and the reverse; every bit of one flipped; cut, longer, and not a token.
    let mixed = |handle: &str, secret: &str| {
        URL_SAFE_NO_PAD.encode([&bytes(handle)[..16], &bytes(secret)[16..]].concat())
    };
    let mut wrong =
        vec![mixed(&bobs, &adas), mixed(&adas, &bobs), adas[..63].to_owned(), format!("{adas}AAAA")];
    wrong.extend(["", "AAAA", "../../v1/account", "%23"].map(str::to_owned));
    for byte in 0..48 {
        let mut flipped = bytes(&adas);
        flipped[byte] ^= 1 << (byte % 8);
        wrong.push(URL_SAFE_NO_PAD.encode(flipped));
    }
    for token in &wrong {
        assert_eq!(stop(&stranger, token).await, "link_not_accepted", "{token}");
    }
    assert_eq!((state(&ada).await, state(&bob).await), before);

    assert_eq!(stop(&stranger, &adas).await, "stopped");
    assert_eq!(stop(&stranger, &adas).await, "hold_over");
    assert_eq!(state(&bob).await, before.1, "Bob's waits on");
}

#[tokio::test]
async fn an_address_that_has_stopped_a_change_opens_a_dispute_when_it_comes_again() {
    let house = House::open_under(addresses_prove).await;
    let (mut ada, token) = leaving(&house, ADA, EMAIL).await;
    assert_eq!(stop(&house.stranger(), &token).await, "stopped");
    let id = ada.passkeys().await.remove(0);
    remove(&mut ada, &id).await;
    let again = self::token(&house.message(EMAIL).await);
    assert_ne!(again, token);
    assert_eq!(stop(&house.stranger(), &again).await, "disputed");
    assert_eq!(stop(&house.stranger(), &again).await, "hold_disputed");
}

#[tokio::test]
async fn the_page_asks_for_a_press_and_tells_nobody_where_it_was_opened_from() {
    let house = House::open().await;
    let page = house.stranger().page("/stop").await;
    assert_eq!(page.status(), 200);
    let text = page.text().await.unwrap();
    assert!(text.contains("name=\"referrer\" content=\"no-referrer\""), "{text}");
    assert!(text.contains("<noscript>") && text.contains("assets/stop.js"), "{text}");
}
