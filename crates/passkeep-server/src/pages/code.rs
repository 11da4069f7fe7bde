//! The page for a six-digit code, whatever the code is for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use passkeep_decision::code::SixDigits;
use passkeep_decision::contacts::{
    CheckEmailCode, CheckReplacementCode, ReadAccount, ResendEmailCode, ResendReplacementCode,
};
use passkeep_decision::flow::FlowReply;
use passkeep_decision::passkeys::{CheckGrantCode, ResendGrantCode};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_in::{Channel, Intent};
use passkeep_decision::sign_up::{CheckSignUpCode, ResendSignUpCode};
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};
use serde::Deserialize;

use super::recovery::recovered;
use super::{
    entered, failed, lead_on, page, page_of, refused as no_way, render, render_refused, seconds, see_other,
    stands_at, ticked, whereto,
};
use crate::answer::answer;
use crate::api::{AppState, Who, prove_code, send_code};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::failure::Failure;
use crate::views::{CodeFault, CodePage, CodePurpose, Page, Section};

/// One of the flows that ask for a code.
#[derive(Clone, Copy)]
pub struct CodeRoute {
    /// The flow.
    pub purpose: Purpose,
    /// The page's words.
    pub words: CodePurpose,
    /// The section of the settings that it belongs to; none before there is an account.
    pub section: Option<Section>,
    /// Where the flow starts.
    pub start: &'static str,
    /// Where this page is.
    pub path: &'static str,
}

/// The routes of a code's page: show it, check the code, send another.
pub fn code_pages(route: CodeRoute) -> Router<Arc<App>> {
    let again = format!("{}/again", route.path);
    let show = move |State(app): AppState, Extension(asker): Who, headers: HeaderMap| async move {
        show(&app, &asker, &headers, route).await
    };
    let check = move |State(app): AppState,
                      Extension(asker): Who,
                      headers: HeaderMap,
                      Form(form): Form<CodeForm>| async move {
        check(&app, &asker, (&headers, form), route).await
    };
    let resend = move |State(app): AppState,
                       Extension(asker): Who,
                       headers: HeaderMap,
                       Form(form): Form<TicketForm>| async move {
        resend(&app, &asker, (&headers, form), route).await
    };
    Router::new().route(route.path, get(show).post(check)).route(&again, post(resend))
}

#[derive(Deserialize)]
struct CodeForm {
    ticket: String,
    #[serde(default)]
    code: String,
    /// Which button was pressed.
    #[serde(default)]
    intent: String,
    #[serde(default)]
    shared_computer: Option<String>,
}

impl CodeForm {
    fn intent(&self) -> Intent {
        intent(&self.intent)
    }
}

/// What a form's button asks for. Anything but its own word is the ordinary thing.
pub(super) fn intent(pressed: &str) -> Intent {
    match pressed {
        "freeze" => Intent::Freeze,
        _ => Intent::Enter,
    }
}

#[derive(Deserialize)]
struct TicketForm {
    ticket: String,
    #[serde(default)]
    shared_computer: Option<String>,
}

/// What the cookie of a flow remembers of its code.
pub struct CodeNote<'a> {
    /// Where it went, masked; empty where that isn't told.
    pub sent_to: &'a str,
    /// Whose computer it is: it came with the sign-in's first page.
    pub sharing: Sharing,
    /// Whether it was just sent again.
    pub sent: Sent,
}

/// Whether a code is a flow's first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It is.
    First,
    /// It was just sent again.
    Again,
}

const AGAIN: &str = "again:";
const SHARED: &str = "shared:";

impl<'a> CodeNote<'a> {
    /// As it stands in the cookie.
    pub fn write(&self) -> String {
        let again = if self.sent == Sent::Again { AGAIN } else { "" };
        let shared = if self.sharing == Sharing::Shared { SHARED } else { "" };
        format!("{again}{shared}{}", self.sent_to)
    }

    fn read(note: &'a str) -> Self {
        let (sent, rest) = match note.strip_prefix(AGAIN) {
            Some(rest) => (Sent::Again, rest),
            None => (Sent::First, note),
        };
        let (sharing, sent_to) = match rest.strip_prefix(SHARED) {
            Some(rest) => (Sharing::Shared, rest),
            None => (Sharing::Own, rest),
        };
        Self { sent_to, sharing, sent }
    }

