//! A passkey goes: it is removed, or reported lost.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use passkeep_decision::id::PasskeyId;
use passkeep_decision::passkeys::ReportLoss;
use passkeep_decision::refusal::Refusal;

use super::passkeys::{card, gone_at_ms, list};
use super::{failed, page_of, render, see_other};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::views::{CardView, LostPasskeyPage, Page, RemovalView, RemovePasskeyPage, Section};

const PATH: &str = "/settings/passkeys";

/// The removal's dialog as a page.
pub async fn remove_passkey_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    match removal(&app, &asker, &id, "remove").await {
        Ok((page, removal)) => render(&RemovePasskeyPage { page, removal }),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

/// Asks whether a passkey is lost.
pub async fn lost_passkey_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    match removal(&app, &asker, &id, "lost").await {
        Ok((page, loss)) => render(&LostPasskeyPage { page, loss }),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

/// Reports a passkey lost.
pub async fn report_loss_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    match reported(&app, &asker, &id).await {
        Ok(()) => see_other(&format!("{PATH}?removed={id}")),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

async fn reported(app: &App, asker: &Asker, id: &str) -> Result<(), Failure> {
    let passkey = PasskeyId::parse(id).ok_or(Failure::Refused(Refusal::NotFound))?;
    let step = ReportLoss { session: asker.session, passkey, client: asker.client.clone() };
    answer(app, &step, &asker.moment).await.map(|_| ())
}

/// A passkey that may go, and what remains without it.
async fn removal(app: &App, asker: &Asker, id: &str, page: &str) -> Result<(Page, RemovalView), Failure> {
    let list = list(app, asker).await?;
    let rules = app.rules.now();
    let working = list.passkeys.iter().filter(|listed| listed.passkey.works());
    let cards: Vec<CardView> =
        working.map(|listed| card(listed, &rules.authenticators, asker.language)).collect();
    let card = cards.iter().find(|card| card.id == id).cloned().ok_or(Refusal::NotFound)?;
    let others = cards.iter().filter(|other| other.id != id).map(|other| other.name.clone()).collect();
    let page = page_of(app, asker, &format!("{PATH}/{id}/{page}"), (&list.who, Section::Passkeys));
    Ok((page, RemovalView { card, others, gone_at_ms: gone_at_ms(app, asker) }))
}
