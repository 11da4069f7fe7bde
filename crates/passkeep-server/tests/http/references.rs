//! A failed attempt of a device, an approval or a hold is a failed attempt like any other: it gets a reference, which
//! `passkeep explain` and the support desk decide again, to the same.

use passkeep_authenticator::{Misbehaviour, UserHandleFault, flag};
use passkeep_decision::diagnosis::{Operation, Reference};
use passkeep_decision::policy::NewDeviceApproval;
use passkeep_decision::support::Role;
use passkeep_server::diagnoses::explain;
use passkeep_server::texts::Language;
use passkeep_store::read;
use serde_json::{Value, json};

use crate::person::{House, Person};
use crate::support::Desk;

/// What a failed attempt has to say of itself.
struct Expected {
    code: &'static str,
    rule: &'static str,
    operation: Operation,
}

const SPENT: Expected = Expected {
    code: "SRV-01",
    rule: "the ticket was spent, too old or another's",
    operation: Operation::Prove,
};
const NOT_VERIFIED: Expected =
    Expected { code: "SRV-05", rule: "the person was not verified (UV)", operation: Operation::Prove };
const BAD_SIGNATURE: Expected =
    Expected { code: "SRV-06", rule: "the signature does not verify", operation: Operation::Prove };
const NOT_APPROVED: Expected =
    Expected { code: "SIG-11", rule: "no trusted device said yes", operation: Operation::Prove };

/// The reference of a refusal, as a person would read it out; what it says is what its code says.
fn reference(refused: &Value) -> &str {
    let reference = refused["diagnosis"]["reference"].as_str();
    reference.unwrap_or_else(|| panic!("no reference: {refused}"))
}

/// The command decides it again on what was kept, and names the rule.
async fn explained(house: &House, refused: &Value, expected: &Expected) {
    let of = Reference::parse(reference(refused)).unwrap();
    let attempt = read::attempt(&house.app.store.reader(), of).await.unwrap().expect("it is kept");
    let explained = explain(&attempt, Language::En);
    assert_eq!((explained.diagnosis.code.as_str(), explained.diagnosis.rule), (expected.code, expected.rule));
    assert_eq!(attempt.signs.operation, expected.operation);
}

/// The same on the desk, by what the person reads out.
async fn found(desk: &Desk, refused: &Value, expected: &Expected) {
    let found = desk.ben.ok("/v1/support/find", json!({ "text": reference(refused) })).await;
    let attempt = &found["attempt"];
    assert_eq!(
        (&attempt["rule"], &attempt["operation"]),
        (&json!(expected.rule), &json!("prove")),
        "{found}"
    );
    assert_eq!(
        attempt["reference"].as_str().unwrap().split(" / ").nth(1),
        reference(refused).split(" / ").nth(1)
    );
    assert_eq!(found["account"]["user_id"], desk.ada_id.as_str(), "whose attempt it was");
}

async fn replayed(desk: &Desk, refused: &Value, expected: &Expected) {
    assert_eq!(refused["diagnosis"]["code"], expected.code, "{refused}");
    explained(&desk.house, refused, expected).await;
    found(desk, refused, expected).await;
}

fn approvals(config: &mut passkeep_server::config::Config) {
    config.policy.new_device_approval = NewDeviceApproval::Always;
}

#[tokio::test]
async fn choosing_a_device_twice_with_one_ticket_has_a_reference() {
    let mut desk = Desk::open(Role::Look).await;
    let ada = &mut desk.ada;
    ada.key = Some(std::sync::Arc::new(crate::device::DeviceKey::new()));
    let flow = ada.ok("/v1/devices/trust/options", json!({})).await;
    let body = json!({ "ticket": flow["ticket"], "public_key": ada.key.as_ref().unwrap().public_key() });
    let path = "/v1/devices/trust";
    let (status, trusted) = ada.send_signed(path, &body, &flow["nonce"]).await;
    assert_eq!(status, 200, "{trusted}");
    ada.trust = trusted["trust"].as_str().map(str::to_owned);
    let (_, again) = ada.send_signed(path, &body, &flow["nonce"]).await;
    replayed(&desk, &again, &SPENT).await;
    // What no person could help is no attempt of theirs.
    let flow = desk.ada.ok("/v1/devices/trust/options", json!({})).await;
    let unsigned =
        json!({ "ticket": flow["ticket"], "public_key": desk.ada.key.as_ref().unwrap().public_key() });
    let (_, refused) = desk.ada.send("POST", path, Some(unsigned)).await;
    assert!(refused["diagnosis"].is_null(), "{refused}");
}

/// Ada's device is trusted, and her passkey waits on another.
async fn waiting(desk: &mut Desk) -> (Person, Value, String) {
    desk.ada.trust_this_device().await;
    let mut new = desk.ada.on_another_device(&desk.house);
    let waits = new.wait().await;
    let id = desk.ada.waiting_approval().await;
    (new, waits, id)
}

