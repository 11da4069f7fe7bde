//! The account and its addresses.

use passkeep_decision::account::{
    Account, AccountState, DisplayName, Freeze, Head, Locale, Restored, UserId,
};
use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// An account with its newest event.
pub async fn account(reader: &Reader<'_>, handle: AccountHandle) -> Result<Option<Account>, StoreError> {
    reader
        .query_one(
            "select a.handle, a.user_id, a.name, a.locale, a.epoch, a.frozen_at, a.freeze_lapses_at, a.risk_until,
                    a.value_held_until, a.created_at, e.seq, e.hash,
                    (select held_until from restoration where id = 1 and epoch <> a.restore_epoch)
             from account a
             join event e on e.account = a.handle and e.seq = (select max(seq) from event where account = $1)
             where a.handle = $1",
            &[handle.into()],
            account_columns,
        )
        .await
}

/// `handle, user_id, name, locale, epoch, frozen_at, freeze_lapses_at, risk_until, value_held_until, created_at` of the
/// account, `seq, hash` of its newest event, and until when changes are held where the database came back since it was made.
pub(super) fn account_columns(row: &mut Row<'_>) -> Result<Account, StoreError> {
    let unreadable = |name| StoreError::unreadable("account", name);
    row.of("account");
    Ok(Account {
        handle: AccountHandle(row.array()?),
        user_id: user_id(row)?,
        name: DisplayName::parse(row.text()?).map_err(|_| unreadable("the name"))?,
        locale: Locale(row.text()?.to_owned()),
        state: state_columns(row)?,
        created_at: Timestamp(row.integer()?),
        head: Head { seq: row.integer()?, hash: row.array()? },
        restored: row.optional_time()?.map(|held_until| Restored { held_until }),
    })
}

fn state_columns(row: &mut Row<'_>) -> Result<AccountState, StoreError> {
    let epoch = row.integer()?;
    let (frozen_at, lapses_at) = (row.optional_time()?, row.optional_time()?);
    Ok(AccountState {
        epoch,
        freeze: frozen_at.map(|at| Freeze { at, lapses_at }),
        risk_until: row.optional_time()?,
        value_held_until: row.optional_time()?,
    })
}

/// Accounts in the order of their handles, after one or from the first on, `limit` at most: for a walk over all.
pub async fn accounts_after(
    reader: &Reader<'_>,
    after: Option<AccountHandle>,
    limit: i64,
) -> Result<Vec<(AccountHandle, UserId)>, StoreError> {
    // No bytes come before every handle.
    let after = after.map_or(vec![], |handle| handle.0.to_vec());
    reader
        .query(
            "select handle, user_id from account where handle > $1 order by handle limit $2",
            &[after.into(), limit.into()],
            |row| {
                row.of("account");
                Ok((AccountHandle(row.array()?), user_id(row)?))
            },
        )
        .await
}

/// How many accounts there are.
pub async fn accounts_count(reader: &Reader<'_>) -> Result<i64, StoreError> {
    let count =
        reader.query_one("select count(*) from account", &[], |row| row.of("account").integer()).await?;
    Ok(count.unwrap_or(0))
}

fn user_id(row: &mut Row<'_>) -> Result<UserId, StoreError> {
    let number = u32::try_from(row.integer()?).ok();
    number.and_then(UserId::from_number).ok_or(StoreError::unreadable("account", "the user ID"))
}

/// An account's proved addresses, in the order in which they were proved.
pub async fn contacts(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<Contact>, StoreError> {
    reader
        .query(
            "select kind, address, proved_at from contact where account = $1 order by proved_at, kind, address",
            &[account.into()],
            |row| {
                row.of("contact");
                let kind = row.text()?.to_owned();
                let address = Address::from_stored(&kind, row.text()?)
                    .ok_or(StoreError::unreadable("contact", "the address"))?;
                Ok(Contact { address, proved_at: Timestamp(row.integer()?) })
            },
        )
        .await
}
