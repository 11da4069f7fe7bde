//! What the rules for platforms say, in answers and on pages; and that nothing else hangs on what a client says of itself.

use passkeep_decision::platform::policy::ClientPolicy;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::person::{House, Person, http, http_client};

const ADA: &str = "+14155552671";

/// An app one build below its floor.
const OLD_APP: &str = r#"app.id="mobile", app.version="16.20.25607", os.name=ios, os.version="17.4""#;
const NEW_APP: &str = r#"app.id="mobile", app.version="16.20.25608", os.name=ios, os.version="17.4""#;
const NO_LOCK: &str =
    r#"app.id="mobile", app.version="17", os.name=android, os.api_level=34, screen_lock=unset"#;

const IOS_15: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_8_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6.6 Mobile/15E148 Safari/604.1";
const HARMONY_5: &str = "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile";

/// A client that sends these headers with every request.
fn client(headers: &[(&'static str, &'static str)]) -> reqwest::Client {
    let header = |(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let headers: HeaderMap = headers.iter().map(header).collect();
    http().default_headers(headers).build().unwrap()
}

async fn get(url: String, headers: &[(&'static str, &'static str)]) -> reqwest::Response {
    client(headers).get(url).send().await.unwrap()
}

async fn page(person: &Person, path: &str) -> String {
    person.page(path).await.text().await.unwrap()
}

#[tokio::test]
async fn a_client_is_told_what_is_known_of_it_and_what_the_rules_say() {
    let house = House::open().await;
    let mut app = house.stranger();
    app.http = client(&[("passkeep-client", NO_LOCK), ("user-agent", "okhttp/4.12.0")]);
    let (status, told) = app.send("GET", "/v1/client", None).await;
    assert_eq!(status, 200);
    let facts = json!({
        "channel": "native_app", "app.id": "mobile", "app.version": "17", "os.name": "android",
        "os.api_level": 34, "screen_lock": "unset",
    });
    assert_eq!(told["facts"], facts);
    let verdict = json!({
        "operation": "create_passkey", "methods": ["platform"], "effect": "block", "rule": "lock-needed",
        "diagnosis": "ENV-05", "recheck": "on_resume", "offer": ["other_device_qr", "security_key"],
        "text": "This device opens without a lock, so it can’t protect a passkey. Set a screen lock in its settings, then come back.",
    });
    assert_eq!(told["platform"], json!([verdict]));
}

#[tokio::test]
async fn an_app_below_its_floor_is_told_to_update_and_can_sign_in_another_way() {
    let house = House::open_with(|config| {
        let links = r#""links": { "store": { "ios": "https://apps.apple.com/app/id7" } }, "rules""#;
        config.client_policy =
            ClientPolicy::parse(&ClientPolicy::SHIPPED.replacen("\"rules\"", links, 1)).unwrap().0;
    })
    .await;
    let mut ada = house.member(ADA).await;
    ada.http = client(&[("passkeep-client", OLD_APP)]);
    let (status, mut problem) = ada.send("POST", "/v1/sign-in", Some(json!({}))).await;
    let reference = problem.as_object_mut().unwrap().remove("reference").unwrap();
    assert!(reference.as_str().unwrap().starts_with("ENV-03 / "), "{reference}");
    let expected = json!({
        "type": "about:blank", "title": "Forbidden", "status": 403, "code": "client_not_supported",
        "operation": "sign_in_passkey", "methods": ["platform", "hybrid", "security_key"], "effect": "block",
        "rule": "mobile-app-floor", "diagnosis": "ENV-03", "minimum": "16.20.25608", "recheck": "never",
        "offer": ["password", "phone_code"], "link": "https://apps.apple.com/app/id7",
        "text": "Passkeys need version 16.20.25608 of this app or a newer one. Update the app, then come back.",
        "detail": problem["detail"],
    });
    assert_eq!((status, &problem), (403, &expected));
    assert_eq!(ada.refused("/v1/passkeys/code", json!({})).await, "client_not_supported");
    assert_eq!(ada.refused("/v1/sign-up", json!({ "phone": "+14155552672" })).await, "client_not_supported");
    let way = ada.another_way(ADA).await;
    assert_eq!(way["steps"], json!(["factor"]));
    // In the person's language.
    ada.http = client(&[("passkeep-client", OLD_APP), ("accept-language", "zh-CN")]);
    let (_, problem) = ada.send("POST", "/v1/sign-in", Some(json!({}))).await;
    assert_eq!(
        problem["text"],
        "使用通行密钥需要本应用 16.20.25608 或更新的版本。请先更新应用，再回到这里。"
    );
    // One build on, all is as it was.
    ada.http = client(&[("passkeep-client", NEW_APP)]);
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    assert_eq!(flow.get("platform"), None, "nothing to say");
    ada.sign_in().await;
}

#[tokio::test]
async fn a_phone_without_a_lock_signs_in_and_creates_elsewhere() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.http = client(&[("passkeep-client", NO_LOCK)]);
    ada.sign_in().await;
    let place = ada.walk_to_place(&house, ADA).await;
    assert_eq!(place["steps"], json!(["place"]));
    assert_eq!(
        (&place["platform"][0]["rule"], &place["platform"][0]["methods"]),
        (&json!("lock-needed"), &json!(["platform"]))
    );
    let choose = |place: &str, ticket: &Value| json!({ "ticket": ticket, "place": place });
    let ticket = &place["ticket"];
    assert_eq!(
        ada.refused("/v1/passkeys/options", choose("this_device", ticket)).await,
        "client_not_supported"
    );
    for elsewhere in ["other_device", "security_key"] {
        ada.ok("/v1/passkeys/options", choose(elsewhere, ticket)).await;
    }
    // It has a lock now: what it says is looked at anew each time.
    ada.http = http_client();
    ada.ok("/v1/passkeys/options", choose("this_device", ticket)).await;
}

