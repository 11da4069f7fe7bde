//! Signing up, from the number to the account.

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed};
use passkeep_decision::ceremony::Place;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::flow::CeremonyOptions;
use passkeep_decision::hold::{Hold, HoldKind};
use passkeep_decision::number_claim::NumberOwner;
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_up::*;
use passkeep_decision::ticket::TicketStep;

use crate::support::*;

fn start() -> Case<StartSignUp> {
    let passkeep_decision::contact::Address::Phone(phone) = phone() else { panic!("a phone") };
    let step = StartSignUp { phone, locale: locale("en"), browser: BROWSER };
    Case::new(step, StartSignUpFacts { owner: None, tallies: tallies(0) })
}

fn resend() -> Case<ResendSignUpCode> {
    let ticket = sign_up_ticket(TicketStep::Code);
    let step = ResendSignUpCode { ticket, locale: locale("en"), browser: BROWSER };
    let code = Some(code(phone()));
    Case::new(step, ResendSignUpCodeFacts { spent: false, code, owner: None, tallies: tallies(1) })
}

fn check_code() -> Case<CheckSignUpCode> {
    let step = CheckSignUpCode { ticket: sign_up_ticket(TicketStep::Code), code: digits(), browser: BROWSER };
    Case::new(step, CheckSignUpCodeFacts { spent: false, code: Some(code(phone())), owner: None })
}

fn naming() -> Case<NameSignUp> {
    let ticket = sign_up_ticket(TicketStep::Name);
    let step = NameSignUp { ticket, name: name("Ada"), place: Place::ThisDevice, browser: BROWSER };
    Case::new(step, NameSignUpFacts { spent: false, taken: [false; 4] })
}

fn finish() -> Case<FinishSignUp> {
    let reply = naming().decide().reply.unwrap();
    let Some(CeremonyOptions::Create(options)) = reply.options else { panic!("no options") };
    let mut authenticator = Authenticator::new(Seed::from(1), AuthenticatorOptions::platform());
    let step = FinishSignUp {
        ticket: reply.ticket,
        name: name("Ada"),
        response: registration(&mut authenticator, &options, &Misbehaviour::default()),
        locale: locale("en"),
        device: DEVICE,
        sharing: Sharing::Own,
        client: client(),
        place: None,
        browser: BROWSER,
    };
    let proved = Some(phone());
    Case::new(step, FinishSignUpFacts { spent: false, proved, taken: false, credential_taken: false })
}

#[test]
fn sending() {
    let full = Refusal::TooManyCodes { retry_after_seconds: HOUR / 2 };
    check(
        start,
        [
            row(
                "a free number",
                |_| (),
                writes(&["CountSend", "IssueCode that fits", "SignUpCode by phone"]),
            ),
            row(
                "a taken number",
                |c| c.facts.owner = Some(locale("de")),
                writes(&["CountSend", "IssueCode that fits", "ClaimNumberCode by phone"]),
            ),
            row(
                "the sixth code to a number in an hour",
                |c| c.facts.tallies.0[0].1.sent = 5,
                writes(&["CountSend", "IssueCode that fits", "SignUpCode by phone"]),
            ),
            row("the seventh", |c| c.facts.tallies.0[0].1.sent = 6, refuses(full)),
        ],
    );
}

#[test]
fn a_taken_number_gets_the_same_reply() {
    let free = start().decide().reply.unwrap();
    let mut case = start();
    case.facts.owner = Some(locale("de"));
    assert_eq!(format!("{:?}", case.decide().reply.unwrap()), format!("{free:?}"));
}

#[test]
fn sending_again() {
    let wait = |retry_after_seconds| Refusal::TooManyCodes { retry_after_seconds };
    check(resend, ticket_rows!(ResendSignUpCode));
    check(resend, spent_row!(ResendSignUpCode));
    check(
        resend,
        [
            row(
                "a second code",
                |_| (),
                writes(&["CountSend", "ReissueCode that fits 1", "SignUpCode by phone"]),
            ),
            row(
                "a taken number",
                |c| c.facts.owner = Some(locale("de")),
                writes(&["CountSend", "ReissueCode that fits 1", "ClaimNumberCode by phone"]),
            ),
            row("no code so far", |c| c.facts.code = None, refuses(Refusal::CodeExpired)),
            row(
                "locked, and another code doesn't unlock it",
                |c| c.facts.code.as_mut().unwrap().attempts = 5,
                refuses(Refusal::CodeLocked),
            ),
            row(
                "too soon for a second",
                |c| {
                    c.facts.code.as_mut().unwrap().sent_at = NOW.plus_seconds(-29);
                },
                refuses(wait(1)),
            ),
            row(
                "too soon for a third: the wait doubles",
                |c| {
                    let code = c.facts.code.as_mut().unwrap();
                    (code.sends, code.sent_at) = (2, NOW.plus_seconds(-59));
                },
                refuses(wait(1)),
            ),
            row(
                "the wait for a third is over",
                |c| c.facts.code.as_mut().unwrap().sends = 2,
                writes(&["CountSend", "ReissueCode that fits 2", "SignUpCode by phone"]),
            ),
            row(
                "a fifth code of a flow",
                |c| c.facts.code.as_mut().unwrap().sends = 4,
                refuses(wait(HOUR - 60)),
            ),
            row("a number with its fill", |c| c.facts.tallies.0[0].1.sent = 6, refuses(wait(HOUR / 2))),
        ],
    );
}

