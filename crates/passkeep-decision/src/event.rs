//! Events: the append-only history of an account, chained from the first.
//!
//! The event's place, (account, head + 1), is lock, compare-and-set and history in one: a list that changes an
//! account begins with it, and two that were decided on the same head conflict.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use crate::account::Head;
use crate::hash::Hash;
use crate::id::{AccountHandle, DeviceId, FlowId, HoldId, PasskeyId, SessionId, StaffId};
use crate::moment::{Moment, Timestamp};
use crate::throttle::Factor;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The account was made, with its first passkey.
    AccountCreated,
    /// A passkey was made.
    PasskeyCreated,
    /// A passkey was given another name.
    PasskeyRenamed,
    /// A passkey was removed.
    PasskeyRemoved,
    /// A passkey authorised the creation of another.
    GrantGiven,
    /// Somebody signed in.
    SignedIn,
    /// Somebody who is signed in proved again who they are.
    Reauthenticated,
    /// A password was set where there was none.
    PasswordSet,
    /// The password was changed.
    PasswordChanged,
    /// The password was removed.
    PasswordRemoved,
    /// Sessions were ended.
    SessionsEnded,
    /// An email was proved.
    EmailAdded,
    /// The owner chose a device to be trusted.
    DeviceTrusted,
    /// A device was given another name.
    DeviceRenamed,
    /// A device was revoked.
    DeviceRevoked,
    /// A device is trusted no more: a copy of its secret was seen.
    DeviceUntrusted,
    /// A new device asked for approval.
    ApprovalRequested,
    /// A trusted device said yes.
    ApprovalGiven,
    /// A trusted device said no, or a wrong number.
    ApprovalDenied,
    /// An address was removed.
    ContactRemoved,
    /// An address took the place of another.
    ContactReplaced,
    /// The account was given another name.
    AccountRenamed,
    /// The language of the account's messages was chosen.
    LanguageChosen,
    /// A change began to wait.
    HoldStarted,
    /// A veto counted for half: stopping this hold takes another.
    HoldOpposed,
    /// A second veto: from now on an old passkey decides.
    HoldDisputed,
    /// An old passkey decided that the change goes on.
    HoldUpheld,
    /// A change that waited was stopped.
    HoldStopped,
    /// A change that waited had nothing left to do.
    HoldLapsed,
    /// Nobody decided a dispute about a change that waited: it is not made.
    HoldUndecided,
    /// The wait of a change is over, which opens what another step does.
    HoldMatured,
    /// The account was frozen.
    AccountFrozen,
    /// The account was thawed.
    AccountThawed,
    /// A new set of recovery codes took the place of the one before.
    RecoveryCodesReplaced,
    /// A recovery opened a session that creates a passkey.
    AccountRecovered,
    /// An app asked for an action to be confirmed.
    ConfirmationAsked,
    /// An action was confirmed: a receipt remains.
    ActionConfirmed,
    /// An action was denied.
    ConfirmationDenied,
    /// The app took back what it had asked.
    ConfirmationWithdrawn,
    /// Somebody who is signed in went on to an app.
    AppSignedIn,
    /// The owner said yes to what an app asked for.
    AppGranted,
    /// The owner ended what an app may do.
    AppRevoked,
    /// An app's token was used a second time: what came of it ended.
    AppTokenReused,
    /// One of the staff looked at the account.
    SupportLooked,
    /// One of the staff froze the account.
    SupportFroze,
    /// One of the staff had the way to a recovery sent to the account's addresses.
    RecoveryOffered,
    /// One of the staff had notices sent again.
    NoticesResent,
    /// One of the staff proposed what takes two.
    SupportProposed,
    /// What one of the staff had proposed was taken back.
    SupportWithdrew,
    /// Two of the staff did what takes two.
    SupportDecided,
}

