//! The support desk, as one who decides sees it.

use passkeep_decision::diagnosis::Operation;
use passkeep_decision::support::{ProposedAction, Role};
use passkeep_server::views::{
    AttemptView, FailingView, ProposalView, SeriesView, ShareView, SupportAccountPage, SupportAttemptPage,
    SupportChartsPage, SupportContact, SupportDone, SupportNo, SupportNotice, SupportPage, SupportPasskey,
    SupportProposalPage, SupportProposePage, SupportStatus,
};

use super::devices::sample_devices;
use super::history::events;
use super::*;

const USER_ID: &str = "482190371";

pub(super) fn support_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let page = |path: &str| sample.owner(path, Section::Index);
    let desk = |not_found: Option<&str>, proposals| SupportPage {
        page: page("/support"),
        role: Role::Decide,
        proposals,
        not_found: not_found.map(str::to_owned),
    };
    let proposed = SupportProposePage {
        page: page("/support"),
        user_id: USER_ID.into(),
        action: ProposedAction::ShortenHold,
        hold: Some(held(HeldKind::Recovery, HoldStanding::Waiting)),
    };
    let second = |refused: Option<&str>| SupportProposalPage {
        page: page("/support"),
        proposal: proposal(),
        hold: None,
        asked: refused.is_none().then(|| AskedView { ticket: "v1.sample".into(), options: "{}".into() }),
        refused: refused.map(str::to_owned),
    };
    let attempted = |account: Option<&str>| SupportAttemptPage {
        page: page("/support"),
        attempt: attempt(),
        account: account.map(str::to_owned),
        proved: false,
    };
    let refused = ErrorPage {
        page: sample.stranger("/"),
        problem: Problem::Support(SupportNo::Looks { retry_after_seconds: 1800 }),
        next: "/support".into(),
    };
    let no_key = ErrorPage {
        page: sample.stranger("/"),
        problem: Problem::KeyNeeded,
        next: "/settings/passkeys".into(),
    };
    vec![
        ("support", rendered(&desk(None, vec![proposal()]))),
        ("support-nothing", rendered(&desk(Some("nobody@example.com"), vec![]))),
        ("support-attempt", rendered(&attempted(Some(USER_ID)))),
        ("support-attempt-nobodys", rendered(&attempted(None))),
        ("support-account", rendered(&account(page("/support")))),
        ("support-propose", rendered(&proposed)),
        ("support-second", rendered(&second(None))),
        ("support-second-refused", rendered(&second(Some("This is your own account.")))),
        ("support-charts", rendered(&charts(page("/support/charts")))),
        ("support-refused", rendered(&refused)),
        ("support-no-key", rendered(&no_key)),
    ]
}

fn proposal() -> ProposalView {
    ProposalView {
        id: "AAAAAAAAAAAAAAAAAAAAAA".into(),
        user_id: USER_ID.into(),
        action: ProposedAction::Thaw,
        reason: "Called from the branch, showed her passport to the colleague at the counter".into(),
        proposed_at_ms: NOW_MS - 50 * MINUTE_MS,
        expires_at_ms: NOW_MS + DAY_MS,
        own: false,
    }
}

fn attempt() -> AttemptView {
    AttemptView {
        reference: "KEY-07 / 7F3K-9M2Q".into(),
        bare: "7F3K-9M2Q".into(),
        at_ms: NOW_MS - 6 * MINUTE_MS,
        operation: Operation::SignIn,
        on: client("Safari", "iPhone"),
        told: "SIG-00".into(),
        rule: "unknown key",
        say: "This key has no passkey of your account.".into(),
        steps: vec!["Use the key that you added, then try again.".into()],
        theirs: Some((
            "zh-CN",
            "这把密钥里没有您账户的通行密钥。".into(),
            vec!["请使用您添加过的那把密钥再试。".into()],
        )),
        causes: vec![("Another key was used.".into(), "likely")],
        staff: vec![],
        facts: vec![("operation".into(), "sign_in".into()), ("page.secure".into(), "true".into())],
    }
}

