//! From what people type, or authenticators send, to an account: the global claims.

use passkeep_decision::account::{Locale, UserId};
use passkeep_decision::contact::Identifier;
use passkeep_decision::device::Device;
use passkeep_decision::id::{AccountHandle, DeviceId};

use super::device::device_columns;
use crate::error::StoreError;
use crate::statement::Value;
use crate::store::Reader;

/// Whose an identifier is, and in which language they are written to.
pub async fn owner(
    reader: &Reader<'_>,
    identifier: &Identifier,
) -> Result<Option<(AccountHandle, Locale)>, StoreError> {
    reader
        .query_one(
            "select a.handle, a.locale
             from identifier_claim c
             join account a on a.handle = c.account
             where c.claim = $1",
            &[reader.keys().identifier_claim(identifier).into()],
            |row| {
                row.of("account");
                Ok((AccountHandle(row.array()?), Locale(row.text()?.to_owned())))
            },
        )
        .await
}

/// The most readings of one text: a user ID, a phone number, an email.
const READINGS_MAX: usize = 3;

/// Whose some identifiers are.
pub struct Found {
    /// The account; where nobody has any of the identifiers, a handle that nobody has, the same for the same ones.
    pub handle: AccountHandle,
    /// The account's epoch; none where there is no account.
    pub epoch: Option<i64>,
    /// The browser, where the account knows it.
    pub device: Option<Device>,
}

/// The account of the first of these identifiers that anybody has: the readings of one text. It is one statement, and
/// looks up as many claims, accounts and devices where nobody has any of them: nobody can tell by the time it takes.
/// With the account come its epoch, and the browser where the account knows it. None without an identifier.
pub async fn found(
    reader: &Reader<'_>,
    identifiers: &[Identifier],
    device: Option<DeviceId>,
) -> Result<Option<Found>, StoreError> {
    let keys = reader.keys();
    let claims: Vec<_> =
        identifiers.iter().take(READINGS_MAX).map(|one| keys.identifier_claim(one)).collect();
    let Some(first) = claims.first() else { return Ok(None) };
    let claim = |reading: usize| Value::from(*claims.get(reading).unwrap_or(first));
    let nobody = keys.handle_of_nobody(first);
    let rows = reader
        .query(
            "select a.handle, a.epoch,
                    d.id, d.browser, d.system, d.name, d.first_seen_at, d.seen_at, d.place, d.settled_at,
                    d.passkey, d.origin, d.chosen_at, d.public_key, d.first_full_at, d.trusted_at, d.secret,
                    d.secret_before, d.ended_at, d.ended_by, d.mac
             from (select coalesce((select account from identifier_claim
                                    where claim in ($1, $2, $3)
                                    order by case when claim = $1 then 1 when claim = $2 then 2 else 3 end
                                    limit 1), $4) as handle) f
             left join account a on a.handle = f.handle
             left join device d on d.account = f.handle and d.id = $5",
            &[claim(0), claim(1), claim(2), nobody.into(), device.into()],
            |row| {
                row.of("account");
                let account = row.optional_array()?.map(AccountHandle);
                let epoch = row.optional_integer()?;
                let device = match account {
                    Some(account) => device_columns(row, account, keys)?,
                    None => None,
                };
                Ok(Found { handle: account.unwrap_or(nobody), epoch, device })
            },
        )
        .await?;
    Ok(rows.into_iter().next())
}

/// Which of these user IDs are taken, in their order.
pub async fn user_ids_taken(reader: &Reader<'_>, user_ids: &[UserId]) -> Result<Vec<bool>, StoreError> {
    let mut taken = Vec::with_capacity(user_ids.len());
    for chunk in user_ids.chunks(UserId::CANDIDATES) {
        let claims: Vec<_> =
            chunk.iter().map(|id| reader.keys().identifier_claim(&Identifier::UserId(*id))).collect();
        let claim = |place: usize| Value::from(*claims.get(place).unwrap_or(&claims[0]));
        let found = reader
            .query(
                "select claim from identifier_claim where claim in ($1, $2, $3, $4)",
                &[claim(0), claim(1), claim(2), claim(3)],
                |row| row.of("identifier_claim").array::<16>(),
            )
            .await?;
        taken.extend(claims.iter().map(|claim| found.contains(claim)));
    }
    Ok(taken)
}

/// Whether any account has this credential id, or had it.
pub async fn credential_taken(reader: &Reader<'_>, credential_id: &[u8]) -> Result<bool, StoreError> {
    Ok(account_by_credential(reader, credential_id).await?.is_some())
}

/// The account that has this credential id, or had it.
pub async fn account_by_credential(
    reader: &Reader<'_>,
    credential_id: &[u8],
) -> Result<Option<AccountHandle>, StoreError> {
    reader
        .query_one(
            "select account from credential_claim where claim = $1",
            &[reader.keys().credential_claim(credential_id).into()],
            |row| row.of("credential_claim").array().map(AccountHandle),
        )
        .await
}
