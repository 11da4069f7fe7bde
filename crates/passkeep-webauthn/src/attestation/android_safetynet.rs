//! Android SafetyNet attestation (WebAuthn L3 §8.5). Legacy: Google ended the service in 2025; what it signed before
//! is verified still, and its certificates have expired since.

use super::{Attestation, AttestationFormat, AttestationPolicy, AttestationType, Attested, Proof, judge};
use crate::Error;
use crate::cbor::{Map, Value};
use crate::client_data::sha_256;
use crate::json;
use crate::jws::Jws;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;

const FORMAT: AttestationFormat = AttestationFormat::AndroidSafetyNet;
const HOST: &str = "attest.android.com";

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
    let jws = Jws::parse(response).map_err(malformed)?;
    let payload: Payload =
        json::read(&jws.payload).map_err(|_| malformed("the JWS's payload can't be read"))?;
    if jws.algorithm != "RS256" {
        return Err(malformed("the JWS is not one of RS256"));
    }
    let path = jws.path().map_err(malformed)?;
    // Step 3: the nonce is this creation's.
    if payload.nonce != STANDARD.encode(sha_256(&attested.message())) {
        return Err(FORMAT.refused("the nonce is not this creation's"));
    }
    // Step 4: the response came from SafetyNet, and the device is one that Google has certified.
    if !jws.is_signed_by(&path[0]) {
        return Err(FORMAT.signature_invalid());
    }
    if !path[0].names_host(HOST) {
        return Err(FORMAT.refused("the certificate is not that of attest.android.com"));
    }
    if !payload.cts_profile_match {
        return Err(FORMAT.refused("the device did not pass (ctsProfileMatch is false)"));
    }
    let proof = Proof { attestation_type: AttestationType::Basic, path };
    Ok(judge(FORMAT, proof, attested, policy))
}
