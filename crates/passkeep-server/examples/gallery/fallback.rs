//! The pages of the way without a passkey.

use super::*;

/// The way round, on which nobody is signed in yet.
pub(super) fn pages_without_passkey(sample: &Sample) -> Vec<(&'static str, String)> {
    let who = |identifier: &str, refused| OtherWayPage {
        page: sample.stranger("/sign-in/other"),
        identifier: identifier.into(),
        refused,
    };
    let ways = |fault| FactorPage {
        page: sample.stranger("/sign-in/factor"),
        purpose: FactorPurpose::SignIn,
        ticket: "v1.sample".into(),
        password: true,
        phone_code: true,
        device: None,
        second: false,
        shared_computer: false,
        fault,
    };
    let second = FactorPage { password: false, second: true, ..ways(None) };
    let closed = |fault| FactorPage { password: false, phone_code: false, ..ways(Some(fault)) };
    let code = |sent_to: Option<&str>, fault| CodePage {
        page: sample.stranger("/sign-in/code"),
        purpose: CodePurpose::SignIn,
        ticket: "v1.sample".into(),
        sent_to: sent_to.map(str::to_owned),
        sent_again: false,
        shared_computer: false,
        fault,
    };
    let too_many = FactorFault::TooManyCodes { retry_after_seconds: 240 };
    vec![
        ("other-way", rendered(&who("", false))),
        ("other-way-wrong", rendered(&who("12", true))),
        ("factor", rendered(&ways(None))),
        ("factor-password-wrong", rendered(&ways(Some(FactorFault::PasswordWrong)))),
        ("factor-off", rendered(&ways(Some(FactorFault::Off)))),
        ("factor-busy", rendered(&ways(Some(FactorFault::Busy)))),
        ("factor-too-many", rendered(&ways(Some(too_many)))),
        ("factor-second", rendered(&second)),
        ("factor-another-needed", rendered(&closed(FactorFault::AnotherNeeded))),
        ("factor-approval-needed", rendered(&closed(FactorFault::ApprovalNeeded))),
        ("code-sign-in", rendered(&code(Some("78"), None))),
        ("code-sign-in-stranger", rendered(&code(None, None))),
        ("code-sign-in-off", rendered(&code(None, Some(CodeFault::Off)))),
    ]
}

/// The password, the quarantine that it opens, and what leads out of it.
pub(super) fn password_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let quarantined = |path: &str, section| {
        let mut page = sample.owner(path, section);
        page.nav.as_mut().expect("an owner has one").quarantined = true;
        page
    };
    let password = |set_at_ms: Option<i64>, notice, fault| PasswordPage {
        page: sample.owner("/settings/password", Section::Password),
        set_at_ms,
        alone: true,
        phone_codes: true,
        has_passkeys: true,
        holds: vec![],
        notice,
        fault,
    };
    let long_ago = Some(NOW_MS - 40 * DAY_MS);
    let refused = |fault| rendered(&password(long_ago, None, Some(fault)));
    let short = PasswordPage { alone: false, phone_codes: false, ..password(long_ago, None, None) };
    let reauthenticate = ReauthenticatePage {
        page: sample.stranger("/reauthenticate"),
        ticket: "v1.sample".into(),
        options: r#"{"challenge":"AA"}"#.into(),
        next: "/settings/password".into(),
    };
    let prove = FactorPage {
        page: sample.stranger("/reauthenticate/factor"),
        purpose: FactorPurpose::Reauthenticate,
        ticket: "v1.sample".into(),
        password: true,
        phone_code: true,
        device: None,
        second: false,
        shared_computer: false,
        fault: None,
    };
    let without_passkeys = PasswordPage {
        has_passkeys: false,
        holds: vec![super::held(HeldKind::ChangePassword, HoldStanding::Waiting)],
        ..password(long_ago, None, None)
    };
    let needed = ErrorPage {
        page: sample.stranger("/"),
        problem: Problem::ProofNeeded,
        next: "/reauthenticate?next=/settings/passkeys/new".into(),
    };
    let quarantine = SettingsPage {
        invitation: Some(Invitation::UseOneFirst),
        page: quarantined("/settings", Section::Index),
        passkeys: 1,
        contacts: 1,
        sessions: 1,
        devices: 1,
        holds: vec![],
        language: sample.language.own_name(),
    };
    let quarantined_password = PasswordPage {
        page: quarantined("/settings/password", Section::Password),
        ..password(long_ago, None, None)
    };
    vec![
        ("password-none", rendered(&password(None, None, None))),
        ("password", rendered(&password(long_ago, None, None))),
        ("password-without-passkeys", rendered(&without_passkeys)),
        ("password-short", rendered(&short)),
        ("password-set", rendered(&password(Some(NOW_MS), Some(PasswordNotice::Set), None))),
        ("password-removed", rendered(&password(None, Some(PasswordNotice::Removed), None))),
        ("password-too-short", refused("too_short")),
        ("password-too-long", refused("too_long")),
        ("password-hidden", refused("hidden_characters")),
        ("password-common", refused("common")),
        ("password-breached", refused("breached")),
        ("password-personal", refused("personal")),
        ("password-repetitive", refused("repetitive")),
        ("password-quarantined", rendered(&quarantined_password)),
        ("quarantine", rendered(&quarantine)),
        ("proof-needed", rendered(&needed)),
        ("reauthenticate", rendered(&reauthenticate)),
        ("reauthenticate-factor", rendered(&prove)),
    ]
}
