//! The pages of apps: consent, the list of those in use, and what leads on or nowhere.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use passkeep_decision::client::{ClientId, Scope};
use passkeep_decision::oidc::{ListApps, RevokeApp};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::SessionFacts;

use super::{failed, page, page_of, render, see_other};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::clients;
use crate::failure::Failure;
use crate::oidc::PROCEED;
use crate::views::{
    AppFault, AppFaultPage, AppView, AppsPage, ConsentPage, LogoutPage, ProceedPage, ScopeView, Section,
};

const PATH: &str = "/settings/apps";

/// Asks for consent. `what` is the app, what it asks for, and what of that moves value.
pub fn consent_page(
    app: &App,
    asker: &Asker,
    who: &SessionFacts,
    what: (String, Vec<String>, Vec<String>),
    request: String,
) -> Response {
    let (name, asked, moving) = what;
    let scope = |scope: String| ScopeView { moves_value: moving.contains(&scope), scope };
    render(&ConsentPage {
        // In the other language the way leads back here.
        page: page(app, asker, PROCEED),
        app: name,
        name: who.account.name.to_string(),
        user_id: format!("{:09}", who.account.user_id.number()),
        scopes: asked.into_iter().map(scope).collect(),
        request,
    })
}

/// Leads on by itself.
pub fn proceed_page(app: &App, asker: &Asker, next: &str) -> Response {
    render(&ProceedPage { page: page(app, asker, "/"), next: next.to_owned() })
}

/// Asks whether to sign out.
pub fn logout_page(
    app: &App,
    asker: &Asker,
    who: &SessionFacts,
    parameters: &[(String, String)],
) -> Response {
    render(&LogoutPage {
        page: page(app, asker, "/"),
        name: who.account.name.to_string(),
        parameters: parameters.to_vec(),
    })
}

/// Says what is wrong with an app's request that leads nowhere.
pub fn app_fault_page(app: &App, asker: &Asker, fault: AppFault) -> Response {
    let mut response = render(&AppFaultPage { page: page(app, asker, "/"), fault });
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

/// The apps in use.
pub async fn apps_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    match view(&app, &asker, query.contains_key("ended")).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

async fn view(app: &App, asker: &Asker, ended: bool) -> Result<AppsPage, Failure> {
    let used = answer(app, &ListApps { session: asker.session }, &asker.moment).await?;
    let value_scopes = &app.rules.now().value_scopes;
    let scope = |scope: &Scope| ScopeView {
        scope: scope.as_str().to_owned(),
        moves_value: value_scopes.contains(scope),
    };
    let mut apps = vec![];
    for grant in &used.grants {
        let client = clients::find(app, grant.client.as_str()).await?;
        apps.push(AppView {
            id: grant.client.to_string(),
            home: client
                .as_ref()
                .and_then(|client| client.home.as_ref())
                .map(|home| home.as_str().to_owned()),
            name: client.map_or_else(|| grant.client.to_string(), |client| client.name.to_string()),
            scopes: grant.scopes.iter().map(scope).collect(),
            since_ms: grant.first_at.0,
        });
    }
    Ok(AppsPage { page: page_of(app, asker, PATH, (&used.who, Section::Apps)), apps, ended })
}

/// Ends what an app may do.
pub async fn end_app_page(State(app): AppState, Extension(asker): Who, Path(id): Path<String>) -> Response {
    let Some(id) = ClientId::parse(&id) else {
        return failed(&app, &asker, &Failure::Refused(Refusal::NotFound), PATH);
    };
    let step = RevokeApp { session: asker.session, app: id, browser: asker.client.clone() };
    match answer(&app, &step, &asker.moment).await {
        Ok(()) => see_other("/settings/apps?ended"),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}
