//! What a catalogue says of each text, read from its source: enough of Fluent to compare two languages.

use std::collections::{BTreeMap, BTreeSet};

/// A catalogue: its name, its English, and the others by tag.
type Catalogue = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Every catalogue. A new language stands here.
pub const CATALOGUES: [Catalogue; 4] = [
    (
        "texts",
        include_str!("../../../texts/en.ftl"),
        &[
            ("zh-CN", include_str!("../../../texts/zh-CN.ftl")),
            ("zh-TW", include_str!("../../../texts/zh-TW.ftl")),
            ("ja", include_str!("../../../texts/ja.ftl")),
        ],
    ),
    (
        "messages",
        include_str!("../../../texts/messages.en.ftl"),
        &[
            ("zh-CN", include_str!("../../../texts/messages.zh-CN.ftl")),
            ("zh-TW", include_str!("../../../texts/messages.zh-TW.ftl")),
            ("ja", include_str!("../../../texts/messages.ja.ftl")),
        ],
    ),
    (
        "diagnoses",
        include_str!("../../../texts/diagnoses.en.ftl"),
        &[
            ("zh-CN", include_str!("../../../texts/diagnoses.zh-CN.ftl")),
            ("zh-TW", include_str!("../../../texts/diagnoses.zh-TW.ftl")),
            ("ja", include_str!("../../../texts/diagnoses.ja.ftl")),
        ],
    ),
    (
        "guidance",
        include_str!("../../../texts/guidance.en.ftl"),
        &[
            ("zh-CN", include_str!("../../../texts/guidance.zh-CN.ftl")),
            ("zh-TW", include_str!("../../../texts/guidance.zh-TW.ftl")),
            ("ja", include_str!("../../../texts/guidance.ja.ftl")),
        ],
    ),
];

/// The cases that a language chooses for its numbers: they may differ.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A text, and what must be alike in every language.
#[derive(Debug, Default, PartialEq)]
pub struct Message {
    pub text: String,
    pub variables: BTreeSet<String>,
    /// By the variable that is asked: its cases, without those of numbers.
    pub cases: BTreeMap<String, BTreeSet<String>>,
    pub selectors: usize,
    pub defaults: usize,
    pub marks: Vec<String>,
}

impl Message {
    /// Whether it says something outside its placeables.
    pub fn has_words(&self) -> bool {
        let outside = self.text.split('{').map(|piece| piece.rsplit('}').next().unwrap_or_default());
        outside.flat_map(str::chars).any(char::is_alphabetic)
    }
}

/// The texts by key; one that stands twice is a fault.
pub fn messages(source: &str) -> BTreeMap<String, Message> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            let (key, text) = line.split_once(" =").expect("a key has a text");
            let before = found.insert(key.to_owned(), text.trim_start().to_owned());
            assert!(before.is_none(), "{key} stands twice");
            last = Some(key.to_owned());
        } else if let Some(text) = last.as_ref().and_then(|key| found.get_mut(key)) {
            text.push('\n');
            text.push_str(line);
        }
    }
    found.into_iter().map(|(key, text)| (key, read(text.trim_end().to_owned()))).collect()
}

fn read(text: String) -> Message {
    let mut message = Message::default();
    for piece in text.split('$').skip(1) {
        let end = piece.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(piece.len());
        message.variables.insert(piece[..end].to_owned());
        if piece[end..].trim_start().starts_with("->") {
            message.selectors += 1;
        }
    }
    // The cases that follow a question are of the variable that was asked last.
    let mut asked = None;
    for line in text.lines() {
        let case = line.trim_start();
        if let Some(name) = case.strip_prefix('*').unwrap_or(case).strip_prefix('[') {
            let name = name.split(']').next().unwrap_or_default().to_owned();
            if let Some(asked) = asked.as_ref().filter(|_| !is_of_numbers(&name)) {
                message.cases.entry(String::clone(asked)).or_default().insert(name);
            }
            message.defaults += usize::from(case.starts_with('*'));
        }
        if let Some((before, _)) = line.rsplit_once("->") {
            asked = before.rsplit_once('$').map(|(_, name)| name.trim().to_owned());
        }
    }
    for mark in text.split('<').skip(1) {
        if let Some((name, _)) = mark.split_once('>') {
            message.marks.push(format!("<{name}>"));
        }
    }
    message.text = text;
    message
}

/// None at all is a case of its own in every language.
fn is_of_numbers(name: &str) -> bool {
    PLURALS.contains(&name) || name.parse::<u32>().is_ok_and(|number| number > 0)
}
