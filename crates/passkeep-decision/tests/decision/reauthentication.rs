//! Proving again who one is, by a passkey. What accounts without one prove stands in `fallback.rs`.

use passkeep_authenticator::Misbehaviour;
use passkeep_decision::account::Freeze;
use passkeep_decision::flow::CeremonyOptions;
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::policy::Offered;
use passkeep_decision::proof::Method;
use passkeep_decision::reauthentication::*;
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::session::{Novelty, Restriction, Session};
use passkeep_decision::sign_in::Ways;
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::support::*;

fn start() -> Case<StartReauthentication> {
    let facts = StartReauthenticationFacts {
        who: Some(who()),
        passkeys: vec![Key::synced(1, ADA).passkey],
        ways: Ways { password: true, phone: true },
        device: Some(device()),
    };
    Case::new(StartReauthentication { session: session(), browser: BROWSER, needed: None }, facts)
}

/// Ada uses a passkey that is older than her session.
fn finish() -> Case<FinishReauthentication> {
    let mut key = Key::synced(1, ADA);
    let (ticket, options) = asked(ticket(Purpose::Reauthenticate, TicketStep::Passkey));
    let step = FinishReauthentication {
        session: session(),
        ticket,
        response: key.sign(&options),
        client: client(),
        browser: BROWSER,
    };
    let passkeys = vec![key.passkey.clone()];
    let mut case = Case::new(step, FinishReauthenticationFacts { who: Some(who()), spent: false, passkeys });
    (case.keys, case.options) = (vec![key], Some(options));
    case
}

fn own(c: &mut Case<FinishReauthentication>) -> &mut Session {
    &mut c.facts.who.as_mut().unwrap().session
}

#[test]
fn starting() {
    check(start, session_rows!(StartReauthentication));
    check(
        start,
        [
            row("an account with a passkey", |_| (), writes(&[])),
            row("an account without", |c| c.facts.passkeys.clear(), writes(&[])),
            row(
                "in quarantine, since a passkey lifts it",
                |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Quarantine,
                writes(&[]),
            ),
            row(
                "while frozen, since a passkey thaws",
                |c| {
                    c.facts.who.as_mut().unwrap().account.state.freeze =
                        Some(Freeze { at: NOW, lapses_at: None });
                },
                writes(&[]),
            ),
            row(
                "after a recovery",
                |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Recovery,
                refuses(Refusal::RecoveryOnlyCreates),
            ),
        ],
    );
}

#[test]
fn what_is_asked_for() {
    let reply = start().decide().reply.unwrap();
    let Some(CeremonyOptions::Request(options)) = &reply.options else { panic!("no passkey is asked for") };
    assert_eq!(options.allow_credentials.len(), 1, "the account's own");
    assert_eq!((reply.step(), reply.methods.len()), (TicketStep::Passkey, 0));

    let offered = |change: fn(&mut Case<StartReauthentication>)| {
        let mut case = start();
        case.facts.passkeys.clear();
        change(&mut case);
        let reply = case.decide().reply.unwrap();
        assert_eq!((reply.step(), reply.ticket.purpose), (TicketStep::Factor, Purpose::Reauthenticate));
        assert!(reply.options.is_none());
        reply.methods
    };
    assert_eq!(offered(|_| ()), [Method::Password, Method::PhoneCode]);
    assert_eq!(offered(|c| c.facts.ways.password = false), [Method::PhoneCode]);
    assert_eq!(offered(|c| c.facts.ways.phone = false), [Method::Password]);
    assert_eq!(offered(|c| c.policy.phone_codes = Offered::No), [Method::Password]);
}

#[test]
fn finishing() {
    const USUAL: &[&str] = &["event reauthenticated", "ReplaceSession", "AddSession", "Spend passkey"];
    check(finish, session_rows!(FinishReauthentication));
    check(finish, belonging_rows!(FinishReauthentication));
    check(finish, ticket_rows!(FinishReauthentication));
    check(finish, spent_row!(FinishReauthentication));
    check(
        finish,
        [
            row("a passkey", |_| (), writes(USUAL)),
            row(
                "in quarantine, a passkey from before it",
                |c| own(c).standing = Standing::Quarantine,
                writes(USUAL),
            ),
            row(
                "in quarantine, a passkey made since",
                |c| {
                    own(c).standing = Standing::Quarantine;
                    c.facts.passkeys[0].created_at = own(c).created_at;
                },
                refuses(Refusal::PasskeyTooNew { until: NOW.plus_seconds(-HOUR + 72 * HOUR) }),
            ),
            row(
                "after a recovery",
                |c| own(c).standing = Standing::Recovery,
                refuses(Refusal::RecoveryOnlyCreates),
            ),
            row(
                "a passkey that the account hasn't got",
                |c| c.facts.passkeys.clear(),
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)),
            ),
            row(
                "a suspended passkey",
                |c| c.facts.passkeys[0].suspended_at = Some(NOW),
                refuses(Refusal::PasskeySuspended { suspended_at: NOW }),
            ),
            row(
                "another signature",
                |c| {
                    let wrong = Misbehaviour { flip_signature_bit: Some(90), ..Misbehaviour::default() };
                    c.step.response = c.keys[0].sign_with(c.options.as_ref().unwrap(), wrong);
                },
                not_accepted("signature-invalid"),
            ),
            row(
                "BS changed",
                |c| c.facts.passkeys[0].backup_state = false,
                writes(&[
                    "event reauthenticated",
                    "ReplaceSession",
                    "AddSession",
                    "Spend passkey",
                    "UsePasskey",
                ]),
            ),
        ],
    );
}

