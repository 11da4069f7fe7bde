//! CBOR as authenticators write it: CTAP2's canonical form (CTAP 2.1 §8, WebAuthn L3 §2), nothing else.
//!
//! [`parse`] checks a whole item at once: smallest encodings, definite lengths, sorted and distinct map
//! keys, UTF-8, no tags, no floats, depth and size bounded. What it returns are views into the bytes:
//! nothing is copied, nothing recurses, nothing is allocated.

use thiserror::Error;

/// The most bytes that an item may have. A TPM attestation with its certificates has about 6,000.
pub(crate) const BYTES_MAX: usize = 48 * 1024;

/// How deep arrays and maps may nest (CTAP 2.1 §8).
pub(crate) const DEPTH_MAX: usize = 4;

/// One deeper: the attestation object of a compound statement, whose chains lie in a statement within a statement.
pub(crate) const COMPOUND_DEPTH_MAX: usize = DEPTH_MAX + 1;

/// Why bytes are not one item of CTAP2 canonical CBOR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CborFault {
    /// More bytes than any response needs.
    #[error("{bytes} bytes, at most {bytes_max} allowed")]
    TooLarge {
        /// How many there were.
        bytes: usize,
        /// How many may be.
        bytes_max: usize,
    },
    /// The bytes end inside an item.
    #[error("the bytes end inside an item, at byte {at}")]
    Truncated {
        /// Where the bytes end.
        at: usize,
    },
    /// Bytes follow the item.
    #[error("{bytes} bytes follow the item")]
    TrailingBytes {
        /// How many follow.
        bytes: usize,
    },
    /// An array or map lies too deep.
    #[error("nested deeper than {depth_max}, at byte {at}")]
    TooDeep {
        /// Where the container begins.
        at: usize,
        /// How deep it may lie.
        depth_max: usize,
    },
    /// A number or length could be written shorter.
    #[error("a number is not in its shortest form, at byte {at}")]
    NotShortest {
        /// Where the item begins.
        at: usize,
    },
    /// A length is left open.
    #[error("an indefinite length, at byte {at}")]
    IndefiniteLength {
        /// Where the item begins.
        at: usize,
    },
    /// A tag, float, or simple value other than false, true and null.
    #[error("a kind of item that CTAP2 does not use (first byte {byte:#04x}), at byte {at}")]
    KindNotAllowed {
        /// The item's first byte.
        byte: u8,
        /// Where the item begins.
        at: usize,
    },
    /// Text that is not UTF-8.
    #[error("text is not UTF-8, at byte {at}")]
    NotUtf8 {
        /// Where the item begins.
        at: usize,
    },
    /// A map key stands twice.
    #[error("a map key stands twice, at byte {at}")]
    DuplicateKey {
        /// Where the second begins.
        at: usize,
    },
    /// Map keys are not sorted.
    #[error("map keys are not in canonical order, at byte {at}")]
    KeyOrder {
        /// Where the key begins that should stand earlier.
        at: usize,
    },
    /// A map key that is neither an integer nor text.
    #[error("a map key is neither an integer nor text, at byte {at}")]
    KeyKind {
        /// Where the key begins.
        at: usize,
    },
}

/// A view of one checked item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Integer(i128),
    Bytes(&'a [u8]),
    Text(&'a str),
    Array(Array<'a>),
    Map(Map<'a>),
    Bool,
    Null,
}

impl<'a> Value<'a> {
    pub(crate) fn integer(self) -> Option<i128> {
        if let Value::Integer(integer) = self { Some(integer) } else { None }
    }

    pub(crate) fn bytes(self) -> Option<&'a [u8]> {
        if let Value::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    pub(crate) fn text(self) -> Option<&'a str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn array(self) -> Option<Array<'a>> {
        if let Value::Array(array) = self { Some(array) } else { None }
    }

    pub(crate) fn map(self) -> Option<Map<'a>> {
        if let Value::Map(map) = self { Some(map) } else { None }
    }
}

/// A view of a checked array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Array<'a> {
    len: usize,
    bytes: &'a [u8],
}

impl<'a> Array<'a> {
    pub(crate) fn len(self) -> usize {
        self.len
    }

    pub(crate) fn items(self) -> impl Iterator<Item = Value<'a>> {
        let mut rest = self.bytes;
        (0..self.len).map(move |_| {
            let (value, after) = view(rest);
            rest = after;
            value
        })
    }
}