/// Attack 1: a proxy that says it is an old client would have the person fall back to what is weaker.
#[tokio::test]
async fn what_a_client_says_of_itself_opens_nothing() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let plain = http_client();
    for said in
        [OLD_APP, NEW_APP, NO_LOCK, "app.id=other, os.name=harmonyos", "can=(publicKeyCredential)", "\"", ""]
    {
        let forged = client(&[("passkeep-client", said)]);
        let mut other = ada.on_another_device(&house);
        let mut ways = vec![];
        for http in [&plain, &forged] {
            other.http = http.clone();
            let way = other.another_way(ADA).await;
            ways.push((way["steps"].clone(), way["methods"].clone(), way["prompt"].clone()));
        }
        assert_eq!(ways[0], ways[1], "{said}");
        // Who is not signed in gets nowhere, whatever the client is.
        for path in ["/v1/passkeys", "/v1/account", "/v1/devices"] {
            let (status, _) = other.send("GET", path, None).await;
            assert_eq!(status, 401, "{path} {said}");
        }
    }
    // A step that needs a proof needs it from a client that may do everything.
    ada.http = client(&[("passkeep-client", NEW_APP)]);
    let forged = json!({ "ticket": "v1.x", "place": "this_device" });
    assert_eq!(ada.refused("/v1/passkeys/options", forged).await, "ticket_not_accepted");
}

#[tokio::test]
async fn an_outdated_system_s_pages_say_why_and_offer_other_places() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let before = page(&ada, "/settings/passkeys").await;
    assert!(before.contains("Create passkey") && !before.contains("Create a passkey elsewhere"));
    for (agent, reason) in [
        (IOS_15, "Creating a passkey on this device takes iOS 16 or newer."),
        (HARMONY_5, "This device’s system can’t keep a passkey for us yet."),
    ] {
        ada.http = client(&[("user-agent", agent)]);
        for path in ["/settings/passkeys", "/settings/passkeys/new"] {
            let html = page(&ada, path).await;
            assert!(html.contains(reason), "{path}: {html}");
            assert!(html.contains("You can still create one on another phone or tablet"), "{path}");
        }
        let html = page(&ada, "/settings/passkeys").await;
        assert!(html.contains("Create a passkey elsewhere") && !html.contains(">Create passkey"), "{html}");
    }
    let update = "To update: Settings › General › Software Update.";
    assert!(!page(&ada, "/settings/passkeys").await.contains(update), "nothing to update on HarmonyOS");
    ada.http = client(&[("user-agent", IOS_15)]);
    assert!(page(&ada, "/settings/passkeys").await.contains(update));
}

#[tokio::test]
async fn pages_in_an_app_below_its_floor_say_to_update_it() {
    let house = House::open().await;
    let html = get(format!("{}/", house.url), &[("passkeep-client", OLD_APP)]).await.text().await.unwrap();
    assert!(html.contains("Update the app, then come back."), "{html}");
    assert!(html.contains("action=\"/sign-in/other\"") && !html.contains("<passkeep-sign-in"));
    assert!(!html.contains("sign-in.js"), "nothing asks for a passkey");
    let html =
        get(format!("{}/sign-up", house.url), &[("passkeep-client", OLD_APP)]).await.text().await.unwrap();
    assert!(
        html.contains("Update the app") && !html.contains("name=\"number\""),
        "nobody types a number for nothing"
    );
    let mut ada = house.member(ADA).await;
    ada.http = client(&[("passkeep-client", OLD_APP)]);
    let html = page(&ada, "/settings/passkeys").await;
    assert!(html.contains("Update the app"), "{html}");
    assert!(!html.contains("class=\"button main\" href=\"/settings/passkeys/new\""), "{html}");
    let html = page(&ada, "/settings/passkeys/new").await;
    assert!(html.contains("Update the app") && !html.contains("action=\"/settings/passkeys/new\""));
}

