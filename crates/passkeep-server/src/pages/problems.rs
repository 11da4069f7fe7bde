//! What did not work of late.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use passkeep_decision::diagnosis::RecentProblems;

use super::{client_view, failed, page_of, render};
use crate::answer::answer;
use crate::api::shapes::ProblemShape;
use crate::api::{AppState, Who};
use crate::views::{ProblemView, ProblemsPage, Section};

const PATH: &str = "/settings/problems";

/// The account's failed attempts of 30 days, and this browser's.
pub async fn problems_page(State(app): AppState, Extension(asker): Who) -> Response {
    let step = RecentProblems { session: asker.session, browser: asker.browser };
    let (who, problems) = match answer(&app, &step, &asker.moment).await {
        Ok(found) => found,
        Err(failure) => return failed(&app, &asker, &failure, "/"),
    };
    let view = |problem: &passkeep_decision::diagnosis::Problem| {
        let diagnosis = ProblemShape::of(problem, asker.language).diagnosis;
        ProblemView {
            at_ms: problem.attempt.at.0,
            operation: problem.attempt.signs.operation,
            on: client_view(&problem.attempt.client),
            say: diagnosis.say,
            steps: diagnosis.steps,
            causes: diagnosis.causes.into_iter().map(|cause| cause.say).collect(),
            since_ms: diagnosis.at,
            worked_ms: diagnosis.worked.map(|worked| worked.at),
            reference: diagnosis.reference.unwrap_or_default(),
        }
    };
    render(&ProblemsPage {
        page: page_of(&app, &asker, PATH, (&who, Section::Problems)),
        problems: problems.iter().map(view).collect(),
    })
}
