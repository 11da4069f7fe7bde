//! What a client's library reads first: where everything is and what is taken here. (OpenID Connect Discovery; RFC 8414)

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use passkeep_decision::level::Level;
use passkeep_decision::oidc::Claim;
use serde_json::{Value, json};

use super::ALGORITHMS;
use crate::api::AppState;
use crate::app::App;
use crate::failure::Failure;

/// The document.
pub async fn discovery(State(app): AppState) -> Response {
    ([(header::CACHE_CONTROL, "public, max-age=300")], Json(document(&app))).into_response()
}

/// The keys. They are read anew each time: one that another node made signs for it already.
pub async fn jwks(State(app): AppState) -> Result<Response, Failure> {
    app.signers.read(&app.store).await?;
    Ok(([(header::CACHE_CONTROL, "public, max-age=3600")], Json(app.signers.jwks())).into_response())
}

fn document(app: &App) -> Value {
    let issuer = app.base_url.as_str();
    let at = |path: &str| format!("{issuer}{path}");
    let algorithms: Vec<&str> = ALGORITHMS.iter().map(|algorithm| algorithm.as_str()).collect();
    let proves = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];
    let acr: Vec<&str> = Level::ALL.iter().rev().map(|level| level.acr()).collect();
    let mut claims =
        vec!["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash"];
    claims.extend(Claim::ALL.map(Claim::as_str));
    let policy = app.rules.now();
    let actions: Vec<&str> = policy.action_types.iter().map(|kind| kind.name.as_str()).collect();
    json!({
        "issuer": issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/jwks"),
        "introspection_endpoint": at("/introspect"),
        "revocation_endpoint": at("/revoke"),
        "pushed_authorization_request_endpoint": at("/par"),
        "require_pushed_authorization_requests": false,
        "end_session_endpoint": at("/logout"),
        "scopes_supported": ["openid", "profile", "email", "phone", "offline_access"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": algorithms,
        "token_endpoint_auth_methods_supported": proves,
        "token_endpoint_auth_signing_alg_values_supported": algorithms,
        "introspection_endpoint_auth_methods_supported": &proves[..3],
        "introspection_endpoint_auth_signing_alg_values_supported": algorithms,
        "revocation_endpoint_auth_methods_supported": proves,
        "revocation_endpoint_auth_signing_alg_values_supported": algorithms,
        "acr_values_supported": acr,
        "claims_supported": claims,
        "claims_parameter_supported": true,
        "authorization_details_types_supported": actions,
        "dpop_signing_alg_values_supported": algorithms,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": crate::texts::Language::ALL.map(crate::texts::Language::tag),
        "authorization_response_iss_parameter_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
    })
}
