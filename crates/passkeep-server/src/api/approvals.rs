//! Approvals: a trusted device answers, a new one waits.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::approval::{ApprovalState as Standing, TwoDigits, Verdict, id_of};
use passkeep_decision::device_key::SignedRequest;
use passkeep_decision::devices::{self, Answered, ReadApproval};
use passkeep_decision::diagnosis;
use passkeep_decision::id::ApprovalId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{
    AnswerBody, AnsweredShape, ApprovalState, Approvals, Flow, StartAnswerBody, TicketBody, VerdictName,
};
use super::{AppState, Who, flow, shapes, signed_in};
use crate::answer::answer;
use crate::app::App;
use crate::asker::{Asker, device_id};
use crate::body::{Json, Signed};
use crate::clock;
use crate::diagnoses::{Tried, told};
use crate::failure::{Failure, RequestFault};
use crate::waiting::Waiter;

/// Lists the approvals that wait for this device.
#[cfg_attr(test, utoipa::path(get, path = "/v1/approvals", tag = "approvals",
    responses((status = 200, body = Approvals), (status = "4XX", body = Problem))))]
pub async fn list_approvals(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<Approvals>, Failure> {
    let step = devices::ListApprovals { session: asker.session, trust: asker.brought() };
    let (_, approvals) = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(Approvals { approvals: approvals.iter().map(shapes::approval).collect() }))
}

/// Begins an answer: gives the nonce that the device signs, and with *yes* the options of the passkey's assertion, whose
/// challenge is made of the answer.
#[cfg_attr(test, utoipa::path(post, path = "/v1/approvals/{id}/options", tag = "approvals", request_body = StartAnswerBody,
    params(("id" = String, Path, description = "The approval's id")),
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_answer(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<StartAnswerBody>,
) -> Result<Answer<Flow>, Failure> {
    let step = devices::StartAnswer {
        session: asker.session,
        approval: approval_id(&id)?,
        verdict: verdict(body.verdict, body.number.as_deref())?,
        trust: asker.brought(),
        browser: asker.browser,
    };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Answers. The request is signed by the device's key, in the `Passkeep-Device-Signature` header.
#[cfg_attr(test, utoipa::path(post, path = "/v1/approvals/{id}/answer", tag = "approvals", request_body = AnswerBody,
    params(("id" = String, Path, description = "The approval's id"),
        ("passkeep-device-signature" = String, Header, description = "As for `POST /v1/devices/trust`")),
    responses((status = 200, body = AnsweredShape), (status = "4XX", body = Problem))))]
pub async fn answer_approval(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    signed: Signed<AnswerBody>,
) -> Result<Response, Failure> {
    let approval = approval_id(&id)?;
    let request = signed.request(&signed.body.ticket);
    let body = signed.body;
    let operation = diagnosis::Operation::Prove;
    let tried = body.response.as_ref().map_or(Tried::new(operation), |one| Tried::with(operation, one));
    let outcome = answered(&app, &asker, approval, (body, request)).await;
    told(&app, &asker, tried, outcome).await
}

async fn answered(
    app: &App,
    asker: &Asker,
    approval: ApprovalId,
    (body, request): (AnswerBody, Option<SignedRequest>),
) -> Result<Response, Failure> {
    let step = devices::AnswerApproval {
        session: asker.session,
        approval,
        verdict: verdict(body.verdict, body.number.as_deref())?,
        ticket: app.open(&body.ticket, Purpose::Approve, TicketStep::Device).await?,
        response: body.response,
        signed: request,
        trust: asker.brought(),
        client: asker.client.clone(),
        browser: asker.browser,
    };
    let answered = answer(app, &step, &asker.moment).await;
    // A wrong number is a refusal here, and news for who waits.
    if let Some(session) = asker.session {
        app.waiting.wake((session.account, approval));
    }
    let (answer, headers) = match answered? {
        Answered::Approved => ("approved", None),
        Answered::Denied => ("denied", None),
        Answered::Frozen => ("frozen", Some(super::forget_session(app))),
    };
    Ok((headers.unwrap_or_default(), Answer(AnsweredShape { answer })).into_response())
}

/// How the approval of a flow stands.
#[cfg_attr(test, utoipa::path(post, path = "/v1/approvals/state", tag = "approvals", request_body = TicketBody,
    responses((status = 200, body = ApprovalState), (status = "4XX", body = Problem))))]
pub async fn read_approval(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<ApprovalState>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::SignIn, TicketStep::Approval).await?;
    let step = ReadApproval { ticket, browser: asker.browser };
    Ok(Answer(state(&answer(&app, &step, &asker.moment).await?)))
}

