//! The passkeep binary.
fn main() {}
