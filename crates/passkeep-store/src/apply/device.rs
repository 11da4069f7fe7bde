//! Browsers that an account knows, and what makes them trusted.

use passkeep_decision::change::TrustOf;
use passkeep_decision::device::{Device, DeviceName, NetworkPlace, SEEN_EVERY_SECONDS};
use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId};
use passkeep_decision::invitations::Invited;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::trust::{End, SecretHash, Trusting};

use crate::statement::Statement;

/// Fails where the account knows it. What makes a device trusted comes later.
pub(super) fn add(account: AccountHandle, device: &Device) -> Statement {
    Statement::new(
        "insert into device
           (account, id, browser, system, name, first_seen_at, seen_at, place, settled_at, passkey, origin)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            account.into(),
            device.id.into(),
            device.client.browser.as_str().into(),
            device.client.system.as_str().into(),
            device.name.as_ref().map(DeviceName::as_str).into(),
            device.first_seen_at.into(),
            device.seen_at.into(),
            device.place.as_ref().map(NetworkPlace::as_str).into(),
            device.settled_at.into(),
            device.passkey.into(),
            device.origin.as_str().into(),
        ],
    )
}

pub(super) fn set_passkey(account: AccountHandle, device: DeviceId, passkey: PasskeyId) -> Statement {
    Statement::new(
        "update device set passkey = $3 where account = $1 and id = $2",
        [account.into(), device.into(), passkey.into()],
    )
}

/// Finds no row where it was recorded within the hour: then nothing is written.
pub(super) fn see(
    account: AccountHandle,
    device: DeviceId,
    seen_at: Timestamp,
    place: Option<&NetworkPlace>,
) -> Statement {
    Statement::new(
        "update device set seen_at = $3, place = $4 where account = $1 and id = $2 and seen_at <= $5",
        [
            account.into(),
            device.into(),
            seen_at.into(),
            place.map(NetworkPlace::as_str).into(),
            seen_at.plus_seconds(-SEEN_EVERY_SECONDS).into(),
        ],
    )
}

pub(super) fn set_invited(account: AccountHandle, device: DeviceId, invited: &Invited) -> Statement {
    Statement::new(
        "update device set invitations = $3, invited_at = $4, declined_at = $5 where account = $1 and id = $2",
        [
            account.into(),
            device.into(),
            i64::from(invited.times).into(),
            invited.at.into(),
            invited.declined_at.into(),
        ],
    )
}

pub(super) fn rename(account: AccountHandle, device: DeviceId, name: &DeviceName) -> Statement {
    Statement::new(
        "update device set name = $3 where account = $1 and id = $2",
        [account.into(), device.into(), name.as_str().into()],
    )
}

/// The account's event, which the list begins with, guards it.
pub(super) fn set_trusting(of: (AccountHandle, DeviceId), trusting: &Trusting, mac: [u8; 32]) -> Statement {
    Statement::new(
        "update device
         set chosen_at = $3, public_key = $4, first_full_at = $5, trusted_at = $6, secret = $7, secret_before = $8,
             ended_at = $9, ended_by = $10, mac = $11
         where account = $1 and id = $2",
        [
            of.0.into(),
            of.1.into(),
            trusting.chosen_at.into(),
            trusting.key.as_sec1().as_slice().into(),
            trusting.first_full_at.into(),
            trusting.trusted_at.into(),
            trusting.secrets.map(|secrets| secrets.now).into(),
            trusting.secrets.and_then(|secrets| secrets.before).into(),
            trusting.ended.map(|ended| ended.at).into(),
            trusting.ended.map(|ended| ended.because.as_str()).into(),
            mac.into(),
        ],
    )
}

/// Finds no row where the secret has changed since: then the one before stays as that change left it.
pub(super) fn see_secret(account: AccountHandle, device: DeviceId, secret: SecretHash) -> Statement {
    Statement::new(
        "update device set secret_before = null where account = $1 and id = $2 and secret = $3",
        [account.into(), device.into(), secret.into()],
    )
}

/// Devices that are not trusted stay as they are.
pub(super) fn end_trust(account: AccountHandle, which: TrustOf, at: Timestamp) -> Statement {
    // An id is a hash: none is all zeros.
    let nobody = DeviceId([0; 16]);
    match which {
        TrustOf::One(device) => Statement::new(
            "update device set secret = null, secret_before = null, ended_at = $3, ended_by = $4
             where account = $1 and id = $2 and secret is not null",
            [account.into(), device.into(), at.into(), End::SignedOut.as_str().into()],
        ),
        TrustOf::AllBut(device) => Statement::new(
            "update device set secret = null, secret_before = null, ended_at = $3, ended_by = $4
             where account = $1 and id <> $2 and secret is not null",
            [account.into(), device.unwrap_or(nobody).into(), at.into(), End::SignedOut.as_str().into()],
        ),
    }
}

pub(super) fn remove(account: AccountHandle, device: DeviceId) -> Statement {
    Statement::new("delete from device where account = $1 and id = $2", [account.into(), device.into()])
}
