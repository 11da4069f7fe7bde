//! The confirmation: an action that an app asks a person to confirm, and where it stands.

use super::action::Action;
use super::action_type::{ActionType, TypeName};
use super::receipt::Signature;
use crate::hash::Hash;
use crate::id::{AccountHandle, ConfirmationId, DeviceId, HoldId, PayeeId};
use crate::moment::Timestamp;
use crate::policy::Policy;
use crate::refusal::Refusal;

/// After so many answers that failed a confirmation is blocked. (PSD2 RTS, article 4(3)(b))
pub const FAILURES_MAX: i64 = 5;

/// How many of a client's confirmations may wait for one account.
pub const PENDING_MAX: usize = 3;

/// A confirmation as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Its id.
    pub id: ConfirmationId,
    /// Whose.
    pub account: AccountHandle,
    /// The client that asked.
    pub client: String,
    /// What people called that client then.
    pub app: String,
    /// What stands for the account in the client's receipts.
    pub subject: String,
    /// The action's type.
    pub action_type: TypeName,
    /// The type's version.
    pub type_version: i64,
    /// The action.
    pub action: Action,
    /// Where the person is led back to.
    pub return_to: Option<String>,
    /// The account's epoch when it was asked: what ends sessions ends it too.
    pub epoch: i64,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Until when it waits for its person.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: ConfirmationState,
    /// How many answers failed.
    pub failures: i64,
    /// The first signature, where a second or a wait must follow.
    pub first: Option<First>,
    /// When it came to its end.
    pub decided_at: Option<Timestamp>,
    /// What was refused last, for the app to know.
    pub refused: Option<Refused>,
    /// The receipt, once it is confirmed.
    pub receipt: Option<String>,
}

/// The first of two signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The signature.
    pub signature: Signature,
    /// On which device it was given, where that is remembered.
    pub device: Option<DeviceId>,
    /// The hold in which the action waits.
    pub hold: HoldId,
    /// When that wait is over, unless it is told late.
    pub matures_at: Timestamp,
}

/// What was refused last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The refusal's code.
    pub code: String,
    /// From when it would be taken, where that is known.
    pub until: Option<Timestamp>,
}

/// Where a confirmation stands, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmationState {
    /// It waits for its person.
    Pending,
    /// It was signed, and waits for another device or for a day to pass.
    Held,
    /// It was confirmed.
    Confirmed,
    /// The person said no, or stopped it while it waited.
    Denied,
    /// The app took it back.
    Withdrawn,
}

impl ConfirmationState {
    const ALL: [Self; 5] = [Self::Pending, Self::Held, Self::Confirmed, Self::Denied, Self::Withdrawn];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Held => "held",
            Self::Confirmed => "confirmed",
            Self::Denied => "denied",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Where a confirmation stands, as it is told: time and failures end one without anybody writing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As it is stored.
    Stands(ConfirmationState),
    /// Nobody answered in its time.
    Expired,
    /// Too many answers failed.
    Blocked,
    /// The account was frozen, recovered or reported since.
    Void,
}

impl Status {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stands(state) => state.as_str(),
            Self::Expired => "expired",
            Self::Blocked => "blocked",
            Self::Void => "void",
        }
    }

    /// Whether it can still be answered.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Stands(ConfirmationState::Pending | ConfirmationState::Held))
    }
}

/// The confirmation of a client's idempotency key: asked twice, it is the same.
pub fn id_of(issuer: &str, client: &str, idempotency_key: &str) -> ConfirmationId {
    let hash = Hash::new("confirmation-id").bytes(issuer.as_bytes()).bytes(client.as_bytes());
    ConfirmationId(hash.bytes(idempotency_key.as_bytes()).finish_16())
}

impl Confirmation {
    /// Where it stands now, in an account of this epoch.
    pub fn status(&self, epoch: i64, now: Timestamp) -> Status {
        match self.state {
            ConfirmationState::Pending | ConfirmationState::Held if self.epoch != epoch => Status::Void,
            ConfirmationState::Pending if self.failures >= FAILURES_MAX => Status::Blocked,
            ConfirmationState::Pending if now >= self.expires_at => Status::Expired,
            state => Status::Stands(state),
        }
    }

    /// Its type, as the operator defines it today. A type that was changed since is another one.
    pub fn kind<'a>(&self, policy: &'a Policy) -> Result<&'a ActionType, Refusal> {
        let same = |kind: &&ActionType| kind.name == self.action_type && kind.version == self.type_version;
        policy.action_types.iter().find(same).ok_or(Refusal::ConfirmationOver)
    }

    /// Its payee, as it is remembered once it was confirmed.
    pub fn payee(&self, kind: &ActionType) -> Option<PayeeId> {
        let payee = kind.payee(&self.action)?;
        Some(PayeeId(Hash::new("payee").bytes(self.client.as_bytes()).bytes(payee.as_bytes()).finish_16()))
    }
}
