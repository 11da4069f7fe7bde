//! What an app may learn of a person, by its access token. (OpenID Connect Core, section 5.3)

use axum::extract::State;
use axum::http::{HeaderMap, Method, header};
use axum::{Extension, Json};
use passkeep_decision::oidc::ReadAuthorization;
use serde_json::{Map, Value};

use super::proof::{ProofFor, proved};
use super::tokens;
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::clients;
use crate::failure::{Failure, OAuthFailure};

/// Tells it.
pub async fn userinfo(
    State(app): AppState,
    Extension(asker): Who,
    method: Method,
    headers: HeaderMap,
) -> Result<Json<Map<String, Value>>, OAuthFailure> {
    let text = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, text) = text.and_then(|text| text.split_once(' ')).ok_or(OAuthFailure::TokenMissing)?;
    let opened = tokens::open(&app, text, asker.moment.now).await.ok_or(OAuthFailure::Token)?;
    // A token that is bound to a key is worth nothing without it, and a proof proves nothing of one that isn't.
    let bound = opened.claims.get("cnf").and_then(|cnf| cnf.get("jkt")).and_then(Value::as_str);
    let request = ProofFor { method: method.as_str(), path: "/userinfo", access_token: Some(text) };
    let proved = match scheme.to_ascii_lowercase().as_str() {
        "bearer" => None,
        "dpop" => Some(proved(&app, &headers, request, &asker.moment).await?.ok_or(OAuthFailure::Token)?),
        _ => return Err(OAuthFailure::TokenMissing),
    };
    if bound != proved.as_deref() {
        return Err(OAuthFailure::Token);
    }
    let client = clients::find(&app, opened.client.as_str()).await?.ok_or(OAuthFailure::Token)?;
    let step = ReadAuthorization { key: opened.key, client };
    let mut grant = match answer(&app, &step, &asker.moment).await {
        Ok(grant) => grant,
        Err(Failure::Refused(refusal)) => {
            tracing::info!(?refusal, "an access token was not accepted");
            return Err(OAuthFailure::Token);
        }
        Err(other) => return Err(other.into()),
    };
    // A token opens no more than it says.
    let says = opened.claims.get("scope").and_then(Value::as_str).unwrap_or_default();
    grant.scopes.retain(|scope| says.split(' ').any(|word| word == scope.as_str()));
    if !grant.scopes.iter().any(|scope| scope.as_str() == "openid") {
        return Err(OAuthFailure::Scope("openid"));
    }
    Ok(Json(tokens::userinfo(&grant)))
}
