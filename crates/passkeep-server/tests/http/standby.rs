//! A primary and its standby of real PostgreSQL: a standby that lags, a primary that is killed, a promotion that loses a
//! passkey. In none of them is anything told that would take a passkey in use away.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use passkeep_store::{DatabaseUrl, Keys, Store};
use serde_json::{Value, json};

use crate::person::{House, Person, new_key};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";

const PAIR: &str = r#"
set -e
cd /tmp
export PATH="$1:$PATH"
dir=$(mktemp -d /tmp/passkeep-standby.XXXXXX)
stop() { pg_ctl -D "$dir/$1" -m immediate stop >>"$dir/log" 2>&1; }
trap 'stop one || true; stop two || true; rm -rf "$dir"' EXIT
mkdir "$dir/a" "$dir/b"
options="-c listen_addresses='' -c fsync=off -c shared_buffers=16MB -c max_connections=60"
ask() { psql -h "$dir/$1" -U postgres -Atqc "$2" postgres; }
until_is() { until [ "$(ask "$1" "$2")" = "$3" ]; do sleep 0.05; done; }
initdb -D "$dir/one" --auth=trust --no-sync --username=postgres --encoding=UTF8 --locale=C >"$dir/log"
pg_ctl -D "$dir/one" -l "$dir/log" -o "-k $dir/a $options" -w start >>"$dir/log"
ask a 'create database passkeep'
pg_basebackup -h "$dir/a" -U postgres -D "$dir/two" -R -X stream -c fast --no-sync >>"$dir/log" 2>&1
pg_ctl -D "$dir/two" -l "$dir/log" -o "-k $dir/b $options" -w start >>"$dir/log"
echo "$dir"
while read -r command; do
  case "$command" in
    catch-up) until_is b "select pg_last_wal_replay_lsn() >= '$(ask a 'select pg_current_wal_lsn()')'" t;;
    cut) ask b "alter system set primary_conninfo = ''"; ask b 'select pg_reload_conf()' >>"$dir/log"
         until_is b 'select count(*) from pg_stat_wal_receiver' 0;;
    kill) stop one;;
    promote) pg_ctl -D "$dir/two" -w promote >>"$dir/log";;
  esac
  echo done
done
"#;

/// Two servers. They end with this process, or when this is dropped.
struct Pair {
    folder: String,
    keeper: Child,
    says: BufReader<ChildStdout>,
}

impl Pair {
    /// None where `PASSKEEP_TEST_POSTGRES=off`.
    fn start() -> Option<Self> {
        if std::env::var_os("PASSKEEP_TEST_POSTGRES").is_some_and(|value| value == "off") {
            return None;
        }
        let binaries =
            binaries().expect("PostgreSQL's server is not installed (Debian: apt-get install postgresql)");
        // The server refuses to run as root.
        let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
        let mut command = Command::new(if root { "setpriv" } else { "sh" });
        if root {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
        }
        command.args(["-c", PAIR, "sh"]).arg(binaries);
        let mut keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut says = BufReader::new(keeper.stdout.take().unwrap());
        let mut folder = String::new();
        says.read_line(&mut folder).unwrap();
        assert!(!folder.trim().is_empty(), "the two servers did not start");
        Some(Self { folder: folder.trim().to_owned(), keeper, says })
    }

    fn tell(&mut self, command: &str) {
        writeln!(self.keeper.stdin.as_mut().unwrap(), "{command}").unwrap();
        let mut done = String::new();
        self.says.read_line(&mut done).unwrap();
        assert_eq!(done, "done\n", "{command}");
    }

    fn url(&self, hosts: &[&str]) -> DatabaseUrl {
        let socket = |host: &&str| format!("{}/{host}", self.folder).replace('/', "%2F");
        let hosts = hosts.iter().map(socket).collect::<Vec<_>>().join(",");
        DatabaseUrl::parse(&format!("postgres://postgres@{hosts}/passkeep?sslmode=disable")).unwrap()
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<_> = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.retain(|folder| folder.join("initdb").exists());
    folders.sort();
    folders.pop()
}

async fn list(person: &Person) -> (u16, Value) {
    person.send("GET", "/v1/passkeys", None).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_standby_an_outage_and_a_promotion_that_loses_a_passkey_tell_nothing_of_what_is_absent() {
    let Some(mut pair) = Pair::start() else { return };
    let url = pair.url(&["a", "b"]);
    let house = House::open_with(|config| config.database = url).await;
    let mut ada = house.member(ADA).await;
    assert!(list(&ada).await.1["signals"]["accepted"].is_array(), "nothing speaks against it");
    pair.tell("catch-up");
    pair.tell("cut");

    // What the standby lacks from here on: a second passkey, in use.
    let mut key = new_key();
    let body = ada.walk_to_create(&house, ADA, &mut key).await;
    ada.ok("/v1/passkeys", body).await;
    assert_eq!(ada.passkeys().await.len(), 2);

    // Lag: a node that is led to the standby does not even start.
    let lagging = Store::open(&pair.url(&["b"]), Keys::derive(&[7; 32])).await;
    let Err(refused) = lagging else { panic!("it reads from a standby") };
    assert!(refused.to_string().contains("standby"), "{refused}");

    // Outage: the primary is killed, and the standby is all that answers.
    pair.tell("kill");
    let (status, problem) = list(&ada).await;
    assert_eq!((status, problem["code"].as_str()), (503, Some("unavailable")), "{problem}");

    // An unsafe promotion: it takes commits, and lacks the second passkey. Nobody has said so.
    pair.tell("promote");
    let (status, problem) = list(&ada).await;
    assert_eq!(status, 503, "{problem}");
    let (status, problem) = list(&ada).await;
    assert_eq!((status, problem["code"].as_str()), (503, Some("database_in_doubt")), "{problem}");
    house.look_out().await;
    let (status, problem) = ada.send("GET", "/readyz", None).await;
    assert_eq!((status, problem["code"].as_str()), (503, Some("database_in_doubt")), "{problem}");

    // The operator says so.
    house.declare_restored().await;
    assert_eq!(list(&ada).await.0, 401, "every session ended");
    ada.sign_in().await;
    let (_, told) = list(&ada).await;
    assert_eq!(told["passkeys"].as_array().map(Vec::len), Some(1), "it is lost here");
    assert!(told["signals"].get("accepted").is_none(), "and in use there: {told}");
    assert_eq!(told["signals"]["removed"], json!([]));
    let bob = house.member(BOB).await;
    assert!(list(&bob).await.1["signals"]["accepted"].is_array(), "who came later lacks nothing");
}
