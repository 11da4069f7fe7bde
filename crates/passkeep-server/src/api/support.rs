//! The support desk. Whoever has no role among the staff finds nothing here.

use axum::extract::Path;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::account::UserId;
use passkeep_decision::id::{HoldId, ProposalId};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::support::{
    ActAlone, Decide, Deed, EnterSupport, Propose, ProposedAction, Reason, StartDecide, StartPropose, Wanted,
    Withdraw,
};
use passkeep_decision::ticket::{Purpose, TicketStep};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{
    AssertionBody, Empty, FindBody, Flow, ProposeBody, SupportActed, SupportDesk, SupportFound,
    SupportProposal, WantedBody,
};
use super::{AppState, Who, flow, shapes};
use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::body::Json;
use crate::failure::Failure;
use crate::pages::find;

/// The desk: what the staff member who asks may, and what waits for a second.
#[cfg_attr(test, utoipa::path(get, path = "/v1/support", tag = "support",
    responses((status = 200, body = SupportDesk), (status = "4XX", body = Problem))))]
pub async fn enter_support(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<SupportDesk>, Failure> {
    let desk = answer(&app, &EnterSupport { session: asker.session }, &asker.moment).await?;
    Ok(Answer(shapes::support_desk(&desk)))
}

/// Finds by a reference, a user ID, an email or a phone, and looks: the account's history says so.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/find", tag = "support", request_body = FindBody,
    responses((status = 200, body = SupportFound), (status = "4XX", body = Problem))))]
pub async fn find_support(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FindBody>,
) -> Result<Answer<SupportFound>, Failure> {
    let looked = find(&app, &asker, &body.text).await?;
    if looked.seen.is_none() && looked.attempt.is_none() {
        return Err(Refusal::NotFound.into());
    }
    Ok(Answer(shapes::support_found(&looked, &app.rules.now(), asker.language)))
}

/// Freezes an account, until a passkey, a recovery or two of the staff thaw it.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/freeze", tag = "support", request_body = Empty,
    params(("user_id" = String, Path, description = "The account's user ID")),
    responses((status = 200, body = SupportActed), (status = "4XX", body = Problem))))]
pub async fn freeze_for(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<SupportActed>, Failure> {
    act(&app, &asker, (&id, Deed::Freeze)).await
}

/// Sends the way to a recovery to the account's older addresses. Whoever goes there proves who they are.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/recovery", tag = "support", request_body = Empty,
    params(("user_id" = String, Path, description = "The account's user ID")),
    responses((status = 200, body = SupportActed), (status = "4XX", body = Problem))))]
pub async fn offer_recovery(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<SupportActed>, Failure> {
    act(&app, &asker, (&id, Deed::OfferRecovery)).await
}

/// Sends the newest notices about a hold again, to the account's older addresses.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/holds/{hold}/resend", tag = "support",
    request_body = Empty,
    params(("user_id" = String, Path, description = "The account's user ID"),
        ("hold" = String, Path, description = "The hold's id")),
    responses((status = 200, body = SupportActed), (status = "4XX", body = Problem))))]
pub async fn resend_notices(
    State(app): AppState,
    Extension(asker): Who,
    Path((id, hold)): Path<(String, String)>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<SupportActed>, Failure> {
    let hold = HoldId::parse(&hold).ok_or(Refusal::NotFound)?;
    act(&app, &asker, (&id, Deed::Resend(hold))).await
}

/// Asks for a passkey that never leaves its device, over what is proposed.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/proposals/options", tag = "support",
    request_body = WantedBody,
    params(("user_id" = String, Path, description = "The account's user ID")),
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_propose(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<WantedBody>,
) -> Result<Answer<Flow>, Failure> {
    let wanted = wanted(&body.action, body.hold.as_deref(), &body.reason)?;
    let step =
        StartPropose { session: asker.session, account: user_id(&id)?, wanted, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Proposes what takes two.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/proposals", tag = "support",
    request_body = ProposeBody,
    params(("user_id" = String, Path, description = "The account's user ID")),
    responses((status = 200, body = SupportProposal), (status = "4XX", body = Problem))))]
