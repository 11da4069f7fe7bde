//! A real SMTP server: aiosmtpd, from Debian's packages.

use std::path::Path;
use std::process::Command;

use passkeep_server::config::SmtpTls;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::CertificateDer;
use serde_json::{Value, json};

use super::program::Program;

/// Its Python is Debian's, whatever else is on the path.
const PYTHON: &str = "/usr/bin/python3";

/// How the server is to behave.
pub struct Behaviour<'a> {
    /// Where it listens; 0 for any port.
    pub port: u16,
    /// How a connection is protected.
    pub tls: SmtpTls,
    /// The login that it demands, as passkeep with the password hunter2.
    pub mechanism: Option<&'a str>,
    /// What it answers to recipients, one each.
    pub answers: &'a [&'a str],
}

/// The server, and who certified it.
pub struct Aiosmtpd {
    program: Program,
    /// Where it listens.
    pub port: u16,
    /// The root of its certificate.
    pub root: CertificateDer<'static>,
    _folder: tempfile::TempDir,
}

impl Aiosmtpd {
    /// Starts it, and waits until it listens.
    pub fn start(behaviour: &Behaviour<'_>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = certify(folder.path());
        let settings = json!({
            "port": behaviour.port,
            "tls": match behaviour.tls {
                SmtpTls::None => "none",
                SmtpTls::StartTls => "starttls",
                SmtpTls::Implicit => "implicit",
            },
            "certificate": folder.path().join("certificate.pem"),
            "key": folder.path().join("key.pem"),
            "mechanism": behaviour.mechanism,
            "answers": behaviour.answers,
        });
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notify/smtpd.py");
        let mut program = Program::start(Command::new(PYTHON).arg(script).arg(settings.to_string()));
        let port = program.line_with("port ").split(' ').nth(1).unwrap().parse().unwrap();
        Self { program, port, root, _folder: folder }
    }

    /// The next email that it takes.
    pub fn taken(&mut self) -> Value {
        serde_json::from_str(&self.program.line_with("{")).unwrap()
    }

    /// Ends it; gives what it took and nobody has asked for.
    pub fn rest(self) -> Vec<String> {
        self.program.last_lines().into_iter().filter(|line| line.starts_with('{')).collect()
    }
}

/// Writes a certificate for localhost and its key, and gives the root that leads to it.
fn certify(folder: &Path) -> CertificateDer<'static> {
    let mut root = CertificateParams::default();
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = CertifiedIssuer::self_signed(root, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &root).unwrap();
    std::fs::write(folder.join("certificate.pem"), leaf.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
    root.der().clone()
}
