//! The grant: a code to the phone, then an assertion.

use passkeep_decision::passkeys::*;
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::support::*;

fn facts() -> SendGrantCodeFacts {
    let phone = contacts().first().cloned();
    SendGrantCodeFacts {
        who: Some(who()),
        phone,
        passkeys: 1,
        tallies: tallies(0),
        code: None,
        spent: false,
        recovery: None,
    }
}

fn send() -> Case<SendGrantCode> {
    Case::new(SendGrantCode { session: session(), browser: BROWSER }, facts())
}

fn resend() -> Case<ResendGrantCode> {
    let ticket = ticket(Purpose::CreatePasskey, TicketStep::Code);
    let step = ResendGrantCode { session: session(), ticket, browser: BROWSER };
    Case::new(step, SendGrantCodeFacts { code: Some(code(phone())), ..facts() })
}

fn check_code() -> Case<CheckGrantCode> {
    let ticket = ticket(Purpose::CreatePasskey, TicketStep::Code);
    let step = CheckGrantCode { session: session(), ticket, code: digits(), browser: BROWSER };
    let (code, passkeys) = (Some(code(phone())), vec![Key::synced(1, ADA).passkey]);
    Case::new(step, CheckGrantCodeFacts { who: Some(who()), spent: false, code, passkeys })
}

fn authorize() -> Case<AuthorizeGrant> {
    let mut key = Key::synced(1, ADA);
    let (ticket, options) = asked(ticket(Purpose::CreatePasskey, TicketStep::Passkey));
    let response = key.sign(&options);
    let step = AuthorizeGrant { session: session(), ticket, response, client: client(), browser: BROWSER };
    let passkeys = vec![key.passkey.clone()];
    let mut case = Case::new(step, AuthorizeGrantFacts { who: Some(who()), spent: false, passkeys });
    case.options = Some(options);
    case
}

#[test]
fn sending() {
    check(send, changing_rows!(SendGrantCode));
    check(
        send,
        [
            row(
                "to the phone",
                |_| (),
                writes(&["CountSend", "IssueCode that fits", "CreatePasskeyCode by phone"]),
            ),
            row("as many passkeys as may be", |c| c.facts.passkeys = 20, refuses(Refusal::TooManyPasskeys)),
            row("no phone", |c| c.facts.phone = None, refuses(Refusal::NotFound)),
            row(
                "a phone with its fill",
                |c| c.facts.tallies.0[0].1.sent = 6,
                refuses(Refusal::TooManyCodes { retry_after_seconds: HOUR / 2 }),
            ),
        ],
    );
    check(resend, changing_rows!(ResendGrantCode));
    check(resend, belonging_rows!(ResendGrantCode));
    check(resend, ticket_rows!(ResendGrantCode));
    check(resend, spent_row!(ResendGrantCode));
    check(
        resend,
        [
            row(
                "again",
                |_| (),
                writes(&["CountSend", "ReissueCode that fits 1", "CreatePasskeyCode by phone"]),
            ),
            row("no code so far", |c| c.facts.code = None, refuses(Refusal::CodeExpired)),
            row("locked", |c| c.facts.code.as_mut().unwrap().attempts = 5, refuses(Refusal::CodeLocked)),
        ],
    );
}

#[test]
fn checking() {
    check(check_code, changing_rows!(CheckGrantCode));
    check(check_code, belonging_rows!(CheckGrantCode));
    check(check_code, ticket_rows!(CheckGrantCode));
    check(check_code, spent_row!(CheckGrantCode));
    check(check_code, code_rows!(CheckGrantCode));
    check(check_code, [row("the right code", |_| (), writes(&["CountAttempt 0", "Spend code"]))]);
}

#[test]
fn authorizing() {
    check(authorize, changing_rows!(AuthorizeGrant));
    check(authorize, belonging_rows!(AuthorizeGrant));
    check(authorize, ticket_rows!(AuthorizeGrant));
    check(authorize, spent_row!(AuthorizeGrant));
    check(
        authorize,
        [
            row("by the account's passkey", |_| (), writes(&["event grant_given", "Spend passkey"])),
            row(
                "by another account's",
                |c| {
                    c.step.response = Key::synced(2, BOB).sign(c.options.as_ref().unwrap());
                },
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)),
            ),
            row(
                "by a removed one",
                |c| c.facts.passkeys.clear(),
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)),
            ),
            row("a bad signature", |c| c.step.response.signature[20] ^= 1, not_accepted("signature-invalid")),
        ],
    );
}

/// A young passkey authorises a creation, but lends it no age: not even where it has settled by the time of the creation.
#[test]
fn the_ticket_names_a_settled_passkey_alone() {
    let granted = |case: &Case<AuthorizeGrant>| case.decide().reply.unwrap().ticket.passkey;
    let mut case = authorize();
    assert_eq!(granted(&case), Some(case.facts.passkeys[0].id));
    case.facts.passkeys[0].created_at = NOW.plus_seconds(-72 * HOUR + 1);
    assert_eq!(granted(&case), None);
}
