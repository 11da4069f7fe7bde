//! What every page owes to people and browsers, checked on the pages themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use passkeep_decision::diagnosis::System;
use passkeep_decision::event::EventKind;
use passkeep_decision::history::{Nearness, Personal, Standing, ToldEvent, ToldPasskey};
use passkeep_decision::id::PasskeyId;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::PasskeyName;
use passkeep_decision::policy::Policy;
use serde_json::json;

use super::*;
use crate::brand::{Brand, Colour, Logo};
use crate::legal::Legal;
use crate::texts::Language;

/// Names, addresses and codes come from people and may hold anything.
const HOSTILE: &str = "<script>alert(1)</script>\"'&";

mod apps;
mod samples;
mod told;

use samples::*;

const MESSAGES: [&str; 33] = [
    "changes_held",
    "client",
    "value_held",
    "second_way",
    "needs_proof",
    "frozen",
    "suspended",
    "authenticator",
    "cancelled",
    "cancelled_again",
    "not_accepted",
    "removed",
    "already_here",
    "expired",
    "unsupported",
    "offline",
    "server_problem",
    "busy",
    "signed_out",
    "not_found_here",
    "renewed",
    "waits",
    "on_hold",
    "hold_over",
    "hold_disputed",
    "too_new",
    "number",
    "number_wrong",
    "approval_over",
    "many_approvals",
    "untrusted",
    "working",
    "other",
];

#[test]
fn every_page_has_a_language_a_title_one_heading_and_a_way_past_the_header() {
    for (name, language, html) in every_page() {
        let lang = format!("<html lang=\"{}\">", language.tag());
        assert!(html.contains(&lang), "{name}: {lang}");
        assert_eq!(html.matches("<h1>").count(), 1, "{name}: one h1");
        assert_eq!(html.matches("<main").count(), 1, "{name}: one main");
        assert!(html.contains("<a class=\"skip\" href=\"#do\">"), "{name}: skip link");
        assert_eq!(html.matches(" id=\"do\"").count(), 1, "{name}: what the skip link leads to");
        let title = between(&html, "<title>", "</title>");
        assert!(
            title.ends_with(" - &#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;"),
            "{name}: {title}"
        );
        assert!(!title.starts_with(" -"), "{name}: a title of its own");
    }
}

#[test]
fn what_people_typed_is_escaped_everywhere() {
    for (name, _, html) in every_page() {
        assert!(!html.contains("<script>"), "{name}");
        assert!(!html.contains("alert(1)</script>"), "{name}");
        assert!(!html.contains("\"'&"), "{name}");
    }
}

#[test]
fn no_page_holds_script_or_style_or_asks_another_host() {
    for (name, _, html) in every_page() {
        for start in html.match_indices("<script").map(|(at, _)| at) {
            let tag = html[start..].split('>').next().unwrap();
            assert!(tag.starts_with("<script type=\"module\" src=\"/assets/"), "{name}: {tag}");
            assert!(html[start + tag.len()..].starts_with("></script>"), "{name}: {tag} is empty");
        }
        // What the operator links to at the foot is asked by who follows the link, and by no page.
        let html = html.replace("<a href=\"https://example.com/", "<a href=\"/");
        for banned in ["<style", " style=", " onclick=", " onload=", "javascript:", "http://", "https://"] {
            assert!(!html.contains(banned), "{name}: {banned}");
        }
    }
}

#[test]
fn ids_are_unique_and_every_reference_finds_one() {
    for (name, _, html) in every_page() {
        let ids = attribute(&html, "id");
        for (at, id) in ids.iter().enumerate() {
            assert!(!ids[..at].contains(id), "{name}: {id} twice");
        }
        for reference in ["for", "aria-labelledby", "aria-describedby", "data-dialog", "form"] {
            for id in attribute(&html, reference).into_iter().flat_map(|ids| ids.split(' ')) {
                assert!(ids.contains(&id), "{name}: {reference}={id} leads nowhere");
            }
        }
    }
}

