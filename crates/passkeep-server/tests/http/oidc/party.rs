//! A relying party, a few lines long, that can be made to misbehave; and a browser that goes between.

use std::collections::BTreeMap;
use std::sync::Mutex;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::client::{ClientMetadata, ClientSecretHash, RegisteredClient};
use passkeep_server::config::Config;
use serde_json::Value;
use url::Url;

use crate::person::{House, Person, http_client, http_client_that_stays};

pub const ADA: &str = "+14155552671";
pub const SECRET: &str = "a-secret-that-nobody-will-ever-guess-0123456789";
pub const CALLBACK: &str = "https://shop.example/callback?x=1";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// A client of the configuration.
pub fn client(id: &str, change: impl FnOnce(&mut ClientMetadata)) -> RegisteredClient {
    let name = passkeep_decision::client::ClientId::parse(id).unwrap();
    let mut metadata = ClientMetadata {
        client_id: id.into(),
        name: format!("The {id}"),
        client_uri: (id == "shop").then(|| "https://shop.example/start".into()),
        secret_hashes: vec![ClientSecretHash::of(&name, SECRET).to_string()],
        redirect_uris: vec![CALLBACK.into()],
        post_logout_redirect_uris: vec!["https://shop.example/bye".into()],
        first_party: true,
        scopes: ["openid", "profile", "phone", "offline_access", "trade"].map(String::from).to_vec(),
        audience: Some("https://api.shop.example".into()),
        ..ClientMetadata::default()
    };
    change(&mut metadata);
    metadata.parse().unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A house with the shop, another shop, a public app and one that asks for consent.
pub async fn house() -> House {
    House::open_with(register).await
}

pub fn register(config: &mut Config) {
    config.clients = vec![
        client("shop", |_| {}),
        client("other", |_| {}),
        client("phone", |phone| {
            phone.secret_hashes.clear();
            phone.public = true;
            phone.redirect_uris = vec!["http://127.0.0.1/cb".into()];
        }),
        client("stranger", |stranger| stranger.first_party = false),
    ];
    config.policy.value_scopes = vec![passkeep_decision::client::Scope::parse("trade").unwrap()];
}

pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

/// The parameters of a request that is taken.
pub fn request() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("response_type", "code".to_owned()),
        ("client_id", "shop".to_owned()),
        ("redirect_uri", CALLBACK.to_owned()),
        ("scope", "openid profile phone offline_access".to_owned()),
        ("state", "s t&te".to_owned()),
        ("nonce", "once".to_owned()),
        ("code_challenge", challenge(VERIFIER)),
        ("code_challenge_method", "S256".to_owned()),
    ])
}

/// The same, with other values; empty: without.
pub fn request_with(changes: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
    let mut request = request();
    for (name, value) in changes {
        match value.is_empty() {
            true => drop(request.remove(name)),
            false => drop(request.insert(name, (*value).to_owned())),
        }
    }
    request
}

/// A browser of somebody's: cookies, and no redirect followed.
pub struct Browser {
    url: String,
    http: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub body: String,
}

impl Answer {
    /// The parameters of the redirect, if it leads to the app.
    pub fn told(&self) -> BTreeMap<String, String> {
        let location = self.location.as_deref().unwrap_or_else(|| panic!("no redirect: {self:?}"));
        assert!(location.starts_with(CALLBACK) || location.starts_with("http://127.0.0.1"), "{location}");
        Url::parse(location).unwrap().query_pairs().into_owned().collect()
    }

    pub fn code(&self) -> String {
        self.told().get("code").unwrap_or_else(|| panic!("no code: {self:?}")).clone()
    }

    pub fn error(&self) -> String {
        self.told().get("error").unwrap_or_else(|| panic!("no error: {self:?}")).clone()
    }
}

impl Browser {
    /// Somebody's, signed in as they are; nobody's, if they have no session.
    pub fn of(house: &House, person: &Person) -> Self {
        let browser = Self::fresh(house);
        browser.enter(person);
        browser
    }

    pub fn fresh(house: &House) -> Self {
        let http = http_client_that_stays();
        Self { url: house.url.clone(), http, cookies: Mutex::default() }
    }

    /// Its cookies as they are, in another: what a thief of them would have, or who goes back to an old copy.
    pub fn copied(&self) -> Self {
        let cookies = Mutex::new(self.cookies.lock().unwrap().clone());
        Self { url: self.url.clone(), http: self.http.clone(), cookies }
    }

    /// The same in another browser, which has a cookie of its own in this one's place.
    pub fn moved(&self) -> Self {
        let other = self.copied();
        other.cookies.lock().unwrap().remove("passkeep-browser").expect("it has one");
        other
    }

