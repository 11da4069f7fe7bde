//! Ways in without a passkey: what they open, what they never do, and how they close.

use passkeep_authenticator::Misbehaviour;
use passkeep_decision::right::{Requirement, Right};
use serde_json::{Value, json};

use crate::person::{House, Person};

const ADA: &str = "+14155552671";
const NOBODY: &str = "+442079460958";
const LONG: &str = "seven purple walruses hum";
const SHORT: &str = "gx8!kwo2";

async fn with_password(house: &House, password: &str) -> Person {
    let ada = house.member(ADA).await;
    let (status, answer) = ada.send("PUT", "/v1/password", Some(json!({ "password": password }))).await;
    assert_eq!(status, 200, "{answer}");
    ada
}

/// A second app of the same person, which the account knows: it signed in by a passkey before.
async fn known_elsewhere(house: &House, ada: &Person) -> Person {
    let mut other = ada.on_another_device(house);
    other.sign_in().await;
    other
}

#[tokio::test]
async fn a_password_opens_a_quarantine_that_looks_and_changes_nothing() {
    let house = House::open().await;
    let mut ada = with_password(&house, LONG).await;
    let other = known_elsewhere(&house, &ada).await;
    let flow = ada.another_way(ADA).await;
    assert_eq!(flow["methods"], json!(["password", "phone_code"]));
    let (status, signed_in) = ada.prove_password(&flow, LONG).await;
    assert_eq!((status, &signed_in["session"]["standing"]), (200, &json!("quarantine")), "{signed_in}");
    assert_eq!(signed_in["session"]["level"], "1");
    assert!(signed_in.get("passkey").is_none(), "{signed_in}");
    assert!(house.message(ADA).await.contains("without a passkey"), "its owner is told");
    ada.keep(&signed_in);
    let passkey = ada.passkeys().await.remove(0);

    // It raised the account's epoch: what was open before is over.
    assert_eq!(other.send("GET", "/v1/session", None).await.0, 401);
    for path in ["/v1/session", "/v1/account", "/v1/passkeys", "/v1/sessions", "/v1/password"] {
        assert_eq!(ada.send("GET", path, None).await.0, 200, "{path}");
    }
    let refused = [
        ("POST", "/v1/passkeys/code".to_owned(), json!({})),
        ("POST", format!("/v1/passkeys/{passkey}/removal"), json!({})),
        ("PATCH", format!("/v1/passkeys/{passkey}"), json!({ "name": "Mine" })),
        ("POST", "/v1/contacts/email".to_owned(), json!({ "email": "eve@example.com" })),
        ("PUT", "/v1/password".to_owned(), json!({ "password": "another long password" })),
    ];
    for (method, path, body) in refused {
        let (status, answer) = ada.send(method, &path, Some(body)).await;
        assert_eq!((status, &answer["code"]), (403, &json!("quarantined")), "{method} {path}");
    }
    assert_eq!(ada.send("DELETE", "/v1/password", None).await.1["code"], "quarantined");

    // A passkey that was there before lifts it, in place, under another id.
    let before = ada.token.clone();
    let (status, raised) = ada.reauthenticate().await;
    assert_eq!((status, &raised["session"]["standing"]), (200, &json!("ordinary")), "{raised}");
    assert_eq!(raised["session"]["level"], "2p");
    ada.ok("/v1/passkeys/code", json!({})).await;
    let raised = std::mem::replace(&mut ada.token, before);
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401, "the id before is over");
    ada.token = raised;
    assert_eq!(ada.send("DELETE", "/v1/password", None).await.0, 204);
    let flow = ada.another_way(ADA).await;
    assert_eq!(flow["methods"], json!(["phone_code"]), "a browser that is known hears what there is");
}

#[tokio::test]
async fn a_browser_that_is_new_gets_nothing_by_a_fallback() {
    let house = House::open().await;
    let ada = with_password(&house, LONG).await;
    let elsewhere = ada.on_another_device(&house);
    let flow = elsewhere.another_way(ADA).await;
    let (status, answer) = elsewhere.prove_password(&flow, LONG).await;
    assert_eq!((status, &answer["code"]), (403, &json!("approval_needed")));
    let flow = elsewhere.another_way(ADA).await;
    let sent = elsewhere.ok("/v1/sign-in/code", json!({ "ticket": flow["ticket"] })).await;
    assert!(sent.get("sent_to").is_none(), "a stranger is not told where it went: {sent}");
    let right = json!({ "ticket": sent["ticket"], "code": house.code(ADA).await });
    assert_eq!(elsewhere.refused("/v1/sign-in/code/check", right.clone()).await, "approval_needed");
    assert_eq!(
        elsewhere.refused("/v1/sign-in/code/check", right).await,
        "ticket_spent",
        "a code serves once"
    );
}

