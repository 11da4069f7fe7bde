//! `passkeep receipt`: the same receipts that the verifiers in other languages read.

use std::path::Path;

use serde_json::Value;

use super::super::{passkeep, text};

fn verify(folder: &Path, receipt: &str) -> (bool, String) {
    std::fs::write(folder.join("receipt"), receipt).unwrap();
    let output = passkeep()
        .current_dir(folder)
        .args(["receipt", "verify", "receipt", "--trust", "trust.json"])
        .output()
        .unwrap();
    let said = if output.status.success() { text(&output.stdout) } else { text(&output.stderr) };
    (output.status.success(), said)
}

#[test]
fn a_receipt_is_verified_or_the_check_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sdk/receipt/tests/receipts.json");
    let kept: Value = serde_json::from_slice(&std::fs::read(kept).unwrap()).unwrap();
    std::fs::write(folder.path().join("trust.json"), kept["trust"].to_string()).unwrap();
    let good = kept["good"]["ES256"].as_str().unwrap();
    let (holds, said) = verify(folder.path(), &format!("{good}\n"));
    assert!(holds, "{said}");
    assert!(said.starts_with("receipt: every check holds\n"), "{said}");
    assert!(said.contains("25000.00") && said.contains("nothing can prove"), "{said}");
    for (name, case) in kept["bad"].as_object().unwrap() {
        let (holds, said) = verify(folder.path(), case["jws"].as_str().unwrap());
        assert!(!holds, "{name}");
        let named = format!("passkeep: receipt failed: {}: ", case["check"].as_str().unwrap());
        assert!(said.starts_with(&named), "{name}: {said}");
    }
}

#[test]
fn what_a_verifier_pins_is_written_from_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let config = "base_url = \"https://account.example.com\"\nmaster_key_file = \"master.key\"\n\
                  proxies = [\"10.0.0.0/8\"]\norigins = [\"https://www.example.com\"]\n\
                  [sms]\ngateway = \"http\"\nurl = \"https://sms.example.net/\"\nbody = '{\"to\":\"{to}\",\"text\":\"{text}\"}'\n";
    std::fs::write(folder.path().join("passkeep.toml"), config).unwrap();
    super::super::secret_file(&folder.path().join("master.key"), &"0f".repeat(32));
    let write = || {
        let arguments = ["receipt", "trust", "--config", "passkeep.toml"];
        let output = passkeep().current_dir(folder.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let trust = write();
    assert_eq!(trust["issuer"], "https://account.example.com");
    assert_eq!(trust["rp_id"], "account.example.com");
    assert_eq!(trust["origins"][1], "https://www.example.com");
    assert_eq!(trust["keys"][0]["crv"], "P-256");
    assert!(trust["keys"][0].get("d").is_none(), "it holds no secret");
    assert_eq!(trust, write(), "it is the same each time");
}
