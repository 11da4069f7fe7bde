//! The list of devices, naming, revoking and choosing one.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::device::{Device, DeviceName, DeviceOrigin, NetworkPlace};
use passkeep_decision::devices::*;
use passkeep_decision::id::DeviceId;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::refusal::{NameFault, Refusal};
use passkeep_decision::session::{Novelty, Restriction, Session};
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::trust::{Brought, Held, Trust, TrustReason};

use crate::support::*;

const PHONE: DeviceId = DeviceId([7; 16]);

fn phone() -> Device {
    Device { id: PHONE, name: DeviceName::parse("Phone").ok(), seen_at: NOW, ..device() }
}

fn facts() -> ListDevicesFacts {
    ListDevicesFacts { who: Some(who()), devices: vec![phone(), device()], sessions: vec![] }
}

fn list() -> Case<ListDevices> {
    Case::new(ListDevices { session: session() }, facts())
}

#[test]
fn listing() {
    check(list, session_rows!(ListDevices));
    check(list, [row("this one and a phone", |_| (), writes(&[]))]);
    let mut case = list();
    let place = NetworkPlace::parse("203.0.113.9").ok();
    let seen = Session { seen_at: NOW.plus_seconds(-60), place: place.clone(), ..who().session };
    case.facts.sessions = vec![Session { seen_at: NOW.plus_seconds(-90), ..seen.clone() }, seen];
    let Ok(reply) = case.decide().reply else { panic!("refused") };
    let ids: Vec<_> = reply.devices.iter().map(|listed| (listed.device.id, listed.here)).collect();
    assert_eq!(ids, [(DEVICE, true), (PHONE, false)], "this one first");
    let here = &reply.devices[0].device;
    assert_eq!((here.seen_at, &here.place), (NOW.plus_seconds(-60), &place), "its newest session tells");
}

fn rename() -> Case<RenameDevice> {
    let name = DeviceName::parse("Laptop").unwrap();
    Case::new(RenameDevice { session: session(), device: DEVICE, name }, facts())
}

#[test]
fn renaming() {
    check(rename, session_rows!(RenameDevice));
    check(
        rename,
        [
            row("a name", |_| (), writes(&["event device_renamed", "RenameDevice"])),
            row(
                "another account's device",
                |c| c.step.device = DeviceId([9; 16]),
                refuses(Refusal::NotFound),
            ),
            row(
                "the name that it has",
                |c| {
                    c.step.device = PHONE;
                    c.step.name = DeviceName::parse("Phone").unwrap();
                },
                writes(&[]),
            ),
            row(
                "the name of another",
                |c| c.step.name = DeviceName::parse("Phone").unwrap(),
                refuses(Refusal::NameNotAccepted(NameFault::Taken)),
            ),
        ],
    );
}

fn revoke() -> Case<RevokeDevice> {
    let facts = RevokeDeviceFacts { who: Some(who()), device: Some(phone()), contacts: contacts() };
    Case::new(RevokeDevice { session: session(), device: PHONE }, facts)
}

#[test]
fn revoking() {
    const GONE: &[&str] = &[
        "event device_revoked",
        "RemoveDevice",
        "EndSessionsOfDevice",
        "DeviceRevoked by phone",
        "DeviceRevoked by email",
    ];
    check(revoke, changing_rows!(RevokeDevice));
    check(
        revoke,
        [
            row("a phone", |_| (), writes(GONE)),
            row("none", |c| c.facts.device = None, refuses(Refusal::NotFound)),
            row(
                "a passkey of 15 minutes ago",
                |c| {
                    c.facts.who.as_mut().unwrap().session.proofs =
                        Proofs::one(Method::Passkey, NOW.plus_seconds(-15 * 60));
                },
                refuses(Refusal::ReauthenticationNeeded),
            ),
        ],
    );
    assert_eq!(revoke().decide().reply, Ok(RevokedDevice::Other));
    let mut own = revoke();
    own.facts.device = Some(device());
    assert_eq!(own.decide().reply, Ok(RevokedDevice::This));
}

fn start_trust() -> Case<StartTrust> {
    Case::new(StartTrust { session: session(), browser: BROWSER }, StartTrustFacts { who: Some(who()) })
}

#[test]
fn beginning_to_trust() {
    check(start_trust, session_rows!(StartTrust));
    check(
        start_trust,
        [
            row("this device", |_| (), writes(&[])),
            row(
                "a shared computer",
                |c| c.facts.who.as_mut().unwrap().session.device = None,
                refuses(Refusal::DeviceNotRemembered),
            ),
        ],
    );
    let Ok(reply) = start_trust().decide().reply else { panic!("refused") };
    assert_eq!((reply.ticket.purpose, reply.step()), (Purpose::TrustDevice, TicketStep::Device));
    assert!(reply.ticket.challenge.is_some(), "the nonce");
}

