//! Compound attestation (WebAuthn L3 §8.9): two or more statements over the same credential, each verified.

use super::{Attestation, AttestationFormat, AttestationPolicy, Attested, Trust, verify_one};
use crate::Error;
use crate::cbor::Value;

const FORMAT: AttestationFormat = AttestationFormat::Compound;

/// The most statements that are verified.
const STATEMENTS_MAX: usize = 4;

pub(super) fn verify(
    statement: Value<'_>,
    attested: &Attested<'_>,
    policy: &AttestationPolicy<'_>,
) -> Result<Attestation, Error> {
    // Step 1: the statements.
    let listed = statement.array().ok_or(FORMAT.malformed("it is not an array"))?;
    if !(2..=STATEMENTS_MAX).contains(&listed.len()) {
        return Err(FORMAT.malformed("it holds fewer than two statements, or more than four"));
    }
    // Step 2: all must verify. The standard lets a policy take fewer; then a forged one could stand beside a true one.
    let mut statements = vec![];
    for item in listed.items() {
        let member = item.map().filter(|map| map.len() == 2);
        let format = member.and_then(|map| map.text_key("fmt")).and_then(Value::text);
        let inner = member.and_then(|map| map.text_key("attStmt"));
        let (format, inner) = format.zip(inner).ok_or(FORMAT.malformed("a member is not fmt and attStmt"))?;
        let format = AttestationFormat::from_identifier(format)?;
        statements.push(verify_one(format, inner, attested, policy)?);
    }
    // It is worth what its best statement is worth: one that is anchored, else the first.
    let best = statements.iter().find(|inner| inner.trust == Trust::Anchored).unwrap_or(&statements[0]);
    Ok(Attestation {
        format: FORMAT,
        attestation_type: best.attestation_type,
        trust_path: best.trust_path.clone(),
        trust: best.trust,
        statements,
    })
}