impl EventKind {
    /// Every kind: what a page of history can name.
    pub const ALL: &[Self] = &[
        Self::AccountCreated,
        Self::PasskeyCreated,
        Self::PasskeyRenamed,
        Self::PasskeyRemoved,
        Self::GrantGiven,
        Self::SignedIn,
        Self::SessionsEnded,
        Self::EmailAdded,
        Self::Reauthenticated,
        Self::PasswordSet,
        Self::PasswordChanged,
        Self::PasswordRemoved,
        Self::DeviceTrusted,
        Self::DeviceRenamed,
        Self::DeviceRevoked,
        Self::DeviceUntrusted,
        Self::ApprovalRequested,
        Self::ApprovalGiven,
        Self::ApprovalDenied,
        Self::ContactRemoved,
        Self::ContactReplaced,
        Self::AccountRenamed,
        Self::LanguageChosen,
        Self::HoldStarted,
        Self::HoldOpposed,
        Self::HoldDisputed,
        Self::HoldUpheld,
        Self::HoldStopped,
        Self::HoldLapsed,
        Self::HoldUndecided,
        Self::HoldMatured,
        Self::AccountFrozen,
        Self::AccountThawed,
        Self::RecoveryCodesReplaced,
        Self::AccountRecovered,
        Self::ConfirmationAsked,
        Self::ActionConfirmed,
        Self::ConfirmationDenied,
        Self::ConfirmationWithdrawn,
        Self::AppSignedIn,
        Self::AppGranted,
        Self::AppRevoked,
        Self::AppTokenReused,
        Self::SupportLooked,
        Self::SupportFroze,
        Self::RecoveryOffered,
        Self::NoticesResent,
        Self::SupportProposed,
        Self::SupportWithdrew,
        Self::SupportDecided,
    ];

    /// Reads a stable name. A newer node may have written one that this build doesn't know.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// The kind's stable name, which is hashed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountCreated => "account_created",
            Self::PasskeyCreated => "passkey_created",
            Self::PasskeyRenamed => "passkey_renamed",
            Self::PasskeyRemoved => "passkey_removed",
            Self::GrantGiven => "grant_given",
            Self::SignedIn => "signed_in",
            Self::Reauthenticated => "reauthenticated",
            Self::PasswordSet => "password_set",
            Self::PasswordChanged => "password_changed",
            Self::PasswordRemoved => "password_removed",
            Self::SessionsEnded => "sessions_ended",
            Self::EmailAdded => "email_added",
            Self::DeviceTrusted => "device_trusted",
            Self::DeviceRenamed => "device_renamed",
            Self::DeviceRevoked => "device_revoked",
            Self::DeviceUntrusted => "device_untrusted",
            Self::ApprovalRequested => "approval_requested",
            Self::ApprovalGiven => "approval_given",
            Self::ApprovalDenied => "approval_denied",
            Self::ContactRemoved => "contact_removed",
            Self::ContactReplaced => "contact_replaced",
            Self::AccountRenamed => "account_renamed",
            Self::LanguageChosen => "language_chosen",
            Self::HoldStarted => "hold_started",
            Self::HoldOpposed => "hold_opposed",
            Self::HoldDisputed => "hold_disputed",
            Self::HoldUpheld => "hold_upheld",
            Self::HoldStopped => "hold_stopped",
            Self::HoldLapsed => "hold_lapsed",
            Self::HoldUndecided => "hold_undecided",
            Self::HoldMatured => "hold_matured",
            Self::AccountFrozen => "account_frozen",
            Self::AccountThawed => "account_thawed",
            Self::RecoveryCodesReplaced => "recovery_codes_replaced",
            Self::AccountRecovered => "account_recovered",
            Self::ConfirmationAsked => "confirmation_asked",
            Self::ActionConfirmed => "action_confirmed",
            Self::ConfirmationDenied => "confirmation_denied",
            Self::ConfirmationWithdrawn => "confirmation_withdrawn",
            Self::AppSignedIn => "app_signed_in",
            Self::AppGranted => "app_granted",
            Self::AppRevoked => "app_revoked",
            Self::AppTokenReused => "app_token_reused",
            Self::SupportLooked => "support_looked",
            Self::SupportFroze => "support_froze",
            Self::RecoveryOffered => "recovery_offered",
            Self::NoticesResent => "notices_resent",
            Self::SupportProposed => "support_proposed",
            Self::SupportWithdrew => "support_withdrew",
            Self::SupportDecided => "support_decided",
        }
    }
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Who held a passkey.
    Passkey(PasskeyId),
    /// Who held a session.
    Session(SessionId),
    /// Who sat at a browser, without a session.
    Device(DeviceId),
    /// Who held the link of a notice about a hold.
    Notice(HoldId),
    /// Nobody: the time of a hold had come.
    Hold(HoldId),
    /// Who proved an address of the account, in a flow of their own.
    Stranger(FlowId),
    /// Who proved a factor, without a session.
    Factor(Factor),
    /// An app, or whoever held its token.
    App,
    /// One of the staff.
    Staff(StaffId),
}

