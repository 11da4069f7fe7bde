//! Ways in without a passkey: what each step refuses and writes, and what proved factors lead to.

use passkeep_decision::code::{Tallies, TallyScope};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::password::{Checked, PasswordEvidence, Reach, TAG_BYTES};
use passkeep_decision::policy::Offered;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::{Session, Sharing};
use passkeep_decision::sign_in::*;
use passkeep_decision::step::Step;
use passkeep_decision::throttle::Failures;
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};

mod codes;

use crate::support::*;

/// Ada knocks with a ticket of `step`, on her own browser.
pub fn knocking(step: TicketStep) -> Knocking {
    Knocking {
        ticket: Ticket { session: None, ..ticket(Purpose::SignIn, step) },
        session: None,
        device: DEVICE,
        sharing: Sharing::Own,
        client: client(),
        place: None,
        browser: BROWSER,
        intent: Intent::Enter,
    }
}

/// She has a passkey, a password that is long enough alone, a phone and an email.
pub fn facts() -> FactorFacts {
    FactorFacts {
        account: Some(account(ADA)),
        spent: false,
        who: None,
        device: Some(device()),
        password: Some(stored_password(1, Reach::Alone)),
        passkeys: vec![Key::synced(1, ADA).passkey],
        contacts: contacts(),
        devices: vec![device()],
        pending: vec![],
        failures: Failures(0),
        frozen_by_stranger_at: None,
        recovery: None,
        vetoes: vec![],
        identity: None,
    }
}

fn evidence(of: u8, tag: u8) -> PasswordEvidence {
    PasswordEvidence::check(Checked::Stored(&password_hash(of)), &[tag; TAG_BYTES])
}

fn count() -> Case<CountPassword> {
    Case::new(CountPassword(knocking(TicketStep::Factor)), facts())
}

pub fn finish() -> Case<FinishPassword> {
    let evidence = evidence(1, 1);
    Case::new(FinishPassword { knocking: knocking(TicketStep::Factor), evidence }, facts())
}

fn send_code() -> Case<SendSignInCode> {
    let step = SendSignInCode {
        knocking: knocking(TicketStep::Factor),
        locale: locale("en"),
        channel: Channel::Phone,
    };
    Case::new(step, SendSignInCodeFacts { factor: facts(), code: None, tallies: tallies(0) })
}

fn check_code() -> Case<CheckSignInCode> {
    let step = CheckSignInCode { knocking: knocking(TicketStep::Code), code: digits() };
    Case::new(step, CheckSignInCodeFacts { factor: facts(), code: Some(code(phone())) })
}

/// What every step of a fallback has: who knocks, and what is read of the account.
trait Knocks: Step + Sized {
    fn knocking(&mut self) -> &mut Knocking;
    fn factor(facts: &mut Self::Facts) -> &mut FactorFacts;
}

macro_rules! knocks {
    ($($step:ty: $($knocking:tt).+ in $($factor:tt).+;)+) => {$(
        impl Knocks for $step {
            fn knocking(&mut self) -> &mut Knocking {
                &mut self.$($knocking).+
            }

            fn factor(facts: &mut Self::Facts) -> &mut FactorFacts {
                knocks!(@ facts $($factor).+)
            }
        }
    )+};
    (@ $facts:ident whole) => { $facts };
    (@ $facts:ident factor) => { &mut $facts.factor };
}

knocks! {
    CountPassword: 0 in whole;
    FinishPassword: knocking in whole;
    SendSignInCode: knocking in factor;
    CheckSignInCode: knocking in factor;
}

fn ticket_of<S: Knocks>(c: &mut Case<S>) -> &mut Ticket {
    &mut c.step.knocking().ticket
}

fn factor<S: Knocks>(c: &mut Case<S>) -> &mut FactorFacts {
    S::factor(&mut c.facts)
}

/// Puts the flow into Ada's session.
fn prove_again<S: Knocks>(c: &mut Case<S>) {
    (ticket_of(c).purpose, ticket_of(c).session) = (Purpose::Reauthenticate, Some(SESSION));
    c.step.knocking().session = session();
    factor(c).who = Some(who());
}

fn no_passkeys<S: Knocks>(c: &mut Case<S>) {
    factor(c).passkeys.clear();
}

fn proved<S: Knocks>(c: &mut Case<S>, method: Method) {
    ticket_of(c).proofs = Proofs::one(method, NOW.plus_seconds(-30));
}

