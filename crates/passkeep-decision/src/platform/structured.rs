//! Structured fields (RFC 9651): what headers that name clients are written in. A field that is not whole and well formed
//! is taken as absent, as section 4.2 says.

use std::iter::Peekable;
use std::str::Chars;

/// An item without its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bare {
    /// A whole number.
    Integer(i64),
    /// A text in quotes.
    String(String),
    /// A word.
    Token(String),
    /// `?1` or `?0`.
    Boolean(bool),
    /// A decimal, a date, bytes or a display string: well formed, and in no field of ours.
    Other,
}

/// A member of a dictionary or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// An item with its parameters.
    Item(Bare, Vec<(String, Bare)>),
    /// A list within.
    Inner(Vec<Bare>),
}

/// Longer fields are not read.
const BYTES_MAX: usize = 2048;

/// Reads a dictionary. (RFC 9651, section 4.2.2)
pub fn dictionary(field: &str) -> Option<Vec<(String, Member)>> {
    let mut reader = Reader::of(field)?;
    let mut members: Vec<(String, Member)> = vec![];
    reader.rows(|reader| {
        let key = reader.key()?;
        let member = match reader.takes('=') {
            true => reader.member()?,
            false => Member::Item(Bare::Boolean(true), reader.parameters()?),
        };
        // The last of a name counts.
        members.retain(|(name, _)| *name != key);
        members.push((key, member));
        Some(())
    })?;
    Some(members)
}

/// Reads a list. (RFC 9651, section 4.2.1)
pub fn list(field: &str) -> Option<Vec<Member>> {
    let mut reader = Reader::of(field)?;
    let mut members = vec![];
    reader.rows(|reader| {
        members.push(reader.member()?);
        Some(())
    })?;
    Some(members)
}

