//! A hundred thousand changed responses, put to this crate and to webauthn-rs-core, which shares no cryptography and no parser
//! of CBOR with it: both take a response or both refuse it, or the disagreement is one that `kinds` lists.
//!
//! `PASSKEEP_MUTANTS=1000000 cargo test --release -p passkeep-webauthn --test differential -- --nocapture` for more of
//! them, and the count of each kind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod cbor;
mod chains;
mod changes;
mod draft;
mod keys;
mod kinds;
mod ours;
mod peer;
mod random;
mod seeds;
#[path = "../support/mod.rs"]
mod support;

use changes::Mutant;
use kinds::Kind;
use ours::Ours;
use peer::Peer;
use seeds::Seed;
use std::collections::BTreeMap;
use std::thread;

const MUTANTS: u64 = 100_000;
/// How many valid responses both sides take.
const SEEDS: usize = 29;
/// How many unknown disagreements are told of.
const TOLD_MAX: usize = 10;

/// What came of the mutants.
#[derive(Default)]
struct Tally {
    both_take: u64,
    both_refuse: u64,
    known: BTreeMap<Kind, u64>,
    unknown: Vec<String>,
}

#[test]
fn both_take_or_both_refuse() {
    let mutants = std::env::var("PASSKEEP_MUTANTS").map_or(MUTANTS, |number| number.parse().unwrap());
    let seeds = seeds_of_both();
    let threads = thread::available_parallelism().unwrap().get() as u64;
    let parts: Vec<Tally> = thread::scope(|scope| {
        let part = |first| {
            scope.spawn({
                let seeds = &seeds;
                move || compare(seeds, (first..mutants).step_by(threads as usize))
            })
        };
        let running: Vec<_> = (0..threads).map(part).collect();
        running.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let tally = parts.into_iter().fold(Tally::default(), Tally::with);
    println!("{mutants} mutants: both take {}, both refuse {}", tally.both_take, tally.both_refuse);
    for (kind, count) in &tally.known {
        println!("{count:>7} {kind:?}");
    }
    let told = tally.unknown.iter().take(TOLD_MAX).cloned().collect::<Vec<_>>().join("\n");
    assert!(tally.unknown.is_empty(), "{} disagreements of no known kind:\n{told}", tally.unknown.len());
    assert!(tally.both_take > mutants / 20, "too few mutants are valid for the test to say much");
}

/// The seeds that both sides take as they are.
fn seeds_of_both() -> Vec<Seed> {
    let is_taken = |seed: &Seed| {
        let ours = Ours::of(seed).verify(seed, &seed.response);
        let theirs = Peer::of(seed).verify(seed, &seed.response);
        assert!(seed.key.is_none() || ours.is_ok() && theirs.is_ok(), "{}: {ours:?}, {theirs:?}", seed.name);
        ours.is_ok() && theirs.is_ok()
    };
    let seeds: Vec<_> = Seed::all().into_iter().filter(is_taken).collect();
    // Of the W3C's, the peer takes none of EdDSA, of P-521, of Android, of TPMs, and none that is framed.
    assert_eq!(seeds.len(), SEEDS, "{:?}", seeds.iter().map(|seed| &seed.name).collect::<Vec<_>>());
    seeds
}

fn compare(seeds: &[Seed], numbers: impl Iterator<Item = u64>) -> Tally {
    let sides: Vec<_> = seeds.iter().map(|seed| (Ours::of(seed), Peer::of(seed))).collect();
    let mut tally = Tally::default();
    for number in numbers {
        let mutant = Mutant::of(number, seeds);
        let at = seeds.iter().position(|seed| std::ptr::eq(seed, mutant.seed)).unwrap();
        let (ours, peer) = &sides[at];
        let ours = ours.verify(mutant.seed, &mutant.response);
        let theirs = peer.verify(mutant.seed, &mutant.response);
        let kind = match (&ours, &theirs) {
            (Ok(()), Ok(())) => {
                tally.both_take += 1;
                continue;
            }
            (Err(_), Err(_)) => {
                tally.both_refuse += 1;
                continue;
            }
            (Err(refusal), Ok(())) => kinds::refused_by_us(refusal, &mutant),
            (Ok(()), Err(error)) => kinds::taken_by_us(error, &mutant),
        };
        match kind {
            Some(kind) => *tally.known.entry(kind).or_default() += 1,
            None => {
                let ours = ours.map_err(|error| format!("{error} ({})", error.code()));
                tally.unknown.push(tell(number, &mutant, &format!("ours: {ours:?}\ntheirs: {theirs:?}")));
            }
        }
    }
    tally
}

/// All that is needed to see the disagreement again.
fn tell(number: u64, mutant: &Mutant<'_>, verdicts: &str) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let Mutant { seed, changes, signed_again, response } = mutant;
    format!(
        "\nmutant {number} of {}: {changes:?}, signed again: {signed_again}\n{verdicts}\nkey {}\nid {}\nclient data {}\n\
         {}\nbody {}\nsignature {}\nuser handle {:?}",
        seed.name,
        hex(&seed.cose),
        hex(&response.id),
        hex(&response.client_data),
        String::from_utf8_lossy(&response.client_data),
        hex(&response.body),
        hex(&response.signature),
        response.user_handle.as_deref().map(hex),
    )
}

impl Tally {
    fn with(mut self, other: Tally) -> Tally {
        self.both_take += other.both_take;
        self.both_refuse += other.both_refuse;
        for (kind, count) in other.known {
            *self.known.entry(kind).or_default() += count;
        }
        self.unknown.extend(other.unknown);
        self
    }
}
