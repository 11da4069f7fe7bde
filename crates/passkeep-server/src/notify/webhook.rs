//! Webhooks: calls of the operator's backends, signed as Standard Webhooks has it (its specification, 1.0).
//!
//! Where a call goes and by which key it is signed stands in the configuration alone. Redirects are not followed, and
//! the answer's body is not read: its status says all. A fault never holds the URL, which may hold a key.

use std::collections::BTreeMap;

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::webhook::{WebhookCall, WebhookEvent, WebhookName};
use reqwest::Client;
use serde_json::{Value, json};

use crate::config::{WebhookConfig, WebhookSecret};

use super::{Delivery, Fault};

/// The configured webhooks, by name.
#[derive(Clone, Debug, Default)]
pub struct Webhooks(BTreeMap<WebhookName, Webhook>);

#[derive(Clone, Debug)]
struct Webhook {
    client: Client,
    config: WebhookConfig,
}

impl Webhooks {
    /// Clients of the configured webhooks.
    pub fn new(configs: &[WebhookConfig]) -> Result<Self, reqwest::Error> {
        let webhooks = configs.iter().map(|config| {
            let client = Client::builder()
                .timeout(config.patience)
                .redirect(reqwest::redirect::Policy::none())
                .user_agent(crate::USER_AGENT)
                .build()?;
            Ok((config.name.clone(), Webhook { client, config: config.clone() }))
        });
        webhooks.collect::<Result<_, _>>().map(Self)
    }

    /// Offers a call once. `now` is signed with it, so that the receiver can refuse what was recorded and sent again.
    pub async fn call(&self, account: AccountHandle, call: &WebhookCall, now: Timestamp) -> Delivery {
        let Some(Webhook { client, config }) = self.0.get(&call.to) else {
            return Delivery::Retry(Fault::NoWebhook);
        };
        let body = body(account, call).to_string();
        let (id, timestamp) = (call.id.to_string(), (now.0 / 1000).to_string());
        let content = format!("{id}.{timestamp}.{body}");
        let request = client
            .post(config.url.expose())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signatures(&config.secrets, &content))
            .body(body);
        match request.send().await {
            Ok(response) => judge(response.status()),
            Err(error) if error.is_timeout() => Delivery::Retry(Fault::TimedOut),
            Err(error) => Delivery::Retry(Fault::of_connection(&error)),
        }
    }
}

/// A receiver that says Gone wants no such call any more. Any other refusal may be a deployment or a fault that its
/// owner will mend, so the call waits for as long as it is worth something. (Standard Webhooks, "Status codes")
fn judge(status: StatusCode) -> Delivery {
    let fault = Fault::Status(status.as_u16());
    match status {
        _ if status.is_success() => Delivery::Sent,
        StatusCode::GONE => Delivery::Refused(fault),
        _ => Delivery::Retry(fault),
    }
}

/// One signature a key, so that a key can be changed while both sides run.
fn signatures(secrets: &[WebhookSecret], content: &str) -> String {
    let signature = |secret: &WebhookSecret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose());
        format!("v1,{}", STANDARD.encode(hmac::sign(&key, content.as_bytes())))
    };
    secrets.iter().map(signature).collect::<Vec<_>>().join(" ")
}

/// The same bytes however often the call is offered.
fn body(account: AccountHandle, call: &WebhookCall) -> Value {
    let data = match &call.event {
        WebhookEvent::NewBrowser(client)
        | WebhookEvent::SignedInWithoutPasskey(client)
        | WebhookEvent::DeviceTrusted(client)
        | WebhookEvent::DeviceCopied(client)
        | WebhookEvent::ApprovalRequested(client)
        | WebhookEvent::ApprovalFailed(client) => {
            json!({ "browser": client.browser, "system": client.system })
        }
        WebhookEvent::PasskeyCreated(name)
        | WebhookEvent::PasskeyRemoved(name)
        | WebhookEvent::DeviceRevoked(name) => json!({ "name": name }),
        WebhookEvent::EmailAdded
        | WebhookEvent::PasswordChanged
        | WebhookEvent::AccountFrozen
        | WebhookEvent::AccountThawed
        | WebhookEvent::AccountRecovered
        | WebhookEvent::AccountRenamed => {
            json!({})
        }
        WebhookEvent::RecoveryCodesReplaced => json!({ "news": "replaced" }),
        WebhookEvent::RecoveryCodeUsed(client) => {
            json!({ "news": "used", "browser": client.browser, "system": client.system })
        }
        WebhookEvent::Hold { news, what, matures_at } => {
            json!({ "news": news, "what": what, "matures_at": matures_at.0 })
        }
        WebhookEvent::Confirmation { confirmation, client, state } => {
            json!({ "confirmation": confirmation, "client": client, "state": state })
        }
    };
    json!({
        "id": call.id.to_string(),
        "type": call.event.topic().as_str(),
        "at": call.at.0,
        "account": account.to_string(),
        "data": data,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specifications_example_is_signed_alike() {
        let secret = WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let content = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signatures(std::slice::from_ref(&secret), content), expected);
        assert_eq!(signatures(&[secret.clone(), secret], content), format!("{expected} {expected}"));
    }

    #[test]
    fn only_gone_is_refused_for_good() {
        let check = |status: u16, expected| {
            assert_eq!(judge(StatusCode::from_u16(status).unwrap()), expected, "{status}");
        };
        for status in [200, 202, 204] {
            check(status, Delivery::Sent);
        }
        check(410, Delivery::Refused(Fault::Status(410)));
        for status in [301, 307, 400, 401, 404, 429, 500, 503] {
            check(status, Delivery::Retry(Fault::Status(status)));
        }
    }
}
