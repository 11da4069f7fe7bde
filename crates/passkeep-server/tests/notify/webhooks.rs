//! Webhooks, to a receiver that fails on purpose: nothing is lost, and nothing is sent twice but where the answer was
//! lost, and then under the same id.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use passkeep_decision::change::Change;
use passkeep_decision::device::Client;
use passkeep_decision::id::MessageId;
use passkeep_decision::webhook::{WebhookCall, WebhookEvent, WebhookName, WebhookTopic};
use passkeep_server::clock;
use passkeep_server::config::{Secret, WebhookConfig, WebhookSecret};
use passkeep_server::notify::{Channels, Delivery, Fault, SmsGateway, Webhooks};
use passkeep_store::outbox::{Channel, Outcome};

use super::http_gateway::HttpGateway;
use super::outbox::{ACCOUNT, code_to, filled, phone};
use super::webhook_receiver::{Act, Call, Receiver};
use crate::{PATIENT, http_config};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const FORMER: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

/// For who never answers; others get [`PATIENT`].
const IMPATIENT: Duration = Duration::from_millis(50);

fn webhooks(url: &str, patience: Duration) -> Webhooks {
    let config = WebhookConfig {
        name: WebhookName::parse("push").unwrap(),
        url: Secret::new(url.to_owned()),
        secrets: [SECRET, FORMER].map(|text| WebhookSecret::parse(text).unwrap()).to_vec(),
        topics: WebhookTopic::ALL.to_vec(),
        patience,
    };
    Webhooks::new(&[config]).unwrap()
}

fn channels(url: &str, patience: Duration) -> Channels {
    Channels::Gateways { sms: None, email: None, webhooks: webhooks(url, patience) }
}

fn call(number: u8, event: WebhookEvent) -> WebhookCall {
    let now = clock::now();
    let to = WebhookName::parse("push").unwrap();
    WebhookCall {
        id: MessageId([number; 16]),
        to,
        at: now,
        expires_at: now.plus_seconds(600),
        event,
        order: None,
    }
}

fn new_browser() -> WebhookEvent {
    WebhookEvent::NewBrowser(Client { browser: "Firefox \"浏览器\"".into(), system: "Linux".into() })
}

fn put(call: WebhookCall) -> Change {
    Change::CallWebhook { account: ACCOUNT, call: Box::new(call) }
}

/// As docs/webhooks.md tells receivers to check it.
fn is_signed(call: &Call, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let content = format!("{}.{}.{}", call.header("webhook-id"), call.header("webhook-timestamp"), call.body);
    call.header("webhook-signature").split(' ').any(|signature| {
        let tag = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
        hmac::verify(&key, content.as_bytes(), &tag).is_ok()
    })
}

