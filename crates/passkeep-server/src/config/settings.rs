//! The settings as they were written: a flat list of dotted names, from the file and the environment.
//!
//! A reader takes each setting that it knows by name. It never stops at the first fault: what is wrong is noted
//! with what was expected, and what nobody took in the end is a setting that doesn't exist.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use toml::Value;

use super::secret::Secret;

/// What is wrong with one setting. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The setting's dotted name, as `sms.url`.
    pub setting: String,
    /// What belongs there.
    pub expected: String,
    /// What stands there.
    pub seen: String,
}

impl Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: expected {}, found {}", self.setting, self.expected, self.seen)
    }
}

struct Written {
    value: Value,
    variable: Option<String>,
}

/// The settings that were not taken yet, and the problems so far.
pub(super) struct Settings {
    written: BTreeMap<String, Written>,
    folder: PathBuf,
    problems: Vec<Problem>,
}

const NOTHING: &str = "nothing";
const HIDDEN: &str = "a value that is not shown here";

impl Settings {
    /// The file's settings, each replaced by its variable where there is one. Paths are taken from `folder`.
    pub(super) fn new(file: toml::Table, environment: &[(String, String)], folder: &Path) -> Self {
        let mut written = BTreeMap::new();
        flatten(String::new(), file, &mut written);
        for (variable, value) in environment {
            let Some(setting) = setting_of_variable(variable) else { continue };
            let value = Value::String(value.clone());
            written.insert(setting, Written { value, variable: Some(variable.clone()) });
        }
        Self { written, folder: folder.to_owned(), problems: Vec::new() }
    }

    /// Whether the setting, or one within the table of that name, is written.
    pub(super) fn has(&self, name: &str) -> bool {
        let within = format!("{name}.");
        self.written.keys().any(|key| key == name || key.starts_with(&within))
    }

