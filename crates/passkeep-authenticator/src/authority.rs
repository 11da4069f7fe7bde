//! Certificates for tests: an authority, and what it certifies.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, date_time_ymd,
};

/// A key and the certificate of it.
pub(crate) struct Certified {
    pub(crate) params: CertificateParams,
    pub(crate) key: KeyPair,
    pub(crate) der: Vec<u8>,
}

impl Certified {
    /// An authority that certifies itself.
    pub(crate) fn authority(name: &str) -> Self {
        let mut params = params(name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("there is randomness");
        let der = params.self_signed(&key).expect("the parameters are sound").der().to_vec();
        Self { params, key, der }
    }

    /// What this authority certifies, the parameters as `change` leaves them.
    pub(crate) fn certify(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Self {
        let mut params = params(name);
        params.is_ca = IsCa::ExplicitNoCa;
        change(&mut params);
        let key = KeyPair::generate().expect("there is randomness");
        let issuer = Issuer::from_params(&self.params, &self.key);
        let der = params.signed_by(&key, &issuer).expect("the parameters are sound").der().to_vec();
        Self { params, key, der }
    }
}

/// Valid for as long as anybody will run the tests.
fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2120, 1, 1));
    params
}
