//! Freezing the account, and thawing it.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use passkeep_decision::contacts::ReadAccount;
use passkeep_decision::flow::{CeremonyOptions, FlowReply};
use passkeep_decision::freeze::{FreezeAccount, StartThaw};

use super::{failed, page_of, render, see_other};
use crate::answer::answer;
use crate::api::{AppState, Who, signed_in_headers};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::views::{AskedView, FreezePage, Section};

const PATH: &str = "/settings/freeze";

/// What a freeze does; of a frozen account, what thaws it.
pub async fn freeze_page(State(app): AppState, Extension(asker): Who) -> Response {
    match view(&app, &asker).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

async fn view(app: &App, asker: &Asker) -> Result<FreezePage, Failure> {
    let account = answer(app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    let (state, now) = (account.who.account.state, asker.moment.now);
    let freeze = state.freeze.filter(|_| account.who.account.is_frozen(now));
    let step = StartThaw { session: asker.session, browser: asker.browser };
    let thaw = match freeze {
        // A session that can't thaw is led to prove more: the page says so.
        Some(_) => answer(app, &step, &asker.moment).await.ok(),
        None => None,
    };
    Ok(FreezePage {
        page: page_of(app, asker, PATH, (&account.who, Section::Freeze)),
        frozen_at_ms: freeze.map(|freeze| freeze.at.0),
        lapses_at_ms: freeze.and_then(|freeze| freeze.lapses_at).map(|at| at.0),
        held_until_ms: account.who.account.value_held_until(now).map(|until| until.0),
        thaw: thaw.and_then(|reply| asked(app, asker, &reply)),
    })
}

/// A ceremony that a page begins.
pub(super) fn asked(app: &App, asker: &Asker, reply: &FlowReply) -> Option<AskedView> {
    let Some(CeremonyOptions::Request(options)) = &reply.options else { return None };
    Some(AskedView {
        ticket: app.seal(&reply.ticket, &asker.moment),
        options: serde_json::to_string(options).expect("options are plain JSON"),
    })
}

/// Freezes the account.
pub async fn freeze_account_page(State(app): AppState, Extension(asker): Who) -> Response {
    let step = FreezeAccount { session: asker.session, client: asker.client.clone() };
    match answer(&app, &step, &asker.moment).await {
        Ok(reply) => (signed_in_headers(&app, &asker, &reply).await, see_other(PATH)).into_response(),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}
