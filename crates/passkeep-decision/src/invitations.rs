//! Invitations to create a passkey: at a moment where it helps, seldom, and never to what the policy would refuse.
//!
//! What is remembered of them stands with the device of the account: at most three there, one in 30 days. An invitation
//! grants nothing; whoever follows it creates a passkey as everybody does, with a grant.

mod decline;
mod invite;

pub use decline::DeclineInvitation;
pub use invite::{Holds, Invitation, Invite};

use crate::device::Device;
use crate::moment::Timestamp;
use crate::passkey::Passkey;
use crate::session::{Session, SessionFacts};

/// So many invitations a device gets of an account, ever.
pub const INVITATIONS_MAX: u32 = 3;

/// How long after one there is none.
pub const INVITATION_EVERY_SECONDS: i64 = 30 * 24 * 60 * 60;

/// What is remembered of a device's invitations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    /// How many there were.
    pub times: u32,
    /// When the last one was first shown.
    pub at: Timestamp,
    /// When that one was answered with "not now".
    pub declined_at: Option<Timestamp>,
}

/// What the steps read.
pub struct InvitationFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// The browser, where it is remembered.
    pub device: Option<Device>,
    /// What was shown on it.
    pub invited: Option<Invited>,
}

impl Invited {
    /// Whether it was this session that was shown it: then it stands until it is answered.
    fn stands_in(&self, session: &Session) -> bool {
        self.at >= session.created_at
    }
}
