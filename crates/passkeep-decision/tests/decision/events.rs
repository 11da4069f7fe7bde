//! The chain of events: each follows the head, and its hash commits to every part.

use passkeep_decision::account::Head;
use passkeep_decision::event::{Actor, Event, EventKind, Happening};
use passkeep_decision::hash::Hash;
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
