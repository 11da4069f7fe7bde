//! Money: whole cents of US dollars, never a fraction and never a float.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in cents. Cash and prices are never negative; what was gained may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Money(pub i64);

/// The currency of everything here.
pub const CURRENCY: &str = "USD";

/// What a form takes: a hundred million dollars are a typing mistake.
const CENTS_MAX: i64 = 10_000_000_000;

impl Money {
    /// What a person typed: `25000`, `25,000.5`, `$25,000.00`. More than zero.
    pub fn parse(typed: &str) -> Option<Self> {
        let plain: String = typed.trim().trim_start_matches('$').chars().filter(|c| *c != ',').collect();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
            return None;
        }
        let cents = format!("{whole}{fraction:0<2}").parse().ok()?;
        (1..=CENTS_MAX).contains(&cents).then_some(Self(cents))
    }

    /// The exact decimal text that interfaces take: `25000.00`.
    pub fn exact(self) -> String {
        format!("{}.{:02}", self.0 / 100, self.0 % 100)
    }

    /// This many times over; none where it would be too much to count.
    pub fn times(self, quantity: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(quantity)).map(Self)
    }

    /// A percent more, rounded up.
    pub fn and_a_percent(self) -> Self {
        Self(self.0 + (self.0 + 99) / 100)
    }
}

/// As people read it: `$25,000.00`, `−$12.50`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let cents = self.0.unsigned_abs();
        let whole = (cents / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(f, "{sign}${grouped}.{:02}", cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_exactly_or_not_at_all() {
        let check = |typed, cents: Option<i64>| assert_eq!(Money::parse(typed), cents.map(Money), "{typed}");
        check("25000", Some(2_500_000));
        check(" $25,000.5 ", Some(2_500_050));
        check("0.01", Some(1));
        check("1.005", None);
        check("0", None);
        check("0.00", None);
        check("-5", None);
        check("1e3", None);
        check("", None);
        check(".5", None);
        check("٣", None);
        check("999999999", None);
        check("100000000.00", Some(10_000_000_000));
        check("100000000.01", None);
    }

    #[test]
    fn amounts_are_written_for_people_and_for_interfaces() {
        let check = |cents, read: &str, exact: &str| {
            assert_eq!((Money(cents).to_string().as_str(), Money(cents).exact().as_str()), (read, exact));
        };
        check(0, "$0.00", "0.00");
        check(5, "$0.05", "0.05");
        check(123_456, "$1,234.56", "1234.56");
        check(100_000_000, "$1,000,000.00", "1000000.00");
        assert_eq!(Money(-1250).to_string(), "\u{2212}$12.50");
    }

    #[test]
    fn a_percent_is_rounded_up() {
        assert_eq!(Money(10_000).and_a_percent(), Money(10_100));
        assert_eq!(Money(101).and_a_percent(), Money(103));
    }
}
