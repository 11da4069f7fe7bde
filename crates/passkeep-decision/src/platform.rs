//! Facts about platforms, as data.

use std::collections::HashMap;
use std::sync::LazyLock;

use passkeep_webauthn::Aaguid;

#[derive(serde::Deserialize)]
struct Names {
    names: HashMap<String, String>,
}

static PROVIDERS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let names: Names = serde_json::from_str(include_str!("../data/aaguid-names.json"))
        .expect("the file is part of the build");
    names.names
});

/// The name of the provider or model that an AAGUID stands for, where it is known.
pub fn provider_name(aaguid: &Aaguid) -> Option<&'static str> {
    PROVIDERS.get(&aaguid.to_string()).map(String::as_str)
}
