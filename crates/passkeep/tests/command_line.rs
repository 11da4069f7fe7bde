//! The command line, as a person meets it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

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
        .args(["demo", "--port", &port.to_string(), "--data"])
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
    for part in ["/sign-up", "/demo/messages", "No message leaves this machine", "minutes for hours"] {
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
    let output =
        passkeep().args(["demo", "--port", &port.to_string(), "--data"]).arg(folder.path()).output().unwrap();
    assert!(!output.status.success());
    let said = text(&output.stderr);
    assert!(
        said.contains(&format!("port {port} is taken")) && said.contains("passkeep demo --port"),
        "{said}"
    );
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
