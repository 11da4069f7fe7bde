//! What the benchmarks over HTTP share: the real server in this process, people with passkeys, and what is done again and
//! again for a while.

pub mod person;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use passkeep_server::app::App;
use passkeep_server::clock;
use passkeep_server::config::{Config, MasterKey};
use passkeep_server::serve::{Mode, Server};

pub use person::Person;

pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// On how many connections at once.
pub const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// What the threads of the clients are called: all others are the server's.
const CLIENT: &str = "client";

/// The server, on a free port of localhost and on SQLite in a folder of its own, and the threads of its clients.
pub struct House {
    pub app: Arc<App>,
    clients: tokio::runtime::Runtime,
    stop: tokio::sync::oneshot::Sender<()>,
    running: tokio::task::JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn open(change: impl FnOnce(&mut Config)) -> Result<Self, Fault> {
        let folder = tempfile::tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let listen = vec![SocketAddr::from(([127, 0, 0, 1], port))];
        let key = MasterKey::new(clock::moment().draw("master key"));
        let mut config = Config::demo(port, listen, folder.path(), key);
        // The accounts' numbers lie side by side: what is counted for a prefix and a country is counted, and refuses nothing.
        (config.policy.codes_per_prefix, config.policy.codes_per_country) = (1_000_000, 1_000_000);
        change(&mut config);
        let server = Server::open(config, Mode::Demo).await?;
        let app = server.app();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(server.run(Box::pin(async move {
            let _ = stopped.await;
        })));
        let clients = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name(CLIENT).build()?;
        Ok(Self { app, clients, stop, running, _folder: folder })
    }

    /// As many people as there are connections at most.
    pub async fn people(&self) -> Result<Vec<Person>, Fault> {
        let most = CONNECTIONS[CONNECTIONS.len() - 1];
        eprintln!("making {most} accounts …");
        let mut people = Vec::new();
        for number in 0..most {
            people.push(Person::sign_up(&self.app, number).await?);
        }
        Ok(people)
    }

    pub async fn close(self) -> Result<(), Fault> {
        drop(self.stop);
        self.clients.shutdown_background();
        Ok(self.running.await?)
    }
}

/// What somebody does again and again, over a connection of their own.
pub trait Work: Send + 'static {
    fn once(&mut self) -> impl Future<Output = Result<(), Fault>> + Send;
}

/// What was measured.
pub struct Measured {
    /// How long each took, the shortest first.
    took: Vec<Duration>,
    elapsed: Duration,
    /// CPU seconds of the server's threads for each, where the system tells them.
    pub server_cpu: Option<f64>,
    pub commits_per_second: f64,
    pub lists_per_commit: f64,
}

impl Measured {
    pub fn per_second(&self) -> f64 {
        self.took.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// How long the one took that this share of them was not slower than, in milliseconds.
    pub fn milliseconds_at(&self, share: f64) -> f64 {
        self.took[((self.took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0
    }
}

/// Has the first `connections` of them work at once.
pub async fn measure<W: Work>(
    house: &House,
    workers: &mut Vec<W>,
    connections: usize,
    length: Duration,
) -> Result<Measured, Fault> {
    let before = house.app.store.statistics();
    let (begun, cpu) = (Instant::now(), server_cpu());
    let resting = workers.split_off(connections);
    let tasks = std::mem::replace(workers, resting).into_iter().map(|mut worker| {
        house.clients.spawn(async move {
            let mut took = Vec::new();
            while begun.elapsed() < length {
                let from = Instant::now();
                worker.once().await?;
                took.push(from.elapsed());
            }
            Ok::<_, Fault>((worker, took))
        })
    });
    let mut took = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        let (worker, own) = task.await??;
        workers.push(worker);
        took.extend(own);
    }
    let elapsed = begun.elapsed();
    let server_cpu = cpu.zip(server_cpu()).map(|(from, to)| (to - from) / took.len() as f64);
    let after = house.app.store.statistics();
    let (commits, lists) = (after.commits - before.commits, after.lists - before.lists);
    took.sort();
    Ok(Measured {
        took,
        elapsed,
        server_cpu,
        commits_per_second: commits as f64 / elapsed.as_secs_f64(),
        lists_per_commit: lists as f64 / commits as f64,
    })
}

/// CPU seconds that this process's threads have used, but for the clients'; none where the system doesn't say (Linux
/// does).
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

/// How long each connection count is measured: the program's first argument, or five seconds.
pub fn length() -> Result<Duration, Fault> {
    Ok(Duration::from_secs(std::env::args().nth(1).map_or(Ok(5), |text| text.parse())?))
}
