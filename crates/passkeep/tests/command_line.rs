//! The command line, as a person meets it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command_line {
    mod check_links;
    mod client;
    mod database;
    mod explain;
    mod outbox;
    mod policy;
    mod receipt;
}

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use passkeep_authenticator::{MetadataPublisher, Vendor};

fn passkeep() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passkeep"));
    let ours = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("PASSKEEP_"));
    for name in ours {
        command.env_remove(name);
    }
    command
}

fn check(file: &Path) -> Output {
    passkeep().args(["config", "check"]).arg(file).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file that nobody else can read.
fn secret_file(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// A port that is free on both loopbacks, most likely.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

struct Demo {
    child: Child,
    said: String,
}

/// Starts the demo and reads what it says.
fn demo(port: u16, data: &Path) -> Demo {
    let mut child = passkeep()
        .args(["demo", "--port", &port.to_string(), "--brokerage-port", &free_port().to_string(), "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let mut said = String::new();
    for line in lines.by_ref() {
        let line = line.unwrap();
        said.push_str(&line);
        said.push('\n');
        if line.starts_with("Ctrl-C") {
            break;
        }
    }
    Demo { child, said }
}

impl Demo {
    /// Sends a signal, and gives how it ended and what it complained of.
    fn end(self, signal: &str) -> (bool, String) {
        let kill = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let output = self.child.wait_with_output().unwrap();
        (output.status.success(), text(&output.stderr))
    }
}

fn ask(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_demo_says_where_to_go_ends_cleanly_and_finds_its_data_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let port = free_port();

    let first = demo(port, &data);
    for part in ["Larkfield", "/demo/messages", "No message leaves this machine", "minutes for hours"] {
        assert!(first.said.contains(part), "{part} is missing in {}", first.said);
    }
    assert!(first.said.contains(&format!("http://localhost:{port}")), "{}", first.said);
    assert!(first.said.contains(&data.display().to_string()), "{}", first.said);
    assert!(ask(port, "/healthz").starts_with("HTTP/1.1 200"));
    assert_eq!(first.end("-TERM"), (true, String::new()));

    let key = std::fs::read_to_string(data.join("master.key")).unwrap();
    let mode = std::fs::metadata(data.join("master.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let second = demo(port, &data);
    assert!(ask(port, "/healthz").starts_with("HTTP/1.1 200"));
    assert_eq!(second.end("-INT"), (true, String::new()));
    assert_eq!(std::fs::read_to_string(data.join("master.key")).unwrap(), key);
}

#[test]
fn a_port_that_is_taken_is_named_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let free = free_port();
    for (taken, other) in [("--port", "--brokerage-port"), ("--brokerage-port", "--port")] {
        let arguments = ["demo", taken, &port.to_string(), other, &free.to_string(), "--data"];
        let output = passkeep().args(arguments).arg(folder.path()).output().unwrap();
        assert!(!output.status.success());
        let said = text(&output.stderr);
        let way_out = format!("passkeep demo {taken} ");
        assert!(said.contains(&format!("port {port} is taken")) && said.contains(&way_out), "{said}");
    }
}

#[test]
fn a_configuration_is_looked_at_without_starting() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("passkeep.toml");
    std::fs::write(&file, "base_url = \"http://account.example.com\"\n").unwrap();
    let output = check(&file);
    assert_eq!(output.status.code(), Some(1));
    let name = file.display();
    assert_eq!(
        text(&output.stderr),
        format!(
            "passkeep: {name}: 3 settings are wrong
  base_url: expected an https URL without a path, as https://account.example.com (http for localhost alone), found \"http://account.example.com\"
  master_key_file: expected a file with 64 hexadecimal digits, as `openssl rand -hex 32` writes them, that no stranger can read (chmod 600), found nothing
  sms.gateway: expected \"http\" or \"twilio\": a sign-up sends a code by text message, found nothing
"
        )
    );
}

#[test]
fn a_configuration_that_asks_more_of_its_operator_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("master.key"), "0f".repeat(32)).unwrap();
    std::fs::set_permissions(at("master.key"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let config = |lines: &str| {
        format!(
            "base_url = \"https://account.example.com\"\nmaster_key_file = \"master.key\"\nproxies = [\"10.0.0.0/8\"]\n{lines}
        [sms]\ngateway = \"http\"\nmethod = \"GET\"\nurl = \"https://sms.example.net/?to={{to}}&text={{text}}\""
        )
    };
    let file = at("passkeep.toml");
    let said = |lines: &str| {
        std::fs::write(&file, config(lines)).unwrap();
        let output = check(&file);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout).replace(&file.display().to_string(), "FILE")
    };
    let nothing = "FILE: nothing is missing or wrong\n";
    assert_eq!(said("origins = [\"https://www.example.net\"]"), nothing);

    let sites_with = |last: &str| {
        let hosts =
            ["a.example", "shop.b.example", "c.co.uk", "www.c.com.au", "d.example", "e.example", last];
        let origins: Vec<String> = hosts.iter().map(|host| format!("\"https://{host}\"")).collect();
        format!("origins = [{}]", origins.join(", "))
    };
    assert_eq!(said(&sites_with("e.example:8443")), nothing);
    assert_eq!(
        said(&sites_with("f.example")),
        format!(
            "{nothing}  origins: 6 names beside the RP ID's (a, b, c, d, e, f), of which clients need to take the first 5 alone\n"
        )
    );

    let elsewhere =
        "rp_id = \"example.com\"\norigins = [\"https://www.example.com\", \"https://www.example.net\"]
        apps.apple = [\"ABCDE12345.com.example.app\"]";
    assert_eq!(
        said(elsewhere),
        format!(
            "{nothing}  clients look at https://example.com for /.well-known/webauthn, /.well-known/apple-app-site-association, /.well-known/passkey-endpoints: have that site give out what https://account.example.com has there, without a redirect\n"
        )
    );
}

#[test]
fn a_certificate_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("master.key"), "0f".repeat(32)).unwrap();
    std::fs::set_permissions(at("master.key"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let config = "base_url = \"https://account.example.com\"\nmaster_key_file = \"master.key\"\nlisten = \"127.0.0.1:0\"
        [tls]\ncertificate = \"master.key\"\nkey = \"master.key\"
        [sms]\ngateway = \"http\"\nmethod = \"GET\"\nurl = \"https://sms.example.net/?to={to}&text={text}\"";
    std::fs::write(at("passkeep.toml"), config).unwrap();
    let serve = passkeep().args(["serve", "--config"]).arg(at("passkeep.toml")).output().unwrap();
    for output in [serve, check(&at("passkeep.toml"))] {
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stderr);
        assert!(said.contains("master.key") && !said.contains("0f0f"), "{said}");
    }
}

#[test]
fn the_openapi_document_is_printed() {
    let output = passkeep().arg("openapi").output().unwrap();
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("\"/v1/sign-in/passkey\""));
}

const CONFIG: &str = "base_url = \"https://account.example.com\"
master_key_file = \"master.key\"
proxies = [\"10.0.0.0/8\"]
[sms]
gateway = \"http\"
method = \"GET\"
url = \"https://sms.example.net/?to={to}&text={text}\"
";

/// A folder with a small configuration and its key.
fn served_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("master.key", &"0f".repeat(32));
    let key = folder.path().join("master.key");
    std::fs::set_permissions(key, std::fs::Permissions::from_mode(0o600)).unwrap();
    write("passkeep.toml", CONFIG);
    folder
}

/// A folder with a configuration that trusts a metadata service of the test's own.
fn metadata_folder(service: &MetadataPublisher, rules: &str) -> tempfile::TempDir {
    let folder = served_folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("root.pem", &service.root_pem());
    write("passkeep.toml", &format!("{CONFIG}[metadata]\nroots = [\"root.pem\"]\n{rules}"));
    folder
}

/// Runs `passkeep metadata …` in a folder, and gives whether it ended well and what it said.
fn metadata(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = passkeep()
        .current_dir(folder)
        .arg("metadata")
        .args(arguments)
        .args(["--config", "passkeep.toml"])
        .output()
        .unwrap();
    (output.status.success(), text(if output.status.success() { &output.stdout } else { &output.stderr }))
}

#[test]
fn metadata_is_taken_from_a_file_or_a_url_and_shown() {
    let (service, vendor) = (MetadataPublisher::new(), Vendor::new([7; 16]));
    let folder =
        metadata_folder(&service, "[attestation]\nconveyance = \"direct\"\ncertification = \"L3\"\n");
    let at = folder.path();
    let aaguid = "07070707-0707-0707-0707-070707070707";
    assert_eq!(
        metadata(at, &["show", aaguid]),
        (false, "passkeep: no metadata is kept: passkeep metadata update https://mds3.fidoalliance.org/ --config FILE\n".into())
    );

    let entry = vendor.entry("Blue Key", &["FIDO_CERTIFIED_L1", "FIDO_CERTIFIED_L2"]);
    std::fs::write(at.join("blob.jwt"), service.blob(84, &[entry])).unwrap();
    let kept = "Metadata 84 is kept (there was none). Models: 1, of them compromised or revoked: 0. The next is due by 2120-01-01.
Running servers take it within a minute.
";
    assert_eq!(metadata(at, &["update", "blob.jwt"]), (true, kept.into()));
    let shown = "Blue Key
  AAGUID         07070707-0707-0707-0707-070707070707
  certification  L2
  keys           they stay in hardware (hardware, secure_element)
  roots          1
  status         2026-01-01  FIDO_CERTIFIED_L1
                 2026-01-02  FIDO_CERTIFIED_L2
  this server    refuses it for new passkeys: its certification is L2, at least L3 is demanded
  from           metadata 84, due again by 2120-01-01
";
    assert_eq!(metadata(at, &["show", aaguid]), (true, shown.into()));

    let revoked = service.blob(85, &[vendor.entry("Blue Key", &["FIDO_CERTIFIED_L2", "REVOKED"])]);
    let said = metadata(at, &["update", &serve_once(revoked)]);
    let kept = "Metadata 85 is kept (it was 84). Models: 1, of them compromised or revoked: 1. The next is due by 2120-01-01.
  newly compromised: 07070707-0707-0707-0707-070707070707  REVOKED  Blue Key
Running servers take it within a minute.
";
    assert_eq!(said, (true, kept.into()));
    let whole = "Metadata 85. Models: 1. The next is due by 2120-01-01.
  07070707-0707-0707-0707-070707070707  REVOKED  Blue Key
";
    assert_eq!(metadata(at, &["show"]), (true, whole.into()));
}

#[test]
fn metadata_that_is_old_forged_or_out_of_reach_changes_nothing() {
    let service = MetadataPublisher::new();
    let folder = metadata_folder(&service, "");
    let at = folder.path();
    let update = |source: &str| metadata(at, &["update", source]);
    std::fs::write(at.join("blob.jwt"), service.blob(84, &[])).unwrap();
    assert!(update("blob.jwt").0);
    let refused = |source: &str, reason: &str| {
        assert_eq!(update(source), (false, format!("passkeep: {reason}\n")), "{source}");
    };
    let old = "the metadata of blob.jwt: it is not taken: its number is 84, and number 84 is known already (metadata-not-newer)";
    refused("blob.jwt", old);
    std::fs::write(at.join("forged.jwt"), MetadataPublisher::new().blob(99, &[])).unwrap();
    refused(
        "forged.jwt",
        "the metadata of forged.jwt: it is not taken: its certificates are not trusted: no trust anchor certifies the chain (metadata-untrusted)",
    );
    std::fs::write(at.join("page.html"), "<html>").unwrap();
    refused(
        "page.html",
        "the metadata of page.html: it is not taken: it is no signed metadata: the JWS is not of three parts (metadata-not-jws)",
    );
    let (ended_well, said) = update("absent.jwt");
    assert!(!ended_well && said.starts_with("passkeep: can't read absent.jwt: "), "{said}");
    let (ended_well, said) = update(&format!("http://127.0.0.1:{}/?token=secret", free_port()));
    assert!(!ended_well && said.starts_with("passkeep: the metadata: it can't be fetched: "), "{said}");
    assert!(!said.contains("secret"), "{said}");
    assert!(metadata(at, &["show"]).1.starts_with("Metadata 84. "));
}

/// Runs `passkeep breach-list …` in a folder with something on standard input, and gives whether it ended well, and
/// what it said.
fn breach_list(folder: &Path, arguments: &[&str], input: &str) -> (bool, String) {
    let mut child = passkeep()
        .current_dir(folder)
        .arg("breach-list")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who stops at the first wrong line reads no further.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    (output.status.success(), text(if output.status.success() { &output.stdout } else { &output.stderr }))
}

/// The SHA-1 hashes of `secret` and of `Geheim1`.
const HASHES: &str =
    "E5E9FA1BA31ECD1AE84F75CAAA474F3A663F05F4:12\r\n31D9ECAE4CC6A406C1814EAEC8DD7EF84365AFC9:3\r\n";

#[test]
fn a_breach_list_is_built_and_asked() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("hashes.txt"), HASHES).unwrap();
    let next = "To use it, set breach_list in [passwords], and start the server again.\n";
    let built = breach_list(at, &["build", "hashes.txt"], "");
    assert_eq!(
        built,
        (true, format!("hashes.txt.filter is written. Lines read: 2. Hashes in it: 2. Bytes: 70.\n{next}"))
    );
    let built = breach_list(at, &["build", "-", "--out", "often", "--min-count", "10"], HASHES);
    assert_eq!(
        built,
        (true, format!("often is written. Lines read: 2. Hashes in it: 1. Bytes: 67.\n{next}"))
    );

    let check = |list: &str, typed: &str| breach_list(at, &["check", list], typed);
    let said = |sentence: &str| (true, format!("{sentence}\n"));
    assert_eq!(check("often", "secret\n"), said("It is in the list."));
    assert_eq!(check("often", "Secret"), said("It is in the list."));
    assert_eq!(check("hashes.txt.filter", "secret\r\n"), said("It is in the list."));
    assert_eq!(check("often", "secret \n"), said("It is not in the list."));
    assert_eq!(check("often", "\n"), (false, "passkeep: there is no password on standard input\n".into()));
}

