//! Renders every page with sample data, in every language, so that people can look at them:
//! `cargo run -p passkeep-server --example gallery -- FOLDER`, then open FOLDER/index.html.

#[path = "gallery/apps.rs"]
mod apps;
#[path = "gallery/confirm.rs"]
mod confirm;
#[path = "gallery/devices.rs"]
mod devices;
#[path = "gallery/fallback.rs"]
mod fallback;
#[path = "gallery/help.rs"]
mod help;
#[path = "gallery/history.rs"]
mod history;
#[path = "gallery/platform.rs"]
mod platform;
#[path = "gallery/problems.rs"]
mod problems;
#[path = "gallery/recovery.rs"]
mod recovery;
#[path = "gallery/support.rs"]
mod support;

use std::path::Path;
use std::sync::Arc;
use std::{env, fs, io};

use passkeep_decision::diagnosis::System;
use passkeep_decision::guidance::Reaching;
use passkeep_decision::invitations::Invitation;
use passkeep_decision::policy::Policy;
use passkeep_server::brand::{Brand, Colour, Logo};
use passkeep_server::legal::Legal;
use passkeep_server::texts::Language;
use passkeep_server::views::{
    AddEmailPage, ApprovePage, AskedView, Assets, CardView, ChangeContactPage, Changeable, Channel,
    ClientView, CodeFault, CodePage, CodePurpose, ContactView, ContactsNotice, ContactsPage, DeviceProofView,
    DeviceView, DevicesNotice, DevicesPage, Document, DoneView, EditView, EmailFault, ErrorPage, FactorFault,
    FactorPage, FactorPurpose, FreezePage, GrantPage, HeldKind, HoldPage, HoldStanding, HoldView, House,
    Kind, LanguagePage, LastUse, LossView, LostPasskeyPage, LostView, MessageView, MessagesPage, ModelView,
    NameFault, NamePage, Nav, NewPasskeyPage, NewPasskeyRefusal, OtherWayPage, OutboxPage, Page,
    PasskeysNotice, PasskeysPage, PasswordNotice, PasswordPage, PhoneFault, PlacePage, PlacesView, Platform,
    Problem, Proof, ReauthenticatePage, RecoverFactorPage, RecoverFault, RecoverPage, RecoverProgress,
    RecoverWays, RecoveryCodesPage, RemovalView, RemoveContactPage, RemovePasskeyPage, RemovedView,
    RevokeDevicePage, Section, SessionView, SessionsNotice, SessionsPage, SettingsPage, SignInNotice,
    SignInPage, SignUpNamePage, SignUpPage, SignUpPasskeyPage, StopNotice, StopPage, SuspendedView,
    TrustView, WaitPage, WaitState, WaitingView, Waits, Way, WayView, Weakness, WhatIfPage, countries,
};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const NOW_MS: i64 = 1_795_513_680_000;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let house = Arc::new(house());
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for name in ["passkeep.css", "icon.svg"] {
        fs::copy(assets.join(name), folder.join(name))?;
    }
    fs::write(folder.join("brand.css"), house.brand.stylesheet())?;
    let mut index = String::from("<!doctype html><meta charset=utf-8><title>Gallery</title><ul>");
    for language in Language::ALL {
        let sample = Sample { house: Arc::clone(&house), language };
        for (name, html) in all_pages(&sample) {
            let file = format!("{name}.{}.html", language.tag());
            index.push_str(&format!("<li><a href='{file}'>{file}</a>"));
            fs::write(folder.join(file), html)?;
        }
    }
    fs::write(folder.join("index.html"), index)?;
    println!("{}", folder.join("index.html").display());
    Ok(())
}

fn house() -> House {
    let brand = Brand {
        name: "Passkeep".into(),
        host: "account.example.com".into(),
        logo: Logo::Passkeep,
        colour: Colour::PASSKEEP,
    };
    let assets = Assets::NAMES.into_iter().map(|name| (name.to_owned(), name.to_owned(), vec![])).collect();
    let issuer = "https://account.example.com".to_owned();
    let policy = Policy::new(issuer, "example.com".to_owned(), "Example".to_owned(), vec![]);
    House { brand, assets, legal: legal(), waits: Waits::of(&policy) }
}

