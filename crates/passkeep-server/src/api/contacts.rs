//! The account that asks, and its addresses.

use axum::extract::Path;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::account::Locale;
use passkeep_decision::code::SixDigits;
use passkeep_decision::contact::{Address, Email};
use passkeep_decision::contacts::{
    AccountView, CheckEmailCode, CheckReplacementCode, ChooseLanguage, ReadAccount, RemoveContact,
    RenameAccount, ResendEmailCode, ResendReplacementCode, StartEmail, StartReplacement,
};
use passkeep_decision::id::ContactId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::what_if::ReadWhatIf;

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{
    AccountShape, CodeBody, EmailBody, Flow, HoldShape, LanguageBody, RenameBody, ReplacementBody, TicketBody,
};
use super::{AppState, Who, flow, name, shapes};
use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::body::Json;
use crate::failure::{Failure, RequestFault};
use crate::identifier;
use crate::texts::Language;

/// The account that asks.
#[cfg_attr(test, utoipa::path(get, path = "/v1/account", tag = "account",
    responses((status = 200, body = AccountShape), (status = "4XX", body = Problem))))]
pub async fn read_account(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<AccountShape>, Failure> {
    let view = answer(&app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    Ok(Answer(account_shape(&app, &asker, view).await?))
}

async fn account_shape(app: &App, asker: &Asker, view: AccountView) -> Result<AccountShape, Failure> {
    let means = answer(app, &ReadWhatIf { session: asker.session }, &asker.moment).await?.means;
    Ok(shapes::account(view, &means, asker.moment.now))
}

/// Sends a code to an email that is to be added. One that has an account gets a message that says so; the answer is
/// the same.
#[cfg_attr(test, utoipa::path(post, path = "/v1/contacts/email", tag = "account", request_body = EmailBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
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
#[cfg_attr(test, utoipa::path(post, path = "/v1/contacts/email/again", tag = "account", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
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
#[cfg_attr(test, utoipa::path(post, path = "/v1/contacts/email/code", tag = "account", request_body = CodeBody,
    responses((status = 200, body = AccountShape), (status = "4XX", body = Problem))))]
pub async fn check_email_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<CodeBody>,
) -> Result<Answer<AccountShape>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::AddEmail, TicketStep::Code).await?;
    let code = SixDigits::parse(&body.code).ok_or(RequestFault::Code)?;
    let (session, browser, client) = (asker.session, asker.browser, asker.client.clone());
    let step = CheckEmailCode { session, ticket, code, client, browser };
    let view = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(account_shape(&app, &asker, view).await?))
}

/// Gives the account another name.
#[cfg_attr(test, utoipa::path(patch, path = "/v1/account", tag = "account", request_body = RenameBody,
    responses((status = 200, body = AccountShape), (status = "4XX", body = Problem))))]
pub async fn rename_account(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<RenameBody>,
) -> Result<Answer<AccountShape>, Failure> {
    let step = RenameAccount { session: asker.session, name: name(&body.name)? };
    let view = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(account_shape(&app, &asker, view).await?))
}

/// Chooses the language of the account's messages.
#[cfg_attr(test, utoipa::path(put, path = "/v1/account/language", tag = "account", request_body = LanguageBody,
    responses((status = 200, body = AccountShape), (status = "4XX", body = Problem))))]
pub async fn choose_language(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<LanguageBody>,
) -> Result<Answer<AccountShape>, Failure> {
    let step = ChooseLanguage { session: asker.session, locale: locale(&body.language)? };
    let view = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(account_shape(&app, &asker, view).await?))
}

/// A language that there are texts for, by its own tag.
pub fn locale(tag: &str) -> Result<Locale, RequestFault> {
    let language = Language::ALL.into_iter().find(|language| language.tag() == tag);
    let known = || Language::ALL.map(Language::tag).join(", ");
    let language = language.ok_or_else(|| RequestFault::Shape(format!("language: one of {}", known())))?;
    Ok(Locale(language.tag().to_owned()))
}

/// Removes an address, when its hold has matured. It takes a passkey of just now; an account without passkeys proves both
/// kinds that it has and, by `POST /v1/session/device`, its trusted device.
#[cfg_attr(test, utoipa::path(delete, path = "/v1/contacts/{id}", tag = "account",
    params(("id" = String, Path, description = "The address's id")),
    responses((status = 200, body = HoldShape), (status = "4XX", body = Problem))))]
pub async fn remove_contact(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Result<Answer<HoldShape>, Failure> {
    let step = RemoveContact { session: asker.session, contact: contact_id(&id)?, trust: asker.brought() };
    Ok(Answer(shapes::hold(&answer(&app, &step, &asker.moment).await?)))
}

/// Sends a code to an address that is to take another's place. An email that has an account gets a message that says so; the
/// answer is the same. It takes what removing one takes.
#[cfg_attr(test, utoipa::path(post, path = "/v1/contacts/{id}/replacement", tag = "account", request_body = ReplacementBody,
    params(("id" = String, Path, description = "The address's id")),
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_replacement(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<ReplacementBody>,
) -> Result<Answer<Flow>, Failure> {
    let phone = || identifier::phone(&body.address, &asker.region).map(Address::Phone);
    let to =
        Email::parse(&body.address).map(Address::Email).or_else(phone).ok_or(RequestFault::Identifier)?;
    let (session, browser) = (asker.session, asker.browser);
    let (contact, trust) = (contact_id(&id)?, asker.brought());
    let step = StartReplacement { session, contact, to, trust, browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Sends another code.
#[cfg_attr(test, utoipa::path(post, path = "/v1/contacts/replacement/again", tag = "account", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn resend_replacement_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::ReplaceContact, TicketStep::Code).await?;
    let step = ResendEmailCode { session: asker.session, ticket, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &ResendReplacementCode(step), &asker.moment).await?, &asker)))
}

/// Checks the code: the address takes the other's place when its hold has matured. A number that has an account is asked
/// for, and `number_waits` says when it is free: nothing begins here before.
#[cfg_attr(test, utoipa::path(post, path = "/v1/contacts/replacement/code", tag = "account", request_body = CodeBody,
    responses((status = 200, body = HoldShape), (status = "4XX", body = Problem))))]
pub async fn check_replacement_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<CodeBody>,
) -> Result<Answer<HoldShape>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::ReplaceContact, TicketStep::Code).await?;
    let code = SixDigits::parse(&body.code).ok_or(RequestFault::Code)?;
    let (session, trust, browser) = (asker.session, asker.brought(), asker.browser);
    let step = CheckReplacementCode { session, ticket, code, trust, browser };
    Ok(Answer(shapes::hold(&answer(&app, &step, &asker.moment).await?)))
}

fn contact_id(text: &str) -> Result<ContactId, Failure> {
    ContactId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}
