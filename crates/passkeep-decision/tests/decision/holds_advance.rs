//! What becomes of a hold when its time has come.

use passkeep_decision::account::Freeze;
use passkeep_decision::account::Restored;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::hold::{Hold, HoldKind, HoldState, Told};
use passkeep_decision::holds::*;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::password::{Reach, StoredPassword};

use crate::support::*;

const HALF: i64 = 36 * HOUR;

/// A removal of key 2 that began 72 hours ago, was told in its middle, and is due.
fn due(kind: fn(&[Key]) -> HoldKind) -> Case<AdvanceHold> {
    let mut keys = vec![Key::synced(1, ADA), Key::synced(2, ADA)];
    keys[1].passkey.suspended_at = Some(NOW.plus_seconds(-72 * HOUR));
    let begun = Hold::begin(kind(&keys), 72 * HOUR, &moment_at(NOW.plus_seconds(-72 * HOUR)));
    let hold = Hold { told: Told::Middle, due_at: Some(NOW), ..begun };
    let step = AdvanceHold { account: ADA, hold: hold.id };
    let facts = AdvanceHoldFacts {
        confirmation: None,
        passwords: HeldPasswords::default(),
        account: Some(account(ADA)),
        hold: Some(hold),
        passkeys: keys.iter().map(|key| key.passkey.clone()).collect(),
        contacts: contacts(),
        taken: false,
    };
    let mut case = Case::new(step, facts);
    case.keys = keys;
    case
}

fn removal() -> Case<AdvanceHold> {
    due(|keys| HoldKind::RemovePasskey(keys[1].passkey.id))
}

fn loss() -> Case<AdvanceHold> {
    due(|keys| HoldKind::LosePasskey(keys[1].passkey.id))
}

fn hold(c: &mut Case<AdvanceHold>) -> &mut Hold {
    c.facts.hold.as_mut().unwrap()
}

fn freeze(c: &mut Case<AdvanceHold>) {
    c.facts.account.as_mut().unwrap().state.freeze = Some(Freeze { at: NOW, lapses_at: None });
}

const REMOVED: &[&str] = &[
    "event passkey_removed",
    "SetHold",
    "RemovePasskey",
    "AddTombstone",
    "EndSessionsOfPasskey",
    "Hold by phone",
    "Hold by email",
];
const LAPSED: &[&str] = &["event hold_lapsed", "SetHold", "Hold by phone", "Hold by email"];
const UNDECIDED: &[&str] = &["event hold_undecided", "SetHold", "Hold by phone", "Hold by email"];
const UNDECIDED_BACK: &[&str] =
    &["event hold_undecided", "SetHold", "SuspendPasskey", "Hold by phone", "Hold by email"];
const TOLD: &[&str] = &["SetHold", "Hold by phone", "AddHoldLink", "Hold by email"];

fn restore(c: &mut Case<AdvanceHold>) {
    c.facts.account.as_mut().unwrap().restored = Some(Restored { held_until: NOW.plus_seconds(1) });
}

fn restored_long_ago(c: &mut Case<AdvanceHold>) {
    c.facts.account.as_mut().unwrap().restored = Some(Restored { held_until: NOW });
}

#[test]
fn a_removal() {
    check(
        removal,
        [
            row("is done", |_| (), writes(REMOVED)),
            row("is not due yet", |c| hold(c).due_at = Some(NOW.plus_seconds(1)), writes(&[])),
            row(
                "is in dispute",
                |c| {
                    hold(c).state = HoldState::Disputed;
                    hold(c).due_at = Some(NOW.plus_seconds(1));
                },
                writes(&[]),
            ),
            row(
                "is in dispute, and nobody decides",
                |c| hold(c).state = HoldState::Disputed,
                writes(UNDECIDED_BACK),
            ),
            row("was stopped", |c| hold(c).state = HoldState::Stopped, writes(&[])),
            row("was upheld", |c| hold(c).state = HoldState::Upheld, writes(REMOVED)),
            row("is no more", |c| c.facts.hold = None, writes(&[])),
            row("its passkey is gone", |c| drop(c.facts.passkeys.pop()), writes(LAPSED)),
            row("waits while the account is frozen", freeze, writes(&["SetHold"])),
            row("waits after a restore: it may have been stopped", restore, writes(&["SetHold"])),
            row("goes on once that is over", restored_long_ago, writes(REMOVED)),
            row("of the last one", |c| drop(c.facts.passkeys.remove(0)), writes(REMOVED)),
            row("whose middle is due", |c| hold(c).told = Told::Start, writes(TOLD)),
            row(
                "whose middle is due while the account is frozen",
                |c| {
                    hold(c).told = Told::Start;
                    freeze(c);
                },
                writes(TOLD),
            ),
        ],
    );
}

