//! Who asks: the browser's language and session. And whether a form is ours.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::risk::flag;
use crate::serve::Shared;
use crate::store::{Customer, Session, StoreError};
use crate::texts::Language;
use crate::views::{ErrorPage, Fault, Page, Section};

/// The names of our cookies. `__Host-` where people come by https.
pub const SESSION: &str = "larkfield-session";
pub const SIGN_IN: &str = "larkfield-sign-in";
const LANGUAGE: &str = "larkfield-language";

/// Who asks, signed in or not.
pub struct Visitor {
    pub shared: Arc<Shared>,
    pub language: Language,
    pub path: String,
    pub token: Option<String>,
    pub sign_in: Option<String>,
    pub signed_in: Option<(Session, Customer)>,
    pub now_ms: i64,
    chosen: bool,
}

/// Who asks, signed in.
pub struct Member {
    pub visitor: Visitor,
    pub session: Session,
    pub customer: Customer,
}

/// A signed-in person who pressed a button of ours.
pub struct Acting(pub Member);

impl FromRequestParts<Arc<Shared>> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Response> {
        Self::of(parts, shared).map_err(|error| {
            tracing::error!(%error, "a visitor can't be told");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        })
    }
}

impl FromRequestParts<Arc<Shared>> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Response> {
        let mut visitor = Visitor::from_request_parts(parts, shared).await?;
        match visitor.signed_in.take() {
            Some((session, customer)) => Ok(Self { visitor, session, customer }),
            None if parts.method == axum::http::Method::GET => {
                let to = url::form_urlencoded::byte_serialize(visitor.path.as_bytes()).collect::<String>();
                Err(Redirect::to(&format!("/sign-in?to={to}")).into_response())
            }
            None => Err(Redirect::to("/").into_response()),
        }
    }
}

impl FromRequestParts<Arc<Shared>> for Acting {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Response> {
        if !is_ours(&parts.headers, &shared.config.base_url) {
            let visitor = Visitor::from_request_parts(parts, shared).await?;
            return Err(visitor.failed(StatusCode::FORBIDDEN, Fault::Foreign));
        }
        Member::from_request_parts(parts, shared).await.map(Self)
    }
}

/// Whether a form was sent from a page of ours. Another port of this machine is another origin, though the same site.
fn is_ours(headers: &HeaderMap, base_url: &str) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    origin.is_some_and(|origin| origin == super::origin(base_url))
}

impl Visitor {
    fn of(parts: &Parts, shared: &Arc<Shared>) -> Result<Self, StoreError> {
        let headers = &parts.headers;
        let secure = shared.config.is_https();
        let query = parts.uri.query().unwrap_or_default();
        let chosen = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
        let chosen = chosen.map(|(_, tag)| tag.into_owned());
        let remembered = cookie(headers, &named(LANGUAGE, secure));
        let accepts = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = Language::negotiate(chosen.as_deref().or(remembered), accepts);
        let token = cookie(headers, &named(SESSION, secure)).map(str::to_owned);
        let now_ms = shared.now_ms();
        let session = match &token {
            Some(token) => shared.store.session(token, now_ms)?,
            None => None,
        };
        let signed_in = match session {
            Some(session) => shared.store.customer(&session.subject)?.map(|customer| (session, customer)),
            None => None,
        };
        Ok(Self {
            shared: shared.clone(),
            language,
            path: parts.uri.path().to_owned(),
            token,
            sign_in: cookie(headers, &named(SIGN_IN, secure)).map(str::to_owned),
            signed_in,
            now_ms,
            chosen: chosen.is_some(),
        })
    }

    /// What every page shares.
    pub fn page(&self, section: Section, customer: Option<&Customer>) -> Result<Page, StoreError> {
        let told = customer.map(|customer| self.shared.store.told(&customer.subject)).transpose()?;
        Ok(Page {
            language: self.language,
            path: self.path.clone(),
            customer: customer.map(|customer| customer.name.clone()),
            flag: told.and_then(|told| flag(told, self.shared.config.waits, self.now_ms)),
            issuer: self.shared.config.issuer.clone(),
            section,
        })
    }

    /// A page, as HTML; the language that was chosen is remembered.
    pub fn shown(&self, status: StatusCode, page: &impl askama::Template) -> Response {
        let html = match page.render() {
            Ok(html) => html,
            Err(error) => {
                tracing::error!(%error, "a page can't be rendered");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        };
        let mut response = (status, Html(html)).into_response();
        if self.chosen {
            let year = 365 * 24 * 60 * 60;
            set_cookie(&mut response, self.written(LANGUAGE, self.language.tag(), Some(year)));
        }
        response
    }

    /// A page that says what did not work.
    pub fn failed(&self, status: StatusCode, fault: Fault) -> Response {
        let customer = self.signed_in.as_ref().map(|(_, customer)| customer);
        match self.page(Section::Elsewhere, customer) {
            Ok(page) => self.shown(status, &ErrorPage { page, fault }),
            Err(error) => broken(&error),
        }
    }

    /// A `Set-Cookie`; without seconds it lives until the browser is closed.
    pub fn written(&self, name: &str, value: &str, seconds: Option<i64>) -> HeaderValue {
        let secure = self.shared.config.is_https();
        let mut cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", named(name, secure));
        if secure {
            cookie.push_str("; Secure");
        }
        if let Some(seconds) = seconds {
            cookie.push_str(&format!("; Max-Age={seconds}"));
        }
        HeaderValue::try_from(cookie).expect("our values are base64url and tags")
    }
}

impl Member {
    /// What every page shares.
    pub fn page(&self, section: Section) -> Result<Page, StoreError> {
        self.visitor.page(section, Some(&self.customer))
    }
}

/// Adds a `Set-Cookie`.
pub fn set_cookie(response: &mut Response, cookie: HeaderValue) {
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

/// Something here is broken: the log says what.
pub fn broken(error: &StoreError) -> Response {
    tracing::error!(%error, "a request can't be answered");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn named(name: &str, secure: bool) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key == name).then_some(value))
}
