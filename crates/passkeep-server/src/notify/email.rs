//! Email, by SMTP.

use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::response::{Category, Severity};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use passkeep_decision::contact::Email;

use crate::config::{SmtpConfig, SmtpTls};

use super::{Delivery, Fault, Outgoing};

/// The server that takes email.
#[derive(Clone)]
pub struct EmailGateway {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    patience: Duration,
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
            SmtpTls::Implicit => Tls::Wrapper(tls_parameters(config)?),
            SmtpTls::StartTls => Tls::Required(tls_parameters(config)?),
            SmtpTls::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .port(config.port)
            .tls(tls)
            .timeout(Some(config.patience));
        if let Some((user, password)) = &config.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        Ok(Self { transport: builder.build(), patience: config.patience, from: config.from.clone() })
    }

    /// Offers a message once.
    pub async fn send(&self, message: &Outgoing, to: &Email) -> Delivery {
        let Ok(email) = self.compose(message, to) else { return Delivery::Refused(Fault::Address) };
        // The transport's own timeout ends with the connection's beginning: a server that falls silent would keep us.
        match tokio::time::timeout(self.patience, self.transport.send(email)).await {
            Ok(Ok(_)) => Delivery::Sent,
            Ok(Err(error)) => judge(&error),
            Err(_) => Delivery::Retry(Fault::TimedOut),
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

/// The system's roots, and the operator's own.
fn tls_parameters(config: &SmtpConfig) -> Result<TlsParameters, lettre::transport::smtp::Error> {
    let mut builder = TlsParameters::builder(config.host.clone());
    for root in &config.roots {
        builder = builder.add_root_certificate(Certificate::from_der(root.to_vec())?);
    }
    builder.build()
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
        return Delivery::Retry(match error {
            _ if error.is_response() => Fault::Unintelligible,
            _ if error.is_timeout() => Fault::TimedOut,
            _ if error.is_client() => Fault::Unsuited,
            _ => Fault::of_connection(error),
        });
    };
    let fault = Fault::Status(code.into());
    let about_login = code.category == Category::Unspecified3;
    if code.severity == Severity::PermanentNegativeCompletion && !about_login {
        return Delivery::Refused(fault);
    }
    Delivery::Retry(fault)
}
