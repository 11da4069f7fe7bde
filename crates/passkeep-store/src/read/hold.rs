//! Holds, the links of their notices, and vetoes.

use passkeep_decision::contact::Address;
use passkeep_decision::hold::{Hold, HoldLink, HoldName, HoldState, Opponent, Subject, Told, Veto};
use passkeep_decision::id::{AccountHandle, HoldId, LinkId};
use passkeep_decision::moment::Timestamp;

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;
use crate::stored_name::parse_hold_kind;

/// An account's open holds, the oldest first.
pub async fn holds(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<Hold>, StoreError> {
    reader
        .query(
            "select id, kind, subject, started_at, matures_at, told, state, due_at, ended_at
             from hold
             where account = $1 and ended_at is null
             order by started_at, id",
            &[account.into()],
            hold_columns,
        )
        .await
}

/// A hold, whatever became of it.
pub async fn hold(
    reader: &Reader<'_>,
    account: AccountHandle,
    id: HoldId,
) -> Result<Option<Hold>, StoreError> {
    reader
        .query_one(
            "select id, kind, subject, started_at, matures_at, told, state, due_at, ended_at
             from hold
             where account = $1 and id = $2",
            &[account.into(), id.into()],
            hold_columns,
        )
        .await
}

/// The holds of all accounts that something is to be done about, the longest due first.
pub async fn holds_due(
    reader: &Reader<'_>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(AccountHandle, HoldId)>, StoreError> {
    reader
        .query(
            "select account, id from hold where due_at <= $1 order by due_at limit $2",
            &[now.into(), limit.into()],
            |row| {
                row.of("hold");
                Ok((AccountHandle(row.array()?), HoldId(row.array()?)))
            },
        )
        .await
}

/// The link of a notice by the hash of its secret.
pub async fn hold_link(
    reader: &Reader<'_>,
    account: AccountHandle,
    id: LinkId,
) -> Result<Option<HoldLink>, StoreError> {
    reader
        .query_one(
            "select hold, kind, address, sent_at from hold_link where account = $1 and id = $2",
            &[account.into(), id.into()],
            |row| {
                row.of("hold_link");
                let hold = HoldId(row.array()?);
                let kind = row.text()?.to_owned();
                let address = Address::from_stored(&kind, row.text()?)
                    .ok_or(StoreError::unreadable("hold_link", "the address"))?;
                Ok(HoldLink { id, hold, address, sent_at: Timestamp(row.integer()?) })
            },
        )
        .await
}

/// Who has opposed changes of an account, of all time.
pub async fn vetoes(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<Veto>, StoreError> {
    reader
        .query(
            "select subject, opponent, hold, vetoed_at from veto where account = $1 order by vetoed_at, opponent",
            &[account.into()],
            |row| {
                row.of("veto");
                Ok(Veto {
                    subject: Subject(row.array()?),
                    opponent: Opponent(row.array()?),
                    hold: HoldId(row.array()?),
                    at: Timestamp(row.integer()?),
                })
            },
        )
        .await
}

fn hold_columns(row: &mut Row<'_>) -> Result<Hold, StoreError> {
    let unreadable = |name| StoreError::unreadable("hold", name);
    row.of("hold");
    let id = HoldId(row.array()?);
    let name = HoldName::parse(row.text()?).ok_or(unreadable("the kind"))?;
    Ok(Hold {
        id,
        kind: parse_hold_kind(name, row.text()?).ok_or(unreadable("the subject"))?,
        started_at: Timestamp(row.integer()?),
        matures_at: Timestamp(row.integer()?),
        told: Told::parse(row.text()?).ok_or(unreadable("what was told"))?,
        state: HoldState::parse(row.text()?).ok_or(unreadable("the state"))?,
        due_at: row.optional_time()?,
        ended_at: row.optional_time()?,
    })
}
