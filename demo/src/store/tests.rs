use super::*;
use crate::action::{Action, NewPayee, Order, Side, Withdrawal};
use crate::state::{Failed, State};

const ADA: &str = "ada";
const NOW: i64 = 1_795_000_000_000;

fn opened() -> Store {
    let store = Store::open(Path::new(":memory:")).unwrap();
    store.welcome(ADA, "Ada", NOW).unwrap();
    store
}

fn order(side: Side, quantity: u32, bound: i64) -> Action {
    Action::Order(Order { side, symbol: "ALDR", quantity, bound: Money(bound) })
}

fn row(store: &Store, id: &str, action: &Action) -> ActionRow {
    store.begin_action(id, ADA, action, NOW).unwrap();
    store.action(ADA, id).unwrap().unwrap()
}

fn done(price: i64) -> Answer {
    Answer::Do { price: Money(price), receipt: None }
}

fn cash(store: &Store) -> i64 {
    store.customer(ADA).unwrap().unwrap().cash.0
}

fn shares(store: &Store) -> (u32, i64) {
    let positions = store.positions(ADA).unwrap();
    let found = positions.into_iter().find(|position| position.symbol == "ALDR");
    found.map_or((0, 0), |position| (position.quantity, position.cost.0))
}

#[test]
fn an_answer_that_comes_twice_does_nothing_twice() {
    let store = opened();
    let buy = row(&store, "a", &order(Side::Buy, 10, 200_000));
    assert_eq!(store.settle(&buy, &done(20_000), NOW).unwrap(), State::Done);
    assert_eq!((cash(&store), shares(&store)), (2_300_000, (50, 912_000)));
    assert_eq!(store.settle(&buy, &done(20_000), NOW).unwrap(), State::Done);
    assert_eq!(store.settle(&buy, &Answer::Over(State::Denied), NOW).unwrap(), State::Done);
    assert_eq!((cash(&store), shares(&store)), (2_300_000, (50, 912_000)));
}

#[test]
fn an_order_is_done_within_its_bound_or_not_at_all() {
    let store = opened();
    let check = |id, action: &Action, price, expected| {
        let before = (cash(&store), shares(&store));
        assert_eq!(store.settle(&row(&store, id, action), &done(price), NOW).unwrap(), expected, "{id}");
        assert_eq!((cash(&store), shares(&store)), before, "{id}");
    };
    check("price", &order(Side::Buy, 10, 200_000), 20_001, State::Failed(Failed::Price));
    check("cash", &order(Side::Buy, 1000, 100_000_000), 2501, State::Failed(Failed::Cash));
    check("shares", &order(Side::Sell, 41, 100_000_000), 100, State::Failed(Failed::Shares));
}

#[test]
fn selling_leaves_what_is_left_at_its_price() {
    let store = opened();
    let sell = row(&store, "a", &order(Side::Sell, 10, 200_000));
    assert_eq!(store.settle(&sell, &done(20_000), NOW).unwrap(), State::Done);
    assert_eq!((cash(&store), shares(&store)), (2_700_000, (30, 534_000)));
    let rest = row(&store, "b", &order(Side::Sell, 30, 900_000));
    assert_eq!(store.settle(&rest, &done(20_000), NOW).unwrap(), State::Done);
    assert_eq!(shares(&store), (0, 0));
}

#[test]
fn cash_never_falls_below_nothing() {
    let store = opened();
    let withdrawal =
        |amount| Action::Withdrawal(Withdrawal { amount, name: "Ada".into(), account: "8812".into() });
    let first = row(&store, "a", &withdrawal(Money(2_000_000)));
    let second = row(&store, "b", &withdrawal(Money(2_000_000)));
    assert_eq!(store.settle(&first, &done(0), NOW).unwrap(), State::Done);
    assert_eq!(store.settle(&second, &done(0), NOW).unwrap(), State::Failed(Failed::Cash));
    assert_eq!(cash(&store), 500_000);
}

#[test]
fn an_action_can_wait_before_it_ends() {
    let store = opened();
    let payee = Action::NewPayee(NewPayee { name: "Ada Okafor".into(), account: "8812".into() });
    let asked = row(&store, "a", &payee);
    let held = Answer::Waits { state: State::Held, until_ms: Some(NOW + 5) };
    assert_eq!(store.settle(&asked, &held, NOW).unwrap(), State::Held);
    assert_eq!(store.action(ADA, "a").unwrap().unwrap().until_ms, Some(NOW + 5));
    assert_eq!(store.payees(ADA).unwrap(), []);
    assert_eq!(store.settle(&asked, &done(0), NOW).unwrap(), State::Done);
    assert_eq!(store.payees(ADA).unwrap(), [Payee { name: "Ada Okafor".into(), account: "8812".into() }]);
    assert_eq!(store.action("bob", "a").unwrap(), None);
}

#[test]
fn a_sign_in_ends_once_in_its_own_browser_and_in_time() {
    let store = opened();
    let begun = |state: &str| SignIn {
        state: state.into(),
        browser: "b".into(),
        nonce: "n".into(),
        verifier: "v".into(),
        return_to: "/".into(),
        expires_at: NOW + 10,
    };
    store.begin_sign_in(&begun("s")).unwrap();
    assert_eq!(store.take_sign_in("s", "another", NOW).unwrap(), None);
    assert_eq!(store.take_sign_in("t", "b", NOW).unwrap(), None);
    assert_eq!(store.take_sign_in("s", "b", NOW).unwrap(), Some(begun("s")));
    assert_eq!(store.take_sign_in("s", "b", NOW).unwrap(), None);
    store.begin_sign_in(&begun("late")).unwrap();
    assert_eq!(store.take_sign_in("late", "b", NOW + 10).unwrap(), None);
}

#[test]
fn sessions_end_by_time_by_hand_and_by_passkeep() {
    let store = opened();
    let session = |sid: &str| Session { subject: ADA.into(), sid: Some(sid.into()), id_token: "t".into() };
    let minute = 60_000;
    for token in ["one", "two", "three"] {
        store.begin_session(token, &session(token), NOW).unwrap();
    }
    let alive = |token, at| store.session(token, at).unwrap().is_some();
    assert!(alive("one", NOW + 59 * minute));
    assert!(alive("one", NOW + 118 * minute));
    assert!(!alive("two", NOW + 60 * minute));
    assert!(!alive("none", NOW));
    assert_eq!(store.end_sessions(Some("bob"), Some("one")).unwrap(), 0);
    assert_eq!(store.end_sessions(Some(ADA), Some("one")).unwrap(), 1);
    assert!(!alive("one", NOW + 118 * minute));
    assert_eq!(store.end_sessions(None, None).unwrap(), 0);
    assert_eq!(store.end_sessions(Some(ADA), None).unwrap(), 2);
    assert!(!alive("three", NOW));
}

#[test]
fn ids_are_spent_once_and_older_words_change_nothing() {
    let store = opened();
    assert!(store.spend("id", NOW + 1).unwrap());
    assert!(!store.spend("id", NOW + 1).unwrap());
    store.prune(NOW + 2).unwrap();
    assert!(store.spend("id", NOW + 9).unwrap());
    store.tell(ADA, "account_frozen", 20).unwrap();
    store.tell(ADA, "account_frozen", 10).unwrap();
    assert_eq!(store.told(ADA).unwrap().frozen_at, Some(20));
    store.pin("trust", "first").unwrap();
    store.pin("trust", "second").unwrap();
    assert_eq!(store.pinned("trust").unwrap().as_deref(), Some("first"));
}
