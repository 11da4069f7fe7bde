//! How messages leave: the gateway for text messages and the server for email.

use std::time::Duration;

use rustls::pki_types::CertificateDer;
use url::Url;

use super::attestation::read_roots;
use super::secret::Secret;
use super::settings::Settings;

/// The gateway for text messages.
#[derive(Clone, Debug)]
pub enum SmsConfig {
    /// Any gateway that takes a message as one HTTP request.
    Http(HttpSmsConfig),
    /// Twilio's Programmable Messaging.
    Twilio(TwilioConfig),
}

/// A gateway that takes a message as one HTTP request. `{to}`, `{text}` and `{id}` are filled in where they stand.
#[derive(Clone, Debug)]
pub struct HttpSmsConfig {
    /// The URL; what is filled in is percent-encoded. It may hold a key, so it is a secret.
    pub url: Secret,
    /// The method.
    pub method: HttpMethod,
    /// Further headers.
    pub headers: Vec<(String, Secret)>,
    /// The body, where there is one; its type decides how what is filled in is escaped.
    pub body: Option<(BodyKind, Secret)>,
    /// The status that means that the gateway has taken the message; any 2xx where it isn't set.
    pub success_status: Option<u16>,
}

/// The methods that gateways use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpMethod {
    /// GET, with everything in the URL.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// `application/json`: what is filled in is escaped as the inside of a JSON string.
    Json,
    /// `application/x-www-form-urlencoded`: what is filled in is percent-encoded.
    Form,
}

/// An account at Twilio.
#[derive(Clone, Debug)]
pub struct TwilioConfig {
    /// The account's SID.
    pub account_sid: String,
    /// Its auth token.
    pub auth_token: Secret,
    /// Who sends.
    pub sender: TwilioSender,
    /// Where the API is.
    pub base_url: Url,
}

/// Who sends at Twilio.
#[derive(Clone, Debug)]
pub enum TwilioSender {
    /// A number or an alphanumeric sender.
    From(String),
    /// A messaging service, which chooses a sender.
    MessagingService(String),
}

/// The server that takes email.
#[derive(Clone, Debug)]
pub struct SmtpConfig {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// Roots that may certify it, beside those of the system.
    pub roots: Vec<CertificateDer<'static>>,
    /// User and password, where it wants them.
    pub login: Option<(String, Secret)>,
    /// How long the server is waited for.
    pub patience: Duration,
    /// The mailbox that messages come from.
    pub from: lettre::message::Mailbox,
}

/// How a connection to an SMTP server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// TLS from the first byte (RFC 8314), usually port 465.
    Implicit,
    /// STARTTLS, without which nothing is sent, usually port 587.
    StartTls,
    /// Nothing: to a server on this machine alone.
    None,
}

/// How long an SMTP server is waited for: well under a lease, or a message would be offered twice at once.
const SMTP_PATIENCE: Duration = Duration::from_secs(30);

const TWILIO_API: &str = "https://api.twilio.com";

/// Reads `sms.…`.
pub(super) fn read_sms(settings: &mut Settings) -> Option<SmsConfig> {
    let gateway = settings.required("sms.gateway", "\"http\" or \"twilio\"", |text| match text {
        "http" => Some(read_http as fn(&mut Settings) -> Option<SmsConfig>),
        "twilio" => Some(read_twilio),
        _ => None,
    });
    let Some(read) = gateway else {
        settings.forget_within("sms");
        return None;
    };
    read(settings)
}

fn read_http(settings: &mut Settings) -> Option<SmsConfig> {
    let expected = "the gateway's URL: https, or http to this machine or a private network";
    let url = read_gateway_url(settings, "sms.url", expected);
    let method = settings.optional("sms.method", "\"POST\", \"PUT\" or \"GET\"", |text| match text {
        "GET" => Some(HttpMethod::Get),
        "POST" => Some(HttpMethod::Post),
        "PUT" => Some(HttpMethod::Put),
        _ => None,
    });
    let headers = settings.secrets_within("sms.headers", "a header's value");
    let kind = settings.optional(
        "sms.content_type",
        "\"application/json\" or \"application/x-www-form-urlencoded\"",
        |text| match text {
            "application/json" => Some(BodyKind::Json),
            "application/x-www-form-urlencoded" => Some(BodyKind::Form),
            _ => None,
        },
    );
    let body = settings.secret_text("sms.body", "a template with {to} and {text}");
    let success_status = settings.integer("sms.success_status", 200..=299);

    check_headers(settings, &headers);
    let kind = kind.unwrap_or(BodyKind::Json);
    check_templates(settings, url.as_ref(), kind, body.as_ref());
    Some(SmsConfig::Http(HttpSmsConfig {
        url: url?,
        method: method.unwrap_or(HttpMethod::Post),
        headers,
        body: body.map(|body| (kind, body)),
        success_status: success_status.and_then(|status| u16::try_from(status).ok()),
    }))
}

/// A gateway's URL may hold a key and is shown nowhere.
fn read_gateway_url(settings: &mut Settings, name: &str, expected: &str) -> Option<Secret> {
    if !settings.has(name) {
        settings.note(name, expected, "nothing");
        return None;
    }
    let url = settings.secret_text(name, expected)?;
    let parsed = Url::parse(url.expose()).ok().filter(goes_out_safely);
    if parsed.is_none() {
        settings.note(name, expected, "another value, which is not shown here");
    }
    parsed.map(|_| url)
}

