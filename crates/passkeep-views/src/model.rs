//! The model of authenticator that keeps a passkey: what FIDO calls it, whether it was proved, what is known against it.

use super::page::{Html, Page};

/// What FIDO's metadata says of a passkey's authenticator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelView {
    /// Its name.
    pub name: String,
    /// Where its picture is, if it has one.
    pub icon: Option<String>,
    /// Whether a trusted attestation proved it when the passkey was created.
    pub proof: Proof,
    /// FIDO's level of certification.
    pub certification: Option<&'static str>,
    /// What is known against it.
    pub weakness: Option<Weakness>,
}

/// Whether a model was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// By an attestation.
    Attested,
    /// It is what the authenticator says of itself.
    Claimed,
}

/// What is known against a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// It lets in whoever holds it.
    NoVerification,
    /// Others can pretend to be one.
    Imitated,
    /// Its keys can be taken from afar.
    TakenFromAfar,
    /// Its keys can be taken by who holds it.
    TakenByHolder,
    /// FIDO has withdrawn it.
    Revoked,
}

impl ModelView {
    pub(super) fn standing(&self, page: &Page) -> String {
        match (self.proof, self.certification) {
            (Proof::Attested, Some(level)) => page.with("model-certified", "level", level),
            (Proof::Attested, None) => page.text("model-proved"),
            (Proof::Claimed, _) => page.text("model-claimed"),
        }
    }
}

impl Weakness {
    pub(super) fn told(self, page: &Page, model: &str) -> Html {
        match self {
            Weakness::NoVerification => page.rich("weakness-no-verification", "model", model),
            Weakness::Imitated => page.rich("weakness-imitated", "model", model),
            Weakness::TakenFromAfar => page.rich("weakness-from-afar", "model", model),
            Weakness::TakenByHolder => page.rich("weakness-by-holder", "model", model),
            Weakness::Revoked => page.rich("weakness-revoked", "model", model),
        }
    }
}
