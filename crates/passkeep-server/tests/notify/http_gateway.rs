//! A gateway over HTTP that answers as it is told and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What came in.
#[derive(Clone)]
pub struct Received {
    /// Method, path and query.
    pub target: String,
    headers: HeaderMap,
    /// The body.
    pub body: String,
}

impl Received {
    /// A header's value.
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

/// The longest that a request is waited for: it comes well before, or never.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<u16>>,
    received: watch::Sender<Vec<Received>>,
}

/// The gateway; it ends with the test's runtime.
pub struct HttpGateway {
    script: Arc<Script>,
    port: u16,
}

impl HttpGateway {
    /// Answers with these statuses, one a request; every answer names another place.
    pub async fn start(answers: &[u16]) -> Self {
        let script =
            Arc::new(Script { answers: Mutex::new(answers.iter().copied().collect()), ..Script::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let router = Router::new().fallback(answer).with_state(script.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { script, port }
    }

    /// A URL at which nobody listens.
    pub async fn nobody() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port())
    }

    /// A URL of this gateway.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What came in so far.
    pub fn requests(&self) -> Vec<Received> {
        self.script.received.borrow().clone()
    }

    /// Waits until this many requests came in.
    pub async fn wait_for(&self, count: usize) {
        let mut received = self.script.received.subscribe();
        let enough = received.wait_for(|received| received.len() >= count);
        tokio::time::timeout(PATIENCE, enough).await.expect("the request never came").unwrap();
    }
}

async fn answer(State(script): State<Arc<Script>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 65_536).await.unwrap();
    let received = Received {
        target: format!("{} {}", head.method, head.uri),
        headers: head.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    };
    script.received.send_modify(|all| all.push(received));
    let status = script.answers.lock().unwrap().pop_front().expect("a request that the test did not expect");
    (StatusCode::from_u16(status).unwrap(), [("location", "/elsewhere")]).into_response()
}
