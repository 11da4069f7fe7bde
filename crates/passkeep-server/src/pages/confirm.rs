//! `/confirm/ID`: the action, one button, and two ways to say no.

use aws_lc_rs::digest::{SHA256, digest};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use passkeep_decision::confirmations::{
    ConfirmationState, DenyConfirmation, ReportConfirmation, ShownConfirmation, Status,
};
use passkeep_decision::refusal::Refusal;

use super::{failed, page_of, render, see_other};
use crate::answer::answer;
use crate::api::{self, AppState, Who, confirmation_id, seen, signed_in_headers};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::oidc::{PROCEED, proceed_url};
use crate::views::{ActionField, ConfirmPage, ConfirmRefusal, ConfirmState, FieldSize, Section};

/// What is to be confirmed. Who is not signed in signs in first, and comes back.
pub async fn confirm_page(State(app): AppState, Extension(asker): Who, Path(id): Path<String>) -> Response {
    match seen(&app, &asker, &id).await {
        Ok(found) => render(&view(&app, &asker, &found)),
        Err(Failure::Refused(Refusal::SignedOut)) if confirmation_id(&id).is_ok() => {
            (api::forget_session(&app), see_other(&format!("/?next=/confirm/{id}"))).into_response()
        }
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

fn view(app: &App, asker: &Asker, found: &ShownConfirmation) -> ConfirmPage {
    let confirmation = &found.confirmation;
    let shown = found.shown.as_ref();
    let size = |name: &String| match Some(name) {
        name if name == found.amount.as_ref() => FieldSize::Amount,
        name if name == found.payee.as_ref() => FieldSize::Large,
        _ => FieldSize::Text,
    };
    let fields = shown.map(|shown| shown.fields.as_slice()).unwrap_or_default();
    let fields = fields.iter().map(|field| ActionField {
        label: field.label.clone(),
        value: field.value.clone(),
        size: size(&field.name),
    });
    let path = format!("/confirm/{}", confirmation.id);
    ConfirmPage {
        page: page_of(app, asker, &path, (&found.who, Section::History)),
        id: confirmation.id.to_string(),
        app: confirmation.app.clone(),
        title: shown.map(|shown| shown.title.clone()).unwrap_or_default(),
        fields: fields.collect(),
        asked_at_ms: confirmation.asked_at.0,
        expires_at_ms: confirmation.expires_at.0,
        state: state(found),
        return_to: api::shapes::return_to(confirmation),
    }
}

fn state(found: &ShownConfirmation) -> ConfirmState {
    let held_until = found.confirmation.first.as_ref().map_or(0, |first| first.matures_at.0);
    match (found.status, &found.refusal) {
        (Status::Stands(ConfirmationState::Confirmed), _) => {
            ConfirmState::Confirmed { digest: found.confirmation.receipt.as_deref().map(digest_of) }
        }
        (Status::Stands(ConfirmationState::Denied), _) => ConfirmState::Denied,
        (Status::Stands(ConfirmationState::Withdrawn), _) => ConfirmState::Withdrawn,
        (Status::Expired, _) => ConfirmState::Expired,
        (Status::Blocked, _) => ConfirmState::Blocked,
        (Status::Void, _) => ConfirmState::Void,
        (Status::Stands(_), Some(Refusal::ConfirmationHeld { until })) => {
            ConfirmState::Held { until_ms: until.0 }
        }
        // The operator has changed the type since: nothing can be shown, nor signed.
        (Status::Stands(_), Some(Refusal::ConfirmationOver)) => ConfirmState::Withdrawn,
        (Status::Stands(_), Some(refusal)) => ConfirmState::Refused(refused(refusal)),
        (Status::Stands(ConfirmationState::Held), None) => ConfirmState::SecondHere { until_ms: held_until },
        (Status::Stands(ConfirmationState::Pending), None) => {
            ConfirmState::Open { takes_second: found.takes_second }
        }
    }
}

fn digest_of(receipt: &str) -> [u8; 32] {
    let digest = digest(&SHA256, receipt.as_bytes());
    digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

fn refused(refusal: &Refusal) -> ConfirmRefusal {
    match refusal {
        Refusal::AccountFrozen => ConfirmRefusal::Frozen,
        Refusal::ValueHeld { until } => ConfirmRefusal::ValueHeld(until.0),
        Refusal::NewBrowserWaits { until } => ConfirmRefusal::NewBrowser(until.0),
        Refusal::PasskeyTooNew { until } => ConfirmRefusal::PasskeyTooNew(until.0),
        Refusal::LevelTooLow { needed } if *needed > passkeep_decision::level::Level::TwoP => {
            ConfirmRefusal::LevelTooLow
        }
        Refusal::SecondWayNeeded => ConfirmRefusal::SecondWayNeeded,
        _ => ConfirmRefusal::NeedsProof,
    }
}

/// Says no.
pub async fn deny_confirmation_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    let path = format!("/confirm/{id}");
    let denied = async {
        let step = DenyConfirmation {
            session: asker.session,
            confirmation: confirmation_id(&id)?,
            client: asker.client.clone(),
        };
        answer(&app, &step, &asker.moment).await
    };
    match denied.await {
        // Asked on the way to an app: it is told at once.
        Ok(denied) if denied.return_to == Some(proceed_url(&app)) => see_other(PROCEED),
        // Answered already: the page says how.
        Ok(_) | Err(Failure::Refused(Refusal::ConfirmationOver)) => see_other(&path),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

/// *This wasn't me.*
pub async fn report_confirmation_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    let reported = async {
        let step = ReportConfirmation {
            session: asker.session,
            confirmation: confirmation_id(&id)?,
            client: asker.client.clone(),
        };
        answer(&app, &step, &asker.moment).await
    };
    match reported.await {
        Ok(reply) => {
            (signed_in_headers(&app, &asker, &reply).await, see_other("/settings/freeze")).into_response()
        }
        Err(failure) => failed(&app, &asker, &failure, "/settings/freeze"),
    }
}