/// A view of a checked map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Map<'a> {
    entries: usize,
    bytes: &'a [u8],
}

impl<'a> Map<'a> {
    pub(crate) fn len(self) -> usize {
        self.entries
    }

    pub(crate) fn entries(self) -> impl Iterator<Item = (Value<'a>, Value<'a>)> {
        let mut rest = self.bytes;
        (0..self.entries).map(move |_| {
            let (key, after_key) = view(rest);
            let (value, after_value) = view(after_key);
            rest = after_value;
            (key, value)
        })
    }

    /// The value under a text key.
    pub(crate) fn text_key(self, key: &str) -> Option<Value<'a>> {
        self.entries().find(|(candidate, _)| candidate.text() == Some(key)).map(|(_, value)| value)
    }
}

/// Checks that `bytes` are one canonical item and nothing after it.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value<'_>, CborFault> {
    parse_to_depth(bytes, DEPTH_MAX)
}

/// The same for an item of another depth, at most [`COMPOUND_DEPTH_MAX`].
pub(crate) fn parse_to_depth(bytes: &[u8], depth_max: usize) -> Result<Value<'_>, CborFault> {
    let (item, rest) = split_item_to_depth(bytes, depth_max)?;
    if !rest.is_empty() {
        return Err(CborFault::TrailingBytes { bytes: rest.len() });
    }
    Ok(view(item).0)
}

/// Checks that `bytes` begin with one canonical item; returns it and what follows.
pub(crate) fn split_item(bytes: &[u8]) -> Result<(&[u8], &[u8]), CborFault> {
    split_item_to_depth(bytes, DEPTH_MAX)
}

fn split_item_to_depth(bytes: &[u8], depth_max: usize) -> Result<(&[u8], &[u8]), CborFault> {
    if bytes.len() > BYTES_MAX {
        return Err(CborFault::TooLarge { bytes: bytes.len(), bytes_max: BYTES_MAX });
    }
    let length = checked_length(bytes, depth_max)?;
    Ok(bytes.split_at(length))
}

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const FALSE: u8 = 0xf4;
const TRUE: u8 = 0xf5;
const NULL: u8 = 0xf6;

/// An item's first bytes: its major type and its number (a value, a length or a count).
struct Head {
    major: u8,
    argument: u64,
    length: usize,
}

/// An array or map whose items are being read.
#[derive(Clone, Copy, Default)]
struct Open<'a> {
    items_left: u64,
    is_map: bool,
    previous_key: Option<&'a [u8]>,
}

/// Walks one item with a stack of fixed size and returns its length.
fn checked_length(bytes: &[u8], depth_max: usize) -> Result<usize, CborFault> {
    let mut stack = [Open::default(); COMPOUND_DEPTH_MAX];
    let mut depth = 0;
    let mut at = 0;
    loop {
        let begins_at = at;
        let head = head(bytes, at)?;
        let expects_key =
            depth > 0 && stack[depth - 1].is_map && stack[depth - 1].items_left.is_multiple_of(2);
        if expects_key && !matches!(head.major, UNSIGNED | NEGATIVE | TEXT) {
            return Err(CborFault::KeyKind { at });
        }
        at += head.length;
        let opens = match head.major {
            BYTES | TEXT => {
                let content = content(bytes, at, head.argument)?;
                if head.major == TEXT && std::str::from_utf8(content).is_err() {
                    return Err(CborFault::NotUtf8 { at: begins_at });
                }
                at += content.len();
                None
            }
            ARRAY => Some(Open { items_left: head.argument, ..Open::default() }),
            MAP => {
                Some(Open { items_left: map_items(bytes, head.argument)?, is_map: true, previous_key: None })
            }
            _ => None,
        };
        if expects_key {
            let key = &bytes[begins_at..at];
            check_order(stack[depth - 1].previous_key.replace(key), key, begins_at)?;
        }
        if let Some(container) = opens {
            if depth == depth_max {
                return Err(CborFault::TooDeep { at: begins_at, depth_max });
            }
            stack[depth] = container;
            depth += 1;
        } else if depth > 0 {
            stack[depth - 1].items_left -= 1;
        }
        // A container that is full is itself an item of the one around it.
        while depth > 0 && stack[depth - 1].items_left == 0 {
            depth -= 1;
            if depth > 0 {
                stack[depth - 1].items_left -= 1;
            }
        }
        if depth == 0 {
            return Ok(at);
        }
    }
}

