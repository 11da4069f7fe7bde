//! What each file must be.

use serde_json::{Map, Value, json};

use super::{APPLE, ASSET_LINKS, ENDPOINTS, Expected, Fetched, Finding, PASSWORD, RELATED, Weight, wrong};
use crate::well_known::{LABELS_MAX, registrable_labels};

const GET_LOGIN_CREDS: &str = "delegate_permission/common.get_login_creds";
const HANDLE_ALL_URLS: &str = "delegate_permission/common.handle_all_urls";

/// What Apple takes of its file (Apple, "Supporting associated domains").
const APPLE_BYTES_MAX: usize = 128 * 1024;
/// What Chromium takes of `webauthn` (`kWellKnownMaxBodySize`).
const RELATED_BYTES_MAX: usize = 256 * 1024;
/// What is sensible for the rest, for which nobody names a limit.
const OTHER_BYTES_MAX: usize = 256 * 1024;

/// Gathers what is said of one file.
struct Report {
    path: &'static str,
    findings: Vec<Finding>,
}

impl Report {
    fn wrong(&mut self, what: impl Into<String>) {
        self.findings.push(wrong(self.path, what.into()));
    }

    fn note(&mut self, what: impl Into<String>) {
        self.findings.push(Finding { path: self.path, weight: Weight::Note, what: what.into() });
    }

    /// Ends with a good word, where nothing was wrong.
    fn done(mut self, good: impl Into<String>) -> Vec<Finding> {
        if self.findings.iter().all(|finding| finding.weight != Weight::Wrong) {
            self.findings.insert(0, Finding { path: self.path, weight: Weight::Fine, what: good.into() });
        }
        self.findings
    }
}

/// Checks one of the files of JSON.
pub(super) fn check(path: &'static str, fetched: &Fetched, expected: Option<&Expected>) -> Vec<Finding> {
    let mut report = Report { path, findings: vec![] };
    if fetched.status == 404 {
        absent(&mut report, expected);
        return report.findings;
    }
    let Some(json) = read(&mut report, fetched) else { return report.findings };
    match path {
        ASSET_LINKS => asset_links(report, &json, expected),
        APPLE => apple(report, &json, expected),
        RELATED => related(report, &json, expected),
        ENDPOINTS => endpoints(report, &json),
        _ => report.findings,
    }
}

/// There is no file. That is right where nobody needs it.
fn absent(report: &mut Report, expected: Option<&Expected>) {
    let needed = expected.is_some_and(|expected| match report.path {
        ASSET_LINKS => !expected.android.is_empty(),
        APPLE => !expected.apple.is_empty(),
        RELATED => !expected.origins.is_empty(),
        _ => true,
    });
    let whom = match report.path {
        ASSET_LINKS => "apps on Android can't use this site's passkeys",
        APPLE => "apps on iOS and macOS can't use this site's passkeys",
        RELATED => "pages of other domains can't use this site's passkeys",
        _ => "password managers can't lead people to create and manage passkeys",
    };
    match needed {
        true => report.wrong(format!("isn't there (404), and the configuration needs it: {whom}")),
        false => report.note(format!("isn't there (404): {whom}; right if none should")),
    }
}

/// The file as JSON, where it is given out as platforms take it.
fn read(report: &mut Report, fetched: &Fetched) -> Option<Value> {
    match fetched.status {
        200 => {}
        301 | 302 | 303 | 307 | 308 => {
            let to = fetched.location.as_deref().unwrap_or("nowhere");
            report.wrong(format!(
                "is a redirect to {to}: platforms follow none. Give the file out at this very address"
            ));
            return None;
        }
        401 | 403 | 407 => {
            report.wrong(format!(
                "asks who wants it ({}): platforms never say. Give it out to everybody",
                fetched.status
            ));
            return None;
        }
        status => {
            report.wrong(format!("answers {status} instead of 200"));
            return None;
        }
    }
    if fetched.content_type != "application/json" {
        let seen = if fetched.content_type.is_empty() { "nothing" } else { &fetched.content_type };
        report.wrong(format!("has the content type {seen}: it must be application/json"));
    }
    let limit = match report.path {
        APPLE => APPLE_BYTES_MAX,
        RELATED => RELATED_BYTES_MAX,
        _ => OTHER_BYTES_MAX,
    };
    if fetched.body.len() > limit {
        report.wrong(format!("is larger than {} KiB: platforms don't read it", limit / 1024));
        return None;
    }
    match serde_json::from_slice(&fetched.body) {
        Ok(json) => Some(json),
        Err(error) => {
            report.wrong(format!("is no JSON: {error}"));
            None
        }
    }
}

