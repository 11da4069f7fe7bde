//! Recovery when every passkey is lost: what begins it, how long it waits, and what it opens.

use std::sync::Arc;

use passkeep_authenticator::Misbehaviour;
use passkeep_decision::policy::Policy;
use passkeep_server::clock;
use serde_json::{Value, json};

use crate::person::{House, Person, new_key};

const ADA: &str = "+14155552671";
const NOBODY: &str = "+442079460958";
const HOUR: i64 = 3600;
const LONG: &str = "seven purple walruses hum";

/// Waits as shipped. Contacts prove at once, and no passkey counts as in use: else every account here would be too young
/// to recover.
fn aged(policy: &mut Policy) {
    policy.recovery_seconds = 72 * HOUR;
    policy.recovery_lapses_seconds = 7 * 24 * HOUR;
    policy.recovery_risk_seconds = 7 * 24 * HOUR;
    policy.recovery_holds_value_seconds = 7 * 24 * HOUR;
    policy.dispute_seconds = 30 * 24 * HOUR;
    policy.contact_proves_seconds = 0;
    policy.passkey_used_seconds = 0;
}

async fn with_password(house: &House) -> Person {
    let ada = house.member(ADA).await;
    assert_eq!(ada.send("PUT", "/v1/password", Some(json!({ "password": LONG }))).await.0, 200);
    ada
}

