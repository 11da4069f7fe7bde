//! What an operator writes of a client, and what is kept of it: parsed in one place, wherever it came from.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    ClientAuthentication, ClientId, ClientName, ClientSecretHash, Party, Quarantined, RedirectUri,
    RegisteredClient, Scope, SecureUri,
};
use crate::jose::{Algorithm, PublicJwk};
use crate::level::Level;

/// A client as it is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientMetadata {
    /// Its id.
    pub client_id: String,
    /// Its name.
    pub name: String,
    /// Where people find it.
    pub client_uri: Option<String>,
    /// What is stored of its secrets.
    pub secret_hashes: Vec<String>,
    /// Its public keys, as a JWK Set.
    pub jwks: Option<Value>,
    /// That it has neither.
    pub public: bool,
    /// Where answers may go.
    pub redirect_uris: Vec<String>,
    /// Where people may go after they signed out.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it is told that a session has ended.
    pub backchannel_logout_uri: Option<String>,
    /// Whether it is the operator's own.
    pub first_party: bool,
    /// The least `acr`; as shipped, two factors.
    pub least_acr: Option<String>,
    /// What it may ask for; as shipped, `openid` alone.
    pub scopes: Vec<String>,
    /// The types of confirmation that it may ask for.
    pub confirmations: Vec<String>,
    /// The API that its access tokens are for.
    pub audience: Option<String>,
    /// By which algorithm its tokens are signed; as shipped RS256, which every library verifies.
    pub signing_alg: Option<String>,
    /// Whether a quarantined session gets a code for it.
    pub quarantine: bool,
}

/// A field that can't be taken, and what belongs there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientFault {
    /// The field.
    pub field: &'static str,
    /// What belongs there.
    pub expected: &'static str,
}

const REDIRECT: &str = "https URIs without a fragment, or http to 127.0.0.1, [::1] or localhost";

/// The most entries of each list.
const LIST_MAX: usize = 32;

impl ClientMetadata {
    /// Parses it whole, and names every field that can't be taken.
    pub fn parse(&self) -> Result<RegisteredClient, Vec<ClientFault>> {
        let mut reading = Reading::default();
        let id = reading.take(
            "client_id",
            "1 to 64 of A-Z, a-z, 0-9, -, ., _ and ~",
            ClientId::parse(&self.client_id),
        );
        let name = reading.take("name", "a name of 1 to 60 characters", ClientName::parse(&self.name).ok());
        let home = reading.optional(
            "client_uri",
            "an https URI, or http to this machine",
            &self.client_uri,
            SecureUri::parse,
        );
        let authentication = self.authentication(&mut reading);
        let redirect_uris = reading.list("redirect_uris", REDIRECT, &self.redirect_uris, RedirectUri::parse);
        let post_logout_redirect_uris = reading.list(
            "post_logout_redirect_uris",
            REDIRECT,
            &self.post_logout_redirect_uris,
            SecureUri::parse,
        );
        let backchannel_logout_uri = reading.optional(
            "backchannel_logout_uri",
            "an https URI, or http to this machine",
            &self.backchannel_logout_uri,
            SecureUri::parse,
        );
        let least = reading.optional("least_acr", "aal1, aal2, phr or phrh", &self.least_acr, Level::of_acr);
        let scopes = reading.list(
            "scopes",
            "words without spaces, quotes and backslashes",
            &self.scopes,
            Scope::parse,
        );
        let confirmations = reading.list(
            "confirmations",
            "types of confirmation: 1 to 64 of a-z, 0-9 and _",
            &self.confirmations,
            confirmation_type,
        );
        let audience =
            reading.optional("audience", "the URI of an API, without a fragment", &self.audience, audience);
        let signing = reading.optional("signing_alg", "ES256 or RS256", &self.signing_alg, Algorithm::parse);
        if !reading.0.is_empty() {
            return Err(reading.0);
        }
        let (Some(id), Some(name), Some(authentication)) = (id, name, authentication) else {
            return Err(reading.0);
        };
        let openid = || vec![Scope("openid".to_owned())];
        Ok(RegisteredClient {
            id,
            name,
            home,
            authentication,
            redirect_uris,
            post_logout_redirect_uris,
            backchannel_logout_uri,
            party: if self.first_party { Party::First } else { Party::Third },
            least: least.unwrap_or(Level::TwoW),
            scopes: if scopes.is_empty() { openid() } else { scopes },
            confirmations,
            audience,
            signing: signing.unwrap_or(Algorithm::Rs256),
            quarantine: if self.quarantine { Quarantined::Admitted } else { Quarantined::Refused },
        })
    }

