//! Verification of WebAuthn Level 3 ceremonies, in two verbs: [`verify_registration`] walks §7.1,
//! [`verify_authentication`] walks §7.2, each in the standard's order.
//!
//! The crate is pure: no clock, no randomness, no IO. The caller brings what it expects and what it
//! stored; it gets a value that only verification can make, or an [`Error`] that names the check that
//! failed. Whether a credential id is new, and what a stalled signature counter means, is the caller's to decide.
//!
//! Section and step numbers are those of <https://www.w3.org/TR/webauthn-3/>.

mod algorithm;
mod attestation;
mod authentication;
mod authenticator_data;
mod base64url;
mod cbor;
mod certificate;
mod client_data;
mod der;
mod error;
mod extension;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod json;
mod jws;
mod metadata;
mod options;
mod origin;
mod public_key;
mod registration;
mod response;

pub use algorithm::Algorithm;
pub use attestation::{Attestation, AttestationFormat, AttestationPolicy, AttestationType, Trust, Untrusted};
pub use authentication::{
    Authentication, AuthenticationExpectation, BackupChange, MadeFor, SignCountPolicy, SignCountVerdict,
    StoredCredential, UserIdentified, verify_authentication,
};
pub use authenticator_data::{Aaguid, AuthenticatorDataFault};
pub use cbor::CborFault;
pub use certificate::{TrustAnchor, TrustFault};
pub use client_data::ClientDataFault;
pub use error::{Ceremony, Error, Step};
pub use extension::{
    AuthenticationExtensionOutputs, CreationExtensions, CredentialProperties, CredentialProtection,
    ExtensionBytes, LargeBlobInput, LargeBlobOutput, LargeBlobSupport, LargeBlobWish, PrfInput, PrfOutput,
    PrfValues, RegistrationExtensionOutputs, RequestExtensions,
};
pub use json::JsonFault;
pub use metadata::{
    Certification, Compromised, Icon, KeyExport, KeyProtection, METADATA_BYTES_MAX, Metadata,
    MetadataAuthority, MetadataFault, Model, ModelFault, ModelPolicy, Status, StatusReport,
};
pub use options::{
    AttestationConveyance, AuthenticatorSelection, CreationOptions, CredentialDescriptor, Hint, RelyingParty,
    RequestOptions, ResidentKey, User, UserVerification,
};
pub use origin::{Origin, OriginFault};
pub use public_key::{PublicKey, PublicKeyFault};
pub use registration::{Registration, RegistrationExpectation, UserPresence, verify_registration};
pub use response::{Attachment, AuthenticationResponse, RegistrationResponse, ResponseFault, Transport};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
