//! Messages on their way out, over the real protocols on loopback: nothing is lost, nothing goes twice.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notify {
    pub mod aiosmtpd;
    pub mod http_gateway;
    mod kannel;
    pub mod kannel_boxes;
    pub mod outbox;
    pub mod program;
    mod smtp;
    pub mod smtp_server;
    pub mod webhook_receiver;
    mod webhooks;
}

use std::time::Duration;

use passkeep_decision::contact::Address;
use passkeep_decision::id::MessageId;
use passkeep_decision::moment::Timestamp;
use passkeep_server::clock;
use passkeep_server::config::{
    BodyKind, HttpMethod, HttpSmsConfig, Secret, SmsConfig, SmtpConfig, SmtpTls, TwilioConfig, TwilioSender,
};
use passkeep_server::notify::{Channels, Delivery, EmailGateway, Fault, Outgoing, SmsGateway, Webhooks};

use notify::http_gateway::HttpGateway;
use notify::outbox::{code_to, email, expiring_code_to, filled, phone};
use notify::smtp_server::SmtpServer;

/// Longer than any machine stands still.
const PATIENT: Duration = Duration::from_secs(120);

const SID: &str = "AC00000000000000000000000000000000";

fn outgoing(to: Address) -> Outgoing {
    let text = "012345 is your “code” & more.\n\n@example.com #012345".to_owned();
    Outgoing { id: MessageId([7; 16]), to, at: Timestamp(0), subject: "Your code 码".into(), text }
}

