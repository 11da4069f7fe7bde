//! The table: each code with signs that lead to it.

use super::*;

use AndroidType::{Cancellation, Dom, NoCreateOption, NoCredential, ProviderConfiguration, Unsupported};
use ErrorName::{
    Abort, Constraint, Data, Encoding, InvalidState, NotAllowed, NotReadable, NotSupported, Security,
    Timeout, Type, Unknown,
};
use Operation::{Confirm, Create, Prove, SignIn};

/// Made after the catalogue, none of it from a device.
fn rows() -> Vec<(Code, Signs)> {
    [environment(), creating(), creating_more(), signing_in(), elsewhere(), server()].concat()
}

fn environment() -> Vec<(Code, Signs)> {
    let page = |change: fn(&mut PageSigns)| signs(SignIn, |s| change(&mut s.page));
    let rules = |block| signs(Create, |s| s.rules = Some(block));
    let not_allowed = |family, text| message(SignIn, family, (NotAllowed, text));
    let detail = Native::Android(Dom, Some(50_152));
    vec![
        (Code::Env01, page(|p| p.webauthn = Some(false))),
        (Code::Env01, native(SignIn, Native::Android(Unsupported, None))),
        (
            Code::Env01,
            message(
                SignIn,
                Family::Other,
                (NotSupported, "This browser does not support public key credentials"),
            ),
        ),
        (Code::Env02, rules(RuleBlock::SystemTooOld)),
        (Code::Env03, rules(RuleBlock::AppTooOld)),
        (Code::Env04, rules(RuleBlock::PlatformNotSupported)),
        (Code::Env04, native(Create, Native::Harmony(801))),
        (Code::Env04, native(SignIn, Native::Harmony(1_021_300_001))),
        (Code::Env05, rules(RuleBlock::NoScreenLock)),
        (
            Code::Env05,
            message(Create, Family::Chromium, (NotSupported, "Secure your device with a screen lock")),
        ),
        (Code::Env05, native(Create, Native::Harmony(1_021_300_010))),
        (
            Code::Env05,
            signs(Create, |s| {
                s.system = System::Android;
                s.error = Some(NotAllowed);
                s.attachment = Some(Attached::Platform);
                s.page.platform = Some(false);
            }),
        ),
        (Code::Env06, page(|p| p.secure = Some(false))),
        (
            Code::Env06,
            message(
                SignIn,
                Family::Chromium,
                (NotAllowed, "WebAuthn is not supported on sites with TLS certificate errors."),
            ),
        ),
        (Code::Env06, message(SignIn, Family::Chromium, (Security, "This is an invalid domain."))),
        (
            Code::Env07,
            message(
                SignIn,
                Family::Chromium,
                (
                    Security,
                    "The relying party ID is not a registrable domain suffix of, nor equal to the current domain.",
                ),
            ),
        ),
        (Code::Env07, threw(SignIn, Security, 12)),
        (
            Code::Env08,
            signs(SignIn, |s| {
                s.family = Family::Embedded;
                s.page.webauthn = Some(false);
            }),
        ),
        (
            Code::Env09,
            not_allowed(
                Family::Chromium,
                "The 'publickey-credentials-get' feature is not enabled in this document.",
            ),
        ),
        (
            Code::Env09,
            not_allowed(Family::WebKit, "The origin of the document is not the same as its ancestors."),
        ),
        (
            Code::Env09,
            signs(SignIn, |s| {
                *s = threw(SignIn, NotAllowed, 40);
                s.page.framed = Some(true);
            }),
        ),
        (Code::Env10, threw(SignIn, NotAllowed, 40)),
        (Code::Env10, not_allowed(Family::WebKit, "User gesture is not detected.")),
        (Code::Env10, not_allowed(Family::Chromium, "The document is not focused.")),
        (Code::Env11, threw(SignIn, Abort, 5_000)),
        (
            Code::Env11,
            message(SignIn, Family::Chromium, (ErrorName::Operation, "A request is already pending.")),
        ),
        (Code::Env12, threw(SignIn, Type, 3)),
        (Code::Env12, threw(Create, Data, 3)),
        (Code::Env12, threw(SignIn, Encoding, 3)),
        (Code::Env12, threw(SignIn, NotSupported, 3)),
        (Code::Env12, native(Create, Native::Windows(0x8009_0027))),
        (Code::Env12, native(Create, Native::Harmony(1_021_300_006))),
        (
            Code::Env12,
            signs(SignIn, |s| {
                s.native = Some(Native::Ios(1004));
                s.fragments = fragments("An invalid parameter was given", Family::App);
            }),
        ),
        (Code::Env13, native(SignIn, detail)),
        (
            Code::Env13,
            signs(Create, |s| {
                s.native = Some(Native::Ios(1004));
                let text = "Application with identifier X is not associated with domain example.com";
                s.fragments = fragments(text, Family::App);
            }),
        ),
        (Code::Env14, threw(SignIn, NotAllowed, 700)),
        (
            Code::Env14,
            not_allowed(Family::Chromium, "Passkey operation failed because browser is not privileged"),
        ),
        (Code::Env14, said(Create, Said::ManagerOpened)),
        (
            Code::Env15,
            signs(SignIn, |s| {
                *s = threw(SignIn, NotAllowed, 20);
                s.earlier.at_once = 3;
            }),
        ),
        (Code::Env15, said(SignIn, Said::OrganisationForbids)),
    ]
}