#[tokio::test]
async fn a_code_to_the_phone_opens_a_quarantine() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let flow = ada.another_way(ADA).await;
    assert_eq!(flow["methods"], json!(["phone_code"]), "she has no password");
    let sent = ada.ok("/v1/sign-in/code", json!({ "ticket": flow["ticket"] })).await;
    assert_eq!(sent["sent_to"], "••• 71");
    let code = house.code(ADA).await;
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    let guess = json!({ "ticket": sent["ticket"], "code": wrong });
    assert_eq!(ada.refused("/v1/sign-in/code/check", guess).await, "code_wrong");
    let right = json!({ "ticket": sent["ticket"], "code": code });
    let signed_in = ada.ok("/v1/sign-in/code/check", right).await;
    assert_eq!(signed_in["session"]["standing"], "quarantine");
    ada.keep(&signed_in);
    assert_eq!(ada.refused("/v1/passkeys/code", json!({})).await, "quarantined");
}

#[tokio::test]
async fn a_short_password_takes_a_code_beside_it() {
    let house = House::open().await;
    let ada = with_password(&house, SHORT).await;
    let flow = ada.another_way(ADA).await;
    let (status, second) = ada.prove_password(&flow, SHORT).await;
    assert_eq!((status, &second["methods"]), (200, &json!(["phone_code"])), "{second}");
    assert!(second.get("session").is_none(), "{second}");
    let sent = ada.ok("/v1/sign-in/code", json!({ "ticket": second["ticket"] })).await;
    let right = json!({ "ticket": sent["ticket"], "code": house.code(ADA).await });
    let signed_in = ada.ok("/v1/sign-in/code/check", right).await;
    assert_eq!(signed_in["session"]["level"], "2w", "{signed_in}");
    assert_eq!(signed_in["session"]["standing"], "quarantine", "two weak ones lift nothing");
    // The first factor's ticket was spent.
    assert_eq!(ada.prove_password(&flow, SHORT).await.1["code"], "ticket_spent");
}

#[tokio::test]
async fn a_stranger_learns_nothing_of_who_has_an_account() {
    let house = House::open().await;
    with_password(&house, LONG).await;
    let stranger = house.stranger();
    let shape = |mut flow: Value| {
        flow["ticket"] = flow["ticket"].as_str().unwrap().len().into();
        flow.to_string()
    };
    let (known, unknown) = (stranger.another_way(ADA).await, stranger.another_way(NOBODY).await);
    assert_eq!(shape(known.clone()), shape(unknown.clone()));
    let (one, other) =
        (stranger.prove_password(&known, "wrong").await, stranger.prove_password(&unknown, "wrong").await);
    assert_eq!(one, other);
    assert_eq!(one.1["code"], "password_wrong");
    let sent =
        async |flow: &Value| stranger.ok("/v1/sign-in/code", json!({ "ticket": flow["ticket"] })).await;
    let (known, unknown) = (sent(&known).await, sent(&unknown).await);
    assert_eq!(shape(known.clone()), shape(unknown.clone()));
    let guess = async |flow: &Value, code: &str| {
        let body = json!({ "ticket": flow["ticket"], "code": code });
        stranger.send("POST", "/v1/sign-in/code/check", Some(body)).await
    };
    // One of the two may be the code by chance: then the other is not.
    let code = house.code(ADA).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..6 {
        assert_eq!(guess(&known, wrong).await, guess(&unknown, wrong).await);
    }
}

/// An address has six codes an hour. Those that go nowhere share none, and none is sent.
#[tokio::test]
async fn identifiers_that_nobody_has_share_no_count() {
    let house = House::open().await;
    house.member(ADA).await;
    let stranger = house.stranger();
    for number in 0..20 {
        let flow = stranger.another_way(&format!("nobody.{number}@example.com")).await;
        let (status, answer) =
            stranger.send("POST", "/v1/sign-in/code", Some(json!({ "ticket": flow["ticket"] }))).await;
        assert_eq!(status, 200, "{number}: {answer}");
    }
    // And nothing of what was for nobody is kept or sent.
    house.message(ADA).await;
    let kept = house.app.demo.as_ref().unwrap().newest_first();
    assert!(kept.iter().all(|message| message.to.as_str() == ADA));
}

