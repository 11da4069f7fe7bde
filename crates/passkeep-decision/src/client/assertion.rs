//! A client proves who it is by a signature (`private_key_jwt`: RFC 7523, section 3; OpenID Connect Core, section 9), and
//! what may be said once is said once.

use serde_json::{Map, Value};

use super::{ClientAuthentication, RegisteredClient};
use crate::change::{Change, Changes};
use crate::decision::Decision;
use crate::hash::Hash;
use crate::id::{AccountHandle, FlowId};
use crate::jose::Jws;
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::ticket::TicketStep;

/// A client's assertion, verified. It is good once: spend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// What is spent.
    pub spendable: Spendable,
}

/// Why an assertion was not taken: for the log, and for the client's developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssertionFault {
    /// Not a JWT in the compact form.
    Shape,
    /// The client has no keys, or none of them verifies it.
    Signature,
    /// `iss` or `sub` is not the client.
    Client,
    /// `aud` is not this server's issuer alone.
    Audience,
    /// `exp` is missing, over, or too far ahead.
    Expiry,
    /// `nbf` or `iat` is in the future.
    Early,
    /// `jti` is missing or too long.
    Id,
}

/// For whom an assertion is.
#[derive(Clone, Copy, Debug)]
pub struct Audience<'a> {
    /// This server's issuer.
    pub issuer: &'a str,
}

/// The farthest that an assertion's end may lie ahead.
const ASSERTION_SECONDS_MAX: i64 = 10 * 60;

/// How far clients' clocks may be ahead.
const SKEW_SECONDS: i64 = 60;

const ID_LENGTH_MAX: usize = 256;

/// Verifies an assertion of a client.
pub fn verify_assertion(
    text: &str,
    client: &RegisteredClient,
    audience: Audience<'_>,
    now: Timestamp,
) -> Result<Assertion, AssertionFault> {
    let ClientAuthentication::Keys(keys) = &client.authentication else {
        return Err(AssertionFault::Signature);
    };
    let jws = Jws::parse(text).map_err(|_| AssertionFault::Shape)?;
    let named = jws.header_text("kid");
    let mut candidates =
        keys.iter().filter(|key| named.is_none() || key.key_id().is_none() || key.key_id() == named);
    let claims = candidates.find_map(|key| jws.verify(key).ok()).ok_or(AssertionFault::Signature)?;
    let says = |name: &str| claims.get(name).and_then(Value::as_str);
    if says("iss") != Some(client.id.as_str()) || says("sub") != Some(client.id.as_str()) {
        return Err(AssertionFault::Client);
    }
    // The issuer and nothing else: an audience that a client was told by another server could be that server's way in here.
    let alone = claims.get("aud").and_then(|aud| match aud {
        Value::Array(members) if members.len() == 1 => members[0].as_str(),
        other => other.as_str(),
    });
    if alone != Some(audience.issuer) {
        return Err(AssertionFault::Audience);
    }
    let expires_at = seconds(claims, "exp").ok_or(AssertionFault::Expiry)?;
    if expires_at <= now || expires_at > now.plus_seconds(ASSERTION_SECONDS_MAX + SKEW_SECONDS) {
        return Err(AssertionFault::Expiry);
    }
    let ahead = |name| seconds(claims, name).is_some_and(|at| at > now.plus_seconds(SKEW_SECONDS));
    if ahead("nbf") || ahead("iat") {
        return Err(AssertionFault::Early);
    }
    let id = says("jti").filter(|id| (1..=ID_LENGTH_MAX).contains(&id.len())).ok_or(AssertionFault::Id)?;
    Ok(Assertion { spendable: Spendable::of(client.id.as_str(), "assertion", id.as_bytes(), expires_at) })
}

/// A time in a JWT, in whole seconds. (RFC 7519, section 2: NumericDate)
fn seconds(claims: &Map<String, Value>, name: &str) -> Option<Timestamp> {
    let value = claims.get(name)?;
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))?;
    // Within the years that a clock can show.
    (0..=253_402_300_799).contains(&seconds).then(|| Timestamp(seconds * 1000))
}

/// What may be used once, of a client: the `jti` of an assertion or of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spendable {
    /// Stands where a flow has its account: one for each client.
    pub account: AccountHandle,
    /// Until when it must be remembered.
    pub expires_at: Timestamp,
    /// What it is.
    pub flow: FlowId,
    /// Which step of a flow it stands for.
    pub step: TicketStep,
}

impl Spendable {
    /// What `who` calls `id`, of a kind, which is worth nothing after `expires_at`.
    pub fn of(who: &str, kind: &'static str, id: &[u8], expires_at: Timestamp) -> Self {
        let of = |tag| Hash::new(tag).bytes(kind.as_bytes()).bytes(who.as_bytes());
        let account = AccountHandle(of("client-spends").finish_16());
        let flow = FlowId(of("client-spend").bytes(id).finish_16());
        Self { account, expires_at, flow, step: TicketStep::Assertion }
    }
}

/// Spends what may be used once. Refuses where it was used before.
pub struct SpendOnce(pub Spendable);

/// What `SpendOnce` reads.
pub struct SpendOnceFacts {
    /// Whether it was spent.
    pub spent: bool,
}

impl Step for SpendOnce {
    type Facts = SpendOnceFacts;
    type Reply = ();

