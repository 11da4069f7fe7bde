//! In the demo: what would have been sent, and how the outbox stands.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use passkeep_decision::contact::Address;
use passkeep_decision::moment::Timestamp;
use passkeep_store::StoreError;
use passkeep_store::outbox::{self as stored, Closed, Outcome, Waiting};

use super::{failed, page, render};
use crate::api::{AppState, Who};
use crate::app::App;
use crate::failure::{Failure, RequestFault};
use crate::views::{Channel, DoneView, MessageView, MessagesPage, OutboxPage, WaitingView, Way};

/// The messages, the newest first.
pub async fn messages(State(app): AppState, Extension(asker): Who) -> Response {
    let Some(demo) = &app.demo else {
        return failed(&app, &asker, &Failure::Request(RequestFault::NoSuchPage), "/");
    };
    let messages = demo.newest_first().into_iter().map(|message| MessageView {
        channel: match message.to {
            Address::Phone(_) => Channel::Sms,
            Address::Email(_) => Channel::Email,
        },
        address: message.to.as_str().to_owned(),
        at_ms: message.at.0,
        text: message.text,
    });
    render(&MessagesPage { page: page(&app, &asker, "/demo/messages"), messages: messages.collect() })
}

/// How many rows of each kind the page shows.
const ROWS_MAX: i64 = 50;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What waits and why, and what was done in the last day.
pub async fn outbox(State(app): AppState, Extension(asker): Who) -> Response {
    if app.demo.is_none() {
        return failed(&app, &asker, &Failure::Request(RequestFault::NoSuchPage), "/");
    }
    match read_outbox(&app, asker.moment.now).await {
        Ok((waiting, closed)) => render(&OutboxPage {
            page: page(&app, &asker, "/demo/outbox"),
            waiting: waiting.into_iter().map(waiting_view).collect(),
            done: closed.into_iter().map(done_view).collect(),
        }),
        Err(error) => failed(&app, &asker, &error.into(), "/demo/outbox"),
    }
}

async fn read_outbox(app: &App, now: Timestamp) -> Result<(Vec<Waiting>, Vec<Closed>), StoreError> {
    let outbox = app.store.outbox();
    let waiting = outbox.waiting(ROWS_MAX).await?;
    Ok((waiting, outbox.closed_since(now.plus_seconds(-DAY_SECONDS), ROWS_MAX).await?))
}

fn waiting_view(waiting: Waiting) -> WaitingView {
    WaitingView {
        way: way(waiting.channel),
        to: waiting.to.unwrap_or_default(),
        caused_at_ms: waiting.caused_at.0,
        due_at_ms: waiting.due_at.0,
        attempts: waiting.attempts,
        reason: waiting.failure,
    }
}

fn done_view(closed: Closed) -> DoneView {
    let dropped = match closed.outcome {
        Outcome::Sent => None,
        Outcome::Dropped { reason } => Some(reason),
    };
    DoneView { way: way(closed.channel), at_ms: closed.closed_at.0, dropped }
}

fn way(channel: stored::Channel) -> Way {
    match channel {
        stored::Channel::Phone => Way::Sms,
        stored::Channel::Email => Way::Email,
        stored::Channel::Webhook => Way::Webhook,
        stored::Channel::Logout => Way::Logout,
    }
}
