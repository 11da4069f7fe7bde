//! A maker of authenticators: its root, and the key by which one model attests (WebAuthn 8.2.1).

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use rcgen::{CustomExtension, DnType, SigningKey};
use serde_json::{Value, json};

use crate::authority::Certified;

/// A model of authenticators and who makes it.
pub struct Vendor {
    aaguid: [u8; 16],
    root: Certified,
    batch: Certified,
}

impl Vendor {
    /// A model with a root and an attestation key of its own.
    pub fn new(aaguid: [u8; 16]) -> Self {
        let root = Certified::authority("Test Vendor Root");
        let batch = root.certify("Test Vendor Authenticator", |params| {
            let name = &mut params.distinguished_name;
            name.push(DnType::CountryName, "PT");
            name.push(DnType::OrganizationName, "Test Vendor");
            name.push(DnType::OrganizationalUnitName, "Authenticator Attestation");
            let octet_string = [&[0x04, 16], aaguid.as_slice()].concat();
            params.custom_extensions =
                vec![CustomExtension::from_oid_content(ID_FIDO_GEN_CE_AAGUID, octet_string)];
        });
        Self { aaguid, root, batch }
    }

    /// The model's AAGUID.
    pub fn aaguid(&self) -> [u8; 16] {
        self.aaguid
    }

    /// The certificate to which its attestations lead, in DER.
    pub fn root(&self) -> &[u8] {
        &self.root.der
    }

    /// The certificate of its attestation key, in DER.
    pub fn certificate(&self) -> &[u8] {
        &self.batch.der
    }

    /// Its entry in FIDO's metadata (MDS 3 §3.1.1), with status reports of these names, a day apart.
    pub fn entry(&self, name: &str, statuses: &[&str]) -> Value {
        let reports = statuses
            .iter()
            .zip(1..)
            .map(|(status, day)| json!({ "status": status, "effectiveDate": format!("2026-01-{day:02}") }));
        json!({
            "aaguid": uuid(&self.aaguid),
            "metadataStatement": {
                "description": name,
                "aaguid": uuid(&self.aaguid),
                "protocolFamily": "fido2",
                "schema": 3,
                "keyProtection": ["hardware", "secure_element"],
                "attestationTypes": ["basic_full"],
                "attestationRootCertificates": [STANDARD.encode(self.root())],
                "icon": format!("data:image/svg+xml;base64,{}", STANDARD.encode(ICON)),
            },
            "statusReports": reports.collect::<Vec<_>>(),
            "timeOfLastStatusChange": "2026-01-01",
        })
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.batch.key.sign(message).expect("the key signs")
    }
}

/// WebAuthn 8.2.1.
const ID_FIDO_GEN_CE_AAGUID: &[u64] = &[1, 3, 6, 1, 4, 1, 45724, 1, 1, 4];

const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#b45309" d="M3 8h12v8H3zM15 10h6v4h-6z"/></svg>"##;

fn uuid(aaguid: &[u8; 16]) -> String {
    let digits: String = aaguid.iter().map(|byte| format!("{byte:02x}")).collect();
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

impl fmt::Debug for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vendor({})", uuid(&self.aaguid))
    }
}
