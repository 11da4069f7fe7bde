//! Tickets: the state of a flow, carried by the client. What is inside, and when one is taken.
//!
//! The server seals and opens them; no key comes here. Issuing one stores nothing. An old ticket is old state, so
//! counters and locks live in the database, and spending is a unique insert on (flow, step).

use crate::account::UserId;
use crate::change::Change;
use crate::id::{AccountHandle, FlowId, PasskeyId, SessionId};
use crate::level::Level;
use crate::moment::{Moment, Timestamp};
use crate::proof::Proofs;
use crate::refusal::Refusal;
use crate::restoration::RestoreEpoch;
use crate::rule::Rule;
use crate::session::Sharing;

/// What a ticket is for. Stands in the key and in the AAD of the seal; the route supplies it, never the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Making an account.
    SignUp,
    /// Signing in.
    SignIn,
    /// Making a passkey for an account.
    CreatePasskey,
    /// Removing one.
    RemovePasskey,
    /// Proving an email.
    AddEmail,
    /// Proving once more who one is, in a session.
    Reauthenticate,
    /// Choosing a device to be trusted.
    TrustDevice,
    /// Answering a new device.
    Approve,
    /// Putting another address in the place of one.
    ReplaceContact,
    /// Stopping what is on hold.
    StopHold,
    /// Thawing the account.
    Thaw,
    /// Recovering an account whose passkeys are lost.
    Recover,
    /// Confirming an action.
    Confirm,
    /// Going on to an app.
    Authorize,
    /// What two of the staff sign.
    Support,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 15] = [
        Self::SignUp,
        Self::SignIn,
        Self::CreatePasskey,
        Self::RemovePasskey,
        Self::AddEmail,
        Self::Reauthenticate,
        Self::TrustDevice,
        Self::Approve,
        Self::ReplaceContact,
        Self::StopHold,
        Self::Thaw,
        Self::Recover,
        Self::Confirm,
        Self::Authorize,
        Self::Support,
    ];

    /// The purpose's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign-up",
            Self::SignIn => "sign-in",
            Self::CreatePasskey => "create-passkey",
            Self::RemovePasskey => "remove-passkey",
            Self::AddEmail => "add-email",
            Self::Reauthenticate => "reauthenticate",
            Self::TrustDevice => "trust-device",
            Self::Approve => "approve",
            Self::ReplaceContact => "replace-contact",
            Self::StopHold => "stop-hold",
            Self::Thaw => "thaw",
            Self::Recover => "recover",
            Self::Confirm => "confirm",
            Self::Authorize => "authorize",
            Self::Support => "support",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text)
    }
}

/// The step that a ticket admits to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TicketStep {
    /// A code is asked for.
    Code,
    /// A factor that is no passkey is asked for: a password, or that a code be sent.
    Factor,
    /// A name is asked for.
    Name,
    /// A passkey is asked for.
    Passkey,
    /// A place to keep the new passkey is asked for.
    Place,
    /// The new passkey is asked for.
    Create,
    /// A device's own signature is asked for.
    Device,
    /// A trusted device is asked for its yes.
    Approval,
    /// None of a ticket: what a client says by a signature, once.
    Assertion,
    /// An app's request is taken up again.
    Request,
}

impl TicketStep {
    /// Every step.
    pub const ALL: [Self; 10] = [
        Self::Code,
        Self::Factor,
        Self::Name,
        Self::Passkey,
        Self::Place,
        Self::Create,
        Self::Device,
        Self::Approval,
        Self::Assertion,
        Self::Request,
    ];

    /// The step's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Factor => "factor",
            Self::Name => "name",
            Self::Passkey => "passkey",
            Self::Place => "place",
            Self::Create => "create",
            Self::Device => "device",
            Self::Approval => "approval",
            Self::Assertion => "assertion",
            Self::Request => "request",
        }
    }
}

/// The hash of what binds a ticket to its browser: of its cookie, or of a native app's own key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrowserHash(pub [u8; 32]);

