//! How many attempts a node keeps: strangers cause them, and are not to fill the disk. What is not kept gets no reference;
//! everything else is answered as ever.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use passkeep_decision::diagnosis::Keep;
use passkeep_decision::moment::Timestamp;

use crate::limits::Limits;

/// As many attempts of one network are kept in a minute.
const OF_A_NETWORK_PER_MINUTE: u32 = 20;

/// As many are kept in an hour, of whomever: of at most 2 KiB each, that is less than 3 GB in the 30 days that they stay.
const OF_ALL_PER_HOUR: u32 = 2_000;

const HOUR_MILLISECONDS: i64 = 60 * 60 * 1000;

/// The counts.
pub struct Attempts {
    asked: Limits,
    of_networks: Limits,
    hour: Mutex<(i64, u32)>,
}

impl Attempts {
    /// Counts from nothing. A network may ask for so many diagnoses a minute.
    pub fn new(asked_per_minute: u32) -> Self {
        Self {
            asked: Limits::new(asked_per_minute),
            of_networks: Limits::new(OF_A_NETWORK_PER_MINUTE),
            hour: Mutex::new((0, 0)),
        }
    }

    /// Counts a question; when it is one too many, says how long to wait.
    pub fn admit(&self, address: Option<IpAddr>, now: Timestamp) -> Result<(), i64> {
        self.asked.admit(address, now)
    }

    /// Counts an attempt, and says whether it is kept.
    pub fn keep(&self, address: Option<IpAddr>, now: Timestamp) -> Keep {
        if self.of_networks.admit(address, now).is_err() {
            return Keep::TooMany;
        }
        let this_hour = now.0.div_euclid(HOUR_MILLISECONDS);
        let mut counted = self.hour.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != this_hour {
            *counted = (this_hour, 0);
        }
        counted.1 = counted.1.saturating_add(1);
        if counted.1 > OF_ALL_PER_HOUR { Keep::TooMany } else { Keep::Yes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(1_800_000_000_000 + seconds * 1000)
    }

    #[test]
    fn a_network_keeps_so_many_a_minute_and_all_together_so_many_an_hour() {
        let attempts = Attempts::new(10);
        let of = |last: u32| Some(IpAddr::from((0xCB00_7100_u32 + last).to_be_bytes()));
        for _ in 0..OF_A_NETWORK_PER_MINUTE {
            assert_eq!(attempts.keep(of(7), at(0)), Keep::Yes);
        }
        assert_eq!(attempts.keep(of(7), at(0)), Keep::TooMany);
        assert_eq!(attempts.keep(of(8), at(0)), Keep::Yes, "another network has its own");
        for _ in OF_A_NETWORK_PER_MINUTE + 1..OF_ALL_PER_HOUR {
            assert_eq!(attempts.keep(None, at(1)), Keep::Yes);
        }
        assert_eq!(attempts.keep(None, at(2)), Keep::TooMany);
        assert_eq!(attempts.keep(of(9), at(2)), Keep::TooMany, "whoever asks");
        assert_eq!(attempts.keep(None, at(3600)), Keep::Yes, "an hour later");
    }
}
