//! Where Passkeep comes in: the end of a sign-in, the return from a confirmation, a logout token, a webhook.

use axum::Form;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::AppState;
use super::visitor::{Acting, Member, SESSION, SIGN_IN, Visitor, broken, set_cookie};
use crate::clock;
use crate::identity::IdentityError;
use crate::serve::Shared;
use crate::settle::settle;
use crate::store::{Session, SignIn, StoreError};
use crate::views::Fault;
use crate::webhook::read_call;

const SIGN_IN_MS: i64 = 30 * 60 * 1000;

/// Where one wanted to go.
#[derive(Deserialize)]
pub struct To {
    to: Option<String>,
}

/// Leads to Passkeep.
pub async fn sign_in(visitor: Visitor, Query(To { to }): Query<To>) -> Response {
    let begun = match visitor.shared.identity.begin(visitor.language.tag()).await {
        Ok(begun) => begun,
        Err(error) => return unreachable(&visitor, &error),
    };
    let browser = clock::random_text::<32>();
    let sign_in = SignIn {
        state: begun.state,
        browser: browser.clone(),
        nonce: begun.nonce,
        verifier: begun.verifier,
        return_to: to.filter(|to| is_own_path(to)).unwrap_or_else(|| "/".to_owned()),
        expires_at: visitor.now_ms + SIGN_IN_MS,
    };
    if let Err(error) = visitor.shared.store.begin_sign_in(&sign_in) {
        return broken(&error);
    }
    let mut response = Redirect::to(&begun.url).into_response();
    set_cookie(&mut response, visitor.written(SIGN_IN, &browser, Some(SIGN_IN_MS / 1000)));
    response
}

/// A path here, and nothing that a browser would read as another host.
fn is_own_path(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n', '\t'])
}

