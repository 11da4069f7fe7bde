//! Ways in without a passkey, and proving again who one is.

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use passkeep_decision::flow::{CeremonyOptions, FlowReply};
use passkeep_decision::level::Level;
use passkeep_decision::password::Reach;
use passkeep_decision::passwords::{PasswordWasSet, ReadPassword, RemovePassword};
use passkeep_decision::policy::Offered;
use passkeep_decision::proof::Method;
use passkeep_decision::reauthentication::StartReauthentication;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_in::{Channel, SignInReply};
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::trust::HasPasskeys;
use serde::Deserialize;

use super::code::{CodeNote, Sent, intent};
use super::holds::holds_in;
use super::{failed, lead_on, page, page_of, render, render_refused, seconds, see_other, stands_at};
use crate::answer::answer;
use crate::api::shapes::TicketBody;
use crate::api::{
    AppState, Who, begin_fallback, change_password as change, nonce, prove_device, prove_password, send_code,
    signed_in_headers, waits,
};
use crate::app::App;
use crate::asker::Asker;
use crate::body::{Form, Signed};
use crate::failure::{Failure, RequestFault};
use crate::views::{
    DeviceProofView, ErrorPage, FactorFault, FactorPage, FactorPurpose, OtherWayPage, PasswordNotice,
    PasswordPage, Problem, ReauthenticatePage, Section,
};

/// Asks who wants in.
pub async fn other_way(State(app): AppState, Extension(asker): Who) -> Response {
    let page = page(&app, &asker, "/sign-in/other");
    render(&OtherWayPage { page, identifier: String::new(), refused: false })
}

/// What was typed.
#[derive(Deserialize)]
pub struct IdentifierForm {
    #[serde(default)]
    pub(super) identifier: String,
    #[serde(default)]
    shared_computer: Option<String>,
}

/// Leads on to the ways. The sign-in page posts here too, so that what was typed there isn't typed again; where it was
/// nothing, it is asked for.
pub async fn start_other_way(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<IdentifierForm>,
) -> Response {
    if form.identifier.trim().is_empty() {
        return see_other("/sign-in/other");
    }
    match begin_fallback(&app, &asker, &form.identifier).await {
        Ok(reply) => to_factor(&app, &asker, (reply, ticked(&form.shared_computer)), Purpose::SignIn),
        Err(failure @ Failure::Request(RequestFault::Identifier)) => {
            let page = page(&app, &asker, "/sign-in/other");
            let view = OtherWayPage { page, identifier: form.identifier, refused: true };
            render_refused(&view, &failure)
        }
        Err(failure) => failed(&app, &asker, &failure, "/sign-in/other"),
    }
}

/// The ways of a sign-in.
pub async fn sign_in_factor(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    show_factor(&app, &asker, &headers, Purpose::SignIn).await
}

/// The ways to prove again.
pub async fn reauthenticate_factor(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
) -> Response {
    show_factor(&app, &asker, &headers, Purpose::Reauthenticate).await
}

fn base(purpose: Purpose) -> &'static str {
    if purpose == Purpose::SignIn { "/sign-in" } else { "/reauthenticate" }
}

/// Whether the box for a shared computer was ticked, here or on the page before.
pub fn ticked(shared_computer: &Option<String>) -> Sharing {
    if shared_computer.is_some() { Sharing::Shared } else { Sharing::Own }
}

/// Words of the note beside the names of methods.
const SECOND: &str = "second";
const SHARED: &str = "shared";

/// What the cookie of a flow remembers of its ways. Whether one is taken is the decision's.
fn note(reply: &FlowReply, sharing: Sharing) -> String {
    // A device's own key is proved by the page itself: nobody has done anything yet.
    let second = reply.ticket.proofs.iter().any(|proof| proof.method != Method::Device).then_some(SECOND);
    let shared = (sharing == Sharing::Shared).then_some(SHARED);
    let methods = reply.methods.iter().map(|method| method.as_str());
    second.into_iter().chain(shared).chain(methods).collect::<Vec<_>>().join(" ")
}

fn to_factor(app: &App, asker: &Asker, what: (FlowReply, Sharing), purpose: Purpose) -> Response {
    let (reply, sharing) = what;
    let (ticket, note) = (app.seal(&reply.ticket, &asker.moment), note(&reply, sharing));
    let path = format!("{}/factor", base(purpose));
    lead_on(app, (purpose, TicketStep::Factor), (&ticket, &note), &path)
}

async fn show_factor(app: &App, asker: &Asker, headers: &HeaderMap, purpose: Purpose) -> Response {
    match factor_page(app, asker, headers, purpose).await {
        Some(view) => render(&view),
        None => see_other(if purpose == Purpose::SignIn { "/sign-in/other" } else { "/reauthenticate" }),
    }
}

