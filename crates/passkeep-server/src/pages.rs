//! The hosted pages. Each form posts to the step that the API takes too; its answer is a redirect, so that reload and
//! Back are safe. A flow's ticket stands in the form, and in a cookie for when the page is reloaded; never in a URL.

mod approvals;
mod apps;
mod code;
mod confirm;
mod contact_change;
mod contacts;
mod demo;
mod devices;
mod factor;
mod freeze;
mod help;
mod history;
mod holds;
mod invitations;
mod passkeys;
mod problems;
mod recovery;
mod removal;
mod sessions;
mod settings;
mod sign_in;
mod sign_up;
mod support;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::device::Client;
use passkeep_decision::level;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::SessionFacts;
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::app::App;
use crate::asker::Asker;
use crate::cookies::Name;
use crate::failure::{Failure, RequestFault};
use crate::views::{ClientView, Document, ErrorPage, Nav, Page, Platform, Problem, Section, SupportNo};

pub use approvals::*;
pub use apps::*;
pub use code::{CodeRoute, code_pages};
pub use confirm::*;
pub use contact_change::*;
pub use contacts::*;
pub use demo::{messages, outbox};
pub use devices::*;
pub use factor::*;
pub use freeze::{freeze_account_page, freeze_page};
pub use help::help_page;
pub use history::*;
pub use holds::*;
pub use invitations::decline_invitation;
pub use passkeys::*;
pub use problems::*;
pub use recovery::*;
pub use removal::*;
pub use sessions::*;
pub use settings::settings;
pub use sign_in::*;
pub use sign_up::*;
pub use support::*;

/// The shared part of a page for a stranger.
fn page(app: &App, asker: &Asker, path: &str) -> Page {
    Page {
        house: app.house.clone(),
        language: asker.language,
        path: path.to_owned(),
        nav: None,
        now_ms: asker.moment.now.0,
    }
}

/// The shared part of a page for somebody who is signed in.
fn page_of(app: &App, asker: &Asker, path: &str, whose: (&SessionFacts, Section)) -> Page {
    let (who, section) = whose;
    let user_id = format!("{:09}", who.account.user_id.number());
    let quarantined = who.session.standing == level::Standing::Quarantine;
    let brought = asker.brought();
    let own = who.session.device;
    let answers_devices = own.is_some_and(|device| brought.names(who.account.handle, device));
    let frozen = who.account.is_frozen(asker.moment.now);
    let name = who.account.name.to_string();
    let nav = Nav { name, user_id, section, quarantined, answers_devices, frozen };
    Page { nav: Some(nav), ..page(app, asker, path) }
}

