//! Amounts: a currency, and a decimal string in its exact scale. Never a floating-point number.

/// A currency's code: 3 to 8 of `A-Z` and `0-9`, the first a letter (ISO 4217, and what else an operator trades in).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(String);

impl Currency {
    /// Reads a code.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let fits = (3..=8).contains(&text.len()) && text.bytes().all(plain);
        (fits && text.as_bytes()[0].is_ascii_uppercase()).then(|| Self(text.to_owned()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An amount in the smallest unit of its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The currency.
    pub currency: Currency,
    /// How many of its smallest unit.
    pub units: u128,
}

/// The most digits before the point.
const WHOLE_DIGITS_MAX: usize = 18;

/// Reads a decimal string of exactly `scale` digits after the point: no sign, no zero in front of another digit, no point
/// where the scale is 0.
pub fn parse_exact(text: &str, scale: u8) -> Option<u128> {
    let scale = usize::from(scale);
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_shortest =
        (1..=WHOLE_DIGITS_MAX).contains(&whole.len()) && (whole == "0" || !whole.starts_with('0'));
    let has_point = text.contains('.');
    if !is_shortest
        || fraction.len() != scale
        || has_point != (scale > 0)
        || !digits(whole)
        || !digits(fraction)
    {
        return None;
    }
    format!("{whole}{fraction}").parse().ok()
}

/// Whether a text is a decimal number in its shortest form, with at most `scale` digits after the point.
pub fn is_shortest(text: &str, scale: u8) -> bool {
    match text.split_once('.') {
        None => parse_exact(text, 0).is_some(),
        Some((_, fraction)) => {
            !fraction.ends_with('0')
                && fraction.len() <= usize::from(scale)
                && u8::try_from(fraction.len()).is_ok_and(|scale| parse_exact(text, scale).is_some())
        }
    }
}

/// As people read it: a comma between groups of three digits before the point.
pub fn grouped(decimal: &str) -> String {
    let (whole, rest) = decimal.split_at(decimal.find('.').unwrap_or(decimal.len()));
    let mut out = String::with_capacity(decimal.len() + 6);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_the_exact_scale_of_its_currency() {
        assert_eq!(parse_exact("25000.00", 2), Some(2_500_000));
        assert_eq!(parse_exact("0.01", 2), Some(1));
        assert_eq!(parse_exact("25000", 0), Some(25_000));
        assert_eq!(parse_exact("999999999999999999.99999999", 8), Some(99_999_999_999_999_999_999_999_999));
        for (text, scale) in [
            ("25000", 2),
            ("25000.0", 2),
            ("25000.000", 2),
            ("25000.", 0),
            (".50", 2),
            ("-1.00", 2),
            ("+1.00", 2),
            ("01.00", 2),
            ("1e3", 0),
            ("1,000.00", 2),
            ("1 000.00", 2),
            ("１.00", 2),
            ("", 0),
            ("1000000000000000000", 0),
        ] {
            assert_eq!(parse_exact(text, scale), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_in_its_shortest_form() {
        for text in ["0", "10", "0.5", "10.125"] {
            assert!(is_shortest(text, 3), "{text}");
        }
        for text in ["10.0", "1.2500", "00", "1.0001", ".5", "5."] {
            assert!(!is_shortest(text, 3), "{text}");
        }
    }

    #[test]
    fn people_read_groups_of_three() {
        for (decimal, read) in [
            ("1.00", "1.00"),
            ("999", "999"),
            ("1000", "1,000"),
            ("25000.00", "25,000.00"),
            ("1234567.8", "1,234,567.8"),
        ] {
            assert_eq!(grouped(decimal), read);
        }
    }
}