async fn codes(ada: &Person) -> Vec<String> {
    let made = ada.ok("/v1/recovery-codes", json!({})).await;
    made["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

async fn begin(person: &Person, identifier: &str) -> Value {
    person.ok("/v1/recovery", json!({ "identifier": identifier })).await
}

async fn password(person: &Person, flow: &Value) -> (u16, Value) {
    let body = json!({ "ticket": flow["ticket"], "password": LONG });
    person.send("POST", "/v1/recovery/password", Some(body)).await
}

async fn by_code(person: &Person, flow: &Value, code: &str) -> (u16, Value) {
    let body = json!({ "ticket": flow["ticket"], "code": code });
    person.send("POST", "/v1/recovery/recovery-code", Some(body)).await
}

async fn by_phone(house: &House, person: &Person, flow: &Value) -> (u16, Value) {
    let asked = json!({ "ticket": flow["ticket"], "channel": "phone" });
    let sent = person.ok("/v1/recovery/code", asked).await;
    let body = json!({ "ticket": sent["ticket"], "code": house.code(ADA).await });
    person.send("POST", "/v1/recovery/code/check", Some(body)).await
}

async fn password_and_code(person: &Person, code: &str) -> (u16, Value) {
    let flow = begin(person, ADA).await;
    let (status, second) = password(person, &flow).await;
    assert_eq!(status, 200, "{second}");
    assert_eq!(second["methods"], json!(["recovery_code", "phone_code", "email_code", "device"]));
    by_code(person, &second, code).await
}

#[tokio::test]
async fn codes_are_ten_shown_once_and_replaced_as_a_set() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    assert_eq!(ada.send("GET", "/v1/recovery-codes", None).await.1, json!({ "left": 0 }));
    assert_eq!(ada.send("GET", "/v1/account", None).await.1["has_second_way"], false);
    let first = codes(&ada).await;
    assert_eq!(first.len(), 10);
    assert!(house.message(ADA).await.contains("New recovery codes"));
    let read = ada.send("GET", "/v1/recovery-codes", None).await.1;
    assert_eq!(read["left"], 10);
    assert!(first.iter().all(|code| !read.to_string().contains(code)), "never shown again");
    assert_eq!(ada.send("GET", "/v1/account", None).await.1["has_second_way"], true);
    let second = codes(&ada).await;
    let stranger = house.stranger();
    let flow = begin(&stranger, ADA).await;
    assert_eq!(by_code(&stranger, &flow, &first[0]).await.1["code"], "recovery_code_wrong");
    // As people type it.
    let typed = second[0].to_lowercase().replace('-', " ");
    let (status, answer) = by_code(&stranger, &flow, &typed).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(ada.send("GET", "/v1/recovery-codes", None).await.1["left"], 9);
    assert!(house.message(ADA).await.contains("A recovery code"), "its owner is told");
    let flow = begin(&stranger, ADA).await;
    assert_eq!(by_code(&stranger, &flow, &second[0]).await.1["code"], "recovery_code_wrong", "once");
}

/// The wait is over, as if it had passed.
async fn wait_is_over(house: &House) {
    for hours in [24, 48, 72] {
        house.pass(hours).await;
    }
}

/// What waits in the account of somebody who is signed in.
async fn held(person: &Person) -> Vec<Value> {
    person.send("GET", "/v1/holds", None).await.1["holds"].as_array().unwrap().clone()
}

/// A passkey of its owner answers about a recovery.
async fn stop(person: &mut Person) -> Value {
    let hold = held(person).await[0]["id"].as_str().unwrap().to_owned();
    let flow = person.ok(&format!("/v1/holds/{hold}/stop/options"), json!({})).await;
    let body = person.answer(&flow, &Misbehaviour::default());
    person.ok(&format!("/v1/holds/{hold}/stop"), body).await
}

async fn stop_by_code(house: &House, code: &str) -> (u16, Value) {
    let stranger = house.stranger();
    let flow = begin(&stranger, ADA).await;
    let body = json!({ "ticket": flow["ticket"], "code": code, "intent": "stop_recovery" });
    stranger.send("POST", "/v1/recovery/recovery-code", Some(body)).await
}

#[tokio::test]
async fn a_recovery_waits_is_told_and_opens_nothing_before_its_time() {
    let house = House::open_under(aged).await;
    let mut ada = with_password(&house).await;
    let codes = codes(&ada).await;
    let stranger = house.stranger();
    let (status, waits) = password_and_code(&stranger, &codes[0]).await;
    assert_eq!(status, 200, "{waits}");
    let recovery = &waits["recovery"];
    let wait = recovery["matures_at"].as_i64().unwrap() - recovery["started_at"].as_i64().unwrap();
    assert_eq!(wait, 72 * 3600 * 1000);
    assert!(house.message(ADA).await.contains("is recovering your account"));
    // Whoever was in is out; a passkey still leads in.
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 401);
    // The same proofs again shorten nothing and begin nothing anew.
    let (_, again) = password_and_code(&stranger, &codes[1]).await;
    assert_eq!(&again["recovery"], recovery);
    assert!(again.get("session").is_none(), "{again}");
    ada.sign_in().await;
    let waiting = held(&ada).await;
    assert_eq!((waiting.len(), &waiting[0]["kind"]), (1, &json!("recovery")), "{waiting:?}");
    assert_eq!(waiting[0]["matures_at"], recovery["matures_at"]);

    // Its owner's passkey stops it, any number of times.
    for code in [2, 3] {
        assert_eq!(stop(&mut ada).await["outcome"], "stopped");
        assert!(house.message(ADA).await.contains("was stopped"));
        assert!(held(&ada).await.is_empty());
        password_and_code(&stranger, &codes[code]).await;
        ada.sign_in().await;
    }

    // A code of the set stops it once. The second time it is a dispute, which a code decides, here that it stops.
    let (_, stopped) = stop_by_code(&house, &codes[4]).await;
    assert_eq!(stopped["outcome"], "stopped", "{stopped}");
    password_and_code(&stranger, &codes[5]).await;
    assert_eq!(stop_by_code(&house, &codes[6]).await.1["outcome"], "disputed");
    assert_eq!(stop_by_code(&house, &codes[7]).await.1["outcome"], "stopped");
    let (status, nothing) = stop_by_code(&house, &codes[8]).await;
    assert_eq!((status, &nothing["code"]), (404, &json!("not_found")), "used up all the same");
}

#[tokio::test]
async fn a_notices_link_stops_a_recovery_once_and_a_recovery_code_decides_the_dispute() {
    const EMAIL: &str = "ada@example.org";
    let house = House::open_under(aged).await;
    let ada = with_password(&house).await;
    crate::holds::add_email(&house, &ada, EMAIL).await;
    let codes = codes(&ada).await;
    let owner = house.stranger();
    let by_link = async || {
        let token = crate::links::token(&house.message(EMAIL).await);
        house.stranger().ok("/v1/holds/stop-by-link", json!({ "token": token })).await
    };
    password_and_code(&owner, &codes[0]).await;
    assert_eq!(by_link().await["outcome"], "stopped");
    password_and_code(&owner, &codes[1]).await;
    assert_eq!(by_link().await["outcome"], "disputed", "each address is heard once");
    house.pass(24).await;
    house.pass(72).await;
    // Password and phone leave the dispute as it is; who has a code and another proof lets it go on.
    let flow = begin(&owner, ADA).await;
    let (_, second) = password(&owner, &flow).await;
    assert_eq!(by_phone(&house, &owner, &second).await.1["recovery"]["state"], "disputed");
    let (_, upheld) = password_and_code(&owner, &codes[2]).await;
    assert_eq!(upheld["recovery"]["state"], "upheld", "{upheld}");
    let (status, refused) = stop_by_code(&house, &codes[3]).await;
    assert_eq!((status, &refused["code"]), (409, &json!("hold_disputed")), "{refused}");
    // An old passkey is above them all.
    let mut ada = ada;
    ada.sign_in().await;
    assert_eq!(stop(&mut ada).await["outcome"], "stopped");
}

