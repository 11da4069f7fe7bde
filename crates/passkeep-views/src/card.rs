//! A passkey as its owner sees it: one card, and the dialog that removes it.

use super::icon::Icon;
use super::model::ModelView;
use super::page::{ClientView, Html, Page};
use super::place::Platform;
use super::provider::Family;
use super::when;

/// One passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardView {
    /// The passkey's id, as in URLs.
    pub id: String,
    /// The name that its owner knows it by.
    pub name: String,
    /// What it is, from the BE flag and the transports.
    pub kind: Kind,
    /// Whether it is on the device that shows the page.
    pub this_device: bool,
    /// The provider's name ([`passkeep_decision::platform::provider_name`]), if known.
    pub provider: Option<String>,
    /// Its authenticator's model, where FIDO's metadata knows it.
    pub model: Option<ModelView>,
    /// The platform of the device that holds it: that of the browser where it was created, or
    /// [`Platform::Other`] if it went to another device by QR code.
    pub lives_on: Platform,
    /// When it was created, in Unix milliseconds.
    pub created_at_ms: i64,
    /// Where it was created.
    pub created_on: ClientView,
    /// When and where it last signed in; none if never.
    pub last_used: Option<LastUse>,
    /// Present where it signs in no more.
    pub suspended: Option<SuspendedView>,
    /// Present while the card's name is being edited.
    pub edit: Option<EditView>,
    /// Whether the page was opened to show this card: it was just created or renamed.
    pub highlighted: bool,
}

/// What a passkey is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Eligible for backup and backed up (BE=1, BS=1).
    Synced,
    /// Eligible for backup, not yet backed up (BE=1, BS=0).
    NotYetSynced,
    /// Bound to one device (BE=0).
    DeviceBound,
    /// On a security key (BE=0, transports usb, nfc, ble or smart-card).
    SecurityKey,
}

/// When and where a passkey last signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastUse {
    /// In Unix milliseconds.
    pub at_ms: i64,
    /// On which browser and system.
    pub on: ClientView,
}

/// A passkey that signs in no more: it is on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspendedView {
    /// The hold that removes it, as in URLs.
    pub hold: String,
    /// When it is gone, in Unix milliseconds.
    pub gone_at_ms: i64,
}

/// A card's name while it is edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditView {
    /// What stands in the field: the name, or what was typed.
    pub value: String,
    /// Why what was typed can't be the name.
    pub fault: Option<NameFault>,
}

/// A name that can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Not 1 to 40 visible characters.
    NotAccepted,
}

/// A passkey that may be removed, in the dialog or on the page of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalView {
    /// The passkey.
    pub card: CardView,
    /// The names of the passkeys that still sign in without it.
    pub others: Vec<String>,
    /// When it is gone if it has to wait, in Unix milliseconds.
    pub gone_at_ms: i64,
}

/// How many days unused make one wonder whether a passkey still works.
const LONG_UNUSED: i64 = 180;

impl CardView {
    /// How many days it was not used, where it is time to try it: before the day when it is the only one left.
    pub(super) fn unused_days(&self, page: &Page) -> Option<i64> {
        let last = self.last_used.as_ref().map_or(self.created_at_ms, |used| used.at_ms);
        let days = (page.now_ms - last) / when::DAY_MS;
        (self.suspended.is_none() && days >= LONG_UNUSED).then_some(days)
    }

    pub(super) fn works_on(&self, page: &Page) -> String {
        match self.kind {
            Kind::SecurityKey => page.text("works-on-key"),
            Kind::NotYetSynced => page.text("works-on-not-yet"),
            Kind::DeviceBound => self.works_on_one_device(page),
            Kind::Synced => self.works_on_synced(page),
        }
    }

    fn works_on_one_device(&self, page: &Page) -> String {
        match (self.family(), self.lives_on) {
            (Some(Family::ChromeOnMac), _) => page.text("works-on-chrome-mac"),
            (Some(Family::EdgeOnMac), _) => page.text("works-on-edge-mac"),
            (_, Platform::Windows) => page.text("works-on-one-pc"),
            (_, Platform::Mac) => page.text("works-on-one-mac"),
            (_, Platform::Ios | Platform::Android) => page.text("works-on-one-phone"),
            (_, Platform::Linux | Platform::ChromeOs) => page.text("works-on-one-computer"),
            (_, Platform::Other) => page.text("works-on-one-device"),
        }
    }

