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

/// The place of a typed code among an account's unused ones. As many MACs are compared, in constant time, as a set has
/// codes, whether or not the account has any.
pub async fn recovery_code(
    reader: &Reader<'_>,
    account: AccountHandle,
    typed: &RecoveryCode,
) -> Result<Option<Slot>, StoreError> {
    let mut rows = reader
        .query("select slot, mac, uses from recovery_code where account = $1", &[account.into()], |row| {
            row.of("recovery_code");
            Ok((row.integer()?, row.bytes()?.to_vec(), row.integer()?))
        })
        .await?;
    rows.resize_with(rows.len().max(RecoveryCode::SET), || (0, vec![0; 32], 1));
    let mac = reader.keys().recovery_code(account, typed);
    let mut found = None;
    for (slot, stored, uses) in rows {
        let fits = aws_lc_rs::constant_time::verify_slices_are_equal(&mac, &stored).is_ok();
        if fits && uses == 0 {
            found = Some(Slot(slot));
        }
    }
    Ok(found)
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
