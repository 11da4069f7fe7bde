//! Codes, tallies and spent steps.

use passkeep_decision::change::CodeKey;
use passkeep_decision::code::{SixDigits, StoredCode, Tally, TallyScope};
use passkeep_decision::contact::Address;
use passkeep_decision::id::{AccountHandle, FlowId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::ticket::TicketStep;

use crate::error::StoreError;
use crate::store::Reader;

/// A flow's code, and whether what was typed is it. The MACs are compared here, in constant time, and stay here.
pub async fn code(
    reader: &Reader<'_>,
    key: CodeKey,
    typed: Option<&SixDigits>,
) -> Result<Option<StoredCode>, StoreError> {
    let keys = reader.keys();
    reader
        .query_one(
            "select address_kind, address, attempts, sends, sent_at, expires_at, mac
             from code
             where account = $1 and flow = $2",
            &[key.account.into(), key.flow.into()],
            |row| {
                row.of("code");
                let kind = row.text()?.to_owned();
                Ok(StoredCode {
                    address: Address::from_stored(&kind, row.text()?)
                        .ok_or(StoreError::unreadable("code", "the address"))?,
                    attempts: row.integer()?,
                    sends: row.integer()?,
                    sent_at: Timestamp(row.integer()?),
                    expires_at: Timestamp(row.integer()?),
                    fits: {
                        let stored = row.bytes()?;
                        typed.is_some_and(|typed| keys.code_fits(key, typed, stored))
                    },
                })
            },
        )
        .await
}

/// How many messages were counted in the window that began then.
pub async fn tally(
    reader: &Reader<'_>,
    scope: &TallyScope,
    window_start: Timestamp,
) -> Result<Tally, StoreError> {
    let sent = reader
        .query_one(
            "select sent from address_tally where address = $1 and window_start = $2",
            &[reader.keys().tally(scope).into(), window_start.into()],
            |row| row.of("address_tally").integer(),
        )
        .await?;
    Ok(Tally { window_start, sent: sent.unwrap_or(0) })
}

/// Whether a step of a flow was spent, or nobody knows any more: the flow ended long ago, or the database came back from a
/// backup since its ticket was sealed. Then it counts as spent.
pub async fn spent(
    reader: &Reader<'_>,
    account: AccountHandle,
    (flow_expires_at, flow): (Timestamp, FlowId),
    step: TicketStep,
    restore_epoch: Option<RestoreEpoch>,
) -> Result<bool, StoreError> {
    // An epoch is 0 or the time of a restore: no ticket is of one below.
    let epoch = restore_epoch.map_or(-1, |epoch| epoch.0);
    let rows = reader
        .query(
            "select flow_expires_at from spend
             where account = $1 and flow_expires_at = $2 and flow = $3 and step = $4
             union all
             select until from spend_floor where until >= $2
             union all
             select epoch from restoration where id = 1 and epoch <> $5 and $5 >= 0",
            &[account.into(), flow_expires_at.into(), flow.into(), step.as_str().into(), epoch.into()],
            |row| row.of("spend").integer(),
        )
        .await?;
    Ok(!rows.is_empty())
}