fn creating() -> Vec<(Code, Signs)> {
    let at = |name, elapsed| threw(Create, name, elapsed);
    let here = |system, name| {
        signs(Create, |s| {
            *s = at(name, 500);
            s.system = system;
            s.attachment = Some(Attached::Platform);
        })
    };
    vec![
        (Code::Cre01, at(NotAllowed, 4_000)),
        (Code::Cre01, native(Create, Native::Ios(1001))),
        (Code::Cre01, native(Create, Native::Android(Cancellation, None))),
        (Code::Cre01, native(Create, Native::Windows(0x8009_0036))),
        (Code::Cre01, native(Create, Native::Harmony(1_021_300_004))),
        (Code::Cre01, Signs::new(Create)),
        (Code::Cre02, at(NotAllowed, 298_600)),
        (Code::Cre02, at(Timeout, 9_000)),
        (Code::Cre02, native(Create, Native::Windows(0x8007_05B4))),
        (Code::Cre02, native(Create, Native::Harmony(1_021_300_005))),
        (Code::Cre03, at(InvalidState, 900)),
        (Code::Cre03, native(Create, Native::Ios(1006))),
        (Code::Cre03, native(Create, Native::Windows(0x8009_000F))),
        (Code::Cre03, native(Create, Native::Harmony(1_021_300_002))),
        (Code::Cre03, native(Create, Native::Ctap(0x19))),
        (
            Code::Cre03,
            signs(Create, |s| {
                s.native = Some(Native::Android(Dom, None));
                s.error = Some(InvalidState);
            }),
        ),
        (
            Code::Cre04,
            signs(Create, |s| {
                *s = here(System::Mac, NotSupported);
                s.page.platform = Some(true);
            }),
        ),
        (Code::Cre04, native(Create, Native::Android(Unsupported, None))),
        (Code::Cre05, native(Create, Native::Android(NoCreateOption, None))),
        (Code::Cre05, native(Create, Native::Android(ProviderConfiguration, None))),
        (Code::Cre06, message(Create, Family::WebKit, (NotAllowed, "iCloud Keychain is off"))),
        (Code::Cre06, said(Create, Said::KeychainAsked)),
        (Code::Cre07, native(Create, Native::Ios(1010))),
        (Code::Cre08, here(System::Windows, Constraint)),
        (Code::Cre08, native(SignIn, Native::Windows(0x8009_0029))),
        (Code::Cre09, native(Create, Native::Windows(0x8009_0023))),
        (Code::Cre09, native(Create, Native::Ctap(0x28))),
        (Code::Cre09, native(Create, Native::Harmony(1_021_300_012))),
    ]
}

fn creating_more() -> Vec<(Code, Signs)> {
    let at = |name, elapsed| threw(Create, name, elapsed);
    vec![
        (Code::Cre10, at(Constraint, 2_000)),
        (Code::Cre10, native(Create, Native::Ctap(0x2B))),
        (Code::Cre10, native(Create, Native::Harmony(1_021_300_008))),
        (
            Code::Cre10,
            message(Create, Family::Chromium, (NotAllowed, "This device cannot be used with this site")),
        ),
        (Code::Cre11, at(NotSupported, 2_000)),
        (Code::Cre11, native(Create, Native::Ctap(0x26))),
        (Code::Cre11, native(Create, Native::Harmony(1_021_300_001))),
        (Code::Cre11, failed(Create, Check::Algorithm)),
        (Code::Cre12, at(Unknown, 2_000)),
        (Code::Cre12, at(NotReadable, 2_000)),
        (Code::Cre12, native(SignIn, Native::Ios(1000))),
        (Code::Cre12, native(SignIn, Native::Ios(1004))),
        (Code::Cre12, native(SignIn, Native::Windows(0x8000_4005))),
        (Code::Cre12, native(SignIn, Native::Harmony(1_021_300_007))),
        (
            Code::Cre13,
            signs(Create, |s| {
                *s = at(NotAllowed, 30);
                s.mediation = Mediation::Conditional;
            }),
        ),
        (
            Code::Cre13,
            signs(Create, |s| {
                s.native = Some(Native::Ios(1001));
                s.mediation = Mediation::Conditional;
            }),
        ),
        (Code::Cre14, failed(Create, Check::StepUp)),
        (
            Code::Cre15,
            signs(Create, |s| {
                s.stage = Stage::Answer;
                s.answered = Some(Answered::Nothing);
            }),
        ),
        (
            Code::Cre15,
            signs(Create, |s| {
                s.stage = Stage::Answer;
                s.answered = Some(Answered::Status(502));
            }),
        ),
        (Code::Cre16, failed(Create, Check::TooManyPasskeys)),
        (Code::Cre17, failed(Create, Check::Model)),
    ]
}

