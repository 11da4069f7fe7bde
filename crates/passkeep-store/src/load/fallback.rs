//! The facts of signing in without a passkey. All of them are read for a handle that nobody has, too: nobody can tell by
//! the time it takes.

use passkeep_decision::hold::{Hold, HoldKind};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::sign_in::*;
use passkeep_decision::throttle::{Acquaintance, Factor, FailureKey};
use passkeep_decision::ticket::Purpose;

use super::passkeys::with_last_use;
use super::{Context, Load, Loading, flow_code, spent, tallies, who};
use crate::error::StoreError;
use crate::{Reader, read};

/// In the place of the account of a ticket that names none, which no step takes.
const NOBODY: AccountHandle = AccountHandle([0; 16]);

impl Load for StartFallback {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, FallbackFacts> {
        Box::pin(async move {
            let found = read::found(reader, &self.identifiers, self.device).await?;
            let Some(found) = found else {
                return Ok(FallbackFacts { account: NOBODY, epoch: 0, ways: None });
            };
            // Read where the account knows the browser and nowhere else: a stranger's wait would tell who has what.
            let ways = match found.device {
                Some(_) => Some(ways(reader, found.handle).await?),
                None => None,
            };
            Ok(FallbackFacts { account: found.handle, epoch: found.epoch.unwrap_or(0), ways })
        })
    }
}

/// What an account has beside passkeys.
pub(super) async fn ways(reader: &Reader<'_>, account: AccountHandle) -> Result<Ways, StoreError> {
    let contacts = read::contacts(reader, account).await?;
    Ok(Ways {
        password: read::password(reader, account).await?.is_some(),
        phone: contacts.iter().any(|contact| contact.address.kind() == "phone"),
    })
}

/// What it takes to ask: who that is, and how often it failed. Nothing more is read before something is
/// proved, for each row that somebody has and nobody hasn't takes its time, and so tells who is somebody.
pub(super) async fn asking_facts(
    reader: &Reader<'_>,
    knocking: &Knocking,
    factor: Factor,
) -> Result<FactorFacts, StoreError> {
    // A ticket of these steps names an account, if only one that nobody has.
    let handle = knocking.ticket.account.unwrap_or(NOBODY);
    let device = read::device(reader, handle, knocking.device).await?;
    let key = FailureKey { account: handle, factor, from: Acquaintance::of(device.as_ref()) };
    Ok(FactorFacts {
        account: read::account(reader, handle).await?,
        spent: spent(reader, &knocking.ticket).await?,
        who: who(reader, knocking.session.as_ref()).await?,
        contacts: vec![],
        failures: read::failures(reader, key).await?,
        device,
        password: None,
        passkeys: vec![],
        devices: vec![],
        pending: vec![],
        frozen_by_stranger_at: None,
        recovery: None,
        vetoes: vec![],
        identity: None,
    })
}

/// The same, and what a proof may lead to.
pub(super) async fn factor_facts(
    reader: &Reader<'_>,
    knocking: &Knocking,
    factor: Factor,
    context: Context<'_>,
) -> Result<FactorFacts, StoreError> {
    let asking = asking_facts(reader, knocking, factor).await?;
    let handle = knocking.ticket.account.unwrap_or(NOBODY);
    let pending = read::pending_approvals(reader, handle, context.moment.now).await?;
    // In a recovery it matters when a passkey was last used, and in nothing else here.
    let head_seq = asking.account.as_ref().map_or(0, |account| account.head.seq);
    let passkeys = match knocking.ticket.purpose {
        Purpose::Recover => with_last_use(reader, handle, head_seq).await?,
        _ => read::passkeys(reader, handle).await?,
    };
    let recovery = recovery(reader, handle).await?;
    let identity = match (knocking.ticket.purpose, &recovery) {
        (Purpose::Recover, Some(_)) => read::identity_proved(reader, handle).await?,
        _ => None,
    };
    let mut vetoes = read::vetoes(reader, handle).await?;
    vetoes.retain(|veto| veto.subject == HoldKind::Recovery.subject());
    Ok(FactorFacts {
        pending: pending.iter().map(|approval| approval.expires_at).collect(),
        contacts: read::contacts(reader, handle).await?,
        devices: read::devices(reader, handle).await?,
        password: read::password(reader, handle).await?,
        passkeys,
        frozen_by_stranger_at: read::stranger_freeze(reader, handle, factor).await?,
        recovery,
        vetoes,
        identity,
        ..asking
    })
}

/// An account's recovery that is open.
pub(super) async fn recovery(
    reader: &Reader<'_>,
    account: AccountHandle,
) -> Result<Option<Hold>, StoreError> {
    let holds = read::holds(reader, account).await?;
    Ok(holds.into_iter().find(|hold| hold.kind == HoldKind::Recovery))
}

impl Load for CountPassword {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, FactorFacts> {
        Box::pin(async move {
            let handle = self.0.ticket.account.unwrap_or(NOBODY);
            let password = read::password(reader, handle).await?;
            Ok(FactorFacts { password, ..asking_facts(reader, &self.0, Factor::Password).await? })
        })
    }
}

impl Load for FinishPassword {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, FactorFacts> {
        Box::pin(async move { factor_facts(reader, &self.knocking, Factor::Password, context).await })
    }
}

impl Load for ProveDevice {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, FactorFacts> {
        Box::pin(async move {
            let asking = asking_facts(reader, &self.knocking, Factor::Device).await?;
            match asking.device {
                Some(_) => factor_facts(reader, &self.knocking, Factor::Device, context).await,
                // A stranger is told nothing that could take its time.
                None => Ok(asking),
            }
        })
    }
}

impl Load for SendSignInCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, SendSignInCodeFacts> {
        Box::pin(async move {
            let ticket = &self.knocking.ticket;
            let code = match self.begins_flow() {
                true => None,
                false => flow_code(reader, ticket, None).await?,
            };
            let channel = code.as_ref().map_or(self.channel, |code| Channel::of(&code.address));
            let contacts = read::contacts(reader, ticket.account.unwrap_or(NOBODY)).await?;
            let asking = asking_facts(reader, &self.knocking, channel.factor()).await?;
            let factor = FactorFacts { contacts, ..asking };
            let contact = self.contact(&factor, channel, (context.policy, context.moment.now));
            let nobody = || nowhere(ticket.account.unwrap_or(NOBODY), channel);
            let address = contact.map_or_else(nobody, |contact| contact.address.clone());
            Ok(SendSignInCodeFacts {
                code,
                tallies: tallies(reader, (&address, ticket.account, ticket.flow), context).await?,
                factor,
            })
        })
    }
}

impl Load for CheckSignInCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, CheckSignInCodeFacts> {
        Box::pin(async move {
            let code = flow_code(reader, &self.knocking.ticket, Some(&self.code)).await?;
            let channel = code.as_ref().map_or(Channel::Phone, |code| Channel::of(&code.address));
            let factor = match code.as_ref().is_some_and(|code| code.fits) {
                true => factor_facts(reader, &self.knocking, channel.factor(), context).await?,
                false => asking_facts(reader, &self.knocking, channel.factor()).await?,
            };
            Ok(CheckSignInCodeFacts { factor, code })
        })
    }
}