/// A ticket, opened. The seal has proved its purpose, step, issuer and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// What it is for.
    pub purpose: Purpose,
    /// The step that it admits to.
    pub step: TicketStep,
    /// The flow.
    pub flow: FlowId,
    /// When the flow ends at the latest, the same in all its tickets: spends are kept until then.
    pub flow_expires_at: Timestamp,
    /// The account that the flow is about. At sign-up it is drawn at the start; after an identifier that nobody has
    /// it is a drawn one that nobody has either.
    pub account: Option<AccountHandle>,
    /// The session that the flow belongs to.
    pub session: Option<SessionId>,
    /// The account's epoch when the flow began.
    pub epoch: i64,
    /// The database's when it was sealed; none before. What was spent before a restore would be unspent after it.
    pub restore_epoch: Option<RestoreEpoch>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// From when it is no longer taken.
    pub expires_at: Timestamp,
    /// The browser it was issued to.
    pub browser: BrowserHash,
    /// The challenge of the ceremony that it began, or the nonce that a device signs.
    pub challenge: Option<[u8; 32]>,
    /// The hash of that ceremony's options.
    pub options: Option<[u8; 32]>,
    /// The user ID that a sign-up will give.
    pub user_id: Option<UserId>,
    /// The passkey that the flow is about, or that was used in it.
    pub passkey: Option<PasskeyId>,
    /// What was proved so far in a sign-in that has not ended.
    pub proofs: Proofs,
    /// Whether that sign-in is on a shared computer.
    pub sharing: Sharing,
    /// The level that is asked for, where it takes more than any passkey.
    pub demanded: Option<Level>,
    /// What else the flow is about: a hold's id, or an address's.
    pub about: Option<[u8; 16]>,
}

/// The longest life of a flow: the accept window of a key that seals tickets is at least this.
pub const FLOW_SECONDS_MAX: i64 = 60 * 60;

impl Ticket {
    /// The first ticket of a flow.
    pub fn first(purpose: Purpose, step: TicketStep, browser: BrowserHash, moment: &Moment) -> Self {
        Self {
            purpose,
            step,
            flow: Self::first_flow(moment),
            flow_expires_at: moment.now.plus_seconds(FLOW_SECONDS_MAX),
            account: None,
            session: None,
            epoch: 0,
            restore_epoch: None,
            issued_at: moment.now,
            expires_at: moment.now,
            browser,
            challenge: None,
            options: None,
            user_id: None,
            passkey: None,
            proofs: Proofs::NONE,
            sharing: Sharing::Own,
            demanded: None,
            about: None,
        }
    }

    /// The flow that a first ticket of this moment bears.
    pub fn first_flow(moment: &Moment) -> FlowId {
        FlowId(moment.draw_16("flow"))
    }

    /// The ticket of the flow's next step.
    pub fn next(&self, step: TicketStep, now: Timestamp) -> Self {
        Self { step, issued_at: now, expires_at: now, challenge: None, options: None, ..self.clone() }
    }

    /// Sets how long it is taken, never beyond its flow.
    pub fn living(mut self, seconds: i64) -> Self {
        self.expires_at = self.issued_at.plus_seconds(seconds).min(self.flow_expires_at);
        self
    }

    /// What is left of its life, for the client's clock.
    pub fn seconds_left(&self, now: Timestamp) -> i64 {
        self.expires_at.seconds_since(now)
    }

    /// Whether it may be used now, in this browser. `spent` is the fact whether its step was spent already.
    pub fn admit(&self, browser: BrowserHash, spent: bool, now: Timestamp) -> Result<(), Refusal> {
        if Rule::TicketBrowser.holds() && self.browser != browser {
            return Err(Refusal::TicketNotAccepted);
        }
        if Rule::TicketSpent.holds() && spent {
            return Err(Refusal::TicketSpent);
        }
        // A clock that was set back must not revive it: before its issue it is as little taken as after its end.
        let early = now < self.issued_at.plus_seconds(-CLOCK_SKEW_SECONDS);
        if Rule::TicketExpiry.holds() && (now >= self.expires_at || early) {
            return Err(Refusal::TicketExpired);
        }
        Ok(())
    }

    /// The change that spends it, in the commit of the effect. `account` is the one that the effect belongs to.
    pub fn spend(&self, account: AccountHandle) -> Change {
        Change::Spend {
            account,
            flow_expires_at: self.flow_expires_at,
            flow: self.flow,
            step: self.step,
            restore_epoch: self.restore_epoch,
        }
    }
}

/// How far the clocks of nodes may be apart.
const CLOCK_SKEW_SECONDS: i64 = 2;
