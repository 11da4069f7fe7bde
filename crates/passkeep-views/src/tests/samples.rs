//! A page of each kind, with a name that would break it.

use passkeep_decision::diagnosis::System;
use passkeep_decision::invitations::Invitation;
use passkeep_decision::platform::policy::Recheck;

use super::*;

pub(super) fn page(language: Language, section: Option<Section>) -> Page {
    let brand =
        Brand { name: HOSTILE.into(), host: HOSTILE.into(), logo: Logo::Passkeep, colour: Colour::PASSKEEP };
    let nav = section.map(|section| Nav {
        name: HOSTILE.into(),
        user_id: "482190371".into(),
        section,
        quarantined: true,
        answers_devices: true,
        frozen: true,
    });
    let house = Arc::new(House { brand, assets: Assets::default(), legal: legal(), waits: waits() });
    Page { house, language, path: "/".into(), nav, now_ms: 1_795_513_680_000 }
}

fn legal() -> Legal {
    let every = |text: &str| -> BTreeMap<String, String> {
        Language::ALL.map(|language| (language.tag().to_owned(), text.to_owned())).into()
    };
    Legal {
        name: every(HOSTILE),
        terms: every("https://example.com/terms"),
        privacy: every("https://example.com/privacy"),
        imprint: every("https://example.com/imprint"),
    }
}

pub(super) fn card(id: &str) -> CardView {
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

pub(super) const HELD_KINDS: [HeldKind; 8] = [
    HeldKind::RemovePasskey,
    HeldKind::LosePasskey,
    HeldKind::RemoveContact,
    HeldKind::ReplaceContact,
    HeldKind::GiveUpNumber,
    HeldKind::ChangePassword,
    HeldKind::Recovery,
    HeldKind::ConfirmAction,
];

/// An hour of its three is over.
pub(super) fn held(what: HeldKind, standing: HoldStanding) -> HoldView {
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
        dispute_ends_at_ms: Some(now_ms + 200 * HOUR_MS),
    }
}

fn device_proof() -> DeviceProofView {
    DeviceProofView { ticket: HOSTILE.into(), nonce: HOSTILE.into(), path: "/recovery/device" }
}

pub(super) fn hold(language: Language, what: HeldKind, standing: HoldStanding) -> String {
    let page = page(language, Some(Section::Index));
    HoldPage { page, hold: held(what, standing), back: "/settings".into() }.render().unwrap()
}

pub(super) const CONFIRM_STATES: [ConfirmState; 17] = [
    ConfirmState::Open { takes_second: true },
    ConfirmState::Open { takes_second: false },
    ConfirmState::SecondHere { until_ms: 7 },
    ConfirmState::Held { until_ms: 7 },
    ConfirmState::Refused(ConfirmRefusal::Frozen),
    ConfirmState::Refused(ConfirmRefusal::NeedsProof),
    ConfirmState::Refused(ConfirmRefusal::ValueHeld(7)),
    ConfirmState::Refused(ConfirmRefusal::NewBrowser(7)),
    ConfirmState::Refused(ConfirmRefusal::PasskeyTooNew(7)),
    ConfirmState::Refused(ConfirmRefusal::LevelTooLow),
    ConfirmState::Refused(ConfirmRefusal::SecondWayNeeded),
    ConfirmState::Confirmed { digest: Some([7; 32]) },
    ConfirmState::Denied,
    ConfirmState::Withdrawn,
    ConfirmState::Expired,
    ConfirmState::Blocked,
    ConfirmState::Void,
];

pub(super) fn confirm(language: Language, state: ConfirmState) -> String {
    let page = page(language, Some(Section::History));
    let (asked_at_ms, expires_at_ms) = (page.now_ms - 60_000, page.now_ms + 240_000);
    let field = |size| ActionField { label: HOSTILE.into(), value: HOSTILE.into(), size };
    ConfirmPage {
        page,
        id: HOSTILE.into(),
        app: HOSTILE.into(),
        title: HOSTILE.into(),
        fields: vec![field(FieldSize::Amount), field(FieldSize::Large), field(FieldSize::Text)],
        asked_at_ms,
        expires_at_ms,
        state,
        return_to: Some(HOSTILE.into()),
    }
    .render()
    .unwrap()
}

pub(super) fn stop(language: Language, notice: Option<StopNotice>) -> String {
    StopPage { page: page(language, None), notice }.render().unwrap()
}

pub(super) fn sign_in(language: Language) -> String {
    let notice = Some(SignInNotice::ScriptsNeeded);
    let page = page(language, None);
    let (identifier, app, next) = (HOSTILE.into(), Some(HOSTILE.into()), Some("/confirm/AA".into()));
    SignInPage { page, identifier, shared_computer: true, next, notice, app, verdict: None }.render().unwrap()
}

