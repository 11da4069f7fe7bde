//! An app asks that the person be signed out here too. (OpenID Connect RP-Initiated Logout 1.0)
//!
//! With an ID token of this very session it is done at once; else the person is asked, since anybody can link here.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use passkeep_decision::client::RegisteredClient;
use passkeep_decision::contacts::ReadAccount;
use passkeep_decision::oidc::Parameters;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::SessionFacts;
use passkeep_decision::sessions::Which;
use serde_json::{Map, Value};

use super::{FormParameters, of_query, tokens};
use crate::answer::answer;
use crate::api::{AppState, Who, end, forget_session};
use crate::app::App;
use crate::asker::Asker;
use crate::clients;
use crate::failure::{Failure, OAuthFailure};
use crate::pages::{app_fault_page, failed, logout_page, proceed_page};
use crate::views::AppFault;

/// Where the person goes after it: to the app, if that is registered.
struct Asked {
    claims: Option<Map<String, Value>>,
    after: Option<String>,
}

/// The app leads here.
pub async fn logout(State(app): AppState, Extension(asker): Who, RawQuery(query): RawQuery) -> Response {
    take(&app, &asker, &of_query(&query.unwrap_or_default()), Answered::No).await
}

/// The person said yes on our page; or the app posts, which is the same as leading here.
pub async fn logout_posted(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    form: Result<FormParameters, OAuthFailure>,
) -> Response {
    let Ok(FormParameters(parameters)) = form else {
        return app_fault_page(&app, &asker, AppFault::Client);
    };
    if crate::asker::is_ours(&app, &headers) {
        return take(&app, &asker, &parameters, Answered::Yes).await;
    }
    // Browsers send no cookie of ours with another site's form.
    let query = serde_urlencoded::to_string(&parameters.0).expect("pairs of text are a query");
    Redirect::to(&format!("/logout?{query}")).into_response()
}

/// Whether the person has said yes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answered {
    Yes,
    No,
}

async fn take(app: &App, asker: &Asker, parameters: &Parameters, answered: Answered) -> Response {
    let asked = match read(app, parameters).await {
        Ok(asked) => asked,
        Err(Ok(fault)) => return app_fault_page(app, asker, fault),
        Err(Err(failure)) => return failed(app, asker, &failure, "/"),
    };
    let who = match answer(app, &ReadAccount { session: asker.session }, &asker.moment).await {
        Ok(view) => Some(view.who),
        Err(Failure::Refused(Refusal::SignedOut)) => None,
        Err(failure) => return failed(app, asker, &failure, "/"),
    };
    let Some(who) = who else { return signed_out(app, asker, &asked) };
    if answered == Answered::No && !names(&asked, &who) {
        return logout_page(app, asker, &who, &parameters.0);
    }
    match end(app, asker, Which::This).await {
        Ok(_) | Err(Failure::Refused(Refusal::SignedOut)) => signed_out(app, asker, &asked),
        Err(failure) => failed(app, asker, &failure, "/settings"),
    }
}

/// Whether the hint is an ID token of this very session.
fn names(asked: &Asked, who: &SessionFacts) -> bool {
    let says = |name: &str| asked.claims.as_ref().and_then(|claims| claims.get(name)).and_then(Value::as_str);
    says("sid") == Some(who.session.sid.to_string().as_str())
        && says("sub") == Some(who.account.handle.to_string().as_str())
}

fn signed_out(app: &App, asker: &Asker, asked: &Asked) -> Response {
    let page = match &asked.after {
        // A page that leads on by itself, since a form of ours may lead to no other site.
        Some(after) => proceed_page(app, asker, after),
        None => Redirect::to("/?signed-out").into_response(),
    };
    (forget_session(app), page).into_response()
}

type Fault = Result<AppFault, Failure>;

async fn read(app: &App, parameters: &Parameters) -> Result<Asked, Fault> {
    let one = |name: &'static str| parameters.one(name).map_err(|_| Ok(AppFault::Client));
    let claims = match one("id_token_hint")? {
        Some(hint) => {
            let claims = tokens::verify(app, hint, tokens::ID_TOKEN).await;
            Some(claims.ok_or(Ok(AppFault::Hint))?)
        }
        None => None,
    };
    let audience = claims.as_ref().and_then(|claims| claims.get("aud")).and_then(Value::as_str);
    let named = match (audience, one("client_id")?) {
        (Some(audience), Some(named)) if audience != named => return Err(Ok(AppFault::Client)),
        (audience, named) => audience.or(named).map(str::to_owned),
    };
    let Some(uri) = one("post_logout_redirect_uri")? else { return Ok(Asked { claims, after: None }) };
    let client = match &named {
        Some(id) => clients::find(app, id).await.map_err(Err)?,
        None => None,
    };
    let client = client.ok_or(Ok(AppFault::Client))?;
    if !may_go(&client, uri) {
        tracing::warn!(client = %client.id, uri, "a post_logout_redirect_uri is not registered");
        return Err(Ok(AppFault::PostLogoutRedirect));
    }
    let after = match one("state")? {
        Some(state) => {
            let glue = if uri.contains('?') { '&' } else { '?' };
            let state = serde_urlencoded::to_string([("state", state)]).expect("text is a query");
            format!("{uri}{glue}{state}")
        }
        None => uri.to_owned(),
    };
    Ok(Asked { claims, after: Some(after) })
}

fn may_go(client: &Arc<RegisteredClient>, uri: &str) -> bool {
    client.post_logout_redirect_uris.iter().any(|registered| registered.as_str() == uri)
}
