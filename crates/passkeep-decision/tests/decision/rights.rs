//! What each right takes, written out once more where a person can read it: every right in every state of a session.

use passkeep_decision::account::{Freeze, Restored};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::policy::Lifetimes;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::right::Right;
use passkeep_decision::session::{Novelty, Restriction, SessionFacts};

use crate::support::*;

/// Levels stand under 1, 2w, 2p and 3; the proof in them is of just now. The other columns are sessions of level 2p,
/// which is enough for everything, in a state in which most is not given; but for recovery, which has no level.
///
/// | sign | the answer |
/// | --- | --- |
/// | `.` | given |
/// | `2w`, `2p`, `3` | that level is needed |
/// | `Q` | quarantined |
/// | `R` | a recovery only creates |
/// | `B`, `P` | the browser, the passkey is too new |
/// | `F` | frozen |
/// | `A` | prove it again |
/// | `H`, `V` | the database came back from a backup of late: factors, value are held |
const TABLE: &str = "
right                 1  2w 2p 3  quarantine recovery browser passkey frozen 16min restored
Look                  .  .  .  .  .          .        .       .       .      .     .
EndSessions           .  .  .  .  .          .        .       .       .      .     .
Freeze                .  .  .  .  .          R        .       .       .      .     .
ReportLoss            .  .  .  .  .          R        .       .       .      .     .
Reauthenticate        .  .  .  .  .          R        .       .       .      .     .
StopHold              .  .  .  .  .          R        .       .       .      .     .
Rename                2w .  .  .  Q          R        .       .       F      .     .
ChangeName            2w .  .  .  Q          R        .       .       F      .     .
CreatePasskey         2w .  .  .  Q          .        B       P       F      .     H
RemovePasskey         2w .  .  .  Q          R        B       P       F      .     H
ChangeContacts        2w .  .  .  Q          R        B       P       F      A     H
ChangePassword        2w .  .  .  Q          R        B       P       F      A     H
ReplaceRecoveryCodes  2p 2p .  .  Q          R        B       P       F      A     H
TrustDevice           2w .  .  .  Q          R        .       .       F      .     H
RevokeDevice          2w .  .  .  Q          R        B       P       F      A     .
Approve               2w .  .  .  Q          R        B       P       F      .     H
Thaw                  2p 2p .  .  Q          R        B       P       .      .     H
MoveValue             2p 2p .  .  Q          R        B       P       F      .     V
Confirm               2p 2p .  .  Q          R        .       .       F      .     .
Support               3  3  3  .  Q          R        3       3       F      3     3
";

fn proofs(level: Level, ago_seconds: i64) -> Proofs {
    let at = NOW.plus_seconds(-ago_seconds);
    match level {
        Level::One => Proofs::one(Method::PhoneCode, at),
        Level::TwoW => Proofs::one(Method::Password, at).and(Method::PhoneCode, at),
        Level::TwoP | Level::Three => Proofs::one(Method::Passkey, at),
    }
}

fn at(level: Level) -> SessionFacts {
    let mut who = who();
    (who.session.level, who.session.proofs) = (level, proofs(level, 0));
    who
}

/// A session as the head of a column names it.
fn session_of(column: &str) -> SessionFacts {
    let until = NOW.plus_seconds(1);
    let mut who = at(Level::parse(column).unwrap_or(Level::TwoP));
    match column {
        "quarantine" => who.session.standing = Standing::Quarantine,
        "recovery" => (who.session.standing, who.session.level) = (Standing::Recovery, Level::One),
        "browser" => who.session.restriction = Some(Restriction { until, because: Novelty::Browser }),
        "passkey" => who.session.restriction = Some(Restriction { until, because: Novelty::Passkey }),
        "frozen" => who.account.state.freeze = Some(Freeze { at: NOW, lapses_at: None }),
        "restored" => who.account.restored = Some(Restored { held_until: until }),
        "16min" => who.session.proofs = proofs(Level::TwoP, 16 * 60),
        level => assert!(Level::parse(level).is_some(), "{level}"),
    }
    who
}

fn sign(answer: Result<(), Refusal>) -> String {
    match answer {
        Ok(()) => ".".into(),
        Err(Refusal::LevelTooLow { needed }) => needed.as_str().into(),
        Err(Refusal::Quarantined) => "Q".into(),
        Err(Refusal::RecoveryOnlyCreates) => "R".into(),
        Err(Refusal::NewBrowserWaits { .. }) => "B".into(),
        Err(Refusal::PasskeyTooNew { .. }) => "P".into(),
        Err(Refusal::AccountFrozen) => "F".into(),
        Err(Refusal::ReauthenticationNeeded) => "A".into(),
        Err(Refusal::ChangesHeld { .. }) => "H".into(),
        Err(Refusal::ValueHeld { .. }) => "V".into(),
        Err(other) => format!("{other:?}"),
    }
}

