//! Recovery codes, and strangers' freezes.

use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::recovery_code::{RecoveryCode, RecoveryCodeSet, Slot};
use passkeep_decision::throttle::Factor;

use crate::error::StoreError;
use crate::store::Reader;

/// An account's set of recovery codes, where one was made.
pub async fn recovery_codes(
    reader: &Reader<'_>,
    account: AccountHandle,
) -> Result<Option<RecoveryCodeSet>, StoreError> {
    let rows = reader
        .query("select made_at, uses from recovery_code where account = $1", &[account.into()], |row| {
            row.of("recovery_code");
            Ok((Timestamp(row.integer()?), row.integer()?))
        })
        .await?;
    let left = rows.iter().filter(|(_, uses)| *uses == 0).count();
    Ok(rows.first().map(|(made_at, _)| RecoveryCodeSet { made_at: *made_at, left }))
}

/// The place of a typed code among an account's unused ones. The database compares what only a key outside it makes, so
/// that how long it takes tells nothing of a code.
pub async fn recovery_code(
    reader: &Reader<'_>,
    account: AccountHandle,
    typed: &RecoveryCode,
) -> Result<Option<Slot>, StoreError> {
    let mac = reader.keys().recovery_code(account, typed);
    let found = reader
        .query(
            "select slot from recovery_code where account = $1 and mac = $2 and uses = 0",
            &[account.into(), mac.as_slice().into()],
            |row| {
                row.of("recovery_code");
                Ok(Slot(row.integer()?))
            },
        )
        .await?;
    Ok(found.into_iter().next())
}

/// When a factor last froze the account from a browser that the account doesn't know.
pub async fn stranger_freeze(
    reader: &Reader<'_>,
    account: AccountHandle,
    factor: Factor,
) -> Result<Option<Timestamp>, StoreError> {
    reader
        .query_one(
            "select frozen_at from stranger_freeze where account = $1 and factor = $2",
            &[account.into(), factor.as_str().into()],
            |row| row.of("stranger_freeze").integer().map(Timestamp),
        )
        .await
}
