//! The names of passkey providers by AAGUID (WebAuthn L3, section 6.5.1). A label, never a proof: most passkeys are
//! not attested, and the AAGUID may be all zeros.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let list: List = serde_json::from_str(include_str!("../../data/aaguid-names.json"))
        .expect("the embedded list of providers parses");
    list.providers
});

#[derive(Deserialize)]
struct List {
    providers: HashMap<String, String>,
}

/// The provider that made a passkey, if its AAGUID is known. Name a card with it, store it nowhere: lists change.
pub fn provider_name(aaguid: &[u8; 16]) -> Option<&'static str> {
    let mut text = String::with_capacity(36);
    for (at, byte) in aaguid.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    NAMES.get(&text).map(String::as_str)
}

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
    use super::*;

    #[test]
    fn known_aaguids_have_names() {
        let check = |aaguid: u128, expected| assert_eq!(provider_name(&aaguid.to_be_bytes()), expected);
        check(0xfbfc3007_154e_4ecc_8c0b_6e020557d7bd, Some("Apple Passwords"));
        check(0xea9b8d66_4d01_1d21_3ce4_b6b48cb575d4, Some("Google Password Manager"));
        check(0x08987058_cadc_4b81_b6e1_30de50dcbe96, Some("Windows Hello"));
        check(0, None);
    }

    #[test]
    fn every_family_is_a_provider_of_the_list() {
        let families: Vec<Family> = NAMES.values().map(|name| Family::of(name)).collect();
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
