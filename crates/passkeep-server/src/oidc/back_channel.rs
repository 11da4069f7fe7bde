//! Apps are told that a session has ended. (OpenID Connect Back-Channel Logout 1.0)
//!
//! What ended it marked the app's sign-in in the same commit. Here the marks are found, each becomes one call in the outbox,
//! and a call is signed anew each time that it is offered.

use std::sync::Arc;
use std::time::Duration;

use passkeep_decision::moment::Timestamp;
use passkeep_decision::oidc::{LogoutCall, TellLogout};
use passkeep_store::{Store, StoreError, read};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::answer::answer;
use crate::app::App;
use crate::clients::{Clients, find_in};
use crate::clock;
use crate::notify::{Delivery, Fault};
use crate::signing::Signers;

/// How soon an app is told, at the latest, while its backend answers.
const EVERY: Duration = Duration::from_secs(2);

const DUE_MAX: i64 = 100;

/// Looks for sessions that have ended, until the server stops.
pub async fn keep(app: Arc<App>) {
    let mut rounds = tokio::time::interval(EVERY);
    loop {
        rounds.tick().await;
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "which apps are to be told of a session's end can't be read");
        }
    }
}

/// Puts a call into the outbox for each app that is to be told.
pub async fn round(app: &App) -> Result<(), StoreError> {
    for due in read::logouts_due(&app.store.reader(), DUE_MAX).await? {
        if let Err(failure) = answer(app, &TellLogout(due), &clock::moment()).await {
            tracing::warn!(code = failure.code(), "an app is told of a session's end later");
        }
    }
    Ok(())
}

/// Calls apps.
#[derive(Clone)]
pub struct Logouts {
    /// Signs logout tokens.
    pub signers: Arc<Signers>,
    /// The clients of the configuration.
    pub clients: Arc<Clients>,
    /// Those that were registered by command.
    pub store: Store,
    /// This server's issuer.
    pub issuer: String,
    /// The client of HTTP: it follows no redirects.
    pub http: reqwest::Client,
}

impl std::fmt::Debug for Logouts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Logouts")
    }
}

/// The `typ` of a logout token. (section 2.4)
const LOGOUT_TOKEN: &str = "logout+jwt";

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// How long a logout token is taken: as the standard recommends, two minutes at most.
const TOKEN_SECONDS: i64 = 2 * 60;

impl Logouts {
    /// Offers a call once.
    pub async fn call(&self, call: &LogoutCall) -> Delivery {
        let client = match find_in(&self.clients, &self.store, call.client.as_str()).await {
            Ok(Some(client)) => client,
            Ok(None) => return Delivery::Refused(Fault::NoClient),
            Err(_) => return Delivery::Retry(Fault::Unreachable),
        };
        let Some(uri) = &client.backchannel_logout_uri else { return Delivery::Refused(Fault::NoClient) };
        let now = clock::now();
        let token = self.signers.sign(client.signing, LOGOUT_TOKEN, &self.claims(call, now), now);
        let form = serde_urlencoded::to_string([("logout_token", &token.0)]).expect("text is a form");
        let request = self
            .http
            .post(uri.as_str())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        match request.send().await {
            Ok(response) => judge(response.status()),
            Err(error) if error.is_timeout() => Delivery::Retry(Fault::TimedOut),
            Err(_) => Delivery::Retry(Fault::Unreachable),
        }
    }

    fn claims(&self, call: &LogoutCall, now: Timestamp) -> serde_json::Map<String, Value> {
        let json = json!({
            "iss": self.issuer,
            "aud": call.client.as_str(),
            "sub": call.account.to_string(),
            "sid": call.sid.to_string(),
            "iat": now.0 / 1000,
            "exp": now.0 / 1000 + TOKEN_SECONDS,
            "jti": call.id.to_string(),
            "events": { EVENT: {} },
        });
        let Value::Object(claims) = json else { unreachable!("an object was written") };
        claims
    }
}

/// An app that says 400 has read the token and does not take it; whatever else it says may mend itself. (section 2.8)
fn judge(status: StatusCode) -> Delivery {
    match status {
        _ if status.is_success() => Delivery::Sent,
        StatusCode::BAD_REQUEST | StatusCode::NOT_IMPLEMENTED | StatusCode::GONE => {
            Delivery::Refused(Fault::Status(status.as_u16()))
        }
        _ => Delivery::Retry(Fault::Status(status.as_u16())),
    }
}
