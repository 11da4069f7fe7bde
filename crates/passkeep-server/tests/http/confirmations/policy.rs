//! When a confirmation waits, and when it is refused: payees, levels, ages, amounts, risks.

use super::*;

#[tokio::test]
async fn a_new_payee_waits_or_another_trusted_device_signs_it_too() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(withdrawal(&account, "1", "25.00", "Ada Okafor")).await;
    let (_, held) = ada.confirm(&asked["id"]).await;
    assert_eq!(held["state"], "held", "{held}");
    let found = app.state(&asked["id"]).await;
    assert_eq!((&found["state"], &found["held_until"]), (&json!("held"), &held["held_until"]));
    assert!(found.get("receipt").is_none());
    assert!(house.message(ADA).await.contains("Withdraw 25.00 USD"), "every address is told");
    assert_eq!(
        ada.confirm_refused(&asked["id"]).await["code"],
        "confirmation_held",
        "not twice on one device"
    );

    // Another device that is not trusted is no second one.
    let mut phone = ada.on_another_device(&house);
    phone.sign_in().await;
    assert_eq!(phone.confirm_refused(&asked["id"]).await["code"], "new_browser_waits");
    // A day, and it is confirmed; the payee is new no more.
    house.pass(25).await;
    house.pass(50).await;
    let found = app.state(&asked["id"]).await;
    assert_eq!(found["state"], "confirmed", "{found}");
    let receipt = verify(text(&found["receipt"]).as_bytes(), &trust(&house).await).unwrap().receipt;
    assert_eq!(format!("{:?}", receipt.second), "Waited");
    let again = app.asks(withdrawal(&account, "2", "25.00", "Ada Okafor")).await;
    assert_eq!(ada.confirm(&again["id"]).await.1["state"], "confirmed");
    let elsewhere = app.asks(withdrawal(&account, "3", "25.00", "Eve")).await;
    assert_eq!(ada.confirm(&elsewhere["id"]).await.1["state"], "held");
    let large = app.asks(withdrawal(&account, "4", "10000.01", "Ada Okafor")).await;
    assert_eq!(ada.confirm(&large["id"]).await.1["state"], "held");
    let euros = app.asks(json!({
        "account": account, "type": "payee", "idempotency_key": "5",
        "fields": { "name": "Bob", "account": "DE89370400440532013000" },
    }));
    assert_eq!(euros.await["state"], "pending");
}

#[tokio::test]
async fn another_trusted_device_signs_and_it_is_confirmed_at_once() {
    // Browsers settle and devices are trusted at once, so that there are two of them.
    let house = house_with(|config| {
        config.policy.new_browser_seconds = 0;
        config.policy.trust_settles_seconds = 0;
    })
    .await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let mut phone = ada.on_another_device(&house);
    phone.sign_in().await;
    phone.trust_this_device().await;
    phone.sign_in().await;
    phone.sign_in().await;
    let asked = app.asks(withdrawal(&account, "1", "25.00", "Ada Okafor")).await;
    assert_eq!(ada.confirm(&asked["id"]).await.1["state"], "held");
    // The passkey alone is not enough there: the device's own key signs too.
    let (body, nonce) = phone.sign_action(&asked["id"], &Misbehaviour::default()).await;
    let path = format!("/v1/confirm/{}", text(&asked["id"]));
    assert_eq!(phone.refused(&path, body.clone()).await, "ticket_not_accepted");
    let key = phone.key.replace(Arc::new(crate::device::DeviceKey::new()));
    assert_eq!(phone.send_signed(&path, &body, &nonce).await.1["code"], "device_proof_not_accepted");
    phone.key = key;
    let (_, confirmed) = phone.send_signed(&path, &body, &nonce).await;
    assert_eq!(confirmed["state"], "confirmed", "{confirmed}");
    let found = app.state(&asked["id"]).await;
    let receipt = verify(text(&found["receipt"]).as_bytes(), &trust(&house).await).unwrap().receipt;
    assert_eq!((receipt.signatures.len(), format!("{:?}", receipt.second)), (2, "Device".to_owned()));
    let holds = ada.send("GET", "/v1/holds", None).await.1;
    assert_eq!(holds["holds"], json!([]), "nothing waits any more");
}

