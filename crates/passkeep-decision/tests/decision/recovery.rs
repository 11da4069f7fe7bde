//! Recoveries: what begins one, how time passes, who stops it, and what a loss would mean.

use passkeep_decision::account::{AccountState, Freeze};
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::code::SixDigits;
use passkeep_decision::device::Device;
use passkeep_decision::hold::{Hold, HoldKind, HoldState, Opponent, Told, Veto};
use passkeep_decision::holds::*;
use passkeep_decision::id::PasskeyId;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::LastUse;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::recovery::{CheckRecoveryCode, CheckRecoveryCodeFacts};
use passkeep_decision::recovery_code::{RecoveryCode, RecoveryCodeSet, Slot};
use passkeep_decision::recovery_codes::*;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_in::{
    CheckSignInCode, CheckSignInCodeFacts, FactorFacts, Intent, Knocking, SignInReply,
};
use passkeep_decision::throttle::Failures;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::what_if::{Loss, Means, Way, what_if};

use crate::support::*;

const DAY: i64 = 24 * HOUR;

/// A recovery that began so many hours ago and was told so far; 72 hours are its wait.
pub fn begun(hours_ago: i64, told: Told) -> Hold {
    let at = moment_at(NOW.plus_seconds(-hours_ago * HOUR));
    Hold { told, due_at: Some(NOW), ..Hold::begin(HoldKind::Recovery, 72 * HOUR, &at) }
}

fn advance() -> Case<AdvanceHold> {
    let hold = begun(24, Told::Start);
    let step = AdvanceHold { account: ADA, hold: hold.id };
    let facts = AdvanceHoldFacts {
        confirmation: None,
        passwords: HeldPasswords::default(),
        account: Some(account(ADA)),
        hold: Some(hold),
        passkeys: vec![],
        contacts: contacts(),
        taken: false,
    };
    Case::new(step, facts)
}

const TOLD: &[&str] = &["SetHold", "Hold by phone", "AddHoldLink", "Hold by email"];
const OPENS: &[&str] = &["event hold_matured", "SetHold", "Hold by phone", "Hold by email"];
const LAPSES: &[&str] = &["event hold_lapsed", "SetHold", "Hold by phone", "Hold by email"];

#[test]
fn every_address_is_told_at_0_24_and_48_hours_then_it_opens_and_in_the_end_it_lapses() {
    check(
        advance,
        [
            row("after 24 hours", |_| (), writes(TOLD)),
            row(
                "not due yet",
                |c| c.facts.hold.as_mut().unwrap().due_at = Some(NOW.plus_seconds(1)),
                writes(&[]),
            ),
            row("after 48 hours", |c| c.facts.hold = Some(begun(48, Told::Middle)), writes(TOLD)),
            row("after 72 hours", |c| c.facts.hold = Some(begun(72, Told::Late)), writes(OPENS)),
            row(
                "after 72 hours of an account that is frozen",
                |c| {
                    c.facts.hold = Some(begun(72, Told::Late));
                    let frozen = Some(Freeze { at: NOW, lapses_at: None });
                    c.facts.account.as_mut().unwrap().state.freeze = frozen;
                },
                writes(OPENS),
            ),
            row("nobody came", |c| c.facts.hold = Some(begun(72 + 7 * 24, Told::End)), writes(LAPSES)),
            row(
                "disputed",
                |c| {
                    let due_at = Some(NOW.plus_seconds(1));
                    let disputed = HoldState::Disputed;
                    c.facts.hold = Some(Hold { state: disputed, due_at, ..begun(72, Told::Late) });
                },
                writes(&[]),
            ),
        ],
    );
    let began = Hold::begin(HoldKind::Recovery, 72 * HOUR, &moment());
    assert_eq!(began.due_at, Some(NOW.plus_seconds(24 * HOUR)));
    assert_eq!(due_next(begun(24, Told::Start)), (Told::Middle, NOW.plus_seconds(24 * HOUR)), "48 hours in");
    assert_eq!(due_next(begun(48, Told::Middle)), (Told::Late, NOW.plus_seconds(24 * HOUR)), "its end");
    assert_eq!(due_next(begun(72, Told::Late)), (Told::End, NOW.plus_seconds(7 * DAY)), "until it lapses");
    // A node that was down for a week tells everything in its order, half a part apart.
    assert_eq!(due_next(begun(168, Told::Start)), (Told::Middle, NOW.plus_seconds(12 * HOUR)));
    assert_eq!(due_next(begun(168, Told::Middle)), (Told::Late, NOW.plus_seconds(12 * HOUR)));
}

