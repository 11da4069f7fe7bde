//! The facts of the support desk. Nothing of an account is read for whoever has no role.

use passkeep_decision::account::UserId;
use passkeep_decision::code::{Tally, TallyScope};
use passkeep_decision::contact::Identifier;
use passkeep_decision::diagnosis::{ATTEMPT_KEPT_SECONDS, AccountSigns};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::session::{SessionFacts, SessionKey};
use passkeep_decision::support::*;
use passkeep_decision::ticket::Ticket;

use super::history::recorded;
use super::passkeys::with_last_use;
use super::{Context, Load, Loading, contacts_of, passkeys_of, spent, who};
use crate::error::StoreError;
use crate::{Reader, read};

/// As many events as a look shows; among them stand the looks and messages of the last hour.
const EVENTS_READ: i64 = 100;

impl Load for EnterSupport {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, EnterFacts> {
        Box::pin(async move {
            let who = staff(reader, self.session.as_ref(), context).await?;
            let proposals = match &who {
                Some(_) => read::open_proposals(reader, context.moment.now).await?,
                None => vec![],
            };
            Ok(EnterFacts { who, proposals })
        })
    }
}

impl Load for LookAt {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, LookFacts> {
        Box::pin(async move {
            let window = looks_window(context.moment.now);
            let Some(who) = staff(reader, self.session.as_ref(), context).await? else {
                let looks = Tally { window_start: window, sent: 0 };
                return Ok(LookFacts { who: None, looks, found: None, attempt: None });
            };
            let looks = read::tally(reader, &TallyScope::Looks(who.account.handle), window).await?;
            let mut found = None;
            let mut attempt = None;
            match &self.whom {
                Whom::Identifiers(identifiers) => {
                    for identifier in identifiers {
                        if let Some((account, _)) = read::owner(reader, identifier).await? {
                            found = Some((found_by(identifier), account));
                            break;
                        }
                    }
                }
                Whom::Reference(reference) => {
                    let since = context.moment.now.plus_seconds(-ATTEMPT_KEPT_SECONDS);
                    attempt = read::attempt(reader, *reference).await?.filter(|kept| kept.at >= since);
                    let of = attempt.as_ref().and_then(|attempt| attempt.account);
                    found = of.map(|(account, _)| (FoundBy::Reference, account));
                }
            }
            let found = match found {
                Some((by, account)) => seen(reader, account, context).await?.map(|seen| (by, Box::new(seen))),
                None => None,
            };
            Ok(LookFacts { who: Some(who), looks, found, attempt })
        })
    }
}

impl Load for ActAlone {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AloneFacts> {
        Box::pin(async move {
            let who = staff(reader, self.session.as_ref(), context).await?;
            let concerned = concerned(reader, who.as_ref(), self.account).await?;
            Ok(AloneFacts { who, concerned })
        })
    }
}

impl Load for StartPropose {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ProposeFacts> {
        Box::pin(async move {
            let of = (self.session.as_ref(), self.account);
            propose_facts(reader, of, None, context).await
        })
    }
}

impl Load for Propose {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ProposeFacts> {
        Box::pin(async move {
            let of = (self.session.as_ref(), self.account);
            propose_facts(reader, of, Some(&self.ticket), context).await
        })
    }
}

impl Load for StartDecide {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, DecideFacts> {
        Box::pin(async move {
            let of = (self.session.as_ref(), self.account);
            decide_facts(reader, of, (self.proposal, None), context).await
        })
    }
}

impl Load for Decide {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, DecideFacts> {
        Box::pin(async move {
            let of = (self.session.as_ref(), self.account);
            decide_facts(reader, of, (self.proposal, Some(&self.ticket)), context).await
        })
    }
}

impl Load for Withdraw {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, DecideFacts> {
        Box::pin(async move {
            let of = (self.session.as_ref(), self.account);
            decide_facts(reader, of, (self.proposal, None), context).await
        })
    }
}

/// Who asks, where the operator has given them a role.
async fn staff(
    reader: &Reader<'_>,
    session: Option<&SessionKey>,
    context: Context<'_>,
) -> Result<Option<SessionFacts>, StoreError> {
    let who = who(reader, session).await?;
    Ok(who.filter(|who| context.policy.support.role_of(who.account.user_id).is_some()))
}

