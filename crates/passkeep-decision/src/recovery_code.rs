//! Recovery codes: a printed set of ten, 80 bits each, used once each.

use zeroize::Zeroizing;

use crate::hash::Hash;
use crate::moment::{Moment, Timestamp};

/// A code of the set: 80 bits, well over the 64 that NIST SP 800-63B-4, section 3.1.2.1, asks for. A secret: its `Debug`
/// says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<[u8; 10]>);

/// Crockford's base 32: no letter that is read as a digit, and none that makes words of ill fame.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: usize = 16;

impl RecoveryCode {
    /// How many make a set.
    pub const SET: usize = 10;

    /// Draws a whole set.
    pub fn draw_set(moment: &Moment) -> Vec<Self> {
        let seed = Zeroizing::new(moment.draw("recovery codes"));
        let code = |slot: i64| {
            let drawn =
                Zeroizing::new(Hash::new("recovery-code-draw").bytes(seed.as_slice()).integer(slot).finish());
            Self(Zeroizing::new(std::array::from_fn(|i| drawn[i])))
        };
        (0..Self::SET as i64).map(code).collect()
    }

    /// Reads a code as people type it: small letters, spaces and hyphens anywhere, `O` for `0`, `I` and `L` for `1`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 128 {
            return None;
        }
        let mut bits: u128 = 0;
        let mut letters = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '\u{2011}'))
        {
            let value = match c.to_ascii_uppercase() {
                'O' => 0,
                'I' | 'L' => 1,
                other => ALPHABET.iter().position(|letter| char::from(*letter) == other)?,
            };
            bits = bits << 5 | value as u128;
            letters += 1;
            if letters > LETTERS {
                return None;
            }
        }
        let bytes = bits.to_be_bytes();
        (letters == LETTERS).then(|| Self(Zeroizing::new(std::array::from_fn(|i| bytes[i + 6]))))
    }

    /// As it is shown and printed: four groups of four.
    pub fn expose(&self) -> Zeroizing<String> {
        let bits = self.0.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + 3));
        for place in 0..LETTERS {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            let value = (bits >> (5 * (LETTERS - 1 - place)) & 31) as usize;
            text.push(char::from(ALPHABET[value]));
        }
        text
    }

    /// The bytes, for the MAC that is stored.
    pub fn bytes(&self) -> &[u8; 10] {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// What is known of a set that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecoveryCodeSet {
    /// When it was made.
    pub made_at: Timestamp,
    /// How many of it are left.
    pub left: usize,
}

/// The place of a code in its set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    fn set(seed: u8) -> Vec<RecoveryCode> {
        RecoveryCode::draw_set(&Moment::new(Timestamp(0), &[seed; 32]))
    }

    #[test]
    fn a_code_is_read_as_it_is_written_and_as_people_type_it() {
        for code in set(1) {
            let text = code.expose();
            assert_eq!(text.len(), 19, "{}", text.as_str());
            let typed = [
                text.to_lowercase(),
                text.replace('-', " "),
                text.replace('-', ""),
                text.replace('0', "o").replace('1', "l"),
                text.replace('-', "\u{2011}"),
                format!(" {}\n", text.as_str()),
            ];
            for typed in typed {
                assert_eq!(RecoveryCode::parse(&typed), Some(code.clone()), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        let code = set(1).remove(0).expose().to_string();
        for text in
            ["", "0000", &code[..18], &format!("{code}0"), &code.replace(&code[..1], "U"), &"0".repeat(200)]
        {
            assert_eq!(RecoveryCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ten_differ_and_no_log_shows_one() {
        let codes: std::collections::HashSet<_> =
            set(1).into_iter().chain(set(2)).map(|code| *code.bytes()).collect();
        assert_eq!(codes.len(), 2 * RecoveryCode::SET);
        assert_eq!(format!("{:?}", set(1)[0]), "RecoveryCode(..)");
    }
}
