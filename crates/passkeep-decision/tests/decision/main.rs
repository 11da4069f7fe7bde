//! The rules, in tables: a row for each refusal and each change of every step. One binary, so that what the tables
//! share is compiled once.

#![allow(clippy::unwrap_used, reason = "a case that can't be built is a failed test")]

mod support;

mod approvals;
mod approved;
mod authenticators;
mod contacts;
mod create;
mod devices;
mod events;
mod fallback;
mod fallback_asks;
mod freeze;
mod grant;
mod history;
mod holds;
mod holds_advance;
mod holds_start;
mod invitations;
mod passkeys;
mod passwords;
mod reauthentication;
mod receipts;
mod recovery;
mod remove;
mod rights;
mod sessions;
mod sign_in;
mod sign_in_start;
mod sign_up;
mod trust;
mod trusted_changes;
