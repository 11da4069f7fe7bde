//! Signing in, and proving again, without a passkey: by password, by a code to the phone.

use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::code::SixDigits;
use passkeep_decision::flow::FlowReply;
use passkeep_decision::password::Password;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_in::{
    Channel, CheckSignInCode, CountPassword, FinishPassword, Intent, Knocking, ProveDevice, SendSignInCode,
    SignInReply, StartFallback,
};
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};

use super::holds::stopped;
use super::shapes::{
    AnotherWay, FactorCode, FactorPassword, Flow, FrozenAnswer, RecoveringAnswer, TicketBody,
};
#[cfg(test)]
use super::shapes::{Problem, SignInAnswer};
use super::{AppState, Who, flow, signed_in, waits};
use crate::answer::answer;
use crate::app::App;
use crate::asker::{Asker, device_id};
use crate::body::{Json, Signed};
use crate::failure::{Failure, RequestFault};
use crate::identifier::identifiers;

/// Begins a sign-in without a passkey. `methods` says which ways lead on; a browser that the account doesn't know is
/// told the same, whether or not anybody has the identifier.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in/another-way", tag = "sign-in", request_body = AnotherWay,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_fallback(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<AnotherWay>,
) -> Result<Answer<Flow>, Failure> {
    let reply = begin_fallback(&app, &asker, &body.identifier).await?;
    Ok(Answer(flow(&app, reply, &asker)))
}

/// The same, for pages.
pub async fn begin_fallback(app: &App, asker: &Asker, identifier: &str) -> Result<FlowReply, Failure> {
    let identifiers = identifiers(identifier, &asker.region);
    if identifiers.is_empty() {
        return Err(RequestFault::Identifier.into());
    }
    let step = StartFallback { identifiers, device: asker.known_device(), browser: asker.browser };
    answer(app, &step, &asker.moment).await
}

/// Checks the password. Gives a session, or leads on to another factor.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in/password", tag = "sign-in", request_body = FactorPassword,
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn sign_in_password(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FactorPassword>,
) -> Result<Response, Failure> {
    password(&app, &asker, body, Purpose::SignIn).await
}

/// Sends a code to the account's phone.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in/code", tag = "sign-in", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn sign_in_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    code(&app, &asker, &body.ticket, (Purpose::SignIn, TicketStep::Factor)).await
}

/// Sends another code.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in/code/again", tag = "sign-in", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn resend_sign_in_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    code(&app, &asker, &body.ticket, (Purpose::SignIn, TicketStep::Code)).await
}

/// Checks the code. Gives a session, or leads on to another factor.
#[cfg_attr(test, utoipa::path(post, path = "/v1/sign-in/code/check", tag = "sign-in", request_body = FactorCode,
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn check_sign_in_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FactorCode>,
) -> Result<Response, Failure> {
    checked(&app, &asker, body, Purpose::SignIn).await
}

/// Proves the password again: for accounts without passkeys.
#[cfg_attr(test, utoipa::path(post, path = "/v1/session/password", tag = "sessions", request_body = FactorPassword,
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn session_password(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FactorPassword>,
) -> Result<Response, Failure> {
    password(&app, &asker, body, Purpose::Reauthenticate).await
}

/// Sends a code, to prove the phone again: for accounts without passkeys.
#[cfg_attr(test, utoipa::path(post, path = "/v1/session/code", tag = "sessions", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn session_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    code(&app, &asker, &body.ticket, (Purpose::Reauthenticate, TicketStep::Factor)).await
}

/// Sends another.
#[cfg_attr(test, utoipa::path(post, path = "/v1/session/code/again", tag = "sessions", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn resend_session_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    code(&app, &asker, &body.ticket, (Purpose::Reauthenticate, TicketStep::Code)).await
}

/// Checks it.
#[cfg_attr(test, utoipa::path(post, path = "/v1/session/code/check", tag = "sessions", request_body = FactorCode,
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn check_session_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FactorCode>,
) -> Result<Response, Failure> {
    checked(&app, &asker, body, Purpose::Reauthenticate).await
}

pub(super) async fn password(
    app: &App,
    asker: &Asker,
    body: FactorPassword,
    purpose: Purpose,
) -> Result<Response, Failure> {
    let ticket = app.open(&body.ticket, purpose, TicketStep::Factor).await?;
    let how = (sharing(body.shared_computer), body.intent.into());
    let reply = prove_password(app, asker, (ticket, &body.password), how).await?;
    Ok(answered(app, asker, reply).await)
}

/// Proves the device that the session lives on, by its own key: for accounts without passkeys, which change an address or
/// the password with it. The request is signed over the ticket's `nonce`.
#[cfg_attr(test, utoipa::path(post, path = "/v1/session/device", tag = "sessions", request_body = TicketBody,
    params(("passkeep-device-signature" = String, Header, description = "As for `POST /v1/devices/trust`")),
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn session_device(
    State(app): AppState,
    Extension(asker): Who,
    signed: Signed<TicketBody>,
) -> Result<Response, Failure> {
    let reply = prove_device(&app, &asker, signed, Purpose::Reauthenticate).await?;
    Ok(answered(&app, &asker, reply).await)
}

