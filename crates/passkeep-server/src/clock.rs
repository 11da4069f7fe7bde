//! The one place where the clock and the generator are read.

use aws_lc_rs::rand::{self, SystemRandom};
use passkeep_decision::moment::{Moment, Timestamp};

/// The moment of a request.
#[expect(clippy::disallowed_methods, reason = "here moments are made")]
pub fn moment() -> Moment {
    let mut seed = [0; 32];
    rand::fill(&mut seed).expect("the system's generator gives bytes");
    Moment::new(now(), &seed)
}

/// The time, for work that belongs to no request.
#[expect(clippy::disallowed_methods, reason = "here moments are made")]
pub fn now() -> Timestamp {
    let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp(since_epoch.map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)))
}

/// The generator, for signatures that take one.
pub fn generator() -> SystemRandom {
    SystemRandom::new()
}
