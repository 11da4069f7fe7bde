//! An account is written as one list, and every fact of it can be read.

use passkeep_decision::account::{Head, UserId};
use passkeep_decision::contact::{Address, Email, Identifier};
use passkeep_decision::event::EventKind;
use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::sign_in::Credential;
use passkeep_decision::ticket::TicketStep;

use super::databases::Database;
use super::people::{HOUR, ISSUER, NOW, Person, client, moment};
use crate::read;

super::on_both!(account_and_session, passkey_and_holder, identifiers, spent_steps, history, ticket_keys);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

async fn account_and_session(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    let reader = store.reader();
    let session = ADA.session(1);
    let facts = read::session(&reader, &session.key).await.unwrap().unwrap();
    assert_eq!(format!("{:?}", facts.session), format!("{session:?}"));
    let account = read::account(&reader, ADA.handle()).await.unwrap().unwrap();
    assert_eq!(format!("{account:?}"), format!("{:?}", facts.account));
    assert_eq!((account.handle, account.user_id, account.state.epoch), (ADA.handle(), ADA.user_id(), 0));
    assert_eq!((account.name.as_str(), account.locale.0.as_str(), account.created_at), ("Ada", "en", NOW));
    assert_eq!(account.head, ADA.event(Head::START, EventKind::AccountCreated).head());
    assert_eq!(read::contacts(&reader, ADA.handle()).await.unwrap(), [ADA.contact()]);
    let sessions = read::sessions(&reader, ADA.handle(), NOW).await.unwrap();
    assert_eq!(format!("{sessions:?}"), format!("[{session:?}]"));
    assert!(read::sessions(&reader, ADA.handle(), session.key.expires_at).await.unwrap().is_empty());
    // Each part of the key counts.
    let other = passkeep_decision::session::SessionKey { expires_at: Timestamp(1), ..session.key };
    assert!(read::session(&reader, &other).await.unwrap().is_none());
    let other = passkeep_decision::session::SessionKey { account: BOB.handle(), ..session.key };
    assert!(read::session(&reader, &other).await.unwrap().is_none());
    assert!(read::account(&reader, BOB.handle()).await.unwrap().is_none());
}

async fn passkey_and_holder(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    let reader = store.reader();
    let (passkey, device) = (ADA.passkey(1), ADA.device());
    let found = read::passkeys(&reader, ADA.handle()).await.unwrap();
    assert_eq!(format!("{found:?}"), format!("[{passkey:?}]"));
    let holder = read::holder(&reader, ADA.handle(), passkey.id, Some(device.id)).await.unwrap().unwrap();
    assert!(
        matches!(&holder.credential, Credential::Live(live) if format!("{live:?}") == format!("{passkey:?}"))
    );
    assert_eq!(format!("{:?}", holder.device), format!("{:?}", Some(device.clone())));
    assert_eq!(holder.account.head.seq, 1);
    let elsewhere = read::holder(&reader, ADA.handle(), passkey.id, None).await.unwrap().unwrap();
    assert!(elsewhere.device.is_none());
    assert!(read::holder(&reader, ADA.handle(), PasskeyId([0; 16]), None).await.unwrap().is_none());
    assert!(read::holder(&reader, BOB.handle(), passkey.id, None).await.unwrap().is_none());
    let one = read::device(&reader, ADA.handle(), device.id).await.unwrap();
    assert_eq!(format!("{one:?}"), format!("{:?}", Some(device)));
    assert!(read::device(&reader, BOB.handle(), ADA.device().id).await.unwrap().is_none());
    assert_eq!(read::devices(&reader, ADA.handle()).await.unwrap().len(), 1);
}

