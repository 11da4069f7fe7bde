//! Messages to people and calls of webhooks that wait: put there by the commit that causes them, and leased to whoever
//! sends them. A call is a message too, wherever it makes no difference.
//!
//! A lease is a time until which nobody else tries, compared and set on the message's own row. Bodies are sealed, and
//! erased once the message is done.

mod body;
mod call;
mod channel;
mod logout;
mod report;

use passkeep_decision::id::{AccountHandle, ContactId, MessageId};
use passkeep_decision::message::Message;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::oidc::LogoutCall;
use passkeep_decision::webhook::{CallOrder, WebhookCall};
use serde::Deserialize;
use tokio::sync::watch;

use crate::error::StoreError;
use crate::keys::Keys;
use crate::statement::Statement;
use crate::store::Store;

pub use channel::Channel;
pub use report::{Closed, Counts, Outcome, Waiting};

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
    /// What goes out.
    pub outbound: Outbound,
    /// How often it was tried before.
    pub attempts: i64,
    /// Until when nobody else tries.
    pub leased_until: Timestamp,
}

/// What goes out.
#[derive(Clone, Debug)]
pub enum Outbound {
    /// A message to a person.
    Message(Message),
    /// A call of a webhook.
    Webhook(WebhookCall),
    /// A call to an app: a session has ended.
    Logout(LogoutCall),
}

impl Outbound {
    /// Its id.
    pub const fn id(&self) -> MessageId {
        match self {
            Self::Message(message) => message.id,
            Self::Webhook(call) => call.id,
            Self::Logout(call) => call.id,
        }
    }

    /// Whether it is never to be sent.
    pub fn is_for_nobody(&self) -> bool {
        matches!(self, Self::Message(message) if message.is_for_nobody())
    }

    /// After this it is worth nothing and is dropped.
    pub const fn expires_at(&self) -> Timestamp {
        match self {
            Self::Message(message) => message.expires_at,
            Self::Webhook(call) => call.expires_at,
            Self::Logout(call) => call.expires_at,
        }
    }

    /// How it goes.
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Message(message) => Channel::of(&message.to),
            Self::Webhook(_) => Channel::Webhook,
            Self::Logout(_) => Channel::Logout,
        }
    }
}

struct Due {
    account: AccountHandle,
    id: MessageId,
    due_at: i64,
    attempts: i64,
    outbound: Result<Outbound, StoreError>,
}

impl Store {
    /// The outbox.
    pub const fn outbox(&self) -> Outbox<'_> {
        Outbox { store: self }
    }
}

