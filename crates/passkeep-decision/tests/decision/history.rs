//! History: a page of it, one event of it, and who did each.

use passkeep_decision::event::{Actor, Event, EventKind, Happening};
use passkeep_decision::history::*;
use passkeep_decision::id::{DeviceId, SessionId};
use passkeep_decision::passkey::{Tombstone, id_of};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::{Novelty, Restriction};
use serde_json::{Value, json};

use crate::support::*;

const OTHER: SessionId = SessionId([1; 16]);

/// An event as the store gives it back.
fn recorded(seq: i64, kind: EventKind, actor: Actor, details: Value) -> RecordedEvent {
    let happening = Happening { kind, actor, details, personal: Some(json!({ "name": "Blue key" })) };
    let event = Event::after(account(ADA).head, ADA, happening, ORIGIN, &moment());
    RecordedEvent {
        seq,
        at: event.at,
        kind: event.kind.as_str().into(),
        actor: event.actor.to_string(),
        bytes: event.bytes,
        personal: event.personal.map(|data| data.bytes),
    }
}

fn ended(seq: i64) -> RecordedEvent {
    recorded(seq, EventKind::SessionsEnded, Actor::Session(OTHER), json!({ "client": client() }))
}

fn facts() -> HistoryFacts {
    HistoryFacts {
        who: Some(who()),
        events: vec![ended(9), ended(8), ended(7)],
        passkeys: vec![],
        tombstones: vec![],
    }
}

fn read() -> Case<ReadHistory> {
    let size = PageSize::parse(3).unwrap();
    Case::new(ReadHistory { session: session(), before: None, size }, facts())
}

fn one() -> Case<ReadEvent> {
    Case::new(ReadEvent { session: session(), seq: 8 }, facts())
}

#[test]
fn reading() {
    check(read, session_rows!(ReadHistory));
    check(
        read,
        [
            row("used a minute ago", |_| (), writes(&[])),
            row(
                "used a fifteenth of its idle time ago",
                |c| c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-240),
                writes(&["TouchSession", "SeeDevice"]),
            ),
            row(
                "a browser that is new to the account may look",
                |c| {
                    let restriction = Restriction { until: NOW.plus_seconds(1), because: Novelty::Browser };
                    c.facts.who.as_mut().unwrap().session.restriction = Some(restriction);
                },
                writes(&[]),
            ),
        ],
    );
}

#[test]
fn reading_one() {
    check(one, session_rows!(ReadEvent));
    check(
        one,
        [
            row("one that is there", |_| (), writes(&[])),
            row(
                "used a fifteenth of its idle time ago",
                |c| c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-240),
                writes(&["TouchSession", "SeeDevice"]),
            ),
            row(
                "none at that place: the load found another",
                |c| c.step.seq = 10,
                refuses(Refusal::NotFound),
            ),
        ],
    );
    assert_eq!(one().decide().reply.unwrap_or_else(|_| panic!("refused")).event.seq, 8);
}

#[test]
fn a_page_says_where_the_next_begins() {
    for (size, seqs, older_before) in
        [(2, vec![9, 8], Some(8)), (3, vec![9, 8, 7], None), (50, vec![9, 8, 7], None)]
    {
        let mut case = read();
        case.step.size = PageSize::parse(size).unwrap();
        let Ok(history) = case.decide().reply else { panic!("refused") };
        let told: Vec<_> = history.events.iter().map(|event| event.seq).collect();
        assert_eq!((told, history.older_before), (seqs, older_before), "{size}");
    }
    assert_eq!([0, -1, 101].map(PageSize::parse), [None; 3]);
}

fn told(event: RecordedEvent) -> ToldEvent {
    let mut case = read();
    case.facts.events = vec![event];
    let Ok(mut history) = case.decide().reply else { panic!("refused") };
    history.events.remove(0)
}

