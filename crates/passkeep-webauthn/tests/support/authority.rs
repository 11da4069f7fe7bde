//! Certification authorities of a test's own, whose every certificate it can change.

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    SigningKey, date_time_ymd,
};

/// The time by which the tests judge: 2026-01-01.
pub const NOW_SECONDS: i64 = 1_767_225_600;

/// id-fido-gen-ce-aaguid.
pub const AAGUID_EXTENSION: &[u64] = &[1, 3, 6, 1, 4, 1, 45724, 1, 1, 4];

/// A key, and the certificate that is to be made for it.
pub struct Subject {
    pub params: CertificateParams,
    pub key: KeyPair,
}

impl Subject {
    /// An authority without limits.
    pub fn authority(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2040, 1, 1));
        Subject { params, key: KeyPair::generate().unwrap() }
    }

    /// An authenticator's attestation key (WebAuthn L3 §8.2.1).
    pub fn authenticator(aaguid: [u8; 16]) -> Self {
        let mut subject = Self::authority("Test Authenticator");
        let name = &mut subject.params.distinguished_name;
        name.push(DnType::CountryName, "PT");
        name.push(DnType::OrganizationName, "Vendor");
        name.push(DnType::OrganizationalUnitName, "Authenticator Attestation");
        subject.params.is_ca = IsCa::ExplicitNoCa;
        subject.params.custom_extensions = vec![aaguid_extension(&aaguid)];
        subject
    }

    pub fn certified_by(&self, issuer: &Subject) -> Vec<u8> {
        let by = Issuer::from_params(&issuer.params, &issuer.key);
        self.params.signed_by(&self.key, &by).unwrap().der().to_vec()
    }

    pub fn self_signed(&self) -> Vec<u8> {
        self.params.self_signed(&self.key).unwrap().der().to_vec()
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.key.sign(message).unwrap()
    }
}

/// The AAGUID as an OCTET STRING.
pub fn aaguid_extension(aaguid: &[u8]) -> CustomExtension {
    let content = [&[0x04, u8::try_from(aaguid.len()).unwrap()], aaguid].concat();
    CustomExtension::from_oid_content(AAGUID_EXTENSION, content)
}
