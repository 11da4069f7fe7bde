//! `passkeep policy`: what is wrong with a file, and whom it would stop.

use std::path::Path;
use std::process::Output;

use passkeep_decision::platform::policy::ClientPolicy;
use passkeep_server::{clock, seen};
use passkeep_store::{ClientTally, DatabaseUrl, Keys, Store};

use crate::{passkeep, served_folder, text};

fn policy(folder: &Path, arguments: &[&str]) -> Output {
    passkeep().current_dir(folder).arg("policy").args(arguments).output().unwrap()
}

#[test]
fn the_rules_as_shipped_are_printed_and_are_whole() {
    let folder = served_folder();
    let shipped = policy(folder.path(), &["shipped"]);
    assert_eq!(text(&shipped.stdout), ClientPolicy::SHIPPED);
    std::fs::write(folder.path().join("rules.json"), shipped.stdout).unwrap();
    let checked = policy(folder.path(), &["check", "rules.json"]);
    assert!(checked.status.success());
    assert_eq!(
        text(&checked.stdout),
        "rules.json: nothing is wrong: client-support, revision 1, 10 rules
  line 35, /rules/2/link: \"store\" leads nowhere yet: write its address under \"links\"
  line 43, /rules/3/link: \"download\" leads nowhere yet: write its address under \"links\"
"
    );
}

#[test]
fn every_fault_of_a_file_is_named_and_it_ends_with_1() {
    let folder = served_folder();
    let rules = ClientPolicy::SHIPPED.replace("\"16\"", "16.0").replace("\"windows-floor\"", "\"ios-floor\"");
    std::fs::write(folder.path().join("rules.json"), rules).unwrap();
    let checked = policy(folder.path(), &["check", "rules.json"]);
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(
        text(&checked.stderr),
        "passkeep: rules.json: 2 faults
  line 47, /rules/4/when/os.version/lt: write versions in quotes: as a number 16.20 is 16.2
  line 64, /rules/6/id: another rule is called \"ios-floor\" too: rename one
"
    );
    let missing = policy(folder.path(), &["check", "nowhere.json"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).starts_with("passkeep: nowhere.json: "), "{}", text(&missing.stderr));
    // The server does not start on it either.
    let config = std::fs::read_to_string(folder.path().join("passkeep.toml")).unwrap();
    std::fs::write(folder.path().join("passkeep.toml"), format!("client_policy = \"rules.json\"\n{config}"))
        .unwrap();
    let checked =
        passkeep().current_dir(folder.path()).args(["config", "check", "passkeep.toml"]).output().unwrap();
    assert_eq!(checked.status.code(), Some(1));
    let said = text(&checked.stderr);
    assert!(
        said.contains("client_policy: expected rules without a fault, found rules.json, line 47"),
        "{said}"
    );
}

