//! Messages to people: what happened, as data. The server writes the sentences when it sends them.

use crate::account::Locale;
use crate::code::SixDigits;
use crate::contact::Address;
use crate::device::Client;
use crate::hold::{HoldName, HoldNews, HoldNotice};
use crate::id::MessageId;
use crate::moment::Timestamp;
use crate::support::ProposedAction;

/// A message, from the commit that causes it until it is sent.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id; gateways that know idempotency keys get it.
    pub id: MessageId,
    /// Where it goes.
    pub to: Address,
    /// In which language.
    pub locale: Locale,
    /// When it was caused.
    pub at: Timestamp,
    /// After this it is worth nothing and is dropped.
    pub expires_at: Timestamp,
    /// What it says.
    pub kind: MessageKind,
}

impl Message {
    /// Whether it is never to be sent: worth nothing from the first.
    pub fn is_for_nobody(&self) -> bool {
        self.expires_at <= self.at
    }
}

/// What a message says.
#[derive(Clone, Debug)]
pub enum MessageKind {
    /// The code of a sign-up.
    SignUpCode(SixDigits),
    /// Somebody tried to sign up with this number or add this email: it has an account already.
    AlreadyHasAccount,
    /// The code of a sign-in.
    SignInCode(SixDigits),
    /// The account was signed in to without a passkey.
    SignedInWithoutPasskey(Client),
    /// A password was set where there was none.
    PasswordSet,
    /// The password was changed.
    PasswordChanged,
    /// The password was removed.
    PasswordRemoved,
    /// The code before a passkey is created.
    CreatePasskeyCode(SixDigits),
    /// The code that proves an email.
    AddEmailCode(SixDigits),
    /// The account was signed in to on a browser that it did not know.
    NewBrowser(Client),
    /// A passkey was created.
    PasskeyCreated(String),
    /// A passkey was removed.
    PasskeyRemoved(String),
    /// An email was added.
    EmailAdded(String),
    /// A device was chosen to be trusted.
    DeviceTrusted(Client),
    /// A device was revoked.
    DeviceRevoked(String),
    /// A device's secret was copied, so that it is trusted no more.
    DeviceCopied(Client),
    /// A new device asks for approval. Goes to emails alone, and holds neither a link nor the number.
    ApprovalRequested {
        /// What the device says it is.
        client: Client,
        /// Where it is, as far as is known.
        place: Option<String>,
    },
    /// An approval ended by a wrong number.
    ApprovalFailed(Client),
    /// The code that proves an address that is to take the place of another.
    ReplaceContactCode(SixDigits),
    /// The code by which whoever reads a number's messages asks the account that has it to give it up.
    ClaimNumberCode(SixDigits),
    /// The account has another name.
    AccountRenamed(String),
    /// What became of a hold.
    Hold(Box<HoldNotice>),
    /// The account was frozen, from there.
    AccountFrozen(Client),
    /// The account was thawed, from there.
    AccountThawed(Client),
    /// The code of a recovery.
    RecoveryContactCode(SixDigits),
    /// A new set of recovery codes took the place of the one before.
    RecoveryCodesReplaced,
    /// A code of the printed set was used, from there.
    RecoveryCodeUsed(Client),
    /// The account was recovered, from there.
    AccountRecovered(Client),
    /// Support froze the account.
    FrozenBySupport,
    /// Support has sent the way to a recovery. Holds no token: who goes there proves who they are.
    RecoveryOffered,
    /// One of the staff has proposed what takes another.
    SupportProposed(SupportNotice),
    /// Two of the staff have done what takes two.
    SupportDecided(SupportNotice),
}

/// What a notice says of what takes two of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupportNotice {
    /// What it is.
    pub action: ProposedAction,
    /// What it is about, where that is a hold.
    pub what: Option<HoldName>,
    /// When the hold's wait is over now, where it was shortened.
    pub matures_at: Option<Timestamp>,
}

impl MessageKind {
    /// Its stable name: what is told of a message that is not shown.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::SignUpCode(_) => "sign_up_code",
            Self::AlreadyHasAccount => "already_has_account",
            Self::SignInCode(_) => "sign_in_code",
            Self::SignedInWithoutPasskey(_) => "signed_in_without_passkey",
            Self::PasswordSet => "password_set",
            Self::PasswordChanged => "password_changed",
            Self::PasswordRemoved => "password_removed",
            Self::CreatePasskeyCode(_) => "create_passkey_code",
            Self::AddEmailCode(_) => "add_email_code",
            Self::NewBrowser(_) => "new_browser",
            Self::PasskeyCreated(_) => "passkey_created",
            Self::PasskeyRemoved(_) => "passkey_removed",
            Self::EmailAdded(_) => "email_added",
            Self::DeviceTrusted(_) => "device_trusted",
            Self::DeviceRevoked(_) => "device_revoked",
            Self::DeviceCopied(_) => "device_copied",
            Self::ApprovalRequested { .. } => "approval_requested",
            Self::ApprovalFailed(_) => "approval_failed",
            Self::ReplaceContactCode(_) => "replace_contact_code",
            Self::ClaimNumberCode(_) => "claim_number_code",
            Self::AccountRenamed(_) => "account_renamed",
            Self::Hold(notice) => match notice.news {
                HoldNews::Started => "hold_started",
                HoldNews::Halfway => "hold_halfway",
                HoldNews::Done => "hold_done",
                HoldNews::Stopped => "hold_stopped",
                HoldNews::Disputed => "hold_disputed",
                HoldNews::Upheld => "hold_upheld",
                HoldNews::Lapsed => "hold_lapsed",
                HoldNews::Opposed => "hold_opposed",
                HoldNews::Undecided => "hold_undecided",
            },
            Self::AccountFrozen(_) => "account_frozen",
            Self::AccountThawed(_) => "account_thawed",
            Self::RecoveryContactCode(_) => "recovery_contact_code",
            Self::RecoveryCodesReplaced => "recovery_codes_replaced",
            Self::RecoveryCodeUsed(_) => "recovery_code_used",
            Self::AccountRecovered(_) => "account_recovered",
            Self::FrozenBySupport => "frozen_by_support",
            Self::RecoveryOffered => "recovery_offered",
            Self::SupportProposed(_) => "support_proposed",
            Self::SupportDecided(_) => "support_decided",
        }
    }
}
