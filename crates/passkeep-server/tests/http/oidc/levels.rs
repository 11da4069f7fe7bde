//! What an app asks of the sign-in: freshness, level, person; and sessions that get no code.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::device::Client;
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::session::{self, Place, Sharing, Verified};
use passkeep_server::{clock, token};

use super::party::*;
use crate::person::{House, Person};

pub const PROVE: &str = "/reauthenticate?next=/authorize/proceed";

#[tokio::test]
async fn nobody_is_shown_anything_with_prompt_none() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let none = request_with(&[("prompt", "none")]);
    assert_eq!(Browser::fresh(&house).authorize(&none).await.error(), "login_required");
    let browser = Browser::of(&house, &ada);
    assert!(browser.authorize(&none).await.told().contains_key("code"));
    let consent = request_with(&[("prompt", "none"), ("client_id", "stranger")]);
    assert_eq!(browser.authorize(&consent).await.error(), "consent_required");
    let other = "{\"id_token\":{\"sub\":{\"value\":\"AAAAAAAAAAAAAAAAAAAAAA\"}}}";
    let person = request_with(&[("prompt", "none"), ("claims", other)]);
    assert_eq!(browser.authorize(&person).await.error(), "login_required");
    let nobody = request_with(&[("claims", "{\"id_token\":{\"sub\":{\"value\":\"x\"}}}")]);
    assert_eq!(browser.authorize(&nobody).await.error(), "unmet_authentication_requirements");
}

#[tokio::test]
async fn login_and_max_age_take_a_proof_made_since() {
    let house = house().await;
    for (name, value) in [("prompt", "login"), ("max_age", "0")] {
        let mut ada = house.member(if name == "prompt" { ADA } else { "+14155552672" }).await;
        let browser = Browser::of(&house, &ada);
        let request = request_with(&[(name, value)]);
        for _ in 0..2 {
            let answer = browser.authorize(&request).await;
            assert_eq!(answer.location.as_deref(), Some(PROVE), "{name}: asking again proves nothing");
        }
        let (status, _) = ada.reauthenticate().await;
        assert_eq!(status, 200);
        browser.enter(&ada);
        assert!(browser.authorize(&request).await.told().contains_key("code"), "{name}");
        assert_eq!(
            browser.authorize(&request).await.location.as_deref(),
            Some(PROVE),
            "{name}: each time anew"
        );
    }
    let ada = house.member("+14155552673").await;
    let young = request_with(&[("max_age", "3600"), ("prompt", "none")]);
    assert!(Browser::of(&house, &ada).authorize(&young).await.told().contains_key("code"));
}

#[tokio::test]
async fn choosing_an_account_takes_a_sign_in_made_since() {
    let house = house().await;
    let mut ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let request = request_with(&[("prompt", "select_account")]);
    assert_eq!(browser.authorize(&request).await.location.as_deref(), Some("/?choose"));
    assert_eq!(browser.get("/?choose").await.status, 200, "signed in or not");
    ada.sign_in().await;
    browser.enter(&ada);
    assert!(browser.authorize(&request).await.told().contains_key("code"));
}

#[tokio::test]
async fn a_level_that_no_passkey_of_the_account_reaches_is_unmet() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let unmet = "unmet_authentication_requirements";
    assert_eq!(browser.authorize(&request_with(&[("acr_values", "phrh")])).await.error(), unmet);
    let essential = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"phrh\"]}}}";
    assert_eq!(browser.authorize(&request_with(&[("claims", essential)])).await.error(), unmet);
    let unknown = essential.replace("phrh", "gold");
    assert_eq!(browser.authorize(&request_with(&[("claims", &unknown)])).await.error(), unmet);
    for taken in ["phr", "aal1 phrh", "gold silver", "phrh phr"] {
        let answer = browser.authorize(&request_with(&[("acr_values", taken)])).await;
        assert!(answer.told().contains_key("code"), "{taken}");
    }
}

/// Somebody whose session was opened by these.
pub async fn session_by(house: &House, person: &Person, proofs: &[Method], standing: Standing) -> Person {
    let account = token::read(person.token.as_ref().unwrap()).unwrap().account;
    let moment = clock::moment();
    let proofs = proofs.iter().fold(Proofs::NONE, |all, method| all.and(*method, moment.now));
    let client = Client { browser: "Firefox".into(), system: "Linux".into() };
    let place = Place {
        account,
        epoch: 0,
        passkey: None,
        device: None,
        client: &client,
        network: None,
        sharing: Sharing::Own,
    };
    let opened =
        session::open(Verified::Fallback(&proofs, standing), &place, &house.app.rules.now(), &moment);
    let mut weak = person.on_another_device(house);
    weak.token = Some(token::write(&opened));
    house.app.store.apply(&Changes::Tally(vec![Change::AddSession(Box::new(opened.session))])).await.unwrap();
    weak
}

