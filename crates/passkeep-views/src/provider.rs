//! Passkey providers whose reach the pages can tell in words.

/// Providers whose reach we can tell in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Apple,
    Google,
    Samsung,
    Microsoft,
    WindowsHello,
    ChromeOnMac,
    EdgeOnMac,
    /// Any other provider with a name.
    Other,
}

impl Family {
    pub(super) fn of(provider: &str) -> Family {
        match provider {
            "Apple Passwords" | "iCloud Keychain (Managed)" => Family::Apple,
            "Google Password Manager" => Family::Google,
            "Samsung Pass" => Family::Samsung,
            "Microsoft Password Manager" => Family::Microsoft,
            "Windows Hello" => Family::WindowsHello,
            "Chrome on Mac" => Family::ChromeOnMac,
            "Edge on Mac" => Family::EdgeOnMac,
            _ => Family::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use passkeep_decision::platform::provider_names;

    use super::*;

    #[test]
    fn every_family_is_a_provider_of_the_list() {
        let families: Vec<Family> = provider_names().map(Family::of).collect();
        for family in [
            Family::Apple,
            Family::Google,
            Family::Samsung,
            Family::Microsoft,
            Family::WindowsHello,
            Family::ChromeOnMac,
            Family::EdgeOnMac,
            Family::Other,
        ] {
            assert!(families.contains(&family), "{family:?}");
        }
    }
}
