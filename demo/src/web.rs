//! Every URL, and what goes round each request: the browser's language, its session, and headers that let nothing in.

mod callback;
mod orders;
mod pages;
mod prices;
mod transfers;
mod visitor;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::serve::Shared;

type AppState = State<Arc<Shared>>;

/// The router.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(pages::start))
        .route("/securities/{symbol}", get(orders::security_page))
        .route("/orders", post(orders::order))
        .route("/transfers", get(transfers::transfers_page))
        .route("/withdrawals", post(transfers::withdraw))
        .route("/payees", post(transfers::add_payee))
        .route("/activity", get(pages::activity))
        .route("/activity/{id}", get(pages::action))
        .route("/activity/{id}/cancel", post(pages::cancel))
        .route("/activity/{id}/receipt", get(pages::receipt))
        .route("/activity/{id}/state", get(pages::action_state))
        .route("/prices", get(prices::prices))
        .route("/sign-in", get(callback::sign_in))
        .route("/callback", get(callback::callback))
        .route("/confirmed", get(callback::confirmed))
        .route("/sign-out", post(callback::sign_out))
        .route("/backchannel-logout", post(callback::backchannel_logout))
        .route("/webhooks/passkeep", post(callback::webhook))
        .route("/assets/{name}", get(asset))
        .route("/healthz", get(|| async { "ok\n" }))
        .fallback(pages::nowhere)
        .layer(from_fn_with_state(shared.clone(), harden))
        .with_state(shared)
}

/// Nothing is taken but from here. A form may lead on to Passkeep, where the action is confirmed.
async fn harden(State(shared): AppState, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
        origin(&shared.config.issuer)
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if shared.config.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Scheme, host and port of a URL.
fn origin(url: &str) -> String {
    url::Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

async fn asset(axum::extract::Path(name): axum::extract::Path<String>) -> Response {
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    let (kind, body) = match name.as_str() {
        "larkfield.css" => ("text/css; charset=utf-8", include_str!("../assets/larkfield.css")),
        "larkfield.svg" => ("image/svg+xml", include_str!("../assets/larkfield.svg")),
        "page.js" => (SCRIPT, include_str!("../assets/page.js")),
        "prices.js" => (SCRIPT, include_str!("../assets/prices.js")),
        "order.js" => (SCRIPT, include_str!("../assets/order.js")),
        "follow.js" => (SCRIPT, include_str!("../assets/follow.js")),
        _ => return axum::http::StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], body).into_response()
}
