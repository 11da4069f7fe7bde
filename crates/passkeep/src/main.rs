//! The passkeep binary: the demo, the server, and the operator's commands.

mod breach_list;
mod check_links;
mod client;
mod database;
mod demo;
mod events;
mod explain;
mod heads;
mod metadata;
mod outbox;
mod policy;
mod receipt;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use passkeep_decision::policy::NewDeviceApproval;
use passkeep_server::config::{Config, Log, LogFormat};
use passkeep_server::serve::{self, Mode, Server};
use passkeep_server::well_known::{self, Note};
use passkeep_store::{Keys, Store};
use passkeep_webauthn::Aaguid;

/// A self-hosted account-security server: passkeys first.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Try it: on this machine alone, with its data in one folder. No message leaves the machine.
    Demo {
        /// The port of http://localhost.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// The port of the brokerage, an app that relies on it.
        #[arg(long, default_value_t = 8090)]
        brokerage_port: u16,
        /// Where its data stays.
        #[arg(long, default_value = "passkeep-data", value_name = "FOLDER")]
        data: PathBuf,
        /// A trusted device approves each new one, also after a passkey.
        #[arg(long)]
        approve_new_devices: bool,
        /// A file with [support] and [attestation], as a configuration has them: who is staff, and whose keys prove it.
        #[arg(long, value_name = "FILE")]
        desk: Option<PathBuf>,
    },
    /// Serve for real.
    Serve {
        /// The configuration: docs/config.example.toml shows one.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Look at a configuration without starting.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Which clients may create and use passkeys: the rules for platforms. (docs/client-policy.md)
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Fetch the well-known files as browsers and phones would, and say what is wrong with them.
    ///
    /// Ends with 1 where something is.
    CheckLinks {
        /// The site, as https://example.com. Without it, the one where clients of the configuration look: its RP ID.
        base: Option<String>,
        /// The configuration of the server: then what it says is looked for in the files.
        #[arg(long, value_name = "FILE", required_unless_present = "base")]
        config: Option<PathBuf>,
    },
    /// What FIDO says of models of authenticators (FIDO Metadata Service, MDS 3).
    #[command(subcommand)]
    Metadata(MetadataCommand),
    /// Passwords that became known, which nobody may choose.
    #[command(subcommand)]
    BreachList(BreachListCommand),
    /// What you know of the database that a server can't: that it came back from a backup, or moved. (docs/backups.md)
    #[command(subcommand)]
    Database(DatabaseCommand),
    /// Accounts' histories: chains of events that are only ever added to.
    #[command(subcommand)]
    Events(EventsCommand),
    /// The apps that send people here to sign in (OAuth 2.0, OpenID Connect).
    #[command(subcommand)]
    Client(ClientCommand),
    /// Show what waits to go out and why, and what was dropped of late. Never what a message says.
    Outbox {
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// How many messages of each kind.
        #[arg(long, default_value_t = 100, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(1..))]
        limit: i64,
        /// Write JSON, times in Unix milliseconds.
        #[arg(long)]
        json: bool,
    },
    /// Say why a passkey did not work: what was seen, the rule that said no, causes and steps.
    ///
    /// The attempt is decided again on what was seen then. Attempts are kept for 30 days.
    Explain {
        /// What the person read out: SIG-05 / 7F3K-9M2Q, or its eight characters.
        reference: String,
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Write JSON, times in Unix milliseconds.
        #[arg(long)]
        json: bool,
    },
    /// Receipts of confirmed actions.
    #[command(subcommand)]
    Receipt(ReceiptCommand),
    /// Print the OpenAPI document of the JSON API.
    Openapi,
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Say what is missing or wrong.
    Check {
        /// The configuration.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum PolicyCommand {
    /// Print the rules as shipped, to begin with.
    Shipped,
    /// Say what is wrong with a file, each fault with its line and how to mend it. Ends with 1 where there is one.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Say whom a file would stop of the clients of the last 30 days, and whom the rules of now stop.
    Preview {
        /// The file.
        file: PathBuf,
        /// The configuration of the server, with the rules of now.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

#[derive(Subcommand)]
enum MetadataCommand {
    /// Fetch or read a blob, verify it, and keep it for all nodes if it is newer.
    ///
    /// FIDO publishes one each month at https://mds3.fidoalliance.org/. Running servers take it within a minute.
    Update {
        /// A file, or an http(s) URL.
        source: String,
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Show what is known of a model, and whether this server takes it; without a model, of the metadata as a whole.
    Show {
        /// The model, as cb69481e-8ff7-4039-93ec-0a2729a154a8.
        aaguid: Option<Aaguid>,
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

#[derive(Subcommand)]
enum BreachListCommand {
    /// Build a list for `breach_list` in [passwords] from the SHA-1 hashes of Have I Been Pwned.
    ///
    /// Lines are hashes, each with a colon and a count or without, in any order. It takes 100 MB of memory at most, and
    /// 8 bytes of disk beside the list for each hash while it works.
    Build {
        /// The hashes; - reads standard input.
        file: PathBuf,
        /// The list to write. Without it, FILE.filter.
        #[arg(long, value_name = "FILTER")]
        out: Option<PathBuf>,
        /// Leave out hashes that were seen less often.
        #[arg(long, value_name = "N")]
        min_count: Option<u64>,
    },
    /// Say whether a list holds a password: typed, or the first line of standard input.
    Check {
        /// The list.
        filter: PathBuf,
    },
}

#[derive(Subcommand)]
enum ClientCommand {
    /// Register an app. Running servers know it at once.
    Add {
        #[command(flatten)]
        client: Box<client::NewClient>,
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// List the apps of the configuration and those that were registered.
    List {
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Remove an app that was registered: it gets no token any more.
    Remove {
        /// Its id.
        id: String,
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Draw a secret for an app of the configuration, and show the hash that stands there in its stead.
    Secret {
        /// The app's id.
        id: String,
    },
}

#[derive(Subcommand)]
enum DatabaseCommand {
    /// Say that it came back from a backup, or that a replica took over which may lack something.
    ///
    /// Run it after the restore and before the servers start. No ticket of before is taken any more, everybody is signed out, and
    /// for 72 hours nothing of value leaves an account and factors stay as they are, so that owners can undo again what the backup
    /// undid.
    Restored {
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Say that it moved to another server, or that a replica took over, and that nothing is missing.
    ///
    /// After a planned switch, or where replication is synchronous. When in doubt, say `restored`.
    Whole {
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

#[derive(Subcommand)]
enum EventsCommand {
    /// Walk each account's chain from its first event, and name those that are broken.
    ///
    /// Whoever writes the database can write a whole new chain, or cut one short. Keep the heads elsewhere with --heads,
    /// and compare later with --against: that shows both. Ends with 1 where a chain is broken.
    Verify {
        /// The configuration of the server: its base_url is part of what was hashed.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// One account, by its user ID.
        #[arg(long, value_name = "USER-ID")]
        account: Option<String>,
        /// Write each chain's head here, a line of JSON each, if every chain is whole.
        #[arg(long, value_name = "FILE", conflicts_with = "account")]
        heads: Option<PathBuf>,
        /// Compare with the heads of an earlier --heads.
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum ReceiptCommand {
    /// Verify a receipt, offline; says which check failed. Ends with 1 where one did.
    Verify {
        /// The receipt: a JWS.
        file: PathBuf,
        /// What is trusted: the issuer, its keys, the RP ID and the origins, as `passkeep receipt trust` writes it.
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
    },
    /// Write what whoever verifies receipts of this installation pins. It holds no secret.
    Trust {
        /// The configuration of the server.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("passkeep: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Demo { port, brokerage_port, data, approve_new_devices, desk } => {
            let ports = demo::Ports { passkeep: port, brokerage: brokerage_port };
            let mut config = demo::config(ports, &data)?;
            if approve_new_devices {
                config.passkeep.policy.new_device_approval = NewDeviceApproval::Always;
            }
            if let Some(file) = desk {
                config.passkeep = config.passkeep.with_desk(&file)?;
            }
            start_log(config.passkeep.log);
            block_on(demo::run(config, data))
        }
        Command::Serve { config } => {
            let config = load(&config)?;
            start_log(config.log);
            block_on(serve_until_stopped(config))
        }
        Command::Config(ConfigCommand::Check { file }) => {
            let config = load(&file)?;
            serve::check(&config)?;
            println!("{}: nothing is missing or wrong", file.display());
            for note in well_known::notes(&config) {
                println!("  {note}");
            }
            Ok(())
        }
        Command::Policy(PolicyCommand::Shipped) => {
            print!("{}", policy::SHIPPED);
            Ok(())
        }
        Command::Policy(PolicyCommand::Check { file }) => policy::check(&file),
        Command::Policy(PolicyCommand::Preview { file, config }) => {
            block_on(policy::preview(load(&config)?, file))
        }
        Command::CheckLinks { base, config } => {
            let config = config.as_deref().map(load).transpose()?;
            block_on(check_links::run(base, config))
        }
        Command::Metadata(MetadataCommand::Update { source, config }) => {
            block_on(metadata::update(load(&config)?, source))
        }
        Command::Metadata(MetadataCommand::Show { aaguid, config }) => {
            block_on(metadata::show(load(&config)?, aaguid))
        }
        Command::BreachList(BreachListCommand::Build { file, out, min_count }) => {
            breach_list::build(&file, out, min_count)
        }
        Command::BreachList(BreachListCommand::Check { filter }) => breach_list::check(&filter),
        Command::Database(DatabaseCommand::Restored { config }) => {
            block_on(database::restored(load(&config)?))
        }
        Command::Database(DatabaseCommand::Whole { config }) => block_on(database::whole(load(&config)?)),
        Command::Events(EventsCommand::Verify { config, account, heads, against }) => {
            block_on(events::verify(load(&config)?, events::Wish { account, heads, against }))
        }
        Command::Client(ClientCommand::Add { client, config }) => {
            block_on(client::add(load(&config)?, *client))
        }
        Command::Client(ClientCommand::List { config }) => block_on(client::list(load(&config)?)),
        Command::Client(ClientCommand::Remove { id, config }) => block_on(client::remove(load(&config)?, id)),
        Command::Client(ClientCommand::Secret { id }) => client::secret(&id),
        Command::Outbox { config, limit, json } => {
            let form = if json { outbox::Form::Json } else { outbox::Form::Text };
            block_on(outbox::show(load(&config)?, limit, form))
        }
        Command::Explain { reference, config, json } => {
            let form = if json { outbox::Form::Json } else { outbox::Form::Text };
            block_on(explain::show(load(&config)?, &reference, form))
        }
        Command::Receipt(ReceiptCommand::Verify { file, trust }) => receipt::check(&file, &trust),
        Command::Receipt(ReceiptCommand::Trust { config }) => receipt::trust(&load(&config)?),
        Command::Openapi => {
            print!("{}", passkeep_server::openapi::DOCUMENT);
            Ok(())
        }
    }
}

fn load(path: &Path) -> anyhow::Result<Config> {
    Ok(Config::load(path, std::env::vars())?)
}

async fn open(config: &Config) -> anyhow::Result<Store> {
    Ok(Store::open(&config.database, Keys::derive(config.master_key.expose())).await?)
}

async fn serve_until_stopped(config: Config) -> anyhow::Result<()> {
    let base_url = config.base_url.as_str().to_owned();
    for note in well_known::notes(&config) {
        match note {
            Note::TooManyLabels { .. } => tracing::warn!("{note}"),
            Note::ServedElsewhere { .. } => tracing::info!("{note}"),
        }
    }
    let server = Server::open(config, Mode::Serve).await?;
    tracing::info!(%base_url, addresses = ?server.addresses(), "serving");
    server.run(Box::pin(stop_signal()?)).await;
    tracing::info!("stopped");
    Ok(())
}

/// Ctrl-C or SIGTERM.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).context("can't wait for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("can't wait for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

fn block_on(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no runtime")?;
    runtime.block_on(work)
}

fn start_log(log: Log) {
    let lines = tracing_subscriber::fmt().with_max_level(log.level).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
}
