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

/// The server, on a free port of localhost and on SQLite in a folder of its own.
pub struct House {
    pub app: Arc<App>,
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
        Ok(Self { app, stop, running, _folder: folder })
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
    app: &App,
    workers: &mut Vec<W>,
    connections: usize,
    length: Duration,
) -> Result<Measured, Fault> {
    let before = app.store.statistics();
    let begun = Instant::now();
    let resting = workers.split_off(connections);
    let tasks = std::mem::replace(workers, resting).into_iter().map(|mut worker| {
        tokio::spawn(async move {
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
    let after = app.store.statistics();
    let (commits, lists) = (after.commits - before.commits, after.lists - before.lists);
    took.sort();
    Ok(Measured {
        took,
        elapsed,
        commits_per_second: commits as f64 / elapsed.as_secs_f64(),
        lists_per_commit: lists as f64 / commits as f64,
    })
}

/// How long each connection count is measured: the program's first argument, or five seconds.
pub fn length() -> Result<Duration, Fault> {
    Ok(Duration::from_secs(std::env::args().nth(1).map_or(Ok(5), |text| text.parse())?))
}
