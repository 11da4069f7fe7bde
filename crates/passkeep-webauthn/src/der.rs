//! The few DER items (X.690) that certificates and their extensions are made of, as far as they are looked at here: definite
//! lengths in their shortest form, views into the bytes.

/// Tags, as they stand in the first byte.
pub(crate) const INTEGER: u32 = 0x02;
pub(crate) const BIT_STRING: u32 = 0x03;
pub(crate) const OCTET_STRING: u32 = 0x04;
pub(crate) const ENUMERATED: u32 = 0x0a;
pub(crate) const SEQUENCE: u32 = 0x30;
pub(crate) const SET: u32 = 0x31;
pub(crate) const CONTEXT_1: u32 = 0xa1;

/// A tag of context and construction with a number of its own: how Android lists authorizations.
pub(crate) const fn context(number: u32) -> u32 {
    if number < 31 { 0xa0 + number } else { 0xbf00_0000 + number }
}

/// The content of bytes that are one item of a tag, and nothing else.
pub(crate) fn whole(bytes: &[u8], tag: u32) -> Option<&[u8]> {
    match split(bytes)? {
        (found, content, []) if found == tag => Some(content),
        _ => None,
    }
}

/// The items that stand one after the other in bytes; none where the bytes are not such.
pub(crate) fn items(mut bytes: &[u8]) -> Option<Vec<(u32, &[u8])>> {
    let mut items = vec![];
    while !bytes.is_empty() {
        let (tag, content, rest) = split(bytes)?;
        items.push((tag, content));
        bytes = rest;
    }
    Some(items)
}

/// A number without leading zeros.
pub(crate) fn shortest(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// An item's tag and content, and what follows it.
fn split(bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let (tag, bytes) = tag(bytes)?;
    let (&first, bytes) = bytes.split_first()?;
    let (length, bytes) = match first {
        0..=0x7f => (usize::from(first), bytes),
        0x81..=0x83 => {
            let (length_bytes, rest) = bytes.split_at_checked(usize::from(first & 0x7f))?;
            let length = length_bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            let shortest = length > 0x7f && length_bytes[0] != 0;
            (shortest.then_some(length)?, rest)
        }
        _ => return None,
    };
    let (content, rest) = bytes.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// A tag of one byte, or one of context and construction with a number of up to three more.
fn tag(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (&first, mut bytes) = bytes.split_first()?;
    if first & 0x1f != 0x1f {
        return Some((first.into(), bytes));
    }
    let mut number = 0;
    for _ in 0..3 {
        let (&byte, rest) = bytes.split_first()?;
        number = number << 7 | u32::from(byte & 0x7f);
        bytes = rest;
        if byte & 0x80 == 0 {
            return Some((u32::from(first) << 24 | number, bytes));
        }
    }
    None
}
