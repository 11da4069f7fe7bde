//! Drives full sign-ins over HTTP: options, an assertion by a software authenticator, a session.
//!
//! `cargo run --release -p passkeep-server --example sign-ins -- [SECONDS]` starts the real server in this process on
//! a free port of localhost, on SQLite in a folder of its own, makes accounts, and signs in on 1, 16 and 64
//! connections for so many seconds each (5 unless told). Clients and server share this machine's cores, so that
//! sign-ins a second say less than what one costs: the CPU time of the server's threads alone (Linux), also in bare
//! verifications of the same signature, measured in the same run.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Seed};
use passkeep_server::app::App;
use passkeep_server::clock;
use passkeep_server::config::{Config, MasterKey};
use passkeep_server::serve::{Mode, Server};
use serde_json::{Value, json};

const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// What the threads of the clients are called: all others are the server's.
const CLIENT: &str = "client";

type Fault = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let clients = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name(CLIENT).build()?;
    let seconds = std::env::args().nth(1).map_or(Ok(5), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let listen = vec![SocketAddr::from(([127, 0, 0, 1], port))];
    let mut config =
        Config::demo(port, listen, folder.path(), MasterKey::new(clock::moment().draw("master key")));
    // The accounts' numbers lie side by side: what is counted for a prefix and a country is counted, and refuses nothing.
    (config.policy.codes_per_prefix, config.policy.codes_per_country) = (1_000_000, 1_000_000);
    let server = Server::open(config, Mode::Demo).await?;
    let app = server.app();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.run(Box::pin(async move {
        let _ = stopped.await;
    })));

    let most = CONNECTIONS[CONNECTIONS.len() - 1];
    eprintln!("making {most} accounts …");
    let mut people = Vec::new();
    let http = reqwest::Client::new();
    for number in 0..most {
        people.push(Person::sign_up(&app, http.clone(), number).await?);
    }
    let bare = bare_verification()?;
    println!("one bare verification: {:.0} µs", bare * 1e6);
    println!(
        "connections  sign-ins/s     p50 ms     p99 ms  commits/s  lists/commit  server µs  verifications"
    );
    for connections in CONNECTIONS {
        let length = Duration::from_secs(seconds);
        let measured = {
            let app = Arc::clone(&app);
            clients.spawn(async move { measure(&app, people, connections, length, bare).await })
        };
        let (row, back) = measured.await??;
        people = back;
        println!("{row}");
    }
    println!("({} cores for clients and server together)", std::thread::available_parallelism()?);
    drop(stop);
    running.await?;
    clients.shutdown_background();
    Ok(())
}

/// Seconds that one ES256 verification takes: the least mean of 20 hundreds.
fn bare_verification() -> Result<f64, Fault> {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref())?;
    let signature = pair.sign(&random, b"signed")?;
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, pair.public_key().as_ref());
    let mut least = f64::MAX;
    for _ in 0..20 {
        let begun = Instant::now();
        for _ in 0..100 {
            key.verify(b"signed", signature.as_ref())?;
        }
        least = least.min(begun.elapsed().as_secs_f64() / 100.0);
    }
    Ok(least)
}

/// CPU seconds that this process's threads have used, but for the clients'; none where the system doesn't say.
fn server_cpu() -> Option<f64> {
    let mut ticks = 0;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let stat = std::fs::read_to_string(task.ok()?.path().join("stat")).ok()?;
        let (name, rest) = stat.rsplit_once(") ")?;
        if !name.ends_with(CLIENT) {
            // utime and stime: fields 14 and 15 of the line, in ticks of 10 ms.
            ticks += rest.split(' ').skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum::<u64>();
        }
    }
    Some(ticks as f64 / 100.0)
}

