//! Browsers that an account knows.

use passkeep_decision::device::{Client, Device};
use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId};
use passkeep_decision::moment::Timestamp;

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// One browser of an account.
pub async fn device(
    reader: &Reader<'_>,
    account: AccountHandle,
    device: DeviceId,
) -> Result<Option<Device>, StoreError> {
    let found = reader
        .query_one(
            "select id, browser, system, first_seen_at, settled_at, passkey
             from device
             where account = $1 and id = $2",
            &[account.into(), device.into()],
            device_columns,
        )
        .await?;
    Ok(found.flatten())
}

/// Every browser that an account knows, the newest first.
pub async fn devices(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<Device>, StoreError> {
    let found = reader
        .query(
            "select id, browser, system, first_seen_at, settled_at, passkey
             from device
             where account = $1
             order by first_seen_at desc, id",
            &[account.into()],
            device_columns,
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

const REST: usize = 5;

/// `id, browser, system, first_seen_at, settled_at, passkey`; none where a join found none.
pub(super) fn device_columns(row: &mut Row<'_>) -> Result<Option<Device>, StoreError> {
    row.of("device");
    let Some(id) = row.optional_array()? else {
        row.skip(REST);
        return Ok(None);
    };
    Ok(Some(Device {
        id: DeviceId(id),
        client: client_columns(row)?,
        first_seen_at: Timestamp(row.integer()?),
        settled_at: Timestamp(row.integer()?),
        passkey: row.optional_array()?.map(PasskeyId),
    }))
}

/// `browser, system`.
pub(super) fn client_columns(row: &mut Row<'_>) -> Result<Client, StoreError> {
    Ok(Client { browser: row.text()?.to_owned(), system: row.text()?.to_owned() })
}