    fn authentication(&self, reading: &mut Reading) -> Option<ClientAuthentication> {
        let expected = "one of: a secret (two while it changes), jwks, or public = true";
        let authentication = match (self.secret_hashes.as_slice(), &self.jwks, self.public) {
            (hashes @ ([_] | [_, _]), None, false) => hashes
                .iter()
                .map(|hash| ClientSecretHash::parse(hash))
                .collect::<Option<_>>()
                .map(ClientAuthentication::Secret),
            ([], Some(jwks), false) => keys(jwks).map(ClientAuthentication::Keys),
            ([], None, true) => Some(ClientAuthentication::Public),
            _ => return reading.take("secret", expected, None),
        };
        let field = if self.jwks.is_some() { "jwks" } else { "secret" };
        let expected = match field {
            "jwks" => "a JWK Set of 1 to 8 public keys, P-256 or RSA of 2048 bits and more",
            _ => "what `passkeep client secret` writes",
        };
        reading.take(field, expected, authentication)
    }

    /// What is kept of it.
    pub fn to_json(&self) -> Value {
        json!(self)
    }
}

fn keys(jwks: &Value) -> Option<Vec<PublicJwk>> {
    let keys = jwks.get("keys")?.as_array()?;
    let parsed: Vec<PublicJwk> = keys.iter().map(|key| PublicJwk::parse(key).ok()).collect::<Option<_>>()?;
    (1..=8).contains(&parsed.len()).then_some(parsed)
}

fn confirmation_type(text: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    ((1..=64).contains(&text.len()) && text.bytes().all(plain)).then(|| text.to_owned())
}

fn audience(text: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii_graphic() && b != b'#';
    ((1..=256).contains(&text.len()) && text.bytes().all(plain) && text.contains(':'))
        .then(|| text.to_owned())
}

/// The faults so far.
#[derive(Default)]
struct Reading(Vec<ClientFault>);

impl Reading {
    fn take<T>(&mut self, field: &'static str, expected: &'static str, parsed: Option<T>) -> Option<T> {
        if parsed.is_none() {
            self.0.push(ClientFault { field, expected });
        }
        parsed
    }

    fn optional<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        written: &Option<String>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = written.as_deref()?;
        self.take(field, expected, parse(text))
    }

    fn list<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        written: &[String],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let members = (written.len() <= LIST_MAX).then_some(written);
        let parsed = members.and_then(|written| written.iter().map(|text| parse(text)).collect());
        self.take(field, expected, parsed).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> ClientMetadata {
        let id = ClientId::parse("shop").unwrap();
        ClientMetadata {
            client_id: "shop".into(),
            name: "Shop".into(),
            secret_hashes: vec![ClientSecretHash::of(&id, &"s".repeat(43)).to_string()],
            redirect_uris: vec!["https://shop.example/cb".into()],
            ..ClientMetadata::default()
        }
    }

    #[test]
    fn what_is_kept_reads_back_as_it_was() {
        let kept: ClientMetadata = serde_json::from_value(written().to_json()).unwrap();
        assert_eq!(kept, written());
        let client = kept.parse().unwrap();
        assert_eq!(
            (client.party, client.quarantine, client.least),
            (Party::Third, Quarantined::Refused, Level::TwoW)
        );
        let ClientAuthentication::Secret(hashes) = &client.authentication else { panic!() };
        assert!(hashes[0].fits(&client.id, &"s".repeat(43)));
        assert!(!hashes[0].fits(&client.id, &"s".repeat(42)));
        assert!(!hashes[0].fits(&ClientId::parse("other").unwrap(), &"s".repeat(43)), "bound to its client");
    }

    #[test]
    fn every_fault_is_named() {
        let check = |change: &dyn Fn(&mut ClientMetadata), fields: &[&str]| {
            let mut client = written();
            change(&mut client);
            let faults: Vec<&str> = client.parse().unwrap_err().iter().map(|fault| fault.field).collect();
            assert_eq!(faults, fields);
        };
        check(&|client| client.client_id = "a b".into(), &["client_id"]);
        check(&|client| client.public = true, &["secret"]);
        check(&|client| client.secret_hashes.clear(), &["secret"]);
        check(&|client| client.secret_hashes = vec!["x".into()], &["secret"]);
        check(&|client| client.jwks = Some(json!({ "keys": [] })), &["secret"]);
        check(&|client| client.redirect_uris = vec!["http://shop.example/cb".into()], &["redirect_uris"]);
        check(&|client| client.least_acr = Some("3".into()), &["least_acr"]);
        check(&|client| client.client_uri = Some("javascript:alert(1)".into()), &["client_uri"]);
        check(&|client| client.client_uri = Some("http://shop.example/".into()), &["client_uri"]);
        check(
            &|client| {
                client.name = "\u{202e}".into();
                client.scopes = vec!["a b".into()];
                client.confirmations = vec!["With Draw".into()];
                client.audience = Some("api".into());
            },
            &["name", "scopes", "confirmations", "audience"],
        );
    }
}
