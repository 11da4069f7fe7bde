//! Prices as they move: server-sent events, one for each tick.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Map, Value, json};

use super::AppState;
use crate::market::{SECURITIES, TICK_MS, moved};
use crate::serve::Shared;

/// A stream of them. It ends when the server stops; the browser comes back by itself.
pub async fn prices(State(shared): AppState) -> Response {
    let stopping = shared.stopping.clone();
    let events = stream::unfold((shared, stopping, true), |(shared, mut stopping, first)| async move {
        if !first {
            let wait = TICK_MS - shared.now_ms() % TICK_MS;
            let wait = Duration::from_millis(u64::try_from(wait).unwrap_or(1000));
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = stopping.changed() => return None,
            }
        }
        let event = format!("data: {}\n\n", quotes(&shared));
        Some((Ok::<_, Infallible>(event), (shared, stopping, false)))
    });
    let body = axum::body::Body::from_stream(events);
    ([(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")], body).into_response()
}

/// Each security's price in cents, and by how much it moved in the last hour.
fn quotes(shared: &Shared) -> Value {
    let now_ms = shared.now_ms();
    let hour = 60 * 60 * 1000;
    let quote = |security| {
        let price = shared.market.price(security, now_ms);
        let before = shared.market.price(security, now_ms - hour);
        json!({ "cents": price.0, "moved": moved(before, price) })
    };
    let quotes: Map<String, Value> =
        SECURITIES.iter().map(|security| (security.symbol.to_owned(), quote(security))).collect();
    quotes.into()
}
