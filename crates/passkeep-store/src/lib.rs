//! Passkeep's store: facts out, changes in, on SQLite and PostgreSQL.
//!
//! A decision's list of changes is applied whole or not at all, by one path, [`Store::apply`]. Facts are read by the
//! pieces in [`read`], which the loads of the steps in [`load`] put together; a read never writes. The SQL is the
//! same for both databases; what differs stands in `sqlite.rs`, `postgres.rs` and their migrations.

mod apply;
mod authorization_token;
mod client;
mod client_tally;
mod connection;
mod error;
mod figures;
mod keys;
mod load;
mod metadata;
mod migration;
pub mod outbox;
mod postgres;
mod prune;
mod pushed_request;
pub mod read;
mod receipt_key;
mod restoration;
mod signing_key;
mod sqlite;
mod statement;
mod store;
mod stored_name;
#[cfg(test)]
mod tests;
mod ticket_key;
mod url;

pub use apply::statements;
pub use client::KeptClient;
pub use client_tally::ClientTally;
pub use connection::Statistics;
pub use error::{Fault, MigrationFault, RowFault, StoreError, UrlFault};
pub use figures::{FailureFigure, ProviderFigure, SignInFigure};
pub use keys::{Keys, PasswordPepper};
pub use load::{Context, Load};
pub use metadata::KeptMetadata;
pub use pushed_request::PushedName;
pub use receipt_key::ReceiptKey;
pub use restoration::NodeId;
pub use signing_key::SigningKey;
pub use statement::{Row, Statement, Value};
pub use store::{Reader, Store};
pub use ticket_key::TicketKey;
pub use url::DatabaseUrl;