fn account(change: impl FnOnce(&mut AccountSigns)) -> Option<AccountSigns> {
    let mut account = AccountSigns::default();
    change(&mut account);
    Some(account)
}

fn signing_in() -> Vec<(Code, Signs)> {
    let none_here = |change: fn(&mut AccountSigns)| {
        signs(Confirm, |s| {
            s.system = System::Ios;
            s.native = Some(Native::Android(NoCredential, None));
            s.account = account(change);
        })
    };
    let hello = PasskeySigns { place: PasskeyPlace::WindowsHello, synced: false, here: false };
    vec![
        (Code::Sig01, threw(SignIn, NotAllowed, 4_000)),
        (Code::Sig01, threw(Confirm, NotAllowed, 4_000)),
        (Code::Sig01, native(SignIn, Native::Ios(1001))),
        (Code::Sig01, native(Prove, Native::Android(Cancellation, None))),
        (Code::Sig01, native(SignIn, Native::Windows(0x8009_0036))),
        (Code::Sig01, Signs::new(SignIn)),
        (Code::Sig02, threw(SignIn, NotAllowed, 299_000)),
        (Code::Sig02, native(SignIn, Native::Ctap(0x2F))),
        (Code::Sig02, native(SignIn, Native::Windows(0x8007_05B4))),
        (Code::Sig03, message(SignIn, Family::WebKit, (NotAllowed, "No matched credentials are found."))),
        (
            Code::Sig03,
            signs(SignIn, |s| {
                *s = threw(SignIn, NotAllowed, 20);
                s.mediation = Mediation::Immediate;
            }),
        ),
        (Code::Sig03, native(SignIn, Native::Android(NoCredential, None))),
        (Code::Sig03, native(SignIn, Native::Windows(0x8009_0011))),
        (Code::Sig03, native(SignIn, Native::Ios(1005))),
        (Code::Sig03, native(SignIn, Native::Ctap(0x2E))),
        (Code::Sig04, said(SignIn, Said::NeverAsked)),
        (
            Code::Sig04,
            signs(SignIn, |s| {
                s.mediation = Mediation::Conditional;
                s.page.autofill = Some(false);
            }),
        ),
        (Code::Sig05, failed(SignIn, Check::RemovedPasskey)),
        (Code::Sig05, failed(SignIn, Check::SuspendedPasskey)),
        (Code::Sig05, failed(SignIn, Check::UnknownPasskey)),
        (Code::Sig06, none_here(|a| a.device.had_passkey = true)),
        (Code::Sig07, failed(SignIn, Check::OtherAccount)),
        (
            Code::Sig08,
            signs(Prove, |s| {
                *s = message(Prove, Family::WebKit, (NotAllowed, "No matched credentials are found."));
                s.system = System::Ios;
                s.account = account(|a| a.passkeys = vec![hello]);
            }),
        ),
        (Code::Sig09, native(SignIn, Native::Ctap(0x3C))),
        (Code::Sig09, message(SignIn, Family::Chromium, (NotAllowed, "User verification is cancelled"))),
        (Code::Sig10, failed(Confirm, Check::OnHold)),
        (Code::Sig11, failed(SignIn, Check::Approval)),
        (Code::Sig12, said(SignIn, Said::LostDevice)),
    ]
}

