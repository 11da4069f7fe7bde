//! What the rules say, as shipped and as operators write them.

use passkeep_decision::platform::ClientFacts;
use passkeep_decision::platform::policy::{ClientPolicy, Effect, Method, Operation, Way};
use serde_json::{Value, json};

const CREATE: Operation = Operation::CreatePasskey;
const SIGN_IN: Operation = Operation::SignInPasskey;

fn client(facts: Value) -> ClientFacts {
    ClientFacts::from_json(facts.as_object().unwrap())
}

/// What the policy says for each operation, in the order of `Operation::ALL`, by each method: `.` allow, `w` warn, `B` block,
/// `R` redirect; and the codes of those that don't allow.
fn said(policy: &ClientPolicy, facts: &ClientFacts) -> (String, Vec<String>) {
    let (mut marks, mut codes) = (vec![], vec![]);
    for operation in Operation::ALL {
        let mut row = String::new();
        for method in Method::ALL {
            let verdict = policy.judge(facts, *operation, *method);
            row.push(match verdict.effect {
                Effect::Allow => '.',
                Effect::Warn => 'w',
                Effect::Block => 'B',
                Effect::Redirect => 'R',
            });
            if verdict.effect != Effect::Allow {
                codes.push(verdict.rule.unwrap().said.clone().unwrap().code);
            }
        }
        marks.push(row);
    }
    codes.dedup();
    (marks.join(" "), codes)
}

/// The vectors of Passkeep's design data, `client-policy.vectors.json` of 2026-11-24, as they came.
#[test]
fn the_vectors_hold() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("client-policy.vectors.json")).unwrap();
    assert_eq!(vectors.len(), 11);
    let policy = ClientPolicy::shipped();
    for vector in vectors {
        let seen = said(&policy, &client(vector["facts"].clone()));
        let (marks, code) = match vector["expect"].as_str().unwrap() {
            "allow" | "allow (feature detection decides)" | "version unknown -> no match -> allow + log" => {
                ("... ... ...", None)
            }
            "block ENV-03" => ("BBB BBB BBB", Some("ENV-03")),
            "block ENV-02" | "block ENV-02 (platform only)" => ("B.. ... ...", Some("ENV-02")),
            "block ENV-05 on create; allow on sign-in" => ("B.. ... ...", Some("ENV-05")),
            "block ENV-04 for platform; QR/key still offered" => ("B.. ... ...", Some("ENV-04")),
            other => panic!("{other}"),
        };
        assert_eq!(
            seen,
            (marks.to_owned(), code.into_iter().map(str::to_owned).collect()),
            "{}",
            vector["name"]
        );
    }
}

#[test]
fn the_rules_as_shipped() {
    let policy = ClientPolicy::shipped();
    let check = |facts: Value, marks: &str, codes: &[&str]| {
        let seen = said(&policy, &client(facts.clone()));
        assert_eq!(
            (seen.0.as_str(), seen.1),
            (marks, codes.iter().map(|c| (*c).to_owned()).collect()),
            "{facts}"
        );
    };
    let (open, here) = ("... ... ...", "B.. ... ...");
    check(json!({}), open, &[]);
    // Systems, at their floors and one below.
    check(json!({ "os.name": "ios", "os.version": "16" }), open, &[]);
    check(json!({ "os.name": "ios", "os.version": "15.99" }), here, &["ENV-02"]);
    check(json!({ "os.name": "ipados", "os.version": "15.8" }), here, &["ENV-02"]);
    check(json!({ "os.name": "ios", "os.version": { "from": "18.6" } }), open, &[]);
    check(json!({ "os.name": "ios" }), open, &[]);
    check(json!({ "os.name": "macos", "os.version": "15" }), open, &[]);
    check(json!({ "os.name": "macos", "os.version": "12.6" }), "w.. ... ...", &["ENV-02"]);
    check(json!({ "os.name": "android", "os.api_level": 28 }), open, &[]);
    check(json!({ "os.name": "android", "os.api_level": { "from": 26, "below": 28 } }), here, &["ENV-02"]);
    check(json!({ "os.name": "android", "os.api_level": { "from": 26, "below": 29 } }), open, &[]);
    check(json!({ "os.name": "android" }), open, &[]);
    check(json!({ "os.name": "windows", "os.build": 22000 }), open, &[]);
    check(json!({ "os.name": "windows", "os.build": { "from": 22000 } }), open, &[]);
    check(json!({ "os.name": "windows", "os.build": 21999 }), here, &["ENV-02"]);
    check(json!({ "os.name": "windows", "os.build": { "from": 10240, "below": 22000 } }), here, &["ENV-02"]);
    check(json!({ "os.name": "windows" }), open, &[]);
    // Apps: their floors stop signing in too, and each app has its own.
    let app =
        |id: &str, version: &str| json!({ "channel": "native_app", "app.id": id, "app.version": version });
    let all = "BBB BBB BBB";
    check(app("mobile", "16.20.25607"), all, &["ENV-03"]);
    check(app("mobile", "16.20.16508"), all, &["ENV-03"]);
    check(app("desktop", "16.20.16508"), open, &[]);
    check(app("desktop", "16.20.16507"), all, &["ENV-03"]);
    check(app("other", "1"), open, &[]);
    check(json!({ "channel": "web", "app.id": "mobile", "app.version": "1" }), open, &[]);
    // The lock, of apps alone: a page can't know.
    check(json!({ "channel": "native_app", "screen_lock": "unset" }), here, &["ENV-05"]);
    check(json!({ "channel": "web", "screen_lock": "unset" }), open, &[]);
    // HarmonyOS, of any version, while the rule for 6 is off.
    check(json!({ "os.name": "harmonyos" }), here, &["ENV-04"]);
    let six =
        json!({ "channel": "native_app", "os.name": "harmonyos", "os.version": "6.0.0", "region": "CN" });
    check(six, here, &["ENV-04"]);
    // A view in somebody's app that can't, as its script found.
    check(json!({ "channel": "webview", "caps.publicKeyCredential": false }), "RRR RRR RRR", &["ENV-08"]);
    check(json!({ "channel": "webview", "caps.publicKeyCredential": true }), open, &[]);
    check(json!({ "channel": "webview" }), open, &[]);
    // The first that matches: an old app on an old system hears of the app.
    let old = json!({
        "channel": "native_app", "app.id": "mobile", "app.version": "16.1", "os.name": "ios", "os.version": "15",
    });
    check(old, all, &["ENV-03"]);
}

