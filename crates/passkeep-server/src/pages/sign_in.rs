//! The sign-in page, and signing out.

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use passkeep_decision::contacts::ReadAccount;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::sessions::Which;
use serde::Deserialize;

use super::factor::onward;
use super::{failed, page, render, see_other};
use crate::answer::answer;
use crate::api::{self, AppState, Who, forget_session};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::clients;
use crate::failure::Failure;
use crate::oidc::{self, Pending};
use crate::platform;
use crate::views::{SignInNotice, SignInPage};

/// The sign-in page; who is signed in already goes on.
pub async fn sign_in(
    State(app): AppState,
    Extension(asker): Who,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    // A page that needs a session sends people here, and gets them back.
    let asked = query.as_deref().filter(|query| query.starts_with("next="));
    let next = asked.map(|query| onward(Some(query)).0);
    if asker.session.is_some()
        && query.as_deref() != Some("choose")
        && answer(&app, &ReadAccount { session: asker.session }, &asker.moment).await.is_ok()
    {
        return see_other(next.as_deref().unwrap_or_else(|| asker.next("/settings/passkeys")));
    }
    let notice = match query.as_deref() {
        Some("signed-out") => Some(SignInNotice::SignedOut),
        Some("signed-out-everywhere") => Some(SignInNotice::SignedOutEverywhere),
        Some("frozen") => Some(SignInNotice::Frozen),
        Some("ended") => Some(SignInNotice::SessionEnded),
        Some("recovering") => Some(SignInNotice::Recovering),
        // The script adds the new passkey's id.
        Some(query) if query.starts_with("recovered") => Some(SignInNotice::Recovered),
        _ => None,
    };
    let (app_name, hint) = on_the_way(&app, &asker, &headers).await;
    render(&SignInPage {
        page: page(&app, &asker, "/"),
        identifier: hint,
        shared_computer: false,
        next,
        notice,
        app: app_name,
        verdict: platform::sign_in(&app, &asker),
    })
}

/// What the sign-in form holds.
#[derive(Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    identifier: String,
    #[serde(default)]
    shared_computer: Option<String>,
}

/// The form without scripts: a passkey can't be asked for. What was typed is kept.
pub async fn sign_in_without_scripts(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<SignInForm>,
) -> Response {
    render(&SignInPage {
        page: page(&app, &asker, "/"),
        identifier: form.identifier,
        shared_computer: form.shared_computer.is_some(),
        next: None,
        notice: Some(SignInNotice::ScriptsNeeded),
        app: None,
        verdict: platform::sign_in(&app, &asker),
    })
}

/// The app that somebody is on the way to, and whom it expects.
async fn on_the_way(app: &App, asker: &Asker, headers: &HeaderMap) -> (Option<String>, String) {
    // A store that fails here fails nobody's sign-in.
    let Ok(Some(pending)) = Pending::read(app, asker, headers).await else { return (None, String::new()) };
    let asked = oidc::resolve(app, &pending.query, asker.moment.now).await.ok().flatten();
    let asked = asked.map(|found| found.parameters).unwrap_or_default();
    let says = |wanted: &'static str| asked.one(wanted).ok().flatten().map(str::to_owned);
    let client = clients::find(app, &says("client_id").unwrap_or_default()).await.ok().flatten();
    let hint = says("login_hint").filter(|hint| hint.chars().count() <= 254).unwrap_or_default();
    (client.map(|client| client.name.to_string()), hint)
}

/// Signs out here. Who is signed out already is signed out.
pub async fn sign_out_page(State(app): AppState, Extension(asker): Who) -> Response {
    match api::end(&app, &asker, Which::This).await {
        Ok(_) | Err(Failure::Refused(Refusal::SignedOut)) => {
            (forget_session(&app), see_other("/?signed-out")).into_response()
        }
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}
