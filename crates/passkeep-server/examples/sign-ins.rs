//! Drives full sign-ins over HTTP: options, an assertion by a software authenticator, a session.
//!
//! `cargo run --release -p passkeep-server --example sign-ins -- [SECONDS]` starts the real server in this process on
//! a free port of localhost, on SQLite in a folder of its own, makes accounts, and signs in on 1, 16 and 64
//! connections for so many seconds each (5 unless told). Clients and server share this machine's cores, so that sign-ins
//! a second say less than what one costs: the CPU time of the server's threads alone, also in bare verifications of
//! such a signature, measured in the same run.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod measure;

use std::time::Instant;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use measure::{CONNECTIONS, Fault, House, Person, Work, length, measure};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let length = length()?;
    let house = House::open(|_| {}).await?;
    let mut people: Vec<SignIn> = house.people().await?.into_iter().map(SignIn).collect();
    let bare = bare_verification()?;
    println!("one bare verification takes {:.0} µs", bare * 1e6);
    println!(
        "connections  sign-ins/s     p50 ms     p99 ms  commits/s  lists/commit  server µs  verifications"
    );
    for connections in CONNECTIONS {
        let found = measure(&house, &mut people, connections, length).await?;
        println!(
            "{connections:>11}  {:>10.0} {:>10.2} {:>10.2} {:>10.0} {:>13.1} {:>10.0} {:>14.1}",
            found.per_second(),
            found.milliseconds_at(0.5),
            found.milliseconds_at(0.99),
            found.commits_per_second,
            found.lists_per_commit,
            found.server_cpu.unwrap_or(f64::NAN) * 1e6,
            found.server_cpu.unwrap_or(f64::NAN) / bare,
        );
    }
    println!("({} cores for clients and server together)", std::thread::available_parallelism()?);
    house.close().await
}

/// Seconds that one ES256 verification takes: the least mean of 20 hundreds.
fn bare_verification() -> Result<f64, Fault> {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref())?;
    let signature = pair.sign(&random, b"signed")?;
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, pair.public_key().as_ref());
    let mut least = f64::MAX;
    for _ in 0..20 {
        let begun = Instant::now();
        for _ in 0..100 {
            key.verify(b"signed", signature.as_ref())?;
        }
        least = least.min(begun.elapsed().as_secs_f64() / 100.0);
    }
    Ok(least)
}

struct SignIn(Person);

impl Work for SignIn {
    async fn once(&mut self) -> Result<(), Fault> {
        let Self(person) = self;
        let flow = person.post("/v1/sign-in", json!({})).await?;
        let answer = person.answer(&flow)?;
        person.post("/v1/sign-in/passkey", answer).await?;
        Ok(())
    }
}