/// The same, for pages and recoveries.
pub async fn prove_device(
    app: &App,
    asker: &Asker,
    signed: Signed<TicketBody>,
    purpose: Purpose,
) -> Result<SignInReply, Failure> {
    let ticket = app.open(&signed.body.ticket, purpose, TicketStep::Factor).await?;
    let request = signed.request(&signed.body.ticket).ok_or(Refusal::DeviceProofNotAccepted)?;
    let knocking = knocking(asker, ticket, (Sharing::Own, Intent::Enter));
    let step = ProveDevice { knocking, signed: request, trust: asker.brought() };
    answer(app, &step, &asker.moment).await
}

/// Counts the attempt, compares, and takes what came of it. What can't be a password is a wrong one that costs no
/// attempt: no account has it.
pub async fn prove_password(
    app: &App,
    asker: &Asker,
    typed: (Ticket, &str),
    how: (Sharing, Intent),
) -> Result<SignInReply, Failure> {
    let (ticket, text) = typed;
    let password = Password::parse(text).map_err(|_| Failure::Refused(Refusal::PasswordWrong))?;
    let account = ticket.account.ok_or(Refusal::TicketNotAccepted)?;
    let knocking = knocking(asker, ticket, how);
    let stored = answer(app, &CountPassword(knocking.clone()), &asker.moment).await?;
    let evidence = app.passwords.verify(account, password, stored).await?;
    answer(app, &FinishPassword { knocking, evidence }, &asker.moment).await
}

pub(super) async fn code(
    app: &App,
    asker: &Asker,
    ticket: &str,
    at: (Purpose, TicketStep),
) -> Result<Answer<Flow>, Failure> {
    let ticket = app.open(ticket, at.0, at.1).await?;
    let reply = send_code(app, asker, (ticket, Channel::Phone)).await?;
    Ok(Answer(flow(app, reply, asker)))
}

/// Sends a code, or another one to where the first went.
pub async fn send_code(app: &App, asker: &Asker, to: (Ticket, Channel)) -> Result<FlowReply, Failure> {
    let (ticket, channel) = to;
    let knocking = knocking(asker, ticket, (Sharing::Own, Intent::Enter));
    let step = SendSignInCode { knocking, locale: asker.locale(), channel };
    answer(app, &step, &asker.moment).await
}

pub(super) async fn checked(
    app: &App,
    asker: &Asker,
    body: FactorCode,
    purpose: Purpose,
) -> Result<Response, Failure> {
    let ticket = app.open(&body.ticket, purpose, TicketStep::Code).await?;
    let code = SixDigits::parse(&body.code).ok_or(RequestFault::Code)?;
    let how = (sharing(body.shared_computer), body.intent.into());
    let reply = prove_code(app, asker, (ticket, code), how).await?;
    Ok(answered(app, asker, reply).await)
}

/// Checks a code.
pub async fn prove_code(
    app: &App,
    asker: &Asker,
    typed: (Ticket, SixDigits),
    how: (Sharing, Intent),
) -> Result<SignInReply, Failure> {
    let (ticket, code) = typed;
    let step = CheckSignInCode { knocking: knocking(asker, ticket, how), code };
    answer(app, &step, &asker.moment).await
}

/// Who knocks.
pub(super) fn knocking(asker: &Asker, ticket: Ticket, how: (Sharing, Intent)) -> Knocking {
    let (sharing, intent) = how;
    Knocking {
        ticket,
        session: asker.session,
        device: device_id(&asker.device_secret()),
        sharing,
        client: asker.client.clone(),
        place: asker.place.clone(),
        browser: asker.browser,
        intent,
    }
}

fn sharing(shared_computer: bool) -> Sharing {
    if shared_computer { Sharing::Shared } else { Sharing::Own }
}

/// The answer to a factor that was proved.
pub(super) async fn answered(app: &App, asker: &Asker, reply: SignInReply) -> Response {
    match reply {
        SignInReply::SignedIn(reply) => signed_in(app, asker, *reply).await,
        SignInReply::Waits(wait) => waits(app, asker, *wait),
        SignInReply::Flow(reply) => Answer(flow(app, *reply, asker)).into_response(),
        SignInReply::Frozen(freeze) => Answer(FrozenAnswer { frozen: freeze.into() }).into_response(),
        SignInReply::Recovering(hold) => {
            Answer(RecoveringAnswer { recovery: (&*hold).into() }).into_response()
        }
        SignInReply::Stopped(stands) => Answer(stopped(&stands)).into_response(),
    }
}
