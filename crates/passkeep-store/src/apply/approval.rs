//! Approvals: asked once for a flow, answered once.

use passkeep_decision::approval::{Approval, ApprovalState};
use passkeep_decision::device::NetworkPlace;
use passkeep_decision::id::{AccountHandle, ApprovalId, DeviceId};
use passkeep_decision::moment::Timestamp;

use crate::statement::Statement;

/// Fails where the flow has asked, and where more than `pending_max` wait. The account's event, which the list begins
/// with, keeps two such lists apart.
pub(super) fn add(
    list: &mut Vec<Statement>,
    account: AccountHandle,
    approval: &Approval,
    secret: (usize, [u8; 32]),
) {
    let (pending_max, number_mac) = secret;
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'few approvals wait'
         where (select count(*) from approval
                where account = $1 and state = 'pending' and expires_at > $2) > $3",
        [account.into(), approval.requested_at.into(), i64::try_from(pending_max).unwrap_or(0).into()],
    ));
    list.push(Statement::new(
        "insert into approval
           (account, id, purpose, state, number_mac, requested_at, expires_at, device, browser, system, place)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            account.into(),
            approval.id.into(),
            approval.purpose.as_str().into(),
            approval.state.as_str().into(),
            number_mac.into(),
            approval.requested_at.into(),
            approval.expires_at.into(),
            approval.device.into(),
            approval.client.browser.as_str().into(),
            approval.client.system.as_str().into(),
            approval.place.as_ref().map(NetworkPlace::as_str).into(),
        ],
    ));
}

/// Fails unless it waits.
pub(super) fn decide(
    list: &mut Vec<Statement>,
    of: (AccountHandle, ApprovalId),
    state: ApprovalState,
    decided: (Timestamp, DeviceId),
) {
    let (account, id) = of;
    // The update that follows would miss an absent row without a word.
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'the approval exists'
         where not exists (select id from approval where account = $1 and id = $2)",
        [account.into(), id.into()],
    ));
    list.push(Statement::new(
        "update approval
         set state = case when state = 'pending' then $3 end, decided_at = $4, decided_by = $5
         where account = $1 and id = $2",
        [account.into(), id.into(), state.as_str().into(), decided.0.into(), decided.1.into()],
    ));
}
