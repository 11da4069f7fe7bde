//! What has served its time goes, and nothing that still counts.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::code::{Tally, TallyScope};
use passkeep_decision::hold::HoldState;
use passkeep_decision::ticket::TicketStep;

use super::databases::Database;
use super::people::{HOUR, NOW, Person};
use crate::{Store, StoreError, read};

super::on_both!(spends_go_behind_a_floor, the_floor_only_rises, the_rest_goes_by_age);

const ADA: Person = Person(1);

async fn rows(store: &Store, sql: &'static str) -> i64 {
    store.reader().query_one(sql, &[], |row| row.integer()).await.unwrap().unwrap()
}

/// One of each goes at once.
const ENDED_HOLDS_AND_LINKS: &str =
    "select count(*) from hold_link l join hold h on h.account = l.account and h.ended_at is not null";

const SPENDS: &str = "select count(*) from spend";

async fn spends_go_behind_a_floor(database: Database) {
    let store = database.open().await;
    let spend = Changes::Tally(vec![ADA.spend(TicketStep::Code)]);
    store.apply(&spend).await.unwrap();
    store.prune(NOW.plus_seconds(HOUR)).await.unwrap();
    assert!(matches!(store.apply(&spend).await, Err(StoreError::Conflict)));
    // The flow is over: the floor rises over it, and the row waits for whoever has not seen that.
    store.prune(NOW.plus_seconds(2 * HOUR)).await.unwrap();
    assert_eq!(rows(&store, SPENDS).await, 1);
    store.prune(NOW.plus_seconds(2 * HOUR + 59)).await.unwrap();
    assert_eq!(rows(&store, SPENDS).await, 1);
    store.prune(NOW.plus_seconds(2 * HOUR + 60)).await.unwrap();
    assert_eq!(rows(&store, SPENDS).await, 0);
    // Its row is gone, and yet it can't be spent again.
    assert!(matches!(store.apply(&spend).await, Err(StoreError::Conflict)));
    let ends = NOW.plus_seconds(HOUR);
    assert!(
        read::spent(&store.reader(), ADA.handle(), (ends, ADA.flow()), TicketStep::Code, None).await.unwrap()
    );
}

async fn the_floor_only_rises(database: Database) {
    let store = database.open().await;
    store.prune(NOW.plus_seconds(2 * HOUR)).await.unwrap();
    // A clock that was set back.
    store.prune(NOW).await.unwrap();
    store.prune(NOW.plus_seconds(HOUR)).await.unwrap();
    let spend = Changes::Tally(vec![ADA.spend(TicketStep::Code)]);
    assert!(matches!(store.apply(&spend).await, Err(StoreError::Conflict)));
}

async fn the_rest_goes_by_age(database: Database) {
    const DAY: i64 = 24 * HOUR;
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    ADA.apply(&store, vec![Change::AddTombstone { account: ADA.handle(), tombstone: ADA.tombstone(2) }])
        .await;
    let account = ADA.handle();
    let (waits, over) = (ADA.hold(1), ADA.hold(2).ended(HoldState::Done, NOW));
    let holds = [waits, over].map(|hold| Change::AddHold { account, hold: Box::new(hold) });
    ADA.apply(&store, [holds.as_slice(), &[Change::AddHoldLink { account, link: ADA.link(2) }]].concat())
        .await;
    let tally = Tally { window_start: NOW, sent: 0 };
    let tallies = vec![
        ADA.issue_code(),
        Change::CountSend { scope: TallyScope::Address(ADA.address()), tally },
        ADA.send(1),
        ADA.send(2),
        ADA.ask(1),
    ];
    store.apply(&Changes::Tally(tallies)).await.unwrap();
    let leased =
        store.outbox().lease_due(crate::outbox::Channel::Phone, NOW, NOW.plus_seconds(60), 1).await.unwrap();
    store.outbox().sent(&leased[0], NOW).await.unwrap();
    let ages = [
        ("select count(*) from approval", 300 + HOUR),
        ("select count(*) from code", 600 + 2 * HOUR),
        ("select count(*) from session", DAY + 1),
        ("select count(*) from address_tally", 2 * DAY),
        ("select count(*) from outbox where sent_at is not null", 30 * DAY),
        (ENDED_HOLDS_AND_LINKS, 90 * DAY),
        ("select count(*) from tombstone", 400 * DAY),
    ];
    for (sql, seconds) in ages {
        store.prune(NOW.plus_seconds(seconds)).await.unwrap();
        assert_eq!(rows(&store, sql).await, 1, "{sql} at its age");
        store.prune(NOW.plus_seconds(seconds + 1)).await.unwrap();
        assert_eq!(rows(&store, sql).await, 0, "{sql} after it");
    }
    // What waits, and the account itself, stay.
    assert_eq!(rows(&store, "select count(*) from outbox").await, 1);
    assert_eq!(rows(&store, "select count(*) from hold").await, 1);
    assert_eq!(ADA.head(&store).await.seq, 3);
}
