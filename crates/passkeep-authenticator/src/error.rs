//! Every way in which the client refuses, by the names of WebAuthn 5.1.3.1 and 5.1.4.3.

use std::fmt;

/// Why `navigator.credentials.create()` or `.get()` would have been rejected (WebAuthn 5.1.3.1 and 5.1.4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientError {
    /// `TypeError`: the options can't be read.
    Type(OptionsFault),
    /// `SecurityError`: the origin may not use this RP ID (WebAuthn 5.1.3 step 8, 5.1.4.1 step 7).
    Security {
        /// The origin that called.
        origin: String,
        /// The RP ID that it asked for.
        rp_id: String,
    },
    /// `NotSupportedError`: the authenticator has none of the algorithms in `pubKeyCredParams`.
    NotSupported,
    /// `ConstraintError`: a resident key or user verification is required and the authenticator has none.
    Constraint,
    /// `InvalidStateError`: the authenticator holds a credential of `excludeCredentials`.
    InvalidState,
    /// `NotAllowedError`: no credential fits, or the authenticator is not of the kind that was asked for.
    NotAllowed,
}

/// What can't be read in the options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionsFault {
    /// A required member is absent.
    Missing(&'static str),
    /// A member is of the wrong type, no base64url without padding, or of a length that isn't allowed.
    Malformed(&'static str),
}

impl ClientError {
    /// The `name` that the exception has in a browser.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Type(_) => "TypeError",
            Self::Security { .. } => "SecurityError",
            Self::NotSupported => "NotSupportedError",
            Self::Constraint => "ConstraintError",
            Self::InvalidState => "InvalidStateError",
            Self::NotAllowed => "NotAllowedError",
        }
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(OptionsFault::Missing(member)) => write!(formatter, "TypeError: {member} is missing"),
            Self::Type(OptionsFault::Malformed(member)) => {
                write!(formatter, "TypeError: {member} is malformed")
            }
            Self::Security { origin, rp_id } => {
                write!(formatter, "SecurityError: {origin} may not use the RP ID {rp_id}")
            }
            other => formatter.write_str(other.name()),
        }
    }
}

impl std::error::Error for ClientError {}
