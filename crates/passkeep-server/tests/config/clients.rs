//! `[[clients]]`: what is taken, and what is refused by name; no secret is shown.

use passkeep_decision::client::{ClientAuthentication, ClientId, ClientSecretHash, Party, Quarantined};
use passkeep_decision::level::Level;

use crate::{folder, load_in, with, write, wrong};

const SECRET: &str = "a-secret-that-nobody-will-ever-guess-0123456789";

#[test]
fn the_example_is_taken_as_it_stands() {
    let example = include_str!("../../../../docs/config.example.toml");
    let lines = example.lines().skip_while(|line| !line.starts_with("# [[clients]]"));
    let table: Vec<&str> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.strip_prefix("# ").unwrap()).collect();
    let folder = folder();
    write(folder.path(), "shop.secret", &format!("{SECRET}\n"), 0o600);
    let text = format!("{}\n{}", with(""), table.join("\n"));
    let config = load_in(&folder, &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    let [shop, phone] = config.clients.try_into().unwrap();
    let ClientAuthentication::Secret(hashes) = &shop.authentication else { panic!() };
    assert!(hashes[0].fits(&shop.id, SECRET));
    assert_eq!((shop.party, shop.least, shop.quarantine), (Party::First, Level::TwoP, Quarantined::Refused));
    assert!(shop.redirects_to("https://shop.example.com/callback") && shop.confirms("withdrawal"));
    assert_eq!(phone.authentication, ClientAuthentication::Public);
}

#[test]
fn scopes_that_move_value_are_named_by_the_operator() {
    let written = |lines: &str| format!("{}\n[oidc]\n{lines}", with(""));
    let config = load_in(&folder(), &written("value_scopes = [\"trade\"]"), &[]);
    let config = config.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.policy.value_scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>(), ["trade"]);
    assert_eq!(wrong(&written("value_scopes = [\"a b\"]"), &[]), ["oidc.value_scopes"]);
}

#[test]
fn every_fault_is_named_by_its_place() {
    let id = ClientId::parse("shop").unwrap();
    let hash = ClientSecretHash::of(&id, SECRET).to_string();
    let client = |lines: &str| format!("{}\n[[clients]]\nid = \"shop\"\nname = \"Shop\"\n{lines}", with(""));
    let check = |lines: &str, settings: &[&str]| assert_eq!(wrong(&client(lines), &[]), settings, "{lines}");
    check("", &["clients[0].secret"]);
    check("public = \"yes\"", &["clients[0].public", "clients[0].secret"]);
    check("public = true\nleast_acr = \"3\"", &["clients[0].least_acr"]);
    check("public = true\nsecret = \"oops\"", &["clients[0].secret"]);
    check(&format!("public = true\nsecret_hash = \"{hash}\""), &["clients[0].secret"]);
    check("secret_file = \"absent\"", &["clients[0].secret_file", "clients[0].secret"]);
    check("jwks_file = \"master.key\"", &["clients[0].jwks_file", "clients[0].secret"]);
    check("public = true\nredirect_uris = [\"http://a.example/\"]", &["clients[0].redirect_uris"]);
    let two = "public = true\n[[clients]]\nid = \"shop\"\nname = \"Other\"\npublic = true";
    check(two, &["clients[1].id"]);
    assert_eq!(wrong(&format!("clients = \"shop\"\n{}", with("")), &[]), ["clients"]);
}

#[test]
fn no_secret_is_shown() {
    let folder = folder();
    let text = format!("{}\n[[clients]]\nid = \"shop\"\nname = \"Shop\"\nsecret = \"{SECRET}\"", with(""));
    let error = load_in(&folder, &text, &[]).unwrap_err();
    assert!(!error.to_string().contains(SECRET), "{error}");
    write(folder.path(), "short.secret", "short-secret", 0o600);
    let text = text.replace(&format!("secret = \"{SECRET}\""), "secret_file = \"short.secret\"");
    let error = load_in(&folder, &text, &[]).unwrap_err().to_string();
    assert!(error.contains("clients[0].secret_file") && !error.contains("short-secret"), "{error}");
}