#[tokio::test]
async fn what_waits_is_stopped_by_its_owner_by_the_app_and_by_a_freeze() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    // By a passkey, where all that waits is stopped.
    let one = app.asks(withdrawal(&account, "1", "25.00", "One")).await;
    ada.confirm(&one["id"]).await;
    let hold = ada.send("GET", "/v1/holds", None).await.1["holds"][0].clone();
    assert_eq!((&hold["kind"], &hold["name"]), (&json!("confirm_action"), &json!("Withdraw 25.00 USD")));
    let flow = ada.ok(&format!("/v1/holds/{}/stop/options", text(&hold["id"])), json!({})).await;
    let body = ada.answer(&flow, &Misbehaviour::default());
    ada.ok(&format!("/v1/holds/{}/stop", text(&hold["id"])), body).await;
    assert_eq!(app.state(&one["id"]).await["state"], "denied");
    // By a no on its page.
    let two = app.asks(withdrawal(&account, "2", "25.00", "Two")).await;
    ada.confirm(&two["id"]).await;
    ada.ok(&format!("/v1/confirm/{}/deny", text(&two["id"])), json!({})).await;
    assert_eq!(ada.send("GET", "/v1/holds", None).await.1["holds"], json!([]));
    // By the app.
    let three = app.asks(withdrawal(&account, "3", "25.00", "Three")).await;
    ada.confirm(&three["id"]).await;
    let path = format!("/v1/confirmations/{}", text(&three["id"]));
    assert_eq!(app.send("DELETE", &path, None).await.1["state"], "withdrawn");
    assert_eq!(ada.send("GET", "/v1/holds", None).await.1["holds"], json!([]));
    // By a freeze: the account's epoch ends it, whatever the clock says.
    let four = app.asks(withdrawal(&account, "4", "25.00", "Four")).await;
    ada.confirm(&four["id"]).await;
    let frozen = ada.ok("/v1/account/freeze", json!({})).await;
    ada.keep(&frozen);
    assert_eq!(app.state(&four["id"]).await["state"], "void");
    house.pass(25).await;
    house.pass(50).await;
    for id in [&one, &two, &three, &four] {
        assert!(app.state(&id["id"]).await.get("receipt").is_none());
    }
}

#[tokio::test]
async fn the_policy_tells_app_and_person_why_and_from_when() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let until = clock::now().plus_seconds(3600);
    // Held value: told when it is asked, and when it is signed.
    let asked = app.asks(withdrawal(&account, "1", "25.00", "Ada")).await;
    set_state(&house, session_account(&ada), |state| state.value_held_until = Some(until)).await;
    let refused = app.refused(withdrawal(&account, "2", "25.00", "Ada")).await;
    assert_eq!((&refused["code"], &refused["until_ms"]), (&json!("value_held"), &json!(until.0)));
    let refused = ada.confirm_refused(&asked["id"]).await;
    assert_eq!((&refused["code"], &refused["until_ms"]), (&json!("value_held"), &json!(until.0)));
    let found = app.state(&asked["id"]).await;
    assert_eq!(found["refused"], json!({ "code": "value_held", "until_ms": until.0 }), "the app learns it");
    let page = ada.page(&format!("/confirm/{}", text(&asked["id"]))).await.text().await.unwrap();
    assert!(page.contains("thawed or recovered of late"), "{page}");
    // A small trade moves none out.
    let trade = app.asks(order(&account, "3", "900.00")).await;
    assert_eq!(ada.confirm(&trade["id"]).await.1["state"], "confirmed");
    assert_eq!(app.refused(order(&account, "4", "1000.01")).await["code"], "value_held");
    set_state(&house, session_account(&ada), |state| state.value_held_until = None).await;

    // A session without a passkey, and one on a browser that is new: what is signed there moves no value.
    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    let refused = elsewhere.confirm_refused(&asked["id"]).await;
    assert_eq!(refused["code"], "new_browser_waits");
    assert_eq!(app.state(&asked["id"]).await["refused"]["code"], "new_browser_waits");
    let trade = app.asks(order(&account, "5", "900.00")).await;
    assert_eq!(elsewhere.confirm(&trade["id"]).await.1["state"], "confirmed", "it may trade within limits");
    let large = app.asks(order(&account, "6", "1000.01")).await;
    assert_eq!(elsewhere.confirm_refused(&large["id"]).await["code"], "new_browser_waits");
    assert_eq!(ada.confirm(&large["id"]).await.1["state"], "confirmed");
}

