//! The demo: the real server on this machine alone, with its data and its key in one folder, and a brokerage beside it,
//! which knows the server as any app would.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use brokerage::{Brokerage, Secret, Waits};
use passkeep_server::clock;
use passkeep_server::config::{Config, MasterKey};
use passkeep_server::serve::{Mode, ServeError, Server};

/// The ports of the demo.
#[derive(Clone, Copy)]
pub struct Ports {
    /// Passkeep's.
    pub passkeep: u16,
    /// The brokerage's.
    pub brokerage: u16,
}

/// Both configurations of the demo.
pub struct Demo {
    /// Passkeep's.
    pub passkeep: Config,
    /// The brokerage's.
    pub brokerage: brokerage::Config,
}

/// What the brokerage is called at Passkeep.
const CLIENT: &str = "larkfield";

/// The demo's configuration; its folder and keys are made where they are not there yet.
pub fn config(ports: Ports, folder: &Path) -> anyhow::Result<Demo> {
    std::fs::create_dir_all(folder).with_context(|| format!("can't make the folder {}", folder.display()))?;
    let master_key = master_key(&folder.join("master.key"))?;
    let passkeep = Config::demo(ports.passkeep, loopback(ports.passkeep), folder, master_key);
    let client_secret = secret(&folder.join("larkfield.secret"), || {
        URL_SAFE_NO_PAD.encode(clock::moment().draw("client secret"))
    })?;
    let webhook_secret = secret(&folder.join("larkfield-webhook.secret"), || {
        format!("whsec_{}", STANDARD.encode(clock::moment().draw("webhook secret")))
    })?;
    let base_url = format!("http://localhost:{}", ports.brokerage);
    let apps = folder.join("apps.toml");
    std::fs::write(&apps, apps_toml(&base_url)).with_context(|| format!("can't write {}", apps.display()))?;
    let brokerage = brokerage::Config {
        base_url,
        listen: loopback(ports.brokerage),
        database: folder.join("larkfield.db"),
        issuer: passkeep.base_url.as_str().to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret,
        webhook_secret,
        // Minutes for hours, as all over the demo.
        waits: Waits { thawed_seconds: 24 * 60, recovered_seconds: 7 * 24 * 60 },
    };
    Ok(Demo { passkeep: passkeep.with_apps(&apps)?, brokerage })
}

/// The brokerage, as an operator registers an app.
fn apps_toml(base_url: &str) -> String {
    format!(
        r#"# The apps of the demo, registered as in any configuration. `passkeep demo` writes this file at each start.

[[clients]]
id = "{CLIENT}"
name = "Larkfield"
client_uri = "{base_url}/"
secret_file = "larkfield.secret"
redirect_uris = ["{base_url}/callback", "{base_url}/confirmed"]
post_logout_redirect_uris = ["{base_url}/?signed-out"]
backchannel_logout_uri = "{base_url}/backchannel-logout"
first_party = true
least_acr = "phr"
scopes = ["openid", "profile"]
confirmations = ["order", "withdrawal", "payee"]

[webhooks.{CLIENT}]
url = "{base_url}/webhooks/passkeep"
secret_file = "larkfield-webhook.secret"
events = ["account_frozen", "account_thawed", "account_recovered", "confirmation"]
"#
    )
}

fn loopback(port: u16) -> Vec<SocketAddr> {
    vec![SocketAddr::from(([127, 0, 0, 1], port)), SocketAddr::from(([0u16, 0, 0, 0, 0, 0, 0, 1], port))]
}

fn secret(path: &Path, draw: impl FnOnce() -> String) -> anyhow::Result<Secret> {
    if !path.exists() {
        write_secret(path, &draw()).with_context(|| format!("can't write {}", path.display()))?;
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    Ok(Secret::new(&text))
}

fn master_key(path: &Path) -> anyhow::Result<MasterKey> {
    if path.exists() {
        let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
        return MasterKey::parse(text.trim())
            .with_context(|| format!("{} holds no master key", path.display()));
    }
    let key = MasterKey::new(clock::moment().draw("master key"));
    write_secret(path, &key.to_file_text()).with_context(|| format!("can't write {}", path.display()))?;
    Ok(key)
}

fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

/// Serves the demo until it is told to stop.
pub async fn run(demo: Demo, folder: PathBuf) -> anyhow::Result<()> {
    let Demo { mut passkeep, mut brokerage } = demo;
    let (url, brokerage_url) = (passkeep.base_url.as_str().to_owned(), brokerage.base_url.clone());
    let (port, brokerage_port) = (passkeep.listen[0].port(), brokerage.listen[0].port());
    if !has_ipv6_loopback() {
        passkeep.listen.truncate(1);
        brokerage.listen.truncate(1);
    }
    let server = Server::open(passkeep, Mode::Demo).await.map_err(|error| match &error {
        ServeError::Listen { error: why, .. } if is_taken(why) => taken(port, "--port"),
        _ => error.into(),
    })?;
    let brokerage = Brokerage::open(brokerage).await.map_err(|error| match &error {
        brokerage::ServeError::Listen { error: why, .. } if is_taken(why) => {
            taken(brokerage_port, "--brokerage-port")
        }
        _ => error.into(),
    })?;
    let data = std::fs::canonicalize(&folder).unwrap_or(folder);
    let stop = crate::stop_signal()?;
    println!("{}", welcome(&url, &brokerage_url, &data));
    let (ended, end) = tokio::sync::oneshot::channel::<()>();
    let brokerage = tokio::spawn(brokerage.run(async {
        // Dropped, when the server has stopped.
        let _ = end.await;
    }));
    server.run(Box::pin(stop)).await;
    drop(ended);
    brokerage.await?;
    println!("\nStopped. The data stays in {}.", data.display());
    Ok(())
}

fn has_ipv6_loopback() -> bool {
    std::net::TcpListener::bind("[::1]:0").is_ok()
}

fn is_taken(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::AddrInUse
}

fn taken(port: u16, argument: &str) -> anyhow::Error {
    let other = port.checked_add(1).unwrap_or(8080);
    anyhow::anyhow!(
        "port {port} is taken by another program; stop it, or try another: passkeep demo {argument} {other}"
    )
}

fn welcome(url: &str, brokerage_url: &str, data: &Path) -> String {
    format!(
        "Larkfield, a brokerage, is at  {brokerage_url}
Passkeep, which it relies on, is at  {url}

  1. Open an account at Larkfield: it leads to Passkeep, where you create a passkey, and back.
     Any phone number will do, for example +1 415 555 2671.
  2. Read the code at    {url}/demo/messages
     No message leaves this machine.
  3. Buy shares: over $1,000 you confirm the order with your passkey, and get a receipt.
     First save recovery codes at {url}/settings/recovery: no value moves from an account
     that one lost phone would lock.
  4. Add a payee, withdraw, freeze the account at {url}/settings/freeze, and see what is left.

The rules are the real ones with minutes for hours: a new browser waits 24 minutes
before it may create or remove passkeys, a new passkey 72 before it may remove another,
a chosen device 72 before a sign-in makes it trusted, a new payee 24 where no other device signs,
and what is on hold 72 before it is done.
Data: {}
Ctrl-C stops it.",
        data.display()
    )
}