fn legal() -> Legal {
    let of = |texts: [&str; 4]| {
        let tagged = Language::ALL.iter().zip(texts);
        tagged.map(|(language, text)| (language.tag().to_owned(), text.to_owned())).collect()
    };
    Legal {
        name: of([
            "Example Securities Ltd",
            "示例证券有限公司",
            "範例證券股份有限公司",
            "サンプル証券株式会社",
        ]),
        terms: of(["https://example.com/terms"; 4]),
        privacy: of(["https://example.com/privacy"; 4]),
        imprint: of(["https://example.com/imprint"; 4]),
    }
}

struct Sample {
    house: Arc<House>,
    language: Language,
}

impl Sample {
    fn stranger(&self, path: &str) -> Page {
        Page {
            house: Arc::clone(&self.house),
            language: self.language,
            path: path.to_owned(),
            nav: None,
            now_ms: NOW_MS,
        }
    }

    fn owner(&self, path: &str, section: Section) -> Page {
        let nav = Nav {
            name: self.name(),
            user_id: "482190371".into(),
            section,
            quarantined: false,
            answers_devices: false,
            frozen: false,
        };
        Page { nav: Some(nav), ..self.stranger(path) }
    }

    fn name(&self) -> String {
        match self.language {
            Language::En => "Ada Okafor".into(),
            Language::ZhCn => "林晓雯".into(),
            Language::ZhTw => "林曉雯".into(),
            Language::Ja => "佐藤 美咲".into(),
        }
    }

    fn cards(&self) -> Vec<CardView> {
        let apple = CardView {
            id: "AAAAAAAAAAAAAAAAAAAAAA".into(),
            name: "Apple Passwords".into(),
            kind: Kind::Synced,
            this_device: true,
            provider: Some("Apple Passwords".into()),
            model: None,
            lives_on: Platform::Mac,
            created_at_ms: NOW_MS - 82 * DAY_MS,
            created_on: client("Safari", "iPhone"),
            last_used: Some(LastUse { at_ms: NOW_MS - 12 * MINUTE_MS, on: client("Safari", "macOS") }),
            suspended: None,
            edit: None,
            highlighted: false,
        };
        let hello = CardView {
            id: "BBBBBBBBBBBBBBBBBBBBBB".into(),
            name: "Windows Hello".into(),
            kind: Kind::DeviceBound,
            this_device: false,
            provider: Some("Windows Hello".into()),
            lives_on: Platform::Windows,
            created_at_ms: NOW_MS - 316 * DAY_MS,
            created_on: client("Edge", "Windows"),
            last_used: Some(LastUse { at_ms: NOW_MS - 20 * DAY_MS, on: client("Edge", "Windows") }),
            ..apple.clone()
        };
        let key = CardView {
            id: "CCCCCCCCCCCCCCCCCCCCCC".into(),
            name: "Blue key in the drawer".into(),
            kind: Kind::SecurityKey,
            this_device: false,
            provider: None,
            model: Some(ModelView {
                name: "Blue Key 5 NFC".into(),
                icon: None,
                proof: Proof::Attested,
                certification: Some("L2"),
                weakness: None,
            }),
            created_at_ms: NOW_MS - 206 * DAY_MS,
            created_on: client("Chrome", "macOS"),
            last_used: None,
            ..apple.clone()
        };
        vec![apple, hello, key]
    }
}

fn client(browser: &str, system: &str) -> ClientView {
    ClientView { browser: browser.into(), system: system.into() }
}

fn rendered(page: &dyn Document) -> String {
    page.html().expect("templates render whatever the data")
}

fn all_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let mut all = pages(sample);
    all.extend(settings_pages(sample));
    all.extend(waiting_pages(sample));
    all.extend(fallback::pages_without_passkey(sample));
    all.extend(fallback::password_pages(sample));
    all.extend(apps::app_pages(sample));
    all.extend(confirm::confirm_pages(sample));
    all.extend(devices::device_pages(sample));
    all.extend(recovery::recovery_pages(sample));
    all.extend(platform::platform_pages(sample));
    all.extend(history::history_pages(sample));
    all.extend(problems::problem_pages(sample));
    all.extend(help::help_pages(sample));
    all.extend(support::support_pages(sample));
    all
}

