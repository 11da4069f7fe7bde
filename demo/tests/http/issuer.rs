//! An OpenID provider that says what a test tells it to.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::ADA;
use crate::visitor::Begun;

pub const CLIENT: &str = "larkfield";
pub const SECRET: &str = "a client's secret";

#[derive(Clone)]
pub struct Issuer {
    pub url: String,
    key: Arc<EcdsaKeyPair>,
    says: Arc<Mutex<Says>>,
}

#[derive(Default)]
struct Says {
    claims: Value,
    asked: Value,
    confirmation: Value,
}

fn new_key() -> EcdsaKeyPair {
    EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the issuer's own clock")]
pub fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

pub fn merge(into: &mut Value, more: Value) {
    for (name, value) in more.as_object().unwrap() {
        into[name] = value.clone();
    }
}

impl Issuer {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let confirmation = json!({ "state": "pending" });
        let says = Arc::new(Mutex::new(Says { confirmation, ..Says::default() }));
        let issuer = Self { url, key: Arc::new(new_key()), says };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/.well-known/passkeep-receipts", get(receipts))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .route("/v1/confirmations", post(ask))
            .route("/v1/confirmations/{id}", get(confirmation_stands))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        issuer
    }

    /// What the ID token of a sign-in will say.
    pub fn answer_with(&self, begun: &Begun, more: Value) {
        let mut claims = json!({ "nonce": begun.nonce });
        merge(&mut claims, more);
        self.says.lock().unwrap().claims = claims;
    }

    /// How a confirmation stands from now on; null: nothing can be asked.
    pub fn set_confirmation(&self, confirmation: Value) {
        self.says.lock().unwrap().confirmation = confirmation;
    }

    /// What was asked to be confirmed last.
    pub fn asked(&self) -> Value {
        self.says.lock().unwrap().asked.clone()
    }

    /// A token with these claims; `lie` says how its signature is wrong, `typ` what it claims to be.
    pub fn token(&self, more: Value) -> String {
        let mut claims = json!({
            "iss": self.url, "sub": ADA, "aud": CLIENT, "iat": now(), "exp": now() + 300, "sid": "sid",
        });
        merge(&mut claims, more);
        let members = claims.as_object_mut().unwrap();
        members.retain(|_, value| !value.is_null());
        let lie = members.remove("lie");
        let kind = members.remove("typ").unwrap_or(json!("JWT"));
        let lie = lie.as_ref().and_then(Value::as_str).unwrap_or_default();
        let alg = if ["none", "HS256"].contains(&lie) { lie } else { "ES256" };
        let header = json!({ "alg": alg, "kid": "k", "typ": kind });
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(&header), encode(&claims));
        let by =
            |key: &EcdsaKeyPair| key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap().as_ref().to_vec();
        let signature = match lie {
            "none" => vec![],
            "HS256" => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
            }
            "key" => by(&new_key()),
            _ => by(&self.key),
        };
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn jwk(&self) -> Value {
        let point = self.key.public_key().as_ref();
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "k", "x": x, "y": y })
    }
}

async fn discovery(State(issuer): State<Issuer>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", issuer.url);
    Json(json!({
        "issuer": issuer.url,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/jwks"),
        "end_session_endpoint": at("/logout"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn receipts(State(issuer): State<Issuer>) -> Json<Value> {
    let trust = json!({ "keys": [issuer.jwk()], "rp_id": "localhost", "origins": [issuer.url] });
    let mut trust = trust;
    trust["issuer"] = issuer.url.clone().into();
    Json(trust)
}

async fn jwks(State(issuer): State<Issuer>) -> Json<Value> {
    Json(json!({ "keys": [issuer.jwk()] }))
}

async fn token(State(issuer): State<Issuer>) -> Json<Value> {
    let claims = issuer.says.lock().unwrap().claims.clone();
    let id_token = issuer.token(claims);
    Json(json!({ "access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": id_token }))
}

async fn userinfo(State(issuer): State<Issuer>) -> Json<Value> {
    let subject = issuer.says.lock().unwrap().claims.get("sub").cloned();
    Json(json!({ "sub": subject.unwrap_or(json!(ADA)), "name": "Ada Okafor" }))
}

async fn ask(State(issuer): State<Issuer>, Json(body): Json<Value>) -> Response {
    issuer.says.lock().unwrap().asked = body;
    stands(&issuer)
}

async fn confirmation_stands(State(issuer): State<Issuer>) -> Response {
    stands(&issuer)
}

fn stands(issuer: &Issuer) -> Response {
    let said = issuer.says.lock().unwrap().confirmation.clone();
    if said.is_null() {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let mut confirmation = json!({
        "id": "c-1", "url": format!("{}/confirm/c-1", issuer.url), "expires_at": (now() + 300) * 1000,
    });
    merge(&mut confirmation, said);
    Json(confirmation).into_response()
}
