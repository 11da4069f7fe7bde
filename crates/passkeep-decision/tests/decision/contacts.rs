//! Adding an email.

use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::contacts::*;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::support::*;

fn new_email() -> Address {
    Address::Email(email("lovelace@example.com"))
}

fn start() -> Case<StartEmail> {
    let step = StartEmail { session: session(), email: email("lovelace@example.com"), browser: BROWSER };
    let facts = StartEmailFacts { who: Some(who()), contacts: contacts(), owner: None, tallies: tallies(0) };
    Case::new(step, facts)
}

fn resend() -> Case<ResendEmailCode> {
    let ticket = ticket(Purpose::AddEmail, TicketStep::Code);
    let step = ResendEmailCode { session: session(), ticket, browser: BROWSER };
    let code = Some(code(new_email()));
    let facts =
        ResendEmailCodeFacts { who: Some(who()), spent: false, code, owner: None, tallies: tallies(1) };
    Case::new(step, facts)
}

fn check_code() -> Case<CheckEmailCode> {
    let ticket = ticket(Purpose::AddEmail, TicketStep::Code);
    let step =
        CheckEmailCode { session: session(), ticket, code: digits(), client: client(), browser: BROWSER };
    let code = Some(code(new_email()));
    let facts =
        CheckEmailCodeFacts { who: Some(who()), spent: false, code, taken: false, contacts: contacts() };
    Case::new(step, facts)
}

fn read() -> Case<ReadAccount> {
    let facts = ReadAccountFacts { who: Some(who()), contacts: contacts() };
    Case::new(ReadAccount { session: session() }, facts)
}

#[test]
fn reading() {
    check(read, session_rows!(ReadAccount));
    check(
        read,
        [
            row("used a minute ago", |_| (), writes(&[])),
            row(
                "used a fifteenth of its idle time ago",
                |c| {
                    c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-240);
                },
                writes(&["TouchSession", "SeeDevice"]),
            ),
        ],
    );
}

#[test]
fn sending() {
    check(start, changing_rows!(StartEmail));
    check(
        start,
        [
            row(
                "a free email",
                |_| (),
                writes(&["CountSend", "IssueCode that fits", "AddEmailCode by email"]),
            ),
            row(
                "a taken one",
                |c| c.facts.owner = Some(locale("de")),
                writes(&["CountSend", "IssueCode that never fits", "AlreadyHasAccount by email"]),
            ),
            row(
                "the account's own, in capitals",
                |c| c.step.email = email("ADA@example.com"),
                refuses(Refusal::ContactAlreadyExists),
            ),
            row("one too many", |c| c.policy.contacts_max = 2, refuses(Refusal::TooManyContacts)),
            row(
                "an email with its fill",
                |c| c.facts.tallies.0[0].1.sent = 6,
                refuses(Refusal::TooManyCodes { retry_after_seconds: HOUR / 2 }),
            ),
        ],
    );
    let free = start().decide().reply.unwrap();
    let mut case = start();
    case.facts.owner = Some(locale("de"));
    assert_eq!(format!("{:?}", case.decide().reply.unwrap()), format!("{free:?}"), "the same reply");
}

#[test]
fn sending_again() {
    check(resend, changing_rows!(ResendEmailCode));
    check(resend, belonging_rows!(ResendEmailCode));
    check(resend, ticket_rows!(ResendEmailCode));
    check(resend, spent_row!(ResendEmailCode));
    check(
        resend,
        [
            row(
                "a second code",
                |_| (),
                writes(&["CountSend", "ReissueCode that fits 1", "AddEmailCode by email"]),
            ),
            row("no code so far", |c| c.facts.code = None, refuses(Refusal::CodeExpired)),
            row("locked", |c| c.facts.code.as_mut().unwrap().attempts = 5, refuses(Refusal::CodeLocked)),
        ],
    );
}

#[test]
fn proving() {
    check(check_code, changing_rows!(CheckEmailCode));
    check(check_code, belonging_rows!(CheckEmailCode));
    check(check_code, ticket_rows!(CheckEmailCode));
    check(check_code, spent_row!(CheckEmailCode));
    check(check_code, code_rows!(CheckEmailCode));
    check(
        check_code,
        [
            row(
                "the right code",
                |_| (),
                writes(&[
                    "event email_added",
                    "ClaimIdentifier",
                    "AddContact",
                    "Spend code",
                    "EmailAdded by phone",
                    "EmailAdded by email",
                    "CountAttempt 0",
                ]),
            ),
            row(
                "taken since",
                |c| c.facts.taken = true,
                refuses_and_writes(Refusal::TicketExpired, &["CountAttempt 0"]),
            ),
            row(
                "added since",
                |c| c.facts.contacts.push(Contact { address: new_email(), proved_at: NOW }),
                refuses_and_writes(Refusal::ContactAlreadyExists, &["CountAttempt 0"]),
            ),
            row(
                "full since",
                |c| c.policy.contacts_max = 2,
                refuses_and_writes(Refusal::TooManyContacts, &["CountAttempt 0"]),
            ),
        ],
    );
}
