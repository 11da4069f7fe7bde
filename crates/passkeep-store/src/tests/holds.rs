//! Holds, their links and vetoes: read as they were written, found when they are due, each to its account.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::hold::{Hold, HoldKind, HoldName, HoldNews, HoldState, Told};
use passkeep_decision::message::MessageKind;
use passkeep_decision::password::{HashCost, PasswordHash, Reach, SALT_BYTES, StoredPassword, TAG_BYTES};

use super::databases::Database;
use super::people::{NOW, Person};
use crate::outbox::{Channel, Outbound};
use crate::{Store, read};

super::on_both!(
    a_hold_lives,
    a_recovery_stays_open_past_its_end,
    links_and_vetoes,
    what_is_due_is_found,
    a_notice_carries_its_link,
    a_password_waits_beside_its_hold
);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

async fn two(database: &Database) -> Store {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.apply(&BOB.sign_up()).await.unwrap();
    store
}

async fn add(store: &Store, person: Person, hold: Hold) {
    person.apply(store, vec![Change::AddHold { account: person.handle(), hold: Box::new(hold) }]).await;
}

async fn a_hold_lives(database: Database) {
    let store = two(&database).await;
    let (account, reader) = (ADA.handle(), store.reader());
    let hold = Hold { kind: HoldKind::GiveUpNumber(ADA.address()), ..ADA.hold(1) };
    add(&store, ADA, hold.clone()).await;
    assert_eq!(read::hold(&reader, account, hold.id).await.unwrap(), Some(hold.clone()));
    assert_eq!(read::hold(&reader, BOB.handle(), hold.id).await.unwrap(), None);
    assert_eq!(read::holds(&reader, account).await.unwrap(), std::slice::from_ref(&hold));
    assert!(read::holds(&reader, BOB.handle()).await.unwrap().is_empty());

    let later = Some(NOW.plus_seconds(99));
    let told = Hold { told: Told::Middle, matures_at: NOW.plus_seconds(100), due_at: later, ..hold.clone() };
    let set = |before: &Hold, hold: &Hold| Change::SetHold {
        account,
        before: (before.state, before.told),
        hold: Box::new(hold.clone()),
    };
    store.apply(&Changes::Tally(vec![set(&hold, &told)])).await.unwrap();
    assert_eq!(read::holds(&reader, account).await.unwrap(), std::slice::from_ref(&told));
    let ended = told.ended(HoldState::Done, NOW);
    ADA.apply(&store, vec![set(&told, &ended)]).await;
    assert!(read::holds(&reader, account).await.unwrap().is_empty());
    assert_eq!(read::hold(&reader, account, hold.id).await.unwrap(), Some(ended));
}

/// Its end leaves it open: it is found, and is due once more, until its passkey is made.
async fn a_recovery_stays_open_past_its_end(database: Database) {
    let store = two(&database).await;
    let (account, reader) = (ADA.handle(), store.reader());
    let mut hold = Hold { kind: HoldKind::Recovery, ..ADA.hold(1) };
    add(&store, ADA, hold.clone()).await;
    let steps =
        [(Told::Middle, HoldState::Waiting), (Told::Late, HoldState::Upheld), (Told::End, HoldState::Upheld)];
    for (told, state) in steps {
        let after = Hold { told, state, due_at: Some(NOW.plus_seconds(9)), ..hold.clone() };
        let before = (hold.state, hold.told);
        let set = Change::SetHold { account, before, hold: Box::new(after.clone()) };
        store.apply(&Changes::Tally(vec![set])).await.unwrap();
        assert_eq!(read::holds(&reader, account).await.unwrap(), std::slice::from_ref(&after));
        hold = after;
    }
    assert!(hold.is_mature());
    assert_eq!(read::holds_due(&reader, NOW.plus_seconds(9), 9).await.unwrap(), [(account, hold.id)]);
    // What was decided before its end was told is not written after it.
    let late = Change::SetHold {
        account,
        before: (HoldState::Upheld, Told::Late),
        hold: Box::new(hold.ended(HoldState::Done, NOW)),
    };
    assert!(store.apply(&Changes::Tally(vec![late])).await.is_err());
}

