//! The operator's list of passwords that became known, as one file that is asked and never loaded.
//!
//! `docs/breach-list.md` describes the file: short fingerprints of SHA-1 hashes, sorted, with an index. A lookup is two
//! small reads, which the system's cache serves, so the list takes no memory of the server's.

mod build;
mod file;
#[cfg(test)]
mod tests;

pub use build::{BuildFault, Built, LineFault, build};
pub use file::{BreachList, BreachListFault};
