//! The chain of events: each follows the head, and its hash commits to every part.

use passkeep_decision::account::Head;
use passkeep_decision::device::NetworkPlace;
use passkeep_decision::event::{Actor, Event, EventKind, Happening};
use passkeep_decision::hash::Hash;
use passkeep_decision::moment::Moment;
use passkeep_decision::passkey::id_of;
use serde_json::json;

use crate::support::*;

fn after(head: Head) -> Event {
    let happening = Happening {
        kind: EventKind::PasskeyRenamed,
        actor: Actor::Session(SESSION),
        details: json!({ "zeta": 1, "alpha": 2 }),
        personal: Some(json!({ "from": "Ada's phone" })),
    };
    Event::after(head, ADA, happening, ORIGIN, &moment())
}

#[test]
fn each_follows_the_one_before() {
    let first = after(Head::START);
    assert_eq!((first.seq, first.previous), (1, [0; 32]));
    let second = after(first.head());
    assert_eq!((second.seq, second.previous), (2, first.hash));
}

#[test]
fn the_hash_is_over_these_bytes() {
    let event = after(Head { seq: 7, hash: [9; 32] });
    let expected = Hash::new("event")
        .bytes(ORIGIN.as_bytes())
        .bytes(&[0xAD; 16])
        .integer(8)
        .bytes(&[9; 32])
        .integer(NOW.0)
        .bytes(b"passkey_renamed")
        .bytes(b"session:BQUFBQUFBQUFBQUFBQUFBQ")
        .bytes(&event.bytes)
        .finish();
    assert_eq!(event.hash, expected);
}

#[test]
fn personal_data_stands_beside_the_chain() {
    let event = after(Head::START);
    let personal = event.personal.clone().unwrap();
    let text = String::from_utf8(event.bytes.clone()).unwrap();
    assert!(!text.contains("Ada"), "{text}");
    assert!(text.starts_with(r#"{"alpha":2,"pii":""#), "keys are sorted: {text}");
    let expected = Hash::new("pii").bytes(&personal.salt).bytes(br#"{"from":"Ada's phone"}"#).finish();
    assert_eq!(personal.hash(), expected);
}

/// Where a request came from goes along with what was done on a device of the account, beside the chain. What somebody
/// else caused, as whoever signs up with its number does, says nothing of where they are.
#[test]
fn the_place_goes_with_the_client() {
    let at_home = || moment().at_place(NetworkPlace::fitted("PT · 203.0.113.7"));
    let personal = |details, moment: &Moment| {
        let actor = Actor::Session(SESSION);
        let happening = Happening { kind: EventKind::SignedIn, actor, details, personal: None };
        let event = Event::after(Head::START, ADA, happening, ORIGIN, moment);
        assert!(!String::from_utf8(event.bytes).unwrap().contains("203.0.113.7"));
        event.personal.map(|data| String::from_utf8(data.bytes).unwrap())
    };
    let with_client = || json!({ "client": client() });
    assert_eq!(personal(with_client(), &at_home()).as_deref(), Some(r#"{"place":"PT · 203.0.113.7"}"#));
    assert_eq!(personal(json!({}), &at_home()), None);
    assert_eq!(personal(with_client(), &moment()), None);
}

#[test]
fn every_kind_and_every_actor_is_read_as_it_is_written() {
    // The names as the source lists them: a kind that is left out of `ALL` would be told as an unknown one.
    let source = include_str!("../../src/event.rs");
    let names: Vec<_> =
        source.lines().filter_map(|line| line.split_once("=> \"")?.1.split('"').next()).collect();
    assert_eq!(names.len(), EventKind::ALL.len());
    for name in names {
        assert_eq!(EventKind::parse(name).map(EventKind::as_str), Some(name));
    }
    assert_eq!(EventKind::parse("from_a_newer_node"), None);
    for actor in [Actor::Session(SESSION), Actor::Passkey(id_of(b"a passkey"))] {
        assert_eq!(Actor::parse(&actor.to_string()), Some(actor));
    }
    let staff = "staff:BQUFBQUFBQUFBQUFBQUFBQ";
    assert_eq!(Actor::parse(staff).map(|actor| actor.to_string()).as_deref(), Some(staff));
    for text in ["", "session", "session:", "passkey:short", "robot:BQUFBQUFBQUFBQUFBQUFBQ"] {
        assert_eq!(Actor::parse(text), None, "{text}");
    }
}

#[test]
fn what_somebody_did_names_browser_and_system() {
    use passkeep_decision::change::Changes;
    use passkeep_decision::sessions::{EndSessions, SessionsFacts, Which};
    use passkeep_decision::step::Step;
    let step = EndSessions { session: session(), which: Which::Others, client: client() };
    let facts = SessionsFacts { who: Some(who()), sessions: vec![] };
    let Changes::Account { event, .. } = step.decide(&facts, &policy(), &moment()).changes else {
        panic!("no event")
    };
    let details: serde_json::Value = serde_json::from_slice(&event.bytes).unwrap();
    assert_eq!(details["client"], json!({ "browser": "Firefox", "system": "Linux" }));
    assert_eq!(details["device"], json!(DEVICE));
    assert_eq!((&details["which"], &details["ended"]), (&json!("others"), &json!(0)));
}
