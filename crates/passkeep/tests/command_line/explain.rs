//! `passkeep explain`: the same answer from the same signs, with the rule that gave it.

use std::path::Path;

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::device::Client;
use passkeep_decision::diagnosis::{
    Attempt, Check, FailedCheck, Operation, Reference, Signs, Stage, Standing,
};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::ticket::BrowserHash;
use passkeep_store::{DatabaseUrl, Keys, Store};

use crate::{passkeep, served_folder, text};

async fn fill(folder: &Path) {
    let client = Client { browser: "Safari".into(), system: "iPhone".into() };
    let mut signs = Signs::new(Operation::SignIn).on(&client);
    signs.stage = Stage::Answer;
    signs.check =
        Some(FailedCheck { check: Check::UserVerification, detail: Some("user-not-verified".into()) });
    let attempt = Attempt {
        reference: Reference::parse("7F3K-9M2Q").unwrap(),
        at: Timestamp(1_795_608_000_000),
        browser: BrowserHash([4; 32]),
        account: Some((AccountHandle([9; 16]), Standing::Claimed)),
        client,
        version: None,
        code: "SIG-01".into(),
        told: "SIG-00".into(),
        signs,
    };
    let database = DatabaseUrl::Sqlite(folder.join("passkeep.db"));
    let store = Store::open(&database, Keys::derive(&[0x0f; 32])).await.unwrap();
    store.apply(&Changes::Tally(vec![Change::KeepAttempt(Box::new(attempt))])).await.unwrap();
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_decides_again_and_names_the_rule_that_said_no() {
    let folder = served_folder();
    fill(folder.path()).await;
    let explain = |reference: &str, json: &[&str]| {
        let mut command = passkeep();
        command
            .current_dir(folder.path())
            .args(["explain", reference, "--config", "passkeep.toml"])
            .args(json);
        command.output().unwrap()
    };
    let output = explain("sig-00 / 7f3k 9m2q", &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stdout),
        "SIG-00 / 7F3K-9M2Q
2026-11-25T12:00:00Z, Safari on iPhone
Account CQkJCQkJCQkJCQkJCQkJCQ, claimed

SRV-05 uv_missing: Please unlock with your fingerprint, face, PIN or passcode.
Rule: the person was not verified (UV) (certain)

Seen:
  blurred = 0
  check.check = user_verification
  check.detail = user-not-verified
  earlier.at_once = 0
  earlier.cancelled = 0
  family = webkit
  hidden = 0
  mediation = modal
  operation = sign_in
  stage = answer
  system = ios

Causes:
  likely: The device did not ask for it.
  possible: The security key has no PIN.
  rare: The Mac’s lid is closed, so Touch ID is out of reach.

What the person does:
  Try again, and unlock when you are asked.
"
    );
    let output = explain("7F3K9M2Q", &["--json"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["code"], "SRV-05");
    assert_eq!(told["rule"], "the person was not verified (UV)");
    assert_eq!(told["seen"]["check.detail"], "user-not-verified");
    for (reference, complaint) in
        [("7F3K-9M2R", "no such attempt is kept"), ("SIG-05", "this is no reference")]
    {
        let output = explain(reference, &[]);
        assert!(!output.status.success());
        assert!(text(&output.stderr).contains(complaint), "{}", text(&output.stderr));
    }
}
