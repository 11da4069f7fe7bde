//! The authorization endpoint. (OpenID Connect Core, section 3.1.2; RFC 6749, section 4.1; RFC 9207)
//!
//! Until the client and its redirect are known to belong together, nothing is redirected: whoever sent the request sees a
//! page. From there on the app is told. A person who has to sign in, prove more or consent is sent through that page, and
//! comes back here, where everything is judged anew.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use passkeep_decision::client::{RegisteredClient, Scope};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::level::Level;
use passkeep_decision::oidc::{
    AuthorizationRequest, Authorize, AuthorizeReply, Channel, GiveConsent, Parameters, RequestContext,
    RequestFault,
};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::SessionFacts;
use serde::Deserialize;
use serde_json::Value;

use super::pending::{PROCEED, QUERY_MAX};
use super::pushed::Resolved;
use super::{FormParameters, Pending, of_query, pushed};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::clients;
use crate::cookies::{Lifetime, Name};
use crate::failure::{Failure, OAuthFailure};
use crate::pages::{app_fault_page, consent_page, failed, proceed_page};
use crate::texts::Language;
use crate::views::AppFault;

/// Where the answer goes.
pub(super) struct Addressed {
    client: Arc<RegisteredClient>,
    redirect_uri: String,
    state: Option<String>,
}

/// Why there is nowhere to answer to.
pub(super) enum Lost {
    Fault(AppFault),
    Failure(Failure),
}

impl Lost {
    /// The same, told to who pushes: it has proved who it is.
    pub(super) fn of_pushed(self) -> OAuthFailure {
        match self {
            Self::Failure(failure) => failure.into(),
            Self::Fault(_) => OAuthFailure::Redirect,
        }
    }
}

