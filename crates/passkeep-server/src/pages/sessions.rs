//! Where the account is signed in.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use passkeep_decision::id::SessionId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::sessions::{ListSessions, Which};

use super::{client_view, failed, page_of, platform, render, see_other};
use crate::answer::answer;
use crate::api::{self, AppState, Who, forget_session};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::views::{Section, SessionView, SessionsNotice, SessionsPage};

const PATH: &str = "/settings/sessions";

/// The list.
pub async fn sessions_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let list = match answer(&app, &ListSessions { session: asker.session }, &asker.moment).await {
        Ok(list) => list,
        Err(failure) => return failed(&app, &asker, &failure, "/"),
    };
    let own = list.who.session.key;
    let view = |(session, passkey): &(passkeep_decision::session::Session, Option<_>)| SessionView {
        id: session.key.id.to_string(),
        current: session.key == own,
        on: client_view(&session.client),
        platform: platform(&session.client.system),
        signed_in_at_ms: session.created_at.0,
        last_seen_at_ms: session.seen_at.0,
        passkey: passkey.as_ref().map(passkeep_decision::passkey::PasskeyName::to_string),
    };
    let ended = query.get("ended").and_then(|count| count.parse().ok());
    render(&SessionsPage {
        page: page_of(&app, &asker, PATH, (&list.who, Section::Sessions)),
        sessions: list.sessions.iter().map(view).collect(),
        notice: ended.map(|sessions| SessionsNotice::Ended { sessions }),
    })
}

/// Ends one session.
pub async fn end_session_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    match SessionId::parse(&id) {
        Some(id) => end(&app, &asker, Which::One(id)).await,
        None => failed(&app, &asker, &Failure::Refused(Refusal::NotFound), PATH),
    }
}

/// Ends all sessions but this.
pub async fn end_others_page(State(app): AppState, Extension(asker): Who) -> Response {
    end(&app, &asker, Which::Others).await
}

/// Ends all sessions.
pub async fn end_all_page(State(app): AppState, Extension(asker): Who) -> Response {
    end(&app, &asker, Which::All).await
}

async fn end(app: &App, asker: &Asker, which: Which) -> Response {
    match api::end(app, asker, which).await {
        Ok(_) if which == Which::All => {
            (forget_session(app), see_other("/?signed-out-everywhere")).into_response()
        }
        Ok(ended) => see_other(&format!("{PATH}?ended={}", ended.0)),
        Err(failure) => failed(app, asker, &failure, PATH),
    }
}
