//! The password: what may be one, how far it reaches, and why another is refused.
//!
//! Lengths and lists are those of NIST SP 800-63B-4, section 3.1.1.2: any characters, no rules of composition, nothing
//! cut off, and a comparison of the whole password with what is guessed first. How strong one looks is shown to people
//! elsewhere and decides nothing. No list and no hash function is here: whether a list holds it is a fact, and what a
//! slow hash gave is compared in [`PasswordEvidence::check`].

mod evidence;
mod judge;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

pub use evidence::{Checked, HashCost, PasswordEvidence, PasswordHash, SALT_BYTES, TAG_BYTES};
pub use judge::{Listing, PasswordFacts, PersonalWords, judge};

use crate::moment::Timestamp;
use crate::text::hides;

/// 1 to 256 code points after NFC. A secret: its `Debug` says nothing, and its memory is cleared.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

/// What a password may do by its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It may be the only factor.
    Alone,
    /// It is taken where another factor always stands beside it.
    BesideAnother,
}

/// An account's password as it is stored.
#[derive(Clone, Debug)]
pub struct StoredPassword {
    /// What is stored of it.
    pub hash: PasswordHash,
    /// What it may do.
    pub reach: Reach,
    /// When it was set.
    pub set_at: Timestamp,
}

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Nothing was typed.
    Empty,
    /// More than 256 code points.
    TooLong,
    /// A character that nobody sees or can type again: a control, a bidirectional mark, a zero-width space.
    Hidden,
    /// Fewer code points than it takes.
    TooShort {
        /// How many it takes.
        min: usize,
    },
    /// It is among those that are guessed first.
    Listed(Listed),
}

/// Why a password is guessed early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Many people use it.
    Common,
    /// It stands in the operator's list of passwords that became known.
    Breached,
    /// It is the person's name, user ID, email or phone, or the name or host of this site, or one of them with a few
    /// digits.
    Personal,
    /// A few characters over and over, or in a row.
    Repetitive,
}

const CODE_POINTS_MAX: usize = 256;

// No code point is composed of more than four, and none takes more than four bytes.
const BYTES_MAX: usize = CODE_POINTS_MAX * 4 * 4;

impl Password {
    /// Takes a password as typed: spaces are kept wherever they stand, and nothing is cut off.
    pub fn parse(typed: &str) -> Result<Self, PasswordFault> {
        // Bounded before the work of normalising.
        if typed.len() > BYTES_MAX {
            return Err(PasswordFault::TooLong);
        }
        // NFC gives at most three times the bytes (UAX #15): with room for them no half-written copy stays behind.
        let mut text = Zeroizing::new(String::with_capacity(typed.len() * 3));
        text.extend(typed.nfc());
        if text.chars().any(is_hidden) {
            return Err(PasswordFault::Hidden);
        }
        match text.chars().count() {
            0 => Err(PasswordFault::Empty),
            n if n > CODE_POINTS_MAX => Err(PasswordFault::TooLong),
            _ => Ok(Self(text)),
        }
    }

    /// The text after NFC, for the hash and the lists.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text without regard to case, as lists are compared.
    pub fn folded(&self) -> Zeroizing<String> {
        folded(&self.0)
    }

    /// What its length allows; under eight code points nothing.
    pub fn reach(&self) -> Result<Reach, PasswordFault> {
        let code_points = self.0.chars().count();
        if code_points >= Reach::Alone.code_points_min() {
            return Ok(Reach::Alone);
        }
        let min = Reach::BesideAnother.code_points_min();
        if code_points < min {
            return Err(PasswordFault::TooShort { min });
        }
        Ok(Reach::BesideAnother)
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(..)")
    }
}

impl Reach {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::BesideAnother => "beside_another",
        }
    }

    /// From the stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Alone, Self::BesideAnother].into_iter().find(|reach| reach.as_str() == name)
    }

    /// The fewest code points that give it.
    pub const fn code_points_min(self) -> usize {
        match self {
            Self::Alone => 15,
            Self::BesideAnother => 8,
        }
    }
}