#[test]
fn every_element_can_say_every_message() {
    let elements = [
        ("passkeep-sign-in", sign_in(Language::En)),
        ("passkeep-sign-up", sign_up_passkey(Language::En)),
        ("passkeep-reauthenticate", grant(Language::En)),
        ("passkeep-reauthenticate", reauthenticate(Language::En)),
        ("passkeep-create", place(Language::En)),
        ("passkeep-remove", removal(Language::En, &["Other"])),
        ("passkeep-trust", devices(Language::En)),
        ("passkeep-approve", approve(Language::En)),
        ("passkeep-wait", wait(Language::En, WaitState::Pending { ends_at_ms: 1_795_513_700_000 })),
        ("passkeep-hold", hold(Language::En, HeldKind::ReplaceContact, HoldStanding::Waiting)),
        ("passkeep-stop", stop(Language::En, None)),
        ("passkeep-confirm", confirm(Language::En, ConfirmState::Open { takes_second: true })),
    ];
    for (element, html) in elements {
        let inside = between(&html, &format!("<{element}"), &format!("</{element}>"));
        for message in MESSAGES {
            let held = inside.split(&format!("data-message=\"{message}\" hidden>")).count() - 1;
            assert_eq!(held, 1, "{element}: {message}, hidden");
        }
        assert!(inside.contains("role=\"status\""), "{element}: a live region");
        assert!(inside.contains("<noscript>"), "{element}: a word for browsers without scripts");
    }
}

#[test]
fn a_cancel_is_never_alarming() {
    let html = sign_in(Language::En);
    assert!(html.contains("<div class=\"notice\" data-message=\"cancelled\""));
    assert!(html.contains("<div class=\"notice\" data-message=\"cancelled_again\""));
    let messages = between(&html, "<div class=\"messages\"", "<section");
    assert!(!messages.contains("notice stop"));
}

#[test]
fn the_last_passkey_says_that_it_waits_and_offers_another_first() {
    let html = removal(Language::En, &[]);
    assert!(html.contains("it is your last, so it always waits"));
    assert!(html.contains("/settings/passkeys/new"));
    assert!(removal(Language::En, &["Other"]).contains("At once, if you now use this very passkey"));
}

#[test]
fn a_passkey_on_its_way_out_offers_its_stop_and_nothing_else() {
    let suspended = Some(SuspendedView { hold: "H".into(), gone_at_ms: 1_795_600_000_000 });
    let html = passkeys_page(Language::En, vec![CardView { suspended, ..card("A") }]);
    assert!(html.contains("/settings/holds/H"));
    for gone in ["/settings/passkeys/A/remove", "/settings/passkeys/A/lost", "<dialog"] {
        assert!(!html.contains(gone), "{gone}");
    }
    assert!(html.contains("No passkey of yours signs in"), "the lede counts those that work");
}

#[test]
fn a_passkey_unused_for_half_a_year_is_worth_a_try() {
    const DAY_MS: i64 = 24 * 3_600_000;
    let now_ms = page(Language::En, None).now_ms;
    let says = |created_days: i64, used_days: Option<i64>| {
        let on = card("A").created_on;
        let last_used = used_days.map(|days| LastUse { at_ms: now_ms - days * DAY_MS, on });
        let created_at_ms = now_ms - created_days * DAY_MS;
        passkeys_page(Language::En, vec![CardView { created_at_ms, last_used, ..card("A") }])
    };
    for (created, used, days) in [(180, None, 180), (400, Some(206), 206)] {
        let html = says(created, used);
        assert!(html.contains(&format!("Not used in {days} days.")), "{days}");
        assert!(html.contains("href=\"/reauthenticate?next=/settings/passkeys\""));
    }
    for (created, used) in [(179, None), (400, Some(179))] {
        assert!(!says(created, used).contains("Not used in"), "{created} {used:?}");
    }
}

