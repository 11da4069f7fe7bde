//! The brokerage as a whole: opened from its configuration, answering until it is told to stop.

use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::confirmations::Confirmations;
use crate::identity::Identity;
use crate::market::Market;
use crate::store::{Store, StoreError};
use crate::{Config, clock, http_client, web};

/// What handlers share.
pub struct Shared {
    pub config: Config,
    pub store: Store,
    pub market: Market,
    pub identity: Identity,
    pub confirmations: Confirmations,
    pub http: reqwest::Client,
    /// Changes when the server stops: streams end then.
    pub stopping: watch::Receiver<()>,
}

impl Shared {
    /// The time.
    pub fn now_ms(&self) -> i64 {
        clock::now_ms()
    }
}

/// Why the brokerage did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Its database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its client of HTTP.
    #[error("the client of HTTP can't be made: {0}")]
    Http(#[from] reqwest::Error),
    /// An address that can't be listened on.
    #[error("can't listen on {address}: {error}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
}

/// A brokerage that is open and listens, and has not answered yet.
pub struct Brokerage {
    shared: Arc<Shared>,
    listeners: Vec<TcpListener>,
    stop: watch::Sender<()>,
}

/// What the prices of the demo are made of.
const SEED: u64 = 0x6c61_726b_6669_656c;

/// How long running requests may take once it is told to stop.
const GRACE: Duration = Duration::from_secs(5);

impl Brokerage {
    /// Opens the database and the listeners. Passkeep need not be there yet.
    pub async fn open(config: Config) -> Result<Self, ServeError> {
        let mut listeners = vec![];
        for address in &config.listen {
            let listener = TcpListener::bind(address).await;
            listeners.push(listener.map_err(|error| ServeError::Listen { address: *address, error })?);
        }
        let store = Store::open(&config.database)?;
        let http = http_client::new()?;
        let (stop, stopping) = watch::channel(());
        let shared = Shared {
            identity: Identity::new(&config, http.clone()),
            confirmations: Confirmations::new(&config, http.clone()),
            store,
            market: Market { seed: SEED },
            http,
            stopping,
            config,
        };
        Ok(Self { shared: Arc::new(shared), listeners, stop })
    }

    /// Where it listens.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect()
    }

    /// Answers until `shutdown` is done; then lets running requests finish.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) {
        let router = web::router(self.shared.clone());
        let keeper = tokio::spawn(keep(self.shared));
        let serving = self.listeners.into_iter().map(|listener| {
            let mut stopped = self.stop.subscribe();
            let stopped = async move {
                let _ = stopped.changed().await;
            };
            tokio::spawn(axum::serve(listener, router.clone()).with_graceful_shutdown(stopped).into_future())
        });
        let serving: Vec<_> = serving.collect();
        shutdown.await;
        let _ = self.stop.send(());
        for door in serving {
            let _ = tokio::time::timeout(GRACE, door).await;
        }
        keeper.abort();
    }
}

async fn keep(shared: Arc<Shared>) {
    let mut rounds = tokio::time::interval(Duration::from_secs(5 * 60));
    loop {
        rounds.tick().await;
        if let Err(error) = shared.store.prune(shared.now_ms()) {
            tracing::error!(%error, "what is over can't be deleted");
        }
    }
}