#[test]
fn the_nearest_that_holds_says_who_did_it() {
    use EventKind::{GrantGiven, PasskeyRenamed, SignedIn};
    let (own, other) = (id_of(b"opened by"), id_of(b"another"));
    let (here, there) = (json!({ "device": DEVICE }), json!({ "device": DeviceId([9; 16]) }));
    for (kind, actor, details, nearness) in [
        (PasskeyRenamed, Actor::Session(SESSION), json!({}), Nearness::ThisSession),
        (SignedIn, Actor::Passkey(own), json!({ "session": SESSION }), Nearness::ThisSession),
        (PasskeyRenamed, Actor::Session(OTHER), here.clone(), Nearness::ThisBrowser),
        (GrantGiven, Actor::Passkey(own), here, Nearness::ThisBrowser),
        (SignedIn, Actor::Passkey(own), json!({ "session": OTHER }), Nearness::ThisPasskey),
        (GrantGiven, Actor::Passkey(own), there.clone(), Nearness::ThisPasskey),
        (GrantGiven, Actor::Passkey(other), there, Nearness::Elsewhere),
        (PasskeyRenamed, Actor::Session(OTHER), json!({}), Nearness::Elsewhere),
    ] {
        let event = recorded(8, kind, actor, details.clone());
        assert_eq!(told(event).nearness, nearness, "{kind:?} {actor} {details}");
    }
}

#[test]
fn without_a_remembered_browser_no_event_is_this_browsers() {
    let mut case = read();
    case.facts.who.as_mut().unwrap().session.device = None;
    case.facts.events =
        vec![recorded(8, EventKind::PasskeyRenamed, Actor::Session(OTHER), json!({ "device": Value::Null }))];
    let Ok(history) = case.decide().reply else { panic!("refused") };
    assert_eq!(history.events[0].nearness, Nearness::Elsewhere);
}

#[test]
fn a_passkey_is_named_while_anything_remains_of_it() {
    let key = Key::synced(1, ADA);
    let left = Key::synced(2, ADA).passkey;
    let gone = id_of(b"gone for long");
    let mut case = read();
    case.facts.tombstones = vec![Tombstone {
        id: left.id,
        credential_id: left.credential_id.clone(),
        public_key: left.public_key.clone(),
        backup_eligible: true,
        name: left.name.clone(),
        removed_at: NOW,
    }];
    case.facts.passkeys = vec![key.passkey.clone()];
    case.facts.events = [key.passkey.id, left.id, gone]
        .map(|id| recorded(8, EventKind::SignedIn, Actor::Passkey(id), json!({ "passkey": id })))
        .into();
    let Ok(history) = case.decide().reply else { panic!("refused") };
    let named = history.events.iter().map(|event| {
        let passkey = event.passkey.clone().unwrap();
        (passkey.name.map(|name| name.to_string()), passkey.standing)
    });
    let expected = [
        (Some("Key 1".to_owned()), Standing::Live),
        (Some("Key 2".to_owned()), Standing::Removed),
        (None, Standing::Removed),
    ];
    assert_eq!(named.collect::<Vec<_>>(), expected);
}

#[test]
fn personal_data_is_told_erased_or_never_there() {
    let name = Personal::Kept(json!({ "name": "Blue key" }));
    assert_eq!(told(ended(8)).personal, name);
    assert_eq!(told(RecordedEvent { personal: None, ..ended(8) }).personal, Personal::Erased);
    let plain = RecordedEvent { personal: None, bytes: b"{}".into(), ..ended(8) };
    assert_eq!(told(plain).personal, Personal::Nothing);
}

#[test]
fn what_this_build_does_not_know_is_told_all_the_same() {
    let newer = told(RecordedEvent { kind: "frozen".into(), ..ended(8) });
    assert_eq!((newer.kind, newer.kind_name.as_str()), (None, "frozen"));
    assert_eq!(newer.client, Some(client()));
    let unreadable = told(RecordedEvent { bytes: b"{".into(), actor: "?".into(), ..ended(8) });
    assert_eq!((unreadable.kind, unreadable.client), (Some(EventKind::SessionsEnded), None));
    assert_eq!(unreadable.nearness, Nearness::Elsewhere);
}
