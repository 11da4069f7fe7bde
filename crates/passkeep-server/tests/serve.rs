//! The server on the wire: TLS of its own, and proxies in front of it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::SocketAddr;
use std::path::Path;

use passkeep_server::config::{Config, ForwardedHeader, MasterKey, Proxies, Transport};
use passkeep_server::serve::{Mode, ServeError, Server};
use reqwest::{Client, Version};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

fn config(folder: &Path, transport: Transport) -> Config {
    let listen = vec![SocketAddr::from(([127, 0, 0, 1], 0))];
    Config { transport, ..Config::demo(8080, listen, folder, MasterKey::new([1; 32])) }
}

fn write_certificate(folder: &Path) -> (Transport, reqwest::Certificate) {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    std::fs::write(&certificate, certified.cert.pem()).unwrap();
    std::fs::write(&key, certified.signing_key.serialize_pem()).unwrap();
    let root = reqwest::Certificate::from_pem(certified.cert.pem().as_bytes()).unwrap();
    (Transport::Tls { certificate, key }, root)
}

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn start(config: Config) -> Running {
    let server = Server::open(config, Mode::Demo).await.unwrap();
    let address = server.addresses()[0];
    let (stop, stopped) = oneshot::channel();
    let ended = tokio::spawn(server.run(Box::pin(async move { stopped.await.unwrap() })));
    Running { address, stop, ended }
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_speaks_both_versions_of_http() {
    let folder = tempfile::tempdir().unwrap();
    let (transport, root) = write_certificate(folder.path());
    let Running { address, stop, ended } = start(config(folder.path(), transport)).await;
    let url = format!("https://localhost:{}/healthz", address.port());

    let client = || Client::builder().tls_certs_only([root.clone()]).no_proxy().resolve("localhost", address);
    let newer = client().build().unwrap().get(&url).send().await.unwrap();
    assert_eq!((newer.version(), newer.status().as_u16()), (Version::HTTP_2, 200));
    let older = client().http1_only().build().unwrap().get(&url).send().await.unwrap();
    assert_eq!((older.version(), older.status().as_u16()), (Version::HTTP_11, 200));
    let clear = Client::new().get(url.replace("https", "http")).send().await;
    assert!(clear.is_err(), "what is not TLS gets no answer");

    stop.send(()).unwrap();
    ended.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_proxies_it_answers_them_alone() {
    for (network, answered) in [("127.0.0.0/8", true), ("10.0.0.0/8", false)] {
        let folder = tempfile::tempdir().unwrap();
        let transport = Transport::Proxied(Proxies {
            networks: vec![network.parse().unwrap()],
            header: ForwardedHeader::XForwardedFor,
            place_header: None,
        });
        let Running { address, stop, ended } = start(config(folder.path(), transport)).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.0.1\r\nConnection: close\r\n\r\n";
        let mut answer = Vec::new();
        // Whoever is turned away may see it at the write already.
        if stream.write_all(request).await.is_ok() {
            let _ = stream.read_to_end(&mut answer).await;
        }
        assert_eq!(answer.starts_with(b"HTTP/1.1 200"), answered, "{network}");
        stop.send(()).unwrap();
        ended.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut config = config(folder.path(), Transport::Localhost);
    config.listen = vec![taken.local_addr().unwrap()];
    match Server::open(config, Mode::Demo).await {
        Err(ServeError::Listen { address, .. }) => assert_eq!(address, taken.local_addr().unwrap()),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it listens where somebody else does"),
    }
}