fn has(right: Right, who: &SessionFacts) -> Result<(), Refusal> {
    policy().rights.of(right).check(who, NOW)
}

#[test]
fn every_right_in_every_state() {
    let mut lines = TABLE.trim().lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let columns = lines.next().unwrap();
    let rows: Vec<_> = lines.collect();
    assert_eq!(rows.len(), Right::ALL.len(), "a row for each right");
    for (right, row) in Right::ALL.into_iter().zip(rows) {
        assert_eq!(format!("{right:?}"), row[0]);
        assert_eq!(row.len(), columns.len(), "{right:?}: a sign for each column");
        for (column, expected) in columns.iter().zip(&row).skip(1) {
            assert_eq!(sign(has(right, &session_of(column))), *expected, "{right:?} under {column}");
        }
    }
}

/// What the table's columns leave open: states that meet, and times at their edges.
#[test]
fn states_that_meet_and_times_at_their_edge() {
    let mut both = session_of("quarantine");
    both.account.state.freeze = Some(Freeze { at: NOW, lapses_at: None });
    both.session.level = Level::One;
    assert_eq!(
        has(Right::RemovePasskey, &both),
        Err(Refusal::Quarantined),
        "what a passkey mends comes first"
    );

    let mut lapsed = session_of("2p");
    lapsed.account.state.freeze = Some(Freeze { at: NOW, lapses_at: Some(NOW) });
    assert_eq!(has(Right::MoveValue, &lapsed), Ok(()), "a freeze that lapses now is over");

    let mut looked = session_of("restored");
    looked.account.restored = Some(Restored { held_until: NOW });
    assert_eq!(has(Right::MoveValue, &looked), Ok(()), "what is held until now is held no more");
    assert_eq!(has(Right::CreatePasskey, &looked), Ok(()), "nor are factors");

    let mut settled = session_of("browser");
    settled.session.restriction = Some(Restriction { until: NOW, because: Novelty::Browser });
    assert_eq!(has(Right::CreatePasskey, &settled), Ok(()), "a restriction until now is over");

    let fresh = |level, ago_seconds| {
        let mut who = at(level);
        who.session.proofs = proofs(level, ago_seconds);
        has(Right::ChangeContacts, &who)
    };
    for level in [Level::TwoW, Level::TwoP, Level::Three] {
        assert_eq!(fresh(level, 15 * 60 - 1), Ok(()), "{level:?}");
        assert_eq!(fresh(level, 15 * 60), Err(Refusal::ReauthenticationNeeded), "{level:?}");
    }
    // Freshness is of the level as a whole: a new code makes neither the password nor the passkey new.
    let mut half = at(Level::TwoW);
    half.session.proofs = proofs(Level::TwoW, 16 * 60).and(Method::PhoneCode, NOW);
    assert_eq!(has(Right::ChangeContacts, &half), Err(Refusal::ReauthenticationNeeded));
    let mut weak = at(Level::TwoP);
    weak.session.proofs = proofs(Level::TwoP, 16 * 60).and(Method::Password, NOW).and(Method::PhoneCode, NOW);
    assert_eq!(has(Right::ChangeContacts, &weak), Err(Refusal::ReauthenticationNeeded));
}

#[test]
fn lifetimes_by_level_and_standing() {
    const DAY: i64 = 24 * HOUR;
    let lives = |level, standing| {
        let Lifetimes { seconds, idle_seconds } = policy().lifetimes(level, standing);
        (seconds, idle_seconds)
    };
    let ordinary = [
        (Level::One, 30 * DAY, DAY),
        (Level::TwoW, DAY, HOUR),
        (Level::TwoP, DAY, HOUR),
        (Level::Three, 12 * HOUR, 900),
    ];
    for (level, seconds, idle_seconds) in ordinary {
        assert_eq!(lives(level, Standing::Ordinary), (seconds, idle_seconds), "{level:?}");
        for standing in [Standing::Quarantine, Standing::Recovery] {
            assert_eq!(lives(level, standing), (DAY, HOUR), "{level:?} {standing:?}");
        }
    }
}
