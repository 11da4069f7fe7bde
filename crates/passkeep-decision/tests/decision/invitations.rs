//! Invitations: to what, when, how often, and never to what the policy would refuse.

use passkeep_decision::account::Freeze;
use passkeep_decision::decision::Decision;
use passkeep_decision::invitations::*;
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::session::{Novelty, Restriction};

use crate::support::*;

const DAY: i64 = 24 * HOUR;

/// Ada came in by a phone: this browser has shown none of her two passkeys.
fn by_phone() -> Case<Invite> {
    let passkeys: Vec<_> = (1..=2).map(|seed| Key::synced(seed, ADA).passkey).collect();
    let facts = InvitationFacts { who: Some(who()), passkeys, device: Some(device()), invited: None };
    Case::new(Invite { session: session(), holds: Holds::Yes }, facts)
}

fn declining() -> Case<DeclineInvitation> {
    let passkeys = vec![Key::synced(1, ADA).passkey];
    let facts = InvitationFacts { who: Some(who()), passkeys, device: Some(device()), invited: shown(1, 0) };
    Case::new(DeclineInvitation { session: session() }, facts)
}

/// Shown so many times, the last one so many seconds ago.
fn shown(times: u32, ago: i64) -> Option<Invited> {
    Some(Invited { times, at: NOW.plus_seconds(-ago), declined_at: None })
}

fn invited(change: impl FnOnce(&mut Case<Invite>)) -> Option<Invitation> {
    let mut case = by_phone();
    change(&mut case);
    case.decide().reply.unwrap()
}

fn session_of<S: passkeep_decision::step::Step<Facts = InvitationFacts>>(
    case: &mut Case<S>,
) -> &mut passkeep_decision::session::Session {
    &mut case.facts.who.as_mut().unwrap().session
}

#[test]
fn only_who_is_signed_in_is_invited() {
    check(by_phone, session_rows!(Invite));
    check(declining, session_rows!(DeclineInvitation));
}

#[test]
fn who_came_by_a_phone_or_a_key_is_invited_to_create_one_here() {
    check(by_phone, [row("the first time is remembered", |_| (), writes(&["SetInvited"]))]);
    assert_eq!(invited(|_| ()), Some(Invitation::CreateHere));
    let own = |c: &mut Case<Invite>| {
        let passkey = c.facts.passkeys[1].id;
        c.facts.device.as_mut().unwrap().passkey = Some(passkey);
    };
    assert_eq!(invited(own), None, "one of this device's has shown itself");
    let lost = |c: &mut Case<Invite>| {
        own(c);
        c.facts.passkeys[1].suspended_at = Some(NOW);
        c.facts.passkeys.push(Key::synced(3, ADA).passkey);
    };
    assert_eq!(invited(lost), Some(Invitation::CreateHere), "this device's signs in no more");
    assert_eq!(invited(|c| c.step.holds = Holds::No), None, "this device can hold none");
    assert_eq!(invited(|c| c.facts.device = None), None, "a shared computer");
}

#[test]
fn nobody_is_invited_to_what_the_policy_refuses() {
    let until = NOW.plus_seconds(1);
    for because in [Novelty::Browser, Novelty::Passkey] {
        let restricted = |c: &mut Case<Invite>| {
            session_of(c).restriction = Some(Restriction { until, because });
        };
        assert_eq!(invited(restricted), None, "{because:?}");
    }
    assert_eq!(invited(|c| session_of(c).level = Level::One), None, "one factor");
    assert_eq!(invited(|c| session_of(c).standing = Standing::Recovery), None, "a recovery's own session");
    let frozen = |c: &mut Case<Invite>| {
        c.facts.who.as_mut().unwrap().account.state.freeze = Some(Freeze { at: NOW, lapses_at: None });
    };
    assert_eq!(invited(frozen), None, "a frozen account");
    assert_eq!(invited(|c| c.policy.passkeys_max = 2), None, "as many as there may be");
    // Where no passkey can answer there is no grant: a recovery alone leads to a new one.
    assert_eq!(invited(|c| c.facts.passkeys.clear()), None, "none at all");
    let suspended = |c: &mut Case<Invite>| {
        for passkey in &mut c.facts.passkeys {
            passkey.suspended_at = Some(NOW);
        }
    };
    assert_eq!(invited(suspended), None, "none that works");
}

