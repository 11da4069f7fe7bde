//! What somebody has proved, and when: the methods of a session, and of a sign-in that has not ended yet.

use crate::level::Level;
use crate::moment::Timestamp;

/// A way to prove who one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// An assertion or a registration, with user verification.
    Passkey,
    /// The password.
    Password,
    /// A code sent to a phone.
    PhoneCode,
    /// A code sent to an email: in a recovery alone.
    EmailCode,
    /// A code of the printed set.
    RecoveryCode,
    /// A trusted device's yes.
    Approval,
    /// A trusted device's own key: beside other proofs, never to sign in.
    Device,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 7] = [
        Self::Passkey,
        Self::Password,
        Self::PhoneCode,
        Self::EmailCode,
        Self::RecoveryCode,
        Self::Approval,
        Self::Device,
    ];

    /// The method's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Password => "password",
            Self::PhoneCode => "phone_code",
            Self::EmailCode => "email_code",
            Self::RecoveryCode => "recovery_code",
            Self::Approval => "approval",
            Self::Device => "device",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == text)
    }
}

/// A method and when it was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How.
    pub method: Method,
    /// When.
    pub at: Timestamp,
}

/// What was proved, each method at most once, with its newest time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proofs(Vec<Proof>);

impl Proofs {
    /// Nothing.
    pub const NONE: Self = Self(vec![]);

    /// One method.
    pub fn one(method: Method, at: Timestamp) -> Self {
        Self(vec![Proof { method, at }])
    }

    /// As they were stored or sealed. A method that stands twice counts once, with its newest time.
    pub fn from_stored(proofs: impl IntoIterator<Item = Proof>) -> Self {
        proofs.into_iter().fold(Self::NONE, |all, proof| all.and(proof.method, proof.at))
    }

    /// These and one more.
    pub fn and(mut self, method: Method, at: Timestamp) -> Self {
        match self.0.iter_mut().find(|proof| proof.method == method) {
            Some(proof) => proof.at = proof.at.max(at),
            None => self.0.push(Proof { method, at }),
        }
        self
    }

    /// When a method was proved.
    pub fn at(&self, method: Method) -> Option<Timestamp> {
        self.0.iter().find(|proof| proof.method == method).map(|proof| proof.at)
    }

    /// Whether a method was proved.
    pub fn has(&self, method: Method) -> bool {
        self.at(method).is_some()
    }

    /// Each, in the order in which they were first proved.
    pub fn iter(&self) -> impl Iterator<Item = Proof> {
        self.0.iter().copied()
    }

    /// The methods' stable names, in the same order.
    pub fn names(&self) -> Vec<&'static str> {
        self.iter().map(|proof| proof.method.as_str()).collect()
    }

    /// The level that these reach without a passkey: two kinds, one. An approval, a recovery code and a device's own key
    /// are no factors of a sign-in.
    pub fn weak_level(&self) -> Option<Level> {
        match (self.has(Method::Password), self.has(Method::PhoneCode)) {
            (true, true) => Some(Level::TwoW),
            (true, false) | (false, true) => Some(Level::One),
            (false, false) => None,
        }
    }

    /// When what a level takes was last proved as a whole: judged by method and time, so that a fresh weak proof never
    /// stands for a strong one.
    pub fn whole_at(&self, level: Level) -> Option<Timestamp> {
        let (password, code) = (self.at(Method::Password), self.at(Method::PhoneCode));
        match level {
            Level::Three | Level::TwoP => self.at(Method::Passkey),
            Level::TwoW => Some(password?.min(code?)),
            Level::One => password.max(code).max(self.at(Method::Passkey)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_counts_once_and_two_kinds_make_a_level() {
        let one = Proofs::one(Method::Password, Timestamp(5));
        assert_eq!(one.weak_level(), Some(Level::One));
        let again = one.and(Method::Password, Timestamp(3));
        assert_eq!(again.iter().count(), 1);
        assert_eq!(again.weak_level(), Some(Level::One), "the same kind twice is one kind");
        let two = again.and(Method::PhoneCode, Timestamp(9));
        assert_eq!(two.weak_level(), Some(Level::TwoW));
        assert_eq!(two.whole_at(Level::TwoW), Some(Timestamp(5)), "as old as its older half");
        assert_eq!(two.whole_at(Level::TwoP), None, "a fresh weak proof is no passkey");
        use Method::{Approval, Device, EmailCode, Passkey, RecoveryCode};
        for no_factor in [Approval, Device, RecoveryCode, EmailCode, Passkey] {
            assert_eq!(Proofs::one(no_factor, Timestamp(1)).weak_level(), None);
        }
    }
}
