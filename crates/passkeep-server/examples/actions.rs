//! Drives what apps do over HTTP: a confirmation from request to receipt, and a code flow from authorize to tokens with a
//! session at hand; and, beside them, the bare signature operations that they contain.
//!
//! `cargo run --release -p passkeep-server --example actions -- [SECONDS]` starts the real server in this process on a free
//! port of localhost, on SQLite in a folder of its own, makes accounts, and works on 1, 16 and 64 connections for so many
//! seconds each (5 unless told). Clients and server share this machine's cores.
//!
//! A confirmation is four requests: the app asks, the person begins and signs, the app fetches the receipt. It contains a
//! signature by the passkey (here by a software authenticator), its verification, and the receipt's signature, all ES256. A
//! code flow is two requests, and two signatures by the server, of the access token and of the ID token.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod measure;

use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256,
    RsaKeyPair, UnparsedPublicKey,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use measure::person::read;
use measure::{CONNECTIONS, Fault, House, Measured, Person, Work, length, measure};
use passkeep_decision::client::{ClientId, ClientMetadata, ClientSecretHash};
use passkeep_server::config::Config;
use serde_json::json;
use url::Url;

const SECRET: &str = "a secret that is as long as a secret of an app should be";
const CALLBACK: &str = "https://shop.example/callback";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let length = length()?;
    let house = House::open(with_apps).await?;
    let people = house.people().await?;
    println!(
        "                            connections    /second     p50 ms     p99 ms  commits/s  lists/commit  server µs"
    );
    let flow = |app, person| CodeFlow { app, person };
    let mut flows: Vec<CodeFlow> = people.into_iter().map(|person| flow("rs256", person)).collect();
    for algorithm in ["rs256", "es256"] {
        flows.iter_mut().for_each(|flow| flow.app = algorithm);
        for connections in CONNECTIONS {
            let found = measure(&house, &mut flows, connections, length).await?;
            row(&format!("code flow, {algorithm}"), connections, &found);
        }
    }
    let mut actions = Vec::new();
    for flow in flows {
        actions.push(Action::begin(flow).await?);
    }
    for connections in CONNECTIONS {
        let found = measure(&house, &mut actions, connections, length).await?;
        row("confirmation", connections, &found);
    }
    println!("\nbare, on one thread                        /second");
    for (what, per_second) in bare(length)? {
        println!("{what:<39} {per_second:>10.0}");
    }
    println!("({} cores for clients and server together)", std::thread::available_parallelism()?);
    house.close().await
}

fn row(what: &str, connections: usize, found: &Measured) {
    let (p50, p99) = (found.milliseconds_at(0.5), found.milliseconds_at(0.99));
    println!(
        "{what:<27} {connections:>11} {:>10.0} {p50:>10.2} {p99:>10.2} {:>10.0} {:>13.1} {:>10.0}",
        found.per_second(),
        found.commits_per_second,
        found.lists_per_commit,
        found.server_cpu.unwrap_or(f64::NAN) * 1e6,
    );
}

/// An app for each algorithm.
fn with_apps(config: &mut Config) {
    let app = |id: &str| {
        let client = ClientId::parse(id).expect("it is one");
        let metadata = ClientMetadata {
            client_id: id.into(),
            name: id.into(),
            secret_hashes: vec![ClientSecretHash::of(&client, SECRET).to_string()],
            redirect_uris: vec![CALLBACK.into()],
            first_party: true,
            confirmations: vec!["order".into()],
            signing_alg: Some(id.to_uppercase()),
            ..ClientMetadata::default()
        };
        metadata.parse().expect("it can be taken")
    };
    config.clients = vec![app("rs256"), app("es256")];
}

/// From authorize to tokens, with a session at hand.
struct CodeFlow {
    app: &'static str,
    person: Person,
}