#[test]
fn the_rule_for_harmony_6_lets_in_what_it_says() {
    let text = ClientPolicy::SHIPPED.replace("\"enabled\": false", "\"enabled\": true");
    let policy = ClientPolicy::parse(&text).unwrap().0;
    let harmony = |version: Value| {
        let facts =
            json!({ "channel": "native_app", "os.name": "harmonyos", "os.version": version, "region": "CN" });
        said(&policy, &client(facts)).0
    };
    assert_eq!(harmony(json!("6.0.0")), "... ... ...");
    assert_eq!(harmony(json!("5.1")), "B.. ... ...");
    assert_eq!(harmony(json!({ "from": "2", "below": "5" })), "B.. ... ...");
    // It may be a 6: an unknown version never stops.
    assert_eq!(harmony(json!(null)), "... ... ...");
    let elsewhere =
        json!({ "channel": "native_app", "os.name": "harmonyos", "os.version": "6", "region": "SG" });
    assert_eq!(said(&policy, &client(elsewhere)).0, "B.. ... ...");
    // A region that isn't known is no version.
    let nowhere = json!({ "channel": "native_app", "os.name": "harmonyos", "os.version": "6" });
    assert_eq!(said(&policy, &client(nowhere)).0, "B.. ... ...");
}

fn policy(rules: Value) -> ClientPolicy {
    let text =
        json!({ "policy_id": "test", "revision": 1, "default": { "effect": "allow" }, "rules": rules });
    ClientPolicy::parse(&text.to_string()).unwrap().0
}

fn block(when: Value) -> Value {
    json!({ "id": "r", "when": when, "effect": "block", "code": "ENV-02", "text": "policy.harmony" })
}

#[test]
fn every_test_of_a_fact() {
    let check = |when: Value, facts: Value, expected: bool| {
        let policy = policy(json!([block(when.clone())]));
        let stopped = policy.judge(&client(facts.clone()), CREATE, Method::Platform).effect.stops();
        assert_eq!(stopped, expected, "{when} {facts}");
    };
    let version = |version: &str| json!({ "os.version": version });
    for (test, at_9, at_20, at_21) in [
        (json!({ "lt": "16.20" }), true, false, false),
        (json!({ "lte": "16.20" }), true, true, false),
        (json!({ "gt": "16.20" }), false, false, true),
        (json!({ "gte": "16.20" }), false, true, true),
        (json!({ "not": "16.20" }), true, false, true),
        (json!({ "in": ["16.20.0", "16.21"] }), false, true, true),
        (json!({ "gte": "16.10", "lt": "16.21" }), false, true, false),
        (json!("16.20"), false, true, false),
    ] {
        let when = json!({ "os.version": test });
        for (of, expected) in [("16.9", at_9), ("16.20", at_20), ("16.21", at_21)] {
            check(when.clone(), version(of), expected);
        }
        check(when, json!({}), false);
    }
    check(json!({ "os.name": { "not": ["ios", "ipados"] } }), json!({ "os.name": "android" }), true);
    check(json!({ "os.name": { "not": ["ios", "ipados"] } }), json!({ "os.name": "ios" }), false);
    check(json!({ "os.name": { "not": "ios" } }), json!({}), false);
    check(
        json!({ "browser": "firefox", "browser.version": { "lt": 122 } }),
        json!({ "browser": "firefox", "browser.version": "121.0" }),
        true,
    );
    check(json!({ "screen_lock": { "known": false } }), json!({}), true);
    check(json!({ "screen_lock": { "known": false } }), json!({ "screen_lock": "set" }), false);
    check(json!({ "os.version": { "known": true } }), version("1"), true);
    check(json!({ "os.version": { "known": true } }), json!({ "os.version": { "from": "1" } }), false);
    check(json!({ "caps.conditionalGet": false }), json!({ "caps.conditionalGet": false }), true);
    check(json!({ "caps.conditionalGet": false }), json!({ "caps.conditionalGet": true }), false);
    check(json!({ "caps.conditionalGet": false }), json!({}), false);
    check(json!({ "gms": "absent" }), json!({ "gms": "absent" }), true);
    check(json!({ "region": { "in": ["CN", "HK"] } }), json!({ "region": "HK" }), true);
}

