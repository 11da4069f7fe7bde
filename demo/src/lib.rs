//! Larkfield: a small brokerage that signs people in, and has what they do confirmed, through Passkeep.
//!
//! It knows Passkeep as any app would: by OpenID Connect, `POST /v1/confirmations`, webhooks and receipts. No crate of
//! Passkeep's is among its dependencies. Customers, cash, positions and prices are its own; the prices are made up.

mod action;
mod clock;
mod config;
mod confirmations;
mod http_client;
mod identity;
mod market;
mod money;
mod receipt;
mod risk;
mod secret;
mod serve;
mod settle;
mod state;
mod store;
mod texts;
mod views;
mod web;
mod webhook;

pub use config::{Config, ConfigError};
pub use risk::Waits;
pub use secret::Secret;
pub use serve::{Brokerage, ServeError};