    /// A text that `parse` understands.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let written = self.written.remove(name)?;
        let parsed = written.value.as_str().and_then(parse);
        if parsed.is_none() {
            self.note(name, expected, seen(&written));
        }
        parsed
    }

    /// A text that `parse` understands and that must be there.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if !self.written.contains_key(name) {
            self.note(name, expected, NOTHING);
        }
        self.optional(name, expected, parse)
    }

    /// A whole number within a range.
    pub(super) fn integer(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let written = self.written.remove(name)?;
        let number = match (&written.value, &written.variable) {
            (Value::Integer(number), _) => Some(*number),
            (Value::String(text), Some(_)) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let expected = format!("a whole number from {} to {}", range.start(), range.end());
            self.note(name, &expected, seen(&written));
        }
        number
    }

    /// A list, or one text; in the environment its members stand between commas.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let written = self.written.remove(name)?;
        let members: Option<Vec<T>> = match (&written.value, &written.variable) {
            (Value::Array(array), _) => array.iter().map(|member| parse(member.as_str()?)).collect(),
            (Value::String(text), Some(_)) => text.split(',').map(|member| parse(member.trim())).collect(),
            (Value::String(text), None) => parse(text).map(|member| vec![member]),
            _ => None,
        };
        let members = members.filter(|members| !members.is_empty());
        if members.is_none() {
            self.note(name, expected, seen(&written));
        }
        members
    }

    /// A text that may hold a secret, and is never shown.
    pub(super) fn secret_text(&mut self, name: &str, expected: &str) -> Option<Secret> {
        let written = self.written.remove(name)?;
        let text = written.value.as_str().filter(|text| !text.is_empty());
        if text.is_none() {
            self.note(name, expected, HIDDEN);
        }
        text.map(|text| Secret::new(text.to_owned()))
    }

    /// A secret: in the setting `name`, or alone in the file that `name_file` names.
    pub(super) fn secret(&mut self, name: &str, expected: &str) -> Option<Secret> {
        let file_setting = format!("{name}_file");
        let here = self.secret_text(name, expected);
        if !self.written.contains_key(&file_setting) {
            return here;
        }
        if here.is_some() {
            let expected = format!("either this or {name}, not both");
            self.written.remove(&file_setting);
            self.note(&file_setting, &expected, "both");
            return None;
        }
        let path = self.path(&file_setting)?;
        match std::fs::read_to_string(&path) {
            Ok(text) if !text.trim().is_empty() => Some(Secret::new(text.trim().to_owned())),
            Ok(_) => {
                self.note(&file_setting, "a file that holds the secret", "an empty file");
                None
            }
            Err(error) => {
                self.note(&file_setting, "a file that holds the secret", unreadable(&path, &error));
                None
            }
        }
    }

    /// Every setting within a table whose names are the operator's own; the values may be secrets.
    pub(super) fn secrets_within(&mut self, table: &str, expected: &str) -> Vec<(String, Secret)> {
        let members = self.names_within(table).into_iter();
        members
            .filter_map(|member| {
                let secret = self.secret_text(&format!("{table}.{member}"), expected)?;
                Some((member, secret))
            })
            .collect()
    }

    /// Every setting within a table whose names are the operator's own; the values are lists.
    pub(super) fn lists_within<T>(
        &mut self,
        table: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<(String, Vec<T>)> {
        let members = self.names_within(table).into_iter();
        members
            .filter_map(|member| {
                let list = self.list(&format!("{table}.{member}"), expected, &parse)?;
                Some((member, list))
            })
            .collect()
    }

    /// The names within a table, each with what follows it.
    pub(super) fn names_within(&self, table: &str) -> Vec<String> {
        let within = format!("{table}.");
        self.written.keys().filter_map(|name| name.strip_prefix(&within)).map(str::to_owned).collect()
    }

    /// A path; a relative one starts at the configuration's folder.
    pub(super) fn path(&mut self, name: &str) -> Option<PathBuf> {
        let folder = self.folder.clone();
        self.optional(name, "a path", |text| (!text.is_empty()).then(|| folder.join(text)))
    }

    /// Yes or no.
    pub(super) fn boolean(&mut self, name: &str) -> Option<bool> {
        let written = self.written.remove(name)?;
        let value = match (&written.value, &written.variable) {
            (Value::Boolean(value), _) => Some(*value),
            (Value::String(text), Some(_)) => text.trim().parse().ok(),
            _ => None,
        };
        if value.is_none() {
            self.note(name, "true or false", seen(&written));
        }
        value
    }

    /// The tables of a list, as `[[name]]` writes them, each as settings of its own with its name among these. What is
    /// wrong with one is taken back by `take_problems`.
    pub(super) fn tables(&mut self, name: &str, expected: &str) -> Vec<(Self, String)> {
        let within = self.has(name) && !self.written.contains_key(name);
        let Some(written) = self.written.remove(name) else {
            if within {
                self.forget_within(name);
                self.note(name, expected, HIDDEN);
            }
            return vec![];
        };
        let Value::Array(members) = written.value else {
            self.note(name, expected, HIDDEN);
            return vec![];
        };
        let mut tables = vec![];
        for (at, member) in members.into_iter().enumerate() {
            let within = format!("{name}[{at}]");
            match member {
                Value::Table(table) => tables.push((Self::new(table, &[], &self.folder), within)),
                _ => self.note(&within, expected, HIDDEN),
            }
        }
        tables
    }

    /// Takes back what is wrong with a table of a list.
    pub(super) fn take_problems(&mut self, table: Self, within: &str) {
        for problem in table.finish() {
            self.note(&format!("{within}.{}", problem.setting), &problem.expected, problem.seen);
        }
    }

    /// Forgets what is within a table, where a fault further up makes it meaningless.
    pub(super) fn forget_within(&mut self, table: &str) {
        let within = format!("{table}.");
        self.written.retain(|name, _| !name.starts_with(&within));
    }

    /// Notes that a setting is not what it should be.
    pub(super) fn note(&mut self, setting: &str, expected: &str, seen: impl Into<String>) {
        self.problems.push(Problem {
            setting: setting.to_owned(),
            expected: expected.to_owned(),
            seen: seen.into(),
        });
    }

    /// Where relative paths start.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Notes what nobody asked for, and gives all problems.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        // The value is not shown: a misspelt name may hold a secret.
        for (name, written) in std::mem::take(&mut self.written) {
            let seen = match written.variable {
                Some(variable) => format!("{HIDDEN}, in the variable {variable}"),
                None => HIDDEN.to_owned(),
            };
            self.note(&name, "no setting of this name", seen);
        }
        self.problems
    }
}

/// How a file that can't be read is described.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("{}, which can't be read: {error}", path.display())
}

/// `PASSKEEP_SMS__URL` is `sms.url`. Kubernetes gives every pod PASSKEEP_PORT… and PASSKEEP_SERVICE_… for a Service
/// that is called passkeep: they are none of ours.
fn setting_of_variable(variable: &str) -> Option<String> {
    let name = variable.strip_prefix("PASSKEEP_")?;
    if name == "PORT" || name.starts_with("PORT_") || name.starts_with("SERVICE_") {
        return None;
    }
    Some(name.to_lowercase().replace("__", "."))
}

fn flatten(prefix: String, table: toml::Table, written: &mut BTreeMap<String, Written>) {
    for (key, value) in table {
        let name = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        match value {
            Value::Table(inner) => flatten(name, inner, written),
            value => {
                written.insert(name, Written { value, variable: None });
            }
        }
    }
}

fn seen(written: &Written) -> String {
    match &written.variable {
        Some(variable) => format!("{} in the variable {variable}", written.value),
        None => written.value.to_string(),
    }
}
