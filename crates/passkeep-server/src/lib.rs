//! Passkeep's HTTP server: the hosted pages, the JSON API, and messages on their way out.
//!
//! A handler reads who asks, makes a step of what was sent, and gives it to [`answer`](mod@answer), the one loop: load
//! facts, decide, apply. What went wrong becomes a status and a sentence in `failure.rs` alone.

pub mod answer;
pub mod api;
pub mod app;
pub mod asker;
pub mod assets;
pub mod body;
pub mod check_links;
pub mod client;
pub mod clients;
pub mod clock;
pub mod config;
pub mod cookies;
pub mod diagnoses;
pub mod failure;
mod figures;
pub mod holds;
pub mod identifier;
pub mod limits;
pub mod metadata;
pub mod network;
pub mod notify;
pub mod oidc;
pub mod openapi;
pub mod pages;
pub mod passwords;
pub mod platform;
pub mod restoration;
pub mod ring;
pub mod routes;
pub mod seal;
pub mod seen;
pub mod serve;
pub mod signing;
pub mod token;
pub mod waiting;
pub mod well_known;

pub use passkeep_views as views;
pub use passkeep_views::{brand, legal, texts};

/// What this server calls itself where it asks others.
pub(crate) const USER_AGENT: &str = concat!("passkeep/", env!("CARGO_PKG_VERSION"));
