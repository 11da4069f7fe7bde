//! What happened to the account.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use passkeep_decision::history::{PageSize, ReadEvent, ReadHistory, ToldEvent};

use super::{client_view, failed, page_of, render};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::failure::{Failure, RequestFault};
use crate::views::{EventView, HistoryEventPage, HistoryPage, Section};

const PATH: &str = "/settings/history";

/// A page of it. A `before` that is no place shows the newest.
pub async fn history_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let before = query.get("before").and_then(|seq| seq.parse::<i64>().ok()).filter(|seq| *seq > 0);
    let step = ReadHistory { session: asker.session, before, size: PageSize::USUAL };
    let history = match answer(&app, &step, &asker.moment).await {
        Ok(history) => history,
        Err(failure) => return failed(&app, &asker, &failure, "/"),
    };
    let path = before.map_or_else(|| PATH.to_owned(), |seq| format!("{PATH}?before={seq}"));
    render(&HistoryPage {
        page: page_of(&app, &asker, &path, (&history.who, Section::History)),
        events: history.events.into_iter().map(view).collect(),
        before,
        older_before: history.older_before,
    })
}

/// One event that its owner does not know.
pub async fn history_event_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(seq): Path<String>,
) -> Response {
    let Ok(seq) = seq.parse() else {
        return failed(&app, &asker, &Failure::Request(RequestFault::NoSuchPage), PATH);
    };
    match answer(&app, &ReadEvent { session: asker.session, seq }, &asker.moment).await {
        Ok(told) => render(&HistoryEventPage {
            page: page_of(&app, &asker, &format!("{PATH}/{seq}"), (&told.who, Section::History)),
            event: view(told.event),
        }),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

fn view(event: ToldEvent) -> EventView {
    EventView { on: event.client.as_ref().map(client_view), event }
}