    fn whereto(&self) -> Option<String> {
        Some(whereto(self.sent_to)).filter(|address| !address.is_empty())
    }
}

async fn show(app: &App, asker: &Asker, headers: &HeaderMap, route: CodeRoute) -> Response {
    let Some(standing) = stands_at(app, headers, (route.purpose, TicketStep::Code)) else {
        return see_other(route.start);
    };
    let note = CodeNote::read(&standing.note);
    match shared_part(app, asker, route).await {
        Ok(page) => render(&CodePage {
            page,
            purpose: route.words,
            ticket: standing.ticket,
            sent_to: note.whereto(),
            sent_again: note.sent == Sent::Again,
            shared_computer: note.sharing == Sharing::Shared,
            fault: None,
        }),
        Err(failure) => failed(app, asker, &failure, route.start),
    }
}

async fn check(app: &App, asker: &Asker, sent: (&HeaderMap, CodeForm), route: CodeRoute) -> Response {
    let (headers, form) = sent;
    let failure = match checked(app, asker, &form, route).await {
        Ok(response) => return response,
        Err(failure) => failure,
    };
    let left = Left { ticket: form.ticket, sharing: ticked(&form.shared_computer) };
    refused(app, asker, (headers, left, failure), route).await
}

/// What a form held that was not taken, and holds again.
struct Left {
    ticket: String,
    sharing: Sharing,
}

async fn checked(app: &App, asker: &Asker, form: &CodeForm, route: CodeRoute) -> Result<Response, Failure> {
    let ticket = app.open(&form.ticket, route.purpose, TicketStep::Code).await?;
    // What is no code is a wrong one that costs no attempt.
    let code = SixDigits::parse(&form.code).ok_or(Failure::Request(crate::failure::RequestFault::Code))?;
    let (session, browser, moment) = (asker.session, asker.browser, &asker.moment);
    let onward = |reply: FlowReply, path: &str| {
        let at = (route.purpose, reply.step());
        lead_on(app, at, (&app.seal(&reply.ticket, moment), ""), path)
    };
    Ok(match route.words {
        CodePurpose::SignUp => {
            onward(answer(app, &CheckSignUpCode { ticket, code, browser }, moment).await?, "/sign-up/name")
        }
        CodePurpose::NewPasskey => {
            let step = CheckGrantCode { session, ticket, code, browser };
            onward(answer(app, &step, moment).await?, "/settings/passkeys/new/passkey")
        }
        CodePurpose::SignIn | CodePurpose::Reauthenticate => {
            let sharing = ticked(&form.shared_computer);
            let reply = prove_code(app, asker, (ticket, code), (sharing, form.intent())).await?;
            entered(app, asker, (reply, sharing), route.purpose).await
        }
        CodePurpose::Recovery => {
            let reply = prove_code(app, asker, (ticket, code), (Sharing::Own, Intent::Enter)).await?;
            recovered(app, asker, reply).await
        }
        CodePurpose::Email => {
            let client = asker.client.clone();
            answer(app, &CheckEmailCode { session, ticket, code, client, browser }, moment).await?;
            see_other("/settings/contacts?added")
        }
        CodePurpose::Replacement => {
            let trust = asker.brought();
            answer(app, &CheckReplacementCode { session, ticket, code, trust, browser }, moment).await?;
            see_other("/settings/contacts")
        }
    })
}

async fn resend(app: &App, asker: &Asker, sent: (&HeaderMap, TicketForm), route: CodeRoute) -> Response {
    let (headers, form) = sent;
    let sharing = ticked(&form.shared_computer);
    let reply = match app.open(&form.ticket, route.purpose, TicketStep::Code).await {
        Ok(ticket) => resent(app, asker, ticket, route).await,
        Err(failure) => Err(failure),
    };
    match reply {
        Ok(reply) => {
            let sent_to = reply.sent_to.as_deref().unwrap_or_default();
            let note = CodeNote { sent_to, sharing, sent: Sent::Again }.write();
            let ticket = app.seal(&reply.ticket, &asker.moment);
            lead_on(app, (route.purpose, TicketStep::Code), (&ticket, &note), route.path)
        }
        Err(failure) => {
            refused(app, asker, (headers, Left { ticket: form.ticket, sharing }, failure), route).await
        }
    }
}

