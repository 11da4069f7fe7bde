//! The server as a whole: opened from its configuration, listening until it is told to stop.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use futures_util::future::BoxFuture;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use passkeep_decision::signing_key::KeyPurpose;
use passkeep_store::{Keys, Store, StoreError};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::either::Either;
use tower::ServiceExt;

use crate::app::{App, Rules};
use crate::assets::Files;
use crate::clients::Clients;
use crate::clock;
use crate::config::{Config, Transport};
use crate::cookies;
use crate::diagnoses::Attempts;
use crate::limits::Limits;
use crate::metadata::Watch;
use crate::network::{Network, Peer};
use crate::notify::{ChannelError, Channels, DemoMessages, Sender, Voice};
use crate::oidc::{self, Logouts};
use crate::passwords::Passwords;
use crate::restoration::{self, Lookout, LookoutError, Standing};
use crate::ring::Ring;
use crate::routes::router;
use crate::seen::Seen;
use crate::signing::Signers;
use crate::views::{Assets, House, Waits};
use crate::waiting::{self, Waiting};
use crate::well_known::WellKnown;

/// Whether messages reach people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They stay on a page of the demo.
    Demo,
    /// They go out by the configured gateways.
    Serve,
}

/// Why the server did not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whether the database is the one that was there can't be told.
    #[error(transparent)]
    Lookout(#[from] LookoutError),
    /// A gateway's client.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// An address that can't be listened on.
    #[error("can't listen on {address}: {error}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// The threads that hash passwords.
    #[error("can't start the threads for passwords: {0}")]
    Threads(std::io::Error),
    /// The certificate or its key.
    #[error("{}: {reason}", path.display())]
    Tls {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        reason: String,
    },
}

/// A server that is open and listens, and has not answered yet.
pub struct Server {
    app: Arc<App>,
    watch: Watch,
    lookout: Lookout,
    sender: Sender,
    listeners: Vec<TcpListener>,
    transport: Transport,
    tls: Option<TlsAcceptor>,
}

impl Server {
    /// Opens the database and the listeners.
    pub async fn open(config: Config, mode: Mode) -> Result<Self, ServeError> {
        let tls = tls_of(&config.transport)?;
        let mut listeners = vec![];
        for address in &config.listen {
            let listener = TcpListener::bind(address).await;
            listeners.push(listener.map_err(|error| ServeError::Listen { address: *address, error })?);
        }
        let keys = Keys::derive(config.master_key.expose());
        let passwords =
            Passwords::start(&config.passwords, keys.password_pepper()).map_err(ServeError::Threads)?;
        let store = Store::open(&config.database, keys).await?;
        let demo = (mode == Mode::Demo).then(DemoMessages::default);
        let channels = match &demo {
            Some(messages) => Channels::of_demo(&config, messages.clone())?,
            None => Channels::of_config(&config)?,
        };
        let voice = Voice::new(&config.brand, &config.base_url, &config.legal);
        let logouts = logouts(&config, &store).await?;
        let sender = Sender { store: store.clone(), channels, voice, logouts: logouts.clone() };
        let transport = config.transport.clone();
        let watch = Watch::new(store.clone(), config.metadata.clone());
        let node = clock::moment().draw_16("node");
        let lookout = Lookout::open(store.clone(), config.mark.clone(), node)?;
        let app = Arc::new(open_app(config, store, (passwords, demo), logouts).await?);
        let mut server = Self { app, watch, lookout, sender, listeners, transport, tls };
        // Before the first answer: whether the database is the one that was there.
        server.app.look_out(&mut server.lookout).await?;
        look(&server.app, &mut server.watch).await;
        Ok(server)
    }

    /// What handlers share: for tests and benchmarks that look behind the answers.
    pub fn app(&self) -> Arc<App> {
        self.app.clone()
    }

