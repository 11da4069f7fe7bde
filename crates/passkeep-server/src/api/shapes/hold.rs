//! What waits, as the API takes and gives it.

use passkeep_decision::holds::Held;
use passkeep_webauthn::AuthenticationResponse;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

/// What waits in an account.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Holds {
    /// The oldest first.
    pub holds: Vec<HoldShape>,
}

/// A change that waits.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct HoldShape {
    /// Its id.
    pub id: String,
    /// `remove_passkey`, `lose_passkey` (it was reported lost), `remove_contact`, `replace_contact`, `give_up_number`
    /// (somebody else has proved it), `change_password`, `recovery` or `confirm_action`.
    pub kind: &'static str,
    /// `waiting`, `disputed` (an old passkey decides), `upheld` (one has decided that it goes on), `stopped`, `done`,
    /// `lapsed` or `undecided` (nobody decided a dispute).
    pub state: &'static str,
    /// The passkey that it removes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey: Option<String>,
    /// The passkey's name, or the address that goes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The address that comes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// When it began.
    pub started_at: i64,
    /// When its wait is over.
    pub matures_at: i64,
    /// While it is in dispute: when that ends, and nothing has changed, if nobody decides. Of a passkey that was reported
    /// lost: when its owner is told again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute_ends_at: Option<i64>,
}

/// What an answer about a hold came to.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct StoppedShape {
    /// The hold as it stands now.
    pub hold: HoldShape,
    /// `stopped`, `counted` (one of two that it takes: the passkey itself and a notice's link), `disputed` or `upheld`.
    pub outcome: &'static str,
}

/// What a report of a loss comes to.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Loss {
    /// The removal that waits.
    pub hold: HoldShape,
    /// How many passkeys of the account still sign in.
    pub remaining: usize,
}

/// What is wanted of a hold.
#[derive(Clone, Copy, Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HoldVerdict {
    /// It stops.
    #[default]
    Stop,
    /// It goes on, against a dispute.
    Uphold,
}

body!(
    /// Stops a hold, or upholds it.
    DecideBody {
        /// The ticket of the step.
        ticket: String,
        /// AuthenticationResponseJSON (WebAuthn L3, 5.1).
        #[cfg_attr(test, schema(value_type = Object))]
        response: AuthenticationResponse,
        /// What is wanted.
        #[serde(default)]
        verdict: HoldVerdict,
    }
);
body!(
    /// The token of a notice's link.
    LinkBody {
        /// What stands behind the `#` of the link.
        token: String,
    }
);
body!(
    /// An address that is to take another's place.
    ReplacementBody {
        /// A phone number with `+` and the country's code, or an email: of the same kind as the one that goes.
        address: String,
    }
);

/// A hold's shape.
pub fn hold(held: &Held) -> HoldShape {
    let hold = &held.hold;
    HoldShape {
        id: hold.id.to_string(),
        kind: hold.kind.name().as_str(),
        state: hold.state.as_str(),
        passkey: hold.kind.passkey().map(|id| id.to_string()),
        name: held.name.clone(),
        to: held.to.clone(),
        started_at: hold.started_at.0,
        matures_at: hold.matures_at.0,
        dispute_ends_at: hold.dispute_ends_at().map(|at| at.0),
    }
}
