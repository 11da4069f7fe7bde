//! Where a passkey will live, said before the browser's sheet opens, by platform. The exact paths in systems move with
//! every release, so these sentences name places, not menus.

use super::Page;
use super::icon::Icon;

/// The kind of device that a browser runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// iPhone or iPad.
    Ios,
    /// A phone or tablet with Android.
    Android,
    /// A Mac.
    Mac,
    /// A PC with Windows.
    Windows,
    /// A computer with Linux.
    Linux,
    /// A Chromebook.
    ChromeOs,
    /// Anything else, or not known.
    Other,
}

impl Platform {
    /// "This Mac".
    pub(super) fn this_device(&self, page: &Page) -> String {
        match self {
            Platform::Ios => page.text("this-ios"),
            Platform::Android => page.text("this-android"),
            Platform::Mac => page.text("this-mac"),
            Platform::Windows => page.text("this-windows"),
            Platform::Linux => page.text("this-linux"),
            Platform::ChromeOs => page.text("this-chromeos"),
            Platform::Other => page.text("this-other"),
        }
    }

    /// What happens with the choice "another phone or tablet".
    pub(super) fn where_other_device(&self, page: &Page) -> String {
        match self {
            // What isn't known may be a phone as well.
            Platform::Ios | Platform::Other => page.text("where-other-ios"),
            Platform::Android => page.text("where-other-android"),
            Platform::Mac | Platform::Windows | Platform::Linux | Platform::ChromeOs => {
                page.text("where-other-computer")
            }
        }
    }

    /// What happens with the choice "security key".
    pub(super) fn where_security_key(&self, page: &Page) -> String {
        match self {
            Platform::Ios | Platform::Mac => page.text("where-key-apple"),
            Platform::Android => page.text("where-key-android"),
            _ => page.text("where-key-other"),
        }
    }

    /// What the system will show and ask next.
    pub(super) fn next(&self, page: &Page) -> super::page::Html {
        let host = &page.brand().host;
        match self {
            Platform::Ios => page.rich("next-ios", "host", host),
            Platform::Android => page.rich("next-android", "host", host),
            Platform::Mac => page.rich("next-mac", "host", host),
            Platform::Windows => page.rich("next-windows", "host", host),
            Platform::Linux | Platform::ChromeOs | Platform::Other => page.rich("next-other", "host", host),
        }
    }

    /// How the device is drawn.
    pub(super) fn icon(&self) -> Icon {
        match self {
            Platform::Ios | Platform::Android | Platform::Other => Icon::Phone,
            Platform::Mac | Platform::ChromeOs => Icon::Laptop,
            Platform::Windows | Platform::Linux => Icon::Pc,
        }
    }

    /// The devices that a synced passkey also reaches, drawn after [`Platform::icon`].
    pub(super) fn reaches(&self) -> [Icon; 2] {
        match self {
            Platform::Ios | Platform::Android => [Icon::Laptop, Icon::Tablet],
            _ => [Icon::Phone, Icon::Tablet],
        }
    }
}
