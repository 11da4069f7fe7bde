//! The shape of a refusal.

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use super::DiagnosisShape;

/// Problem details (RFC 9457) with a stable code.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Problem {
    /// Always `about:blank`: the code tells.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What happened and what to do, for developers.
    pub detail: String,
    /// The stable code.
    pub code: String,
    /// Where a ceremony was refused: why, and what to do.
    pub diagnosis: Option<DiagnosisShape>,
}