#[tokio::test]
async fn a_young_passkey_trades_and_does_not_withdraw() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let mut key = new_key();
    let body = ada.walk_to_create(&house, ADA, &mut key).await;
    assert_eq!(ada.send("POST", "/v1/passkeys", Some(body)).await.0, 200);
    let asked = app.asks(withdrawal(&account, "1", "25.00", "Ada")).await;
    // The young one is not asked for; it answers all the same.
    let old = std::mem::replace(&mut ada.authenticator, key);
    let own = Misbehaviour {
        credential: Some(ada.authenticator.credentials()[0].id().to_vec()),
        ..Misbehaviour::default()
    };
    let path = |id: &Value| format!("/v1/confirm/{}", text(id));
    let (body, _) = ada.sign_action(&asked["id"], &own).await;
    let (status, refused) = ada.send("POST", &path(&asked["id"]), Some(body)).await;
    assert_eq!((status, &refused["code"]), (403, &json!("passkey_too_new")), "{refused}");
    let list = ada.send("GET", "/v1/passkeys", None).await.1;
    let made = list["passkeys"].as_array().unwrap().iter().map(|one| one["created_at"].as_i64().unwrap());
    let created = made.max().unwrap();
    assert_eq!(refused["until_ms"], created + 72 * 60 * 1000, "minutes for hours in the demo");
    assert_eq!(app.state(&asked["id"]).await["refused"]["code"], "passkey_too_new");
    let trade = app.asks(order(&account, "2", "900.00")).await;
    assert_eq!(ada.confirm(&trade["id"]).await.1["state"], "confirmed");
    let large = app.asks(order(&account, "3", "1000.01")).await;
    let (body, _) = ada.sign_action(&large["id"], &own).await;
    let (_, refused) = ada.send("POST", &path(&large["id"]), Some(body)).await;
    assert_eq!(refused["code"], "passkey_too_new");
    // One that was reported lost answers for nothing, and its report ends what was asked before.
    let id = ada.passkeys().await.into_iter().next().unwrap();
    ada.authenticator = old;
    let reported = ada.send("POST", &format!("/v1/passkeys/{id}/loss"), Some(json!({}))).await;
    assert_eq!(reported.0, 200, "{reported:?}");
    assert_eq!(app.state(&large["id"]).await["state"], "void");
}

#[tokio::test]
async fn a_level_and_amount_steps_are_kept() {
    let house = house_with(|config| {
        let kind = config.policy.action_types.iter_mut().find(|kind| kind.name.as_str() == "order").unwrap();
        kind.steps[0].level = Some(passkeep_decision::level::Level::Three);
    })
    .await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let under = app.asks(order(&account, "1", "100000.00")).await;
    assert_eq!(ada.confirm(&under["id"]).await.1["state"], "confirmed");
    let over = app.asks(order(&account, "2", "100000.01")).await;
    let refused = ada.confirm_refused(&over["id"]).await;
    assert_eq!((&refused["code"], &refused["level_needed"]), (&json!("level_too_low"), &json!("3")));
}

#[tokio::test]
async fn one_lost_phone_must_not_mean_staff() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let account = granted(&house, &ada, "halden").await;
    let app = backend(&house, "halden");
    let refused = app.refused(withdrawal(&account, "1", "25.00", "Ada")).await;
    assert_eq!(refused["code"], "second_way_needed");
    assert_eq!(app.refused(order(&account, "2", "1000.01")).await["code"], "second_way_needed");
    app.asks(order(&account, "3", "900.00")).await;
    ada.ok("/v1/recovery-codes", json!({})).await;
    app.asks(withdrawal(&account, "1", "25.00", "Ada")).await;
}

#[tokio::test]
async fn a_risk_or_a_change_that_waits_asks_for_more() {
    let house = house().await;
    let (mut ada, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let until = clock::now().plus_seconds(3600);
    set_state(&house, session_account(&ada), |state| state.risk_until = Some(until)).await;
    let asked = app.asks(order(&account, "1", "900.00")).await;
    assert_eq!(ada.confirm(&asked["id"]).await.1["state"], "held");
    set_state(&house, session_account(&ada), |state| state.risk_until = None).await;
    let asked = app.asks(order(&account, "2", "900.00")).await;
    assert_eq!(ada.confirm(&asked["id"]).await.1["state"], "confirmed", "what itself waits is no risk");
}

#[tokio::test]
async fn who_is_not_signed_in_signs_in_and_comes_back() {
    let house = house().await;
    let (_, account) = customer(&house, ADA, "halden").await;
    let app = backend(&house, "halden");
    let asked = app.asks(order(&account, "1", "9.00")).await;
    let browser = http_client_that_stays();
    let answer = browser.get(text(&asked["url"])).send().await.unwrap();
    let to = format!("/?next=/confirm/{}", text(&asked["id"]));
    assert_eq!(
        (answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()),
        (303, to.as_str())
    );
    let page = browser.get(format!("{}{to}", house.url)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(&format!("data-next=\"/confirm/{}\"", text(&asked["id"]))), "{page}");
    let page = browser
        .get(format!("{}/?next=//evil.example", house.url))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(!page.contains("evil.example"));
}
