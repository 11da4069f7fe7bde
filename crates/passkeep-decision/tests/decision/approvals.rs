//! The approval of a new device: asked, answered, and gone on with.

use passkeep_decision::account::Freeze;
use passkeep_decision::approval::{Approval, ApprovalState, TwoDigits, Verdict, id_of};
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::device::{Client, Device, NetworkPlace};
use passkeep_decision::devices::*;
use passkeep_decision::flow::Entered;
use passkeep_decision::id::DeviceId;
use passkeep_decision::policy::NewDeviceApproval;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::session::{Novelty, Restriction, Sharing};
use passkeep_decision::sign_in::FinishSignIn;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::trust::{Brought, End, Secrets, TrustReason};

use crate::sign_in::{finish, holder};
use crate::support::*;

pub(crate) const NEW: DeviceId = DeviceId([9; 16]);

pub(crate) fn trusted_with(own: &OwnKey) -> Device {
    Device { trusting: Some(trusting(&own.key)), ..device() }
}

/// A sign-in on a browser that Ada's account doesn't know, where a trusted device must approve.
fn ask() -> Case<FinishSignIn> {
    let mut case = finish();
    case.policy.new_device_approval = NewDeviceApproval::Always;
    case.step.device = NEW;
    let holder = holder(&mut case);
    holder.device = None;
    holder.devices = vec![trusted_with(&OwnKey::new())];
    case
}

#[test]
fn asking() {
    const ASKED: &[&str] =
        &["event approval_requested", "ApprovalRequested by email", "AddApproval", "Spend passkey"];
    const LET_IN: &[&str] = &[
        "event signed_in",
        "AddSession",
        "Spend passkey",
        "AddDevice",
        "NewBrowser by phone",
        "NewBrowser by email",
    ];
    check(
        ask,
        [
            row("a new browser: no session, an email, and nothing to a phone", |_| (), writes(ASKED)),
            row("a shared computer is new each time", |c| c.step.sharing = Sharing::Shared, writes(ASKED)),
            row(
                "as shipped a passkey goes on under the limits of a new browser",
                |c| c.policy.new_device_approval = NewDeviceApproval::Fallback,
                writes(LET_IN),
            ),
            row("no other device that is trusted", |c| holder(c).devices = vec![device()], writes(LET_IN)),
            row(
                "a known browser",
                |c| {
                    holder(c).device = Some(device());
                    c.step.device = DEVICE;
                },
                writes(&["event signed_in", "AddSession", "Spend passkey", "SetDevicePasskey"]),
            ),
            row(
                "two wait",
                |c| holder(c).pending = vec![NOW.plus_seconds(60), NOW.plus_seconds(90)],
                writes(ASKED),
            ),
            row(
                "three wait",
                |c| holder(c).pending = [60, 70, 30].map(|seconds| NOW.plus_seconds(seconds)).into(),
                refuses(Refusal::TooManyApprovals { retry_after_seconds: 30 }),
            ),
        ],
    );
    let decision = ask().decide();
    let Ok(Entered::Waits(wait)) = decision.reply else { panic!("it does not wait") };
    let Changes::Account { rest, .. } = decision.changes else { panic!("no account") };
    let asked = rest.iter().find_map(|change| match change {
        Change::AddApproval { approval, number, pending_max, .. } => Some((approval, number, pending_max)),
        _ => None,
    });
    let (approval, number, pending_max) = asked.unwrap();
    assert_eq!((approval.id, approval.device, *pending_max), (id_of(wait.ticket.flow), NEW, 2));
    assert_eq!((approval.purpose, approval.state), (Purpose::SignIn, ApprovalState::Pending));
    assert_eq!((approval.expires_at, wait.expires_at), (NOW.plus_seconds(300), NOW.plus_seconds(300)));
    assert_eq!(*number, wait.number);
    let ticket = &wait.ticket;
    assert_eq!((ticket.step, ticket.account, ticket.epoch), (TicketStep::Approval, Some(ADA), 3));
    assert_eq!(ticket.proofs, Proofs::one(Method::Passkey, NOW));
}

/// What a new device asks of Ada.
pub(crate) fn approval() -> Approval {
    Approval {
        id: id_of(FLOW),
        purpose: Purpose::SignIn,
        state: ApprovalState::Pending,
        requested_at: NOW.plus_seconds(-60),
        expires_at: NOW.plus_seconds(240),
        device: NEW,
        client: Client { browser: "Chrome".into(), system: "Windows".into() },
        place: NetworkPlace::parse("203.0.113.7").ok(),
    }
}

