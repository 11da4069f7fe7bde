//! A message as JSON, to be sealed.

use passkeep_decision::account::Locale;
use passkeep_decision::code::SixDigits;
use passkeep_decision::contact::Address;
use passkeep_decision::device::Client;
use passkeep_decision::hold::{HoldName, HoldNews, HoldNotice, LinkToken};
use passkeep_decision::id::MessageId;
use passkeep_decision::message::{Message, MessageKind, SupportNotice};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::support::ProposedAction;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::unreadable;
use crate::error::StoreError;

/// The message's fields as they are sealed. It holds a code in the clear, so it has no `Debug` and doesn't live long.
#[derive(Serialize, Deserialize)]
struct Body {
    to_kind: String,
    to: String,
    locale: String,
    at: Timestamp,
    expires_at: Timestamp,
    kind: Kind,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    SignUpCode(Zeroizing<String>),
    AlreadyHasAccount,
    SignInCode(Zeroizing<String>),
    SignedInWithoutPasskey(Client),
    PasswordSet,
    PasswordChanged,
    PasswordRemoved,
    CreatePasskeyCode(Zeroizing<String>),
    AddEmailCode(Zeroizing<String>),
    NewBrowser(Client),
    PasskeyCreated(String),
    PasskeyRemoved(String),
    EmailAdded(String),
    DeviceTrusted(Client),
    DeviceRevoked(String),
    DeviceCopied(Client),
    ApprovalRequested { client: Client, place: Option<String> },
    ApprovalFailed(Client),
    ReplaceContactCode(Zeroizing<String>),
    ClaimNumberCode(Zeroizing<String>),
    AccountRenamed(String),
    Hold(HoldBody),
    AccountFrozen(Client),
    AccountThawed(Client),
    RecoveryContactCode(Zeroizing<String>),
    RecoveryCodesReplaced,
    RecoveryCodeUsed(Client),
    AccountRecovered(Client),
    FrozenBySupport,
    RecoveryOffered,
    SupportProposed(SupportBody),
    SupportDecided(SupportBody),
}

#[derive(Serialize, Deserialize)]
struct SupportBody {
    action: String,
    what: Option<String>,
    matures_at: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct HoldBody {
    news: String,
    what: String,
    name: String,
    to: String,
    matures_at: Timestamp,
    link: Option<Zeroizing<String>>,
}

pub(super) fn to_json(message: &Message) -> Zeroizing<Vec<u8>> {
    let body = Body {
        to_kind: message.to.kind().to_owned(),
        to: message.to.as_str().to_owned(),
        locale: message.locale.0.clone(),
        at: message.at,
        expires_at: message.expires_at,
        kind: Kind::of(&message.kind),
    };
    Zeroizing::new(serde_json::to_vec(&body).expect("strings and numbers are JSON"))
}

pub(super) fn of_json(id: MessageId, json: &[u8]) -> Result<Message, StoreError> {
    let body: Body = serde_json::from_slice(json).map_err(|_| unreadable("the body"))?;
    Ok(Message {
        id,
        to: Address::from_stored(&body.to_kind, &body.to).ok_or(unreadable("the address"))?,
        locale: Locale(body.locale),
        at: body.at,
        expires_at: body.expires_at,
        kind: body.kind.message_kind().ok_or(unreadable("the code"))?,
    })
}

impl Kind {
    fn of(kind: &MessageKind) -> Self {
        let digits = |code: &SixDigits| Zeroizing::new(code.expose().to_owned());
        match kind {
            MessageKind::SignUpCode(code) => Self::SignUpCode(digits(code)),
            MessageKind::AlreadyHasAccount => Self::AlreadyHasAccount,
            MessageKind::CreatePasskeyCode(code) => Self::CreatePasskeyCode(digits(code)),
            MessageKind::SignInCode(code) => Self::SignInCode(digits(code)),
            MessageKind::SignedInWithoutPasskey(client) => Self::SignedInWithoutPasskey(client.clone()),
            MessageKind::PasswordSet => Self::PasswordSet,
            MessageKind::PasswordChanged => Self::PasswordChanged,
            MessageKind::PasswordRemoved => Self::PasswordRemoved,
            MessageKind::AddEmailCode(code) => Self::AddEmailCode(digits(code)),
            MessageKind::NewBrowser(client) => Self::NewBrowser(client.clone()),
            MessageKind::PasskeyCreated(name) => Self::PasskeyCreated(name.clone()),
            MessageKind::PasskeyRemoved(name) => Self::PasskeyRemoved(name.clone()),
            MessageKind::EmailAdded(address) => Self::EmailAdded(address.clone()),
            MessageKind::DeviceTrusted(client) => Self::DeviceTrusted(client.clone()),
            MessageKind::DeviceRevoked(name) => Self::DeviceRevoked(name.clone()),
            MessageKind::DeviceCopied(client) => Self::DeviceCopied(client.clone()),
            MessageKind::ApprovalRequested { client, place } => {
                Self::ApprovalRequested { client: client.clone(), place: place.clone() }
            }
            MessageKind::ApprovalFailed(client) => Self::ApprovalFailed(client.clone()),
            MessageKind::ReplaceContactCode(code) => Self::ReplaceContactCode(digits(code)),
            MessageKind::ClaimNumberCode(code) => Self::ClaimNumberCode(digits(code)),
            MessageKind::AccountRenamed(name) => Self::AccountRenamed(name.clone()),
            MessageKind::Hold(notice) => Self::Hold(HoldBody::of(notice)),
            MessageKind::AccountFrozen(client) => Self::AccountFrozen(client.clone()),
            MessageKind::AccountThawed(client) => Self::AccountThawed(client.clone()),
            MessageKind::RecoveryContactCode(code) => Self::RecoveryContactCode(digits(code)),
            MessageKind::RecoveryCodesReplaced => Self::RecoveryCodesReplaced,
            MessageKind::RecoveryCodeUsed(client) => Self::RecoveryCodeUsed(client.clone()),
            MessageKind::AccountRecovered(client) => Self::AccountRecovered(client.clone()),
            MessageKind::FrozenBySupport => Self::FrozenBySupport,
            MessageKind::RecoveryOffered => Self::RecoveryOffered,
            MessageKind::SupportProposed(notice) => Self::SupportProposed(SupportBody::of(notice)),
            MessageKind::SupportDecided(notice) => Self::SupportDecided(SupportBody::of(notice)),
        }
    }

