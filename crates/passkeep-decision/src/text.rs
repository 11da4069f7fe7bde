//! Text that people give and other people read: names of accounts and passkeys.

use unicode_normalization::UnicodeNormalization;

/// 1 to `MAX` visible characters after NFC, trimmed, with no controls and nothing that hides or turns text around.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VisibleText<const MAX: usize>(String);

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing visible in it.
    Empty,
    /// More characters than allowed.
    TooLong,
    /// A control, bidirectional or zero-width character.
    Hidden,
}

impl<const MAX: usize> VisibleText<MAX> {
    /// Takes a text as typed.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        // Bounded before the work of normalising: a character has at most 18 code points' worth of bytes here.
        if text.len() > MAX * 32 {
            return Err(TextFault::TooLong);
        }
        let text: String = text.nfc().collect::<String>().trim().to_owned();
        if text.chars().any(hides) {
            return Err(TextFault::Hidden);
        }
        match text.chars().count() {
            0 => Err(TextFault::Empty),
            n if n > MAX => Err(TextFault::TooLong),
            _ => Ok(Self(text)),
        }
    }

    /// Makes a text of ours fit: what hides is dropped, what is too long is cut.
    pub fn fitted(text: &str) -> Option<Self> {
        let kept: String = text.nfc().filter(|c| !hides(*c)).take(MAX).collect();
        Self::parse(&kept).ok()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> std::fmt::Display for VisibleText<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A control, or a character that hides or turns text around.
pub(crate) fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_is_visible_and_names_what_is_not() {
        let parse = |text: &str| VisibleText::<5>::parse(text).map(|t| t.0);
        assert_eq!(parse("  Ada "), Ok("Ada".into()));
        assert_eq!(parse("李小龙"), Ok("李小龙".into()));
        assert_eq!(parse("e\u{301}"), Ok("é".into()));
        assert_eq!(parse(" "), Err(TextFault::Empty));
        assert_eq!(parse("sixsix"), Err(TextFault::TooLong));
        assert_eq!(parse("a\u{202e}b"), Err(TextFault::Hidden));
        assert_eq!(parse("a\nb"), Err(TextFault::Hidden));
        assert_eq!(parse("a\u{200b}b"), Err(TextFault::Hidden));
    }
}
