//! Help with passkeys, for anybody. It asks nothing of the store, so that it answers the same to everybody.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use passkeep_decision::diagnosis::System;

use super::{page, render};
use crate::api::{AppState, Who};
use crate::platform::creation;
use crate::views::{HelpPage, SaidBy};

const PATH: &str = "/help/passkeys";

/// The answers for the system at hand, or for the one that a link names.
pub async fn help_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let at_hand = System::of(&asker.client);
    let named = query.get("platform").and_then(|word| System::parse(word));
    let system = named.unwrap_or(at_hand);
    // Another language leads to the same answers.
    let path = named.map_or(PATH.to_owned(), |system| format!("{PATH}?platform={}", system.as_str()));
    let verdict = if system == at_hand { creation(&app, &asker) } else { None };
    let said_by = if named.is_some() && system != at_hand { SaidBy::Person } else { SaidBy::Browser };
    render(&HelpPage { page: page(&app, &asker, &path), system, said_by, verdict })
}
