//! The CTAP2 canonical CBOR that an authenticator writes, and the ways to write it wrongly.

use minicbor::{Encode, Encoder, bytes::ByteSlice};

/// A way to write a map that the CTAP2 canonical CBOR encoding form forbids (CTAP 2.1, section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CborFault {
    /// The entries stand in reverse order.
    KeysOutOfOrder,
    /// The first entry is there twice.
    DuplicateKey,
    /// The map's length is unknown at its start and a break ends it.
    IndefiniteLength,
    /// The map's length takes a byte more than it needs.
    LongLength,
}

/// A key and a value, both encoded.
pub(crate) type Entry = (Vec<u8>, Vec<u8>);

/// A map of entries that the caller gives in canonical order: shorter keys first, then by bytes.
pub(crate) fn map(mut entries: Vec<Entry>, fault: Option<CborFault>) -> Vec<u8> {
    match fault {
        Some(CborFault::KeysOutOfOrder) => entries.reverse(),
        Some(CborFault::DuplicateKey) => entries.insert(0, entries[0].clone()),
        _ => {}
    }
    let length = u8::try_from(entries.len()).expect("the maps here have fewer than ten entries");
    let mut bytes = match fault {
        Some(CborFault::IndefiniteLength) => vec![MAP | INDEFINITE],
        Some(CborFault::LongLength) => vec![MAP | ONE_BYTE_FOLLOWS, length],
        _ => vec![MAP | length],
    };
    for (key, value) in &entries {
        bytes.extend_from_slice(key);
        bytes.extend_from_slice(value);
    }
    if fault == Some(CborFault::IndefiniteLength) {
        bytes.push(BREAK);
    }
    bytes
}

const MAP: u8 = 5 << 5;
const ONE_BYTE_FOLLOWS: u8 = 24;
const INDEFINITE: u8 = 31;
const BREAK: u8 = 0xff;

pub(crate) fn item(value: impl Encode<()>) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    encoder.encode(value).expect("writing to memory does not fail");
    encoder.into_writer()
}

pub(crate) fn byte_string(bytes: &[u8]) -> Vec<u8> {
    item(<&ByteSlice>::from(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_changes_what_it_names() {
        #[track_caller]
        fn check(fault: Option<CborFault>, expected: &[u8]) {
            let entries = vec![(item(1), item(2)), (item(-1), byte_string(&[9]))];
            assert_eq!(map(entries, fault), expected, "{fault:?}");
        }
        check(None, &[0xa2, 0x01, 0x02, 0x20, 0x41, 0x09]);
        check(Some(CborFault::KeysOutOfOrder), &[0xa2, 0x20, 0x41, 0x09, 0x01, 0x02]);
        check(Some(CborFault::DuplicateKey), &[0xa3, 0x01, 0x02, 0x01, 0x02, 0x20, 0x41, 0x09]);
        check(Some(CborFault::IndefiniteLength), &[0xbf, 0x01, 0x02, 0x20, 0x41, 0x09, 0xff]);
        check(Some(CborFault::LongLength), &[0xb8, 0x02, 0x01, 0x02, 0x20, 0x41, 0x09]);
    }
}
