//! What waits in the outbox and why, and what has become of the rest: for operators.
//!
//! It tells channels, times and faults; of an address no more than a mask, and never what a message says. Once a
//! message is done not even the mask is left.

use passkeep_decision::id::{AccountHandle, MessageId};
use passkeep_decision::moment::Timestamp;

use super::{Channel, Outbound, Outbox, open, unreadable};
use crate::error::StoreError;
use crate::statement::Row;

/// A message that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: MessageId,
    /// How it goes.
    pub channel: Channel,
    /// Where it goes: an address, masked, or a webhook's name. None where its body can't be read.
    pub to: Option<String>,
    /// When it was caused.
    pub caused_at: Timestamp,
    /// After this it is dropped.
    pub expires_at: Timestamp,
    /// When it is offered next. While it is on its way: when it would be offered again.
    pub due_at: Timestamp,
    /// How often it was offered.
    pub attempts: i64,
    /// Why it did not go when it was offered last.
    pub failure: Option<String>,
}

/// A message that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its id.
    pub id: MessageId,
    /// How it went.
    pub channel: Channel,
    /// When it was caused.
    pub caused_at: Timestamp,
    /// When it was done.
    pub closed_at: Timestamp,
    /// How often it was offered.
    pub attempts: i64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A gateway or a webhook took it.
    Sent,
    /// It was dropped.
    Dropped {
        /// Why.
        reason: String,
    },
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Wait.
    pub waiting: i64,
    /// Of them, did not go when they were offered.
    pub failing: i64,
    /// Were sent in the time looked at.
    pub sent: i64,
    /// Were dropped in that time.
    pub dropped: i64,
}

impl Outbox<'_> {
    /// What waits, what is due first first.
    pub async fn waiting(&self, limit: i64) -> Result<Vec<Waiting>, StoreError> {
        let keys = self.store.keys();
        self.store
            .reader()
            .query(
                "select account, id, channel, caused_at, expires_at, due_at, attempts, failure, body
                 from outbox where due_at is not null order by due_at limit $1",
                &[limit.into()],
                |row| {
                    row.of("outbox");
                    let (account, id) = (AccountHandle(row.array()?), MessageId(row.array()?));
                    let channel = channel(row)?;
                    let (caused_at, expires_at) = (Timestamp(row.integer()?), Timestamp(row.integer()?));
                    let (due_at, attempts) = (Timestamp(row.integer()?), row.integer()?);
                    let failure = row.optional_text()?.map(str::to_owned);
                    let to = row.bytes().and_then(|sealed| open(keys, account, id, sealed)).ok();
                    let to = to.as_ref().map(masked);
                    Ok(Waiting { id, channel, to, caused_at, expires_at, due_at, attempts, failure })
                },
            )
            .await
    }

    /// What was dropped since then, the newest first.
    pub async fn dropped_since(&self, since: Timestamp, limit: i64) -> Result<Vec<Closed>, StoreError> {
        let sql = "select id, channel, caused_at, closed_at, attempts, sent_at, failure
                   from outbox where closed_at >= $1 and sent_at is null order by closed_at desc limit $2";
        self.closed(sql, since, limit).await
    }

    /// What was sent or dropped since then, the newest first.
    pub async fn closed_since(&self, since: Timestamp, limit: i64) -> Result<Vec<Closed>, StoreError> {
        let sql = "select id, channel, caused_at, closed_at, attempts, sent_at, failure
                   from outbox where closed_at >= $1 order by closed_at desc limit $2";
        self.closed(sql, since, limit).await
    }

    async fn closed(
        &self,
        sql: &'static str,
        since: Timestamp,
        limit: i64,
    ) -> Result<Vec<Closed>, StoreError> {
        let reader = self.store.reader();
        reader
            .query(sql, &[since.into(), limit.into()], |row| {
                row.of("outbox");
                let (id, channel) = (MessageId(row.array()?), channel(row)?);
                let (caused_at, closed_at) = (Timestamp(row.integer()?), Timestamp(row.integer()?));
                let attempts = row.integer()?;
                let outcome = match (row.optional_integer()?, row.optional_text()?) {
                    (Some(_), _) => Outcome::Sent,
                    (None, reason) => Outcome::Dropped { reason: reason.unwrap_or_default().to_owned() },
                };
                Ok(Closed { id, channel, caused_at, closed_at, attempts, outcome })
            })
            .await
    }

    /// How many wait, and how many were done since then.
    pub async fn counts(&self, since: Timestamp) -> Result<Counts, StoreError> {
        let waiting = self.count("select count(*) from outbox where due_at is not null", &[]).await?;
        let failing = "select count(*) from outbox where due_at is not null and failure is not null";
        let failing = self.count(failing, &[]).await?;
        let sent = "select count(*) from outbox where closed_at >= $1 and sent_at is not null";
        let sent = self.count(sent, &[since.into()]).await?;
        let dropped = "select count(*) from outbox where closed_at >= $1 and sent_at is null";
        let dropped = self.count(dropped, &[since.into()]).await?;
        Ok(Counts { waiting, failing, sent, dropped })
    }

    async fn count(&self, sql: &'static str, params: &[crate::Value]) -> Result<i64, StoreError> {
        let count = self.store.reader().query_one(sql, params, |row| row.of("outbox").integer()).await?;
        Ok(count.expect("a count is one row"))
    }
}

fn channel(row: &mut Row<'_>) -> Result<Channel, StoreError> {
    Channel::from_stored(row.text()?).ok_or(unreadable("the channel"))
}

fn masked(outbound: &Outbound) -> String {
    match outbound {
        Outbound::Message(message) => message.to.masked(),
        Outbound::Webhook(call) => call.to.as_str().to_owned(),
        Outbound::Logout(call) => call.client.to_string(),
    }
}
