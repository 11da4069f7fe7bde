//! History, page by page, and the walk over all accounts.

use passkeep_decision::history::{PageSize, Personal, ReadEvent, ReadHistory, Standing};
use passkeep_decision::policy::Policy;

use super::databases::Database;
use super::people::{ISSUER, NOW, Person, moment};
use crate::{Context, Load, Store, read};

super::on_both!(
    a_page_ends_where_the_next_begins,
    history_tells_what_its_owner_may_see,
    the_walk_meets_each_account_once
);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

fn policy() -> Policy {
    Policy::new(ISSUER.into(), "example.com".into(), "Example".into(), vec![])
}

/// Loads and decides, as the server does.
async fn asked<S: Load>(store: &Store, step: &S) -> S::Reply {
    let (policy, moment) = (policy(), moment(9));
    let context = Context { policy: &policy, moment: &moment };
    let facts = step.load(&store.reader(), context).await.unwrap();
    step.decide(&facts, &policy, &moment).reply.unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn page(before: Option<i64>, size: i64) -> ReadHistory {
    ReadHistory { session: Some(ADA.session(1).key), before, size: PageSize::parse(size).unwrap() }
}

async fn five_events(database: &Database) -> Store {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.apply(&BOB.sign_up()).await.unwrap();
    for _ in 0..4 {
        ADA.apply(&store, vec![]).await;
    }
    BOB.apply(&store, vec![]).await;
    store
}

async fn a_page_ends_where_the_next_begins(database: Database) {
    let store = five_events(&database).await;
    for (before, size, expected, older_before) in [
        (None, 2, vec![5, 4], Some(4)),
        (Some(4), 2, vec![3, 2], Some(2)),
        (Some(2), 2, vec![1], None),
        (Some(1), 2, vec![], None),
        (None, 5, vec![5, 4, 3, 2, 1], None),
        (Some(i64::MAX), 4, vec![5, 4, 3, 2], Some(2)),
    ] {
        let history = asked(&store, &page(before, size)).await;
        let seqs: Vec<_> = history.events.iter().map(|event| event.seq).collect();
        assert_eq!((seqs, history.older_before), (expected, older_before), "{before:?} {size}");
    }
}

async fn history_tells_what_its_owner_may_see(database: Database) {
    let store = five_events(&database).await;
    database.write_past_the_store("delete from event_personal_data where seq = 2").await;
    database.write_past_the_store("update event set kind = 'from_a_newer_node' where seq = 3").await;
    let history = asked(&store, &page(None, 50)).await;
    let [_, _, third, second, first] = history.events.as_slice() else { panic!("five") };
    assert_eq!(first.personal, Personal::Kept(serde_json::json!({ "name": "Ada" })));
    assert_eq!(second.personal, Personal::Erased);
    assert_eq!((third.kind, third.kind_name.as_str()), (None, "from_a_newer_node"));
    let passkey = first.passkey.as_ref().unwrap();
    assert_eq!(passkey.name.as_ref().map(|name| name.as_str()), Some("Passkey 1"));
    assert_eq!((passkey.standing, first.at), (Standing::Live, NOW));
    let session = Some(ADA.session(1).key);
    assert_eq!(asked(&store, &ReadEvent { session, seq: 3 }).await.event, *third);
}

async fn the_walk_meets_each_account_once(database: Database) {
    let store = database.open().await;
    assert_eq!(read::accounts_count(&store.reader()).await.unwrap(), 0);
    let people = [Person(0), Person(7), Person(128), Person(255)];
    for person in [2, 0, 3, 1].map(|at| people[at]) {
        store.apply(&person.sign_up()).await.unwrap();
    }
    let (mut met, mut after) = (vec![], None);
    loop {
        let page = read::accounts_after(&store.reader(), after, 3).await.unwrap();
        let Some((last, _)) = page.last() else { break };
        after = Some(*last);
        met.extend(page);
    }
    assert_eq!(met, people.map(|person| (person.handle(), person.user_id())));
    assert_eq!(read::accounts_count(&store.reader()).await.unwrap(), 4);
}
