//! The brokerage on its own: `brokerage brokerage.toml`.

use std::path::PathBuf;

use brokerage::{Brokerage, Config};
use clap::Parser;

/// A small brokerage that signs people in, and has what they do confirmed, through Passkeep.
#[derive(Parser)]
#[command(name = "brokerage")]
struct Arguments {
    /// The configuration: demo/README.md shows one.
    config: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let config = Config::read(&Arguments::parse().config)?;
    let url = config.base_url.clone();
    let brokerage = Brokerage::open(config).await?;
    println!("The brokerage is at {url}. Ctrl-C stops it.");
    brokerage
        .run(async {
            // Without a handler nothing but a kill would stop it.
            let _ = tokio::signal::ctrl_c().await;
        })
        .await;
    Ok(())
}
