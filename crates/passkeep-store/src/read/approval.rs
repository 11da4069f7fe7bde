//! Approvals of new devices. Their numbers are compared here, in constant time, and stay here.

use passkeep_decision::approval::{Approval, ApprovalState, TwoDigits};
use passkeep_decision::id::{AccountHandle, ApprovalId, DeviceId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::ticket::Purpose;

use super::device::{client_columns, place_column};
use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// One approval of an account, and whether what was typed is its number.
pub async fn approval(
    reader: &Reader<'_>,
    account: AccountHandle,
    id: ApprovalId,
    typed: Option<&TwoDigits>,
) -> Result<Option<(Approval, bool)>, StoreError> {
    let keys = reader.keys();
    reader
        .query_one(
            "select id, purpose, state, requested_at, expires_at, device, browser, system, place, number_mac
             from approval
             where account = $1 and id = $2",
            &[account.into(), id.into()],
            |row| {
                let approval = approval_columns(row)?;
                let stored = row.bytes()?;
                let fits = typed.is_some_and(|typed| keys.number_fits((account, id), typed, stored));
                Ok((approval, fits))
            },
        )
        .await
}

/// An account's approvals that wait at `now`, the oldest first.
pub async fn pending_approvals(
    reader: &Reader<'_>,
    account: AccountHandle,
    now: Timestamp,
) -> Result<Vec<Approval>, StoreError> {
    reader
        .query(
            "select id, purpose, state, requested_at, expires_at, device, browser, system, place
             from approval
             where account = $1 and state = 'pending' and expires_at > $2
             order by requested_at, id",
            &[account.into(), now.into()],
            approval_columns,
        )
        .await
}

/// `id, purpose, state, requested_at, expires_at, device, browser, system, place`.
fn approval_columns(row: &mut Row<'_>) -> Result<Approval, StoreError> {
    let unreadable = |name| StoreError::unreadable("approval", name);
    row.of("approval");
    Ok(Approval {
        id: ApprovalId(row.array()?),
        purpose: Purpose::parse(row.text()?).ok_or(unreadable("the purpose"))?,
        state: ApprovalState::parse(row.text()?).ok_or(unreadable("the state"))?,
        requested_at: Timestamp(row.integer()?),
        expires_at: Timestamp(row.integer()?),
        device: DeviceId(row.array()?),
        client: client_columns(row)?,
        place: place_column(row)?,
    })
}
