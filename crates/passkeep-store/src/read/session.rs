//! Sessions.

use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId, SessionId};
use passkeep_decision::level::Level;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::session::{Session, SessionFacts, SessionKey};

use super::account::account_columns;
use super::device::client_columns;
use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;
use crate::stored_name::parse_sharing;

/// The session of a token, and its account: what every step of a signed-in person reads, in one statement.
pub async fn session(reader: &Reader<'_>, key: &SessionKey) -> Result<Option<SessionFacts>, StoreError> {
    reader
        .query_one(
            "select s.account, s.expires_at, s.id, s.level, s.passkey, s.device, s.browser, s.system, s.sharing,
                    s.epoch, s.created_at, s.seen_at, s.restricted_until,
                    a.handle, a.user_id, a.name, a.locale, a.epoch, a.created_at, e.seq, e.hash
             from session s
             join account a on a.handle = s.account
             join event e on e.account = s.account and e.seq = (select max(seq) from event where account = $1)
             where s.account = $1 and s.expires_at = $2 and s.id = $3",
            &[key.account.into(), key.expires_at.into(), key.id.into()],
            |row| Ok(SessionFacts { session: session_columns(row)?, account: account_columns(row)? }),
        )
        .await
}

/// An account's sessions that end after `now`, the newest first. They are found through the events that opened them.
pub async fn sessions(
    reader: &Reader<'_>,
    account: AccountHandle,
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    reader
        .query(
            "select account, expires_at, id, level, passkey, device, browser, system, sharing, epoch, created_at,
                    seen_at, restricted_until
             from session
             where account = $1
               and expires_at in (select session_expires_at from event
                                  where account = $1 and session_expires_at > $2)
             order by created_at desc, id",
            &[account.into(), now.into()],
            session_columns,
        )
        .await
}

/// The columns as `sessions` lists them.
fn session_columns(row: &mut Row<'_>) -> Result<Session, StoreError> {
    let unreadable = |name| StoreError::unreadable("session", name);
    row.of("session");
    Ok(Session {
        key: SessionKey {
            account: AccountHandle(row.array()?),
            expires_at: Timestamp(row.integer()?),
            id: SessionId(row.array()?),
        },
        level: Level::parse(row.text()?).ok_or(unreadable("the level"))?,
        passkey: PasskeyId(row.array()?),
        device: row.optional_array()?.map(DeviceId),
        client: client_columns(row)?,
        sharing: parse_sharing(row.text()?).ok_or(unreadable("the sharing"))?,
        epoch: row.integer()?,
        created_at: Timestamp(row.integer()?),
        seen_at: Timestamp(row.integer()?),
        restricted_until: Timestamp(row.integer()?),
    })
}
