//! `passkeep database`: what the operator says of a database that came back from a backup, or moved. (docs/backups.md)

use passkeep_decision::moment::Timestamp;
use passkeep_server::clock;
use passkeep_server::config::Config;
use passkeep_server::views::rfc_3339;

use crate::open;

/// The database came back from a backup, or something is missing: what was spent, ended or removed since the backup is
/// so no more.
pub async fn restored(config: Config) -> anyhow::Result<()> {
    let store = open(&config).await?;
    let now = clock::now();
    let done = store.declare_restored(now, held_until(&config, now)).await;
    store.close().await;
    let held_until = done?.held_until.map_or_else(String::new, |until| rfc_3339(until.0));
    println!(
        "The restore is noted. Until {held_until} nothing of value leaves an account, and factors stay as they are."
    );
    println!(
        "Everybody is signed out. What waits is told again. Accounts of before the restore are never told all their passkeys again."
    );
    Ok(())
}

/// Nothing is missing: the server was promoted with all that was written, or the database was moved.
pub async fn whole(config: Config) -> anyhow::Result<()> {
    let store = open(&config).await?;
    let done = store.declare_whole().await;
    store.close().await;
    done?;
    println!("The database is taken as it is: nothing is missing.");
    Ok(())
}

/// What waits after a restore is as long as what waits for its owner's veto.
fn held_until(config: &Config, now: Timestamp) -> Timestamp {
    now.plus_seconds(config.policy.hold_seconds)
}