#[test]
fn checking() {
    check(check_code, ticket_rows!(CheckSignUpCode));
    check(check_code, spent_row!(CheckSignUpCode));
    check(check_code, code_rows!(CheckSignUpCode));
    check(check_code, [row("the right code", |_| (), writes(&["CountAttempt 0", "Spend code"]))]);
}

#[test]
fn taking_a_name() {
    check(naming, ticket_rows!(NameSignUp));
    check(naming, spent_row!(NameSignUp));
    check(
        naming,
        [
            row("writes nothing", |_| (), writes(&[])),
            row(
                "no account in the ticket",
                |c| c.step.ticket.account = None,
                refuses(Refusal::TicketNotAccepted),
            ),
        ],
    );
    let first = naming().decide().reply.unwrap().ticket.user_id;
    let mut case = naming();
    case.facts.taken[0] = true;
    assert_ne!(case.decide().reply.unwrap().ticket.user_id, first, "a taken user ID is not given");
}

#[test]
fn finishing() {
    const CREATED: [&str; 9] = [
        "event account_created",
        "CreateAccount",
        "ClaimIdentifier",
        "ClaimIdentifier",
        "AddContact",
        "ClaimCredential",
        "AddPasskey",
        "AddSession",
        "Spend passkey",
    ];
    let remembered = [&CREATED[..], &["AddDevice"]].concat();
    check(finish, ticket_rows!(FinishSignUp));
    check(finish, spent_row!(FinishSignUp));
    check(
        finish,
        [
            row("the account is made whole", |_| (), writes(&remembered)),
            row(
                "a shared computer is not remembered",
                |c| c.step.sharing = Sharing::Shared,
                writes(&CREATED),
            ),
            row(
                "no account in the ticket",
                |c| c.step.ticket.account = None,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "no user ID in the ticket",
                |c| c.step.ticket.user_id = None,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "a credential id that is taken",
                |c| c.facts.credential_taken = true,
                refuses(Refusal::PasskeyAlreadyExists),
            ),
            row("no proved number", |c| c.facts.proved = None, refuses(Refusal::TicketExpired)),
            row("taken since", |c| c.facts.taken = true, refuses(Refusal::TicketExpired)),
            row(
                "the options changed since",
                |c| c.policy.algorithms.truncate(4),
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::OptionsChanged)),
            ),
            row(
                "another challenge",
                |c| c.step.ticket.challenge = Some([0; 32]),
                not_accepted("challenge-mismatch"),
            ),
        ],
    );
}

#[test]
fn what_signing_up_makes_counts_as_old() {
    let decision = finish().decide();
    let Ok(reply) = decision.reply else { panic!("refused") };
    assert_eq!(reply.passkey.as_ref().unwrap().settled_at(&policy()), NOW);
    assert_eq!(reply.opened.session.restriction, None, "the browser of sign-up is exempt");
    let Changes::Account { rest, .. } = decision.changes else { panic!("no account") };
    let Some(Change::AddDevice { device, .. }) = rest.last() else { panic!("no device") };
    assert_eq!((device.settled_at, device.passkey), (NOW, Some(reply.passkey.as_ref().unwrap().id)));
}

/// The number is Bob's, for long.
fn claim() -> Case<CheckSignUpCode> {
    let mut case = check_code();
    let owner = NumberOwner { account: account(BOB), contacts: contacts(), passkeys: vec![], holds: vec![] };
    case.facts.owner = Some(owner);
    case
}

fn owner(c: &mut Case<CheckSignUpCode>) -> &mut NumberOwner {
    c.facts.owner.as_mut().unwrap()
}

#[test]
fn a_number_that_has_an_account_is_asked_for_and_opens_nothing() {
    check(claim, ticket_rows!(CheckSignUpCode));
    check(claim, spent_row!(CheckSignUpCode));
    check(claim, code_rows!(CheckSignUpCode));
    let asked = || {
        refuses_and_writes(
            Refusal::NumberWaits { until: NOW.plus_seconds(72 * HOUR) },
            &[
                "event hold_started",
                "CountAttempt 0",
                "Spend code",
                "AddHold",
                "Hold by phone",
                "AddHoldLink",
                "Hold by email",
            ],
        )
    };
    let goes_on = || writes(&["CountAttempt 0", "Spend code"]);
    check(
        claim,
        [
            row("its owner is told everywhere", |_| (), asked()),
            row(
                "asked for already",
                |c| {
                    let kind = HoldKind::GiveUpNumber(phone());
                    owner(c).holds = vec![Hold::begin(kind, 72 * HOUR, &moment_at(NOW.plus_seconds(-HOUR)))];
                },
                refuses_and_writes(
                    Refusal::NumberWaits { until: NOW.plus_seconds(71 * HOUR) },
                    &["CountAttempt 0", "Spend code"],
                ),
            ),
            row(
                "its owner has it since the code was sent: it is the same person",
                |c| owner(c).contacts[0].proved_at = NOW.plus_seconds(-60),
                goes_on(),
            ),
            row("its owner gave it up meanwhile", |c| drop(owner(c).contacts.remove(0)), goes_on()),
        ],
    );
}
