//! Sessions, and the steps of flows that were spent.
//!
//! On SQLite both are kept by expiry first, so a session of an account is found through the event that opened it,
//! which holds its expiry. The same statements serve PostgreSQL.

use passkeep_decision::device::NetworkPlace;
use passkeep_decision::id::{AccountHandle, DeviceId, FlowId, PasskeyId, SessionId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::session::{Session, SessionKey};
use passkeep_decision::ticket::TicketStep;

use crate::statement::Statement;
use crate::stored_name::{proofs_text, sharing_name};

pub(super) fn add(session: &Session) -> Statement {
    Statement::new(
        "insert into session
           (account, expires_at, id, sid, level, standing, proofs, passkey, device, browser, system, place, sharing,
            epoch, created_at, seen_at, restricted_until, restricted_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        [
            session.key.account.into(),
            session.key.expires_at.into(),
            session.key.id.into(),
            session.sid.into(),
            session.level.as_str().into(),
            session.standing.as_str().into(),
            proofs_text(&session.proofs).as_str().into(),
            session.passkey.into(),
            session.device.into(),
            session.client.browser.as_str().into(),
            session.client.system.as_str().into(),
            session.place.as_ref().map(NetworkPlace::as_str).into(),
            sharing_name(session.sharing).into(),
            session.epoch.into(),
            session.created_at.into(),
            session.seen_at.into(),
            session.restriction.map(|restriction| restriction.until).into(),
            session.restriction.map(|restriction| restriction.because.as_str()).into(),
        ],
    )
}

/// Two requests may come in one order and be written in the other: the later time stays.
pub(super) fn touch(key: &SessionKey, seen_at: Timestamp) -> Statement {
    Statement::new(
        "update session set seen_at = case when seen_at < $4 then $4 else seen_at end
         where account = $1 and expires_at = $2 and id = $3",
        [key.account.into(), key.expires_at.into(), key.id.into(), seen_at.into()],
    )
}

pub(super) fn end(key: &SessionKey) -> Statement {
    Statement::new(
        "delete from session where account = $1 and expires_at = $2 and id = $3",
        [key.account.into(), key.expires_at.into(), key.id.into()],
    )
}

pub(super) fn end_all(account: AccountHandle, except: Option<SessionKey>) -> Statement {
    Statement::new(
        "delete from session
         where account = $1 and id <> $2
           and expires_at in (select session_expires_at from event
                              where account = $1 and session_expires_at is not null)",
        [account.into(), staying(except).into()],
    )
}

pub(super) fn end_of_passkey(
    account: AccountHandle,
    passkey: PasskeyId,
    except: Option<SessionKey>,
) -> Statement {
    Statement::new(
        "delete from session
         where account = $1 and id <> $2 and passkey = $3
           and expires_at in (select session_expires_at from event
                              where account = $1 and session_expires_at is not null)",
        [account.into(), staying(except).into(), passkey.into()],
    )
}

pub(super) fn end_of_device(account: AccountHandle, device: DeviceId) -> Statement {
    Statement::new(
        "delete from session
         where account = $1 and device = $2
           and expires_at in (select session_expires_at from event
                              where account = $1 and session_expires_at is not null)",
        [account.into(), device.into()],
    )
}

/// It goes on under the account's new epoch.
pub(super) fn keep(key: &SessionKey, epoch: i64) -> Statement {
    Statement::new(
        "update session set epoch = $4 where account = $1 and expires_at = $2 and id = $3",
        [key.account.into(), key.expires_at.into(), key.id.into(), epoch.into()],
    )
}

/// Fails where the step was spent, where the flow's spends may have been pruned already, and where the database came back from a
/// backup since the ticket was sealed: then what was spent may be unspent.
pub(super) fn spend(
    account: AccountHandle,
    (flow_expires_at, flow): (Timestamp, FlowId),
    step: TicketStep,
    restore_epoch: Option<RestoreEpoch>,
) -> Statement {
    let Some(RestoreEpoch(epoch)) = restore_epoch else {
        return Statement::new(
            "insert into spend (account, flow_expires_at, flow, step)
             values ($1, $2, $3, (select cast($4 as text) from spend_floor where until < $2))",
            [account.into(), flow_expires_at.into(), flow.into(), step.as_str().into()],
        );
    };
    Statement::new(
        "insert into spend (account, flow_expires_at, flow, step)
         values ($1, $2, $3, (select cast($4 as text) from spend_floor
                              where until < $2
                                and exists (select epoch from restoration where id = 1 and epoch = $5)))",
        [account.into(), flow_expires_at.into(), flow.into(), step.as_str().into(), epoch.into()],
    )
}

// An id is a hash: none is all zeros.
pub(super) fn staying(except: Option<SessionKey>) -> SessionId {
    except.map_or(SessionId([0; 16]), |key| key.id)
}