const fn found_by(identifier: &Identifier) -> FoundBy {
    use passkeep_decision::contact::Address;
    match identifier {
        Identifier::UserId(_) => FoundBy::UserId,
        Identifier::Address(Address::Phone(_)) => FoundBy::Phone,
        Identifier::Address(Address::Email(_)) => FoundBy::Email,
    }
}

async fn seen(
    reader: &Reader<'_>,
    account: AccountHandle,
    context: Context<'_>,
) -> Result<Option<Seen>, StoreError> {
    let now = context.moment.now;
    let Some(mut of) = read_concerned(reader, account).await? else { return Ok(None) };
    of.passkeys = with_last_use(reader, account, of.account.head.seq).await?;
    let since = now.plus_seconds(-ATTEMPT_KEPT_SECONDS);
    let tombstones = read::tombstones(reader, account, Timestamp(0)).await?;
    let removed = tombstones.iter().map(|left| left.removed_at).filter(|at| *at >= since).max();
    let mut sessions = read::sessions(reader, account, now).await?;
    sessions.retain(|session| session.epoch == of.account.state.epoch);
    Ok(Some(Seen {
        signs: AccountSigns::of(&of.passkeys, (None, None), removed),
        sessions,
        notices: read::notices(reader, account).await?,
        attempts: read::attempts_of(reader, account, since).await?,
        password_at: read::password(reader, account).await?.map(|password| password.set_at),
        recovery_codes: read::recovery_codes(reader, account).await?.map_or(0, |set| set.left),
        tombstones,
        of,
    }))
}

async fn concerned(
    reader: &Reader<'_>,
    who: Option<&SessionFacts>,
    user_id: UserId,
) -> Result<Option<Concerned>, StoreError> {
    if who.is_none() {
        return Ok(None);
    }
    match read::owner(reader, &Identifier::UserId(user_id)).await? {
        Some((account, _)) => read_concerned(reader, account).await,
        None => Ok(None),
    }
}

async fn read_concerned(reader: &Reader<'_>, handle: AccountHandle) -> Result<Option<Concerned>, StoreError> {
    let Some(account) = read::account(reader, handle).await? else { return Ok(None) };
    let events = read::events_before(reader, handle, i64::MAX, EVENTS_READ).await?;
    Ok(Some(Concerned {
        account,
        passkeys: read::passkeys(reader, handle).await?,
        contacts: read::contacts(reader, handle).await?,
        devices: read::devices(reader, handle).await?,
        holds: read::holds(reader, handle).await?,
        proposals: read::proposals(reader, handle).await?,
        events: events.into_iter().map(recorded).collect(),
    }))
}

async fn propose_facts(
    reader: &Reader<'_>,
    (session, account): (Option<&SessionKey>, UserId),
    ticket: Option<&Ticket>,
    context: Context<'_>,
) -> Result<ProposeFacts, StoreError> {
    let who = staff(reader, session, context).await?;
    Ok(ProposeFacts {
        spent: match ticket {
            Some(ticket) => spent(reader, ticket).await?,
            None => false,
        },
        own: passkeys_of(reader, who.as_ref()).await?,
        concerned: concerned(reader, who.as_ref(), account).await?,
        who,
    })
}

async fn decide_facts(
    reader: &Reader<'_>,
    (session, account): (Option<&SessionKey>, UserId),
    (proposal, ticket): (passkeep_decision::id::ProposalId, Option<&Ticket>),
    context: Context<'_>,
) -> Result<DecideFacts, StoreError> {
    let ProposeFacts { who, spent, own, concerned } =
        propose_facts(reader, (session, account), ticket, context).await?;
    let found = concerned.as_ref().and_then(|of| of.proposals.iter().find(|found| found.id == proposal));
    let proposer = match found {
        Some(proposal) => match read::account(reader, proposal.proposer).await? {
            Some(account) => Some(Proposer {
                contacts: read::contacts(reader, account.handle).await?,
                devices: read::devices(reader, account.handle).await?,
                account,
            }),
            None => None,
        },
        None => None,
    };
    Ok(DecideFacts {
        own_contacts: contacts_of(reader, who.as_ref()).await?,
        who,
        spent,
        own,
        concerned,
        proposer,
    })
}