impl From<Failure> for Lost {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// An app sends somebody here.
pub async fn authorize(
    State(app): AppState,
    Extension(asker): Who,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let (resolved, addressed) = match asked(&app, &asker, &query).await {
        Ok(asked) => asked,
        Err(lost) => return lost_page(&app, &asker, lost),
    };
    match judge(&app, &asker, (&query, &resolved, &headers), &addressed).await {
        Ok(response) => response,
        Err(failure) => addressed.refuse(&app, failure),
    }
}

/// The same, posted. Browsers send no cookie of ours with another site's form, so it is asked again as a page. (OpenID
/// Connect Core, section 3.1.2.1)
pub async fn authorize_posted(
    State(app): AppState,
    Extension(asker): Who,
    form: Result<FormParameters, OAuthFailure>,
) -> Response {
    let Ok(FormParameters(parameters)) = form else {
        return lost_page(&app, &asker, Lost::Fault(AppFault::Client));
    };
    let query = serde_urlencoded::to_string(&parameters.0).expect("pairs of text are a query");
    Redirect::to(&format!("/authorize?{query}")).into_response()
}

async fn judge(
    app: &App,
    asker: &Asker,
    (query, resolved, headers): (&str, &Resolved, &HeaderMap),
    addressed: &Addressed,
) -> Result<Response, OAuthFailure> {
    let parameters = &resolved.parameters;
    if query.len() > QUERY_MAX {
        return Err(RequestFault::TooLong("request").into());
    }
    let request = read(app, parameters, addressed, resolved.channel(&addressed.client)).await?;
    let pending = Pending::read(app, asker, headers).await?.filter(|pending| pending.query == query);
    let pending = pending.unwrap_or_else(|| Pending::begin(query, asker));
    let step = Authorize {
        session: asker.session,
        client: addressed.client.clone(),
        request,
        ticket: pending.ticket().clone(),
        pushed_until: resolved.pushed_until,
        proceed: super::pending::proceed_url(app),
        browser: asker.client.clone(),
    };
    let on_the_way = |path: &str| {
        let mut response = Redirect::to(path).into_response();
        keep(app, asker, (&pending, headers), parameters, &mut response);
        response
    };
    match answer(app, &step, &asker.moment).await? {
        AuthorizeReply::Code(code) => {
            if let Some(name) = pushed::named(&of_query(query)) {
                app.store.drop_pushed_request(&name).await?;
            }
            Ok(addressed.answer(app, &[("code", &app.store.write_token(&code))]))
        }
        AuthorizeReply::SignIn => Ok(on_the_way("/?choose")),
        AuthorizeReply::Prove(Level::Three) => {
            Ok(on_the_way("/reauthenticate?next=/authorize/proceed&level=phrh"))
        }
        AuthorizeReply::Prove(_) => Ok(on_the_way("/reauthenticate?next=/authorize/proceed")),
        AuthorizeReply::Consent { who, scopes } => {
            let mut response = ask_consent(app, asker, (&who, &scopes), (&addressed.client, &pending));
            keep(app, asker, (&pending, headers), parameters, &mut response);
            Ok(response)
        }
        AuthorizeReply::Confirm(id) => Ok(on_the_way(&format!("/confirm/{id}"))),
        AuthorizeReply::Unmet(unmet) => Err(OAuthFailure::Unmet(unmet)),
    }
}

/// Keeps the request in its cookie, and lets the app's wish for a language stand where the person has none of their own.
fn keep(
    app: &App,
    asker: &Asker,
    (pending, headers): (&Pending, &HeaderMap),
    parameters: &Parameters,
    response: &mut Response,
) {
    response.headers_mut().append(header::SET_COOKIE, pending.cookie(app, asker));
    if app.cookies.read(Name::Language, headers).is_some() {
        return;
    }
    let wishes = parameters.one("ui_locales").ok().flatten().unwrap_or_default();
    if let Some(language) = wishes.split(' ').find_map(Language::from_tag) {
        let cookie = app.cookies.set_for(Name::Language, language.tag(), Lifetime::Browser);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// What is asked, and where the answer goes.
async fn asked(app: &App, asker: &Asker, query: &str) -> Result<(Resolved, Addressed), Lost> {
    let resolved = pushed::resolve(app, query, asker.moment.now).await?;
    let resolved = resolved.ok_or(Lost::Fault(AppFault::RequestUri))?;
    let addressed = addressed(app, &resolved.parameters).await?;
    Ok((resolved, addressed))
}

/// Finds the client and its redirect: whatever is wrong with these is told to nobody but who sent the request.
pub(super) async fn addressed(app: &App, parameters: &Parameters) -> Result<Addressed, Lost> {
    let one = |name: &'static str, fault| parameters.one(name).map_err(|_| Lost::Fault(fault));
    let id = one("client_id", AppFault::Client)?.ok_or(Lost::Fault(AppFault::Client))?;
    let client = clients::find(app, id).await?.ok_or(Lost::Fault(AppFault::Client))?;
    let redirect_uri = one("redirect_uri", AppFault::Redirect)?.ok_or(Lost::Fault(AppFault::Redirect))?;
    if !client.redirects_to(redirect_uri) {
        tracing::warn!(client = %client.id, redirect_uri, "a redirect_uri is not registered");
        return Err(Lost::Fault(AppFault::Redirect));
    }
    let state = parameters.0.iter().find(|(name, _)| name == "state").map(|(_, value)| value.clone());
    Ok(Addressed { redirect_uri: redirect_uri.to_owned(), state, client })
}

pub(super) async fn read(
    app: &App,
    parameters: &Parameters,
    addressed: &Addressed,
    channel: Channel,
) -> Result<AuthorizationRequest, OAuthFailure> {
    let client = &addressed.client;
    let hinted = match parameters.one("id_token_hint")? {
        Some(hint) => Some(hinted(app, hint, client).await.ok_or(RequestFault::Hint)?),
        None => None,
    };
    let policy = app.rules.now();
    let context = RequestContext { client, hinted, action_types: &policy.action_types, channel };
    Ok(AuthorizationRequest::parse(parameters, &addressed.redirect_uri, &context)?)
}

/// The person whom an ID token of this client names, however old it is.
async fn hinted(app: &App, hint: &str, client: &RegisteredClient) -> Option<AccountHandle> {
    let claims = super::tokens::verify(app, hint, super::tokens::ID_TOKEN).await?;
    let says = |name: &str| claims.get(name).and_then(Value::as_str);
    (says("aud") == Some(client.id.as_str())).then(|| says("sub").and_then(AccountHandle::parse)).flatten()
}

impl Addressed {
    /// An answer to the app: what it asked, its state, and who answers. (RFC 9207)
    fn answer(&self, app: &App, what: &[(&str, &str)]) -> Response {
        let mut pairs: Vec<(&str, &str)> = what.to_vec();
        pairs.extend(self.state.as_deref().map(|state| ("state", state)));
        pairs.push(("iss", app.base_url.as_str()));
        let query = serde_urlencoded::to_string(&pairs).expect("pairs of text are a query");
        let glue = if self.redirect_uri.contains('?') { '&' } else { '?' };
        let mut response = Redirect::to(&format!("{}{glue}{query}", self.redirect_uri)).into_response();
        response.headers_mut().append(header::SET_COOKIE, app.cookies.remove(Name::Authorize));
        response
    }

    fn refuse(&self, app: &App, failure: OAuthFailure) -> Response {
        tracing::info!(client = %self.client.id, error = failure.error(), why = failure.description(), "an app was refused");
        self.answer(app, &[("error", failure.error()), ("error_description", &failure.description())])
    }
}

fn lost_page(app: &App, asker: &Asker, lost: Lost) -> Response {
    match lost {
        Lost::Fault(fault) => {
            tracing::warn!(?fault, "an authorization request leads nowhere");
            app_fault_page(app, asker, fault)
        }
        Lost::Failure(failure) => failed(app, asker, &failure, "/"),
    }
}

/// Where a person goes on who signed in, proved more or consented: a page that leads on by itself, since a form of ours may
/// lead to no other site.
pub async fn proceed(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    match Pending::read(&app, &asker, &headers).await {
        Ok(Some(pending)) => proceed_page(&app, &asker, &format!("/authorize?{}", pending.query)),
        Ok(None) => Redirect::to("/settings").into_response(),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

/// The person goes back to the app.
pub async fn cancelled(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    let pending = match Pending::read(&app, &asker, &headers).await {
        Ok(Some(pending)) => pending,
        Ok(None) => return Redirect::to("/").into_response(),
        Err(failure) => return failed(&app, &asker, &failure, "/"),
    };
    match asked(&app, &asker, &pending.query).await {
        Ok((_, addressed)) => addressed.refuse(&app, OAuthFailure::Denied),
        Err(lost) => lost_page(&app, &asker, lost),
    }
}

fn ask_consent(
    app: &App,
    asker: &Asker,
    (who, scopes): (&SessionFacts, &[Scope]),
    (client, pending): (&RegisteredClient, &Pending),
) -> Response {
    let value = |scope: &&Scope| app.rules.now().value_scopes.contains(scope);
    let moving: Vec<String> = scopes.iter().filter(value).map(|scope| scope.as_str().to_owned()).collect();
    let asked = scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    consent_page(app, asker, who, (client.name.to_string(), asked, moving), pending.name())
}

/// What the consent page sends.
#[derive(Deserialize)]
pub struct ConsentForm {
    request: String,
}

/// The person says yes.
pub async fn consent(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<ConsentForm>,
) -> Response {
    match give_consent(&app, &asker, &headers, &form).await {
        Ok(()) => Redirect::to(PROCEED).into_response(),
        Err(Lost::Failure(failure)) => failed(&app, &asker, &failure, "/settings"),
        Err(lost) => lost_page(&app, &asker, lost),
    }
}

async fn give_consent(app: &App, asker: &Asker, headers: &HeaderMap, form: &ConsentForm) -> Result<(), Lost> {
    let pending = Pending::read(app, asker, headers).await?;
    // Another tab may have put another request there: what is answered is what was shown.
    let pending = pending.filter(|pending| pending.name() == form.request);
    let pending = pending.ok_or(Failure::Refused(Refusal::TicketNotAccepted))?;
    let (resolved, addressed) = asked(app, asker, &pending.query).await?;
    let channel = resolved.channel(&addressed.client);
    let request = read(app, &resolved.parameters, &addressed, channel).await;
    let request = request.map_err(|_| Failure::Refused(Refusal::TicketNotAccepted))?;
    let step = GiveConsent {
        session: asker.session,
        client: addressed.client.clone(),
        request,
        browser: asker.client.clone(),
    };
    Ok(answer(app, &step, &asker.moment).await?)
}