impl Outbox<'_> {
    /// Tells whoever waits for it that this node has put a message into the outbox since. Another node's messages are
    /// seen by asking now and then.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.store.outbox_changes()
    }

    /// When the next message is due, by any channel.
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

    /// When the next message by this channel is due.
    pub async fn next_due_by(&self, channel: Channel) -> Result<Option<Timestamp>, StoreError> {
        let due = self
            .store
            .reader()
            .query_one(
                "select due_at from outbox
                 where channel = $1 and due_at is not null
                   and (line is null
                        or not exists (select b.id from outbox b
                                       where b.account = outbox.account and b.line = outbox.line
                                         and b.place < outbox.place and b.due_at is not null))
                 order by due_at limit 1",
                &[channel.as_str().into()],
                |row| row.of("outbox").integer(),
            )
            .await?;
        Ok(due.map(Timestamp))
    }

    /// Leases messages by this channel that are due: at most `limit`, each to one caller alone.
    pub async fn lease_due(
        &self,
        channel: Channel,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> Result<Vec<Leased>, StoreError> {
        let mut leased = Vec::new();
        for due in self.due(channel, now, limit).await? {
            let Due { account, id, due_at, attempts, outbound } = due;
            let lease = Statement::new(
                "update outbox set due_at = $4, attempts = attempts + 1
                 where account = $1 and id = $2 and due_at = $3",
                [account.into(), id.into(), due_at.into(), lease_until.into()],
            );
            if self.store.write(vec![lease]).await? != [1] {
                continue;
            }
            match outbound {
                Ok(outbound) => {
                    leased.push(Leased { account, outbound, attempts, leased_until: lease_until })
                }
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
            [leased.account.into(), leased.outbound.id().into(), now.into()],
        );
        self.store.write(vec![done]).await.map(drop)
    }

    /// Sending failed: it is tried again at `next_at`, unless somebody else has leased it meanwhile.
    pub async fn failed(&self, leased: &Leased, next_at: Timestamp, reason: &str) -> Result<(), StoreError> {
        let again = Statement::new(
            "update outbox set due_at = $4, failure = $5 where account = $1 and id = $2 and due_at = $3",
            [
                leased.account.into(),
                leased.outbound.id().into(),
                leased.leased_until.into(),
                next_at.into(),
                reason.into(),
            ],
        );
        self.store.write(vec![again]).await.map(drop)
    }

    /// The message is worth nothing any more: its body is erased, and why it was not sent is kept.
    pub async fn dropped(&self, leased: &Leased, now: Timestamp, reason: &str) -> Result<(), StoreError> {
        self.close(leased.account, leased.outbound.id(), now, reason).await
    }

    /// The message was for nobody: it is forgotten, so that nothing gathers of it.
    pub async fn forgotten(&self, leased: &Leased) -> Result<(), StoreError> {
        let done = Statement::new(
            "delete from outbox where account = $1 and id = $2",
            [leased.account.into(), leased.outbound.id().into()],
        );
        self.store.write(vec![done]).await.map(drop)
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

    async fn due(&self, channel: Channel, now: Timestamp, limit: i64) -> Result<Vec<Due>, StoreError> {
        let keys = self.store.keys();
        self.store
            .reader()
            .query(
                "select account, id, due_at, attempts, body
                 from outbox
                 where channel = $1 and due_at <= $2
                   and (line is null
                        or not exists (select b.id from outbox b
                                       where b.account = outbox.account and b.line = outbox.line
                                         and b.place < outbox.place and b.due_at is not null))
                 order by due_at limit $3",
                &[channel.as_str().into(), now.into(), limit.into()],
                |row| {
                    row.of("outbox");
                    let (account, id) = (AccountHandle(row.array()?), MessageId(row.array()?));
                    let (due_at, attempts) = (row.integer()?, row.integer()?);
                    let outbound = row.bytes().and_then(|sealed| open(keys, account, id, sealed));
                    Ok(Due { account, id, due_at, attempts, outbound })
                },
            )
            .await
    }
}

/// Puts a message into the outbox: due at once.
pub(crate) fn put_message(account: AccountHandle, message: &Message, keys: &Keys) -> Statement {
    let body = keys.seal_body(account, message.id, &body::to_json(message));
    put(
        account,
        message.id,
        Sealed {
            body,
            channel: Channel::of(&message.to),
            kind: Some(message.kind.as_str()),
            contact: Some(message.to.id_in(account)),
        },
        (message.at, message.expires_at),
        None,
    )
}

/// Puts a webhook's call into the outbox: due at once.
pub(crate) fn put_call(account: AccountHandle, call: &WebhookCall, keys: &Keys) -> Statement {
    let body = keys.seal_body(account, call.id, &call::to_json(call));
    let sealed = Sealed { body, channel: Channel::Webhook, kind: None, contact: None };
    put(account, call.id, sealed, (call.at, call.expires_at), call.order)
}

/// Puts a call to an app into the outbox: due at once.
pub(crate) fn put_logout(call: &LogoutCall, keys: &Keys) -> Statement {
    let body = keys.seal_body(call.account, call.id, &logout::to_json(call));
    let sealed = Sealed { body, channel: Channel::Logout, kind: None, contact: None };
    put(call.account, call.id, sealed, (call.at, call.expires_at), None)
}

struct Sealed {
    body: Vec<u8>,
    channel: Channel,
    /// What kind of message it is, and to which address of the account it goes, as a hash: for support.
    kind: Option<&'static str>,
    contact: Option<ContactId>,
}

fn put(
    account: AccountHandle,
    id: MessageId,
    sealed: Sealed,
    (caused_at, expires_at): (Timestamp, Timestamp),
    order: Option<CallOrder>,
) -> Statement {
    Statement::new(
        "insert into outbox
           (account, id, body, channel, caused_at, expires_at, due_at, attempts, line, place, kind, contact)
         values ($1, $2, $3, $4, $5, $6, $5, 0, $7, $8, $9, $10)",
        [
            account.into(),
            id.into(),
            sealed.body.into(),
            sealed.channel.as_str().into(),
            caused_at.into(),
            expires_at.into(),
            order.map(|order| order.line).into(),
            order.map(|order| order.place).into(),
            sealed.kind.into(),
            sealed.contact.into(),
        ],
    )
}

/// The one thing that every body has.
#[derive(Deserialize)]
struct Addressed {
    to_kind: String,
}

fn open(keys: &Keys, account: AccountHandle, id: MessageId, sealed: &[u8]) -> Result<Outbound, StoreError> {
    let json = keys.open_body(account, id, sealed)?;
    let addressed: Addressed = serde_json::from_slice(&json).map_err(|_| unreadable("the body"))?;
    if addressed.to_kind == Channel::Webhook.as_str() {
        return call::of_json(id, &json).map(Outbound::Webhook);
    }
    if addressed.to_kind == Channel::Logout.as_str() {
        return logout::of_json(account, id, &json).map(Outbound::Logout);
    }
    body::of_json(id, &json).map(Outbound::Message)
}

fn unreadable(what: &'static str) -> StoreError {
    StoreError::unreadable("outbox", what)
}
