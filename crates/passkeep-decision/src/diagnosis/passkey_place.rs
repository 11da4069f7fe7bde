//! Where a passkey lives, as far as its flags and its provider's name tell.

use super::signs::System;
use crate::named::named;
use crate::passkey::{Kind, Passkey};

named!(
    /// A place of passkeys.
    PasskeyPlace {
        /// Apple Passwords: on Apple devices of one Apple Account.
        Apple = "apple",
        /// Google Password Manager: wherever Chrome or Android is signed in.
        Google = "google",
        /// Microsoft Password Manager.
        Microsoft = "microsoft",
        /// Windows Hello: one PC.
        WindowsHello = "windows_hello",
        /// A security key.
        SecurityKey = "security_key",
        /// Another manager, or one that says nothing of itself.
        OtherManager = "other_manager",
        /// One device, which is no key to carry.
        OneDevice = "one_device",
    }
);

impl PasskeyPlace {
    /// The place of a passkey.
    pub fn of(passkey: &Passkey) -> Self {
        let provider = crate::platform::provider_name(&passkey.aaguid).unwrap_or_default();
        match (passkey.kind(), provider) {
            (Kind::SecurityKey, _) => Self::SecurityKey,
            (_, "Windows Hello") => Self::WindowsHello,
            (Kind::DeviceBound, _) => Self::OneDevice,
            (Kind::Synced, "Apple Passwords") => Self::Apple,
            (Kind::Synced, "Google Password Manager") => Self::Google,
            (Kind::Synced, name) if name.starts_with("Microsoft") => Self::Microsoft,
            (Kind::Synced, _) => Self::OtherManager,
        }
    }

    /// Whether it can show itself on a system without being carried there or scanned.
    pub const fn reaches(self, system: System) -> bool {
        match self {
            Self::Apple => matches!(system, System::Ios | System::Mac),
            Self::Google => !matches!(system, System::Harmony),
            Self::Microsoft => matches!(system, System::Windows),
            Self::OtherManager => true,
            Self::WindowsHello | Self::SecurityKey | Self::OneDevice => false,
        }
    }
}
