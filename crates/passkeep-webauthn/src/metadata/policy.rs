//! Which models of authenticators a relying party takes (WebAuthn L3 §7.1 step 24).

use super::{Certification, Model};
use crate::{Aaguid, Trust};
use thiserror::Error;

/// Which models are taken. What takes a proof is refused without one: a model that no trusted attestation proves is
/// a claim of the client's, which can lose something and never win.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelPolicy<'a> {
    /// The models that are taken, where an attestation proves them; empty: any, proved or not.
    pub allowed: &'a [Aaguid],
    /// Models that are not.
    pub refused: &'a [Aaguid],
    /// What becomes of models that the metadata says are compromised or revoked.
    pub compromised: Compromised,
    /// The least certification, which takes metadata.
    pub certification_min: Option<Certification>,
    /// Whether the key may leave the device that it was made in.
    pub key_export: KeyExport,
}

/// What becomes of a model that is compromised or revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compromised {
    /// It is refused.
    Refused,
    /// It is taken, and [`Model::compromise`] tells.
    Accepted,
}

/// Whether a key may leave its device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyExport {
    /// It may: passkeys that are synced.
    Accepted,
    /// Not eligible for backup (BE=0), attested, and guarded by more than software where the metadata knows the model.
    Refused,
}

/// Why a model is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelFault {
    /// It is one of those refused.
    #[error("it is listed as refused")]
    Refused,
    /// The metadata says that it is compromised or revoked.
    #[error("its status is {status}")]
    Compromised {
        /// FIDO's name of the status.
        status: String,
    },
    /// Something is demanded of the model, and no trusted attestation proves which it is.
    #[error("no trusted attestation proves which it is")]
    Unproven,
    /// It is none of those allowed.
    #[error("it is none of those allowed")]
    NotAllowed,
    /// Its certification is too low.
    #[error("its certification is {}, at least {} is demanded", seen.map_or("none", Certification::as_str), least.as_str())]
    CertificationTooLow {
        /// What is demanded.
        least: Certification,
        /// What the metadata knows.
        seen: Option<Certification>,
    },
    /// Its key may leave the device.
    #[error("its key can leave the device")]
    KeyCanLeave,
}

impl ModelPolicy<'_> {
    /// Every model is taken but those known to be compromised.
    pub const ANY: ModelPolicy<'static> = ModelPolicy {
        allowed: &[],
        refused: &[],
        compromised: Compromised::Refused,
        certification_min: None,
        key_export: KeyExport::Accepted,
    };

    /// What it makes of a model at its best: proved by an attestation, with a key that is not eligible for backup.
    pub fn check_model(&self, aaguid: &Aaguid, model: Option<&Model>) -> Result<(), ModelFault> {
        self.check(&Authenticator { aaguid: *aaguid, backup_eligible: false, trust: Trust::Anchored, model })
    }

    pub(crate) fn check(&self, seen: &Authenticator<'_>) -> Result<(), ModelFault> {
        if self.refused.contains(&seen.aaguid) {
            return Err(ModelFault::Refused);
        }
        if let (Some(report), Compromised::Refused) =
            (seen.model.and_then(Model::compromise), self.compromised)
        {
            return Err(ModelFault::Compromised { status: report.status.as_str().to_owned() });
        }
        if self.takes_proof() && seen.trust != Trust::Anchored {
            return Err(ModelFault::Unproven);
        }
        if !self.allowed.is_empty() && !self.allowed.contains(&seen.aaguid) {
            return Err(ModelFault::NotAllowed);
        }
        let certification = seen.model.and_then(Model::certification);
        if let Some(least) = self.certification_min.filter(|least| certification < Some(*least)) {
            return Err(ModelFault::CertificationTooLow { least, seen: certification });
        }
        let in_software = seen.model.is_some_and(|model| !model.keeps_keys_in_hardware());
        if self.key_export == KeyExport::Refused && (seen.backup_eligible || in_software) {
            return Err(ModelFault::KeyCanLeave);
        }
        Ok(())
    }

    /// Whether anything is demanded that only an attestation proves.
    pub fn takes_proof(&self) -> bool {
        !self.allowed.is_empty() || self.certification_min.is_some() || self.key_export == KeyExport::Refused
    }
}

/// What a registration showed of an authenticator.
pub(crate) struct Authenticator<'a> {
    pub(crate) aaguid: Aaguid,
    pub(crate) backup_eligible: bool,
    pub(crate) trust: Trust,
    pub(crate) model: Option<&'a Model>,
}
