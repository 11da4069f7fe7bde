//! What the brokerage is told before it starts.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::risk::Waits;
use crate::secret::Secret;

/// The configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where people find it, without a slash at the end.
    pub base_url: String,
    /// Where it listens.
    pub listen: Vec<SocketAddr>,
    /// Its database.
    pub database: PathBuf,
    /// Passkeep: its OpenID issuer, without a slash at the end.
    pub issuer: String,
    /// What it is called there.
    pub client_id: String,
    /// By what it proves that.
    pub client_secret: Secret,
    /// By what Passkeep's calls prove that they are Passkeep's.
    pub webhook_secret: Secret,
    /// How long flags stand.
    pub waits: Waits,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file can't be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It says something else.
    #[error("{}: {error}", path.display())]
    Unknown {
        /// Which.
        path: PathBuf,
        /// What.
        error: Box<toml::de::Error>,
    },
    /// Only this machine may be reached without TLS.
    #[error("{name} is an https URL, or http://localhost")]
    NotSecure {
        /// Which setting.
        name: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base_url: String,
    listen: Vec<SocketAddr>,
    database: PathBuf,
    issuer: String,
    client_id: String,
    client_secret_file: PathBuf,
    webhook_secret_file: PathBuf,
    thawed_seconds: Option<i64>,
    recovered_seconds: Option<i64>,
}

impl Config {
    /// Reads a file; paths in it are relative to it.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let file: File = toml::from_str(&text(path)?)
            .map_err(|error| ConfigError::Unknown { path: path.to_owned(), error: Box::new(error) })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let secret = |path: &Path| Ok::<_, ConfigError>(Secret::new(&text(&folder.join(path))?));
        let waits = Waits::default();
        Self {
            base_url: file.base_url.trim_end_matches('/').to_owned(),
            listen: file.listen,
            database: folder.join(file.database),
            issuer: file.issuer.trim_end_matches('/').to_owned(),
            client_id: file.client_id,
            client_secret: secret(&file.client_secret_file)?,
            webhook_secret: secret(&file.webhook_secret_file)?,
            waits: Waits {
                thawed_seconds: file.thawed_seconds.unwrap_or(waits.thawed_seconds),
                recovered_seconds: file.recovered_seconds.unwrap_or(waits.recovered_seconds),
            },
        }
        .checked()
    }

    fn checked(self) -> Result<Self, ConfigError> {
        for (name, url) in [("base_url", &self.base_url), ("issuer", &self.issuer)] {
            let local = ["http://localhost", "http://127.0.0.1"].into_iter().any(|host| {
                url.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            });
            if !local && !url.starts_with("https://") {
                return Err(ConfigError::NotSecure { name });
            }
        }
        Ok(self)
    }

    /// Whether people come by https.
    pub(crate) fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

fn text(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(base_url: &str) -> Config {
        Config {
            base_url: base_url.to_owned(),
            listen: vec![],
            database: PathBuf::new(),
            issuer: "https://account.example.com".to_owned(),
            client_id: "larkfield".to_owned(),
            client_secret: Secret::new(" s3cret\n"),
            webhook_secret: Secret::new("whsec_"),
            waits: Waits::default(),
        }
    }

    #[test]
    fn only_this_machine_is_reached_without_tls() {
        let check = |url, fine| assert_eq!(config(url).checked().is_ok(), fine, "{url}");
        check("https://broker.example.com", true);
        check("http://localhost:8090", true);
        check("http://localhost", true);
        check("http://127.0.0.1:8090", true);
        check("http://broker.example.com", false);
        check("http://localhost.example.com", false);
    }

    #[test]
    fn secrets_show_themselves_nowhere() {
        let shown = format!("{:?}", config("https://a"));
        assert!(!shown.contains("s3cret"), "{shown}");
        assert_eq!(config("https://a").client_secret.expose(), "s3cret");
    }
}
