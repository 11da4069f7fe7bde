//! The new device waits, and goes on once a trusted one has said yes.

use passkeep_decision::approval::{Approval, ApprovalState};
use passkeep_decision::devices::*;
use passkeep_decision::id::DeviceId;
use passkeep_decision::level::Level;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::Passkey;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::{Novelty, Restriction, Sharing};
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};

use crate::approvals::{NEW, approval};
use crate::support::*;

/// Ada's new device goes on.
fn enter() -> Case<FinishApprovedSignIn> {
    let key = Key::synced(1, ADA);
    let mut first = ticket(Purpose::SignIn, TicketStep::Approval);
    first.session = None;
    first.proofs = Proofs::one(Method::Passkey, NOW.plus_seconds(-60));
    first.passkey = Some(key.passkey.id);
    let step =
        FinishApprovedSignIn { ticket: first, device: NEW, client: client(), place: None, browser: BROWSER };
    let facts = FinishApprovedSignInFacts {
        spent: false,
        approval: Some(Approval { state: ApprovalState::Approved, ..approval() }),
        account: Some(account(ADA)),
        passkeys: vec![key.passkey],
        device: None,
        contacts: contacts(),
    };
    Case::new(step, facts)
}

#[test]
fn going_on() {
    const OPENED: &[&str] = &[
        "event signed_in",
        "AddSession",
        "Spend approval",
        "AddDevice",
        "NewBrowser by phone",
        "NewBrowser by email",
    ];
    fn state(c: &mut Case<FinishApprovedSignIn>, state: ApprovalState) {
        c.facts.approval.as_mut().unwrap().state = state;
    }
    fn passkey(c: &mut Case<FinishApprovedSignIn>) -> &mut Passkey {
        &mut c.facts.passkeys[0]
    }
    check(enter, ticket_rows!(FinishApprovedSignIn));
    check(enter, spent_row!(FinishApprovedSignIn));
    check(
        enter,
        [
            row("approved", |_| (), writes(OPENED)),
            row("nobody answered", |c| state(c, ApprovalState::Pending), refuses(Refusal::ApprovalPending)),
            row("no", |c| state(c, ApprovalState::Denied), refuses(Refusal::ApprovalDenied)),
            row("a wrong number", |c| state(c, ApprovalState::NumberWrong), refuses(Refusal::ApprovalDenied)),
            row("no approval", |c| c.facts.approval = None, refuses(Refusal::TicketExpired)),
            row(
                "an approval of something else",
                |c| c.facts.approval.as_mut().unwrap().purpose = Purpose::CreatePasskey,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "another device than the one that asked",
                |c| c.step.device = DeviceId([8; 16]),
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "frozen or recovered since",
                |c| c.facts.account.as_mut().unwrap().state.epoch += 1,
                refuses(Refusal::TicketExpired),
            ),
            row(
                "nothing was proved",
                |c| c.step.ticket.proofs = Proofs::NONE,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "a password opens a quarantine",
                |c| c.step.ticket.proofs = Proofs::one(Method::Password, NOW),
                writes(&[
                    "event signed_in",
                    "AddSession",
                    "Spend approval",
                    "SetAccountState",
                    "AddDevice",
                    "NewBrowser by phone",
                    "NewBrowser by email",
                ]),
            ),
            row("the passkey was removed", |c| c.facts.passkeys = vec![], refuses(Refusal::TicketExpired)),
            row(
                "the passkey was suspended",
                |c| passkey(c).suspended_at = Some(NOW),
                refuses(Refusal::PasskeySuspended { suspended_at: NOW }),
            ),
            row(
                "a shared computer is not remembered",
                |c| {
                    c.step.ticket.sharing = Sharing::Shared;
                    c.step.device = DeviceId([8; 16]);
                },
                writes(&[
                    "event signed_in",
                    "AddSession",
                    "Spend approval",
                    "NewBrowser by phone",
                    "NewBrowser by email",
                ]),
            ),
        ],
    );
}

#[test]
fn a_yes_lifts_the_entry_and_nothing_else() {
    let Ok(reply) = enter().decide().reply else { panic!("refused") };
    let session = reply.opened.session;
    assert_eq!(session.level, Level::TwoP);
    let until = NOW.plus_seconds(24 * HOUR);
    assert_eq!(session.restriction, Some(Restriction { until, because: Novelty::Browser }));
    let proved: Vec<(Method, Timestamp)> =
        session.proofs.iter().map(|proof| (proof.method, proof.at)).collect();
    assert_eq!(proved, [(Method::Passkey, NOW.plus_seconds(-60)), (Method::Approval, NOW)]);
}

#[test]
fn waiting() {
    fn read() -> Case<ReadApproval> {
        let ticket = Ticket { session: None, ..ticket(Purpose::SignIn, TicketStep::Approval) };
        let step = ReadApproval { ticket, browser: BROWSER };
        Case::new(step, ReadApprovalFacts { spent: false, approval: Some(approval()) })
    }
    check(read, ticket_rows!(ReadApproval));
    check(read, spent_row!(ReadApproval));
    check(
        read,
        [
            row("it waits", |_| (), writes(&[])),
            row("it is gone", |c| c.facts.approval = None, refuses(Refusal::TicketExpired)),
        ],
    );
    assert_eq!(read().decide().reply, Ok(approval()));
}