/// Pages on which nobody is signed in.
fn pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let ticket = || "v1.sample".to_owned();
    let sign_in = |notice| SignInPage {
        page: sample.stranger("/"),
        identifier: String::new(),
        shared_computer: false,
        next: None,
        notice,
        app: None,
        verdict: None,
    };
    let sign_up = |number: &str, fault| SignUpPage {
        page: sample.stranger("/sign-up"),
        countries: countries(sample.language, "PT"),
        number: number.into(),
        fault,
        verdict: None,
    };
    let code = |purpose, sent_to: &str, fault| CodePage {
        page: sample.stranger("/sign-up/code"),
        purpose,
        ticket: ticket(),
        sent_to: Some(sent_to.into()),
        sent_again: fault == Some(CodeFault::Expired),
        shared_computer: false,
        fault,
    };
    let name = |name: &str, fault| SignUpNamePage {
        page: sample.stranger("/sign-up/name"),
        ticket: ticket(),
        name: name.into(),
        fault,
    };
    let passkey = |platform| SignUpPasskeyPage {
        page: sample.stranger("/sign-up/passkey"),
        ticket: ticket(),
        name: sample.name(),
        platform,
        places: PlacesView::all(),
    };
    let problem = |problem| {
        rendered(&ErrorPage { page: sample.stranger("/sign-up/code"), problem, next: "/sign-up".into() })
    };
    let messages = |messages| MessagesPage { page: sample.stranger("/demo/messages"), messages };
    let sent = |channel, address: &str, text: &str| MessageView {
        channel,
        address: address.into(),
        at_ms: NOW_MS - MINUTE_MS,
        text: text.into(),
    };
    let too_many = PhoneFault::TooManyCodes { retry_after_seconds: 240 };
    let wrong = CodeFault::Wrong { attempts_left: 3 };
    vec![
        ("sign-in", rendered(&sign_in(None))),
        ("sign-in-scripts-needed", rendered(&sign_in(Some(SignInNotice::ScriptsNeeded)))),
        ("sign-in-signed-out", rendered(&sign_in(Some(SignInNotice::SignedOut)))),
        ("sign-in-session-ended", rendered(&sign_in(Some(SignInNotice::SessionEnded)))),
        ("sign-up", rendered(&sign_up("", None))),
        ("sign-up-wrong", rendered(&sign_up("12", Some(PhoneFault::NotAccepted)))),
        ("sign-up-too-many", rendered(&sign_up("912 345 678", Some(too_many)))),
        ("code", rendered(&code(CodePurpose::SignUp, "78", None))),
        ("code-wrong", rendered(&code(CodePurpose::NewPasskey, "78", Some(wrong)))),
        ("code-email", rendered(&code(CodePurpose::Email, "a••@example.com", Some(CodeFault::Expired)))),
        ("name", rendered(&name("", None))),
        ("name-wrong", rendered(&name(" ", Some(NameFault::NotAccepted)))),
        ("sign-up-passkey-mac", rendered(&passkey(Platform::Mac))),
        ("sign-up-passkey-windows", rendered(&passkey(Platform::Windows))),
        ("sign-up-passkey-android", rendered(&passkey(Platform::Android))),
        ("error-expired", problem(Problem::TicketExpired)),
        ("error-unavailable", problem(Problem::Unavailable)),
        ("error-changes-held", problem(Problem::ChangesHeld { until_ms: NOW_MS + 3 * DAY_MS })),
        ("error-waits", problem(Problem::NewBrowserWaits { until_ms: NOW_MS + DAY_MS })),
        ("sign-in-recovering", rendered(&sign_in(Some(SignInNotice::Recovering)))),
        (
            "recover",
            rendered(&RecoverPage {
                page: sample.stranger("/recovery"),
                identifier: String::new(),
                refused: false,
                wait_seconds: 72 * 3600,
            }),
        ),
        ("recover-first", rendered(&recovery::recover(sample, RecoverProgress::First, None))),
        (
            "recover-wrong",
            rendered(&recovery::recover(sample, RecoverProgress::First, Some(RecoverFault::CodeWrong))),
        ),
        ("recover-in-use", rendered(&recovery::recover(sample, RecoverProgress::PasskeyInUse, None))),
        ("recover-one-hand", rendered(&recovery::recover(sample, RecoverProgress::OneHand, None))),
        ("messages-empty", rendered(&messages(Vec::new()))),
        ("outbox-empty", rendered(&OutboxPage { waiting: vec![], done: vec![], ..outbox(sample) })),
        ("outbox", rendered(&outbox(sample))),
        (
            "messages",
            rendered(&messages(vec![
                sent(Channel::Sms, "+351 912 345 678", "402118 is your code for Passkeep."),
                sent(Channel::Email, "ada@example.com", "A passkey was created.\n\nWas it not you?"),
            ])),
        ),
    ]
}

