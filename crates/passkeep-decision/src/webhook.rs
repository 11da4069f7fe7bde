//! Webhooks: what an app's backend is told of an account, as data. The operator names who is told of what.
//!
//! A call holds no code, no token and no address, and has no place for one.

use crate::device::Client;
use crate::id::MessageId;
use crate::message::MessageKind;
use crate::moment::Timestamp;
use crate::support::ProposedAction;

/// A webhook's name: the operator's own, in the configuration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebhookName(String);

impl WebhookName {
    /// Takes 1 to 64 of `a-z`, `0-9`, `-` and `_`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        ((1..=64).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A webhook, as the rules see it: who is told of what. Where it is stands in the configuration alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its name.
    pub name: WebhookName,
    /// What it is told of.
    pub topics: Vec<WebhookTopic>,
}

/// What a webhook can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookTopic {
    /// The account was signed in to on a browser that it did not know.
    NewBrowser,
    /// A passkey was created.
    PasskeyCreated,
    /// A passkey was removed.
    PasskeyRemoved,
    /// An email was added.
    EmailAdded,
    /// The account was signed in to without a passkey.
    SignedInWithoutPasskey,
    /// The password was set, changed or removed.
    PasswordChanged,
    /// A device was chosen to be trusted, was revoked, or lost its trust.
    DeviceChanged,
    /// A new device waits for a trusted one, or was refused: what an app pushes to its users' phones.
    Approval,
    /// The account was frozen.
    AccountFrozen,
    /// The account was thawed.
    AccountThawed,
    /// The account was recovered.
    AccountRecovered,
    /// A new set of recovery codes was made, or one of them was used.
    RecoveryCodes,
    /// The account has another name.
    AccountRenamed,
    /// A change began to wait, is half through, was made or stopped.
    Hold,
    /// A confirmation was signed, confirmed, denied, withdrawn or blocked.
    Confirmation,
}

impl WebhookTopic {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::NewBrowser,
        Self::PasskeyCreated,
        Self::PasskeyRemoved,
        Self::EmailAdded,
        Self::SignedInWithoutPasskey,
        Self::PasswordChanged,
        Self::DeviceChanged,
        Self::Approval,
        Self::AccountFrozen,
        Self::AccountThawed,
        Self::AccountRecovered,
        Self::RecoveryCodes,
        Self::AccountRenamed,
        Self::Hold,
        Self::Confirmation,
    ];

    /// The stable name: `type` in a call, and what the configuration lists.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewBrowser => "new_browser",
            Self::PasskeyCreated => "passkey_created",
            Self::PasskeyRemoved => "passkey_removed",
            Self::EmailAdded => "email_added",
            Self::SignedInWithoutPasskey => "signed_in_without_passkey",
            Self::PasswordChanged => "password_changed",
            Self::DeviceChanged => "device_changed",
            Self::Approval => "approval",
            Self::AccountFrozen => "account_frozen",
            Self::AccountThawed => "account_thawed",
            Self::AccountRecovered => "account_recovered",
            Self::RecoveryCodes => "recovery_codes",
            Self::AccountRenamed => "account_renamed",
            Self::Hold => "hold",
            Self::Confirmation => "confirmation",
        }
    }

    /// Reads a stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == text)
    }
}

/// What happened, as a webhook is told.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookEvent {
    /// The account was signed in to on a browser that it did not know.
    NewBrowser(Client),
    /// A passkey of this name was created.
    PasskeyCreated(String),
    /// A passkey of this name was removed.
    PasskeyRemoved(String),
    /// An email was added: which, is the person's alone.
    EmailAdded,
    /// The account was signed in to without a passkey.
    SignedInWithoutPasskey(Client),
    /// The password was set, changed or removed.
    PasswordChanged,
    /// A device was chosen to be trusted.
    DeviceTrusted(Client),
    /// A device of this name was revoked.
    DeviceRevoked(String),
    /// A device lost its trust: its secret was seen in two places.
    DeviceCopied(Client),
    /// A new device waits for a trusted one.
    ApprovalRequested(Client),
    /// A wrong number was typed for a new device.
    ApprovalFailed(Client),
    /// The account was frozen.
    AccountFrozen,
    /// The account was thawed.
    AccountThawed,
    /// The account was recovered.
    AccountRecovered,
    /// A new set of recovery codes took the place of the one before.
    RecoveryCodesReplaced,
    /// A recovery code was used.
    RecoveryCodeUsed(Client),
    /// The account has another name: which, is the person's alone.
    AccountRenamed,
    /// A change that waits. It holds neither what changes nor a link that stops it.
    Hold {
        /// What became of it.
        news: String,
        /// What waits.
        what: String,
        /// When its wait is over.
        matures_at: Timestamp,
    },
    /// A confirmation stands otherwise. It holds nothing of the action.
    Confirmation {
        /// Which.
        confirmation: String,
        /// The client that asked.
        client: String,
        /// Where it stands.
        state: String,
    },
}

