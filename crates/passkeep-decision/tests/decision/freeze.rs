//! Freezing and thawing.

use passkeep_decision::account::Freeze;
use passkeep_decision::freeze::*;
use passkeep_decision::level::Standing;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::PasskeyOrigin;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::sign_in::{FinishPassword, Intent, SignInReply};
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::support::*;

fn freeze() -> Case<FreezeAccount> {
    let step = FreezeAccount { session: session(), client: client() };
    Case::new(step, FreezeFacts { who: Some(who()), contacts: contacts() })
}

fn frozen(lapses_in: Option<i64>) -> Option<Freeze> {
    let at = NOW.plus_seconds(-HOUR);
    Some(Freeze { at, lapses_at: lapses_in.map(|seconds| NOW.plus_seconds(seconds)) })
}

const FREEZES: &[&str] = &[
    "event account_frozen",
    "SetAccountState",
    "AccountFrozen by phone",
    "AccountFrozen by email",
    "ReplaceSession",
    "AddSession",
];

#[test]
fn freezing() {
    check(freeze, session_rows!(FreezeAccount));
    check(
        freeze,
        [
            row("an ordinary session", |_| (), writes(FREEZES)),
            row(
                "one in quarantine",
                |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Quarantine,
                writes(FREEZES),
            ),
            row(
                "one of a recovery",
                |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Recovery,
                refuses(Refusal::RecoveryOnlyCreates),
            ),
            row(
                "frozen already",
                |c| c.facts.who.as_mut().unwrap().account.state.freeze = frozen(None),
                refuses(Refusal::AccountFrozen),
            ),
            row(
                "frozen by a stranger: it is affirmed",
                |c| c.facts.who.as_mut().unwrap().account.state.freeze = frozen(Some(1)),
                writes(FREEZES),
            ),
            row(
                "a freeze that has ended by itself",
                |c| c.facts.who.as_mut().unwrap().account.state.freeze = frozen(Some(0)),
                writes(FREEZES),
            ),
        ],
    );
}

fn thaw() -> Case<ThawAccount> {
    let mut key = Key::synced(1, ADA);
    let (ticket, options) = asked(ticket(Purpose::Thaw, TicketStep::Passkey));
    let response = key.sign(&options);
    let step = ThawAccount { session: session(), ticket, response, client: client(), browser: BROWSER };
    let mut asks = who();
    asks.account.state.freeze = frozen(None);
    let passkeys = vec![key.passkey.clone()];
    let facts = ThawAccountFacts { who: Some(asks), spent: false, passkeys, contacts: contacts() };
    let mut case = Case::new(step, facts);
    (case.keys, case.options) = (vec![key], Some(options));
    case
}

const THAWS: &[&str] = &[
    "event account_thawed",
    "SetAccountState",
    "Spend passkey",
    "AccountThawed by phone",
    "AccountThawed by email",
];

#[test]
fn thawing() {
    let until = NOW.plus_seconds(HOUR);
    check(
        thaw,
        [
            row("a passkey of 100 hours", |_| (), writes(THAWS)),
            row("spent", |c| c.facts.spent = true, refuses(Refusal::TicketSpent)),
            row("another browser", |c| c.step.browser = OTHER_BROWSER, refuses(Refusal::TicketNotAccepted)),
            row(
                "not frozen",
                |c| c.facts.who.as_mut().unwrap().account.state.freeze = None,
                refuses(Refusal::NotFrozen),
            ),
            row(
                "in quarantine",
                |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Quarantine,
                refuses(Refusal::Quarantined),
            ),
            row(
                "a passkey that was reported lost",
                |c| c.facts.passkeys[0].suspended_at = Some(NOW),
                refuses(Refusal::PasskeySuspended { suspended_at: NOW }),
            ),
            row(
                "a passkey of 71 hours",
                |c| c.facts.passkeys[0].created_at = NOW.plus_seconds(-71 * HOUR),
                refuses(Refusal::PasskeyTooNew { until: NOW.plus_seconds(HOUR) }),
            ),
            row(
                "the passkey of sign-up is old from the start",
                |c| {
                    c.facts.passkeys[0].created_at = NOW.plus_seconds(-HOUR);
                    c.facts.passkeys[0].origin = PasskeyOrigin::SignUp;
                },
                writes(THAWS),
            ),
        ],
    );
    // What is held longer stays held.
    let mut case = thaw();
    case.facts.who.as_mut().unwrap().account.state.value_held_until = Some(until.plus_seconds(100 * HOUR));
    assert_eq!(case.decide().reply.unwrap().value_held_until, until.plus_seconds(100 * HOUR));
    assert_eq!(thaw().decide().reply.unwrap().value_held_until, NOW.plus_seconds(24 * HOUR));
}

/// Somebody without a session proves the password, and wants the account frozen: on a browser that it doesn't know.
fn by_factor() -> Case<FinishPassword> {
    let mut case = crate::fallback::finish();
    case.step.knocking.intent = Intent::Freeze;
    case.facts.device = None;
    case
}

/// The freeze that it comes to, and what is refused.
fn frozen_by(change: fn(&mut Case<FinishPassword>)) -> Result<Option<Timestamp>, Refusal> {
    let mut case = by_factor();
    change(&mut case);
    match case.decide().reply {
        Ok(SignInReply::Frozen(freeze)) => Ok(freeze.lapses_at),
        Ok(_) => panic!("it opens something"),
        Err(refusal) => Err(refusal),
    }
}

#[test]
fn one_factor_freezes_for_a_day_from_an_unknown_browser_once_a_day_and_for_good_from_a_known_one() {
    let tomorrow = Some(NOW.plus_seconds(24 * HOUR));
    assert_eq!(frozen_by(|_| ()), Ok(tomorrow));
    assert_eq!(frozen_by(|c| c.facts.device = Some(device())), Ok(None));
    let again = |hours: i64| Some(NOW.plus_seconds(-hours * HOUR));
    let too_soon = Refusal::FreezeTooSoon { until: NOW.plus_seconds(HOUR) };
    let mut case = by_factor();
    case.facts.frozen_by_stranger_at = again(23);
    assert!(matches!(&case.decide().reply, Err(refusal) if *refusal == too_soon));
    case.facts.frozen_by_stranger_at = again(24);
    assert!(matches!(case.decide().reply, Ok(SignInReply::Frozen(_))));
    // A stranger's freeze never shortens one that stands, and a known browser's makes one that ends stand.
    let stands: fn(&mut Case<FinishPassword>) =
        |c| c.facts.account.as_mut().unwrap().state.freeze = frozen(None);
    assert_eq!(frozen_by(stands), Ok(None));
    let affirms: fn(&mut Case<FinishPassword>) = |c| {
        c.facts.account.as_mut().unwrap().state.freeze = frozen(Some(HOUR));
        c.facts.device = Some(device());
    };
    assert_eq!(frozen_by(affirms), Ok(None));
    check(
        by_factor,
        [
            row(
                "the password",
                |_| (),
                writes(&[
                    "event account_frozen",
                    "ClearFailures password stranger",
                    "Spend factor",
                    "SetAccountState",
                    "AccountFrozen by phone",
                    "AccountFrozen by email",
                    "RecordStrangerFreeze",
                ]),
            ),
            row("no longer there", |c| c.facts.password = None, refuses(Refusal::PasswordWrong)),
        ],
    );
}
