//! The support desk: what the operator's staff may see and do of other people's accounts.
//!
//! The desk is where an attacker goes who can't get past the passkeys: one of the staff is fooled, or bribed. So nobody here
//! sets or reads a credential, a code or a message, nor opens a session; whoever looks stands in the history of the account; one
//! alone does what only makes an account safer, or what its owner could cause at any time; and what takes a protection away
//! takes two, each signing with a key that never leaves its device, is told on every channel, and leaves a day to say no.

mod alone;
mod decide;
mod enter;
mod look;
mod person;
mod proposal;
mod propose;
mod staff;
#[cfg(test)]
mod tests;

pub use alone::{ActAlone, Acted, AloneFacts, Deed};
pub use decide::{Decide, DecideFacts, Decided, Proposer, StartDecide, Withdraw};
pub use enter::{Desk, EnterFacts, EnterSupport};
pub use look::{
    FoundBy, LOOK_SECONDS, LookAt, LookFacts, Looked, Seen, SeenAttempt, SentNotice, Whom, looks_window,
};
pub use proposal::{
    Proposal, ProposalState, ProposedAction, REASON_LENGTH_MAX, Reason, SupportChallenge, SupportSignature,
};
pub use propose::{Propose, ProposeFacts, StartPropose, Wanted};
pub use staff::{Role, StaffMember, SupportPolicy, ToldAs};

use crate::account::Account;
use crate::contact::Contact;
use crate::device::Device;
use crate::history::RecordedEvent;
use crate::hold::Hold;
use crate::holds::Audience;
use crate::passkey::Passkey;

/// The account that the staff has to do with.
#[derive(Clone, Debug)]
pub struct Concerned {
    /// The account.
    pub account: Account,
    /// Its passkeys.
    pub passkeys: Vec<Passkey>,
    /// Its addresses.
    pub contacts: Vec<Contact>,
    /// Its devices.
    pub devices: Vec<Device>,
    /// Its open holds.
    pub holds: Vec<Hold>,
    /// What was proposed about it, the newest first.
    pub proposals: Vec<Proposal>,
    /// Its newest events, the newest first.
    pub events: Vec<RecordedEvent>,
}

impl Concerned {
    /// Whom a hold of the account is told.
    fn audience(&self) -> Audience<'_> {
        Audience { account: &self.account, contacts: &self.contacts, passkeys: &self.passkeys }
    }
}