    fn message_kind(self) -> Option<MessageKind> {
        Some(match self {
            Self::SignUpCode(digits) => MessageKind::SignUpCode(SixDigits::parse(&digits)?),
            Self::AlreadyHasAccount => MessageKind::AlreadyHasAccount,
            Self::CreatePasskeyCode(digits) => MessageKind::CreatePasskeyCode(SixDigits::parse(&digits)?),
            Self::SignInCode(digits) => MessageKind::SignInCode(SixDigits::parse(&digits)?),
            Self::SignedInWithoutPasskey(client) => MessageKind::SignedInWithoutPasskey(client),
            Self::PasswordSet => MessageKind::PasswordSet,
            Self::PasswordChanged => MessageKind::PasswordChanged,
            Self::PasswordRemoved => MessageKind::PasswordRemoved,
            Self::AddEmailCode(digits) => MessageKind::AddEmailCode(SixDigits::parse(&digits)?),
            Self::NewBrowser(client) => MessageKind::NewBrowser(client),
            Self::PasskeyCreated(name) => MessageKind::PasskeyCreated(name),
            Self::PasskeyRemoved(name) => MessageKind::PasskeyRemoved(name),
            Self::EmailAdded(address) => MessageKind::EmailAdded(address),
            Self::DeviceTrusted(client) => MessageKind::DeviceTrusted(client),
            Self::DeviceRevoked(name) => MessageKind::DeviceRevoked(name),
            Self::DeviceCopied(client) => MessageKind::DeviceCopied(client),
            Self::ApprovalRequested { client, place } => MessageKind::ApprovalRequested { client, place },
            Self::ApprovalFailed(client) => MessageKind::ApprovalFailed(client),
            Self::ReplaceContactCode(digits) => MessageKind::ReplaceContactCode(SixDigits::parse(&digits)?),
            Self::ClaimNumberCode(digits) => MessageKind::ClaimNumberCode(SixDigits::parse(&digits)?),
            Self::AccountRenamed(name) => MessageKind::AccountRenamed(name),
            Self::AccountFrozen(client) => MessageKind::AccountFrozen(client),
            Self::AccountThawed(client) => MessageKind::AccountThawed(client),
            Self::RecoveryContactCode(digits) => MessageKind::RecoveryContactCode(SixDigits::parse(&digits)?),
            Self::RecoveryCodesReplaced => MessageKind::RecoveryCodesReplaced,
            Self::RecoveryCodeUsed(client) => MessageKind::RecoveryCodeUsed(client),
            Self::AccountRecovered(client) => MessageKind::AccountRecovered(client),
            Self::FrozenBySupport => MessageKind::FrozenBySupport,
            Self::RecoveryOffered => MessageKind::RecoveryOffered,
            Self::SupportProposed(body) => MessageKind::SupportProposed(body.notice()?),
            Self::SupportDecided(body) => MessageKind::SupportDecided(body.notice()?),
            Self::Hold(body) => MessageKind::Hold(Box::new(body.notice()?)),
        })
    }
}

impl SupportBody {
    fn of(notice: &SupportNotice) -> Self {
        Self {
            action: notice.action.as_str().to_owned(),
            what: notice.what.map(|what| what.as_str().to_owned()),
            matures_at: notice.matures_at,
        }
    }

    fn notice(self) -> Option<SupportNotice> {
        let what = match &self.what {
            Some(name) => Some(HoldName::parse(name)?),
            None => None,
        };
        Some(SupportNotice {
            action: ProposedAction::parse(&self.action)?,
            what,
            matures_at: self.matures_at,
        })
    }
}

impl HoldBody {
    fn of(notice: &HoldNotice) -> Self {
        Self {
            news: notice.news.as_str().to_owned(),
            what: notice.what.as_str().to_owned(),
            name: notice.name.clone(),
            to: notice.to.clone(),
            matures_at: notice.matures_at,
            link: notice.link.as_ref().map(LinkToken::expose),
        }
    }

    fn notice(self) -> Option<HoldNotice> {
        let link = match self.link {
            Some(text) => Some(LinkToken::parse(&text)?),
            None => None,
        };
        Some(HoldNotice {
            news: HoldNews::parse(&self.news)?,
            what: HoldName::parse(&self.what)?,
            name: self.name,
            to: self.to,
            matures_at: self.matures_at,
            link,
        })
    }
}
