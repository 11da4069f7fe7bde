//! A publisher of metadata of a test's own: signs blobs as FIDO's does (MDS 3 §3.1.7).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::authority::Certified;

/// A publisher with a root of its own.
pub struct MetadataPublisher {
    root: Certified,
    signer: Certified,
}

impl MetadataPublisher {
    /// A publisher whose signing certificate names FIDO's host.
    pub fn new() -> Self {
        Self::signing_as("mds.fidoalliance.org")
    }

    /// A publisher whose signing certificate names another host.
    pub fn signing_as(host: &str) -> Self {
        let root = Certified::authority("Test Metadata Root");
        let signer = root.certify(host, |_| ());
        Self { root, signer }
    }

    /// Its root, in DER.
    pub fn root(&self) -> &[u8] {
        &self.root.der
    }

    /// Its root, in PEM.
    pub fn root_pem(&self) -> String {
        let base64 = STANDARD.encode(self.root());
        let lines = base64.as_bytes().chunks(64).map(String::from_utf8_lossy).collect::<Vec<_>>();
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
    }

    /// A blob of this number with these entries.
    pub fn blob(&self, number: u64, entries: &[Value]) -> String {
        self.sign(
            &json!({
                "legalHeader": "A test's own.",
                "no": number,
                "nextUpdate": "2120-01-01",
                "entries": entries,
            })
            .to_string(),
        )
    }

    /// What its key signs as a blob, whatever it is.
    pub fn sign(&self, payload: &str) -> String {
        let x5c = [STANDARD.encode(&self.signer.der), STANDARD.encode(&self.root.der)];
        let header = json!({ "alg": "ES256", "typ": "JWT", "x5c": x5c }).to_string();
        let signed = [URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload)].join(".");
        let key =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, self.signer.key.serialized_der())
                .expect("the key is one of P-256");
        let signature = key.sign(&SystemRandom::new(), signed.as_bytes()).expect("the key signs");
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

impl Default for MetadataPublisher {
    fn default() -> Self {
        Self::new()
    }
}