/// The same as server-sent events: one when the connection begins, one when the approval is answered; then it ends.
#[cfg_attr(test, utoipa::path(post, path = "/v1/approvals/wait", tag = "approvals", request_body = TicketBody,
    responses((status = 200, description = "Events whose data is an ApprovalState, as text/event-stream"),
        (status = "4XX", body = Problem))))]
pub async fn wait_for_approval(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Response, Failure> {
    let ticket = app.open(&body.ticket, Purpose::SignIn, TicketStep::Approval).await?;
    let account = ticket.account.ok_or(Refusal::TicketNotAccepted)?;
    // Waiting begins before the first look, so that no answer falls between the two.
    let waiter = app.waiting.wait((account, id_of(ticket.flow)));
    let watch = Watch { app, asker, ticket, waiter };
    let first = watch.look().await?;
    let stream = futures_util::stream::unfold(Some((watch, Some(first))), next);
    let told = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    Ok((told, Body::from_stream(stream)).into_response())
}

/// How long a connection may say nothing: shorter than proxies have patience.
const QUIET: std::time::Duration = std::time::Duration::from_secs(15);

/// A connection that waits.
struct Watch {
    app: Arc<App>,
    asker: Asker,
    ticket: Ticket,
    waiter: Waiter,
}

impl Watch {
    async fn look(&self) -> Result<ApprovalState, Failure> {
        let step = ReadApproval { ticket: self.ticket.clone(), browser: self.asker.browser };
        // The connection outlives its request's moment: the ticket is judged by the time of each look.
        Ok(state(&answer(&self.app, &step, &clock::moment()).await?))
    }
}

type Held = Option<(Watch, Option<ApprovalState>)>;

/// The next piece of the stream: what was seen, or else what is seen once the flow is woken.
async fn next(held: Held) -> Option<(Result<Bytes, std::convert::Infallible>, Held)> {
    let (mut watch, seen) = held?;
    let seen = match seen {
        Some(seen) => Ok(seen),
        None => match tokio::time::timeout(QUIET, watch.waiter.woken()).await {
            Ok(()) => watch.look().await,
            // A comment, which keeps the connection; and a look, since the ticket's time may be over.
            Err(_) => match watch.look().await {
                Ok(seen) if seen.state == Standing::Pending.as_str() => {
                    return Some((Ok(Bytes::from_static(b":\n\n")), Some((watch, None))));
                }
                other => other,
            },
        },
    };
    match seen {
        Ok(seen) => {
            let rest = (seen.state == Standing::Pending.as_str()).then_some((watch, None));
            let data = serde_json::to_string(&seen).expect("a state is plain JSON");
            Some((Ok(format!("data: {data}\n\n").into()), rest))
        }
        // The client asks once more, and hears why.
        Err(_) => None,
    }
}

/// Opens the session of a sign-in that a trusted device has approved.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in/approved", tag = "sign-in", request_body = TicketBody,
    responses((status = 200, body = super::shapes::SignedIn), (status = "4XX", body = Problem))))]
pub async fn finish_approved_sign_in(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Response, Failure> {
    let tried = Tried::new(diagnosis::Operation::SignIn);
    let outcome = async {
        let reply = finish_approved(&app, &asker, &body.ticket).await?;
        Ok::<_, Failure>(signed_in(&app, &asker, reply).await)
    };
    told(&app, &asker, tried, outcome.await).await
}

/// The same for the page's form.
pub async fn finish_approved(
    app: &App,
    asker: &Asker,
    ticket: &str,
) -> Result<passkeep_decision::flow::SignedIn, Failure> {
    let step = devices::FinishApprovedSignIn {
        ticket: app.open(ticket, Purpose::SignIn, TicketStep::Approval).await?,
        device: device_id(&asker.device_secret()),
        client: asker.client.clone(),
        place: asker.place.clone(),
        browser: asker.browser,
    };
    answer(app, &step, &asker.moment).await
}

fn state(approval: &passkeep_decision::approval::Approval) -> ApprovalState {
    ApprovalState { state: approval.state.as_str(), expires_at: approval.expires_at.0 }
}

fn verdict(name: VerdictName, number: Option<&str>) -> Result<Verdict, Failure> {
    Ok(match name {
        VerdictName::Yes => {
            Verdict::Yes(number.and_then(TwoDigits::parse).ok_or(Failure::Request(RequestFault::Number))?)
        }
        VerdictName::No => Verdict::No,
        VerdictName::NoAndFreeze => Verdict::NoAndFreeze,
    })
}

fn approval_id(text: &str) -> Result<ApprovalId, Failure> {
    ApprovalId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}
