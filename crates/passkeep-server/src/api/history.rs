//! What happened to an account.

use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::history::{PageSize, ReadHistory};
use serde::Deserialize;
#[cfg(test)]
use utoipa::IntoParams;

use super::shapes::HistoryShape;
#[cfg(test)]
use super::shapes::Problem;
use super::{AppState, Who, shapes};
use crate::answer::answer;
use crate::body::Query;
use crate::failure::{Failure, RequestFault};

/// Which events.
#[derive(Deserialize)]
#[cfg_attr(test, derive(IntoParams))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, into_params(parameter_in = Query))]
pub struct HistoryQuery {
    /// Only events before this place, a `seq`: the last answer's `older_before`. Absent for the newest.
    #[cfg_attr(test, param(minimum = 1))]
    before: Option<i64>,
    /// How many at most: 1 to 100, or 50.
    #[cfg_attr(test, param(minimum = 1, maximum = 100))]
    limit: Option<i64>,
}

/// Lists the account's events, newest first.
#[cfg_attr(test, utoipa::path(get, path = "/v1/history", tag = "history", params(HistoryQuery),
    responses((status = 200, body = HistoryShape), (status = "4XX", body = Problem))))]
pub async fn read_history(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HistoryQuery>,
) -> Result<Answer<HistoryShape>, Failure> {
    let not_taken = |what: &str| Failure::from(RequestFault::Shape(what.to_owned()));
    if query.before.is_some_and(|seq| seq < 1) {
        return Err(not_taken("The query: before is the place of an event, from 1 on."));
    }
    let size = match query.limit {
        Some(limit) => {
            PageSize::parse(limit).ok_or_else(|| not_taken("The query: limit is a number from 1 to 100."))?
        }
        None => PageSize::USUAL,
    };
    let step = ReadHistory { session: asker.session, before: query.before, size };
    Ok(Answer(shapes::history(answer(&app, &step, &asker.moment).await?)))
}
