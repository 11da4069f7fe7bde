//! Both verbs and what they read, by the rules of the standard. One binary, so that what the tests share is compiled once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../support/mod.rs"]
mod support;

mod attestation;
mod backup;
mod corpus;
mod extensions;
mod json;
mod metadata;
mod origins;
mod platforms;
mod public_keys;
mod py_webauthn;
mod readme;
mod refusals;
mod strict_json;
mod vectors;