    fn works_on_synced(&self, page: &Page) -> String {
        match (self.family(), &self.provider, self.lives_on) {
            (Some(Family::Apple), ..) => page.text("works-on-apple"),
            (Some(Family::Google), ..) => page.text("works-on-google"),
            (Some(Family::Samsung), ..) => page.text("works-on-samsung"),
            (Some(Family::Microsoft), ..) => page.text("works-on-microsoft"),
            (Some(_), Some(provider), _) => page.with("works-on-provider", "provider", provider),
            (_, _, Platform::Ios | Platform::Mac) => page.text("works-on-apple-likely"),
            _ => page.text("works-on-unnamed"),
        }
    }

    pub(super) fn created_in(&self, page: &Page) -> String {
        match (&self.provider, self.kind, self.lives_on) {
            (Some(provider), ..) => provider.clone(),
            (None, Kind::SecurityKey, _) => page.text("created-in-key"),
            (None, Kind::DeviceBound, Platform::Windows) => page.text("created-in-hello-likely"),
            (None, Kind::DeviceBound, _) => page.text("created-in-device"),
            (None, _, Platform::Ios | Platform::Mac) => page.text("created-in-apple-likely"),
            (None, ..) => page.text("created-in-unnamed"),
        }
    }

    /// What a removal leaves on the device, and the way to it.
    pub(super) fn stays(&self, page: &Page) -> Html {
        let host = &page.brand().host;
        match (self.family(), self.kind, self.lives_on) {
            (_, Kind::SecurityKey, _) => page.rich("stays-key", "host", host),
            (Some(Family::Apple), ..) => page.rich("stays-apple", "host", host),
            (Some(Family::Google), ..) => page.rich("stays-google", "host", host),
            (Some(Family::Microsoft | Family::EdgeOnMac), ..) => page.rich("stays-edge", "host", host),
            (Some(Family::ChromeOnMac), ..) => page.rich("stays-chrome", "host", host),
            (Some(Family::WindowsHello), ..) | (None, Kind::DeviceBound, Platform::Windows) => {
                page.rich("stays-windows", "host", host)
            }
            (Some(_), ..) => page.rich("stays-provider", "provider", self.provider.as_deref().unwrap_or("")),
            (None, ..) => page.rich("stays-device", "host", host),
        }
    }

    /// The devices in the picture of its reach.
    pub(super) fn devices(&self) -> Vec<Icon> {
        match self.kind {
            Kind::SecurityKey => vec![Icon::SecurityKey],
            Kind::DeviceBound | Kind::NotYetSynced => vec![self.lives_on.icon()],
            Kind::Synced => {
                let [second, third] = self.lives_on.reaches();
                vec![self.lives_on.icon(), second, third]
            }
        }
    }

    pub(super) fn reach_in_words(&self, page: &Page) -> String {
        match self.kind {
            Kind::Synced => page.text("reach-synced"),
            Kind::SecurityKey => page.text("reach-key"),
            Kind::DeviceBound | Kind::NotYetSynced => page.text("reach-one"),
        }
    }

    fn family(&self) -> Option<Family> {
        self.provider.as_deref().map(Family::of)
    }
}

impl RemovalView {
    /// When it is gone for good: at once only where it signs itself and another works.
    pub(super) fn gone(&self, page: &Page) -> Html {
        match self.others.is_empty() {
            true => page.timed("removal-gone-last", "until", &self.gone_at_ms),
            false => page.timed("removal-gone", "until", &self.gone_at_ms),
        }
    }

    pub(super) fn others_in_words(&self, page: &Page) -> String {
        let names = page.list(&self.others);
        match self.others.len() {
            0 => page.text("remains-none"),
            1 => page.with("remains-one", "name", names),
            n => page.with2("remains-many", ("names", names), ("n", n)),
        }
    }
}
