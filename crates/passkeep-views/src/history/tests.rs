//! What the history says, and what it offers to undo.

use passkeep_decision::event::EventKind;
use passkeep_decision::history::{Nearness, Personal, Standing, ToldEvent, ToldPasskey};
use passkeep_decision::id::PasskeyId;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::PasskeyName;
use serde_json::{Value, json};

use super::super::{Assets, ClientView, House, Nav, Waits};
use super::*;
use crate::brand::{Brand, Colour, Logo};
use crate::legal::Legal;
use crate::texts::Language;

const NOW_MS: i64 = 1_795_513_680_000;
const HOUR_MS: i64 = 3_600_000;

fn page(language: Language) -> Page {
    let brand = Brand {
        name: "Passkeep".into(),
        host: "localhost".into(),
        logo: Logo::Passkeep,
        colour: Colour::PASSKEEP,
    };
    let house = std::sync::Arc::new(House {
        brand,
        assets: Assets::default(),
        legal: Legal::default(),
        waits: Waits::default(),
    });
    let nav = Some(Nav {
        name: "Ada".into(),
        user_id: "482190371".into(),
        section: Section::History,
        quarantined: false,
        answers_devices: false,
        frozen: false,
    });
    Page { house, language, path: "/settings/history".into(), nav, now_ms: NOW_MS }
}

fn event(kind: &str, details: Value) -> EventView {
    let name = PasskeyName::parse("iPhone").unwrap();
    let personal =
        json!({ "name": "Old iPad", "from": "Key 2", "to": "Blue key", "email": "ada@example.com" });
    EventView {
        event: ToldEvent {
            seq: 7,
            at: Timestamp(NOW_MS - HOUR_MS),
            kind: EventKind::parse(kind),
            kind_name: kind.to_owned(),
            actor: "session:BQUFBQUFBQUFBQUFBQUFBQ".into(),
            nearness: Nearness::Elsewhere,
            client: None,
            passkey: Some(ToldPasskey { id: PasskeyId([5; 16]), name: Some(name), standing: Standing::Live }),
            details,
            personal: Personal::Kept(personal),
        },
        on: Some(ClientView { browser: "Safari".into(), system: "Mac".into() }),
    }
}

fn said(event: &EventView) -> String {
    event.told(&page(Language::En)).what
}

fn rendered(events: Vec<EventView>) -> String {
    let page = page(Language::En);
    HistoryPage { page, events, before: None, older_before: None }.render().unwrap()
}

