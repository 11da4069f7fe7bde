//! Signing up.

use axum::response::Response;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::ceremony::Place;
use passkeep_decision::code::SixDigits;
use passkeep_decision::diagnosis;
use passkeep_decision::platform::policy::Operation;
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_up;
use passkeep_decision::ticket::{Purpose, TicketStep};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{CodeBody, FinishSignUp, Flow, NameSignUp, StartSignUp, TicketBody};
use super::{AppState, Who, flow, name, signed_in};
use crate::answer::answer;
use crate::app::App;
use crate::asker::{Asker, device_id};
use crate::body::Json;
use crate::diagnoses::{Tried, told};
use crate::failure::{Failure, RequestFault};
use crate::identifier;
use crate::platform::{admit, admit_creation, method};

/// Sends a code to a phone number. A number that has an account gets a message that says so; the answer is the same.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-up", tag = "sign-up", request_body = StartSignUp,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_sign_up(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<StartSignUp>,
) -> Result<Answer<Flow>, Failure> {
    let phone = identifier::phone(&body.phone, &asker.region).ok_or(RequestFault::Phone)?;
    admit_creation(&app, &asker)?;
    let step = sign_up::StartSignUp { phone, locale: asker.locale(), browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Checks the code.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-up/code", tag = "sign-up", request_body = CodeBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn check_sign_up_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<CodeBody>,
) -> Result<Answer<Flow>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::SignUp, TicketStep::Code).await?;
    let code = SixDigits::parse(&body.code).ok_or(RequestFault::Code)?;
    let step = sign_up::CheckSignUpCode { ticket, code, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Sends another code.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-up/code/again", tag = "sign-up", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn resend_sign_up_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::SignUp, TicketStep::Code).await?;
    let step = sign_up::ResendSignUpCode { ticket, locale: asker.locale(), browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Takes the name and the place, and begins the passkey's creation. May be called again.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-up/name", tag = "sign-up", request_body = NameSignUp,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn name_sign_up(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<NameSignUp>,
) -> Result<Answer<Flow>, Failure> {
    let tried = Tried::new(diagnosis::Operation::Create);
    let outcome = async {
        let ticket = app.open(&body.ticket, Purpose::SignUp, TicketStep::Name).await?;
        let (name, place) = (name(&body.name)?, Place::from(body.place));
        admit(&app, &asker, Operation::CreatePasskey, &[method(place)])?;
        let step = sign_up::NameSignUp { ticket, name, place, browser: asker.browser };
        Ok::<_, Failure>(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Takes the passkey: the account is made, and signed in.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-up/passkey", tag = "sign-up", request_body = FinishSignUp,
    responses((status = 200, body = super::shapes::SignedIn), (status = "4XX", body = Problem))))]
pub async fn finish_sign_up(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FinishSignUp>,
) -> Result<Response, Failure> {
    let tried = Tried::new(diagnosis::Operation::Create);
    let outcome = async {
        let step = finishing(&app, &asker, body).await?;
        let reply = answer(&app, &step, &asker.moment).await?;
        Ok::<_, Failure>(signed_in(&app, &asker, reply).await)
    };
    told(&app, &asker, tried, outcome.await).await
}

async fn finishing(app: &App, asker: &Asker, body: FinishSignUp) -> Result<sign_up::FinishSignUp, Failure> {
    Ok(sign_up::FinishSignUp {
        ticket: app.open(&body.ticket, Purpose::SignUp, TicketStep::Passkey).await?,
        name: name(&body.name)?,
        response: body.response,
        locale: asker.locale(),
        device: device_id(&asker.device_secret()),
        sharing: if body.shared_computer { Sharing::Shared } else { Sharing::Own },
        client: asker.client.clone(),
        place: asker.place.clone(),
        browser: asker.browser,
    })
}
