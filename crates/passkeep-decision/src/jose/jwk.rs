//! A public key as JSON. (RFC 7517; RFC 7518, section 6)

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

/// An algorithm of signatures. (RFC 7518, section 3.1)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA over P-256 and SHA-256.
    Es256,
    /// RSASSA-PKCS1-v1_5 over SHA-256.
    Rs256,
}

impl Algorithm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Es256, Self::Rs256];

    /// Its name in `alg`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }

    /// From the name in `alg`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str() == text)
    }
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicJwk {
    key_id: Option<String>,
    material: Material,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Material {
    /// An uncompressed point of P-256.
    P256(Box<[u8; 65]>),
    /// Modulus and exponent, big-endian.
    Rsa { n: Vec<u8>, e: Vec<u8> },
}

/// Why a key was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JwkFault {
    /// No object with the members of its type.
    Shape,
    /// Neither P-256 nor RSA.
    Type,
    /// The private part stands there too.
    Private,
    /// Its `use` or `alg` is for something else.
    Use,
    /// Not a point of the curve, or a modulus under 2048 or over 8192 bits.
    Material,
}

impl PublicJwk {
    /// Reads one. A private key is refused: whoever shows it must make another.
    pub fn parse(json: &Value) -> Result<Self, JwkFault> {
        let object = json.as_object().ok_or(JwkFault::Shape)?;
        if ["d", "k", "p", "q"].iter().any(|private| object.contains_key(*private)) {
            return Err(JwkFault::Private);
        }
        if object.get("use").is_some_and(|value| value != "sig") {
            return Err(JwkFault::Use);
        }
        let material = match text(object, "kty")? {
            "EC" => point(object)?,
            "RSA" => modulus(object)?,
            _ => return Err(JwkFault::Type),
        };
        let key_id = match object.get("kid") {
            Some(value) => Some(value.as_str().ok_or(JwkFault::Shape)?.to_owned()),
            None => None,
        };
        let key = Self { key_id, material };
        match object.get("alg") {
            Some(named) if *named != key.algorithm().as_str() => Err(JwkFault::Use),
            _ => Ok(key),
        }
    }

    /// A key of P-256, by its uncompressed point.
    pub fn p256(point: [u8; 65]) -> Self {
        Self { key_id: None, material: Material::P256(Box::new(point)) }
    }

    /// An RSA key, by modulus and exponent without leading zeros.
    pub const fn rsa(n: Vec<u8>, e: Vec<u8>) -> Self {
        Self { key_id: None, material: Material::Rsa { n, e } }
    }

    /// Its `kid`, where it has one.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// The only algorithm that it verifies.
    pub const fn algorithm(&self) -> Algorithm {
        match self.material {
            Material::P256(_) => Algorithm::Es256,
            Material::Rsa { .. } => Algorithm::Rs256,
        }
    }

    /// Whether it signed.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.material {
            Material::P256(point) => ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point.as_slice())
                .is_ok_and(|key| key.verify_sig(message, signature).is_ok()),
            Material::Rsa { n, e } => {
                PublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }

    /// What the key itself is, in the order of the thumbprint. (RFC 7638, section 3.2)
    fn members(&self) -> Vec<(&'static str, String)> {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match &self.material {
            Material::P256(point) => vec![
                ("crv", "P-256".to_owned()),
                ("kty", "EC".to_owned()),
                ("x", encode(&point[1..33])),
                ("y", encode(&point[33..])),
            ],
            Material::Rsa { n, e } => {
                vec![("e", encode(e)), ("kty", "RSA".to_owned()), ("n", encode(n))]
            }
        }
    }

    /// The key's members alone.
    pub fn to_json(&self) -> Map<String, Value> {
        self.members().into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect()
    }

    /// SHA-256 over its members, in base64url: names a key by what it is. (RFC 7638)
    pub fn thumbprint(&self) -> String {
        let members: Vec<String> =
            self.members().iter().map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
        URL_SAFE_NO_PAD.encode(digest(&SHA256, format!("{{{}}}", members.join(",")).as_bytes()))
    }
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a str, JwkFault> {
    object.get(name).and_then(Value::as_str).ok_or(JwkFault::Shape)
}

fn bytes(object: &Map<String, Value>, name: &str) -> Result<Vec<u8>, JwkFault> {
    URL_SAFE_NO_PAD.decode(text(object, name)?).map_err(|_| JwkFault::Shape)
}

fn point(object: &Map<String, Value>) -> Result<Material, JwkFault> {
    if text(object, "crv")? != "P-256" {
        return Err(JwkFault::Type);
    }
    let point = [vec![4], bytes(object, "x")?, bytes(object, "y")?].concat();
    let point: [u8; 65] = point.try_into().map_err(|_| JwkFault::Material)?;
    // Parsing checks that the point lies on the curve.
    ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).map_err(|_| JwkFault::Material)?;
    Ok(Material::P256(Box::new(point)))
}

fn modulus(object: &Map<String, Value>) -> Result<Material, JwkFault> {
    let (n, e) = (bytes(object, "n")?, bytes(object, "e")?);
    let fits = (256..=1024).contains(&n.len()) && n[0] >= 0x80 && (1..=8).contains(&e.len()) && e[0] != 0;
    if fits { Ok(Material::Rsa { n, e }) } else { Err(JwkFault::Material) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7638, section 3.1.
    fn example() -> Value {
        json!({
            "kty": "RSA",
            "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZ\
                  CiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZ\
                  gnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniI\
                  qbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
            "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"
        })
    }

    #[test]
    fn a_thumbprint_is_the_standards() {
        let key = PublicJwk::parse(&example()).unwrap();
        assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assert_eq!((key.key_id(), key.algorithm()), (Some("2011-04-29"), Algorithm::Rs256));
    }

    #[test]
    fn what_is_no_public_key_for_signatures_is_refused() {
        let check = |change: &dyn Fn(&mut Value), fault| {
            let mut json = example();
            change(&mut json);
            assert_eq!(PublicJwk::parse(&json), Err(fault), "{json}");
        };
        check(&|json| json["d"] = json!("AQAB"), JwkFault::Private);
        check(&|json| json["use"] = json!("enc"), JwkFault::Use);
        check(&|json| json["alg"] = json!("HS256"), JwkFault::Use);
        check(&|json| json["kty"] = json!("oct"), JwkFault::Type);
        check(&|json| json["n"] = json!("AQAB"), JwkFault::Material);
        check(&|json| *json = json!("text"), JwkFault::Shape);
        let off = json!({ "kty": "EC", "crv": "P-256", "x": "A".repeat(43), "y": "A".repeat(43) });
        assert_eq!(PublicJwk::parse(&off), Err(JwkFault::Material));
    }
}