#[test]
fn a_loss_keeps_the_last_passkey_until_another_works() {
    check(
        loss,
        [
            row("is done", |_| (), writes(REMOVED)),
            row(
                "in dispute stays as it is, and is told of again",
                |c| hold(c).state = HoldState::Disputed,
                writes(&["event hold_disputed", "SetHold", "Hold by phone", "Hold by email"]),
            ),
            row("of the last one", |c| drop(c.facts.passkeys.remove(0)), writes(&["SetHold"])),
            row(
                "of the last that works",
                |c| c.facts.passkeys[0].suspended_at = Some(NOW),
                writes(&["SetHold"]),
            ),
        ],
    );
}

fn set(changes: &Changes) -> Hold {
    let (Changes::Tally(rest) | Changes::Account { rest, .. }) = changes else { panic!("nothing") };
    let found = rest.iter().find_map(|change| match change {
        Change::SetHold { hold, .. } => Some(Hold::clone(hold)),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn the_middle_is_told_in_time_and_the_end_never_at_once_with_it() {
    let after_middle = |told_at: Timestamp| {
        let mut case = removal();
        hold(&mut case).told = Told::Start;
        case.moment = moment_at(told_at);
        hold(&mut case).due_at = Some(told_at);
        let decision = case.decide();
        assert_eq!(decision.reply.unwrap(), Advanced::Told);
        set(&decision.changes)
    };
    let matures_at = NOW;
    let in_time = after_middle(NOW.plus_seconds(-HALF));
    assert_eq!((in_time.matures_at, in_time.due_at), (matures_at, Some(matures_at)));
    let late = after_middle(NOW.plus_seconds(5));
    assert_eq!(late.matures_at, NOW.plus_seconds(5 + 18 * HOUR), "a node that was down asks for patience");
}

#[test]
fn what_can_t_mature_is_looked_at_again() {
    let mut case = removal();
    freeze(&mut case);
    let later = set(&case.decide().changes);
    assert_eq!((later.state, later.due_at), (HoldState::Waiting, Some(NOW.plus_seconds(HOUR))));
}

const GONE: &[&str] = &[
    "event contact_removed",
    "SetHold",
    "RemoveContact",
    "ReleaseIdentifier",
    "Hold by phone",
    "Hold by email",
];

#[test]
fn an_address_goes() {
    let of = || due(|_| HoldKind::RemoveContact(Address::Email(email("ADA@example.com"))));
    check(
        of,
        [
            row("is done, and the address is told", |_| (), writes(GONE)),
            row("it is gone", |c| drop(c.facts.contacts.pop()), writes(&LAPSED[..3])),
            row(
                "it has become the last",
                |c| drop(c.facts.contacts.remove(0)),
                writes(&["event hold_lapsed", "SetHold", "Hold by email"]),
            ),
            row("waits while the account is frozen", freeze, writes(&["SetHold"])),
        ],
    );
    check(
        || due(|_| HoldKind::RemoveContact(phone())),
        [row("the last phone stays", |_| (), writes(LAPSED))],
    );
    check(
        || due(|_| HoldKind::GiveUpNumber(phone())),
        [row("but one that is another's", |_| (), writes(GONE))],
    );
}

#[test]
fn an_address_takes_the_place_of_another() {
    let of = || {
        due(|_| HoldKind::ReplaceContact {
            from: Address::Email(email("ada@example.com")),
            to: Address::Email(email("lovelace@example.com")),
        })
    };
    check(
        of,
        [
            row(
                "is done, and both are told",
                |_| (),
                writes(&[
                    "event contact_replaced",
                    "SetHold",
                    "RemoveContact",
                    "ReleaseIdentifier",
                    "ClaimIdentifier",
                    "AddContact",
                    "Hold by phone",
                    "Hold by email",
                    "Hold by email",
                ]),
            ),
            row("the old one is gone", |c| drop(c.facts.contacts.pop()), writes(&LAPSED[..3])),
            row("the new one has found an owner", |c| c.facts.taken = true, writes(LAPSED)),
            row(
                "the account has it by now",
                |c| {
                    let address = Address::Email(email("lovelace@example.com"));
                    c.facts.contacts.push(Contact { address, proved_at: NOW });
                },
                writes(&[LAPSED, &["Hold by email"]].concat()),
            ),
        ],
    );
    let Changes::Account { rest, .. } = of().decide().changes else { panic!("no account") };
    let proved_at = rest.iter().find_map(|change| match change {
        Change::AddContact { contact, .. } => Some(contact.proved_at),
        _ => None,
    });
    assert_eq!(proved_at, Some(NOW.plus_seconds(-72 * HOUR)), "when its code came back");
}

/// Neither side of a dispute wins by time: what was to change does not, and every address hears of it.
#[test]
fn a_dispute_that_nobody_decides_ends_with_nothing_changed() {
    let disputed = |kind: fn(&[Key]) -> HoldKind| {
        let mut case = due(kind);
        hold(&mut case).state = HoldState::Disputed;
        case
    };
    let told = |case: Case<AdvanceHold>| told(&case.decide().changes);
    assert_eq!(told(disputed(|_| HoldKind::Recovery)), UNDECIDED);
    assert_eq!(told(disputed(|_| HoldKind::RemoveContact(phone()))), UNDECIDED);
    assert_eq!(told(disputed(|_| HoldKind::GiveUpNumber(phone()))), UNDECIDED);
    let dropped = [&UNDECIDED[..2], &["DropHeldPassword"], &UNDECIDED[2..]].concat();
    assert_eq!(told(disputed(|_| HoldKind::ChangePassword)), dropped);
    let decision = disputed(|_| HoldKind::Recovery).decide();
    assert_eq!(decision.reply.unwrap(), Advanced::Undecided);
    let after = set(&decision.changes);
    assert_eq!((after.state, after.due_at, after.ended_at), (HoldState::Undecided, None, Some(NOW)));

    let mut lost = loss();
    hold(&mut lost).state = HoldState::Disputed;
    let after = set(&lost.decide().changes);
    let again = Some(NOW.plus_seconds(30 * 24 * HOUR));
    assert_eq!((after.state, after.due_at), (HoldState::Disputed, again), "it is never back by time");
}

/// The password that waits.
fn password() -> Case<AdvanceHold> {
    let mut case = due(|_| HoldKind::ChangePassword);
    case.facts.passwords = HeldPasswords {
        held: Some(stored_password(2, Reach::Alone)),
        stands: Some(stored_password(1, Reach::Alone)),
    };
    case
}

#[test]
fn another_password_comes_when_its_wait_is_over() {
    const CHANGED: &[&str] = &[
        "event password_changed",
        "SetHold",
        "SetPassword",
        "DropHeldPassword",
        "ClearFailures password known",
        "ClearFailures password stranger",
        "Hold by phone",
        "Hold by email",
    ];
    let lapsed = &["event hold_lapsed", "SetHold", "DropHeldPassword", "Hold by phone", "Hold by email"];
    fn stands(c: &mut Case<AdvanceHold>) -> &mut Option<StoredPassword> {
        &mut c.facts.passwords.stands
    }
    check(
        password,
        [
            row("nobody said no", |_| (), writes(CHANGED)),
            row("frozen", freeze, writes(&["SetHold"])),
            row("a passkey has removed it meanwhile", |c| *stands(c) = None, writes(lapsed)),
            row(
                "a passkey has set another meanwhile",
                |c| stands(c).as_mut().unwrap().set_at = NOW.plus_seconds(-HOUR),
                writes(lapsed),
            ),
        ],
    );
    let Changes::Account { rest, .. } = password().decide().changes else { panic!("no account") };
    let set = rest.iter().find_map(|change| match change {
        Change::SetPassword { password, .. } => Some(password.clone()),
        _ => None,
    });
    let set = set.unwrap();
    assert_eq!((set.hash == password_hash(2), set.set_at), (true, NOW));
}
