//! The authenticator in ceremonies: what it answers when it behaves, and when it is told not to.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod authentication;
mod misbehaviour;
mod reading;
mod registration;
