//! Confirmations: asked once for a client's key, answered once.

use passkeep_decision::confirmations::{Confirmation, ConfirmationState, FAILURES_MAX, Refused};
use passkeep_decision::id::{AccountHandle, ConfirmationId, PayeeId};
use passkeep_decision::moment::Timestamp;

use crate::keys::Keys;
use crate::statement::Statement;

/// Fails where the client has asked with the same key, and where as many of its own wait as may. The account's event, which
/// the list begins with, keeps two such lists apart.
pub(super) fn add(list: &mut Vec<Statement>, asked: &Confirmation, pending_max: usize) {
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'few confirmations wait'
         where (select count(*) from confirmation
                where account = $1 and client = $2 and epoch = $3
                  and (state = 'held' or (state = 'pending' and expires_at > $4 and failures < $5))) >= $6",
        [
            asked.account.into(),
            asked.client.as_str().into(),
            asked.epoch.into(),
            asked.asked_at.into(),
            FAILURES_MAX.into(),
            i64::try_from(pending_max).unwrap_or(0).into(),
        ],
    ));
    list.push(Statement::new(
        "insert into confirmation_claim (id, account) values ($1, $2)",
        [asked.id.into(), asked.account.into()],
    ));
    list.push(Statement::new(
        "insert into confirmation
           (account, id, client, app, subject, type, type_version, action, return_to, epoch, asked_at, expires_at,
            state, failures)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        [
            asked.account.into(),
            asked.id.into(),
            asked.client.as_str().into(),
            asked.app.as_str().into(),
            asked.subject.as_str().into(),
            asked.action_type.as_str().into(),
            asked.type_version.into(),
            asked.action.as_str().into(),
            asked.return_to.as_deref().into(),
            asked.epoch.into(),
            asked.asked_at.into(),
            asked.expires_at.into(),
            asked.state.as_str().into(),
            asked.failures.into(),
        ],
    ));
}

/// Fails where it stands otherwise than it stood when this was decided: the state becomes null then. The receipt is signed
/// here, once, in the commit that makes it.
pub(super) fn set(
    before: (ConfirmationState, i64),
    after: &Confirmation,
    receipt: Option<&[u8]>,
    keys: &Keys,
) -> Statement {
    let first = after.first.as_ref();
    let signed = receipt.map(|payload| keys.receipt_key().sign(payload));
    let signature = first.map(|first| serde_json::to_string(&first.signature).expect("texts and integers"));
    Statement::new(
        "update confirmation
         set state = case when state = $3 and failures = $4 then $5 end, signature = $6, device = $7, hold = $8,
             matures_at = $9, decided_at = $10, receipt = $11
         where account = $1 and id = $2",
        [
            after.account.into(),
            after.id.into(),
            before.0.as_str().into(),
            before.1.into(),
            after.state.as_str().into(),
            signature.as_deref().into(),
            first.and_then(|first| first.device).into(),
            first.map(|first| first.hold).into(),
            first.map(|first| first.matures_at).into(),
            after.decided_at.into(),
            signed.as_deref().into(),
        ],
    )
}

/// Fails where it waits in no hold.
pub(super) fn deny_held(account: AccountHandle, id: ConfirmationId, at: Timestamp) -> Statement {
    Statement::new(
        "update confirmation set state = case when state = 'held' then 'denied' end, decided_at = $3
         where account = $1 and id = $2",
        [account.into(), id.into(), at.into()],
    )
}

/// Fails where another answer has failed meanwhile: the count becomes null then.
pub(super) fn count_failure(account: AccountHandle, id: ConfirmationId, failures: i64) -> Statement {
    Statement::new(
        "update confirmation set failures = case when failures = $3 then failures + 1 end
         where account = $1 and id = $2",
        [account.into(), id.into(), failures.into()],
    )
}

pub(super) fn note_refusal(account: AccountHandle, id: ConfirmationId, refused: &Refused) -> Statement {
    Statement::new(
        "update confirmation set refused = $3, refused_until = $4 where account = $1 and id = $2",
        [account.into(), id.into(), refused.code.as_str().into(), refused.until.into()],
    )
}

/// Fails where the account has confirmed this payee before.
pub(super) fn know_payee(account: AccountHandle, payee: PayeeId, at: Timestamp) -> Statement {
    Statement::new(
        "insert into known_payee (account, payee, confirmed_at) values ($1, $2, $3)",
        [account.into(), payee.into(), at.into()],
    )
}
