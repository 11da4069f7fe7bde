//! Codes to the phone: where they go, and what the right one leads to.

use super::*;

fn nobody(c: &mut Case<SendSignInCode>) {
    let facts = factor(c);
    (facts.account, facts.device, facts.contacts) = (None, None, vec![]);
}

#[test]
fn sending_a_code() {
    const SENT: &[&str] = &["CountSend", "IssueCode that fits", "SignInCode by phone"];
    check_gate(send_code);
    check(
        send_code,
        [
            row("to her phone", |_| (), writes(SENT)),
            row("asked for by a stranger", |c| c.facts.factor.device = None, writes(SENT)),
            row("proving again", prove_again, writes(SENT)),
            row(
                "phone codes are off",
                |c| c.policy.phone_codes = Offered::No,
                refuses(Refusal::WayNotOffered),
            ),
            row(
                "after a hundred failures",
                |c| c.facts.factor.failures = Failures(100),
                refuses(Refusal::FactorOff),
            ),
            row(
                "a number with its fill",
                |c| c.facts.tallies = tallies(6),
                refuses(Refusal::TooManyCodes { retry_after_seconds: HOUR / 2 }),
            ),
            row(
                "an account with its fill, whoever asks",
                |c| {
                    c.facts.factor.device = None;
                    c.facts.tallies = Tallies(vec![(TallyScope::Account(ADA), tallies(1000).0[0].1)]);
                },
                refuses(Refusal::TooManyCodes { retry_after_seconds: HOUR / 2 }),
            ),
            row(
                "a second code",
                |c| c.facts.code = Some(code(phone())),
                writes(&["CountSend", "ReissueCode that fits 1", "SignInCode by phone"]),
            ),
            row(
                "a second code too soon",
                |c| {
                    c.facts.code = Some(code(phone()));
                    c.facts.code.as_mut().unwrap().sent_at = NOW.plus_seconds(-29);
                },
                refuses(Refusal::TooManyCodes { retry_after_seconds: 1 }),
            ),
            row(
                "a second code after five guesses",
                |c| {
                    c.facts.code = Some(code(phone()));
                    c.facts.code.as_mut().unwrap().attempts = 5;
                },
                refuses(Refusal::CodeLocked),
            ),
        ],
    );
    check(
        send_code,
        [
            row("nobody: counted alike, and a message that is never sent", nobody, writes(NOWHERE)),
            row(
                "a number with its fill, asked for by a stranger: like nobody",
                |c| (c.facts.factor.device, c.facts.tallies) = (None, tallies(6)),
                writes(NOWHERE),
            ),
            row(
                "nobody, of whom much was sent",
                |c| {
                    nobody(c);
                    c.facts.tallies = tallies(6);
                },
                writes(NOWHERE),
            ),
            row("no phone", |c| drop(c.facts.factor.contacts.remove(0)), writes(NOWHERE)),
            row("no tallies", |c| c.facts.tallies = Tallies(vec![]), writes(&SENT[1..])),
        ],
    );
    let sent_to = |change: fn(&mut Case<SendSignInCode>)| {
        let mut case = send_code();
        change(&mut case);
        case.decide().reply.unwrap().sent_to
    };
    assert_eq!(sent_to(|_| ()).as_deref(), Some("••• 23"));
    assert_eq!(sent_to(|c| c.facts.factor.device = None), None, "a stranger isn't told");
    assert_eq!(sent_to(nobody), None);
}

const NOWHERE: &[&str] = &["CountSend", "IssueCode that never fits", "SignInCode to nobody"];

#[test]
fn checking_a_code() {
    const QUARANTINE: &[&str] = &[
        "event signed_in",
        "CountAttempt 0",
        "ClearFailures phone_code known",
        "Spend code",
        "SetAccountState",
        "AddSession",
        "SignedInWithoutPasskey by phone",
        "SignedInWithoutPasskey by email",
    ];
    check_gate(check_code);
    check(
        check_code,
        [
            row("the right one", |_| (), writes(QUARANTINE)),
            row("no code", |c| c.facts.code = None, refuses(Refusal::CodeExpired)),
            row(
                "an expired one",
                |c| c.facts.code.as_mut().unwrap().expires_at = NOW,
                refuses(Refusal::CodeExpired),
            ),
            row(
                "a wrong one",
                |c| c.facts.code.as_mut().unwrap().fits = false,
                refuses_and_writes(
                    Refusal::CodeWrong { attempts_left: 4 },
                    &["CountAttempt 0", "CountFailure phone_code known 0"],
                ),
            ),
            row(
                "the fifth wrong one, by a stranger",
                |c| {
                    let code = c.facts.code.as_mut().unwrap();
                    (code.fits, code.attempts) = (false, 4);
                    c.facts.factor.device = None;
                },
                refuses_and_writes(
                    Refusal::CodeLocked,
                    &["CountAttempt 4", "CountFailure phone_code stranger 0"],
                ),
            ),
            row(
                "the right one after five wrong ones",
                |c| c.facts.code.as_mut().unwrap().attempts = 5,
                refuses(Refusal::CodeLocked),
            ),
            row(
                "the right one after a hundred failures",
                |c| c.facts.factor.failures = Failures(100),
                refuses(Refusal::FactorOff),
            ),
            row("nobody's", |c| c.facts.factor.account = None, refuses(Refusal::CodeExpired)),
            row(
                "in a browser that is new to the account",
                |c| c.facts.factor.device = None,
                refuses_and_writes(
                    Refusal::ApprovalNeeded,
                    &["CountAttempt 0", "ClearFailures phone_code stranger", "Spend code"],
                ),
            ),
            row(
                "no passkey: one kind of two",
                no_passkeys,
                writes(&["CountAttempt 0", "ClearFailures phone_code known", "Spend code"]),
            ),
            row(
                "no passkey, no password: all that there is",
                |c| {
                    no_passkeys(c);
                    c.facts.factor.password = None;
                },
                writes(&[
                    "event signed_in",
                    "CountAttempt 0",
                    "ClearFailures phone_code known",
                    "Spend code",
                    "AddSession",
                    "SignedInWithoutPasskey by phone",
                    "SignedInWithoutPasskey by email",
                ]),
            ),
        ],
    );
}

/// What nobody has is counted by itself, whatever it is counted for: else a count that strangers fill would tell who is
/// nobody.
#[test]
fn what_nobody_has_shares_no_count() {
    let scopes = |account| TallyScope::all(&nowhere(account, Channel::Phone), Some(account), FLOW);
    let (one, other) = (scopes(ADA), scopes(BOB));
    assert_eq!(one.len(), TallyScope::all(&phone(), Some(ADA), FLOW).len(), "as many as for a phone");
    assert_eq!(one, scopes(ADA), "the same for the same");
    for scope in &one {
        assert!(!other.contains(scope), "{scope:?}");
    }
}
