//! Confirmations: an app's backend asks, looks and takes back; a person sees, signs or says no.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::client::RegisteredClient;
use passkeep_decision::confirmations::{
    AskConfirmation, Confirm, DenyConfirmation, ReadConfirmation, ReportConfirmation, ShowConfirmation,
    ShownConfirmation, StartConfirm, WithdrawConfirmation,
};
use passkeep_decision::diagnosis;
use passkeep_decision::id::{AccountHandle, ConfirmationId};
use passkeep_decision::platform::policy::{Method, Operation};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};

use super::shapes::{
    AskBody, ConfirmBody, ConfirmationShape, ConfirmedShape, Empty, Flow, LocaleBody, ShownShape,
};
#[cfg(test)]
use super::shapes::{Problem, SignedIn};
use super::{AppState, Who, flow, shapes, signed_in};
use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::body::{Json, Signed};
use crate::clients::{ASSERTION_TYPE, Presented, authenticate_backend};
use crate::diagnoses::{Tried, told};
use crate::failure::{Failure, RequestFault};
use crate::platform::admit;
use crate::texts::Language;

/// The header in which a client with keys says who it is: an assertion (RFC 7523), once.
const CLIENT_ASSERTION: &str = "passkeep-client-assertion";

/// The media type of receipts.
const RECEIPT: HeaderValue = HeaderValue::from_static("application/jose; charset=utf-8");

/// Asks for an action to be confirmed. The client proves who it is by `Authorization: Basic`, or by an assertion in
/// `Passkeep-Client-Assertion`.
#[cfg_attr(test, utoipa::path(post, path = "/v1/confirmations", tag = "confirmations", request_body = AskBody,
    responses((status = 200, body = ConfirmationShape), (status = "4XX", body = Problem))))]
pub async fn ask_confirmation(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Json(body): Json<AskBody>,
) -> Result<Answer<ConfirmationShape>, Failure> {
    let client = backend(&app, &headers, &asker).await?;
    let printable = |byte: u8| (0x21..=0x7e).contains(&byte);
    let key = body.idempotency_key;
    if !(1..=128).contains(&key.len()) || !key.bytes().all(printable) {
        let what = "idempotency_key has 1 to 128 printable ASCII characters without spaces.";
        return Err(RequestFault::Shape(what.to_owned()).into());
    }
    let step = AskConfirmation {
        client,
        account: AccountHandle::parse(&body.account).ok_or(Refusal::NotFound)?,
        action_type: body.r#type,
        fields: body.fields,
        idempotency_key: key,
        return_to: body.return_to,
    };
    let asked = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(shapes::confirmation(&app, &asked)))
}

/// How a confirmation stands: for the client that asked, and for no other.
#[cfg_attr(test, utoipa::path(get, path = "/v1/confirmations/{id}", tag = "confirmations",
    params(("id" = String, Path, description = "The confirmation's id")),
    responses((status = 200, body = ConfirmationShape), (status = "4XX", body = Problem))))]
pub async fn read_confirmation(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Answer<ConfirmationShape>, Failure> {
    let client = backend(&app, &headers, &asker).await?;
    let step = ReadConfirmation { client: client.id.to_string(), confirmation: confirmation_id(&id)? };
    Ok(Answer(shapes::confirmation(&app, &answer(&app, &step, &asker.moment).await?)))
}

/// Takes a confirmation back, while nobody has decided it.
#[cfg_attr(test, utoipa::path(delete, path = "/v1/confirmations/{id}", tag = "confirmations",
    params(("id" = String, Path, description = "The confirmation's id")),
    responses((status = 200, body = ConfirmationShape), (status = "4XX", body = Problem))))]
pub async fn withdraw_confirmation(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Answer<ConfirmationShape>, Failure> {
    let client = backend(&app, &headers, &asker).await?;
    let step = WithdrawConfirmation { client: client.id.to_string(), confirmation: confirmation_id(&id)? };
    Ok(Answer(shapes::confirmation(&app, &answer(&app, &step, &asker.moment).await?)))
}

/// Shows an action to its person.
#[cfg_attr(test, utoipa::path(get, path = "/v1/confirm/{id}", tag = "confirmations",
    params(("id" = String, Path, description = "The confirmation's id")),
    responses((status = 200, body = ShownShape), (status = "4XX", body = Problem))))]
pub async fn show_confirmation(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Result<Answer<ShownShape>, Failure> {
    let found = seen(&app, &asker, &id).await?;
    Ok(Answer(shapes::shown(&found, asker.language.tag())))
}

/// Begins to confirm: gives the options of the passkey's assertion, whose challenge is made of the action and of the text
/// that is shown. Where another trusted device has to sign, the step is `device`, and `nonce` is what it signs.
#[cfg_attr(test, utoipa::path(post, path = "/v1/confirm/{id}/options", tag = "confirmations", request_body = LocaleBody,
    params(("id" = String, Path, description = "The confirmation's id")),
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_confirm(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<LocaleBody>,
) -> Result<Answer<Flow>, Failure> {
    admit(&app, &asker, Operation::StepUpPasskey, Method::ALL)?;
    let step = StartConfirm {
        session: asker.session,
        confirmation: confirmation_id(&id)?,
        locale: locale(&body.locale)?,
        trust: asker.brought(),
        browser: asker.browser,
    };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Confirms. Where another trusted device signs, the request is signed by its key, in the `Passkeep-Device-Signature` header.
#[cfg_attr(test, utoipa::path(post, path = "/v1/confirm/{id}", tag = "confirmations", request_body = ConfirmBody,
    params(("id" = String, Path, description = "The confirmation's id"),
        ("passkeep-device-signature" = Option<String>, Header, description = "As for `POST /v1/devices/trust`")),
    responses((status = 200, body = ConfirmedShape), (status = "4XX", body = Problem))))]
