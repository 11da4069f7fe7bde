//! Whether a device is trusted, why, and what a sign-in makes of it.

use passkeep_authenticator::{AuthenticatorOptions, Backup};
use passkeep_decision::ceremony::Place;
use passkeep_decision::device::{Device, DeviceOrigin};
use passkeep_decision::id::DeviceId;
use passkeep_decision::passkey::{Kind, Passkey};
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::session::{Novelty, Restriction};
use passkeep_decision::trust::*;

use crate::support::*;

fn trusted() -> Device {
    Device { trusting: Some(trusting(&OwnKey::new().key)), ..device() }
}

fn with(change: impl FnOnce(&mut Trusting)) -> Device {
    let mut device = trusted();
    change(device.trusting.as_mut().unwrap());
    device
}

#[test]
fn how_far_and_why() {
    let first = NOW.plus_seconds(-100 * HOUR);
    let until = first.plus_seconds(72 * HOUR);
    let rows = [
        ("settled", trusted(), Trust::Full, TrustReason::Settled),
        ("never chosen", device(), Trust::None, TrustReason::NotChosen),
        ("no second sign-in", with(|t| t.trusted_at = None), Trust::None, TrustReason::NotYet { until }),
        (
            "no second sign-in, on the device of sign-up",
            Device { origin: DeviceOrigin::SignUp, ..with(|t| t.trusted_at = None) },
            Trust::SignIn,
            TrustReason::SignUp { until },
        ),
        (
            "no full sign-in at all, not even on the device of sign-up",
            Device {
                origin: DeviceOrigin::SignUp,
                ..with(|t| (t.first_full_at, t.trusted_at) = (None, None))
            },
            Trust::None,
            TrustReason::NoFullSignIn,
        ),
        (
            "signed out",
            with(|t| *t = t.clone().ended(End::SignedOut, NOW)),
            Trust::None,
            TrustReason::Ended(End::SignedOut),
        ),
        (
            "copied",
            with(|t| *t = t.clone().ended(End::Copied, NOW)),
            Trust::None,
            TrustReason::Ended(End::Copied),
        ),
    ];
    for (name, device, expected, reason) in rows {
        assert_eq!(trust(&device, &policy()), (expected, reason), "{name}");
    }
}

#[test]
fn a_full_sign_in_is_a_passkey_or_two_kinds_and_an_approval_where_there_is_none() {
    let two = Proofs::one(Method::Password, NOW).and(Method::PhoneCode, NOW);
    let approved = two.clone().and(Method::Approval, NOW);
    assert!(is_full(&Proofs::one(Method::Passkey, NOW), HasPasskeys::Yes));
    assert!(is_full(&approved, HasPasskeys::No));
    assert!(!is_full(&approved, HasPasskeys::Yes), "the account has a passkey");
    assert!(!is_full(&two, HasPasskeys::No), "nobody approved");
    let one = Proofs::one(Method::Password, NOW).and(Method::Approval, NOW);
    assert!(!is_full(&one, HasPasskeys::No), "one kind");
}

#[test]
fn a_secret_is_the_newest_the_one_before_or_a_copy() {
    let secrets = |now, before: Option<u8>| {
        let hash = |byte: u8| secret(byte).hash();
        with(|t| t.secrets = Some(Secrets { now: hash(now), before: before.map(hash) }))
    };
    let held = |device: &Device, brought: &[TrustSecret]| Brought::of(brought).held(ADA, device);
    let unseen = secrets(2, Some(1));
    assert_eq!(held(&unseen, &[secret(2)]), Held::Newest);
    assert_eq!(held(&unseen, &[secret(1)]), Held::Before);
    assert_eq!(held(&unseen, &[secret(3)]), Held::Old);
    assert_eq!(held(&secrets(2, None), &[secret(1)]), Held::Old, "its successor has been seen");
    assert_eq!(held(&unseen, &[]), Held::Nothing);
    let other = TrustSecret { tag: tag(BOB, DEVICE), ..secret(2) };
    assert_eq!(
        held(&unseen, std::slice::from_ref(&other)),
        Held::Nothing,
        "another account's, in the same browser"
    );
    assert_eq!(held(&unseen, &[other, secret(2)]), Held::Newest);
    assert_eq!(held(&device(), &[secret(2)]), Held::Untrusted);
    assert_ne!(tag(ADA, DEVICE), tag(ADA, DeviceId([9; 16])));
}

fn synced() -> Passkey {
    Key::synced(1, ADA).passkey
}

fn bound() -> Passkey {
    let options = AuthenticatorOptions { backup: Backup::Ineligible, ..AuthenticatorOptions::platform() };
    let passkey = Key::made(1, ADA, (options, Place::ThisDevice)).passkey;
    assert_eq!(passkey.kind(), Kind::DeviceBound);
    passkey
}

fn signed(device: &Device, by: &Passkey, brought: &[TrustSecret]) -> Option<Signed> {
    sign_in(ADA, device, by, &Brought::of(brought), (&policy(), &moment()))
}

