//! The demo: the real server on this machine alone, with its data and its key in one folder.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use passkeep_server::clock;
use passkeep_server::config::{Config, MasterKey};
use passkeep_server::serve::{Mode, ServeError, Server};

/// The demo's configuration; its folder and master key are made where they are not there yet.
pub fn config(port: u16, folder: &Path) -> anyhow::Result<Config> {
    std::fs::create_dir_all(folder).with_context(|| format!("can't make the folder {}", folder.display()))?;
    let master_key = master_key(&folder.join("master.key"))?;
    let listen =
        vec![SocketAddr::from(([127, 0, 0, 1], port)), SocketAddr::from(([0u16, 0, 0, 0, 0, 0, 0, 1], port))];
    Ok(Config::demo(port, listen, folder, master_key))
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
pub async fn run(mut config: Config, folder: PathBuf) -> anyhow::Result<()> {
    let url = config.base_url.as_str().to_owned();
    let port = config.listen[0].port();
    if !has_ipv6_loopback() {
        config.listen.truncate(1);
    }
    let server = Server::open(config, Mode::Demo).await.map_err(|error| explained(error, port))?;
    let data = std::fs::canonicalize(&folder).unwrap_or(folder);
    let stop = crate::stop_signal()?;
    println!("{}", welcome(&url, &data));
    server.run(Box::pin(stop)).await;
    println!("\nStopped. The data stays in {}.", data.display());
    Ok(())
}

fn has_ipv6_loopback() -> bool {
    std::net::TcpListener::bind("[::1]:0").is_ok()
}

fn explained(error: ServeError, port: u16) -> anyhow::Error {
    match &error {
        ServeError::Listen { error: why, .. } if why.kind() == std::io::ErrorKind::AddrInUse => {
            let other = port.checked_add(1).unwrap_or(8080);
            anyhow::anyhow!(
                "port {port} is taken by another program; stop it, or try another: passkeep demo --port {other}"
            )
        }
        _ => error.into(),
    }
}

fn welcome(url: &str, data: &Path) -> String {
    format!(
        "Passkeep's demo is at {url}

  1. Create an account:  {url}/sign-up
     Any phone number will do, for example +1 415 555 2671.
  2. Read the code at    {url}/demo/messages
     No message leaves this machine.
  3. Sign in at          {url}/
     with nothing typed, or with your user ID.

The rules are the real ones with minutes for hours: a new browser waits 24 minutes
before it may create or remove passkeys, a new passkey 72 before it may remove another,
a chosen device 72 before a sign-in makes it trusted,
and what is on hold 72 before it is done.
Data: {}
Ctrl-C stops it.",
        data.display()
    )
}
