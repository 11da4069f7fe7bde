//! Changes of client data, as text: members, and the forms that JSON lets them have.

use crate::random::Random;

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Json {
    Type,
    Challenge,
    /// The same challenge in base64 of another form.
    ChallengeForm,
    Origin,
    CrossOrigin,
    TopOrigin,
    TokenBinding,
    /// A member that nobody reads.
    Unread,
    /// A member that is read stands twice.
    Twice,
    Absent,
    Escaped,
    ByteOrderMark,
    Whitespace,
    /// More bytes than we read.
    Long,
}

/// Origins that are, or look like, the right one.
const ORIGINS: [&str; 14] = [
    "https://example.org/",
    "HTTPS://example.org",
    "https://EXAMPLE.org",
    "https://example.org:443",
    "https://example.org/path?query",
    "https://user@example.org",
    "https:example.org",
    "https://example.org.",
    "https://www.example.org",
    "https://example.org.evil.example",
    "http://example.org",
    "https://example.org:8443",
    "null",
    "",
];
const UNREAD: [&str; 6] =
    ["null", r#""a note""#, r#"{"a":[1,2,{"b":null}]}"#, r#""\ud800""#, "1e999", r#"{"a":1,"a":2}"#];
const TOKEN_BINDINGS: [&str; 5] =
    ["null", r#"{"status":"present","id":"x"}"#, r#"{"status":"supported"}"#, r#""unused""#, "{}"];
const MEMBERS: [&str; 4] = ["type", "challenge", "origin", "crossOrigin"];

pub fn change(client_data: &mut Vec<u8>, random: &mut Random) -> Json {
    let mut json = String::from_utf8(std::mem::take(client_data)).unwrap();
    let change = match random.below(16) {
        0 => {
            let other =
                *random.of_list(&["webauthn.create", "webauthn.get", "payment.get", "WebAuthn.get", ""]);
            set(&mut json, "type", &format!("{other:?}"));
            Json::Type
        }
        1 => {
            let other = *random.of_list(&[r#""""#, r#""AAAAAAAAAAAAAAAAAAAAAA""#, "null", "7", "[7,7]"]);
            set(&mut json, "challenge", other);
            Json::Challenge
        }
        2 => {
            let challenge = value(&json, "challenge").trim_matches('"').to_owned();
            let last = challenge.len() - 1;
            // Padding, stray bits in the last character, the other alphabet, whitespace.
            let other = match random.below(4) {
                0 => format!("{challenge}="),
                1 => challenge[..last].to_owned() + &char::from(challenge.as_bytes()[last] + 1).to_string(),
                2 => challenge.replace('-', "+").replace('_', "/") + " ",
                _ => format!("{challenge}\\n"),
            };
            set(&mut json, "challenge", &format!("\"{other}\""));
            Json::ChallengeForm
        }
        3..=5 => {
            set(&mut json, "origin", &format!("{:?}", random.of_list(&ORIGINS)));
            Json::Origin
        }
        6 => {
            let other = *random.of_list(&["true", "null", r#""false""#, "0"]);
            set(&mut json, "crossOrigin", other);
            Json::CrossOrigin
        }
        7 => {
            let other = *random.of_list(&["null", r#""https://example.org""#, r#""https://evil.example""#]);
            add(&mut json, "topOrigin", other);
            Json::TopOrigin
        }
        8 => {
            let other = *random.of_list(&TOKEN_BINDINGS);
            add(&mut json, "tokenBinding", other);
            Json::TokenBinding
        }
        9 | 10 => {
            let other = *random.of_list(&UNREAD);
            add(&mut json, "unheardOf", other);
            Json::Unread
        }
        11 => {
            let name = *random.of_list(&MEMBERS);
            let again = value(&json, name).to_owned();
            add(&mut json, name, &again);
            Json::Twice
        }
        12 => {
            let name = *random.of_list(&MEMBERS);
            json = json.replacen(&format!("\"{name}\""), "\"absent\"", 1);
            Json::Absent
        }
        13 => {
            json = json.replacen("\"webauthn", "\"\\u0077ebauthn", 1).replacen(
                "\"origin\"",
                "\"\\u006frigin\"",
                1,
            );
            Json::Escaped
        }
        14 if random.one_in(2) => {
            json.insert(0, '\u{feff}');
            Json::ByteOrderMark
        }
        14 => {
            add(&mut json, "long", &format!("\"{}\"", "x".repeat(8192)));
            Json::Long
        }
        _ => {
            json = [" ", &json.replace("\":", "\" :\t"), "\r\n"].concat();
            Json::Whitespace
        }
    };
    *client_data = json.into_bytes();
    change
}

/// Where a member's value stands. No value of a seed holds a comma or a brace.
fn place(json: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let key = format!("\"{name}\":");
    let begin = json.find(&key)? + key.len();
    let length = json[begin..].find([',', '}'])?;
    Some(begin..begin + length)
}

fn value<'a>(json: &'a str, name: &str) -> &'a str {
    place(json, name).map_or("null", |place| &json[place])
}

fn set(json: &mut String, name: &str, value: &str) {
    match place(json, name) {
        Some(place) => json.replace_range(place, value),
        None => add(json, name, value),
    }
}

/// Adds a member at the end.
fn add(json: &mut String, name: &str, value: &str) {
    let end = json.rfind('}').expect("client data is an object");
    json.insert_str(end, &format!(",\"{name}\":{value}"));
}
