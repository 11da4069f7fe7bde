//! CBOR that can be taken apart, changed, and put together again in forms that CTAP2 forbids.

use crate::random::Random;

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Integer(i64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Item>),
    Map(Vec<(Item, Item)>),
    Simple(u8),
    /// Bytes that stand as they are.
    Raw(Vec<u8>),
}

/// A form that means the same and is not canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    LongHead,
    Indefinite,
    OtherOrder,
    KeyTwice,
    Tagged,
}

impl Form {
    pub const ALL: [Form; 5] =
        [Form::LongHead, Form::Indefinite, Form::OtherOrder, Form::KeyTwice, Form::Tagged];

    /// The item in this form; none where it has no such form.
    fn of(self, item: &Item) -> Option<Vec<u8>> {
        let encoded = item.encode();
        let (major, argument, length) = head(&encoded);
        match (self, item) {
            (_, Item::Raw(_)) => None,
            (Form::Tagged, _) => Some([&[0xd9, 0xd9, 0xf7], encoded.as_slice()].concat()),
            (Form::LongHead, Item::Simple(_)) => None,
            (Form::LongHead, _) => {
                Some([&[major << 5 | 27], argument.to_be_bytes().as_slice(), &encoded[length..]].concat())
            }
            (Form::Indefinite, Item::Bytes(_) | Item::Text(_)) => {
                Some([&[major << 5 | 31], encoded.as_slice(), &[0xff]].concat())
            }
            (Form::Indefinite, Item::Array(_) | Item::Map(_)) => {
                Some([&[major << 5 | 31], &encoded[length..], &[0xff]].concat())
            }
            (Form::OtherOrder, Item::Map(entries)) if entries.len() > 1 => {
                let mut entries = entries.clone();
                entries.rotate_left(1);
                Some(Item::Map(entries).encode())
            }
            (Form::KeyTwice, Item::Map(entries)) if !entries.is_empty() => {
                let mut entries = entries.clone();
                entries.insert(0, entries[0].clone());
                Some(Item::Map(entries).encode())
            }
            _ => None,
        }
    }
}

impl Item {
    /// Reads one canonical item; returns what follows.
    pub fn read(bytes: &[u8]) -> (Item, &[u8]) {
        let (major, argument, length) = head(bytes);
        let (count, mut rest) = (argument as usize, &bytes[length..]);
        let item = match major {
            0 => Item::Integer(argument as i64),
            1 => Item::Integer(-1 - argument as i64),
            2 => Item::Bytes(rest[..count].to_vec()),
            3 => Item::Text(String::from_utf8(rest[..count].to_vec()).unwrap()),
            4 => Item::Array((0..count).map(|_| next(&mut rest)).collect()),
            5 => Item::Map((0..count).map(|_| (next(&mut rest), next(&mut rest))).collect()),
            _ => Item::Simple(bytes[0]),
        };
        if matches!(major, 2 | 3) { (item, &rest[count..]) } else { (item, rest) }
    }

    pub fn encode(&self) -> Vec<u8> {
        let entry = |(key, value): &(Item, Item)| [key.encode(), value.encode()].concat();
        match self {
            Item::Integer(number) if *number < 0 => written_head(1, (-1 - number) as u64),
            Item::Integer(number) => written_head(0, *number as u64),
            Item::Bytes(bytes) => [written_head(2, bytes.len() as u64), bytes.clone()].concat(),
            Item::Text(text) => [written_head(3, text.len() as u64), text.clone().into_bytes()].concat(),
            Item::Array(items) => items
                .iter()
                .fold(written_head(4, items.len() as u64), |bytes, item| [bytes, item.encode()].concat()),
            Item::Map(entries) => entries
                .iter()
                .fold(written_head(5, entries.len() as u64), |bytes, pair| [bytes, entry(pair)].concat()),
            Item::Simple(byte) => vec![*byte],
            Item::Raw(bytes) => bytes.clone(),
        }
    }

    pub fn entries(&mut self) -> &mut Vec<(Item, Item)> {
        match self {
            Item::Map(entries) => entries,
            other => panic!("{other:?} is no map"),
        }
    }

    /// The value under a key, where this is a map.
    pub fn at(&mut self, key: &Item) -> Option<&mut Item> {
        let Item::Map(entries) = self else { return None };
        entries.iter_mut().find(|(candidate, _)| candidate == key).map(|(_, value)| value)
    }

    pub fn member(&mut self, key: &str) -> Option<&mut Item> {
        self.at(&Item::Text(key.to_owned()))
    }

    /// Gives one of the items within (or this one) another form.
    pub fn deform(&mut self, form: Form, random: &mut Random) {
        let mut deformable = 0;
        self.walk(&mut |item| deformable += usize::from(form.of(item).is_some()));
        if deformable == 0 {
            return;
        }
        let mut left = random.below(deformable);
        self.walk(&mut |item| {
            let Some(bytes) = form.of(item) else { return };
            if left == 0 {
                *item = Item::Raw(bytes);
            }
            left = left.wrapping_sub(1);
        });
    }

    fn walk(&mut self, visit: &mut impl FnMut(&mut Item)) {
        visit(self);
        match self {
            Item::Array(items) => items.iter_mut().for_each(|item| item.walk(visit)),
            Item::Map(entries) => entries.iter_mut().for_each(|(key, value)| {
                key.walk(visit);
                value.walk(visit);
            }),
            _ => {}
        }
    }
}

pub fn text(text: &str) -> Item {
    Item::Text(text.to_owned())
}

fn next(rest: &mut &[u8]) -> Item {
    let (item, after) = Item::read(rest);
    *rest = after;
    item
}

fn head(bytes: &[u8]) -> (u8, u64, usize) {
    let (major, length) = (bytes[0] >> 5, [0, 1, 2, 4, 8][(bytes[0] & 0x1f).saturating_sub(23) as usize]);
    let argument = bytes[1..=length].iter().fold(0, |argument, byte| argument << 8 | u64::from(*byte));
    (major, if length == 0 { u64::from(bytes[0] & 0x1f) } else { argument }, 1 + length)
}

fn written_head(major: u8, argument: u64) -> Vec<u8> {
    let bytes = argument.to_be_bytes();
    let (info, length) = match argument {
        0..=23 => return vec![major << 5 | argument as u8],
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    [&[major << 5 | info], &bytes[8 - length..]].concat()
}
