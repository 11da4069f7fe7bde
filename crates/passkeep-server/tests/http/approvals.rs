//! The approval of a new device: attack rows 2, 11 and 24.

use std::sync::Arc;

use passkeep_decision::policy::NewDeviceApproval;
use serde_json::{Value, json};

use crate::person::{House, Person};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";

async fn strict() -> House {
    House::open_under(|policy| policy.new_device_approval = NewDeviceApproval::Always).await
}

/// Ada on the device that she signed up on and trusts, and the same passkey on a new one.
async fn two_devices(house: &House) -> (Person, Person) {
    let mut ada = house.member(ADA).await;
    ada.trust_this_device().await;
    let new = ada.on_another_device(house);
    (ada, new)
}

fn yes(number: &Value) -> Value {
    json!({ "verdict": "yes", "number": number })
}

fn another(number: &Value) -> Value {
    let number: u32 = number.as_str().unwrap().parse().unwrap();
    json!({ "verdict": "yes", "number": (10 + (number - 10 + 1) % 90).to_string() })
}

async fn state(new: &Person, waits: &Value) -> String {
    let (_, state) =
        new.send("POST", "/v1/approvals/state", Some(json!({ "ticket": waits["ticket"] }))).await;
    state["state"].as_str().or(state["code"].as_str()).unwrap().to_owned()
}

async fn go_on(new: &Person, waits: &Value) -> (u16, Value) {
    new.send("POST", "/v1/sign-in/approved", Some(json!({ "ticket": waits["ticket"] }))).await
}