fn account(page: Page) -> SupportAccountPage {
    let notice = |hours: i64, what: &str, sent: Option<i64>, failing: bool| SupportNotice {
        at_ms: NOW_MS - hours * 60 * MINUTE_MS,
        what: what.into(),
        channel: "email".into(),
        masked: sent.map(|_| "a•••@example.com".into()),
        sent_at_ms: sent,
        dropped: sent.is_none() && !failing,
        failing,
    };
    SupportAccountPage {
        page,
        role: Role::Decide,
        user_id: USER_ID.into(),
        name: "Ada Okafor".into(),
        status: SupportStatus {
            created_at_ms: NOW_MS - 400 * DAY_MS,
            language: "简体中文",
            frozen_at_ms: Some(NOW_MS - DAY_MS),
            lapses_at_ms: Some(NOW_MS + DAY_MS),
            held_until_ms: Some(NOW_MS + 2 * DAY_MS),
            risk_until_ms: Some(NOW_MS + 5 * DAY_MS),
            sessions: 3,
            quarantined: 1,
            password_at_ms: Some(NOW_MS - 90 * DAY_MS),
            recovery_codes: 7,
        },
        holds: vec![held(HeldKind::Recovery, HoldStanding::Waiting)],
        proposals: vec![proposal()],
        attempts: vec![attempt(), attempt()],
        passkeys: vec![
            SupportPasskey {
                name: "iPhone".into(),
                provider: Some("Apple Passwords".into()),
                kind: Kind::Synced,
                level: "2p",
                created_at_ms: NOW_MS - 300 * DAY_MS,
                last_used: Some((NOW_MS - DAY_MS, client("Safari", "iPhone"))),
                suspended_at_ms: None,
            },
            SupportPasskey {
                name: "Blue key in the drawer".into(),
                provider: None,
                kind: Kind::SecurityKey,
                level: "3",
                created_at_ms: NOW_MS - 200 * DAY_MS,
                last_used: None,
                suspended_at_ms: Some(NOW_MS - DAY_MS),
            },
        ],
        devices: sample_devices(),
        contacts: vec![
            SupportContact {
                kind: "phone",
                masked: "••• 71".into(),
                proved_at_ms: NOW_MS - 400 * DAY_MS,
                is_old: true,
            },
            SupportContact {
                kind: "email",
                masked: "a•••@example.com".into(),
                proved_at_ms: NOW_MS - DAY_MS,
                is_old: false,
            },
        ],
        notices: vec![
            notice(2, "Your account is frozen", Some(NOW_MS - 120 * MINUTE_MS), false),
            notice(9, "A passkey was added to your account", None, true),
            notice(30, "Your account is signed in on a new browser", None, false),
        ],
        events: events(),
        done: Some((SupportDone::Resent, 2)),
    }
}

fn charts(page: Page) -> SupportChartsPage {
    let series = |name: &str, say: &str, of: i64| SeriesView {
        name: name.into(),
        say: say.into(),
        days: (0..30).map(|day| (day * of + day % 7) % 23).collect(),
    };
    let failing = |code: &str, system: &str, version: Option<&str>, week| FailingView {
        code: code.into(),
        system: system.into(),
        version: version.map(str::to_owned),
        week,
        all: week * 4,
    };
    let share = |name: Option<&str>, count| ShareView { name: name.map(str::to_owned), count };
    SupportChartsPage {
        page,
        at_ms: NOW_MS,
        failures: vec![
            series("SIG-01", "The window was closed before a passkey was used.", 3),
            series("KEY-07", "This key has no passkey of your account.", 1),
        ],
        failing: vec![
            failing("SIG-01", "iPhone", Some("safari 18"), 41),
            failing("SIG-01", "Android", Some("mobile 16.20.25608"), 17),
            failing("KEY-07", "Windows", None, 3),
        ],
        sign_ins: vec![series("passkey", "", 5), series("password+phone_code", "", 2)],
        providers: vec![
            share(Some("Apple Passwords"), 4120),
            share(Some("Google Password Manager"), 2980),
            share(None, 312),
        ],
    }
}
