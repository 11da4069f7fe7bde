//! The page on which a new device waits, and the page on which a trusted one answers.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use passkeep_decision::approval::{Approval, ApprovalState};
use passkeep_decision::device::NetworkPlace;
use passkeep_decision::devices::{ListApprovals, ReadApproval};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};
use serde::Deserialize;

use super::{client_view, failed, page, page_of, render, see_other, stands_at};
use crate::answer::answer;
use crate::api::{AppState, Who, finish_approved, signed_in};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::failure::Failure;
use crate::views::{ApprovePage, Section, WaitPage, WaitState};

/// Where a new device waits.
const AT: (Purpose, TicketStep) = (Purpose::SignIn, TicketStep::Approval);

/// Waits. The ticket and the number stand in the flow's cookie, so that the page may be reloaded.
pub async fn wait_page(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    let Some(standing) = stands_at(&app, &headers, AT) else { return see_other("/") };
    let state = match read(&app, &asker, &standing.ticket).await {
        Ok(approval) => wait_state(&approval),
        Err(Failure::Refused(Refusal::TicketExpired)) => WaitState::Over,
        Err(failure) => return failed(&app, &asker, &failure, "/"),
    };
    let page = page(&app, &asker, "/sign-in/wait");
    render(&WaitPage { page, ticket: standing.ticket, number: standing.note, state })
}

async fn read(app: &App, asker: &Asker, ticket: &str) -> Result<Approval, Failure> {
    let ticket = app.open(ticket, AT.0, AT.1).await?;
    answer(app, &ReadApproval { ticket, browser: asker.browser }, &asker.moment).await
}

fn wait_state(approval: &Approval) -> WaitState {
    match approval.state {
        ApprovalState::Pending => WaitState::Pending { ends_at_ms: approval.expires_at.0 },
        ApprovalState::Approved => WaitState::Approved,
        ApprovalState::Denied => WaitState::Denied,
        ApprovalState::NumberWrong => WaitState::NumberWrong,
    }
}

/// The ticket of a sign-in that was approved.
#[derive(Deserialize)]
pub struct ApprovedForm {
    ticket: String,
}

/// Goes on where scripts don't: opens the session.
pub async fn finish_approved_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<ApprovedForm>,
) -> Response {
    match finish_approved(&app, &asker, &form.ticket).await {
        Ok(reply) => {
            let answer = signed_in(&app, &asker, reply).await;
            let mut response = see_other(asker.next("/settings/passkeys"));
            for cookie in answer.headers().get_all(header::SET_COOKIE) {
                response.headers_mut().append(header::SET_COOKIE, cookie.clone());
            }
            response
        }
        Err(Failure::Refused(Refusal::ApprovalPending)) => see_other("/sign-in/wait"),
        Err(failure) => failed(&app, &asker, &failure, "/"),
    }
}

/// Asks a trusted device's owner. It takes scripts: the device signs its answer.
pub async fn approve_page(State(app): AppState, Extension(asker): Who, Path(id): Path<String>) -> Response {
    let step = ListApprovals { session: asker.session, trust: asker.brought() };
    let (who, approvals) = match answer(&app, &step, &asker.moment).await {
        Ok(found) => found,
        Err(failure) => return failed(&app, &asker, &failure, "/settings/devices"),
    };
    let Some(approval) = approvals.iter().find(|approval| approval.id.to_string() == id) else {
        let over = Failure::Refused(Refusal::ApprovalOver);
        return failed(&app, &asker, &over, "/settings/devices");
    };
    let path = format!("/settings/approvals/{id}");
    render(&ApprovePage {
        page: page_of(&app, &asker, &path, (&who, Section::Devices)),
        id,
        on: client_view(&approval.client),
        place: approval.place.as_ref().map(NetworkPlace::to_string),
        requested_at_ms: approval.requested_at.0,
        ends_at_ms: approval.expires_at.0,
    })
}
