//! Text messages by a real SMS gateway: Kannel, to the fake SMS centre that comes with it.

use passkeep_server::config::{HttpMethod, HttpSmsConfig, Secret, SmsConfig};
use passkeep_server::notify::{Channels, SmsGateway, Webhooks};

use super::kannel_boxes::Kannel;
use super::outbox::{code_to, filled, phone};

/// The template of docs/config.example.toml, to this Kannel.
fn channels(kannel: &Kannel) -> Channels {
    let example = include_str!("../../../../docs/config.example.toml");
    let written = example.lines().find(|line| line.contains("/cgi-bin/sendsms?")).unwrap();
    let url = written.split('"').nth(1).unwrap();
    let query = url.split_once("/cgi-bin/").unwrap().1.replace("password=…", "password=hunter2");
    let config = HttpSmsConfig {
        url: Secret::new(format!("http://127.0.0.1:{}/cgi-bin/{query}", kannel.send_port)),
        method: HttpMethod::Get,
        headers: vec![],
        body: None,
        success_status: Some(202),
    };
    let sms = Some(SmsGateway::new(SmsConfig::Http(config)).unwrap());
    Channels::Gateways { sms, email: None, webhooks: Webhooks::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_ends_with_its_domain_in_every_language() {
    let kannel = Kannel::new();
    let mut boxes = kannel.start();
    for (locale, word) in [("en", "code"), ("zh-CN", "验证码"), ("zh-TW", "驗證碼"), ("ja", "コード")]
    {
        let outbox = filled(channels(&kannel), vec![code_to(phone(), locale)]).await;
        outbox.round().await;
        assert_eq!(outbox.waiting().await, []);
        let taken = boxes.taken();
        assert_eq!(taken.to, "+14155550123");
        assert!(taken.text.contains(word), "{}", taken.text);
        assert_eq!(taken.text.lines().last(), Some("@example.com #012345"), "{}", taken.text);
    }
    assert_eq!(boxes.rest(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_waits_while_the_gateway_is_away_and_goes_once() {
    let kannel = Kannel::new();
    let outbox = filled(channels(&kannel), vec![code_to(phone(), "en")]).await;
    // It ran, and died.
    drop(kannel.start());
    outbox.round().await;
    assert_eq!(outbox.waiting().await[0].failure.as_deref(), Some("the gateway can't be reached"));

    let mut boxes = kannel.start();
    outbox.make_due().await;
    outbox.round().await;
    assert_eq!(boxes.taken().text.lines().last(), Some("@example.com #012345"));
    assert_eq!(outbox.waiting().await, []);
    outbox.make_due().await;
    outbox.round().await;
    assert_eq!(boxes.rest(), Vec::<String>::new());
}