pub(super) fn sign_up(language: Language) -> String {
    let countries = countries(language, "PT");
    let fault = Some(PhoneFault::NotAccepted);
    SignUpPage { page: page(language, None), countries, number: HOSTILE.into(), fault, verdict: None }
        .render()
        .unwrap()
}

pub(super) fn other_way(language: Language) -> String {
    let page = page(language, None);
    OtherWayPage { page, identifier: HOSTILE.into(), refused: true }.render().unwrap()
}

pub(super) fn factor(language: Language) -> String {
    FactorPage {
        page: page(language, None),
        purpose: FactorPurpose::SignIn,
        ticket: HOSTILE.into(),
        password: true,
        phone_code: true,
        device: Some(device_proof()),
        second: false,
        shared_computer: true,
        fault: Some(FactorFault::PasswordWrong),
    }
    .render()
    .unwrap()
}

pub(super) fn reauthenticate(language: Language) -> String {
    let page = page(language, None);
    let next = "/settings/password".into();
    ReauthenticatePage { page, ticket: HOSTILE.into(), options: HOSTILE.into(), next }.render().unwrap()
}

pub(super) fn password(language: Language) -> String {
    PasswordPage {
        page: page(language, Some(Section::Password)),
        set_at_ms: Some(0),
        alone: true,
        phone_codes: true,
        has_passkeys: true,
        holds: vec![held(HeldKind::ChangePassword, HoldStanding::Waiting)],
        notice: Some(PasswordNotice::Set),
        fault: Some("common"),
    }
    .render()
    .unwrap()
}

pub(super) fn code(language: Language) -> String {
    CodePage {
        page: page(language, None),
        purpose: CodePurpose::SignUp,
        ticket: HOSTILE.into(),
        sent_to: Some(HOSTILE.into()),
        sent_again: true,
        shared_computer: true,
        fault: Some(CodeFault::Wrong { attempts_left: 1 }),
    }
    .render()
    .unwrap()
}

/// An operator's own sentence may hold anything too.
pub(super) fn verdict(reach: Reach) -> VerdictView {
    let update = Some(passkeep_decision::platform::OsName::Windows);
    VerdictView {
        text: HOSTILE.into(),
        update,
        link: Some(HOSTILE.into()),
        recheck: Recheck::OnResume,
        reach,
    }
}

fn hostile_places() -> PlacesView {
    PlacesView { verdict: Some(verdict(Reach::Here)), ..PlacesView::all() }
}

/// The sign-in page where no passkey can be used.
pub(super) fn sign_in_stopped(language: Language) -> String {
    SignInPage {
        page: page(language, None),
        identifier: HOSTILE.into(),
        shared_computer: true,
        next: None,
        notice: Some(SignInNotice::SessionEnded),
        app: Some(HOSTILE.into()),
        verdict: Some(verdict(Reach::AnotherWay)),
    }
    .render()
    .unwrap()
}

/// The sign-up page where no passkey can be created.
pub(super) fn sign_up_stopped(language: Language) -> String {
    SignUpPage {
        page: page(language, None),
        countries: countries(language, "AT"),
        number: HOSTILE.into(),
        fault: None,
        verdict: Some(verdict(Reach::Nowhere)),
    }
    .render()
    .unwrap()
}

pub(super) fn name(language: Language) -> String {
    let fault = Some(NameFault::NotAccepted);
    let page = page(language, None);
    SignUpNamePage { page, ticket: HOSTILE.into(), name: HOSTILE.into(), fault }.render().unwrap()
}

pub(super) fn sign_up_passkey(language: Language) -> String {
    let (page, platform) = (page(language, None), Platform::Mac);
    SignUpPasskeyPage {
        page,
        ticket: HOSTILE.into(),
        name: HOSTILE.into(),
        platform,
        places: hostile_places(),
    }
    .render()
    .unwrap()
}

pub(super) fn settings(language: Language) -> String {
    let page = page(language, Some(Section::Index));
    let holds = HELD_KINDS.map(|what| held(what, HoldStanding::Upheld)).into();
    let language = Language::Ja.own_name();
    let invitation = Some(Invitation::SecondElsewhere);
    SettingsPage { page, passkeys: 1, devices: 1, contacts: 1, sessions: 1, holds, language, invitation }
        .render()
        .unwrap()
}

pub(super) fn passkeys(language: Language) -> String {
    let edit = Some(EditView { value: HOSTILE.into(), fault: Some(NameFault::NotAccepted) });
    passkeys_page(language, vec![card("A"), CardView { edit, ..card("B") }])
}

