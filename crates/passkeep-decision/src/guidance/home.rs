//! Where a passkey can live, by system.

use crate::diagnosis::System;
use crate::named::named;

named!(
    /// A place where passkeys live.
    Home {
        /// Apple's manager, with or without an app of its own.
        ApplePasswords = "apple-passwords",
        /// Google's manager, in Android and in Chrome.
        Google = "google-password-manager",
        /// A phone that syncs with nothing: Android without a Google Account, and HarmonyOS.
        ThisPhone = "this-phone",
        /// Samsung's manager.
        SamsungPass = "samsung-pass",
        /// Windows Hello.
        WindowsHello = "windows-hello",
        /// Microsoft's manager, in Edge.
        Microsoft = "microsoft-password-manager",
        /// The profile of Chrome or Edge on a Mac.
        BrowserOnMac = "browser-on-mac",
        /// A manager of another maker.
        OtherManager = "other-manager",
        /// A key to carry.
        SecurityKey = "security-key",
        /// A phone or tablet, reached by QR code.
        AnotherDevice = "another-device",
    }
);

/// How far a passkey in a home reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaching {
    /// To other devices of its owner, while its manager syncs.
    Synced,
    /// Nowhere else, ever.
    Never,
    /// As far as the other device's own home does.
    AsThere,
}

impl Home {
    /// The homes on a system, the usual one first.
    pub const fn on(system: System) -> &'static [Self] {
        use Home::*;
        match system {
            System::Ios => &[ApplePasswords, OtherManager, SecurityKey, AnotherDevice],
            System::Android => &[Google, ThisPhone, SamsungPass, OtherManager, SecurityKey, AnotherDevice],
            System::Mac => &[ApplePasswords, BrowserOnMac, Google, OtherManager, SecurityKey, AnotherDevice],
            System::Windows => &[WindowsHello, Microsoft, Google, OtherManager, SecurityKey, AnotherDevice],
            System::Linux | System::ChromeOs => &[Google, OtherManager, SecurityKey, AnotherDevice],
            System::Harmony => &[ThisPhone, AnotherDevice, SecurityKey],
            System::Unknown => Self::ALL,
        }
    }

    /// How far a passkey in it reaches.
    pub const fn reaching(self) -> Reaching {
        match self {
            Self::ApplePasswords
            | Self::Google
            | Self::SamsungPass
            | Self::Microsoft
            | Self::OtherManager => Reaching::Synced,
            Self::ThisPhone | Self::WindowsHello | Self::BrowserOnMac | Self::SecurityKey => Reaching::Never,
            Self::AnotherDevice => Reaching::AsThere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_home_is_somewhere_and_every_system_has_a_way_out() {
        for home in Home::ALL {
            let on = |system: &&System| **system != System::Unknown && Home::on(**system).contains(home);
            assert!(System::ALL.iter().any(|system| on(&system)), "{home:?}");
        }
        for system in System::ALL {
            let homes = Home::on(*system);
            assert!(homes.contains(&Home::SecurityKey) && homes.contains(&Home::AnotherDevice), "{system:?}");
            for (at, home) in homes.iter().enumerate() {
                assert!(!homes[..at].contains(home), "{system:?}: {home:?} twice");
            }
        }
    }

    #[test]
    fn android_and_windows_have_a_home_that_syncs_and_one_that_does_not() {
        for system in [System::Android, System::Windows, System::Mac] {
            let has = |reaching| Home::on(system).iter().any(|home| home.reaching() == reaching);
            assert!(has(Reaching::Synced) && has(Reaching::Never), "{system:?}");
        }
        let synced = |home: &&Home| home.reaching() == Reaching::Synced;
        assert_eq!(Home::on(System::Harmony).iter().find(synced), None, "nothing that syncs is documented");
    }
}
