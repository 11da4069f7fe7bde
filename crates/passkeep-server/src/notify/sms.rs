//! Gateways for text messages: any that takes one HTTP request, and Twilio.
//!
//! Redirects are not followed, for what is sent may be a code. A fault never holds the URL, which may hold a key.

use std::borrow::Cow;
use std::time::Duration;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use passkeep_decision::contact::Phone;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, RequestBuilder};

use crate::config::{BodyKind, HttpMethod, HttpSmsConfig, Secret, SmsConfig, TwilioConfig, TwilioSender};

use super::{Delivery, Fault, Outgoing};

const PATIENCE: Duration = Duration::from_secs(15);
const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// A gateway for text messages.
#[derive(Clone, Debug)]
pub struct SmsGateway {
    client: Client,
    config: SmsConfig,
}

impl SmsGateway {
    /// A client of the configured gateway.
    pub fn new(config: SmsConfig) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(crate::USER_AGENT)
            .build()?;
        Ok(Self { client, config })
    }

    /// Offers a message once.
    pub async fn send(&self, message: &Outgoing, to: &Phone) -> Delivery {
        let (request, success) = match &self.config {
            SmsConfig::Http(config) => {
                (http_request(&self.client, config, message, to), config.success_status)
            }
            SmsConfig::Twilio(config) => (twilio_request(&self.client, config, message, to), None),
        };
        let request = request.header("Idempotency-Key", message.id.to_string());
        match request.send().await {
            Ok(response) => judge(response.status(), success),
            Err(error) if error.is_timeout() => Delivery::Retry(Fault::TimedOut),
            Err(error) => Delivery::Retry(Fault::of_connection(&error)),
        }
    }
}

/// The gateway refuses a message for good when it says that the request itself is wrong. Any other answer may be
/// the operator's to mend (a token, a limit, a path), so the message waits for as long as it is worth something.
fn judge(status: StatusCode, success: Option<u16>) -> Delivery {
    let taken = success.map_or(status.is_success(), |expected| status.as_u16() == expected);
    if taken {
        return Delivery::Sent;
    }
    let fault = Fault::Status(status.as_u16());
    match status {
        StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNPROCESSABLE_ENTITY => {
            Delivery::Refused(fault)
        }
        _ => Delivery::Retry(fault),
    }
}

fn http_request(client: &Client, config: &HttpSmsConfig, message: &Outgoing, to: &Phone) -> RequestBuilder {
    let url = fill(&config.url, message, to, percent_encoded);
    let mut request = match config.method {
        HttpMethod::Get => client.get(url),
        HttpMethod::Post => client.post(url),
        HttpMethod::Put => client.put(url),
    };
    if let Some((kind, template)) = &config.body {
        request = match kind {
            BodyKind::Json => {
                request.header(CONTENT_TYPE, JSON).body(fill(template, message, to, json_escaped))
            }
            BodyKind::Form => {
                request.header(CONTENT_TYPE, FORM).body(fill(template, message, to, percent_encoded))
            }
        };
    }
    for (name, value) in &config.headers {
        request = request.header(name, value.expose());
    }
    request
}

/// Fills in `{to}`, `{text}` and `{id}` in one pass, so that braces within a text stay what they are.
fn fill(template: &Secret, message: &Outgoing, to: &Phone, escape: fn(&str) -> String) -> String {
    let id = message.id.to_string();
    let holes = [("{to}", to.as_str()), ("{text}", message.text.as_str()), ("{id}", id.as_str())];
    let mut filled = String::new();
    let mut rest = template.expose();
    while let Some((at, hole, value)) =
        holes.iter().filter_map(|(hole, value)| Some((rest.find(hole)?, *hole, *value))).min()
    {
        filled.push_str(&rest[..at]);
        filled.push_str(&escape(value));
        rest = &rest[at + hole.len()..];
    }
    filled + rest
}

fn percent_encoded(value: &str) -> String {
    utf8_percent_encode(value, NON_ALPHANUMERIC).to_string()
}

/// The inside of a JSON string.
fn json_escaped(value: &str) -> String {
    let quoted = serde_json::Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn twilio_request(client: &Client, config: &TwilioConfig, message: &Outgoing, to: &Phone) -> RequestBuilder {
    let base = config.base_url.as_str().trim_end_matches('/');
    let url = format!("{base}/2010-04-01/Accounts/{}/Messages.json", config.account_sid);
    let sender = match &config.sender {
        TwilioSender::From(from) => ("From", from),
        TwilioSender::MessagingService(sid) => ("MessagingServiceSid", sid),
    };
    let fields =
        [("To", Cow::from(to.as_str())), (sender.0, sender.1.into()), ("Body", message.text.as_str().into())];
    let body: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
    client
        .post(url)
        .basic_auth(&config.account_sid, Some(config.auth_token.expose()))
        .header(CONTENT_TYPE, FORM)
        .body(body.join("&"))
}

#[cfg(test)]
mod tests {
    use passkeep_decision::contact::Address;
    use passkeep_decision::id::MessageId;
    use passkeep_decision::moment::Timestamp;

    use super::*;

    #[test]
    fn a_template_is_filled_once_and_escaped() {
        let to = Phone::from_e164("+14155550123").unwrap();
        let message = Outgoing {
            id: MessageId([0; 16]),
            to: Address::Phone(to.clone()),
            at: Timestamp(0),
            subject: String::new(),
            text: "say \"{to}\"\n& 好".into(),
        };
        let json = Secret::new(r#"{"n":{"to":"{to}"},"t":"{text}","i":"{id}"}"#.into());
        assert_eq!(
            fill(&json, &message, &to, json_escaped),
            r#"{"n":{"to":"+14155550123"},"t":"say \"{to}\"\n& 好","i":"AAAAAAAAAAAAAAAAAAAAAA"}"#
        );
        let form = Secret::new("to={to}&text={text}".into());
        assert_eq!(
            fill(&form, &message, &to, percent_encoded),
            "to=%2B14155550123&text=say%20%22%7Bto%7D%22%0A%26%20%E5%A5%BD"
        );
    }

    #[test]
    fn only_a_wrong_request_is_refused_for_good() {
        let check = |status: u16, success, expected| {
            assert_eq!(judge(StatusCode::from_u16(status).unwrap(), success), expected, "{status}");
        };
        check(200, None, Delivery::Sent);
        check(202, None, Delivery::Sent);
        check(202, Some(202), Delivery::Sent);
        check(200, Some(202), Delivery::Retry(Fault::Status(200)));
        for status in [400, 413, 422] {
            check(status, None, Delivery::Refused(Fault::Status(status)));
        }
        for status in [302, 401, 403, 404, 408, 429, 500, 503] {
            check(status, None, Delivery::Retry(Fault::Status(status)));
        }
    }
}
