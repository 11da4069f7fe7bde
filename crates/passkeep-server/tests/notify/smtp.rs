//! Email by a real SMTP server.

use std::time::Duration;

use passkeep_decision::id::MessageId;
use passkeep_server::config::{Secret, SmtpConfig, SmtpTls};
use passkeep_server::notify::{Channels, Delivery, EmailGateway, Fault, Webhooks};
use passkeep_store::outbox::Outcome;
use rustls::pki_types::CertificateDer;

use super::aiosmtpd::{Aiosmtpd, Behaviour};
use super::outbox::{code_to, email, filled};
use super::program::free_port;
use crate::{PATIENT, outgoing};

const OPEN: Behaviour<'_> = Behaviour { port: 0, tls: SmtpTls::None, mechanism: None, answers: &[] };

struct Client {
    port: u16,
    tls: SmtpTls,
    roots: Vec<CertificateDer<'static>>,
    password: Option<&'static str>,
    patience: Duration,
}

impl Client {
    /// One that the server takes.
    fn of(server: &Aiosmtpd, behaviour: &Behaviour<'_>) -> Self {
        let password = behaviour.mechanism.map(|_| "hunter2");
        Self {
            port: server.port,
            tls: behaviour.tls,
            roots: vec![server.root.clone()],
            password,
            patience: PATIENT,
        }
    }

    fn channels(self) -> Channels {
        let Self { port, tls, roots, password, patience } = self;
        let login = password.map(|password| ("passkeep".to_owned(), Secret::new(password.to_owned())));
        let from = "Example <account@example.com>".parse().unwrap();
        let config = SmtpConfig { host: "localhost".into(), port, tls, roots, login, patience, from };
        let email = Some(EmailGateway::new(&config).unwrap());
        Channels::Gateways { sms: None, email, webhooks: Webhooks::default() }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_email_goes_by_every_protection_and_login() {
    for (tls, mechanism) in [
        (SmtpTls::StartTls, Some("PLAIN")),
        (SmtpTls::StartTls, Some("LOGIN")),
        (SmtpTls::StartTls, None),
        (SmtpTls::Implicit, Some("PLAIN")),
        (SmtpTls::None, None),
    ] {
        let behaviour = Behaviour { tls, mechanism, ..OPEN };
        let mut server = Aiosmtpd::start(&behaviour);
        let channels = Client::of(&server, &behaviour).channels();
        assert_eq!(channels.deliver(outgoing(email())).await, Delivery::Sent, "{tls:?} {mechanism:?}");
        let taken = server.taken();
        assert_eq!(taken["protected"], tls != SmtpTls::None, "{tls:?}");
        assert_eq!(taken["login"].as_str(), mechanism, "{tls:?}");
        assert_eq!(taken["to"], serde_json::json!(["ada@example.com"]));
        assert_eq!(taken["from"], "account@example.com");
        assert_eq!(taken["message_id"], format!("<{}@example.com>", MessageId([7; 16])));
        assert_eq!(taken["subject"], "Your code 码");
        let text = taken["text"].as_str().unwrap().replace("\r\n", "\n");
        assert_eq!(text.trim_end(), outgoing(email()).text);
        assert_eq!(server.rest(), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_nobody_certified_gets_nothing() {
    for tls in [SmtpTls::StartTls, SmtpTls::Implicit] {
        let server = Aiosmtpd::start(&Behaviour { tls, ..OPEN });
        let client =
            Client { port: server.port, tls, roots: vec![], password: Some("hunter2"), patience: PATIENT };
        let delivery = client.channels().deliver(outgoing(email())).await;
        assert_eq!(delivery, Delivery::Retry(Fault::Certificate), "{tls:?}");
        assert_eq!(server.rest(), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_starttls_gets_nothing() {
    let server = Aiosmtpd::start(&OPEN);
    let client = Client {
        port: server.port,
        tls: SmtpTls::StartTls,
        roots: vec![],
        password: None,
        patience: PATIENT,
    };
    assert_eq!(client.channels().deliver(outgoing(email())).await, Delivery::Retry(Fault::Unsuited));
    assert_eq!(server.rest(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_waits_for_the_operator() {
    let behaviour = Behaviour { tls: SmtpTls::StartTls, mechanism: Some("PLAIN"), ..OPEN };
    let server = Aiosmtpd::start(&behaviour);
    let client = Client { password: Some("hunter3"), ..Client::of(&server, &behaviour) };
    let delivery = client.channels().deliver(outgoing(email())).await;
    assert_eq!(delivery, Delivery::Retry(Fault::Status(535)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_temporary_refusal_waits_and_a_final_one_is_dropped_with_its_reason() {
    for (answers, outcome) in [
        (["451 4.3.0 later", "250 2.1.5 ok"], Outcome::Sent),
        (
            ["421 4.3.2 not now", "550 5.1.1 nobody"],
            Outcome::Dropped { reason: "the gateway answered 550".into() },
        ),
    ] {
        let behaviour = Behaviour { tls: SmtpTls::StartTls, answers: &answers, ..OPEN };
        let server = Aiosmtpd::start(&behaviour);
        let outbox = filled(Client::of(&server, &behaviour).channels(), vec![code_to(email(), "en")]).await;
        outbox.round().await;
        let status = &answers[0][..3];
        let waiting = outbox.waiting().await.pop().unwrap();
        assert_eq!(waiting.failure, Some(format!("the gateway answered {status}")));
        assert_eq!((waiting.attempts, waiting.to.as_deref()), (1, Some("a•••@example.com")));

        outbox.make_due().await;
        outbox.round().await;
        assert_eq!(outbox.waiting().await, []);
        assert_eq!(outbox.closed().await.pop().unwrap().outcome, outcome);
        assert_eq!(server.rest().len(), usize::from(outcome == Outcome::Sent));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_down_at_first_gets_the_email_once_it_is_up() {
    let port = free_port();
    let client = Client { port, tls: SmtpTls::None, roots: vec![], password: None, patience: PATIENT };
    let outbox = filled(client.channels(), vec![code_to(email(), "zh-CN")]).await;
    outbox.round().await;
    assert_eq!(outbox.waiting().await[0].failure.as_deref(), Some("the gateway can't be reached"));

    let mut server = Aiosmtpd::start(&Behaviour { port, ..OPEN });
    outbox.make_due().await;
    outbox.round().await;
    let text = server.taken()["text"].as_str().unwrap().trim_end().to_owned();
    assert_eq!(text.lines().last(), Some("@example.com #012345"), "{text}");
    outbox.make_due().await;
    outbox.round().await;
    assert_eq!(server.rest(), Vec::<String>::new());
}

#[tokio::test]
async fn a_server_that_falls_silent_is_not_waited_for() {
    // It takes connections and never says a word.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let patience = Duration::from_millis(50);
    let client = Client { port, tls: SmtpTls::None, roots: vec![], password: None, patience };
    assert_eq!(client.channels().deliver(outgoing(email())).await, Delivery::Retry(Fault::TimedOut));
}
