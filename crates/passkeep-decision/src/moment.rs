//! Time and fresh randomness, as data.
//!
//! A request has one moment. It is kept when the step is decided again after a conflict, so that what was drawn
//! stays the same. Nothing here reads a clock or a generator: the server does, where it makes a moment.

use aws_lc_rs::hmac;

use crate::device::NetworkPlace;

/// Milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This time and `seconds` more.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1000)
    }

    /// Whole seconds from `earlier` to this; negative when this is the earlier one.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / 1000
    }
}

/// The time of a request, where it came from, and 32 fresh random bytes, from which every draw is derived.
#[derive(Clone)]
pub struct Moment {
    /// The time of the request.
    pub now: Timestamp,
    /// Where it came from, for the events that it causes; none where no person asked.
    pub place: Option<NetworkPlace>,
    seed: hmac::Key,
}

impl Moment {
    /// A moment at `now` whose draws come from `seed`, 32 bytes of a cryptographic generator.
    pub fn new(now: Timestamp, seed: &[u8; 32]) -> Self {
        Self { now, place: None, seed: hmac::Key::new(hmac::HMAC_SHA256, seed) }
    }

    /// The same moment, at a place.
    pub fn at_place(self, place: Option<NetworkPlace>) -> Self {
        Self { place, ..self }
    }

    /// 32 random bytes under a name of their own: the same name gives the same bytes within a moment.
    pub fn draw(&self, name: &'static str) -> [u8; 32] {
        let mut out = [0; 32];
        out.copy_from_slice(hmac::sign(&self.seed, name.as_bytes()).as_ref());
        out
    }

    /// 16 random bytes under a name of their own.
    pub fn draw_16(&self, name: &'static str) -> [u8; 16] {
        let mut out = [0; 16];
        out.copy_from_slice(&self.draw(name)[..16]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_repeat_by_name_and_differ_between_names_and_seeds() {
        let moment = Moment::new(Timestamp(0), &[1; 32]);
        assert_eq!(moment.draw("a"), moment.clone().draw("a"));
        assert_ne!(moment.draw("a"), moment.draw("b"));
        assert_ne!(moment.draw("a"), Moment::new(Timestamp(0), &[2; 32]).draw("a"));
    }
}