fn due_next(hold: Hold) -> (Told, Timestamp) {
    let mut case = advance();
    case.facts.hold = Some(hold);
    let after = set(&case.decide().changes);
    (after.told, after.due_at.unwrap())
}

fn set(changes: &Changes) -> Hold {
    let (Changes::Tally(rest) | Changes::Account { rest, .. }) = changes else { panic!("nothing") };
    let found = rest.iter().find_map(|change| match change {
        Change::SetHold { hold, .. } => Some(Hold::clone(hold)),
        _ => None,
    });
    found.unwrap()
}

/// A stranger who has proved the password and types a recovery code, which is right.
fn enter() -> Case<CheckRecoveryCode> {
    let mut ticket = ticket(Purpose::Recover, TicketStep::Factor);
    ticket.session = None;
    ticket.proofs = Proofs::one(Method::Password, NOW.plus_seconds(-60));
    let knocking = Knocking {
        ticket,
        session: None,
        device: DEVICE,
        sharing: Sharing::Own,
        client: client(),
        place: None,
        browser: BROWSER,
        intent: Intent::Enter,
    };
    let factor = FactorFacts {
        account: Some(account(ADA)),
        spent: false,
        who: None,
        device: None,
        password: None,
        passkeys: vec![used(1)],
        contacts: contacts(),
        devices: vec![],
        pending: vec![],
        failures: Failures(0),
        frozen_by_stranger_at: None,
        recovery: None,
        vetoes: vec![],
        identity: None,
    };
    let code = RecoveryCode::draw_set(&moment()).remove(0);
    Case::new(CheckRecoveryCode { knocking, code }, CheckRecoveryCodeFacts { factor, slot: Some(Slot(0)) })
}

/// A passkey that was used so many days ago.
fn used(days_ago: i64) -> passkeep_decision::passkey::Passkey {
    let at = NOW.plus_seconds(-days_ago * DAY);
    let mut passkey = Key::synced(1, ADA).passkey;
    passkey.created_at = at;
    passkey.last_use = Some(LastUse { seq: 5, at, client: client() });
    passkey
}

fn facts(c: &mut Case<CheckRecoveryCode>) -> &mut FactorFacts {
    &mut c.facts.factor
}

const BEGINS: &[&str] = &[
    "event hold_started",
    "ClearFailures recovery_code stranger",
    "UseRecoveryCode",
    "Spend factor",
    "SetAccountState",
    "AddHold",
    "Hold by phone",
    "AddHoldLink",
    "Hold by email",
];
const OPENED: &[&str] = &[
    "event account_recovered",
    "ClearFailures recovery_code stranger",
    "UseRecoveryCode",
    "Spend factor",
    "SetAccountState",
    "EndSessions",
    "AddSession",
    "AccountRecovered by phone",
    "AccountRecovered by email",
];
const UPHELD: &[&str] = &[
    "event hold_upheld",
    "ClearFailures recovery_code stranger",
    "UseRecoveryCode",
    "Spend factor",
    "SetHold",
    "Hold by phone",
    "Hold by email",
];

