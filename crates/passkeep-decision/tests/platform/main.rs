//! What is read of clients, and what the rules say of them, in tables.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod clients;
mod file;
mod rules;
