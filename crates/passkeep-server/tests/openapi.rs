//! The committed OpenAPI document is the code's: `UPDATE=1 cargo test -p passkeep-server --test openapi` renews it.

#![allow(clippy::unwrap_used, reason = "a test")]

#[test]
fn the_committed_document_is_the_codes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let text = passkeep_server::openapi::text();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == text,
        "openapi.json is not the code's: run with UPDATE=1"
    );
}

#[test]
fn every_route_of_the_api_is_in_it() {
    let document: serde_json::Value = serde_json::from_str(&passkeep_server::openapi::text()).unwrap();
    let routes = include_str!("../src/routes.rs");
    let paths =
        routes.lines().filter_map(|line| line.trim().strip_prefix(".route(\"/v1/")?.split('"').next());
    let documented: Vec<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    let mut seen = 0;
    for path in paths.filter(|path| *path != "openapi.json") {
        assert!(documented.contains(&format!("/v1/{path}")), "{path} is not documented");
        seen += 1;
    }
    assert_eq!(seen, documented.len());
}
