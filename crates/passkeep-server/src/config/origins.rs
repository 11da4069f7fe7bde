//! Who may ask for passkeys besides the base URL's own pages: further web origins, pages around frames, and apps.
//!
//! Each is written in full and compared in full: no pattern, no prefix, no suffix.

use std::fmt;

use passkeep_webauthn::Origin;

use super::Config;
use super::secret::from_hexadecimal;
use super::settings::Settings;

/// The apps that use this server's passkeys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apps {
    /// On Android.
    pub android: Vec<AndroidApp>,
    /// On iOS and macOS.
    pub apple: Vec<AppleApp>,
    /// The paths whose links open in the apps on iOS and macOS.
    pub apple_links: Vec<String>,
}

/// An app on Android.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AndroidApp {
    /// Its package, as `com.example.app`.
    pub package: String,
    /// The certificates that it is signed with, by any of which it is known.
    pub fingerprints: Vec<Fingerprint>,
}

/// The SHA-256 of a signing certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

/// An app on iOS or macOS: the team's id and the bundle's, as `ABCDE12345.com.example.app`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppleApp(String);

const WEB_OR_ANDROID: &str = "exact origins, as \"https://www.example.com\" or \"android:apk-key-hash:…\"";
const WEB: &str = "exact origins of pages, as \"https://www.example.com\"";
const PACKAGES: &str = "a table: \"com.example.app\" = [\"14:6D:E9:…\"]";
const PACKAGE: &str = "an app's package, as com.example.app";
const FINGERPRINTS: &str = "SHA-256 fingerprints of signing certificates, as the Play console shows them: \
                            32 pairs of hexadecimal digits, with colons between all or none";
const APP_IDS: &str =
    "app ids of a team's 10 letters and digits and a bundle id, as \"ABCDE12345.com.example.app\"";

const LINKS: &str = "paths, as [\"/confirm/*\"]: * stands for any characters, ? for one";

/// A path as Apple's components have it.
fn link_path(text: &str) -> Option<String> {
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"\\#".contains(&b));
    (text.starts_with('/') && text.len() <= 200 && plain).then(|| text.to_owned())
}

impl Config {
    /// The web origins whose pages belong to another domain than the RP ID. A client lets them use its passkeys where it
    /// finds them listed at the RP ID (WebAuthn L3 §5.11); a host without a dot it would skip.
    pub fn related_origins(&self) -> Vec<&Origin> {
        let rp_id = &self.policy.rp_id;
        let belongs = |host: &str| {
            host.strip_suffix(rp_id.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let related = |host: &str| host.contains('.') && !belongs(host);
        self.policy.origins.iter().filter(|origin| origin.host().is_some_and(related)).collect()
    }
}

/// Reads `apps.…`.
pub(super) fn read_apps(settings: &mut Settings) -> Apps {
    let apple = settings.list("apps.apple", APP_IDS, AppleApp::parse).unwrap_or_default();
    settings.optional("apps.android", PACKAGES, |_| None::<()>);
    let packages = settings.lists_within("apps.android", FINGERPRINTS, Fingerprint::parse);
    for (package, _) in packages.iter().filter(|(package, _)| !is_package(package)) {
        settings.note("apps.android", PACKAGE, format!("{package:?}"));
    }
    let android =
        packages.into_iter().map(|(package, fingerprints)| AndroidApp { package, fingerprints }).collect();
    let apple_links = settings.list("apps.apple_links", LINKS, link_path).unwrap_or_default();
    if apple.is_empty() && !apple_links.is_empty() {
        settings.note("apps.apple", "the apps that open the links of apps.apple_links", "nothing");
    }
    Apps { android, apple, apple_links }
}

/// Reads `origins`, and adds those of the base URL and of the apps. An app on Android is known by its certificate; one
/// on iOS or macOS comes with the origin of its associated domain, which is the RP ID.
pub(super) fn read(settings: &mut Settings, base_url: &str, rp_id: &str, apps: &Apps) -> Vec<Origin> {
    let further = settings.list("origins", WEB_OR_ANDROID, |text| Origin::parse(text).ok());
    let mut origins: Vec<Origin> = Origin::parse(base_url).into_iter().collect();
    origins.extend(further.into_iter().flatten());
    origins.extend(apps.android.iter().flat_map(|app| app.fingerprints.iter().map(Fingerprint::origin)));
    if !apps.apple.is_empty() {
        origins.extend(Origin::parse(&format!("https://{rp_id}")));
    }
    without_repetition(origins)
}

/// Reads `top_origins`. Only a page can be around a frame.
pub(super) fn read_top(settings: &mut Settings) -> Vec<Origin> {
    let page = |text: &str| Origin::parse(text).ok().filter(|origin| origin.host().is_some());
    without_repetition(settings.list("top_origins", WEB, page).unwrap_or_default())
}

fn without_repetition(origins: Vec<Origin>) -> Vec<Origin> {
    let mut once: Vec<Origin> = Vec::with_capacity(origins.len());
    for origin in origins {
        if !once.contains(&origin) {
            once.push(origin);
        }
    }
    once
}

impl Fingerprint {
    fn parse(text: &str) -> Option<Self> {
        let pairs: Vec<&str> = text.split(':').collect();
        let digits = match pairs.as_slice() {
            [whole] => (*whole).to_owned(),
            pairs if pairs.iter().all(|pair| pair.len() == 2) => pairs.concat(),
            _ => return None,
        };
        from_hexadecimal(&digits).map(|bytes| Self(*bytes))
    }

    fn origin(&self) -> Origin {
        Origin::android(self.0)
    }
}

/// As the Play console shows it, and as Digital Asset Links want it.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            let colon = if at == 0 { "" } else { ":" };
            write!(f, "{colon}{byte:02X}")?;
        }
        Ok(())
    }
}

impl AppleApp {
    fn parse(text: &str) -> Option<Self> {
        let (team, bundle) = text.split_once('.')?;
        let is_team =
            team.len() == 10 && team.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let is_part = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        (is_team && bundle.split('.').all(is_part)).then(|| Self(text.to_owned()))
    }

    /// The app id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Two parts or more, each of letters, digits and underscores after a letter.
fn is_package(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    text.contains('.') && text.split('.').all(is_part)
}

#[cfg(test)]
mod tests;
