//! Failed attempts.

use passkeep_decision::device::Client;
use passkeep_decision::diagnosis::{Attempt, PROBLEMS_SHOWN, Reference, Standing};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::ticket::BrowserHash;

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// The attempt of a reference.
pub async fn attempt(reader: &Reader<'_>, reference: Reference) -> Result<Option<Attempt>, StoreError> {
    reader
        .query_one(
            "select reference, attempted_at, browser_hash, account, standing, browser, system, told, signs, code, version
             from attempt
             where reference = $1",
            &[reference.0.into()],
            attempt_columns,
        )
        .await
}

/// The attempts since then of an account, and those of a browser that name no account: the newest first, no more than
/// are shown.
pub async fn attempts(
    reader: &Reader<'_>,
    (account, browser): (AccountHandle, BrowserHash),
    since: Timestamp,
) -> Result<Vec<Attempt>, StoreError> {
    let shown = i64::try_from(PROBLEMS_SHOWN).unwrap_or(i64::MAX);
    let mut found = attempts_of(reader, account, since).await?;
    found.extend(
        reader
            .query(
                "select reference, attempted_at, browser_hash, account, standing, browser, system, told, signs, code, version
                 from attempt
                 where browser_hash = $1 and attempted_at >= $2 and account is null
                 order by attempted_at desc
                 limit $3",
                &[browser.0.into(), since.into(), shown.into()],
                attempt_columns,
            )
            .await?,
    );
    found.sort_by_key(|attempt| std::cmp::Reverse(attempt.at));
    Ok(found)
}

/// The attempts since then of an account, the newest first, no more than are shown.
pub async fn attempts_of(
    reader: &Reader<'_>,
    account: AccountHandle,
    since: Timestamp,
) -> Result<Vec<Attempt>, StoreError> {
    let shown = i64::try_from(PROBLEMS_SHOWN).unwrap_or(i64::MAX);
    reader
        .query(
            "select reference, attempted_at, browser_hash, account, standing, browser, system, told, signs, code, version
             from attempt
             where account = $1 and attempted_at >= $2
             order by attempted_at desc
             limit $3",
            &[account.into(), since.into(), shown.into()],
            attempt_columns,
        )
        .await
}

fn attempt_columns(row: &mut Row<'_>) -> Result<Attempt, StoreError> {
    let unreadable = |name| StoreError::unreadable("attempt", name);
    row.of("attempt");
    let reference = Reference(row.array()?);
    let at = Timestamp(row.integer()?);
    let browser = BrowserHash(row.array()?);
    let account = row.optional_array()?.map(AccountHandle);
    let standing = match row.optional_text()? {
        Some(text) => Some(Standing::parse(text).ok_or_else(|| unreadable("the standing"))?),
        None => None,
    };
    let client = Client { browser: row.text()?.to_owned(), system: row.text()?.to_owned() };
    let told = row.text()?.to_owned();
    let signs = serde_json::from_str(row.text()?).map_err(|_| unreadable("the signs"))?;
    let code = row.optional_text()?.map_or_else(|| told.clone(), str::to_owned);
    let version = row.optional_text()?.map(str::to_owned);
    Ok(Attempt { reference, at, browser, account: account.zip(standing), client, version, told, code, signs })
}
