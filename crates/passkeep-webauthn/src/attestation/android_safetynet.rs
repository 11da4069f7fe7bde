//! Android SafetyNet attestation (WebAuthn L3 §8.5). Legacy: Google ended the service in 2025; what it signed before
//! is verified still, and its certificates have expired since.

use super::{Attestation, AttestationFormat, AttestationPolicy, AttestationType, Attested, Proof, judge};
use crate::cbor::{Map, Value};
use crate::certificate::{Certificate, PATH_MAX};
use crate::client_data::sha_256;
use crate::{Algorithm, Error};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;

const FORMAT: AttestationFormat = AttestationFormat::AndroidSafetyNet;
const HOST: &str = "attest.android.com";

/// The JWS's protected header (RFC 7515 §4).
#[derive(Deserialize)]
struct Header {
    alg: String,
    x5c: Vec<String>,
}

/// What Google says of the device.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    nonce: String,
    cts_profile_match: bool,
}

pub(super) fn verify(
    statement: Map<'_>,
    attested: &Attested<'_>,
    policy: &AttestationPolicy<'_>,
) -> Result<Attestation, Error> {
    let malformed = |reason| FORMAT.malformed(reason);
    // Step 1: the statement's members.
    let response = statement.text_key("response").and_then(Value::bytes);
    let response = response.ok_or(malformed("response is absent or not bytes"))?;
    let version = statement.text_key("ver").and_then(Value::text).is_some_and(|version| !version.is_empty());
    if !version || statement.len() != 2 {
        return Err(malformed("it holds other than ver and response"));
    }
    // Step 2: the response is a JWS in compact form.
    let jws = std::str::from_utf8(response).map_err(|_| malformed("response is not text"))?;
    let [header, payload, signature] = jws.split('.').collect::<Vec<_>>()[..] else {
        return Err(malformed("response is not a JWS of three parts"));
    };
    let decode =
        |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| malformed("a part of response is not base64url"));
    let signed = &jws[..header.len() + 1 + payload.len()];
    let header: Header =
        serde_json::from_slice(&decode(header)?).map_err(|_| malformed("the JWS's header can't be read"))?;
    let payload: Payload = serde_json::from_slice(&decode(payload)?)
        .map_err(|_| malformed("the JWS's payload can't be read"))?;
    if !(1..=PATH_MAX).contains(&header.x5c.len()) || header.alg != "RS256" {
        return Err(malformed("the JWS is not one of RS256 with one to eight certificates"));
    }
    let ders = header.x5c.iter().map(|text| STANDARD.decode(text)).collect::<Result<Vec<_>, _>>();
    let ders = ders.map_err(|_| malformed("x5c holds what is not base64"))?;
    let path =
        ders.iter().map(|der| Certificate::parse(der)).collect::<Result<Vec<_>, _>>().map_err(malformed)?;
    // Step 3: the nonce is this creation's.
    if payload.nonce != STANDARD.encode(sha_256(&attested.message())) {
        return Err(FORMAT.refused("the nonce is not this creation's"));
    }
    // Step 4: the response came from SafetyNet, and the device is one that Google has certified.
    if !path[0].verify(Algorithm::Rs256, signed.as_bytes(), &decode(signature)?) {
        return Err(FORMAT.signature_invalid());
    }
    if !path[0].names_host(HOST) {
        return Err(FORMAT.refused("the certificate is not that of attest.android.com"));
    }
    if !payload.cts_profile_match {
        return Err(FORMAT.refused("the device did not pass (ctsProfileMatch is false)"));
    }
    Ok(judge(FORMAT, Proof { attestation_type: AttestationType::Basic, path }, policy))
}