fn list() -> Case<ListApprovals> {
    let step = ListApprovals { session: session(), trust: Brought::of([&secret(1)]) };
    let facts = ListApprovalsFacts {
        who: Some(who()),
        device: Some(trusted_with(&OwnKey::new())),
        approvals: vec![approval()],
        contacts: contacts(),
    };
    Case::new(step, facts)
}

/// What keeps a device from answering, by the step's own names for the same facts.
macro_rules! untrusted_rows {
    ($step:ty) => {{
        let until = NOW.plus_seconds(-28 * HOUR);
        [
            row::<$step>(
                "no device, as on a shared computer",
                |c| c.facts.device = None,
                refuses(Refusal::DeviceNotTrusted(TrustReason::NotChosen)),
            ),
            row(
                "a device that was not chosen",
                |c| c.facts.device = Some(device()),
                refuses(Refusal::DeviceNotTrusted(TrustReason::NotChosen)),
            ),
            row(
                "a device that has not settled",
                |c| trusting_in(&mut c.facts.device).trusted_at = None,
                refuses(Refusal::DeviceNotTrusted(TrustReason::NotYet { until })),
            ),
            row(
                "a session alone, without the device's secret",
                |c| c.step.trust = Brought::default(),
                refuses(Refusal::DeviceNotTrusted(TrustReason::Ended(End::SecretLost))),
            ),
            row(
                "a copied secret: both copies are trusted no more, and every address hears of it",
                |c| c.step.trust = Brought::of([&secret(7)]),
                refuses_and_writes(
                    Refusal::DeviceNotTrusted(TrustReason::Ended(End::Copied)),
                    &[
                        "event device_untrusted",
                        "SetTrusting",
                        "DeviceCopied by phone",
                        "DeviceCopied by email",
                    ],
                ),
            ),
        ]
    }};
}

fn trusting_in(device: &mut Option<Device>) -> &mut passkeep_decision::trust::Trusting {
    device.as_mut().unwrap().trusting.as_mut().unwrap()
}

#[test]
fn listing() {
    check(list, changing_rows!(ListApprovals));
    check(list, untrusted_rows!(ListApprovals));
    check(
        list,
        [
            row(
                "a page that asks again keeps no session alive",
                |c| c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-HOUR / 2),
                writes(&[]),
            ),
            row(
                "the newest secret is seen for the first time",
                |c| {
                    let secrets = Secrets { now: secret(1).hash(), before: Some(secret(0).hash()) };
                    trusting_in(&mut c.facts.device).secrets = Some(secrets);
                },
                writes(&["SeeTrustSecret"]),
            ),
            row(
                "the one before is taken, and stays good",
                |c| {
                    let secrets = Secrets { now: secret(2).hash(), before: Some(secret(1).hash()) };
                    trusting_in(&mut c.facts.device).secrets = Some(secrets);
                },
                writes(&[]),
            ),
        ],
    );
    let shown = |change: fn(&mut Case<ListApprovals>)| {
        let mut case = list();
        change(&mut case);
        case.decide().reply.unwrap_or_else(|refusal| panic!("{refusal:?}")).1.len()
    };
    assert_eq!(shown(|_| ()), 1);
    assert_eq!(shown(|c| c.facts.approvals[0].expires_at = NOW), 0, "its time is over");
    let on_sign_up: fn(&mut Case<ListApprovals>) = |c| {
        c.facts.device.as_mut().unwrap().origin = passkeep_decision::device::DeviceOrigin::SignUp;
        trusting_in(&mut c.facts.device).trusted_at = None;
    };
    assert_eq!(shown(on_sign_up), 1, "the device of sign-up approves sign-ins");
    assert_eq!(
        shown(|c| {
            c.facts.device.as_mut().unwrap().origin = passkeep_decision::device::DeviceOrigin::SignUp;
            trusting_in(&mut c.facts.device).trusted_at = None;
            c.facts.approvals[0].purpose = Purpose::CreatePasskey;
        }),
        0,
        "and nothing else"
    );
}

fn number() -> TwoDigits {
    TwoDigits::parse("47").unwrap()
}

