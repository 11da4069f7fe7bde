//! What was acknowledged is found again.

use futures_util::FutureExt;
use passkeep_decision::change::Changes;
use passkeep_decision::ticket::TicketStep;

use super::databases::Database;
use super::people::Person;
use crate::{DatabaseUrl, Keys, Store, StoreError};

super::on_both!(found_after_the_end, nothing_is_taken_after_the_end, written_though_nobody_waits);

const ADA: Person = Person(1);

async fn found_after_the_end(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.close().await;
    drop(store);
    let store = database.open().await;
    assert_eq!(ADA.head(&store).await.seq, 1);
    assert!(matches!(store.apply(&ADA.sign_up()).await, Err(StoreError::Conflict)));
}

async fn nothing_is_taken_after_the_end(database: Database) {
    let store = database.open().await;
    store.close().await;
    store.close().await;
    assert!(matches!(store.apply(&ADA.sign_up()).await, Err(StoreError::Unavailable(_))));
}

async fn written_though_nobody_waits(database: Database) {
    let store = database.open().await;
    let changes = Changes::Tally(vec![ADA.spend(TicketStep::Code)]);
    // Polled once and dropped.
    assert!(store.apply(&changes).now_or_never().is_none());
    // Until the abandoned list is there, this one may come first; both never.
    let again = store.apply(&changes).await;
    let third = store.apply(&changes).await;
    assert!(matches!(again, Ok(()) | Err(StoreError::Conflict)), "{again:?}");
    assert!(matches!(third, Err(StoreError::Conflict)), "{third:?}");
    store.close().await;
}

/// As after kill -9: the files as they are while the store is open.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_files_hold_all_that_was_acknowledged() {
    let database = Database::sqlite();
    let store = database.open().await;
    for number in 1..=20 {
        store.apply(&Person(number).sign_up()).await.unwrap();
        let copies = tempfile::tempdir().unwrap();
        for name in ["passkeep.db", "passkeep.db-wal"] {
            std::fs::copy(database.folder().join(name), copies.path().join(name)).unwrap();
        }
        let url = DatabaseUrl::Sqlite(copies.path().join("passkeep.db"));
        let copy = Store::open(&url, Keys::derive(&[7; 32])).await.unwrap();
        assert_eq!(Person(number).head(&copy).await.seq, 1);
        copy.close().await;
    }
}
