//! What fuzzing has kept of the whole verbs, replayed: nothing panics, and what is accepted stands as `ceremonies` says.

#[path = "../../fuzz/ceremonies.rs"]
mod ceremonies;

use std::fs;
use std::path::Path;

fn replay(target: &str, verb: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let count = files.map(|file| verb(&fs::read(file).unwrap())).count();
    assert!(count >= 14, "the W3C's vectors at least are in {}", folder.display());
}

#[test]
fn registrations() {
    replay("registration", ceremonies::registration);
}

#[test]
fn authentications() {
    replay("authentication", ceremonies::authentication);
}
