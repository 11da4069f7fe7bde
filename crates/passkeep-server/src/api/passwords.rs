//! An account's password, and proving again who one is.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::diagnosis;
use passkeep_decision::level::Level;
use passkeep_decision::password::{Password, PersonalWords, Reach};
use passkeep_decision::passwords::{
    PasswordWasSet, ReadPassword, RemovePassword, SetPassword, StartPasswordChange,
};
use passkeep_decision::platform::policy::Operation;
use passkeep_decision::reauthentication::{FinishReauthentication, StartReauthentication};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};

use super::shapes::{AssertionBody, Flow, PasswordBody, PasswordShape, PasswordStrength, ReauthenticateBody};
#[cfg(test)]
use super::shapes::{Problem, SignedIn};
use super::{AppState, Who, flow, shapes, signed_in};
use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::body::Json;
use crate::diagnoses::{Tried, told};
use crate::failure::Failure;
use crate::passwords::Looked;

/// Whether the account has a password.
#[cfg_attr(test, utoipa::path(get, path = "/v1/password", tag = "account",
    responses((status = 200, body = PasswordShape), (status = "4XX", body = Problem))))]
pub async fn read_password(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<PasswordShape>, Failure> {
    let view = answer(&app, &ReadPassword { session: asker.session }, &asker.moment).await?;
    Ok(Answer(PasswordShape::of(view.password)))
}

/// Sets the password, or changes it: at least 8 characters, and 15 where it is to be enough alone. It takes a passkey of just
/// now. An account without passkeys proves both kinds that it has and its trusted device, and the change waits: `hold` says
/// so, beside the password that serves until then.
#[cfg_attr(test, utoipa::path(put, path = "/v1/password", tag = "account", request_body = PasswordBody,
    responses((status = 200, body = PasswordShape), (status = "4XX", body = Problem))))]
pub async fn set_password(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<PasswordBody>,
) -> Result<Answer<PasswordShape>, Failure> {
    match change_password(&app, &asker, &body.password).await? {
        PasswordWasSet::Now(reach) => {
            let (set_at, alone) = (Some(asker.moment.now.0), Some(reach == Reach::Alone));
            Ok(Answer(PasswordShape { set_at, alone, hold: None }))
        }
        PasswordWasSet::Waits(held) => {
            let view = answer(&app, &ReadPassword { session: asker.session }, &asker.moment).await?;
            let hold = Some(shapes::hold(&held));
            Ok(Answer(PasswordShape { hold, ..PasswordShape::of(view.password) }))
        }
    }
}

/// The same, for pages: who may not change it learns that before anything is hashed.
pub async fn change_password(app: &App, asker: &Asker, typed: &str) -> Result<PasswordWasSet, Failure> {
    let (session, client) = (asker.session, asker.client.clone());
    let start = StartPasswordChange { session, trust: asker.brought() };
    let (account, personal) = answer(app, &start, &asker.moment).await?;
    let (password, Looked { common, breached, .. }) = look(app, typed, personal).await?;
    let hash = app.passwords.hash(account, password.clone()).await?;
    let trust = asker.brought();
    let step = SetPassword { session, trust, password, common, breached, hash, client };
    answer(app, &step, &asker.moment).await
}

async fn look(app: &App, typed: &str, personal: PersonalWords) -> Result<(Password, Looked), Failure> {
    let password =
        Password::parse(typed).map_err(|fault| Failure::Refused(Refusal::PasswordNotAccepted(fault)))?;
    let looked = app.passwords.look(password.clone(), personal).await?;
    Ok((password, looked))
}

/// How strong a password looks, before it is set. Nothing is kept.
#[cfg_attr(test, utoipa::path(post, path = "/v1/password/strength", tag = "account", request_body = PasswordBody,
    responses((status = 200, body = PasswordStrength), (status = "4XX", body = Problem))))]
pub async fn password_strength(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<PasswordBody>,
) -> Result<Answer<PasswordStrength>, Failure> {
    let personal = answer(&app, &ReadPassword { session: asker.session }, &asker.moment).await?.personal;
    let (password, looked) = look(&app, &body.password, personal.clone()).await?;
    Ok(Answer(PasswordStrength::of(&password, looked, &personal)))
}

/// Removes the password.
#[cfg_attr(test, utoipa::path(delete, path = "/v1/password", tag = "account",
    responses((status = 204), (status = "4XX", body = Problem))))]
pub async fn remove_password(State(app): AppState, Extension(asker): Who) -> Result<Response, Failure> {
    let step = RemovePassword { session: asker.session, client: asker.client.clone() };
    answer(&app, &step, &asker.moment).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Begins to prove again who one is: with options for a passkey, or with `methods` where the account has none.
#[cfg_attr(test, utoipa::path(post, path = "/v1/session/reauthenticate", tag = "sessions", request_body = ReauthenticateBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_reauthentication(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<ReauthenticateBody>,
) -> Result<Answer<Flow>, Failure> {
    let needed = body.level.map(|_| Level::Three);
    let step = StartReauthentication { session: asker.session, browser: asker.browser, needed };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Takes the passkey's answer: the session is raised in place, and its id rotates.
#[cfg_attr(test, utoipa::path(post, path = "/v1/session/passkey", tag = "sessions", request_body = AssertionBody,
    responses((status = 200, body = SignedIn), (status = "4XX", body = Problem))))]
pub async fn finish_reauthentication(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<AssertionBody>,
) -> Result<Response, Failure> {
    let tried = Tried::with(diagnosis::Operation::Prove, &body.response);
    let outcome = async {
        let ticket = app.open(&body.ticket, Purpose::Reauthenticate, TicketStep::Passkey).await?;
        let (session, browser, client) = (asker.session, asker.browser, asker.client.clone());
        app.seen.count(Operation::StepUpPasskey, &asker.facts, asker.moment.now);
        let step = FinishReauthentication { session, ticket, response: body.response, client, browser };
        let reply = answer(&app, &step, &asker.moment).await?;
        Ok::<_, Failure>(signed_in(&app, &asker, reply).await)
    };
    told(&app, &asker, tried, outcome.await).await
}
