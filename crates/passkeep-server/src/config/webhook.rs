//! `webhooks.…`: which backends are told of what happens to accounts. Each has a name of the operator's own, so that a
//! variable can hold its secret.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use passkeep_decision::webhook::{Webhook, WebhookName, WebhookTopic};
use url::Url;
use zeroize::Zeroizing;

use super::secret::Secret;
use super::settings::Settings;

/// A webhook: where it is, and how it is called.
#[derive(Clone, Debug)]
pub struct WebhookConfig {
    /// Its name.
    pub name: WebhookName,
    /// Where it is. The URL may hold a key, so it is a secret.
    pub url: Secret,
    /// By which keys calls are signed: one, or two while it changes.
    pub secrets: Vec<WebhookSecret>,
    /// What it is told of.
    pub topics: Vec<WebhookTopic>,
    /// How long an answer is waited for.
    pub patience: Duration,
}

impl WebhookConfig {
    /// The webhook, as the rules see it.
    pub(super) fn rule(&self) -> Webhook {
        Webhook { name: self.name.clone(), topics: self.topics.clone() }
    }
}

/// The key of a webhook's signatures.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Zeroizing<Vec<u8>>);

impl WebhookSecret {
    /// Reads `whsec_` and the Base64 of 24 to 64 bytes. (Standard Webhooks, "Signature scheme")
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(STANDARD.decode(text.trim().strip_prefix("whsec_")?).ok()?);
        (24..=64).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// The bytes, for the signature.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret(..)")
    }
}

const SECRET: &str =
    "whsec_ and the Base64 of 24 to 64 bytes, as `echo whsec_$(openssl rand -base64 32)` writes it";
const URL: &str = "the webhook's URL: https, or http to this machine";
const NAMED: &str = "a table for each webhook, as [webhooks.push]: its name of a-z, 0-9, - and _";
const NOT_SHOWN: &str = "another value, which is not shown here";

/// How long an answer is waited for, unless the operator says otherwise.
const PATIENCE_SECONDS: i64 = 10;

/// The longest that may be waited for: well under a lease, or a call would be offered twice at once.
const PATIENCE_SECONDS_MAX: i64 = 30;

/// Reads `webhooks.…`.
pub(super) fn read(settings: &mut Settings) -> Vec<WebhookConfig> {
    // A list of tables holds secrets too, so nothing of it is shown.
    if settings.secret_text("webhooks", NAMED).is_some() {
        settings.note("webhooks", NAMED, NOT_SHOWN);
    }
    let mut tables: Vec<String> = settings
        .names_within("webhooks")
        .into_iter()
        .map(|name| name.split('.').next().unwrap_or_default().to_owned())
        .collect();
    tables.dedup();
    tables.into_iter().filter_map(|table| read_one(settings, &table)).collect()
}

fn read_one(settings: &mut Settings, table: &str) -> Option<WebhookConfig> {
    let within = format!("webhooks.{table}");
    let Some(name) = WebhookName::parse(table) else {
        settings.note(&within, NAMED, "another name");
        settings.forget_within(&within);
        return None;
    };
    let url = read_url(settings, &format!("{within}.url"));
    let secret_name = format!("{within}.secret");
    if !settings.has(&secret_name) && !settings.has(&format!("{secret_name}_file")) {
        settings.note(
            &format!("{secret_name}_file"),
            "a file that holds the key of its signatures",
            "nothing",
        );
    }
    let secret = read_secret(settings, &secret_name);
    let former = read_secret(settings, &format!("{within}.former_secret"));
    let seconds = settings.integer(&format!("{within}.timeout_seconds"), 1..=PATIENCE_SECONDS_MAX);
    let events_name = format!("{within}.events");
    let names: Vec<&str> = WebhookTopic::ALL.map(WebhookTopic::as_str).to_vec();
    let expected = format!("a list of {}", names.join(", "));
    if !settings.has(&events_name) {
        settings.note(&events_name, &expected, "nothing");
    }
    let topics = settings.list(&events_name, &expected, WebhookTopic::parse);
    Some(WebhookConfig {
        name,
        url: url?,
        secrets: std::iter::once(secret?).chain(former).collect(),
        topics: topics?,
        patience: Duration::from_secs(seconds.unwrap_or(PATIENCE_SECONDS).unsigned_abs()),
    })
}

fn read_url(settings: &mut Settings, name: &str) -> Option<Secret> {
    if !settings.has(name) {
        settings.note(name, URL, "nothing");
        return None;
    }
    let url = settings.secret_text(name, URL)?;
    let fits = Url::parse(url.expose()).is_ok_and(|url| is_safe(&url));
    if !fits {
        settings.note(name, URL, NOT_SHOWN);
    }
    fits.then_some(url)
}

/// What is told of accounts leaves this machine under TLS alone.
fn is_safe(url: &Url) -> bool {
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => true,
        ("http", Some(url::Host::Domain(host))) => host == "localhost",
        ("http", Some(url::Host::Ipv4(address))) => address.is_loopback(),
        ("http", Some(url::Host::Ipv6(address))) => address.is_loopback(),
        _ => false,
    }
}

fn read_secret(settings: &mut Settings, name: &str) -> Option<WebhookSecret> {
    let text = settings.secret(name, SECRET)?;
    let secret = WebhookSecret::parse(text.expose());
    if secret.is_none() {
        settings.note(name, SECRET, NOT_SHOWN);
    }
    secret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_the_standards_form_and_debug_says_nothing() {
        let of = |bytes: usize| format!("whsec_{}", STANDARD.encode(vec![7; bytes]));
        assert_eq!(format!("{:?}", WebhookSecret::parse(&of(24)).unwrap()), "WebhookSecret(..)");
        assert!(WebhookSecret::parse(&of(64)).is_some());
        for text in [of(23), of(65), of(32).replace("whsec_", ""), "whsec_!".into(), String::new()] {
            assert!(WebhookSecret::parse(&text).is_none(), "{text}");
        }
    }
}
