//! Clients and platforms: what is known of a client, which rules the operator has for it, and the names of passkeys'
//! providers.
//!
//! What a client says of itself serves people: to tell what can work here and what to do where it can't. None of it
//! guards anything, and none of it grants anything.

mod facts;
mod known;
pub mod policy;
mod reading;
mod structured;

use std::collections::HashMap;
use std::sync::LazyLock;

use passkeep_webauthn::Aaguid;

pub use facts::{
    AppId, Browser, CAPABILITY_PREFIX, Capability, Channel, ClientFacts, OsName, Presence, Region, ScreenLock,
};
pub use known::{Certainty, Known, Version};
pub use reading::{Reading, Told, read};

#[derive(serde::Deserialize)]
struct Names {
    names: HashMap<String, String>,
}

static PROVIDERS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let names: Names = serde_json::from_str(include_str!("../data/aaguid-names.json"))
        .expect("the file is part of the build");
    names.names
});

/// The name of the provider or model that an AAGUID (WebAuthn L3, 6.5.1) stands for, where it is known. A label, never
/// a proof: most passkeys are not attested, and the AAGUID may be all zeros.
pub fn provider_name(aaguid: &Aaguid) -> Option<&'static str> {
    PROVIDERS.get(&aaguid.to_string()).map(String::as_str)
}

/// Every name that `provider_name` gives.
pub fn provider_names() -> impl Iterator<Item = &'static str> {
    PROVIDERS.values().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_aaguids_have_names() {
        let check =
            |aaguid: u128, expected| assert_eq!(provider_name(&Aaguid(aaguid.to_be_bytes())), expected);
        check(0xfbfc3007_154e_4ecc_8c0b_6e020557d7bd, Some("Apple Passwords"));
        check(0xea9b8d66_4d01_1d21_3ce4_b6b48cb575d4, Some("Google Password Manager"));
        check(0x08987058_cadc_4b81_b6e1_30de50dcbe96, Some("Windows Hello"));
        check(0, None);
    }
}
