//! An account's passkeys.

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::ceremony::Place;
use passkeep_decision::code::SixDigits;
use passkeep_decision::diagnosis;
use passkeep_decision::id::PasskeyId;
use passkeep_decision::passkeys::{self, OpenedByIt};
use passkeep_decision::platform::policy::Operation;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{
    AssertionBody, CodeBody, CreateBody, Empty, Flow, Loss, Passkey, Passkeys, PlaceBody, Removal,
    RemoveBody, RemovedShape, RenameBody, TicketBody,
};
use super::{AppState, Who, flow, name, shapes};
use crate::answer::answer;
use crate::asker::Kind;
use crate::body::Json;
use crate::cookies::Name;
use crate::diagnoses::{Tried, told};
use crate::failure::{Failure, RequestFault};
use crate::platform::{admit, admit_creation, method};

/// Lists them.
#[cfg_attr(test, utoipa::path(get, path = "/v1/passkeys", tag = "passkeys",
    responses((status = 200, body = Passkeys), (status = "4XX", body = Problem))))]
pub async fn list_passkeys(State(app): AppState, Extension(asker): Who) -> Result<Answer<Passkeys>, Failure> {
    let (session, listed_for) = (asker.session, passkeys::ListedFor::Device);
    let list = answer(&app, &passkeys::ListPasskeys { session, listed_for }, &asker.moment).await?;
    let policy = app.rules.now();
    Ok(Answer(Passkeys {
        signals: shapes::signals(&list.signals),
        removed: list.removed.iter().map(shapes::removed).collect(),
        passkeys: list
            .passkeys
            .into_iter()
            .map(|listed| shapes::passkey(listed.passkey, listed.here, &policy))
            .collect(),
    }))
}

