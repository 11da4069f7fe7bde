//! What every page owes to people and browsers, checked on the pages themselves.

use std::sync::Arc;

use askama::Template;
use passkeep_decision::event::EventKind;
use passkeep_decision::history::{Nearness, Personal, Standing, ToldEvent, ToldPasskey};
use passkeep_decision::id::PasskeyId;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::PasskeyName;
use serde_json::json;

use super::*;
use crate::brand::{Brand, Colour, Logo};
use crate::texts::Language;

/// Names, addresses and codes come from people and may hold anything.
const HOSTILE: &str = "<script>alert(1)</script>\"'&";

const MESSAGES: [&str; 29] = [
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
        ("passkeep-grant", grant(Language::En)),
        ("passkeep-reauthenticate", reauthenticate(Language::En)),
        ("passkeep-create", place(Language::En)),
        ("passkeep-remove", removal(Language::En, &["Other"])),
        ("passkeep-trust", devices(Language::En)),
        ("passkeep-approve", approve(Language::En)),
        ("passkeep-wait", wait(Language::En, WaitState::Pending { ends_at_ms: 1_795_513_700_000 })),
        ("passkeep-hold", hold(Language::En, HeldKind::ReplaceContact, HoldStanding::Waiting)),
        ("passkeep-stop", stop(Language::En, None)),
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
fn a_hold_shows_its_clock_and_a_dispute_asks_for_a_decision() {
    let waiting = hold(Language::En, HeldKind::Recovery, HoldStanding::Waiting);
    assert!(waiting.contains("2 hours left"), "{waiting}");
    assert!(!waiting.contains("value=\"uphold\""));
    let disputed = hold(Language::En, HeldKind::Recovery, HoldStanding::Disputed);
    assert!(disputed.contains("value=\"uphold\"") && !disputed.contains("left<"));
    let html = contacts(Language::En);
    assert!(
        html.contains("<progress class=\"bar\" value=\"3600\" max=\"10800\""),
        "an hour of three is gone"
    );
}

#[test]
fn the_page_of_a_notice_s_link_has_one_button_until_it_is_pressed() {
    let visible =
        |html: &str| html.matches("<button").count() - html.matches("data-way=\"link\" hidden").count();
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
        assert_eq!(page.other_languages(), [(Language::ZhCn, expected.to_owned())]);
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

#[test]
fn user_ids_are_written_in_threes() {
    assert_eq!(page::grouped("482190371"), "482 190 371");
}

fn every_page() -> Vec<(&'static str, Language, String)> {
    let mut all = Vec::new();
    for language in Language::ALL {
        let pages = [
            ("sign-in", sign_in(language)),
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
            ("lost", lost(language)),
            ("stop", stop(language, Some(StopNotice::Counted))),
            ("sessions", sessions(language)),
            ("history", history(language)),
            ("history-event", history_event(language, EventKind::PasskeyRemoved)),
            ("history-event-certain", history_event(language, EventKind::AccountCreated)),
            ("messages", messages(language)),
            ("outbox", outbox(language)),
            ("error", error(language)),
        ];
        all.extend(pages.map(|(name, html)| (name, language, html)));
        for kind in HELD_KINDS {
            for standing in [HoldStanding::Waiting, HoldStanding::Disputed, HoldStanding::Upheld] {
                all.push(("hold", language, hold(language, kind, standing)));
            }
        }
    }
    all
}

fn page(language: Language, section: Option<Section>) -> Page {
    let brand =
        Brand { name: HOSTILE.into(), host: HOSTILE.into(), logo: Logo::Passkeep, colour: Colour::PASSKEEP };
    let nav = section.map(|section| Nav {
        name: HOSTILE.into(),
        user_id: "482190371".into(),
        section,
        quarantined: true,
        answers_devices: true,
    });
    let house = Arc::new(House { brand, assets: Assets::default() });
    Page { house, language, path: "/".into(), nav, now_ms: 1_795_513_680_000 }
}

fn card(id: &str) -> CardView {
    let client = ClientView { browser: HOSTILE.into(), system: HOSTILE.into() };
    CardView {
        id: id.into(),
        name: HOSTILE.into(),
        kind: Kind::Synced,
        this_device: true,
        provider: Some(HOSTILE.into()),
        model: Some(ModelView {
            name: HOSTILE.into(),
            icon: Some("/authenticators/A/icon".into()),
            proof: Proof::Attested,
            certification: Some("L1"),
            weakness: Some(Weakness::Revoked),
        }),
        lives_on: Platform::Mac,
        created_at_ms: 0,
        created_on: client.clone(),
        last_used: Some(LastUse { at_ms: 0, on: client }),
        suspended: None,
        edit: None,
        highlighted: true,
    }
}

const HELD_KINDS: [HeldKind; 6] = [
    HeldKind::RemovePasskey,
    HeldKind::LosePasskey,
    HeldKind::RemoveContact,
    HeldKind::ReplaceContact,
    HeldKind::GiveUpNumber,
    HeldKind::Recovery,
];

/// An hour of its three is over.
fn held(what: HeldKind, standing: HoldStanding) -> HoldView {
    const HOUR_MS: i64 = 3_600_000;
    let now_ms = page(Language::En, None).now_ms;
    HoldView {
        id: format!("{what:?}"),
        what,
        name: HOSTILE.into(),
        to: HOSTILE.into(),
        standing,
        started_at_ms: now_ms - HOUR_MS,
        matures_at_ms: now_ms + 2 * HOUR_MS,
    }
}

fn hold(language: Language, what: HeldKind, standing: HoldStanding) -> String {
    let page = page(language, Some(Section::Index));
    HoldPage { page, hold: held(what, standing), back: "/settings".into() }.render().unwrap()
}

fn stop(language: Language, notice: Option<StopNotice>) -> String {
    StopPage { page: page(language, None), notice }.render().unwrap()
}

fn sign_in(language: Language) -> String {
    let notice = Some(SignInNotice::ScriptsNeeded);
    let page = page(language, None);
    SignInPage { page, identifier: HOSTILE.into(), shared_computer: true, notice }.render().unwrap()
}

fn sign_up(language: Language) -> String {
    let countries = countries(language, "PT");
    let fault = Some(PhoneFault::NotAccepted);
    SignUpPage { page: page(language, None), countries, number: HOSTILE.into(), fault }.render().unwrap()
}

fn other_way(language: Language) -> String {
    let page = page(language, None);
    OtherWayPage { page, identifier: HOSTILE.into(), refused: true }.render().unwrap()
}

fn factor(language: Language) -> String {
    FactorPage {
        page: page(language, None),
        purpose: FactorPurpose::SignIn,
        ticket: HOSTILE.into(),
        password: true,
        phone_code: true,
        second: false,
        fault: Some(FactorFault::PasswordWrong),
    }
    .render()
    .unwrap()
}

fn reauthenticate(language: Language) -> String {
    let page = page(language, None);
    let next = "/settings/password".into();
    ReauthenticatePage { page, ticket: HOSTILE.into(), options: HOSTILE.into(), next }.render().unwrap()
}

fn password(language: Language) -> String {
    PasswordPage {
        page: page(language, Some(Section::Password)),
        set_at_ms: Some(0),
        alone: true,
        phone_codes: true,
        notice: Some(PasswordNotice::Set),
        fault: Some("common"),
    }
    .render()
    .unwrap()
}

fn code(language: Language) -> String {
    CodePage {
        page: page(language, None),
        purpose: CodePurpose::SignUp,
        ticket: HOSTILE.into(),
        sent_to: Some(HOSTILE.into()),
        sent_again: true,
        fault: Some(CodeFault::Wrong { attempts_left: 1 }),
    }
    .render()
    .unwrap()
}

fn name(language: Language) -> String {
    let fault = Some(NameFault::NotAccepted);
    let page = page(language, None);
    SignUpNamePage { page, ticket: HOSTILE.into(), name: HOSTILE.into(), fault }.render().unwrap()
}

fn sign_up_passkey(language: Language) -> String {
    let (page, platform) = (page(language, None), Platform::Mac);
    SignUpPasskeyPage { page, ticket: HOSTILE.into(), name: HOSTILE.into(), platform }.render().unwrap()
}

fn settings(language: Language) -> String {
    let page = page(language, Some(Section::Index));
    let holds = HELD_KINDS.map(|what| held(what, HoldStanding::Upheld)).into();
    SettingsPage { page, passkeys: 1, devices: 1, contacts: 1, sessions: 1, holds }.render().unwrap()
}

fn passkeys(language: Language) -> String {
    let edit = Some(EditView { value: HOSTILE.into(), fault: Some(NameFault::NotAccepted) });
    passkeys_page(language, vec![card("A"), CardView { edit, ..card("B") }])
}

fn passkeys_page(language: Language, cards: Vec<CardView>) -> String {
    PasskeysPage {
        page: page(language, Some(Section::Passkeys)),
        cards,
        removed: vec![RemovedView { name: HOSTILE.into(), removed_at_ms: 0 }],
        holds: vec![held(HeldKind::LosePasskey, HoldStanding::Waiting)],
        gone_at_ms: 0,
        notice: Some(PasskeysNotice::Created { id: "A".into(), name: HOSTILE.into() }),
    }
    .render()
    .unwrap()
}

fn removal(language: Language, others: &[&str]) -> String {
    let others = others.iter().map(|other| (*other).to_owned()).collect();
    let removal = RemovalView { card: card("A"), others, gone_at_ms: 0 };
    RemovePasskeyPage { page: page(language, Some(Section::Passkeys)), removal }.render().unwrap()
}

fn lost(language: Language) -> String {
    let loss = RemovalView { card: card("A"), others: vec![], gone_at_ms: 0 };
    LostPasskeyPage { page: page(language, Some(Section::Passkeys)), loss }.render().unwrap()
}

fn new_passkey(language: Language) -> String {
    let refusal = Some(NewPasskeyRefusal::NewBrowserWaits { until_ms: 0 });
    let page = page(language, Some(Section::Passkeys));
    NewPasskeyPage { page, sent_to: HOSTILE.into(), refusal }.render().unwrap()
}

fn grant(language: Language) -> String {
    let page = page(language, Some(Section::Passkeys));
    GrantPage { page, ticket: HOSTILE.into(), options: HOSTILE.into() }.render().unwrap()
}

fn place(language: Language) -> String {
    let page = page(language, Some(Section::Passkeys));
    PlacePage { page, ticket: HOSTILE.into(), platform: Platform::Windows }.render().unwrap()
}

fn device(id: &str, trust: TrustView) -> DeviceView {
    DeviceView {
        id: id.into(),
        name: Some(HOSTILE.into()),
        on: ClientView { browser: HOSTILE.into(), system: HOSTILE.into() },
        platform: Platform::Mac,
        this_device: true,
        first_seen_at_ms: 0,
        last_seen_at_ms: 0,
        place: Some(HOSTILE.into()),
        trust,
        edit: None,
    }
}

fn devices(language: Language) -> String {
    let edit = Some(EditView { value: HOSTILE.into(), fault: Some(NameFault::NotAccepted) });
    let trusts = [
        TrustView::NotChosen,
        TrustView::Settled,
        TrustView::SignUp { until_ms: 0 },
        TrustView::NotYet { until_ms: 0 },
        TrustView::NoFullSignIn,
        TrustView::SignedOut,
        TrustView::SecretLost,
        TrustView::Copied,
    ];
    let mut devices: Vec<DeviceView> =
        trusts.into_iter().zip('A'..).map(|(trust, id)| device(&id.to_string(), trust)).collect();
    devices[1].edit = edit;
    devices[7].this_device = false;
    let notice = Some(DevicesNotice::Renamed { name: HOSTILE.into() });
    let page = page(language, Some(Section::Devices));
    DevicesPage { page, devices, notice }.render().unwrap()
}

fn revoke(language: Language) -> String {
    let page = page(language, Some(Section::Devices));
    RevokeDevicePage { page, device: device("A", TrustView::Settled) }.render().unwrap()
}

fn wait(language: Language, state: WaitState) -> String {
    let page = page(language, None);
    WaitPage { page, ticket: HOSTILE.into(), number: "47".into(), state }.render().unwrap()
}

fn approve(language: Language) -> String {
    ApprovePage {
        page: page(language, Some(Section::Devices)),
        id: HOSTILE.into(),
        on: ClientView { browser: HOSTILE.into(), system: HOSTILE.into() },
        place: Some(HOSTILE.into()),
        requested_at_ms: 0,
        ends_at_ms: 0,
    }
    .render()
    .unwrap()
}

fn contacts(language: Language) -> String {
    ContactsPage {
        page: page(language, Some(Section::Contacts)),
        phones: vec![contact("P", Changeable::InPlace)],
        emails: vec![contact("E", Changeable::Whole), contact("W", Changeable::Waits)],
        holds: vec![held(HeldKind::RemoveContact, HoldStanding::Waiting)],
        notice: Some(ContactsNotice::EmailAdded { address: HOSTILE.into() }),
    }
    .render()
    .unwrap()
}

fn contact(id: &str, changeable: Changeable) -> ContactView {
    ContactView { id: id.into(), address: HOSTILE.into(), proved_at_ms: 0, changeable }
}

fn remove_contact(language: Language) -> String {
    let page = page(language, Some(Section::Contacts));
    RemoveContactPage { page, contact: contact("E", Changeable::Whole), gone_at_ms: 0 }.render().unwrap()
}

fn change_contact(language: Language, channel: Channel) -> String {
    ChangeContactPage {
        page: page(language, Some(Section::Contacts)),
        contact: contact("P", Changeable::InPlace),
        channel,
        comes_at_ms: 0,
        typed: HOSTILE.into(),
        fault: Some(AddressFault::NotAccepted),
    }
    .render()
    .unwrap()
}

fn account_name(language: Language) -> String {
    let (page, fault) = (page(language, Some(Section::Index)), Some(NameFault::NotAccepted));
    NamePage { page, name: HOSTILE.into(), fault }.render().unwrap()
}

fn add_email(language: Language) -> String {
    let fault = Some(EmailFault::TooManyCodes { retry_after_seconds: 60 });
    let page = page(language, Some(Section::Contacts));
    AddEmailPage { page, email: HOSTILE.into(), fault }.render().unwrap()
}

fn sessions(language: Language) -> String {
    let session = SessionView {
        id: "A".into(),
        current: false,
        on: ClientView { browser: HOSTILE.into(), system: String::new() },
        platform: Platform::Other,
        signed_in_at_ms: 0,
        last_seen_at_ms: 0,
        passkey: Some(HOSTILE.into()),
    };
    let notice = Some(SessionsNotice::Ended { sessions: 2 });
    let page = page(language, Some(Section::Sessions));
    SessionsPage { page, sessions: vec![session], notice }.render().unwrap()
}

fn event(kind: Option<EventKind>) -> EventView {
    let name = PasskeyName::parse(HOSTILE).unwrap();
    let passkey = ToldPasskey { id: PasskeyId([1; 16]), name: Some(name), standing: Standing::Live };
    EventView {
        event: ToldEvent {
            seq: 7,
            at: Timestamp(1_795_513_680_000),
            kind,
            kind_name: HOSTILE.into(),
            actor: HOSTILE.into(),
            nearness: Nearness::ThisBrowser,
            client: None,
            passkey: Some(passkey),
            details: json!({ "which": HOSTILE, "ended": 3, "known_browser": false }),
            personal: Personal::Kept(
                json!({ "name": HOSTILE, "from": HOSTILE, "to": HOSTILE, "email": HOSTILE }),
            ),
        },
        on: Some(ClientView { browser: HOSTILE.into(), system: HOSTILE.into() }),
        place: Some(HOSTILE.into()),
    }
}

fn history(language: Language) -> String {
    let kinds = EventKind::ALL.iter().copied().map(Some).chain([None]);
    let page = page(language, Some(Section::History));
    let events = kinds.map(event).collect();
    HistoryPage { page, events, before: Some(9), older_before: Some(3) }.render().unwrap()
}

fn history_event(language: Language, kind: EventKind) -> String {
    let page = page(language, Some(Section::History));
    HistoryEventPage { page, event: event(Some(kind)) }.render().unwrap()
}

fn messages(language: Language) -> String {
    let message =
        MessageView { channel: Channel::Sms, address: HOSTILE.into(), at_ms: 0, text: HOSTILE.into() };
    MessagesPage { page: page(language, None), messages: vec![message] }.render().unwrap()
}

fn outbox(language: Language) -> String {
    let waiting = WaitingView {
        way: Way::Webhook,
        to: HOSTILE.into(),
        caused_at_ms: 0,
        due_at_ms: 0,
        attempts: 2,
        reason: Some(HOSTILE.into()),
    };
    let dropped = DoneView { way: Way::Email, at_ms: 0, dropped: Some(HOSTILE.into()) };
    let sent = DoneView { way: Way::Sms, at_ms: 0, dropped: None };
    let page = page(language, None);
    OutboxPage { page, waiting: vec![waiting], done: vec![dropped, sent] }.render().unwrap()
}

fn error(language: Language) -> String {
    let page = page(language, None);
    ErrorPage { page, problem: Problem::TicketExpired, next: "/sign-up".into() }.render().unwrap()
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
