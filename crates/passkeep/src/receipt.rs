//! The commands about receipts: verifying one, offline, and writing what a verifier pins.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use passkeep_decision::confirmations::{Trust, Verified, verify};
use passkeep_server::config::Config;
use passkeep_server::well_known::receipt_trust;
use passkeep_store::Keys;

/// The most bytes that are read of a receipt.
const BYTES_MAX: u64 = 256 * 1024;

/// Verifies a receipt by what stands in a trust file; prints what it says, or names the check that it failed.
pub fn check(file: &Path, trust: &Path) -> anyhow::Result<()> {
    let trust = Trust::from_json(&read(trust)?)
        .map_err(|fault| anyhow!("{} is no trust file: {fault}", trust.display()))?;
    let Verified { receipt, .. } = match verify(&read(file)?, &trust) {
        Ok(verified) => verified,
        Err(failed) => bail!("{} failed: {}: {}", file.display(), failed.check.as_str(), failed.reason),
    };
    println!("{}: every check holds", file.display());
    println!("  The passkey signed these bytes. That a screen showed them, nothing can prove.");
    println!("{}", serde_json::to_string_pretty(&receipt)?);
    Ok(())
}

/// Writes the trust file of an installation.
pub fn trust(config: &Config) -> anyhow::Result<()> {
    let keys = Keys::derive(config.master_key.expose());
    let trust = receipt_trust(config, keys.receipt_key().point());
    println!("{}", serde_json::to_string_pretty(&trust.to_json())?);
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let size = std::fs::metadata(path).with_context(|| format!("can't read {}", path.display()))?.len();
    if size > BYTES_MAX {
        bail!("{} has {size} bytes, at most {BYTES_MAX} are read", path.display());
    }
    std::fs::read(path).with_context(|| format!("can't read {}", path.display()))
}
