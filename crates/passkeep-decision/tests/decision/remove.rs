//! Removing a passkey.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::passkey::PasskeyOrigin;
use passkeep_decision::passkeys::*;
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::support::*;

/// Key 2 is removed by key 1, which is old enough.
fn remove() -> Case<RemovePasskey> {
    let mut keys = vec![Key::synced(1, ADA), Key::synced(2, ADA)];
    let mut ticket = ticket(Purpose::RemovePasskey, TicketStep::Passkey);
    ticket.passkey = Some(keys[1].passkey.id);
    let (ticket, options) = asked(ticket);
    let step = RemovePasskey {
        session: session(),
        passkey: keys[1].passkey.id,
        ticket,
        response: keys[0].sign(&options),
        sessions: OpenedByIt::Stay,
        client: client(),
        browser: BROWSER,
    };
    let passkeys = keys.iter().map(|key| key.passkey.clone()).collect();
    let facts = RemovePasskeyFacts { who: Some(who()), spent: false, passkeys, contacts: contacts() };
    let mut case = Case::new(step, facts);
    (case.keys, case.options) = (keys, Some(options));
    case
}

fn start() -> Case<StartRemoval> {
    let Case { step, facts, .. } = remove();
    let step = StartRemoval { session: step.session, passkey: step.passkey, browser: BROWSER };
    Case::new(step, StartRemovalFacts { who: facts.who, passkeys: facts.passkeys })
}

fn signed_by(c: &mut Case<RemovePasskey>, key: usize) {
    c.step.response = c.keys[key].sign(c.options.as_ref().unwrap());
}

/// The one that signs goes at once.
const AT_ONCE: &[&str] = &[
    "event passkey_removed",
    "RemovePasskey",
    "AddTombstone",
    "PasskeyRemoved by phone",
    "PasskeyRemoved by email",
    "Spend passkey",
];

/// Any other waits. The email carries a link, the text message none.
const WAITS: &[&str] = &[
    "event hold_started",
    "SuspendPasskey",
    "AddHold",
    "Hold by phone",
    "AddHoldLink",
    "Hold by email",
    "Spend passkey",
];

const ON_ITS_WAY_OUT: Refusal = Refusal::HoldAlreadyWaits { matures_at: None };

fn suspend(c: &mut Case<RemovePasskey>, passkey: usize) {
    c.facts.passkeys[passkey].suspended_at = Some(NOW);
}

#[test]
fn starting() {
    check(start, changing_rows!(StartRemoval));
    check(
        start,
        [
            row("writes nothing", |_| (), writes(&[])),
            row("not the account's", |c| c.step.passkey.0 = [0; 16], refuses(Refusal::NotFound)),
            row("the last one too", |c| drop(c.facts.passkeys.remove(0)), writes(&[])),
            row(
                "on its way out already",
                |c| c.facts.passkeys[1].suspended_at = Some(NOW),
                refuses(ON_ITS_WAY_OUT),
            ),
        ],
    );
}

#[test]
fn what_goes_at_once_and_what_waits() {
    let until = NOW.plus_seconds(1);
    check(
        remove,
        [
            row("by an old passkey", |_| (), writes(WAITS)),
            row(
                "by one that is just old enough",
                |c| {
                    c.facts.passkeys[0].created_at = NOW.plus_seconds(-72 * HOUR);
                },
                writes(WAITS),
            ),
            row(
                "by one that is too new",
                |c| {
                    c.facts.passkeys[0].created_at = NOW.plus_seconds(1 - 72 * HOUR);
                },
                refuses(Refusal::PasskeyTooNew { until }),
            ),
            row(
                "the first of the account counts as old",
                |c| {
                    c.facts.passkeys[0].created_at = NOW;
                    c.facts.passkeys[0].origin = PasskeyOrigin::SignUp;
                },
                writes(WAITS),
            ),
            row(
                "by itself, however new",
                |c| {
                    c.facts.passkeys[1].created_at = NOW;
                    signed_by(c, 1);
                },
                writes(AT_ONCE),
            ),
            row(
                "the last one waits, though it signs itself",
                |c| {
                    c.facts.passkeys.remove(0);
                    signed_by(c, 1);
                },
                writes(WAITS),
            ),
            row(
                "the last that works is the last",
                |c| {
                    suspend(c, 0);
                    signed_by(c, 1);
                },
                writes(WAITS),
            ),
            row("on its way out already", |c| suspend(c, 1), refuses(ON_ITS_WAY_OUT)),
            row(
                "by one that is on its way out",
                |c| suspend(c, 0),
                refuses(Refusal::PasskeySuspended { suspended_at: NOW }),
            ),
        ],
    );
}

#[test]
fn removing() {
    check(remove, changing_rows!(RemovePasskey));
    check(remove, belonging_rows!(RemovePasskey));
    check(remove, ticket_rows!(RemovePasskey));
    check(remove, spent_row!(RemovePasskey));
    check(
        remove,
        [
            row(
                "with the sessions that it opened",
                |c| c.step.sessions = OpenedByIt::End,
                writes(&[WAITS, &["EndSessionsOfPasskey"]].concat()),
            ),
            row(
                "the signer's use is recorded",
                |c| c.facts.passkeys[0].backup_state = false,
                writes(&[WAITS, &["UsePasskey"]].concat()),
            ),
            row("gone since", |c| drop(c.facts.passkeys.pop()), refuses(Refusal::NotFound)),
            row(
                "a ticket that names another passkey",
                |c| c.step.ticket.passkey = None,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "by another account's passkey",
                |c| {
                    let mut bobs = Key::synced(3, BOB);
                    c.step.response = bobs.sign(c.options.as_ref().unwrap());
                },
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)),
            ),
            row("a bad signature", |c| c.step.response.signature[20] ^= 1, not_accepted("signature-invalid")),
            row(
                "the options changed since",
                |c| c.policy.algorithms.truncate(4),
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::OptionsChanged)),
            ),
        ],
    );
}

#[test]
fn what_waits_waits_for_72_hours_and_is_told_in_the_middle() {
    let Ok(RemovedPasskey { removal: Removal::Waits(held), remaining }) = remove().decide().reply else {
        panic!("it doesn't wait")
    };
    assert_eq!(held.hold.matures_at, NOW.plus_seconds(72 * HOUR));
    assert_eq!(held.hold.due_at, Some(NOW.plus_seconds(36 * HOUR)));
    assert_eq!((held.name.as_str(), remaining), ("Key 2", 1));
}

#[test]
fn the_session_that_asks_stays() {
    let mut case = remove();
    case.step.sessions = OpenedByIt::End;
    let Changes::Account { rest, .. } = case.decide().changes else { panic!("no account") };
    let kept = rest.iter().find_map(|change| match change {
        Change::EndSessionsOfPasskey { except, .. } => *except,
        _ => None,
    });
    assert_eq!(kept, session());
}
