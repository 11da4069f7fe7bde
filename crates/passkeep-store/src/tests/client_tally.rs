//! Kinds of client are counted by all nodes at once, and forgotten.

use futures_util::future::join_all;
use passkeep_decision::moment::Timestamp;

use super::databases::Database;
use crate::{ClientTally, Store};

super::on_both!(nodes_add_to_one_row, days_operations_and_kinds_are_apart, what_is_old_is_forgotten);

fn tally(day: i64, operation: &str, facts: &str, ceremonies: i64) -> ClientTally {
    ClientTally { day, operation: operation.into(), facts: facts.into(), ceremonies }
}

async fn tallies(store: &Store, since_day: i64) -> Vec<ClientTally> {
    let mut found = store.client_tallies(since_day).await.unwrap();
    found.sort_by_key(|tally| (tally.day, tally.operation.clone(), tally.facts.clone()));
    found
}

async fn nodes_add_to_one_row(database: Database) {
    let nodes = [database.open().await, database.open().await];
    let one = tally(20_000, "sign_in_passkey", "{}", 3);
    join_all((0..16).map(|at| nodes[at % 2].tally_client(&one))).await.into_iter().for_each(Result::unwrap);
    assert_eq!(tallies(&nodes[0], 0).await, [tally(20_000, "sign_in_passkey", "{}", 48)]);
}

async fn days_operations_and_kinds_are_apart(database: Database) {
    let store = database.open().await;
    let all = [
        tally(20_000, "create_passkey", "{}", 1),
        tally(20_000, "sign_in_passkey", "{\"os.name\":\"ios\"}", 3),
        tally(20_000, "sign_in_passkey", "{}", 2),
        tally(20_001, "sign_in_passkey", "{}", 4),
    ];
    for one in &all {
        store.tally_client(one).await.unwrap();
    }
    assert_eq!(tallies(&store, 0).await, all);
    assert_eq!(tallies(&store, 20_001).await, all[3..]);
}

async fn what_is_old_is_forgotten(database: Database) {
    let store = database.open().await;
    for day in [20_000, 20_001, 20_030] {
        store.tally_client(&tally(day, "sign_in_passkey", "{}", 1)).await.unwrap();
    }
    let day_31 = Timestamp(20_031 * 24 * 60 * 60 * 1000);
    store.prune(day_31).await.unwrap();
    let left: Vec<i64> = tallies(&store, 0).await.iter().map(|tally| tally.day).collect();
    assert_eq!(left, [20_001, 20_030]);
}
