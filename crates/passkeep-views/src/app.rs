//! Apps: what the account holder is asked on the way to one, the list of those in use, and requests that lead nowhere.

use askama::Template;

use super::icon::Icon;
use super::page;
use super::{Page, Section};

/// `GET /authorize`, where consent is asked for; its form posts to `/authorize/consent`.
#[derive(Debug, Clone, Template)]
#[template(path = "consent.html")]
pub struct ConsentPage {
    /// The shared part.
    pub page: Page,
    /// The app.
    pub app: String,
    /// Who is asked: the name that they are called by.
    pub name: String,
    /// Their user ID, digits alone.
    pub user_id: String,
    /// What the app asks for, in words where there are some.
    pub scopes: Vec<ScopeView>,
    /// Names the request.
    pub request: String,
}

/// What an app asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeView {
    /// The word of the protocol.
    pub scope: String,
    /// Whether it moves value.
    pub moves_value: bool,
}

/// A page that leads on by itself.
#[derive(Debug, Clone, Template)]
#[template(path = "proceed.html")]
pub struct ProceedPage {
    /// The shared part.
    pub page: Page,
    /// Where it leads: the authorization endpoint, or what a client has registered.
    pub next: String,
}

/// `GET /logout`, where the person is asked; its form posts back.
#[derive(Debug, Clone, Template)]
#[template(path = "logout.html")]
pub struct LogoutPage {
    /// The shared part.
    pub page: Page,
    /// Who is signed in.
    pub name: String,
    /// What came with the request, to be posted with the yes.
    pub parameters: Vec<(String, String)>,
}

/// `GET /settings/apps`.
#[derive(Debug, Clone, Template)]
#[template(path = "apps.html")]
pub struct AppsPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The apps.
    pub apps: Vec<AppView>,
    /// Whether one was ended just now.
    pub ended: bool,
}

/// An app in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppView {
    /// Its id, as in URLs.
    pub id: String,
    /// Its name; its id where it is registered no more.
    pub name: String,
    /// Where people find it, where it says so.
    pub home: Option<String>,
    /// What it may ask for.
    pub scopes: Vec<ScopeView>,
    /// Since when, in Unix milliseconds.
    pub since_ms: i64,
}

/// A request of an app that leads nowhere: nobody but who sent it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppFault {
    /// `client_id` is missing, stands there twice, or is none that is registered here.
    Client,
    /// `redirect_uri` is missing, stands there twice, or is none that the client has registered.
    Redirect,
    /// The same of `post_logout_redirect_uri`.
    PostLogoutRedirect,
    /// `request_uri` is none that this client has pushed, or its time is over.
    RequestUri,
    /// `id_token_hint` is none of this server's.
    Hint,
}

/// The page that says so.
#[derive(Debug, Clone, Template)]
#[template(path = "app-fault.html")]
pub struct AppFaultPage {
    /// The shared part.
    pub page: Page,
    /// What is wrong.
    pub fault: AppFault,
}

impl ConsentPage {
    fn lede(&self) -> String {
        let brand = self.page.brand().name.clone();
        self.page.with2("consent-lede", ("app", self.app.clone()), ("brand", brand))
    }
}

impl LogoutPage {
    fn lede(&self) -> String {
        let brand = self.page.brand().name.clone();
        self.page.with2("logout-lede", ("name", self.name.clone()), ("brand", brand))
    }
}

impl AppFaultPage {
    fn parameter(&self) -> &'static str {
        match self.fault {
            AppFault::Client => "client_id",
            AppFault::Redirect => "redirect_uri",
            AppFault::PostLogoutRedirect => "post_logout_redirect_uri",
            AppFault::RequestUri => "request_uri",
            AppFault::Hint => "id_token_hint",
        }
    }

    fn mend(&self) -> String {
        match self.fault {
            AppFault::Client => self.page.text("app-fault-client"),
            AppFault::Redirect | AppFault::PostLogoutRedirect => self.page.text("app-fault-redirect"),
            AppFault::RequestUri => self.page.text("app-fault-request"),
            AppFault::Hint => self.page.text("app-fault-hint"),
        }
    }
}

impl ScopeView {
    /// What it opens, in the person's language; an app's own scopes are shown as they are written.
    fn words(&self, page: &Page) -> String {
        match self.scope.as_str() {
            "openid" => page.text("scope-openid"),
            "profile" => page.text("scope-profile"),
            "email" => page.text("scope-email"),
            "phone" => page.text("scope-phone"),
            "offline_access" => page.text("scope-offline"),
            other => page.with("scope-own", "scope", other),
        }
    }
}
