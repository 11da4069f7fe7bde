//! Which kinds of client take part in ceremonies: coarse facts and a count for each day, for the operator who would change
//! the rules for platforms. Nothing that names a person or singles out a device.
//!
//! Each node counts in memory and writes once a minute; what it has not written when it dies is lost, and nobody misses it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use passkeep_decision::moment::Timestamp;
use passkeep_decision::platform::ClientFacts;
use passkeep_decision::platform::policy::Operation;
use passkeep_store::{ClientTally, Store, StoreError};

/// More kinds than this no node counts between two writes: whoever invents user agents fills one row.
const KINDS_MAX: usize = 500;

const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// What was counted since the last write.
#[derive(Default)]
pub struct Seen(Mutex<HashMap<Kind, i64>>);

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
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kind = match counts.len() >= KINDS_MAX && !counts.contains_key(&kind) {
            true => Kind { facts: "{}".to_owned(), ..kind },
            false => kind,
        };
        *counts.entry(kind).or_default() += 1;
    }

    /// Writes what was counted. What can't be written is counted again with the next.
    pub async fn write(&self, store: &Store) -> Result<(), StoreError> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut failed = None;
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
            let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *counts.entry(kind).or_default() += ceremonies;
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
    fn whoever_invents_user_agents_fills_one_row() {
        let seen = Seen::default();
        for version in 0..2 * KINDS_MAX {
            let facts = json!({ "app.version": version.to_string() });
            let facts = ClientFacts::from_json(facts.as_object().unwrap());
            seen.count(Operation::SignInPasskey, &facts, Timestamp(0));
        }
        let counts = seen.0.lock().unwrap();
        assert_eq!(counts.len(), KINDS_MAX + 1);
        let other = Kind { day: 0, operation: "sign_in_passkey", facts: "{}".into() };
        assert_eq!(counts[&other], KINDS_MAX as i64);
    }
}
