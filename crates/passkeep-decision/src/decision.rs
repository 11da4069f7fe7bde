//! What a step decides.

use crate::change::Changes;
use crate::refusal::Refusal;

/// A reply or a refusal, and what is written either way. Not a `Result`: `?` would drop the attempt that a refusal
/// must count.
#[derive(Debug)]
pub struct Decision<R> {
    /// What the client gets once the changes are durable.
    pub reply: Result<R, Refusal>,
    /// What is written first.
    pub changes: Changes,
}

impl<R> Decision<R> {
    /// A reply that writes nothing.
    pub const fn reply(reply: R) -> Self {
        Self { reply: Ok(reply), changes: Changes::Nothing }
    }

    /// A refusal that writes nothing.
    pub const fn refuse(refusal: Refusal) -> Self {
        Self { reply: Err(refusal), changes: Changes::Nothing }
    }
}

/// Refusals that write nothing may be returned with `?` inside `decided`.
pub fn decided<R>(decide: impl FnOnce() -> Result<Decision<R>, Refusal>) -> Decision<R> {
    decide().unwrap_or_else(Decision::refuse)
}
