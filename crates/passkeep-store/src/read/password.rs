//! The password, and failures in a row.

use passkeep_decision::id::{AccountHandle, HoldId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::password::{PasswordHash, Reach, StoredPassword};
use passkeep_decision::throttle::{FailureKey, Failures};

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// An account's password.
pub async fn password(
    reader: &Reader<'_>,
    account: AccountHandle,
) -> Result<Option<StoredPassword>, StoreError> {
    reader
        .query_one("select hash, reach, set_at from password where account = $1", &[account.into()], |row| {
            columns(row.of("password"), "password")
        })
        .await
}

/// The password that waits in a hold.
pub async fn held_password(
    reader: &Reader<'_>,
    account: AccountHandle,
    hold: HoldId,
) -> Result<Option<StoredPassword>, StoreError> {
    reader
        .query_one(
            "select hash, reach, set_at from held_password where account = $1 and hold = $2",
            &[account.into(), hold.into()],
            |row| columns(row.of("held_password"), "held_password"),
        )
        .await
}

fn columns(row: &mut Row<'_>, table: &'static str) -> Result<StoredPassword, StoreError> {
    let unreadable = |name| StoreError::unreadable(table, name);
    Ok(StoredPassword {
        hash: PasswordHash::parse(row.text()?).ok_or(unreadable("the hash"))?,
        reach: Reach::from_name(row.text()?).ok_or(unreadable("the reach"))?,
        set_at: Timestamp(row.integer()?),
    })
}

/// How often in a row a factor failed.
pub async fn failures(reader: &Reader<'_>, key: FailureKey) -> Result<Failures, StoreError> {
    let failures = reader
        .query_one(
            "select failures from factor_failure where account = $1 and factor = $2 and acquaintance = $3",
            &[key.account.into(), key.factor.as_str().into(), key.from.as_str().into()],
            |row| row.of("factor_failure").integer(),
        )
        .await?;
    Ok(Failures(failures.unwrap_or(0)))
}
