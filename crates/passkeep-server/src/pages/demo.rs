//! In the demo: what would have been sent.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use passkeep_decision::contact::Address;

use super::{failed, page, render};
use crate::api::{AppState, Who};
use crate::failure::{Failure, RequestFault};
use crate::views::{Channel, MessageView, MessagesPage};

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
