//! A model of authenticators, as FIDO describes it.

use crate::TrustAnchor;
use std::collections::BTreeMap;
use std::fmt;

/// What the metadata says of one model. Its maker said most of it; the status is FIDO's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Model {
    /// Its name in English (`description`).
    pub name: String,
    /// Its name in other languages, by their tags (`alternativeDescriptions`).
    pub names: BTreeMap<String, String>,
    /// Its picture.
    pub icon: Option<Icon>,
    /// What guards its keys.
    pub key_protection: Vec<KeyProtection>,
    /// Who certifies its attestations (`attestationRootCertificates`).
    pub anchors: Vec<TrustAnchor>,
    /// What has become of it, the oldest first.
    pub status_reports: Vec<StatusReport>,
}

/// A picture.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Icon {
    /// Its media type: one of [`Icon::MEDIA_TYPES`].
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Icon {
    /// The types of pictures that are taken.
    pub const MEDIA_TYPES: [&'static str; 4] = ["image/png", "image/svg+xml", "image/jpeg", "image/webp"];

    pub(super) const BYTES_MAX: usize = 256 * 1024;
}

impl fmt::Debug for Icon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Icon({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// What guards a model's keys (FIDO Registry §3.2).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyProtection {
    /// Software alone: whoever owns the device's memory owns the key.
    Software,
    /// Hardware of some kind.
    Hardware,
    /// A trusted execution environment.
    Tee,
    /// A secure element.
    SecureElement,
    /// The keys live elsewhere, wrapped in the credential id.
    RemoteHandle,
    /// A name that the registry may have later.
    Other(String),
}

impl KeyProtection {
    /// The protection of this name.
    pub fn parse(name: &str) -> Self {
        match name {
            "software" => KeyProtection::Software,
            "hardware" => KeyProtection::Hardware,
            "tee" => KeyProtection::Tee,
            "secure_element" => KeyProtection::SecureElement,
            "remote_handle" => KeyProtection::RemoteHandle,
            other => KeyProtection::Other(other.to_owned()),
        }
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        match self {
            KeyProtection::Software => "software",
            KeyProtection::Hardware => "hardware",
            KeyProtection::Tee => "tee",
            KeyProtection::SecureElement => "secure_element",
            KeyProtection::RemoteHandle => "remote_handle",
            KeyProtection::Other(name) => name,
        }
    }
}

/// Something that became of a model, or is said of it (MDS 3 §3.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusReport {
    /// What.
    pub status: Status,
    /// From which day, as `YYYY-MM-DD`; none: from the start.
    pub effective_date: Option<String>,
    /// The one attestation certificate that it is about, in DER; none: the whole model.
    pub certificate: Option<Vec<u8>>,
    /// Where more is said.
    pub url: Option<String>,
}

/// AuthenticatorStatus (MDS 3 §3.1.4).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Not certified, or no longer.
    NotCertified,
    /// Certified by FIDO.
    Certified(Certification),
    /// Its maker alone says that it would be.
    SelfAssertionSubmitted,
    /// It lets users in without verifying them.
    UserVerificationBypass,
    /// The key by which it attests is known to others.
    AttestationKeyCompromise,
    /// Its keys can be taken from afar.
    UserKeyRemoteCompromise,
    /// Its keys can be taken by who holds it.
    UserKeyPhysicalCompromise,
    /// FIDO has withdrawn it.
    Revoked,
    /// Its maker has withdrawn it from service.
    Retired,
    /// A newer version is to be had.
    UpdateAvailable,
    /// A name that FIDO may have later, or one that says nothing of WebAuthn.
    Other(String),
}

/// FIDO's levels of certification, the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certification {
    /// `L1`: also what was certified before there were levels.
    L1,
    /// `L1plus`.
    L1Plus,
    /// `L2`.
    L2,
    /// `L2plus`.
    L2Plus,
    /// `L3`.
    L3,
    /// `L3plus`.
    L3Plus,
}

impl Certification {
    /// Every level, the lowest first.
    pub const ALL: [Self; 6] = [Self::L1, Self::L1Plus, Self::L2, Self::L2Plus, Self::L3, Self::L3Plus];

    /// Its name in FIDO's list.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::L1 => "L1",
            Self::L1Plus => "L1plus",
            Self::L2 => "L2",
            Self::L2Plus => "L2plus",
            Self::L3 => "L3",
            Self::L3Plus => "L3plus",
        }
    }

    /// The level of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