impl WebhookEvent {
    /// The table of what goes to webhooks: what people are told of their account, and never what proves who they are.
    pub fn of(kind: &MessageKind) -> Option<Self> {
        match kind {
            MessageKind::RecoveryOffered
            | MessageKind::SupportProposed(_)
            | MessageKind::SignUpCode(_)
            | MessageKind::AlreadyHasAccount
            | MessageKind::CreatePasskeyCode(_)
            | MessageKind::AddEmailCode(_)
            | MessageKind::ReplaceContactCode(_)
            | MessageKind::ClaimNumberCode(_)
            | MessageKind::RecoveryContactCode(_)
            | MessageKind::SignInCode(_) => None,
            MessageKind::AccountRenamed(_) => Some(Self::AccountRenamed),
            MessageKind::Hold(notice) => Some(Self::Hold {
                news: notice.news.as_str().to_owned(),
                what: notice.what.as_str().to_owned(),
                matures_at: notice.matures_at,
            }),
            MessageKind::SignedInWithoutPasskey(client) => Some(Self::SignedInWithoutPasskey(client.clone())),
            MessageKind::DeviceTrusted(client) => Some(Self::DeviceTrusted(client.clone())),
            MessageKind::DeviceRevoked(name) => Some(Self::DeviceRevoked(name.clone())),
            MessageKind::DeviceCopied(client) => Some(Self::DeviceCopied(client.clone())),
            MessageKind::ApprovalRequested { client, .. } => Some(Self::ApprovalRequested(client.clone())),
            MessageKind::ApprovalFailed(client) => Some(Self::ApprovalFailed(client.clone())),
            MessageKind::AccountFrozen(_) | MessageKind::FrozenBySupport => Some(Self::AccountFrozen),
            MessageKind::AccountThawed(_) => Some(Self::AccountThawed),
            // Of a hold that was stopped or begun its own notice tells.
            MessageKind::SupportDecided(notice) if notice.action == ProposedAction::Thaw => {
                Some(Self::AccountThawed)
            }
            MessageKind::SupportDecided(_) => None,
            MessageKind::AccountRecovered(_) => Some(Self::AccountRecovered),
            MessageKind::RecoveryCodesReplaced => Some(Self::RecoveryCodesReplaced),
            MessageKind::RecoveryCodeUsed(client) => Some(Self::RecoveryCodeUsed(client.clone())),
            MessageKind::PasswordSet | MessageKind::PasswordChanged | MessageKind::PasswordRemoved => {
                Some(Self::PasswordChanged)
            }
            MessageKind::NewBrowser(client) => Some(Self::NewBrowser(client.clone())),
            MessageKind::PasskeyCreated(name) => Some(Self::PasskeyCreated(name.clone())),
            MessageKind::PasskeyRemoved(name) => Some(Self::PasskeyRemoved(name.clone())),
            MessageKind::EmailAdded(_) => Some(Self::EmailAdded),
        }
    }

    /// Under which topic it goes.
    pub const fn topic(&self) -> WebhookTopic {
        match self {
            Self::NewBrowser(_) => WebhookTopic::NewBrowser,
            Self::PasskeyCreated(_) => WebhookTopic::PasskeyCreated,
            Self::PasskeyRemoved(_) => WebhookTopic::PasskeyRemoved,
            Self::EmailAdded => WebhookTopic::EmailAdded,
            Self::SignedInWithoutPasskey(_) => WebhookTopic::SignedInWithoutPasskey,
            Self::PasswordChanged => WebhookTopic::PasswordChanged,
            Self::DeviceTrusted(_) | Self::DeviceRevoked(_) | Self::DeviceCopied(_) => {
                WebhookTopic::DeviceChanged
            }
            Self::ApprovalRequested(_) | Self::ApprovalFailed(_) => WebhookTopic::Approval,
            Self::AccountFrozen => WebhookTopic::AccountFrozen,
            Self::AccountThawed => WebhookTopic::AccountThawed,
            Self::AccountRecovered => WebhookTopic::AccountRecovered,
            Self::RecoveryCodesReplaced | Self::RecoveryCodeUsed(_) => WebhookTopic::RecoveryCodes,
            Self::AccountRenamed => WebhookTopic::AccountRenamed,
            Self::Hold { .. } => WebhookTopic::Hold,
            Self::Confirmation { .. } => WebhookTopic::Confirmation,
        }
    }
}

/// A call of a webhook, from the commit that causes it until it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookCall {
    /// Its id: the same however often it is offered.
    pub id: MessageId,
    /// Which webhook.
    pub to: WebhookName,
    /// When it was caused.
    pub at: Timestamp,
    /// After this it is worth nothing and is dropped.
    pub expires_at: Timestamp,
    /// What happened.
    pub event: WebhookEvent,
    /// Where it must not go out before others; none: whenever.
    pub order: Option<CallOrder>,
}

/// The place of a call in a line: none goes out while one before it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOrder {
    /// The line: a webhook's calls about one thing.
    pub line: [u8; 16],
    /// The place in it.
    pub place: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::SixDigits;

    #[test]
    fn names_are_plain() {
        assert!(WebhookName::parse("push-backend_2").is_some());
        for text in ["", "Push", "a.b", "a b", "通知", &"a".repeat(65)] {
            assert!(WebhookName::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn topics_are_read_as_they_are_written() {
        for topic in WebhookTopic::ALL {
            assert_eq!(WebhookTopic::parse(topic.as_str()), Some(topic));
        }
        assert_eq!(WebhookTopic::parse("sign_up_code"), None);
    }

    #[test]
    fn what_proves_who_somebody_is_goes_to_no_webhook_and_no_address_does() {
        let code = SixDigits::parse("012345").unwrap();
        for kind in [
            MessageKind::SignUpCode(code.clone()),
            MessageKind::CreatePasskeyCode(code.clone()),
            MessageKind::AddEmailCode(code),
            MessageKind::AlreadyHasAccount,
        ] {
            assert_eq!(WebhookEvent::of(&kind), None, "{kind:?}");
        }
        let added = WebhookEvent::of(&MessageKind::EmailAdded("a•••@example.com".into()));
        assert_eq!(added, Some(WebhookEvent::EmailAdded));
    }
}