async fn factor_page(app: &App, asker: &Asker, headers: &HeaderMap, purpose: Purpose) -> Option<FactorPage> {
    let standing = stands_at(app, headers, (purpose, TicketStep::Factor))?;
    let says = |word: &str| standing.note.split(' ').any(|other| other == word);
    let device = match says(Method::Device.as_str()) {
        true => device_proof(app, &standing.ticket, (purpose, "/reauthenticate/device")).await,
        false => None,
    };
    Some(FactorPage {
        password: says(Method::Password.as_str()),
        phone_code: says(Method::PhoneCode.as_str()),
        second: says(SECOND),
        shared_computer: says(SHARED),
        ticket: standing.ticket,
        device,
        ..no_ways(app, asker, purpose)
    })
}

/// What a device's own key signs on a page, where the ticket is one that it can sign.
pub(super) async fn device_proof(
    app: &App,
    ticket: &str,
    (purpose, path): (Purpose, &'static str),
) -> Option<DeviceProofView> {
    let opened = app.open(ticket, purpose, TicketStep::Factor).await.ok()?;
    Some(DeviceProofView { ticket: ticket.to_owned(), nonce: nonce(&opened)?, path })
}

/// The page of ways where none is left.
fn no_ways(app: &App, asker: &Asker, purpose: Purpose) -> FactorPage {
    FactorPage {
        page: page(app, asker, &format!("{}/factor", base(purpose))),
        purpose: match purpose {
            Purpose::SignIn => FactorPurpose::SignIn,
            _ => FactorPurpose::Reauthenticate,
        },
        ticket: String::new(),
        password: false,
        phone_code: false,
        device: None,
        second: false,
        shared_computer: false,
        fault: None,
    }
}

/// A password, as it was typed.
#[derive(Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    pub(super) ticket: String,
    #[serde(default)]
    pub(super) password: String,
    /// Which button was pressed.
    #[serde(default)]
    intent: String,
    #[serde(default)]
    shared_computer: Option<String>,
}

/// Checks the password of a sign-in.
pub async fn sign_in_password_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<PasswordForm>,
) -> Response {
    prove(&app, &asker, (&headers, form), Purpose::SignIn).await
}

/// Checks the password of somebody who is signed in.
pub async fn reauthenticate_password_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<PasswordForm>,
) -> Response {
    prove(&app, &asker, (&headers, form), Purpose::Reauthenticate).await
}

async fn prove(app: &App, asker: &Asker, sent: (&HeaderMap, PasswordForm), purpose: Purpose) -> Response {
    let (headers, form) = sent;
    let sharing = ticked(&form.shared_computer);
    let proved = match app.open(&form.ticket, purpose, TicketStep::Factor).await {
        Ok(ticket) => {
            let how = (sharing, intent(&form.intent));
            prove_password(app, asker, (ticket, &form.password), how).await
        }
        Err(failure) => Err(failure),
    };
    match proved {
        Ok(reply) => entered(app, asker, (reply, sharing), purpose).await,
        Err(failure) => refused(app, asker, (headers, failure), purpose).await,
    }
}

/// Proves the device of somebody who is signed in. The page's own script asks, and follows where this leads.
pub async fn reauthenticate_device_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    signed: Signed<TicketBody>,
) -> Response {
    match prove_device(&app, &asker, signed, Purpose::Reauthenticate).await {
        Ok(reply) => entered(&app, &asker, (reply, Sharing::Own), Purpose::Reauthenticate).await,
        Err(failure) => refused(&app, &asker, (&headers, failure), Purpose::Reauthenticate).await,
    }
}

/// Where a proved factor leads.
pub async fn entered(app: &App, asker: &Asker, what: (SignInReply, Sharing), purpose: Purpose) -> Response {
    let (reply, sharing) = what;
    match reply {
        SignInReply::SignedIn(reply) => {
            let headers = signed_in_headers(app, asker, &reply).await;
            (headers, see_other(asker.next("/settings"))).into_response()
        }
        SignInReply::Waits(wait) => {
            let mut response = waits(app, asker, *wait).headers().clone();
            response.remove(axum::http::header::CONTENT_TYPE);
            response.remove(axum::http::header::CONTENT_LENGTH);
            (response, see_other("/sign-in/wait")).into_response()
        }
        SignInReply::Flow(reply) => to_factor(app, asker, (*reply, sharing), purpose),
        SignInReply::Frozen(_) => see_other("/?frozen"),
        SignInReply::Recovering(_) => see_other("/?recovering"),
        // No button of a page asks for it.
        SignInReply::Stopped(_) => see_other("/"),
    }
}

