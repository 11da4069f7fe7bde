//! A brokerage on a port of its own, and browsers that keep their cookies.

use std::collections::BTreeMap;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use brokerage::{Brokerage, Config, Secret, Waits};
use reqwest::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use serde_json::Value;

use crate::issuer::{CLIENT, Issuer, SECRET, now};

pub struct House {
    pub base_url: String,
    pub issuer: Issuer,
    http: reqwest::Client,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn open() -> Self {
        let issuer = Issuer::open().await;
        let folder = tempfile::tempdir().unwrap();
        let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = probe.local_addr().unwrap();
        drop(probe);
        let base_url = format!("http://localhost:{}", address.port());
        let config = Config {
            base_url: base_url.clone(),
            listen: vec![address],
            database: folder.path().join("larkfield.db"),
            issuer: issuer.url.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Secret::new(SECRET),
            webhook_secret: Secret::new("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            waits: Waits::default(),
        };
        let brokerage = Brokerage::open(config).await.unwrap();
        tokio::spawn(brokerage.run(std::future::pending()));
        let none = reqwest::redirect::Policy::none();
        // Nobody here speaks TLS: to read the roots that the machine trusts takes longer than most requests.
        let http = reqwest::Client::builder().redirect(none).tls_certs_only([]).build().unwrap();
        Self { base_url, issuer, http, _folder: folder }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { house: self, cookies: BTreeMap::new() }
    }
}

pub struct Browser<'a> {
    house: &'a House,
    cookies: BTreeMap<String, String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub policy: String,
    pub body: String,
    location: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        &self.location
    }
}

pub struct Begun {
    pub state: String,
    pub nonce: String,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.house.http.get(format!("{}{path}", self.house.base_url));
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, form: &str, origin: Option<&str>) -> Answer {
        let request = self.house.http.post(format!("{}{path}", self.house.base_url));
        let mut request =
            request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form.to_owned());
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        self.send(request).await
    }

    /// A webhook's call, signed as Passkeep does.
    pub async fn call(&mut self, body: &str) -> Answer {
        let at = now().to_string();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[0; 24]);
        let tag = hmac::sign(&key, format!("id.{at}.{body}").as_bytes());
        let request = self.house.http.post(format!("{}/webhooks/passkeep", self.house.base_url));
        let request = request
            .header("webhook-id", "id")
            .header("webhook-timestamp", at)
            .header("webhook-signature", format!("v1,{}", STANDARD.encode(tag)));
        self.send(request.body(body.to_owned())).await
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header(COOKIE, cookies.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let header = |name| answer.headers().get(&name).map(|value| value.to_str().unwrap().to_owned());
        let (location, policy) = (header(LOCATION), header(CONTENT_SECURITY_POLICY));
        Answer {
            status: answer.status().as_u16(),
            policy: policy.unwrap_or_default(),
            location: location.unwrap_or_default(),
            body: answer.text().await.unwrap(),
        }
    }

    /// Begins a sign-in, and gives what the issuer is asked.
    pub async fn begin(&mut self, path: &str) -> Begun {
        let answer = self.get(path).await;
        let asked = reqwest::Url::parse(answer.location()).unwrap();
        let value = |name: &str| {
            let found = asked.query_pairs().find(|(key, _)| key == name);
            found.unwrap_or_else(|| panic!("no {name}: {asked}")).1.into_owned()
        };
        assert_eq!(
            (value("code_challenge_method").as_str(), value("response_type").as_str()),
            ("S256", "code")
        );
        assert_eq!(value("redirect_uri"), format!("{}/callback", self.house.base_url));
        Begun { state: value("state"), nonce: value("nonce") }
    }

    /// A whole sign-in, with an ID token that says more, or something else.
    pub async fn sign_in(&mut self, path: &str, claims: Value) -> Answer {
        let begun = self.begin(path).await;
        self.house.issuer.answer_with(&begun, claims);
        let (state, iss) = (begun.state, &self.house.issuer.url);
        self.get(&format!("/callback?code=c&state={state}&iss={iss}")).await
    }
}
