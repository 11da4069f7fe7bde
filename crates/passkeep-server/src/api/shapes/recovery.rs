//! Freezing, recovery codes and recoveries, as the API takes and shows them.

use passkeep_decision::hold::Hold;
use passkeep_decision::recovery_code::{RecoveryCode, RecoveryCodeSet};
use passkeep_decision::sign_in;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

use super::{Flow, FreezeShape, SignedIn, StoppedShape};

/// What a proved factor comes to: somebody is signed in, it goes on, or what was asked for is done.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(untagged)]
pub enum SignInAnswer {
    /// Somebody is signed in.
    SignedIn(Box<SignedIn>),
    /// Another step follows, or a trusted device is asked first.
    Flow(Flow),
    /// The account is frozen.
    Frozen(FrozenAnswer),
    /// A recovery waits.
    Recovering(RecoveringAnswer),
    /// What a recovery code came to against a recovery.
    Stopped(StoppedShape),
}

/// The account is frozen.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct FrozenAnswer {
    /// The freeze.
    pub frozen: FreezeShape,
}

/// A recovery waits.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RecoveringAnswer {
    /// The recovery.
    pub recovery: RecoveryShape,
}

/// A recovery that waits.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RecoveryShape {
    /// Since when.
    pub started_at: i64,
    /// When its wait is over: then two kinds of proof open a session that creates a passkey.
    pub matures_at: i64,
    /// `waiting`, `disputed` (an old passkey or a recovery code decides) or `upheld`.
    pub state: &'static str,
}

impl From<&Hold> for RecoveryShape {
    fn from(hold: &Hold) -> Self {
        Self { started_at: hold.started_at.0, matures_at: hold.matures_at.0, state: hold.state.as_str() }
    }
}

/// What a thaw leaves.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Thawed {
    /// Until when nothing of value leaves the account.
    pub value_held_until: i64,
}

/// An account's recovery codes, as far as they are shown.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RecoveryCodesShape {
    /// When the set was made; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_at: Option<i64>,
    /// How many of it are left.
    pub left: usize,
}

impl RecoveryCodesShape {
    /// Of a set, where there is one.
    pub fn of(codes: Option<RecoveryCodeSet>) -> Self {
        Self { made_at: codes.map(|codes| codes.made_at.0), left: codes.map_or(0, |codes| codes.left) }
    }
}

/// A new set of recovery codes. They are shown here and never again.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct NewRecoveryCodes {
    /// When it was made.
    pub made_at: i64,
    /// The codes.
    pub codes: Vec<String>,
}

impl NewRecoveryCodes {
    /// Of a set that was just made.
    pub fn of(codes: &[RecoveryCode], made_at: i64) -> Self {
        Self { made_at, codes: codes.iter().map(|code| code.expose().to_string()).collect() }
    }
}

/// What a factor is proved for.
#[derive(Clone, Copy, Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// To get in.
    #[default]
    Enter,
    /// To freeze the account.
    Freeze,
    /// To stop a recovery: with a recovery code alone.
    StopRecovery,
}

impl From<Intent> for sign_in::Intent {
    fn from(intent: Intent) -> Self {
        match intent {
            Intent::Enter => Self::Enter,
            Intent::Freeze => Self::Freeze,
            Intent::StopRecovery => Self::StopRecovery,
        }
    }
}

/// Where a code goes.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// To the account's oldest phone.
    Phone,
    /// To the account's oldest email.
    Email,
}

impl From<Channel> for sign_in::Channel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Phone => Self::Phone,
            Channel::Email => Self::Email,
        }
    }
}

body!(
    /// Asks for a code to an address.
    RecoveryChannel {
        /// The ticket of step `factor`.
        ticket: String,
        /// Where the code is to go.
        channel: Channel,
    }
);
body!(
    /// Proves a recovery code.
    RecoveryCodeBody {
        /// The ticket of step `factor`.
        ticket: String,
        /// The code: sixteen letters and digits, in groups or not.
        code: String,
        /// What it is proved for.
        #[serde(default)]
        intent: Intent,
    }
);
