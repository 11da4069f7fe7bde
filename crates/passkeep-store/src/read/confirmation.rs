//! Confirmations, and payees.

use passkeep_decision::confirmations::{Action, Confirmation, ConfirmationState, First, Refused, TypeName};
use passkeep_decision::id::{AccountHandle, ConfirmationId, DeviceId, HoldId, PayeeId};
use passkeep_decision::moment::Timestamp;

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// Whose a confirmation is.
pub async fn confirmation_account(
    reader: &Reader<'_>,
    id: ConfirmationId,
) -> Result<Option<AccountHandle>, StoreError> {
    reader
        .query_one("select account from confirmation_claim where id = $1", &[id.into()], |row| {
            Ok(AccountHandle(row.of("confirmation_claim").array()?))
        })
        .await
}

/// A confirmation of an account.
pub async fn confirmation(
    reader: &Reader<'_>,
    account: AccountHandle,
    id: ConfirmationId,
) -> Result<Option<Confirmation>, StoreError> {
    reader
        .query_one(
            "select account, id, client, app, subject, type, type_version, action, return_to, epoch, asked_at,
                    expires_at, state, failures, signature, device, hold, matures_at, decided_at, refused,
                    refused_until, receipt
             from confirmation
             where account = $1 and id = $2",
            &[account.into(), id.into()],
            confirmation_columns,
        )
        .await
}

/// A client's confirmations of an account that have come to no end by themselves; time may have ended some.
pub async fn open_confirmations(
    reader: &Reader<'_>,
    account: AccountHandle,
    client: &str,
) -> Result<Vec<Confirmation>, StoreError> {
    reader
        .query(
            "select account, id, client, app, subject, type, type_version, action, return_to, epoch, asked_at,
                    expires_at, state, failures, signature, device, hold, matures_at, decided_at, refused,
                    refused_until, receipt
             from confirmation
             where account = $1 and client = $2 and state in ('pending', 'held')
             order by asked_at, id",
            &[account.into(), client.into()],
            confirmation_columns,
        )
        .await
}

/// Whether an account has confirmed a payee before.
pub async fn payee_known(
    reader: &Reader<'_>,
    account: AccountHandle,
    payee: PayeeId,
) -> Result<bool, StoreError> {
    let known = reader
        .query_one(
            "select confirmed_at from known_payee where account = $1 and payee = $2",
            &[account.into(), payee.into()],
            |row| row.of("known_payee").integer(),
        )
        .await?;
    Ok(known.is_some())
}

fn confirmation_columns(row: &mut Row<'_>) -> Result<Confirmation, StoreError> {
    let unreadable = |name| StoreError::unreadable("confirmation", name);
    row.of("confirmation");
    Ok(Confirmation {
        account: AccountHandle(row.array()?),
        id: ConfirmationId(row.array()?),
        client: row.text()?.to_owned(),
        app: row.text()?.to_owned(),
        subject: row.text()?.to_owned(),
        action_type: TypeName::parse(row.text()?).ok_or(unreadable("the type"))?,
        type_version: row.integer()?,
        action: Action::parse(row.text()?.as_bytes()).map_err(|_| unreadable("the action"))?,
        return_to: row.optional_text()?.map(str::to_owned),
        epoch: row.integer()?,
        asked_at: Timestamp(row.integer()?),
        expires_at: Timestamp(row.integer()?),
        state: ConfirmationState::parse(row.text()?).ok_or(unreadable("the state"))?,
        failures: row.integer()?,
        first: first_columns(row)?,
        decided_at: row.optional_time()?,
        refused: {
            let code = row.optional_text()?.map(str::to_owned);
            let until = row.optional_time()?;
            code.map(|code| Refused { code, until })
        },
        receipt: row.optional_text()?.map(str::to_owned),
    })
}

/// `signature, device, hold, matures_at`.
fn first_columns(row: &mut Row<'_>) -> Result<Option<First>, StoreError> {
    let signature = row.optional_text()?.map(serde_json::from_str).transpose();
    let signature = signature.map_err(|_| StoreError::unreadable("confirmation", "the signature"))?;
    let device = row.optional_array()?.map(DeviceId);
    let hold = row.optional_array()?.map(HoldId);
    let matures_at = row.optional_time()?;
    let waits = signature.zip(hold).zip(matures_at);
    Ok(waits.map(|((signature, hold), matures_at)| First { signature, device, hold, matures_at }))
}