/// Digital Asset Links.
fn asset_links(mut report: Report, json: &Value, expected: Option<&Expected>) -> Vec<Finding> {
    let Some(statements) = json.as_array() else {
        report.wrong("is no list of statements: [{ \"relation\": […], \"target\": {…} }]");
        return report.findings;
    };
    let mut apps: Map<String, Value> = Map::new();
    for (at, statement) in statements.iter().enumerate() {
        let target = &statement["target"];
        if target["namespace"] != "android_app" {
            continue;
        }
        let Some(package) = target["package_name"].as_str() else {
            report.wrong(format!("statement {}: the target has no package_name", at + 1));
            continue;
        };
        let relations = texts(&statement["relation"]);
        let fingerprints = texts(&target["sha256_cert_fingerprints"]);
        if fingerprints.is_empty() {
            report.wrong(format!("{package}: no sha256_cert_fingerprints"));
        }
        for fingerprint in &fingerprints {
            if let Some(fault) = fault_of_fingerprint(fingerprint) {
                report.wrong(format!("{package}: {fingerprint:?} {fault}"));
            }
        }
        let app =
            apps.entry(package.to_owned()).or_insert_with(|| json!({ "relations": [], "fingerprints": [] }));
        extend(&mut app["relations"], &relations);
        if relations.contains(&GET_LOGIN_CREDS) {
            extend(&mut app["fingerprints"], &fingerprints);
        }
    }
    for (package, app) in &apps {
        let relations = texts(&app["relations"]);
        let lacks = |relation| !relations.contains(&relation);
        if lacks(GET_LOGIN_CREDS) {
            report.wrong(format!(
                "{package}: the relation {GET_LOGIN_CREDS} is missing: no passkey is offered to the app"
            ));
        }
        if lacks(HANDLE_ALL_URLS) {
            report.wrong(format!(
                "{package}: the relation {HANDLE_ALL_URLS} is missing: some password managers give the app no passkey without it"
            ));
        }
    }
    for (package, fingerprints) in expected.map(|expected| expected.android.as_slice()).unwrap_or_default() {
        let published = apps.get(package).map(|app| texts(&app["fingerprints"])).unwrap_or_default();
        let missing: Vec<&String> = fingerprints
            .iter()
            .filter(|own| !published.iter().any(|seen| seen.eq_ignore_ascii_case(own)))
            .collect();
        if !missing.is_empty() {
            let statement = json!([{
                "relation": [GET_LOGIN_CREDS, HANDLE_ALL_URLS],
                "target": { "namespace": "android_app", "package_name": package, "sha256_cert_fingerprints": fingerprints },
            }]);
            report.wrong(format!(
                "{package}: the file lacks fingerprints of the configuration. Publish: {statement}"
            ));
        }
    }
    let (count, apps) = (apps.len(), if apps.len() == 1 { "app" } else { "apps" });
    report.done(format!("names {count} {apps} on Android"))
}

fn fault_of_fingerprint(text: &str) -> Option<&'static str> {
    let pairs: Vec<&str> = text.split(':').collect();
    let hexadecimal = |pair: &&str| pair.len() == 2 && pair.bytes().all(|b| b.is_ascii_hexdigit());
    if pairs.len() != 32 || !pairs.iter().all(hexadecimal) {
        let sha1 = pairs.len() == 20 && pairs.iter().all(hexadecimal);
        return Some(match sha1 {
            true => "is a SHA-1: take the SHA-256 fingerprint",
            false => {
                "is no fingerprint: 32 pairs of hexadecimal digits with colons, as the Play console shows them"
            }
        });
    }
    text.bytes()
        .any(|b| b.is_ascii_lowercase())
        .then_some("has small letters: write it as the Play console shows it")
}

/// Apple's associated domains.
fn apple(mut report: Report, json: &Value, expected: Option<&Expected>) -> Vec<Finding> {
    let ids = texts(&json["webcredentials"]["apps"]);
    if !json["webcredentials"]["apps"].is_array() {
        report.wrong("has no webcredentials: { \"webcredentials\": { \"apps\": [\"TEAMID.bundle.id\"] } }");
    }
    for id in &ids {
        let team = id.split('.').next().unwrap_or_default();
        let of_team = team.len() == 10 && team.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !of_team || !id.contains('.') {
            report.wrong(format!(
                "{id:?} is no app id: a team's 10 letters and digits, a dot, the bundle's id"
            ));
        }
    }
    for id in expected.map(|expected| expected.apple.as_slice()).unwrap_or_default() {
        if !ids.contains(&id.as_str()) {
            report.wrong(format!("the file lacks {id} of the configuration among webcredentials"));
        }
    }
    let details = json["applinks"]["details"].as_array().map(Vec::as_slice).unwrap_or_default();
    if expected.is_some_and(|expected| expected.apple_links) && details.is_empty() {
        report.wrong("has no applinks, and the configuration has apps.apple_links");
    }
    for detail in details {
        let ids = [texts(&detail["appIDs"]), texts(&detail["appID"])].concat();
        let paths = detail["components"].is_array() || detail["paths"].is_array();
        if (ids.is_empty() && !detail["appID"].is_string()) || !paths {
            report.wrong("applinks: a detail has appIDs and components");
        }
    }
    report.note("devices read it through Apple's cache: a change takes up to a day to reach them");
    let (count, apps) = (ids.len(), if ids.len() == 1 { "app" } else { "apps" });
    report.done(format!("names {count} {apps} on iOS and macOS"))
}

