//! A receiver of webhooks that fails on purpose, and remembers what it took. It speaks HTTP/1.1 by hand, so that it
//! can break it off anywhere.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What is done with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is taken where the status says so; every answer names another place.
    Answer(u16),
    /// The connection is closed before anything is read.
    HangUp,
    /// It is read, and never answered.
    Silence,
    /// It is taken, and the connection is closed before the answer.
    LoseTheAnswer,
    /// It is taken, and the answer never ends.
    AnswerWithoutEnd,
}

/// A call as it came.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its headers, by their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Method and path.
    pub target: String,
    /// The body's bytes.
    pub body: String,
    /// What was done with it.
    pub act: Act,
}

impl Call {
    /// A header's value.
    pub fn header(&self, name: &str) -> &str {
        &self.headers[name]
    }

    /// Whether the receiver has taken it.
    pub fn is_taken(&self) -> bool {
        match self.act {
            Act::Answer(status) => (200..300).contains(&status),
            Act::LoseTheAnswer | Act::AnswerWithoutEnd => true,
            Act::HangUp | Act::Silence => false,
        }
    }
}

struct Script {
    acts: Mutex<VecDeque<Act>>,
    calls: watch::Sender<Vec<Call>>,
}

/// The receiver; it ends with the test's runtime.
pub struct Receiver {
    script: Arc<Script>,
    port: u16,
}

/// The longest that a call is waited for: it comes well before, or never.
const PATIENCE: Duration = Duration::from_secs(60);

impl Receiver {
    /// Does this with calls, one each; then it takes every other.
    pub async fn start(acts: &[Act]) -> Self {
        let acts = Mutex::new(acts.iter().copied().collect());
        let script = Arc::new(Script { acts, calls: watch::Sender::new(vec![]) });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = script.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(receive(stream, shared.clone()));
            }
        });
        Self { script, port }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hooks?key=1", self.port)
    }

    /// What came in so far.
    pub fn calls(&self) -> Vec<Call> {
        self.script.calls.borrow().clone()
    }

    /// Waits until this many calls came in.
    pub async fn wait_for(&self, count: usize) {
        let mut calls = self.script.calls.subscribe();
        let enough = calls.wait_for(|calls| calls.len() >= count);
        tokio::time::timeout(PATIENCE, enough).await.expect("the call never came").unwrap();
    }
}

async fn receive(mut stream: TcpStream, script: Arc<Script>) -> std::io::Result<()> {
    let act = script.acts.lock().unwrap().pop_front().unwrap_or(Act::Answer(204));
    if act == Act::HangUp {
        return Ok(());
    }
    let call = read(&mut stream, act).await?;
    script.calls.send_modify(|calls| calls.push(call));
    match act {
        Act::Answer(status) => {
            let head = format!(
                "HTTP/1.1 {status} \r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).await
        }
        Act::AnswerWithoutEnd => {
            stream.write_all(b"HTTP/1.1 200 \r\ncontent-length: 1000000000\r\n\r\nlong").await?;
            std::future::pending().await
        }
        Act::Silence => std::future::pending().await,
        Act::LoseTheAnswer | Act::HangUp => Ok(()),
    }
}

async fn read(stream: &mut TcpStream, act: Act) -> std::io::Result<Call> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let mut lines = head.lines();
        let target = lines.next().unwrap().rsplit_once(' ').unwrap().0.to_owned();
        let headers: BTreeMap<String, String> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        if body.len() == headers["content-length"].parse::<usize>().unwrap() {
            return Ok(Call { headers, target, body: body.to_owned(), act });
        }
    }
}
