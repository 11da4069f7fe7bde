//! The schema is brought to what the build expects, or refused by name.

use futures_util::future::join_all;

use super::databases::Database;
use super::people::Person;
use crate::{MigrationFault, StoreError};

super::on_both!(
    opening_again_changes_nothing,
    a_changed_file_is_refused,
    a_newer_schema_is_refused,
    another_master_key_is_refused
);

async fn opening_again_changes_nothing(database: Database) {
    let first = database.open().await;
    first.apply(&Person(1).sign_up()).await.unwrap();
    let second = database.open().await;
    assert_eq!(Person(1).head(&second).await.seq, 1);
}

async fn a_changed_file_is_refused(database: Database) {
    database.open().await.close().await;
    database.write_past_the_store("update migration set checksum = 'other' where number = 2").await;
    let Err(StoreError::Migration(fault)) = database.try_open(&[7; 32]).await else {
        panic!("it was opened")
    };
    assert_eq!(fault, MigrationFault::Changed { number: 2, name: "0002_passkey".into() });
}

async fn a_newer_schema_is_refused(database: Database) {
    database.open().await.close().await;
    database
        .write_past_the_store(
            "insert into migration (number, name, checksum) values (999, '0999_later', 'x')",
        )
        .await;
    let Err(StoreError::Migration(fault)) = database.try_open(&[7; 32]).await else {
        panic!("it was opened")
    };
    assert_eq!(fault, MigrationFault::Missing { number: 999, name: "0999_later".into() });
}

async fn another_master_key_is_refused(database: Database) {
    database.open().await.close().await;
    assert!(matches!(database.try_open(&[8; 32]).await, Err(StoreError::OtherMasterKey)));
    database.open().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_at_once_share_postgres() {
    let Some(database) = Database::postgres().await else { return };
    let stores = join_all((0..4).map(|_| database.open())).await;
    stores[0].apply(&Person(1).sign_up()).await.unwrap();
    assert_eq!(Person(1).head(&stores[3]).await.seq, 1);
}
