//! The apps that an account uses, in JSON.

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

/// The apps that an account uses.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Apps {
    /// The newest first.
    pub apps: Vec<AppShape>,
}

/// An app.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AppShape {
    /// Its client id.
    pub id: String,
    /// Its name; absent where it is registered no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where people find it, where its operator says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
    /// Since when.
    pub since: i64,
}
