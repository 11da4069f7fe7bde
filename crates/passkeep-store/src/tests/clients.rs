//! Clients that were registered by command, and what they may say once.

use futures_util::future::join_all;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::client::{ClientId, ClientMetadata, Spendable};

use super::databases::Database;
use super::people::NOW;
use crate::client::KeptClient;
use crate::{StoreError, read};

super::on_both!(they_are_kept_listed_and_forgotten, one_that_was_written_past_us_is_refused, it_is_said_once);

fn client(id: &str) -> KeptClient {
    let metadata = ClientMetadata {
        client_id: id.into(),
        name: "Shop".into(),
        public: true,
        ..ClientMetadata::default()
    };
    KeptClient { metadata, created_at: NOW }
}

fn id(text: &str) -> ClientId {
    ClientId::parse(text).unwrap()
}

async fn they_are_kept_listed_and_forgotten(database: Database) {
    let store = database.open().await;
    for name in ["shop", "bank"] {
        store.add_client(&client(name)).await.unwrap();
    }
    assert!(matches!(store.add_client(&client("shop")).await, Err(StoreError::Conflict)));
    assert_eq!(store.clients().await.unwrap(), [client("bank"), client("shop")]);
    assert_eq!(store.client(&id("shop")).await.unwrap(), Some(client("shop")));
    assert!(store.remove_client(&id("shop")).await.unwrap());
    assert!(!store.remove_client(&id("shop")).await.unwrap());
    assert_eq!(store.client(&id("shop")).await.unwrap(), None);
}

async fn one_that_was_written_past_us_is_refused(database: Database) {
    let store = database.open().await;
    store.add_client(&client("shop")).await.unwrap();
    database.write_past_the_store("update client set metadata = replace(metadata, 'Shop', 'Bank')").await;
    assert!(matches!(store.client(&id("shop")).await, Err(StoreError::Tampered { table: "client", .. })));
}

async fn it_is_said_once(database: Database) {
    let store = database.open().await;
    let what = Spendable::of("shop", "assertion", b"jti", NOW.plus_seconds(60));
    let Spendable { account, expires_at, flow, step } = what.clone();
    let list = Changes::Tally(vec![Change::Spend {
        account,
        flow_expires_at: expires_at,
        flow,
        step,
        restore_epoch: None,
    }]);
    let outcomes = join_all((0..16).map(|_| store.apply(&list))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(read::spent(&store.reader(), account, (expires_at, flow), step, None).await.unwrap());
    let other = Spendable::of("bank", "assertion", b"jti", expires_at);
    assert_ne!((other.account, other.flow), (account, flow), "each client counts for itself");
}
