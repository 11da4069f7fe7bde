//! What the server reads of the client that asks.

use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::platform::policy::Operation;

use super::shapes::AskingClient;
#[cfg(test)]
use super::shapes::Problem;
use super::{AppState, Who};
use crate::platform::verdicts;

/// What the server knows of the client that asks, and what the operator's rules for platforms say to it. An app asks when it
/// starts, and again when the person comes back from the system's settings.
#[cfg_attr(test, utoipa::path(get, path = "/v1/client", tag = "client",
    responses((status = 200, body = AskingClient), (status = "4XX", body = Problem))))]
pub async fn read_client(State(app): AppState, Extension(asker): Who) -> Answer<AskingClient> {
    let operations = Operation::ALL.iter();
    Answer(AskingClient {
        facts: asker.facts.to_json(),
        platform: operations.flat_map(|operation| verdicts(&app, &asker, *operation)).collect(),
    })
}
