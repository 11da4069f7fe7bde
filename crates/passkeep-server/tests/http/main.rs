//! The server over HTTP, as a stranger sees it: promises of SECURITY.md, each shown without the code's help.

#![allow(clippy::unwrap_used, reason = "a test")]

mod approvals;
mod attacks;
mod authenticators;
mod check_links;
mod confirmations;
mod contacts;
mod device;
mod devices;
mod diagnoses;
mod fallback;
mod freeze;
mod history;
mod holds;
mod limits;
mod links;
mod oidc;
mod origins;
mod outbox;
mod passkeys;
mod person;
mod platform;
mod recovery;
mod redirects;
mod references;
mod requests;
mod restore;
mod routes;
mod secrets;
mod standby;
mod support;
mod tickets;
mod well_known;
mod without_passkeys;
mod worked;

/// Whose session a person has.
fn session_account(person: &person::Person) -> passkeep_decision::id::AccountHandle {
    passkeep_server::token::read(person.token.as_ref().unwrap()).unwrap().account
}
