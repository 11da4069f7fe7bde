//! Consent: asked for once, for what was shown, and taken back.

use super::party::*;

fn asked() -> std::collections::BTreeMap<&'static str, String> {
    request_with(&[("client_id", "stranger"), ("scope", "openid profile trade")])
}

/// The name of the request in the page's form.
fn named(page: &str) -> &str {
    page.split("name=\"request\" value=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[tokio::test]
async fn another_partys_app_gets_what_was_said_yes_to() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let page = browser.authorize(&asked()).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("The stranger asks you") && page.body.contains("Moves value"));
    let yes = [("request", named(&page.body))];
    let answer = browser.post("/authorize/consent", &yes).await;
    assert_eq!(answer.location.as_deref(), Some("/authorize/proceed"));
    assert!(browser.authorize(&asked()).await.told().contains_key("code"));
    let stranger = Backend::of(&house, "stranger");
    let tokens = stranger.sign_in(&browser, &[("scope", "openid profile")]).await;
    // More than that is asked for anew; so is everything with prompt=consent.
    let more = request_with(&[("client_id", "stranger"), ("scope", "openid phone")]);
    assert_eq!(browser.authorize(&more).await.status, 200);
    let claim = "{\"userinfo\":{\"phone_number\":null}}";
    let by_claim = request_with(&[("client_id", "stranger"), ("scope", "openid"), ("claims", claim)]);
    assert!(browser.authorize(&by_claim).await.body.contains("Your phone number"));
    let again = request_with(&[("client_id", "stranger"), ("scope", "openid"), ("prompt", "consent")]);
    let page = browser.authorize(&again).await;
    assert_eq!(page.status, 200);
    browser.post("/authorize/consent", &[("request", named(&page.body))]).await;
    assert!(browser.authorize(&again).await.told().contains_key("code"));
    // It is seen and ended in the settings.
    assert!(browser.get("/settings/apps").await.body.contains("The stranger"));
    browser.post("/settings/apps/stranger/end", &[]).await;
    assert!(!stranger.is_active(&tokens).await);
    assert_eq!(browser.authorize(&asked()).await.status, 200, "it is asked for again");
}

#[tokio::test]
async fn a_yes_is_to_the_request_that_was_shown() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let shown = browser.authorize(&asked()).await;
    // Another tab asks for something else meanwhile.
    browser.authorize(&request_with(&[("client_id", "stranger"), ("scope", "openid phone")])).await;
    let answer = browser.post("/authorize/consent", &[("request", named(&shown.body))]).await;
    assert_eq!(answer.status, 400, "{answer:?}");
    for made_up in ["", "AAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(browser.post("/authorize/consent", &[("request", made_up)]).await.status, 400);
    }
    assert_eq!(browser.authorize(&asked()).await.status, 200, "nothing was said yes to");
    let told = browser.get("/authorize/cancelled").await.told();
    assert_eq!(told["error"], "access_denied");
}
