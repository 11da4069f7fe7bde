//! Signing in.

use axum::response::Response;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::diagnosis;
use passkeep_decision::flow::Entered;
use passkeep_decision::platform::policy::{Method, Operation};
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_in;
use passkeep_decision::ticket::{Purpose, TicketStep};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{FinishSignIn, Flow, StartSignIn};
use super::{AppState, Who, flow, signed_in, waits};
use crate::answer::answer;
use crate::asker::device_id;
use crate::body::Json;
use crate::diagnoses::{Tried, told};
use crate::failure::{Failure, RequestFault};
use crate::identifier::identifiers;
use crate::platform::admit;

/// Begins a sign-in, with nothing typed or after an identifier. Says nothing about whether an account exists.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in", tag = "sign-in", request_body = StartSignIn,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_sign_in(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<StartSignIn>,
) -> Result<Answer<Flow>, Failure> {
    let tried = Tried::new(diagnosis::Operation::SignIn);
    let outcome = async {
        let identifiers = match body.identifier.as_deref() {
            Some(text) => match identifiers(text, &asker.region) {
                none if none.is_empty() => return Err(RequestFault::Identifier.into()),
                some => Some(some),
            },
            None => None,
        };
        admit(&app, &asker, Operation::SignInPasskey, Method::ALL)?;
        let step = sign_in::StartSignIn { identifiers, device: asker.known_device(), browser: asker.browser };
        Ok::<_, Failure>(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Takes the passkey's answer, and opens a session; or asks a trusted device first.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in/passkey", tag = "sign-in", request_body = FinishSignIn,
    responses((status = 200, body = super::shapes::SignedIn),
        (status = 202, description = "A trusted device is asked first: step `approval`", body = Flow),
        (status = "4XX", body = Problem))))]
pub async fn finish_sign_in(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FinishSignIn>,
) -> Result<Response, Failure> {
    let tried = Tried::with(diagnosis::Operation::SignIn, &body.response);
    let outcome = async {
        let step = sign_in::FinishSignIn {
            ticket: app.open(&body.ticket, Purpose::SignIn, TicketStep::Passkey).await?,
            response: body.response,
            sharing: if body.shared_computer { Sharing::Shared } else { Sharing::Own },
            device: device_id(&asker.device_secret()),
            client: asker.client.clone(),
            place: asker.place.clone(),
            trust: asker.brought(),
            browser: asker.browser,
        };
        app.seen.count(Operation::SignInPasskey, &asker.facts, asker.moment.now);
        Ok::<_, Failure>(match answer(&app, &step, &asker.moment).await? {
            Entered::SignedIn(reply) => signed_in(&app, &asker, *reply).await,
            Entered::Waits(wait) => waits(&app, &asker, *wait),
        })
    };
    told(&app, &asker, tried, outcome.await).await
}
