//! The well-known files: what browsers, systems and password managers read before they let a page or an app of another
//! origin use this server's passkeys.
//!
//! They are made once, of the configuration, and are the same for everybody. They ask clients to go on; what is taken
//! from a client is decided by the policy's exact origins alone.

use std::fmt;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use passkeep_decision::confirmations::Trust;
use passkeep_webauthn::Origin;
use serde_json::{Value, json};

use crate::api::AppState;
use crate::config::{AndroidApp, AppleApp, Config};
use crate::failure::{Failure, RequestFault};

/// Each file's JSON, where there is something to say.
pub struct WellKnown {
    related_origins: Option<Bytes>,
    asset_links: Option<Bytes>,
    app_site_association: Option<Bytes>,
    passkey_endpoints: Option<Bytes>,
    receipts: Option<Bytes>,
}

impl WellKnown {
    /// The files of a configuration.
    pub fn new(config: &Config) -> Self {
        let related = config.related_origins();
        let (android, apple) = (&config.apps.android, &config.apps.apple);
        Self {
            related_origins: (!related.is_empty()).then(|| file(&related_origins_json(&related))),
            asset_links: (!android.is_empty()).then(|| file(&android.iter().map(asset_link_json).collect())),
            app_site_association: (!apple.is_empty())
                .then(|| file(&association_json(apple, &config.apps.apple_links))),
            passkey_endpoints: Some(file(&endpoints_json(config.base_url.as_str()))),
            receipts: None,
        }
    }

    /// The same with what whoever verifies receipts pins; `receipt_key` signs them.
    pub fn with_receipts(self, config: &Config, receipt_key: &[u8; 65]) -> Self {
        Self { receipts: Some(file(&receipt_trust(config, receipt_key).to_json())), ..self }
    }

    fn paths(&self) -> Vec<&'static str> {
        let files = [
            ("/.well-known/webauthn", &self.related_origins),
            ("/.well-known/assetlinks.json", &self.asset_links),
            ("/.well-known/apple-app-site-association", &self.app_site_association),
            ("/.well-known/passkey-endpoints", &self.passkey_endpoints),
        ];
        files.into_iter().filter(|(_, file)| file.is_some()).map(|(path, _)| path).collect()
    }
}

/// Related origins (WebAuthn L3 §5.11).
fn related_origins_json(origins: &[&Origin]) -> Value {
    json!({ "origins": origins })
}

/// A statement of Digital Asset Links. Passkeys hang on `get_login_creds`; but there are password managers that ask for
/// `handle_all_urls` before they give an app a passkey, and Android's own guide to passkeys lists both. What the second
/// allows beyond that, links to this host, an app gets only where it declares them itself.
fn asset_link_json(app: &AndroidApp) -> Value {
    let fingerprints: Vec<String> = app.fingerprints.iter().map(ToString::to_string).collect();
    json!({
        "relation": ["delegate_permission/common.get_login_creds", "delegate_permission/common.handle_all_urls"],
        "target": {
            "namespace": "android_app",
            "package_name": app.package,
            "sha256_cert_fingerprints": fingerprints,
        },
    })
}

/// Apple's associated domains: for credentials, and for the links that the operator has open in the apps.
fn association_json(apps: &[AppleApp], links: &[String]) -> Value {
    let ids: Vec<&str> = apps.iter().map(AppleApp::as_str).collect();
    let mut json = json!({ "webcredentials": { "apps": ids } });
    if !links.is_empty() {
        let components: Vec<Value> = links.iter().map(|path| json!({ "/": path })).collect();
        json["applinks"] = json!({ "details": [{ "appIDs": ids, "components": components }] });
    }
    json
}

/// Where password managers lead people to create and to manage passkeys (W3C, Passkey Endpoints).
fn endpoints_json(base_url: &str) -> Value {
    json!({
        "enroll": format!("{base_url}/settings/passkeys/new"),
        "manage": format!("{base_url}/settings/passkeys"),
    })
}

fn file(json: &Value) -> Bytes {
    json.to_string().into()
}

