//! An account's password.

use passkeep_decision::moment::Timestamp;
use passkeep_decision::password::{Password, PasswordFacts, PersonalWords, Reach, judge};
use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use super::HoldShape;
use crate::passwords::Looked;

/// An account's password, as far as it is shown.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct PasswordShape {
    /// When it was set; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_at: Option<i64>,
    /// Whether it is long enough to be the only factor; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alone: Option<bool>,
    /// Another one that waits to take its place: in the answer that it begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldShape>,
}

impl PasswordShape {
    /// Of the password that serves.
    pub fn of(password: Option<(Timestamp, Reach)>) -> Self {
        Self {
            set_at: password.map(|(at, _)| at.0),
            alone: password.map(|(_, reach)| reach == Reach::Alone),
            hold: None,
        }
    }
}

/// How strong a password looks, and whether it would be taken.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct PasswordStrength {
    /// From 0, guessed at once, to 4, out of reach (zxcvbn).
    pub score: u8,
    /// Whether it would be taken.
    pub accepted: bool,
    /// Why not: the reason of `password_not_accepted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// What makes it weak, where one thing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<&'static str>,
    /// What would make it stronger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<&'static str>,
}

impl PasswordStrength {
    /// Of a password that was looked up.
    pub fn of(password: &Password, looked: Looked, personal: &PersonalWords) -> Self {
        let facts = PasswordFacts { common: looked.common, breached: looked.breached, personal };
        let verdict = judge(password, &facts);
        Self {
            score: looked.strength.score,
            accepted: verdict.is_ok(),
            reason: verdict.err().map(|fault| fault.as_str()),
            warning: looked.strength.warning,
            suggestion: looked.strength.suggestion,
        }
    }
}