pub async fn confirm(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    signed: Signed<ConfirmBody>,
) -> Result<Answer<ConfirmedShape>, Failure> {
    let tried = Tried::with(diagnosis::Operation::Confirm, &signed.body.response);
    let outcome = async {
        let confirmation = confirmation_id(&id)?;
        let request = signed.request(&signed.body.ticket);
        let body = signed.body;
        let step = if request.is_some() { TicketStep::Device } else { TicketStep::Passkey };
        let step = Confirm {
            session: asker.session,
            confirmation,
            locale: locale(&body.locale)?,
            ticket: app.open(&body.ticket, Purpose::Confirm, step).await?,
            response: body.response,
            signed: request,
            trust: asker.brought(),
            client: asker.client.clone(),
            browser: asker.browser,
        };
        app.seen.count(Operation::StepUpPasskey, &asker.facts, asker.moment.now);
        let confirmed = answer(&app, &step, &asker.moment).await?;
        Ok::<_, Failure>(Answer(shapes::confirmed(&confirmed)))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Says no.
#[cfg_attr(test, utoipa::path(post, path = "/v1/confirm/{id}/deny", tag = "confirmations", request_body = Empty,
    params(("id" = String, Path, description = "The confirmation's id")),
    responses((status = 200, body = ConfirmedShape), (status = "4XX", body = Problem))))]
pub async fn deny_confirmation(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<ConfirmedShape>, Failure> {
    let step = DenyConfirmation {
        session: asker.session,
        confirmation: confirmation_id(&id)?,
        client: asker.client.clone(),
    };
    let denied = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(shapes::confirmed(&denied)))
}

/// *This wasn't me*: denies it, and freezes the account. Every other session ends; this one goes on under another token.
#[cfg_attr(test, utoipa::path(post, path = "/v1/confirm/{id}/report", tag = "confirmations", request_body = Empty,
    params(("id" = String, Path, description = "The confirmation's id")),
    responses((status = 200, body = SignedIn), (status = "4XX", body = Problem))))]
pub async fn report_confirmation(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Response, Failure> {
    let step = ReportConfirmation {
        session: asker.session,
        confirmation: confirmation_id(&id)?,
        client: asker.client.clone(),
    };
    let reply = answer(&app, &step, &asker.moment).await?;
    Ok(signed_in(&app, &asker, reply).await)
}

/// The receipt of a confirmed action, for its person.
#[cfg_attr(test, utoipa::path(get, path = "/v1/receipts/{id}", tag = "confirmations",
    params(("id" = String, Path, description = "The confirmation's id")),
    responses((status = 200, content_type = "application/jose", body = String), (status = "4XX", body = Problem))))]
pub async fn read_receipt(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let found = seen(&app, &asker, &id).await?;
    let receipt = found.confirmation.receipt.ok_or(Refusal::NotFound)?;
    let name = format!("attachment; filename=\"receipt-{}.jws\"", found.confirmation.id);
    let name = HeaderValue::from_str(&name).expect("an id is base64url");
    let headers = [(header::CONTENT_TYPE, RECEIPT), (header::CONTENT_DISPOSITION, name)];
    Ok((StatusCode::OK, headers, receipt + "\n").into_response())
}

/// A confirmation of who asks.
pub async fn seen(app: &App, asker: &Asker, id: &str) -> Result<ShownConfirmation, Failure> {
    let step = ShowConfirmation {
        session: asker.session,
        confirmation: confirmation_id(id)?,
        locale: asker.language.tag().to_owned(),
    };
    answer(app, &step, &asker.moment).await
}

/// Reads an id; what can be none is not there.
pub fn confirmation_id(text: &str) -> Result<ConfirmationId, Failure> {
    ConfirmationId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}

fn locale(text: &str) -> Result<String, Failure> {
    let known = Language::ALL.into_iter().find(|language| language.tag() == text);
    let tags = || Language::ALL.map(Language::tag).join(", ");
    let what = || RequestFault::Shape(format!("locale is a language of this server, one of {}.", tags()));
    known.map(|language| language.tag().to_owned()).ok_or_else(|| what().into())
}

async fn backend(app: &App, headers: &HeaderMap, asker: &Asker) -> Result<Arc<RegisteredClient>, Failure> {
    let mut presented = Presented::of_headers(headers)?;
    let assertion = headers.get(CLIENT_ASSERTION).and_then(|value| value.to_str().ok());
    presented.assertion = assertion.map(str::to_owned);
    presented.assertion_type = presented.assertion.as_ref().map(|_| ASSERTION_TYPE.to_owned());
    authenticate_backend(app, &presented, &asker.moment).await
}
