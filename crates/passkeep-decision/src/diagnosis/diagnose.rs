//! The diagnosis: the first rule that matches decides, those that match after it are what else was considered.

use super::cause::{Cause, Sure, causes};
use super::code::Code;
use super::question::may_have_seen;
use super::rules::{NOTHING_MATCHES, all, unknown};
use super::signs::{Said, Signs};

/// What an attempt's signs say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The code.
    pub code: Code,
    /// How sure.
    pub sure: Sure,
    /// The rule that said so.
    pub rule: &'static str,
    /// The causes, the likeliest first.
    pub causes: Vec<Cause>,
    /// What else was considered, in order.
    pub considered: Vec<Considered>,
    /// What the person may have seen, and is asked, since it would tell more.
    pub may_have_seen: &'static [Said],
}

/// Another rule that matched, and what it would have said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Considered {
    /// Its name.
    pub rule: &'static str,
    /// Its code.
    pub code: Code,
    /// How sure it would have been.
    pub sure: Sure,
}

/// Diagnoses an attempt.
pub fn diagnose(signs: &Signs) -> Diagnosis {
    let mut matching = all().filter(|rule| (rule.when)(signs)).map(|rule| Considered {
        rule: rule.name,
        code: rule.code,
        sure: rule.sure,
    });
    let nothing = Considered { rule: NOTHING_MATCHES, code: unknown(signs.operation), sure: Sure::Possible };
    let Considered { rule, code, sure } = matching.next().unwrap_or(nothing);
    let mut considered: Vec<Considered> = Vec::new();
    for other in matching {
        if other.code != code && !considered.iter().any(|seen| seen.code == other.code) {
            considered.push(other);
        }
    }
    let may_have_seen = may_have_seen(code, signs);
    Diagnosis { code, sure, rule, causes: causes(code, signs), considered, may_have_seen }
}
