//! The step: one exchange with a client.

use crate::decision::Decision;
use crate::moment::Moment;
use crate::policy::Policy;

/// A step decides on facts that were loaded for it. Pure: no clock, no randomness, no input or output.
pub trait Step {
    /// What is read before deciding.
    type Facts;
    /// What a step that is not refused says.
    type Reply;

    /// Decides.
    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Self::Reply>;
}
