//! The account, its identifiers and addresses.

use passkeep_decision::account::{AccountState, DisplayName, Locale, UserId};
use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;

use crate::statement::Statement;

pub(super) fn create(
    handle: AccountHandle,
    user_id: UserId,
    name: &DisplayName,
    locale: &Locale,
    created_at: Timestamp,
) -> Statement {
    Statement::new(
        "insert into account (handle, user_id, name, locale, epoch, created_at, restore_epoch)
         values ($1, $2, $3, $4, 0, $5, (select epoch from restoration where id = 1))",
        [
            handle.into(),
            i64::from(user_id.number()).into(),
            name.as_str().into(),
            locale.0.as_str().into(),
            created_at.into(),
        ],
    )
}

/// The account's event, which the list begins with, guards it.
pub(super) fn set_state(account: AccountHandle, state: &AccountState) -> Statement {
    Statement::new(
        "update account
         set epoch = $2, frozen_at = $3, freeze_lapses_at = $4, risk_until = $5, value_held_until = $6
         where handle = $1",
        [
            account.into(),
            state.epoch.into(),
            state.freeze.map(|freeze| freeze.at).into(),
            state.freeze.and_then(|freeze| freeze.lapses_at).into(),
            state.risk_until.into(),
            state.value_held_until.into(),
        ],
    )
}

/// Fails where the identifier is taken.
pub(super) fn claim_identifier(account: AccountHandle, claim: [u8; 16]) -> Statement {
    Statement::new(
        "insert into identifier_claim (claim, account) values ($1, $2)",
        [claim.into(), account.into()],
    )
}

pub(super) fn add_contact(account: AccountHandle, contact: &Contact) -> Statement {
    Statement::new(
        "insert into contact (account, kind, address, proved_at) values ($1, $2, $3, $4)",
        [
            account.into(),
            contact.address.kind().into(),
            contact.address.as_str().into(),
            contact.proved_at.into(),
        ],
    )
}

pub(super) fn remove_contact(account: AccountHandle, address: &Address) -> Statement {
    Statement::new(
        "delete from contact where account = $1 and kind = $2 and address = $3",
        [account.into(), address.kind().into(), address.as_str().into()],
    )
}

pub(super) fn release_identifier(account: AccountHandle, claim: [u8; 16]) -> Statement {
    Statement::new(
        "delete from identifier_claim where claim = $1 and account = $2",
        [claim.into(), account.into()],
    )
}

pub(super) fn rename(account: AccountHandle, name: &DisplayName) -> Statement {
    Statement::new("update account set name = $2 where handle = $1", [account.into(), name.as_str().into()])
}

pub(super) fn set_locale(account: AccountHandle, locale: &Locale) -> Statement {
    Statement::new(
        "update account set locale = $2 where handle = $1",
        [account.into(), locale.0.as_str().into()],
    )
}
