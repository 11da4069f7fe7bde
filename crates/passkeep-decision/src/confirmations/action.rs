//! The action: the exact bytes that are kept, hashed, shown and signed.
//!
//! RFC 8785 with less to go wrong. One object; a value is a text, or an object of texts. No numbers, no arrays, no
//! literals, no white space; names are `[a-z0-9_]+`, in order, each once. Texts are in NFC and hold no control, no
//! bidirectional or zero-width character; the two characters that must be escaped are, and no others. So there is one
//! way to write an action: what was read is written again as the same bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use crate::text::hides;

/// The most bytes that an action may have.
pub const ACTION_BYTES_MAX: usize = 4096;

/// An action. There is none whose bytes are not canonical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    bytes: String,
    values: BTreeMap<String, ActionValue>,
}

/// One value of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionValue {
    /// A text.
    Text(String),
    /// An object of texts.
    Object(BTreeMap<String, String>),
}

/// Why bytes are no action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionFault {
    /// More bytes than an action may have.
    TooLong,
    /// Not UTF-8.
    NotUtf8,
    /// Not the grammar of an action, at this byte.
    Syntax {
        /// The byte.
        at: usize,
    },
    /// A name that is not `[a-z0-9_]+`, is out of order, or stands twice.
    Name {
        /// Where it begins.
        at: usize,
    },
    /// A text that is not in NFC.
    NotNfc {
        /// Where it begins.
        at: usize,
    },
    /// A text with a character that hides, or turns text around.
    Hidden {
        /// Where it begins.
        at: usize,
    },
}

impl ActionFault {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::NotUtf8 => "not_utf8",
            Self::Syntax { .. } => "syntax",
            Self::Name { .. } => "name",
            Self::NotNfc { .. } => "not_nfc",
            Self::Hidden { .. } => "hidden",
        }
    }
}

impl Action {
    /// Reads the bytes of an action.
    pub fn parse(bytes: &[u8]) -> Result<Self, ActionFault> {
        if bytes.len() > ACTION_BYTES_MAX {
            return Err(ActionFault::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| ActionFault::NotUtf8)?;
        let mut reader = Reader { text, at: 0 };
        let values = reader.object(Reader::value)?;
        if reader.at != text.len() {
            return Err(reader.syntax());
        }
        Ok(Self { bytes: text.to_owned(), values })
    }

    /// Writes an action of these values. What breaks the rules is refused as in what is read.
    pub fn of(values: BTreeMap<String, ActionValue>) -> Result<Self, ActionFault> {
        let bytes = write(&values);
        Self::parse(bytes.as_bytes())
    }

    /// The exact bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.as_bytes()
    }

    /// The exact bytes, which are text.
    pub fn as_str(&self) -> &str {
        &self.bytes
    }

    /// A value.
    pub fn value(&self, name: &str) -> Option<&ActionValue> {
        self.values.get(name)
    }

    /// Every value, by name.
    pub const fn values(&self) -> &BTreeMap<String, ActionValue> {
        &self.values
    }
}

/// Whether a name may stand in an action.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.bytes().all(plain)
}

fn write(values: &BTreeMap<String, ActionValue>) -> String {
    let members = values.iter().map(|(name, value)| match value {
        ActionValue::Text(text) => format!("{}:{}", quoted(name), quoted(text)),
        ActionValue::Object(inner) => {
            let inner: Vec<String> =
                inner.iter().map(|(name, text)| format!("{}:{}", quoted(name), quoted(text))).collect();
            format!("{}:{{{}}}", quoted(name), inner.join(","))
        }
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
    out
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn object<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, ActionFault>,
    ) -> Result<BTreeMap<String, T>, ActionFault> {
        let mut members: BTreeMap<String, T> = BTreeMap::new();
        self.take(b'{')?;
        if self.next_is(b'}') {
            self.at += 1;
            return Ok(members);
        }
        loop {
            let begins = self.at;
            let name = self.string()?;
            let follows = members.last_key_value().is_none_or(|(last, _)| last.as_str() < name.as_ref());
            if !is_name(&name) || !follows {
                return Err(ActionFault::Name { at: begins });
            }
            self.take(b':')?;
            let value = read(self)?;
            members.insert(name.into_owned(), value);
            if self.next_is(b'}') {
                self.at += 1;
                return Ok(members);
            }
            self.take(b',')?;
        }
    }

    fn value(&mut self) -> Result<ActionValue, ActionFault> {
        if self.next_is(b'{') {
            return self.object(Self::text).map(ActionValue::Object);
        }
        self.text().map(ActionValue::Text)
    }

    fn text(&mut self) -> Result<String, ActionFault> {
        let begins = self.at;
        let text = self.string()?;
        if text.chars().any(hides) {
            return Err(ActionFault::Hidden { at: begins });
        }
        if !is_nfc(&text) {
            return Err(ActionFault::NotNfc { at: begins });
        }
        Ok(text.into_owned())
    }

    /// A string in which `"` and `\` are escaped, and nothing else is.
    fn string(&mut self) -> Result<Cow<'a, str>, ActionFault> {
        self.take(b'"')?;
        let begins = self.at;
        let mut unescaped = String::new();
        let mut kept = begins;
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    let last = &self.text[kept..self.at];
                    self.at += 1;
                    return Ok(if kept == begins {
                        Cow::Borrowed(last)
                    } else {
                        Cow::Owned(unescaped + last)
                    });
                }
                Some(b'\\') => {
                    unescaped.push_str(&self.text[kept..self.at]);
                    self.at += 1;
                    let Some(b'"' | b'\\') = self.text.as_bytes().get(self.at) else {
                        return Err(self.syntax());
                    };
                    kept = self.at;
                    self.at += 1;
                }
                Some(_) => self.at += 1,
                None => return Err(self.syntax()),
            }
        }
    }

    fn next_is(&self, byte: u8) -> bool {
        self.text.as_bytes().get(self.at) == Some(&byte)
    }

    fn take(&mut self, byte: u8) -> Result<(), ActionFault> {
        if !self.next_is(byte) {
            return Err(self.syntax());
        }
        self.at += 1;
        Ok(())
    }

    const fn syntax(&self) -> ActionFault {
        ActionFault::Syntax { at: self.at }
    }
}