impl Actor {
    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("passkey", id) => PasskeyId::parse(id).map(Self::Passkey),
            ("session", id) => SessionId::parse(id).map(Self::Session),
            ("device", id) => DeviceId::parse(id).map(Self::Device),
            ("notice", id) => HoldId::parse(id).map(Self::Notice),
            ("hold", id) => HoldId::parse(id).map(Self::Hold),
            ("stranger", id) => FlowId::parse(id).map(Self::Stranger),
            ("factor", name) => Factor::parse(name).map(Self::Factor),
            ("app", "") => Some(Self::App),
            ("staff", id) => StaffId::parse(id).map(Self::Staff),
            _ => None,
        }
    }
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Passkey(id) => write!(f, "passkey:{id}"),
            Self::Session(id) => write!(f, "session:{id}"),
            Self::Device(id) => write!(f, "device:{id}"),
            Self::Notice(id) => write!(f, "notice:{id}"),
            Self::Hold(id) => write!(f, "hold:{id}"),
            Self::Stranger(id) => write!(f, "stranger:{id}"),
            Self::Factor(factor) => write!(f, "factor:{}", factor.as_str()),
            Self::App => f.write_str("app:"),
            Self::Staff(id) => write!(f, "staff:{id}"),
        }
    }
}

/// Personal data of an event. It stands beside the chain, which holds only its salted hash, so that it can be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalData {
    /// 32 random bytes.
    pub salt: [u8; 32],
    /// What can be erased: JSON.
    pub bytes: Vec<u8>,
}

impl PersonalData {
    /// `H("pii", salt, bytes)`.
    pub fn hash(&self) -> [u8; 32] {
        Hash::new("pii").bytes(&self.salt).bytes(&self.bytes).finish()
    }
}

/// An event, as it is stored and hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The account.
    pub account: AccountHandle,
    /// Its place: 1 for the first.
    pub seq: i64,
    /// The hash of the event before; zeros for the first.
    pub previous: [u8; 32],
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
    /// By whom.
    pub actor: Actor,
    /// The details: JSON with sorted keys. The exact bytes are kept and hashed.
    pub bytes: Vec<u8>,
    /// Personal data, whose hash stands in `bytes` as `pii`.
    pub personal: Option<PersonalData>,
    /// `H("event", issuer, account, seq, previous, time, kind, actor, stored bytes)`.
    pub hash: [u8; 32],
}

/// What an event is made of.
pub struct Happening {
    /// What happened.
    pub kind: EventKind,
    /// By whom.
    pub actor: Actor,
    /// The details without personal data: a JSON object.
    pub details: serde_json::Value,
    /// Personal data, if there is any.
    pub personal: Option<serde_json::Value>,
}

impl Event {
    /// The event that follows `head`.
    pub fn after(
        head: Head,
        account: AccountHandle,
        happening: Happening,
        issuer: &str,
        moment: &Moment,
    ) -> Self {
        let Happening { kind, actor, mut details, mut personal } = happening;
        // Where it says on what it was done, it says where; else it was not done by somebody of this account.
        if let Some(place) = moment.place.as_ref().filter(|_| details["client"].is_object()) {
            personal.get_or_insert_with(|| json!({}))["place"] = place.as_str().into();
        }
        let personal = personal.map(|value| PersonalData {
            salt: moment.draw("personal data"),
            bytes: value.to_string().into_bytes(),
        });
        if let Some(data) = &personal {
            details["pii"] = URL_SAFE_NO_PAD.encode(data.hash()).into();
        }
        let mut event = Self {
            account,
            seq: head.seq + 1,
            previous: head.hash,
            at: moment.now,
            kind,
            actor,
            bytes: details.to_string().into_bytes(),
            personal,
            hash: [0; 32],
        };
        event.hash = StoredEvent::of(&event).hash(issuer);
        event
    }

    /// The head that it makes.
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

/// The hashed parts of an event as any reader of the database has them.
pub struct StoredEvent<'a> {
    /// The account.
    pub account: AccountHandle,
    /// Its place.
    pub seq: i64,
    /// The hash before.
    pub previous: [u8; 32],
    /// When.
    pub at: Timestamp,
    /// The kind's name.
    pub kind: &'a str,
    /// The actor's name.
    pub actor: String,
    /// The stored bytes.
    pub bytes: &'a [u8],
}

impl<'a> StoredEvent<'a> {
    fn of(event: &'a Event) -> Self {
        Self {
            account: event.account,
            seq: event.seq,
            previous: event.previous,
            at: event.at,
            kind: event.kind.as_str(),
            actor: event.actor.to_string(),
            bytes: &event.bytes,
        }
    }

    /// The event's hash, for whoever checks a chain.
    pub fn hash(&self, issuer: &str) -> [u8; 32] {
        Hash::new("event")
            .bytes(issuer.as_bytes())
            .bytes(&self.account.0)
            .integer(self.seq)
            .bytes(&self.previous)
            .integer(self.at.0)
            .bytes(self.kind.as_bytes())
            .bytes(self.actor.as_bytes())
            .bytes(self.bytes)
            .finish()
    }
}
