//! Whether a device is trusted, and why: a pure function of its record, the policy and the time.
//!
//! A device is trusted for an account once its owner has chosen it there, it holds a signing key, and it has seen a full
//! sign-in again 72 hours (as shipped) after the choice. A cookie alone never makes it so: the choice comes with a
//! secret of its own, which changes at every sign-in. An old one that is seen again was copied, and ends the trust of
//! both copies.

use aws_lc_rs::constant_time;
use zeroize::Zeroizing;

use crate::device::{Device, DeviceOrigin};
use crate::device_key::DeviceKey;
use crate::hash::Hash;
use crate::id::{AccountHandle, DeviceId};
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Kind, Passkey};
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::rule::Rule;

/// What a device's owner has chosen, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusting {
    /// When the owner chose it.
    pub chosen_at: Timestamp,
    /// The key that it signs with.
    pub key: DeviceKey,
    /// Its first full sign-in since. One before the choice counts from the choice: a stolen session dates nothing back.
    pub first_full_at: Option<Timestamp>,
    /// Its first full sign-in that came long enough after that one.
    pub trusted_at: Option<Timestamp>,
    /// The hash of its secret, and of the one before it until this one has been seen; none where trust has ended.
    pub secrets: Option<Secrets>,
    /// Why and when its trust ended.
    pub ended: Option<Ended>,
}

/// The hashes of a device's secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// Of the newest.
    pub now: SecretHash,
    /// Of the one before, until the newest has been seen: an answer may have been lost on its way.
    pub before: Option<SecretHash>,
}

/// What is stored of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretHash(pub [u8; 32]);

/// When trust ended, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub because: End,
}

/// Why trust ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its owner signed out.
    SignedOut,
    /// It came without its secret.
    SecretLost,
    /// An old secret was seen again: there are two copies.
    Copied,
}

impl End {
    const ALL: [Self; 3] = [Self::SignedOut, Self::SecretLost, Self::Copied];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::SecretLost => "secret_lost",
            Self::Copied => "copied",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.as_str() == text)
    }
}

/// How far a device is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Not.
    None,
    /// For approving sign-ins.
    SignIn,
    /// For everything that takes a trusted device.
    Full,
}

impl Trust {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::SignIn => "sign_in",
            Self::Full => "full",
        }
    }
}

/// Why a device is trusted as far as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustReason {
    /// It was chosen, and has settled.
    Settled,
    /// It was chosen, and the account was made on it: it need not settle to approve sign-ins.
    SignUp {
        /// From when a sign-in settles it.
        until: Timestamp,
    },
    /// Its owner has not chosen it.
    NotChosen,
    /// It was chosen, and has yet to settle.
    NotYet {
        /// From when a full sign-in settles it.
        until: Timestamp,
    },
    /// It was chosen, and has not seen a full sign-in.
    NoFullSignIn,
    /// Its trust ended.
    Ended(End),
}

impl TrustReason {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::SignUp { .. } => "sign_up",
            Self::NotChosen => "not_chosen",
            Self::NotYet { .. } => "not_yet",
            Self::NoFullSignIn => "no_full_sign_in",
            Self::Ended(end) => end.as_str(),
        }
    }
}

/// How far a device is trusted, and why.
pub fn trust(device: &Device, policy: &Policy) -> (Trust, TrustReason) {
    let Some(trusting) = &device.trusting else { return (Trust::None, TrustReason::NotChosen) };
    if let Some(ended) = trusting.ended {
        return (Trust::None, TrustReason::Ended(ended.because));
    }
    if trusting.trusted_at.is_some() {
        return (Trust::Full, TrustReason::Settled);
    }
    let Some(first) = trusting.first_full_at else { return (Trust::None, TrustReason::NoFullSignIn) };
    let until = first.plus_seconds(policy.trust_settles_seconds);
    match device.origin {
        DeviceOrigin::SignUp => (Trust::SignIn, TrustReason::SignUp { until }),
        DeviceOrigin::Later => (Trust::None, TrustReason::NotYet { until }),
    }
}

