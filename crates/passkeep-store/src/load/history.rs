//! The facts of an account's history.

use passkeep_decision::history::*;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::session::SessionKey;

use super::{Context, Load, Loading, who};
use crate::error::StoreError;
use crate::read::KeptEvent;
use crate::{Reader, read};

impl Load for ReadHistory {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, HistoryFacts> {
        Box::pin(async move {
            let before_seq = self.before.unwrap_or(i64::MAX);
            history(reader, self.session.as_ref(), before_seq, self.size.read()).await
        })
    }
}

impl Load for ReadEvent {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, HistoryFacts> {
        Box::pin(async move { history(reader, self.session.as_ref(), self.seq.saturating_add(1), 1).await })
    }
}

async fn history(
    reader: &Reader<'_>,
    key: Option<&SessionKey>,
    before_seq: i64,
    limit: i64,
) -> Result<HistoryFacts, StoreError> {
    let who = who(reader, key).await?;
    let Some(account) = who.as_ref().map(|who| who.account.handle) else {
        return Ok(HistoryFacts { who, events: vec![], passkeys: vec![], tombstones: vec![] });
    };
    let events = read::events_before(reader, account, before_seq, limit).await?;
    Ok(HistoryFacts {
        events: events.into_iter().map(recorded).collect(),
        passkeys: read::passkeys(reader, account).await?,
        tombstones: read::tombstones(reader, account, Timestamp(0)).await?,
        who,
    })
}

pub(super) fn recorded(event: KeptEvent) -> RecordedEvent {
    let KeptEvent { seq, at, kind, actor, bytes, personal, .. } = event;
    RecordedEvent { seq, at, kind, actor, bytes, personal: personal.map(|data| data.bytes) }
}
