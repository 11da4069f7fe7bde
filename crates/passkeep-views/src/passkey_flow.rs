//! Creating a further passkey: what will happen, (the code,) a passkey that there is, the place.

use askama::Template;

use super::icon::Icon;
use super::page::Html;
use super::when;
use super::{Page, PlacesView, Platform, VerdictView};

/// `GET /settings/passkeys/new`: what will happen; its POST sends the code.
#[derive(Debug, Clone, Template)]
#[template(path = "new-passkey.html")]
pub struct NewPasskeyPage {
    /// The shared part.
    pub page: Page,
    /// The phone number that the code will go to, masked.
    pub sent_to: String,
    /// Why it can't be started now.
    pub refusal: Option<NewPasskeyRefusal>,
    /// What the rules for platforms say to creating one here.
    pub verdict: Option<VerdictView>,
}

/// Why a passkey can't be created now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewPasskeyRefusal {
    /// The session came from a browser that is new to the account.
    NewBrowserWaits {
        /// When it may, in Unix milliseconds.
        until_ms: i64,
    },
    /// No more codes for now.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
}

impl NewPasskeyPage {
    fn wait(&self) -> Option<Html> {
        let texts = self.page.language.texts();
        Some(match self.refusal? {
            NewPasskeyRefusal::NewBrowserWaits { until_ms } => {
                self.page.timed("waits-until", "until", &until_ms)
            }
            NewPasskeyRefusal::TooManyCodes { retry_after_seconds } => Html::of_text(self.page.with(
                "too-many-codes",
                "wait",
                when::duration(texts, retry_after_seconds),
            )),
        })
    }

    fn can_live_here(&self) -> bool {
        self.verdict.as_ref().is_none_or(VerdictView::warns)
    }

    fn can_start(&self) -> bool {
        let waits = matches!(self.refusal, Some(NewPasskeyRefusal::NewBrowserWaits { .. }));
        !waits && !self.verdict.as_ref().is_some_and(VerdictView::leads_nowhere)
    }
}

/// `GET /settings/passkeys/new/passkey`: use a passkey that the account has; `<passkeep-reauthenticate>` asks for it.
#[derive(Debug, Clone, Template)]
#[template(path = "grant.html")]
pub struct GrantPage {
    /// The shared part.
    pub page: Page,
    /// The flow's ticket.
    pub ticket: String,
    /// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn L3, section 5.5), as JSON text.
    pub options: String,
}

/// `GET /settings/passkeys/new/place`: choose where the passkey will live; `<passkeep-create>` creates it.
#[derive(Debug, Clone, Template)]
#[template(path = "place.html")]
pub struct PlacePage {
    /// The shared part.
    pub page: Page,
    /// The flow's ticket.
    pub ticket: String,
    /// The device that this browser runs on.
    pub platform: Platform,
    /// Where it can live.
    pub places: PlacesView,
    /// Where to go on: the new passkey's id follows.
    pub next: &'static str,
}
