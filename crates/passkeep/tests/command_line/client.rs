//! `passkeep client`: registered, listed and removed; a secret is shown once and stored as a hash.

use std::path::Path;
use std::process::Output;

use passkeep_decision::client::{ClientId, ClientSecretHash};

use crate::{passkeep, served_folder, text};

fn client(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = passkeep();
    command
        .current_dir(folder)
        .arg("client")
        .args(arguments)
        .args(["--config", "passkeep.toml"])
        .output()
        .unwrap()
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = client(folder, arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

const SHOP: [&str; 6] = ["add", "shop", "--name", "Shop", "--redirect-uri", "https://shop.example/cb"];

#[test]
fn a_client_is_added_listed_and_removed() {
    let folder = served_folder();
    let folder = folder.path();
    let shown = said(folder, &SHOP);
    let (first, secret) = shown.split_once("\n  ").unwrap();
    assert_eq!(first, "shop is registered.\nIts secret, which is shown this once and kept as a hash:");
    let secret = secret.trim();
    assert_eq!(secret.len(), 43);
    assert_eq!(said(folder, &["list"]), "shop  Shop  registered, secret, asks for consent, least acr aal2\n");
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    assert!(!files.flatten().collect::<Vec<_>>().windows(43).any(|bytes| bytes == secret.as_bytes()));

    let again = client(folder, &SHOP);
    assert!(!again.status.success());
    assert_eq!(text(&again.stderr), "passkeep: there is a client shop already; remove it first\n");
    assert_eq!(said(folder, &["remove", "shop"]), "shop is removed: it gets no token any more.\n");
    assert_eq!(text(&client(folder, &["remove", "shop"]).stderr), "passkeep: there is no client shop\n");
    assert_eq!(said(folder, &["list"]), "");
}

#[test]
fn what_cant_be_taken_is_named() {
    let folder = served_folder();
    let wrong =
        ["add", "shop", "--name", "Shop", "--redirect-uri", "http://shop.example/cb", "--least-acr", "9"];
    let output = client(folder.path(), &wrong);
    assert!(!output.status.success());
    assert_eq!(
        text(&output.stderr),
        "passkeep: this can't be taken:\n  redirect_uris: expected https URIs without a fragment, or http to 127.0.0.1, [::1] \
         or localhost\n  least_acr: expected aal1, aal2, phr or phrh\n"
    );
}

#[test]
fn a_secret_for_the_configuration_comes_with_what_stands_there() {
    let output = passkeep().args(["client", "secret", "shop"]).output().unwrap();
    let shown = text(&output.stdout);
    let lines: Vec<&str> = shown.lines().map(str::trim).collect();
    let hash = lines[3].strip_prefix("secret_hash = \"").unwrap().trim_end_matches('"');
    assert!(ClientSecretHash::parse(hash).unwrap().fits(&ClientId::parse("shop").unwrap(), lines[1]));
}
