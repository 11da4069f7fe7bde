//! The apps that an account uses.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::{Extension, Json as Answer, extract::State};
use passkeep_decision::client::ClientId;
use passkeep_decision::oidc::{ListApps, RevokeApp};
use passkeep_decision::refusal::Refusal;

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{AppShape, Apps};
use super::{AppState, Who};
use crate::answer::answer;
use crate::clients;
use crate::failure::Failure;

/// Lists them.
#[cfg_attr(test, utoipa::path(get, path = "/v1/apps", tag = "apps",
    responses((status = 200, body = Apps), (status = "4XX", body = Problem))))]
pub async fn list_apps(State(app): AppState, Extension(asker): Who) -> Result<Answer<Apps>, Failure> {
    let used = answer(&app, &ListApps { session: asker.session }, &asker.moment).await?;
    let mut apps = vec![];
    for grant in &used.grants {
        let client = clients::find(&app, grant.client.as_str()).await?;
        apps.push(AppShape {
            id: grant.client.to_string(),
            url: client.as_ref().and_then(|client| client.home.as_ref()).map(|home| home.as_str().to_owned()),
            name: client.map(|client| client.name.to_string()),
            scopes: grant.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            since: grant.first_at.0,
        });
    }
    Ok(Answer(Apps { apps }))
}

/// Ends what one may do: it is signed out, and gets nothing more.
#[cfg_attr(test, utoipa::path(delete, path = "/v1/apps/{id}", tag = "apps",
    params(("id" = String, Path, description = "The app's client id")),
    responses((status = 204), (status = "4XX", body = Problem))))]
pub async fn end_app(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let id = ClientId::parse(&id).ok_or(Failure::Refused(Refusal::NotFound))?;
    let step = RevokeApp { session: asker.session, app: id, browser: asker.client.clone() };
    answer(&app, &step, &asker.moment).await?;
    Ok(StatusCode::NO_CONTENT)
}