#[test]
fn a_hold_shows_its_clock_and_a_dispute_asks_for_a_decision() {
    let waiting = hold(Language::En, HeldKind::Recovery, HoldStanding::Waiting);
    assert!(waiting.contains("In 2 hours they can make a passkey."), "{waiting}");
    assert!(!waiting.contains("value=\"uphold\""));
    let removal = hold(Language::En, HeldKind::RemoveContact, HoldStanding::Waiting);
    assert!(removal.contains("It is done in 2 hours."), "{removal}");
    // Its wait is over: it is stopped as before, and no clock says otherwise.
    let open = hold(Language::En, HeldKind::Recovery, HoldStanding::Open);
    assert!(open.contains("value=\"stop\"") && !open.contains("2 hours"), "{open}");
    let disputed = hold(Language::En, HeldKind::Recovery, HoldStanding::Disputed);
    assert!(disputed.contains("value=\"uphold\"") && !disputed.contains("2 hours"));
    let html = contacts(Language::En);
    assert!(
        html.contains("<progress class=\"bar\" value=\"3600\" max=\"10800\""),
        "an hour of three is gone"
    );
}

#[test]
fn the_page_of_a_notice_s_link_has_one_button_until_it_is_pressed() {
    // What explains a failure is hidden until there is one.
    let visible = |html: &str| {
        let why = between(html, "<section class=\"why\"", "</section>");
        let hidden = html.matches("data-way=\"link\" hidden").count() + why.matches("<button").count();
        html.matches("<button").count() - hidden
    };
    assert_eq!(visible(&stop(Language::En, None)), 1);
    assert_eq!(visible(&stop(Language::En, Some(StopNotice::Counted))), 1);
    for done in [StopNotice::Stopped, StopNotice::Disputed] {
        assert_eq!(visible(&stop(Language::En, Some(done))), 0, "{done:?}");
    }
}

#[test]
fn the_last_phone_can_be_changed_and_not_removed() {
    let html = contacts(Language::En);
    assert!(html.contains("/settings/contacts/P/change") && !html.contains("/settings/contacts/P/remove"));
    assert!(html.contains("/settings/contacts/E/change") && html.contains("/settings/contacts/E/remove"));
    assert!(!html.contains("/settings/contacts/W/"), "what waits offers nothing");
}

#[test]
fn keep_stands_first_and_has_the_focus() {
    let html = passkeys(Language::En);
    let dialog = between(&html, "<dialog", "</dialog>");
    let (keep, remove) = (dialog.find("value=\"keep\" autofocus"), dialog.find("value=\"remove\""));
    assert!(keep.is_some() && keep < remove);
}

#[test]
fn a_card_tells_its_place_by_provider_and_platform() {
    let check = |kind, provider: Option<&str>, lives_on, works_on: &str, created_in: &str| {
        let card = CardView { kind, provider: provider.map(str::to_owned), lives_on, ..card("x") };
        let page = page(Language::En, None);
        assert_eq!(card.works_on(&page), works_on);
        assert_eq!(card.created_in(&page), created_in);
    };
    let apple = "Every Apple device signed in to your Apple Account";
    check(Kind::Synced, Some("Apple Passwords"), Platform::Mac, apple, "Apple Passwords");
    let likely = "Most likely every Apple device signed in to your Apple Account";
    check(Kind::Synced, None, Platform::Ios, likely, "Most likely Apple Passwords");
    check(Kind::Synced, Some("Dashlane"), Platform::Mac, "Wherever you use Dashlane", "Dashlane");
    let pc = "The PC it was created on. It does not move to other PCs";
    check(Kind::DeviceBound, None, Platform::Windows, pc, "Most likely Windows Hello");
    let key = "Any device the key is plugged into or held against";
    check(Kind::SecurityKey, None, Platform::Mac, key, "The security key itself");
}

#[test]
fn the_other_language_leads_to_the_same_page() {
    let check = |path: &str, expected: &str| {
        let page = Page { path: path.to_owned(), ..page(Language::En, None) };
        let links: Vec<String> = page.other_languages().into_iter().map(|(_, link)| link).collect();
        assert_eq!(links, ["zh-CN", "zh-TW", "ja"].map(|tag| expected.replace("zh-CN", tag)));
    };
    check("/sign-up", "/sign-up?lang=zh-CN");
    check("/settings/passkeys?rename=A", "/settings/passkeys?rename=A&lang=zh-CN");
}

