//! FIDO's metadata: kept for all nodes, and never in place of a newer one.

use futures_util::future::join_all;
use passkeep_decision::change::Change;

use super::databases::Database;
use super::people::{NOW, Person};
use crate::{KeptMetadata, read};

super::on_both!(it_is_found_by_every_node, its_number_only_rises, what_an_attestation_proved_is_kept);

fn blob(number: i64) -> KeptMetadata {
    KeptMetadata { number, blob: vec![number as u8; 100_000], kept_at: NOW }
}

async fn it_is_found_by_every_node(database: Database) {
    let (one, other) = (database.open().await, database.open().await);
    assert_eq!((one.metadata_number().await.unwrap(), one.metadata().await.unwrap()), (0, None));
    assert!(one.keep_metadata(&blob(3)).await.unwrap());
    assert_eq!((other.metadata_number().await.unwrap(), other.metadata().await.unwrap()), (3, Some(blob(3))));
}

async fn its_number_only_rises(database: Database) {
    let store = database.open().await;
    for (number, kept) in [(5, true), (5, false), (4, false), (6, true)] {
        assert_eq!(store.keep_metadata(&blob(number)).await.unwrap(), kept, "{number}");
    }
    let blobs: Vec<_> = (7..23).map(blob).collect();
    join_all(blobs.iter().map(|blob| store.keep_metadata(blob))).await;
    assert_eq!(store.metadata().await.unwrap(), Some(blob(22)));
}

async fn what_an_attestation_proved_is_kept(database: Database) {
    let store = database.open().await;
    let ada = Person(1);
    store.apply(&ada.sign_up()).await.unwrap();
    let proved = Change::AddPasskey { account: ada.handle(), passkey: Box::new(ada.passkey(2)) };
    ada.apply(&store, vec![proved]).await;
    let found = read::passkeys(&store.reader(), ada.handle()).await.unwrap();
    assert_eq!(found.iter().map(|passkey| passkey.attested).collect::<Vec<_>>(), [false, true]);
}