/// What whoever verifies receipts of this installation pins. It holds no secret.
pub fn receipt_trust(config: &Config, receipt_key: &[u8; 65]) -> Trust {
    Trust {
        issuer: config.policy.issuer.clone(),
        keys: vec![*receipt_key],
        rp_id: config.policy.rp_id.clone(),
        origins: config.policy.origins.clone(),
    }
}

/// `GET /.well-known/passkeep-receipts`.
pub async fn receipts(State(app): AppState) -> Response {
    answer(app.well_known.receipts.as_ref())
}

/// `GET /.well-known/webauthn`.
pub async fn related_origins(State(app): AppState) -> Response {
    answer(app.well_known.related_origins.as_ref())
}

/// `GET /.well-known/assetlinks.json`.
pub async fn asset_links(State(app): AppState) -> Response {
    answer(app.well_known.asset_links.as_ref())
}

/// `GET /.well-known/apple-app-site-association`.
pub async fn app_site_association(State(app): AppState) -> Response {
    answer(app.well_known.app_site_association.as_ref())
}

/// `GET /.well-known/passkey-endpoints`.
pub async fn passkey_endpoints(State(app): AppState) -> Response {
    answer(app.well_known.passkey_endpoints.as_ref())
}

/// Long enough for a rush, short enough for a change.
const CACHING: &str = "public, max-age=300";

fn answer(file: Option<&Bytes>) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, CACHING)];
    match file {
        Some(json) => (headers, json.clone()).into_response(),
        None => Failure::Request(RequestFault::NoSuchPage).into_response(),
    }
}

/// What a configuration asks of its operator beyond this server. Nothing of it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Clients look for the files on another host.
    ServedElsewhere {
        /// The host: the RP ID.
        rp_id: String,
        /// Where this server has them.
        base_url: String,
        /// Which.
        paths: Vec<&'static str>,
    },
    /// The related origins have more names than clients need to look at.
    TooManyLabels {
        /// Them all, in the order of the origins.
        labels: Vec<String>,
    },
}

/// How many names clients take at least (WebAuthn L3 §5.11), and Chromium takes at most.
pub(crate) const LABELS_MAX: usize = 5;

/// What the operator of a configuration should know.
pub fn notes(config: &Config) -> Vec<Note> {
    let mut notes = vec![];
    let labels = registrable_labels(config.related_origins().into_iter().filter_map(Origin::host));
    if labels.len() > LABELS_MAX {
        notes.push(Note::TooManyLabels { labels });
    }
    if config.base_url.host() != config.policy.rp_id {
        notes.push(Note::ServedElsewhere {
            rp_id: config.policy.rp_id.clone(),
            base_url: config.base_url.as_str().to_owned(),
            paths: WellKnown::new(config).paths(),
        });
    }
    notes
}

/// The labels before the public suffixes of hosts, each once, in their order.
pub(crate) fn registrable_labels<'a>(hosts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut labels: Vec<String> = vec![];
    for label in hosts.map(registrable_label) {
        if !labels.iter().any(|seen| seen == label) {
            labels.push(label.to_owned());
        }
    }
    labels
}

/// The label before the public suffix. Without the list of those it is a guess: a country's two letters after three or
/// fewer, as in co.uk, are a suffix of two labels. It decides about a note alone.
fn registrable_label(host: &str) -> &str {
    let labels: Vec<&str> = host.rsplit('.').collect();
    match labels[..] {
        [country, second, label, ..] if country.len() == 2 && second.len() <= 3 => label,
        [_, label, ..] => label,
        _ => host,
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ServedElsewhere { rp_id, base_url, paths } => write!(
                f,
                "clients look at https://{rp_id} for {}: have that site give out what {base_url} has there, without a redirect",
                paths.join(", ")
            ),
            Self::TooManyLabels { labels } => write!(
                f,
                "origins: {} names beside the RP ID's ({}), of which clients need to take the first {LABELS_MAX} alone",
                labels.len(),
                labels.join(", ")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::registrable_label;

    #[test]
    fn the_label_before_the_public_suffix() {
        for host in ["example.com", "www.example.com", "example.co.uk", "a.example.com.au", "example.de"] {
            assert_eq!(registrable_label(host), "example", "{host}");
        }
        assert_eq!(registrable_label("shop.example-de.de"), "example-de");
    }
}