#[test]
fn a_sign_in_changes_the_secret_and_the_one_before_stays_good_until_that_is_seen() {
    assert!(signed(&device(), &synced(), &[]).is_none(), "an unchosen device's row is not written");
    let first = signed(&trusted(), &synced(), &[secret(1)]).unwrap();
    let new = first.secret.unwrap().hash();
    assert_eq!(first.trusting.secrets, Some(Secrets { now: new, before: Some(secret(1).hash()) }));
    // The answer was lost: the client comes with the old one again, and with it once more.
    let lost = Device { trusting: Some(first.trusting), ..trusted() };
    let second = signed(&lost, &synced(), &[secret(1)]).unwrap();
    assert!(!second.copied);
    assert_eq!(second.trusting.secrets.unwrap().before, Some(secret(1).hash()));
}

#[test]
fn an_old_secret_untrusts_whoever_brings_it() {
    let rotated = with(|t| t.secrets = Some(Secrets { now: secret(2).hash(), before: None }));
    let found = signed(&rotated, &synced(), &[secret(1)]).unwrap();
    assert!(found.copied && found.secret.is_none());
    assert_eq!(found.trusting.ended, Some(Ended { at: NOW, because: End::Copied }));
    assert_eq!(found.trusting.secrets, None, "neither copy is good any more");
    // Nor does a device-bound passkey bring back what was copied.
    let ended = Device { trusting: Some(found.trusting), ..trusted() };
    assert!(signed(&ended, &bound(), &[secret(2)]).is_none());
}

#[test]
fn a_second_sign_in_after_the_wait_settles_it() {
    let chosen = |hours: i64| {
        with(|t| (t.first_full_at, t.trusted_at) = (Some(NOW.plus_seconds(-hours * HOUR)), None))
    };
    let settles = |device: &Device| signed(device, &synced(), &[secret(1)]).unwrap().trusting.trusted_at;
    assert_eq!(settles(&chosen(71)), None);
    assert_eq!(settles(&chosen(72)), Some(NOW));
    let unseen = with(|t| (t.first_full_at, t.trusted_at) = (None, None));
    let first = signed(&unseen, &synced(), &[secret(1)]).unwrap().trusting;
    assert_eq!((first.first_full_at, first.trusted_at), (Some(NOW), None), "the first counts from itself");
    assert_eq!(settles(&trusted()), Some(NOW.plus_seconds(-20 * HOUR)), "once is enough");
}

/// On the device of sign-up the first sign-in is trust already, so that it may not be a restricted passkey's either.
#[test]
fn a_restricted_passkey_makes_no_device_trusted() {
    let by_restricted = |device: &Device, until| {
        let restriction = Some(Restriction { until, because: Novelty::Passkey });
        let found = signed(device, &Passkey { restriction, ..synced() }, &[secret(1)]).unwrap();
        assert!(found.secret.is_some(), "its secret changes all the same");
        (found.trusting.first_full_at, found.trusting.trusted_at)
    };
    let first = Some(NOW.plus_seconds(-100 * HOUR));
    let waits = with(|t| t.trusted_at = None);
    assert_eq!(by_restricted(&waits, NOW.plus_seconds(1)), (first, None));
    assert_eq!(by_restricted(&waits, NOW), (first, Some(NOW)), "its restriction is over");
    let unseen = with(|t| (t.first_full_at, t.trusted_at) = (None, None));
    assert_eq!(by_restricted(&unseen, NOW.plus_seconds(1)), (None, None));
}

#[test]
fn an_old_passkey_of_the_device_brings_back_what_signing_out_ended() {
    let out = with(|t| *t = t.clone().ended(End::SignedOut, NOW.plus_seconds(-HOUR)));
    let back = signed(&out, &bound(), &[]).unwrap();
    assert_eq!(back.trusting.ended, None);
    assert_eq!(back.trusting.trusted_at, Some(NOW.plus_seconds(-20 * HOUR)));
    assert_eq!(back.trusting.secrets.unwrap().now, back.secret.unwrap().hash());
    let no = |change: fn(&mut Passkey)| {
        let mut passkey = bound();
        change(&mut passkey);
        signed(&out, &passkey, &[]).is_none()
    };
    assert!(no(|p| p.backup_eligible = true), "a synced one is on other devices too");
    assert!(no(|p| p.transports = vec![passkeep_webauthn::Transport::Usb]), "a key to carry is no device");
    assert!(no(|p| p.created_at = NOW.plus_seconds(-71 * HOUR)), "too new");
    assert!(no(|p| {
        p.restriction = Some(Restriction { until: NOW.plus_seconds(1), because: Novelty::Passkey });
    }));
    // A lost secret ends trust, unless such a passkey signs in.
    let lost = signed(&trusted(), &synced(), &[]).unwrap();
    assert_eq!(lost.trusting.ended, Some(Ended { at: NOW, because: End::SecretLost }));
    assert!(lost.secret.is_none() && !lost.copied);
    assert_eq!(signed(&trusted(), &bound(), &[]).unwrap().trusting.ended, None);
}
