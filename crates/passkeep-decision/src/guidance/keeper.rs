//! What will keep a passkey that is created on this very device, as far as what the client says of itself tells. A person
//! is told before the system's window opens; nothing is granted by it.

use crate::named::named;
use crate::platform::{Browser, Certainty, ClientFacts, OsName, Presence, Version};

named!(
    /// What keeps a new passkey.
    Keeper {
        /// Apple's manager: no other is let in on this version.
        AppleAlone = "apple-alone",
        /// Apple's manager, or another that the person picks.
        Apple = "apple",
        /// On a Mac in Chrome or Edge: Apple's manager, or the browser's profile, which stays there.
        AppleOrBrowser = "apple-or-browser",
        /// Google's manager, which syncs where a Google Account is signed in.
        Google = "google",
        /// Samsung's manager or Google's: the window asks.
        SamsungOrGoogle = "samsung-or-google",
        /// The phone alone: nothing of Google's is there.
        PhoneAlone = "phone-alone",
        /// Windows Hello: this PC.
        WindowsHello = "windows-hello",
        /// In Edge: Windows Hello, or Microsoft's manager, which syncs.
        HelloOrMicrosoft = "hello-or-microsoft",
        /// In Chrome on Windows: Windows Hello, or Google's manager, which syncs.
        HelloOrGoogle = "hello-or-google",
        /// Google's manager on a Chromebook.
        Chromebook = "chromebook",
        /// In Chrome on Linux: Google's manager, with a PIN of its own.
        GoogleInChrome = "google-in-chrome",
        /// On Linux elsewhere: a manager's extension, or nothing.
        ExtensionOrNothing = "extension-or-nothing",
        /// HarmonyOS: the phone alone, as far as its maker has said.
        Harmony = "harmony",
        /// Not known.
        Unknown = "unknown",
    }
);

/// The first iOS and iPadOS that let other managers in.
const APPLE_LETS_OTHERS_IN: u64 = 17;

/// The first macOS that does.
const MAC_LETS_OTHERS_IN: u64 = 14;

impl Keeper {
    /// What keeps it on this device.
    pub fn of(facts: &ClientFacts) -> Self {
        let below = |major| {
            let version = facts.os_version.as_ref().map(|known| known.is_below(&Version::from(major)));
            version == Some(Certainty::Yes)
        };
        match (facts.os_name, facts.browser) {
            (Some(OsName::Ios | OsName::IpadOs), _) if below(APPLE_LETS_OTHERS_IN) => Self::AppleAlone,
            (Some(OsName::Ios | OsName::IpadOs), _) => Self::Apple,
            (Some(OsName::MacOs), Some(Browser::Chrome | Browser::Edge)) => Self::AppleOrBrowser,
            (Some(OsName::MacOs), _) if below(MAC_LETS_OTHERS_IN) => Self::AppleAlone,
            (Some(OsName::MacOs), _) => Self::Apple,
            (Some(OsName::Android), _) if facts.gms == Some(Presence::Absent) => Self::PhoneAlone,
            (Some(OsName::Android), Some(Browser::SamsungInternet)) => Self::SamsungOrGoogle,
            (Some(OsName::Android), _) => Self::Google,
            (Some(OsName::Windows), Some(Browser::Edge)) => Self::HelloOrMicrosoft,
            (Some(OsName::Windows), Some(Browser::Chrome)) => Self::HelloOrGoogle,
            (Some(OsName::Windows), _) => Self::WindowsHello,
            (Some(OsName::ChromeOs), _) => Self::Chromebook,
            (Some(OsName::Linux), Some(Browser::Chrome)) => Self::GoogleInChrome,
            (Some(OsName::Linux), _) => Self::ExtensionOrNothing,
            (Some(OsName::HarmonyOs), _) => Self::Harmony,
            (None, _) => Self::Unknown,
        }
    }

    /// Whether what it keeps usually syncs.
    pub const fn syncs(self) -> bool {
        matches!(
            self,
            Self::AppleAlone
                | Self::Apple
                | Self::AppleOrBrowser
                | Self::Google
                | Self::SamsungOrGoogle
                | Self::Chromebook
                | Self::GoogleInChrome
        )
    }

    /// Whether a device is known to be able to hold one: nobody is invited to what may not be there.
    pub const fn is_there(self) -> bool {
        !matches!(self, Self::ExtensionOrNothing | Self::Harmony | Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn keeper(facts: Value) -> Keeper {
        Keeper::of(&ClientFacts::from_json(facts.as_object().expect("an object")))
    }

    #[test]
    fn each_system_and_browser_has_its_keeper() {
        let rows = [
            (json!({}), Keeper::Unknown),
            (json!({ "os.name": "ios", "os.version": "16.7" }), Keeper::AppleAlone),
            (json!({ "os.name": "ios", "os.version": "17.0" }), Keeper::Apple),
            (json!({ "os.name": "ipados" }), Keeper::Apple),
            (json!({ "os.name": "macos", "browser": "safari", "os.version": "13.6" }), Keeper::AppleAlone),
            (json!({ "os.name": "macos", "browser": "safari" }), Keeper::Apple),
            (
                json!({ "os.name": "macos", "browser": "chrome", "os.version": "13.6" }),
                Keeper::AppleOrBrowser,
            ),
            (json!({ "os.name": "macos", "browser": "firefox" }), Keeper::Apple),
            (json!({ "os.name": "android", "browser": "chrome" }), Keeper::Google),
            (json!({ "os.name": "android", "gms": "absent" }), Keeper::PhoneAlone),
            (json!({ "os.name": "android", "browser": "samsung_internet" }), Keeper::SamsungOrGoogle),
            (json!({ "os.name": "windows", "browser": "edge" }), Keeper::HelloOrMicrosoft),
            (json!({ "os.name": "windows", "browser": "chrome" }), Keeper::HelloOrGoogle),
            (json!({ "os.name": "windows", "browser": "firefox" }), Keeper::WindowsHello),
            (json!({ "os.name": "chromeos", "browser": "chrome" }), Keeper::Chromebook),
            (json!({ "os.name": "linux", "browser": "chrome" }), Keeper::GoogleInChrome),
            (json!({ "os.name": "linux", "browser": "firefox" }), Keeper::ExtensionOrNothing),
            (json!({ "os.name": "harmonyos", "os.version": "6.0" }), Keeper::Harmony),
        ];
        for (facts, expected) in rows {
            assert_eq!(keeper(facts.clone()), expected, "{facts}");
        }
    }

    #[test]
    fn what_may_not_sync_never_promises_to() {
        for keeper in [Keeper::PhoneAlone, Keeper::WindowsHello, Keeper::Harmony, Keeper::Unknown] {
            assert!(!keeper.syncs(), "{keeper:?}");
        }
        assert!(!Keeper::HelloOrMicrosoft.syncs(), "what the window offers first stays on the PC");
    }
}
