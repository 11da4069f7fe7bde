//! Keys that sign for this server: when one is made, when it signs, and when it goes.
//!
//! A key is published before it signs, so that whoever keeps a copy of the published keys has it by then, and stays after
//! it has signed last, so that what it signed is verified for as long as it lives. Nothing of the keys themselves is here.

use crate::moment::Timestamp;

/// What a key signs. Keys of one purpose are never shown among those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyPurpose {
    /// Tokens of OpenID Connect.
    OpenId,
    /// Receipts of confirmations.
    Receipt,
}

impl KeyPurpose {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Receipt => "receipt",
        }
    }
}

const DAY: i64 = 24 * 60 * 60;

/// How long a key signs.
pub const SIGNS_SECONDS: i64 = 30 * DAY;

/// How long it is published before it signs.
pub const PUBLISHED_BEFORE_SECONDS: i64 = 2 * DAY;

/// How long it stays after its successor signs: far longer than any token lives.
pub const KEPT_AFTER_SECONDS: i64 = 2 * DAY;

/// What is to be done with the keys of one purpose and algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Which one signs.
    pub signs: Option<usize>,
    /// Whether another is to be made now.
    pub make: bool,
    /// How many of the oldest go.
    pub drop: usize,
}

/// Judges keys by when they were made, the oldest first.
pub fn rotation(made: &[Timestamp], now: Timestamp) -> Rotation {
    let signs_at = |at: usize| match at {
        // The first has nobody before it, so it signs at once.
        0 => made[0],
        _ => made[at].plus_seconds(PUBLISHED_BEFORE_SECONDS),
    };
    let signs = (0..made.len()).rev().find(|at| signs_at(*at) <= now).or((!made.is_empty()).then_some(0));
    let due = |last: Timestamp| now >= last.plus_seconds(SIGNS_SECONDS);
    let make = made.last().is_none_or(|last| due(*last));
    let drop = (1..made.len()).take_while(|at| now >= signs_at(*at).plus_seconds(KEPT_AFTER_SECONDS)).count();
    Rotation { signs, make, drop }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_800_000_000_000);

    fn days(days: i64) -> Timestamp {
        START.plus_seconds(days * DAY)
    }

    #[test]
    fn a_key_is_published_before_it_signs_and_kept_after() {
        let check = |made: &[i64], at: i64, signs, make, drop| {
            let made: Vec<Timestamp> = made.iter().map(|day| days(*day)).collect();
            assert_eq!(rotation(&made, days(at)), Rotation { signs, make, drop }, "{made:?} at {at}");
        };
        check(&[], 0, None, true, 0);
        check(&[0], 0, Some(0), false, 0);
        check(&[0], 29, Some(0), false, 0);
        check(&[0], 30, Some(0), true, 0);
        check(&[0, 30], 30, Some(0), false, 0);
        check(&[0, 30], 31, Some(0), false, 0);
        check(&[0, 30], 32, Some(1), false, 0);
        check(&[0, 30], 33, Some(1), false, 0);
        check(&[0, 30], 34, Some(1), false, 1);
        // What nobody has dropped for long goes at once, and the newest stays whatever its age.
        check(&[0, 30, 60], 200, Some(2), true, 2);
        // A clock that was set back revives nothing and leaves something to sign with.
        check(&[5], 0, Some(0), false, 0);
    }

    #[test]
    fn walking_through_a_year_there_is_always_one_that_was_published_in_time() {
        let mut made: Vec<Timestamp> = vec![];
        for hour in 0..365 * 24 {
            let now = START.plus_seconds(hour * 60 * 60);
            if rotation(&made, now).make {
                made.push(now);
            }
            let Rotation { signs, drop, .. } = rotation(&made, now);
            let signer = made[signs.unwrap()];
            assert!(signer == START || now >= signer.plus_seconds(PUBLISHED_BEFORE_SECONDS));
            assert!(signs.unwrap() >= drop, "what signs stays");
            made.drain(..drop);
            assert!(made.len() <= 2);
        }
    }
}
