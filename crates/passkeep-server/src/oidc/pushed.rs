//! Pushed authorization requests: an app's backend says beforehand what it will ask, and the person's browser carries no
//! more than a name. (RFC 9126)

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::client::{ClientAuthentication, ClientId, RegisteredClient};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::oidc::{Channel, Parameters, RequestFault};
use passkeep_store::PushedName;
use serde_json::{Value, json};

use super::authorize::{addressed, read};
use super::proof::{ProofFor, proved};
use super::token::presented;
use super::{FormParameters, of_query};
use crate::api::{AppState, Who};
use crate::app::App;
use crate::clients;
use crate::failure::{Failure, OAuthFailure};

/// What stands before the name in a `request_uri`.
const URN: &str = "urn:ietf:params:oauth:request_uri:";

/// How long a pushed request is taken: as long as a person may take to sign in.
const PUSHED_SECONDS: i64 = 10 * 60;

/// Takes a request. What would be refused later is refused now.
pub async fn push(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    FormParameters(mut parameters): FormParameters,
) -> Result<(StatusCode, Json<Value>), OAuthFailure> {
    let moment = &asker.moment;
    let client = clients::authenticate(&app, &presented(&headers, &parameters)?, moment).await?;
    let proof = ProofFor { method: "POST", path: "/par", access_token: None };
    let key = proved(&app, &headers, proof, moment).await?;
    // Who asks has been proved; what proves it has no place in what is kept.
    let about_client = ["client_id", "client_secret", "client_assertion", "client_assertion_type"];
    parameters.0.retain(|(name, _)| !about_client.contains(&name.as_str()));
    parameters.0.push(("client_id".to_owned(), client.id.to_string()));
    if let Some(key) = key {
        if parameters.one("dpop_jkt")?.is_some_and(|named| named != key) {
            return Err(RequestFault::ProofKey.into());
        }
        parameters.0.retain(|(name, _)| name != "dpop_jkt");
        parameters.0.push(("dpop_jkt".to_owned(), key));
    }
    let addressed = addressed(&app, &parameters).await.map_err(|lost| lost.of_pushed())?;
    read(&app, &parameters, &addressed, pushed_by(&client)).await?;
    let query = serde_urlencoded::to_string(&parameters.0).expect("pairs of text are a query");
    let name = PushedName(moment.draw("pushed request"));
    let expires_at = moment.now.plus_seconds(PUSHED_SECONDS);
    app.store.push_request(&name, &client.id, (&query, expires_at)).await?;
    let uri = format!("{URN}{}", URL_SAFE_NO_PAD.encode(name.0));
    Ok((StatusCode::CREATED, Json(json!({ "request_uri": uri, "expires_in": PUSHED_SECONDS }))))
}

/// The name that a query has instead of a request.
pub fn named(parameters: &Parameters) -> Option<PushedName> {
    let uri = parameters.one("request_uri").ok().flatten()?;
    let name = URL_SAFE_NO_PAD.decode(uri.strip_prefix(URN)?).ok()?;
    name.try_into().ok().map(PushedName)
}

/// By which way a request came that this client has pushed: a public client has proved nothing.
fn pushed_by(client: &RegisteredClient) -> Channel {
    match client.authentication {
        ClientAuthentication::Public => Channel::Browser,
        ClientAuthentication::Secret(_) | ClientAuthentication::Keys(_) => Channel::Pushed,
    }
}

/// A request, found.
pub struct Resolved {
    /// Its parameters.
    pub parameters: Parameters,
    /// Until when it can be taken up again, where it was pushed.
    pub pushed_until: Option<Timestamp>,
}

impl Resolved {
    /// By which way it came.
    pub fn channel(&self, client: &RegisteredClient) -> Channel {
        self.pushed_until.map_or(Channel::Browser, |_| pushed_by(client))
    }
}

/// The parameters of a query; of one that names a pushed request, those that were pushed, and nothing of the query itself.
/// `None` where there is no such request of this client.
pub async fn resolve(app: &App, query: &str, now: Timestamp) -> Result<Option<Resolved>, Failure> {
    let parameters = of_query(query);
    let Some(name) = named(&parameters) else {
        return Ok(Some(Resolved { parameters, pushed_until: None }));
    };
    let client = parameters.one("client_id").ok().flatten().and_then(ClientId::parse);
    let Some(client) = client else { return Ok(None) };
    let pushed = app.store.pushed_request(&name, &client, now).await?;
    Ok(pushed.map(|(query, until)| Resolved { parameters: of_query(&query), pushed_until: Some(until) }))
}
