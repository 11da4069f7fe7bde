//! How much of a value is known: all of it, or bounds of it. A comparison that the bounds don't decide is undecided, and
//! what is undecided never stops anybody.

use std::cmp::Ordering;
use std::fmt;

/// Numbers between dots, as `16.20.25608`. They compare as numbers, part by part; a missing part is a zero.
#[derive(Clone, Debug)]
pub struct Version(Vec<u64>);

/// More parts, or longer numbers, no maker writes.
const PARTS_MAX: usize = 8;
const DIGITS_MAX: usize = 15;

impl Version {
    /// Reads one. A part that is not a number makes it no version.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Option<Vec<u64>> = text.split('.').map(number).collect();
        parts.filter(|parts| parts.len() <= PARTS_MAX).map(Self)
    }

    /// Of two numbers.
    pub fn from_parts(major: u64, minor: u64) -> Self {
        Self(vec![major, minor])
    }

    /// The first number.
    pub fn major(&self) -> u64 {
        self.0.first().copied().unwrap_or(0)
    }
}

fn number(digits: &str) -> Option<u64> {
    let plain =
        !digits.is_empty() && digits.len() <= DIGITS_MAX && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

impl From<u64> for Version {
    fn from(major: u64) -> Self {
        Self(vec![major])
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let part = |version: &Self, at: usize| version.0.get(at).copied().unwrap_or(0);
        let parts = self.0.len().max(other.0.len());
        (0..parts)
            .map(|at| part(self, at).cmp(&part(other, at)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}{part}")?;
        }
        Ok(())
    }
}

/// What a test comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It holds.
    Yes,
    /// It doesn't.
    No,
    /// What is known doesn't tell.
    Undecided,
}

impl From<bool> for Certainty {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl std::ops::Not for Certainty {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Undecided => Self::Undecided,
        }
    }
}

/// A value of which something is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// This one.
    Exactly(T),
    /// This or a larger one, as a frozen user agent tells it.
    From(T),
    /// This or a larger one, but smaller than the second.
    Between(T, T),
}

impl<T: Ord> Known<T> {
    /// The value, where it is known whole.
    pub const fn exactly(&self) -> Option<&T> {
        match self {
            Self::Exactly(value) => Some(value),
            Self::From(_) | Self::Between(..) => None,
        }
    }

    /// Whether it is smaller than the bound.
    pub fn is_below(&self, bound: &T) -> Certainty {
        match self {
            Self::Exactly(value) => (value < bound).into(),
            Self::Between(_, below) if below <= bound => Certainty::Yes,
            Self::From(from) | Self::Between(from, _) if from >= bound => Certainty::No,
            Self::From(_) | Self::Between(..) => Certainty::Undecided,
        }
    }

    /// Whether it is the bound or smaller.
    pub fn is_at_most(&self, bound: &T) -> Certainty {
        match self {
            Self::Exactly(value) => (value <= bound).into(),
            Self::Between(_, below) if below <= bound => Certainty::Yes,
            Self::From(from) | Self::Between(from, _) if from > bound => Certainty::No,
            Self::From(_) | Self::Between(..) => Certainty::Undecided,
        }
    }

    /// Whether it is the other.
    pub fn is(&self, other: &T) -> Certainty {
        match self {
            Self::Exactly(value) => (value == other).into(),
            Self::From(from) if other < from => Certainty::No,
            Self::Between(from, below) if other < from || other >= below => Certainty::No,
            Self::From(_) | Self::Between(..) => Certainty::Undecided,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Certainty::{No, Undecided, Yes};
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(version("16.9") < version("16.20"));
        assert!(version("16.20.9999") < version("16.20.25608"));
        assert_eq!(version("16"), version("16.0.0"));
        assert!(version("17") > version("16.20.25608"));
        assert_eq!(version("16.0").to_string(), "16.0", "as it was written");
    }

    #[test]
    fn what_is_not_all_numbers_is_no_version() {
        for text in [
            "",
            ".",
            "16.",
            ".16",
            "16.x",
            "16..1",
            "v16",
            "16 ",
            "+16",
            "-1",
            "1.2.3.4.5.6.7.8.9",
            "1e3",
            "١٦",
        ] {
            assert!(Version::parse(text).is_none(), "{text}");
        }
        assert!(Version::parse(&"9".repeat(16)).is_none());
    }

    #[test]
    fn bounds_decide_what_they_can() {
        let rows = [
            (Known::Exactly(5), [No, Yes, Yes, No]),
            (Known::From(5), [No, Undecided, Undecided, No]),
            (Known::From(6), [No, No, No, No]),
            (Known::From(3), [Undecided, Undecided, Undecided, Undecided]),
            (Known::Between(2, 5), [Yes, Yes, No, Undecided]),
            (Known::Between(2, 4), [Yes, Yes, No, Yes]),
            (Known::Between(2, 9), [Undecided, Undecided, Undecided, Undecided]),
        ];
        for (known, expected) in rows {
            let seen = [known.is_below(&5), known.is_at_most(&5), known.is(&5), known.is_below(&4)];
            assert_eq!(seen, expected, "{known:?}");
        }
    }
}