fn start() -> Case<StartAnswer> {
    let step = StartAnswer {
        session: session(),
        approval: approval().id,
        verdict: Verdict::Yes(number()),
        trust: Brought::of([&secret(1)]),
        browser: BROWSER,
    };
    let facts = StartAnswerFacts {
        who: Some(who()),
        device: Some(trusted_with(&OwnKey::new())),
        approval: Some(approval()),
        passkeys: vec![Key::synced(1, ADA).passkey],
        contacts: contacts(),
    };
    Case::new(step, facts)
}

/// What keeps an approval from being answered.
macro_rules! unanswerable_rows {
    ($step:ty) => {{
        [
            row::<$step>("none", |c| c.facts.approval = None, refuses(Refusal::NotFound)),
            row(
                "the device's own",
                |c| c.facts.approval.as_mut().unwrap().device = DEVICE,
                refuses(Refusal::NotFound),
            ),
            row(
                "its time is over",
                |c| c.facts.approval.as_mut().unwrap().expires_at = NOW,
                refuses(Refusal::ApprovalOver),
            ),
            row(
                "it was answered",
                |c| c.facts.approval.as_mut().unwrap().state = ApprovalState::Approved,
                refuses(Refusal::ApprovalOver),
            ),
            row(
                "another purpose, on the device of sign-up that has not settled",
                |c| {
                    c.facts.approval.as_mut().unwrap().purpose = Purpose::CreatePasskey;
                    c.facts.device.as_mut().unwrap().origin = passkeep_decision::device::DeviceOrigin::SignUp;
                    trusting_in(&mut c.facts.device).trusted_at = None;
                },
                refuses(Refusal::DeviceNotTrusted(TrustReason::SignUp {
                    until: NOW.plus_seconds(-28 * HOUR),
                })),
            ),
        ]
    }};
}

#[test]
fn beginning_an_answer() {
    check(start, changing_rows!(StartAnswer));
    check(start, untrusted_rows!(StartAnswer));
    check(start, unanswerable_rows!(StartAnswer));
    check(
        start,
        [row(
            "the newest secret is seen for the first time",
            |c| {
                let secrets = Secrets { now: secret(1).hash(), before: Some(secret(0).hash()) };
                trusting_in(&mut c.facts.device).secrets = Some(secrets);
            },
            writes(&["SeeTrustSecret"]),
        )],
    );
    let options = |change: fn(&mut Case<StartAnswer>)| {
        let mut case = start();
        change(&mut case);
        case.decide().reply.unwrap_or_else(|refusal| panic!("{refusal:?}")).options
    };
    assert!(options(|_| ()).is_some());
    assert!(options(|c| c.step.verdict = Verdict::No).is_none());
    assert!(options(|c| c.facts.passkeys = vec![]).is_none(), "the account has none");
    assert!(
        options(|c| c.facts.passkeys[0].suspended_at = Some(NOW)).is_some(),
        "reporting the only passkey lost does not make a yes cheaper"
    );
}

/// Ada answers yes, with the number, her device's key and her passkey.
fn answer() -> Case<AnswerApproval> {
    answering(Verdict::Yes(number()))
}

fn answering(verdict: Verdict) -> Case<AnswerApproval> {
    let (own, mut key) = (OwnKey::new(), Key::synced(1, ADA));
    let mut began = start();
    began.facts.passkeys = vec![key.passkey.clone()];
    began.step.verdict = verdict.clone();
    let reply = began.decide().reply.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let nonce = reply.ticket.challenge.unwrap();
    let step = AnswerApproval {
        session: session(),
        approval: approval().id,
        verdict,
        response: reply.options.as_ref().map(|options| key.sign(options)),
        signed: Some(own.signed(&nonce)),
        ticket: reply.ticket,
        trust: Brought::of([&secret(1)]),
        client: client(),
        browser: BROWSER,
    };
    let facts = AnswerApprovalFacts {
        who: Some(who()),
        spent: false,
        device: Some(trusted_with(&own)),
        approval: Some(approval()),
        fits: true,
        passkeys: vec![key.passkey.clone()],
        contacts: contacts(),
    };
    let mut case = Case::new(step, facts);
    (case.keys, case.options) = (vec![key], reply.options);
    case
}

fn no() -> Case<AnswerApproval> {
    answering(Verdict::No)
}

fn freeze() -> Case<AnswerApproval> {
    let mut case = answering(Verdict::NoAndFreeze);
    case.facts.fits = false;
    case
}