fn http_config(url: &str) -> SmsConfig {
    SmsConfig::Http(HttpSmsConfig {
        url: Secret::new(url.to_owned()),
        method: HttpMethod::Post,
        headers: vec![("authorization".into(), Secret::new("Bearer 1".into()))],
        body: Some((BodyKind::Json, Secret::new(r#"{"to":"{to}","text":"{text}"}"#.into()))),
        success_status: None,
    })
}

fn twilio_config(url: &str) -> SmsConfig {
    SmsConfig::Twilio(TwilioConfig {
        account_sid: SID.into(),
        auth_token: Secret::new("token".into()),
        sender: TwilioSender::From("+14155550100".into()),
        base_url: url.parse().unwrap(),
    })
}

fn sms(config: SmsConfig) -> Channels {
    Channels::Gateways {
        sms: Some(SmsGateway::new(config).unwrap()),
        email: None,
        webhooks: Webhooks::default(),
    }
}

fn mail(port: u16, login: Option<(String, Secret)>) -> Channels {
    let from = "Example <account@example.com>".parse().unwrap();
    let config = SmtpConfig {
        host: "127.0.0.1".into(),
        port,
        tls: SmtpTls::None,
        roots: vec![],
        login,
        patience: PATIENT,
        from,
    };
    let email = Some(EmailGateway::new(&config).unwrap());
    Channels::Gateways { sms: None, email, webhooks: Webhooks::default() }
}

#[tokio::test]
async fn any_http_gateway_gets_the_message_under_one_key() {
    let gateway = HttpGateway::start(&[503, 429, 200, 400]).await;
    let channels = sms(http_config(&gateway.url("/send?key=1")));
    let mut deliveries = vec![];
    for _ in 0..4 {
        deliveries.push(channels.deliver(outgoing(phone())).await);
    }
    assert_eq!(
        deliveries,
        [
            Delivery::Retry(Fault::Status(503)),
            Delivery::Retry(Fault::Status(429)),
            Delivery::Sent,
            Delivery::Refused(Fault::Status(400)),
        ]
    );
    for request in gateway.requests() {
        assert_eq!(request.target, "POST /send?key=1");
        assert_eq!(request.header("content-type"), "application/json");
        assert_eq!(request.header("authorization"), "Bearer 1");
        assert_eq!(request.header("idempotency-key"), MessageId([7; 16]).to_string());
        let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
        assert_eq!(body["to"], "+14155550123");
        assert_eq!(body["text"], outgoing(phone()).text);
    }
}

#[tokio::test]
async fn twilio_gets_its_form() {
    let gateway = HttpGateway::start(&[500, 401, 201]).await;
    let channels = sms(twilio_config(&gateway.url("")));
    assert_eq!(channels.deliver(outgoing(phone())).await, Delivery::Retry(Fault::Status(500)));
    assert_eq!(channels.deliver(outgoing(phone())).await, Delivery::Retry(Fault::Status(401)));
    assert_eq!(channels.deliver(outgoing(phone())).await, Delivery::Sent);
    let requests = gateway.requests();
    assert_eq!(requests[2].target, format!("POST /2010-04-01/Accounts/{SID}/Messages.json"));
    assert!(requests[2].header("authorization").starts_with("Basic "));
    let fields: Vec<(String, String)> =
        url::form_urlencoded::parse(requests[2].body.as_bytes()).into_owned().collect();
    let expected = [("To", "+14155550123"), ("From", "+14155550100"), ("Body", &outgoing(phone()).text)];
    assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let gateway = HttpGateway::start(&[307, 200]).await;
    let channels = sms(http_config(&gateway.url("/")));
    assert_eq!(channels.deliver(outgoing(phone())).await, Delivery::Retry(Fault::Status(307)));
    assert_eq!(gateway.requests().len(), 1);
}

#[tokio::test]
async fn a_gateway_that_is_away_is_tried_again() {
    let url = HttpGateway::nobody().await;
    assert_eq!(sms(http_config(&url)).deliver(outgoing(phone())).await, Delivery::Retry(Fault::Unreachable));
    let none = sms(http_config(&url)).deliver(outgoing(email())).await;
    assert_eq!(none, Delivery::Retry(Fault::NoGateway));
}

#[tokio::test]
async fn an_smtp_server_gets_one_whole_email() {
    let server = SmtpServer::start(&["450 4.2.1 later", "550 5.1.1 nobody", "250 2.1.5 ok"]).await;
    let channels = mail(server.port, None);
    assert_eq!(channels.deliver(outgoing(email())).await, Delivery::Retry(Fault::Status(450)));
    assert_eq!(channels.deliver(outgoing(email())).await, Delivery::Refused(Fault::Status(550)));
    assert_eq!(channels.deliver(outgoing(email())).await, Delivery::Sent);
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    let id = MessageId([7; 16]);
    for line in [
        "From: Example <account@example.com>",
        "To: ada@example.com",
        &format!("Message-ID: <{id}@example.com>"),
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(taken[0].contains(line), "{line} is missing in {}", taken[0]);
    }
    assert!(taken[0].contains("@example.com #012345"), "{}", taken[0]);
}

#[tokio::test]
async fn a_wrong_login_is_the_operators_to_mend() {
    let server = SmtpServer::start(&[]).await;
    let login = Some(("passkeep".to_owned(), Secret::new("wrong".into())));
    let delivery = mail(server.port, login).deliver(outgoing(email())).await;
    assert_eq!(delivery, Delivery::Retry(Fault::Status(535)));
}

#[tokio::test]
async fn a_message_that_failed_stays_and_one_that_was_sent_goes() {
    let gateway = HttpGateway::start(&[503, 200, 200]).await;
    let outbox = filled(sms(http_config(&gateway.url("/"))), vec![code_to(phone(), "en")]).await;
    outbox.round().await;
    outbox.round().await;
    assert_eq!(gateway.requests().len(), 1, "it waits before it is offered again");
    assert_eq!(outbox.waiting().await[0].attempts, 1);

    outbox.make_due().await;
    outbox.round().await;
    outbox.round().await;
    let bodies: Vec<String> = gateway.requests().iter().map(|request| request.body.clone()).collect();
    assert_eq!(bodies.len(), 2, "once it was taken it is offered no more");
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[0].ends_with(r#"\n\n@example.com #012345"}"#), "{}", bodies[0]);
    assert_eq!(outbox.store.outbox().next_due().await.unwrap(), None);
}

#[tokio::test]
async fn a_message_that_expired_goes_nowhere() {
    let gateway = HttpGateway::start(&[200]).await;
    let expired = expiring_code_to(phone(), "en", Timestamp(clock::now().0 - 1));
    let outbox = filled(sms(http_config(&gateway.url("/"))), vec![expired]).await;
    outbox.round().await;
    assert_eq!(gateway.requests().len(), 0);
    assert_eq!(outbox.store.outbox().next_due().await.unwrap(), None);
}