/// Whether the account has passkeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HasPasskeys {
    /// One at least.
    Yes,
    /// None.
    No,
}

/// Whether these proofs are a full sign-in: a passkey, or for accounts without one two kinds of proof and an approval.
pub fn is_full(proofs: &Proofs, has_passkeys: HasPasskeys) -> bool {
    let two_kinds = proofs.has(Method::Password) && proofs.has(Method::PhoneCode);
    let weak = has_passkeys == HasPasskeys::No && two_kinds && proofs.has(Method::Approval);
    proofs.has(Method::Passkey) || weak
}

/// The secret of a trusted device. It stands in a cookie of the account's own, or in an app's own store.
#[derive(Clone)]
pub struct TrustSecret {
    /// Which account's and device's it is.
    pub tag: [u8; 4],
    /// The secret.
    pub bytes: Zeroizing<[u8; 32]>,
}

impl TrustSecret {
    /// Draws the next one.
    pub fn draw(account: AccountHandle, device: DeviceId, moment: &Moment) -> Self {
        Self { tag: tag(account, device), bytes: Zeroizing::new(moment.draw("trust")) }
    }

    /// What is stored in its stead.
    pub fn hash(&self) -> SecretHash {
        SecretHash(Hash::new("trust").bytes(&self.tag).bytes(self.bytes.as_slice()).finish())
    }
}

impl std::fmt::Debug for TrustSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TrustSecret(..)")
    }
}

/// `H("trust-tag", account, device)`, cut to 4 bytes: one browser may be trusted for several accounts, each with a
/// secret of its own, and the tag tells them apart without telling whose they are.
pub fn tag(account: AccountHandle, device: DeviceId) -> [u8; 4] {
    let hash = Hash::new("trust-tag").bytes(&account.0).bytes(&device.0).finish();
    std::array::from_fn(|i| hash[i])
}

/// The secrets that a client brought, by their tags, hashed.
#[derive(Clone, Debug, Default)]
pub struct Brought(Vec<([u8; 4], SecretHash)>);

/// The most secrets that are looked at.
const BROUGHT_MAX: usize = 16;

impl Brought {
    /// What a client brought.
    pub fn of<'a>(secrets: impl IntoIterator<Item = &'a TrustSecret>) -> Self {
        Self(secrets.into_iter().take(BROUGHT_MAX).map(|secret| (secret.tag, secret.hash())).collect())
    }

    /// Whether one is brought for this account and device: nothing is granted by that.
    pub fn names(&self, account: AccountHandle, device: DeviceId) -> bool {
        let tag = tag(account, device);
        self.0.iter().any(|(own, _)| *own == tag)
    }

    /// What is brought for a device of an account.
    pub fn held(&self, account: AccountHandle, device: &Device) -> Held {
        let secrets = device.trusting.as_ref().and_then(|trusting| trusting.secrets);
        let Some(secrets) = secrets else { return Held::Untrusted };
        let tag = tag(account, device.id);
        let mut brought = self.0.iter().filter(|(own, _)| *own == tag).map(|(_, hash)| hash).peekable();
        if brought.peek().is_none() {
            return Held::Nothing;
        }
        let same = |one: &SecretHash, other: &SecretHash| {
            constant_time::verify_slices_are_equal(&one.0, &other.0).is_ok()
        };
        let other = if Rule::OldSecret.holds() { Held::Old } else { Held::Newest };
        brought.fold(other, |held, hash| match &secrets.before {
            _ if same(hash, &secrets.now) => Held::Newest,
            Some(before) if same(hash, before) && held != Held::Newest => Held::Before,
            _ => held,
        })
    }
}