#[test]
fn what_it_raises() {
    let raised = |change: fn(&mut Case<FinishReauthentication>)| {
        let mut case = finish();
        change(&mut case);
        case.decide().reply.unwrap().opened.session
    };
    let session = raised(|c| (own(c).level, own(c).standing) = (Level::One, Standing::Quarantine));
    assert_eq!((session.level, session.standing), (Level::TwoP, Standing::Ordinary));
    assert_ne!(session.key.id, SESSION, "its id rotates");
    assert_eq!(session.proofs.at(Method::Passkey), Some(NOW));
    assert_eq!(session.key.expires_at, NOW.plus_seconds(24 * HOUR));
    assert_eq!(
        raised(|c| own(c).level = Level::Three).level,
        Level::TwoP,
        "what a synced passkey proves anew is not level 3: its time would stand for the other's"
    );

    // What the session may not do yet stays, and what its passkey may not comes along: the later counts.
    let until = |seconds, because| Some(Restriction { until: NOW.plus_seconds(seconds), because });
    let (browser, passkey) = (until(100, Novelty::Browser), until(200, Novelty::Passkey));
    let restricted = raised(|c| {
        let until = NOW.plus_seconds(100);
        own(c).restriction = Some(Restriction { until, because: Novelty::Browser });
    });
    assert_eq!(restricted.restriction, browser);
    let young = raised(|c| {
        own(c).restriction = Some(Restriction { until: NOW.plus_seconds(100), because: Novelty::Browser });
        let own = Restriction { until: NOW.plus_seconds(200), because: Novelty::Passkey };
        c.facts.passkeys[0].restriction = Some(own);
    });
    assert_eq!(young.restriction, passkey);
}

/// Ada's two passkeys: a synced one, and a security key that has proved its model.
fn demanding(level: Level) -> Case<StartReauthentication> {
    let mut case = start();
    let mut bound = Key::security_key(2, ADA).passkey;
    bound.attested = true;
    case.facts.passkeys.push(bound);
    case.step.needed = Some(level);
    case
}

#[test]
fn level_three_is_asked_of_what_reaches_it() {
    let asked = |case: Case<StartReauthentication>| {
        let reply = case.decide().reply.unwrap();
        let Some(CeremonyOptions::Request(options)) = reply.options else {
            panic!("no passkey is asked for")
        };
        (options.allow_credentials.len(), reply.ticket.demanded)
    };
    assert_eq!(asked(demanding(Level::TwoP)), (2, None));
    assert_eq!(asked(demanding(Level::Three)), (1, Some(Level::Three)));
    let mut unproved = demanding(Level::Three);
    unproved.facts.passkeys[1].attested = false;
    assert_eq!(unproved.decide().reply.err(), Some(Refusal::LevelTooLow { needed: Level::Three }));
}

#[test]
fn level_three_takes_an_attested_passkey_that_stays_and_the_wish_for_it() {
    let raised = |attested: bool, demanded: Option<Level>, before: Level| {
        let mut case = finish();
        let mut key = Key::security_key(2, ADA);
        key.passkey.attested = attested;
        case.facts.passkeys = vec![key.passkey.clone()];
        case.step.response = key.sign(case.options.as_ref().unwrap());
        case.step.ticket.demanded = demanded;
        own(&mut case).level = before;
        case.decide().reply.map(|reply| reply.opened.session.level)
    };
    let three = Some(Level::Three);
    let too_low = Err(Refusal::LevelTooLow { needed: Level::Three });
    assert_eq!(raised(true, three, Level::TwoP), Ok(Level::Three));
    assert_eq!(raised(true, None, Level::TwoP), Ok(Level::TwoP), "nobody asked for it");
    assert_eq!(raised(true, None, Level::Three), Ok(Level::Three), "it stays");
    assert_eq!(
        raised(false, three, Level::TwoP).map_err(Some),
        too_low.map_err(Some),
        "it says so, and proved nothing"
    );
}
