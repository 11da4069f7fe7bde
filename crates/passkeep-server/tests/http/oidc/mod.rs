//! OpenID Connect, as an app and a stranger see it.

mod back_channel;
mod clients;
mod consent;
mod details;
mod keys;
mod levels;
mod party;
mod proofs;
mod redirects;
mod tokens;