    /// Where it listens.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect()
    }

    /// Answers until `shutdown` is done; then lets running requests finish and closes the database.
    ///
    /// Boxed, HTTP is compiled in this crate; else in each binary that runs a server.
    pub fn run(self, shutdown: BoxFuture<'static, ()>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let store = self.app.store.clone();
            let keeper = tokio::spawn(keep(self.app.clone()));
            let sender = tokio::spawn(self.sender.run());
            let holds = tokio::spawn(crate::holds::keep(self.app.clone()));
            let watch = tokio::spawn(keep_looking(self.app.clone(), self.watch));
            let tells = tokio::spawn(oidc::keep(self.app.clone()));
            let waker = tokio::spawn(waiting::keep_looking(self.app.clone()));
            let lookout = tokio::spawn(keep_looking_out(self.app.clone(), self.lookout));
            let counter = tokio::spawn(keep_counting(self.app.clone()));
            let app = self.app.clone();
            let router = router(self.app);
            let (stop, stopped) = tokio::sync::watch::channel(());
            let accepting: Vec<_> = self
                .listeners
                .into_iter()
                .map(|listener| {
                    let door = Door { listener, transport: self.transport.clone(), tls: self.tls.clone() };
                    tokio::spawn(door.accept(router.clone(), stopped.clone()))
                })
                .collect();
            shutdown.await;
            drop(stop);
            for door in accepting {
                // A door that panicked has nothing left to finish.
                let _ = door.await;
            }
            for background in [keeper, sender, holds, watch, tells, waker, lookout, counter] {
                background.abort();
                // What it was doing ends before the store does.
                let _ = background.await;
            }
            write_seen(&app).await;
            store.close().await;
        })
    }
}

/// How long running requests may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long a client may take to begin: a TLS handshake, or a request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);

struct Door {
    listener: TcpListener,
    transport: Transport,
    tls: Option<TlsAcceptor>,
}

impl Door {
    async fn accept(self, router: Router, mut stopped: tokio::sync::watch::Receiver<()>) {
        let graceful = Arc::new(GracefulShutdown::new());
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = stopped.changed() => break,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of descriptors, most likely: what is running will give some back.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            if !self.admits(peer) {
                continue;
            }
            // A small answer must not wait for the one before to be acknowledged.
            let _ = stream.set_nodelay(true);
            let answering = (router.clone(), Peer(peer.ip()));
            tokio::spawn(connection(stream, self.tls.clone(), answering, graceful.watcher()));
        }
        drop(self.listener);
        if let Some(graceful) = Arc::into_inner(graceful) {
            let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
        }
    }

    /// Behind proxies, it answers them alone.
    fn admits(&self, peer: SocketAddr) -> bool {
        match &self.transport {
            Transport::Proxied(proxies) => {
                proxies.networks.iter().any(|network| network.contains(&peer.ip().to_canonical()))
            }
            Transport::Localhost | Transport::Tls { .. } => true,
        }
    }
}

/// Makes each request of a connection bear who is at its other end.
fn from_peer<B>(peer: Peer) -> impl Fn(Request<B>) -> Request<B> + Clone {
    move |mut request| {
        request.extensions_mut().insert(peer);
        request
    }
}

async fn connection(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    (router, peer): (Router, Peer),
    watcher: hyper_util::server::graceful::Watcher,
) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(hyper_util::rt::TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    // One type for both kinds of stream: HTTP is compiled once.
    let stream = match tls {
        Some(tls) => match tokio::time::timeout(HEAD_TIMEOUT, tls.accept(stream)).await {
            Ok(Ok(stream)) => Either::Left(stream),
            Ok(Err(_)) | Err(_) => return,
        },
        None => Either::Right(stream),
    };
    let service = TowerToHyperService::new(router.map_request(from_peer(peer)));
    let answering = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    if let Err(error) = watcher.watch(answering).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Keeps house: turns the ring of ticket keys, and deletes what is over.
async fn keep(app: Arc<App>) {
    let mut rounds = tokio::time::interval(Duration::from_secs(5 * 60));
    loop {
        rounds.tick().await;
        if let Err(error) = app.ring.turn(&app.store, &clock::moment()).await {
            tracing::error!(%error, "the ticket keys can't be turned");
        }
        if let Err(error) = app.signers.turn(&app.store, clock::now()).await {
            tracing::error!(%error, "the signing keys can't be turned");
        }
        if let Err(error) = app.store.prune(clock::now()).await {
            tracing::error!(%error, "what is over can't be deleted");
        }
    }
}

/// Writes which kinds of client were seen, once a minute.
async fn keep_counting(app: Arc<App>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        write_seen(&app).await;
    }
}

