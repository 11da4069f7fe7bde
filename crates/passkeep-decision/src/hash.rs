//! `H(tag, f…)`: the one way in which Passkeep hashes structured data.
//!
//! SHA-256 of `"passkeep/v1/" tag 0x00 E(f)…`, where `E(x)` is a 32-bit big-endian length and `x`. Integers are
//! 64-bit big-endian; an optional field starts with a presence byte. Lengths stand in front of every field, so no
//! two lists of fields give the same bytes.

use aws_lc_rs::digest::{Context, SHA256};

/// A hash under construction: `Hash::new(tag).bytes(..).integer(..).finish()`.
pub struct Hash(Context);

impl Hash {
    /// Starts `H(tag, …)`. Tags are constants of the code, never input.
    pub fn new(tag: &'static str) -> Self {
        let mut context = Context::new(&SHA256);
        context.update(b"passkeep/v1/");
        context.update(tag.as_bytes());
        context.update(&[0]);
        Self(context)
    }

    /// Adds a field of bytes.
    pub fn bytes(mut self, field: &[u8]) -> Self {
        self.length(field.len());
        self.0.update(field);
        self
    }

    /// Adds an integer field.
    pub fn integer(self, field: i64) -> Self {
        self.bytes(&field.to_be_bytes())
    }

    /// Adds an optional field: `0x00`, or `0x01` and the bytes.
    pub fn optional(mut self, field: Option<&[u8]>) -> Self {
        let Some(bytes) = field else { return self.bytes(&[0]) };
        self.length(1 + bytes.len());
        self.0.update(&[1]);
        self.0.update(bytes);
        self
    }

    /// The 32 bytes.
    pub fn finish(self) -> [u8; 32] {
        let mut out = [0; 32];
        out.copy_from_slice(self.0.finish().as_ref());
        out
    }

    /// The first 16 bytes: enough for a key that nobody can choose a partner for.
    pub fn finish_16(self) -> [u8; 16] {
        let mut out = [0; 16];
        out.copy_from_slice(&self.finish()[..16]);
        out
    }

    fn length(&mut self, length: usize) {
        let length = u32::try_from(length).expect("fields are bounded at the edge, far under 4 GiB");
        self.0.update(&length.to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_sha256_of_tag_and_length_prefixed_fields() {
        let by_hand =
            [b"passkeep/v1/t\0".as_slice(), &[0, 0, 0, 2], b"ab", &[0, 0, 0, 8], &7i64.to_be_bytes()]
                .concat();
        let expected = aws_lc_rs::digest::digest(&SHA256, &by_hand);
        assert_eq!(Hash::new("t").bytes(b"ab").integer(7).finish(), expected.as_ref());
    }

    #[test]
    fn moving_a_byte_between_fields_changes_it() {
        let one = Hash::new("t").bytes(b"ab").bytes(b"c").finish();
        assert_ne!(one, Hash::new("t").bytes(b"a").bytes(b"bc").finish());
        assert_ne!(Hash::new("t").optional(None).finish(), Hash::new("t").optional(Some(b"")).finish());
    }
}
