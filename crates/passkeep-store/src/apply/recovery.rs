//! Recovery codes, and strangers' freezes.

use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::recovery_code::{RecoveryCode, Slot};
use passkeep_decision::throttle::Factor;

use crate::keys::Keys;
use crate::statement::Statement;

/// The account's event, which the list begins with, guards it.
pub(super) fn record_stranger_freeze(
    list: &mut Vec<Statement>,
    account: AccountHandle,
    factor: Factor,
    at: Timestamp,
) {
    list.push(Statement::new(
        "delete from stranger_freeze where account = $1 and factor = $2",
        [account.into(), factor.as_str().into()],
    ));
    list.push(Statement::new(
        "insert into stranger_freeze (account, factor, frozen_at) values ($1, $2, $3)",
        [account.into(), factor.as_str().into(), at.into()],
    ));
}

/// The account's event guards it. The whole set goes, so that no old code stays beside a new one.
pub(super) fn replace_codes(
    list: &mut Vec<Statement>,
    account: AccountHandle,
    codes: (&[RecoveryCode], Timestamp),
    keys: &Keys,
) {
    let (codes, made_at) = codes;
    list.push(Statement::new("delete from recovery_code where account = $1", [account.into()]));
    for (slot, code) in (0..).zip(codes) {
        list.push(Statement::new(
            "insert into recovery_code (account, slot, mac, made_at, uses) values ($1, $2, $3, $4, 0)",
            [account.into(), i64::into(slot), keys.recovery_code(account, code).into(), made_at.into()],
        ));
    }
}

/// Fails where the code was used already, or is no longer there.
pub(super) fn use_code(list: &mut Vec<Statement>, account: AccountHandle, slot: Slot, at: Timestamp) {
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'the recovery code is there'
         where not exists (select slot from recovery_code where account = $1 and slot = $2)",
        [account.into(), slot.0.into()],
    ));
    list.push(Statement::new(
        "update recovery_code set uses = case when uses = 0 then 1 end, used_at = $3
         where account = $1 and slot = $2",
        [account.into(), slot.0.into(), at.into()],
    ));
}
