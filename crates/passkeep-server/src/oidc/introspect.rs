//! Whether a token is worth something now (RFC 7662), and giving one up (RFC 7009).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::{Extension, Json};
use passkeep_decision::client::RegisteredClient;
use passkeep_decision::oidc::{AuthorizationKey, EndAuthorization, ReadAuthorization, TokenGrant, TokenKind};
use serde_json::{Map, Value, json};

use super::token::presented;
use super::tokens::{self, OpenedToken};
use super::{FormParameters, required};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::clients;
use crate::failure::{Failure, OAuthFailure};

/// A backend asks. A token that is not for it is to it as one that nobody made.
pub async fn introspect(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    FormParameters(parameters): FormParameters,
) -> Result<Json<Value>, OAuthFailure> {
    let client =
        clients::authenticate_backend(&app, &presented(&headers, &parameters)?, &asker.moment).await?;
    let text = required(&parameters, "token")?;
    let found = match tokens::open(&app, text, asker.moment.now).await {
        Some(opened) => access(&app, &asker, (&client, opened)).await?,
        None => refresh(&app, &asker, (&client, text)).await?,
    };
    Ok(Json(found.unwrap_or_else(|| json!({ "active": false }))))
}

async fn access(
    app: &App,
    asker: &Asker,
    (asks, opened): (&RegisteredClient, OpenedToken),
) -> Result<Option<Value>, OAuthFailure> {
    let audiences = match opened.claims.get("aud") {
        Some(Value::Array(members)) => members.clone(),
        Some(one) => vec![one.clone()],
        None => vec![],
    };
    let for_it =
        asks.audience.as_ref().is_some_and(|own| audiences.iter().any(|other| other == own.as_str()));
    if opened.client != asks.id && !for_it {
        return Ok(None);
    }
    let Some(grant) = standing(app, asker, opened.key, opened.client.as_str()).await? else {
        return Ok(None);
    };
    let mut answer: Map<String, Value> = opened.claims;
    // What the account lets go by now may be less than what the token says.
    let says = answer.get("scope").and_then(Value::as_str).unwrap_or_default().to_owned();
    let left = grant.scopes.iter().filter(|scope| says.split(' ').any(|word| word == scope.as_str()));
    answer.insert("scope".into(), left.map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ").into());
    // The same goes for an action that was confirmed for it; a token of a refresh says none.
    if grant.action.is_none() {
        answer.remove("authorization_details");
    }
    answer.insert("active".into(), true.into());
    answer.insert("token_type".into(), if answer.contains_key("cnf") { "DPoP" } else { "Bearer" }.into());
    Ok(Some(Value::Object(answer)))
}

async fn refresh(
    app: &App,
    asker: &Asker,
    (asks, text): (&RegisteredClient, &str),
) -> Result<Option<Value>, OAuthFailure> {
    let Some(name) = app.store.read_token(TokenKind::Refresh, text) else { return Ok(None) };
    let Some(grant) = standing(app, asker, name.key, asks.id.as_str()).await? else { return Ok(None) };
    let until = grant.authorization.refresh_until.filter(|until| asker.moment.now < *until);
    let Some(until) = until.filter(|_| grant.authorization.generation == name.generation) else {
        return Ok(None);
    };
    Ok(Some(json!({
        "active": true,
        "client_id": asks.id.as_str(),
        "scope": tokens::words(&grant.scopes),
        "sub": name.key.account.to_string(),
        "iss": app.base_url.as_str(),
        "exp": until.0 / 1000,
    })))
}

/// What an authorization of a client is worth now, if anything.
async fn standing(
    app: &App,
    asker: &Asker,
    key: AuthorizationKey,
    client: &str,
) -> Result<Option<TokenGrant>, OAuthFailure> {
    let Some(client) = clients::find(app, client).await? else { return Ok(None) };
    match answer(app, &ReadAuthorization { key, client }, &asker.moment).await {
        Ok(grant) => Ok(Some(grant)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// A client gives up a token of its own. Whatever it brings, it is told the same. (RFC 7009, section 2.2)
pub async fn revoke(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    FormParameters(parameters): FormParameters,
) -> Result<(), OAuthFailure> {
    let client = clients::authenticate(&app, &presented(&headers, &parameters)?, &asker.moment).await?;
    let text = required(&parameters, "token")?;
    let key = match app.store.read_token(TokenKind::Refresh, text) {
        Some(name) => Some(name.key),
        None => tokens::open(&app, text, asker.moment.now).await.map(|opened| opened.key),
    };
    if let Some(key) = key {
        answer(&app, &EndAuthorization { key, client: client.id.clone() }, &asker.moment).await?;
    }
    Ok(())
}
