//! On which line each value of a JSON text stands, and which names an object has twice. `serde_json` tells neither: of two
//! members of one name it takes the last in silence.

use std::collections::BTreeMap;

/// What is known of a text's places.
#[derive(Default)]
pub(super) struct Lines {
    /// The line of each value, by its JSON Pointer (RFC 6901).
    of: BTreeMap<String, usize>,
    /// The members that stand there again, with the line of the second.
    pub(super) twice: Vec<(String, usize)>,
}

impl Lines {
    /// Of a text that `serde_json` has read.
    pub(super) fn of(json: &str) -> Self {
        let mut walk = Walk { bytes: json.as_bytes(), at: 0, line: 1, lines: Self::default() };
        walk.value(String::new());
        walk.lines
    }

    /// The line of a value, or of the nearest that holds it.
    pub(super) fn line(&self, pointer: &str) -> usize {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.of.get(pointer) {
                return *line;
            }
            match pointer.rfind('/') {
                Some(end) => pointer = &pointer[..end],
                None => return 1,
            }
        }
    }
}

/// A member's pointer. (RFC 6901, section 3)
pub(super) fn within(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    lines: Lines,
}

impl Walk<'_> {
    fn value(&mut self, pointer: String) {
        self.space();
        self.lines.of.entry(pointer.clone()).or_insert(self.line);
        match self.bytes.get(self.at) {
            Some(b'{') => self.object(&pointer),
            Some(b'[') => self.array(&pointer),
            Some(b'"') => drop(self.string()),
            _ => {
                while self.bytes.get(self.at).is_some_and(|b| !b.is_ascii_whitespace() && !b",]}".contains(b))
                {
                    self.at += 1;
                }
            }
        }
    }

    fn object(&mut self, pointer: &str) {
        self.at += 1;
        loop {
            self.space();
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    let line = self.line;
                    let member = within(pointer, &self.string());
                    if self.lines.of.contains_key(&member) {
                        self.lines.twice.push((member.clone(), line));
                    } else {
                        self.lines.of.insert(member.clone(), line);
                    }
                    self.space();
                    // The colon.
                    self.at += 1;
                    self.value(member);
                }
                Some(b'}') | None => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
    }

    fn array(&mut self, pointer: &str) {
        self.at += 1;
        let mut index = 0;
        loop {
            self.space();
            match self.bytes.get(self.at) {
                Some(b']') | None => break,
                Some(b',') => self.at += 1,
                Some(_) => {
                    self.value(within(pointer, &index.to_string()));
                    index += 1;
                }
            }
        }
        self.at += 1;
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        let end = self.at.min(self.bytes.len());
        serde_json::from_slice(&self.bytes[start..end]).unwrap_or_default()
    }

    fn space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at).filter(|b| b.is_ascii_whitespace()) {
            self.line += usize::from(*byte == b'\n');
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_line() {
        let json = "{\n \"a\": [1,\n  {\"b\\\"/\": \"x\\\\\"}],\n \"c\": 1,\n\n \"a\": 2\n}";
        let lines = Lines::of(json);
        assert_eq!(lines.line(""), 1);
        assert_eq!(lines.line("/a"), 2);
        assert_eq!(lines.line("/a/1"), 3);
        assert_eq!(lines.line(&within("/a/1", "b\"/")), 3);
        assert_eq!(lines.line("/c"), 4);
        assert_eq!(lines.line("/a/1/nothing/there"), 3, "the nearest");
        assert_eq!(lines.twice, [("/a".to_owned(), 6)]);
    }
}