pub async fn propose(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<ProposeBody>,
) -> Result<Answer<SupportProposal>, Failure> {
    let of = user_id(&id)?;
    let step = Propose {
        session: asker.session,
        account: of,
        wanted: wanted(&body.action, body.hold.as_deref(), &body.reason)?,
        ticket: app.open(&body.ticket, Purpose::Support, TicketStep::Passkey).await?,
        response: body.response,
        client: asker.client.clone(),
        browser: asker.browser,
    };
    let proposal = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(shapes::support_proposal(&proposal, of, None)))
}

/// Asks the second for a passkey that never leaves its device, over the same.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/proposals/{proposal}/options", tag = "support",
    request_body = Empty,
    params(("user_id" = String, Path, description = "The account's user ID"),
        ("proposal" = String, Path, description = "The proposal's id")),
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_decide(
    State(app): AppState,
    Extension(asker): Who,
    Path((id, proposal)): Path<(String, String)>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Flow>, Failure> {
    let (session, account, proposal) = (asker.session, user_id(&id)?, proposal_id(&proposal)?);
    let step = StartDecide { session, account, proposal, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// The second signs, and it is done.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/proposals/{proposal}/decide", tag = "support",
    request_body = AssertionBody,
    params(("user_id" = String, Path, description = "The account's user ID"),
        ("proposal" = String, Path, description = "The proposal's id")),
    responses((status = 200, body = SupportProposal), (status = "4XX", body = Problem))))]
pub async fn decide_proposal(
    State(app): AppState,
    Extension(asker): Who,
    Path((id, proposal)): Path<(String, String)>,
    Json(body): Json<AssertionBody>,
) -> Result<Answer<SupportProposal>, Failure> {
    let of = user_id(&id)?;
    let step = Decide {
        session: asker.session,
        account: of,
        proposal: proposal_id(&proposal)?,
        ticket: app.open(&body.ticket, Purpose::Support, TicketStep::Passkey).await?,
        response: body.response,
        client: asker.client.clone(),
        browser: asker.browser,
    };
    let decided = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(shapes::support_proposal(&decided.proposal, of, decided.hold.as_ref())))
}

/// Takes a proposal back.
#[cfg_attr(test, utoipa::path(post, path = "/v1/support/accounts/{user_id}/proposals/{proposal}/withdraw", tag = "support",
    request_body = Empty,
    params(("user_id" = String, Path, description = "The account's user ID"),
        ("proposal" = String, Path, description = "The proposal's id")),
    responses((status = 200, body = SupportProposal), (status = "4XX", body = Problem))))]
pub async fn withdraw_proposal(
    State(app): AppState,
    Extension(asker): Who,
    Path((id, proposal)): Path<(String, String)>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<SupportProposal>, Failure> {
    let of = user_id(&id)?;
    let step = Withdraw { session: asker.session, account: of, proposal: proposal_id(&proposal)? };
    let proposal = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(shapes::support_proposal(&proposal, of, None)))
}

async fn act(app: &App, asker: &Asker, (id, deed): (&str, Deed)) -> Result<Answer<SupportActed>, Failure> {
    let step = ActAlone { session: asker.session, account: user_id(id)?, deed };
    let acted = answer(app, &step, &asker.moment).await?;
    Ok(Answer(SupportActed { told: acted.told }))
}

fn user_id(text: &str) -> Result<UserId, Failure> {
    UserId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}

fn proposal_id(text: &str) -> Result<ProposalId, Failure> {
    ProposalId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}

fn wanted(action: &str, hold: Option<&str>, reason: &str) -> Result<Wanted, Failure> {
    Ok(Wanted {
        action: ProposedAction::parse(action).ok_or(Refusal::NotFound)?,
        hold: match hold {
            Some(text) => Some(HoldId::parse(text).ok_or(Refusal::NotFound)?),
            None => None,
        },
        reason: Reason::parse(reason).map_err(|_| Refusal::ReasonNotAccepted)?,
    })
}