    /// The person signs in, or proves more.
    pub fn enter(&self, person: &Person) {
        if let Some(token) = &person.token {
            self.cookies.lock().unwrap().insert("passkeep-session".into(), token.clone());
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.http.get(format!("{}{path}", self.url))).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.http.post(format!("{}{path}", self.url)).header("origin", &self.url);
        let body = serde_urlencoded::to_string(form).unwrap();
        self.send(request.header("content-type", "application/x-www-form-urlencoded").body(body)).await
    }

    pub async fn authorize(&self, request: &BTreeMap<&'static str, String>) -> Answer {
        self.get(&format!("/authorize?{}", serde_urlencoded::to_string(request).unwrap())).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header("cookie", cookies.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            match value.is_empty() {
                true => drop(cookies.remove(name)),
                false => drop(cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
        let location = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
        Answer { status: answer.status().as_u16(), location, body: answer.text().await.unwrap() }
    }
}

/// The shop's backend.
pub struct Backend {
    url: String,
    http: reqwest::Client,
    pub id: &'static str,
}

impl Backend {
    pub fn of(house: &House, id: &'static str) -> Self {
        Self { url: house.url.clone(), http: http_client(), id }
    }

    /// Posts a form, with the client's secret unless it is public.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        let mut form: Vec<(&str, &str)> = form.to_vec();
        let mut request = self.http.post(format!("{}{path}", self.url));
        match self.id {
            "phone" => form.push(("client_id", "phone")),
            id => request = request.basic_auth(id, Some(SECRET)),
        }
        let body = serde_urlencoded::to_string(&form).unwrap();
        request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    pub async fn redeem(&self, code: &str) -> (u16, Value) {
        self.redeem_with(code, &[]).await
    }

    /// Redeems with other values; empty: without.
    pub async fn redeem_with(&self, code: &str, changes: &[(&str, &str)]) -> (u16, Value) {
        let mut form = BTreeMap::from([
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ]);
        for (name, value) in changes {
            form.insert(name, value);
        }
        let form: Vec<_> = form.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        self.post("/token", &form).await
    }

    pub async fn refresh(&self, tokens: &Value) -> (u16, Value) {
        let token = tokens["refresh_token"].as_str().unwrap_or_else(|| panic!("none: {tokens}"));
        self.post("/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    pub async fn introspect(&self, token: &str) -> Value {
        let (status, answer) = self.post("/introspect", &[("token", token)]).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    pub async fn is_active(&self, tokens: &Value) -> bool {
        self.introspect(tokens["access_token"].as_str().unwrap()).await["active"] == true
    }

    /// What the confirmations' API says of one that this client has asked for, or does to it.
    pub async fn confirmation(&self, method: &str, id: &str) -> (u16, Value) {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.http.request(method, format!("{}/v1/confirmations/{id}", self.url));
        let answer = request.basic_auth(self.id, Some(SECRET)).send().await.unwrap();
        (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    /// Pushes a request. Who it is says how the client proves itself, not the request.
    pub async fn try_push(&self, request: &BTreeMap<&'static str, String>) -> (u16, Value) {
        let form = request.iter().filter(|(name, _)| **name != "client_id");
        let form: Vec<(&str, &str)> = form.map(|(name, value)| (*name, value.as_str())).collect();
        self.post("/par", &form).await
    }

    /// Pushes a request, and gives the query that names it.
    pub async fn push(&self, request: &BTreeMap<&'static str, String>) -> String {
        let (status, pushed) = self.try_push(request).await;
        assert_eq!(status, 201, "{pushed}");
        let named = [("client_id", self.id), ("request_uri", pushed["request_uri"].as_str().unwrap())];
        serde_urlencoded::to_string(named).unwrap()
    }

    pub async fn userinfo(&self, access_token: &str) -> (u16, Value) {
        let request = self.http.get(format!("{}/userinfo", self.url)).bearer_auth(access_token);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    pub async fn json(&self, path: &str) -> Value {
        let answer = self.http.get(format!("{}{path}", self.url)).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    /// The whole way of somebody who is signed in.
    pub async fn sign_in(&self, browser: &Browser, changes: &[(&'static str, &str)]) -> Value {
        let mut changes = changes.to_vec();
        changes.push(("client_id", self.id));
        let code = browser.authorize(&request_with(&changes)).await.code();
        let (status, tokens) = self.redeem(&code).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }
}

/// A JWT's header or claims, not verified.
pub fn part(jwt: &str, at: usize) -> Value {
    let part = jwt.split('.').nth(at).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

pub fn claims(tokens: &Value, which: &str) -> Value {
    part(tokens[which].as_str().unwrap_or_else(|| panic!("no {which}: {tokens}")), 1)
}