fn outbox(sample: &Sample) -> OutboxPage {
    let waiting = |way, to: &str, attempts, reason: Option<&str>| WaitingView {
        way,
        to: to.into(),
        caused_at_ms: NOW_MS - 7 * MINUTE_MS,
        due_at_ms: NOW_MS + MINUTE_MS,
        attempts,
        reason: reason.map(str::to_owned),
    };
    let done = |way, dropped: Option<&str>| DoneView {
        way,
        at_ms: NOW_MS - 9 * MINUTE_MS,
        dropped: dropped.map(str::to_owned),
    };
    OutboxPage {
        page: sample.stranger("/demo/outbox"),
        waiting: vec![
            waiting(Way::Sms, "••• 78", 0, None),
            waiting(Way::Email, "a•••@example.com", 1, Some("the gateway answered 450")),
            waiting(Way::Webhook, "push", 3, Some("the gateway can't be reached")),
        ],
        done: vec![done(Way::Sms, None), done(Way::Email, Some("the gateway answered 550"))],
    }
}

/// Pages of an account, seen by its owner.
fn settings_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let passkeys = |cards, notice| PasskeysPage {
        page: sample.owner("/settings/passkeys", Section::Passkeys),
        cards,
        holds: vec![],
        gone_at_ms: NOW_MS + 3 * DAY_MS,
        removed: vec![RemovedView { name: "Old iPad".into(), removed_at_ms: NOW_MS - 12 * DAY_MS }],
        notice,
        verdict: None,
        system: System::Mac,
        invitation: None,
    };
    let invited =
        |invitation| PasskeysPage { invitation: Some(invitation), ..passkeys(sample.cards(), None) };
    let mut editing = sample.cards();
    editing[1].highlighted = true;
    editing[2].edit = Some(EditView { value: "Blue key in the drawer".into(), fault: None });
    let mut fallen = sample.cards();
    let model = fallen[2].model.as_mut().expect("the key has a model");
    (model.proof, model.weakness) = (Proof::Claimed, Some(Weakness::TakenByHolder));
    fallen.rotate_right(1);
    let mut faulty = sample.cards();
    faulty[2].edit = Some(EditView { value: "Windows Hello".into(), fault: Some(NameFault::NotAccepted) });
    let created =
        PasskeysNotice::Created { id: "BBBBBBBBBBBBBBBBBBBBBB".into(), name: "Windows Hello".into() };
    let removal = |others: &[&str]| RemovePasskeyPage {
        page: sample.owner("/settings/passkeys/B/remove", Section::Passkeys),
        removal: RemovalView {
            card: sample.cards().swap_remove(1),
            others: others.iter().map(|name| (*name).to_owned()).collect(),
            gone_at_ms: NOW_MS + 3 * DAY_MS,
        },
    };
    let new_passkey = |refusal| NewPasskeyPage {
        page: sample.owner("/settings/passkeys/new", Section::Passkeys),
        sent_to: "78".into(),
        refusal,
        verdict: None,
    };
    let waits = NewPasskeyRefusal::NewBrowserWaits { until_ms: NOW_MS + DAY_MS };
    let contact = |address: &str| ContactView {
        id: "E".into(),
        address: address.into(),
        proved_at_ms: NOW_MS - DAY_MS,
        changeable: Changeable::Whole,
    };
    let contacts = |emails, notice| ContactsPage {
        page: sample.owner("/settings/contacts", Section::Contacts),
        phones: vec![contact("+351 912 345 678")],
        emails,
        holds: vec![held(HeldKind::ReplaceContact, HoldStanding::Waiting)],
        notice,
    };
    let add_email = |email: &str, fault| AddEmailPage {
        page: sample.owner("/settings/contacts/email", Section::Contacts),
        email: email.into(),
        fault,
    };
    let sessions = |count, notice| SessionsPage {
        page: sample.owner("/settings/sessions", Section::Sessions),
        sessions: sessions().into_iter().take(count).collect(),
        notice,
    };
    let settings = SettingsPage {
        invitation: None,
        page: sample.owner("/settings", Section::Index),
        passkeys: 3,
        devices: 2,
        contacts: 2,
        sessions: 3,
        holds: vec![held(HeldKind::RemovePasskey, HoldStanding::Disputed)],
        language: sample.language.own_name(),
    };
    let grant = GrantPage {
        page: sample.owner("/settings/passkeys/new/passkey", Section::Passkeys),
        ticket: "v1.sample".into(),
        options: r#"{"challenge":"AA"}"#.into(),
    };
    let place = PlacePage {
        page: sample.owner("/settings/passkeys/new/place", Section::Passkeys),
        ticket: "v1.sample".into(),
        platform: Platform::Mac,
        next: "/settings/passkeys?created=",
        places: PlacesView::all(),
    };
    let added = ContactsNotice::EmailAdded { address: "ada@example.com".into() };
    let mut leaving = sample.cards();
    leaving[1].suspended =
        Some(SuspendedView { hold: "RemovePasskey".into(), gone_at_ms: NOW_MS + 2 * DAY_MS });
    let out = PasskeysNotice::OnItsWayOut { id: leaving[1].id.clone(), name: "Windows Hello".into() };
    let removed = PasskeysNotice::Removed { name: "Old iPad".into(), reaching: Reaching::Synced };
    let on_its_way_out = PasskeysPage {
        holds: vec![held(HeldKind::RemovePasskey, HoldStanding::Waiting)],
        ..passkeys(leaving, Some(out))
    };
    let only = sample.cards().into_iter().take(1).collect();
    vec![
        ("settings", rendered(&settings)),
        ("passkeys", rendered(&passkeys(sample.cards(), None))),
        ("passkeys-welcome", rendered(&passkeys(only, Some(PasskeysNotice::Welcome)))),
        ("passkeys-created", rendered(&passkeys(editing, Some(created)))),
        ("passkeys-rename-wrong", rendered(&passkeys(faulty, None))),
        ("passkeys-fallen", rendered(&passkeys(fallen, None))),
        ("passkeys-on-its-way-out", rendered(&on_its_way_out)),
        ("passkeys-removed", rendered(&passkeys(sample.cards(), Some(removed)))),
        ("passkeys-invite-first", rendered(&invited(Invitation::UseOneFirst))),
        ("passkeys-invite-second", rendered(&invited(Invitation::SecondElsewhere))),
        ("passkeys-invite-recovered", rendered(&invited(Invitation::AfterRecovery))),
        ("passkeys-invite-here", rendered(&invited(Invitation::CreateHere))),
        ("passkeys-empty", rendered(&passkeys(Vec::new(), None))),
        ("remove", rendered(&removal(&["Apple Passwords", "Blue key in the drawer"]))),
        ("remove-last", rendered(&removal(&[]))),
        ("new-passkey", rendered(&new_passkey(None))),
        ("new-passkey-waits", rendered(&new_passkey(Some(waits)))),
        ("grant", rendered(&grant)),
        ("place", rendered(&place)),
        ("contacts-empty", rendered(&contacts(Vec::new(), None))),
        ("contacts", rendered(&contacts(vec![contact("ada@example.com")], Some(added)))),
        ("add-email", rendered(&add_email("", None))),
        ("add-email-wrong", rendered(&add_email("ada@", Some(EmailFault::NotAccepted)))),
        ("sessions", rendered(&sessions(3, Some(SessionsNotice::Ended { sessions: 1 })))),
        ("sessions-one", rendered(&sessions(1, None))),
    ]
}