/// Reads an item, and leaves its parameters. (RFC 9651, section 4.2.3)
pub fn item(field: &str) -> Option<Bare> {
    let mut reader = Reader::of(field)?;
    let bare = reader.bare()?;
    reader.parameters()?;
    reader.spaces();
    reader.at_end().then_some(bare)
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl<'a> Reader<'a> {
    fn of(field: &'a str) -> Option<Self> {
        let plain = field.len() <= BYTES_MAX && field.is_ascii();
        let mut reader = plain.then(|| Self { rest: field.chars().peekable() })?;
        reader.spaces();
        Some(reader)
    }

    /// Members between commas, until the end. A comma at the end is a fault.
    fn rows(&mut self, mut row: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        while !self.at_end() {
            row(self)?;
            self.blanks();
            if self.at_end() {
                return Some(());
            }
            if !self.takes(',') {
                return None;
            }
            self.blanks();
            if self.at_end() {
                return None;
            }
        }
        Some(())
    }

    fn at_end(&mut self) -> bool {
        self.rest.peek().is_none()
    }

    fn takes(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn spaces(&mut self) {
        while self.takes(' ') {}
    }

    fn blanks(&mut self) {
        while self.rest.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
    }

    fn run(&mut self, of: impl Fn(char) -> bool) -> String {
        let mut run = String::new();
        while let Some(c) = self.rest.next_if(|c| of(*c)) {
            run.push(c);
        }
        run
    }

    fn key(&mut self) -> Option<String> {
        let begins = self.rest.peek().is_some_and(|c| c.is_ascii_lowercase() || *c == '*');
        begins.then(|| self.run(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.*".contains(c)))
    }

    fn member(&mut self) -> Option<Member> {
        if !self.takes('(') {
            return Some(Member::Item(self.bare()?, self.parameters()?));
        }
        let mut inner = vec![];
        loop {
            self.spaces();
            if self.takes(')') {
                self.parameters()?;
                return Some(Member::Inner(inner));
            }
            inner.push(self.bare()?);
            self.parameters()?;
            if !matches!(self.rest.peek(), Some(' ' | ')')) {
                return None;
            }
        }
    }

    fn parameters(&mut self) -> Option<Vec<(String, Bare)>> {
        let mut parameters = vec![];
        while self.takes(';') {
            self.spaces();
            let key = self.key()?;
            let value = if self.takes('=') { self.bare()? } else { Bare::Boolean(true) };
            parameters.push((key, value));
        }
        Some(parameters)
    }

    fn bare(&mut self) -> Option<Bare> {
        let first = *self.rest.peek()?;
        match first {
            '"' => self.string(),
            '?' => {
                self.takes('?');
                match self.rest.next()? {
                    '1' => Some(Bare::Boolean(true)),
                    '0' => Some(Bare::Boolean(false)),
                    _ => None,
                }
            }
            c if c == '-' || c.is_ascii_digit() => self.number(),
            '@' if self.takes('@') => matches!(self.number()?, Bare::Integer(_)).then_some(Bare::Other),
            ':' if self.takes(':') => {
                self.run(|c| c.is_ascii_alphanumeric() || "+/=".contains(c));
                self.takes(':').then_some(Bare::Other)
            }
            '%' if self.takes('%') && self.takes('"') => {
                self.run(|c| (' '..='~').contains(&c) && c != '"');
                self.takes('"').then_some(Bare::Other)
            }
            c if c.is_ascii_alphabetic() || c == '*' => {
                let of_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~:/".contains(c);
                Some(Bare::Token(self.run(of_token)))
            }
            _ => None,
        }
    }

    /// An integer, or a decimal. (RFC 9651, section 4.2.4)
    fn number(&mut self) -> Option<Bare> {
        let sign = if self.takes('-') { -1 } else { 1 };
        let digits = self.run(|c| c.is_ascii_digit());
        if self.takes('.') {
            let fraction = self.run(|c| c.is_ascii_digit());
            let whole = (1..=12).contains(&digits.len()) && (1..=3).contains(&fraction.len());
            return whole.then_some(Bare::Other);
        }
        let whole = (1..=15).contains(&digits.len());
        whole.then(|| digits.parse::<i64>().ok())?.map(|number| Bare::Integer(sign * number))
    }

    fn string(&mut self) -> Option<Bare> {
        self.takes('"');
        let mut text = String::new();
        loop {
            match self.rest.next()? {
                '"' => return Some(Bare::String(text)),
                '\\' => text.push(self.rest.next().filter(|c| matches!(c, '"' | '\\'))?),
                c if (' '..='~').contains(&c) => text.push(c),
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Member {
        Member::Item(Bare::Token(text.into()), vec![])
    }

    #[test]
    fn a_dictionary_is_read_whole() {
        let field = r#"app.id="mobile", os.api_level=34,lock=set;x;y=2 , flag, a=(b "c" 3;q ?0), flag=?0"#;
        let read = dictionary(field).unwrap();
        let inner =
            [Bare::Token("b".into()), Bare::String("c".into()), Bare::Integer(3), Bare::Boolean(false)];
        let parameters = vec![("x".into(), Bare::Boolean(true)), ("y".into(), Bare::Integer(2))];
        let expected = [
            ("app.id", Member::Item(Bare::String("mobile".into()), vec![])),
            ("os.api_level", Member::Item(Bare::Integer(34), vec![])),
            ("lock", Member::Item(Bare::Token("set".into()), parameters)),
            ("a", Member::Inner(inner.to_vec())),
            ("flag", Member::Item(Bare::Boolean(false), vec![])),
        ];
        assert_eq!(read, expected.map(|(key, member)| (key.to_owned(), member)));
        assert_eq!(dictionary(""), Some(vec![]));
        // Types of no field of ours leave the rest readable.
        let field = "a=1.5, b=:aGk=:, c=@1659578233, d=%\"f%c3%bc\", e=-0.001, f=(1.5 @1)";
        let read = dictionary(field).unwrap();
        assert_eq!(read.len(), 6);
        assert!(read[..5].iter().all(|(_, member)| *member == Member::Item(Bare::Other, vec![])), "{read:?}");
    }

    #[test]
    fn lists_and_items_are_read() {
        assert_eq!(list("a, b:c/d").unwrap(), [word("a"), word("b:c/d")]);
        assert_eq!(item(" \"a \\\"b\\\" \\\\\" "), Some(Bare::String("a \"b\" \\".into())));
        assert_eq!(item("?1;x"), Some(Bare::Boolean(true)));
        assert_eq!(item("-7"), Some(Bare::Integer(-7)));
    }

    #[test]
    fn what_is_not_well_formed_is_absent() {
        for field in [
            "a=",
            "a,",
            "A=1",
            "a=1 b=2",
            "a=\"b",
            "a=\"\\x\"",
            "a=(b",
            "a=(b\"c\")",
            "a=1.",
            "a=1.2345",
            "a=:AA",
            "a=@1.5",
            "a=%\"x",
            "a=?2",
            "a=é",
            "a=1;",
            "a=-",
            "=1",
            "a=\"\t\"",
        ] {
            assert_eq!(dictionary(field), None, "{field}");
        }
        assert_eq!(dictionary(&format!("a=\"{}\"", "x".repeat(BYTES_MAX))), None);
        assert_eq!(item("1, 2"), None);
    }
}