/// What a client brought for a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The newest secret.
    Newest,
    /// The one before, and the newest has not been seen: the answer that carried it may have been lost.
    Before,
    /// One that was replaced, and its successor has been seen: somebody copied it.
    Old,
    /// None.
    Nothing,
    /// Whatever it is: the device was not chosen, or its trust has ended.
    Untrusted,
}

impl Trusting {
    /// The same after its secret changed: the one that was just seen stays good until the new one has been seen.
    fn rotated(self, seen: Held, next: SecretHash) -> Self {
        let before = self.secrets.and_then(|secrets| match seen {
            Held::Newest => Some(secrets.now),
            // The newest never arrived.
            _ => secrets.before,
        });
        Self { secrets: Some(Secrets { now: next, before }), ..self }
    }

    /// The same, no longer trusted. What was copied is not restored: the key goes with the next choice.
    pub fn ended(self, because: End, at: Timestamp) -> Self {
        Self { secrets: None, ended: Some(Ended { at, because }), ..self }
    }
}

/// What a full sign-in by a passkey leaves of a device that its owner has chosen.
pub struct Signed {
    /// Its record from now on.
    pub trusting: Trusting,
    /// The secret that the client keeps from now on.
    pub secret: Option<TrustSecret>,
    /// Whether an old secret was seen, so that its owner is told.
    pub copied: bool,
}

/// A full sign-in on a device that was chosen: its secret changes, it may settle, its trust may end or come back.
pub fn sign_in(
    account: AccountHandle,
    device: &Device,
    by: &Passkey,
    brought: &Brought,
    context: (&Policy, &Moment),
) -> Option<Signed> {
    let (policy, moment) = context;
    let trusting = device.trusting.clone()?;
    let held = brought.held(account, device);
    let secret = TrustSecret::draw(account, device.id, moment);
    let trusting = match held {
        Held::Newest | Held::Before => trusting.rotated(held, secret.hash()),
        Held::Old => {
            let trusting = trusting.ended(End::Copied, moment.now);
            return Some(Signed { trusting, secret: None, copied: true });
        }
        Held::Nothing | Held::Untrusted => {
            let lost = held == Held::Nothing;
            let ended = if lost { trusting.ended(End::SecretLost, moment.now) } else { trusting };
            if !restores(&ended, by, context) {
                return lost.then_some(Signed { trusting: ended, secret: None, copied: false });
            }
            let secrets = Secrets { now: secret.hash(), before: None };
            Trusting { secrets: Some(secrets), ended: None, ..ended }
        }
    };
    // What no older passkey authorised raises no trust: its sign-in is none that counts.
    let is_restricted = by.restriction.is_some_and(|restriction| moment.now < restriction.until);
    let is_restricted = Rule::TrustRestricted.holds() && is_restricted;
    let trusting = if is_restricted { trusting } else { settled(trusting, policy, moment.now) };
    Some(Signed { trusting, secret: Some(secret), copied: false })
}

/// Whether a passkey that never leaves its device, and is old enough, stands for the device: it restores what a sign-out
/// or a lost secret has ended. What was copied stays ended.
fn restores(ended: &Trusting, by: &Passkey, context: (&Policy, &Moment)) -> bool {
    let (policy, moment) = context;
    let copied = ended.ended.is_some_and(|end| end.because == End::Copied);
    let lives_here = by.kind() == Kind::DeviceBound;
    let is_old = by.restriction.is_none() && moment.now >= by.settled_at(policy);
    (!copied || !Rule::RestoreCopied.holds())
        && (lives_here || !Rule::RestoreBound.holds())
        && (is_old || !Rule::RestoreOld.holds())
}

fn settled(trusting: Trusting, policy: &Policy, now: Timestamp) -> Trusting {
    let first = trusting.first_full_at.unwrap_or(now);
    let settles = !Rule::TrustWaits.holds() || now >= first.plus_seconds(policy.trust_settles_seconds);
    Trusting {
        first_full_at: Some(first),
        trusted_at: trusting.trusted_at.or_else(|| settles.then_some(now)),
        ..trusting
    }
}
