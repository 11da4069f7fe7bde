use super::*;

fn hex(digits: &str) -> Vec<u8> {
    let digits = digits.replace(' ', "");
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hex")).collect()
}

#[test]
fn items_that_pass() {
    let items = [
        ("00", Value::Integer(0)),
        ("17", Value::Integer(23)),
        ("1818", Value::Integer(24)),
        ("190100", Value::Integer(256)),
        ("1a00010000", Value::Integer(65_536)),
        ("1b0000000100000000", Value::Integer(1 << 32)),
        ("1bffffffffffffffff", Value::Integer(u64::MAX.into())),
        ("20", Value::Integer(-1)),
        ("3bffffffffffffffff", Value::Integer(-1 - i128::from(u64::MAX))),
        ("40", Value::Bytes(b"")),
        ("43010203", Value::Bytes(&[1, 2, 3])),
        ("6161", Value::Text("a")),
        ("80", Value::Array(Array { len: 0, bytes: &[] })),
        ("8181818100", Value::Array(Array { len: 1, bytes: &[0x81, 0x81, 0x81, 0x00] })),
        ("f4", Value::Bool),
        ("f5", Value::Bool),
        ("f6", Value::Null),
    ];
    for (digits, value) in items {
        assert_eq!(parse(&hex(digits)), Ok(value), "{digits}");
    }
}

#[test]
fn a_map_is_looked_into() {
    let bytes = hex("a5 01 02 20 8100 21 a0 6161 6162 626161 f6");
    let map = parse(&bytes).expect("a map").map().expect("a map");
    let keys: Vec<_> = map.entries().map(|(key, _)| key).collect();
    assert_eq!(map.len(), 5);
    assert_eq!(keys[..3], [Value::Integer(1), Value::Integer(-1), Value::Integer(-2)]);
    assert_eq!(map.text_key("a"), Some(Value::Text("b")));
    assert_eq!(map.text_key("aa"), Some(Value::Null));
    assert_eq!(map.text_key("b"), None);
}

#[test]
fn items_that_are_refused() {
    let refusals = [
        ("", CborFault::Truncated { at: 0 }),
        ("18", CborFault::Truncated { at: 1 }),
        ("1b00000001", CborFault::Truncated { at: 5 }),
        ("4201", CborFault::Truncated { at: 2 }),
        ("5bffffffffffffffff", CborFault::Truncated { at: 9 }),
        ("81", CborFault::Truncated { at: 1 }),
        ("9bffffffffffffffff", CborFault::Truncated { at: 9 }),
        ("a101", CborFault::Truncated { at: 2 }),
        ("bbffffffffffffffff", CborFault::Truncated { at: 9 }),
        ("bb7fffffffffffffff", CborFault::Truncated { at: 9 }),
        ("0000", CborFault::TrailingBytes { bytes: 1 }),
        ("818181818100", CborFault::TooDeep { at: 4, depth_max: 4 }),
        ("a101a101a101a101a0", CborFault::TooDeep { at: 8, depth_max: 4 }),
        ("1817", CborFault::NotShortest { at: 0 }),
        ("1900ff", CborFault::NotShortest { at: 0 }),
        ("1a0000ffff", CborFault::NotShortest { at: 0 }),
        ("1b00000000ffffffff", CborFault::NotShortest { at: 0 }),
        ("3817", CborFault::NotShortest { at: 0 }),
        ("580101", CborFault::NotShortest { at: 0 }),
        ("7801 61", CborFault::NotShortest { at: 0 }),
        ("9801 00", CborFault::NotShortest { at: 0 }),
        ("b801 0000", CborFault::NotShortest { at: 0 }),
        ("5f4101ff", CborFault::IndefiniteLength { at: 0 }),
        ("7f6161ff", CborFault::IndefiniteLength { at: 0 }),
        ("9f00ff", CborFault::IndefiniteLength { at: 0 }),
        ("bf0000ff", CborFault::IndefiniteLength { at: 0 }),
        ("1c", CborFault::KindNotAllowed { byte: 0x1c, at: 0 }),
        ("c000", CborFault::KindNotAllowed { byte: 0xc0, at: 0 }),
        ("d9d9f700", CborFault::KindNotAllowed { byte: 0xd9, at: 0 }),
        ("f7", CborFault::KindNotAllowed { byte: 0xf7, at: 0 }),
        ("f820", CborFault::KindNotAllowed { byte: 0xf8, at: 0 }),
        ("f93c00", CborFault::KindNotAllowed { byte: 0xf9, at: 0 }),
        ("81 ff", CborFault::KindNotAllowed { byte: 0xff, at: 1 }),
        ("61ff", CborFault::NotUtf8 { at: 0 }),
        ("62c080", CborFault::NotUtf8 { at: 0 }),
        ("63eda080", CborFault::NotUtf8 { at: 0 }),
        ("a201000100", CborFault::DuplicateKey { at: 3 }),
        ("a2616100616100", CborFault::DuplicateKey { at: 4 }),
        ("a202000100", CborFault::KeyOrder { at: 3 }),
        ("a220000100", CborFault::KeyOrder { at: 3 }),
        ("a2616100 0100", CborFault::KeyOrder { at: 4 }),
        ("a26261610061 6200", CborFault::KeyOrder { at: 5 }),
        ("a2 1818 00 17 00", CborFault::KeyOrder { at: 4 }),
        ("a1 4101 00", CborFault::KeyKind { at: 1 }),
        ("a1 80 00", CborFault::KeyKind { at: 1 }),
        ("a1 a0 00", CborFault::KeyKind { at: 1 }),
        ("a1 f5 00", CborFault::KeyKind { at: 1 }),
        ("a1 01 a2 01 00 01 00", CborFault::DuplicateKey { at: 5 }),
    ];
    for (digits, fault) in refusals {
        assert_eq!(parse(&hex(digits)), Err(fault), "{digits}");
    }
    let too_large = vec![0; BYTES_MAX + 1];
    assert_eq!(parse(&too_large), Err(CborFault::TooLarge { bytes: BYTES_MAX + 1, bytes_max: BYTES_MAX }));
}

/// Every input of up to three bytes: no panic, and what passes is as long as what was walked.
#[test]
fn short_inputs_never_panic() {
    for number in 0..1u32 << 24 {
        let bytes = &number.to_be_bytes()[1..];
        if let Ok((item, rest)) = split_item(bytes) {
            assert_eq!(item.len() + rest.len(), 3);
            if let Ok(Value::Map(map)) = parse(item) {
                assert_eq!(map.entries().count(), map.len());
            }
        }
    }
}