pub(super) fn passkeys_page(language: Language, cards: Vec<CardView>) -> String {
    PasskeysPage {
        page: page(language, Some(Section::Passkeys)),
        cards,
        removed: vec![RemovedView { name: HOSTILE.into(), removed_at_ms: 0 }],
        holds: vec![held(HeldKind::LosePasskey, HoldStanding::Waiting)],
        gone_at_ms: 0,
        notice: Some(PasskeysNotice::Created { id: "A".into(), name: HOSTILE.into() }),
        verdict: Some(verdict(Reach::PhoneOrKey)),
        system: System::Mac,
        invitation: Some(Invitation::CreateHere),
    }
    .render()
    .unwrap()
}

pub(super) fn help(language: Language, system: System) -> String {
    let verdict = Some(verdict(Reach::PhoneOrKey));
    HelpPage { page: page(language, None), system, said_by: SaidBy::Browser, verdict }.render().unwrap()
}

pub(super) fn removal(language: Language, others: &[&str]) -> String {
    let others = others.iter().map(|other| (*other).to_owned()).collect();
    let removal = RemovalView { card: card("A"), others, gone_at_ms: 0 };
    RemovePasskeyPage { page: page(language, Some(Section::Passkeys)), removal }.render().unwrap()
}

pub(super) fn lost(language: Language) -> String {
    let loss = RemovalView { card: card("A"), others: vec![], gone_at_ms: 0 };
    LostPasskeyPage { page: page(language, Some(Section::Passkeys)), loss }.render().unwrap()
}

pub(super) fn new_passkey(language: Language) -> String {
    let refusal = Some(NewPasskeyRefusal::NewBrowserWaits { until_ms: 0 });
    let page = page(language, Some(Section::Passkeys));
    NewPasskeyPage { page, sent_to: HOSTILE.into(), refusal, verdict: Some(verdict(Reach::Key)) }
        .render()
        .unwrap()
}

pub(super) fn grant(language: Language) -> String {
    let page = page(language, Some(Section::Passkeys));
    GrantPage { page, ticket: HOSTILE.into(), options: HOSTILE.into() }.render().unwrap()
}

pub(super) fn place(language: Language) -> String {
    let page = page(language, Some(Section::Passkeys));
    let places = hostile_places();
    PlacePage { page, ticket: HOSTILE.into(), platform: Platform::Windows, next: "/?recovered=", places }
        .render()
        .unwrap()
}