async fn resent(app: &App, asker: &Asker, ticket: Ticket, route: CodeRoute) -> Result<FlowReply, Failure> {
    let (session, browser, locale, moment) = (asker.session, asker.browser, asker.locale(), &asker.moment);
    match route.words {
        CodePurpose::SignUp => answer(app, &ResendSignUpCode { ticket, locale, browser }, moment).await,
        CodePurpose::NewPasskey => answer(app, &ResendGrantCode { session, ticket, browser }, moment).await,
        CodePurpose::Email => answer(app, &ResendEmailCode { session, ticket, browser }, moment).await,
        CodePurpose::SignIn | CodePurpose::Reauthenticate | CodePurpose::Recovery => {
            send_code(app, asker, (ticket, Channel::Phone)).await
        }
        CodePurpose::Replacement => {
            let step = ResendReplacementCode(ResendEmailCode { session, ticket, browser });
            answer(app, &step, moment).await
        }
    }
}

/// The page again, with what is wrong; or the page of an error that another code does not mend.
async fn refused(app: &App, asker: &Asker, what: (&HeaderMap, Left, Failure), route: CodeRoute) -> Response {
    let (headers, Left { ticket, sharing }, failure) = what;
    let fault = match &failure {
        Failure::Refused(Refusal::CodeWrong { attempts_left }) => {
            CodeFault::Wrong { attempts_left: u32::try_from(*attempts_left).unwrap_or(0) }
        }
        Failure::Refused(Refusal::CodeExpired) => CodeFault::Expired,
        Failure::Refused(Refusal::CodeLocked) => CodeFault::Locked,
        Failure::Refused(Refusal::FactorOff) => CodeFault::Off,
        Failure::Refused(Refusal::TooManyCodes { retry_after_seconds }) => {
            CodeFault::TooManyCodes { retry_after_seconds: seconds(*retry_after_seconds) }
        }
        Failure::Request(crate::failure::RequestFault::Code) => CodeFault::NotSixDigits,
        // Another tab went on with this flow: so does this one.
        Failure::Refused(Refusal::TicketSpent) => return follow(app, headers, route),
        // No code mends these: the page of ways says what does.
        Failure::Refused(Refusal::ApprovalNeeded | Refusal::AnotherFactorNeeded) => {
            return no_way(app, asker, (headers, failure), route.purpose).await;
        }
        _ => return failed(app, asker, &failure, route.start),
    };
    let standing = stands_at(app, headers, (route.purpose, TicketStep::Code)).filter(|s| s.ticket == ticket);
    let sent_to = standing.and_then(|s| CodeNote::read(&s.note).whereto());
    match shared_part(app, asker, route).await {
        Ok(page) => {
            let page = CodePage {
                page,
                purpose: route.words,
                ticket,
                sent_to,
                sent_again: false,
                shared_computer: sharing == Sharing::Shared,
                fault: Some(fault),
            };
            render_refused(&page, &failure)
        }
        Err(failure) => failed(app, asker, &failure, route.start),
    }
}

fn follow(app: &App, headers: &HeaderMap, route: CodeRoute) -> Response {
    let beyond = |step| stands_at(app, headers, (route.purpose, step)).is_some();
    see_other(match route.words {
        CodePurpose::SignUp if beyond(TicketStep::Name) => "/sign-up/name",
        CodePurpose::SignUp => "/",
        CodePurpose::NewPasskey if beyond(TicketStep::Passkey) => "/settings/passkeys/new/passkey",
        CodePurpose::NewPasskey if beyond(TicketStep::Place) => "/settings/passkeys/new/place",
        CodePurpose::NewPasskey => "/settings/passkeys",
        CodePurpose::Email | CodePurpose::Replacement => "/settings/contacts",
        CodePurpose::SignIn => "/",
        CodePurpose::Reauthenticate => "/settings",
        CodePurpose::Recovery => "/recovery",
    })
}

async fn shared_part(app: &App, asker: &Asker, route: CodeRoute) -> Result<Page, Failure> {
    let Some(section) = route.section else { return Ok(page(app, asker, route.path)) };
    let view = answer(app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    Ok(page_of(app, asker, route.path, (&view.who, section)))
}