#[tokio::test]
async fn when_its_time_has_come_it_opens_a_session_that_creates_a_passkey_and_nothing_else() {
    let house = House::open_under(aged).await;
    let ada = with_password(&house).await;
    let codes = codes(&ada).await;
    let mut owner = house.stranger();
    let (_, waits) = password_and_code(&owner, &codes[0]).await;
    assert!(waits["recovery"].is_object(), "{waits}");
    wait_is_over(&house).await;
    // Proofs of one kind don't finish it.
    let flow = begin(&owner, ADA).await;
    let (_, one) = password(&owner, &flow).await;
    assert!(one.get("session").is_none(), "{one}");
    let (status, opened) = by_code(&owner, &one, &codes[1]).await;
    assert_eq!((status, &opened["session"]["standing"]), (200, &json!("recovery")), "{opened}");
    owner.keep(&opened);
    assert!(house.message(ADA).await.contains("was recovered"));
    let refused = [
        ("PUT", "/v1/password", json!({ "password": "another long password" })),
        ("POST", "/v1/contacts/email", json!({ "email": "eve@example.com" })),
        ("POST", "/v1/recovery-codes", json!({})),
        ("POST", "/v1/account/freeze", json!({})),
        ("POST", "/v1/session/reauthenticate", json!({})),
    ];
    for (method, path, body) in refused {
        let (status, answer) = owner.send(method, path, Some(body)).await;
        assert_eq!((status, &answer["code"]), (403, &json!("recovery_only_creates")), "{method} {path}");
    }
    let account = owner.send("GET", "/v1/account", None).await.1;
    let week = clock::now().plus_seconds(6 * 24 * 3600).0;
    assert!(account["risk_until"].as_i64().unwrap() > week, "{account}");
    assert!(account["value_held_until"].as_i64().unwrap() > week, "{account}");

    let place = owner.ok("/v1/passkeys/code", json!({})).await;
    assert_eq!(place["steps"], json!(["place"]), "the recovery stands in for the grant");
    let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
    let flow = owner.ok("/v1/passkeys/options", chosen).await;
    let mut key = new_key();
    let response = key.create(&flow["options"], &owner.url).unwrap();
    owner.ok("/v1/passkeys", json!({ "ticket": flow["ticket"], "response": response })).await;
    assert_eq!(owner.send("GET", "/v1/session", None).await.0, 401, "it was for this alone");

    // The new passkey signs in, and for 72 hours does little else.
    owner.authenticator = key;
    owner.sign_in().await;
    assert!(
        ["passkey_too_new", "new_browser_waits"]
            .contains(&owner.refused("/v1/passkeys/code", json!({})).await.as_str())
    );
    // The recovery is over: the next one begins from the start.
    let (_, anew) = password_and_code(&house.stranger(), &codes[2]).await;
    assert!(anew["recovery"].is_object(), "{anew}");
}

async fn password_and_phone(house: &House, person: &Person) -> Value {
    let flow = begin(person, ADA).await;
    let (_, second) = password(person, &flow).await;
    let (status, third) = by_phone(house, person, &second).await;
    assert_eq!(status, 200, "{third}");
    third
}

#[tokio::test]
async fn a_stolen_number_and_a_password_never_get_in_while_a_passkey_is_in_use() {
    let house = House::open_under(|policy| {
        aged(policy);
        policy.passkey_used_seconds = 30 * 24 * 3600;
    })
    .await;
    let ada = with_password(&house).await;
    let thief = house.stranger();
    for _ in 0..2 {
        let third = password_and_phone(&house, &thief).await;
        assert_eq!(third["methods"], json!(["recovery_code", "device"]), "{third}");
        assert!(third.get("recovery").is_none() && third.get("session").is_none(), "{third}");
        wait_is_over(&house).await;
    }
    assert_eq!(ada.send("GET", "/v1/session", None).await.0, 200, "nothing has happened");
}

