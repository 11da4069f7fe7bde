//! Confirmations: an app asks, a person signs the action itself, a receipt remains. Each rule and each refusal, black box.

mod policy;

use std::sync::Arc;

use passkeep_authenticator::Misbehaviour;
use passkeep_decision::account::AccountState;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::client::{ClientId, ClientMetadata, ClientSecretHash, RegisteredClient};
use passkeep_decision::confirmations::{Trust, subject, verify};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::oidc::ClientGrant;
use passkeep_server::clock;
use passkeep_server::config::Config;
use serde_json::{Value, json};

use crate::person::{House, Person, http_client, http_client_that_stays, new_key};
use crate::session_account;

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";
const SECRET: &str = "a secret of more than thirty-two characters";

/// An app's backend.
#[derive(Clone)]
pub struct Backend {
    url: String,
    id: &'static str,
    secret: &'static str,
    http: reqwest::Client,
}

impl Backend {
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.url));
        request = request.basic_auth(self.id, Some(self.secret));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        assert!(answer.headers().get("set-cookie").is_none(), "a backend gets no cookie");
        (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    pub async fn ask(&self, body: Value) -> (u16, Value) {
        self.send("POST", "/v1/confirmations", Some(body)).await
    }

    pub async fn asks(&self, body: Value) -> Value {
        let (status, asked) = self.ask(body).await;
        assert_eq!(status, 200, "{asked}");
        asked
    }

    pub async fn refused(&self, body: Value) -> Value {
        let (status, answer) = self.ask(body).await;
        assert!(status >= 400, "{answer}");
        answer
    }

    pub async fn state(&self, id: &Value) -> Value {
        let (status, found) = self.send("GET", &format!("/v1/confirmations/{}", text(id)), None).await;
        assert_eq!(status, 200, "{found}");
        found
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn client(id: &str, types: &[&str]) -> RegisteredClient {
    let client = ClientId::parse(id).unwrap();
    let metadata = ClientMetadata {
        client_id: id.into(),
        name: "Halden".into(),
        secret_hashes: vec![ClientSecretHash::of(&client, SECRET).to_string()],
        redirect_uris: vec!["https://halden.example/confirmed".into()],
        first_party: true,
        confirmations: types.iter().map(|kind| (*kind).to_owned()).collect(),
        ..ClientMetadata::default()
    };
    metadata.parse().unwrap()
}

/// A house with two apps.
pub async fn house() -> House {
    house_with(|_| {}).await
}

async fn house_with(change: impl FnOnce(&mut Config)) -> House {
    House::open_with(|config| {
        config.clients =
            vec![client("halden", &["withdrawal", "order", "payee"]), client("other", &["order"])];
        change(config);
    })
    .await
}

pub fn backend(house: &House, id: &'static str) -> Backend {
    Backend { url: house.url.clone(), id, secret: SECRET, http: http_client() }
}

/// Somebody who has signed in to the app, and has saved recovery codes: as a confirmation takes it.
pub async fn customer(house: &House, phone: &str, app: &str) -> (Person, String) {
    let person = house.member(phone).await;
    person.ok("/v1/recovery-codes", json!({})).await;
    let subject = granted(house, &person, app).await;
    (person, subject)
}

/// She has signed in to the app.
async fn granted(house: &House, person: &Person, app: &str) -> String {
    let account = session_account(person);
    let grant = ClientGrant {
        client: ClientId::parse(app).unwrap(),
        scopes: vec![],
        first_at: clock::now(),
        given_at: clock::now(),
    };
    let grant = Change::PutClientGrant { account, grant: Box::new(grant) };
    house.app.store.apply(&Changes::Tally(vec![grant])).await.unwrap();
    account.to_string()
}

async fn set_state(house: &House, account: AccountHandle, change: impl FnOnce(&mut AccountState)) {
    let reader = house.app.store.reader();
    let mut state = passkeep_store::read::account(&reader, account).await.unwrap().unwrap().state;
    change(&mut state);
    let set = Change::SetAccountState { account, state };
    house.app.store.apply(&Changes::Tally(vec![set])).await.unwrap();
}

pub fn order(account: &str, key: &str, value: &str) -> Value {
    json!({
        "account": account,
        "type": "order",
        "idempotency_key": key,
        "fields": { "side": "buy", "symbol": "ACME", "quantity": "10.5", "value": { "currency": "USD", "value": value } },
    })
}

fn withdrawal(account: &str, key: &str, value: &str, to: &str) -> Value {
    json!({
        "account": account,
        "type": "withdrawal",
        "idempotency_key": key,
        "return_to": "https://halden.example/confirmed",
        "fields": {
            "amount": { "currency": "USD", "value": value },
            "to": to,
            "account": "DE89370400440532013000",
        },
    })
}

impl Person {
    /// Begins to confirm, and signs: the body of the answer, and the nonce where a device has to sign it.
    async fn sign_action(&mut self, id: &Value, wrong: &Misbehaviour) -> (Value, Value) {
        let flow = self.ok(&format!("/v1/confirm/{}/options", text(id)), json!({ "locale": "en" })).await;
        let mut body = self.answer(&flow, wrong);
        body["locale"] = json!("en");
        (body, flow["nonce"].clone())
    }

    pub async fn confirm(&mut self, id: &Value) -> (u16, Value) {
        let (body, nonce) = self.sign_action(id, &Misbehaviour::default()).await;
        let path = format!("/v1/confirm/{}", text(id));
        match nonce {
            Value::Null => self.send("POST", &path, Some(body)).await,
            nonce => self.send_signed(&path, &body, &nonce).await,
        }
    }

    /// Answers with a signature that is none: the refusal's code.
    pub async fn fail_to_confirm(&mut self, id: &Value) -> String {
        let wrong = Misbehaviour { flip_signature_bit: Some(100), ..Misbehaviour::default() };
        let (body, _) = self.sign_action(id, &wrong).await;
        self.refused(&format!("/v1/confirm/{}", text(id)), body).await
    }

    async fn confirm_refused(&mut self, id: &Value) -> Value {
        let path = format!("/v1/confirm/{}/options", text(id));
        let (status, answer) = self.send("POST", &path, Some(json!({ "locale": "en" }))).await;
        assert!(status >= 400, "{answer}");
        answer
    }
}

async fn trust(house: &House) -> Trust {
    let text = reqwest::get(format!("{}/.well-known/passkeep-receipts", house.url)).await.unwrap();
    Trust::from_json(text.text().await.unwrap().as_bytes()).unwrap()
}

#[tokio::test]
async fn an_order_is_asked_shown_signed_and_leaves_a_receipt() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(order(&account, "1", "900.00")).await;
    assert_eq!((&asked["state"], &asked["account"]), (&json!("pending"), &json!(account)));
    assert_eq!(asked["url"], format!("{}/confirm/{}", house.url, text(&asked["id"])));
    let action =
        r#"{"quantity":"10.5","side":"buy","symbol":"ACME","value":{"currency":"USD","value":"900.00"}}"#;
    assert_eq!(asked["action"], action);

    let (_, shown) = ada.send("GET", &format!("/v1/confirm/{}", text(&asked["id"])), None).await;
    let expected =
        "Halden\nBuy 10.5 ACME\nSide: Buy\nSecurity: ACME\nQuantity: 10.5\nValue at most: 900.00 USD";
    assert_eq!(shown["text"], expected, "{shown}");
    let page = ada.page(&format!("/confirm/{}", text(&asked["id"]))).await.text().await.unwrap();
    for part in ["Halden asks you to confirm", "Buy 10.5 ACME", "900.00 USD", "Confirm 900.00 USD"] {
        assert!(page.contains(part), "{part}: {page}");
    }

    let (status, confirmed) = ada.confirm(&asked["id"]).await;
    assert_eq!((status, &confirmed["state"]), (200, &json!("confirmed")), "{confirmed}");
    let found = app.state(&asked["id"]).await;
    assert_eq!(found["state"], "confirmed");
    let receipt = verify(text(&found["receipt"]).as_bytes(), &trust(&house).await).unwrap().receipt;
    assert_eq!(
        (receipt.action.as_str(), receipt.account.as_str()),
        (action, subject(&house.url, "halden", session_account(&ada)).as_str())
    );
    assert_eq!(receipt.signatures[0].text, expected);
    assert!(!text(&found["receipt"]).contains(&session_account(&ada).to_string()));

    // The head that the receipt names is the newest event, and the person finds both.
    let history = ada.send("GET", "/v1/history", None).await.1;
    assert_eq!(
        (&history["events"][0]["kind"], &history["events"][0]["seq"]),
        (&json!("action_confirmed"), &json!(receipt.events.seq))
    );
    let page = ada.page("/settings/history").await.text().await.unwrap();
    assert!(page.contains(&format!("/settings/receipts/{}", text(&asked["id"]))), "{page}");
    let saved = ada.page(&format!("/settings/receipts/{}", text(&asked["id"]))).await;
    assert!(saved.headers()["content-disposition"].to_str().unwrap().contains("receipt-"));
    assert_eq!(saved.text().await.unwrap().trim(), text(&found["receipt"]));

    // Once.
    assert_eq!(ada.confirm_refused(&asked["id"]).await["code"], "confirmation_over");
    assert_eq!(
        ada.refused(&format!("/v1/confirm/{}/deny", text(&asked["id"])), json!({})).await,
        "confirmation_over"
    );
}

#[tokio::test]
async fn what_an_app_asks_wrongly_is_refused_by_its_place() {
    let house = house().await;
    let (_, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let good = withdrawal(&account, "k", "25.00", "Ada Okafor");
    let changed = |at: &str, value: Value| {
        let mut body = good.clone();
        let (parent, name) = at.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap()[name] = value;
        body
    };
    for (at, value, code, pointer, reason) in [
        ("/type", json!("transfer"), "confirmation_type_not_accepted", "", ""),
        ("/fields/extra", json!("x"), "field_not_accepted", "/fields/extra", "unknown"),
        ("/fields/amount", json!(25.0), "field_not_accepted", "/fields/amount", "number"),
        ("/fields/amount/value", json!(25), "field_not_accepted", "/fields/amount/value", "number"),
        ("/fields/amount/value", json!("25"), "field_not_accepted", "/fields/amount/value", "scale"),
        ("/fields/amount/value", json!("25.000"), "field_not_accepted", "/fields/amount/value", "scale"),
        (
            "/fields/amount/currency",
            json!("XXX"),
            "field_not_accepted",
            "/fields/amount/currency",
            "currency",
        ),
        ("/fields/to", json!(["Ada"]), "field_not_accepted", "/fields/to", "wrong_type"),
        ("/fields/to", json!("Ada\u{202e}"), "field_not_accepted", "/fields/to", "hidden"),
        ("/fields/account", json!("de89"), "field_not_accepted", "/fields/account", "characters"),
        ("/return_to", json!("https://halden.example/confirmed/"), "redirect_not_accepted", "", ""),
        ("/return_to", json!("https://halden.example/confirmed?x"), "redirect_not_accepted", "", ""),
        ("/account", json!("AAAA"), "not_found", "", ""),
        ("/idempotency_key", json!(""), "request_not_accepted", "", ""),
        ("/idempotency_key", json!("a b"), "request_not_accepted", "", ""),
        ("/other", json!("x"), "request_not_accepted", "", ""),
    ] {
        let refused = app.refused(changed(at, value)).await;
        assert_eq!(refused["code"], code, "{at}: {refused}");
        assert_eq!(refused["pointer"].as_str().unwrap_or_default(), pointer, "{at}: {refused}");
        assert_eq!(refused["reason"].as_str().unwrap_or_default(), reason, "{at}: {refused}");
    }
    let mut missing = good.clone();
    missing["fields"].as_object_mut().unwrap().remove("to");
    assert_eq!(app.refused(missing).await["pointer"], "/fields/to");
    // A member twice is lost by many parsers; here it is refused.
    let twice = good.to_string().replacen("\"to\":", "\"to\":\"Eve\",\"to\":", 1);
    let answer = http_client()
        .post(format!("{}/v1/confirmations", house.url))
        .basic_auth("halden", Some(SECRET))
        .header("content-type", "application/json")
        .body(twice)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
    assert_eq!(app.asks(good).await["state"], "pending");
}

#[tokio::test]
async fn a_client_proves_who_it_is_and_sees_its_own_alone() {
    let house = house().await;
    let (ada, account) = customer(&house, ADA, "halden").await;
    let (halden, other) = (backend(&house, "halden"), backend(&house, "other"));
    // No secret, another's secret, nobody.
    for (id, secret) in [("halden", "another secret, also of enough length"), ("nobody", SECRET), ("", "")] {
        let stranger = Backend { id, secret, ..halden.clone() };
        let (status, _) = stranger.ask(order(&account, "1", "9.00")).await;
        assert_eq!(status, 401, "{id}");
    }
    // A session is no client, and what a browser sends is no backend's.
    let (status, _) = ada.send("POST", "/v1/confirmations", Some(order(&account, "1", "9.00"))).await;
    assert_eq!(status, 401);
    for (header, value) in
        [("origin", house.url.as_str()), ("cookie", "a=b"), ("sec-fetch-site", "same-origin")]
    {
        let request = http_client().post(format!("{}/v1/confirmations", house.url));
        let request = request.basic_auth("halden", Some(SECRET)).header(header, value);
        let request =
            request.header("content-type", "application/json").body(order(&account, "1", "9.00").to_string());
        assert_eq!(request.send().await.unwrap().status(), 403, "{header}");
    }
    // Its own types; accounts that signed in to it.
    let asked = halden.asks(order(&account, "1", "9.00")).await;
    let his = withdrawal(&account, "1", "9.00", "Ada");
    assert_eq!(other.refused(his).await["code"], "confirmation_type_not_accepted");
    assert_eq!(
        other.refused(order(&account, "1", "9.00")).await["code"],
        "not_found",
        "halden's name for Ada"
    );
    granted(&house, &ada, "other").await;
    let theirs = other.asks(order(&account, "1", "9.00")).await;
    assert_ne!(theirs["id"], asked["id"], "the same key of two clients");
    // Another client's id is not there.
    for method in ["GET", "DELETE"] {
        let path = format!("/v1/confirmations/{}", text(&asked["id"]));
        assert_eq!(other.send(method, &path, None).await.1["code"], "not_found");
    }
    assert_eq!(halden.state(&asked["id"]).await["state"], "pending");
    // Another person's is not there either.
    let bob = house.member(BOB).await;
    let path = format!("/v1/confirm/{}", text(&asked["id"]));
    assert_eq!(bob.send("GET", &path, None).await.1["code"], "not_found");
    assert_eq!(bob.refused(&format!("{path}/deny"), json!({})).await, "not_found");
    assert_eq!(
        bob.send("GET", &format!("/v1/receipts/{}", text(&asked["id"])), None).await.1["code"],
        "not_found"
    );
}

#[tokio::test]
async fn asked_twice_it_is_the_same_and_three_wait_at_most() {
    let house = house().await;
    let (ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let first = app.asks(order(&account, "1", "9.00")).await;
    assert_eq!(app.asks(order(&account, "1", "9.00")).await, first);
    assert_eq!(app.refused(order(&account, "1", "9.01")).await["code"], "idempotency_key_reused");
    app.asks(order(&account, "2", "9.00")).await;
    app.asks(order(&account, "3", "9.00")).await;
    let refused = app.refused(order(&account, "4", "9.00")).await;
    assert_eq!(refused["code"], "too_many_confirmations");
    assert!(refused["retry_after_seconds"].as_i64().unwrap() > 200, "{refused}");
    // One is taken back: there is room.
    let path = format!("/v1/confirmations/{}", text(&first["id"]));
    assert_eq!(app.send("DELETE", &path, None).await.1["state"], "withdrawn");
    assert_eq!(app.send("DELETE", &path, None).await.1["state"], "withdrawn", "again");
    app.asks(order(&account, "4", "9.00")).await;
    let page = ada.page(&format!("/confirm/{}", text(&first["id"]))).await.text().await.unwrap();
    assert!(page.contains("no longer asked for"), "{page}");
}

#[tokio::test]
async fn many_answers_at_once_confirm_once() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(order(&account, "1", "9.00")).await;
    let mut bodies = vec![];
    for _ in 0..64 {
        bodies.push(ada.sign_action(&asked["id"], &Misbehaviour::default()).await.0);
    }
    let path = format!("/v1/confirm/{}", text(&asked["id"]));
    let ada = Arc::new(ada);
    let sent = bodies.into_iter().map(|body| {
        let (ada, path) = (ada.clone(), path.clone());
        tokio::spawn(async move { ada.send("POST", &path, Some(body)).await })
    });
    let mut confirmed = 0;
    for answer in futures_util::future::join_all(sent).await {
        let (status, answer) = answer.unwrap();
        match status {
            200 => confirmed += 1,
            410 | 503 => {}
            other => panic!("{other} {answer}"),
        }
    }
    assert_eq!(confirmed, 1);
    let events = ada.send("GET", "/v1/history", None).await.1;
    let told =
        events["events"].as_array().unwrap().iter().filter(|event| event["kind"] == "action_confirmed");
    assert_eq!(told.count(), 1);
}

#[tokio::test]
async fn any_change_makes_the_answer_invalid_and_five_failures_block() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(order(&account, "1", "9.00")).await;
    let twin = app.asks(order(&account, "2", "9.00")).await;
    let path = format!("/v1/confirm/{}", text(&asked["id"]));
    // Signed for its twin, which differs by its id alone; and signed in another language than it is sent in.
    let (body, _) = ada.sign_action(&twin["id"], &Misbehaviour::default()).await;
    assert_eq!(ada.refused(&path, body.clone()).await, "ticket_not_accepted");
    let (own, _) = ada.sign_action(&asked["id"], &Misbehaviour::default()).await;
    let crossed = json!({ "ticket": own["ticket"], "response": body["response"], "locale": "en" });
    assert_eq!(ada.refused(&path, crossed).await, "passkey_not_accepted");
    let mut other_language = own.clone();
    other_language["locale"] = json!("zh-CN");
    assert_eq!(ada.refused(&path, other_language).await, "passkey_not_accepted");
    // A sign-in's assertion is no answer, and an answer opens no session.
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let sign_in = ada.answer(&flow, &Misbehaviour::default());
    let crossed = json!({ "ticket": own["ticket"], "response": sign_in["response"], "locale": "en" });
    assert_eq!(ada.refused(&path, crossed).await, "passkey_not_accepted");
    let minted = json!({ "ticket": flow["ticket"], "response": own["response"] });
    assert_eq!(ada.refused("/v1/sign-in/passkey", minted).await, "passkey_not_accepted");
    let raising = ada.ok("/v1/session/reauthenticate", json!({})).await;
    let raised = json!({ "ticket": raising["ticket"], "response": own["response"] });
    assert_eq!(ada.refused("/v1/session/passkey", raised).await, "passkey_not_accepted");
    let foreign = json!({ "ticket": own["ticket"], "response": own["response"] });
    assert_eq!(ada.refused("/v1/session/passkey", foreign).await, "ticket_not_accepted");
    assert_eq!(app.state(&asked["id"]).await["state"], "pending");
    // Three have failed; two more.
    for _ in 0..2 {
        let wrong = Misbehaviour { flip_signature_bit: Some(100), ..Misbehaviour::default() };
        let (body, _) = ada.sign_action(&asked["id"], &wrong).await;
        assert_eq!(ada.refused(&path, body).await, "passkey_not_accepted");
    }
    assert_eq!(app.state(&asked["id"]).await["state"], "blocked");
    assert_eq!(ada.refused(&path, own).await, "confirmation_over", "a good one comes too late");
    assert_eq!(ada.confirm_refused(&asked["id"]).await["code"], "confirmation_over");
    // Its twin is not touched.
    assert_eq!(ada.confirm(&twin["id"]).await.0, 200);
}

#[tokio::test]
async fn a_confirmation_ends_with_its_time_and_with_a_no() {
    let house = house_with(|config| {
        for kind in &mut config.policy.action_types {
            kind.lifetime_seconds = 0;
        }
    })
    .await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(order(&account, "1", "9.00")).await;
    assert_eq!(app.state(&asked["id"]).await["state"], "expired");
    assert_eq!(ada.confirm_refused(&asked["id"]).await["code"], "confirmation_over");
    let house = house_with(|_| {}).await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(withdrawal(&account, "1", "9.00", "Ada")).await;
    let path = format!("/v1/confirm/{}", text(&asked["id"]));
    let denied = ada.ok(&format!("{path}/deny"), json!({})).await;
    let back = format!("https://halden.example/confirmed?confirmation={}", text(&asked["id"]));
    assert_eq!((&denied["state"], &denied["return_to"]), (&json!("denied"), &json!(back)));
    assert_eq!(app.state(&asked["id"]).await["state"], "denied");
    assert_eq!(ada.confirm_refused(&asked["id"]).await["code"], "confirmation_over");
    let path = format!("/v1/confirmations/{}", text(&asked["id"]));
    assert_eq!(app.send("DELETE", &path, None).await.1["code"], "confirmation_over");
}

#[tokio::test]
async fn this_was_not_me_denies_and_freezes() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(order(&account, "1", "9.00")).await;
    let beside = app.asks(order(&account, "2", "9.00")).await;
    let frozen = ada.ok(&format!("/v1/confirm/{}/report", text(&asked["id"])), json!({})).await;
    ada.keep(&frozen);
    assert_eq!(app.state(&asked["id"]).await["state"], "denied");
    assert_eq!(app.state(&beside["id"]).await["state"], "void", "the epoch ended it");
    assert!(house.message(ADA).await.contains("frozen"));
    assert_eq!(app.refused(order(&account, "3", "9.00")).await["code"], "account_frozen");
    assert_eq!(ada.confirm_refused(&beside["id"]).await["code"], "confirmation_over");
}
