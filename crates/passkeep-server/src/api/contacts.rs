//! The account that asks, and its addresses.

use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::code::SixDigits;
use passkeep_decision::contact::Email;
use passkeep_decision::contacts::{CheckEmailCode, ReadAccount, ResendEmailCode, StartEmail};
use passkeep_decision::ticket::{Purpose, TicketStep};

use super::shapes::{AccountShape, CodeBody, EmailBody, Flow, Problem, TicketBody};
use super::{AppState, Who, flow, shapes};
use crate::answer::answer;
use crate::body::Json;
use crate::failure::{Failure, RequestFault};

/// The account that asks.
#[utoipa::path(get, path = "/v1/account", tag = "account",
    responses((status = 200, body = AccountShape), (status = "4XX", body = Problem)))]
pub async fn read_account(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<AccountShape>, Failure> {
    let view = answer(&app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    Ok(Answer(shapes::account(view)))
}

/// Sends a code to an email that is to be added. One that has an account gets a message that says so; the answer is
/// the same.
#[utoipa::path(post, path = "/v1/contacts/email", tag = "account", request_body = EmailBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem)))]
pub async fn start_email(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<EmailBody>,
) -> Result<Answer<Flow>, Failure> {
    let email = Email::parse(&body.email).ok_or(RequestFault::Email)?;
    let step = StartEmail { session: asker.session, email, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Sends another code.
#[utoipa::path(post, path = "/v1/contacts/email/again", tag = "account", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem)))]
pub async fn resend_email_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::AddEmail, TicketStep::Code).await?;
    let step = ResendEmailCode { session: asker.session, ticket, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Checks the code: the email is the account's.
#[utoipa::path(post, path = "/v1/contacts/email/code", tag = "account", request_body = CodeBody,
    responses((status = 200, body = AccountShape), (status = "4XX", body = Problem)))]
pub async fn check_email_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<CodeBody>,
) -> Result<Answer<AccountShape>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::AddEmail, TicketStep::Code).await?;
    let code = SixDigits::parse(&body.code).ok_or(RequestFault::Code)?;
    let (session, browser, client) = (asker.session, asker.browser, asker.client.clone());
    let step = CheckEmailCode { session, ticket, code, client, browser };
    Ok(Answer(shapes::account(answer(&app, &step, &asker.moment).await?)))
}
