//! Somebody with an app of their own and a passkey in it.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Seed};
use passkeep_server::app::App;
use passkeep_server::clock;
use serde_json::{Value, json};

use super::Fault;

pub struct Person {
    pub http: reqwest::Client,
    pub url: String,
    /// The session that signing up has opened.
    pub token: String,
    instance: String,
    authenticator: Authenticator,
}

impl Person {
    pub async fn sign_up(app: &App, number: usize) -> Result<Self, Fault> {
        let mut person = Self {
            http: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?,
            url: app.base_url.as_str().to_owned(),
            token: String::new(),
            instance: URL_SAFE_NO_PAD.encode(clock::moment().draw("instance")),
            authenticator: Authenticator::new(Seed::random(), AuthenticatorOptions::platform()),
        };
        let phone = format!("+1415555{:04}", 2000 + number);
        let flow = person.post("/v1/sign-up", json!({ "phone": phone })).await?;
        let code = code_for(app, &phone).await?;
        let flow = person.post("/v1/sign-up/code", json!({ "ticket": flow["ticket"], "code": code })).await?;
        let named = json!({ "ticket": flow["ticket"], "name": "Ada", "place": "this_device" });
        let flow = person.post("/v1/sign-up/name", named).await?;
        let response = person.authenticator.create(&flow["options"], &person.url)?;
        let finish = json!({ "ticket": flow["ticket"], "name": "Ada", "response": response });
        let signed_in = person.post("/v1/sign-up/passkey", finish).await?;
        person.token = signed_in["session"]["token"].as_str().ok_or("no session")?.to_owned();
        Ok(person)
    }

    /// The ticket of a flow, and the passkey's answer to its options.
    pub fn answer(&mut self, flow: &Value) -> Result<Value, Fault> {
        let response = self.authenticator.get(&flow["options"], &self.url)?;
        Ok(json!({ "ticket": flow["ticket"], "response": response }))
    }

    /// Posts in the name of the session, where there is one.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, Fault> {
        let mut request =
            self.http.post(format!("{}{path}", self.url)).header("passkeep-instance", &self.instance);
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        read(request.header("content-type", "application/json").body(body.to_string())).await
    }
}

/// Sends it, and reads what is taken.
pub async fn read(request: reqwest::RequestBuilder) -> Result<Value, Fault> {
    let answer = request.send().await?;
    let (status, path) = (answer.status(), answer.url().path().to_owned());
    let body = answer.text().await?;
    if !status.is_success() {
        return Err(format!("{path}: {status}: {body}").into());
    }
    Ok(serde_json::from_str(&body)?)
}

/// The code that would have been sent: waited for as a person would look at their phone.
async fn code_for(app: &App, phone: &str) -> Result<String, Fault> {
    let messages = app.demo.as_ref().ok_or("the demo keeps messages")?;
    for _ in 0..200 {
        let found = messages.newest_first().into_iter().find(|message| message.to.as_str() == phone);
        if let Some(message) = found {
            let code = message.text.rsplit('#').next().unwrap_or_default();
            return Ok(code.trim().to_owned());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err("no message came".into())
}
