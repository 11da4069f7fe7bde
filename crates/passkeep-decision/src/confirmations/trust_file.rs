//! What a verifier pins, as a file: JSON that the issuer writes once, and the verifier keeps.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn::Origin;
use serde::{Deserialize, Serialize};

use super::receipt::{coordinates, kid};
use super::verify::Trust;

/// The file's members.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrustFile {
    issuer: String,
    keys: Vec<Jwk>,
    origins: Vec<String>,
    rp_id: String,
}

/// A public key of P-256 (RFC 7517).
#[derive(Serialize, Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    x: String,
    y: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alg: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "use")]
    use_: Option<String>,
}

impl Trust {
    /// Reads the file; else says what is wrong with it.
    pub fn from_json(bytes: &[u8]) -> Result<Self, String> {
        let file: TrustFile = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let keys = file.keys.iter().map(Jwk::point).collect::<Option<Vec<_>>>();
        let origins = file.origins.iter().map(|text| Origin::parse(text).ok()).collect::<Option<Vec<_>>>();
        Ok(Self {
            issuer: file.issuer,
            keys: keys.ok_or("a key is no JWK of P-256")?,
            rp_id: file.rp_id,
            origins: origins.ok_or("an origin is none")?,
        })
    }

    /// Writes the file.
    pub fn to_json(&self) -> serde_json::Value {
        let file = TrustFile {
            issuer: self.issuer.clone(),
            keys: self.keys.iter().map(Jwk::of).collect(),
            origins: self.origins.iter().map(|origin| origin.as_str().to_owned()).collect(),
            rp_id: self.rp_id.clone(),
        };
        serde_json::to_value(file).expect("it holds texts alone")
    }
}

impl Jwk {
    fn of(point: &[u8; 65]) -> Self {
        let [x, y] = coordinates(point);
        Self {
            kty: "EC".into(),
            crv: "P-256".into(),
            x,
            y,
            kid: Some(kid(point)),
            alg: Some("ES256".into()),
            use_: Some("sig".into()),
        }
    }

    fn point(&self) -> Option<[u8; 65]> {
        let coordinate = |text: &str| URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == 32);
        if self.kty != "EC" || self.crv != "P-256" {
            return None;
        }
        [vec![4], coordinate(&self.x)?, coordinate(&self.y)?].concat().try_into().ok()
    }
}