/// Which tickets a step takes, and from whom.
fn check_gate<S: Knocks>(make: fn() -> Case<S>) {
    check(
        make,
        [
            row(
                "another browser's ticket",
                |c| c.step.knocking().browser = OTHER_BROWSER,
                refuses(Refusal::TicketNotAccepted),
            ),
            row("an expired ticket", |c| ticket_of(c).expires_at = NOW, refuses(Refusal::TicketExpired)),
            row(
                "a ticket issued in the future",
                |c| ticket_of(c).issued_at = NOW.plus_seconds(3),
                refuses(Refusal::TicketExpired),
            ),
            row("a spent ticket", |c| factor(c).spent = true, refuses(Refusal::TicketSpent)),
            row(
                "a freeze, a quarantine or a loss since",
                |c| factor(c).account.as_mut().unwrap().state.epoch += 1,
                refuses(Refusal::TicketExpired),
            ),
            row(
                "a ticket that names nobody",
                |c| ticket_of(c).account = None,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "proving again, signed out since",
                |c| {
                    prove_again(c);
                    factor(c).who = None;
                },
                refuses(Refusal::SignedOut),
            ),
            row(
                "proving again, idle for an hour",
                |c| {
                    prove_again(c);
                    factor(c).who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-HOUR);
                },
                refuses(Refusal::SignedOut),
            ),
            row(
                "proving again, after a recovery",
                |c| {
                    prove_again(c);
                    factor(c).who.as_mut().unwrap().session.standing = Standing::Recovery;
                },
                refuses(Refusal::RecoveryOnlyCreates),
            ),
            row(
                "proving again, another session's flow",
                |c| {
                    prove_again(c);
                    ticket_of(c).session = None;
                },
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "proving again, another account's flow",
                |c| {
                    prove_again(c);
                    ticket_of(c).account = Some(BOB);
                },
                refuses(Refusal::TicketNotAccepted),
            ),
        ],
    );
}

#[test]
fn starting() {
    let start = |ways, change: fn(&mut Case<StartFallback>)| {
        let step = StartFallback { identifiers: vec![], device: Some(DEVICE), browser: BROWSER };
        let mut case = Case::new(step, FallbackFacts { account: ADA, epoch: 3, ways });
        change(&mut case);
        let decision = case.decide();
        assert_eq!(told(&decision.changes), Vec::<String>::new(), "it writes nothing");
        decision.reply.unwrap()
    };
    let methods = |ways| start(ways, |_| ()).methods;
    let both = [Method::Password, Method::PhoneCode];
    assert_eq!(methods(None), both, "a stranger is offered the same, whoever is asked for");
    assert_eq!(methods(Some(Ways { password: true, phone: true })), both);
    assert_eq!(methods(Some(Ways { password: false, phone: true })), [Method::PhoneCode]);
    assert_eq!(methods(Some(Ways { password: true, phone: false })), [Method::Password]);
    assert_eq!(methods(Some(Ways { password: false, phone: false })), []);
    assert_eq!(start(None, |c| c.policy.phone_codes = Offered::No).methods, [Method::Password]);
    let reply = start(None, |_| ());
    assert_eq!((reply.step(), reply.ticket.purpose), (TicketStep::Factor, Purpose::SignIn));
    assert_eq!((reply.ticket.account, reply.ticket.epoch), (Some(ADA), 3));
    assert_eq!(reply.ticket.proofs, Proofs::NONE);
}

#[test]
fn counting() {
    check_gate(count);
    check(
        count,
        [
            row("known here", |_| (), writes(&["CountFailure password known 0"])),
            row("a stranger", |c| c.facts.device = None, writes(&["CountFailure password stranger 0"])),
            row(
                "the hundredth in a row",
                |c| c.facts.failures = Failures(99),
                writes(&["CountFailure password known 99"]),
            ),
            row("after a hundred", |c| c.facts.failures = Failures(100), refuses(Refusal::FactorOff)),
            row(
                "nobody",
                |c| (c.facts.account, c.facts.device, c.facts.password) = (None, None, None),
                writes(&["CountFailure password stranger 0"]),
            ),
            row("no password", |c| c.facts.password = None, writes(&["CountFailure password known 0"])),
            row("proving again", prove_again, writes(&["CountFailure password known 0"])),
        ],
    );
    assert_eq!(count().decide().reply.unwrap(), Some(password_hash(1)));
}

const QUARANTINE: &[&str] = &[
    "event signed_in",
    "ClearFailures password known",
    "Spend factor",
    "SetAccountState",
    "AddSession",
    "SignedInWithoutPasskey by phone",
    "SignedInWithoutPasskey by email",
];
const ORDINARY: &[&str] = &[
    "event signed_in",
    "ClearFailures password known",
    "Spend factor",
    "AddSession",
    "SignedInWithoutPasskey by phone",
    "SignedInWithoutPasskey by email",
];
const LED_ON: &[&str] = &["ClearFailures password known", "Spend factor"];

fn short(c: &mut Case<FinishPassword>) {
    c.facts.password = Some(stored_password(1, Reach::BesideAnother));
}

#[test]
fn passwords_that_prove_nothing() {
    check_gate(finish);
    check(
        finish,
        [
            row("another password", |c| c.step.evidence = evidence(1, 2), refuses(Refusal::PasswordWrong)),
            row(
                "changed since",
                |c| c.facts.password = Some(stored_password(2, Reach::Alone)),
                refuses(Refusal::PasswordWrong),
            ),
            row("removed since", |c| c.facts.password = None, refuses(Refusal::PasswordWrong)),
            row("nobody", |c| c.facts.account = None, refuses(Refusal::PasswordWrong)),
            row(
                "a decoy",
                |c| {
                    let hash = password_hash(1);
                    c.step.evidence = PasswordEvidence::check(Checked::Decoy(&hash), &[1; TAG_BYTES]);
                },
                refuses(Refusal::PasswordWrong),
            ),
        ],
    );
}

