//! What is asked of authenticators, and whose word on them is taken.

use passkeep_decision::authenticator::AuthenticatorPolicy;
use passkeep_webauthn::{
    Aaguid, AttestationConveyance, Certification, Compromised, KeyExport, MetadataAuthority, TrustAnchor,
    Untrusted,
};
use rustls::pki_types::{CertificateDer, pem::PemObject};

use super::settings::{Settings, unreadable};

/// Whose metadata is taken (FIDO MDS 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataSource {
    /// The roots to which a blob's certificates lead.
    pub anchors: Vec<TrustAnchor>,
    /// The host that its signing certificate names.
    pub signer: String,
}

impl MetadataSource {
    /// FIDO's own: GlobalSign Root CA R3, from Mozilla's list of roots.
    pub fn fido() -> Self {
        let certificate = CertificateDer::from_pem_slice(include_bytes!("../../data/globalsign-root-r3.pem"))
            .expect("the file is part of the build");
        Self { anchors: vec![anchor(certificate)], signer: MetadataAuthority::FIDO_SIGNER.to_owned() }
    }
}

fn anchor(certificate: CertificateDer<'_>) -> TrustAnchor {
    TrustAnchor { certificate: certificate.to_vec(), attestation_type: None }
}

/// Reads `[metadata]`.
pub(super) fn read_metadata(settings: &mut Settings) -> MetadataSource {
    let mut source = MetadataSource::fido();
    if let Some(anchors) = read_anchors(settings, "metadata.roots") {
        source.anchors = anchors;
    }
    let signer = settings.optional("metadata.signer", "a host, as \"mds.fidoalliance.org\"", |text| {
        let of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        (!text.is_empty() && text.chars().all(of_host)).then(|| text.to_owned())
    });
    source.signer = signer.unwrap_or(source.signer);
    source
}

/// Reads `[attestation]`.
pub(super) fn read_attestation(settings: &mut Settings) -> AuthenticatorPolicy {
    let mut policy = AuthenticatorPolicy::default();
    let conveyance =
        settings.optional("attestation.conveyance", "\"none\" or \"direct\"", |text| match text {
            "none" => Some(AttestationConveyance::None),
            "direct" => Some(AttestationConveyance::Direct),
            _ => None,
        });
    let taken = "\"accept\" or \"refuse\"";
    let untrusted =
        settings.optional("attestation.untrusted", taken, one_of(Untrusted::Accepted, Untrusted::Refused));
    let compromised = settings.optional(
        "attestation.compromised",
        taken,
        one_of(Compromised::Accepted, Compromised::Refused),
    );
    let key_export =
        settings.optional("attestation.key_export", taken, one_of(KeyExport::Accepted, KeyExport::Refused));
    let levels = "\"L1\", \"L1plus\", \"L2\", \"L2plus\", \"L3\" or \"L3plus\"";
    let models = "models by their AAGUIDs, as [\"cb69481e-8ff7-4039-93ec-0a2729a154a8\"]";
    policy.certification_min = settings.optional("attestation.certification", levels, Certification::parse);
    policy.allowed = settings.list("attestation.models", models, parse_aaguid).unwrap_or_default();
    policy.refused = settings.list("attestation.refused_models", models, parse_aaguid).unwrap_or_default();
    policy.anchors = read_anchors(settings, "attestation.roots").unwrap_or_default();
    policy.conveyance = conveyance.unwrap_or(policy.conveyance);
    policy.untrusted = untrusted.unwrap_or(policy.untrusted);
    policy.compromised = compromised.unwrap_or(policy.compromised);
    policy.key_export = key_export.unwrap_or(policy.key_export);

    let asks = policy.conveyance == AttestationConveyance::Direct;
    if !asks && (policy.models().takes_proof() || policy.untrusted == Untrusted::Refused) {
        let expected =
            "\"direct\": models, certification, key_export and untrusted = \"refuse\" take an attestation";
        settings.note("attestation.conveyance", expected, "\"none\"");
    }
    policy
}

fn one_of<T>(accepted: T, refused: T) -> impl FnOnce(&str) -> Option<T> {
    move |text| match text {
        "accept" => Some(accepted),
        "refuse" => Some(refused),
        _ => None,
    }
}

fn parse_aaguid(text: &str) -> Option<Aaguid> {
    text.parse().ok().filter(|aaguid: &Aaguid| aaguid.0 != [0; 16])
}

fn read_anchors(settings: &mut Settings, name: &str) -> Option<Vec<TrustAnchor>> {
    let certificates = read_roots(settings, name)?;
    Some(certificates.into_iter().map(anchor).collect())
}

/// The certificates of PEM files.
pub(super) fn read_roots(settings: &mut Settings, name: &str) -> Option<Vec<CertificateDer<'static>>> {
    let expected = "PEM files of root certificates, as [\"vendor.pem\"]";
    let paths = settings.list(name, expected, |text| (!text.is_empty()).then(|| text.to_owned()))?;
    let mut roots = vec![];
    for path in paths {
        let path = settings.folder().join(path);
        let read: Result<Vec<_>, _> =
            CertificateDer::pem_file_iter(&path).and_then(|certificates| certificates.collect());
        match read {
            Ok(certificates) if !certificates.is_empty() => roots.extend(certificates),
            Ok(_) => settings.note(name, expected, format!("{}, which holds none", path.display())),
            Err(rustls::pki_types::pem::Error::Io(error)) => {
                settings.note(name, expected, unreadable(&path, &error));
            }
            Err(error) => settings.note(name, expected, format!("{}: {error}", path.display())),
        }
    }
    Some(roots)
}
