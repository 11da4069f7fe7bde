//! Where keys and credential ids come from: a stream of bytes that a seed determines.

use std::fmt;

use aws_lc_rs::digest;

/// What determines an authenticator's keys and credential ids: the same seed and the same calls give the same
/// ones. RSA keys and ECDSA signatures are the exception, their randomness is the library's own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// A seed that no other run has, for load on a server that keeps its accounts.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's authenticator has no Moment; its keys must differ"
    )]
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).expect("the system has randomness");
        Self(bytes)
    }
}

impl From<[u8; 32]> for Seed {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// A number is enough where a test or a thread only needs to differ from another.
impl From<u64> for Seed {
    fn from(number: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        Self(bytes)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seed(..)")
    }
}

/// The stream: SHA-512 over the seed and a counter, whole blocks drawn for each request.
pub(crate) struct Draw {
    seed: Seed,
    block: u64,
}

impl Draw {
    pub(crate) fn new(seed: Seed) -> Self {
        Self { seed, block: 0 }
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut drawn = Vec::with_capacity(length + digest::SHA512_OUTPUT_LEN);
        while drawn.len() < length {
            let mut context = digest::Context::new(&digest::SHA512);
            context.update(&self.seed.0);
            context.update(&self.block.to_be_bytes());
            drawn.extend_from_slice(context.finish().as_ref());
            self.block += 1;
        }
        drawn.truncate(length);
        drawn
    }
}