#[test]
fn passwords_that_fit() {
    check(
        finish,
        [
            row("an account with a passkey", |_| (), writes(QUARANTINE)),
            row(
                "with one that is suspended, which counts until it is gone",
                |c| c.facts.passkeys[0].suspended_at = Some(NOW),
                writes(QUARANTINE),
            ),
            row(
                "hashed at another cost",
                |c| c.step.evidence = evidence(1, 1).with_rehash(password_hash(3)),
                writes(&[
                    "event signed_in",
                    "ClearFailures password known",
                    "Spend factor",
                    "RehashPassword",
                    "SetAccountState",
                    "AddSession",
                    "SignedInWithoutPasskey by phone",
                    "SignedInWithoutPasskey by email",
                ]),
            ),
            row(
                "a browser that is new to the account",
                |c| c.facts.device = None,
                refuses_and_writes(
                    Refusal::ApprovalNeeded,
                    &["ClearFailures password stranger", "Spend factor"],
                ),
            ),
            row("short", short, writes(LED_ON)),
            row(
                "short, and no phone",
                |c| {
                    short(c);
                    c.facts.contacts.clear();
                },
                refuses_and_writes(Refusal::AnotherFactorNeeded, LED_ON),
            ),
            row(
                "short, where phone codes are off",
                |c| {
                    short(c);
                    c.policy.phone_codes = Offered::No;
                },
                refuses_and_writes(Refusal::AnotherFactorNeeded, LED_ON),
            ),
            row(
                "short, after a code",
                |c| {
                    short(c);
                    proved(c, Method::PhoneCode);
                },
                writes(QUARANTINE),
            ),
            row("no passkey: one kind of two", no_passkeys, writes(LED_ON)),
            row(
                "no passkey: the second kind",
                |c| {
                    no_passkeys(c);
                    proved(c, Method::PhoneCode);
                },
                writes(ORDINARY),
            ),
            row(
                "no passkey, no phone: all that there is",
                |c| {
                    no_passkeys(c);
                    c.facts.contacts.remove(0);
                },
                writes(&[
                    "event signed_in",
                    "ClearFailures password known",
                    "Spend factor",
                    "AddSession",
                    "SignedInWithoutPasskey by email",
                ]),
            ),
            row(
                "proving again without a passkey, both kinds",
                |c| {
                    prove_again(c);
                    no_passkeys(c);
                    proved(c, Method::PhoneCode);
                },
                writes(&[
                    "event reauthenticated",
                    "ClearFailures password known",
                    "Spend factor",
                    "ReplaceSession",
                    "AddSession",
                ]),
            ),
        ],
    );
}

fn opened(change: fn(&mut Case<FinishPassword>)) -> Session {
    let mut case = finish();
    change(&mut case);
    match case.decide().reply {
        Ok(SignInReply::SignedIn(reply)) => reply.opened.session,
        Ok(_) => panic!("it goes on"),
        Err(refusal) => panic!("{refusal:?}"),
    }
}

#[test]
fn what_a_session_is_that_a_fallback_opens() {
    let session = opened(|_| ());
    assert_eq!((session.level, session.standing), (Level::One, Standing::Quarantine));
    assert_eq!(session.epoch, 4, "the account's epoch is raised, and this session is of the new one");
    assert_eq!(session.key.expires_at, NOW.plus_seconds(24 * HOUR));
    assert_eq!((session.device, session.passkey), (Some(DEVICE), None));
    assert_eq!(opened(|c| c.step.knocking.sharing = Sharing::Shared).device, None);

    let two = opened(|c| {
        no_passkeys(c);
        proved(c, Method::PhoneCode);
    });
    assert_eq!((two.level, two.standing, two.epoch), (Level::TwoW, Standing::Ordinary, 3));

    let both = opened(|c| proved(c, Method::PhoneCode));
    assert_eq!(
        (both.level, both.standing),
        (Level::TwoW, Standing::Quarantine),
        "two weak ones lift nothing"
    );

    let raised = opened(|c| {
        prove_again(c);
        no_passkeys(c);
        proved(c, Method::PhoneCode);
        c.facts.who.as_mut().unwrap().session.standing = Standing::Quarantine;
    });
    assert_eq!(raised.standing, Standing::Quarantine, "what is no passkey lifts no quarantine");
    assert_ne!(raised.key.id, SESSION);
}

/// The flow that a first factor leads on to carries what was proved, and is another one: its steps are spent apart.
#[test]
fn leading_on() {
    let mut case = finish();
    short(&mut case);
    let Ok(SignInReply::Flow(reply)) = case.decide().reply else { panic!("signed in") };
    assert_eq!(reply.methods, [Method::PhoneCode]);
    assert_eq!(reply.ticket.proofs, Proofs::one(Method::Password, NOW));
    assert_eq!((reply.ticket.account, reply.ticket.epoch), (Some(ADA), 3));
    assert_ne!(reply.ticket.flow, FLOW);
}
