//! The text that is shown and signed: made of an action and the operator's templates, in one language.

use std::collections::BTreeMap;

use super::action::{Action, ActionValue};
use super::action_type::{ActionType, Field, FieldKind};
use super::amount::grouped;
use crate::text::hides;

/// A text with `{field}` in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(String),
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// A brace without its other half.
    Brace,
    /// A character that hides, or turns text around.
    Hidden,
    /// Nothing in it.
    Empty,
}

impl Template {
    /// Reads a template: braces stand around names of fields and nowhere else.
    pub fn parse(text: &str) -> Result<Self, TemplateFault> {
        if text.chars().any(hides) {
            return Err(TemplateFault::Hidden);
        }
        let mut pieces = vec![];
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, after) = rest.split_at(at);
            let inside = after.strip_prefix('{').ok_or(TemplateFault::Brace)?;
            let ends = inside.find(['{', '}']).ok_or(TemplateFault::Brace)?;
            let (name, after) = inside.split_at(ends);
            rest = after.strip_prefix('}').ok_or(TemplateFault::Brace)?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Field(name.to_owned()));
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if pieces.is_empty() { Err(TemplateFault::Empty) } else { Ok(Self(pieces)) }
    }

    /// The names of the fields in it.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Field(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    fn render(&self, fields: &[ShownField]) -> String {
        let value =
            |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.value.as_str());
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Field(name) => value(name).unwrap_or_default(),
        });
        pieces.collect()
    }
}

/// What is shown of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which app asks.
    pub app: String,
    /// What for, in a line.
    pub title: String,
    /// Every field, in the operator's order.
    pub fields: Vec<ShownField>,
}

/// A field as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownField {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its value.
    pub value: String,
}

impl Shown {
    /// The text that is signed: the app, the title, and a line for each field. No part of it can hold a line break, so
    /// that none passes for another.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}", self.app, self.title);
        for field in &self.fields {
            text.push('\n');
            text.push_str(&field.label);
            text.push_str(": ");
            text.push_str(&field.value);
        }
        text
    }
}

impl ActionType {
    /// What is shown of an action of this type in a language; in English where there is no text in that one.
    pub fn shown(&self, action: &Action, app: &str, locale: &str) -> Shown {
        let show = |field: &Field| {
            let value = field_value(field, action.value(&field.name)?, locale);
            Some(ShownField { name: field.name.clone(), label: in_language(&field.label, locale), value })
        };
        let fields: Vec<ShownField> = self.fields.iter().filter_map(show).collect();
        let title = self.title.get(locale).or_else(|| self.title.get(FALLBACK));
        let title = title.map(|template| template.render(&fields)).unwrap_or_default();
        Shown { app: app.to_owned(), title, fields }
    }
}

/// The language of what has no text in another.
pub(super) const FALLBACK: &str = "en";

fn in_language(texts: &BTreeMap<String, String>, locale: &str) -> String {
    texts.get(locale).or_else(|| texts.get(FALLBACK)).cloned().unwrap_or_default()
}

fn field_value(field: &Field, value: &ActionValue, locale: &str) -> String {
    match (&field.kind, value) {
        (FieldKind::Amount { .. }, ActionValue::Object(amount)) => {
            let part = |name| amount.get(name).map(String::as_str).unwrap_or_default();
            format!("{} {}", grouped(part("value")), part("currency"))
        }
        (FieldKind::Quantity { .. }, ActionValue::Text(text)) => grouped(text),
        (FieldKind::AccountNumber, ActionValue::Text(text)) => {
            let characters: Vec<char> = text.chars().collect();
            let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
            groups.join(" ")
        }
        (FieldKind::Choice { choices }, ActionValue::Text(text)) => {
            let choice = choices.iter().find(|choice| choice.value == *text);
            choice.map_or_else(|| text.clone(), |choice| in_language(&choice.label, locale))
        }
        (_, ActionValue::Text(text)) => text.clone(),
        (_, ActionValue::Object(_)) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_stand_around_names_alone() {
        let template = Template::parse("Withdraw {amount} to {to}").unwrap();
        assert_eq!(template.fields().collect::<Vec<_>>(), ["amount", "to"]);
        for text in ["{", "}", "a {b", "a b}", "{a{b}}", "{a}}"] {
            assert_eq!(Template::parse(text), Err(TemplateFault::Brace), "{text}");
        }
        assert_eq!(Template::parse(""), Err(TemplateFault::Empty));
        assert_eq!(Template::parse("a\u{202e}b"), Err(TemplateFault::Hidden));
    }
}
