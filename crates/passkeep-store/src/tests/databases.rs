//! A database for each test. PostgreSQL is a private cluster, started once for all of them and ended with them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::NoTls;

use crate::{DatabaseUrl, Keys, Store, StoreError};

pub(crate) struct Database {
    pub(crate) url: DatabaseUrl,
    // Deleted at the end.
    folder: Option<tempfile::TempDir>,
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("passkeep.db"));
        Self { url, folder: Some(folder) }
    }

    /// None where `PASSKEEP_TEST_POSTGRES=off`.
    pub(crate) async fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        if std::env::var_os("PASSKEEP_TEST_POSTGRES").is_some_and(|value| value == "off") {
            return None;
        }
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        execute(&postgres_url("postgres"), &format!("create database {name}")).await;
        Some(Self { url: postgres_url(&name), folder: None })
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().expect("SQLite has a folder").path()
    }

    pub(crate) async fn open(&self) -> Store {
        self.try_open(&[7; 32]).await.unwrap()
    }

    pub(crate) async fn try_open(&self, master: &[u8; 32]) -> Result<Store, StoreError> {
        Store::open(&self.url, Keys::derive(master)).await
    }

    /// Does to the database what somebody could who writes it past the store.
    pub(crate) async fn write_past_the_store(&self, sql: &str) {
        execute(&self.url, sql).await;
    }
}

async fn execute(url: &DatabaseUrl, sql: &str) {
    match url {
        DatabaseUrl::Sqlite(path) => {
            rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
        }
        DatabaseUrl::Postgres(config) => {
            let (client, connection) = config.connect(NoTls).await.unwrap();
            let driven = tokio::spawn(connection);
            client.batch_execute(sql).await.unwrap();
            drop(client);
            driven.await.unwrap().unwrap();
        }
    }
}

fn postgres_url(name: &str) -> DatabaseUrl {
    let socket = &cluster().socket;
    DatabaseUrl::parse(&format!("postgres://postgres@/{name}?host={socket}&sslmode=disable")).unwrap()
}

struct Cluster {
    socket: String,
    // Its standard input closes when this process ends, and then it ends the cluster.
    _keeper: Child,
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(start)
}

const KEEPER: &str = r#"
set -e
cd /tmp
export PATH="$1:$PATH"
dir=$(mktemp -d /tmp/passkeep-postgres.XXXXXX)
trap 'pg_ctl -D "$dir/data" -m immediate stop >/dev/null 2>&1; rm -rf "$dir"' EXIT
initdb -D "$dir/data" --auth=trust --no-sync --username=postgres --encoding=UTF8 --locale=C >"$dir/log"
options="-k $dir -c listen_addresses='' -c fsync=off -c max_connections=400 -c shared_buffers=32MB"
pg_ctl -D "$dir/data" -l "$dir/log" -o "$options" -w start >>"$dir/log"
echo "$dir"
read -r _ || true
"#;

fn start() -> Cluster {
    let binaries = binaries().expect(
        "PostgreSQL's server is not installed (Debian: apt-get install postgresql); PASSKEEP_TEST_POSTGRES=off leaves it out",
    );
    // The server refuses to run as root.
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut command = match root {
        true => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
            command
        }
        false => Command::new("sh"),
    };
    command.args(["-c", KEEPER, "sh"]).arg(binaries);
    let mut keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut socket = String::new();
    BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut socket).unwrap();
    let socket = socket.trim().to_owned();
    assert!(!socket.is_empty(), "the private PostgreSQL cluster did not start");
    Cluster { socket, _keeper: keeper }
}

/// The newest version's folder.
fn binaries() -> Option<std::path::PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<_> = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.retain(|folder| folder.join("initdb").exists());
    folders.sort();
    folders.pop()
}