/// Signs in on `connections` at once; each waits for the answer before the next.
async fn measure(
    app: &Arc<App>,
    mut people: Vec<Person>,
    connections: usize,
    length: Duration,
    bare: f64,
) -> Result<(String, Vec<Person>), Fault> {
    let before = app.store.statistics();
    let (begun, cpu) = (Instant::now(), server_cpu());
    let resting = people.split_off(connections);
    let workers = people.into_iter().map(|mut person| {
        tokio::spawn(async move {
            let mut took = Vec::new();
            while begun.elapsed() < length {
                let from = Instant::now();
                person.sign_in().await?;
                took.push(from.elapsed());
            }
            Ok::<_, Fault>((person, took))
        })
    });
    let (mut back, mut took) = (Vec::new(), Vec::new());
    for worker in workers.collect::<Vec<_>>() {
        let (person, own) = worker.await??;
        back.push(person);
        took.extend(own);
    }
    let elapsed = begun.elapsed().as_secs_f64();
    let each = cpu.zip(server_cpu()).map(|(from, to)| (to - from) / took.len() as f64);
    let after = app.store.statistics();
    let (commits, lists) = (after.commits - before.commits, after.lists - before.lists);
    took.sort();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    let row = format!(
        "{connections:>11}  {:>10.0} {:>10.2} {:>10.2} {:>10.0} {:>13.1} {:>10} {:>14}",
        took.len() as f64 / elapsed,
        at(0.5),
        at(0.99),
        commits as f64 / elapsed,
        lists as f64 / commits as f64,
        each.map_or_else(|| "-".to_owned(), |each| format!("{:.0}", each * 1e6)),
        each.map_or_else(|| "-".to_owned(), |each| format!("{:.1}", each / bare)),
    );
    back.extend(resting);
    Ok((row, back))
}

/// Somebody with an app of their own and a passkey in it.
struct Person {
    http: reqwest::Client,
    url: String,
    instance: String,
    authenticator: Authenticator,
}

impl Person {
    async fn sign_up(app: &App, http: reqwest::Client, number: usize) -> Result<Self, Fault> {
        let mut person = Self {
            http,
            url: app.base_url.as_str().to_owned(),
            instance: URL_SAFE_NO_PAD.encode(clock::moment().draw("instance")),
            authenticator: Authenticator::new(Seed::random(), AuthenticatorOptions::platform()),
        };
        let phone = format!("+1415555{:04}", 2000 + number);
        let flow = person.post("/v1/sign-up", json!({ "phone": phone })).await?;
        let code = code_for(app, &phone).await?;
        let flow = person.post("/v1/sign-up/code", json!({ "ticket": flow["ticket"], "code": code })).await?;
        let named = json!({ "ticket": flow["ticket"], "name": "Ada", "place": "this_device" });
        let flow = person.post("/v1/sign-up/name", named).await?;
        let response = person.authenticator.create(&flow["options"], &person.url)?;
        let finish = json!({ "ticket": flow["ticket"], "name": "Ada", "response": response });
        person.post("/v1/sign-up/passkey", finish).await?;
        Ok(person)
    }

    async fn sign_in(&mut self) -> Result<(), Fault> {
        let flow = self.post("/v1/sign-in", json!({})).await?;
        let response = self.authenticator.get(&flow["options"], &self.url)?;
        self.post("/v1/sign-in/passkey", json!({ "ticket": flow["ticket"], "response": response })).await?;
        Ok(())
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, Fault> {
        let request =
            self.http.post(format!("{}{path}", self.url)).header("passkeep-instance", &self.instance);
        let answer = request.header("content-type", "application/json").body(body.to_string()).send().await?;
        let (status, body) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            return Err(format!("{path}: {status}: {body}").into());
        }
        Ok(serde_json::from_str(&body)?)
    }
}

/// The code that would have been sent: waited for as a person would look at their phone.
async fn code_for(app: &App, phone: &str) -> Result<String, Fault> {
    let messages = app.demo.as_ref().ok_or("the demo keeps messages")?;
    for _ in 0..200 {
        let found = messages.newest_first().into_iter().find(|message| message.to.as_str() == phone);
        if let Some(message) = found {
            let code = message.text.rsplit('#').next().unwrap_or_default();
            return Ok(code.trim().to_owned());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err("no message came".into())
}