impl PasswordFault {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::Hidden => "hidden_characters",
            Self::TooShort { .. } => "too_short",
            Self::Listed(listed) => listed.as_str(),
        }
    }
}

impl Listed {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Breached => "breached",
            Self::Personal => "personal",
            Self::Repetitive => "repetitive",
        }
    }
}

/// Joiners and tags are part of what is seen: of emoji, and of Persian and Indian scripts.
fn is_hidden(c: char) -> bool {
    hides(c) && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{e0020}'..='\u{e007f}')
}

/// Upper case and then lower: what differs in case alone becomes the same, ß and ss and both forms of sigma too.
fn folded(text: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(text.len() * 4));
    folded.extend(text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase));
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_is_typed_whole() {
        let parse = |typed: &str| Password::parse(typed).map(|password| password.expose().to_owned());
        assert_eq!(parse(" two  words "), Ok(" two  words ".into()), "spaces stay where they are");
        assert_eq!(parse("e\u{301}"), Ok("é".into()), "NFC");
        assert_eq!(parse("密码 パスワード"), Ok("密码 パスワード".into()));
        for seen in ["👩\u{200d}💻", "می\u{200c}خواهم", "🏴\u{e0067}\u{e0062}\u{e007f}"] {
            assert_eq!(parse(seen), Ok(seen.to_owned()));
        }
        assert_eq!(parse(""), Err(PasswordFault::Empty));
        for hidden in
            ["a\nb", "a\tb", "a\0b", "a\u{7f}b", "a\u{200b}b", "a\u{202e}b", "\u{feff}ab", "a\u{2028}b"]
        {
            assert_eq!(parse(hidden), Err(PasswordFault::Hidden), "{hidden:?}");
        }
    }

    #[test]
    fn lengths_are_code_points_after_nfc() {
        let length = |typed: &str| Password::parse(typed).map(|password| password.expose().chars().count());
        assert_eq!(length(&"x".repeat(256)), Ok(256));
        assert_eq!(length(&"x".repeat(257)), Err(PasswordFault::TooLong));
        assert_eq!(length(&"\u{3b1}\u{313}\u{300}\u{345}".repeat(256)), Ok(256), "four composed into one");
        assert_eq!(length(&"\u{10ffff}".repeat(256)), Ok(256));
        assert_eq!(length(&"\u{1d160}".repeat(100)), Err(PasswordFault::TooLong), "NFC makes three of one");
        assert_eq!(length(&"x".repeat(1 << 20)), Err(PasswordFault::TooLong));

        let reach = |typed: &str| Password::parse(typed).unwrap().reach();
        assert_eq!(reach("fifteen letters"), Ok(Reach::Alone));
        assert_eq!(reach("fourteen is no"), Ok(Reach::BesideAnother));
        assert_eq!(reach("eight ok"), Ok(Reach::BesideAnother));
        assert_eq!(reach("seven i"), Err(PasswordFault::TooShort { min: 8 }));
        assert_eq!(reach(&"e\u{301}".repeat(14)), Ok(Reach::BesideAnother), "not code points as typed");
        assert_eq!(reach(&"é".repeat(14)), Ok(Reach::BesideAnother), "not bytes");
    }

    #[test]
    fn case_is_folded_in_every_script() {
        let folded = |typed: &str| Password::parse(typed).unwrap().folded().to_string();
        assert_eq!(folded("StraßE"), folded("STRASSE"));
        assert_eq!(folded("ΟΔΥΣΣΕΥΣ"), folded("Οδυσσευς"));
        assert_eq!(folded("Пароль"), "пароль");
    }

    #[test]
    fn debug_says_nothing() {
        assert_eq!(format!("{:?}", Password::parse("hunter2").unwrap()), "Password(..)");
    }
}