#[test]
fn in_quarantine_it_says_what_comes_first() {
    let quarantine = |c: &mut Case<Invite>| {
        weak(c.facts.who.as_mut().unwrap());
        session_of(c).standing = Standing::Quarantine;
    };
    assert_eq!(invited(quarantine), Some(Invitation::UseOneFirst));
    let without = |c: &mut Case<Invite>| {
        quarantine(c);
        c.facts.passkeys.clear();
    };
    assert_eq!(invited(without), None, "no passkey could lift it");
    let elsewhere = |c: &mut Case<Invite>| {
        quarantine(c);
        c.step.holds = Holds::No;
    };
    assert_eq!(invited(elsewhere), None, "this device can hold none");
}

#[test]
fn an_only_passkey_that_never_leaves_its_place_asks_for_a_second() {
    let alone = |c: &mut Case<Invite>| c.facts.passkeys = vec![Key::security_key(1, ADA).passkey];
    assert_eq!(invited(alone), Some(Invitation::SecondElsewhere));
    let anywhere = |c: &mut Case<Invite>| {
        alone(c);
        c.step.holds = Holds::No;
    };
    assert_eq!(invited(anywhere), Some(Invitation::SecondElsewhere), "it needn't be on this device");
    let two = |c: &mut Case<Invite>| c.facts.passkeys.push(Key::security_key(9, ADA).passkey);
    assert_eq!(invited(two), Some(Invitation::CreateHere));
}

#[test]
fn who_has_recovered_is_invited_to_a_second_as_soon_as_it_is_theirs_to_make() {
    let recovered = |c: &mut Case<Invite>| {
        c.facts.passkeys.truncate(1);
        c.facts.device.as_mut().unwrap().passkey = Some(c.facts.passkeys[0].id);
        c.facts.who.as_mut().unwrap().account.state.risk_until = Some(NOW.plus_seconds(DAY));
    };
    assert_eq!(invited(recovered), Some(Invitation::AfterRecovery));
    let over = |c: &mut Case<Invite>| {
        recovered(c);
        c.facts.who.as_mut().unwrap().account.state.risk_until = Some(NOW);
    };
    assert_eq!(invited(over), None);
}

#[test]
fn an_invitation_stands_until_it_is_answered_and_another_waits_thirty_days() {
    let again = |c: &mut Case<Invite>| c.facts.invited = shown(1, 60);
    assert_eq!(invited(again), Some(Invitation::CreateHere), "the same session");
    check(by_phone, [row("and is counted once", |c| c.facts.invited = shown(1, 60), writes(&[]))]);
    let declined = |c: &mut Case<Invite>| {
        c.facts.invited = Some(Invited { declined_at: Some(NOW), ..shown(1, 60).unwrap() });
    };
    assert_eq!(invited(declined), None, "not now");
    assert_eq!(invited(|c| c.facts.invited = shown(1, 30 * DAY - 1)), None, "another session, too soon");
    let later = invited(|c| c.facts.invited = shown(2, 30 * DAY));
    assert_eq!(later, Some(Invitation::CreateHere), "the third");
    assert_eq!(invited(|c| c.facts.invited = shown(3, 900 * DAY)), None, "never after the third");
}

#[test]
fn not_now_is_remembered_once() {
    check(
        declining,
        [
            row("not now", |_| (), writes(&["SetInvited"])),
            row("nothing was shown", |c| c.facts.invited = None, writes(&[])),
            row("a browser that is not remembered", |c| c.facts.device = None, writes(&[])),
            row(
                "said before",
                |c| c.facts.invited.as_mut().unwrap().declined_at = Some(Timestamp(1)),
                writes(&[]),
            ),
        ],
    );
    let Decision { changes, .. } = declining().decide();
    let told = format!("{changes:?}");
    assert!(told.contains("times: 1") && told.contains("declined_at: Some"), "{told}");
}