fn head(bytes: &[u8], at: usize) -> Result<Head, CborFault> {
    let truncated = CborFault::Truncated { at: bytes.len() };
    let byte = *bytes.get(at).ok_or(truncated)?;
    let major = byte >> 5;
    if major > MAP && !matches!(byte, FALSE | TRUE | NULL) {
        return Err(CborFault::KindNotAllowed { byte, at });
    }
    let (argument_length, least) = match byte & 0x1f {
        small @ 0..=23 => return Ok(Head { major, argument: u64::from(small), length: 1 }),
        24 => (1, 24),
        25 => (2, 1 << 8),
        26 => (4, 1 << 16),
        27 => (8, 1 << 32),
        31 => return Err(CborFault::IndefiniteLength { at }),
        _ => return Err(CborFault::KindNotAllowed { byte, at }),
    };
    let argument_bytes = bytes.get(at + 1..at + 1 + argument_length).ok_or(truncated)?;
    let argument = argument_bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    if argument < least {
        return Err(CborFault::NotShortest { at });
    }
    Ok(Head { major, argument, length: 1 + argument_length })
}

fn content(bytes: &[u8], at: usize, length: u64) -> Result<&[u8], CborFault> {
    usize::try_from(length)
        .ok()
        .and_then(|length| bytes[at..].get(..length))
        .ok_or(CborFault::Truncated { at: bytes.len() })
}

/// A map of n entries has 2n items; a count that no input could hold ends as truncated.
fn map_items(bytes: &[u8], entries: u64) -> Result<u64, CborFault> {
    entries.checked_mul(2).ok_or(CborFault::Truncated { at: bytes.len() })
}

/// CTAP 2.1 §8: lower major type first, then the shorter key, then the lower bytes. In the shortest form
/// the major type is the first byte's top and a longer argument has a higher first byte; for text
/// the first bytes are its length. So comparing (major, length, bytes) is all.
fn check_order(previous: Option<&[u8]>, key: &[u8], at: usize) -> Result<(), CborFault> {
    let rank = |key: &[u8]| (key[0] >> 5, key.len());
    match previous.map(|previous| rank(previous).cmp(&rank(key)).then_with(|| previous.cmp(key))) {
        None | Some(std::cmp::Ordering::Less) => Ok(()),
        Some(std::cmp::Ordering::Equal) => Err(CborFault::DuplicateKey { at }),
        Some(std::cmp::Ordering::Greater) => Err(CborFault::KeyOrder { at }),
    }
}

/// The first item of bytes that `checked_length` has walked, and what follows it.
fn view(bytes: &[u8]) -> (Value<'_>, &[u8]) {
    const CHECKED: &str = "the item was walked before it is viewed";
    let head = head(bytes, 0).expect(CHECKED);
    let after_head = &bytes[head.length..];
    let content_length = head.argument as usize;
    match head.major {
        UNSIGNED => (Value::Integer(i128::from(head.argument)), after_head),
        NEGATIVE => (Value::Integer(-1 - i128::from(head.argument)), after_head),
        BYTES => (Value::Bytes(&after_head[..content_length]), &after_head[content_length..]),
        TEXT => {
            let text = std::str::from_utf8(&after_head[..content_length]).expect(CHECKED);
            (Value::Text(text), &after_head[content_length..])
        }
        ARRAY | MAP => {
            let length = checked_length(bytes, COMPOUND_DEPTH_MAX).expect(CHECKED);
            let (len, inside) = (content_length, &bytes[head.length..length]);
            let value = match head.major {
                MAP => Value::Map(Map { entries: len, bytes: inside }),
                _ => Value::Array(Array { len, bytes: inside }),
            };
            (value, &bytes[length..])
        }
        _ => (if bytes[0] == NULL { Value::Null } else { Value::Bool }, after_head),
    }
}

#[cfg(test)]
mod tests;
