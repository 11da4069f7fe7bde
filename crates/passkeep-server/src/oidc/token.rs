//! The token endpoint. (RFC 6749, sections 4.1.3 and 6)

use std::sync::Arc;

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use passkeep_decision::client::{RegisteredClient, Scope};
use passkeep_decision::oidc::{AuthorizationFault, Parameters, RedeemCode, Refresh, TokenGrant, TokenKind};
use passkeep_decision::refusal::Refusal;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::proof::{ProofFor, proved};
use super::tokens::{self, Occasion};
use super::{FormParameters, required};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::clients::{self, Presented};
use crate::failure::OAuthFailure;

/// A client brings a code or a refresh token, and gets tokens.
pub async fn token(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    FormParameters(parameters): FormParameters,
) -> Result<Json<Value>, OAuthFailure> {
    let presented = presented(&headers, &parameters)?;
    let client = clients::authenticate(&app, &presented, &asker.moment).await?;
    let proof = ProofFor { method: "POST", path: "/token", access_token: None };
    let key = proved(&app, &headers, proof, &asker.moment).await?;
    // What is granted was said at the authorization endpoint, and confirmed: nobody names a part of it here.
    if parameters.one("authorization_details")?.is_some() {
        return Err(OAuthFailure::Details);
    }
    let (grant, occasion) = match required(&parameters, "grant_type")? {
        "authorization_code" => (redeem(&app, &asker, (&client, key), &parameters).await?, Occasion::SignIn),
        "refresh_token" => (refresh(&app, &asker, (&client, key), &parameters).await?, Occasion::Refresh),
        _ => return Err(OAuthFailure::GrantType),
    };
    Ok(Json(issued(&app, &asker, &client, (&grant, occasion))))
}

/// Who the client says it is, in the header or the form.
pub fn presented(headers: &HeaderMap, parameters: &Parameters) -> Result<Presented, OAuthFailure> {
    let text = |name| Ok::<_, OAuthFailure>(parameters.one(name)?.map(str::to_owned));
    Ok(Presented {
        client_id: text("client_id")?,
        client_secret: text("client_secret")?.map(Zeroizing::new),
        assertion: text("client_assertion")?,
        assertion_type: text("client_assertion_type")?,
        ..Presented::of_headers(headers)?
    })
}

async fn redeem(
    app: &App,
    asker: &Asker,
    (client, proof_key): (&Arc<RegisteredClient>, Option<String>),
    parameters: &Parameters,
) -> Result<TokenGrant, OAuthFailure> {
    let code = app.store.read_token(TokenKind::Code, required(parameters, "code")?).ok_or(UNKNOWN)?;
    let step = RedeemCode {
        code,
        client: client.clone(),
        redirect_uri: required(parameters, "redirect_uri")?.to_owned(),
        verifier: required(parameters, "code_verifier")?.to_owned(),
        proof_key,
    };
    Ok(answer(app, &step, &asker.moment).await?)
}

async fn refresh(
    app: &App,
    asker: &Asker,
    (client, proof_key): (&Arc<RegisteredClient>, Option<String>),
    parameters: &Parameters,
) -> Result<TokenGrant, OAuthFailure> {
    let token =
        app.store.read_token(TokenKind::Refresh, required(parameters, "refresh_token")?).ok_or(UNKNOWN)?;
    let scopes = parameters.one("scope")?.map(|text| text.split(' ').filter_map(Scope::parse).collect());
    let step = Refresh { token, client: client.clone(), scopes, proof_key };
    Ok(answer(app, &step, &asker.moment).await?)
}

const UNKNOWN: Refusal = Refusal::AuthorizationNotAccepted(AuthorizationFault::Unknown);

/// The tokens. (RFC 6749, section 5.1)
fn issued(
    app: &App,
    asker: &Asker,
    client: &RegisteredClient,
    (grant, occasion): (&TokenGrant, Occasion),
) -> Value {
    let access = tokens::access_token(app, client, grant, &asker.moment);
    let mut answer = json!({
        "access_token": access.token.0,
        "token_type": if grant.authorization.proof_key.is_some() { "DPoP" } else { "Bearer" },
        "expires_in": access.lives_seconds,
        "scope": tokens::words(&grant.scopes),
    });
    if let Some(action) = &grant.action {
        answer["authorization_details"] = action.details();
    }
    if let Some(refresh) = &grant.refresh {
        answer["refresh_token"] = app.store.write_token(refresh).into();
    }
    if grant.scopes.iter().any(|scope| scope.as_str() == "openid") {
        let id_token = tokens::id_token(app, client, grant, (&access, occasion), asker.moment.now);
        answer["id_token"] = id_token.0.into();
    }
    answer
}