/// Sends the code that a new passkey begins with.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/code", tag = "passkeys", request_body = Empty,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn send_grant_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Flow>, Failure> {
    let tried = Tried::new(diagnosis::Operation::Create);
    let outcome = async {
        let step = passkeys::SendGrantCode { session: asker.session, browser: asker.browser };
        admit_creation(&app, &asker)?;
        Ok::<_, Failure>(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Sends another code.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/code/again", tag = "passkeys", request_body = TicketBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn resend_grant_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<TicketBody>,
) -> Result<Answer<Flow>, Failure> {
    let ticket = app.open(&body.ticket, Purpose::CreatePasskey, TicketStep::Code).await?;
    let step = passkeys::ResendGrantCode { session: asker.session, ticket, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Checks the code, and asks for a passkey that the account has.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/code/check", tag = "passkeys", request_body = CodeBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn check_grant_code(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<CodeBody>,
) -> Result<Answer<Flow>, Failure> {
    let tried = Tried::new(diagnosis::Operation::Create);
    let outcome = async {
        let ticket = app.open(&body.ticket, Purpose::CreatePasskey, TicketStep::Code).await?;
        let code = SixDigits::parse(&body.code).ok_or(RequestFault::Code)?;
        let step = passkeys::CheckGrantCode { session: asker.session, ticket, code, browser: asker.browser };
        Ok::<_, Failure>(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Takes the assertion: the grant is whole.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/grant", tag = "passkeys", request_body = AssertionBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn authorize_grant(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<AssertionBody>,
) -> Result<Response, Failure> {
    let tried = Tried::with(diagnosis::Operation::Prove, &body.response);
    let outcome = async {
        let ticket = app.open(&body.ticket, Purpose::CreatePasskey, TicketStep::Passkey).await?;
        let (session, browser, client) = (asker.session, asker.browser, asker.client.clone());
        let step = passkeys::AuthorizeGrant { session, ticket, response: body.response, client, browser };
        let flow = flow(&app, answer(&app, &step, &asker.moment).await?, &asker);
        let mut headers = HeaderMap::new();
        if asker.kind == Kind::Browser {
            // The page that follows finds the ticket there, and finds it again when it is reloaded.
            let value =
                crate::pages::flow_cookie((Purpose::CreatePasskey, TicketStep::Place), &flow.ticket, "");
            headers.insert(header::SET_COOKIE, app.cookies.set(Name::Flow, &value));
        }
        Ok::<_, Failure>((headers, Answer(flow)).into_response())
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Begins the creation. May be called again with another place.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/options", tag = "passkeys", request_body = PlaceBody,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn choose_place(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<PlaceBody>,
) -> Result<Answer<Flow>, Failure> {
    let tried = Tried::new(diagnosis::Operation::Create);
    let outcome = async {
        let ticket = app.open(&body.ticket, Purpose::CreatePasskey, TicketStep::Place).await?;
        let (session, place, browser) = (asker.session, Place::from(body.place), asker.browser);
        admit(&app, &asker, Operation::CreatePasskey, &[method(place)])?;
        let step = passkeys::ChoosePlace { session, ticket, place, browser };
        Ok::<_, Failure>(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Takes the new passkey. The same answer, sent again, gets the same reply.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys", tag = "passkeys", request_body = CreateBody,
    responses((status = 200, body = Passkey), (status = "4XX", body = Problem))))]
pub async fn create_passkey(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<CreateBody>,
) -> Result<Answer<Passkey>, Failure> {
    let tried = Tried::new(diagnosis::Operation::Create);
    let outcome = async {
        let ticket = app.open(&body.ticket, Purpose::CreatePasskey, TicketStep::Create).await?;
        let (session, browser, client) = (asker.session, asker.browser, asker.client.clone());
        let step = passkeys::CreatePasskey { session, ticket, response: body.response, client, browser };
        let created = answer(&app, &step, &asker.moment).await?;
        Ok::<_, Failure>(Answer(shapes::passkey(created.passkey, created.here, &app.rules.now())))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Gives a passkey another name.
#[cfg_attr(test, utoipa::path(patch, path = "/v1/passkeys/{id}", tag = "passkeys", request_body = RenameBody,
    params(("id" = String, Path, description = "The passkey's id")),
    responses((status = 200, body = Passkey), (status = "4XX", body = Problem))))]
pub async fn rename_passkey(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<RenameBody>,
) -> Result<Answer<Passkey>, Failure> {
    let step = passkeys::RenamePasskey {
        session: asker.session,
        passkey: passkey_id(&id)?,
        name: name(&body.name)?,
        client: asker.client.clone(),
    };
    let renamed = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(shapes::passkey(renamed.passkey, renamed.here, &app.rules.now())))
}

/// Asks for a passkey, to remove one.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/{id}/removal", tag = "passkeys", request_body = Empty,
    params(("id" = String, Path, description = "The passkey's id")),
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_removal(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Flow>, Failure> {
    let (session, passkey, browser) = (asker.session, passkey_id(&id)?, asker.browser);
    let reply = answer(&app, &passkeys::StartRemoval { session, passkey, browser }, &asker.moment).await?;
    Ok(Answer(flow(&app, reply, &asker)))
}

/// Removes it: at once where it signs itself and is not the last, else when its hold has matured.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/{id}/remove", tag = "passkeys", request_body = RemoveBody,
    params(("id" = String, Path, description = "The passkey's id")),
    responses((status = 200, body = Removal), (status = "4XX", body = Problem))))]
pub async fn remove_passkey(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<RemoveBody>,
) -> Result<Answer<Removal>, Failure> {
    let tried = Tried::with(diagnosis::Operation::Prove, &body.response);
    let outcome = async {
        let step = passkeys::RemovePasskey {
            session: asker.session,
            passkey: passkey_id(&id)?,
            ticket: app.open(&body.ticket, Purpose::RemovePasskey, TicketStep::Passkey).await?,
            response: body.response,
            sessions: if body.end_sessions { OpenedByIt::End } else { OpenedByIt::Stay },
            client: asker.client.clone(),
            browser: asker.browser,
        };
        let done = answer(&app, &step, &asker.moment).await?;
        let (removed, hold) = match done.removal {
            passkeys::Removal::Gone(tombstone) => (Some(*tombstone), None),
            passkeys::Removal::Waits(held) => (None, Some(*held)),
        };
        let removed = removed.map(|tombstone| RemovedShape {
            id: tombstone.id.to_string(),
            name: tombstone.name.to_string(),
            removed_at: tombstone.removed_at.0,
        });
        let hold = hold.as_ref().map(shapes::hold);
        Ok::<_, Failure>(Answer(Removal { removed, hold, remaining: done.remaining }))
    };
    told(&app, &asker, tried, outcome.await).await
}

/// Reports it lost. It signs in no more, every other session ends, and it is removed when its hold has matured. Takes
/// no proof: a report lowers nothing.
#[cfg_attr(test, utoipa::path(post, path = "/v1/passkeys/{id}/loss", tag = "passkeys", request_body = Empty,
    params(("id" = String, Path, description = "The passkey's id")),
    responses((status = 200, body = Loss), (status = "4XX", body = Problem))))]
pub async fn report_loss(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Loss>, Failure> {
    let (session, passkey, client) = (asker.session, passkey_id(&id)?, asker.client.clone());
    let step = passkeys::ReportLoss { session, passkey, client };
    let reported = answer(&app, &step, &asker.moment).await?;
    Ok(Answer(Loss { hold: shapes::hold(&reported.held), remaining: reported.remaining }))
}

fn passkey_id(text: &str) -> Result<PasskeyId, Failure> {
    PasskeyId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}