#[tokio::test]
async fn an_answer_to_a_new_device_that_fails_has_a_reference() {
    let mut desk = Desk::open_with(Role::Look, approvals).await;
    let (_new, waits, id) = waiting(&mut desk).await;
    let path = format!("/v1/approvals/{id}/answer");
    let yes = json!({ "verdict": "yes", "number": waits["number"] });
    // The passkey answers without having looked at the person, and with a signature that is none.
    for (fault, expected) in [
        (Misbehaviour { clear_flags: flag::UV, ..Misbehaviour::default() }, NOT_VERIFIED),
        (Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() }, BAD_SIGNATURE),
    ] {
        let flow = desk.ada.ok(&format!("/v1/approvals/{id}/options"), yes.clone()).await;
        let mut body = yes.clone();
        body["ticket"] = flow["ticket"].clone();
        body["response"] = desk.ada.answer(&flow, &fault)["response"].clone();
        let (_, refused) = desk.ada.send_signed(&path, &body, &flow["nonce"]).await;
        replayed(&desk, &refused, &expected).await;
    }
    // The number that the new device doesn't show.
    let number: u32 = waits["number"].as_str().unwrap().parse().unwrap();
    let wrong = json!({ "verdict": "yes", "number": (10 + (number - 10 + 1) % 90).to_string() });
    let (_, refused) = desk.ada.answer_approval(&id, wrong).await;
    assert_eq!(refused["code"], "number_wrong");
    replayed(&desk, &refused, &NOT_APPROVED).await;
}

#[tokio::test]
async fn a_new_device_that_goes_on_before_its_time_has_a_reference() {
    let mut desk = Desk::open_with(Role::Look, approvals).await;
    let (new, waits, _) = waiting(&mut desk).await;
    let body = json!({ "ticket": waits["ticket"] });
    let (_, refused) = new.send("POST", "/v1/sign-in/approved", Some(body)).await;
    assert_eq!(
        (&refused["code"], &refused["diagnosis"]["code"]),
        (&json!("approval_pending"), &json!("SIG-11"))
    );
    explained(&desk.house, &refused, &Expected { operation: Operation::SignIn, ..NOT_APPROVED }).await;
}

#[tokio::test]
async fn a_stop_that_fails_has_a_reference() {
    let mut desk = Desk::open(Role::Look).await;
    let own = desk.ada.passkeys().await.remove(0);
    let hold = crate::holds::remove(&mut desk.ada, &own).await["hold"]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/holds/{hold}/stop");
    for (fault, expected) in [
        (Misbehaviour { clear_flags: flag::UV, ..Misbehaviour::default() }, NOT_VERIFIED),
        (Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() }, BAD_SIGNATURE),
    ] {
        let flow = desk.ada.ok(&format!("{path}/options"), json!({})).await;
        let mut body = desk.ada.answer(&flow, &fault);
        body["verdict"] = "stop".into();
        let (_, refused) = desk.ada.send("POST", &path, Some(body)).await;
        replayed(&desk, &refused, &expected).await;
    }
    let flow = desk.ada.ok(&format!("{path}/options"), json!({})).await;
    let mut body = desk.ada.answer(&flow, &Misbehaviour::default());
    body["verdict"] = "stop".into();
    desk.ada.ok(&path, body.clone()).await;
    let (_, refused) = desk.ada.send("POST", &path, Some(body)).await;
    replayed(&desk, &refused, &SPENT).await;
}

#[tokio::test]
async fn a_stranger_whose_stop_fails_hears_nothing_and_support_the_whole() {
    let mut desk = Desk::open(Role::Look).await;
    let own = desk.ada.passkeys().await.remove(0);
    crate::holds::remove(&mut desk.ada, &own).await;
    let mut stranger = desk.ada.on_another_device(&desk.house);
    let mut told = vec![];
    for fault in [
        Misbehaviour { flip_signature_bit: Some(77), ..Misbehaviour::default() },
        Misbehaviour { user_handle: Some(UserHandleFault::Replace(vec![9; 16])), ..Misbehaviour::default() },
    ] {
        let flow = stranger.ok("/v1/holds/stop/options", json!({})).await;
        let body = stranger.answer(&flow, &fault);
        let (_, mut refused) = stranger.send("POST", "/v1/holds/stop", Some(body)).await;
        let reference = refused["diagnosis"]["reference"].take();
        assert!(reference.as_str().unwrap().starts_with("SIG-00 / "), "{reference}");
        told.push((refused, reference));
    }
    assert_eq!(told[0].0, told[1].0, "one and the same, whoever it is about");
    let refused = json!({ "diagnosis": { "reference": told[0].1 } });
    explained(&desk.house, &refused, &BAD_SIGNATURE).await;
    let found = desk.ben.ok("/v1/support/find", json!({ "text": told[0].1 })).await;
    assert_eq!(found["attempt"]["told"], "SIG-00");
}