#[test]
fn every_kind_is_said_in_plain_words() {
    let ended = |which: &str, ended: i64| json!({ "which": which, "ended": ended });
    let rows = [
        ("account_created", json!({}), "Your account was created", false),
        ("passkey_created", json!({}), "A passkey was created: “iPhone”", true),
        ("passkey_renamed", json!({}), "A passkey was renamed from “Key 2” to “Blue key”", true),
        ("passkey_removed", json!({}), "The passkey “Old iPad” was removed, with “iPhone”", true),
        ("grant_given", json!({}), "You allowed a new passkey with “iPhone”", true),
        ("signed_in", json!({}), "You signed in with “iPhone”", true),
        ("sessions_ended", ended("this", 1), "You signed out", false),
        ("sessions_ended", ended("replaced", 1), "The session before ended when you signed in again", false),
        ("sessions_ended", ended("one", 1), "Another session was ended", true),
        ("sessions_ended", ended("others", 0), "All other sessions were to end, and there were none", true),
        ("sessions_ended", ended("others", 1), "1 other session was ended", true),
        ("sessions_ended", ended("others", 3), "3 other sessions were ended", true),
        ("sessions_ended", ended("all", 3), "All sessions were ended: 3", true),
        ("email_added", json!({}), "An email address was added: ada@example.com", true),
        (
            "signed_in",
            json!({ "methods": ["password", "phone_code"] }),
            "You signed in without a passkey, with your password and a code to your phone",
            true,
        ),
        (
            "reauthenticated",
            json!({ "methods": ["passkey"] }),
            "You proved again that it is you, with “iPhone”",
            true,
        ),
        ("app_signed_in", json!({ "app": "shop", "app_name": "Shop" }), "Went on to Shop", true),
        (
            "app_granted",
            json!({ "app": "shop", "app_name": "Shop" }),
            "Said yes to what Shop asked for",
            true,
        ),
        ("app_revoked", json!({ "app": "shop" }), "Ended what shop may do", true),
        (
            "app_token_reused",
            json!({ "app": "shop" }),
            "A token of shop was used twice, so it was signed out",
            true,
        ),
        ("password_set", json!({}), "A password was set", true),
        ("password_changed", json!({}), "The password was changed", true),
        ("password_removed", json!({}), "The password was removed", true),
        ("device_trusted", json!({}), "A device was chosen to be trusted", true),
        ("device_renamed", json!({}), "A device got another name", true),
        ("device_revoked", json!({}), "A device was revoked", true),
        ("device_untrusted", json!({}), "A device lost its trust", true),
        ("approval_requested", json!({}), "A new device asked to be let in", true),
        ("approval_given", json!({}), "A new device was let in by a trusted one", true),
        ("approval_denied", json!({}), "A new device was refused", true),
        ("contact_removed", json!({}), "An address was removed", true),
        ("contact_replaced", json!({}), "An address took the place of another", true),
        ("account_renamed", json!({}), "Your account got another name", true),
        ("language_chosen", json!({ "from": "en", "to": "ja" }), "Messages come in 日本語 from now on", true),
        ("hold_started", json!({}), "A change began to wait", true),
        ("hold_opposed", json!({}), "A veto against a change counted for half", true),
        ("hold_disputed", json!({}), "A change is in dispute", true),
        ("hold_upheld", json!({}), "A dispute was decided: the change goes on", true),
        ("hold_stopped", json!({}), "A change that waited was stopped", true),
        ("hold_lapsed", json!({}), "A change that waited had nothing left to do", true),
        ("hold_undecided", json!({}), "Nobody decided a dispute, so the change was not made", true),
        ("hold_matured", json!({}), "The wait of a change is over", true),
        ("hold_started", json!({ "what": "recovery" }), "Someone began to recover your account", true),
        ("hold_matured", json!({ "what": "recovery" }), "The wait of a recovery is over", true),
        ("confirmation_asked", json!({}), "Blue key asked you to confirm “Old iPad”", false),
        ("action_confirmed", json!({}), "“Old iPad” was confirmed", true),
        ("confirmation_denied", json!({}), "“Old iPad” was denied", true),
        ("confirmation_withdrawn", json!({}), "Blue key took back “Old iPad”", false),
        ("hold_started", json!({ "what": "confirm_action" }), "“Old iPad” was signed, and waits", true),
        ("account_frozen", json!({}), "The account was frozen", true),
        ("account_thawed", json!({}), "The account was thawed", true),
        ("account_recovered", json!({}), "The account was recovered", true),
        ("recovery_codes_replaced", json!({}), "New recovery codes were made", true),
        ("support_looked", staff(), "Support looked at your account (helper, user ID 123 456 782)", true),
        ("support_froze", json!({}), "Support froze your account (reader)", true),
        (
            "recovery_offered",
            json!({}),
            "Support sent the way to a recovery to your addresses (reader)",
            true,
        ),
        ("notices_resent", json!({}), "Support sent you notices again (reader)", true),
        (
            "support_proposed",
            json!({ "action": "thaw" }),
            "Support proposed: Thaw the account (reader). Another person has yet to sign it",
            true,
        ),
        (
            "support_withdrew",
            json!({ "action": "shorten_hold" }),
            "Support took back what it had proposed: Shorten the wait",
            false,
        ),
        (
            "support_decided",
            json!({ "action": "thaw", "proposed_by": {} }),
            "Two of support signed and did: Thaw the account",
            true,
        ),
        (
            "hold_stopped",
            json!({ "action": "stop_hold", "proposed_by": {} }),
            "Two of support signed and did: Stop what waits",
            true,
        ),
        ("of_a_newer_node", json!({}), "Something changed that this page doesn’t know yet", true),
    ];
    for kind in EventKind::ALL {
        assert!(rows.iter().any(|(name, ..)| *name == kind.as_str()), "{kind:?} is tried");
    }
    for (kind, details, sentence, may_be_anothers) in rows {
        let event = event(kind, details.clone());
        let told = event.told(&page(Language::En));
        assert_eq!(
            (told.what.as_str(), told.doubt.is_some()),
            (sentence, may_be_anothers),
            "{kind} {details}"
        );
        let link = rendered(vec![event]).contains("href=\"/settings/history/7\"");
        assert_eq!(link, may_be_anothers, "{kind} {details}");
    }
}

fn staff() -> serde_json::Value {
    json!({ "staff": { "role": "help", "user_id": "123 456 782" } })
}

#[test]
fn the_sign_in_that_opened_this_session_is_beyond_doubt() {
    let mut own = event("signed_in", json!({}));
    own.event.nearness = Nearness::ThisSession;
    assert!(own.told(&page(Language::En)).doubt.is_none());
    own.event.nearness = Nearness::ThisBrowser;
    assert!(own.told(&page(Language::En)).doubt.is_some());
}

