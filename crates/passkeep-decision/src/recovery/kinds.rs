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
}

impl Kind {
    /// Of a method; none where it proves nothing here. An approval and a passkey lead in by themselves.
    pub const fn of(method: Method) -> Option<Self> {
        match method {
            Method::RecoveryCode => Some(Self::RecoveryCode),
            Method::Password => Some(Self::Password),
            Method::PhoneCode | Method::EmailCode => Some(Self::Contact),
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
    /// Password and address are too little while a passkey is in use: it takes a recovery code.
    PasskeyInUse,
}

/// Whether these kinds are enough: two of them, and never password and address alone while a passkey is in use.
pub fn suffices(kinds: &[Kind], passkeys: PasskeyUse) -> Verdict {
    let has = |kind| kinds.contains(&kind);
    match (has(Kind::RecoveryCode), has(Kind::Password), has(Kind::Contact)) {
        (true, true, _) | (true, _, true) => Verdict::Enough,
        (false, true, true) if passkeys == PasskeyUse::LongAgo => Verdict::Enough,
        (false, true, true) => Verdict::PasskeyInUse,
        _ if !Rule::RecoveryKinds.holds() => Verdict::Enough,
        _ => Verdict::AnotherKind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_kinds_and_never_password_and_address_while_a_passkey_is_in_use() {
        use Kind::{Contact, Password, RecoveryCode};
        use PasskeyUse::{LongAgo, OfLate};
        let rows: [(&[Kind], PasskeyUse, Verdict); 12] = [
            (&[], LongAgo, Verdict::AnotherKind),
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
