//! An account's sessions.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::contacts::ReadAccount;
use passkeep_decision::id::SessionId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::sessions::{self, EndSessions, ListSessions, Which};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{EndBody, Ended, SessionShape, Sessions, WhichSessions};
use super::{AppState, Who, shapes};
use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::body::Json;
use crate::cookies::Name;
use crate::failure::Failure;

/// The session that asks.
#[cfg_attr(test, utoipa::path(get, path = "/v1/session", tag = "sessions",
    responses((status = 200, body = SessionShape), (status = "4XX", body = Problem))))]
pub async fn read_session(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<SessionShape>, Failure> {
    let view = answer(&app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    Ok(Answer(shapes::session(&view.who.session, true)))
}

/// Signs out here.
#[cfg_attr(test, utoipa::path(delete, path = "/v1/session", tag = "sessions",
    responses((status = 204), (status = "4XX", body = Problem))))]
pub async fn sign_out(State(app): AppState, Extension(asker): Who) -> Result<Response, Failure> {
    end(&app, &asker, Which::This).await?;
    Ok((StatusCode::NO_CONTENT, forget_session(&app)).into_response())
}

/// Lists them.
#[cfg_attr(test, utoipa::path(get, path = "/v1/sessions", tag = "sessions",
    responses((status = 200, body = Sessions), (status = "4XX", body = Problem))))]
pub async fn list_sessions(State(app): AppState, Extension(asker): Who) -> Result<Answer<Sessions>, Failure> {
    let list = answer(&app, &ListSessions { session: asker.session }, &asker.moment).await?;
    let own = list.who.session.key;
    let shapes = list.sessions.iter().map(|(session, _)| shapes::session(session, session.key == own));
    Ok(Answer(Sessions { sessions: shapes.collect() }))
}

/// Ends one.
#[cfg_attr(test, utoipa::path(delete, path = "/v1/sessions/{id}", tag = "sessions",
    params(("id" = String, Path, description = "The session's id")),
    responses((status = 204), (status = "4XX", body = Problem))))]
pub async fn end_session(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let id = SessionId::parse(&id).ok_or(Failure::Refused(Refusal::NotFound))?;
    end(&app, &asker, Which::One(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all, or all but the one that asks.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sessions/end", tag = "sessions", request_body = EndBody,
    responses((status = 200, body = Ended), (status = "4XX", body = Problem))))]
pub async fn end_sessions(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<EndBody>,
) -> Result<Response, Failure> {
    let (which, headers) = match body.which {
        WhichSessions::Others => (Which::Others, HeaderMap::new()),
        WhichSessions::All => (Which::All, forget_session(&app)),
    };
    let ended = end(&app, &asker, which).await?;
    Ok((headers, Answer(Ended { ended: ended.0 })).into_response())
}

/// Ends sessions of who asks.
pub async fn end(app: &App, asker: &Asker, which: Which) -> Result<sessions::Ended, Failure> {
    let step = EndSessions { session: asker.session, which, client: asker.client.clone() };
    answer(app, &step, &asker.moment).await
}

/// Removes the session's cookie.
pub fn forget_session(app: &App) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.append(header::SET_COOKIE, app.cookies.remove(Name::Session));
    headers.append(header::SET_COOKIE, app.cookies.remove(Name::Flow));
    headers
}