#[tokio::test]
async fn a_stolen_number_and_a_password_get_nothing_for_72_hours_and_the_owner_is_told_at_each_of_three() {
    const EMAIL: &str = "ada@example.org";
    let house = House::open_under(aged).await;
    let mut ada = with_password(&house).await;
    crate::holds::add_email(&house, &ada, EMAIL).await;
    let mut thief = house.stranger();
    let nothing_yet = async || {
        let waits = password_and_phone(&house, &thief).await;
        assert!(waits.get("session").is_none() && waits["recovery"].is_object(), "{waits}");
    };
    nothing_yet().await;
    assert!(house.message(EMAIL).await.contains("is recovering your account"), "at 0 hours");
    for (hours, notices) in [(23, 0), (24, 2), (47, 0), (48, 2), (71, 0)] {
        assert_eq!(house.pass(hours).await, notices, "after {hours} hours: phone and email");
    }
    nothing_yet().await;
    assert_eq!(house.pass(72).await, 2, "that its wait is over is told too");

    // The right comes now, after 72 hours and three notices before it; and goes as soon as a passkey says no.
    let opened = password_and_phone(&house, &thief).await;
    assert_eq!(opened["session"]["standing"], "recovery", "{opened}");
    thief.keep(&opened);
    let place = thief.ok("/v1/passkeys/code", json!({})).await;
    let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
    let flow = thief.ok("/v1/passkeys/options", chosen).await;
    let response = new_key().create(&flow["options"], &thief.url).unwrap();
    ada.sign_in().await;
    assert_eq!(stop(&mut ada).await["outcome"], "stopped");
    let made = json!({ "ticket": flow["ticket"], "response": response });
    assert_eq!(thief.refused("/v1/passkeys", made).await, "hold_over");
    assert_eq!(thief.refused("/v1/passkeys/code", json!({})).await, "hold_over");
    assert_eq!(ada.passkeys().await.len(), 1);
}

#[tokio::test]
async fn a_recovery_matures_while_the_account_is_frozen_and_thaws_it() {
    let house = House::open_under(aged).await;
    let ada = with_password(&house).await;
    let codes = codes(&ada).await;
    password_and_code(&house.stranger(), &codes[0]).await;
    let flow = ada.another_way(ADA).await;
    let body = json!({ "ticket": flow["ticket"], "password": LONG, "intent": "freeze" });
    assert!(ada.ok("/v1/sign-in/password", body).await["frozen"].is_object());
    wait_is_over(&house).await;
    let mut owner = house.stranger();
    let (_, opened) = password_and_code(&owner, &codes[1]).await;
    owner.keep(&opened);
    let account = owner.send("GET", "/v1/account", None).await.1;
    assert!(account.get("frozen").is_none(), "{account}");
}

#[tokio::test]
async fn an_address_that_was_added_of_late_proves_nothing() {
    const EMAIL: &str = "eve@example.org";
    let house = House::open_under(|policy| policy.passkey_used_seconds = 0).await;
    let ada = with_password(&house).await;
    crate::holds::add_email(&house, &ada, EMAIL).await;
    let thief = house.stranger();
    let flow = begin(&thief, ADA).await;
    let before = house.message(EMAIL).await;
    let asked = json!({ "ticket": flow["ticket"], "channel": "email" });
    let sent = thief.ok("/v1/recovery/code", asked).await;
    assert_eq!(house.message(EMAIL).await, before, "no code goes out");
    let guess = json!({ "ticket": sent["ticket"], "code": "000000" });
    assert_eq!(thief.refused("/v1/recovery/code/check", guess).await, "code_wrong");
    // What came with the account does prove something.
    let (status, second) = by_phone(&house, &thief, &begin(&thief, ADA).await).await;
    assert_eq!(
        (status, &second["methods"]),
        (200, &json!(["recovery_code", "password", "device"])),
        "{second}"
    );
}