/// A number has six codes an hour, and is told to nobody who doesn't have it: not by a no, and not by who fills it.
#[tokio::test]
async fn what_was_sent_before_tells_a_stranger_nothing() {
    let house = House::open().await;
    house.member(ADA).await;
    let stranger = house.stranger();
    let ask = async |who: &str| {
        let flow = stranger.another_way(who).await;
        let body = json!({ "ticket": flow["ticket"] });
        stranger.send("POST", "/v1/sign-in/code", Some(body)).await.0
    };
    let mut asked = vec![];
    for who in [ADA, NOBODY, "nobody@example.com"] {
        let mut statuses = vec![];
        for _ in 0..12 {
            statuses.push(ask(who).await);
        }
        asked.push(statuses);
    }
    assert_eq!(asked, vec![vec![200; 12]; 3]);
    house.message(ADA).await;
    let kept = house.app.demo.as_ref().unwrap().newest_first();
    assert_eq!(
        kept.iter().filter(|message| message.to.as_str() == ADA).count(),
        6,
        "the sign-up's, and five"
    );
    // Whoever has the account's own browser is told to wait.
    let ada = house.member("+14155552672").await;
    let mut last = 0;
    for _ in 0..6 {
        let flow = ada.another_way("+14155552672").await;
        last = ada.send("POST", "/v1/sign-in/code", Some(json!({ "ticket": flow["ticket"] }))).await.0;
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn a_factor_that_failed_too_often_closes_to_strangers_and_never_to_passkeys() {
    let house = House::open_under(|policy| policy.failures_max = 3).await;
    let mut ada = with_password(&house, LONG).await;
    let stranger = house.stranger();
    let guess = async |person: &Person, who: &str, password: &str| {
        let flow = person.another_way(who).await;
        person.prove_password(&flow, password).await.1["code"].clone()
    };
    for who in [ADA, NOBODY] {
        for _ in 0..3 {
            assert_eq!(guess(&stranger, who, "wrong").await, "password_wrong");
        }
        assert_eq!(guess(&stranger, who, LONG).await, "factor_off", "{who}: alike for nobody");
    }
    // Her own browser counts apart, and a success clears its count.
    for _ in 0..2 {
        assert_eq!(guess(&ada, ADA, "wrong").await, "password_wrong");
    }
    let flow = ada.another_way(ADA).await;
    let (status, signed_in) = ada.prove_password(&flow, LONG).await;
    assert_eq!(status, 200, "{signed_in}");
    for _ in 0..3 {
        assert_eq!(guess(&ada, ADA, "wrong").await, "password_wrong");
    }
    assert_eq!(guess(&ada, ADA, LONG).await, "factor_off");
    // A restart forgets nothing.
    let house = house.restart_under(|policy| policy.failures_max = 3).await;
    assert_eq!(guess(&stranger, ADA, LONG).await, "factor_off");
    assert_eq!(guess(&ada, ADA, LONG).await, "factor_off");
    ada.sign_in().await;
    // Bound again, it is open again, to everybody.
    let body = json!({ "password": "another long password of hers" });
    assert_eq!(ada.send("PUT", "/v1/password", Some(body)).await.0, 200);
    assert_eq!(guess(&stranger, ADA, LONG).await, "password_wrong");
    drop(house);
}

#[tokio::test]
async fn passwords_guessed_in_parallel_share_no_count() {
    let house = House::open_under(|policy| policy.failures_max = 5).await;
    let ada = std::sync::Arc::new(with_password(&house, LONG).await);
    let flow = ada.another_way(ADA).await;
    let guesses = (0..64).map(|_| {
        let (ada, flow) = (ada.clone(), flow.clone());
        tokio::spawn(async move { ada.prove_password(&flow, "wrong").await.1["code"].clone() })
    });
    let mut compared = 0;
    for guess in guesses.collect::<Vec<_>>() {
        match guess.await.unwrap().as_str().unwrap() {
            "password_wrong" => compared += 1,
            "factor_off" | "busy" | "passwords_busy" => {}
            other => panic!("{other}"),
        }
    }
    assert!(compared <= 5, "{compared}");
    let flow = ada.another_way(ADA).await;
    assert_eq!(ada.prove_password(&flow, LONG).await.1["code"], "factor_off");
}

#[tokio::test]
async fn one_right_password_sent_64_times_opens_one_session() {
    let house = House::open().await;
    let ada = std::sync::Arc::new(with_password(&house, LONG).await);
    let flow = ada.another_way(ADA).await;
    let race = (0..64).map(|_| {
        let (ada, flow) = (ada.clone(), flow.clone());
        tokio::spawn(async move { ada.prove_password(&flow, LONG).await })
    });
    let mut opened = 0;
    for answer in race.collect::<Vec<_>>() {
        let (status, answer) = answer.await.unwrap();
        match status {
            200 => opened += 1,
            _ => {
                let code = answer["code"].as_str().unwrap();
                assert!(
                    ["ticket_spent", "ticket_expired", "busy", "passwords_busy", "factor_off"]
                        .contains(&code),
                    "{answer}"
                );
            }
        }
    }
    assert_eq!(opened, 1);
}

#[tokio::test]
async fn a_change_of_factor_takes_a_proof_of_just_now() {
    let stale = |requirement: &Requirement| Requirement { fresh_seconds: Some(0), ..*requirement };
    let house = House::open_under(|policy| {
        let rights = policy.rights.clone();
        policy.rights = rights.clone().with(Right::ChangeContacts, stale(rights.of(Right::ChangeContacts)));
    })
    .await;
    let ada = house.member(ADA).await;
    let (status, answer) =
        ada.send("POST", "/v1/contacts/email", Some(json!({ "email": "ada@example.com" }))).await;
    assert_eq!((status, &answer["code"]), (401, &json!("reauthentication_needed")));
}

#[tokio::test]
async fn passwords_that_are_guessed_first_are_refused_with_the_reason() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let refused = [
        ("short", "too_short"),
        ("password123", "common"),
        ("aaaaaaaaaaaaaaaa", "repetitive"),
        ("+14155552671", "personal"),
        ("with a \u{202e} in it", "hidden_characters"),
        (&"x1!".repeat(100), "too_long"),
    ];
    for (password, reason) in refused {
        let (status, answer) = ada.send("PUT", "/v1/password", Some(json!({ "password": password }))).await;
        assert_eq!((status, &answer["reason"]), (422, &json!(reason)), "{password}: {answer}");
    }
    let strength = ada.ok("/v1/password/strength", json!({ "password": LONG })).await;
    assert_eq!((&strength["accepted"], &strength["score"]), (&json!(true), &json!(4)));
    assert_eq!(ada.send("GET", "/v1/password", None).await.1, json!({}), "nothing was kept");
}

#[tokio::test]
async fn a_flow_of_one_session_serves_no_other_and_no_other_purpose() {
    let house = House::open().await;
    let mut ada = with_password(&house, LONG).await;
    let mut other = known_elsewhere(&house, &ada).await;
    let flow = ada.ok("/v1/session/reauthenticate", json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    // Another browser's session, and the purpose of signing in.
    assert_eq!(other.refused("/v1/session/passkey", body.clone()).await, "ticket_not_accepted");
    assert_eq!(ada.refused("/v1/sign-in/passkey", body.clone()).await, "ticket_not_accepted");
    let sign_in = ada.ok("/v1/sign-in", json!({})).await;
    let answer = ada.answer(&sign_in, &Misbehaviour::default());
    assert_eq!(ada.refused("/v1/session/passkey", answer).await, "ticket_not_accepted");
    ada.ok("/v1/session/passkey", body).await;
    other.sign_in().await;
}

#[tokio::test]
async fn an_operator_may_turn_phone_codes_off() {
    let house = House::open_under(|policy| policy.phone_codes = passkeep_decision::policy::Offered::No).await;
    let ada = house.member(ADA).await;
    let flow = house.stranger().another_way(ADA).await;
    assert_eq!(flow["methods"], json!(["password"]));
    let flow = ada.another_way(ADA).await;
    assert_eq!(flow.get("methods"), None, "{flow}");
    assert_eq!(ada.refused("/v1/sign-in/code", json!({ "ticket": flow["ticket"] })).await, "way_not_offered");
}
