//! Passkeys, and what remains of them.

use passkeep_decision::id::{AccountHandle, PasskeyId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::{LastUse, Passkey, PasskeyName, Tombstone};

use crate::statement::Statement;
use crate::stored_name::{origin_name, transports_text};

/// Fails where any account has the credential id, or had it.
pub(super) fn claim_credential(account: AccountHandle, claim: [u8; 16]) -> Statement {
    Statement::new(
        "insert into credential_claim (claim, account) values ($1, $2)",
        [claim.into(), account.into()],
    )
}

pub(super) fn add(account: AccountHandle, passkey: &Passkey, mac: [u8; 32]) -> Statement {
    let last_use = passkey.last_use.as_ref();
    Statement::new(
        "insert into passkey
           (account, id, credential_id, public_key, sign_count, backup_eligible, backup_state, aaguid, attested,
            transports, attachment, name, created_at, created_browser, created_system, created_by, origin,
            restricted_until, restricted_by, suspended_at, last_use_seq, last_use_at, last_use_browser, last_use_system,
            mac)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                 $22, $23, $24, $25)",
        [
            account.into(),
            passkey.id.into(),
            passkey.credential_id.as_slice().into(),
            passkey.public_key.as_cose().into(),
            i64::from(passkey.sign_count).into(),
            passkey.backup_eligible.into(),
            passkey.backup_state.into(),
            passkey.aaguid.0.into(),
            passkey.attested.into(),
            transports_text(&passkey.transports).as_str().into(),
            passkey.attachment.map(|attachment| attachment.as_str()).into(),
            passkey.name.as_str().into(),
            passkey.created_at.into(),
            passkey.created_on.browser.as_str().into(),
            passkey.created_on.system.as_str().into(),
            passkey.created_by.into(),
            origin_name(passkey.origin).into(),
            passkey.restriction.map(|restriction| restriction.until).into(),
            passkey.restriction.map(|restriction| restriction.because.as_str()).into(),
            passkey.suspended_at.into(),
            last_use.map(|used| used.seq).into(),
            last_use.map(|used| used.at).into(),
            last_use.map(|used| used.client.browser.as_str()).into(),
            last_use.map(|used| used.client.system.as_str()).into(),
            mac.into(),
        ],
    )
}

pub(super) fn rename(account: AccountHandle, passkey: PasskeyId, name: &PasskeyName) -> Statement {
    Statement::new(
        "update passkey set name = $3 where account = $1 and id = $2",
        [account.into(), passkey.into(), name.as_str().into()],
    )
}

pub(super) fn record_use(
    account: AccountHandle,
    passkey: PasskeyId,
    (sign_count, backup_state): (u32, bool),
    last_use: &LastUse,
) -> Statement {
    Statement::new(
        "update passkey
         set sign_count = $3, backup_state = $4, last_use_seq = $5, last_use_at = $6, last_use_browser = $7,
             last_use_system = $8
         where account = $1 and id = $2",
        [
            account.into(),
            passkey.into(),
            i64::from(sign_count).into(),
            backup_state.into(),
            last_use.seq.into(),
            last_use.at.into(),
            last_use.client.browser.as_str().into(),
            last_use.client.system.as_str().into(),
        ],
    )
}

pub(super) fn suspend(account: AccountHandle, passkey: PasskeyId, at: Option<Timestamp>) -> Statement {
    Statement::new(
        "update passkey set suspended_at = $3 where account = $1 and id = $2",
        [account.into(), passkey.into(), at.into()],
    )
}

pub(super) fn remove(account: AccountHandle, passkey: PasskeyId) -> Statement {
    Statement::new("delete from passkey where account = $1 and id = $2", [account.into(), passkey.into()])
}

pub(super) fn add_tombstone(account: AccountHandle, tombstone: &Tombstone) -> Statement {
    Statement::new(
        "insert into tombstone (account, id, credential_id, public_key, backup_eligible, name, removed_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            account.into(),
            tombstone.id.into(),
            tombstone.credential_id.as_slice().into(),
            tombstone.public_key.as_cose().into(),
            tombstone.backup_eligible.into(),
            tombstone.name.as_str().into(),
            tombstone.removed_at.into(),
        ],
    )
}