#[tokio::test]
async fn a_stranger_learns_nothing_of_who_has_an_account() {
    let house = House::open().await;
    let ada = with_password(&house).await;
    codes(&ada).await;
    let stranger = house.stranger();
    let shape = |mut flow: Value| {
        for random in ["ticket", "nonce"] {
            if let Some(length) = flow[random].as_str().map(str::len) {
                flow[random] = length.into();
            }
        }
        flow.to_string()
    };
    let (known, unknown) = (begin(&stranger, ADA).await, begin(&stranger, NOBODY).await);
    assert_eq!(shape(known.clone()), shape(unknown.clone()));
    let guess = "0000-0000-0000-0000";
    let wrong = by_code(&stranger, &known, guess).await;
    assert_eq!(wrong, by_code(&stranger, &unknown, guess).await);
    assert_eq!((wrong.0, &wrong.1["code"]), (422, &json!("recovery_code_wrong")));
    for channel in ["phone", "email"] {
        let asked = async |flow: &Value| {
            let body = json!({ "ticket": flow["ticket"], "channel": channel });
            stranger.ok("/v1/recovery/code", body).await
        };
        let (one, other) = (asked(&known).await, asked(&unknown).await);
        assert_eq!(shape(one.clone()), shape(other.clone()), "{channel}");
        let guess = async |flow: &Value| {
            let body = json!({ "ticket": flow["ticket"], "code": "000000" });
            stranger.send("POST", "/v1/recovery/code/check", Some(body)).await
        };
        for _ in 0..6 {
            assert_eq!(guess(&one).await, guess(&other).await, "{channel}");
        }
    }
}

#[tokio::test]
async fn recovery_codes_that_failed_too_often_are_off_alike_for_nobody() {
    let house = House::open_under(|policy| policy.failures_max = 3).await;
    let ada = with_password(&house).await;
    let right = codes(&ada).await.remove(0);
    let stranger = house.stranger();
    for who in [ADA, NOBODY] {
        for _ in 0..3 {
            let flow = begin(&stranger, who).await;
            let wrong = by_code(&stranger, &flow, "0000-0000-0000-0000").await;
            assert_eq!(wrong.1["code"], "recovery_code_wrong");
        }
        let flow = begin(&stranger, who).await;
        assert_eq!(by_code(&stranger, &flow, &right).await.1["code"], "factor_off", "{who}");
    }
    // A new set begins anew.
    let right = codes(&ada).await.remove(0);
    let flow = begin(&stranger, ADA).await;
    assert_eq!(by_code(&stranger, &flow, &right).await.0, 200);
}

#[tokio::test]
async fn one_code_sent_64_times_in_64_flows_serves_once() {
    let house = House::open().await;
    let ada = with_password(&house).await;
    let code = codes(&ada).await.remove(0);
    let stranger = Arc::new(house.stranger());
    let race = (0..64).map(|_| {
        let (stranger, code) = (stranger.clone(), code.clone());
        tokio::spawn(async move {
            let flow = begin(&stranger, ADA).await;
            by_code(&stranger, &flow, &code).await
        })
    });
    let mut served = 0;
    for answer in race.collect::<Vec<_>>() {
        let (status, answer) = answer.await.unwrap();
        match status {
            200 => served += 1,
            _ => {
                let code = answer["code"].as_str().unwrap();
                assert!(["recovery_code_wrong", "busy", "factor_off"].contains(&code), "{answer}");
            }
        }
    }
    assert_eq!(served, 1);
    assert_eq!(ada.send("GET", "/v1/recovery-codes", None).await.1["left"], 9);
}

#[tokio::test]
async fn a_recovery_that_nobody_finishes_lapses_and_its_owner_is_told() {
    let house = House::open_under(aged).await;
    let ada = with_password(&house).await;
    let codes = codes(&ada).await;
    let stranger = house.stranger();
    let (_, waits) = password_and_code(&stranger, &codes[0]).await;
    wait_is_over(&house).await;
    assert_eq!(house.pass(72 + 7 * 24 - 1).await, 0, "open for a week");
    assert_eq!(house.pass(72 + 7 * 24 + 1).await, 1, "told that it has lapsed");
    let (_, anew) = password_and_code(&stranger, &codes[1]).await;
    assert!(anew["recovery"].is_object(), "it begins from the start: {anew}");
    assert_ne!(anew["recovery"], waits["recovery"]);
}

#[tokio::test]
async fn what_a_loss_would_mean_is_what_the_steps_would_say() {
    let house = House::open_under(aged).await;
    let ada = with_password(&house).await;
    let losses = async || ada.send("GET", "/v1/account/what-if", None).await.1["losses"].clone();
    let told = losses().await;
    let passkey = told.as_array().unwrap().iter().find(|loss| loss["lost"] == "passkey").unwrap().clone();
    assert_eq!((&passkey["way"], &passkey["seconds"]), (&json!("recovery"), &json!(72 * 3600)), "{told}");
    codes(&ada).await;
    let told = losses().await;
    assert!(told.as_array().unwrap().iter().all(|loss| loss["way"] != "staff"), "{told}");
}
