//! `passkeep explain`: an attempt is decided again on what was seen of it.

use passkeep_decision::diagnosis::{Attempt, Diagnosis, Told, diagnose};
use serde_json::Value;

use super::words;
use crate::texts::Language;

/// A fact, by the name that it is kept under.
pub struct Fact {
    /// Its name, as `page.secure`.
    pub name: String,
    /// What it is.
    pub value: String,
}

/// An attempt, decided again.
pub struct Explanation {
    /// What the signs say today.
    pub diagnosis: Diagnosis,
    /// The facts, in the order in which they are kept.
    pub facts: Vec<Fact>,
    /// What happened, in one sentence.
    pub say: String,
    /// Each cause, with its name and how likely it is.
    pub causes: Vec<(&'static str, &'static str, String)>,
    /// What a person does on this system.
    pub steps: Vec<String>,
    /// What whoever runs the server or wrote the app does.
    pub staff: Vec<String>,
}

/// Explains an attempt, without what is known of an account: what was told at the time was decided on the same signs.
pub fn explain(attempt: &Attempt, language: Language) -> Explanation {
    explain_to(attempt, &diagnose(&attempt.signs), language)
}

/// Explains an attempt of which a diagnosis was made.
pub fn explain_to(attempt: &Attempt, diagnosis: &Diagnosis, language: Language) -> Explanation {
    let (told, words) = (Told::Code(diagnosis.code), words(language));
    let kept = serde_json::to_value(&attempt.signs).unwrap_or_default();
    let mut facts = Vec::new();
    flatten("", &kept, &mut facts);
    Explanation {
        say: words.say(told),
        causes: diagnosis
            .causes
            .iter()
            .map(|cause| (cause.name, cause.likelihood.as_str(), words.cause(told, *cause)))
            .collect(),
        steps: words.steps(told, attempt.signs.system),
        staff: words.steps_of_staff(told),
        facts,
        diagnosis: diagnosis.clone(),
    }
}

/// Names what is nested by its path; what was not seen is left out.
fn flatten(path: &str, value: &Value, facts: &mut Vec<Fact>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, value) in members {
                flatten(&below(name), value, facts);
            }
        }
        Value::Array(values) => {
            let listed: Vec<String> = values.iter().filter(|value| !value.is_null()).map(plain).collect();
            facts.push(Fact { name: path.to_owned(), value: listed.join(", ") });
        }
        other => facts.push(Fact { name: path.to_owned(), value: plain(other) }),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
