//! Recovery codes, and recovery when every passkey is lost.

use axum::response::Response;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::flow::FlowReply;
use passkeep_decision::recovery::{CheckRecoveryCode, StartRecovery};
use passkeep_decision::recovery_code::RecoveryCode;
use passkeep_decision::recovery_codes::{ReadRecoveryCodes, ReplaceRecoveryCodes};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_in::{Intent, SignInReply};
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};
use passkeep_decision::what_if::ReadWhatIf;

use super::fallback::{answered, checked, code, knocking, password, prove_device};
use super::shapes::{
    AnotherWay, Empty, FactorCode, FactorPassword, Flow, Losses, NewRecoveryCodes, RecoveryChannel,
    RecoveryCodeBody, RecoveryCodesShape, TicketBody,
};
#[cfg(test)]
use super::shapes::{Problem, SignInAnswer};
use super::{AppState, Who, flow, send_code};
use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::body::{Json, Signed};
use crate::failure::{Failure, RequestFault};
use crate::identifier::identifiers;

/// How many recovery codes are left.
#[cfg_attr(test, utoipa::path(get, path = "/v1/recovery-codes", tag = "recovery",
    responses((status = 200, body = RecoveryCodesShape), (status = "4XX", body = Problem))))]
pub async fn read_recovery_codes(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<RecoveryCodesShape>, Failure> {
    let view = answer(&app, &ReadRecoveryCodes { session: asker.session }, &asker.moment).await?;
    Ok(Answer(RecoveryCodesShape::of(view.codes)))
}

/// Makes a new set in the place of the old one. The codes stand in this answer and in no other.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery-codes", tag = "recovery", request_body = Empty,
    responses((status = 200, body = NewRecoveryCodes), (status = "4XX", body = Problem))))]
pub async fn replace_recovery_codes(
    State(app): AppState,
    Extension(asker): Who,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<NewRecoveryCodes>, Failure> {
    let step = ReplaceRecoveryCodes { session: asker.session, client: asker.client.clone() };
    let made = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(NewRecoveryCodes::of(&made.codes, asker.moment.now.0)))
}

/// Begins a recovery, or goes on with one whose wait is over. `methods` says what may be proved: the same for everybody.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery", tag = "recovery", request_body = AnotherWay,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_recovery(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<AnotherWay>,
) -> Result<Answer<Flow>, Failure> {
    let reply = begin_recovery(&app, &asker, &body.identifier).await?;
    Ok(Answer(flow(&app, reply, &asker)))
}

/// The same, for pages.
pub async fn begin_recovery(app: &App, asker: &Asker, identifier: &str) -> Result<FlowReply, Failure> {
    let identifiers = identifiers(identifier, &asker.region);
    if identifiers.is_empty() {
        return Err(RequestFault::Identifier.into());
    }
    answer(app, &StartRecovery { identifiers, browser: asker.browser }, &asker.moment).await
}

/// Proves the password.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery/password", tag = "recovery", request_body = FactorPassword,
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn recovery_password(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FactorPassword>,
) -> Result<Response, Failure> {
    password(&app, &asker, body, Purpose::Recover).await
}

/// Sends a code to an address that the account has had for a while.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery/code", tag = "recovery", request_body = RecoveryChannel,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn recovery_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<RecoveryChannel>,
) -> Result<Answer<Flow>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::Recover, TicketStep::Factor).await?;
    let reply = send_code(&app, &asker, (ticket, body.channel.into())).await?;
    Ok(Answer(flow(&app, reply, &asker)))
}

/// Sends another code to the same address.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery/code/again", tag = "recovery", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn resend_recovery_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    code(&app, &asker, &body.ticket, (Purpose::Recover, TicketStep::Code)).await
}

/// Checks the code.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery/code/check", tag = "recovery", request_body = FactorCode,
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn check_recovery_contact(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<FactorCode>,
) -> Result<Response, Failure> {
    checked(&app, &asker, body, Purpose::Recover).await
}

/// Checks a code of the printed set, and uses it up. With the intent `stop_recovery` it opposes the
/// recovery that is under way.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery/recovery-code", tag = "recovery", request_body = RecoveryCodeBody,
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn check_recovery_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<RecoveryCodeBody>,
) -> Result<Response, Failure> {
    let ticket = app.open(&body.ticket, Purpose::Recover, TicketStep::Factor).await?;
    let reply = prove_recovery_code(&app, &asker, (ticket, &body.code), body.intent.into()).await?;
    Ok(answered(&app, &asker, reply).await)
}

/// Proves a device that the account trusts, by its own key. The request is signed over the ticket's `nonce`. Beside an
/// address it counts for nothing, and beside the password as an address does.
#[cfg_attr(test, utoipa::path(post, path = "/v1/recovery/device", tag = "recovery", request_body = TicketBody,
    params(("passkeep-device-signature" = String, Header, description = "As for `POST /v1/devices/trust`")),
    responses((status = 200, body = SignInAnswer), (status = "4XX", body = Problem))))]
pub async fn recovery_device(
    State(app): AppState,
    Extension(asker): Who,
    signed: Signed<TicketBody>,
) -> Result<Response, Failure> {
    let reply = prove_device(&app, &asker, signed, Purpose::Recover).await?;
    Ok(answered(&app, &asker, reply).await)
}

/// The same, for pages. What can't be a code is a wrong one that costs no attempt.
pub async fn prove_recovery_code(
    app: &App,
    asker: &Asker,
    typed: (Ticket, &str),
    intent: Intent,
) -> Result<SignInReply, Failure> {
    let (ticket, text) = typed;
    let code = RecoveryCode::parse(text).ok_or(Failure::Refused(Refusal::RecoveryCodeWrong))?;
    let knocking = knocking(asker, ticket, (Sharing::Own, intent));
    answer(app, &CheckRecoveryCode { knocking, code }, &asker.moment).await
}

/// What each loss would mean: decided on the account's own factors, by the rules that recovery goes by.
#[cfg_attr(test, utoipa::path(get, path = "/v1/account/what-if", tag = "account",
    responses((status = 200, body = Losses), (status = "4XX", body = Problem))))]
pub async fn what_if(State(app): AppState, Extension(asker): Who) -> Result<Answer<Losses>, Failure> {
    let told = answer(&app, &ReadWhatIf { session: asker.session }, &asker.moment).await?;
    Ok(Answer(told.into()))
}