async fn seen_clients(folder: &Path, clients: &[(i64, &str, &str, i64)]) {
    let database = DatabaseUrl::Sqlite(folder.join("passkeep.db"));
    let store = Store::open(&database, Keys::derive(&[0x0f; 32])).await.unwrap();
    let today = seen::day(clock::now());
    for (days_ago, operation, facts, ceremonies) in clients {
        let tally = ClientTally {
            day: today - days_ago,
            operation: (*operation).into(),
            facts: (*facts).into(),
            ceremonies: *ceremonies,
        };
        store.tally_client(&tally).await.unwrap();
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_tells_whom_a_file_would_stop() {
    let folder = served_folder();
    let rules =
        ClientPolicy::SHIPPED.replace("16.20.25608", "17").replace("\"lt\": \"16\"", "\"lt\": \"15\"");
    std::fs::write(folder.path().join("rules.json"), rules).unwrap();
    let preview = ["preview", "rules.json", "--config", "passkeep.toml"];
    let nothing = policy(folder.path(), &preview);
    assert_eq!(
        text(&nothing.stdout),
        "No client was seen in the last 30 days: there is nothing to compare with.\n"
    );
    let app =
        |version: &str| format!(r#"{{"channel":"native_app","app.id":"mobile","app.version":"{version}"}}"#);
    let ios = r#"{"channel":"web","os.name":"ios","os.version":"15.8","browser":"safari"}"#;
    seen_clients(
        folder.path(),
        &[
            (0, "sign_in_passkey", &app("17.1"), 88_000),
            (1, "sign_in_passkey", &app("16.30"), 2_000),
            (30, "sign_in_passkey", &app("16.30"), 11),
            (2, "sign_in_passkey", &app("16.2"), 300),
            (3, "create_passkey", ios, 40),
            (3, "create_passkey", &app("16.30"), 5),
            (31, "sign_in_passkey", &app("16.30"), 7_777),
        ],
    )
    .await;
    let shown = policy(folder.path(), &preview);
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    let expected = r#"Ceremonies of the last 30 days, and who is stopped on the device at hand:
  operation          seen  stopped now  would be  newly  no longer
  create_passkey       45           40         5      5         40
  sign_in_passkey  90,311          300     2,311  2,011          0

By rule:
  rule              operation        method        now  would be  newly  no longer
  ios-floor         create_passkey   platform       40         0      0         40
  mobile-app-floor  create_passkey   platform        0         5      5          0
  mobile-app-floor  create_passkey   hybrid          0         5      5          0
  mobile-app-floor  create_passkey   security_key    0         5      5          0
  mobile-app-floor  sign_in_passkey  platform      300     2,311  2,011          0
  mobile-app-floor  sign_in_passkey  hybrid        300     2,311  2,011          0
  mobile-app-floor  sign_in_passkey  security_key  300     2,311  2,011          0

Newly stopped, the most seen first:
  2,016  app.id mobile, app.version 16.30, channel native_app
"#;
    assert_eq!(text(&shown.stdout), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_counts_what_pages_found_and_says_what_it_cannot_know() {
    let folder = served_folder();
    let rules = r#"{ "policy_id": "strict", "revision": 1, "default": { "effect": "allow" }, "rules": [
        { "id": "no-passkeys", "when": { "caps.publicKeyCredential": false }, "effect": "block", "code": "ENV-01",
          "text": "policy.open_in_browser" },
        { "id": "no-prf", "when": { "caps.extension:prf": false }, "effect": "block", "code": "ENV-01",
          "text": "policy.open_in_browser" } ] }"#;
    std::fs::write(folder.path().join("rules.json"), rules).unwrap();
    let web = |more: &str| format!(r#"{{"channel":"web","browser":"chrome"{more}}}"#);
    seen_clients(
        folder.path(),
        &[
            (0, "sign_in_passkey", &web(r#","caps.publicKeyCredential":true"#), 5_000_000_000),
            (0, "sign_in_passkey", &web(r#","caps.publicKeyCredential":false"#), 1_234_567_890),
            (1, "sign_in_passkey", "{}", 77),
        ],
    )
    .await;
    let shown = policy(folder.path(), &["preview", "rules.json", "--config", "passkeep.toml"]);
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    let expected = r#"Ceremonies of the last 30 days, and who is stopped on the device at hand:
  operation                 seen  stopped now       would be          newly  no longer
  sign_in_passkey  6,234,567,967            0  1,234,567,890  1,234,567,890          0

By rule:
  rule         operation        method        now       would be          newly  no longer
  no-passkeys  sign_in_passkey  platform        0  1,234,567,890  1,234,567,890          0
  no-passkeys  sign_in_passkey  hybrid          0  1,234,567,890  1,234,567,890          0
  no-passkeys  sign_in_passkey  security_key    0  1,234,567,890  1,234,567,890          0

Newly stopped, the most seen first:
  1,234,567,890  browser chrome, caps.publicKeyCredential false, channel web

Of 77 ceremonies nothing is known: clients that say nothing, or more kinds in a day than are told apart. A rule that asks for a fact stops none of them here.

Not tallied, so these rules stop nobody here:
  no-prf asks for caps.extension:prf
"#;
    assert_eq!(text(&shown.stdout), expected);
}
