//! JOSE, as much of it as others sign for us: a public key (RFC 7517), and a signature in the compact form (RFC 7515).
//!
//! Two algorithms, ES256 and RS256 (RFC 7518). The key says which one is verified; what a header names must be that one,
//! so `none`, and an HMAC under a public key, are no signatures here. Nothing signs here: no key enters a decision.

mod jwk;
mod jws;

pub use jwk::{Algorithm, JwkFault, PublicJwk};
pub use jws::{Jws, JwsFault};
