//! Messages on their way out: from the outbox, in the person's language, to a gateway; and calls, to a webhook.
//!
//! A message is written to the outbox in the commit that causes it, and leaves it when a gateway has taken it, when
//! a gateway has refused it for good, or when it has expired. It may be offered twice (a gateway's answer can be
//! lost) under the same id, never dropped silently. No code, no token and no address stands in any line of the log.

mod demo;
mod email;
mod sender;
mod sms;
mod webhook;
mod wording;

use passkeep_decision::contact::Address;
use passkeep_decision::id::{AccountHandle, MessageId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::webhook::WebhookCall;

pub use demo::DemoMessages;
pub use email::EmailGateway;
pub use sender::{Sender, backoff};
pub use sms::SmsGateway;
pub use webhook::Webhooks;
pub use wording::{Voice, subject, word};

use crate::clock;
use crate::config::Config;

/// A message in words, ready to go.
#[derive(Clone)]
pub struct Outgoing {
    /// Its id: gateways that know idempotency keys get it, and an email's Message-ID is made of it.
    pub id: MessageId,
    /// Where it goes.
    pub to: Address,
    /// When it was caused.
    pub at: Timestamp,
    /// What it is about, for an email.
    pub subject: String,
    /// What it says.
    pub text: String,
}

// What a message says may be a code: it shows in no log.
impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({})", self.id)
    }
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The gateway has taken it.
    Sent,
    /// Not now; it may go later.
    Retry(Fault),
    /// The gateway will never take this message to this address.
    Refused(Fault),
}

/// What kept a message from leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The gateway can't be reached, or the connection broke.
    #[error("the gateway can't be reached")]
    Unreachable,
    /// The gateway's certificate leads to no root that is trusted here, or is another's.
    #[error("the gateway's certificate is not trusted")]
    Certificate,
    /// The gateway doesn't offer what the configuration or the address takes.
    #[error("the gateway does not offer what this takes: TLS, a way to log in, or letters beyond ASCII")]
    Unsuited,
    /// The gateway didn't answer in time.
    #[error("the gateway didn't answer in time")]
    TimedOut,
    /// The gateway answered with this status (HTTP or SMTP).
    #[error("the gateway answered {0}")]
    Status(u16),
    /// The gateway's answer is none that its protocol knows.
    #[error("the gateway's answer can't be understood")]
    Unintelligible,
    /// There is no gateway for addresses of this kind.
    #[error("no gateway is configured for this kind of address")]
    NoGateway,
    /// No such app is registered any more, or it wants to be told nothing.
    #[error("the app is registered no more, or has no backchannel_logout_uri")]
    NoClient,
    /// The configuration names this webhook no more.
    #[error("no webhook of this name is configured")]
    NoWebhook,
    /// The address is none that the protocol can carry.
    #[error("the address can't be used")]
    Address,
}

/// Where messages go.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "one is made at start, and cloned by nobody")]
pub enum Channels {
    /// To people.
    Gateways {
        /// Text messages.
        sms: Option<SmsGateway>,
        /// Email.
        email: Option<EmailGateway>,
        /// To the operator's backends.
        webhooks: Webhooks,
    },
    /// To the demo's page; apps beside it are called all the same.
    Demo {
        /// What people would get.
        messages: DemoMessages,
        /// To the apps of the demo.
        webhooks: Webhooks,
    },
}

impl Channels {
    /// The gateways of the configuration.
    pub fn of_config(config: &Config) -> Result<Self, ChannelError> {
        let sms = config.sms.clone().map(SmsGateway::new).transpose()?;
        let email = config.email.as_ref().map(EmailGateway::new).transpose()?;
        let webhooks = Webhooks::new(&config.webhooks)?;
        Ok(Self::Gateways { sms, email, webhooks })
    }

    /// The demo's page, and the webhooks of the configuration.
    pub fn of_demo(config: &Config, messages: DemoMessages) -> Result<Self, ChannelError> {
        Ok(Self::Demo { messages, webhooks: Webhooks::new(&config.webhooks)? })
    }

    /// Offers a message once.
    pub async fn deliver(&self, message: Outgoing) -> Delivery {
        match (self, &message.to) {
            (Self::Demo { messages, .. }, _) => {
                messages.keep(message);
                Delivery::Sent
            }
            (Self::Gateways { sms: Some(sms), .. }, Address::Phone(phone)) => sms.send(&message, phone).await,
            (Self::Gateways { email: Some(email), .. }, Address::Email(to)) => email.send(&message, to).await,
            (Self::Gateways { .. }, _) => Delivery::Retry(Fault::NoGateway),
        }
    }

    /// Offers a webhook's call once.
    pub async fn call(&self, account: AccountHandle, call: &WebhookCall) -> Delivery {
        match self {
            Self::Gateways { webhooks, .. } | Self::Demo { webhooks, .. } => {
                webhooks.call(account, call, clock::now()).await
            }
        }
    }
}

/// Why a gateway's client can't be made.
#[derive(Debug, thiserror::Error)]
pub enum ChannelError {
    /// The HTTP client.
    #[error("the client for the SMS gateway or a webhook can't be made: {0}")]
    Http(#[from] reqwest::Error),
    /// The SMTP client.
    #[error("the client for the SMTP server can't be made: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

impl Fault {
    /// Why no answer came, by what the client says.
    fn of_connection(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
                return Self::Certificate;
            }
            // What an IO error was made of is not its source: it stands in its place.
            cause = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
                Some(inner) => Some(inner),
                None => error.source(),
            };
        }
        Self::Unreachable
    }
}
