//! Drives full sign-ins over HTTP: options, an assertion by a software authenticator, a session.
//!
//! `cargo run --release -p passkeep-server --example sign-ins -- [SECONDS]` starts the real server in this process on
//! a free port of localhost, on SQLite in a folder of its own, makes accounts, and signs in on 1, 16 and 64
//! connections for so many seconds each (5 unless told). Clients and server share this machine's cores.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod measure;

use measure::{CONNECTIONS, Fault, House, Person, Work, length, measure};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let length = length()?;
    let house = House::open(|_| {}).await?;
    let mut people: Vec<SignIn> = house.people().await?.into_iter().map(SignIn).collect();
    println!("connections  sign-ins/s     p50 ms     p99 ms  commits/s  lists/commit");
    for connections in CONNECTIONS {
        let found = measure(&house.app, &mut people, connections, length).await?;
        println!(
            "{connections:>11}  {:>10.0} {:>10.2} {:>10.2} {:>10.0} {:>13.1}",
            found.per_second(),
            found.milliseconds_at(0.5),
            found.milliseconds_at(0.99),
            found.commits_per_second,
            found.lists_per_commit,
        );
    }
    println!("({} cores for clients and server together)", std::thread::available_parallelism()?);
    house.close().await
}

struct SignIn(Person);

impl Work for SignIn {
    async fn once(&mut self) -> Result<(), Fault> {
        let Self(person) = self;
        let flow = person.post("/v1/sign-in", json!({})).await?;
        let answer = person.answer(&flow)?;
        person.post("/v1/sign-in/passkey", answer).await?;
        Ok(())
    }
}
