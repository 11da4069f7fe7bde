//! What waits: beginning it, telling of it, stopping it, and doing it when its time has come.

mod advance;
mod announce;
mod begin;
mod code;
mod contest;
mod link;
mod list;
mod stop;

pub use advance::{AdvanceHold, AdvanceHoldFacts, Advanced, HeldPasswords};
pub use contest::{Verdict, VetoOutcome};
pub use link::{StopByLink, StopByLinkFacts};
pub use list::{Held, HoldList, ListHolds, ListHoldsFacts};
pub use stop::{StartStop, StartStopFacts, StopHold, StopHoldFacts, StoppedHold, Stopper};

pub(crate) use advance::can_do_without;
pub(crate) use announce::{Audience, announce};
pub(crate) use begin::{Beginning, begin};
pub(crate) use code::rule_by_code;
pub(crate) use stop::stopped_by_two;
