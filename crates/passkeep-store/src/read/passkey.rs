//! Passkeys, each checked against its MAC, and what remains of removed ones.

use passkeep_decision::id::{AccountHandle, FlowId, PasskeyId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::{LastUse, Passkey, PasskeyName, Tombstone};
use passkeep_webauthn::{Aaguid, Attachment, PublicKey};

use super::device::client_columns;
use super::session::restriction_columns;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::statement::Row;
use crate::store::Reader;
use crate::stored_name::{parse_origin, parse_transports};

/// An account's passkeys, in the order in which they were made.
pub async fn passkeys(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<Passkey>, StoreError> {
    let keys = reader.keys();
    let found = reader
        .query(
            "select id, credential_id, public_key, sign_count, backup_eligible, backup_state, aaguid, attested,
                    transports, attachment, name, created_at, created_browser, created_system, created_by, origin,
                    restricted_until, restricted_by, suspended_at, last_use_seq, last_use_at, last_use_browser,
                    last_use_system, mac
             from passkey
             where account = $1
             order by created_at, id",
            &[account.into()],
            |row| passkey_columns(row, account, keys),
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

const PASSKEY_REST: usize = 23;

/// The columns as `passkeys` lists them; none where a join found none.
pub(super) fn passkey_columns(
    row: &mut Row<'_>,
    account: AccountHandle,
    keys: &Keys,
) -> Result<Option<Passkey>, StoreError> {
    let unreadable = |name| StoreError::unreadable("passkey", name);
    row.of("passkey");
    let Some(id) = row.optional_array()? else {
        row.skip(PASSKEY_REST);
        return Ok(None);
    };
    let passkey = Passkey {
        id: PasskeyId(id),
        credential_id: row.bytes()?.to_owned(),
        public_key: PublicKey::from_cose(row.bytes()?).map_err(|_| unreadable("the public key"))?,
        sign_count: u32::try_from(row.integer()?).map_err(|_| unreadable("the counter"))?,
        backup_eligible: row.boolean()?,
        backup_state: row.boolean()?,
        aaguid: Aaguid(row.array()?),
        attested: row.boolean()?,
        transports: parse_transports(row.text()?).ok_or(unreadable("the transports"))?,
        attachment: row
            .optional_text()?
            .map(|name| Attachment::parse(name).ok_or(unreadable("the attachment")))
            .transpose()?,
        name: PasskeyName::parse(row.text()?).map_err(|_| unreadable("the name"))?,
        created_at: Timestamp(row.integer()?),
        created_on: client_columns(row)?,
        created_by: FlowId(row.array()?),
        origin: parse_origin(row.text()?).ok_or(unreadable("the origin"))?,
        restriction: restriction_columns(row)?,
        suspended_at: row.optional_time()?,
        last_use: last_use_columns(row)?,
    };
    keys.check_credential(account, &passkey, row.bytes()?)?;
    Ok(Some(passkey))
}

fn last_use_columns(row: &mut Row<'_>) -> Result<Option<LastUse>, StoreError> {
    let Some(seq) = row.optional_integer()? else {
        row.skip(3);
        return Ok(None);
    };
    Ok(Some(LastUse { seq, at: Timestamp(row.integer()?), client: client_columns(row)? }))
}

/// What remains of the passkeys that an account removed since, the newest first.
pub async fn tombstones(
    reader: &Reader<'_>,
    account: AccountHandle,
    since: Timestamp,
) -> Result<Vec<Tombstone>, StoreError> {
    let found = reader
        .query(
            "select id, credential_id, public_key, backup_eligible, name, removed_at
             from tombstone
             where account = $1 and removed_at >= $2
             order by removed_at desc, id",
            &[account.into(), since.into()],
            tombstone_columns,
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

const TOMBSTONE_REST: usize = 5;

/// The columns as `tombstones` lists them; none where a join found none.
pub(super) fn tombstone_columns(row: &mut Row<'_>) -> Result<Option<Tombstone>, StoreError> {
    let unreadable = |name| StoreError::unreadable("tombstone", name);
    row.of("tombstone");
    let Some(id) = row.optional_array()? else {
        row.skip(TOMBSTONE_REST);
        return Ok(None);
    };
    Ok(Some(Tombstone {
        id: PasskeyId(id),
        credential_id: row.bytes()?.to_owned(),
        public_key: PublicKey::from_cose(row.bytes()?).map_err(|_| unreadable("the public key"))?,
        backup_eligible: row.boolean()?,
        name: PasskeyName::parse(row.text()?).map_err(|_| unreadable("the name"))?,
        removed_at: Timestamp(row.integer()?),
    }))
}