#[test]
fn a_rule_may_match_what_is_unknown_where_it_is_no_version() {
    let mut rule = block(json!({ "screen_lock": "unset", "channel": "native_app" }));
    rule["on_unknown"] = "match".into();
    let policy = policy(json!([rule]));
    let stops = |facts: Value| policy.judge(&client(facts), CREATE, Method::Platform).effect.stops();
    assert!(stops(json!({ "channel": "native_app" })));
    assert!(!stops(json!({ "channel": "native_app", "screen_lock": "set" })));
}

#[test]
fn a_rule_is_asked_for_its_operations_and_methods_alone() {
    let mut rule = block(json!({ "os.name": "linux" }));
    rule["operations"] = json!(["sign_in_passkey", "step_up_passkey"]);
    rule["methods"] = json!(["hybrid"]);
    let off = json!({ "id": "off", "enabled": false, "when": { "os.name": "linux" }, "effect": "allow" });
    let policy = policy(json!([off, rule]));
    let linux = client(json!({ "os.name": "linux" }));
    assert_eq!(said(&policy, &linux).0, "... .B. .B.");
    assert_eq!(policy.open(&linux, SIGN_IN), [Method::Platform, Method::SecurityKey]);
}

#[test]
fn the_least_version_is_said_as_people_say_it() {
    let minimum = |id: &str| {
        let policy = ClientPolicy::shipped();
        policy.rules.iter().find(|rule| rule.id == id).unwrap().minimum()
    };
    assert_eq!(minimum("ios-floor").as_deref(), Some("16"));
    assert_eq!(minimum("android-floor").as_deref(), Some("9"));
    assert_eq!(minimum("windows-floor").as_deref(), Some("11"));
    assert_eq!(minimum("mobile-app-floor").as_deref(), Some("16.20.25608"));
    assert_eq!(minimum("lock-needed"), None);
}

#[test]
fn a_stop_offers_what_is_not_stopped() {
    let policy = ClientPolicy::shipped();
    let ways = |facts: Value, operation: Operation| {
        let facts = client(facts);
        let rule = policy.judge(&facts, operation, Method::Platform).rule.unwrap();
        policy.ways_on(&facts, operation, rule)
    };
    let old_system = json!({ "os.name": "ios", "os.version": "15" });
    assert_eq!(ways(old_system, CREATE), [Way::OtherDeviceQr, Way::SecurityKey]);
    let harmony = json!({ "os.name": "harmonyos" });
    assert_eq!(ways(harmony, CREATE), [Way::OtherDeviceQr, Way::SecurityKey, Way::Password, Way::PhoneCode]);
    let old_app = json!({ "channel": "native_app", "app.id": "mobile", "app.version": "16" });
    assert_eq!(ways(old_app.clone(), CREATE), []);
    assert_eq!(ways(old_app, SIGN_IN), [Way::Password, Way::PhoneCode]);
}

#[test]
fn a_link_leads_to_the_address_for_the_system() {
    let text = json!({
        "policy_id": "test", "revision": 1, "default": { "effect": "allow" },
        "links": { "store": { "ios": "https://a.example", "android": "https://b.example" }, "site": "https://c.example" },
        "rules": [
            { "id": "a", "when": { "channel": "web" }, "effect": "allow", "link": "store" },
            { "id": "b", "when": { "channel": "web" }, "effect": "allow", "link": "site" },
            { "id": "c", "when": { "channel": "web" }, "effect": "allow", "link": "https://d.example" },
            { "id": "d", "when": { "channel": "web" }, "effect": "allow", "link": "nowhere" },
        ],
    });
    let policy = ClientPolicy::parse(&text.to_string()).unwrap().0;
    let leads = |facts: Value| {
        policy
            .rules
            .iter()
            .map(|rule| policy.address(rule, &client(facts.clone())).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let some = |address: &str| Some(address.to_owned());
    assert_eq!(
        leads(json!({ "os.name": "ios" })),
        [some("https://a.example"), some("https://c.example"), some("https://d.example"), None]
    );
    assert_eq!(leads(json!({}))[0], None);
}