fn choose() -> Case<TrustDevice> {
    let own = OwnKey::new();
    let mut ticket = ticket(Purpose::TrustDevice, TicketStep::Device);
    ticket.challenge = Some([4; 32]);
    let step = TrustDevice {
        session: session(),
        ticket,
        signed: own.signed(&[4; 32]),
        key: own.key,
        browser: BROWSER,
    };
    let facts = TrustDeviceFacts {
        who: Some(who()),
        spent: false,
        device: Some(device()),
        passkeys: 1,
        contacts: contacts(),
    };
    Case::new(step, facts)
}

#[test]
fn choosing() {
    const CHOSEN: &[&str] = &[
        "event device_trusted",
        "SetTrusting",
        "Spend device",
        "DeviceTrusted by phone",
        "DeviceTrusted by email",
    ];
    check(choose, session_rows!(TrustDevice));
    check(choose, ticket_rows!(TrustDevice));
    check(choose, spent_row!(TrustDevice));
    check(choose, belonging_rows!(TrustDevice));
    check(
        choose,
        [
            row("this device", |_| (), writes(CHOSEN)),
            row("no device", |c| c.facts.device = None, refuses(Refusal::DeviceNotRemembered)),
            row(
                "a signature by another key",
                |c| c.step.signed = OwnKey::new().signed(&[4; 32]),
                refuses(Refusal::DeviceProofNotAccepted),
            ),
            row(
                "a signature under another nonce",
                |c| {
                    let own = OwnKey::new();
                    c.step.signed = own.signed(&[5; 32]);
                    c.step.key = own.key;
                },
                refuses(Refusal::DeviceProofNotAccepted),
            ),
            row(
                "a request that was changed",
                |c| c.step.signed.body[0] ^= 1,
                refuses(Refusal::DeviceProofNotAccepted),
            ),
            row(
                "a ticket without a nonce",
                |c| c.step.ticket.challenge = None,
                refuses(Refusal::TicketNotAccepted),
            ),
        ],
    );
}

fn chosen(change: fn(&mut Case<TrustDevice>)) -> (TrustedDevice, passkeep_decision::trust::Trusting) {
    let mut case = choose();
    change(&mut case);
    let decision = case.decide();
    let Changes::Account { rest, .. } = decision.changes else { panic!("no account") };
    let Change::SetTrusting { trusting, .. } = &rest[0] else { panic!("not chosen") };
    (decision.reply.unwrap(), trusting.as_ref().clone())
}

#[test]
fn the_choice_alone_makes_no_trust_and_begins_anew() {
    let until = NOW.plus_seconds(72 * HOUR);
    let (reply, trusting) = chosen(|_| ());
    assert_eq!((reply.listed.trust, reply.listed.reason), (Trust::None, TrustReason::NotYet { until }));
    // The session is an hour old: its sign-in counts from the choice.
    assert_eq!((trusting.first_full_at, trusting.trusted_at), (Some(NOW), None));
    let now_device = Device { trusting: Some(trusting), ..device() };
    assert_eq!(Brought::of([&reply.secret]).held(ADA, &now_device), Held::Newest);

    let (reply, trusting) = chosen(|c| {
        let old = passkeep_decision::trust::Trusting { trusted_at: Some(NOW), ..trusting_of(c) };
        c.facts.device.as_mut().unwrap().trusting = Some(old);
    });
    assert_eq!(
        (reply.listed.trust, trusting.trusted_at),
        (Trust::None, None),
        "another key is another device"
    );

    let (reply, _) = chosen(|c| c.facts.device.as_mut().unwrap().origin = DeviceOrigin::SignUp);
    assert_eq!(reply.listed.trust, Trust::SignIn, "the account was made on it");

    let (reply, trusting) = chosen(|c| {
        c.facts.device.as_mut().unwrap().origin = DeviceOrigin::SignUp;
        c.facts.who.as_mut().unwrap().session.restriction =
            Some(Restriction { until: NOW.plus_seconds(1), because: Novelty::Passkey });
    });
    assert_eq!(trusting.first_full_at, None, "a passkey that no older one authorised signed in");
    assert_eq!(reply.listed.trust, Trust::None);
    let (_, trusting) = chosen(|c| {
        c.facts.who.as_mut().unwrap().session.restriction =
            Some(Restriction { until: NOW.plus_seconds(1), because: Novelty::Browser });
    });
    assert_eq!(trusting.first_full_at, Some(NOW), "a new browser's wait is long enough");

    let (reply, trusting) = chosen(|c| {
        c.facts.who.as_mut().unwrap().session.proofs =
            Proofs::one(Method::Password, NOW).and(Method::PhoneCode, NOW);
        c.facts.who.as_mut().unwrap().session.level = passkeep_decision::level::Level::TwoW;
        c.facts.device.as_mut().unwrap().origin = DeviceOrigin::SignUp;
    });
    assert_eq!(trusting.first_full_at, None, "two kinds without an approval are no full sign-in");
    assert_eq!(reply.listed.reason, TrustReason::NoFullSignIn);
}

fn trusting_of(c: &Case<TrustDevice>) -> passkeep_decision::trust::Trusting {
    trusting(&c.step.key)
}
