//! Reads what a rule's `when` asks of each fact.

use serde_json::Value;

use super::{Reader, meant, words};
use crate::platform::facts::{AppId, Browser, Channel, OsName, Presence, Region, ScreenLock};
use crate::platform::known::Version;
use crate::platform::policy::lines::within;
use crate::platform::policy::{Condition, Fact, FactKind, Operand, Test};

const TESTS: &[&str] = &["lt", "lte", "gt", "gte", "in", "not", "known"];

impl Reader {
    pub(super) fn when(&mut self, pointer: &str, when: Option<&Value>) -> Vec<Condition> {
        let pointer = within(pointer, "when");
        let Some(tests) = when.and_then(Value::as_object).filter(|tests| !tests.is_empty()) else {
            self.wrong(&pointer, "what must hold of the client, as { \"os.name\": \"ios\", \"os.version\": { \"lt\": \"16\" } }");
            return vec![];
        };
        let mut conditions = vec![];
        for (name, test) in tests {
            let pointer = within(&pointer, name);
            let Some(fact) = Fact::parse(name) else {
                let known: Vec<&str> = Fact::NAMED.iter().map(|(name, _)| *name).collect();
                let what = format!(
                    "no such fact{}. There are {} and caps.NAME",
                    meant(name, &known),
                    known.join(", ")
                );
                self.wrong(&pointer, what);
                continue;
            };
            let Value::Object(several) = test else {
                let operand = self.operand(&pointer, &fact, test);
                conditions.extend(operand.map(|operand| Condition { fact, test: Test::In(vec![operand]) }));
                continue;
            };
            if several.is_empty() {
                self.wrong(&pointer, format!("an empty test: one of {}", TESTS.join(", ")));
            }
            for (kind, value) in several {
                let test = self.test(&within(&pointer, kind), &fact, (kind, value));
                conditions.extend(test.map(|test| Condition { fact: fact.clone(), test }));
            }
        }
        conditions
    }

    fn test(&mut self, pointer: &str, fact: &Fact, (kind, value): (&str, &Value)) -> Option<Test> {
        match kind {
            "in" => {
                let Some(list) = value.as_array().filter(|list| !list.is_empty()) else {
                    self.wrong(pointer, "a list of values, as [\"ios\", \"ipados\"]");
                    return None;
                };
                self.operands(pointer, fact, list).map(Test::In)
            }
            "not" => match value {
                Value::Array(list) => self.operands(pointer, fact, list).map(Test::Not),
                value => self.operand(pointer, fact, value).map(|operand| Test::Not(vec![operand])),
            },
            "known" => {
                if !value.is_boolean() {
                    self.wrong(pointer, "true or false, without quotes");
                }
                value.as_bool().map(Test::Known)
            }
            "lt" | "lte" | "gt" | "gte" => {
                if !fact.is_version() {
                    let what = format!(
                        "{} has no order: only versions and numbers are larger or smaller",
                        fact.name()
                    );
                    self.wrong(pointer, what);
                    return None;
                }
                let operand = self.operand(pointer, fact, value)?;
                Some(match kind {
                    "lt" => Test::Lt(operand),
                    "lte" => Test::Lte(operand),
                    "gt" => Test::Gt(operand),
                    _ => Test::Gte(operand),
                })
            }
            other => {
                self.wrong(
                    pointer,
                    format!("no test of this name: {}{}", TESTS.join(", "), meant(other, TESTS)),
                );
                None
            }
        }
    }

    fn operands(&mut self, pointer: &str, fact: &Fact, list: &[Value]) -> Option<Vec<Operand>> {
        let read = list.iter().enumerate().map(|(at, value)| {
            let pointer = within(pointer, &at.to_string());
            self.operand(&pointer, fact, value)
        });
        let read: Vec<Option<Operand>> = read.collect();
        read.into_iter().collect()
    }

    fn operand(&mut self, pointer: &str, fact: &Fact, value: &Value) -> Option<Operand> {
        match fact.kind() {
            FactKind::Word => self.word_of(pointer, fact, value).map(Operand::Word),
            FactKind::Version => self.version_of(pointer, value).map(Operand::Version),
            FactKind::Number => {
                if value.as_u64().is_none() {
                    self.wrong(pointer, format!("{} is a whole number, without quotes", fact.name()));
                }
                value.as_u64().map(Operand::Number)
            }
            FactKind::Flag => {
                if !value.is_boolean() {
                    self.wrong(pointer, format!("{} is true or false, without quotes", fact.name()));
                }
                value.as_bool().map(Operand::Flag)
            }
        }
    }

    fn version_of(&mut self, pointer: &str, value: &Value) -> Option<Version> {
        match value {
            Value::String(text) => {
                let version = Version::parse(text);
                if version.is_none() {
                    self.wrong(
                        pointer,
                        format!("{text:?} is no version: numbers between dots, as \"16.20.25608\""),
                    );
                }
                version
            }
            Value::Number(number) if number.is_u64() => number.as_u64().map(Version::from),
            _ => {
                self.wrong(pointer, "write versions in quotes: as a number 16.20 is 16.2");
                None
            }
        }
    }

    fn word_of(&mut self, pointer: &str, fact: &Fact, value: &Value) -> Option<String> {
        let Some(word) = value.as_str() else {
            self.wrong(pointer, format!("{} is a word in quotes", fact.name()));
            return None;
        };
        let known: Vec<&'static str> = match fact {
            Fact::Named("channel", _) => words(Channel::ALL, Channel::as_str),
            Fact::Named("os.name", _) => words(OsName::ALL, OsName::as_str),
            Fact::Named("screen_lock", _) => words(ScreenLock::ALL, ScreenLock::as_str),
            Fact::Named("gms", _) => words(Presence::ALL, Presence::as_str),
            Fact::Named("browser", _) => words(Browser::ALL, Browser::as_str),
            _ => vec![],
        };
        if !known.is_empty() && !known.contains(&word) {
            let mut what = format!("{word:?} is none of {}{}", known.join(", "), meant(word, &known));
            if word == "unknown" {
                what = "write { \"known\": false } for what is unknown".to_owned();
            }
            self.wrong(pointer, what);
            return None;
        }
        if fact.name() == "region" && Region::parse(word).is_none() {
            self.wrong(pointer, format!("{word:?} is no region: two capital letters, as \"CN\""));
            return None;
        }
        if fact.name() == "app.id" && AppId::parse(word).is_none() {
            self.wrong(pointer, format!("{word:?} is no app's word: 1 to 40 of a-z, 0-9, -, . and _"));
            return None;
        }
        Some(word.to_owned())
    }
}