/// The page of ways again, with what is wrong; or without any, where none leads in; or the page of an error that none
/// of them mends.
pub async fn refused(app: &App, asker: &Asker, what: (&HeaderMap, Failure), purpose: Purpose) -> Response {
    let (headers, failure) = what;
    let start = if purpose == Purpose::SignIn { "/sign-in/other" } else { "/reauthenticate" };
    let fault = match &failure {
        Failure::PasswordsBusy => FactorFault::Busy,
        Failure::Refused(Refusal::PasswordWrong) => FactorFault::PasswordWrong,
        Failure::Refused(Refusal::FactorOff) => FactorFault::Off,
        Failure::Refused(Refusal::AnotherFactorNeeded) => FactorFault::AnotherNeeded,
        Failure::Refused(Refusal::ApprovalNeeded) => FactorFault::ApprovalNeeded,
        Failure::Refused(Refusal::TooManyCodes { retry_after_seconds }) => {
            FactorFault::TooManyCodes { retry_after_seconds: seconds(*retry_after_seconds) }
        }
        _ => return failed(app, asker, &failure, start),
    };
    let over = matches!(fault, FactorFault::AnotherNeeded | FactorFault::ApprovalNeeded);
    let view = match over {
        true => Some(no_ways(app, asker, purpose)),
        false => factor_page(app, asker, headers, purpose).await,
    };
    match view {
        Some(view) => render_refused(&FactorPage { fault: Some(fault), ..view }, &failure),
        None => failed(app, asker, &failure, start),
    }
}

/// A ticket, and whose computer it is.
#[derive(Deserialize)]
pub struct SendForm {
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    shared_computer: Option<String>,
}

/// Sends the code of a sign-in.
pub async fn sign_in_code_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<SendForm>,
) -> Response {
    send(&app, &asker, (&headers, form), Purpose::SignIn).await
}

/// Sends a code to somebody who is signed in.
pub async fn reauthenticate_code_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<SendForm>,
) -> Response {
    send(&app, &asker, (&headers, form), Purpose::Reauthenticate).await
}

async fn send(app: &App, asker: &Asker, sent: (&HeaderMap, SendForm), purpose: Purpose) -> Response {
    let (headers, form) = sent;
    let reply = match app.open(&form.ticket, purpose, TicketStep::Factor).await {
        Ok(ticket) => send_code(app, asker, (ticket, Channel::Phone)).await,
        Err(failure) => Err(failure),
    };
    match reply {
        Ok(reply) => {
            let note = CodeNote {
                sent_to: reply.sent_to.as_deref().unwrap_or_default(),
                sharing: ticked(&form.shared_computer),
                sent: Sent::First,
            };
            let (ticket, note) = (app.seal(&reply.ticket, &asker.moment), note.write());
            let path = format!("{}/code", base(purpose));
            lead_on(app, (purpose, TicketStep::Code), (&ticket, &note), &path)
        }
        Err(failure) => refused(app, asker, (headers, failure), purpose).await,
    }
}

/// Asks for a passkey; or, of an account that has none, for what it has.
pub async fn reauthenticate(
    State(app): AppState,
    Extension(asker): Who,
    RawQuery(query): RawQuery,
) -> Response {
    let (next, needed) = onward(query.as_deref());
    let step = StartReauthentication { session: asker.session, browser: asker.browser, needed };
    let reply = match answer(&app, &step, &asker.moment).await {
        Ok(reply) => reply,
        Err(failure) if next.starts_with("/support") && is_key_needed(&failure) => {
            let (page, next) = (page(&app, &asker, "/"), "/settings/passkeys".to_owned());
            return render_refused(&ErrorPage { page, problem: Problem::KeyNeeded, next }, &failure);
        }
        Err(failure) => return failed(&app, &asker, &failure, "/settings"),
    };
    let Some(CeremonyOptions::Request(options)) = &reply.options else {
        return to_factor(&app, &asker, (reply, Sharing::Own), Purpose::Reauthenticate);
    };
    render(&ReauthenticatePage {
        page: page(&app, &asker, "/reauthenticate"),
        ticket: app.seal(&reply.ticket, &asker.moment),
        options: serde_json::to_string(options).expect("options are plain JSON"),
        next,
    })
}

/// No passkey of the account reaches the level that is asked for.
const fn is_key_needed(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(Refusal::LevelTooLow { needed: Level::Three }))
}