fn elsewhere() -> Vec<(Code, Signs)> {
    let until_the_end = |hint| {
        signs(SignIn, |s| {
            *s = threw(SignIn, NotAllowed, 299_000);
            s.hints = vec![hint];
        })
    };
    let key = |status| {
        signs(SignIn, |s| {
            s.native = Some(Native::Ctap(status));
            s.hints = vec![Asked::SecurityKey];
        })
    };
    vec![
        (Code::Hyb01, said(SignIn, Said::BluetoothOff)),
        (Code::Hyb01, message(SignIn, Family::Chromium, (NotAllowed, "Turn on Bluetooth"))),
        (Code::Hyb02, said(SignIn, Said::NothingAfterScan)),
        (Code::Hyb02, until_the_end(Asked::Hybrid)),
        (Code::Hyb03, said(SignIn, Said::PhoneHasNone)),
        (Code::Hyb04, said(Create, Said::QrNotRead)),
        (Code::Key01, key(0x35)),
        (Code::Key01, said(SignIn, Said::KeyHasNoPin)),
        (Code::Key02, key(0x31)),
        (Code::Key03, key(0x34)),
        (Code::Key04, key(0x32)),
        (Code::Key05, said(SignIn, Said::OwnKeyHasNone)),
        (Code::Key06, until_the_end(Asked::SecurityKey)),
        (Code::Key06, said(Create, Said::KeyDoesNothing)),
        (Code::Key07, key(0x2E)),
        (
            Code::Key07,
            message(
                Confirm,
                Family::Chromium,
                (NotAllowed, "You have not registered this key with this site"),
            ),
        ),
    ]
}

fn server() -> Vec<(Code, Signs)> {
    let answered = |answered| signs(SignIn, |s| s.answered = Some(answered));
    vec![
        (Code::Srv01, failed(SignIn, Check::Ticket)),
        (Code::Srv02, failed(SignIn, Check::Origin)),
        (Code::Srv03, failed(SignIn, Check::RpId)),
        (Code::Srv04, failed(Create, Check::ClientData)),
        (Code::Srv05, failed(Prove, Check::UserVerification)),
        (Code::Srv06, failed(SignIn, Check::Signature)),
        (Code::Srv07, failed(SignIn, Check::Counter)),
        (Code::Srv08, failed(SignIn, Check::BackupFlags)),
        (Code::Srv09, failed(SignIn, Check::UserHandle)),
        (Code::Srv10, failed(Create, Check::Attestation)),
        (Code::Srv11, failed(Create, Check::CredentialTaken)),
        (Code::Srv12, failed(Create, Check::TooMany)),
        (Code::Srv12, answered(Answered::Status(429))),
        (Code::Srv13, answered(Answered::Status(503))),
        (Code::Srv13, failed(Confirm, Check::Unavailable)),
        (Code::Srv14, answered(Answered::Nothing)),
    ]
}

#[test]
fn each_row_leads_to_its_code() {
    for (code, signs) in rows() {
        let found = diagnose(&signs);
        assert_eq!(found.code.as_str(), code.as_str(), "by {:?}: {signs:?}", found.rule);
    }
}

#[test]
fn every_code_is_reached() {
    let rows = rows();
    assert_eq!(Code::ALL.len(), 69);
    for code in Code::ALL {
        assert!(rows.iter().any(|(reached, _)| reached == code), "{}", code.as_str());
    }
}

#[test]
fn every_rule_has_a_name_of_its_own_within_its_code_and_can_be_found_by_it() {
    let mut seen = std::collections::BTreeSet::new();
    for rule in super::super::rules::all() {
        seen.insert((rule.name, rule.code.as_str()));
    }
    assert!(seen.iter().all(|(name, _)| !name.is_empty()));
    for (code, signs) in rows() {
        let found = diagnose(&signs);
        let known = seen.contains(&(found.rule, code.as_str()));
        assert!(known || found.rule == super::super::rules::NOTHING_MATCHES, "{}", found.rule);
    }
}

#[test]
fn every_code_has_causes_and_the_likeliest_stands_first() {
    for (code, signs) in rows() {
        let causes = diagnose(&signs).causes;
        assert!(!causes.is_empty(), "{}", code.as_str());
        assert!(causes.is_sorted_by_key(|cause| cause.likelihood), "{}: {causes:?}", code.as_str());
    }
}

#[test]
fn signs_are_kept_as_they_were() {
    for (_, mut signs) in rows() {
        let kept = serde_json::to_string(&signs).unwrap();
        // What is known of the account is read anew each time, and never kept.
        signs.account = None;
        assert_eq!(serde_json::from_str::<Signs>(&kept).unwrap(), signs, "{kept}");
        assert!(kept.len() < 1024, "{} bytes", kept.len());
    }
}

#[test]
fn the_clock_has_edges() {
    let check = |elapsed, expected: Code| {
        assert_eq!(diagnose(&threw(SignIn, NotAllowed, elapsed)).code, expected, "{elapsed} ms");
    };
    check(0, Code::Env10);
    check(299, Code::Env10);
    check(300, Code::Env14);
    check(999, Code::Env14);
    check(1_000, Code::Sig01);
    check(298_499, Code::Sig01);
    check(298_500, Code::Sig02);
    check(u32::MAX, Code::Sig02);
}