#[tokio::test]
async fn a_call_says_what_happened_to_whom_and_is_signed() {
    for (event, expected_type, data) in [
        (
            new_browser(),
            "new_browser",
            serde_json::json!({ "browser": "Firefox \"浏览器\"", "system": "Linux" }),
        ),
        (
            WebhookEvent::PasskeyCreated("My key".into()),
            "passkey_created",
            serde_json::json!({ "name": "My key" }),
        ),
        (
            WebhookEvent::PasskeyRemoved("My key".into()),
            "passkey_removed",
            serde_json::json!({ "name": "My key" }),
        ),
        (WebhookEvent::EmailAdded, "email_added", serde_json::json!({})),
    ] {
        let receiver = Receiver::start(&[]).await;
        let call = call(7, event);
        let before = clock::now().0 / 1000;
        let delivery = channels(&receiver.url(), PATIENT).call(ACCOUNT, &call).await;
        assert_eq!(delivery, Delivery::Sent);
        let taken = receiver.calls().pop().unwrap();
        assert_eq!(taken.target, "POST /hooks?key=1");
        assert_eq!(taken.header("content-type"), "application/json");
        assert_eq!(taken.header("webhook-id"), MessageId([7; 16]).to_string());
        let body: serde_json::Value = serde_json::from_str(&taken.body).unwrap();
        let expected = serde_json::json!({
            "id": MessageId([7; 16]).to_string(),
            "type": expected_type,
            "at": call.at.0,
            "account": ACCOUNT.to_string(),
            "data": data,
        });
        assert_eq!(body, expected);
        let signed_at: i64 = taken.header("webhook-timestamp").parse().unwrap();
        assert!((before..=clock::now().0 / 1000).contains(&signed_at));
        assert!(is_signed(&taken, SECRET) && is_signed(&taken, FORMER));
        let forged = Call { body: format!("{} ", taken.body), ..taken.clone() };
        assert!(!is_signed(&forged, SECRET));
        assert!(!is_signed(&taken, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    }
}

#[tokio::test]
async fn nothing_is_lost_and_twice_comes_only_what_was_not_answered() {
    use Act::{Answer, HangUp, LoseTheAnswer};
    let receiver = Receiver::start(&[
        Answer(500),
        HangUp,
        Answer(204),
        LoseTheAnswer,
        Answer(307),
        Answer(401),
        Answer(503),
        HangUp,
        LoseTheAnswer,
        Answer(404),
        Answer(429),
        Answer(301),
    ])
    .await;
    let numbers = 1..=8;
    let calls = numbers.clone().map(|number| put(call(number, new_browser()))).collect();
    let outbox = filled(channels(&receiver.url(), PATIENT), calls).await;
    for _ in 0..20 {
        outbox.round().await;
        outbox.make_due().await;
    }
    assert_eq!(outbox.waiting().await, []);
    assert!(outbox.closed().await.iter().all(|closed| closed.outcome == Outcome::Sent));

    let (mut taken, mut lost) = (BTreeMap::new(), BTreeMap::new());
    let mut bodies = BTreeMap::new();
    for call in receiver.calls() {
        let id = call.header("webhook-id").to_owned();
        assert!(is_signed(&call, SECRET), "{call:?}");
        assert_eq!(call.target, "POST /hooks?key=1", "a redirect was followed");
        assert_eq!(bodies.entry(id.clone()).or_insert(call.body.clone()), &call.body, "another body");
        *taken.entry(id.clone()).or_insert(0) += i32::from(call.is_taken());
        *lost.entry(id).or_insert(0) += i32::from(call.act == LoseTheAnswer);
    }
    let all: BTreeMap<String, i32> = numbers
        .map(|number| MessageId([number; 16]).to_string())
        .map(|id| (id.clone(), 1 + lost[&id]))
        .collect();
    assert_eq!(taken, all);
    assert_eq!(lost.values().sum::<i32>(), 2);
}

#[tokio::test]
async fn gone_ends_it_and_says_so() {
    let receiver = Receiver::start(&[Act::Answer(410)]).await;
    let outbox = filled(channels(&receiver.url(), PATIENT), vec![put(call(7, new_browser()))]).await;
    outbox.round().await;
    outbox.make_due().await;
    outbox.round().await;
    assert_eq!(receiver.calls().len(), 1);
    let closed = outbox.closed().await.pop().unwrap();
    assert_eq!(closed.channel, Channel::Webhook);
    assert_eq!(closed.outcome, Outcome::Dropped { reason: "the gateway answered 410".into() });
}

#[tokio::test]
async fn who_never_answers_is_not_waited_for_and_is_called_again_under_the_same_id() {
    let receiver = Receiver::start(&[Act::Silence]).await;
    let call = call(7, new_browser());
    let impatient = channels(&receiver.url(), IMPATIENT);
    assert_eq!(impatient.call(ACCOUNT, &call).await, Delivery::Retry(Fault::TimedOut));
    assert_eq!(channels(&receiver.url(), PATIENT).call(ACCOUNT, &call).await, Delivery::Sent);
    // Whether the first was read before it was given up is the machine's affair.
    let ids: Vec<String> = receiver.calls().iter().map(|call| call.header("webhook-id").to_owned()).collect();
    assert!(ids.iter().all(|id| *id == MessageId([7; 16]).to_string()), "{ids:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read() {
    let receiver = Receiver::start(&[Act::AnswerWithoutEnd]).await;
    let delivery = channels(&receiver.url(), PATIENT).call(ACCOUNT, &call(7, new_browser())).await;
    assert_eq!(delivery, Delivery::Sent);
}

#[tokio::test]
async fn a_webhook_that_is_configured_no_more_waits_for_the_operator() {
    let none = Channels::Gateways { sms: None, email: None, webhooks: Webhooks::default() };
    let outbox = filled(none, vec![put(call(7, new_browser()))]).await;
    outbox.round().await;
    let waiting = outbox.waiting().await.pop().unwrap();
    assert_eq!((waiting.channel, waiting.to.as_deref()), (Channel::Webhook, Some("push")));
    assert_eq!(waiting.failure.as_deref(), Some("no webhook of this name is configured"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_hangs_holds_up_no_code() {
    let receiver = Receiver::start(&[Act::Silence]).await;
    let gateway = HttpGateway::start(&[200]).await;
    let sms = Some(SmsGateway::new(http_config(&gateway.url("/"))).unwrap());
    let hanging = Channels::Gateways { sms, email: None, webhooks: webhooks(&receiver.url(), PATIENT) };
    let outbox = filled(hanging, vec![put(call(1, new_browser()))]).await;
    let sender = passkeep_server::notify::Sender {
        store: outbox.store.clone(),
        channels: outbox.sender.channels.clone(),
        voice: outbox.sender.voice.clone(),
        logouts: outbox.sender.logouts.clone(),
    };
    let sending = tokio::spawn(sender.run());
    receiver.wait_for(1).await;
    let code = passkeep_decision::change::Changes::Tally(vec![code_to(phone(), "en")]);
    outbox.store.apply(&code).await.unwrap();
    gateway.wait_for(1).await;
    sending.abort();
}

/// The lines of docs/webhooks.md in this language.
fn sample(language: &str) -> &'static str {
    let page = include_str!("../../../../docs/webhooks.md");
    page.split_once(&format!("```{language}\n")).unwrap().1.split_once("```").unwrap().0
}

fn says(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{error}; ./test installs what is needed"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[tokio::test]
async fn the_samples_of_the_page_take_what_is_signed_and_nothing_else() {
    let receiver = Receiver::start(&[]).await;
    let webhooks = webhooks(&receiver.url(), PATIENT);
    for now in [clock::now(), clock::now().plus_seconds(-301)] {
        webhooks.call(ACCOUNT, &call(7, new_browser()), now).await;
    }
    let calls = receiver.calls();
    let [headers, old] = [0, 1].map(|at| {
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let headers = names.map(|name| (name, calls[at].header(name)));
        serde_json::to_string(&BTreeMap::from(headers)).unwrap()
    });
    let taken = &calls[0];
    let id = MessageId([7; 16]).to_string();
    let forged = taken.body.replace("Linux", "Linus");
    for (headers, body, secret, expected) in [
        (&headers, &taken.body, SECRET, id.as_str()),
        (&headers, &taken.body, FORMER, id.as_str()),
        (&headers, &taken.body, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "refused"),
        (&headers, &forged, SECRET, "refused"),
        (&old, &calls[1].body, SECRET, "refused"),
    ] {
        let script = "\nimport sys\nheaders, body, secret = sys.argv[1:]\n\
                      call = read_call(json.loads(headers), body.encode(), secret)\n\
                      print(call['id'] if call else 'refused')";
        let script = sample("python").to_owned() + script;
        let python = says(Command::new("/usr/bin/python3").args(["-c", &script, headers, body, secret]));
        assert_eq!(python, expected, "Python");
        let script = "\nconst [headers, body, secret] = process.argv.slice(1);\n\
                      console.log(readCall(JSON.parse(headers), Buffer.from(body), secret)?.id ?? 'refused');";
        let script = sample("js").to_owned() + script;
        let mut node = Command::new("node");
        let node = says(node.args(["--input-type=module", "-e", &script, "--", headers, body, secret]));
        assert_eq!(node, expected, "JavaScript");
    }
}
