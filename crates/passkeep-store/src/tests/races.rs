//! Of many who want the same thing at once, one gets it.

use futures_util::future::join_all;
use passkeep_decision::account::Head;
use passkeep_decision::approval::ApprovalState;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::event::EventKind;
use passkeep_decision::ticket::TicketStep;

use super::databases::Database;
use super::people::{NOW, Person};
use crate::{Store, StoreError, read};

super::on_both!(one_spend, one_event, one_attempt, one_claim, one_answer);

const ADA: Person = Person(1);

/// Applies the lists at once, from tasks of their own; gives how many won. Everybody else must hear of a conflict.
async fn winners(store: &Store, lists: impl IntoIterator<Item = Changes>) -> usize {
    let tasks = lists.into_iter().map(|changes| {
        let store = store.clone();
        tokio::spawn(async move { store.apply(&changes).await })
    });
    let outcomes: Vec<_> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();
    assert!(outcomes.iter().all(|one| matches!(one, Ok(()) | Err(StoreError::Conflict))), "{outcomes:?}");
    outcomes.iter().filter(|one| one.is_ok()).count()
}

async fn one_spend(database: Database) {
    let store = database.open().await;
    // Each with a message of its own: one is sent.
    let lists = (0..64).map(|number| Changes::Tally(vec![ADA.send(number), ADA.spend(TicketStep::Code)]));
    assert_eq!(winners(&store, lists).await, 1);
    let leased =
        store.outbox().lease_due(crate::outbox::Channel::Phone, NOW, NOW.plus_seconds(60), 64).await.unwrap();
    assert_eq!(leased.len(), 1);
}

async fn one_event(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    let head = ADA.head(&store).await;
    let lists = (0..64)
        .map(|number| Changes::of_account(ADA.event(head, EventKind::SignedIn), vec![ADA.send(number)]));
    assert_eq!(winners(&store, lists).await, 1);
    assert_eq!(ADA.head(&store).await.seq, 2);
}

async fn one_attempt(database: Database) {
    let store = database.open().await;
    store.apply(&Changes::Tally(vec![ADA.issue_code()])).await.unwrap();
    let count = Changes::Tally(vec![Change::CountAttempt { key: ADA.code_key(), attempts: 0 }]);
    assert_eq!(winners(&store, std::iter::repeat_n(count, 64)).await, 1);
    let code = read::code(&store.reader(), ADA.code_key(), None).await.unwrap().unwrap();
    assert_eq!(code.attempts, 1);
}

async fn one_answer(database: Database) {
    let store = database.open().await;
    store.apply(&Changes::Tally(vec![ADA.ask(1)])).await.unwrap();
    let states = [ApprovalState::Approved, ApprovalState::Denied].into_iter().cycle().take(64);
    let lists = states.map(|state| Changes::Tally(vec![ADA.answer(1, state)]));
    assert_eq!(winners(&store, lists).await, 1);
}

async fn one_claim(database: Database) {
    let store = database.open().await;
    let credential_id = ADA.passkey(1).credential_id;
    let lists = (1..=64).map(|number| {
        let account = Person(number).handle();
        let claim = Change::ClaimCredential { account, credential_id: credential_id.clone() };
        Changes::of_account(Person(number).event(Head::START, EventKind::AccountCreated), vec![claim])
    });
    assert_eq!(winners(&store, lists).await, 1);
}
