//! Every no, with its stable code. Status codes and sentences stand in the server's `failure.rs`.

use crate::confirmations::FieldProblem;
use crate::level::Level;
use crate::moment::Timestamp;
use crate::oidc::AuthorizationFault;
use crate::password::PasswordFault;
use crate::text::TextFault;
use crate::trust::TrustReason;

/// Why a step was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No session, or one that has ended.
    SignedOut,
    /// The session came from a browser that is new to the account: it may not change factors yet.
    NewBrowserWaits {
        /// From when it may.
        until: Timestamp,
    },
    /// The session came in by a fallback: a passkey lifts that.
    Quarantined,
    /// A recovery opened the session: it creates a passkey, and nothing else.
    RecoveryOnlyCreates,
    /// The account is frozen.
    AccountFrozen,
    /// The account is not frozen.
    NotFrozen,
    /// This factor froze the account not long ago from a browser that the account doesn't know.
    FreezeTooSoon {
        /// From when it may again.
        until: Timestamp,
    },
    /// The account was thawed or recovered of late: nothing of value leaves it yet.
    ValueHeld {
        /// From when it may.
        until: Timestamp,
    },
    /// The database came back from a backup of late: factors stay as they are, until their owners have had time to look.
    ChangesHeld {
        /// From when they may change.
        until: Timestamp,
    },
    /// The session is of a lower level than this takes.
    LevelTooLow {
        /// What it takes.
        needed: Level,
    },
    /// The proof is too old for this: prove it again.
    ReauthenticationNeeded,
    /// The ticket is another browser's, another session's or another step's.
    TicketNotAccepted,
    /// The ticket's time is over.
    TicketExpired,
    /// The ticket was used already: another tab finished, or the answer was sent twice.
    TicketSpent,
    /// The code is another.
    CodeWrong {
        /// How often another may be tried.
        attempts_left: i64,
    },
    /// The password is another, or there is none.
    PasswordWrong,
    /// The recovery code is another, was used already, or there is none.
    RecoveryCodeWrong,
    /// The password can't be taken.
    PasswordNotAccepted(PasswordFault),
    /// The factor failed too often in a row: it is off until it is bound again.
    FactorOff,
    /// The operator doesn't offer this way.
    WayNotOffered,
    /// What was proved takes another factor beside it, and the account has none.
    AnotherFactorNeeded,
    /// The account doesn't know this browser: without a passkey a trusted device has to approve it.
    ApprovalNeeded,
    /// The code's time is over, or there is none.
    CodeExpired,
    /// Too many wrong codes: this flow takes none any more.
    CodeLocked,
    /// The code can't be sent again yet.
    TooManyCodes {
        /// When it can.
        retry_after_seconds: i64,
    },
    /// The passkey was not accepted. Unknown, foreign and badly signed are alike to a stranger; the log tells more.
    PasskeyNotAccepted(PasskeyFault),
    /// The authenticator is of a model or kind that the operator doesn't take, or doesn't prove which it is.
    AuthenticatorNotAccepted(passkeep_webauthn::Error),
    /// The passkey was removed; its holder proved possession.
    PasskeyRemoved {
        /// When.
        removed_at: Timestamp,
    },
    /// The passkey is suspended; its holder proved possession.
    PasskeySuspended {
        /// Since when.
        suspended_at: Timestamp,
    },
    /// The passkey is registered already.
    PasskeyAlreadyExists,
    /// The passkey is too new for this, and no older one authorised it.
    PasskeyTooNew {
        /// From when it may.
        until: Timestamp,
    },
    /// The account has as many passkeys as it may.
    TooManyPasskeys,
    /// The account has as many addresses as it may.
    TooManyContacts,
    /// The account has this address already.
    ContactAlreadyExists,
    /// The name can't be taken.
    NameNotAccepted(NameFault),
    /// The browser is not remembered, as on a shared computer: it can't be trusted.
    DeviceNotRemembered,
    /// This takes a trusted device.
    DeviceNotTrusted(TrustReason),
    /// The device's own signature is missing, or is another's.
    DeviceProofNotAccepted,
    /// As many approvals wait as may.
    TooManyApprovals {
        /// When one of them has ended.
        retry_after_seconds: i64,
    },
    /// Nobody has answered yet.
    ApprovalPending,
    /// The answer was no.
    ApprovalDenied,
    /// It was answered already, or its time is over.
    ApprovalOver,
    /// The number is another: the attempt has ended.
    NumberWrong,
    /// An app's code or token is worth nothing.
    AuthorizationNotAccepted(AuthorizationFault),
    /// The account has no such thing.
    NotFound,
    /// The same change waits already.
    HoldAlreadyWaits {
        /// When its wait is over, as far as it is known here.
        matures_at: Option<Timestamp>,
    },
    /// A second veto opened a dispute: an old passkey that is not contested itself decides.
    HoldDisputed,
    /// The hold is over: it was stopped, or its change was made.
    HoldOver,
    /// The link is none of a notice's, or what it was of is long over.
    LinkNotAccepted,
    /// The link's address was proved too long ago, or is the account's no more.
    AddressTooOld,
    /// The link's address came to the account of late: it proves nothing yet.
    AddressTooNew,
    /// The account's last phone or last address stays: another can take its place.
    LastContact,
    /// Another kind of address can't take its place.
    OtherKindOfContact,
    /// The number is an account's, which has been asked for it: it opens nothing before.
    NumberWaits {
        /// When it is free, unless its account says no.
        until: Timestamp,
    },
    /// The client may not ask for confirmations of this type, or there is none.
    ConfirmationTypeNotAccepted,
    /// A field of the action can't be taken.
    FieldNotAccepted(FieldProblem),
    /// The client has no such redirect.
    RedirectNotAccepted,
    /// The client used this idempotency key for another action.
    IdempotencyKeyReused,
    /// As many of the client's confirmations wait for this account as may.
    TooManyConfirmations {
        /// When one of them has ended.
        retry_after_seconds: i64,
    },
    /// The confirmation is over: it was answered, withdrawn or blocked, or its time is over.
    ConfirmationOver,
    /// It was signed here: another trusted device signs it too, or it waits.
    ConfirmationHeld {
        /// When the wait is over.
        until: Timestamp,
    },
    /// Before value moves, the account needs a second passkey or saved recovery codes.
    SecondWayNeeded,
    /// One of the staff has looked at as many accounts as may be in an hour.
    TooManyLooks {
        /// When they may look again.
        retry_after_seconds: i64,
    },
    /// The role among the staff does not reach as far.
    RoleTooLow,
    /// Nobody among the staff has to do with their own account, nor with that of somebody who is the same person as far as is known.
    OwnAccount,
    /// What takes two of the staff takes two persons: this is the first of them, as far as is known.
    SamePerson,
    /// The account has no address that is old enough for this.
    NoOldAddress,
    /// It was sent again not long ago.
    ResentOfLate,
    /// The proposal has ended: it was decided or taken back, its time is over, or what it is about has changed.
    ProposalOver,
    /// The same is proposed already.
    AlreadyProposed,
    /// As little of the wait is left as staff may leave.
    TooLittleLeft,
    /// Staff began this wait: staff does not shorten it.
    StaffHold,
    /// The reason can't be taken.
    ReasonNotAccepted,
}