#[test]
fn what_is_no_breach_list_and_no_hash_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let write = |name: &str, text: &str| std::fs::write(at.join(name), text).unwrap();
    write("ntlm.txt", "8846F7EAEE8FB117AD06BDD830B7586C:10\n");
    write("plain.txt", "hunter2\n");
    let refused = |arguments: &[&str], said: &str| {
        assert_eq!(breach_list(at, arguments, "secret\n"), (false, format!("passkeep: {said}\n")));
    };
    refused(
        &["build", "ntlm.txt"],
        "ntlm.txt: line 1: this is an NTLM hash (32 digits); take the list of SHA-1 hashes (40 digits)",
    );
    refused(
        &["build", "plain.txt"],
        "plain.txt: line 1: expected a SHA-1 hash (40 hexadecimal digits), and a colon and a count if there is one",
    );
    refused(&["build", "-"], "where to? With - for the hashes, name the list by --out");
    refused(
        &["check", "plain.txt"],
        "plain.txt: it is no breach list, as `passkeep breach-list build` makes one",
    );
    assert!(!at.join("ntlm.txt.filter").exists());

    let settings = format!("{CONFIG}[passwords]\nbreach_list = \"plain.txt\"\n");
    write("passkeep.toml", &settings);
    write("master.key", &"0f".repeat(32));
    std::fs::set_permissions(at.join("master.key"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let output = passkeep().current_dir(at).args(["config", "check", "passkeep.toml"]).output().unwrap();
    assert_eq!(
        (output.status.code(), text(&output.stderr)),
        (
            Some(1),
            "passkeep: passkeep.toml: one setting is wrong
  passwords.breach_list: expected a list that `passkeep breach-list build` made, found plain.txt: it is no breach list, as `passkeep breach-list build` makes one
"
            .into()
        )
    );
}

/// A server that answers one request, and its URL.
fn serve_once(body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/blob", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = BufReader::new(stream.try_clone().unwrap()).lines();
        while head.next().is_some_and(|line| !line.unwrap().is_empty()) {}
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
    });
    url
}
