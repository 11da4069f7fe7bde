//! A database that came back from a backup: its epoch, what ends with it, what accounts are older than it.

use passkeep_decision::account::Restored;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::hold::Told;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::restoration::{Lineage, RestoreEpoch};
use passkeep_decision::ticket::TicketStep;

use super::databases::Database;
use super::people::{HOUR, NOW, Person};
use crate::{NodeId, StoreError, read};

super::on_both!(
    a_restore_raises_the_epoch_and_ends_what_may_have_ended,
    accounts_of_after_it_lack_nothing,
    a_node_finds_what_it_wrote,
    where_it_stands_is_kept_once
);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

async fn a_restore_raises_the_epoch_and_ends_what_may_have_ended(database: Database) {
    let store = database.open().await;
    let reader = store.reader();
    store.apply(&ADA.sign_up()).await.unwrap();
    let mut hold = ADA.hold(1);
    (hold.told, hold.due_at) = (Told::Middle, Some(hold.matures_at));
    let account = ADA.handle();
    ADA.apply(&store, vec![Change::AddHold { account, hold: Box::new(hold.clone()) }]).await;
    let session = ADA.session(1).key;
    assert!(read::session(&reader, &session).await.unwrap().is_some());
    assert_eq!(store.restoration().await.unwrap().epoch, RestoreEpoch(0));

    let held_until = NOW.plus_seconds(72 * HOUR);
    let first = store.declare_restored(NOW, held_until).await.unwrap();
    assert_eq!((first.epoch, first.held_until), (RestoreEpoch(NOW.0), Some(held_until)));
    assert!(read::session(&reader, &session).await.unwrap().is_none(), "it may have been ended since");
    let told = read::hold(&reader, account, hold.id).await.unwrap().unwrap();
    assert_eq!((told.told, told.due_at), (Told::Start, Some(NOW)), "it is told again");
    assert_eq!(told.matures_at, hold.matures_at);

    // A ticket of before is spent, for the read and for the commit.
    let flow = (NOW.plus_seconds(HOUR), ADA.flow());
    let spent = async |epoch| {
        let epoch = Some(RestoreEpoch(epoch));
        read::spent(&reader, account, flow, TicketStep::Code, epoch).await.unwrap()
    };
    assert!(spent(0).await);
    assert!(!spent(NOW.0).await);
    let commit = store.apply(&Changes::Tally(vec![ADA.spend(TicketStep::Code)])).await;
    assert!(matches!(commit, Err(StoreError::Conflict)), "{commit:?}");

    // A clock that was set back brings no epoch a second time.
    let second = store.declare_restored(Timestamp(NOW.0 - 1000), held_until).await.unwrap();
    assert_eq!(second.epoch, RestoreEpoch(NOW.0 + 1));
}

async fn accounts_of_after_it_lack_nothing(database: Database) {
    let store = database.open().await;
    let restored = async |person: Person| {
        read::account(&store.reader(), person.handle()).await.unwrap().unwrap().restored
    };
    store.apply(&ADA.sign_up()).await.unwrap();
    assert_eq!(restored(ADA).await, None);
    let held_until = NOW.plus_seconds(72 * HOUR);
    store.declare_restored(NOW, held_until).await.unwrap();
    let Changes::Account { event, mut rest } = BOB.sign_up() else { panic!("no account") };
    rest.retain(|change| !matches!(change, Change::Spend { .. }));
    store.apply(&Changes::Account { event, rest }).await.unwrap();
    assert_eq!(restored(ADA).await, Some(Restored { held_until }));
    assert_eq!(restored(BOB).await, None);
    let holder = read::holder(&store.reader(), ADA.handle(), ADA.passkey(1).id, None).await.unwrap().unwrap();
    assert_eq!(holder.account.restored, Some(Restored { held_until }));
    // Nor is there a way back: another restore, and Bob is of before it.
    store.declare_restored(NOW.plus_seconds(1), held_until).await.unwrap();
    assert_eq!(restored(BOB).await, Some(Restored { held_until }));
}

async fn a_node_finds_what_it_wrote(database: Database) {
    let store = database.open().await;
    let (one, other) = (NodeId([1; 16]), NodeId([2; 16]));
    assert_eq!(store.beats(one).await.unwrap(), None);
    for beats in 1..=3 {
        store.beat(one, beats, NOW).await.unwrap();
    }
    store.beat(other, 1, NOW).await.unwrap();
    assert_eq!(store.beats(one).await.unwrap(), Some(3));
    assert_eq!(store.beats(other).await.unwrap(), Some(1));
    store.prune(NOW.plus_seconds(401 * 24 * HOUR)).await.unwrap();
    assert_eq!(store.beats(one).await.unwrap(), None);
}

async fn where_it_stands_is_kept_once(database: Database) {
    let store = database.open().await;
    let now = store.lineage().await.unwrap();
    store.keep_lineage(&Lineage("elsewhere".into())).await.unwrap();
    store.keep_lineage(&Lineage("again".into())).await.unwrap();
    assert_eq!(store.restoration().await.unwrap().lineage, Some(Lineage("elsewhere".into())));
    assert_eq!(store.declare_whole().await.unwrap().lineage, now);
    assert_eq!(store.restoration().await.unwrap().epoch, RestoreEpoch(0), "nothing is missing");
    assert!(!store.has_moved());
}