pub(super) fn device(id: &str, trust: TrustView) -> DeviceView {
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

pub(super) fn devices(language: Language) -> String {
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

pub(super) fn revoke(language: Language) -> String {
    let page = page(language, Some(Section::Devices));
    RevokeDevicePage { page, device: device("A", TrustView::Settled) }.render().unwrap()
}

pub(super) fn wait(language: Language, state: WaitState) -> String {
    let page = page(language, None);
    WaitPage { page, ticket: HOSTILE.into(), number: "47".into(), state }.render().unwrap()
}

pub(super) fn approve(language: Language) -> String {
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

pub(super) fn contacts(language: Language) -> String {
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

pub(super) fn contact(id: &str, changeable: Changeable) -> ContactView {
    ContactView { id: id.into(), address: HOSTILE.into(), proved_at_ms: 0, changeable }
}

pub(super) fn remove_contact(language: Language) -> String {
    let page = page(language, Some(Section::Contacts));
    RemoveContactPage { page, contact: contact("E", Changeable::Whole), gone_at_ms: 0 }.render().unwrap()
}

pub(super) fn change_contact(language: Language, channel: Channel) -> String {
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

pub(super) fn language_of_messages(language: Language) -> String {
    LanguagePage { page: page(language, Some(Section::Index)), chosen: "ja".into() }.render().unwrap()
}

pub(super) fn account_name(language: Language) -> String {
    let (page, fault) = (page(language, Some(Section::Index)), Some(NameFault::NotAccepted));
    NamePage { page, name: HOSTILE.into(), fault }.render().unwrap()
}

pub(super) fn add_email(language: Language) -> String {
    let fault = Some(EmailFault::TooManyCodes { retry_after_seconds: 60 });
    let page = page(language, Some(Section::Contacts));
    AddEmailPage { page, email: HOSTILE.into(), fault }.render().unwrap()
}

pub(super) fn sessions(language: Language) -> String {
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

pub(super) fn event(kind: Option<EventKind>) -> EventView {
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
                json!({ "name": HOSTILE, "from": HOSTILE, "to": HOSTILE, "email": HOSTILE, "place": HOSTILE }),
            ),
        },
        on: Some(ClientView { browser: HOSTILE.into(), system: HOSTILE.into() }),
    }
}

pub(super) fn history(language: Language) -> String {
    let kinds = EventKind::ALL.iter().copied().map(Some).chain([None]);
    let page = page(language, Some(Section::History));
    let events = kinds.map(event).collect();
    HistoryPage { page, events, before: Some(9), older_before: Some(3) }.render().unwrap()
}

pub(super) fn history_event(language: Language, kind: EventKind) -> String {
    let page = page(language, Some(Section::History));
    HistoryEventPage { page, event: event(Some(kind)) }.render().unwrap()
}

pub(super) fn messages(language: Language) -> String {
    let message =
        MessageView { channel: Channel::Sms, address: HOSTILE.into(), at_ms: 0, text: HOSTILE.into() };
    MessagesPage { page: page(language, None), messages: vec![message] }.render().unwrap()
}

pub(super) fn outbox(language: Language) -> String {
    let waiting = WaitingView {
        way: Way::Webhook,
        to: HOSTILE.into(),
        caused_at_ms: 0,
        due_at_ms: 0,
        attempts: 2,
        reason: Some(HOSTILE.into()),
    };
    let done = [(Way::Email, Some(HOSTILE.into())), (Way::Sms, None)];
    let done = done.map(|(way, dropped)| DoneView { way, at_ms: 0, dropped }).into();
    OutboxPage { page: page(language, None), waiting: vec![waiting], done }.render().unwrap()
}

pub(super) fn error(language: Language) -> String {
    let (page, problem) = (page(language, None), Problem::TicketExpired);
    ErrorPage { page, problem, next: "/sign-up".into() }.render().unwrap()
}

fn asked() -> Option<AskedView> {
    Some(AskedView { ticket: HOSTILE.into(), options: HOSTILE.into() })
}

pub(super) fn freeze(language: Language, frozen_at_ms: Option<i64>) -> String {
    FreezePage {
        page: page(language, Some(Section::Freeze)),
        frozen_at_ms,
        lapses_at_ms: frozen_at_ms,
        held_until_ms: Some(0),
        thaw: asked(),
    }
    .render()
    .unwrap()
}

pub(super) fn recovery_codes(language: Language, codes: &[&str]) -> String {
    RecoveryCodesPage {
        page: page(language, Some(Section::Recovery)),
        made_at_ms: Some(0),
        left: 9,
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        holds: vec![held(HeldKind::Recovery, HoldStanding::Open)],
    }
    .render()
    .unwrap()
}

pub(super) fn recover(language: Language) -> String {
    let page = page(language, None);
    RecoverPage { page, identifier: HOSTILE.into(), refused: true, wait_seconds: 1 }.render().unwrap()
}

pub(super) fn recover_factor(language: Language) -> String {
    RecoverFactorPage {
        page: page(language, None),
        ticket: HOSTILE.into(),
        ways: RecoverWays { recovery_code: true, password: true, phone_code: true, email_code: true },
        device: Some(device_proof()),
        progress: RecoverProgress::PasskeyInUse,
        fault: Some(RecoverFault::CodeWrong),
    }
    .render()
    .unwrap()
}

pub(super) fn what_if(language: Language) -> String {
    let named = || HOSTILE.to_owned();
    let loss = |lost, way| LossView { lost, way };
    WhatIfPage {
        page: page(language, Some(Section::Recovery)),
        losses: vec![
            loss(LostView::Phone, WayView::Recovery { seconds: 72 * 3600 }),
            loss(LostView::Passkey(named()), WayView::OtherPasskey(named())),
            loss(LostView::RecoveryCodes, WayView::Staff),
        ],
        second_way: false,
    }
    .render()
    .unwrap()
}

pub fn problems(language: Language, texts: &[&str]) -> String {
    let problem = |text: &&str| ProblemView {
        at_ms: page(language, None).now_ms - 60_000,
        operation: passkeep_decision::diagnosis::Operation::SignIn,
        on: ClientView { browser: "Safari".into(), system: "iPhone".into() },
        say: (*text).to_owned(),
        steps: vec![(*text).to_owned()],
        causes: vec![(*text).to_owned()],
        worked_ms: Some(page(language, None).now_ms - 180_000),
        since_ms: Some(page(language, None).now_ms - 120_000),
        reference: "SIG-05 / 7F3K-9M2Q".into(),
    };
    let problems = texts.iter().map(problem).collect();
    ProblemsPage { page: page(language, Some(Section::Problems)), problems }.render().unwrap()
}
