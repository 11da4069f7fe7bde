//! What waits: the page of one hold, and the page that a notice's link opens.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use passkeep_decision::contact::Address;
use passkeep_decision::hold::{Hold, HoldKind, HoldName, HoldState};
use passkeep_decision::holds::{Held, ListHolds};
use passkeep_decision::passkey::Passkey;
use passkeep_decision::refusal::Refusal;

use super::{failed, page, page_of, render};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::identifier;
use crate::views::{HeldKind, HoldPage, HoldStanding, HoldView, Section, StopNotice, StopPage};

/// One hold, and the button that stops it.
pub async fn hold_page(State(app): AppState, Extension(asker): Who, Path(id): Path<String>) -> Response {
    let list = match answer(&app, &ListHolds { session: asker.session }, &asker.moment).await {
        Ok(list) => list,
        Err(failure) => return failed(&app, &asker, &failure, "/"),
    };
    let Some(held) = list.holds.iter().find(|held| held.hold.id.to_string() == id) else {
        return failed(&app, &asker, &Failure::Refused(Refusal::NotFound), "/settings");
    };
    let (section, back) = place(&held.hold.kind);
    render(&HoldPage {
        page: page_of(&app, &asker, &format!("/settings/holds/{id}"), (&list.who, section)),
        hold: hold_view(held),
        back: back.to_owned(),
    })
}

/// The page that a notice's link opens. It reads nothing, whoever asks for it and however often: the token stands in the
/// fragment, which no browser sends, and its script posts it when the button is pressed.
pub async fn stop_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let notices = [
        ("stopped", StopNotice::Stopped),
        ("counted", StopNotice::Counted),
        ("disputed", StopNotice::Disputed),
    ];
    let found = notices.into_iter().find(|(name, _)| query.contains_key(*name));
    render(&StopPage { page: page(&app, &asker, "/stop"), notice: found.map(|(_, notice)| notice) })
}

/// What waits and is seen in a section of the settings.
pub(super) async fn holds_in(
    app: &App,
    asker: &Asker,
    section: Option<Section>,
) -> Result<Vec<HoldView>, Failure> {
    let list = answer(app, &ListHolds { session: asker.session }, &asker.moment).await?;
    let seen = |held: &&Held| section.is_none_or(|section| place(&held.hold.kind).0 == section);
    Ok(list.holds.iter().filter(seen).map(hold_view).collect())
}

/// Where in the settings a hold is seen.
const fn place(kind: &HoldKind) -> (Section, &'static str) {
    match kind {
        HoldKind::RemovePasskey(_) | HoldKind::LosePasskey(_) => (Section::Passkeys, "/settings/passkeys"),
        HoldKind::RemoveContact(_) | HoldKind::ReplaceContact { .. } | HoldKind::GiveUpNumber(_) => {
            (Section::Contacts, "/settings/contacts")
        }
        HoldKind::ChangePassword => (Section::Password, "/settings/password"),
        HoldKind::Recovery => (Section::Recovery, "/settings/recovery"),
        HoldKind::ConfirmAction { .. } => (Section::History, "/settings/history"),
    }
}

/// A hold as support sees it: names of passkeys, and addresses masked.
pub(super) fn hold_view_masked(hold: &Hold, passkeys: &[Passkey]) -> HoldView {
    let Held { hold, name, to } = Held::masked(hold.clone(), passkeys);
    view_of(&hold, name, to)
}

fn hold_view(held: &Held) -> HoldView {
    let Held { hold, name, to } = held;
    let (name, to) = match &hold.kind {
        HoldKind::ReplaceContact { from, to } => (written(from), written(to)),
        HoldKind::RemoveContact(address) | HoldKind::GiveUpNumber(address) => {
            (written(address), String::new())
        }
        HoldKind::RemovePasskey(_)
        | HoldKind::LosePasskey(_)
        | HoldKind::ChangePassword
        | HoldKind::Recovery
        | HoldKind::ConfirmAction { .. } => (name.clone(), to.clone()),
    };
    view_of(hold, name, to)
}

fn view_of(hold: &Hold, name: String, to: String) -> HoldView {
    HoldView {
        id: hold.id.to_string(),
        what: match hold.kind.name() {
            HoldName::RemovePasskey => HeldKind::RemovePasskey,
            HoldName::LosePasskey => HeldKind::LosePasskey,
            HoldName::RemoveContact => HeldKind::RemoveContact,
            HoldName::ReplaceContact => HeldKind::ReplaceContact,
            HoldName::GiveUpNumber => HeldKind::GiveUpNumber,
            HoldName::ChangePassword => HeldKind::ChangePassword,
            HoldName::Recovery => HeldKind::Recovery,
            HoldName::ConfirmAction => HeldKind::ConfirmAction,
        },
        name,
        to,
        standing: match hold.state {
            _ if hold.is_mature() => HoldStanding::Open,
            HoldState::Disputed => HoldStanding::Disputed,
            HoldState::Upheld => HoldStanding::Upheld,
            HoldState::Waiting
            | HoldState::Stopped
            | HoldState::Done
            | HoldState::Lapsed
            | HoldState::Undecided => HoldStanding::Waiting,
        },
        started_at_ms: hold.started_at.0,
        matures_at_ms: hold.matures_at.0,
        dispute_ends_at_ms: hold.dispute_ends_at().map(|at| at.0),
    }
}

/// An address as people write it.
pub(super) fn written(address: &Address) -> String {
    match address {
        Address::Phone(phone) => identifier::written(phone),
        Address::Email(email) => email.as_str().to_owned(),
    }
}
