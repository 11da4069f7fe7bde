//! The devices of an account, and the page that revokes one.

use askama::Template;

use super::card::EditView;
use super::icon::Icon;
use super::page::Html;
use super::{ClientView, Page, Platform, Section, page};

/// `GET /settings/devices`, with or without `?rename=`, `?trusted`, `?revoked`, `?approved`, `?denied`.
#[derive(Debug, Clone, Template)]
#[template(path = "devices.html")]
pub struct DevicesPage {
    /// The shared part, signed in.
    pub page: Page,
    /// The devices: this one first, then the last seen.
    pub devices: Vec<DeviceView>,
    /// What has just happened.
    pub notice: Option<DevicesNotice>,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceView {
    /// Its id, as in URLs.
    pub id: String,
    /// The name that its owner gave it.
    pub name: Option<String>,
    /// Its browser and system.
    pub on: ClientView,
    /// The kind of device.
    pub platform: Platform,
    /// Whether it is the one that shows the page.
    pub this_device: bool,
    /// When the account first signed in on it, in Unix milliseconds.
    pub first_seen_at_ms: i64,
    /// When it was last seen, in Unix milliseconds.
    pub last_seen_at_ms: i64,
    /// Where that was, as its network tells.
    pub place: Option<String>,
    /// How far it is trusted, and why.
    pub trust: TrustView,
    /// Present while its name is being edited.
    pub edit: Option<EditView>,
}

/// How far a device is trusted, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrustView {
    /// In full.
    Settled,
    /// For approving sign-ins, since the account was made on it.
    SignUp {
        /// From when a sign-in makes it trusted in full, in Unix milliseconds.
        until_ms: i64,
    },
    /// Not: it was not chosen.
    NotChosen,
    /// Not yet.
    NotYet {
        /// From when a sign-in makes it trusted, in Unix milliseconds.
        until_ms: i64,
    },
    /// Not yet: it has seen no full sign-in.
    NoFullSignIn,
    /// Not any more: somebody signed out.
    SignedOut,
    /// Not any more: its secret is gone.
    SecretLost,
    /// Not any more: its secret was copied.
    Copied,
}

/// What has just happened to the devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DevicesNotice {
    /// This one was chosen to be trusted.
    Chosen,
    /// One was renamed.
    Renamed {
        /// Its new name.
        name: String,
    },
    /// One was revoked.
    Revoked,
    /// A new one was let in.
    Approved,
    /// A new one was turned away.
    Denied,
}

impl DeviceView {
    /// Its name, or else what it says it is.
    pub(super) fn called(&self, page: &Page) -> String {
        self.name.clone().unwrap_or_else(|| page.client(&self.on))
    }

    pub(super) fn can_be_chosen(&self) -> bool {
        let unchosen = [TrustView::NotChosen, TrustView::SignedOut, TrustView::SecretLost, TrustView::Copied];
        self.this_device && unchosen.contains(&self.trust)
    }

    pub(super) fn trust_in_words(&self, page: &Page) -> Html {
        let text = match self.trust {
            TrustView::SignUp { until_ms } => return page.timed("trust-sign-up", "until", &until_ms),
            TrustView::NotYet { until_ms } => return page.timed("trust-not-yet", "until", &until_ms),
            TrustView::Settled => page.text("trust-settled"),
            TrustView::NotChosen if self.this_device => page.text("trust-not-chosen-here"),
            TrustView::NotChosen => page.text("trust-not-chosen"),
            TrustView::NoFullSignIn => page.text("trust-no-full-sign-in"),
            TrustView::SignedOut => page.text("trust-signed-out"),
            TrustView::SecretLost => page.text("trust-secret-lost"),
            TrustView::Copied => page.text("trust-copied"),
        };
        Html::of_text(text)
    }
}

impl DevicesPage {
    fn choosable(&self) -> Option<&DeviceView> {
        self.devices.iter().find(|device| device.can_be_chosen())
    }

    fn has_this_device(&self) -> bool {
        self.devices.iter().any(|device| device.this_device)
    }
}

/// `GET /settings/devices/ID/revoke`.
#[derive(Debug, Clone, Template)]
#[template(path = "revoke-device.html")]
pub struct RevokeDevicePage {
    /// The shared part, signed in.
    pub page: Page,
    /// The device.
    pub device: DeviceView,
}
