//! Why a passkey did not work: for what failed on the client's side, and for the account's owner afterwards.

use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::diagnosis::{Diagnose, Keep, RecentProblems};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{DiagnoseBody, DiagnosisShape, ProblemShape, Problems};
use super::{AppState, Who};
use crate::answer::answer;
use crate::body::Json;
use crate::diagnoses::{Telling, keep};
use crate::failure::{Failure, RequestFault};
use crate::figures::coarse_version;

/// Says why an attempt failed, and what to do, in the language of the request. Takes no account. With a session, what is
/// known of the account makes it more exact.
#[cfg_attr(test, utoipa::path(post, path = "/v1/diagnoses", tag = "diagnoses", request_body = DiagnoseBody,
    responses((status = 200, body = DiagnosisShape), (status = "4XX", body = Problem))))]
pub async fn diagnose(
    State(app): AppState,
    Extension(asker): Who,
    Json(body): Json<DiagnoseBody>,
) -> Result<Answer<DiagnosisShape>, Failure> {
    app.attempts
        .admit(asker.address, asker.moment.now)
        .map_err(|retry_after_seconds| RequestFault::TooManyRequests { retry_after_seconds })?;
    let mut step = Diagnose {
        session: asker.session,
        browser: asker.browser,
        client: asker.client.clone(),
        version: coarse_version(&asker.facts),
        signs: body.signs(&asker.client)?,
        named: None,
        keep: keep(&app, &asker),
    };
    let diagnosed = match answer(&app, &step, &asker.moment).await {
        // A reference that is taken: the answer matters more than keeping it.
        Err(Failure::Busy) => {
            step.keep = Keep::TooMany;
            answer(&app, &step, &asker.moment).await?
        }
        other => other?,
    };
    Ok(Answer(DiagnosisShape::of(&Telling::new(diagnosed, &asker))))
}

/// Lists the account's failed attempts of the last 30 days, and those of this browser that name no account.
#[cfg_attr(test, utoipa::path(get, path = "/v1/diagnoses", tag = "diagnoses",
    responses((status = 200, body = Problems), (status = "4XX", body = Problem))))]
pub async fn recent_problems(
    State(app): AppState,
    Extension(asker): Who,
) -> Result<Answer<Problems>, Failure> {
    let step = RecentProblems { session: asker.session, browser: asker.browser };
    let (_, problems) = answer(&app, &step, &asker.moment).await?;
    let problems = problems.iter().map(|problem| ProblemShape::of(problem, asker.language)).collect();
    Ok(Answer(Problems { problems }))
}
