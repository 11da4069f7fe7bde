//! Passkeep's rules.
//!
//! A step takes facts that were loaded for it, its input, the policy and a moment (time and fresh randomness, as
//! data), and gives a reply or a refusal, and the changes to be written. It reads no clock, draws nothing, does no
//! input or output; so every rule is tested here, in a table.

pub mod account;
pub mod approval;
pub mod authenticator;
mod authority;
pub mod ceremony;
pub mod change;
pub mod client;
pub mod code;
mod code_flow;
pub mod confirmations;
pub mod contact;
pub mod contacts;
pub mod decision;
pub mod device;
pub mod device_key;
pub mod devices;
pub mod diagnosis;
pub mod event;
pub mod flow;
pub mod freeze;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
pub mod guidance;
pub mod hash;
pub mod history;
pub mod hold;
pub mod holds;
pub mod id;
pub mod invitations;
pub mod jose;
pub mod level;
pub mod message;
pub mod moment;
mod named;
pub mod number_claim;
pub mod oidc;
pub mod passkey;
pub mod passkeys;
pub mod password;
pub mod passwords;
pub mod platform;
pub mod policy;
pub mod proof;
pub mod reauthentication;
pub mod recovery;
pub mod recovery_code;
pub mod recovery_codes;
pub mod refusal;
pub mod restoration;
pub mod right;
mod rule;
pub mod session;
mod session_flow;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod signing_key;
pub mod step;
pub mod support;
pub mod text;
pub mod throttle;
pub mod ticket;
pub mod trust;
pub mod usage;
pub mod webhook;
pub mod what_if;

#[cfg(test)]
#[path = "../tests/walks/mod.rs"]
mod walks;