/// Pages of what waits, and of changing an address.
fn waiting_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let hold = |what, standing| {
        let page = sample.owner("/settings/holds/H", Section::Passkeys);
        rendered(&HoldPage { page, hold: held(what, standing), back: "/settings/passkeys".into() })
    };
    let stop = |notice| rendered(&StopPage { page: sample.stranger("/stop"), notice });
    let contact = || ContactView {
        id: "E".into(),
        address: "ada@example.com".into(),
        proved_at_ms: NOW_MS - DAY_MS,
        changeable: Changeable::Whole,
    };
    let loss = RemovalView {
        card: sample.cards().swap_remove(1),
        others: vec!["Apple Passwords".into()],
        gone_at_ms: NOW_MS + 3 * DAY_MS,
    };
    let lost = LostPasskeyPage { page: sample.owner("/settings/passkeys/B/lost", Section::Passkeys), loss };
    let remove = RemoveContactPage {
        page: sample.owner("/settings/contacts/E/remove", Section::Contacts),
        contact: contact(),
        gone_at_ms: NOW_MS + 3 * DAY_MS,
    };
    let change = ChangeContactPage {
        page: sample.owner("/settings/contacts/E/change", Section::Contacts),
        contact: contact(),
        channel: Channel::Email,
        comes_at_ms: NOW_MS + 3 * DAY_MS,
        typed: String::new(),
        fault: None,
    };
    let language = LanguagePage {
        page: sample.owner("/settings/language", Section::Index),
        chosen: sample.language.tag().into(),
    };
    let name =
        NamePage { page: sample.owner("/settings/name", Section::Index), name: sample.name(), fault: None };
    vec![
        ("hold", hold(HeldKind::LosePasskey, HoldStanding::Waiting)),
        ("hold-disputed", hold(HeldKind::RemovePasskey, HoldStanding::Disputed)),
        ("language", rendered(&language)),
        ("stop", stop(None)),
        ("stop-stopped", stop(Some(StopNotice::Stopped))),
        ("stop-counted", stop(Some(StopNotice::Counted))),
        ("lost", rendered(&lost)),
        ("remove-contact", rendered(&remove)),
        ("change-contact", rendered(&change)),
        ("account-name", rendered(&name)),
    ]
}

