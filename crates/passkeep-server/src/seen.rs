//! Which kinds of client take part in ceremonies: coarse facts and a count for each day, for the operator who would change
//! the rules for platforms. Nothing that names a person or singles out a device.
//!
//! Each node counts in memory and writes once a minute; what it has not written when it dies is lost, and nobody misses it.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use passkeep_decision::moment::Timestamp;
use passkeep_decision::platform::ClientFacts;
use passkeep_decision::platform::policy::Operation;
use passkeep_decision::proof::Proofs;
use passkeep_store::{ClientTally, SignInFigure, Store, StoreError};

/// More kinds than this no node counts in a day: whoever invents user agents fills one row.
const KINDS_MAX: usize = 2000;

const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// What was counted since the last write.
#[derive(Default)]
pub struct Seen(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    /// What has not been written.
    counts: HashMap<Kind, i64>,
    /// Sign-ins that have not been written, by day and method.
    sign_ins: HashMap<(i64, String), i64>,
    /// The day of what follows.
    day: i64,
    /// The kinds that have a row on this day, or get one.
    kinds: HashSet<Kind>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Kind {
    day: i64,
    operation: &'static str,
    facts: String,
}

impl Seen {
    /// Counts a client that begins or finishes a ceremony.
    pub fn count(&self, operation: Operation, facts: &ClientFacts, now: Timestamp) {
        let facts = serde_json::Value::Object(facts.coarse().to_json()).to_string();
        let kind = Kind { day: day(now), operation: operation.as_str(), facts };
        let mut counted = self.counted();
        if counted.day != kind.day {
            (counted.day, counted.kinds) = (kind.day, HashSet::new());
        }
        let kind = match counted.kinds.len() >= KINDS_MAX && !counted.kinds.contains(&kind) {
            true => Kind { facts: "{}".to_owned(), ..kind },
            false => kind,
        };
        counted.kinds.insert(kind.clone());
        *counted.counts.entry(kind).or_default() += 1;
    }

    /// Counts a session that was opened, by what was proved for it.
    pub fn count_sign_in(&self, proofs: &Proofs, now: Timestamp) {
        let key = (day(now), proofs.names().join("+"));
        *self.counted().sign_ins.entry(key).or_default() += 1;
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what was counted. What can't be written is counted again with the next.
    pub async fn write(&self, store: &Store) -> Result<(), StoreError> {
        let counts = std::mem::take(&mut self.counted().counts);
        let sign_ins = std::mem::take(&mut self.counted().sign_ins);
        let mut failed = None;
        for ((day, method), sign_ins) in sign_ins {
            if failed.is_none() {
                let figure = SignInFigure { day, method: method.clone(), sign_ins };
                match store.tally_sign_ins(&figure).await {
                    Ok(()) => continue,
                    Err(error) => failed = Some(error),
                }
            }
            *self.counted().sign_ins.entry((day, method)).or_default() += sign_ins;
        }
        for (kind, ceremonies) in counts {
            if failed.is_none() {
                let tally = ClientTally {
                    day: kind.day,
                    operation: kind.operation.to_owned(),
                    facts: kind.facts.clone(),
                    ceremonies,
                };
                match store.tally_client(&tally).await {
                    Ok(()) => continue,
                    Err(error) => failed = Some(error),
                }
            }
            *self.counted().counts.entry(kind).or_default() += ceremonies;
        }
        failed.map_or(Ok(()), Err)
    }
}

/// The day of a moment, counted from 1970.
pub fn day(now: Timestamp) -> i64 {
    now.0.div_euclid(DAY_MILLISECONDS)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whoever_invents_user_agents_fills_one_row_a_day() {
        let seen = Seen::default();
        let invent = |version: usize, day: i64| {
            let facts = json!({ "app.version": version.to_string() });
            let facts = ClientFacts::from_json(facts.as_object().unwrap());
            seen.count(Operation::SignInPasskey, &facts, Timestamp(day * DAY_MILLISECONDS));
        };
        let other = |day| Kind { day, operation: "sign_in_passkey", facts: "{}".into() };
        (0..KINDS_MAX).for_each(|version| invent(version, 0));
        // Written or not, the kinds of the day stay known.
        seen.counted().counts.clear();
        (KINDS_MAX..2 * KINDS_MAX).for_each(|version| invent(version, 0));
        invent(3, 0);
        assert_eq!(seen.counted().counts.len(), 2);
        assert_eq!(seen.counted().counts[&other(0)], KINDS_MAX as i64);
        // Another day, other kinds.
        invent(2 * KINDS_MAX, 1);
        assert!(!seen.counted().counts.contains_key(&other(1)));
    }
}
