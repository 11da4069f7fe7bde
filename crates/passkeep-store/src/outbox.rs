//! Messages that wait: put there by the commit that causes them, and leased to whoever sends them.
//!
//! A lease is a time until which nobody else tries, compared and set on the message's own row. Bodies are sealed, and
//! erased once the message is done.

mod body;

use passkeep_decision::id::{AccountHandle, MessageId};
use passkeep_decision::message::Message;
use passkeep_decision::moment::Timestamp;

use crate::error::StoreError;
use crate::keys::Keys;
use crate::statement::Statement;
use crate::store::Store;

/// The outbox of a store.
#[derive(Clone, Copy)]
pub struct Outbox<'a> {
    store: &'a Store,
}

/// A message, leased.
#[derive(Clone, Debug)]
pub struct Leased {
    /// Whose.
    pub account: AccountHandle,
    /// The message.
    pub message: Message,
    /// How often it was tried before.
    pub attempts: i64,
    /// Until when nobody else tries.
    pub leased_until: Timestamp,
}

struct Due {
    account: AccountHandle,
    id: MessageId,
    due_at: i64,
    attempts: i64,
    message: Result<Message, StoreError>,
}

impl Store {
    /// The outbox.
    pub const fn outbox(&self) -> Outbox<'_> {
        Outbox { store: self }
    }
}

impl Outbox<'_> {
    /// Waits until this node has put a message into the outbox since the last wait. Another node's messages are seen
    /// by asking now and then.
    pub async fn changed(&self) {
        self.store.outbox_changed().notified().await;
    }

    /// When the next message is due.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let due = self
            .store
            .reader()
            .query_one(
                "select due_at from outbox where due_at is not null order by due_at limit 1",
                &[],
                |row| row.of("outbox").integer(),
            )
            .await?;
        Ok(due.map(Timestamp))
    }

    /// Leases messages that are due: at most `limit`, each to one caller alone.
    pub async fn lease_due(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> Result<Vec<Leased>, StoreError> {
        let mut leased = Vec::new();
        for due in self.due(now, limit).await? {
            let Due { account, id, due_at, attempts, message } = due;
            let lease = Statement::new(
                "update outbox set due_at = $4, attempts = attempts + 1
                 where account = $1 and id = $2 and due_at = $3",
                [account.into(), id.into(), due_at.into(), lease_until.into()],
            );
            if self.store.write(vec![lease]).await? != [1] {
                continue;
            }
            match message {
                Ok(message) => leased.push(Leased { account, message, attempts, leased_until: lease_until }),
                Err(error) => {
                    tracing::error!(%error, message = %id, "a message can't be read and is dropped");
                    self.close(account, id, now, "the body can't be read").await?;
                }
            }
        }
        Ok(leased)
    }

    /// The message was sent: its body is erased, and when it was sent is kept.
    pub async fn sent(&self, leased: &Leased, now: Timestamp) -> Result<(), StoreError> {
        let done = Statement::new(
            "update outbox set body = null, due_at = null, failure = null, sent_at = $3, closed_at = $3
             where account = $1 and id = $2",
            [leased.account.into(), leased.message.id.into(), now.into()],
        );
        self.store.write(vec![done]).await.map(drop)
    }

    /// Sending failed: it is tried again at `next_at`, unless somebody else has leased it meanwhile.
    pub async fn failed(&self, leased: &Leased, next_at: Timestamp, reason: &str) -> Result<(), StoreError> {
        let again = Statement::new(
            "update outbox set due_at = $4, failure = $5 where account = $1 and id = $2 and due_at = $3",
            [
                leased.account.into(),
                leased.message.id.into(),
                leased.leased_until.into(),
                next_at.into(),
                reason.into(),
            ],
        );
        self.store.write(vec![again]).await.map(drop)
    }

    /// The message is worth nothing any more: its body is erased, and why it was not sent is kept.
    pub async fn dropped(&self, leased: &Leased, now: Timestamp, reason: &str) -> Result<(), StoreError> {
        self.close(leased.account, leased.message.id, now, reason).await
    }

    async fn close(
        &self,
        account: AccountHandle,
        id: MessageId,
        now: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        let done = Statement::new(
            "update outbox set body = null, due_at = null, failure = $4, closed_at = $3
             where account = $1 and id = $2",
            [account.into(), id.into(), now.into(), reason.into()],
        );
        self.store.write(vec![done]).await.map(drop)
    }

    async fn due(&self, now: Timestamp, limit: i64) -> Result<Vec<Due>, StoreError> {
        let keys = self.store.keys();
        self.store
            .reader()
            .query(
                "select account, id, due_at, attempts, body from outbox where due_at <= $1 order by due_at limit $2",
                &[now.into(), limit.into()],
                |row| {
                    row.of("outbox");
                    let (account, id) = (AccountHandle(row.array()?), MessageId(row.array()?));
                    let (due_at, attempts) = (row.integer()?, row.integer()?);
                    let message = row.bytes().and_then(|sealed| body::open(keys, account, id, sealed));
                    Ok(Due { account, id, due_at, attempts, message })
                },
            )
            .await
    }
}

/// Puts a message into the outbox: due at once.
pub(crate) fn put(account: AccountHandle, message: &Message, keys: &Keys) -> Statement {
    Statement::new(
        "insert into outbox (account, id, body, caused_at, expires_at, due_at, attempts)
         values ($1, $2, $3, $4, $5, $4, 0)",
        [
            account.into(),
            message.id.into(),
            body::seal(keys, account, message).into(),
            message.at.into(),
            message.expires_at.into(),
        ],
    )
}