#[test]
fn only_a_device_that_can_be_chosen_is_offered_trust_and_only_one_that_answers_asks_for_approvals() {
    let offered = |trust, this_device| {
        let devices = vec![DeviceView { this_device, ..device("A", trust) }];
        let page = page(Language::En, Some(Section::Devices));
        DevicesPage { page, devices, notice: None }.render().unwrap().contains("<passkeep-trust")
    };
    assert!(offered(TrustView::NotChosen, true) && offered(TrustView::Copied, true));
    assert!(!offered(TrustView::NotChosen, false), "another device is chosen there");
    assert!(!offered(TrustView::Settled, true) && !offered(TrustView::NotYet { until_ms: 0 }, true));
    assert!(devices(Language::En).contains("data-approvals"));
    let mut quiet = page(Language::En, Some(Section::Devices));
    quiet.nav.as_mut().unwrap().answers_devices = false;
    let html = DevicesPage { page: quiet, devices: vec![], notice: None }.render().unwrap();
    assert!(!html.contains("data-approvals"));
}

#[test]
fn the_number_stands_on_the_waiting_page_while_it_waits_and_no_longer() {
    let pending = WaitState::Pending { ends_at_ms: 1_795_513_700_000 };
    assert!(wait(Language::En, pending).contains(">47</output>"));
    for state in [WaitState::Approved, WaitState::Denied, WaitState::NumberWrong, WaitState::Over] {
        let html = wait(Language::En, state);
        assert!(!html.contains("47</output>") && !html.contains("http-equiv"), "{state:?}");
    }
}

/// The reader's browser finds what is in a `<time>`, and writes it in their zone: nothing else may name a time.
#[test]
fn every_moment_stands_in_a_time_of_its_own() {
    for (name, language, html) in every_page() {
        let (_, body) = html.split_once("</title>").unwrap();
        let outside =
            body.split("<time ").map(|piece| piece.split_once("</time>").map_or(piece, |(_, rest)| rest));
        let told: Vec<&str> = outside.filter(|piece| piece.contains(" UTC")).collect();
        // Days of the history say themselves that they are of UTC; the script groups them anew.
        let told: Vec<_> = told.into_iter().filter(|piece| !piece.contains("<h2 class=\"day\">")).collect();
        assert!(told.is_empty(), "{name} in {}: {told:?}", language.tag());
        assert!(!html.contains(super::page::MOMENT), "{name} in {}", language.tag());
    }
}

#[test]
fn the_legal_texts_stand_in_every_footer_in_the_pages_language() {
    for (name, language, html) in every_page() {
        let (_, footer) = html.split_once("<footer class=\"colophon\">").unwrap();
        for link in ["terms", "privacy", "imprint"] {
            assert!(
                footer.contains(&format!("href=\"https://example.com/{link}\"")),
                "{name} {}",
                language.tag()
            );
        }
    }
    let mut none = page(Language::En, None);
    let house = House { legal: Legal::default(), ..House::clone(&none.house) };
    none.house = Arc::new(house);
    let html = StopPage { page: none, notice: None }.render().unwrap();
    assert!(!html.contains("class=\"legal\""));
}

fn policy() -> Policy {
    let issuer = "https://account.example.com".to_owned();
    Policy::new(issuer, "example.com".to_owned(), "Example".to_owned(), vec![])
}

fn waits() -> Waits {
    Waits::of(&policy())
}

#[test]
fn how_long_people_wait_is_what_the_policy_says() {
    let said = |policy: &Policy, language, key: &str| {
        let page = page(language, None);
        let house = House { waits: Waits::of(policy), ..House::clone(&page.house) };
        Page { house: Arc::new(house), ..page }.ruled(key)
    };
    let (shipped, demo) = (policy(), policy().minutes_for_hours());
    for (key, ships, in_demo) in [
        ("thaw-text", "72", "72"),
        ("recover-first-lede", "30", "12"),
        ("hold-told-upheld", "7", "3"),
        ("freeze-point-thaw", "24", "24"),
    ] {
        for language in Language::ALL {
            let (shipped, demo) = (said(&shipped, language, key), said(&demo, language, key));
            assert!(shipped.contains(ships) && demo.contains(in_demo) && shipped != demo, "{shipped} {demo}");
        }
    }
}