#[test]
fn nothing_is_shown_raw_and_what_was_erased_says_so() {
    let mut newer = event("of_a_newer_node", json!({ "secret": "raw details" }));
    newer.event.personal = Personal::Kept(json!({ "secret": "raw personal data" }));
    let html = rendered(vec![newer]);
    for raw in ["of_a_newer_node", "raw details", "raw personal data", "BQUFBQUF"] {
        assert!(!html.contains(raw), "{raw}");
    }
    let mut erased = event("passkey_renamed", json!({}));
    erased.event.personal = Personal::Erased;
    assert_eq!(said(&erased), "A passkey was renamed from (erased) to (erased)");
    let mut email = event("email_added", json!({}));
    email.event.personal = Personal::Erased;
    assert_eq!(said(&email), "An email address was added: (erased)");
    let mut gone = event("signed_in", json!({}));
    gone.event.passkey = None;
    assert_eq!(said(&gone), "You signed in with a passkey that is gone");
}

#[test]
fn events_are_grouped_by_day_in_utc() {
    let at = |at_ms| {
        let mut event = event("signed_in", json!({}));
        event.event.at = Timestamp(at_ms);
        event
    };
    // 11:48 on Wednesday 25 November 2026.
    let midnight = NOW_MS - NOW_MS.rem_euclid(24 * HOUR_MS);
    let events = vec![at(NOW_MS), at(midnight), at(midnight - 1), at(midnight - 24 * HOUR_MS - 1)];
    let history = HistoryPage { page: page(Language::En), events, before: None, older_before: None };
    let days: Vec<_> =
        history.days().into_iter().map(|day| (day.title, day.hint, day.events.len())).collect();
    let [today, yesterday, before] = &days[..] else { panic!("{days:?}") };
    assert_eq!((today.0.as_str(), today.2), ("Today", 2));
    assert!(today.1.ends_with(", times in UTC"), "{}", today.1);
    assert_eq!((yesterday.0.as_str(), yesterday.2), ("Yesterday", 1));
    assert_eq!((before.1.as_str(), before.2), ("Times in UTC", 1));
    assert_eq!(before.0, history.page.day(&(midnight - 24 * HOUR_MS - 1)));
}

#[test]
fn where_it_was_done_is_told_as_far_as_it_is_known() {
    let mut whole = event("signed_in", json!({ "known_browser": false }));
    whole.event.personal = Personal::Kept(json!({ "place": "PT · 203.0.113.7" }));
    whole.event.nearness = Nearness::ThisBrowser;
    assert_eq!(whole.whence(&page(Language::En)), "Safari on Mac · PT · 203.0.113.7 · this browser");
    assert!(rendered(vec![whole]).contains("New browser"));
    let mut bare = event("signed_in", json!({ "known_browser": true }));
    bare.on = None;
    assert_eq!(bare.whence(&page(Language::En)), "");
    assert!(!rendered(vec![bare]).contains("New browser"));
}

#[test]
fn a_passkey_is_offered_for_removal_while_it_is_there() {
    let doubted = |standing| {
        let mut event = event("signed_in", json!({}));
        event.event.passkey.as_mut().unwrap().standing = standing;
        HistoryEventPage { page: page(Language::En), event }.render().unwrap()
    };
    let removal = format!("href=\"/settings/passkeys/{}/remove\"", PasskeyId([5; 16]));
    assert!(doubted(Standing::Live).contains(&removal));
    let html = doubted(Standing::Removed);
    assert!(!html.contains("/remove\""));
    for way in [
        "action=\"/settings/sessions/end-others\"",
        "href=\"/settings/passkeys\"",
        "href=\"/settings/sessions\"",
    ] {
        assert!(html.contains(way), "{way}");
    }
}

#[test]
fn older_pages_are_linked_by_the_last_place() {
    let page_at = |before, older_before| {
        let events = vec![event("signed_in", json!({}))];
        HistoryPage { page: page(Language::En), events, before, older_before }.render().unwrap()
    };
    let (older, newest) =
        ("href=\"/settings/history?before=7\"", "class=\"button quiet\" href=\"/settings/history\"");
    let end = "That is everything";
    for (before, older_before, expected) in [
        (None, Some(7), [true, false, false]),
        (Some(9), Some(7), [true, true, false]),
        (Some(9), None, [false, true, true]),
    ] {
        let html = page_at(before, older_before);
        assert_eq!(
            [older, newest, end].map(|part| html.contains(part)),
            expected,
            "{before:?} {older_before:?}"
        );
    }
}

/// A spreadsheet runs what begins like a formula.
#[test]
fn no_field_of_the_file_is_a_formula() {
    for text in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"] {
        let fields = [text.to_owned(), String::new(), String::new(), String::new()];
        assert_eq!(line(fields), format!("\"'{text}\",\"\",\"\",\"\"\r\n"));
    }
    let plain = line(["1".into(), "a,b".into(), "say \"yes\"".into(), "x = y".into()]);
    assert_eq!(plain, "\"1\",\"a,b\",\"say \"\"yes\"\"\",\"x = y\"\r\n");
}
