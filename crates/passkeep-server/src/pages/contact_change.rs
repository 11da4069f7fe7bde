//! An address goes, or another takes its place; and the account's own name.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use passkeep_decision::contact::{Address, Email};
use passkeep_decision::contacts::{
    ChooseLanguage, ReadAccount, RemoveContact, RenameAccount, StartReplacement,
};
use passkeep_decision::holds::ListHolds;
use passkeep_decision::id::ContactId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};
use serde::Deserialize;

use super::contacts::contact_view;
use super::{failed, lead_on, page_of, render, render_refused, seconds, see_other};
use crate::answer::answer;
use crate::api::{AppState, Who, locale, name};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::failure::{Failure, RequestFault};
use crate::identifier;
use crate::views::{
    AddressFault, ChangeContactPage, Channel, ContactView, LanguagePage, NameFault, NamePage, Page,
    RemoveContactPage, Section,
};

const PATH: &str = "/settings/contacts";

/// Asks whether an address is to go.
pub async fn remove_contact_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    match found(&app, &asker, &id, "remove").await {
        Ok(Found { page, contact, .. }) => {
            render(&RemoveContactPage { page, contact, gone_at_ms: matures_at_ms(&app, &asker) })
        }
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

/// Begins the hold.
pub async fn remove_contact_form(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    let removed = async {
        let step =
            RemoveContact { session: asker.session, contact: contact_id(&id)?, trust: asker.brought() };
        answer(&app, &step, &asker.moment).await
    };
    match removed.await {
        Ok(_) => see_other(PATH),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

/// Asks for the address that is to come.
pub async fn change_contact(State(app): AppState, Extension(asker): Who, Path(id): Path<String>) -> Response {
    match change_view(&app, &asker, &id, (String::new(), None)).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

async fn change_view(
    app: &App,
    asker: &Asker,
    id: &str,
    (typed, fault): (String, Option<AddressFault>),
) -> Result<ChangeContactPage, Failure> {
    let Found { page, contact, channel } = found(app, asker, id, "change").await?;
    let comes_at_ms = matures_at_ms(app, asker);
    Ok(ChangeContactPage { page, contact, channel, comes_at_ms, typed, fault })
}

/// An address, as it was typed.
#[derive(Deserialize)]
pub struct AddressForm {
    #[serde(default)]
    address: String,
}

/// Sends the code.
pub async fn start_replacement_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Form(form): Form<AddressForm>,
) -> Response {
    let failure = match started(&app, &asker, &id, &form).await {
        Ok(response) => return response,
        Err(failure) => failure,
    };
    let fault = match &failure {
        Failure::Request(RequestFault::Identifier) | Failure::Refused(Refusal::OtherKindOfContact) => {
            AddressFault::NotAccepted
        }
        Failure::Refused(Refusal::ContactAlreadyExists) => AddressFault::AlreadyYours,
        Failure::Refused(Refusal::TooManyCodes { retry_after_seconds }) => {
            AddressFault::TooManyCodes { retry_after_seconds: seconds(*retry_after_seconds) }
        }
        _ => return failed(&app, &asker, &failure, PATH),
    };
    match change_view(&app, &asker, &id, (form.address, Some(fault))).await {
        Ok(view) => render_refused(&view, &failure),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}

async fn started(app: &App, asker: &Asker, id: &str, form: &AddressForm) -> Result<Response, Failure> {
    let phone = || identifier::phone(&form.address, &asker.region).map(Address::Phone);
    let to =
        Email::parse(&form.address).map(Address::Email).or_else(phone).ok_or(RequestFault::Identifier)?;
    let (session, browser) = (asker.session, asker.browser);
    let (contact, trust) = (contact_id(id)?, asker.brought());
    let step = StartReplacement { session, contact, to, trust, browser };
    let reply = answer(app, &step, &asker.moment).await?;
    let (ticket, note) = (app.seal(&reply.ticket, &asker.moment), reply.sent_to.unwrap_or_default());
    let at = (Purpose::ReplaceContact, TicketStep::Code);
    Ok(lead_on(app, at, (&ticket, &note), "/settings/contacts/change/code"))
}

/// The page of one address.
struct Found {
    page: Page,
    contact: ContactView,
    channel: Channel,
}

async fn found(app: &App, asker: &Asker, id: &str, page: &str) -> Result<Found, Failure> {
    let view = answer(app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    let waiting = answer(app, &ListHolds { session: asker.session }, &asker.moment).await?.holds;
    let id = contact_id(id)?;
    let mut contacts = view.contacts.iter();
    let contact = contacts
        .find(|contact| contact.address.id_in(view.who.account.handle) == id)
        .ok_or(Refusal::NotFound)?;
    Ok(Found {
        page: page_of(app, asker, &format!("{PATH}/{id}/{page}"), (&view.who, Section::Contacts)),
        contact: contact_view(contact, &view, &waiting),
        channel: match contact.address {
            Address::Phone(_) => Channel::Sms,
            Address::Email(_) => Channel::Email,
        },
    })
}

fn matures_at_ms(app: &App, asker: &Asker) -> i64 {
    asker.moment.now.plus_seconds(app.rules.now().hold_seconds).0
}

fn contact_id(text: &str) -> Result<ContactId, Failure> {
    ContactId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}

/// Asks for a name.
pub async fn name_page(State(app): AppState, Extension(asker): Who) -> Response {
    match name_view(&app, &asker, None).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

async fn name_view(app: &App, asker: &Asker, refused: Option<String>) -> Result<NamePage, Failure> {
    let view = answer(app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    let page = page_of(app, asker, "/settings/name", (&view.who, Section::Index));
    let fault = refused.is_some().then_some(NameFault::NotAccepted);
    Ok(NamePage { page, name: refused.unwrap_or_else(|| view.who.account.name.to_string()), fault })
}

/// A name, as it was typed.
#[derive(Deserialize)]
pub struct AccountNameForm {
    #[serde(default)]
    name: String,
}

/// Gives the account another name.
pub async fn rename_account_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<AccountNameForm>,
) -> Response {
    let renamed = async {
        let step = RenameAccount { session: asker.session, name: name(&form.name)? };
        answer(&app, &step, &asker.moment).await
    };
    let failure = match renamed.await {
        Ok(_) => return see_other("/settings"),
        Err(failure) => failure,
    };
    if !matches!(failure, Failure::Refused(Refusal::NameNotAccepted(_))) {
        return failed(&app, &asker, &failure, "/settings");
    }
    match name_view(&app, &asker, Some(form.name)).await {
        Ok(view) => render_refused(&view, &failure),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

/// Asks for the language of messages.
pub async fn language_page(State(app): AppState, Extension(asker): Who) -> Response {
    let view = match answer(&app, &ReadAccount { session: asker.session }, &asker.moment).await {
        Ok(view) => view,
        Err(failure) => return failed(&app, &asker, &failure, "/settings"),
    };
    let page = page_of(&app, &asker, "/settings/language", (&view.who, Section::Index));
    render(&LanguagePage { page, chosen: view.who.account.locale.0 })
}

/// A language, as it was chosen.
#[derive(Deserialize)]
pub struct LanguageForm {
    #[serde(default)]
    language: String,
}

/// Chooses the language of messages.
pub async fn choose_language_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<LanguageForm>,
) -> Response {
    let chosen = async {
        let step = ChooseLanguage { session: asker.session, locale: locale(&form.language)? };
        answer(&app, &step, &asker.moment).await
    };
    match chosen.await {
        Ok(_) => see_other("/settings"),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}
