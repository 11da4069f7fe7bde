//! The operator's commands on FIDO's metadata.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use anyhow::{Context, bail};
use passkeep_server::clock;
use passkeep_server::config::Config;
use passkeep_server::metadata::{self, Taken};
use passkeep_webauthn::{Aaguid, METADATA_BYTES_MAX, Metadata, Model};

/// Fetches or reads a blob, and keeps it if it is to be believed and newer.
pub async fn update(config: Config, source: String) -> anyhow::Result<()> {
    // The blob first: what can't be read should not open a database.
    let blob = match source.starts_with("https://") || source.starts_with("http://") {
        true => fetch(&source).await?,
        false => read(&source)?,
    };
    let store = crate::open(&config).await?;
    // What was known before, to tell what is new. What can't be believed any more is as good as nothing.
    let known = metadata::read(&store, &config.metadata).await.ok().flatten();
    let taken = metadata::keep(&store, &config.metadata, blob, clock::now()).await;
    store.close().await;
    let Taken { metadata, before } = taken.with_context(|| format!("the metadata of {source}"))?;
    println!("{}", summary(&metadata, before));
    for entry in &metadata.skipped {
        println!("  skipped: {entry}");
    }
    let fallen_before = known.as_ref().map(fallen).unwrap_or_default();
    for (aaguid, line) in fallen(&metadata) {
        if !fallen_before.contains_key(&aaguid) {
            println!("  newly compromised: {line}");
        }
    }
    println!("Running servers take it within a minute.");
    Ok(())
}

async fn fetch(url: &str) -> anyhow::Result<Vec<u8>> {
    let terminal = std::io::stderr().is_terminal();
    let progress = |bytes: usize| {
        if terminal {
            eprint!("\rfetched {:.1} MB", bytes as f64 / 1e6);
        }
    };
    let fetched = metadata::fetch(url, progress).await;
    if terminal {
        eprintln!();
    }
    fetched.context("the metadata")
}

fn read(path: &str) -> anyhow::Result<Vec<u8>> {
    let size = std::fs::metadata(path).with_context(|| format!("can't read {path}"))?.len();
    if size > METADATA_BYTES_MAX as u64 {
        bail!("{path} has {size} bytes, at most {METADATA_BYTES_MAX} are read");
    }
    std::fs::read(path).with_context(|| format!("can't read {path}"))
}

fn summary(metadata: &Metadata, before: u64) -> String {
    let was = if before == 0 { "there was none".to_owned() } else { format!("it was {before}") };
    format!(
        "Metadata {} is kept ({was}). Models: {}, of them compromised or revoked: {}. The next is due by {}.",
        metadata.number,
        metadata.models().len(),
        fallen(metadata).len(),
        metadata.next_update,
    )
}

/// The models that are compromised or revoked, a line each.
fn fallen(metadata: &Metadata) -> BTreeMap<Aaguid, String> {
    let fallen = metadata.models().filter_map(|(aaguid, model)| {
        let status = model.compromise()?.status.as_str();
        Some((*aaguid, format!("{aaguid}  {status}  {}", model.name)))
    });
    fallen.collect()
}

/// Shows what is known of a model, or of the metadata as a whole.
pub async fn show(config: Config, aaguid: Option<Aaguid>) -> anyhow::Result<()> {
    let store = crate::open(&config).await?;
    let kept = metadata::read(&store, &config.metadata).await;
    store.close().await;
    let Some(metadata) = kept? else {
        bail!("no metadata is kept: passkeep metadata update https://mds3.fidoalliance.org/ --config FILE");
    };
    let Some(aaguid) = aaguid else {
        println!(
            "Metadata {}. Models: {}. The next is due by {}.",
            metadata.number,
            metadata.models().len(),
            metadata.next_update
        );
        for line in fallen(&metadata).values() {
            println!("  {line}");
        }
        return Ok(());
    };
    let Some(model) = metadata.model(&aaguid) else {
        bail!("metadata {} knows no model {aaguid}", metadata.number);
    };
    println!("{}", described(&config, &aaguid, model));
    println!("  from           metadata {}, due again by {}", metadata.number, metadata.next_update);
    Ok(())
}

fn described(config: &Config, aaguid: &Aaguid, model: &Model) -> String {
    let mut lines = vec![model.name.clone(), format!("  AAGUID         {aaguid}")];
    let certification = model.certification().map_or("none", |level| level.as_str());
    lines.push(format!("  certification  {certification}"));
    let protection: Vec<_> = model.key_protection.iter().map(|protection| protection.as_str()).collect();
    let stay = if model.keeps_keys_in_hardware() { "they stay in hardware" } else { "they can leave it" };
    lines.push(format!("  keys           {stay} ({})", protection.join(", ")));
    lines.push(format!("  roots          {}", model.anchors.len()));
    let reports = model.status_reports.iter().map(|report| {
        let day = report.effective_date.as_deref().unwrap_or("from the start");
        let scope = if report.certificate.is_some() { ", one certificate" } else { "" };
        format!("{day}  {}{scope}", report.status.as_str())
    });
    for (at, report) in reports.enumerate() {
        let label = if at == 0 { "status" } else { "" };
        lines.push(format!("  {label:<13}  {report}"));
    }
    let verdict = match config.policy.authenticators.models().check_model(aaguid, Some(model)) {
        Ok(()) => "takes it for new passkeys".to_owned(),
        Err(fault) => format!("refuses it for new passkeys: {fault}"),
    };
    lines.push(format!("  this server    {verdict}"));
    lines.join("\n")
}
