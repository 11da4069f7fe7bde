//! `passkeep check-links`, over real HTTP: what a site gives out, and what is said of it.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use passkeep_server::check_links::{Expected, Weight, check};

use crate::person::House;

const LINKS: &str = "/.well-known/assetlinks.json";
const APPLE: &str = "/.well-known/apple-app-site-association";
const RELATED: &str = "/.well-known/webauthn";
const ENDPOINTS: &str = "/.well-known/passkey-endpoints";
const PASSWORD: &str = "/.well-known/change-password";

const FINGERPRINT: &str =
    "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";

#[derive(Clone)]
struct Answer {
    status: u16,
    content_type: &'static str,
    location: Option<&'static str>,
    body: String,
}

fn json(body: impl Into<String>) -> Answer {
    Answer { status: 200, content_type: "application/json", location: None, body: body.into() }
}

fn redirect(status: u16, location: &'static str) -> Answer {
    Answer { status, content_type: "text/html", location: Some(location), body: String::new() }
}

/// A site that gives out these files, and nothing else.
async fn site(files: &[(&'static str, Answer)], elsewhere: u16) -> String {
    let files: Arc<HashMap<&'static str, Answer>> = Arc::new(files.iter().cloned().collect());
    let router = Router::new().fallback(move |request: axum::extract::Request| {
        let found = files.get(request.uri().path()).cloned();
        async move {
            let Some(answer) = found else { return StatusCode::from_u16(elsewhere).unwrap().into_response() };
            let mut response: Response = answer.body.into_response();
            *response.status_mut() = StatusCode::from_u16(answer.status).unwrap();
            response.headers_mut().insert(header::CONTENT_TYPE, answer.content_type.parse().unwrap());
            if let Some(location) = answer.location {
                response.headers_mut().insert(header::LOCATION, location.parse().unwrap());
            }
            response
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://localhost:{port}")
}

/// What is wrong with one file.
async fn wrong(path: &'static str, answer: Answer, expected: Option<&Expected>) -> Vec<String> {
    let base = site(&[(path, answer)], 404).await;
    let findings = check(&base, expected).await.unwrap();
    let of_path =
        findings.into_iter().filter(|finding| finding.path == path && finding.weight == Weight::Wrong);
    of_path.map(|finding| finding.what).collect()
}

async fn says(path: &'static str, answer: Answer, part: &str) {
    let wrong = wrong(path, answer, None).await;
    assert!(wrong.iter().any(|what| what.contains(part)), "{part:?} is none of {wrong:?}");
}

fn asset_link(relations: &str, fingerprints: &str) -> String {
    format!(
        r#"[{{"relation":[{relations}],"target":{{"namespace":"android_app","package_name":"com.example.app","sha256_cert_fingerprints":[{fingerprints}]}}}}]"#
    )
}

const BOTH: &str =
    r#""delegate_permission/common.get_login_creds","delegate_permission/common.handle_all_urls""#;

#[tokio::test]
async fn what_this_server_gives_out_is_fine() {
    let house = House::open_configured(&format!(
        "origins = [\"https://www.example.net\"]\n[apps]\napple = [\"ABCDE12345.com.example.app\"]\n\
         apple_links = [\"/confirm/*\"]\n[apps.android]\n\"com.example.app\" = [\"{FINGERPRINT}\"]"
    ))
    .await;
    let expected = Expected {
        android: vec![("com.example.app".into(), vec![FINGERPRINT.into()])],
        apple: vec!["ABCDE12345.com.example.app".into()],
        apple_links: true,
        origins: vec!["https://www.example.net".into()],
    };
    let findings = check(&house.url, Some(&expected)).await.unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.weight == Weight::Wrong).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let fine: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.weight == Weight::Fine)
        .map(|finding| finding.what.as_str())
        .collect();
    assert_eq!(
        fine,
        [
            "names 1 app on Android",
            "names 1 app on iOS and macOS",
            "names 1 origin",
            "leads password managers to the settings",
            "leads to /settings/password",
        ]
    );
}

#[tokio::test]
async fn a_file_is_given_out_as_platforms_take_it() {
    let good = r#"{"webcredentials":{"apps":["ABCDE12345.com.example.app"]}}"#;
    assert_eq!(wrong(APPLE, json(good), None).await, Vec::<String>::new());
    for status in [301, 302, 303, 307, 308] {
        says(
            APPLE,
            redirect(status, "https://www.example.com/aasa"),
            "is a redirect to https://www.example.com/aasa",
        )
        .await;
    }
    for status in [401, 403, 407] {
        says(APPLE, Answer { status, ..json(good) }, "asks who wants it").await;
    }
    says(APPLE, Answer { status: 500, ..json(good) }, "answers 500 instead of 200").await;
    says(
        APPLE,
        Answer { content_type: "text/plain; charset=utf-8", ..json(good) },
        "has the content type text/plain",
    )
    .await;
    says(APPLE, json("{"), "is no JSON").await;
    let filled = |bytes: usize| json(format!("{good}{}", " ".repeat(bytes - good.len())));
    assert_eq!(wrong(APPLE, filled(128 * 1024), None).await, Vec::<String>::new());
    says(APPLE, filled(128 * 1024 + 1), "is larger than 128 KiB").await;
    says(RELATED, json(format!("{{\"origins\":[]}}{}", " ".repeat(256 * 1024))), "is larger than 256 KiB")
        .await;
}

#[tokio::test]
async fn asset_links_have_both_relations_and_whole_fingerprints() {
    let fingerprint = format!("\"{FINGERPRINT}\"");
    assert_eq!(wrong(LINKS, json(asset_link(BOTH, &fingerprint)), None).await, Vec::<String>::new());
    let (creds, urls) = BOTH.split_once(',').unwrap();
    says(LINKS, json(asset_link(creds, &fingerprint)), "common.handle_all_urls is missing").await;
    says(LINKS, json(asset_link(urls, &fingerprint)), "common.get_login_creds is missing").await;
    says(LINKS, json(asset_link(BOTH, "")), "no sha256_cert_fingerprints").await;
    let lower = fingerprint.to_lowercase();
    says(LINKS, json(asset_link(BOTH, &lower)), "has small letters").await;
    says(LINKS, json(asset_link(BOTH, &fingerprint.replace(':', ""))), "is no fingerprint").await;
    let sha1 = format!("\"{}\"", &FINGERPRINT[..59]);
    says(LINKS, json(asset_link(BOTH, &sha1)), "is a SHA-1").await;
    says(LINKS, json("{}"), "is no list of statements").await;
    // What the configuration has must be there.
    let expected =
        Expected { android: vec![("com.example.app".into(), vec!["00".into()])], ..Expected::default() };
    let seen = wrong(LINKS, json(asset_link(BOTH, &fingerprint)), Some(&expected)).await;
    assert!(
        seen[0].contains("com.example.app: the file lacks fingerprints") && seen[0].contains("Publish: [{"),
        "{seen:?}"
    );
    let seen = wrong(LINKS, Answer { status: 404, ..json("") }, Some(&expected)).await;
    assert!(seen[0].starts_with("isn't there (404), and the configuration needs it"), "{seen:?}");
    assert_eq!(wrong(LINKS, Answer { status: 404, ..json("") }, None).await, Vec::<String>::new());
}

#[tokio::test]
async fn apple_s_file_names_apps() {
    says(APPLE, json("{}"), "has no webcredentials").await;
    says(APPLE, json(r#"{"webcredentials":{"apps":["com.example.app"]}}"#), "is no app id").await;
    says(
        APPLE,
        json(r#"{"webcredentials":{"apps":[]},"applinks":{"details":[{"appIDs":["ABCDE12345.a"]}]}}"#),
        "a detail has appIDs and components",
    )
    .await;
    let expected = Expected { apple: vec!["ABCDE12345.b".into()], apple_links: true, ..Expected::default() };
    let seen = wrong(APPLE, json(r#"{"webcredentials":{"apps":["ABCDE12345.a"]}}"#), Some(&expected)).await;
    assert!(seen[0].contains("lacks ABCDE12345.b") && seen[1].contains("has no applinks"), "{seen:?}");
}

#[tokio::test]
async fn related_origins_are_origins_of_five_names() {
    let origins = |hosts: &[&str]| {
        let quoted: Vec<String> = hosts.iter().map(|host| format!("\"{host}\"")).collect();
        json(format!("{{\"origins\":[{}]}}", quoted.join(",")))
    };
    let five = [
        "https://a.com",
        "https://a.de",
        "https://b.com",
        "https://c.co.uk",
        "https://d.com",
        "https://www.e.com",
    ];
    assert_eq!(wrong(RELATED, origins(&five), None).await, Vec::<String>::new());
    let six = [&five[..], &["https://f.com"]].concat();
    says(
        RELATED,
        origins(&six),
        "has origins of 6 names, and browsers take the first 5: of a, b, c, d, e. They leave out f",
    )
    .await;
    for fault in ["https://a.com/", "http://a.com", "a.com", "https://a.com:443", "https://A.com"] {
        says(RELATED, origins(&[fault]), "is no origin").await;
    }
    says(RELATED, json("[]"), "has no list of origins").await;
    let expected = Expected { origins: vec!["https://z.com".into()], ..Expected::default() };
    let seen = wrong(RELATED, origins(&five), Some(&expected)).await;
    assert_eq!(seen, ["the file lacks https://z.com of the configuration"]);
}

#[tokio::test]
async fn password_managers_find_their_way() {
    let good = r#"{"enroll":"https://example.com/a","manage":"https://example.com/b"}"#;
    assert_eq!(wrong(ENDPOINTS, json(good), None).await, Vec::<String>::new());
    says(ENDPOINTS, json("[]"), "is no object").await;
    says(ENDPOINTS, json(r#"{"enroll":"http://example.com/a"}"#), "enroll is no https address").await;
    assert_eq!(wrong(PASSWORD, redirect(302, "/password"), None).await, Vec::<String>::new());
    says(PASSWORD, Answer { status: 404, ..json("") }, "isn't there (404)").await;
    says(PASSWORD, Answer { status: 401, ..json("") }, "asks who wants it").await;
    let base = site(&[(PASSWORD, redirect(302, "/password"))], 200).await;
    let findings = check(&base, None).await.unwrap();
    assert!(findings.iter().any(
        |finding| finding.path == PASSWORD && finding.what.contains("answers 200 where there is nothing")
    ));
}

#[tokio::test]
async fn only_https_is_taken_beyond_this_machine() {
    let base = site(&[], 404).await;
    let site_wide = async |base: &str| {
        let findings = check(base, None).await.unwrap();
        findings
            .into_iter()
            .filter(|finding| finding.path.is_empty())
            .map(|finding| finding.weight)
            .collect::<Vec<_>>()
    };
    assert_eq!(site_wide(&base).await, [Weight::Note]);
    assert_eq!(site_wide(&base.replace("localhost", "127.0.0.1")).await, [Weight::Wrong]);
    let gone = base.rsplit(':').next().map(|_| "http://localhost:1").unwrap();
    let findings = check(gone, None).await.unwrap();
    assert!(findings.iter().any(|finding| finding.what.starts_with("can't be reached:")), "{findings:?}");
    assert!(check("https://example.com/path", None).await.is_err());
}
