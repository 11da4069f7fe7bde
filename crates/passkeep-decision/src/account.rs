//! The account: one person.

use crate::id::AccountHandle;
use crate::moment::{Moment, Timestamp};
use crate::text::VisibleText;

/// The numeric user ID that people read out: eight digits and a check digit (Luhn), so that a misread digit never
/// lands on somebody else's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UserId(u32);

impl UserId {
    /// How many candidates a sign-up draws: the first that is free is taken.
    pub const CANDIDATES: usize = 4;

    /// Draws candidates for a new account.
    pub fn candidates(moment: &Moment) -> [Self; Self::CANDIDATES] {
        let bytes = moment.draw("user id");
        std::array::from_fn(|i| {
            let chunk: [u8; 8] = std::array::from_fn(|k| bytes[8 * i + k]);
            let body = 10_000_000 + (u64::from_be_bytes(chunk) % 90_000_000) as u32;
            Self(body * 10 + check_digit(body))
        })
    }

    /// Reads nine digits with spaces or hyphens between them; the check digit must fit.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        if digits.len() != 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Self::from_number(digits.parse().ok()?)
    }

    /// The number as it is stored.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// From the number as it is stored.
    pub fn from_number(number: u32) -> Option<Self> {
        let fits = (100_000_000..1_000_000_000).contains(&number) && check_digit(number / 10) == number % 10;
        fits.then_some(Self(number))
    }
}

/// As people read it: three groups of three.
impl std::fmt::Display for UserId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let n = self.0;
        write!(f, "{:03} {:03} {:03}", n / 1_000_000, n / 1000 % 1000, n % 1000)
    }
}

fn check_digit(body: u32) -> u32 {
    let mut rest = body;
    let mut sum = 0;
    let mut double = true;
    while rest > 0 {
        let digit = rest % 10 * if double { 2 } else { 1 };
        sum += digit / 10 + digit % 10;
        double = !double;
        rest /= 10;
    }
    (10 - sum % 10) % 10
}

/// The name to be called by.
pub type DisplayName = VisibleText<40>;

/// The language of an account's messages, as a BCP 47 tag that the server has texts for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locale(pub String);

/// The newest event of an account: the place that the next change must follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The newest event's number; 0 before the first.
    pub seq: i64,
    /// The newest event's hash; zeros before the first.
    pub hash: [u8; 32],
}

impl Head {
    /// Before an account's first event.
    pub const START: Self = Self { seq: 0, hash: [0; 32] };
}

/// What most steps read of an account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its handle.
    pub handle: AccountHandle,
    /// Its user ID.
    pub user_id: UserId,
    /// The name to be called by.
    pub name: DisplayName,
    /// The language of its messages.
    pub locale: Locale,
    /// What holds for it now.
    pub state: AccountState,
    /// When it was created.
    pub created_at: Timestamp,
    /// Its newest event.
    pub head: Head,
    /// Where the database came back from a backup since the account was made: until when value and factors stay as they are.
    /// For ever after, what was written to the account after the backup is missing.
    pub restored: Option<Restored>,
}

/// What a restore left of an account that is older.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Until when value and factors stay as they are: so long its owner has to see what came back.
    pub held_until: Timestamp,
}

/// What holds for an account until something changes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountState {
    /// Raised when every session must end; sessions and tickets hold the value they were made under.
    pub epoch: i64,
    /// Whether it is frozen, and since when.
    pub freeze: Option<Freeze>,
    /// Until when apps are told that the account is at risk: it was recovered of late.
    pub risk_until: Option<Timestamp>,
    /// Until when nothing of value leaves it: it was recovered or thawed of late.
    pub value_held_until: Option<Timestamp>,
}

/// A freeze.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// Since when.
    pub at: Timestamp,
    /// When it ends by itself, unless somebody affirms it: a stranger's freeze with one factor doesn't last.
    pub lapses_at: Option<Timestamp>,
}

impl Account {
    /// Whether it is frozen.
    pub fn is_frozen(&self, now: Timestamp) -> bool {
        self.state.freeze.is_some_and(|freeze| freeze.lapses_at.is_none_or(|end| now < end))
    }

    /// Until when its factors stay as they are, since the database came back from a backup.
    pub fn changes_held_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.restored.map(|restored| restored.held_until).filter(|until| now < *until)
    }

    /// Until when nothing of value leaves it: it was recovered or thawed of late, or the database came back from a backup.
    pub fn value_held_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.state.value_held_until.filter(|until| now < *until).max(self.changes_held_until(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_ids_are_read_as_they_are_written_and_no_single_digit_slip_passes() {
        let moment = Moment::new(Timestamp(0), &[7; 32]);
        for id in UserId::candidates(&moment) {
            assert_eq!(UserId::parse(&id.to_string()), Some(id));
            for place in 0..9 {
                for other in 1..10 {
                    let unit = 10u32.pow(place);
                    let digit = id.0 / unit % 10;
                    let slipped = id.0 - digit * unit + (digit + other) % 10 * unit;
                    assert_eq!(UserId::parse(&slipped.to_string()), None, "{id} read as {slipped}");
                }
            }
        }
    }

    #[test]
    fn other_texts_are_no_user_ids() {
        for text in ["", "12345678", "1234567890", "12345678a", "000000000"] {
            assert_eq!(UserId::parse(text), None, "{text}");
        }
    }
}
