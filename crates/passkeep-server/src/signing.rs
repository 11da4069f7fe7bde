//! Keys that sign: made here, shared by all nodes through the database, turned on a schedule.
//!
//! One [`Signers`] for each purpose. Those of OpenID Connect are published; a key of another purpose never stands among
//! them.

mod pair;

use std::sync::{Arc, PoisonError, RwLock};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::jose::{Algorithm, Jws, PublicJwk};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::signing_key::{KeyPurpose, rotation};
use passkeep_store::{SigningKey, Store, StoreError};
use serde_json::{Map, Value, json};

use pair::Pair;

/// Signs for one purpose.
pub struct Signers {
    purpose: KeyPurpose,
    algorithms: &'static [Algorithm],
    keys: RwLock<Arc<Vec<Signer>>>,
}

struct Signer {
    id: String,
    created_at: Timestamp,
    pair: Pair,
    public: PublicJwk,
}

/// What was signed, ready to go.
#[derive(Clone)]
pub struct Signed(pub String);

// A token shows in no log.
impl std::fmt::Debug for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signed(..)")
    }
}

impl Signers {
    /// Reads the keys of a purpose, and makes one of each algorithm where there is none.
    pub async fn open(
        purpose: KeyPurpose,
        algorithms: &'static [Algorithm],
        store: &Store,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let signers = Self { purpose, algorithms, keys: RwLock::default() };
        signers.turn(store, now).await?;
        Ok(signers)
    }

    /// Makes the keys that are due, drops those that have served, and takes what other nodes have made.
    pub async fn turn(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let mut kept = store.signing_keys(self.purpose).await?;
        for algorithm in self.algorithms {
            let of = |keys: &[SigningKey]| -> Vec<(String, Timestamp)> {
                let of = keys.iter().filter(|key| key.algorithm == *algorithm);
                of.map(|key| (key.id.clone(), key.created_at)).collect()
            };
            let made = of(&kept);
            let plan = rotation(&made.iter().map(|(_, at)| *at).collect::<Vec<_>>(), now);
            if plan.make {
                let (pair, public) = pair::generate(*algorithm);
                let key = SigningKey {
                    id: public.thumbprint(),
                    purpose: self.purpose,
                    algorithm: *algorithm,
                    pkcs8: pair.to_pkcs8(),
                    created_at: now,
                };
                store.add_signing_key(&key).await?;
                tracing::info!(key = key.id, purpose = self.purpose.as_str(), "a signing key was made");
                kept.push(key);
            }
            for (id, _) in &made[..plan.drop] {
                store.drop_signing_key(id).await?;
                kept.retain(|key| key.id != *id);
            }
        }
        self.take(&kept);
        Ok(())
    }

    /// Takes the keys as they stand: another node may have made some.
    pub async fn read(&self, store: &Store) -> Result<(), StoreError> {
        self.take(&store.signing_keys(self.purpose).await?);
        Ok(())
    }

    fn take(&self, kept: &[SigningKey]) {
        let signer = |key: &SigningKey| {
            let (pair, public) = Pair::from_pkcs8(key.algorithm, &key.pkcs8)?;
            Some(Signer { id: key.id.clone(), created_at: key.created_at, pair, public })
        };
        let signers = kept.iter().filter_map(|key| {
            let signer = signer(key);
            if signer.is_none() {
                tracing::error!(key = key.id, "a signing key can't be read");
            }
            signer
        });
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(signers.collect());
    }

    /// Signs claims, by the key whose turn it is. `kind` is the header's `typ`.
    pub fn sign(
        &self,
        algorithm: Algorithm,
        kind: &str,
        claims: &Map<String, Value>,
        now: Timestamp,
    ) -> Signed {
        let keys = self.snapshot();
        let of: Vec<&Signer> = keys.iter().filter(|key| key.public.algorithm() == algorithm).collect();
        let made: Vec<Timestamp> = of.iter().map(|key| key.created_at).collect();
        let signs = rotation(&made, now).signs.expect("turn leaves a key of each algorithm");
        let header = json!({ "alg": algorithm.as_str(), "kid": of[signs].id, "typ": kind });
        let part = |text: String| URL_SAFE_NO_PAD.encode(text);
        let text =
            format!("{}.{}", part(header.to_string()), part(Value::Object(claims.clone()).to_string()));
        let signature = of[signs].pair.sign(text.as_bytes());
        Signed(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The claims of what one of these keys signed, if its `typ` is `kind`.
    pub fn verify(&self, text: &str, kind: &str) -> Option<Map<String, Value>> {
        let jws = Jws::parse(text).ok()?;
        let keys = self.snapshot();
        let key = keys.iter().find(|key| Some(key.id.as_str()) == jws.header_text("kid"))?;
        if jws.header_text("typ") != Some(kind) {
            return None;
        }
        jws.verify(&key.public).ok().cloned()
    }

    /// Whether one of these keys has this id.
    pub fn has(&self, id: &str) -> bool {
        self.snapshot().iter().any(|key| key.id == id)
    }

    /// The public halves, as a JWK Set. (RFC 7517, section 5)
    pub fn jwks(&self) -> Value {
        let keys = self.snapshot();
        let keys = keys.iter().map(|key| {
            let mut jwk = key.public.to_json();
            jwk.insert("kid".into(), key.id.as_str().into());
            jwk.insert("use".into(), "sig".into());
            jwk.insert("alg".into(), key.public.algorithm().as_str().into());
            Value::Object(jwk)
        });
        json!({ "keys": keys.collect::<Vec<_>>() })
    }

    fn snapshot(&self) -> Arc<Vec<Signer>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
