//! What is never said, whatever the signs.

use super::*;
use crate::moment::Timestamp;

/// What strangers may be told: codes that say nothing of accounts.
const STRANGERS: [&str; 6] = ["ENV-", "CRE-", "SIG-0", "HYB-", "KEY-", "SRV-"];

/// Signs that say nothing.
fn any() -> Signs {
    Signs::new(Operation::SignIn)
}

fn of(code: Code) -> Diagnosis {
    Diagnosis {
        code,
        sure: Sure::Certain,
        rule: "a test",
        causes: vec![],
        considered: vec![],
        may_have_seen: &[],
    }
}

#[test]
fn a_stranger_hears_nothing_of_accounts() {
    let told_apart: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| matches!(tell(&of(**code), &any(), Viewer::Stranger), Told::Code(_)))
        .map(|code| code.as_str())
        .collect();
    for hidden in [
        "SIG-05", "SIG-06", "SIG-07", "SIG-08", "SIG-10", "SIG-11", "CRE-16", "SRV-02", "SRV-03", "SRV-04",
        "SRV-05", "SRV-06", "SRV-07", "SRV-08", "SRV-09", "SRV-11",
    ] {
        assert!(!told_apart.contains(&hidden), "{hidden}");
    }
    assert_eq!(told_apart.len(), 69 - 16);
    assert!(
        told_apart
            .iter()
            .all(|code| STRANGERS.iter().any(|known| code.starts_with(known)) || *code == "SIG-12")
    );
}

#[test]
fn whatever_strangers_are_not_told_is_one_and_the_same() {
    for code in Code::ALL.iter().filter(|code| code.tells() == Tells::Account) {
        let told = tell(&of(*code), &any(), Viewer::Stranger);
        assert_eq!((told.as_str(), told.name()), ("SIG-00", "passkey_not_accepted"));
    }
    assert_eq!(Code::parse("SIG-00"), None, "it is no diagnosis");
}

#[test]
fn who_proved_it_is_told_two_things_more_and_that_an_approval_is_missing() {
    let more: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| tell(&of(**code), &any(), Viewer::Stranger) == Told::NotAccepted)
        .filter(|code| tell(&of(**code), &any(), Viewer::Holder) != Told::NotAccepted)
        .map(|code| code.as_str())
        .collect();
    assert_eq!(more, ["SIG-05", "SIG-07", "SIG-11"]);
}

#[test]
fn only_a_signature_that_was_verified_proves() {
    for check in Check::ALL {
        let failed = FailedCheck::from(*check);
        let proves = ["removed_passkey", "suspended_passkey", "other_account", "approval"];
        assert_eq!(failed.proves_possession(), proves.contains(&check.as_str()), "{}", check.as_str());
    }
}

#[test]
fn whatever_a_passkey_s_answer_failed_a_stranger_hears_the_same() {
    // For an unknown passkey nothing is judged, so no failure of one that is known may show, not even a stale challenge.
    for check in Check::ALL.iter().filter(|check| !FailedCheck::from(**check).proves_possession()) {
        for operation in [Operation::SignIn, Operation::Prove, Operation::Confirm] {
            let mut signs = signs(operation, |s| s.stage = Stage::Answer);
            signs.check = Some(FailedCheck { check: *check, detail: Some("any-check".into()) });
            let told = tell(&diagnose(&signs), &signs, Viewer::Stranger);
            assert_eq!(told, Told::NotAccepted, "{}", check.as_str());
        }
    }
}

#[test]
fn the_owner_is_told_everything() {
    assert!(Code::ALL.iter().all(|code| tell(&of(*code), &any(), Viewer::Owner) == Told::Code(*code)));
}

#[test]
fn a_cancel_is_a_remark_and_nothing_is_alarming() {
    for code in Code::ALL.iter().filter(|code| code.is_cancel()) {
        assert_eq!(code.tone(), Tone::Calm, "{}", code.as_str());
        assert_eq!(code.counting(), Counting::Harmless, "{}", code.as_str());
        assert_eq!(code.ways().first(), Some(&Way::TryAgain), "{}", code.as_str());
    }
    let silent: Vec<&str> =
        Code::ALL.iter().filter(|code| code.tone() == Tone::Silent).map(|code| code.as_str()).collect();
    assert_eq!(silent, ["ENV-11", "CRE-13"]);
}

#[test]
fn no_way_on_is_missing_but_where_nothing_is_shown() {
    for code in Code::ALL {
        assert_eq!(code.ways().is_empty(), code.tone() == Tone::Silent, "{}", code.as_str());
    }
}

#[test]
fn a_lost_passkey_is_never_the_way_out_of_our_own_trouble() {
    for code in [Code::Srv13, Code::Srv14] {
        assert!(
            code.ways().iter().all(|way| !matches!(way, Way::Passkeys | Way::Recovery)),
            "{}",
            code.as_str()
        );
    }
}

#[test]
fn what_a_stranger_knows_of_an_account_changes_nothing() {
    // The same signs, with and without facts: only an owner's step brings facts in.
    let mut signs = threw(Operation::SignIn, ErrorName::NotAllowed, 20);
    signs.mediation = Mediation::Immediate;
    let stranger = diagnose(&signs).code;
    signs.account = Some(AccountSigns {
        device: DeviceSigns { had_passkey: true, worked: None },
        ..AccountSigns::default()
    });
    assert_eq!(stranger, Code::Sig03);
    assert_eq!(diagnose(&signs).code, Code::Sig06);
}

/// A browser that is remembered has lost no data; a key that was carried to it tells nothing of what shows itself there.
#[test]
fn what_worked_here_before_changes_the_order_of_causes() {
    let first = |worked: Option<PasskeyPlace>| {
        let mut signs = threw(Operation::SignIn, ErrorName::NotAllowed, 20);
        (signs.mediation, signs.system) = (Mediation::Immediate, System::Mac);
        let worked = worked.map(|place| Worked { place, at: Timestamp(7) });
        let device = DeviceSigns { had_passkey: true, worked };
        signs.account = Some(AccountSigns { device, ..AccountSigns::default() });
        let diagnosis = diagnose(&signs);
        assert_eq!(diagnosis.code, Code::Sig06, "the code stays");
        diagnosis.causes[0].name
    };
    assert_eq!(first(None), "reset");
    assert_eq!(first(Some(PasskeyPlace::Apple)), "deleted-here");
    assert_eq!(first(Some(PasskeyPlace::Microsoft)), "reset", "it never showed itself on a Mac");
    assert_eq!(first(Some(PasskeyPlace::SecurityKey)), "reset", "it was carried here");
}
