//! The reference: what a person reads out to whoever helps.

use crate::moment::Moment;

/// Eight characters of Crockford's base 32: 40 random bits. A guess finds nothing that could be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(pub [u8; 5]);

/// No I, L, O and U: nobody mistakes them.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: u32 = 8;

impl Reference {
    /// A fresh one.
    pub fn draw(moment: &Moment) -> Self {
        let drawn = moment.draw("attempt reference");
        Self(std::array::from_fn(|i| drawn[i]))
    }

    /// Reads one as people write it: with its code or without, in any case, with spaces and hyphens, O for 0, I and L for 1.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 64 {
            return None;
        }
        let free = text.rsplit_once('/').map_or(text, |(_, free)| free);
        let (mut bits, mut letters) = (0_u64, 0);
        for c in free.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '\u{2011}')) {
            let value = match c.to_ascii_uppercase() {
                'O' => 0,
                'I' | 'L' => 1,
                other => ALPHABET.iter().position(|letter| char::from(*letter) == other)?,
            };
            bits = bits << 5 | value as u64;
            letters += 1;
            if letters > LETTERS {
                return None;
            }
        }
        let bytes = bits.to_be_bytes();
        (letters == LETTERS).then(|| Self(std::array::from_fn(|i| bytes[i + 3])))
    }

    /// Its characters in two fours, behind the code that was told: `SIG-05 / 7F3K-9M2Q`.
    pub fn after(self, code: &str) -> String {
        format!("{code} / {self}")
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bits = self.0.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in 0..LETTERS {
            if place == LETTERS / 2 {
                f.write_str("-")?;
            }
            let value = (bits >> (5 * (LETTERS - 1 - place)) & 31) as usize;
            write!(f, "{}", char::from(ALPHABET[value]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_however_people_write_it() {
        let reference = Reference([0x39, 0xC7, 0x34, 0xD0, 0x57]);
        let text = reference.to_string();
        assert_eq!(text, "773K-9M2Q");
        let spoken = format!("sig-05 / {}", text.to_lowercase().replace('-', " "));
        for text in [&reference.after("SIG-05"), &text, "773k9m2q", &spoken] {
            assert_eq!(Reference::parse(text), Some(reference), "{text}");
        }
        assert_eq!(Reference::parse("o0iL-0000"), Reference::parse("0011-0000"));
        for text in ["", "773K-9M2", "773K-9M2QQ", "773K-9M2U", "SIG-05", &"7".repeat(99)] {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }

    #[test]
    fn all_forty_bits_are_used() {
        assert_eq!(Reference([0; 5]).to_string(), "0000-0000");
        assert_eq!(Reference([255; 5]).to_string(), "ZZZZ-ZZZZ");
    }
}