/// What must hold of whatever is read: for the fuzz target and the tests.
#[cfg(any(test, fuzzing))]
pub(crate) fn check_reading(bytes: &[u8]) {
    let Ok(action) = Action::parse(bytes) else { return };
    assert_eq!(write(&action.values).as_bytes(), bytes, "written again it is the same bytes");
    assert_eq!(Action::of(action.values.clone()).as_ref(), Ok(&action));
    // Any JSON parser reads the same.
    let read: serde_json::Value = serde_json::from_slice(bytes).expect("it is JSON");
    assert_eq!(read.to_string().as_bytes(), bytes, "it is canonical JSON");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> ActionFault {
        Action::parse(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn an_action_has_one_form() {
        let text = r#"{"amount":{"currency":"USD","value":"25000.00"},"note":"a \"b\" \\ 李","to":"Ada"}"#;
        let action = Action::parse(text.as_bytes()).unwrap();
        assert_eq!(action.as_str(), text);
        assert_eq!(action.value("note"), Some(&ActionValue::Text(r#"a "b" \ 李"#.into())));
        check_reading(text.as_bytes());
        check_reading(b"{}");
    }

    #[test]
    fn every_other_form_is_refused() {
        for text in [
            "",
            "{",
            " {}",
            "{} ",
            "{}{}",
            "[]",
            "\"a\"",
            r#"{"a":1}"#,
            r#"{"a":true}"#,
            r#"{"a":null}"#,
            r#"{"a":["b"]}"#,
            r#"{"a": "b"}"#,
            r#"{"a":"b",}"#,
            r#"{"a":"\u0062"}"#,
            r#"{"a":"\/"}"#,
            r#"{"a":"\ud800"}"#,
            r#"{"a":{"b":{}}}"#,
            r#"{"a":"b"#,
        ] {
            assert!(matches!(fault(text), ActionFault::Syntax { .. }), "{text}: {:?}", fault(text));
        }
        for text in [
            r#"{"":"b"}"#,
            r#"{"A":"b"}"#,
            r#"{"a-b":"c"}"#,
            r#"{"b":"c","a":"d"}"#,
            r#"{"a":"b","a":"c"}"#,
            r#"{"a":{"c":"d","b":"e"}}"#,
        ] {
            assert!(matches!(fault(text), ActionFault::Name { .. }), "{text}");
        }
        for hidden in ['\n', '\u{7f}', '\u{202e}', '\u{200b}', '\u{feff}', '\u{2066}', '\u{ad}'] {
            let text = format!(r#"{{"a":"b{hidden}"}}"#);
            assert!(matches!(fault(&text), ActionFault::Hidden { .. }), "{hidden:?}");
        }
        assert!(matches!(fault("{\"a\":\"e\u{301}\"}"), ActionFault::NotNfc { .. }));
        assert_eq!(Action::parse(b"{\"a\":\"\xff\"}"), Err(ActionFault::NotUtf8));
        assert_eq!(Action::parse(&[b' '; ACTION_BYTES_MAX + 1]), Err(ActionFault::TooLong));
    }

    #[test]
    fn whatever_is_read_is_written_as_the_same_bytes() {
        // A hundred thousand inputs, made by chance of what an action is made of: most are none, many are.
        const PIECES: [&str; 22] = [
            "{",
            "}",
            "\"",
            ":",
            ",",
            "\"a\":",
            "\"b\":",
            "\"a0_\":",
            "\"x\"",
            "\"\\\\\"",
            "\"\\\"\"",
            "é",
            "e\u{301}",
            "李",
            "\u{202e}",
            "\\",
            "\\u0041",
            " ",
            "1",
            "\"a\":\"b\"",
            "{\"c\":\"d\"}",
            "\u{0}",
        ];
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut draw = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut read = 0;
        for _ in 0..100_000 {
            let mut text = String::from("{");
            for _ in 0..draw(7) {
                text.push_str(PIECES[draw(PIECES.len())]);
            }
            text.push('}');
            check_reading(text.as_bytes());
            read += usize::from(Action::parse(text.as_bytes()).is_ok());
        }
        assert!(read > 1_000, "only {read} were actions");
    }
}