/// Codes travel in what is sent: in the clear only where nobody but the operator can listen.
fn goes_out_safely(url: &Url) -> bool {
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => true,
        ("http", Some(url::Host::Domain(host))) => host == "localhost",
        ("http", Some(url::Host::Ipv4(address))) => address.is_loopback() || address.is_private(),
        ("http", Some(url::Host::Ipv6(address))) => address.is_loopback() || address.is_unique_local(),
        _ => false,
    }
}

fn check_headers(settings: &mut Settings, headers: &[(String, Secret)]) {
    for (name, value) in headers {
        let name_fits = name.parse::<http::HeaderName>().is_ok();
        if !name_fits || http::HeaderValue::from_str(value.expose()).is_err() {
            let setting = format!("sms.headers.{name}");
            settings.note(
                &setting,
                "an HTTP header's name and value",
                "another value, which is not shown here",
            );
        }
    }
}

fn check_templates(settings: &mut Settings, url: Option<&Secret>, kind: BodyKind, body: Option<&Secret>) {
    let texts = [url, body];
    let named = |hole: &str| texts.iter().flatten().any(|text| text.expose().contains(hole));
    if url.is_some() && !(named("{to}") && named("{text}")) {
        settings.note(
            "sms.body",
            "{to} and {text} in the body, or in sms.url",
            "a request that lacks one of them",
        );
    }
    let Some(body) = body.filter(|_| kind == BodyKind::Json) else { return };
    let filled = body.expose().replace("{to}", "").replace("{text}", "").replace("{id}", "");
    if serde_json::from_str::<serde_json::Value>(&filled).is_err() {
        let expected =
            "JSON once {to}, {text} and {id} are filled in (within quotes), or another sms.content_type";
        settings.note("sms.body", expected, "another text, which is not shown here");
    }
}

fn read_twilio(settings: &mut Settings) -> Option<SmsConfig> {
    let sid = |prefix: &'static str| {
        move |text: &str| {
            let rest = text.strip_prefix(prefix)?;
            (rest.len() == 32 && rest.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_owned())
        }
    };
    let account_sid = settings.required("sms.account_sid", "the account's SID: AC and 32 digits", sid("AC"));
    let auth_token = read_auth_token(settings);
    let from = settings.optional("sms.from", "a number or a sender's name", |text| {
        (!text.is_empty()).then(|| text.to_owned())
    });
    let service = settings.optional(
        "sms.messaging_service_sid",
        "a messaging service's SID: MG and 32 digits",
        sid("MG"),
    );
    let base_url = settings
        .optional("sms.base_url", "the API's URL", |text| Url::parse(text).ok().filter(goes_out_safely));
    let sender = match (from, service) {
        (Some(from), None) => Some(TwilioSender::From(from)),
        (None, Some(service)) => Some(TwilioSender::MessagingService(service)),
        (from, _) => {
            let seen = if from.is_some() { "both" } else { "neither" };
            settings.note("sms.from", "either sms.from or sms.messaging_service_sid", seen);
            None
        }
    };
    Some(SmsConfig::Twilio(TwilioConfig {
        account_sid: account_sid?,
        auth_token: auth_token?,
        sender: sender?,
        base_url: base_url.unwrap_or_else(|| Url::parse(TWILIO_API).expect("a constant URL")),
    }))
}

fn read_auth_token(settings: &mut Settings) -> Option<Secret> {
    if !settings.has("sms.auth_token") && !settings.has("sms.auth_token_file") {
        settings.note("sms.auth_token_file", "a file that holds the account's auth token", "nothing");
    }
    settings.secret("sms.auth_token", "the account's auth token")
}

/// Reads `email.…`.
pub(super) fn read_email(settings: &mut Settings) -> Option<SmtpConfig> {
    let host = settings.required("email.host", "the SMTP server's name", |text| {
        url::Host::parse(text).ok().map(|_| text.to_owned())
    });
    let tls = settings.optional("email.tls", "\"starttls\", \"implicit\" or \"none\"", |text| match text {
        "starttls" => Some(SmtpTls::StartTls),
        "implicit" => Some(SmtpTls::Implicit),
        "none" => Some(SmtpTls::None),
        _ => None,
    });
    let tls = tls.unwrap_or(SmtpTls::StartTls);
    let roots = read_roots(settings, "email.roots").unwrap_or_default();
    let port = settings.integer("email.port", 1..=65535).and_then(|port| u16::try_from(port).ok());
    let user =
        settings.optional("email.user", "a user's name", |text| (!text.is_empty()).then(|| text.to_owned()));
    let password = settings.secret("email.password", "the user's password");
    let from = settings
        .required("email.from", "a mailbox, as Example <account@example.com>", |text| text.parse().ok());

    let local = host.as_deref().is_some_and(|host| {
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    });
    if tls == SmtpTls::None && host.is_some() && !local {
        settings.note(
            "email.tls",
            "\"starttls\" or \"implicit\": only a server on this machine is sent to in the clear",
            "\"none\"",
        );
    }
    let login = match (user, password) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        (user, _) => {
            let seen = if user.is_some() { "email.user alone" } else { "a password alone" };
            settings.note("email.user", "email.user and email.password_file, or neither", seen);
            None
        }
    };
    let usual_port = match tls {
        SmtpTls::Implicit => 465,
        SmtpTls::StartTls => 587,
        SmtpTls::None => 25,
    };
    Some(SmtpConfig {
        host: host?,
        port: port.unwrap_or(usual_port),
        tls,
        roots,
        login,
        patience: SMTP_PATIENCE,
        from: from?,
    })
}