/// Why a passkey's answer was not accepted: for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyFault {
    /// No account has it, or not the account that its user handle names.
    Unknown,
    /// It is another account's than the flow's.
    OtherAccount,
    /// The answer failed a check.
    Check(passkeep_webauthn::Error),
    /// The options it was asked under are not those of today.
    OptionsChanged,
}

/// Why a name was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// The text itself.
    Text(TextFault),
    /// Another one of the account bears it.
    Taken,
}

impl Refusal {
    /// From when it would be a yes, where that is known.
    pub const fn until(&self) -> Option<Timestamp> {
        match self {
            Self::NewBrowserWaits { until }
            | Self::FreezeTooSoon { until }
            | Self::ValueHeld { until }
            | Self::ChangesHeld { until }
            | Self::PasskeyTooNew { until }
            | Self::NumberWaits { until }
            | Self::ConfirmationHeld { until } => Some(*until),
            _ => None,
        }
    }

    /// The stable code that API answers carry.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::NewBrowserWaits { .. } => "new_browser_waits",
            Self::Quarantined => "quarantined",
            Self::RecoveryOnlyCreates => "recovery_only_creates",
            Self::AccountFrozen => "account_frozen",
            Self::NotFrozen => "not_frozen",
            Self::FreezeTooSoon { .. } => "freeze_too_soon",
            Self::ValueHeld { .. } => "value_held",
            Self::ChangesHeld { .. } => "changes_held",
            Self::LevelTooLow { .. } => "level_too_low",
            Self::ReauthenticationNeeded => "reauthentication_needed",
            Self::TicketNotAccepted => "ticket_not_accepted",
            Self::TicketExpired => "ticket_expired",
            Self::TicketSpent => "ticket_spent",
            Self::CodeWrong { .. } => "code_wrong",
            Self::PasswordWrong => "password_wrong",
            Self::RecoveryCodeWrong => "recovery_code_wrong",
            Self::PasswordNotAccepted(_) => "password_not_accepted",
            Self::FactorOff => "factor_off",
            Self::WayNotOffered => "way_not_offered",
            Self::AnotherFactorNeeded => "another_factor_needed",
            Self::ApprovalNeeded => "approval_needed",
            Self::CodeExpired => "code_expired",
            Self::CodeLocked => "code_locked",
            Self::TooManyCodes { .. } => "too_many_codes",
            Self::PasskeyNotAccepted(_) => "passkey_not_accepted",
            Self::AuthenticatorNotAccepted(_) => "authenticator_not_accepted",
            Self::PasskeyRemoved { .. } => "passkey_removed",
            Self::PasskeySuspended { .. } => "passkey_suspended",
            Self::PasskeyAlreadyExists => "passkey_already_exists",
            Self::PasskeyTooNew { .. } => "passkey_too_new",
            Self::TooManyPasskeys => "too_many_passkeys",
            Self::TooManyContacts => "too_many_contacts",
            Self::ContactAlreadyExists => "contact_already_exists",
            Self::NameNotAccepted(_) => "name_not_accepted",
            Self::DeviceNotRemembered => "device_not_remembered",
            Self::DeviceNotTrusted(_) => "device_not_trusted",
            Self::DeviceProofNotAccepted => "device_proof_not_accepted",
            Self::TooManyApprovals { .. } => "too_many_approvals",
            Self::ApprovalPending => "approval_pending",
            Self::ApprovalDenied => "approval_denied",
            Self::ApprovalOver => "approval_over",
            Self::NumberWrong => "number_wrong",
            Self::AuthorizationNotAccepted(_) => "authorization_not_accepted",
            Self::NotFound => "not_found",
            Self::HoldAlreadyWaits { .. } => "hold_already_waits",
            Self::HoldDisputed => "hold_disputed",
            Self::HoldOver => "hold_over",
            Self::LinkNotAccepted => "link_not_accepted",
            Self::AddressTooOld => "address_too_old",
            Self::AddressTooNew => "address_too_new",
            Self::LastContact => "last_contact",
            Self::OtherKindOfContact => "other_kind_of_contact",
            Self::NumberWaits { .. } => "number_waits",
            Self::ConfirmationTypeNotAccepted => "confirmation_type_not_accepted",
            Self::FieldNotAccepted(_) => "field_not_accepted",
            Self::RedirectNotAccepted => "redirect_not_accepted",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::TooManyConfirmations { .. } => "too_many_confirmations",
            Self::ConfirmationOver => "confirmation_over",
            Self::ConfirmationHeld { .. } => "confirmation_held",
            Self::SecondWayNeeded => "second_way_needed",
            Self::TooManyLooks { .. } => "too_many_looks",
            Self::RoleTooLow => "role_too_low",
            Self::OwnAccount => "own_account",
            Self::SamePerson => "same_person",
            Self::NoOldAddress => "no_old_address",
            Self::ResentOfLate => "resent_of_late",
            Self::ProposalOver => "proposal_over",
            Self::AlreadyProposed => "already_proposed",
            Self::TooLittleLeft => "too_little_left",
            Self::StaffHold => "staff_hold",
            Self::ReasonNotAccepted => "reason_not_accepted",
        }
    }
}
