//! The API's own description, and whether the server is there.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::failure::{Failure, RequestFault};

#[cfg(test)]
mod tests;

/// The document, as text that ends in a line. It is made of the code in a test, which compares it with this file, so
/// that the server carries none of the machinery.
pub const DOCUMENT: &str = include_str!("../openapi.json");

/// `GET /v1/openapi.json`.
pub async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT).into_response()
}

/// `GET /healthz`: the process answers.
pub async fn healthy() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: whether this node answers requests. One that can't reach its database, or does not believe it, says so.
pub async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Failure> {
    if app.is_in_doubt() {
        return Err(Failure::InDoubt);
    }
    app.store.restoration().await?;
    Ok("ok\n")
}

/// The address is there, but not for this method.
pub async fn wrong_method() -> Failure {
    Failure::Request(RequestFault::Method)
}
