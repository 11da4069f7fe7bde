//! What takes two of the staff: the page of the first, and that of the second.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use passkeep_decision::account::UserId;
use passkeep_decision::id::{AccountHandle, HoldId, ProposalId};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::support::{Proposal, ProposedAction, Role, StartDecide, Withdraw};

use super::super::freeze::asked;
use super::super::holds::hold_view_masked;
use super::super::{page_of, render, see_other};
use super::account::look;
use super::{PATH, account_path, digits, support_failed, user_id};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::views::{
    HoldView, ProposalView, Section, SupportProposalPage, SupportProposePage, support_refusal,
};

/// A proposal as one of the staff sees it.
pub(super) fn proposal_view(proposal: &Proposal, of: UserId, own: AccountHandle) -> ProposalView {
    ProposalView {
        id: proposal.id.to_string(),
        user_id: digits(of),
        action: proposal.action,
        reason: proposal.reason.to_string(),
        proposed_at_ms: proposal.proposed_at.0,
        expires_at_ms: proposal.expires_at.0,
        own: proposal.proposer == own,
    }
}

/// The page of the first.
pub async fn propose_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    match first(&app, &asker, &id, &query).await {
        Ok(page) => render(&page),
        Err(failure) => support_failed(&app, &asker, &failure, &format!("{PATH}/accounts/{id}")),
    }
}

async fn first(
    app: &App,
    asker: &Asker,
    id: &str,
    query: &HashMap<String, String>,
) -> Result<SupportProposePage, Failure> {
    let looked = look(app, asker, id).await?;
    if looked.role < Role::Decide {
        return Err(Refusal::RoleTooLow.into());
    }
    let seen = looked.seen.as_deref().ok_or(Refusal::NotFound)?;
    let action = query.get("action").and_then(|name| ProposedAction::parse(name)).ok_or(Refusal::NotFound)?;
    let hold = query.get("hold").and_then(|id| HoldId::parse(id));
    let held = hold.and_then(|id| seen.of.holds.iter().find(|found| found.id == id));
    if action.is_of_hold() && held.is_none() {
        return Err(Refusal::NotFound.into());
    }
    let user_id = seen.of.account.user_id;
    let path = format!("{}/propose?action={}", account_path(user_id), action.as_str());
    let path = hold.map_or_else(|| path.clone(), |hold| format!("{path}&hold={hold}"));
    Ok(SupportProposePage {
        page: page_of(app, asker, &path, (&looked.who, Section::Index)),
        user_id: digits(user_id),
        action,
        hold: held.map(|hold| hold_view_masked(hold, &seen.of.passkeys)),
    })
}

/// The page of the second: what the first has signed, and why.
pub async fn proposal_page(
    State(app): AppState,
    Extension(asker): Who,
    Path((id, proposal)): Path<(String, String)>,
) -> Response {
    let path = format!("{PATH}/accounts/{id}/proposals/{proposal}");
    match second(&app, &asker, (&id, &proposal), &path).await {
        Ok(page) => render(&page),
        Err(failure) => support_failed(&app, &asker, &failure, &path),
    }
}

async fn second(
    app: &App,
    asker: &Asker,
    (id, proposal): (&str, &str),
    path: &str,
) -> Result<SupportProposalPage, Failure> {
    let looked = look(app, asker, id).await?;
    if looked.role < Role::Decide {
        return Err(Refusal::RoleTooLow.into());
    }
    let seen = looked.seen.as_deref().ok_or(Refusal::NotFound)?;
    let wanted = ProposalId::parse(proposal).ok_or(Refusal::NotFound)?;
    let open = |found: &&Proposal| found.id == wanted && found.is_open(asker.moment.now);
    let found = seen.of.proposals.iter().find(open).ok_or(Refusal::ProposalOver)?;
    let user_id = seen.of.account.user_id;
    let step =
        StartDecide { session: asker.session, account: user_id, proposal: wanted, browser: asker.browser };
    let begun = answer(app, &step, &asker.moment).await;
    let page = page_of(app, asker, path, (&looked.who, Section::Index));
    let (asked, refused) = match begun {
        Ok(reply) => (asked(app, asker, &reply), None),
        Err(Failure::Refused(refusal)) => match support_refusal(&refusal, &page) {
            Some(refused) => (None, Some(refused)),
            None => return Err(refusal.into()),
        },
        Err(other) => return Err(other),
    };
    let hold = found.hold.and_then(|id| seen.of.holds.iter().find(|hold| hold.id == id));
    let hold: Option<HoldView> = hold.map(|hold| hold_view_masked(hold, &seen.of.passkeys));
    Ok(SupportProposalPage {
        page,
        proposal: proposal_view(found, user_id, looked.who.account.handle),
        hold,
        asked,
        refused,
    })
}

/// Takes a proposal back.
pub async fn withdraw_page(
    State(app): AppState,
    Extension(asker): Who,
    Path((id, proposal)): Path<(String, String)>,
) -> Response {
    let path = format!("{PATH}/accounts/{id}");
    let withdrawn = async {
        let proposal = ProposalId::parse(&proposal).ok_or(Refusal::NotFound)?;
        let step = Withdraw { session: asker.session, account: user_id(&id)?, proposal };
        answer(&app, &step, &asker.moment).await
    };
    match withdrawn.await {
        Ok(_) => see_other(&format!("{path}?withdrawn=1")),
        Err(failure) => support_failed(&app, &asker, &failure, &path),
    }
}
