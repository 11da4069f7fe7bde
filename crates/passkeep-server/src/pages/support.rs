//! The support desk. Whoever has no role among the staff finds nothing here, as at any address where nothing is.

mod account;
mod charts;
mod proposals;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use passkeep_decision::account::{Locale, UserId};
use passkeep_decision::diagnosis::Reference;
use passkeep_decision::level::Level;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::support::{EnterSupport, LookAt, Looked, SeenAttempt, Whom};
use serde::Deserialize;

use super::{client_view, failed, nowhere, page_of, render, render_refused, see_other};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::diagnoses::{Explanation, explain_to, words};
use crate::failure::{Failure, RequestFault};
use crate::identifier;
use crate::texts::Language;
use crate::views::{AttemptView, Section, SupportAttemptPage, SupportPage};

pub use account::*;
pub use charts::charts_page;
pub use proposals::*;

const PATH: &str = "/support";

/// Goes around every route of the desk. Each step asks again; this is for what a request may say before a step is taken.
pub async fn staff_alone(
    State(app): AppState,
    Extension(asker): Who,
    request: Request,
    next: Next,
) -> Response {
    match answer(&app, &EnterSupport { session: asker.session }, &asker.moment).await {
        Err(Failure::Refused(Refusal::NotFound)) => nowhere(State(app), Extension(asker), request).await,
        _ => next.run(request).await,
    }
}

/// The desk: one field, and what waits for a second.
pub async fn support_page(State(app): AppState, Extension(asker): Who) -> Response {
    match desk(&app, &asker, None).await {
        Ok(page) => render(&page),
        Err(failure) => support_failed(&app, &asker, &failure, PATH),
    }
}

async fn desk(app: &App, asker: &Asker, not_found: Option<String>) -> Result<SupportPage, Failure> {
    let desk = answer(app, &EnterSupport { session: asker.session }, &asker.moment).await?;
    let view = |(user_id, proposal): &(UserId, _)| proposal_view(proposal, *user_id, desk.who.account.handle);
    Ok(SupportPage {
        page: page_of(app, asker, PATH, (&desk.who, Section::Index)),
        role: desk.role,
        proposals: desk.proposals.iter().map(view).collect(),
        not_found,
    })
}

/// What was typed into the one field.
#[derive(Deserialize)]
pub struct FindForm {
    text: String,
}

/// Finds, and leads to what was found. What was typed stands in no URL.
pub async fn find_page(State(app): AppState, Extension(asker): Who, Form(form): Form<FindForm>) -> Response {
    let looked = match find(&app, &asker, &form.text).await {
        Ok(looked) => looked,
        Err(failure) => return support_failed(&app, &asker, &failure, PATH),
    };
    match (&looked.attempt, &looked.seen) {
        (Some(found), _) => see_other(&format!("{PATH}/attempts/{}", found.attempt.reference)),
        (None, Some(seen)) => see_other(&account_path(seen.of.account.user_id)),
        (None, None) => match desk(&app, &asker, Some(form.text)).await {
            Ok(page) => render_refused(&page, &Failure::Refused(Refusal::NotFound)),
            Err(failure) => support_failed(&app, &asker, &failure, PATH),
        },
    }
}

/// Looks at whatever a text finds: a reference, or else a user ID, an email or a phone.
pub async fn find(app: &App, asker: &Asker, text: &str) -> Result<Looked, Failure> {
    let whom = whom(text, &asker.region);
    answer(app, &LookAt { session: asker.session, whom }, &asker.moment).await
}

/// Eight digits may be a phone number too: then that is what they are more likely. Letters never are, whatever a keypad
/// makes of them.
fn whom(text: &str, region: &str) -> Whom {
    let identifiers = identifier::identifiers(text, region);
    match Reference::parse(text) {
        Some(reference) if identifiers.is_empty() || text.contains(char::is_alphabetic) => {
            Whom::Reference(reference)
        }
        _ => Whom::Identifiers(identifiers),
    }
}

/// One attempt, by its reference.
pub async fn attempt_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(reference): Path<String>,
) -> Response {
    let path = format!("{PATH}/attempts/{reference}");
    match attempt_view(&app, &asker, &reference, &path).await {
        Ok(page) => render(&page),
        Err(failure) => support_failed(&app, &asker, &failure, &path),
    }
}

