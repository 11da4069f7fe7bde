//! Webhooks' calls in the outbox, and what operators see of it.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::contact::{Address, Email};
use passkeep_decision::id::MessageId;
use passkeep_decision::message::Message;
use passkeep_decision::webhook::{WebhookCall, WebhookEvent, WebhookName};

use super::databases::Database;
use super::people::{DIGITS, HOUR, NOW, Person, client};
use crate::Store;
use crate::outbox::{Channel, Closed, Counts, Leased, Outbound, Outcome, Waiting};

super::on_both!(
    a_call_is_read_as_it_was_put,
    each_channel_is_leased_on_its_own,
    what_waits_is_told_with_its_reason_and_a_mask,
    what_is_done_is_told_without_an_address,
    an_unreadable_body_is_told_as_such
);

const ADA: Person = Person(1);

fn call(number: u8) -> WebhookCall {
    WebhookCall {
        id: MessageId([number; 16]),
        to: WebhookName::parse("push").unwrap(),
        at: NOW,
        expires_at: NOW.plus_seconds(HOUR),
        event: WebhookEvent::NewBrowser(client()),
        order: None,
    }
}

fn email(number: u8) -> Message {
    Message { to: Address::Email(Email::parse("ada@example.com").unwrap()), ..ADA.message(number) }
}

/// A store with a text message (1), an email (2) and a webhook's call (3).
async fn one_of_each(database: &Database) -> Store {
    let store = database.open().await;
    let account = ADA.handle();
    let changes = vec![
        ADA.send(1),
        Change::SendMessage { account, message: Box::new(email(2)) },
        Change::CallWebhook { account, call: Box::new(call(3)) },
    ];
    store.apply(&Changes::Tally(changes)).await.unwrap();
    store
}

async fn lease(store: &Store, channel: Channel) -> Leased {
    let leased = store.outbox().lease_due(channel, NOW, NOW.plus_seconds(60), 10).await.unwrap();
    let [leased] = leased.try_into().unwrap();
    leased
}

async fn a_call_is_read_as_it_was_put(database: Database) {
    let store = database.open().await;
    let mut changes = store.outbox().changes();
    let put = Change::CallWebhook { account: ADA.handle(), call: Box::new(call(3)) };
    store.apply(&Changes::Tally(vec![put])).await.unwrap();
    // The sender was woken by the commit.
    changes.changed().await.unwrap();
    let leased = lease(&store, Channel::Webhook).await;
    assert_eq!(leased.account, ADA.handle());
    let Outbound::Webhook(read) = leased.outbound else { panic!("a call was put") };
    assert_eq!(read, call(3));
}

async fn each_channel_is_leased_on_its_own(database: Database) {
    let store = one_of_each(&database).await;
    for (channel, number) in [(Channel::Webhook, 3), (Channel::Phone, 1), (Channel::Email, 2)] {
        assert_eq!(store.outbox().next_due_by(channel).await.unwrap(), Some(NOW));
        let leased = lease(&store, channel).await;
        assert_eq!((leased.outbound.id(), leased.outbound.channel()), (MessageId([number; 16]), channel));
        let later = Some(NOW.plus_seconds(60));
        assert_eq!(store.outbox().next_due_by(channel).await.unwrap(), later);
    }
}

async fn what_waits_is_told_with_its_reason_and_a_mask(database: Database) {
    let store = one_of_each(&database).await;
    let outbox = store.outbox();
    for (channel, seconds) in [(Channel::Phone, 1), (Channel::Email, 2)] {
        let leased = lease(&store, channel).await;
        outbox.failed(&leased, NOW.plus_seconds(seconds), "status 503").await.unwrap();
    }
    let waiting = outbox.waiting(10).await.unwrap();
    let expected = |number: u8, channel, to: &str| Waiting {
        id: MessageId([number; 16]),
        channel,
        to: Some(to.into()),
        caused_at: NOW,
        expires_at: NOW.plus_seconds(HOUR),
        due_at: NOW,
        attempts: 0,
        failure: None,
    };
    let tried = |seconds, waiting| Waiting {
        due_at: NOW.plus_seconds(seconds),
        attempts: 1,
        failure: Some("status 503".into()),
        ..waiting
    };
    assert_eq!(
        waiting,
        [
            expected(3, Channel::Webhook, "push"),
            tried(1, expected(1, Channel::Phone, "••• 01")),
            tried(2, expected(2, Channel::Email, "a•••@example.com")),
        ]
    );
    assert!(!format!("{waiting:?}").contains(DIGITS));
    assert_eq!(outbox.waiting(1).await.unwrap().len(), 1);
    let counts = Counts { waiting: 3, failing: 2, sent: 0, dropped: 0 };
    assert_eq!(outbox.counts(NOW).await.unwrap(), counts);
}

async fn what_is_done_is_told_without_an_address(database: Database) {
    let store = one_of_each(&database).await;
    let outbox = store.outbox();
    outbox.sent(&lease(&store, Channel::Phone).await, NOW.plus_seconds(1)).await.unwrap();
    outbox.dropped(&lease(&store, Channel::Email).await, NOW.plus_seconds(2), "status 550").await.unwrap();
    let closed = |number: u8, channel, seconds, outcome| Closed {
        id: MessageId([number; 16]),
        channel,
        caused_at: NOW,
        closed_at: NOW.plus_seconds(seconds),
        attempts: 1,
        outcome,
    };
    let dropped = closed(2, Channel::Email, 2, Outcome::Dropped { reason: "status 550".into() });
    let sent = closed(1, Channel::Phone, 1, Outcome::Sent);
    assert_eq!(outbox.closed_since(NOW, 10).await.unwrap(), [dropped.clone(), sent]);
    let newest = outbox.closed_since(NOW.plus_seconds(2), 10).await.unwrap();
    assert_eq!(newest, outbox.dropped_since(NOW, 10).await.unwrap());
    assert_eq!(newest, [dropped]);
    let counts = Counts { waiting: 1, failing: 0, sent: 1, dropped: 1 };
    assert_eq!(outbox.counts(NOW).await.unwrap(), counts);
    let later = Counts { waiting: 1, failing: 0, sent: 0, dropped: 0 };
    assert_eq!(outbox.counts(NOW.plus_seconds(3)).await.unwrap(), later);
}

async fn an_unreadable_body_is_told_as_such(database: Database) {
    let store = one_of_each(&database).await;
    database.write_past_the_store("update outbox set body = id where channel = 'email'").await;
    let waiting = store.outbox().waiting(10).await.unwrap();
    let unread: Vec<_> = waiting.iter().filter(|one| one.to.is_none()).map(|one| one.channel).collect();
    assert_eq!((waiting.len(), unread), (3, vec![Channel::Email]));
}