#[test]
fn two_kinds_begin_the_wait_and_after_it_two_kinds_open_it() {
    const DONE: &[&str] = &["ClearFailures recovery_code stranger", "UseRecoveryCode", "Spend factor"];
    check(
        enter,
        [
            row("password and code", |_| (), writes(BEGINS)),
            row(
                "the code alone",
                |c| c.step.knocking.ticket.proofs = Proofs::NONE,
                writes(&[
                    "ClearFailures recovery_code stranger",
                    "UseRecoveryCode",
                    "Spend factor",
                    "RecoveryCodeUsed by phone",
                    "RecoveryCodeUsed by email",
                ]),
            ),
            row("it waits", |c| facts(c).recovery = Some(begun(24, Told::Middle)), writes(DONE)),
            // However late it is: until the keeper has told the end, it is not open.
            row("its time is up", |c| facts(c).recovery = Some(begun(100, Told::Late)), writes(DONE)),
            row("it is open", |c| facts(c).recovery = Some(begun(72, Told::End)), writes(OPENED)),
            row(
                "it is open, and was upheld before",
                |c| {
                    facts(c).recovery = Some(Hold { state: HoldState::Upheld, ..begun(72, Told::End) });
                },
                writes(OPENED),
            ),
            row(
                "it is disputed: a code is above a contact",
                |c| {
                    facts(c).recovery = Some(Hold { state: HoldState::Disputed, ..begun(72, Told::Late) });
                },
                writes(UPHELD),
            ),
            row(
                "no such code",
                |c| c.facts.slot = None,
                refuses_and_writes(Refusal::RecoveryCodeWrong, &["CountFailure recovery_code stranger 0"]),
            ),
            row("spent", |c| facts(c).spent = true, refuses(Refusal::TicketSpent)),
            row(
                "a freeze came between",
                |c| facts(c).account.as_mut().unwrap().state.epoch = 4,
                refuses(Refusal::TicketExpired),
            ),
        ],
    );
    // Where much is at stake it waits longer than what else waits.
    let mut case = enter();
    case.policy.recovery_seconds = 7 * DAY;
    let Ok(SignInReply::Recovering(hold)) = case.decide().reply else { panic!("it begins") };
    assert_eq!(hold.matures_at, NOW.plus_seconds(7 * DAY));
    assert_eq!(state(&case.decide().changes).epoch, 4, "whoever is in is out");
    let mut case = enter();
    case.facts.factor.recovery = Some(begun(72, Told::End));
    let account = &mut case.facts.factor.account.as_mut().unwrap().state;
    account.freeze = Some(Freeze { at: NOW, lapses_at: None });
    let week = Some(NOW.plus_seconds(7 * DAY));
    let after = AccountState { epoch: 4, freeze: None, risk_until: week, value_held_until: week };
    assert_eq!(state(&case.decide().changes), after, "it ends a freeze, and is at risk for a week");
}

#[test]
fn what_is_upheld_after_its_wait_is_told_to_be_open_once_more() {
    let mut case = enter();
    case.facts.factor.recovery = Some(Hold { state: HoldState::Disputed, ..begun(80, Told::End) });
    let upheld = set(&case.decide().changes);
    assert_eq!((upheld.told, upheld.due_at), (Told::Late, Some(NOW)));
    assert!(!upheld.is_mature(), "until the keeper has told it");
}

/// What an account comes to.
fn state(changes: &Changes) -> AccountState {
    let Changes::Account { rest, .. } = changes else { panic!("no event") };
    let found = rest.iter().find_map(|change| match change {
        Change::SetAccountState { state, .. } => Some(*state),
        _ => None,
    });
    found.unwrap()
}

/// The same with a code to an address in the place of the recovery code: the weak pair.
fn weak() -> Case<CheckSignInCode> {
    let CheckRecoveryCode { mut knocking, .. } = enter().step;
    knocking.ticket.step = TicketStep::Code;
    let mut factor = enter().facts.factor;
    factor.passkeys = vec![used(31)];
    let step = CheckSignInCode { knocking, code: SixDigits::parse("012345").unwrap() };
    Case::new(step, CheckSignInCodeFacts { factor, code: Some(code(phone())) })
}

#[test]
fn password_and_contact_begin_nothing_while_a_passkey_is_in_use_and_decide_no_dispute() {
    const DONE: &[&str] = &["CountAttempt 0", "ClearFailures phone_code stranger", "Spend code"];
    check(
        weak,
        [
            row(
                "no passkey for 31 days",
                |_| (),
                writes(&[
                    "event hold_started",
                    "CountAttempt 0",
                    "ClearFailures phone_code stranger",
                    "Spend code",
                    "SetAccountState",
                    "AddHold",
                    "Hold by phone",
                    "AddHoldLink",
                    "Hold by email",
                ]),
            ),
            row("one yesterday", |c| c.facts.factor.passkeys = vec![used(1)], writes(DONE)),
            row(
                "one yesterday that is reported lost",
                |c| {
                    c.facts.factor.passkeys = vec![used(1)];
                    c.facts.factor.passkeys[0].suspended_at = Some(NOW);
                },
                writes(DONE),
            ),
            row(
                "one yesterday, though the wait is over",
                |c| {
                    c.facts.factor.passkeys = vec![used(1)];
                    c.facts.factor.recovery = Some(begun(72, Told::End));
                },
                writes(DONE),
            ),
            row(
                "a dispute",
                |c| {
                    let disputed = Hold { state: HoldState::Disputed, ..begun(72, Told::Late) };
                    c.facts.factor.recovery = Some(disputed);
                },
                writes(DONE),
            ),
        ],
    );
}