#[tokio::test]
async fn a_session_that_lacks_the_level_goes_through_the_missing_step_alone() {
    let house = House::open_with(|config| {
        register(config);
        config.clients[1].least = Level::TwoP;
    })
    .await;
    let ada = house.member(ADA).await;
    let mut weak = session_by(&house, &ada, &[Method::Password, Method::PhoneCode], Standing::Ordinary).await;
    let (browser, shop, strict) =
        (Browser::of(&house, &weak), Backend::of(&house, "shop"), request_with(&[("client_id", "other")]));
    let tokens = shop.sign_in(&browser, &[]).await;
    let told = claims(&tokens, "id_token");
    assert_eq!(
        (told["acr"].as_str(), told["amr"].to_string()),
        (Some("aal2"), "[\"pwd\",\"sms\",\"otp\",\"mfa\"]".into())
    );
    // By the app's wish, and by the client's own least.
    let wish = request_with(&[("acr_values", "phr")]);
    assert_eq!(browser.authorize(&wish).await.location.as_deref(), Some(PROVE));
    let silent = request_with(&[("acr_values", "phr"), ("prompt", "none")]);
    assert_eq!(browser.authorize(&silent).await.error(), "login_required");
    assert_eq!(browser.authorize(&strict).await.location.as_deref(), Some(PROVE));
    assert_eq!(weak.reauthenticate().await.0, 200);
    browser.enter(&weak);
    let raised = Backend::of(&house, "other").sign_in(&browser, &[]).await;
    let raised = claims(&raised, "id_token");
    assert_eq!(
        (raised["acr"].as_str(), &raised["sid"]),
        (Some("phr"), &told["sid"]),
        "the same session to apps"
    );
}

#[tokio::test]
async fn one_factor_is_too_little_unless_the_client_says_so() {
    let house = House::open_with(|config| {
        register(config);
        config.clients[1].least = Level::One;
    })
    .await;
    let ada = house.member(ADA).await;
    let weak = session_by(&house, &ada, &[Method::Password], Standing::Ordinary).await;
    let browser = Browser::of(&house, &weak);
    assert_eq!(browser.authorize(&request()).await.location.as_deref(), Some(PROVE));
    let tokens = Backend::of(&house, "other").sign_in(&browser, &[]).await;
    assert_eq!(claims(&tokens, "id_token")["acr"], "aal1");
}

#[tokio::test]
async fn a_quarantined_session_gets_no_code_unless_the_client_opted_in() {
    let house = House::open_with(|config| {
        register(config);
        config.clients[1].quarantine = passkeep_decision::client::Quarantined::Admitted;
    })
    .await;
    let ada = house.member(ADA).await;
    let proofs = [Method::Password, Method::PhoneCode];
    let quarantined = session_by(&house, &ada, &proofs, Standing::Quarantine).await;
    let browser = Browser::of(&house, &quarantined);
    assert_eq!(
        browser.authorize(&request()).await.location.as_deref(),
        Some(PROVE),
        "an older passkey lifts it"
    );
    let silent = request_with(&[("prompt", "none")]);
    assert_eq!(browser.authorize(&silent).await.error(), "login_required");
    let other = Backend::of(&house, "other");
    let tokens = other.sign_in(&browser, &[("scope", "openid offline_access trade")]).await;
    assert_eq!(tokens["scope"], "openid offline_access", "and moves no value");
    assert!(other.is_active(&tokens).await);
    // The operator takes that back: what was given is worth nothing from then on.
    let house = house.restart_with(register).await;
    let other = Backend::of(&house, "other");
    assert!(!other.is_active(&tokens).await);
    assert_eq!(other.refresh(&tokens).await.1["error"], "invalid_grant");

    let recovering = session_by(&house, &ada, &proofs, Standing::Recovery).await;
    let browser = Browser::of(&house, &recovering);
    assert_eq!(browser.authorize(&request()).await.error(), "unmet_authentication_requirements");
}

#[tokio::test]
async fn a_hint_names_the_person() {
    let house = house().await;
    let (ada, bob) = (house.member(ADA).await, house.member("+14155552672").await);
    let (browser, shop) = (Browser::of(&house, &ada), Backend::of(&house, "shop"));
    let own = shop.sign_in(&browser, &[]).await["id_token"].as_str().unwrap().to_owned();
    let others = shop.sign_in(&Browser::of(&house, &bob), &[]).await["id_token"].as_str().unwrap().to_owned();
    let foreign =
        Backend::of(&house, "other").sign_in(&browser, &[]).await["id_token"].as_str().unwrap().to_owned();
    let hinted = |hint: &str| request_with(&[("prompt", "none"), ("id_token_hint", hint)]);
    assert!(browser.authorize(&hinted(&own)).await.told().contains_key("code"));
    assert_eq!(browser.authorize(&hinted(&others)).await.error(), "login_required");
    assert_eq!(
        browser.authorize(&hinted(&foreign)).await.error(),
        "invalid_request",
        "given to another client"
    );
    let asked = request_with(&[("id_token_hint", &others)]);
    assert_eq!(browser.authorize(&asked).await.location.as_deref(), Some("/?choose"));
}