/// What Passkeep answers with.
#[derive(Deserialize)]
pub struct CallbackQuery {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// The end of a sign-in. Code and error count only with the state of a sign-in that this browser began.
pub async fn callback(visitor: Visitor, Query(query): Query<CallbackQuery>) -> Response {
    let shared = &visitor.shared;
    let (state, browser) = (query.state.as_deref(), visitor.sign_in.as_deref());
    let begun = match (state, browser) {
        (Some(state), Some(browser)) => shared.store.take_sign_in(state, browser, visitor.now_ms),
        _ => Ok(None),
    };
    let begun = match begun {
        Ok(Some(begun)) => begun,
        Ok(None) => return visitor.failed(StatusCode::BAD_REQUEST, Fault::SignInOver),
        Err(error) => return broken(&error),
    };
    // Of another issuer: a mix-up. (RFC 9207, section 2.4)
    if query.iss.as_deref() != Some(shared.config.issuer.as_str()) {
        return visitor.failed(StatusCode::BAD_REQUEST, Fault::SignInOver);
    }
    let Some(code) = query.code.filter(|_| query.error.is_none()) else {
        let error = query.error.unwrap_or_default().chars().take(60).collect();
        return visitor.failed(StatusCode::BAD_REQUEST, Fault::SignIn(error));
    };
    let somebody = match shared.identity.finish(code, begun.verifier, begun.nonce).await {
        Ok(somebody) => somebody,
        Err(error) => return unreachable(&visitor, &error),
    };
    let token = clock::random_text::<32>();
    let opened = || {
        // The session that this browser had is not left behind.
        if let Some(before) = &visitor.token {
            shared.store.end_session(before)?;
        }
        shared.store.welcome(&somebody.subject, &somebody.name, visitor.now_ms)?;
        let session = Session { subject: somebody.subject, sid: somebody.sid, id_token: somebody.id_token };
        shared.store.begin_session(&token, &session, visitor.now_ms)
    };
    if let Err(error) = opened() {
        return broken(&error);
    }
    let mut response = Redirect::to(&begun.return_to).into_response();
    set_cookie(&mut response, visitor.written(SESSION, &token, None));
    set_cookie(&mut response, visitor.written(SIGN_IN, "", Some(0)));
    response
}

/// Which confirmation one comes back from.
#[derive(Deserialize)]
pub struct Confirmed {
    confirmation: String,
}

/// The return from a confirmation. What it came to is asked of Passkeep, not of the browser.
pub async fn confirmed(member: Member, Query(query): Query<Confirmed>) -> Response {
    let shared = &member.visitor.shared;
    let row = match shared.store.action_of(&query.confirmation) {
        Ok(row) => row.filter(|row| row.subject == member.customer.subject),
        Err(error) => return broken(&error),
    };
    let Some(row) = row else { return member.visitor.failed(StatusCode::NOT_FOUND, Fault::Nowhere) };
    match settle(shared, &row).await {
        Ok(_) => Redirect::to(&format!("/activity/{}", row.id)).into_response(),
        Err(error) => broken(&error),
    }
}

/// Signs out here, and leads to Passkeep to sign out there.
pub async fn sign_out(Acting(member): Acting) -> Response {
    let shared = &member.visitor.shared;
    if let Some(token) = &member.visitor.token
        && let Err(error) = shared.store.end_session(token)
    {
        return broken(&error);
    }
    let there = shared.identity.sign_out_url(&member.session.id_token).await;
    let mut response = match there {
        Ok(url) => Redirect::to(&url).into_response(),
        Err(error) => {
            tracing::warn!(%error, "signed out here alone");
            Redirect::to("/").into_response()
        }
    };
    set_cookie(&mut response, member.visitor.written(SESSION, "", Some(0)));
    response
}

/// A logout token.
#[derive(Deserialize)]
pub struct LogoutForm {
    logout_token: String,
}

/// A session ended at Passkeep: it ends here too. (OpenID Connect Back-Channel Logout, section 2.5)
pub async fn backchannel_logout(State(shared): AppState, Form(form): Form<LogoutForm>) -> StatusCode {
    let out = match shared.identity.signed_out(&form.logout_token).await {
        Ok(out) => out,
        Err(error @ IdentityError::Provider(_)) => {
            tracing::warn!(%error, "a logout token can't be verified yet");
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        Err(error) => {
            tracing::warn!(%error, "a logout token is not taken");
            return StatusCode::BAD_REQUEST;
        }
    };
    // A token that comes again ends nothing that began since.
    let ended = shared.store.spend(&format!("logout {}", out.jti), shared.now_ms() + CALLS_KEPT_MS).and_then(
        |first| match first {
            true => shared.store.end_sessions(Some(&out.subject), out.sid.as_deref()),
            false => Ok(0),
        },
    );
    said(ended.map(drop))
}

/// How long ids of calls are kept: they are sent again for 72 hours.
const CALLS_KEPT_MS: i64 = 73 * 60 * 60 * 1000;

/// Passkeep tells what happened to an account.
pub async fn webhook(State(shared): AppState, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(call) = read_call(&headers, &body, &shared.config.webhook_secret, shared.now_ms()) else {
        return StatusCode::UNAUTHORIZED;
    };
    let told = match call.r#type.as_str() {
        // Told again, they change nothing: a flag goes by the newest time, a confirmation is looked up.
        kind @ ("account_frozen" | "account_thawed" | "account_recovered") => {
            shared.store.tell(&call.account, kind, call.at)
        }
        "confirmation" => match call.data.confirmation {
            Some(confirmation) => settle_told(&shared, &confirmation).await,
            None => Ok(()),
        },
        _ => Ok(()),
    };
    said(told)
}

async fn settle_told(shared: &Shared, confirmation: &str) -> Result<(), StoreError> {
    if let Some(row) = shared.store.action_of(confirmation)? {
        settle(shared, &row).await?;
    }
    Ok(())
}

fn said(done: Result<(), StoreError>) -> StatusCode {
    match done {
        Ok(()) => StatusCode::OK,
        Err(error) => {
            tracing::error!(%error, "what Passkeep told was not kept");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

fn unreachable(visitor: &Visitor, error: &IdentityError) -> Response {
    tracing::warn!(%error, "a sign-in did not work");
    match error {
        IdentityError::Provider(_) => visitor.failed(StatusCode::BAD_GATEWAY, Fault::Unreachable),
        IdentityError::Answer(_) => visitor.failed(StatusCode::BAD_REQUEST, Fault::SignInOver),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_site() {
        let check = |to, fine| assert_eq!(is_own_path(to), fine, "{to}");
        check("/transfers", true);
        check("/securities/ALDR?lang=en", true);
        check("https://evil.example", false);
        check("//evil.example", false);
        check("/\\evil.example", false);
        check("/\t/evil.example", false);
        check("", false);
    }

    #[test]
    fn an_origin_has_no_path() {
        assert_eq!(crate::web::origin("http://localhost:8080/x"), "http://localhost:8080");
    }
}
