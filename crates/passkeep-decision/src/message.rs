//! Messages to people: what happened, as data. The server writes the sentences when it sends them.

use crate::account::Locale;
use crate::code::SixDigits;
use crate::contact::Address;
use crate::device::Client;
use crate::hold::HoldNotice;
use crate::id::MessageId;
use crate::moment::Timestamp;

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
}
