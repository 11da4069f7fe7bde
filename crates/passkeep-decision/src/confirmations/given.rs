//! What an app gave as an action's fields: JSON, read so that nothing is lost that must be refused. A name that stands
//! twice is refused while it is read: of two, different parsers take different ones.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A JSON value as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A text.
    Text(String),
    /// An object, in the order in which it was given.
    Object(Vec<(String, Given)>),
    /// A number: which, is not kept, since different parsers read different ones.
    Number,
    /// An array, `true`, `false` or `null`.
    Other,
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Read)
    }
}

struct Read;

impl<'de> Visitor<'de> for Read {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Given, E> {
        Ok(Given::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Given, A::Error> {
        let mut members: Vec<(String, Given)> = vec![];
        while let Some((name, value)) = map.next_entry::<String, Given>()? {
            if members.iter().any(|(other, _)| *other == name) {
                return Err(A::Error::custom("a member stands twice in an object"));
            }
            members.push((name, value));
        }
        Ok(Given::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Given, A::Error> {
        while seq.next_element::<Given>()?.is_some() {}
        Ok(Given::Other)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Given, E> {
        Ok(Given::Number)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Given, E> {
        Ok(Given::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Given, E> {
        Ok(Given::Number)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Given, E> {
        Ok(Given::Other)
    }

    fn visit_unit<E: Error>(self) -> Result<Given, E> {
        Ok(Given::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_that_must_be_refused() {
        let read = |text| serde_json::from_str::<Given>(text);
        let object = |name: &str, value| Given::Object(vec![(name.to_owned(), value)]);
        assert_eq!(read(r#"{"a":"b"}"#).unwrap(), object("a", Given::Text("b".into())));
        assert_eq!(read(r#"{"a":25000.00}"#).unwrap(), object("a", Given::Number));
        assert_eq!(read(r#"{"a":[1,{}]}"#).unwrap(), object("a", Given::Other));
        for text in [r#"{"a":"b","a":"c"}"#, r#"{"a":{"b":"c","b":"c"}}"#, r#"{"a":"\ud800"}"#, "{"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
