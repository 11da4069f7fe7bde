//! Signing up: phone, (code,) name, passkey.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use passkeep_decision::account::DisplayName;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::sign_up::StartSignUp;
use passkeep_decision::ticket::{Purpose, TicketStep};
use serde::Deserialize;

use super::{failed, lead_on, page, platform, render, render_refused, seconds, see_other, stands_at};
use crate::answer::answer;
use crate::api::{AppState, Who, name};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::failure::{Failure, RequestFault};
use crate::identifier;
use crate::platform::{admit_creation, creation, places};
use crate::views::{NameFault, PhoneFault, SignUpNamePage, SignUpPage, SignUpPasskeyPage, countries};

/// Asks for the phone number.
pub async fn sign_up(State(app): AppState, Extension(asker): Who) -> Response {
    let countries = countries(asker.language, &asker.region);
    render(&SignUpPage {
        page: page(&app, &asker, "/sign-up"),
        countries,
        number: String::new(),
        fault: None,
        verdict: creation(&app, &asker),
    })
}

/// A phone number, as it was typed.
#[derive(Deserialize)]
pub struct PhoneForm {
    #[serde(default)]
    region: String,
    #[serde(default)]
    number: String,
}

/// Sends the code.
pub async fn start_sign_up_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<PhoneForm>,
) -> Response {
    if admit_creation(&app, &asker).is_err() {
        return see_other("/sign-up");
    }
    let failure = match started(&app, &asker, &form).await {
        Ok(response) => return response,
        Err(failure) => failure,
    };
    let fault = match &failure {
        Failure::Request(RequestFault::Phone) => PhoneFault::NotAccepted,
        Failure::Refused(Refusal::TooManyCodes { retry_after_seconds }) => {
            PhoneFault::TooManyCodes { retry_after_seconds: seconds(*retry_after_seconds) }
        }
        _ => return failed(&app, &asker, &failure, "/sign-up"),
    };
    let countries = countries(asker.language, &form.region);
    let page = page(&app, &asker, "/sign-up");
    let (number, verdict) = (form.number, creation(&app, &asker));
    render_refused(&SignUpPage { page, countries, number, fault: Some(fault), verdict }, &failure)
}

async fn started(app: &App, asker: &Asker, form: &PhoneForm) -> Result<Response, Failure> {
    let phone = identifier::phone(&form.number, &form.region).ok_or(RequestFault::Phone)?;
    let step = StartSignUp { phone, locale: asker.locale(), browser: asker.browser };
    let reply = answer(app, &step, &asker.moment).await?;
    let ticket = app.seal(&reply.ticket, &asker.moment);
    let note = reply.sent_to.unwrap_or_default();
    Ok(lead_on(app, (Purpose::SignUp, TicketStep::Code), (&ticket, &note), "/sign-up/code"))
}

const NAME: (Purpose, TicketStep) = (Purpose::SignUp, TicketStep::Name);

/// Asks for the name.
pub async fn sign_up_name(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    let Some(standing) = stands_at(&app, &headers, NAME) else { return see_other("/sign-up") };
    let page = page(&app, &asker, "/sign-up/name");
    render(&SignUpNamePage { page, ticket: standing.ticket, name: standing.note, fault: None })
}

/// A name, as it was typed.
#[derive(Deserialize)]
pub struct NameForm {
    ticket: String,
    #[serde(default)]
    name: String,
}

/// Keeps the name for the passkey's step: nothing is written before there is a passkey.
pub async fn name_sign_up_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<NameForm>,
) -> Response {
    if let Err(failure) = app.open(&form.ticket, NAME.0, NAME.1).await {
        return failed(&app, &asker, &failure, "/sign-up");
    }
    let named: Result<DisplayName, Failure> = name(&form.name);
    match named {
        Ok(name) => lead_on(&app, NAME, (&form.ticket, name.as_str()), "/sign-up/passkey"),
        Err(failure) => {
            let page = page(&app, &asker, "/sign-up/name");
            let fault = Some(NameFault::NotAccepted);
            render_refused(&SignUpNamePage { page, ticket: form.ticket, name: form.name, fault }, &failure)
        }
    }
}

/// Asks where the passkey is to live; a script does the ceremony.
pub async fn sign_up_passkey(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    let Some(standing) = stands_at(&app, &headers, NAME) else { return see_other("/sign-up") };
    if standing.note.is_empty() {
        return see_other("/sign-up/name");
    }
    let page = page(&app, &asker, "/sign-up/passkey");
    let platform = platform(&asker.client.system);
    let places = places(&app, &asker);
    render(&SignUpPasskeyPage { page, ticket: standing.ticket, name: standing.note, platform, places })
}
