//! What is SQLite's alone: group commit, and the log.

use futures_util::future::join_all;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::id::PasskeyId;
use passkeep_decision::passkey::Tombstone;

use super::databases::Database;
use super::people::Person;

const ADA: Person = Person(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_carries_all_lists_that_wait() {
    let database = Database::sqlite();
    let store = database.open().await;
    let before = store.statistics();
    let tasks = (0..=255).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { store.apply(&Changes::Tally(vec![Person(number).issue_code()])).await })
    });
    for outcome in join_all(tasks).await {
        outcome.unwrap().unwrap();
    }
    let after = store.statistics();
    assert_eq!(after.lists - before.lists, 256);
    assert!(after.commits - before.commits < 256, "{after:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_copied_and_restarted() {
    let database = Database::sqlite();
    let store = database.open().await;
    let log_bytes = || std::fs::metadata(database.folder().join("passkeep.db-wal")).unwrap().len();
    let mut longest = 0;
    let mut removed = 0_u64;
    // 60 MB of log, were it never restarted.
    for _ in 0..200 {
        let tombstones = std::iter::repeat_with(|| {
            removed += 1;
            let id = PasskeyId((u128::from(removed) << 64).to_be_bytes());
            let tombstone = Tombstone { id, credential_id: vec![1; 1000], ..ADA.tombstone(2) };
            Change::AddTombstone { account: ADA.handle(), tombstone }
        });
        store.apply(&Changes::Tally(tombstones.take(200).collect())).await.unwrap();
        longest = longest.max(log_bytes());
    }
    assert!(longest > 4 << 20, "{longest}");
    assert!(longest < 50 << 20, "{longest}");
    store.close().await;
    assert_eq!(std::fs::metadata(database.folder().join("passkeep.db-wal")).map_or(0, |log| log.len()), 0);
}
