//! What no log and no answer may hold.

use std::sync::{Arc, Mutex, OnceLock};

use passkeep_authenticator::Misbehaviour;
use serde_json::json;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::holds::addresses_prove;
use crate::person::House;

const ADA: &str = "+14155552671";

/// Everything that Passkeep's own crates log in this process, at every level.
fn log() -> Arc<Mutex<Vec<u8>>> {
    static LOG: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    LOG.get_or_init(|| {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let ours = ["passkeep_server", "passkeep_store", "passkeep_decision", "passkeep_webauthn"];
        let targets: Targets = ours.into_iter().map(|target| (target, LevelFilter::TRACE)).collect();
        let writer = {
            let lines = lines.clone();
            move || Line(lines.clone())
        };
        let layer = tracing_subscriber::fmt::layer().without_time().with_ansi(false).with_writer(writer);
        tracing_subscriber::registry().with(layer.with_filter(targets)).init();
        lines
    })
    .clone()
}

struct Line(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn codes_tickets_links_and_tokens_stand_in_no_log_and_codes_in_no_answer() {
    let log = log();
    let house = House::open_under(addresses_prove).await;
    let mut ada = house.member(ADA).await;
    let flow = ada.ok("/v1/passkeys/code", json!({})).await;
    let code = house.code(ADA).await;
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let check = "/v1/passkeys/code/check";
    let refused = ada.send("POST", check, Some(json!({ "ticket": flow["ticket"], "code": wrong }))).await.1;
    // A body of the wrong shape with the code in it, and a code of the wrong type.
    let shape = ada.send("POST", check, Some(json!({ "ticket": flow["ticket"], "code": [&code] }))).await.1;
    let number: u32 = code.parse().unwrap();
    let kind = ada.send("POST", check, Some(json!({ "ticket": flow["ticket"], "code": number }))).await.1;
    let extra =
        ada.send("POST", check, Some(json!({ "ticket": flow["ticket"], "code": code, "x": &code }))).await.1;
    let taken = ada.ok(check, json!({ "ticket": flow["ticket"], "code": code })).await;
    let sign_in = ada.ok("/v1/sign-in", json!({})).await;
    let forged = Misbehaviour { flip_signature_bit: Some(3), ..Misbehaviour::default() };
    let body = ada.answer(&sign_in, &forged);
    ada.refused("/v1/sign-in/passkey", body).await;
    crate::holds::add_email(&house, &ada, "ada@example.org").await;
    let id = ada.passkeys().await.remove(0);
    crate::holds::remove(&mut ada, &id).await;
    let link = crate::links::token(&house.message("ada@example.org").await);
    ada.ok("/v1/holds/stop-by-link", json!({ "token": link })).await;
    ada.refused("/v1/holds/stop-by-link", json!({ "token": link })).await;
    ada.send("POST", "/v1/holds/stop-by-link", Some(json!({ "token": [&link] }))).await;
    house.app.store.close().await;
    ada.refused(check, json!({ "ticket": flow["ticket"], "code": code })).await;

    for mut answer in [flow.clone(), refused, shape, kind, extra, taken] {
        // Random bytes may hold any six digits.
        answer.as_object_mut().unwrap().retain(|name, _| name != "ticket" && name != "options");
        assert!(!answer.to_string().contains(&code), "{answer}");
    }
    let log = String::from_utf8(log.lock().unwrap().clone()).unwrap();
    assert!(log.contains("a passkey was not accepted"), "the log is heard: {log}");
    let secrets =
        [&code, &link, flow["ticket"].as_str().unwrap(), ada.token.as_deref().unwrap(), &ada.instance];
    for secret in secrets {
        assert!(!log.contains(secret), "the log holds {secret}:\n{log}");
    }
}
