//! Fetches the well-known files as browsers, phones and password managers would, and says in plain words what they would
//! stumble over.
//!
//! They follow no redirect, send no cookie, and take a file only at its own address, as what it says it is. What is wrong shows
//! nowhere on their side: a passkey just isn't offered.

mod fetch;
mod files;

use crate::config::Config;

pub use fetch::Fetched;

/// What is said of one file, or of the site as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file's path; empty for the site.
    pub path: &'static str,
    /// Whether it has to be mended.
    pub weight: Weight,
    /// What it is, and how to mend it.
    pub what: String,
}

/// Whether something has to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// All is well.
    Fine,
    /// It may be meant so.
    Note,
    /// It doesn't work.
    Wrong,
}

/// What a configuration says that the files should hold.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// Packages with their fingerprints, as the files write them.
    pub android: Vec<(String, Vec<String>)>,
    /// App ids of iOS and macOS.
    pub apple: Vec<String>,
    /// Whether links open in them.
    pub apple_links: bool,
    /// The origins of other domains.
    pub origins: Vec<String>,
}

impl Expected {
    /// What a configuration says.
    pub fn of(config: &Config) -> Self {
        let fingerprints =
            |app: &crate::config::AndroidApp| app.fingerprints.iter().map(ToString::to_string).collect();
        Self {
            android: config.apps.android.iter().map(|app| (app.package.clone(), fingerprints(app))).collect(),
            apple: config.apps.apple.iter().map(|app| app.as_str().to_owned()).collect(),
            apple_links: !config.apps.apple_links.is_empty(),
            origins: config.related_origins().into_iter().map(ToString::to_string).collect(),
        }
    }
}

/// Where clients look for the files of a configuration: at the RP ID, which need not be this server.
pub fn base_of(config: &Config) -> String {
    match config.base_url.host() == config.policy.rp_id {
        true => config.base_url.as_str().to_owned(),
        false => format!("https://{}", config.policy.rp_id),
    }
}

const ASSET_LINKS: &str = "/.well-known/assetlinks.json";
const APPLE: &str = "/.well-known/apple-app-site-association";
const RELATED: &str = "/.well-known/webauthn";
const ENDPOINTS: &str = "/.well-known/passkey-endpoints";
const PASSWORD: &str = "/.well-known/change-password";

/// What no site has. A site that answers with a page all the same makes browsers distrust `change-password`. (W3C, "A
/// Well-Known URL for Changing Passwords"; "Detecting the reliability of HTTP status codes")
const NOTHING: &str = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200";

/// The paths that are looked at, in this order.
pub const PATHS: [&str; 5] = [ASSET_LINKS, APPLE, RELATED, ENDPOINTS, PASSWORD];

/// Looks at a site: an origin, as `https://example.com`. `expected` is what the configuration says, where there is one.
pub async fn check(base: &str, expected: Option<&Expected>) -> Result<Vec<Finding>, String> {
    let base = origin(base)?;
    let client = fetch::client().map_err(|error| format!("no HTTP client: {error}"))?;
    let mut findings = vec![];
    if let Some(insecure) = insecure(&base) {
        findings.push(insecure);
    }
    for path in PATHS {
        let fetched = fetch::fetch(&client, &format!("{base}{path}")).await;
        let mut found = match fetched {
            Err(reason) => vec![wrong(path, format!("can't be reached: {reason}"))],
            Ok(fetched) if path == PASSWORD => {
                let nothing = fetch::fetch(&client, &format!("{base}{NOTHING}")).await;
                files::change_password(&fetched, nothing.ok().as_ref())
            }
            Ok(fetched) => files::check(path, &fetched, expected),
        };
        findings.append(&mut found);
    }
    Ok(findings)
}

/// Scheme, host and port, and nothing behind them.
fn origin(base: &str) -> Result<String, String> {
    let with_scheme = if base.contains("://") { base.to_owned() } else { format!("https://{base}") };
    let url = url::Url::parse(&with_scheme).map_err(|error| format!("{base} is no address: {error}"))?;
    let plain =
        matches!(url.scheme(), "http" | "https") && matches!(url.path(), "/" | "") && url.query().is_none();
    if !plain || url.host_str().is_none() || !url.username().is_empty() {
        return Err(format!("{base} is no site: scheme and host alone, as https://example.com"));
    }
    Ok(url.origin().ascii_serialization())
}

fn insecure(base: &str) -> Option<Finding> {
    let rest = base.strip_prefix("http://")?;
    let local = rest == "localhost" || rest.starts_with("localhost:");
    Some(match local {
        true => Finding {
            path: "",
            weight: Weight::Note,
            what:
                "is http on this machine: browsers take that here, phones and their systems take https alone"
                    .to_owned(),
        },
        false => wrong("", "is http: browsers and systems fetch these files over https alone".to_owned()),
    })
}

const fn wrong(path: &'static str, what: String) -> Finding {
    Finding { path, weight: Weight::Wrong, what }
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn a_site_is_scheme_and_host() {
        assert_eq!(origin("example.com").unwrap(), "https://example.com");
        assert_eq!(origin("https://example.com/").unwrap(), "https://example.com");
        assert_eq!(origin("http://localhost:8080").unwrap(), "http://localhost:8080");
        for none in [
            "https://example.com/path",
            "ftp://example.com",
            "https://",
            "https://a@example.com",
            "https://example.com/?q",
        ] {
            assert!(origin(none).is_err(), "{none}");
        }
    }
}
