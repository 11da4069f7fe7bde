//! A history that was changed past the store is noticed, and so is a credential.

use super::databases::Database;
use super::people::{ISSUER, Person};
use crate::read::{self, ChainFault};
use crate::{RowFault, Store, StoreError};

super::on_both!(
    a_changed_history_is_noticed,
    erased_personal_data_breaks_nothing,
    a_changed_credential_is_refused
);

const ADA: Person = Person(1);

async fn three_events(database: &Database) -> Store {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    ADA.apply(&store, vec![]).await;
    ADA.apply(&store, vec![]).await;
    store
}

async fn verify(store: &Store) -> Result<i64, ChainFault> {
    let events = read::events(&store.reader(), ADA.handle()).await.unwrap();
    read::verify_chain(&events, ISSUER).map(|head| head.seq)
}

async fn a_changed_history_is_noticed(database: Database) {
    let store = three_events(&database).await;
    assert_eq!(verify(&store).await, Ok(3));
    let other_issuer = read::events(&store.reader(), ADA.handle()).await.unwrap();
    assert_eq!(
        read::verify_chain(&other_issuer, "https://example.org"),
        Err(ChainFault::HashDiffers { seq: 1 })
    );
    let there_and_back = [
        (
            "update event set happened_at = happened_at + 1 where seq = 2",
            "update event set happened_at = happened_at - 1 where seq = 2",
            ChainFault::HashDiffers { seq: 2 },
        ),
        (
            "update event set actor = 'x' || actor where seq = 3",
            "update event set actor = substr(actor, 2) where seq = 3",
            ChainFault::HashDiffers { seq: 3 },
        ),
        (
            "update event set seq = 4 where seq = 3",
            "update event set seq = 3 where seq = 4",
            ChainFault::Missing { expected: 3 },
        ),
    ];
    for (change, back, fault) in there_and_back {
        database.write_past_the_store(change).await;
        assert_eq!(verify(&store).await, Err(fault), "{change}");
        database.write_past_the_store(back).await;
        assert_eq!(verify(&store).await, Ok(3), "{back}");
    }
    let other_salt =
        "update event_personal_data set salt = (select hash from event where seq = 1) where seq = 2";
    database.write_past_the_store(other_salt).await;
    assert_eq!(verify(&store).await, Err(ChainFault::PersonalDataDiffers { seq: 2 }));
    let other_hash = "update event set hash = previous where seq = 2";
    database.write_past_the_store(other_hash).await;
    assert_eq!(verify(&store).await, Err(ChainFault::HashDiffers { seq: 2 }));
    let other_previous = "update event set previous = (select hash from event where seq = 3) where seq = 1";
    database.write_past_the_store(other_previous).await;
    assert_eq!(verify(&store).await, Err(ChainFault::PreviousDiffers { seq: 1 }));
}

async fn erased_personal_data_breaks_nothing(database: Database) {
    let store = three_events(&database).await;
    database.write_past_the_store("delete from event_personal_data where seq = 2").await;
    assert_eq!(verify(&store).await, Ok(3));
}

async fn a_changed_credential_is_refused(database: Database) {
    let store = three_events(&database).await;
    let bob = Person(2);
    store.apply(&bob.sign_up()).await.unwrap();
    let forgeries = [
        "update passkey set created_at = created_at - 1",
        "update passkey set backup_eligible = not backup_eligible",
        "update passkey set attested = not attested",
        "update passkey set credential_id = aaguid",
        "update passkey set mac = (select hash from event where seq = 2)",
        // Another account's passkey, moved whole.
        "delete from passkey where account = (select account from event where seq = 2);
         update passkey set account = (select account from event where seq = 2)",
    ];
    database.write_past_the_store("create table intact as select * from passkey").await;
    for forgery in forgeries {
        // Each by itself: one that is not undone would hide whether the next is noticed.
        database.write_past_the_store("delete from passkey; insert into passkey select * from intact").await;
        assert_eq!(read::passkeys(&store.reader(), ADA.handle()).await.map(|list| list.len()).ok(), Some(1));
        database.write_past_the_store(forgery).await;
        let mac = StoreError::Tampered { table: "passkey", fault: RowFault::Mac { account: ADA.handle() } };
        let listed = read::passkeys(&store.reader(), ADA.handle()).await.map(|list| list.len());
        assert_eq!(format!("{:?}", listed.unwrap_err()), format!("{mac:?}"), "{forgery}");
        let holder = read::holder(&store.reader(), ADA.handle(), ADA.passkey(1).id, None).await;
        assert!(forgery.starts_with("delete") || holder.is_err(), "{forgery}");
    }
}
