//! The password, and failures in a row.

use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::password::{PasswordHash, Reach, StoredPassword};
use passkeep_decision::throttle::{FailureKey, Failures};

use crate::error::StoreError;
use crate::store::Reader;

/// An account's password.
pub async fn password(
    reader: &Reader<'_>,
    account: AccountHandle,
) -> Result<Option<StoredPassword>, StoreError> {
    let unreadable = |name| StoreError::unreadable("password", name);
    reader
        .query_one("select hash, reach, set_at from password where account = $1", &[account.into()], |row| {
            row.of("password");
            Ok(StoredPassword {
                hash: PasswordHash::parse(row.text()?).ok_or(unreadable("the hash"))?,
                reach: Reach::from_name(row.text()?).ok_or(unreadable("the reach"))?,
                set_at: Timestamp(row.integer()?),
            })
        })
        .await
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