fn render(page: &dyn Document) -> Response {
    match page.html() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page whose form was not taken: the same page with what is wrong, and the status that says so.
fn render_refused(page: &dyn Document, failure: &Failure) -> Response {
    let mut response = render(page);
    *response.status_mut() = failure.status();
    response
}

fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A page for what went wrong. Who is not signed in any more is led to the sign-in page.
pub(crate) fn failed(app: &App, asker: &Asker, failure: &Failure, next: &str) -> Response {
    failure.log();
    if matches!(failure, Failure::Refused(Refusal::SignedOut)) {
        return (crate::api::forget_session(app), see_other("/?ended")).into_response();
    }
    let problem = problem(failure);
    let next = match problem {
        Problem::ProofNeeded if next.starts_with("/settings/") => format!("/reauthenticate?next={next}"),
        Problem::ProofNeeded => "/reauthenticate".to_owned(),
        _ => next.to_owned(),
    };
    let page = ErrorPage { page: page(app, asker, "/"), problem, next };
    render_refused(&page, failure)
}

fn problem(failure: &Failure) -> Problem {
    match failure {
        Failure::Diagnosed(failure, _) => problem(failure),
        Failure::Busy | Failure::PasswordsBusy => Problem::Busy,
        Failure::Unavailable | Failure::InDoubt => Problem::Unavailable,
        // Pages look before they ask, and say it themselves.
        Failure::Client(_) | Failure::ClientNotSupported(_) => Problem::RequestNotAccepted,
        Failure::Request(fault) => match fault {
            RequestFault::NoSuchPage => Problem::NotFound,
            RequestFault::TooLarge => Problem::TooLarge,
            RequestFault::Origin => Problem::OriginNotAccepted,
            RequestFault::TooManyRequests { retry_after_seconds } => {
                Problem::TooManyRequests { retry_after_seconds: seconds(*retry_after_seconds) }
            }
            _ => Problem::RequestNotAccepted,
        },
        Failure::Refused(refusal) if SupportNo::of(refusal).is_some() => {
            SupportNo::of(refusal).map_or(Problem::RequestNotAccepted, Problem::Support)
        }
        Failure::Refused(refusal) => match *refusal {
            Refusal::NotFound => Problem::NotFound,
            Refusal::TicketExpired | Refusal::CodeExpired => Problem::TicketExpired,
            Refusal::TicketSpent => Problem::TicketSpent,
            Refusal::TicketNotAccepted => Problem::TicketNotAccepted,
            Refusal::SignedOut => Problem::SignedOut,
            Refusal::TooManyCodes { retry_after_seconds } => {
                Problem::TooManyCodes { retry_after_seconds: seconds(retry_after_seconds) }
            }
            Refusal::NewBrowserWaits { until } => Problem::NewBrowserWaits { until_ms: until.0 },
            Refusal::ChangesHeld { until } => Problem::ChangesHeld { until_ms: until.0 },
            Refusal::FreezeTooSoon { until } => Problem::FreezeTooSoon { until_ms: until.0 },
            Refusal::PasskeyTooNew { until } => Problem::PasskeyTooNew { until_ms: until.0 },
            Refusal::HoldAlreadyWaits { .. } => Problem::OnHold,
            Refusal::LastContact => Problem::LastContact,
            Refusal::NumberWaits { until } => Problem::NumberWaits { until_ms: until.0 },
            Refusal::Quarantined | Refusal::LevelTooLow { .. } | Refusal::ReauthenticationNeeded => {
                Problem::ProofNeeded
            }
            Refusal::RecoveryOnlyCreates => Problem::RecoveryOnlyCreates,
            Refusal::AccountFrozen => Problem::AccountFrozen,
            Refusal::PasskeySuspended { .. } => Problem::PasskeySuspended,
            Refusal::DeviceNotTrusted(_) => Problem::DeviceNotTrusted,
            Refusal::ApprovalOver | Refusal::ApprovalDenied => Problem::ApprovalOver,
            _ => Problem::RequestNotAccepted,
        },
    }
}

fn seconds(seconds: i64) -> u64 {
    u64::try_from(seconds).unwrap_or(0)
}

/// Where a page's flow stands, as its cookie says. The ticket's seal, not this, decides what is admitted.
struct Standing {
    purpose: String,
    step: String,
    ticket: String,
    /// What the page shows again: where a code went, or the name that was given.
    note: String,
}

/// The flow cookie's value.
pub fn flow_cookie(at: (Purpose, TicketStep), ticket: &str, note: &str) -> String {
    let note = URL_SAFE_NO_PAD.encode(note);
    format!("{}.{}.{ticket}.{note}", at.0.as_str(), at.1.as_str())
}

fn standing(app: &App, headers: &HeaderMap) -> Option<Standing> {
    let parts: Vec<&str> = app.cookies.read(Name::Flow, headers)?.split('.').collect();
    let [purpose, step, ticket, note] = parts[..] else { return None };
    let note = String::from_utf8(URL_SAFE_NO_PAD.decode(note).ok()?).ok()?;
    Some(Standing { purpose: purpose.to_owned(), step: step.to_owned(), ticket: ticket.to_owned(), note })
}

fn stands_at(app: &App, headers: &HeaderMap, at: (Purpose, TicketStep)) -> Option<Standing> {
    standing(app, headers).filter(|s| s.purpose == at.0.as_str() && s.step == at.1.as_str())
}

/// Leads on to the page of the flow's next step.
fn lead_on(app: &App, at: (Purpose, TicketStep), carried: (&str, &str), path: &str) -> Response {
    let cookie = app.cookies.set(Name::Flow, &flow_cookie(at, carried.0, carried.1));
    ([(header::SET_COOKIE, cookie)], see_other(path)).into_response()
}

/// What may be said of where a code went: a phone's last two digits, an email's first letter and domain.
fn whereto(masked: &str) -> String {
    masked.trim_start_matches(['•', ' ']).to_owned()
}

fn client_view(client: &Client) -> ClientView {
    let known = |text: &str, unknown: &str| if text == unknown { String::new() } else { text.to_owned() };
    ClientView {
        browser: known(&client.browser, crate::client::UNKNOWN_BROWSER),
        system: known(&client.system, crate::client::UNKNOWN_SYSTEM),
    }
}

fn platform(system: &str) -> Platform {
    match system {
        "iPhone" | "iPad" => Platform::Ios,
        "Android" => Platform::Android,
        "Mac" => Platform::Mac,
        "Windows" => Platform::Windows,
        "Linux" => Platform::Linux,
        "ChromeOS" => Platform::ChromeOs,
        _ => Platform::Other,
    }
}

/// A page or an answer that a request is not taken for, before any route sees it.
pub fn turned_away(app: &App, asker: &Asker, failure: Failure, path: &str) -> Response {
    match path.starts_with("/v1/") {
        true => failure.into_response(),
        false => failed(app, asker, &failure, path),
    }
}

/// There is nothing at this address.
pub async fn nowhere(
    axum::extract::State(app): crate::api::AppState,
    axum::Extension(asker): crate::api::Who,
    request: axum::extract::Request,
) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query());
    if let Some(file) = app.files.answer(path, query, request.headers()) {
        return file;
    }
    let failure = Failure::Request(RequestFault::NoSuchPage);
    match path.starts_with("/v1/") {
        true => failure.into_response(),
        false => failed(&app, &asker, &failure, "/"),
    }
}