async fn attempt_view(
    app: &App,
    asker: &Asker,
    reference: &str,
    path: &str,
) -> Result<SupportAttemptPage, Failure> {
    let whom = match Reference::parse(reference) {
        Some(reference) => Whom::Reference(reference),
        None => Whom::Identifiers(vec![]),
    };
    let looked = answer(app, &LookAt { session: asker.session, whom }, &asker.moment).await?;
    let found = looked.attempt.as_ref().ok_or(Refusal::NotFound)?;
    let account = looked.seen.as_ref().map(|seen| &seen.of.account);
    let standing = found.attempt.account.map(|(_, standing)| standing);
    Ok(SupportAttemptPage {
        page: page_of(app, asker, path, (&looked.who, Section::Index)),
        attempt: seen_attempt(found, asker.language, account.map(|account| &account.locale)),
        account: account.map(|account| digits(account.user_id)),
        proved: standing == Some(passkeep_decision::diagnosis::Standing::Proved),
    })
}

/// An attempt in the words of who helps, and of who is helped.
fn seen_attempt(seen: &SeenAttempt, language: Language, locale: Option<&Locale>) -> AttemptView {
    let attempt = &seen.attempt;
    let Explanation { facts, say, causes, steps, staff, .. } = explain_to(attempt, &seen.diagnosis, language);
    let theirs = locale.and_then(|locale| Language::from_tag(&locale.0)).filter(|theirs| *theirs != language);
    let theirs = theirs.map(|theirs| {
        let words = words(theirs);
        (theirs.tag(), words.say(seen.told), words.steps(seen.told, attempt.signs.system))
    });
    AttemptView {
        reference: attempt.reference.after(seen.told.as_str()),
        bare: attempt.reference.to_string(),
        at_ms: attempt.at.0,
        operation: attempt.signs.operation,
        on: client_view(&attempt.client),
        told: attempt.told.clone(),
        rule: seen.diagnosis.rule,
        say,
        steps,
        theirs,
        causes: causes.into_iter().map(|(_, likely, cause)| (cause, likely)).collect(),
        staff,
        facts: facts.into_iter().map(|fact| (fact.name, fact.value)).collect(),
    }
}

fn digits(user_id: UserId) -> String {
    format!("{:09}", user_id.number())
}

fn account_path(user_id: UserId) -> String {
    format!("{PATH}/accounts/{}", digits(user_id))
}

/// The account that a path names.
fn user_id(text: &str) -> Result<UserId, Failure> {
    UserId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}

/// A page for what went wrong. Who has no role gets what any address gives where nothing is; who has one, and too weak or old a
/// session, is led to prove more, and comes back to `path`.
pub(super) fn support_failed(app: &App, asker: &Asker, failure: &Failure, path: &str) -> Response {
    match failure {
        Failure::Refused(Refusal::NotFound) => {
            failed(app, asker, &Failure::Request(RequestFault::NoSuchPage), "/")
        }
        Failure::Refused(Refusal::LevelTooLow { needed: Level::Three } | Refusal::ReauthenticationNeeded) => {
            see_other(&format!("/reauthenticate?next={path}&level=3"))
        }
        _ => failed(app, asker, failure, PATH),
    }
}

#[cfg(test)]
mod tests {
    use super::{Reference, Whom, whom};

    #[test]
    fn a_reference_with_letters_is_one_wherever_staff_sit() {
        for region in ["CN", "HK", "TW", "JP", "US", "DE", "AC"] {
            for seed in 0_u64..2_000 {
                let [_, _, _, bytes @ ..] = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
                let reference = Reference(bytes);
                let spoken = reference.to_string();
                if spoken.contains(char::is_alphabetic) {
                    let found = whom(&spoken, region);
                    assert!(matches!(found, Whom::Reference(it) if it == reference), "{spoken} in {region}");
                }
            }
        }
    }

    #[test]
    fn eight_digits_that_are_a_number_here_are_that_number() {
        assert!(matches!(whom("2123 4567", "HK"), Whom::Identifiers(found) if !found.is_empty()));
        assert!(matches!(whom("2123-4567", "AC"), Whom::Reference(_)));
    }
}
