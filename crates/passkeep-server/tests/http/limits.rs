//! How often a network may ask, and whose word on an address is taken: attack row 20.

use passkeep_server::config::{ForwardedHeader, Proxies, Transport};
use serde_json::json;

use crate::person::House;

async fn behind(network: &str) -> House {
    let network = network.parse().unwrap();
    House::open_with(|config| {
        config.limits.requests_per_minute = 10;
        config.transport = Transport::Proxied(Proxies {
            networks: vec![network, "127.0.0.0/8".parse().unwrap()],
            header: ForwardedHeader::XForwardedFor,
            place_header: None,
        });
    })
    .await
}

#[tokio::test]
async fn a_network_that_asks_too_often_waits_and_another_does_not() {
    let house = behind("10.0.0.0/8").await;
    let mut stranger = house.stranger();
    // What a client writes itself stands further left, and changes nothing.
    let ask =
        async |stranger: &crate::person::Person| stranger.send("POST", "/v1/sign-in", Some(json!({}))).await;
    let mut refused = None;
    for number in 0..40 {
        stranger.forwarded = Some(format!("192.0.2.{number}, 203.0.113.7"));
        let (status, answer) = ask(&stranger).await;
        if status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("the limit is ten a minute");
    assert_eq!(refused["code"], "too_many_requests");
    assert!((1..=60).contains(&refused["retry_after_seconds"].as_i64().unwrap()), "{refused}");
    stranger.forwarded = Some("203.0.113.8".into());
    assert_eq!(ask(&stranger).await.0, 200);
    // What is no way in is not limited.
    stranger.forwarded = Some("203.0.113.7".into());
    assert_eq!(stranger.send("GET", "/healthz", None).await.0, 200);
}

#[tokio::test]
async fn a_forwarded_address_of_no_proxy_is_not_read() {
    let house = House::open_with(|config| config.limits.requests_per_minute = 10).await;
    let mut ada = house.stranger();
    ada.forwarded = Some("203.0.113.7".into());
    for _ in 0..30 {
        // From this machine, whatever it says: not counted.
        assert_eq!(ada.send("POST", "/v1/sign-in", Some(json!({}))).await.0, 200);
    }
    let mut ada = house.member("+14155552671").await;
    ada.forwarded = Some("203.0.113.7".into());
    let (_, list) = ada.send("GET", "/v1/devices", None).await;
    assert_eq!(list["devices"][0]["place"], "127.0.0.1");
}
