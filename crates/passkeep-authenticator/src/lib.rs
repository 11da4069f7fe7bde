//! A software authenticator and the browser's client part in one, for tests and benchmarks.
//!
//! It answers [Web Authentication Level 3](https://www.w3.org/TR/webauthn-3/) options as a browser with an
//! authenticator would, in the JSON forms of section 5.1, and misbehaves on demand: a [`Misbehaviour`] set for
//! one call changes what it names and leaves the rest as it was.
//!
//! It shares no code with the verifier that it tests, so that each checks the other. It holds private keys in
//! memory without protection: it never belongs in a product.
//!
//! ```
//! use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed};
//! use serde_json::json;
//!
//! let mut phone = Authenticator::new(Seed::from(7), AuthenticatorOptions::platform());
//! let creation = json!({
//!     "rp": { "id": "example.com", "name": "Example" },
//!     "user": { "id": "YWxpY2U", "name": "alice", "displayName": "Alice" },
//!     "challenge": "AAECAwQFBgcICQoLDA0ODw",
//!     "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
//! });
//! let registration = phone.create(&creation, "https://example.com")?;
//! assert_eq!(registration["response"]["publicKeyAlgorithm"], -7);
//!
//! let request = json!({ "rpId": "example.com", "challenge": "EBESExQVFhcYGRobHB0eHw" });
//! let assertion = phone.get(&request, "https://example.com")?;
//! assert_eq!(assertion["response"]["userHandle"], "YWxpY2U");
//!
//! let phished = Misbehaviour { origin: Some("https://examp1e.com".into()), ..Misbehaviour::default() };
//! let assertion = phone.get_with(&request, "https://example.com", &phished)?;
//! assert_eq!(assertion["id"], registration["id"]);
//! # Ok::<(), passkeep_authenticator::ClientError>(())
//! ```

mod algorithm;
mod attestation;
mod authenticator;
mod authenticator_data;
mod authority;
mod cbor;
mod client_data;
mod create;
mod credential;
mod error;
mod get;
mod key;
mod metadata_publisher;
mod misbehaviour;
mod options;
mod origin;
mod seed;
mod vendor;

pub use algorithm::Algorithm;
pub use authenticator::{Authenticator, AuthenticatorKind, AuthenticatorOptions, SignCount, Support};
pub use authenticator_data::flag;
pub use cbor::CborFault;
pub use credential::{Backup, Credential};
pub use error::{ClientError, OptionsFault};
pub use metadata_publisher::MetadataPublisher;
pub use misbehaviour::{Misbehaviour, SignCountFault, SigningKeyFault, UserHandleFault};
pub use seed::Seed;
pub use vendor::Vendor;
