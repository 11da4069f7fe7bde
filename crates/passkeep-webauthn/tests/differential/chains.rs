//! Certificates of the test's own: right ones, and for the same key others that are wrong or odd in one way.

use crate::support::authority::{Subject, aaguid_extension};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};

/// Certificates in DER, the one that signs first.
pub type Chain = Vec<Vec<u8>>;

/// How a chain differs from one that §8.2.1 and RFC 5280 describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    Nothing,
    WithoutBasicConstraints,
    Authority,
    Expired,
    NotYetValid,
    SelfSigned,
    SubjectLacks(&'static str),
    SubjectOther(&'static str),
    AaguidOther,
    AaguidCritical,
    AaguidLong,
    AaguidAbsent,
    /// Of the authority between root and signer.
    BetweenNoAuthority,
    BetweenExpired,
    BetweenWithoutKeyUsage,
    BetweenForOtherUse,
    BetweenOtherKey,
}

const OF_SIGNER: [Oddity; 18] = [
    Oddity::Nothing,
    Oddity::WithoutBasicConstraints,
    Oddity::Authority,
    Oddity::Expired,
    Oddity::NotYetValid,
    Oddity::SelfSigned,
    Oddity::SubjectLacks("country"),
    Oddity::SubjectLacks("organization"),
    Oddity::SubjectLacks("unit"),
    Oddity::SubjectLacks("name"),
    Oddity::SubjectOther("country"),
    Oddity::SubjectOther("organization"),
    Oddity::SubjectOther("unit"),
    Oddity::SubjectOther("name"),
    Oddity::AaguidOther,
    Oddity::AaguidCritical,
    Oddity::AaguidLong,
    Oddity::AaguidAbsent,
];
const OF_BETWEEN: [Oddity; 6] = [
    Oddity::Nothing,
    Oddity::BetweenNoAuthority,
    Oddity::BetweenExpired,
    Oddity::BetweenWithoutKeyUsage,
    Oddity::BetweenForOtherUse,
    Oddity::BetweenOtherKey,
];

pub struct Authorities {
    pub root: Subject,
    between: Subject,
}

impl Authorities {
    pub fn new() -> Self {
        let authority = |name| {
            let mut authority = Subject::authority(name);
            // The peer demands that an authority says so.
            authority.params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
            authority
        };
        Authorities { root: authority("Root"), between: authority("Between") }
    }

    /// The right chain first, then the odd ones.
    pub fn chains(&self, signer: &Subject, between: bool) -> Vec<(Oddity, Chain)> {
        if between {
            OF_BETWEEN.map(|oddity| (oddity, self.by_between(signer, oddity))).to_vec()
        } else {
            OF_SIGNER.map(|oddity| (oddity, vec![self.by_root(signer, oddity)])).to_vec()
        }
    }

    fn by_between(&self, signer: &Subject, oddity: Oddity) -> Chain {
        let (mut params, other) = (self.between.params.clone(), KeyPair::generate().unwrap());
        match oddity {
            Oddity::BetweenNoAuthority => params.is_ca = IsCa::ExplicitNoCa,
            Oddity::BetweenExpired => params.not_after = date_time_ymd(2021, 1, 1),
            Oddity::BetweenWithoutKeyUsage => params.key_usages.clear(),
            Oddity::BetweenForOtherUse => params.key_usages = vec![KeyUsagePurpose::DigitalSignature],
            _ => {}
        }
        let key = if oddity == Oddity::BetweenOtherKey { &other } else { &self.between.key };
        vec![signer.certified_by(&self.between), certify(&params, key, &self.root)]
    }

    fn by_root(&self, signer: &Subject, oddity: Oddity) -> Vec<u8> {
        let mut params = signer.params.clone();
        match oddity {
            Oddity::WithoutBasicConstraints => params.is_ca = IsCa::NoCa,
            Oddity::Authority => params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
            Oddity::Expired => params.not_after = date_time_ymd(2021, 1, 1),
            Oddity::NotYetValid => params.not_before = date_time_ymd(2039, 1, 1),
            Oddity::SubjectLacks(name) => params.distinguished_name = subject(name, None),
            Oddity::SubjectOther(name) => params.distinguished_name = subject(name, Some("Something else")),
            Oddity::AaguidOther => params.custom_extensions = vec![aaguid_extension(&[8; 16])],
            Oddity::AaguidLong => params.custom_extensions = vec![aaguid_extension(&[9; 17])],
            Oddity::AaguidCritical => params.custom_extensions[0].set_criticality(true),
            Oddity::AaguidAbsent => params.custom_extensions.clear(),
            _ => {}
        }
        match oddity {
            Oddity::SelfSigned => params.self_signed(&signer.key).unwrap().der().to_vec(),
            _ => certify(&params, &signer.key, &self.root),
        }
    }
}

fn certify(params: &CertificateParams, key: &KeyPair, issuer: &Subject) -> Vec<u8> {
    let issuer = Issuer::from_params(&issuer.params, &issuer.key);
    params.signed_by(key, &issuer).unwrap().der().to_vec()
}

/// A subject of which one name is another, or none.
fn subject(odd: &str, other: Option<&str>) -> DistinguishedName {
    let right = [
        (DnType::CountryName, "country", "PT"),
        (DnType::OrganizationName, "organization", "Vendor"),
        (DnType::OrganizationalUnitName, "unit", "Authenticator Attestation"),
        (DnType::CommonName, "name", "Test Authenticator"),
    ];
    let mut subject = DistinguishedName::new();
    for (kind, name, value) in right {
        if let Some(value) = if name == odd { other } else { Some(value) } {
            subject.push(kind, value);
        }
    }
    subject
}
