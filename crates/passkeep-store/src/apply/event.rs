//! The event of a list.

use passkeep_decision::account::Head;
use passkeep_decision::event::Event;
use passkeep_decision::id::AccountHandle;
use passkeep_decision::session::SessionKey;

use crate::statement::Statement;

/// Appends the event, and beside it what can be erased. Fails where its place is taken: somebody was faster.
pub(super) fn add(list: &mut Vec<Statement>, event: &Event, opened: Option<SessionKey>) {
    list.push(Statement::new(
        "insert into event
           (account, seq, previous, happened_at, kind, actor, bytes, hash, session_expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            event.account.into(),
            event.seq.into(),
            event.previous.into(),
            event.at.into(),
            event.kind.as_str().into(),
            event.actor.to_string().as_str().into(),
            event.bytes.as_slice().into(),
            event.hash.into(),
            opened.map(|key| key.expires_at).into(),
        ],
    ));
    if let Some(personal) = &event.personal {
        list.push(Statement::new(
            "insert into event_personal_data (account, seq, salt, bytes) values ($1, $2, $3, $4)",
            [event.account.into(), event.seq.into(), personal.salt.into(), personal.bytes.as_slice().into()],
        ));
    }
}

/// Fails unless this is the account's newest event.
pub(super) fn affirm(account: AccountHandle, head: Head) -> Statement {
    Statement::new(
        "insert into unmet (expectation)
         select 'this is the newest event'
         where not exists (select seq from event where account = $1 and seq = $2 and hash = $3)
            or exists (select seq from event where account = $1 and seq > $2)",
        [account.into(), head.seq.into(), head.hash.into()],
    )
}
