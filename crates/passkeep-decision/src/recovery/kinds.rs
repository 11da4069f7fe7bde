//! Which proofs begin and finish a recovery. The page that tells people what a loss would mean asks the same functions.

use crate::moment::Timestamp;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::rule::Rule;

/// The kinds of proof. Two of one kind count once: whoever has taken a phone reads its messages and its mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A code of the printed set.
    RecoveryCode,
    /// The password.
    Password,
    /// A code to an address that the account has had for a while: phone and email are one kind.
    Contact,
    /// The own key of a device that the account trusts in full.
    Device,
    /// Who they are, proved outside, and entered by two of the staff: for the recovery that began with it.
    Identity,
}

impl Kind {
    /// Of a method; none where it proves nothing here. An approval and a passkey lead in by themselves.
    pub const fn of(method: Method) -> Option<Self> {
        match method {
            Method::RecoveryCode => Some(Self::RecoveryCode),
            Method::Password => Some(Self::Password),
            Method::PhoneCode | Method::EmailCode => Some(Self::Contact),
            Method::Device => Some(Self::Device),
            Method::Passkey | Method::Approval => None,
        }
    }

    /// The kinds of what was proved, each once.
    pub fn all(proofs: &Proofs) -> Vec<Self> {
        let mut kinds = Vec::new();
        for kind in proofs.iter().filter_map(|proof| Self::of(proof.method)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }
}

/// Whether a passkey of the account was used of late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyUse {
    /// One was.
    OfLate,
    /// None was, or there is none.
    LongAgo,
}

impl PasskeyUse {
    /// Of an account's passkeys. A suspended one counts: reporting a loss never lowers what anything else takes. To be
    /// made counts as a use.
    pub fn of(passkeys: &[Passkey], policy: &Policy, now: Timestamp) -> Self {
        let since = now.plus_seconds(-policy.passkey_used_seconds);
        match Self::newest(passkeys).is_some_and(|at| at > since) {
            true => Self::OfLate,
            false => Self::LongAgo,
        }
    }

    /// The newest use of any.
    pub fn newest(passkeys: &[Passkey]) -> Option<Timestamp> {
        let used_at = |passkey: &Passkey| {
            passkey.last_use.as_ref().map_or(passkey.created_at, |last| last.at.max(passkey.created_at))
        };
        passkeys.iter().map(used_at).max()
    }
}

/// What some kinds come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They are enough.
    Enough,
    /// Another kind is needed.
    AnotherKind,
    /// The password and an address or a device are too little while a passkey is in use: it takes a recovery code.
    PasskeyInUse,
}

/// Whether these kinds are enough: two that don't sit on one device.
///
/// - The printed code lies on paper: it is enough with any other.
/// - An address and a device's key are one thing in two places. The phone, or the laptop, that holds the key reads the
///   messages too, so whoever has taken it has both: together they never count for two, whatever the device says it is.
/// - Who somebody is, proved outside, stands beside any of them and never alone: two of the staff who are fooled, or bribed, still
///   lack what the account's owner has.
/// - A password is remembered, and may be kept by the browser that holds the key, as it may be typed on the phone that
///   reads the codes. So a device beside it counts as an address beside it does: never while a passkey is in use.
pub fn suffices(kinds: &[Kind], passkeys: PasskeyUse) -> Verdict {
    let has = |kind| kinds.contains(&kind);
    let in_hand = has(Kind::Contact) || has(Kind::Device);
    match (has(Kind::RecoveryCode), has(Kind::Password), in_hand) {
        _ if has(Kind::Identity) && (kinds.len() > 1 || !Rule::IdentityAlone.holds()) => Verdict::Enough,
        (true, true, _) | (true, _, true) => Verdict::Enough,
        (false, true, true) if passkeys == PasskeyUse::LongAgo => Verdict::Enough,
        (false, true, true) => Verdict::PasskeyInUse,
        _ if !Rule::DeviceAndAddress.holds() && has(Kind::Contact) && has(Kind::Device) => Verdict::Enough,
        _ if !Rule::RecoveryKinds.holds() => Verdict::Enough,
        _ => Verdict::AnotherKind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_kinds_that_sit_on_no_one_device_and_a_sheet_while_a_passkey_is_in_use() {
        use Kind::{Contact, Device, Password, RecoveryCode};
        use PasskeyUse::{LongAgo, OfLate};
        let rows: [(&[Kind], PasskeyUse, Verdict); 23] = [
            (&[], LongAgo, Verdict::AnotherKind),
            (&[Kind::Identity], LongAgo, Verdict::AnotherKind),
            (&[Kind::Identity, Contact], OfLate, Verdict::Enough),
            (&[Password, Kind::Identity], OfLate, Verdict::Enough),
            (&[Password], LongAgo, Verdict::AnotherKind),
            (&[Contact], LongAgo, Verdict::AnotherKind),
            (&[RecoveryCode], LongAgo, Verdict::AnotherKind),
            (&[RecoveryCode], OfLate, Verdict::AnotherKind),
            (&[Password, Contact], LongAgo, Verdict::Enough),
            (&[Password, Contact], OfLate, Verdict::PasskeyInUse),
            (&[RecoveryCode, Password], OfLate, Verdict::Enough),
            (&[RecoveryCode, Contact], OfLate, Verdict::Enough),
            (&[RecoveryCode, Contact], LongAgo, Verdict::Enough),
            (&[RecoveryCode, Password, Contact], OfLate, Verdict::Enough),
            (&[Contact, Contact], LongAgo, Verdict::AnotherKind),
            (&[Device], LongAgo, Verdict::AnotherKind),
            (&[Device, Contact], LongAgo, Verdict::AnotherKind),
            (&[Device, Contact], OfLate, Verdict::AnotherKind),
            (&[Device, RecoveryCode], OfLate, Verdict::Enough),
            (&[Device, RecoveryCode], LongAgo, Verdict::Enough),
            (&[Device, Password], LongAgo, Verdict::Enough),
            (&[Device, Password], OfLate, Verdict::PasskeyInUse),
            (&[Device, Password, Contact], OfLate, Verdict::PasskeyInUse),
        ];
        for (kinds, passkeys, verdict) in rows {
            assert_eq!(suffices(kinds, passkeys), verdict, "{kinds:?} {passkeys:?}");
        }
    }

    #[test]
    fn every_address_is_one_kind_and_no_kind_counts_twice() {
        let at = Timestamp(1);
        let both = Proofs::one(Method::PhoneCode, at).and(Method::EmailCode, at);
        assert_eq!(Kind::all(&both), [Kind::Contact]);
        assert_eq!(Kind::all(&Proofs::one(Method::Approval, at).and(Method::Passkey, at)), []);
    }
}
