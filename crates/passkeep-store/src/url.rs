//! Which database.

use std::path::PathBuf;
use std::str::FromStr;

use crate::error::UrlFault;

/// Where the data is.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// A file of this machine.
    Sqlite(PathBuf),
    /// A server.
    Postgres(Box<tokio_postgres::Config>),
}

impl DatabaseUrl {
    /// Reads `sqlite:PATH` or `postgres://…`.
    pub fn parse(text: &str) -> Result<Self, UrlFault> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            if path.is_empty() {
                return Err(UrlFault::PathMissing);
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let config =
                tokio_postgres::Config::from_str(text).map_err(|e| UrlFault::Postgres(e.to_string()))?;
            return Ok(Self::Postgres(Box::new(config)));
        }
        Err(UrlFault::Scheme)
    }
}

/// Shows no password.
impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(config) => write!(f, "postgres:{}", config.get_dbname().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_kinds_and_names_what_it_cannot_read() {
        assert!(
            matches!(DatabaseUrl::parse("sqlite:/a/b.db"), Ok(DatabaseUrl::Sqlite(p)) if p.as_os_str() == "/a/b.db")
        );
        assert!(matches!(DatabaseUrl::parse("postgres://u:secret@h/name"), Ok(DatabaseUrl::Postgres(_))));
        assert_eq!(DatabaseUrl::parse("sqlite:").unwrap_err(), UrlFault::PathMissing);
        assert_eq!(DatabaseUrl::parse("mysql://h").unwrap_err(), UrlFault::Scheme);
        assert!(matches!(DatabaseUrl::parse("postgres://h:x/n").unwrap_err(), UrlFault::Postgres(_)));
    }

    #[test]
    fn debug_shows_no_password() {
        let url = DatabaseUrl::parse("postgres://u:secret@h/name").unwrap();
        assert!(!format!("{url:?}").contains("secret"));
    }
}
