//! Phones and emails.

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use passkeep_decision::contact::{Address, Contact, Email};
use passkeep_decision::contacts::{AccountView, ReadAccount, StartEmail};
use passkeep_decision::holds::{Held, ListHolds};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};
use serde::Deserialize;

use super::holds::{holds_in, written};
use super::{failed, lead_on, page_of, render, render_refused, seconds};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::failure::{Failure, RequestFault};
use crate::views::{
    AddEmailPage, Changeable, ContactView, ContactsNotice, ContactsPage, EmailFault, Section,
};

const PATH: &str = "/settings/contacts";

/// The list.
pub async fn contacts_page(
    State(app): AppState,
    Extension(asker): Who,
    RawQuery(query): RawQuery,
) -> Response {
    match contacts_view(&app, &asker, query.as_deref()).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, "/"),
    }
}

async fn contacts_view(app: &App, asker: &Asker, query: Option<&str>) -> Result<ContactsPage, Failure> {
    let view = answer(app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    let waiting = answer(app, &ListHolds { session: asker.session }, &asker.moment).await?.holds;
    let (phones, emails): (Vec<&Contact>, Vec<&Contact>) =
        view.contacts.iter().partition(|contact| matches!(contact.address, Address::Phone(_)));
    let added = emails.last().filter(|_| query == Some("added"));
    let notice =
        added.map(|contact| ContactsNotice::EmailAdded { address: contact.address.as_str().to_owned() });
    let shown = |contact: &Contact| contact_view(contact, &view, &waiting);
    Ok(ContactsPage {
        page: page_of(app, asker, PATH, (&view.who, Section::Contacts)),
        phones: phones.into_iter().map(shown).collect(),
        emails: emails.into_iter().map(shown).collect(),
        holds: holds_in(app, asker, Some(Section::Contacts)).await?,
        notice,
    })
}

/// An address, and what may be asked for about it. What may really be, the step decides.
pub(super) fn contact_view(contact: &Contact, view: &AccountView, waiting: &[Held]) -> ContactView {
    let waits = |held: &Held| held.hold.kind.leaving().is_some_and(|leaving| leaving.is(&contact.address));
    let same_kind = |other: &&Contact| other.address.kind() == contact.address.kind();
    let is_last_phone =
        matches!(contact.address, Address::Phone(_)) && view.contacts.iter().filter(same_kind).count() == 1;
    ContactView {
        id: contact.address.id_in(view.who.account.handle).to_string(),
        address: written(&contact.address),
        proved_at_ms: contact.proved_at.0,
        changeable: match (waiting.iter().any(waits), is_last_phone) {
            (true, _) => Changeable::Waits,
            (false, true) => Changeable::InPlace,
            (false, false) => Changeable::Whole,
        },
    }
}

/// Asks for an email.
pub async fn add_email(State(app): AppState, Extension(asker): Who) -> Response {
    match add_email_view(&app, &asker, String::new(), None).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

async fn add_email_view(
    app: &App,
    asker: &Asker,
    email: String,
    fault: Option<EmailFault>,
) -> Result<AddEmailPage, Failure> {
    let view = answer(app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    let page = page_of(app, asker, "/settings/contacts/email", (&view.who, Section::Contacts));
    Ok(AddEmailPage { page, email, fault })
}

/// An email, as it was typed.
#[derive(Deserialize)]
pub struct EmailForm {
    #[serde(default)]
    email: String,
}

/// Sends the code.
pub async fn start_email_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<EmailForm>,
) -> Response {
    let failure = match started(&app, &asker, &form).await {
        Ok(response) => return response,
        Err(failure) => failure,
    };
    let fault = match &failure {
        Failure::Request(RequestFault::Email) => EmailFault::NotAccepted,
        Failure::Refused(Refusal::ContactAlreadyExists) => EmailFault::AlreadyYours,
        Failure::Refused(Refusal::TooManyCodes { retry_after_seconds }) => {
            EmailFault::TooManyCodes { retry_after_seconds: seconds(*retry_after_seconds) }
        }
        _ => return failed(&app, &asker, &failure, PATH),
    };
    match add_email_view(&app, &asker, form.email, Some(fault)).await {
        Ok(view) => render_refused(&view, &failure),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

async fn started(app: &App, asker: &Asker, form: &EmailForm) -> Result<Response, Failure> {
    let email = Email::parse(&form.email).ok_or(RequestFault::Email)?;
    let step = StartEmail { session: asker.session, email, browser: asker.browser };
    let reply = answer(app, &step, &asker.moment).await?;
    let (ticket, note) = (app.seal(&reply.ticket, &asker.moment), reply.sent_to.unwrap_or_default());
    Ok(lead_on(app, (Purpose::AddEmail, TicketStep::Code), (&ticket, &note), "/settings/contacts/email/code"))
}
