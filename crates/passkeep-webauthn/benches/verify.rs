//! Verification beside what it can't do without, the signatures' own verification by aws-lc-rs, and beside webauthn-rs-core:
//! `cargo bench -p passkeep-webauthn`. All of it is built at opt-level 3 (`[profile.bench]` in the root's Cargo.toml).
//!
//! Criterion's groups come first. Then a table of ratios, measured again in turns, so that what else the machine does falls on
//! all alike; with the allocations of one verification.
#![allow(dead_code, reason = "it takes from the tests what it needs")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time, and stops where it cannot go on"
)]

#[path = "../tests/differential/cbor.rs"]
mod cbor;
#[path = "../tests/differential/chains.rs"]
mod chains;
#[path = "../tests/differential/draft.rs"]
mod draft;
#[path = "../tests/differential/keys.rs"]
mod keys;
#[path = "../tests/differential/ours.rs"]
mod ours;
#[path = "../tests/differential/peer.rs"]
mod peer;
#[path = "../tests/differential/random.rs"]
mod random;
#[path = "../tests/differential/seeds.rs"]
mod seeds;
#[path = "../tests/support/mod.rs"]
mod support;

use aws_lc_rs::signature::{self, ParsedPublicKey};
use criterion::Criterion;
use ours::Ours;
use peer::Peer;
use seeds::Seed;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Verifications of each contender for the table.
const ROUNDS: usize = 4000;

/// One that verifies, by name.
type Contender<'a> = (&'static str, Box<dyn Fn() + 'a>);

fn main() {
    let seeds = Seed::all();
    let named = |name: &str| seeds.iter().find(|seed| seed.name == name).unwrap();
    let mut criterion = Criterion::default().configure_from_args();
    let groups = [
        ("authentication, ES256", authentications(named("own authentication, ES256"))),
        ("authentication, RS256", authentications(named("own authentication, RS256"))),
        ("registration, none", registrations(named("own registration, ES256, none"))),
        ("registration, packed self", registrations(named("own registration, ES256, packed, self"))),
        ("registration, packed", registrations(named("own registration, ES256, packed, 1 certificates"))),
    ];
    for (name, contenders) in &groups {
        let mut group = criterion.benchmark_group(*name);
        group.measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_secs(1));
        for (contender, verify) in contenders {
            group.bench_function(*contender, |bencher| bencher.iter(verify));
        }
        group.finish();
    }
    criterion.final_summary();
    println!("\n{:<28}{:<18}{:>10}{:>10}{:>13}{:>9}", "", "", "µs", "ratio", "allocations", "bytes");
    for (name, contenders) in &groups {
        table(name, contenders);
    }
}

/// Ours, the bare signature, the peer.
fn authentications(seed: &Seed) -> Vec<Contender<'_>> {
    let (ours, response) = (Ours::of(seed), ours::authentication(&seed.response));
    let (peer, to_peer) = (Peer::of(seed), peer::authentication(&seed.response));
    let (key, message) = (parsed_key(seed), signed(seed));
    vec![
        ("passkeep", Box::new(move || _ = black_box(ours.authenticate(seed, black_box(&response)).unwrap()))),
        (
            "aws-lc-rs alone",
            Box::new(move || {
                key.verify_sig(black_box(&message), black_box(&seed.response.signature)).unwrap();
            }),
        ),
        (
            "webauthn-rs-core",
            Box::new(move || drop(black_box(peer.authenticate(black_box(&to_peer)).unwrap()))),
        ),
    ]
}

fn registrations(seed: &Seed) -> Vec<Contender<'_>> {
    let (ours, response) = (Ours::of(seed), ours::registration(&seed.response));
    let (peer, to_peer) = (Peer::of(seed), peer::registration(&seed.response));
    vec![
        ("passkeep", Box::new(move || drop(black_box(ours.register(seed, black_box(&response)).unwrap())))),
        ("webauthn-rs-core", Box::new(move || drop(black_box(peer.register(black_box(&to_peer)).unwrap())))),
    ]
}

/// The bytes that an authentication's signature covers.
fn signed(seed: &Seed) -> Vec<u8> {
    [seed.response.body.clone(), support::sha_256(&seed.response.client_data)].concat()
}

fn parsed_key(seed: &Seed) -> ParsedPublicKey {
    use aws_lc_rs::signature::KeyPair;
    match seed.key.as_ref().unwrap() {
        keys::Key::Es256(pair) => {
            ParsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, pair.public_key().as_ref()).unwrap()
        }
        keys::Key::Es384(pair) => {
            ParsedPublicKey::new(&signature::ECDSA_P384_SHA384_ASN1, pair.public_key().as_ref()).unwrap()
        }
        keys::Key::Rs256(pair) => {
            ParsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, pair.public_key().as_ref()).unwrap()
        }
    }
}

/// The least time of each contender, who take turns, and how many of ours it is.
fn table(group: &str, contenders: &[Contender<'_>]) {
    let mut least = vec![Duration::MAX; contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, verify), least) in contenders.iter().zip(&mut least) {
            let begun = Instant::now();
            verify();
            *least = (*least).min(begun.elapsed());
        }
    }
    for (at, ((name, verify), time)) in contenders.iter().zip(&least).enumerate() {
        let counted = allocation_counter::measure(verify);
        println!(
            "{:<28}{name:<18}{:>10.1}{:>10.2}{:>13}{:>9}",
            if at == 0 { group } else { "" },
            time.as_secs_f64() * 1e6,
            time.as_secs_f64() / least[0].as_secs_f64(),
            counted.count_total,
            counted.bytes_total,
        );
    }
}