/// A day of its three is over.
fn held(what: HeldKind, standing: HoldStanding) -> HoldView {
    let (name, to) = match what {
        HeldKind::RemovePasskey | HeldKind::LosePasskey => ("Windows Hello", ""),
        _ => ("ada@example.com", "okafor@example.com"),
    };
    HoldView {
        id: format!("{what:?}"),
        what,
        name: name.into(),
        to: to.into(),
        standing,
        started_at_ms: NOW_MS - DAY_MS,
        matures_at_ms: NOW_MS + 2 * DAY_MS,
        dispute_ends_at_ms: Some(NOW_MS + 30 * DAY_MS),
    }
}

fn sessions() -> Vec<SessionView> {
    let current = SessionView {
        id: "DDDDDDDDDDDDDDDDDDDDDD".into(),
        current: true,
        on: client("Safari", "macOS"),
        platform: Platform::Mac,
        signed_in_at_ms: NOW_MS - 3 * 60 * MINUTE_MS,
        last_seen_at_ms: NOW_MS,
        passkey: Some("Apple Passwords".into()),
    };
    let phone = SessionView {
        current: false,
        on: client("Safari", "iPhone"),
        platform: Platform::Ios,
        last_seen_at_ms: NOW_MS - 40 * MINUTE_MS,
        ..current.clone()
    };
    let unknown = SessionView {
        on: client("", ""),
        platform: Platform::Other,
        signed_in_at_ms: NOW_MS - DAY_MS,
        last_seen_at_ms: NOW_MS - DAY_MS,
        passkey: None,
        ..phone.clone()
    };
    vec![current, phone, unknown]
}
