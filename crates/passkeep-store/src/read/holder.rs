//! Who answers with a passkey: what a sign-in reads, in one statement.

use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId};
use passkeep_decision::sign_in::{Credential, HolderFacts};

use super::account::account_columns;
use super::device::device_columns;
use super::passkey::{passkey_columns, tombstone_columns};
use crate::error::StoreError;
use crate::store::Reader;

/// The account of this handle, with its passkey of this id or what remains of it, and the browser. None where the
/// account never had such a passkey. Its contacts are not read.
pub async fn holder(
    reader: &Reader<'_>,
    account: AccountHandle,
    passkey: PasskeyId,
    device: Option<DeviceId>,
) -> Result<Option<HolderFacts>, StoreError> {
    let keys = reader.keys();
    let found = reader
        .query_one(
            "select a.handle, a.user_id, a.name, a.locale, a.epoch, a.frozen_at, a.freeze_lapses_at, a.risk_until,
                    a.value_held_until, a.created_at, e.seq, e.hash,
                    (select held_until from restoration where id = 1 and epoch <> a.restore_epoch),
                    p.id, p.credential_id, p.public_key, p.sign_count, p.backup_eligible, p.backup_state, p.aaguid,
                    p.attested, p.transports, p.attachment, p.name, p.created_at, p.created_browser, p.created_system,
                    p.created_by, p.origin, p.restricted_until, p.restricted_by, p.suspended_at, p.last_use_seq, p.last_use_at, p.last_use_browser, p.last_use_system,
                    p.mac,
                    t.id, t.credential_id, t.public_key, t.backup_eligible, t.name, t.removed_at,
                    d.id, d.browser, d.system, d.name, d.first_seen_at, d.seen_at, d.place, d.settled_at,
                    d.passkey, d.origin, d.chosen_at, d.public_key, d.first_full_at, d.trusted_at, d.secret,
                    d.secret_before, d.ended_at, d.ended_by, d.mac
             from account a
             join event e on e.account = a.handle and e.seq = (select max(seq) from event where account = $1)
             left join passkey p on p.account = a.handle and p.id = $2
             left join tombstone t on t.account = a.handle and t.id = $2
             left join device d on d.account = a.handle and d.id = $3
             where a.handle = $1",
            &[account.into(), passkey.into(), device.into()],
            |row| {
                let account_facts = account_columns(row)?;
                let live = passkey_columns(row, account, keys)?.map(|passkey| Credential::Live(Box::new(passkey)));
                let removed = tombstone_columns(row)?.map(|tombstone| Credential::Removed(Box::new(tombstone)));
                let device = device_columns(row, account, keys)?;
                let credential = live.or(removed);
                Ok(credential.map(|credential| HolderFacts {
                    account: account_facts,
                    credential,
                    device,
                    contacts: vec![],
                    devices: vec![],
                    pending: vec![],
                }))
            },
        )
        .await?;
    Ok(found.flatten())
}
