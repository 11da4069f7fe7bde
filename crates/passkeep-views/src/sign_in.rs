//! Signing in, and what the page says to who comes from somewhere.

use askama::Template;

use super::icon::Icon;
use super::{Page, VerdictView};

/// `GET /` and `POST /`.
#[derive(Debug, Clone, Template)]
#[template(path = "sign-in.html")]
pub struct SignInPage {
    /// The shared part. Nobody is signed in here.
    pub page: Page,
    /// What was typed, kept.
    pub identifier: String,
    /// Whether "This is a shared computer" was ticked.
    pub shared_computer: bool,
    /// Where to go on, where that is not the settings: a path on this host.
    pub next: Option<String>,
    /// Why the person is here, if there is something to say.
    pub notice: Option<SignInNotice>,
    /// The app that the person is on the way to.
    pub app: Option<String>,
    /// Why no passkey can be used here.
    pub verdict: Option<VerdictView>,
}

/// What the sign-in page has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInNotice {
    /// The form was posted: this browser can't ask for a passkey without scripts.
    ScriptsNeeded,
    /// They signed out here.
    SignedOut,
    /// They ended all sessions.
    SignedOutEverywhere,
    /// They, or a factor of theirs, froze the account.
    Frozen,
    /// A recovery waits.
    Recovering,
    /// A recovery has made a passkey.
    Recovered,
    /// A page was asked for that needs a session, and there is none any more.
    SessionEnded,
}