#[test]
fn user_ids_are_written_in_threes() {
    assert_eq!(page::grouped("482190371"), "482 190 371");
}

fn every_page() -> Vec<(&'static str, Language, String)> {
    let mut all = Vec::new();
    for language in Language::ALL {
        let pages = [
            ("sign-in-stopped", sign_in_stopped(language)),
            ("sign-up-stopped", sign_up_stopped(language)),
            ("sign-in", sign_in(language)),
            ("consent", apps::consent(language)),
            ("proceed", apps::proceed(language)),
            ("logout", apps::logout(language)),
            ("app-fault", apps::fault(language)),
            ("apps", apps::list(language)),
            ("sign-up", sign_up(language)),
            ("other-way", other_way(language)),
            ("factor", factor(language)),
            ("reauthenticate", reauthenticate(language)),
            ("password", password(language)),
            ("code", code(language)),
            ("name", name(language)),
            ("sign-up-passkey", sign_up_passkey(language)),
            ("settings", settings(language)),
            ("passkeys", passkeys(language)),
            ("help", help(language, System::Android)),
            ("help-unknown", help(language, System::Unknown)),
            ("remove", removal(language, &[HOSTILE, "Other"])),
            ("remove-last", removal(language, &[])),
            ("new-passkey", new_passkey(language)),
            ("grant", grant(language)),
            ("place", place(language)),
            ("devices", devices(language)),
            ("revoke", revoke(language)),
            ("approve", approve(language)),
            ("wait", wait(language, WaitState::Pending { ends_at_ms: 1_795_513_700_000 })),
            ("wait-approved", wait(language, WaitState::Approved)),
            ("wait-denied", wait(language, WaitState::Denied)),
            ("wait-wrong", wait(language, WaitState::NumberWrong)),
            ("wait-over", wait(language, WaitState::Over)),
            ("contacts", contacts(language)),
            ("add-email", add_email(language)),
            ("remove-contact", remove_contact(language)),
            ("change-contact", change_contact(language, Channel::Sms)),
            ("change-contact-email", change_contact(language, Channel::Email)),
            ("account-name", account_name(language)),
            ("language", language_of_messages(language)),
            ("lost", lost(language)),
            ("stop", stop(language, Some(StopNotice::Counted))),
            ("sessions", sessions(language)),
            ("history", history(language)),
            ("problems", problems(language, &[HOSTILE])),
            ("problems-none", problems(language, &[])),
            ("history-event", history_event(language, EventKind::PasskeyRemoved)),
            ("history-event-certain", history_event(language, EventKind::AccountCreated)),
            ("freeze", freeze(language, Some(0))),
            ("freeze-open", freeze(language, None)),
            ("recovery-codes", recovery_codes(language, &[HOSTILE])),
            ("recovery-codes-left", recovery_codes(language, &[])),
            ("recover", recover(language)),
            ("recover-factor", recover_factor(language)),
            ("what-if", what_if(language)),
            ("messages", messages(language)),
            ("outbox", outbox(language)),
            ("error", error(language)),
        ];
        all.extend(pages.map(|(name, html)| (name, language, html)));
        for state in CONFIRM_STATES {
            all.push(("confirm", language, confirm(language, state)));
        }
        for kind in HELD_KINDS {
            for standing in [HoldStanding::Waiting, HoldStanding::Disputed, HoldStanding::Upheld] {
                all.push(("hold", language, hold(language, kind, standing)));
            }
        }
    }
    all
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap() + start.len();
    let to = text[from..].find(end).unwrap();
    &text[from..from + to]
}

fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.match_indices(&start).map(|(at, _)| html[at + start.len()..].split('"').next().unwrap()).collect()
}
