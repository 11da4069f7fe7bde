//! What a password costs: a hash, a check, a look into the lists, and many at once.
//!
//! `cargo run --release -p passkeep-server --example passwords -- [HASHES]` hashes so many passwords (50 unless told)
//! one after another at the shipped cost, then as many from 1, 2 and 4 threads at once.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::time::{Duration, Instant};

use passkeep_decision::id::AccountHandle;
use passkeep_decision::password::{HashCost, Password, PersonalWords};
use passkeep_server::config::PasswordsConfig;
use passkeep_server::passwords::{Passwords, Room};
use passkeep_store::Keys;

const ACCOUNT: AccountHandle = AccountHandle([0; 16]);

type Fault = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let hashes: usize = std::env::args().nth(1).map_or(Ok(50), |text| text.parse())?;
    let passwords = start(HashCost::SHIPPED, 1, hashes)?;
    let typed = || Password::parse("correct horse battery staple").map_err(|fault| fault.as_str());
    let stored = passwords.hash(ACCOUNT, typed()?).await.map_err(|_| "no room")?;
    let personal = PersonalWords::of_site("Example", "account.example.com");

    let (mut hashing, mut checking, mut nobody, mut looking) = (vec![], vec![], vec![], vec![]);
    for _ in 0..hashes {
        let from = Instant::now();
        passwords.hash(ACCOUNT, typed()?).await.map_err(|_| "no room")?;
        hashing.push(from.elapsed());
        let from = Instant::now();
        assert!(
            passwords.verify(ACCOUNT, typed()?, Some(stored.clone())).await.map_err(|_| "no room")?.fits()
        );
        checking.push(from.elapsed());
        let from = Instant::now();
        assert!(!passwords.verify(ACCOUNT, typed()?, None).await.map_err(|_| "no room")?.fits());
        nobody.push(from.elapsed());
        let from = Instant::now();
        passwords.look(typed()?, personal.clone()).await.map_err(|failure| failure.code())?;
        looking.push(from.elapsed());
    }
    println!("                           p50 ms   p99 ms");
    for (what, took) in [
        ("hash", hashing),
        ("check", checking),
        ("check of nobody", nobody),
        ("look into the lists", looking),
    ] {
        println!("{what:<24} {}", row(took));
    }
    let longest = Password::parse(&"aB1!".repeat(64)).map_err(|fault| fault.as_str())?;
    let from = Instant::now();
    passwords.look(longest, personal).await.map_err(|failure| failure.code())?;
    println!("{:<24} {:>8.2}", "the longest, looked at", from.elapsed().as_secs_f64() * 1000.0);

    println!("\nthreads  hashes/s");
    for threads in [1, 2, 4] {
        let passwords = start(HashCost::SHIPPED, threads, hashes)?;
        let from = Instant::now();
        let jobs = (0..hashes).map(|_| async {
            Ok::<_, Fault>(passwords.hash(ACCOUNT, typed()?).await.map_err(|_| "no room")?)
        });
        let done: Vec<Result<_, Fault>> = futures_util::future::join_all(jobs).await;
        done.into_iter().collect::<Result<Vec<_>, _>>()?;
        println!("{threads:>7}  {:>8.1}", hashes as f64 / from.elapsed().as_secs_f64());
    }
    println!("({} cores)", std::thread::available_parallelism()?);
    Ok(())
}

fn start(cost: HashCost, concurrent: usize, waiting: usize) -> Result<Passwords, Fault> {
    let config = PasswordsConfig { cost, room: Room { concurrent, waiting }, breach_list: None };
    Ok(Passwords::start(&config, Keys::derive(&[7; 32]).password_pepper())?)
}

fn row(mut took: Vec<Duration>) -> String {
    took.sort();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    format!("{:>8.2} {:>8.2}", at(0.5), at(0.99))
}