impl CodeFlow {
    /// The ID token's `sub`.
    async fn sign_in(&self) -> Result<String, Fault> {
        let Person { http, url, token, .. } = &self.person;
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, VERIFIER.as_bytes()));
        let query = serde_urlencoded::to_string([
            ("response_type", "code"),
            ("client_id", self.app),
            ("redirect_uri", CALLBACK),
            ("scope", "openid"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ])?;
        let request = http.get(format!("{url}/authorize?{query}"));
        let answer = request.header("cookie", format!("passkeep-session={token}")).send().await?;
        let location = answer.headers().get("location").ok_or("nothing is redirected")?.to_str()?;
        let back = Url::parse(location)?;
        let code = back.query_pairs().find(|(name, _)| name == "code").ok_or("no code")?.1;
        let form = serde_urlencoded::to_string([
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ])?;
        let request = http.post(format!("{url}/token")).basic_auth(self.app, Some(SECRET)).body(form);
        let tokens = read(request.header("content-type", "application/x-www-form-urlencoded")).await?;
        let id_token = tokens["id_token"].as_str().ok_or("no ID token")?;
        let claims = URL_SAFE_NO_PAD.decode(id_token.split('.').nth(1).unwrap_or_default())?;
        let claims: serde_json::Value = serde_json::from_slice(&claims)?;
        Ok(claims["sub"].as_str().ok_or("no sub")?.to_owned())
    }
}

impl Work for CodeFlow {
    async fn once(&mut self) -> Result<(), Fault> {
        self.sign_in().await.map(drop)
    }
}

/// From an app's request to the receipt in its hands.
struct Action {
    person: Person,
    account: String,
    asked: usize,
}

impl Action {
    async fn begin(flow: CodeFlow) -> Result<Self, Fault> {
        Ok(Self { account: flow.sign_in().await?, person: flow.person, asked: 0 })
    }
}

impl Work for Action {
    async fn once(&mut self) -> Result<(), Fault> {
        self.asked += 1;
        let (app, url) = ("es256", format!("{}/v1/confirmations", self.person.url));
        let body = json!({
            "account": self.account,
            "type": "order",
            "idempotency_key": format!("{}-{}", self.account, self.asked),
            "fields": {
                "side": "buy", "symbol": "ACME", "quantity": "10.5",
                "value": { "currency": "USD", "value": "900.00" },
            },
        });
        let backend = |request: reqwest::RequestBuilder| request.basic_auth(app, Some(SECRET));
        let request = backend(self.person.http.post(&url)).header("content-type", "application/json");
        let asked = read(request.body(body.to_string())).await?;
        let id = asked["id"].as_str().ok_or("no id")?;
        let path = format!("/v1/confirm/{id}");
        let flow = self.person.post(&format!("{path}/options"), json!({ "locale": "en" })).await?;
        let mut answer = self.person.answer(&flow)?;
        answer["locale"] = "en".into();
        self.person.post(&path, answer).await?;
        let found = read(backend(self.person.http.get(format!("{url}/{id}")))).await?;
        found["receipt"].as_str().map(drop).ok_or_else(|| format!("no receipt: {found}").into())
    }
}

/// How often each can be done in a second, on one thread.
fn bare(length: Duration) -> Result<Vec<(&'static str, f64)>, Fault> {
    let random = SystemRandom::new();
    let message = [7; 512];
    let p256 = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING)?;
    let signature = p256.sign(&random, &message)?;
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, p256.public_key().as_ref());
    let rsa = RsaKeyPair::generate(KeySize::Rsa2048)?;
    let mut out = vec![0; rsa.public_modulus_len()];
    Ok(vec![
        (
            "ES256, signed: passkey, receipt, token",
            often(length, || Ok(p256.sign(&random, &message).map(|_| ())?))?,
        ),
        (
            "ES256, verified: a passkey's answer",
            often(length, || Ok(public.verify(&message, signature.as_ref())?))?,
        ),
        (
            "RS256, signed: a token",
            often(length, || Ok(rsa.sign(&RSA_PKCS1_SHA256, &random, &message, &mut out)?))?,
        ),
    ])
}

fn often(length: Duration, mut work: impl FnMut() -> Result<(), Fault>) -> Result<f64, Fault> {
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < length {
        work()?;
        count += 1;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