#[test]
fn answering_yes() {
    check(answer, changing_rows!(AnswerApproval));
    check(answer, ticket_rows!(AnswerApproval));
    check(answer, spent_row!(AnswerApproval));
    check(answer, belonging_rows!(AnswerApproval));
    check(answer, untrusted_rows!(AnswerApproval));
    check(answer, unanswerable_rows!(AnswerApproval));
    check(
        answer,
        [
            row(
                "the number, the device and the passkey",
                |_| (),
                writes(&["event approval_given", "DecideApproval", "Spend device"]),
            ),
            row(
                "another number ends it, and every address hears of it",
                |c| c.facts.fits = false,
                refuses_and_writes(
                    Refusal::NumberWrong,
                    &[
                        "event approval_denied",
                        "DecideApproval",
                        "Spend device",
                        "ApprovalFailed by phone",
                        "ApprovalFailed by email",
                    ],
                ),
            ),
            row(
                "no signature of the device",
                |c| c.step.signed = None,
                refuses(Refusal::DeviceProofNotAccepted),
            ),
            row(
                "a signature of another device",
                |c| {
                    let nonce = c.step.ticket.challenge.unwrap();
                    c.step.signed = Some(OwnKey::new().signed(&nonce));
                },
                refuses(Refusal::DeviceProofNotAccepted),
            ),
            row(
                "no passkey",
                |c| c.step.response = None,
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)),
            ),
            row(
                "a passkey that is suspended",
                |c| c.facts.passkeys[0].suspended_at = Some(NOW),
                refuses(Refusal::PasskeySuspended { suspended_at: NOW }),
            ),
            row(
                "a passkey that no older one authorised",
                |c| {
                    let until = NOW.plus_seconds(1);
                    c.facts.passkeys[0].restriction = Some(Restriction { until, because: Novelty::Passkey });
                },
                refuses(Refusal::PasskeyTooNew { until: NOW.plus_seconds(1) }),
            ),
            row(
                "an account without passkeys: the device's key answers",
                |c| {
                    c.facts.passkeys = vec![];
                    c.step.response = None;
                },
                writes(&["event approval_given", "DecideApproval", "Spend device"]),
            ),
        ],
    );
}

#[test]
fn the_passkey_signs_this_answer_to_this_question() {
    type Changed = (&'static str, fn(&mut Case<AnswerApproval>));
    let changes: [Changed; 6] = [
        ("another number", |c| c.step.verdict = Verdict::Yes(TwoDigits::parse("48").unwrap())),
        ("another purpose", |c| approval_in(c).purpose = Purpose::CreatePasskey),
        ("another new device", |c| approval_in(c).device = DeviceId([8; 16])),
        ("another browser", |c| approval_in(c).client.browser.push('2')),
        ("another place", |c| approval_in(c).place = None),
        ("another approval", |c| approval_in(c).id = id_of(passkeep_decision::id::FlowId([1; 16]))),
    ];
    for (name, change) in changes {
        let mut case = answer();
        change(&mut case);
        match case.decide().reply {
            Err(Refusal::PasskeyNotAccepted(PasskeyFault::Check(error))) => {
                assert_eq!(error.code(), "challenge-mismatch", "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

fn approval_in(c: &mut Case<AnswerApproval>) -> &mut Approval {
    c.facts.approval.as_mut().unwrap()
}

#[test]
fn answering_no() {
    const DENIED: &[&str] = &["event approval_denied", "DecideApproval", "Spend device"];
    check(
        no,
        [
            row("without a number or a passkey", |_| (), writes(DENIED)),
            row(
                "no signature of the device",
                |c| c.step.signed = None,
                refuses(Refusal::DeviceProofNotAccepted),
            ),
        ],
    );
    check(
        freeze,
        [row(
            "and freeze",
            |_| (),
            writes(&[
                "event approval_denied",
                "DecideApproval",
                "Spend device",
                "SetAccountState",
                "AccountFrozen by phone",
                "AccountFrozen by email",
            ]),
        )],
    );
    let decision = freeze().decide();
    assert_eq!(decision.reply, Ok(Answered::Frozen));
    let Changes::Account { rest, .. } = decision.changes else { panic!("no account") };
    let state = rest.iter().find_map(|change| match change {
        Change::SetAccountState { state, .. } => Some(*state),
        _ => None,
    });
    let state = state.unwrap();
    assert_eq!(state.freeze, Some(Freeze { at: NOW, lapses_at: None }), "it doesn't lapse");
    assert_eq!(state.epoch, 4, "every session ends");
}
