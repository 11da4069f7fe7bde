//! The operator's clients: apps that send people here, registered by command. Those of the configuration are listed too.

use std::path::PathBuf;

use anyhow::{Context, bail};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::Args;
use passkeep_decision::client::{
    ClientAuthentication, ClientFault, ClientId, ClientMetadata, ClientSecretHash, Party, RegisteredClient,
};
use passkeep_server::clock;
use passkeep_server::config::Config;
use passkeep_store::{KeptClient, StoreError};
use zeroize::Zeroizing;

/// A client as it is registered.
#[derive(Args)]
pub struct NewClient {
    /// Its id: A-Z, a-z, 0-9, -, ., _ and ~.
    id: String,
    /// Its name, as people see it.
    #[arg(long)]
    name: String,
    /// Where people find it: the settings lead there.
    #[arg(long, value_name = "URI")]
    client_uri: Option<String>,
    /// Where answers may go, exactly; again for more.
    #[arg(long = "redirect-uri", value_name = "URI", required = true)]
    redirect_uris: Vec<String>,
    /// Where people may go after they signed out, exactly; again for more.
    #[arg(long = "post-logout-redirect-uri", value_name = "URI")]
    post_logout_redirect_uris: Vec<String>,
    /// Where it is told that a session has ended.
    #[arg(long, value_name = "URI")]
    backchannel_logout_uri: Option<String>,
    /// A native app or a page, which can keep no secret.
    #[arg(long, conflicts_with = "jwks")]
    public: bool,
    /// Its public keys, as a JWK Set: it signs instead of sending a secret.
    #[arg(long, value_name = "FILE")]
    jwks: Option<PathBuf>,
    /// It is the operator's own: nobody is asked for consent.
    #[arg(long)]
    first_party: bool,
    /// The least that a session must have proved: aal1, aal2, phr (a passkey) or phrh (one that never leaves its device).
    #[arg(long, value_name = "ACR", default_value = "aal2")]
    least_acr: String,
    /// What it may ask for; again for more.
    #[arg(long = "scope", value_name = "SCOPE", default_value = "openid")]
    scopes: Vec<String>,
    /// A type of confirmation that it may ask for; again for more.
    #[arg(long = "confirmation", value_name = "TYPE")]
    confirmations: Vec<String>,
    /// The API that its access tokens are for.
    #[arg(long, value_name = "URI")]
    audience: Option<String>,
    /// By which algorithm its tokens are signed: RS256 or ES256.
    #[arg(long, value_name = "ALG", default_value = "RS256")]
    signing_alg: String,
    /// A session that came in without a passkey into an account that has some gets a code too.
    #[arg(long)]
    quarantine: bool,
}

/// Registers a client, and shows its secret: once.
pub async fn add(config: Config, new: NewClient) -> anyhow::Result<()> {
    let Some(id) = ClientId::parse(&new.id) else {
        bail!("an id is 1 to 64 of A-Z, a-z, 0-9, -, ., _ and ~")
    };
    if config.clients.iter().any(|client| client.id == id) {
        bail!("{id} is a client of the configuration");
    }
    let jwks =
        new.jwks.as_deref().map(std::fs::read_to_string).transpose().context("the keys can't be read")?;
    let jwks = jwks.map(|text| serde_json::from_str(&text)).transpose().context("the keys are no JSON")?;
    let secret = (!new.public && jwks.is_none()).then(draw_secret);
    let metadata = ClientMetadata {
        client_id: new.id,
        name: new.name,
        client_uri: new.client_uri,
        secret_hashes: secret.iter().map(|secret| ClientSecretHash::of(&id, secret).to_string()).collect(),
        jwks,
        public: new.public,
        redirect_uris: new.redirect_uris,
        post_logout_redirect_uris: new.post_logout_redirect_uris,
        backchannel_logout_uri: new.backchannel_logout_uri,
        first_party: new.first_party,
        least_acr: Some(new.least_acr),
        scopes: new.scopes,
        confirmations: new.confirmations,
        audience: new.audience,
        signing_alg: Some(new.signing_alg),
        quarantine: new.quarantine,
    };
    metadata.parse().map_err(faults)?;
    let store = crate::open(&config).await?;
    let added = store.add_client(&KeptClient { metadata, created_at: clock::now() }).await;
    store.close().await;
    match added {
        Ok(()) => {}
        Err(StoreError::Conflict) => bail!("there is a client {id} already; remove it first"),
        Err(other) => return Err(other.into()),
    }
    println!("{id} is registered.");
    if let Some(secret) = secret {
        println!("Its secret, which is shown this once and kept as a hash:\n  {}", secret.as_str());
    }
    Ok(())
}

/// Lists the clients of the configuration and those that were registered.
pub async fn list(config: Config) -> anyhow::Result<()> {
    let store = crate::open(&config).await?;
    let kept = store.clients().await;
    store.close().await;
    for client in &config.clients {
        println!("{}", line(client, "configuration"));
    }
    for client in kept? {
        match client.metadata.parse() {
            Ok(client) => println!("{}", line(&client, "registered")),
            Err(fields) => println!("{}  {:#}", client.metadata.client_id, faults(fields)),
        }
    }
    Ok(())
}

/// Forgets a client that was registered by command.
pub async fn remove(config: Config, id: String) -> anyhow::Result<()> {
    let Some(id) = ClientId::parse(&id) else { bail!("there is no client of this id") };
    let store = crate::open(&config).await?;
    let removed = store.remove_client(&id).await;
    store.close().await;
    if !removed? {
        match config.clients.iter().any(|client| client.id == id) {
            true => bail!("{id} is a client of the configuration: remove it there"),
            false => bail!("there is no client {id}"),
        }
    }
    println!("{id} is removed: it gets no token any more.");
    Ok(())
}

/// Draws a secret for a client of the configuration, and shows what stands there in its stead.
pub fn secret(id: &str) -> anyhow::Result<()> {
    let Some(id) = ClientId::parse(id) else { bail!("an id is 1 to 64 of A-Z, a-z, 0-9, -, ., _ and ~") };
    let secret = draw_secret();
    println!("The secret, for the app alone:\n  {}", secret.as_str());
    println!("For its [[clients]] table:\n  secret_hash = \"{}\"", ClientSecretHash::of(&id, &secret));
    Ok(())
}

fn draw_secret() -> Zeroizing<String> {
    Zeroizing::new(URL_SAFE_NO_PAD.encode(clock::moment().draw("client secret")))
}

fn faults(faults: Vec<ClientFault>) -> anyhow::Error {
    let lines = faults.iter().map(|fault| format!("\n  {}: expected {}", fault.field, fault.expected));
    anyhow::anyhow!("this can't be taken:{}", lines.collect::<String>())
}

fn line(client: &RegisteredClient, from: &str) -> String {
    let proves = match client.authentication {
        ClientAuthentication::Public => "public",
        ClientAuthentication::Secret(_) => "secret",
        ClientAuthentication::Keys(_) => "keys",
    };
    let party = if client.party == Party::First { "first party" } else { "asks for consent" };
    format!("{}  {}  {from}, {proves}, {party}, least acr {}", client.id, client.name, client.least.acr())
}
