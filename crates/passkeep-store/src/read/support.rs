//! What support reads: proposals, notices, and the figures of its charts.

use passkeep_decision::account::UserId;
use passkeep_decision::id::{AccountHandle, ContactId, HoldId, MessageId, ProposalId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::support::{
    Proposal, ProposalState, ProposedAction, Reason, SentNotice, SupportSignature,
};
use passkeep_decision::ticket::BrowserHash;

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;

/// What was proposed about an account, the newest first.
pub async fn proposals(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<Proposal>, StoreError> {
    reader
        .query(
            "select id, action, hold, reason, proposer, browser_hash, proposed_at, expires_at, state, first_signature,
                    decider, second_signature, ended_at, began
             from support_proposal
             where account = $1
             order by proposed_at desc",
            &[account.into()],
            proposal_columns,
        )
        .await
}

/// What waits for a second, and about whose account, what ends first first.
pub async fn open_proposals(
    reader: &Reader<'_>,
    now: Timestamp,
) -> Result<Vec<(UserId, Proposal)>, StoreError> {
    reader
        .query(
            "select a.user_id, p.id, p.action, p.hold, p.reason, p.proposer, p.browser_hash, p.proposed_at, p.expires_at,
                    p.state, p.first_signature, p.decider, p.second_signature, p.ended_at, p.began
             from support_proposal p
             join account a on a.handle = p.account
             where p.state = 'open' and p.expires_at > $1
             order by p.expires_at
             limit 100",
            &[now.into()],
            |row| {
                let number = row.of("account").integer()?;
                let user_id = u32::try_from(number).ok().and_then(UserId::from_number);
                let user_id = user_id.ok_or(StoreError::unreadable("account", "the user ID"))?;
                Ok((user_id, proposal_columns(row)?))
            },
        )
        .await
}

/// The newest recovery that two of the staff began.
pub async fn identity_proved(
    reader: &Reader<'_>,
    account: AccountHandle,
) -> Result<Option<HoldId>, StoreError> {
    let rows = reader
        .query(
            "select began from support_proposal
             where account = $1 and state = 'done' and began is not null
             order by ended_at desc
             limit 1",
            &[account.into()],
            |row| row.of("support_proposal").array().map(HoldId),
        )
        .await?;
    Ok(rows.into_iter().next())
}

fn proposal_columns(row: &mut Row<'_>) -> Result<Proposal, StoreError> {
    let unreadable = |name| StoreError::unreadable("support_proposal", name);
    row.of("support_proposal");
    let id = ProposalId(row.array()?);
    let action = ProposedAction::parse(row.text()?).ok_or(unreadable("the action"))?;
    let hold = row.optional_array()?.map(HoldId);
    let reason = Reason::parse(row.text()?).map_err(|_| unreadable("the reason"))?;
    let proposer = AccountHandle(row.array()?);
    let browser = BrowserHash(row.array()?);
    let (proposed_at, expires_at) = (Timestamp(row.integer()?), Timestamp(row.integer()?));
    let state = ProposalState::parse(row.text()?).ok_or(unreadable("the state"))?;
    let first = signature(row.text()?)?;
    let decider = row.optional_array()?.map(AccountHandle);
    let second = match row.optional_text()? {
        Some(text) => Some(signature(text)?),
        None => None,
    };
    let ended_at = row.optional_time()?;
    let began = row.optional_array()?.map(HoldId);
    Ok(Proposal {
        id,
        action,
        hold,
        reason,
        proposer,
        browser,
        proposed_at,
        expires_at,
        state,
        first,
        second: decider.zip(second),
        ended_at,
        began,
    })
}

fn signature(text: &str) -> Result<SupportSignature, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::unreadable("support_proposal", "a signature"))
}

/// As many notices as are shown.
const NOTICES_SHOWN: i64 = 50;

/// An account's messages of late, the newest first: never what they say.
pub async fn notices(reader: &Reader<'_>, account: AccountHandle) -> Result<Vec<SentNotice>, StoreError> {
    reader
        .query(
            "select id, kind, channel, contact, caused_at, sent_at, closed_at, failure
             from outbox
             where account = $1 and channel in ('phone', 'email')
             order by caused_at desc, id
             limit $2",
            &[account.into(), NOTICES_SHOWN.into()],
            |row| {
                row.of("outbox");
                Ok(SentNotice {
                    id: MessageId(row.array()?),
                    kind: row.optional_text()?.map(str::to_owned),
                    channel: row.text()?.to_owned(),
                    contact: row.optional_array()?.map(ContactId),
                    caused_at: Timestamp(row.integer()?),
                    sent_at: row.optional_time()?,
                    closed_at: row.optional_time()?,
                    failure: row.optional_text()?.map(str::to_owned),
                })
            },
        )
        .await
}
