//! What happened to the account.

use std::collections::HashMap;
use std::io;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, future, stream};
use passkeep_decision::history::{History, PageSize, ReadEvent, ReadHistory, ToldEvent};

use super::{client_view, failed, page, page_of, render};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::{Failure, RequestFault};
use crate::views::{EventView, HistoryEventPage, HistoryFile, HistoryPage, Section};

const PATH: &str = "/settings/history";

/// A page of it. A `before` that is no place shows the newest.
pub async fn history_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let before = query.get("before").and_then(|seq| seq.parse::<i64>().ok()).filter(|seq| *seq > 0);
    let history = match read(&app, &asker, before, PageSize::USUAL).await {
        Ok(history) => history,
        Err(failure) => return failed(&app, &asker, &failure, "/"),
    };
    let path = before.map_or_else(|| PATH.to_owned(), |seq| format!("{PATH}?before={seq}"));
    render(&HistoryPage {
        page: page_of(&app, &asker, &path, (&history.who, Section::History)),
        before,
        older_before: history.older_before,
        events: views(history),
    })
}

/// All of it as a file, read and sent page by page.
pub async fn history_file(State(app): AppState, Extension(asker): Who) -> Response {
    let file = HistoryFile { page: page(&app, &asker, PATH) };
    let first = match read(&app, &asker, None, PageSize::MOST).await {
        Ok(history) => history,
        Err(failure) => return failed(&app, &asker, &failure, PATH),
    };
    let older = first.older_before;
    let begin = file.head() + &file.lines(&views(first));
    let rest = stream::try_unfold(older, move |before| {
        let (app, asker, file) = (app.clone(), asker.clone(), file.clone());
        async move {
            let Some(before) = before else { return Ok(None) };
            // Broken off, so that nobody takes a part for the whole. What failed is in the log.
            let history = read(&app, &asker, Some(before), PageSize::MOST).await;
            let history = history.map_err(|_| io::ErrorKind::BrokenPipe)?;
            let older = history.older_before;
            Ok::<_, io::Error>(Some((file.lines(&views(history)), older)))
        }
    });
    let body = stream::once(future::ready(Ok(begin))).chain(rest);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"history.csv\""),
    ];
    (headers, Body::from_stream(body)).into_response()
}

async fn read(app: &App, asker: &Asker, before: Option<i64>, size: PageSize) -> Result<History, Failure> {
    let step = ReadHistory { session: asker.session, before, size };
    answer(app, &step, &asker.moment).await
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

fn views(history: History) -> Vec<EventView> {
    history.events.into_iter().map(view).collect()
}

fn view(event: ToldEvent) -> EventView {
    EventView { on: event.client.as_ref().map(client_view), event }
}