/// Related origins. (WebAuthn L3, section 5.11)
fn related(mut report: Report, json: &Value, expected: Option<&Expected>) -> Vec<Finding> {
    if !json["origins"].is_array() {
        report.wrong("has no list of origins: { \"origins\": [\"https://…\"] }");
        return report.findings;
    }
    let origins = texts(&json["origins"]);
    if origins.len() < json["origins"].as_array().map_or(0, Vec::len) {
        report.wrong("an origin is a text");
    }
    let mut hosts = vec![];
    for origin in &origins {
        match url::Url::parse(origin) {
            Ok(url) if url.origin().ascii_serialization() == *origin && url.scheme() == "https" => {
                hosts.push(url.host_str().unwrap_or_default().to_owned());
            }
            _ => report.wrong(format!(
                "{origin:?} is no origin: https://, the host, and a port where it isn't 443; no path"
            )),
        }
    }
    let labels = registrable_labels(hosts.iter().map(String::as_str));
    if labels.len() > LABELS_MAX {
        let (count, taken, left) =
            (labels.len(), labels[..LABELS_MAX].join(", "), labels[LABELS_MAX..].join(", "));
        report.wrong(format!(
            "has origins of {count} names, and browsers take the first {LABELS_MAX}: of {taken}. They leave out {left}"
        ));
    }
    for origin in expected.map(|expected| expected.origins.as_slice()).unwrap_or_default() {
        if !origins.contains(&origin.as_str()) {
            report.wrong(format!("the file lacks {origin} of the configuration"));
        }
    }
    let (count, word) = (origins.len(), if origins.len() == 1 { "origin" } else { "origins" });
    report.done(format!("names {count} {word}"))
}

/// Passkey endpoints. (W3C, "Passkey Endpoints Well-Known URL")
fn endpoints(mut report: Report, json: &Value) -> Vec<Finding> {
    if !json.is_object() {
        report.wrong("is no object: { \"enroll\": \"https://…\", \"manage\": \"https://…\" }");
        return report.findings;
    }
    for member in ["enroll", "manage"] {
        match json[member].as_str().map(url::Url::parse) {
            Some(Ok(url)) if url.scheme() == "https" || url.host_str() == Some("localhost") => {}
            Some(_) => report.wrong(format!("{member} is no https address")),
            None => report.note(format!("has no {member}: password managers can't lead people there")),
        }
    }
    report.done("leads password managers to the settings")
}

/// Where password managers lead people to change a password: it is a redirect itself, or the page.
pub(super) fn change_password(fetched: &Fetched, nothing: Option<&Fetched>) -> Vec<Finding> {
    let mut report = Report { path: PASSWORD, findings: vec![] };
    match fetched.status {
        200 | 204 => {}
        302 | 303 | 307 if fetched.location.is_some() => {}
        301 | 308 => report.note("is a redirect for good: browsers keep it. Answer 302, 303 or 307"),
        404 => report.wrong("isn't there (404): password managers can't lead people to change a password"),
        401 | 403 => {
            report.wrong(format!("asks who wants it ({}): lead to the page, and ask there", fetched.status))
        }
        status => report.wrong(format!("answers {status}: lead to the page by a redirect")),
    }
    if nothing.is_some_and(|nothing| (200..300).contains(&nothing.status)) {
        report.wrong(
            "the site answers 200 where there is nothing, so browsers don't believe that this address leads anywhere: answer 404",
        );
    }
    let to = fetched.location.as_deref().map(|to| format!("leads to {to}"));
    report.done(to.unwrap_or_else(|| "is the page itself".to_owned()))
}

/// The texts of a list.
fn texts(list: &Value) -> Vec<&str> {
    list.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

fn extend(list: &mut Value, more: &[&str]) {
    if let Value::Array(list) = list {
        list.extend(more.iter().map(|text| Value::from(*text)));
    }
}
