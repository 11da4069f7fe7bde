//! Messages leave the outbox once.

use futures_util::future::join_all;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::id::MessageId;
use passkeep_decision::message::MessageKind;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::webhook::{CallOrder, WebhookCall, WebhookEvent, WebhookName};

use super::databases::Database;
use super::people::{DIGITS, HOUR, NOW, Person};
use crate::Store;
use crate::outbox::{Channel, Leased, Outbound};

super::on_both!(
    a_message_is_read_as_it_was_put,
    each_is_leased_to_one,
    failed_is_tried_again,
    done_leaves_no_body,
    forgotten_leaves_nothing,
    an_unreadable_body_blocks_nobody,
    calls_of_a_line_go_out_in_order
);

const ADA: Person = Person(1);

async fn put(store: &Store, numbers: impl IntoIterator<Item = u8>) {
    let messages = numbers.into_iter().map(|number| ADA.send(number)).collect();
    store.apply(&Changes::Tally(messages)).await.unwrap();
}

async fn lease(store: &Store, seconds: i64) -> Vec<Leased> {
    let now = NOW.plus_seconds(seconds);
    store.outbox().lease_due(Channel::Phone, now, now.plus_seconds(60), 10).await.unwrap()
}

async fn a_message_is_read_as_it_was_put(database: Database) {
    let store = database.open().await;
    let mut changes = store.outbox().changes();
    put(&store, [1]).await;
    // The sender was woken by the commit.
    changes.changed().await.unwrap();
    assert_eq!(store.outbox().next_due().await.unwrap(), Some(NOW));
    let leased = lease(&store, 0).await.pop().unwrap();
    let expected = ADA.message(1);
    let Outbound::Message(message) = &leased.outbound else { panic!("a message was put") };
    assert_eq!(format!("{message:?}"), format!("{expected:?}"));
    assert_eq!((leased.account, leased.attempts, &message.to), (ADA.handle(), 0, &expected.to));
    assert!(matches!(&message.kind, MessageKind::SignUpCode(code) if code.expose() == DIGITS));
    assert!(!format!("{leased:?}").contains(DIGITS));
}

async fn each_is_leased_to_one(database: Database) {
    let store = database.open().await;
    put(&store, 1..=8).await;
    let senders = (0..8).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { lease(&store, 0).await })
    });
    let mut ids: Vec<_> = join_all(senders)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .map(|leased| leased.outbound.id())
        .collect();
    ids.sort();
    let put: Vec<_> = (1..=8).map(|number| ADA.message(number).id).collect();
    assert_eq!(ids, put);
    assert!(lease(&store, 59).await.is_empty());
    // Whoever leased them has died: they are due again.
    assert_eq!(lease(&store, 60).await.len(), 8);
}

async fn failed_is_tried_again(database: Database) {
    let store = database.open().await;
    put(&store, [1]).await;
    let first = lease(&store, 0).await.pop().unwrap();
    store.outbox().failed(&first, NOW.plus_seconds(10), "status 503").await.unwrap();
    assert!(lease(&store, 9).await.is_empty());
    let second = lease(&store, 10).await.pop().unwrap();
    assert_eq!(second.attempts, 1);
    // The first sender's lease is over: it has no say any more.
    store.outbox().failed(&first, NOW, "late").await.unwrap();
    assert!(lease(&store, 11).await.is_empty());
}

async fn done_leaves_no_body(database: Database) {
    let store = database.open().await;
    put(&store, [1, 2]).await;
    let leased = lease(&store, 0).await;
    store.outbox().sent(&leased[0], NOW).await.unwrap();
    store.outbox().dropped(&leased[1], NOW, "expired").await.unwrap();
    assert_eq!(store.outbox().next_due().await.unwrap(), None);
    assert!(lease(&store, 1000).await.is_empty());
    let sql = "select body, sent_at, failure from outbox order by id";
    let rows = store
        .reader()
        .query(sql, &[], |row| {
            Ok((
                row.optional_bytes()?.is_some(),
                row.optional_integer()?,
                row.optional_text()?.map(str::to_owned),
            ))
        })
        .await
        .unwrap();
    let first_is_sent = leased[0].outbound.id() < leased[1].outbound.id();
    let mut expected = [(false, Some(NOW.0), None), (false, None, Some("expired".to_owned()))];
    if !first_is_sent {
        expected.reverse();
    }
    assert_eq!(rows, expected);
}

async fn an_unreadable_body_blocks_nobody(database: Database) {
    let store = database.open().await;
    put(&store, [1, 2]).await;
    let spoil = "update outbox set body = id where id = (select id from outbox order by id limit 1)";
    database.write_past_the_store(spoil).await;
    let leased = lease(&store, 0).await;
    assert_eq!(leased.iter().map(|one| one.outbound.id()).collect::<Vec<_>>(), [ADA.message(2).id]);
    assert_eq!(lease(&store, 1000).await.len(), 1);
}

async fn forgotten_leaves_nothing(database: Database) {
    let store = database.open().await;
    put(&store, [1, 2]).await;
    let leased = lease(&store, 0).await;
    store.outbox().forgotten(&leased[0]).await.unwrap();
    let rows = store.reader().query("select id from outbox", &[], |row| row.array::<16>()).await.unwrap();
    assert_eq!(rows, [leased[1].outbound.id().0], "that message, and no other");
}

/// A call of a line, at its place.
fn call_in_line(number: u8, line: u8, place: i64) -> Change {
    let call = WebhookCall {
        id: MessageId([number; 16]),
        to: WebhookName::parse("push").unwrap(),
        at: NOW,
        expires_at: NOW.plus_seconds(HOUR),
        event: WebhookEvent::AccountFrozen,
        order: Some(CallOrder { line: [line; 16], place }),
    };
    Change::CallWebhook { account: Person(1).handle(), call: Box::new(call) }
}

async fn calls_of_a_line_go_out_in_order(database: Database) {
    let store = database.open().await;
    // The later one comes first, as from another node; a call of another line is not held up.
    let changes = vec![call_in_line(2, 7, 9), call_in_line(1, 7, 8), call_in_line(3, 6, 1)];
    store.apply(&Changes::Tally(changes)).await.unwrap();
    let outbox = store.outbox();
    let due = async |at: Timestamp| -> Vec<(u8, Leased)> {
        let leased = outbox.lease_due(Channel::Webhook, at, at.plus_seconds(60), 10).await.unwrap();
        let mut numbered: Vec<_> = leased.into_iter().map(|one| (one.outbound.id().0[0], one)).collect();
        numbered.sort_by_key(|(number, _)| *number);
        numbered
    };
    let numbers = |leased: &[(u8, Leased)]| leased.iter().map(|(number, _)| *number).collect::<Vec<_>>();
    let first = due(NOW).await;
    assert_eq!(numbers(&first), [1, 3]);
    assert_eq!(
        outbox.next_due_by(Channel::Webhook).await.unwrap(),
        Some(NOW.plus_seconds(60)),
        "nobody spins"
    );
    // It failed: what comes after it waits with it.
    outbox.failed(&first[0].1, NOW.plus_seconds(300), "no answer").await.unwrap();
    outbox.sent(&first[1].1, NOW).await.unwrap();
    assert_eq!(numbers(&due(NOW.plus_seconds(120)).await), Vec::<u8>::new());
    let again = due(NOW.plus_seconds(300)).await;
    assert_eq!(numbers(&again), [1]);
    outbox.sent(&again[0].1, NOW.plus_seconds(300)).await.unwrap();
    assert_eq!(numbers(&due(NOW.plus_seconds(300)).await), [2]);
}
