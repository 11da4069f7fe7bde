//! What Passkeep is asked to have confirmed: three calls, with the client's own credentials. Nothing that a browser says
//! about a confirmation is believed; what counts is asked here.

use serde::Deserialize;
use serde_json::json;

use crate::Secret;
use crate::action::Action;
use crate::config::Config;

/// Passkeep, as the one that confirms.
pub struct Confirmations {
    http: reqwest::Client,
    url: String,
    client_id: String,
    client_secret: Secret,
    return_to: String,
}

/// A confirmation, as Passkeep tells of it. What else it says is not needed here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Confirmation {
    /// Its id.
    pub id: String,
    /// Where its person confirms it.
    pub url: String,
    /// `pending`, `held`, `confirmed`, `denied`, `withdrawn`, `expired`, `blocked` or `void`.
    pub state: String,
    /// Until when it can be signed.
    pub expires_at: i64,
    /// Until when it waits.
    pub held_until: Option<i64>,
    /// The receipt, once it is confirmed.
    pub receipt: Option<String>,
}

/// Why Passkeep gave none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoConfirmation {
    /// It refuses, with its stable code, and perhaps from when it would not.
    #[error("Passkeep refuses: {code}")]
    Refused {
        /// The code.
        code: String,
    },
    /// It can't be reached.
    #[error("Passkeep can't be asked: {0}")]
    Unreachable(String),
}

/// A problem. (RFC 9457)
#[derive(Deserialize)]
struct Problem {
    code: String,
}

impl Confirmations {
    /// A client of the configured Passkeep.
    pub fn new(config: &Config, http: reqwest::Client) -> Self {
        Self {
            http,
            url: format!("{}/v1/confirmations", config.issuer),
            client_id: config.client_id.clone(),
            client_secret: config.client_secret.clone(),
            return_to: format!("{}/confirmed", config.base_url),
        }
    }

    /// Asks for an action of a customer to be confirmed. Asked again with the same id, it is the same confirmation.
    pub async fn ask(
        &self,
        id: &str,
        subject: &str,
        action: &Action,
    ) -> Result<Confirmation, NoConfirmation> {
        let body = json!({
            "account": subject,
            "type": action.kind(),
            "fields": action.fields(),
            "idempotency_key": id,
            "return_to": self.return_to,
        });
        let request = self.http.post(&self.url).header("content-type", "application/json");
        self.send(request.body(body.to_string())).await
    }

    /// How a confirmation stands.
    pub async fn read(&self, confirmation: &str) -> Result<Confirmation, NoConfirmation> {
        self.send(self.http.get(format!("{}/{confirmation}", self.url))).await
    }

    /// Takes a confirmation back.
    pub async fn withdraw(&self, confirmation: &str) -> Result<Confirmation, NoConfirmation> {
        self.send(self.http.delete(format!("{}/{confirmation}", self.url))).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Confirmation, NoConfirmation> {
        let unreachable = |error: &dyn ToString| NoConfirmation::Unreachable(error.to_string());
        let request = request.basic_auth(&self.client_id, Some(self.client_secret.expose()));
        let answer = request.send().await.map_err(|error| unreachable(&error.without_url()))?;
        let success = answer.status().is_success();
        let body = answer.bytes().await.map_err(|error| unreachable(&error.without_url()))?;
        if success {
            return serde_json::from_slice(&body).map_err(|error| unreachable(&error));
        }
        let problem: Problem = serde_json::from_slice(&body).map_err(|error| unreachable(&error))?;
        Err(NoConfirmation::Refused { code: problem.code })
    }
}
