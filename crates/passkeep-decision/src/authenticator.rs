//! Which authenticators the house takes, and what it knows of their models.
//!
//! The operator's rules and FIDO's metadata, as data. Only an attestation that leads to a trusted root proves of which
//! model an authenticator is; without one its AAGUID is a claim, which can lose something and never win.

use std::sync::Arc;

use passkeep_webauthn::{
    Aaguid, AttestationConveyance, AttestationPolicy, AttestationType, Certification, Compromised, KeyExport,
    Metadata, Model, ModelPolicy, Status, TrustAnchor, Untrusted,
};

use crate::hash::Hash;
use crate::moment::Timestamp;

/// What is asked of authenticators.
#[derive(Clone, Debug)]
pub struct AuthenticatorPolicy {
    /// Whether an attestation is asked for.
    pub conveyance: AttestationConveyance,
    /// What becomes of an authenticator without a trusted attestation, where one is asked for.
    pub untrusted: Untrusted,
    /// Whom the operator trusts to certify any authenticator, beside those that the metadata has for each model.
    pub anchors: Vec<TrustAnchor>,
    /// The models that are taken; empty: any.
    pub allowed: Vec<Aaguid>,
    /// Models that are not.
    pub refused: Vec<Aaguid>,
    /// What becomes of models that are compromised or revoked.
    pub compromised: Compromised,
    /// The least certification.
    pub certification_min: Option<Certification>,
    /// Whether the key may leave its device.
    pub key_export: KeyExport,
    /// What FIDO says of models, where it is known.
    pub metadata: Option<Arc<Metadata>>,
}

impl Default for AuthenticatorPolicy {
    /// As shipped: nothing is asked, and only models known to be compromised are refused.
    fn default() -> Self {
        Self {
            conveyance: AttestationConveyance::None,
            untrusted: Untrusted::Accepted,
            anchors: vec![],
            allowed: vec![],
            refused: vec![],
            compromised: ModelPolicy::ANY.compromised,
            certification_min: None,
            key_export: KeyExport::Accepted,
            metadata: None,
        }
    }
}

impl AuthenticatorPolicy {
    /// What is known of a model.
    pub fn model(&self, aaguid: &Aaguid) -> Option<&Model> {
        self.metadata.as_ref()?.model(aaguid)
    }

    /// By what a model is known to be compromised or revoked. It tells of a passkey in use, and stops none: whoever
    /// has lost the trust in a model needs a way to another passkey.
    pub fn compromise(&self, aaguid: &Aaguid) -> Option<&Status> {
        self.model(aaguid)?.compromise().map(|report| &report.status)
    }

    /// The policy that a registration is verified by.
    pub(crate) fn judge(&self, now: Timestamp) -> AttestationPolicy<'_> {
        AttestationPolicy {
            types: self.types(),
            anchors: &self.anchors,
            metadata: self.metadata.as_deref(),
            models: self.models(),
            untrusted: self.untrusted,
            now_seconds: now.0.div_euclid(1000),
        }
    }

    /// The models that are taken.
    pub fn models(&self) -> ModelPolicy<'_> {
        ModelPolicy {
            allowed: &self.allowed,
            refused: &self.refused,
            compromised: self.compromised,
            certification_min: self.certification_min,
            key_export: self.key_export,
        }
    }

    fn types(&self) -> &'static [AttestationType] {
        use AttestationType::{AnonCa, AttCa, Basic};
        match (self.conveyance, self.untrusted) {
            (AttestationConveyance::None, _) => AttestationPolicy::NOT_ASKED.types,
            (_, Untrusted::Accepted) => AttestationType::ALL,
            (_, Untrusted::Refused) => &[Basic, AttCa, AnonCa],
        }
    }

    /// What a ticket's options seal of it: what is asked of the client. The rules that judge the answer are today's.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let asked = match self.conveyance {
            AttestationConveyance::None => "none",
            AttestationConveyance::Indirect => "indirect",
            AttestationConveyance::Direct => "direct",
            AttestationConveyance::Enterprise => "enterprise",
        };
        let untrusted = match self.untrusted {
            Untrusted::Accepted => "accepted",
            Untrusted::Refused => "refused",
        };
        Hash::new("attestation").bytes(asked.as_bytes()).bytes(untrusted.as_bytes()).finish()
    }
}