/// A recovery code against the recovery that is open.
fn oppose() -> Case<CheckRecoveryCode> {
    let mut case = enter();
    case.step.knocking.intent = Intent::StopRecovery;
    case.step.knocking.ticket.proofs = Proofs::NONE;
    case.facts.factor.recovery = Some(begun(24, Told::Middle));
    case
}

#[test]
fn a_recovery_code_opposes_once_and_decides_a_dispute_that_no_old_passkey_has_decided() {
    const DONE: &[&str] = &["ClearFailures recovery_code stranger", "UseRecoveryCode", "Spend factor"];
    const STOPS: &[&str] = &[
        "event hold_stopped",
        "ClearFailures recovery_code stranger",
        "UseRecoveryCode",
        "Spend factor",
        "SetHold",
        "AddVeto",
        "Hold by phone",
        "Hold by email",
    ];
    fn before() -> Vec<Veto> {
        let (subject, opponent) = (HoldKind::Recovery.subject(), Opponent::recovery_code());
        vec![Veto { subject, opponent, hold: passkeep_decision::id::HoldId([1; 16]), at: NOW }]
    }
    fn disputed(case: &mut Case<CheckRecoveryCode>) {
        facts(case).recovery = Some(Hold { state: HoldState::Disputed, ..begun(24, Told::Middle) });
    }
    let outcome = |change: fn(&mut Case<CheckRecoveryCode>), vetoes: Vec<Veto>| {
        let mut case = oppose();
        case.facts.factor.vetoes = vetoes;
        change(&mut case);
        match case.decide().reply {
            Ok(SignInReply::Stopped(stands)) => Ok(stands.outcome),
            Ok(_) => panic!("another reply"),
            Err(refusal) => Err(refusal),
        }
    };
    assert_eq!(outcome(|_| (), vec![]), Ok(VetoOutcome::Stopped));
    assert_eq!(outcome(|_| (), before()), Ok(VetoOutcome::Disputed));
    assert_eq!(outcome(disputed, before()), Ok(VetoOutcome::Stopped));
    let upheld: fn(&mut Case<CheckRecoveryCode>) =
        |c| facts(c).recovery = Some(Hold { state: HoldState::Upheld, ..begun(24, Told::Middle) });
    assert_eq!(outcome(upheld, vec![]), Err(Refusal::HoldDisputed));
    assert_eq!(outcome(|c| facts(c).recovery = None, vec![]), Err(Refusal::NotFound));
    let open: fn(&mut Case<CheckRecoveryCode>) = |c| facts(c).recovery = Some(begun(72, Told::End));
    assert_eq!(outcome(open, vec![]), Ok(VetoOutcome::Stopped), "until the passkey is made");
    check(
        oppose,
        [
            row("it stops", |_| (), writes(STOPS)),
            row("it decides a dispute that others opened: that is its veto", disputed, writes(STOPS)),
            row(
                "it decides one that it has opened",
                |c| {
                    disputed(c);
                    c.facts.factor.vetoes = before();
                },
                writes(&[
                    "event hold_stopped",
                    "ClearFailures recovery_code stranger",
                    "UseRecoveryCode",
                    "Spend factor",
                    "SetHold",
                    "Hold by phone",
                    "Hold by email",
                ]),
            ),
            row("nothing waits", |c| facts(c).recovery = None, refuses_and_writes(Refusal::NotFound, DONE)),
        ],
    );
}

fn replace() -> Case<ReplaceRecoveryCodes> {
    let step = ReplaceRecoveryCodes { session: session(), client: client() };
    let facts = RecoveryCodesFacts { who: Some(who()), codes: None, contacts: contacts() };
    Case::new(step, facts)
}

#[test]
fn replacing_codes() {
    check(replace, session_rows!(ReplaceRecoveryCodes));
    let usual = &[
        "event recovery_codes_replaced",
        "ReplaceRecoveryCodes",
        "ClearFailures recovery_code known",
        "ClearFailures recovery_code stranger",
        "RecoveryCodesReplaced by phone",
        "RecoveryCodesReplaced by email",
    ];
    check(
        replace,
        [
            row("a passkey of just now", |_| (), writes(usual)),
            row(
                "a passkey of an hour ago",
                |c| {
                    let at = NOW.plus_seconds(-HOUR);
                    let proofs = Proofs::one(Method::Passkey, at);
                    c.facts.who.as_mut().unwrap().session.proofs = proofs;
                },
                refuses(Refusal::ReauthenticationNeeded),
            ),
        ],
    );
}

