//! What waits, and stopping it.

use axum::extract::Path;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::diagnosis;
use passkeep_decision::hold::LinkToken;
use passkeep_decision::holds::{
    ListHolds, StartStop, StopByLink, StopHold, StoppedHold, Verdict, VetoOutcome,
};
use passkeep_decision::id::HoldId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_webauthn::AuthenticationResponse;

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{AssertionBody, DecideBody, Empty, Flow, HoldVerdict, Holds, LinkBody, StoppedShape};
use super::{AppState, Who, flow, shapes};
use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::body::Json;
use crate::diagnoses::{Tried, told};
use crate::failure::Failure;

/// Lists what waits.
#[cfg_attr(test, utoipa::path(get, path = "/v1/holds", tag = "holds",
    responses((status = 200, body = Holds), (status = "4XX", body = Problem))))]
pub async fn list_holds(State(app): AppState, Extension(asker): Who) -> Result<Answer<Holds>, Failure> {
    let list = answer(&app, &ListHolds { session: asker.session }, &asker.moment).await?;
    Ok(Answer(Holds { holds: list.holds.iter().map(shapes::hold).collect() }))
}

/// Asks for a passkey, to stop a hold or to decide a dispute about it.
#[cfg_attr(test, utoipa::path(post, path = "/v1/holds/{id}/stop/options", tag = "holds", request_body = Empty,
    params(("id" = String, Path, description = "The hold's id")),
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_stop(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Flow>, Failure> {
    let hold = Some(hold_id(&id)?);
    let step = StartStop { session: asker.session, hold, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Stops a hold, or upholds it against a dispute.
#[cfg_attr(test, utoipa::path(post, path = "/v1/holds/{id}/stop", tag = "holds", request_body = DecideBody,
    params(("id" = String, Path, description = "The hold's id")),
    responses((status = 200, body = StoppedShape), (status = "4XX", body = Problem))))]
pub async fn stop_hold(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<DecideBody>,
) -> Result<Answer<StoppedShape>, Failure> {
    let verdict = match body.verdict {
        HoldVerdict::Stop => Verdict::Stop,
        HoldVerdict::Uphold => Verdict::Uphold,
    };
    let brought = (Some(hold_id(&id)?), body.ticket.as_str());
    decided(&app, &asker, brought, (body.response, verdict)).await
}

/// Asks for the passkey that is on its way out, where nobody is signed in: it may stop its own removal.
#[cfg_attr(test, utoipa::path(post, path = "/v1/holds/stop/options", tag = "holds", request_body = Empty,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_own_stop(
    State(app): AppState,
    Extension(asker): Who,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Flow>, Failure> {
    let step = StartStop { session: None, hold: None, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// A passkey that is on its way out stops its own removal.
#[cfg_attr(test, utoipa::path(post, path = "/v1/holds/stop", tag = "holds", request_body = AssertionBody,
    responses((status = 200, body = StoppedShape), (status = "4XX", body = Problem))))]
pub async fn stop_own_removal(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<AssertionBody>,
) -> Result<Answer<StoppedShape>, Failure> {
    decided(&app, &asker, (None, &body.ticket), (body.response, Verdict::Stop)).await
}

/// Stops a hold by the token of a notice's link.
#[cfg_attr(test, utoipa::path(post, path = "/v1/holds/stop-by-link", tag = "holds", request_body = LinkBody,
    responses((status = 200, body = StoppedShape), (status = "4XX", body = Problem))))]
pub async fn stop_by_link(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<LinkBody>,
) -> Result<Answer<StoppedShape>, Failure> {
    let token = LinkToken::parse(&body.token).ok_or(Refusal::LinkNotAccepted)?;
    let step = StopByLink { token, client: asker.client.clone() };
    Ok(Answer(stopped(&answer(&app, &step, &asker.moment).await?)))
}

async fn decided(
    app: &App,
    asker: &Asker,
    (hold, ticket): (Option<HoldId>, &str),
    (response, verdict): (AuthenticationResponse, Verdict),
) -> Result<Answer<StoppedShape>, Failure> {
    let tried = Tried::with(diagnosis::Operation::Prove, &response);
    let outcome = async {
        let ticket = app.open(ticket, Purpose::StopHold, TicketStep::Passkey).await?;
        if ticket.about != hold.map(|id| id.0) {
            return Err(Refusal::TicketNotAccepted.into());
        }
        let (session, browser, client) = (asker.session, asker.browser, asker.client.clone());
        let step = StopHold { session, ticket, response, verdict, client, browser };
        Ok(Answer(stopped(&answer(app, &step, &asker.moment).await?)))
    };
    told(app, asker, tried, outcome.await).await
}

pub(super) fn stopped(stopped: &StoppedHold) -> StoppedShape {
    StoppedShape {
        hold: shapes::hold(&stopped.held),
        outcome: match stopped.outcome {
            VetoOutcome::Stopped => "stopped",
            VetoOutcome::Counted => "counted",
            VetoOutcome::Disputed => "disputed",
            VetoOutcome::Upheld => "upheld",
        },
    }
}

fn hold_id(text: &str) -> Result<HoldId, Failure> {
    HoldId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}
