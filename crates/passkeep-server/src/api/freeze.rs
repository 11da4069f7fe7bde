//! Freezing the account, and thawing it.

use axum::response::Response;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::diagnosis;
use passkeep_decision::freeze::{FreezeAccount, StartThaw, ThawAccount};
use passkeep_decision::ticket::{Purpose, TicketStep};

use super::shapes::{AssertionBody, Empty, Flow, Thawed};
#[cfg(test)]
use super::shapes::{Problem, SignedIn};
use super::{AppState, Who, flow, signed_in};
use crate::answer::answer;
use crate::body::Json;
use crate::diagnoses::{Tried, told};
use crate::failure::Failure;

/// Freezes the account, or affirms a freeze that would end by itself. Every other session ends; this one goes on under
/// another id.
#[cfg_attr(test, utoipa::path(post, path = "/v1/account/freeze", tag = "account", request_body = Empty,
    responses((status = 200, body = SignedIn), (status = "4XX", body = Problem))))]
pub async fn freeze_account(
    State(app): AppState,
    Extension(asker): Who,
    Json(Empty {}): Json<Empty>,
) -> Result<Response, Failure> {
    let step = FreezeAccount { session: asker.session, client: asker.client.clone() };
    let reply = answer(&app, &step, &asker.moment).await?;
    Ok(signed_in(&app, &asker, reply).await)
}

/// Asks for a passkey, to thaw the account.
#[cfg_attr(test, utoipa::path(post, path = "/v1/account/thaw/options", tag = "account", request_body = Empty,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_thaw(
    State(app): AppState,
    Extension(asker): Who,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Flow>, Failure> {
    let step = StartThaw { session: asker.session, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Thaws it. Nothing of value leaves the account for a while.
#[cfg_attr(test, utoipa::path(post, path = "/v1/account/thaw", tag = "account", request_body = AssertionBody,
    responses((status = 200, body = Thawed), (status = "4XX", body = Problem))))]
pub async fn thaw_account(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<AssertionBody>,
) -> Result<Answer<Thawed>, Failure> {
    let tried = Tried::with(diagnosis::Operation::Prove, &body.response);
    let outcome = async {
        let ticket = app.open(&body.ticket, Purpose::Thaw, TicketStep::Passkey).await?;
        let (session, browser, client) = (asker.session, asker.browser, asker.client.clone());
        let step = ThawAccount { session, ticket, response: body.response, client, browser };
        let thawed = answer(&app, &step, &asker.moment).await?;
        Ok::<_, Failure>(Answer(Thawed { value_held_until: thawed.value_held_until.0 }))
    };
    told(&app, &asker, tried, outcome.await).await
}
