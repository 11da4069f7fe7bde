//! The index of the settings.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use passkeep_decision::contacts::ReadAccount;
use passkeep_decision::devices::ListDevices;
use passkeep_decision::passkeys::{ListPasskeys, ListedFor};
use passkeep_decision::sessions::ListSessions;

use super::holds::holds_in;
use super::invitations::invitation;
use super::{failed, page_of, render};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::texts::Language;
use crate::views::{Section, SettingsPage};

/// The sections, and how much stands in each.
pub async fn settings(State(app): AppState, Extension(asker): Who) -> Response {
    match view(&app, &asker).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, "/"),
    }
}

async fn view(app: &App, asker: &Asker) -> Result<SettingsPage, Failure> {
    let (session, moment) = (asker.session, &asker.moment);
    let account = answer(app, &ReadAccount { session }, moment).await?;
    let passkeys = ListPasskeys { session, listed_for: ListedFor::Person };
    Ok(SettingsPage {
        page: page_of(app, asker, "/settings", (&account.who, Section::Index)),
        passkeys: answer(app, &passkeys, moment).await?.passkeys.len(),
        devices: answer(app, &ListDevices { session }, moment).await?.devices.len(),
        contacts: account.contacts.len(),
        holds: holds_in(app, asker, None).await?,
        language: Language::from_tag(&account.who.account.locale.0).unwrap_or(Language::En).own_name(),
        invitation: invitation(app, asker).await,
        sessions: answer(app, &ListSessions { session }, moment).await?.sessions.len(),
    })
}
