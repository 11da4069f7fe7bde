//! How many requests to the ways in one network may send in a minute, on this node.
//!
//! What guards an account counts in the database, by account and factor. This only keeps one machine from asking
//! without end. Its memory is bounded whoever asks: counts stand in two rows of a fixed length, under keyed hashes, and
//! the lower one counts, so that a stranger is hardly ever taken for another.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::Method;
use passkeep_decision::moment::Timestamp;

use crate::network::network;

/// The counts of one row.
const CELLS: usize = 1 << 15;

const MINUTE_MILLISECONDS: i64 = 60_000;

/// Counts requests by network.
pub struct Limits {
    per_minute: u32,
    hashers: [RandomState; 2],
    counts: Mutex<Counts>,
}

struct Counts {
    minute: i64,
    now: Rows,
    before: Rows,
}

type Rows = [Box<[u32]>; 2];

fn empty() -> Rows {
    std::array::from_fn(|_| vec![0; CELLS].into_boxed_slice())
}

impl Limits {
    /// So many a minute.
    pub fn new(per_minute: u32) -> Self {
        let counts = Mutex::new(Counts { minute: 0, now: empty(), before: empty() });
        Self { per_minute, hashers: std::array::from_fn(|_| RandomState::new()), counts }
    }

    /// Counts a request; when it is one too many, says how long to wait. This machine's own addresses are not counted:
    /// whoever sends from there needs no limit, or is a proxy behind which everybody would be one.
    pub fn admit(&self, address: Option<IpAddr>, now: Timestamp) -> Result<(), i64> {
        let Some(address) = address.filter(|address| !address.is_loopback()) else { return Ok(()) };
        let address = network(address);
        let cells: [usize; 2] =
            std::array::from_fn(|row| self.hashers[row].hash_one(address) as usize % CELLS);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.turn(now.0.div_euclid(MINUTE_MILLISECONDS));
        let gone = now.0.rem_euclid(MINUTE_MILLISECONDS);
        let lower = |rows: &Rows| u64::from(rows[0][cells[0]].min(rows[1][cells[1]]));
        // The minute before counts with what of it lies within the last sixty seconds.
        let left = (MINUTE_MILLISECONDS - gone) as u64;
        let sent = lower(&counts.now) + lower(&counts.before) * left / MINUTE_MILLISECONDS as u64;
        if sent >= u64::from(self.per_minute) {
            return Err(((MINUTE_MILLISECONDS - gone) / 1000).max(1));
        }
        for (row, cell) in cells.into_iter().enumerate() {
            counts.now[row][cell] = counts.now[row][cell].saturating_add(1);
        }
        Ok(())
    }
}

impl Counts {
    fn turn(&mut self, minute: i64) {
        if minute == self.minute {
            return;
        }
        let next = minute == self.minute + 1;
        self.before = std::mem::replace(&mut self.now, empty());
        if !next {
            self.before = empty();
        }
        self.minute = minute;
    }
}

/// Whether a request is to a way in: it begins or goes on with signing in, signing up or recovering. Waiting for an
/// approval is none.
pub fn is_limited(method: &Method, path: &str) -> bool {
    let path = path.strip_prefix("/v1").unwrap_or(path);
    let within =
        |way: &str| path.strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    *method == Method::POST && ["/sign-in", "/sign-up", "/recovery"].into_iter().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(1_800_000_000_000 + seconds * 1000)
    }

    fn address(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    #[test]
    fn a_network_may_ask_so_often_in_a_minute() {
        let limits = Limits::new(3);
        let ask = |text, seconds| limits.admit(address(text), at(seconds));
        for _ in 0..3 {
            assert_eq!(ask("203.0.113.7", 0), Ok(()));
        }
        assert_eq!(ask("203.0.113.7", 30), Err(30));
        assert_eq!(ask("203.0.113.8", 30), Ok(()), "another is not counted with it");
        // Half a minute later half of the three count still.
        assert_eq!(ask("203.0.113.7", 90), Ok(()));
        assert_eq!(ask("203.0.113.7", 90), Ok(()));
        assert_eq!(ask("203.0.113.7", 90), Err(30));
        assert_eq!(ask("203.0.113.7", 300), Ok(()));
    }

    #[test]
    fn an_ipv6_subscriber_is_one_whatever_address_he_takes() {
        let limits = Limits::new(1);
        assert_eq!(limits.admit(address("2001:db8:1:2::1"), at(0)), Ok(()));
        assert!(limits.admit(address("2001:db8:1:2:ffff::9"), at(0)).is_err());
        assert_eq!(limits.admit(address("2001:db8:1:3::1"), at(0)), Ok(()));
    }

    #[test]
    fn this_machine_and_whoever_is_unknown_are_not_counted() {
        let limits = Limits::new(1);
        for _ in 0..9 {
            assert_eq!(limits.admit(address("127.0.0.1"), at(0)), Ok(()));
            assert_eq!(limits.admit(address("::1"), at(0)), Ok(()));
            assert_eq!(limits.admit(None, at(0)), Ok(()));
        }
    }

    #[test]
    fn the_ways_in_are_limited_and_nothing_else() {
        for path in
            ["/v1/sign-in", "/v1/sign-in/passkey", "/sign-up", "/v1/sign-up/code/again", "/v1/recovery/x"]
        {
            assert!(is_limited(&Method::POST, path), "{path}");
            assert!(!is_limited(&Method::GET, path), "{path}");
        }
        for path in
            ["/v1/approvals/state", "/v1/passkeys", "/settings/passkeys", "/sign-infinity", "/sign-out"]
        {
            assert!(!is_limited(&Method::POST, path), "{path}");
        }
    }
}
