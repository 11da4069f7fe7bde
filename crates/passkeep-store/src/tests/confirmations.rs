//! Confirmations: read as they were written, answered once, each to its account.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::confirmations::{
    Action, Confirmation, ConfirmationState, First, History, Refused, Signature, TypeName,
};
use passkeep_decision::id::{ConfirmationId, HoldId, PayeeId};

use super::databases::Database;
use super::people::{HOUR, NOW, Person};
use crate::{Store, StoreError, read};

super::on_both!(a_confirmation_lives, it_is_answered_once, three_wait, a_receipt_is_signed_and_stays);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

fn asked(person: Person, number: u8) -> Confirmation {
    Confirmation {
        id: ConfirmationId([number; 16]),
        account: person.handle(),
        client: "halden".into(),
        app: "Halden".into(),
        subject: "AAAA".into(),
        action_type: TypeName::parse("withdrawal").unwrap(),
        type_version: 3,
        action: Action::parse(r#"{"to":"Ada \"李\""}"#.as_bytes()).unwrap(),
        return_to: Some("https://halden.example/".into()),
        epoch: 0,
        asked_at: NOW,
        expires_at: NOW.plus_seconds(300),
        state: ConfirmationState::Pending,
        failures: 0,
        first: None,
        decided_at: None,
        refused: None,
        receipt: None,
    }
}

fn held(before: &Confirmation) -> Confirmation {
    let passkey = History { created_at: 7, level: "2p".into(), public_key: "AA".into(), synced: true };
    let signature = Signature {
        authenticator_data: "AA".into(),
        client_data: "AA".into(),
        locale: "en".into(),
        nonce: "AA".into(),
        passkey,
        signature: "AA".into(),
        signed_at: NOW.0,
        text: "A\nB: \"c\"".into(),
    };
    let matures_at = NOW.plus_seconds(24 * HOUR);
    let first = First { signature, device: Some(ADA.device().id), hold: HoldId([9; 16]), matures_at };
    Confirmation { state: ConfirmationState::Held, first: Some(first), ..before.clone() }
}

fn add(confirmation: &Confirmation) -> Change {
    Change::AddConfirmation { confirmation: Box::new(confirmation.clone()), pending_max: 3 }
}

fn set(before: &Confirmation, after: &Confirmation, receipt: Option<&[u8]>) -> Change {
    Change::SetConfirmation {
        before: (before.state, before.failures),
        after: Box::new(after.clone()),
        receipt: receipt.map(<[u8]>::to_vec),
    }
}

async fn tally(store: &Store, change: Change) -> Result<(), StoreError> {
    store.apply(&Changes::Tally(vec![change])).await
}

async fn house(database: &Database) -> Store {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.apply(&BOB.sign_up()).await.unwrap();
    store
}

async fn a_confirmation_lives(database: Database) {
    let store = house(&database).await;
    let (reader, one) = (store.reader(), asked(ADA, 1));
    tally(&store, add(&one)).await.unwrap();
    let found = async |id| read::confirmation(&reader, ADA.handle(), id).await.unwrap();
    assert_eq!(found(one.id).await, Some(one.clone()));
    assert_eq!(read::confirmation(&reader, BOB.handle(), one.id).await.unwrap(), None);
    assert_eq!(read::confirmation_account(&reader, one.id).await.unwrap(), Some(ADA.handle()));
    assert_eq!(
        read::open_confirmations(&reader, ADA.handle(), "halden").await.unwrap(),
        std::slice::from_ref(&one)
    );
    assert!(read::open_confirmations(&reader, ADA.handle(), "other").await.unwrap().is_empty());

    let refused = Refused { code: "value_held".into(), until: Some(NOW) };
    let note = Change::NoteRefusal { account: ADA.handle(), confirmation: one.id, refused: refused.clone() };
    tally(&store, note).await.unwrap();
    let waits = Confirmation { refused: Some(refused), ..held(&one) };
    tally(&store, set(&one, &waits, None)).await.unwrap();
    assert_eq!(found(one.id).await, Some(waits.clone()));
    let deny = || Change::DenyHeldConfirmation { account: ADA.handle(), confirmation: one.id, at: NOW };
    tally(&store, deny()).await.unwrap();
    assert_eq!(found(one.id).await.unwrap().state, ConfirmationState::Denied);
    assert!(matches!(tally(&store, deny()).await, Err(StoreError::Conflict)), "it waits no more");

    let payee = PayeeId([5; 16]);
    let know = || Change::KnowPayee { account: ADA.handle(), payee, at: NOW };
    assert!(!read::payee_known(&reader, ADA.handle(), payee).await.unwrap());
    tally(&store, know()).await.unwrap();
    assert!(read::payee_known(&reader, ADA.handle(), payee).await.unwrap());
    assert!(!read::payee_known(&reader, BOB.handle(), payee).await.unwrap());
    assert!(matches!(tally(&store, know()).await, Err(StoreError::Conflict)));
    // Forgotten after a month: nothing came of it.
    store.prune(NOW.plus_seconds(31 * 24 * HOUR)).await.unwrap();
    assert_eq!(found(one.id).await, None);
}

async fn it_is_answered_once(database: Database) {
    let store = house(&database).await;
    let one = asked(ADA, 1);
    tally(&store, add(&one)).await.unwrap();
    let conflicts = async |change| matches!(tally(&store, change).await, Err(StoreError::Conflict));
    assert!(conflicts(add(&one)).await, "asked with the same key");
    assert!(conflicts(add(&asked(BOB, 1))).await, "of another account");
    let fail =
        |failures| Change::CountConfirmationFailure { account: ADA.handle(), confirmation: one.id, failures };
    tally(&store, fail(0)).await.unwrap();
    assert!(conflicts(fail(0)).await, "counted meanwhile");
    let denied = Confirmation { state: ConfirmationState::Denied, decided_at: Some(NOW), ..one.clone() };
    assert!(conflicts(set(&one, &denied, None)).await, "a failure came between");
    let failed = Confirmation { failures: 1, ..one.clone() };
    tally(&store, set(&failed, &denied, None)).await.unwrap();
    assert!(conflicts(set(&failed, &held(&one), None)).await, "answered already");
}

async fn three_wait(database: Database) {
    let store = house(&database).await;
    for number in 1..=3 {
        tally(&store, add(&asked(ADA, number))).await.unwrap();
    }
    assert!(matches!(tally(&store, add(&asked(ADA, 4))).await, Err(StoreError::Conflict)));
    let other = Confirmation { client: "other".into(), ..asked(ADA, 5) };
    tally(&store, add(&other)).await.unwrap();
    tally(&store, add(&asked(BOB, 6))).await.unwrap();
    // Time ends those that wait.
    let later = Confirmation { asked_at: NOW.plus_seconds(300), ..asked(ADA, 7) };
    tally(&store, add(&later)).await.unwrap();
}

async fn a_receipt_is_signed_and_stays(database: Database) {
    let store = house(&database).await;
    let one = asked(ADA, 1);
    tally(&store, add(&one)).await.unwrap();
    let confirmed =
        Confirmation { state: ConfirmationState::Confirmed, decided_at: Some(NOW), ..one.clone() };
    tally(&store, set(&one, &confirmed, Some(b"{}"))).await.unwrap();
    let found =
        || async { read::confirmation(&store.reader(), ADA.handle(), one.id).await.unwrap().unwrap() };
    let receipt = found().await.receipt.unwrap();
    assert_eq!(receipt.split('.').nth(1), Some("e30"));
    store.prune(NOW.plus_seconds(400 * 24 * HOUR)).await.unwrap();
    assert_eq!(found().await.receipt, Some(receipt));
}
