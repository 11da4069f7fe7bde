//! `passkeep outbox`: what waits and why, and never what it says.

use std::path::Path;

use passkeep_decision::account::Locale;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::code::SixDigits;
use passkeep_decision::contact::{Address, Email, Phone};
use passkeep_decision::id::{AccountHandle, MessageId};
use passkeep_decision::message::{Message, MessageKind};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::webhook::{WebhookCall, WebhookEvent, WebhookName};
use passkeep_server::clock;
use passkeep_store::outbox::Channel;
use passkeep_store::{DatabaseUrl, Keys, Store};

use crate::{passkeep, served_folder, text};

const ACCOUNT: AccountHandle = AccountHandle([9; 16]);

/// 2026-11-25, 12:00 UTC.
const CAUSED: Timestamp = Timestamp(1_795_608_000_000);

fn message(number: u8, to: Address) -> Change {
    let message = Message {
        id: MessageId([number; 16]),
        to,
        locale: Locale("en".into()),
        at: CAUSED,
        expires_at: CAUSED.plus_seconds(600),
        kind: MessageKind::SignUpCode(SixDigits::parse("739154").unwrap()),
    };
    Change::SendMessage { account: ACCOUNT, message: Box::new(message) }
}

/// A text message that waits, an email that was dropped, a webhook's call that failed once.
async fn fill(folder: &Path) {
    let database = DatabaseUrl::Sqlite(folder.join("passkeep.db"));
    let store = Store::open(&database, Keys::derive(&[0x0f; 32])).await.unwrap();
    let call = WebhookCall {
        id: MessageId([3; 16]),
        to: WebhookName::parse("push").unwrap(),
        at: CAUSED,
        expires_at: CAUSED.plus_seconds(600),
        event: WebhookEvent::PasskeyCreated("My key".into()),
        order: None,
    };
    let changes = vec![
        message(1, Address::Phone(Phone::from_e164("+14155550123").unwrap())),
        message(2, Address::Email(Email::parse("ada@example.com").unwrap())),
        Change::CallWebhook { account: ACCOUNT, call: Box::new(call) },
    ];
    store.apply(&Changes::Tally(changes)).await.unwrap();
    let outbox = store.outbox();
    for (channel, reason) in [(Channel::Email, "the gateway answered 550"), (Channel::Webhook, "no answer")] {
        let leased = outbox.lease_due(channel, CAUSED, CAUSED.plus_seconds(60), 1).await.unwrap();
        match channel {
            Channel::Email => outbox.dropped(&leased[0], clock::now(), reason).await.unwrap(),
            _ => outbox.failed(&leased[0], CAUSED.plus_seconds(2), reason).await.unwrap(),
        }
    }
    store.close().await;
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let mut command = passkeep();
    command.current_dir(folder).args(["outbox", "--config", "passkeep.toml"]).args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_what_waits_and_why_and_never_what_it_says() {
    let folder = served_folder();
    assert_eq!(
        said(folder.path(), &[]),
        "Waiting: 0, of them offered before without success: 0.\nIn the last 24 hours: 0 sent, 0 dropped.\n"
    );
    fill(folder.path()).await;
    let shown = said(folder.path(), &[]);
    let (before, dropped_at) = shown.rsplit_once("dropped   ").unwrap();
    assert_eq!(
        before,
        "Waiting: 2, of them offered before without success: 1.
In the last 24 hours: 0 sent, 1 dropped.

Waiting, what is due first first:
  AQEBAQEBAQEBAQEBAQEBAQ  phone ••• 23
    why       it was not offered yet, or is on its way
    attempts  0
    caused    2026-11-25T12:00:00Z
    due       2026-11-25T12:00:00Z
    expires   2026-11-25T12:10:00Z
  AwMDAwMDAwMDAwMDAwMDAw  webhook push
    why       no answer
    attempts  1
    caused    2026-11-25T12:00:00Z
    due       2026-11-25T12:00:02Z
    expires   2026-11-25T12:10:00Z

Dropped in the last 24 hours, the newest first:
  AgICAgICAgICAgICAgICAg  email
    why       the gateway answered 550
    attempts  1
    caused    2026-11-25T12:00:00Z
    "
    );
    assert_eq!(dropped_at.trim_end().len(), "2026-11-25T12:00:00Z".len());

    let json: serde_json::Value = serde_json::from_str(&said(folder.path(), &["--json"])).unwrap();
    assert_eq!(json["counts"], serde_json::json!({ "waiting": 2, "failing": 1, "sent": 0, "dropped": 1 }));
    assert_eq!(
        json["waiting"][1],
        serde_json::json!({
            "id": "AwMDAwMDAwMDAwMDAwMDAw",
            "channel": "webhook",
            "to": "push",
            "caused_at": CAUSED.0,
            "expires_at": CAUSED.plus_seconds(600).0,
            "due_at": CAUSED.plus_seconds(2).0,
            "attempts": 1,
            "reason": "no answer",
        })
    );
    assert_eq!(json["dropped"][0]["reason"], "the gateway answered 550");

    for secret in ["739154", "+14155550123", "ada@example.com", "My key"] {
        assert!(!shown.contains(secret) && !json.to_string().contains(secret), "{secret} is shown");
    }
    let first = said(folder.path(), &["--limit", "1"]);
    assert!(first.contains("Waiting: 2,") && !first.contains("webhook push"), "{first}");
}