async fn write_seen(app: &App) {
    if let Err(error) = app.seen.write(&app.store).await {
        tracing::warn!(%error, "the clients that were seen can't be written yet");
    }
}

/// Looks whether the database is still the one that was there.
async fn keep_looking_out(app: Arc<App>, mut lookout: Lookout) {
    loop {
        tokio::time::sleep(restoration::EVERY).await;
        if let Err(error) = app.look_out(&mut lookout).await {
            tracing::error!(%error, "whether the database is whole can't be told");
        }
    }
}

/// Takes metadata of authenticators that any node has kept since the start.
async fn keep_looking(app: Arc<App>, mut watch: Watch) {
    loop {
        tokio::time::sleep(METADATA_EVERY).await;
        look(&app, &mut watch).await;
    }
}

/// How soon a node takes newer metadata.
const METADATA_EVERY: Duration = Duration::from_secs(30);

/// A node that can't believe what is kept goes on with what it has.
async fn look(app: &App, watch: &mut Watch) {
    match watch.look().await {
        Ok(Some(metadata)) => {
            let (number, models) = (metadata.number, metadata.models().len());
            tracing::info!(number, models, next_update = metadata.next_update, "metadata of authenticators");
            app.rules.learn(metadata);
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "the metadata of authenticators can't be read"),
    }
}

async fn open_app(
    config: Config,
    store: Store,
    (passwords, demo): (Passwords, Option<DemoMessages>),
    logouts: Logouts,
) -> Result<App, ServeError> {
    let files = Files::new(config.brand.stylesheet(), config.logo.as_ref());
    let assets: Assets = files.urls();
    let well_known = WellKnown::new(&config).with_receipts(&config, store.receipt_point());
    let ring = Ring::open(config.policy.issuer.clone(), &store, &clock::moment()).await?;
    Ok(App {
        store,
        passwords,
        ring,
        cookies: match config.base_url.is_https() {
            true => cookies::Transport::Secure,
            false => cookies::Transport::Localhost,
        },
        network: Network::new(&config.transport),
        limits: Limits::new(config.limits.requests_per_minute),
        attempts: Attempts::new(config.limits.requests_per_minute),
        waiting: Waiting::default(),
        clients: logouts.clients,
        signers: logouts.signers,
        base_url: config.base_url,
        client_policy: config.client_policy,
        seen: Seen::default(),
        figures: Default::default(),
        house: Arc::new(House {
            brand: config.brand,
            assets,
            legal: config.legal,
            waits: Waits::of(&config.policy),
        }),
        rules: Rules::new(config.policy),
        files,
        well_known,
        standing: Standing::default(),
        demo,
    })
}

/// What tells apps of a session's end, and what handlers share with it.
async fn logouts(config: &Config, store: &Store) -> Result<Logouts, ServeError> {
    let signers = Signers::open(KeyPurpose::OpenId, oidc::ALGORITHMS, store, clock::now()).await?;
    let clients = Arc::new(Clients::new(config.clients.clone()));
    let issuer = config.policy.issuer.clone();
    let logouts = Logouts::new((Arc::new(signers), clients), store.clone(), issuer);
    Ok(logouts.map_err(ChannelError::Http)?)
}

/// Looks at what a configuration names and only a start would read: the certificate and its key.
pub fn check(config: &Config) -> Result<(), ServeError> {
    tls_of(&config.transport).map(drop)
}

fn tls_of(transport: &Transport) -> Result<Option<TlsAcceptor>, ServeError> {
    match transport {
        Transport::Tls { certificate, key } => tls_acceptor(certificate, key).map(Some),
        Transport::Localhost | Transport::Proxied(_) => Ok(None),
    }
}

fn tls_acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, ServeError> {
    let fault = |path: &Path, reason: String| ServeError::Tls { path: path.to_owned(), reason };
    let chain: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(certificate).and_then(|certificates| certificates.collect());
    let chain = chain.map_err(|error| fault(certificate, error.to_string()))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| fault(key, error.to_string()))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| fault(certificate, error.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| fault(certificate, error.to_string()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