/// Where to go on: a page of the settings, of a confirmation or of the support desk, compared with what those are made of, so that it leads
/// nowhere else, or the way to an app; and the level that is asked for on that way.
pub(super) fn onward(query: Option<&str>) -> (String, Option<Level>) {
    let asked = query.and_then(|query| query.strip_prefix("next=")).unwrap_or_default();
    match asked {
        "/authorize/proceed" => return (asked.to_owned(), None),
        "/authorize/proceed&level=phrh" => return ("/authorize/proceed".to_owned(), Some(Level::Three)),
        _ => {}
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    let leads = |asked: &str| asked.chars().all(plain) && !asked.contains("//");
    if let Some(desk) = asked.strip_suffix("&level=3")
        && (desk == "/support" || desk.starts_with("/support/"))
        && leads(desk)
    {
        return (desk.to_owned(), Some(Level::Three));
    }
    let ours = ["/settings/", "/confirm/"].iter().any(|start| asked.starts_with(start));
    (if ours && leads(asked) { asked.to_owned() } else { "/settings".to_owned() }, None)
}

/// The password: whether there is one, and setting it.
pub async fn password_page(
    State(app): AppState,
    Extension(asker): Who,
    RawQuery(query): RawQuery,
) -> Response {
    let notice = match query.as_deref() {
        Some("set") => Some(PasswordNotice::Set),
        Some("removed") => Some(PasswordNotice::Removed),
        _ => None,
    };
    match password_view(&app, &asker).await {
        Ok(view) => render(&PasswordPage { notice, ..view }),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

const PASSWORD: &str = "/settings/password";

async fn password_view(app: &App, asker: &Asker) -> Result<PasswordPage, Failure> {
    let view = answer(app, &ReadPassword { session: asker.session }, &asker.moment).await?;
    Ok(PasswordPage {
        page: page_of(app, asker, PASSWORD, (&view.who, Section::Password)),
        set_at_ms: view.password.map(|(at, _)| at.0),
        alone: view.password.is_some_and(|(_, reach)| reach == Reach::Alone),
        phone_codes: app.rules.now().phone_codes == Offered::Yes,
        has_passkeys: view.has_passkeys == HasPasskeys::Yes,
        holds: holds_in(app, asker, Some(Section::Password)).await?,
        notice: None,
        fault: None,
    })
}

/// Sets the password.
pub async fn set_password_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<PasswordForm>,
) -> Response {
    let failure = match change(&app, &asker, &form.password).await {
        Ok(PasswordWasSet::Now(_)) => return see_other("/settings/password?set"),
        Ok(PasswordWasSet::Waits(_)) => return see_other(PASSWORD),
        Err(failure) => failure,
    };
    let Failure::Refused(Refusal::PasswordNotAccepted(fault)) = &failure else {
        return failed(&app, &asker, &failure, PASSWORD);
    };
    match password_view(&app, &asker).await {
        Ok(view) => {
            let view = PasswordPage { fault: Some(fault.as_str()), ..view };
            render_refused(&view, &failure)
        }
        Err(failure) => failed(&app, &asker, &failure, PASSWORD),
    }
}

/// Removes the password.
pub async fn remove_password_page(State(app): AppState, Extension(asker): Who) -> Response {
    let step = RemovePassword { session: asker.session, client: asker.client.clone() };
    match answer(&app, &step, &asker.moment).await {
        Ok(()) => see_other("/settings/password?removed"),
        Err(failure) => failed(&app, &asker, &failure, PASSWORD),
    }
}

/// Where password managers lead people who want to change it (W3C, A Well-Known URL for Changing Passwords).
pub async fn change_password() -> Response {
    Redirect::to(PASSWORD).into_response()
}

#[cfg(test)]
mod tests {
    use passkeep_decision::level::Level;

    use super::onward;

    #[test]
    fn it_goes_on_here_alone() {
        assert_eq!(onward(Some("next=/settings/password")).0, "/settings/password");
        assert_eq!(onward(Some("next=/confirm/AAAA-_")).0, "/confirm/AAAA-_");
        assert_eq!(onward(Some("next=/authorize/proceed")), ("/authorize/proceed".to_owned(), None));
        assert_eq!(onward(Some("next=/authorize/proceed&level=phrh")).1, Some(Level::Three));
        assert_eq!(onward(Some("next=/support&level=3")), ("/support".to_owned(), Some(Level::Three)));
        assert_eq!(onward(Some("next=/support/charts&level=3")).0, "/support/charts");
        for asked in [
            "next=/support",
            "next=/supporters&level=3",
            "next=/support//evil.example&level=3",
            "next=/settings/password&level=3",
            "next=https://evil.example",
            "next=//evil.example",
            "next=/settings//evil.example",
            "next=/settings/\\evil",
            "next=/settings/..%2f",
            "next=/settings/../",
            "next=/v1/session",
            "next=/authorize/proceed&level=3",
            "next=/authorize/proceed/",
            "next=",
            "",
        ] {
            assert_eq!(onward(Some(asked)), ("/settings".to_owned(), None), "{asked}");
        }
    }
}
