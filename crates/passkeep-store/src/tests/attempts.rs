//! Failed attempts: found by reference, by account and by browser, and gone after 30 days.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::diagnosis::{
    ATTEMPT_KEPT_SECONDS, Attempt, Check, Operation, Reference, Signs, Standing,
};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::ticket::BrowserHash;

use super::databases::Database;
use super::people::{NOW, Person, client};
use crate::{Store, StoreError, read};

super::on_both!(
    found_by_reference,
    found_by_account_and_browser,
    a_reference_is_taken_once,
    gone_after_30_days
);

const ADA: Person = Person(1);
const HERE: BrowserHash = BrowserHash([4; 32]);

fn attempt(number: u8, at: Timestamp) -> Attempt {
    let mut signs = Signs::new(Operation::SignIn);
    signs.check = Some(Check::Signature.into());
    Attempt {
        reference: Reference([number; 5]),
        at,
        browser: HERE,
        account: None,
        client: client(),
        version: None,
        code: "SIG-01".into(),
        told: "SIG-00".into(),
        signs,
    }
}

async fn keep(store: &Store, attempt: Attempt) -> Result<(), StoreError> {
    store.apply(&Changes::Tally(vec![Change::KeepAttempt(Box::new(attempt))])).await
}

async fn found_by_reference(database: Database) {
    let store = database.open().await;
    let claimed = Attempt { account: Some((ADA.handle(), Standing::Claimed)), ..attempt(1, NOW) };
    keep(&store, claimed.clone()).await.unwrap();
    keep(&store, attempt(2, NOW)).await.unwrap();
    let find = async |number| read::attempt(&store.reader(), Reference([number; 5])).await.unwrap();
    assert_eq!(find(1).await, Some(claimed));
    assert_eq!(find(2).await, Some(attempt(2, NOW)));
    assert_eq!(find(3).await, None);
}

async fn found_by_account_and_browser(database: Database) {
    let store = database.open().await;
    let elsewhere = BrowserHash([5; 32]);
    let of = |person: Person, number, seconds| Attempt {
        account: Some((person.handle(), Standing::Proved)),
        browser: elsewhere,
        ..attempt(number, NOW.plus_seconds(seconds))
    };
    keep(&store, of(ADA, 1, 1)).await.unwrap();
    keep(&store, attempt(2, NOW.plus_seconds(2))).await.unwrap();
    // Another's in the same browser, and nobody's in another.
    keep(&store, Attempt { browser: HERE, ..of(Person(2), 3, 3) }).await.unwrap();
    keep(&store, Attempt { browser: elsewhere, ..attempt(4, NOW) }).await.unwrap();
    let found = read::attempts(&store.reader(), (ADA.handle(), HERE), NOW).await.unwrap();
    let numbers: Vec<u8> = found.iter().map(|attempt| attempt.reference.0[0]).collect();
    assert_eq!(numbers, [2, 1]);
    let later = NOW.plus_seconds(2);
    assert_eq!(read::attempts(&store.reader(), (ADA.handle(), HERE), later).await.unwrap().len(), 1);
}

async fn a_reference_is_taken_once(database: Database) {
    let store = database.open().await;
    keep(&store, attempt(1, NOW)).await.unwrap();
    assert!(matches!(keep(&store, attempt(1, NOW)).await, Err(StoreError::Conflict)));
}

async fn gone_after_30_days(database: Database) {
    let store = database.open().await;
    keep(&store, attempt(1, NOW)).await.unwrap();
    let find = async || read::attempt(&store.reader(), Reference([1; 5])).await.unwrap().is_some();
    store.prune(NOW.plus_seconds(ATTEMPT_KEPT_SECONDS)).await.unwrap();
    assert!(find().await);
    store.prune(NOW.plus_seconds(ATTEMPT_KEPT_SECONDS + 1)).await.unwrap();
    assert!(!find().await);
}
