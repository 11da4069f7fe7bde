//! An account's history, its check, and what it tells of passkeys' use.

use passkeep_decision::account::Head;
use passkeep_decision::device::Client;
use passkeep_decision::event::{EventKind, PersonalData, StoredEvent};
use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::LastUse;

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// An event as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvent {
    /// The account.
    pub account: AccountHandle,
    /// Its place.
    pub seq: i64,
    /// The hash before.
    pub previous: [u8; 32],
    /// When.
    pub at: Timestamp,
    /// The kind's name.
    pub kind: String,
    /// The actor's name.
    pub actor: String,
    /// The stored bytes: JSON.
    pub bytes: Vec<u8>,
    /// Personal data, unless there was none or it was erased.
    pub personal: Option<PersonalData>,
    /// The hash that was stored with it.
    pub hash: [u8; 32],
}

/// An account's events from the first on.
pub async fn events(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<KeptEvent>, StoreError> {
    reader
        .query(
            "select e.seq, e.previous, e.happened_at, e.kind, e.actor, e.bytes, e.hash, p.salt, p.bytes
             from event e
             left join event_personal_data p on p.account = e.account and p.seq = e.seq
             where e.account = $1
             order by e.seq",
            &[account.into()],
            |row| event_columns(row, account),
        )
        .await
}

/// The kinds and times of an account's events after a place, oldest first.
pub async fn newest_events(
    reader: &Reader<'_>,
    account: AccountHandle,
    after_seq: i64,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    reader
        .query(
            "select kind, happened_at from event where account = $1 and seq > $2 order by seq",
            &[account.into(), after_seq.into()],
            |row| {
                row.of("event");
                Ok((row.text()?.to_owned(), Timestamp(row.integer()?)))
            },
        )
        .await
}

/// The newest of an account's events before a place, newest first, `limit` at most.
pub async fn events_before(
    reader: &Reader<'_>,
    account: AccountHandle,
    before_seq: i64,
    limit: i64,
) -> Result<Vec<KeptEvent>, StoreError> {
    reader
        .query(
            "select e.seq, e.previous, e.happened_at, e.kind, e.actor, e.bytes, e.hash, p.salt, p.bytes
             from event e
             left join event_personal_data p on p.account = e.account and p.seq = e.seq
             where e.account = $1 and e.seq < $2
             order by e.seq desc
             limit $3",
            &[account.into(), before_seq.into(), limit.into()],
            |row| event_columns(row, account),
        )
        .await
}

/// The columns as `events` lists them.
fn event_columns(row: &mut Row<'_>, account: AccountHandle) -> Result<KeptEvent, StoreError> {
    row.of("event");
    Ok(KeptEvent {
        account,
        seq: row.integer()?,
        previous: row.array()?,
        at: Timestamp(row.integer()?),
        kind: row.text()?.to_owned(),
        actor: row.text()?.to_owned(),
        bytes: row.bytes()?.to_owned(),
        hash: row.array()?,
        personal: {
            let salt = row.optional_array()?;
            let bytes = row.optional_bytes()?;
            salt.zip(bytes).map(|(salt, bytes)| PersonalData { salt, bytes: bytes.to_owned() })
        },
    })
}

/// Where a chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// An event is missing, or there is one too many.
    #[error("event {expected} is missing")]
    Missing {
        /// The place that should come next.
        expected: i64,
    },
    /// An event does not follow the one before it.
    #[error("event {seq} does not follow the one before")]
    PreviousDiffers {
        /// Its place.
        seq: i64,
    },
    /// An event is not as it was when it was hashed.
    #[error("event {seq} is not as it was hashed")]
    HashDiffers {
        /// Its place.
        seq: i64,
    },
    /// The personal data beside an event is not what the event was hashed with.
    #[error("the personal data of event {seq} is not as it was hashed")]
    PersonalDataDiffers {
        /// Its place.
        seq: i64,
    },
}

/// Walks a chain from its first event; gives its head. Erased personal data breaks nothing.
pub fn verify_chain(events: &[KeptEvent], issuer: &str) -> Result<Head, ChainFault> {
    let mut head = Head::START;
    for event in events {
        let seq = event.seq;
        if seq != head.seq + 1 {
            return Err(ChainFault::Missing { expected: head.seq + 1 });
        }
        if event.previous != head.hash {
            return Err(ChainFault::PreviousDiffers { seq });
        }
        if event.as_stored().hash(issuer) != event.hash {
            return Err(ChainFault::HashDiffers { seq });
        }
        if event.personal.as_ref().is_some_and(|data| !event.names(data)) {
            return Err(ChainFault::PersonalDataDiffers { seq });
        }
        head = Head { seq, hash: event.hash };
    }
    Ok(head)
}

impl KeptEvent {
    fn as_stored(&self) -> StoredEvent<'_> {
        StoredEvent {
            account: self.account,
            seq: self.seq,
            previous: self.previous,
            at: self.at,
            kind: &self.kind,
            actor: self.actor.clone(),
            bytes: &self.bytes,
        }
    }

    // The hash of the data stands in the event's bytes as `pii`.
    fn names(&self, data: &PersonalData) -> bool {
        use base64::Engine;
        let expected = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(data.hash());
        let details: Option<serde_json::Value> = serde_json::from_slice(&self.bytes).ok();
        details.is_some_and(|details| details["pii"] == expected.as_str())
    }
}

/// What an event tells of a passkey's use.
#[derive(serde::Deserialize)]
struct UseDetails {
    passkey: String,
    client: Client,
    #[serde(default)]
    device: Option<String>,
}

/// Which passkeys were used in these events, the newest first.
pub async fn uses(
    reader: &Reader<'_>,
    account: AccountHandle,
    seqs: std::ops::Range<i64>,
) -> Result<Vec<(PasskeyId, LastUse)>, StoreError> {
    let found = uses_on(reader, account, seqs).await?;
    Ok(found.into_iter().map(|(passkey, used, _)| (passkey, used)).collect())
}

/// The same, each with the remembered browser that it was used in.
pub async fn uses_on(
    reader: &Reader<'_>,
    account: AccountHandle,
    seqs: std::ops::Range<i64>,
) -> Result<Vec<(PasskeyId, LastUse, Option<DeviceId>)>, StoreError> {
    let found = reader
        .query(
            "select seq, happened_at, bytes
             from event
             where account = $1 and seq >= $2 and seq < $3
               and kind in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             order by seq desc",
            &[
                account.into(),
                seqs.start.into(),
                seqs.end.into(),
                EventKind::SignedIn.as_str().into(),
                EventKind::GrantGiven.as_str().into(),
                EventKind::PasskeyRemoved.as_str().into(),
                EventKind::ApprovalRequested.as_str().into(),
                EventKind::ApprovalGiven.as_str().into(),
                EventKind::HoldStarted.as_str().into(),
                EventKind::HoldOpposed.as_str().into(),
                EventKind::HoldDisputed.as_str().into(),
                EventKind::HoldUpheld.as_str().into(),
                EventKind::HoldStopped.as_str().into(),
            ],
            |row| {
                row.of("event");
                let (seq, at) = (row.integer()?, Timestamp(row.integer()?));
                // An event without these details tells of no use.
                let details: Option<UseDetails> = serde_json::from_slice(row.bytes()?).ok();
                Ok(details.and_then(|UseDetails { passkey, client, device }| {
                    let device = device.and_then(|device| DeviceId::parse(&device));
                    Some((PasskeyId::parse(&passkey)?, LastUse { seq, at, client }, device))
                }))
            },
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}