async fn identifiers(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.apply(&BOB.sign_up()).await.unwrap();
    let reader = store.reader();
    let by_phone = |person: Person| Identifier::Address(person.address());
    let nobody = Identifier::Address(Address::Email(Email::parse("no@bo.dy").unwrap()));
    let (handle, locale) = read::owner(&reader, &by_phone(ADA)).await.unwrap().unwrap();
    assert_eq!((handle, locale.0.as_str()), (ADA.handle(), "en"));
    assert!(read::owner(&reader, &nobody).await.unwrap().is_none());

    let device = Some(ADA.device().id);
    let found = async |identifiers: &[Identifier], device: Option<DeviceId>| {
        read::found(&reader, identifiers, device)
            .await
            .unwrap()
            .and_then(|found| Some((found.handle, found.epoch?, found.device.map(|device| device.id))))
    };
    assert_eq!(found(&[nobody.clone(), by_phone(ADA)], device).await, Some((ADA.handle(), 0, device)));
    assert_eq!(found(&[Identifier::UserId(ADA.user_id())], None).await, Some((ADA.handle(), 0, None)));
    // The first reading wins, whatever the order of the claims.
    assert_eq!(found(&[by_phone(BOB), by_phone(ADA)], device).await, Some((BOB.handle(), 0, None)));
    assert_eq!(found(&[by_phone(ADA), by_phone(BOB)], None).await, Some((ADA.handle(), 0, None)));
    assert_eq!(found(std::slice::from_ref(&nobody), device).await, None);
    assert_eq!(found(&[], None).await, None);
    // Who asks for nobody is led on with a handle: the same for the same identifier, and nobody's.
    let handle = async |identifier: &Identifier| {
        read::found(&reader, std::slice::from_ref(identifier), None).await.unwrap().unwrap().handle
    };
    let other = Identifier::Address(Address::Email(Email::parse("no@bo.dies").unwrap()));
    assert_eq!(handle(&nobody).await, handle(&nobody).await);
    assert_ne!(handle(&nobody).await, handle(&other).await);
    assert!(read::account(&reader, handle(&nobody).await).await.unwrap().is_none());

    let free = UserId::candidates(&moment(99));
    let asked = [free[0], ADA.user_id(), free[1], free[2], BOB.user_id()];
    assert_eq!(read::user_ids_taken(&reader, &asked).await.unwrap(), [false, true, false, false, true]);
    let credential_id = ADA.passkey(1).credential_id;
    assert!(read::credential_taken(&reader, &credential_id).await.unwrap());
    assert!(!read::credential_taken(&reader, b"another").await.unwrap());
    assert_eq!(read::account_by_credential(&reader, &credential_id).await.unwrap(), Some(ADA.handle()));
}

async fn spent_steps(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    let reader = store.reader();
    let spent = async |account: AccountHandle, ends: Timestamp, step| {
        read::spent(&reader, account, (ends, ADA.flow()), step, Some(RestoreEpoch(0))).await.unwrap()
    };
    let ends = NOW.plus_seconds(HOUR);
    assert!(spent(ADA.handle(), ends, TicketStep::Passkey).await);
    assert!(!spent(ADA.handle(), ends, TicketStep::Code).await);
    assert!(!spent(BOB.handle(), ends, TicketStep::Passkey).await);
    // A flow that ended before anything was written is below the floor.
    assert!(spent(ADA.handle(), Timestamp(0), TicketStep::Code).await);
}

async fn history(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    ADA.apply(&store, vec![]).await;
    let reader = store.reader();
    let events = read::events(&reader, ADA.handle()).await.unwrap();
    assert_eq!(
        events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(),
        ["account_created", "signed_in"]
    );
    assert!(events[0].personal.is_some());
    let head = read::account(&reader, ADA.handle()).await.unwrap().unwrap().head;
    assert_eq!(read::verify_chain(&events, ISSUER), Ok(head));
    let uses = read::uses(&reader, ADA.handle(), 0..100).await.unwrap();
    let [(passkey, last)] = uses.as_slice() else { panic!("{uses:?}") };
    assert_eq!((*passkey, last.seq, last.at, &last.client), (ADA.passkey(1).id, 2, NOW, &client()));
    assert!(read::uses(&reader, ADA.handle(), 0..2).await.unwrap().is_empty());
}

async fn ticket_keys(database: Database) {
    let store = database.open().await;
    let key = |number: u8, created_at| crate::TicketKey {
        id: [number; 8],
        root: zeroize::Zeroizing::new([number; 32]),
        created_at,
    };
    store.add_ticket_key(&key(2, NOW.plus_seconds(1))).await.unwrap();
    store.add_ticket_key(&key(1, NOW)).await.unwrap();
    let keys = store.ticket_keys().await.unwrap();
    assert_eq!(keys.iter().map(|key| (key.id[0], key.root[0])).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
    store.drop_ticket_keys(NOW.plus_seconds(1)).await.unwrap();
    assert_eq!(store.ticket_keys().await.unwrap().len(), 1);
}
