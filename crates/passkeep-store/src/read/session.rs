//! Sessions.

use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId, SessionId, Sid};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::session::{Novelty, Restriction, Session, SessionFacts, SessionKey};

use super::account::account_columns;
use super::device::{client_columns, place_column};
use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;
use crate::stored_name::{parse_proofs, parse_sharing};

/// The session of a token, and its account: what every step of a signed-in person reads, in one statement.
pub async fn session(reader: &Reader<'_>, key: &SessionKey) -> Result<Option<SessionFacts>, StoreError> {
    reader
        .query_one(
            "select s.account, s.expires_at, s.id, s.sid, s.level, s.standing, s.proofs, s.passkey, s.device, s.browser,
                    s.system, s.place, s.sharing, s.epoch, s.created_at, s.seen_at, s.restricted_until, s.restricted_by,
                    a.handle, a.user_id, a.name, a.locale, a.epoch, a.frozen_at, a.freeze_lapses_at, a.risk_until,
                    a.value_held_until, a.created_at, e.seq, e.hash,
                    (select held_until from restoration where id = 1 and epoch <> a.restore_epoch)
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
            "select account, expires_at, id, sid, level, standing, proofs, passkey, device, browser, system, place, sharing,
                    epoch, created_at, seen_at, restricted_until, restricted_by
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
        // A session from before apps were: no app knows it.
        sid: row.optional_array()?.map_or(Sid([0; 16]), Sid),
        level: Level::parse(row.text()?).ok_or(unreadable("the level"))?,
        standing: Standing::parse(row.text()?).ok_or(unreadable("the standing"))?,
        proofs: parse_proofs(row.text()?).ok_or(unreadable("the proofs"))?,
        passkey: row.optional_array()?.map(PasskeyId),
        device: row.optional_array()?.map(DeviceId),
        client: client_columns(row)?,
        place: place_column(row)?,
        sharing: parse_sharing(row.text()?).ok_or(unreadable("the sharing"))?,
        epoch: row.integer()?,
        created_at: Timestamp(row.integer()?),
        seen_at: Timestamp(row.integer()?),
        restriction: restriction_columns(row)?,
    })
}

/// `restricted_until, restricted_by`.
pub(super) fn restriction_columns(row: &mut Row<'_>) -> Result<Option<Restriction>, StoreError> {
    let until = row.optional_time()?;
    let because = row.optional_text()?.map(Novelty::parse);
    match (until, because) {
        (None, _) => Ok(None),
        (Some(until), Some(Some(because))) => Ok(Some(Restriction { until, because })),
        (Some(_), _) => Err(StoreError::unreadable("session", "the restriction")),
    }
}
