#![no_main]

#[path = "../ceremonies.rs"]
mod ceremonies;

libfuzzer_sys::fuzz_target!(|input: &[u8]| ceremonies::registration(input));
