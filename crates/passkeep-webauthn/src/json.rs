//! JSON, read strictly: no member twice in an object, at any depth, and no deeper than it need be. Of two members of one
//! name different parsers take different ones, and see different documents.

use crate::error::excerpt;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;
use thiserror::Error;

/// How deep objects and arrays may nest. Those of the standard nest six deep.
const DEPTH_MAX: usize = 16;

/// Why bytes are not JSON that is read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JsonFault {
    /// Not UTF-8. The standard would put replacement characters there; no true client needs that.
    #[error("not UTF-8")]
    NotUtf8,
    /// Not JSON, or not of the shape that belongs there.
    #[error("not the JSON that belongs there: {message}")]
    NotJson {
        /// What the JSON parser said.
        message: String,
    },
    /// A member stands twice in one object.
    #[error("the member {member:?} stands twice")]
    MemberTwice {
        /// Its name.
        member: String,
    },
    /// Objects and arrays nest deeper than any that are needed.
    #[error("nested deeper than {depth_max}")]
    TooDeep {
        /// How deep they may.
        depth_max: usize,
    },
}

/// Reads the whole of the bytes, which are one object.
pub(crate) fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, JsonFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| JsonFault::NotUtf8)?;
    check(text)?;
    object(&mut serde_json::Deserializer::from_str(text)).map_err(not_json)
}

/// Reads an object, where serde would also make a struct of an array. Fits serde's `deserialize_with`.
pub(crate) fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// Walks over all of it once.
fn check(text: &str) -> Result<(), JsonFault> {
    let fault = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let walked = Walk { depth_left: DEPTH_MAX, fault: &fault }.deserialize(&mut deserializer);
    let walked = walked.and_then(|()| deserializer.end());
    walked.map_err(|error| fault.take().unwrap_or_else(|| not_json(error)))
}

fn not_json(error: serde_json::Error) -> JsonFault {
    JsonFault::NotJson { message: excerpt(&error.to_string()) }
}

/// Text that is borrowed from the JSON wherever it holds no escapes.
#[derive(serde::Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// A value of which nothing is kept.
#[derive(Clone, Copy)]
struct Walk<'f> {
    depth_left: usize,
    fault: &'f RefCell<Option<JsonFault>>,
}

impl Walk<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        match self.depth_left.checked_sub(1) {
            Some(depth_left) => Ok(Walk { depth_left, ..self }),
            None => Err(self.fail(JsonFault::TooDeep { depth_max: DEPTH_MAX })),
        }
    }

    /// The error ends the walk; the fault beside it says why.
    fn fail<E: serde::de::Error>(self, fault: JsonFault) -> E {
        *self.fault.borrow_mut() = Some(fault);
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let inside = self.deeper()?;
        let mut names = Names::default();
        while let Some(Text(name)) = map.next_key()? {
            if names.hold(&name) {
                return Err(self.fail(JsonFault::MemberTwice { member: excerpt(&name) }));
            }
            names.add(name);
            map.next_value_seed(inside)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let inside = self.deeper()?;
        while seq.next_element_seed(inside)?.is_some() {}
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The names of an object's members: a few, without allocation, and then as many as there are.
#[derive(Default)]
struct Names<'a> {
    few: [&'a str; FEW],
    count: usize,
    more: BTreeSet<Cow<'a, str>>,
}

/// Client data has five members, a response six.
const FEW: usize = 12;

impl<'a> Names<'a> {
    fn hold(&self, name: &str) -> bool {
        self.few[..self.count].contains(&name) || self.more.contains(name)
    }

    fn add(&mut self, name: Cow<'a, str>) {
        match name {
            Cow::Borrowed(name) if self.count < FEW => {
                self.few[self.count] = name;
                self.count += 1;
            }
            name => {
                self.more.insert(name);
            }
        }
    }
}
