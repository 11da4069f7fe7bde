//! Browsers that an account knows.

use passkeep_decision::device::{Client, Device, DeviceName, DeviceOrigin, NetworkPlace};
use passkeep_decision::device_key::DeviceKey;
use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId};
use passkeep_decision::invitations::Invited;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::trust::{End, Ended, SecretHash, Secrets, Trusting};

use crate::error::StoreError;
use crate::keys::Keys;
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
            "select id, browser, system, name, first_seen_at, seen_at, place, settled_at, passkey, origin,
                    chosen_at, public_key, first_full_at, trusted_at, secret, secret_before, ended_at,
                    ended_by, mac
             from device
             where account = $1 and id = $2",
            &[account.into(), device.into()],
            |row| device_columns(row, account, reader.keys()),
        )
        .await?;
    Ok(found.flatten())
}

/// Every browser that an account knows, the newest first.
pub async fn devices(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<Device>, StoreError> {
    let found = reader
        .query(
            "select id, browser, system, name, first_seen_at, seen_at, place, settled_at, passkey, origin,
                    chosen_at, public_key, first_full_at, trusted_at, secret, secret_before, ended_at,
                    ended_by, mac
             from device
             where account = $1
             order by first_seen_at desc, id",
            &[account.into()],
            |row| device_columns(row, account, reader.keys()),
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// What a device was invited to; none where it never was.
pub async fn invited(
    reader: &Reader<'_>,
    account: AccountHandle,
    device: DeviceId,
) -> Result<Option<Invited>, StoreError> {
    let found = reader
        .query_one(
            "select invitations, invited_at, declined_at from device where account = $1 and id = $2",
            &[account.into(), device.into()],
            |row| {
                row.of("device");
                let times = u32::try_from(row.integer()?).unwrap_or(u32::MAX);
                let (at, declined_at) = (row.optional_time()?, row.optional_time()?);
                Ok(at.map(|at| Invited { times, at, declined_at }))
            },
        )
        .await?;
    Ok(found.flatten())
}

const REST: usize = 18;

/// The columns as `device` lists them; none where a join found none.
pub(super) fn device_columns(
    row: &mut Row<'_>,
    account: AccountHandle,
    keys: &Keys,
) -> Result<Option<Device>, StoreError> {
    let unreadable = |name| StoreError::unreadable("device", name);
    row.of("device");
    let Some(id) = row.optional_array()?.map(DeviceId) else {
        row.skip(REST);
        return Ok(None);
    };
    let client = client_columns(row)?;
    let name = row.optional_text()?.map(DeviceName::parse).transpose().map_err(|_| unreadable("the name"))?;
    let (first_seen_at, seen_at) = (Timestamp(row.integer()?), Timestamp(row.integer()?));
    let place = place_column(row)?;
    let settled_at = Timestamp(row.integer()?);
    let passkey = row.optional_array()?.map(PasskeyId);
    let origin = DeviceOrigin::parse(row.text()?).ok_or(unreadable("the origin"))?;
    let trusting = trusting_columns(row)?;
    let mac = row.optional_bytes()?;
    if let Some(trusting) = &trusting {
        keys.check_trusting((account, id), trusting, mac.unwrap_or_default())?;
    }
    Ok(Some(Device {
        id,
        client,
        name,
        first_seen_at,
        seen_at,
        place,
        settled_at,
        passkey,
        origin,
        trusting,
    }))
}

/// `chosen_at, public_key, first_full_at, trusted_at, secret, secret_before, ended_at, ended_by`.
fn trusting_columns(row: &mut Row<'_>) -> Result<Option<Trusting>, StoreError> {
    let unreadable = |name| StoreError::unreadable("device", name);
    let chosen_at = row.optional_time()?;
    let key = row.optional_bytes()?.map(DeviceKey::from_sec1);
    let (first_full_at, trusted_at) = (row.optional_time()?, row.optional_time()?);
    let now = row.optional_array()?.map(SecretHash);
    let before = row.optional_array()?.map(SecretHash);
    let ended_at = row.optional_time()?;
    let because = row.optional_text()?.map(End::parse);
    let Some(chosen_at) = chosen_at else { return Ok(None) };
    let key = key.flatten().ok_or(unreadable("the key"))?;
    let secrets = now.map(|now| Secrets { now, before });
    let ended = match (ended_at, because) {
        (None, _) => None,
        (Some(at), Some(Some(because))) => Some(Ended { at, because }),
        (Some(_), _) => return Err(unreadable("the end of its trust")),
    };
    Ok(Some(Trusting { chosen_at, key, first_full_at, trusted_at, secrets, ended }))
}

/// `place`.
pub(super) fn place_column(row: &mut Row<'_>) -> Result<Option<NetworkPlace>, StoreError> {
    let place = row.optional_text()?.map(NetworkPlace::parse);
    place.transpose().map_err(|_| StoreError::unreadable("device", "the place"))
}

/// `browser, system`.
pub(super) fn client_columns(row: &mut Row<'_>) -> Result<Client, StoreError> {
    Ok(Client { browser: row.text()?.to_owned(), system: row.text()?.to_owned() })
}