    fn decide(&self, facts: &SpendOnceFacts, _: &Policy, _: &Moment) -> Decision<()> {
        if facts.spent {
            return Decision::refuse(Refusal::TicketSpent);
        }
        let Spendable { account, expires_at, flow, step } = self.0.clone();
        let spend = Change::Spend { account, flow_expires_at: expires_at, flow, step, restore_epoch: None };
        Decision { reply: Ok(()), changes: Changes::Tally(vec![spend]) }
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use serde_json::json;

    use super::*;
    use crate::client::{ClientMetadata, ClientSecretHash};

    const ISSUER: &str = "https://account.example";
    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn key() -> EcdsaKeyPair {
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap()
    }

    fn client(key: &EcdsaKeyPair) -> RegisteredClient {
        let mut jwk = crate::jose::PublicJwk::p256(key.public_key().as_ref().try_into().unwrap()).to_json();
        jwk.insert("kid".into(), "one".into());
        let metadata = ClientMetadata {
            client_id: "shop".into(),
            name: "Shop".into(),
            jwks: Some(json!({ "keys": [jwk] })),
            ..ClientMetadata::default()
        };
        metadata.parse().unwrap()
    }

    fn sign(key: &EcdsaKeyPair, header: &Value, claims: &Value) -> String {
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let text = format!("{}.{}", part(header), part(claims));
        let random = aws_lc_rs::rand::SystemRandom::new();
        let signature = key.sign(&random, text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }

    fn claims() -> Value {
        json!({ "iss": "shop", "sub": "shop", "aud": ISSUER, "exp": 1_800_000_060, "iat": 1_800_000_000, "jti": "x" })
    }

    fn judged(text: &str, client: &RegisteredClient) -> Result<Assertion, AssertionFault> {
        verify_assertion(text, client, Audience { issuer: ISSUER }, NOW)
    }

    #[test]
    fn every_claim_is_looked_at() {
        let key = key();
        let client = client(&key);
        let header = json!({ "alg": "ES256", "kid": "one" });
        let check = |change: &dyn Fn(&mut Value), expected: Option<AssertionFault>| {
            let mut claims = claims();
            change(&mut claims);
            assert_eq!(judged(&sign(&key, &header, &claims), &client).err(), expected, "{claims}");
        };
        check(&|_| {}, None);
        check(&|claims| claims["aud"] = json!([ISSUER]), None);
        check(&|claims| claims["iss"] = json!("bank"), Some(AssertionFault::Client));
        check(&|claims| claims["sub"] = json!("bank"), Some(AssertionFault::Client));
        check(&|claims| claims["aud"] = json!("https://other.example"), Some(AssertionFault::Audience));
        check(
            &|claims| claims["aud"] = json!([ISSUER, "https://other.example"]),
            Some(AssertionFault::Audience),
        );
        check(&|claims| claims["aud"] = json!(null), Some(AssertionFault::Audience));
        check(&|claims| claims["exp"] = json!(1_800_000_000), Some(AssertionFault::Expiry));
        check(&|claims| claims["exp"] = json!(1_800_000_700), Some(AssertionFault::Expiry));
        check(&|claims| claims["exp"] = json!(i64::MAX), Some(AssertionFault::Expiry));
        check(&|claims| claims["exp"] = json!("soon"), Some(AssertionFault::Expiry));
        check(&|claims| claims["nbf"] = json!(1_800_000_100), Some(AssertionFault::Early));
        check(&|claims| claims["jti"] = json!(null), Some(AssertionFault::Id));
        check(&|claims| claims["jti"] = json!(""), Some(AssertionFault::Id));
    }

    #[test]
    fn no_other_key_and_no_other_algorithm_signs() {
        let key = key();
        let client = client(&key);
        let by = |header: Value| sign(&key, &header, &claims());
        assert!(judged(&by(json!({ "alg": "ES256" })), &client).is_ok());
        let refused = Some(AssertionFault::Signature);
        assert_eq!(judged(&by(json!({ "alg": "ES256", "kid": "two" })), &client).err(), refused);
        for alg in ["none", "HS256", "RS256", "es256", ""] {
            assert_eq!(judged(&by(json!({ "alg": alg, "kid": "one" })), &client).err(), refused, "{alg}");
        }
        assert_eq!(
            judged(&sign(&super::tests::key(), &json!({ "alg": "ES256" }), &claims()), &client).err(),
            refused
        );
        let unsigned = by(json!({ "alg": "ES256" }));
        let unsigned = format!("{}.", unsigned.rsplit_once('.').unwrap().0);
        assert_eq!(judged(&unsigned, &client).err(), refused);
        // A point of a curve is no secret: an HMAC under it is no signature.
        let critical = by(json!({ "alg": "ES256", "crit": ["b64"], "b64": false }));
        assert_eq!(judged(&critical, &client).err(), Some(AssertionFault::Shape));
        let mut secret = client.clone();
        secret.authentication = ClientAuthentication::Secret(vec![ClientSecretHash::of(&client.id, "s")]);
        assert_eq!(judged(&by(json!({ "alg": "ES256" })), &secret).err(), refused);
    }

    #[test]
    fn it_is_spent_by_its_id_and_client() {
        let (key, other) = (key(), super::tests::key());
        let spent = |key: &EcdsaKeyPair, claims: &Value| {
            judged(&sign(key, &json!({ "alg": "ES256" }), claims), &client(key)).unwrap().spendable
        };
        let first = spent(&key, &claims());
        assert_eq!(first.flow, spent(&other, &claims()).flow);
        let mut another = claims();
        another["jti"] = json!("y");
        assert_ne!(first.flow, spent(&key, &another).flow);
        let policy = Policy::new(ISSUER.into(), "account.example".into(), "x".into(), vec![]);
        let moment = Moment::new(NOW, &[1; 32]);
        let step = SpendOnce(first);
        assert!(step.decide(&SpendOnceFacts { spent: false }, &policy, &moment).reply.is_ok());
        assert_eq!(
            step.decide(&SpendOnceFacts { spent: true }, &policy, &moment).reply,
            Err(Refusal::TicketSpent)
        );
    }
}