#[tokio::test]
async fn pages_ask_for_the_hint_that_tells_windows_apart() {
    let house = House::open().await;
    let answer = get(format!("{}/", house.url), &[]).await;
    for name in ["accept-ch", "critical-ch"] {
        assert_eq!(answer.headers()[name], "Sec-CH-UA-Platform-Version", "{name}");
    }
    for path in ["/v1/openapi.json", "/assets/passkeep.css", "/healthz"] {
        let answer = get(format!("{}{path}", house.url), &[]).await;
        assert!(!answer.headers().contains_key("accept-ch"), "{path}");
    }
    let windows = |version: &'static str| {
        [
            (
                "user-agent",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            ),
            ("sec-ch-ua-platform", "\"Windows\""),
            ("sec-ch-ua-platform-version", version),
        ]
    };
    let mut ada = house.member(ADA).await;
    for (version, stopped) in [("\"10.0.0\"", true), ("\"15.0.0\"", false), ("\"\"", false)] {
        ada.http = client(&windows(version));
        let html = page(&ada, "/settings/passkeys").await;
        assert_eq!(html.contains("takes Windows 11 or newer"), stopped, "{version}");
    }
}

#[tokio::test]
async fn an_operator_s_own_sentence_goes_out_escaped_and_in_its_language() {
    let policy = r#"{"policy_id": "t", "revision": 1, "default": {"effect": "allow"}, "rules": [{
        "id": "ios", "when": {"os.name": "ios", "os.version": {"lt": "16"}}, "operations": ["create_passkey"],
        "methods": ["platform"], "effect": "block", "code": "OWN-1", "text": "own"}],
        "texts": {"own": {"en": "<b>{os_label} {min}</b> & later", "zh": "需要 {os_label} {min}"}}}"#;
    let house =
        House::open_with(|config| config.client_policy = ClientPolicy::parse(policy).unwrap().0).await;
    let mut ada = house.member(ADA).await;
    ada.http = client(&[("user-agent", IOS_15)]);
    let html = page(&ada, "/settings/passkeys").await;
    assert!(html.contains("&#60;b&#62;iOS 16&#60;/b&#62; &#38; later"), "{html}");
    ada.http = client(&[("user-agent", IOS_15), ("accept-language", "zh-CN")]);
    assert!(page(&ada, "/settings/passkeys").await.contains("需要 iOS 16"));
    let (_, told) = ada.send("GET", "/v1/client", None).await;
    assert_eq!(
        (&told["platform"][0]["diagnosis"], &told["platform"][0]["text"]),
        (&json!("OWN-1"), &json!("需要 iOS 16"))
    );
}

#[tokio::test]
async fn kinds_of_client_are_tallied_at_ceremonies_and_nobody_s_name_is() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    ada.http = client(&[("user-agent", IOS_15), ("passkeep-client", "can=(conditionalGet extension:prf)")]);
    ada.sign_in().await;
    ada.sign_in().await;
    page(&ada, "/settings/passkeys").await;
    ada.http = client(&[("passkeep-client", OLD_APP)]);
    ada.refused("/v1/sign-in", json!({})).await;
    house.app.seen.write(&house.app.store).await.unwrap();
    let mut tallies = house.app.store.client_tallies(0).await.unwrap();
    tallies.sort_by_key(|tally| (tally.operation.clone(), tally.ceremonies));
    let seen: Vec<(String, Value, i64)> = tallies
        .iter()
        .map(|tally| (tally.operation.clone(), serde_json::from_str(&tally.facts).unwrap(), tally.ceremonies))
        .collect();
    let safari = json!({
        "channel": "native_app", "os.name": "ios", "os.version": "15.8.3", "browser": "safari", "browser.version": "15",
        "caps.conditionalGet": true,
    });
    let app = json!({
        "channel": "native_app", "app.id": "mobile", "app.version": "16.20.25607", "os.name": "ios", "os.version": "17.4",
    });
    let expected = [
        ("create_passkey".to_owned(), json!({ "channel": "native_app" }), 1),
        ("sign_in_passkey".to_owned(), app, 1),
        ("sign_in_passkey".to_owned(), safari, 2),
    ];
    assert_eq!(seen, expected);
    // What was written is not written again.
    house.app.seen.write(&house.app.store).await.unwrap();
    assert_eq!(house.app.store.client_tallies(0).await.unwrap().len(), 3);
}
