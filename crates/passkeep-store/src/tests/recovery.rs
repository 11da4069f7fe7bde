//! Recovery codes, and strangers' freezes: each account's own, each once.

use futures_util::future::join_all;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::moment::Moment;
use passkeep_decision::recovery_code::{RecoveryCode, RecoveryCodeSet, Slot};
use passkeep_decision::throttle::Factor;

use super::databases::Database;
use super::people::{HOUR, NOW, Person};
use crate::{Store, StoreError, read};

super::on_both!(codes, a_code_serves_once, stranger_freezes);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

async fn two(database: &Database) -> Store {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.apply(&BOB.sign_up()).await.unwrap();
    store
}

fn set(seed: u8) -> Vec<RecoveryCode> {
    RecoveryCode::draw_set(&Moment::new(NOW, &[seed; 32]))
}

async fn replace(store: &Store, person: Person, codes: &[RecoveryCode]) {
    let change =
        Change::ReplaceRecoveryCodes { account: person.handle(), codes: codes.to_vec(), made_at: NOW };
    person.apply(store, vec![change]).await;
}

async fn slot(store: &Store, person: Person, code: &RecoveryCode) -> Option<Slot> {
    read::recovery_code(&store.reader(), person.handle(), code).await.unwrap()
}

async fn codes(database: Database) {
    let store = two(&database).await;
    let read_set =
        async |person: Person| read::recovery_codes(&store.reader(), person.handle()).await.unwrap();
    assert_eq!(read_set(ADA).await, None);
    let (first, second) = (set(1), set(2));
    replace(&store, ADA, &first).await;
    replace(&store, BOB, &second).await;
    assert_eq!(read_set(ADA).await, Some(RecoveryCodeSet { made_at: NOW, left: 10 }));
    assert_eq!(slot(&store, ADA, &first[3]).await, Some(Slot(3)));
    assert_eq!(slot(&store, BOB, &first[3]).await, None, "another account's");
    let used = Change::UseRecoveryCode { account: ADA.handle(), slot: Slot(3), at: NOW };
    store.apply(&Changes::Tally(vec![used])).await.unwrap();
    assert_eq!(slot(&store, ADA, &first[3]).await, None);
    assert_eq!(read_set(ADA).await.unwrap().left, 9);
    replace(&store, ADA, &set(3)).await;
    assert_eq!(slot(&store, ADA, &first[4]).await, None, "the whole set goes");
    assert_eq!(read_set(ADA).await.unwrap().left, 10);
    assert_eq!(read_set(BOB).await.unwrap().left, 10);
}

async fn a_code_serves_once(database: Database) {
    let store = two(&database).await;
    replace(&store, ADA, &set(1)).await;
    let used = |slot| {
        Changes::Tally(vec![Change::UseRecoveryCode { account: ADA.handle(), slot: Slot(slot), at: NOW }])
    };
    let tasks = (0..64).map(|_| {
        let (store, used) = (store.clone(), used(0));
        tokio::spawn(async move { store.apply(&used).await })
    });
    let outcomes: Vec<_> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|one| matches!(one, Ok(()) | Err(StoreError::Conflict))), "{outcomes:?}");
    assert!(matches!(store.apply(&used(10)).await, Err(StoreError::Conflict)), "none is there");
}

async fn stranger_freezes(database: Database) {
    let store = two(&database).await;
    let record = |at| Change::RecordStrangerFreeze { account: ADA.handle(), factor: Factor::Password, at };
    let found = async |person: Person, factor| {
        read::stranger_freeze(&store.reader(), person.handle(), factor).await.unwrap()
    };
    ADA.apply(&store, vec![record(NOW)]).await;
    let later = NOW.plus_seconds(HOUR);
    ADA.apply(&store, vec![record(later)]).await;
    assert_eq!(found(ADA, Factor::Password).await, Some(later));
    assert_eq!(found(ADA, Factor::PhoneCode).await, None);
    assert_eq!(found(BOB, Factor::Password).await, None);
}
