//! The one `check`: each row changes one thing of a case that would succeed, and says what comes of it.

use std::fmt::Debug;

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::decision::Decision;
use passkeep_decision::flow::CeremonyOptions;
use passkeep_decision::moment::Moment;
use passkeep_decision::policy::Policy;
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::step::Step;
use passkeep_decision::throttle::FailureKey;

use super::Key;

/// A step about to be decided, and what a row may need to change its answer.
pub struct Case<S: Step> {
    pub step: S,
    pub facts: S::Facts,
    pub policy: Policy,
    pub moment: Moment,
    pub keys: Vec<Key>,
    pub options: Option<CeremonyOptions>,
}

impl<S: Step> Case<S> {
    pub fn new(step: S, facts: S::Facts) -> Self {
        let (policy, moment) = (super::policy(), super::moment());
        Self { step, facts, policy, moment, keys: vec![], options: None }
    }

    pub fn decide(&self) -> Decision<S::Reply> {
        self.step.decide(&self.facts, &self.policy, &self.moment)
    }
}

/// What is said and what is written, in words.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    refusal: Option<String>,
    writes: Vec<String>,
}

pub fn writes(writes: &[&str]) -> Outcome {
    Outcome { refusal: None, writes: writes.iter().map(|&text| text.to_owned()).collect() }
}

pub fn refuses(refusal: Refusal) -> Outcome {
    refuses_and_writes(refusal, &[])
}

pub fn refuses_and_writes(refusal: Refusal, changes: &[&str]) -> Outcome {
    Outcome { refusal: Some(format!("{refusal:?}")), ..writes(changes) }
}

/// The verifier's no, by its code.
pub fn not_accepted(code: &str) -> Outcome {
    Outcome { refusal: Some(format!("check {code}")), writes: vec![] }
}

pub struct Row<S: Step> {
    name: &'static str,
    change: fn(&mut Case<S>),
    outcome: Outcome,
}

pub fn row<S: Step>(name: &'static str, change: fn(&mut Case<S>), outcome: Outcome) -> Row<S> {
    Row { name, change, outcome }
}

/// Decides each row's case, made anew.
pub fn check<S: Step, const N: usize>(make: fn() -> Case<S>, rows: [Row<S>; N]) {
    for Row { name, change, outcome } in rows {
        let mut case = make();
        change(&mut case);
        let Decision { reply, changes } = case.decide();
        let refusal = reply.err().map(|refusal| match refusal {
            Refusal::PasskeyNotAccepted(PasskeyFault::Check(error)) => format!("check {}", error.code()),
            other => format!("{other:?}"),
        });
        assert_eq!(Outcome { refusal, writes: told(&changes) }, outcome, "{name}");
    }
}

/// The changes in words: an event by its kind, a message by what it says and how it goes, others by their names and
/// what guards them.
pub fn told(changes: &Changes) -> Vec<String> {
    match changes {
        Changes::Nothing => vec![],
        Changes::Tally(rest) => rest.iter().map(change).collect(),
        Changes::Account { event, rest } => {
            let event = format!("event {}", event.kind.as_str());
            std::iter::once(event).chain(rest.iter().map(change)).collect()
        }
    }
}

fn change(change: &Change) -> String {
    match change {
        Change::SendMessage { message, .. } if message.is_for_nobody() => {
            format!("{} to nobody", first_word(&message.kind))
        }
        Change::SendMessage { message, .. } => {
            format!("{} by {}", first_word(&message.kind), message.to.kind())
        }
        Change::CallWebhook { call, .. } => {
            format!("{} to {}", call.event.topic().as_str(), call.to.as_str())
        }
        Change::Spend { step, .. } => format!("Spend {}", step.as_str()),
        Change::CountFailure { key, failures, .. } => format!("CountFailure {} {}", whose(key), failures.0),
        Change::ClearFailures(key) => format!("ClearFailures {}", whose(key)),
        Change::CountAttempt { attempts, .. } => format!("CountAttempt {attempts}"),
        Change::IssueCode { code, .. } => format!("IssueCode {}", whether(code)),
        Change::ReissueCode { code, sends, .. } => format!("ReissueCode {} {sends}", whether(code)),
        other => first_word(other),
    }
}

fn whose(key: &FailureKey) -> String {
    format!("{} {}", key.factor.as_str(), key.from.as_str())
}

fn whether<T>(code: &Option<T>) -> &'static str {
    if code.is_some() { "that fits" } else { "that never fits" }
}

fn first_word(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    text.chars().take_while(|c| c.is_alphanumeric()).collect()
}
