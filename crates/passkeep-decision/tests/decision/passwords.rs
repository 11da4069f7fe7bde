//! Reading, setting and removing the password.

use passkeep_decision::level::Level;
use passkeep_decision::password::{Listed, Listing, Password, PasswordFault, Reach};
use passkeep_decision::passwords::*;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::trust::Brought;

use crate::support::*;

fn facts() -> PasswordsFacts {
    PasswordsFacts {
        who: Some(who()),
        password: Some(stored_password(1, Reach::Alone)),
        contacts: contacts(),
        passkeys: vec![Key::synced(1, ADA).passkey],
        device: Some(device()),
        holds: vec![],
    }
}

fn read() -> Case<ReadPassword> {
    Case::new(ReadPassword { session: session() }, facts())
}

fn typed(text: &str) -> Password {
    Password::parse(text).unwrap()
}

fn set() -> Case<SetPassword> {
    let step = SetPassword {
        session: session(),
        trust: Brought::default(),
        password: typed("seven purple walruses"),
        common: Listing::Absent,
        breached: Listing::Absent,
        hash: password_hash(2),
        client: client(),
    };
    Case::new(step, facts())
}

fn remove() -> Case<RemovePassword> {
    Case::new(RemovePassword { session: session(), client: client() }, facts())
}

/// A password takes an older factor's place, so it takes a passkey of just now: beside what every change of a factor
/// takes.
macro_rules! password_rows {
    ($make:expr, $step:ty) => {{
        let [none, over, idle, shared, epoch, new, young, quarantined, frozen, _] = changing_rows!($step);
        check($make, [none, over, idle, shared, epoch, new, young, quarantined, frozen]);
        check(
            $make,
            [
                row::<$step>(
                    "one factor",
                    |c| c.facts.who.as_mut().unwrap().session.level = Level::One,
                    refuses(Refusal::LevelTooLow { needed: Level::TwoW }),
                ),
                row(
                    "two weak ones",
                    |c| weak(c.facts.who.as_mut().unwrap()),
                    refuses(Refusal::LevelTooLow { needed: Level::TwoP }),
                ),
                row(
                    "two weak ones where the passkey is suspended",
                    |c| {
                        weak(c.facts.who.as_mut().unwrap());
                        c.facts.passkeys[0].suspended_at = Some(NOW);
                    },
                    refuses(Refusal::LevelTooLow { needed: Level::TwoP }),
                ),
                row(
                    "a passkey of a quarter of an hour ago, and a password of now",
                    |c| {
                        let proofs = Proofs::one(Method::Passkey, NOW.plus_seconds(-15 * 60));
                        c.facts.who.as_mut().unwrap().session.proofs = proofs.and(Method::Password, NOW);
                    },
                    refuses(Refusal::ReauthenticationNeeded),
                ),
            ],
        );
    }};
}

#[test]
fn reading() {
    check(read, session_rows!(ReadPassword));
    check(
        read,
        [
            row("used a minute ago", |_| (), writes(&[])),
            row(
                "used a fifteenth of its idle time ago",
                |c| c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-240),
                writes(&["TouchSession", "SeeDevice"]),
            ),
        ],
    );
    let view = read().decide().reply.unwrap();
    assert_eq!(view.password, Some((NOW.plus_seconds(-500 * HOUR), Reach::Alone)));
    let mut none = read();
    none.facts.password = None;
    assert_eq!(none.decide().reply.unwrap().password, None);
}

#[test]
fn setting() {
    password_rows!(set, SetPassword);
    let refused = |fault| refuses(Refusal::PasswordNotAccepted(fault));
    let listed = |listed| refused(PasswordFault::Listed(listed));
    check(
        set,
        [
            row(
                "another one",
                |_| (),
                writes(&[
                    "event password_changed",
                    "SetPassword",
                    "ClearFailures password known",
                    "ClearFailures password stranger",
                    "PasswordChanged by phone",
                    "PasswordChanged by email",
                ]),
            ),
            row(
                "the first one",
                |c| c.facts.password = None,
                writes(&[
                    "event password_set",
                    "SetPassword",
                    "ClearFailures password known",
                    "ClearFailures password stranger",
                    "PasswordSet by phone",
                    "PasswordSet by email",
                ]),
            ),
            row(
                "too short",
                |c| c.step.password = typed("x8!kwo2"),
                refused(PasswordFault::TooShort { min: 8 }),
            ),
            row("common", |c| c.step.common = Listing::Present, listed(Listed::Common)),
            row("breached", |c| c.step.breached = Listing::Present, listed(Listed::Breached)),
            row("repetitive", |c| c.step.password = typed("abababababababab"), listed(Listed::Repetitive)),
            row("her email", |c| c.step.password = typed("ada@example.com"), listed(Listed::Personal)),
            row("her phone", |c| c.step.password = typed("14155550123"), listed(Listed::Personal)),
            row("the site's host", |c| c.step.password = typed("id.example.com"), listed(Listed::Personal)),
        ],
    );
    check_what_is_stored("seven purple walruses", Reach::Alone);
    check_what_is_stored("gx8!kwo2", Reach::BesideAnother);
}

/// It is stored with the reach of its length.
fn check_what_is_stored(text: &str, reach: Reach) {
    let mut case = set();
    case.step.password = typed(text);
    let decision = case.decide();
    let PasswordWasSet::Now(set) = decision.reply.unwrap() else { panic!("it waits") };
    assert_eq!(set, reach);
    let changes = format!("{:?}", decision.changes);
    assert!(changes.contains(&format!("reach: {reach:?}")), "{changes}");
}

#[test]
fn removing() {
    password_rows!(remove, RemovePassword);
    check(
        remove,
        [
            row(
                "the password",
                |_| (),
                writes(&[
                    "event password_removed",
                    "RemovePassword",
                    "PasswordRemoved by phone",
                    "PasswordRemoved by email",
                ]),
            ),
            row("none", |c| c.facts.password = None, refuses(Refusal::NotFound)),
            row(
                "without passkeys it is one of the two kinds that there are",
                |c| c.facts.passkeys.clear(),
                refuses(Refusal::LevelTooLow { needed: Level::TwoP }),
            ),
        ],
    );
}
