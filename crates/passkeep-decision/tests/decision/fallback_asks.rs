//! A fallback on a browser that the account does not know asks the trusted devices.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::decision::Decision;
use passkeep_decision::id::ApprovalId;
use passkeep_decision::password::{Checked, HashCost, PasswordEvidence, PasswordHash, Reach, StoredPassword};
use passkeep_decision::sign_in::*;
use passkeep_decision::step::Step;
use passkeep_decision::ticket::TicketStep;

use crate::approvals::{NEW, trusted_with};
use crate::fallback;
use crate::support::*;

fn knocking(step: TicketStep) -> Knocking {
    Knocking { device: NEW, ..fallback::knocking(step) }
}

fn hash() -> PasswordHash {
    PasswordHash::new(HashCost::SHIPPED, [1; 16], [2; 32])
}

fn facts() -> FactorFacts {
    FactorFacts {
        device: None,
        password: Some(StoredPassword { hash: hash(), reach: Reach::Alone, set_at: NOW }),
        devices: vec![trusted_with(&OwnKey::new())],
        ..fallback::facts()
    }
}

fn asked(decision: Decision<SignInReply>) -> ApprovalId {
    assert!(matches!(decision.reply, Ok(SignInReply::Waits(_))));
    let Changes::Account { rest, .. } = decision.changes else { panic!("no account") };
    let asked = rest.iter().find_map(|change| match change {
        Change::AddApproval { approval, .. } => Some(approval.id),
        _ => None,
    });
    asked.expect("a trusted device is asked")
}

/// Whoever has a code sent, and then types the password after all, asks twice: with one approval for both, the second
/// could never be written.
#[test]
fn two_factors_of_one_ticket_ask_for_an_approval_each() {
    let (policy, code_at) = (policy(), moment_at(NOW));
    let step = CheckSignInCode { knocking: knocking(TicketStep::Code), code: digits() };
    let by_code =
        step.decide(&CheckSignInCodeFacts { factor: facts(), code: Some(code(phone())) }, &policy, &code_at);
    let evidence = PasswordEvidence::check(Checked::Stored(&hash()), &[2; 32]);
    let step = FinishPassword { knocking: knocking(TicketStep::Factor), evidence };
    let later = passkeep_decision::moment::Moment::new(NOW.plus_seconds(9), &[9; 32]);
    let by_password = step.decide(&facts(), &policy, &later);
    assert_ne!(asked(by_code), asked(by_password));
}