/// One synced passkey that was used an hour ago, a password, a phone and an email of long ago, no codes.
fn means() -> Means {
    let mut key = Key::synced(1, ADA);
    key.passkey.created_on.system = "iPhone".into();
    key.passkey.last_use = Some(LastUse { seq: 5, at: NOW.plus_seconds(-HOUR), client: client() });
    let created_at = NOW.plus_seconds(-1000 * HOUR);
    Means {
        created_at,
        passkeys: vec![key.passkey],
        password: Some(NOW),
        contacts: contacts(),
        codes: None,
        devices: vec![],
    }
}

#[test]
fn what_a_loss_would_mean() {
    let codes = |left| Some(RecoveryCodeSet { made_at: NOW, left });
    let lost = |means: &Means, loss| what_if(means, loss, &policy(), NOW);
    let own = means().passkeys[0].id;
    let wait = Way::Recovery { seconds: 72 * HOUR };
    // A password and an address, once the passkey has not been used for 30 days.
    let long = Way::Recovery { seconds: 30 * DAY - HOUR + 72 * HOUR };
    assert_eq!(lost(&means(), Loss::Passkey(own)), long);
    assert_eq!(lost(&means(), Loss::Phone), long, "the email is left");
    assert_eq!(lost(&Means { codes: codes(1), ..means() }, Loss::Passkey(own)), wait);
    assert_eq!(lost(&Means { codes: codes(1), ..means() }, Loss::Phone), wait);
    assert_eq!(lost(&Means { codes: codes(0), ..means() }, Loss::Phone), long, "used codes are none");
    assert_eq!(lost(&Means { password: None, ..means() }, Loss::Phone), Way::StaffOnly);
    let young = contacts().into_iter().map(|contact| passkeep_decision::contact::Contact {
        proved_at: NOW.plus_seconds(-30 * DAY + 1),
        ..contact
    });
    let young = Means { contacts: young.collect(), ..means() };
    assert_eq!(lost(&young, Loss::Phone), Way::StaffOnly, "addresses of late prove nothing");
    let new = Means { created_at: NOW, ..young };
    assert_eq!(lost(&new, Loss::Phone), long, "those of sign-up are as old as the account");
    let quiet = {
        let mut means = means();
        means.passkeys[0].last_use = None;
        means.passkeys[0].created_at = NOW.plus_seconds(-30 * DAY);
        means
    };
    assert_eq!(lost(&quiet, Loss::Passkey(own)), wait);

    // A key to carry stays when the phone goes; a suspended passkey leads nowhere.
    let mut two = means();
    two.passkeys.push(Key::security_key(2, ADA).passkey);
    let key: PasskeyId = two.passkeys[1].id;
    assert_eq!(lost(&two, Loss::Phone), Way::OtherPasskey(key));
    assert!(two.has_second_way() && !means().has_second_way());
    two.passkeys[1].suspended_at = Some(NOW);
    assert_eq!(lost(&two, Loss::Phone), long);
    assert!(!two.has_second_way());
    assert!(Means { codes: codes(1), ..means() }.has_second_way());
    assert!(!Means { codes: codes(0), ..means() }.has_second_way());

    // The laptop that the account trusts stays when the phone goes; what is lost with a passkey's device is no proof.
    let laptop = Device { trusting: Some(trusting(&OwnKey::new().key)), ..device() };
    let with = |devices: Vec<Device>| Means { contacts: vec![], devices, ..means() };
    assert_eq!(lost(&with(vec![]), Loss::Phone), Way::StaffOnly, "the password alone");
    assert_eq!(lost(&with(vec![laptop.clone()]), Loss::Phone), long, "the password and the laptop");
    let settling = Device { trusting: None, ..laptop.clone() };
    assert_eq!(lost(&with(vec![settling]), Loss::Phone), Way::StaffOnly, "trusted in full alone");
    let its_home = Device { passkey: Some(own), ..laptop.clone() };
    assert_eq!(lost(&with(vec![its_home]), Loss::Passkey(own)), Way::StaffOnly);
    let mut phone = laptop;
    phone.client.system = "Android".into();
    assert_eq!(lost(&with(vec![phone]), Loss::Phone), Way::StaffOnly);
}
