//! The JSON of a blob (MDS 3 §3.1) as it stands there, and its way to models. Members that are not read may be anything.

use super::Metadata;
use super::model::{Icon, KeyProtection, Model, Status, StatusReport};
use crate::error::excerpt;
use crate::json;
use crate::{Aaguid, AttestationType, TrustAnchor};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    no: u64,
    next_update: String,
    entries: Vec<serde_json::Value>,
}

/// MetadataBLOBPayloadEntry (§3.1.1).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    aaguid: Option<Aaguid>,
    #[serde(default)]
    attestation_certificate_key_identifiers: Vec<String>,
    metadata_statement: Option<Statement>,
    status_reports: Vec<Report>,
}

/// MetadataStatement (FIDO Metadata Statement §4).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Statement {
    description: String,
    #[serde(default)]
    alternative_descriptions: BTreeMap<String, String>,
    #[serde(default)]
    key_protection: Vec<String>,
    #[serde(default)]
    attestation_types: Vec<String>,
    #[serde(default)]
    attestation_root_certificates: Vec<String>,
    icon: Option<String>,
}

/// StatusReport (§3.1.3).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    status: String,
    effective_date: Option<String>,
    certificate: Option<String>,
    url: Option<String>,
}

pub(crate) fn read(payload: &[u8]) -> Result<Metadata, String> {
    let payload: Payload = json::read(payload).map_err(|fault| fault.to_string())?;
    if payload.next_update.len() > DAY_BYTES || !payload.next_update.is_ascii() {
        return Err("nextUpdate is no day".to_owned());
    }
    let mut metadata = Metadata {
        number: payload.no,
        next_update: payload.next_update,
        skipped: vec![],
        by_aaguid: BTreeMap::new(),
        by_key_identifier: BTreeMap::new(),
    };
    for (at, value) in payload.entries.into_iter().enumerate() {
        match Entry::deserialize(value) {
            Ok(entry) => metadata.take(entry),
            Err(error) => metadata.skipped.push(format!("entry {at}: {}", excerpt(&error.to_string()))),
        }
    }
    Ok(metadata)
}

/// `YYYY-MM-DD`.
const DAY_BYTES: usize = 10;

impl Metadata {
    /// Entries of UAF authenticators, which no WebAuthn ceremony meets, are passed over.
    fn take(&mut self, entry: Entry) {
        let key_identifiers =
            entry.attestation_certificate_key_identifiers.iter().filter_map(|text| key_identifier(text));
        let key_identifiers: Vec<_> = key_identifiers.collect();
        let aaguid = entry.aaguid;
        let model = model(entry);
        for key_identifier in key_identifiers {
            self.by_key_identifier.insert(key_identifier, model.clone());
        }
        if let Some(aaguid) = aaguid.filter(|aaguid| aaguid.0 != [0; 16]) {
            self.by_aaguid.insert(aaguid, model);
        }
    }
}

fn model(entry: Entry) -> Model {
    let statement = entry.metadata_statement;
    let mut status_reports: Vec<_> = entry.status_reports.into_iter().map(report).collect();
    // The newest last, as §3.1.1 has them; those without a day were there from the start.
    status_reports.sort_by(|one, other| one.effective_date.cmp(&other.effective_date));
    let Some(statement) = statement else { return Model { status_reports, ..Model::default() } };
    let attestation_type = match statement.attestation_types.as_slice() {
        [only] if only == "attca" => Some(AttestationType::AttCa),
        _ => None,
    };
    let roots = statement.attestation_root_certificates.iter().filter_map(|text| base64(text));
    Model {
        name: statement.description,
        names: statement.alternative_descriptions,
        icon: statement.icon.as_deref().and_then(icon),
        key_protection: statement.key_protection.iter().map(|name| KeyProtection::parse(name)).collect(),
        anchors: roots.map(|certificate| TrustAnchor { certificate, attestation_type }).collect(),
        status_reports,
    }
}

fn report(report: Report) -> StatusReport {
    StatusReport {
        status: Status::parse(&report.status),
        effective_date: report.effective_date,
        certificate: report.certificate.as_deref().and_then(base64),
        url: report.url,
    }
}

/// A data URL (RFC 2397) of a picture that browsers show.
fn icon(url: &str) -> Option<Icon> {
    let (media_type, data) = url.strip_prefix("data:")?.split_once(";base64,")?;
    let media_type = Icon::MEDIA_TYPES.into_iter().find(|known| *known == media_type)?;
    let bytes = base64(data).filter(|bytes| (1..=Icon::BYTES_MAX).contains(&bytes.len()))?;
    Some(Icon { media_type, bytes })
}

/// Base64 as it stands in metadata: some statements break it into lines.
fn base64(text: &str) -> Option<Vec<u8>> {
    let whole: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(whole).ok()
}

/// 40 hexadecimal digits.
fn key_identifier(text: &str) -> Option<[u8; 20]> {
    let mut identifier = [0; 20];
    if text.len() != 40 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in identifier.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(identifier)
}
