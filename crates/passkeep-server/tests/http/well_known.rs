//! What clients read at fixed places: the same for everybody, and in each other's words.

use crate::person::House;

const FINGERPRINT: &str =
    "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";

async fn read(house: &House, path: &str) -> (u16, String) {
    let answer = reqwest::get(format!("{}{path}", house.url)).await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn each_file_says_what_the_configuration_says() {
    let lower = FINGERPRINT.to_lowercase().replace(':', "");
    let other = "00".repeat(32);
    let house = House::open_configured(&format!(
        r#"
        origins = [
            "https://www.example.net", "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU",
            "https://shop.example.org:8443", "https://www.example.net", "https://login.localhost", "https://intranet",
            "https://www.notlocalhost", "http://localhost:9",
        ]
        top_origins = ["https://partner.example"]
        [apps]
        apple = ["ABCDE12345.com.example.app", "ABCDE12345.com.example.other"]
        apple_links = ["/confirm/*", "/stop"]
        [apps.android]
        "com.example.app" = ["{lower}", "{other}"]
        "com.example.other" = ["{FINGERPRINT}"]
        "#
    ))
    .await;
    let body = |path: &'static str| {
        let house = &house;
        async move {
            let (status, body) = read(house, path).await;
            assert_eq!(status, 200, "{path}");
            body
        }
    };
    assert_eq!(
        body("/.well-known/webauthn").await,
        r#"{"origins":["https://www.example.net","https://shop.example.org:8443","https://www.notlocalhost"]}"#
    );
    let zeros = vec!["00"; 32].join(":");
    let relation = r#""relation":["delegate_permission/common.get_login_creds","delegate_permission/common.handle_all_urls"]"#;
    let link = |package: &str, fingerprints: &str| {
        format!(
            r#"{{{relation},"target":{{"namespace":"android_app","package_name":"{package}","sha256_cert_fingerprints":[{fingerprints}]}}}}"#
        )
    };
    let app = link("com.example.app", &format!("\"{FINGERPRINT}\",\"{zeros}\""));
    let another = link("com.example.other", &format!("\"{FINGERPRINT}\""));
    assert_eq!(body("/.well-known/assetlinks.json").await, format!("[{app},{another}]"));
    assert_eq!(
        body("/.well-known/apple-app-site-association").await,
        r#"{"applinks":{"details":[{"appIDs":["ABCDE12345.com.example.app","ABCDE12345.com.example.other"],"components":[{"/":"/confirm/*"},{"/":"/stop"}]}]},"webcredentials":{"apps":["ABCDE12345.com.example.app","ABCDE12345.com.example.other"]}}"#
    );
    assert_eq!(
        body("/.well-known/passkey-endpoints").await,
        format!(
            r#"{{"enroll":"{url}/settings/passkeys/new","manage":"{url}/settings/passkeys"}}"#,
            url = house.url
        )
    );
}

#[tokio::test]
async fn where_there_is_nothing_to_say_there_is_no_file() {
    let house = House::open().await;
    for path in ["webauthn", "assetlinks.json", "apple-app-site-association"] {
        let (status, body) = read(&house, &format!("/.well-known/{path}")).await;
        assert_eq!(status, 404, "{path}");
        assert!(body.contains("\"code\":\"not_found\""), "{path}: {body}");
    }
    assert_eq!(read(&house, "/.well-known/passkey-endpoints").await.0, 200);
}

#[tokio::test]
async fn a_file_may_be_kept_for_a_while_and_names_nobody() {
    let house = House::open_configured("[apps]\napple = [\"ABCDE12345.com.example.app\"]").await;
    let answer = reqwest::get(format!("{}/.well-known/apple-app-site-association", house.url)).await.unwrap();
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("cache-control"), Some("public, max-age=300"));
    assert_eq!(header("x-content-type-options"), Some("nosniff"));
    assert!(header("content-security-policy").is_some());
    assert_eq!(header("access-control-allow-origin"), None);
    assert_eq!(header("set-cookie"), None, "one cookie for all who share a cache");
    let missing = reqwest::get(format!("{}/.well-known/webauthn", house.url)).await.unwrap();
    assert_eq!(missing.headers()["cache-control"], "no-store");
}

/// A picture or a script that a cache shares sets no cookie either; a page does.
#[tokio::test]
async fn only_what_is_not_shared_sets_a_cookie() {
    let house = House::open().await;
    let page = reqwest::get(format!("{}/", house.url)).await.unwrap();
    assert!(page.headers().contains_key("set-cookie"));
    let html = page.text().await.unwrap();
    let path = html.split('"').find(|part| part.starts_with("/assets/passkeep.css?")).unwrap();
    let style = reqwest::get(format!("{}{path}", house.url)).await.unwrap();
    assert!(style.headers()["cache-control"].to_str().unwrap().starts_with("public"));
    assert!(!style.headers().contains_key("set-cookie"));
}
