//! An SMTP server (RFC 5321) that answers each recipient as it is told and keeps what it took. It refuses every login.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<String>>,
    taken: Mutex<Vec<String>>,
}

/// The server; it ends with the test's runtime.
pub struct SmtpServer {
    script: Arc<Script>,
    /// Where it listens.
    pub port: u16,
}

impl SmtpServer {
    /// Answers recipients with these lines, one each.
    pub async fn start(answers: &[&str]) -> Self {
        let answers = answers.iter().map(|&answer| answer.to_owned()).collect();
        let script = Arc::new(Script { answers: Mutex::new(answers), ..Script::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = script.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, shared.clone()));
            }
        });
        Self { script, port }
    }

    /// The emails that it took.
    pub fn taken(&self) -> Vec<String> {
        self.script.taken.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, script: Arc<Script>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 localhost ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-localhost\r\n250-AUTH PLAIN\r\n250 8BITMIME".to_owned(),
            "AUTH" => "535 5.7.8 no such login".to_owned(),
            "RCPT" => {
                script.answers.lock().unwrap().pop_front().expect("a recipient that the test did not expect")
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut email = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    email.push_str(&line);
                    email.push('\n');
                }
                script.taken.lock().unwrap().push(email);
                "250 2.0.0 taken".to_owned()
            }
            "QUIT" => "221 2.0.0 bye".to_owned(),
            _ => "250 2.0.0 ok".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
