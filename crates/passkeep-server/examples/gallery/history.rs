//! What happened to an account, seen by its owner.

use passkeep_decision::event::EventKind;
use passkeep_decision::history::{Nearness, Personal, Standing, ToldEvent, ToldPasskey};
use passkeep_decision::id::PasskeyId;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::PasskeyName;
use passkeep_server::views::{EventView, HistoryEventPage, HistoryPage};
use serde_json::json;

use super::*;

pub(super) fn history_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let history = |older_before: Option<i64>| HistoryPage {
        page: sample.owner("/settings/history", Section::History),
        events: events(),
        before: None,
        older_before,
    };
    let history_event = |at: usize| HistoryEventPage {
        page: sample.owner("/settings/history/48", Section::History),
        event: events().swap_remove(at),
    };
    vec![
        ("history", rendered(&history(Some(40)))),
        ("history-end", rendered(&history(None))),
        ("history-event", rendered(&history_event(0))),
        ("history-event-certain", rendered(&history_event(9))),
    ]
}

/// An event of each kind, one of a kind to come, and one whose personal data was erased.
pub(super) fn events() -> Vec<EventView> {
    let event = |gone_ms, kind: &str, details| {
        let name = PasskeyName::parse("Blue key in the drawer").expect("a name");
        let personal = json!({ "name": "Old iPad", "from": "Key 2", "to": name.as_str(), "email": "ada@example.com",
            "place": "PT · 203.0.113.7" });
        let seq = 48 - gone_ms / MINUTE_MS % 40;
        EventView {
            event: ToldEvent {
                seq,
                at: Timestamp(NOW_MS - gone_ms),
                kind: EventKind::parse(kind),
                kind_name: kind.to_owned(),
                actor: "session:BQUFBQUFBQUFBQUFBQUFBQ".into(),
                nearness: Nearness::Elsewhere,
                client: None,
                passkey: Some(ToldPasskey {
                    id: PasskeyId([5; 16]),
                    name: Some(name),
                    standing: Standing::Live,
                }),
                details,
                personal: Personal::Kept(personal),
            },
            on: Some(client("Safari", "Mac")),
        }
    };
    let mut all = vec![
        event(7 * MINUTE_MS, "signed_in", json!({ "known_browser": false })),
        event(12 * MINUTE_MS, "sessions_ended", json!({ "which": "others", "ended": 3 })),
        event(20 * MINUTE_MS, "email_added", json!({})),
        event(DAY_MS, "passkey_removed", json!({})),
        event(DAY_MS + MINUTE_MS, "passkey_created", json!({})),
        event(DAY_MS + 2 * MINUTE_MS, "grant_given", json!({})),
        event(12 * DAY_MS, "passkey_renamed", json!({})),
        event(82 * DAY_MS, "account_created", json!({})),
        event(12 * DAY_MS, "of_a_newer_node", json!({})),
        event(12 * DAY_MS, "passkey_renamed", json!({})),
    ];
    all[1].event.nearness = Nearness::ThisBrowser;
    all[9].event.personal = Personal::Erased;
    all.sort_by_key(|event| std::cmp::Reverse(event.event.at));
    all
}
