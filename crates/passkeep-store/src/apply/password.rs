//! The password, and failures in a row.

use passkeep_decision::id::{AccountHandle, HoldId, PasswordHashId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::password::{PasswordHash, StoredPassword};
use passkeep_decision::throttle::{FailureKey, Failures};

use crate::statement::Statement;

/// The account's event, which the list begins with, guards both.
pub(super) fn set(list: &mut Vec<Statement>, account: AccountHandle, password: &StoredPassword) {
    list.push(remove(account));
    list.push(Statement::new(
        "insert into password (account, hash, hash_id, reach, set_at) values ($1, $2, $3, $4, $5)",
        [
            account.into(),
            password.hash.as_str().into(),
            password.hash.id().into(),
            password.reach.as_str().into(),
            password.set_at.into(),
        ],
    ));
}

pub(super) fn remove(account: AccountHandle) -> Statement {
    Statement::new("delete from password where account = $1", [account.into()])
}

/// Keeps aside what waits in a hold.
pub(super) fn hold(account: AccountHandle, hold: HoldId, password: &StoredPassword) -> Statement {
    Statement::new(
        "insert into held_password (account, hold, hash, reach, set_at) values ($1, $2, $3, $4, $5)",
        [
            account.into(),
            hold.into(),
            password.hash.as_str().into(),
            password.reach.as_str().into(),
            password.set_at.into(),
        ],
    )
}

pub(super) fn drop_held(account: AccountHandle, hold: HoldId) -> Statement {
    Statement::new(
        "delete from held_password where account = $1 and hold = $2",
        [account.into(), hold.into()],
    )
}

/// Where another hash is stored by now, that one stays.
pub(super) fn rehash(account: AccountHandle, of: PasswordHashId, hash: &PasswordHash) -> Statement {
    Statement::new(
        "update password set hash = $3, hash_id = $4 where account = $1 and hash_id = $2",
        [account.into(), of.into(), hash.as_str().into(), hash.id().into()],
    )
}

/// Fails unless so many failures were counted so far.
pub(super) fn count_failure(list: &mut Vec<Statement>, key: FailureKey, failures: Failures, at: Timestamp) {
    let (factor, from) = (key.factor.as_str(), key.from.as_str());
    if failures.0 == 0 {
        list.push(Statement::new(
            "insert into factor_failure (account, factor, acquaintance, failures, failed_at)
             values ($1, $2, $3, 1, $4)",
            [key.account.into(), factor.into(), from.into(), at.into()],
        ));
        return;
    }
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'the factor failed before'
         where not exists (select failures from factor_failure
                           where account = $1 and factor = $2 and acquaintance = $3)",
        [key.account.into(), factor.into(), from.into()],
    ));
    list.push(Statement::new(
        "update factor_failure
         set failures = case when failures = $4 then failures + 1 end, failed_at = $5
         where account = $1 and factor = $2 and acquaintance = $3",
        [key.account.into(), factor.into(), from.into(), failures.0.into(), at.into()],
    ));
}

pub(super) fn clear_failures(key: FailureKey) -> Statement {
    Statement::new(
        "delete from factor_failure where account = $1 and factor = $2 and acquaintance = $3",
        [key.account.into(), key.factor.as_str().into(), key.from.as_str().into()],
    )
}