impl Status {
    /// The status of this name.
    pub fn parse(name: &str) -> Self {
        match name {
            "NOT_FIDO_CERTIFIED" => Status::NotCertified,
            "FIDO_CERTIFIED" => Status::Certified(Certification::L1),
            "SELF_ASSERTION_SUBMITTED" => Status::SelfAssertionSubmitted,
            "USER_VERIFICATION_BYPASS" => Status::UserVerificationBypass,
            "ATTESTATION_KEY_COMPROMISE" => Status::AttestationKeyCompromise,
            "USER_KEY_REMOTE_COMPROMISE" => Status::UserKeyRemoteCompromise,
            "USER_KEY_PHYSICAL_COMPROMISE" => Status::UserKeyPhysicalCompromise,
            "REVOKED" => Status::Revoked,
            "RETIRED" => Status::Retired,
            "UPDATE_AVAILABLE" => Status::UpdateAvailable,
            other => match other.strip_prefix("FIDO_CERTIFIED_").and_then(Certification::parse) {
                Some(level) => Status::Certified(level),
                None => Status::Other(other.to_owned()),
            },
        }
    }

    /// Its name in FIDO's list; `FIDO_CERTIFIED`, from before there were levels, is `FIDO_CERTIFIED_L1`.
    pub fn as_str(&self) -> &str {
        match self {
            Status::NotCertified => "NOT_FIDO_CERTIFIED",
            Status::Certified(level) => match level {
                Certification::L1 => "FIDO_CERTIFIED_L1",
                Certification::L1Plus => "FIDO_CERTIFIED_L1plus",
                Certification::L2 => "FIDO_CERTIFIED_L2",
                Certification::L2Plus => "FIDO_CERTIFIED_L2plus",
                Certification::L3 => "FIDO_CERTIFIED_L3",
                Certification::L3Plus => "FIDO_CERTIFIED_L3plus",
            },
            Status::SelfAssertionSubmitted => "SELF_ASSERTION_SUBMITTED",
            Status::UserVerificationBypass => "USER_VERIFICATION_BYPASS",
            Status::AttestationKeyCompromise => "ATTESTATION_KEY_COMPROMISE",
            Status::UserKeyRemoteCompromise => "USER_KEY_REMOTE_COMPROMISE",
            Status::UserKeyPhysicalCompromise => "USER_KEY_PHYSICAL_COMPROMISE",
            Status::Revoked => "REVOKED",
            Status::Retired => "RETIRED",
            Status::UpdateAvailable => "UPDATE_AVAILABLE",
            Status::Other(name) => name,
        }
    }

    /// Whether an authenticator of such a model protects its owner less than it should. FIDO leaves it to relying
    /// parties whether an update has been applied, and nothing in a ceremony tells: the answer stays.
    pub fn is_compromise(&self) -> bool {
        matches!(
            self,
            Status::UserVerificationBypass
                | Status::AttestationKeyCompromise
                | Status::UserKeyRemoteCompromise
                | Status::UserKeyPhysicalCompromise
                | Status::Revoked
        )
    }
}

impl Model {
    /// Its name in a language, else in English.
    pub fn name_in(&self, language: &str) -> &str {
        self.names.get(language).unwrap_or(&self.name)
    }

    /// The level at which it is certified: what was said last of that holds.
    pub fn certification(&self) -> Option<Certification> {
        let said = self.status_reports.iter().rev().find_map(|report| match report.status {
            Status::Certified(level) => Some(Some(level)),
            Status::NotCertified | Status::Revoked => Some(None),
            _ => None,
        });
        said.flatten()
    }

    /// The last report by which the whole model is compromised or revoked.
    pub fn compromise(&self) -> Option<&StatusReport> {
        let whole = |report: &&StatusReport| report.status.is_compromise() && report.certificate.is_none();
        self.status_reports.iter().rev().find(whole)
    }

    /// Whether an attestation certificate is one whose key is known to others.
    pub(crate) fn is_compromised_certificate(&self, der: &[u8]) -> bool {
        self.status_reports.iter().any(|report| {
            report.status.is_compromise() && report.certificate.as_deref().is_some_and(|known| known == der)
        })
    }

    /// Whether something harder than software guards its keys, and keeps them where they were made.
    pub fn keeps_keys_in_hardware(&self) -> bool {
        let soft = |protection: &KeyProtection| {
            matches!(protection, KeyProtection::Software | KeyProtection::Other(_))
        };
        !self.key_protection.is_empty() && !self.key_protection.iter().any(soft)
    }
}