async fn links_and_vetoes(database: Database) {
    let store = two(&database).await;
    let (account, reader) = (ADA.handle(), store.reader());
    let (link, veto) = (ADA.link(1), ADA.veto(1));
    let changes =
        vec![Change::AddHoldLink { account, link: link.clone() }, Change::AddVeto { account, veto }];
    ADA.apply(&store, changes).await;
    assert_eq!(read::hold_link(&reader, account, link.id).await.unwrap(), Some(link.clone()));
    assert_eq!(read::hold_link(&reader, BOB.handle(), link.id).await.unwrap(), None);
    assert_eq!(read::hold_link(&reader, account, ADA.link(2).id).await.unwrap(), None);
    assert_eq!(read::vetoes(&reader, account).await.unwrap(), [veto]);
    assert!(read::vetoes(&reader, BOB.handle()).await.unwrap().is_empty());
}

async fn what_is_due_is_found(database: Database) {
    let store = two(&database).await;
    let reader = store.reader();
    let due_at = |seconds, hold: Hold| Hold { due_at: Some(NOW.plus_seconds(seconds)), ..hold };
    add(&store, ADA, due_at(20, ADA.hold(1))).await;
    add(&store, ADA, Hold { due_at: None, ..ADA.hold(2) }).await;
    add(&store, BOB, due_at(10, BOB.hold(1))).await;
    let due =
        async |seconds, limit| read::holds_due(&reader, NOW.plus_seconds(seconds), limit).await.unwrap();
    let (adas, bobs) = ((ADA.handle(), ADA.hold(1).id), (BOB.handle(), BOB.hold(1).id));
    assert!(due(9, 9).await.is_empty());
    assert_eq!(due(10, 9).await, [bobs]);
    assert_eq!(due(99, 9).await, [bobs, adas], "the longest due first, and none that nothing is due about");
    assert_eq!(due(99, 1).await, [bobs]);
}

async fn a_notice_carries_its_link(database: Database) {
    let store = two(&database).await;
    let token = ADA.link_token(1);
    ADA.apply(&store, vec![ADA.send_notice(1)]).await;
    let leased =
        store.outbox().lease_due(Channel::Phone, NOW, NOW.plus_seconds(60), 9).await.unwrap().pop().unwrap();
    let Outbound::Message(message) = &leased.outbound else { panic!("a message was put") };
    let MessageKind::Hold(read) = &message.kind else { panic!("{message:?}") };
    assert_eq!(read.link, Some(token.clone()));
    assert_eq!(
        (read.news, read.what, read.name.as_str()),
        (HoldNews::Started, HoldName::RemovePasskey, "Key")
    );
}

async fn a_password_waits_beside_its_hold(database: Database) {
    let store = two(&database).await;
    let (account, reader, hold) = (ADA.handle(), store.reader(), ADA.hold(1).id);
    let salt = [7; SALT_BYTES];
    let hash = PasswordHash::new(HashCost::SHIPPED, salt, [7; TAG_BYTES]);
    let password = StoredPassword { hash, reach: Reach::BesideAnother, set_at: NOW };
    let keep = Change::HoldPassword { account, hold, password: Box::new(password.clone()) };
    ADA.apply(&store, vec![keep]).await;
    let read = read::held_password(&reader, account, hold).await.unwrap().unwrap();
    assert!(read.hash == password.hash);
    assert_eq!((read.reach, read.set_at), (password.reach, password.set_at));
    assert!(read::held_password(&reader, account, ADA.hold(2).id).await.unwrap().is_none());
    assert!(read::held_password(&reader, BOB.handle(), hold).await.unwrap().is_none());
    assert!(read::password(&reader, account).await.unwrap().is_none(), "it serves nobody yet");
    ADA.apply(&store, vec![Change::DropHeldPassword { account, hold }]).await;
    assert!(read::held_password(&reader, account, hold).await.unwrap().is_none());
}