#[tokio::test]
async fn a_passkey_on_a_fresh_browser_opens_nothing_until_a_trusted_device_says_yes() {
    let house = strict().await;
    let (mut ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    assert_eq!(state(&new, &waits).await, "pending");
    assert_eq!(go_on(&new, &waits).await.1["code"], "approval_pending");

    let id = ada.waiting_approval().await;
    let (status, answered) = ada.answer_approval(&id, yes(&waits["number"])).await;
    assert_eq!((status, &answered["answer"]), (200, &json!("approved")), "{answered}");
    assert_eq!(state(&new, &waits).await, "approved");
    let (status, signed_in) = go_on(&new, &waits).await;
    assert_eq!(status, 200, "{signed_in}");
    new.keep(&signed_in);
    assert_eq!(signed_in["session"]["level"], "2p");
    // The yes lifts the entry and nothing else.
    assert_eq!(new.refused("/v1/passkeys/code", json!({})).await, "new_browser_waits");
    assert_eq!(
        new.refused("/v1/contacts/email", json!({ "email": "a@b.example" })).await,
        "new_browser_waits"
    );
    // A session is minted once.
    assert_eq!(go_on(&new, &waits).await.1["code"], "ticket_spent");
    // The browser is known from now on.
    new.sign_in().await;
}

#[tokio::test]
async fn a_flow_that_waits_touches_no_factor_and_reads_nothing() {
    let house = strict().await;
    let (ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    let id = ada.waiting_approval().await;
    for path in ["/v1/passkeys", "/v1/account", "/v1/devices", "/v1/sessions", "/v1/approvals", "/v1/session"]
    {
        assert_eq!(new.send("GET", path, None).await.1["code"], "signed_out", "{path}");
    }
    let ticket = json!({ "ticket": waits["ticket"] });
    assert_eq!(new.refused("/v1/passkeys/code", json!({})).await, "signed_out");
    assert_eq!(new.refused("/v1/devices/trust/options", json!({})).await, "signed_out");
    let answer = format!("/v1/approvals/{id}/options");
    assert_eq!(new.refused(&answer, yes(&waits["number"])).await, "signed_out", "nor approves itself");
    for path in ["/v1/passkeys/code/again", "/v1/sign-up/code/again", "/v1/contacts/email/again"] {
        assert_eq!(new.refused(path, ticket.clone()).await, "ticket_not_accepted", "{path}");
    }
    // Another browser's ticket is none.
    let thief = house.stranger();
    assert_eq!(go_on(&thief, &waits).await.1["code"], "ticket_not_accepted");
    assert_eq!(state(&thief, &waits).await, "ticket_not_accepted");
}

#[tokio::test]
async fn a_wrong_number_ends_it_and_the_owner_is_told() {
    let house = strict().await;
    let (mut ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    let id = ada.waiting_approval().await;
    let (_, refused) = ada.answer_approval(&id, another(&waits["number"])).await;
    assert_eq!(refused["code"], "number_wrong");
    assert!(house.message(ADA).await.contains("wrong number"));
    let again = ada.refused(&format!("/v1/approvals/{id}/options"), yes(&waits["number"])).await;
    assert_eq!(again, "approval_over", "the right one comes too late");
    assert_eq!(state(&new, &waits).await, "number_wrong");
    assert_eq!(go_on(&new, &waits).await.1["code"], "approval_denied");
}

#[tokio::test]
async fn no_takes_neither_number_nor_passkey() {
    let house = strict().await;
    let (mut ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    let id = ada.waiting_approval().await;
    let (body, nonce) = ada.begin_answer(&id, json!({ "verdict": "no" })).await;
    assert!(body.get("response").is_none());
    let path = format!("/v1/approvals/{id}/answer");
    assert_eq!(ada.refused(&path, body.clone()).await, "device_proof_not_accepted", "the device signs it");
    let (_, answered) = ada.send_signed(&path, &body, &nonce).await;
    assert_eq!(answered["answer"], "denied");
    assert_eq!(go_on(&new, &waits).await.1["code"], "approval_denied");
}

#[tokio::test]
async fn no_and_freeze_freezes_at_once_and_ends_every_session() {
    let house = strict().await;
    let (mut ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    let id = ada.waiting_approval().await;
    let (_, answered) = ada.answer_approval(&id, json!({ "verdict": "no_and_freeze" })).await;
    assert_eq!(answered["answer"], "frozen");
    assert!(house.message(ADA).await.contains("frozen"));
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401);
    assert_eq!(go_on(&new, &waits).await.1["code"], "ticket_expired");
    ada.sign_in().await;
    assert_eq!(ada.refused("/v1/passkeys/code", json!({})).await, "account_frozen");
}

#[tokio::test]
async fn the_number_is_on_the_new_screen_alone() {
    let house = strict().await;
    let (ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    let number = waits["number"].as_str().unwrap();
    let holds = |answer: &Value| {
        fn strings(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::String(text) => found.push(text.clone()),
                Value::Array(list) => list.iter().for_each(|one| strings(one, found)),
                Value::Object(map) => map.values().for_each(|one| strings(one, found)),
                Value::Number(number) => found.push(number.to_string()),
                _ => {}
            }
        }
        let mut found = vec![];
        strings(answer, &mut found);
        found.iter().any(|text| text == number)
    };
    assert!(holds(&waits));
    let (_, list) = ada.send("GET", "/v1/approvals", None).await;
    let id = ada.waiting_approval().await;
    let begun = ada.ok(&format!("/v1/approvals/{id}/options"), another(&waits["number"])).await;
    let (_, state) =
        new.send("POST", "/v1/approvals/state", Some(json!({ "ticket": waits["ticket"] }))).await;
    for answer in [&list, &begun, &state] {
        assert!(!holds(answer), "{answer}");
    }
    let page = ada.page(&format!("/settings/approvals/{id}")).await.text().await.unwrap();
    assert!(page.contains("passkeep-approve") && !page.contains(&format!(">{number}<")));
    // Nor does it go to a phone: no message at all does.
    assert!(!house.message(ADA).await.contains("asks to be let"));
}

#[tokio::test]
async fn another_accounts_device_neither_sees_nor_answers() {
    let house = strict().await;
    let (ada, mut new) = two_devices(&house).await;
    let mut bob = house.member(BOB).await;
    bob.trust_this_device().await;
    let waits = new.wait().await;
    let id = ada.waiting_approval().await;
    let (_, list) = bob.send("GET", "/v1/approvals", None).await;
    assert_eq!(list["approvals"], json!([]));
    let path = format!("/v1/approvals/{id}/options");
    assert_eq!(bob.refused(&path, yes(&waits["number"])).await, "not_found");
    assert_eq!(state(&new, &waits).await, "pending");
}

#[tokio::test]
async fn an_answer_serves_its_own_question_alone() {
    let house = strict().await;
    let (mut ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    let first = ada.waiting_approval().await;
    let (body, nonce) = ada.begin_answer(&first, yes(&waits["number"])).await;
    let mut second_device = ada.on_another_device(&house);
    let second_waits = second_device.wait().await;
    let (_, list) = ada.send("GET", "/v1/approvals", None).await;
    let ids = list["approvals"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap());
    let second = ids.into_iter().find(|id| *id != first).unwrap().to_owned();
    // Sent for the other approval, with the device's own signature: the passkey signed the first.
    let path = format!("/v1/approvals/{second}/answer");
    let (_, refused) = ada.send_signed(&path, &body, &nonce).await;
    assert_eq!(refused["code"], "passkey_not_accepted");
    // A yes whose number was changed after the passkey signed it.
    let mut changed = body.clone();
    changed["number"] = another(&waits["number"])["number"].clone();
    let (_, refused) = ada.send_signed(&format!("/v1/approvals/{first}/answer"), &changed, &nonce).await;
    assert_eq!(refused["code"], "passkey_not_accepted");
    // A no that is sent as a yes.
    let (mut no, no_nonce) = ada.begin_answer(&first, json!({ "verdict": "no" })).await;
    (no["verdict"], no["number"]) = (json!("yes"), waits["number"].clone());
    let (_, refused) = ada.send_signed(&format!("/v1/approvals/{first}/answer"), &no, &no_nonce).await;
    assert_eq!(refused["code"], "passkey_not_accepted");
    assert_eq!(state(&new, &waits).await, "pending", "what was not accepted ended nothing");
    let (status, _) = ada.send_signed(&format!("/v1/approvals/{first}/answer"), &body, &nonce).await;
    assert_eq!(status, 200);
    assert_eq!(state(&second_device, &second_waits).await, "pending");
    let (_, again) = ada.send_signed(&format!("/v1/approvals/{first}/answer"), &body, &nonce).await;
    assert_eq!(again["code"], "ticket_spent");
}

#[tokio::test]
async fn three_wait_at_most() {
    let house = strict().await;
    let (ada, _) = two_devices(&house).await;
    for _ in 0..3 {
        ada.on_another_device(&house).wait().await;
    }
    let mut fourth = ada.on_another_device(&house);
    let flow = fourth.ok("/v1/sign-in", json!({})).await;
    let body = fourth.answer(&flow, &passkeep_authenticator::Misbehaviour::default());
    let (status, refused) = fourth.send("POST", "/v1/sign-in/passkey", Some(body)).await;
    assert_eq!((status, &refused["code"]), (429, &json!("too_many_approvals")));
    assert!((1..=300).contains(&refused["retry_after_seconds"].as_i64().unwrap()), "{refused}");
}

#[tokio::test]
async fn of_many_answers_at_once_one_counts_and_of_many_entries_one_opens() {
    let house = strict().await;
    let (mut ada, mut new) = two_devices(&house).await;
    let waits = new.wait().await;
    let id = ada.waiting_approval().await;
    let mut bodies = vec![];
    for number in 0..64 {
        let answer = if number % 2 == 0 { yes(&waits["number"]) } else { another(&waits["number"]) };
        bodies.push(ada.begin_answer(&id, answer).await);
    }
    let ada = Arc::new(ada);
    let race: Vec<_> = bodies
        .into_iter()
        .map(|(body, nonce)| {
            let (ada, path) = (ada.clone(), format!("/v1/approvals/{id}/answer"));
            tokio::spawn(async move { ada.send_signed(&path, &body, &nonce).await })
        })
        .collect();
    let mut counted = 0;
    for answer in race {
        let (status, answer) = answer.await.unwrap();
        match answer["code"].as_str() {
            None if status == 200 => counted += 1,
            Some("number_wrong") => counted += 1,
            Some("approval_over" | "busy") => {}
            other => panic!("{other:?} {answer}"),
        }
    }
    assert_eq!(counted, 1);
    let approved = state(&new, &waits).await == "approved";
    let new = Arc::new(new);
    let race: Vec<_> = (0..64)
        .map(|_| {
            let (new, waits) = (new.clone(), waits.clone());
            tokio::spawn(async move { go_on(&new, &waits).await.0 })
        })
        .collect();
    let mut opened = 0;
    for status in race {
        opened += usize::from(status.await.unwrap() == 200);
    }
    assert_eq!(opened, usize::from(approved));
}

#[tokio::test]
async fn without_another_trusted_device_a_passkey_goes_on_under_a_new_browsers_limits() {
    let house = strict().await;
    let ada = house.member(ADA).await;
    let mut new = ada.on_another_device(&house);
    new.sign_in().await;
    assert_eq!(new.refused("/v1/passkeys/code", json!({})).await, "new_browser_waits");
}

#[tokio::test]
async fn as_shipped_a_passkey_asks_nobody() {
    let house = House::open().await;
    let (ada, mut new) = two_devices(&house).await;
    new.sign_in().await;
    let (_, list) = ada.send("GET", "/v1/approvals", None).await;
    assert_eq!(list["approvals"], json!([]));
}

#[tokio::test]
async fn the_one_who_waits_is_told_by_the_stream_also_of_what_another_node_served() {
    let house = strict().await;
    let (mut ada, mut new) = two_devices(&house).await;
    for node in ["this", "another"] {
        let waits = match node {
            "this" => new.wait().await,
            _ => {
                new = ada.on_another_device(&house);
                new.wait().await
            }
        };
        let stream = new.stream("/v1/approvals/wait", json!({ "ticket": waits["ticket"] })).await;
        assert_eq!(stream.headers()["content-type"], "text/event-stream");
        let id = ada.waiting_approval().await;
        if node == "this" {
            let (status, _) = ada.answer_approval(&id, yes(&waits["number"])).await;
            assert_eq!(status, 200);
        } else {
            // As another node would: straight into the database, with nobody woken here.
            house.deny_past_the_node(&id).await;
        }
        let told = stream.text().await.unwrap();
        let last = told.split("\n\n").filter(|event| event.starts_with("data: ")).last().unwrap();
        let expected = if node == "this" { "approved" } else { "denied" };
        assert!(last.contains(&format!("\"state\":\"{expected}\"")), "{told}");
    }
    assert_eq!(new.refused("/v1/approvals/wait", json!({ "ticket": "AAAA" })).await, "ticket_not_accepted");
}
