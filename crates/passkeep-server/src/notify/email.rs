//! Email, by SMTP.

use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::response::{Category, Severity};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use passkeep_decision::contact::Email;

use crate::config::{SmtpConfig, SmtpTls};

use super::{Delivery, Fault, Outgoing};

const PATIENCE: Duration = Duration::from_secs(30);

/// The server that takes email.
#[derive(Clone)]
pub struct EmailGateway {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: lettre::message::Mailbox,
}

impl std::fmt::Debug for EmailGateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailGateway(..)")
    }
}

impl EmailGateway {
    /// A client of the configured server.
    pub fn new(config: &SmtpConfig) -> Result<Self, lettre::transport::smtp::Error> {
        let tls = match config.tls {
            SmtpTls::Implicit => Tls::Wrapper(TlsParameters::new(config.host.clone())?),
            SmtpTls::StartTls => Tls::Required(TlsParameters::new(config.host.clone())?),
            SmtpTls::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .port(config.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some((user, password)) = &config.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        Ok(Self { transport: builder.build(), from: config.from.clone() })
    }

    /// Offers a message once.
    pub async fn send(&self, message: &Outgoing, to: &Email) -> Delivery {
        let Ok(email) = self.compose(message, to) else { return Delivery::Refused(Fault::Address) };
        match self.transport.send(email).await {
            Ok(_) => Delivery::Sent,
            Err(error) => judge(&error),
        }
    }

    fn compose(&self, message: &Outgoing, to: &Email) -> Result<Message, Unmailable> {
        let domain = self.from.email.domain();
        let email = Message::builder()
            .from(self.from.clone())
            .to(to.as_str().parse()?)
            .subject(&message.subject)
            .message_id(Some(format!("<{}@{domain}>", message.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())?;
        Ok(email)
    }
}

/// The address is one that email can't carry.
#[derive(Debug, thiserror::Error)]
#[error("the address can't be used")]
struct Unmailable;

impl From<AddressError> for Unmailable {
    fn from(_: AddressError) -> Self {
        Self
    }
}

impl From<lettre::error::Error> for Unmailable {
    fn from(_: lettre::error::Error) -> Self {
        Self
    }
}

/// A permanent answer refuses the message, unless it is about the connection: 530, 534, 535 and 538 are the
/// operator's login, which can be mended. (RFC 5321, 4.2; RFC 4954, 6)
fn judge(error: &lettre::transport::smtp::Error) -> Delivery {
    let Some(code) = error.status() else {
        let fault = if error.is_timeout() { Fault::TimedOut } else { Fault::Unreachable };
        return Delivery::Retry(if error.is_response() { Fault::Unintelligible } else { fault });
    };
    let fault = Fault::Status(code.into());
    let about_login = code.category == Category::Unspecified3;
    if code.severity == Severity::PermanentNegativeCompletion && !about_login {
        return Delivery::Refused(fault);
    }
    Delivery::Retry(fault)
}
