//! The JSON API under `/v1`: for the pages' own scripts and for native apps alike.

mod approvals;
mod apps;
mod client;
mod confirmations;
mod contacts;
mod devices;
mod diagnoses;
mod fallback;
mod freeze;
mod history;
mod holds;
mod passkeys;
mod passwords;
mod recovery;
mod sessions;
pub mod shapes;
mod sign_in;
mod sign_up;
mod support;

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::flow::{ApprovalWait, CeremonyOptions, FlowReply, Prompt, SignedIn};
use passkeep_decision::passkey::Passkey;
use passkeep_decision::refusal::{NameFault, Refusal};
use passkeep_decision::session::{SessionKey, Sharing};
use passkeep_decision::sessions::Which;
use passkeep_decision::text::VisibleText;
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};

use crate::app::App;
use crate::asker::{Asker, Kind};
use crate::cookies::{Lifetime, Name, write_trust};
use crate::failure::Failure;
use crate::platform;
use crate::token;

pub use approvals::*;
pub use apps::*;
pub use client::*;
pub use confirmations::*;
pub use contacts::*;
pub use devices::*;
pub use diagnoses::*;
pub use fallback::*;
pub use freeze::*;
pub use history::*;
pub use holds::*;
pub use passkeys::*;
pub use passwords::*;
pub use recovery::*;
pub use sessions::*;
pub use sign_in::*;
pub use sign_up::*;
pub use support::*;

/// The application, as handlers take it.
pub type AppState = State<Arc<App>>;

/// Who asks, as handlers take it.
pub type Who = Extension<Asker>;

/// The JSON of a step that leads on.
pub fn flow(app: &App, reply: FlowReply, asker: &Asker) -> shapes::Flow {
    let options = reply.options.as_ref().map(|options| match options {
        CeremonyOptions::Create(options) => serde_json::to_value(options),
        CeremonyOptions::Request(options) => serde_json::to_value(options),
    });
    let prompt = matches!(reply.options, Some(CeremonyOptions::Request(_))).then_some(match reply.prompt {
        Prompt::Now => "now",
        Prompt::Elsewhere => "elsewhere",
    });
    let operation = platform::operation(&reply);
    shapes::Flow {
        platform: operation.map(|operation| platform::verdicts(app, asker, operation)).unwrap_or_default(),
        ticket: app.seal(&reply.ticket, &asker.moment),
        steps: [reply.step().as_str()],
        expires_in_seconds: reply.ticket.seconds_left(asker.moment.now),
        options: options.map(|json| json.expect("options are plain JSON")),
        prompt,
        nonce: nonce(&reply.ticket),
        sent_to: reply.sent_to,
        methods: reply.methods.iter().map(|method| method.as_str()).collect(),
        number: None,
    }
}

/// What a device's own key signs with a ticket, where that proves something.
pub fn nonce(ticket: &Ticket) -> Option<String> {
    let signed = matches!(ticket.step, TicketStep::Device | TicketStep::Factor);
    ticket.challenge.filter(|_| signed).map(|nonce| URL_SAFE_NO_PAD.encode(nonce))
}

/// Tells a new device to wait for a trusted one: its ticket, and the number that it shows.
pub fn waits(app: &App, asker: &Asker, wait: ApprovalWait) -> Response {
    let (number, sharing) = (wait.number.expose().to_owned(), wait.ticket.sharing);
    let flow = shapes::Flow { number: Some(number.clone()), ..flow(app, FlowReply::to(wait.ticket), asker) };
    let mut headers = HeaderMap::new();
    if asker.kind == Kind::Browser {
        // The page that waits finds ticket and number there, also when it is reloaded.
        let value = crate::pages::flow_cookie((Purpose::SignIn, TicketStep::Approval), &flow.ticket, &number);
        headers.append(header::SET_COOKIE, app.cookies.set(Name::Flow, &value));
        if sharing == Sharing::Own {
            // The approval names this device: it must be the same when the answer has come.
            let device = app.cookies.set(Name::Device, &asker.device_secret().encode());
            headers.append(header::SET_COOKIE, device);
        }
    }
    (StatusCode::ACCEPTED, headers, axum::Json(flow)).into_response()
}

/// Gives a new session to its client: in cookies, or as a token.
pub async fn signed_in(app: &App, asker: &Asker, signed_in: SignedIn) -> Response {
    let headers = signed_in_headers(app, asker, &signed_in).await;
    let SignedIn { user_id, name, passkey, opened, trust } = signed_in;
    let session = &opened.session;
    let own = session.sharing == Sharing::Own;
    let body = shapes::SignedIn {
        account: shapes::AccountName { user_id: format!("{:09}", user_id.number()), name: name.to_string() },
        session: shapes::NewSession {
            id: session.key.id.to_string(),
            level: session.level.as_str(),
            standing: session.standing.as_str(),
            expires_at: session.key.expires_at.0,
            token: (asker.kind == Kind::Native).then(|| token::write(&opened)),
        },
        trust: trust.filter(|_| asker.kind == Kind::Native).map(|trust| write_trust(&trust)),
        next: asker.next("/settings/passkeys"),
        passkey: passkey.map(|passkey| {
            let here = own && is_platform(&passkey);
            shapes::passkey(passkey, here, &app.rules.now())
        }),
    };
    (headers, axum::Json(body)).into_response()
}

/// The cookies of a new session; none for an app. The session that this client had before ends.
pub async fn signed_in_headers(app: &App, asker: &Asker, signed_in: &SignedIn) -> HeaderMap {
    let opened = &signed_in.opened;
    let session = &opened.session;
    let token = token::write(opened);
    let mut headers = HeaderMap::new();
    if asker.kind == Kind::Browser {
        let lifetime = match session.sharing {
            Sharing::Own => Lifetime::Seconds(session.key.expires_at.seconds_since(asker.moment.now)),
            Sharing::Shared => Lifetime::Browser,
        };
        headers.append(header::SET_COOKIE, app.cookies.set_for(Name::Session, &token, lifetime));
        headers.append(header::SET_COOKIE, app.cookies.remove(Name::Flow));
        let device = match session.sharing {
            Sharing::Own => app.cookies.set(Name::Device, &asker.device_secret().encode()),
            Sharing::Shared => app.cookies.remove(Name::Device),
        };
        headers.append(header::SET_COOKIE, device);
        if let Some(trust) = &signed_in.trust {
            headers.append(header::SET_COOKIE, app.cookies.set_trust(trust));
        }
    }
    // What was raised or goes on under another id was counted when it was opened.
    if session.created_at == asker.moment.now {
        app.seen.count_sign_in(&session.proofs, asker.moment.now);
    }
    end_before(app, asker, session.key).await;
    headers
}

/// Ends the session that this client had before: its cookie is overwritten. A session that is over already is no
/// fault, and a store that fails here fails nobody's sign-in: the session idles out.
async fn end_before(app: &App, asker: &Asker, now: SessionKey) {
    if asker.session.is_none_or(|before| before == now) {
        return;
    }
    if let Err(failure) = end(app, asker, Which::Replaced).await {
        tracing::debug!(code = failure.code(), "the session before was not ended");
    }
}

fn is_platform(passkey: &Passkey) -> bool {
    passkey.attachment == Some(passkeep_webauthn::Attachment::Platform)
}

/// Reads a name that somebody typed.
pub fn name<const MAX: usize>(text: &str) -> Result<VisibleText<MAX>, Failure> {
    VisibleText::parse(text).map_err(|fault| Refusal::NameNotAccepted(NameFault::Text(fault)).into())
}
