//! The facts of what waits.

use passkeep_decision::confirmations::Confirmation;
use passkeep_decision::contact::{Address, Identifier};
use passkeep_decision::hold::{Hold, HoldKind};
use passkeep_decision::holds::*;
use passkeep_decision::id::{AccountHandle, ConfirmationId, HoldId};

use super::{Context, Load, Loading, holds_of, passkeys_of, spent_of, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for ListHolds {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ListHoldsFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(ListHoldsFacts {
                holds: holds_of(reader, who.as_ref()).await?,
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                who,
            })
        })
    }
}

impl Load for StartStop {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StartStopFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(StartStopFacts { holds: holds_of(reader, who.as_ref()).await?, who })
        })
    }
}

impl Load for StopHold {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StopHoldFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let named = match &self.response.user_handle {
                Some(handle) => handle.as_slice().try_into().ok().map(AccountHandle),
                None => read::account_by_credential(reader, &self.response.id).await?,
            };
            let account = match named {
                Some(account) => read::account(reader, account).await?,
                None => None,
            };
            let Some(account) = account else {
                return Ok(StopHoldFacts { who, spent: false, stopper: None });
            };
            let handle = account.handle;
            // Spent by whose passkey answers: that account's list holds the spend.
            let spent = spent_of(reader, handle, &self.ticket).await?;
            let mut holds = read::holds(reader, handle).await?;
            if let Some(id) =
                self.ticket.about.map(HoldId).filter(|id| holds.iter().all(|hold| hold.id != *id))
            {
                holds.extend(read::hold(reader, handle, id).await?);
            }
            let stopper = Stopper {
                account,
                passkeys: read::passkeys(reader, handle).await?,
                holds,
                vetoes: read::vetoes(reader, handle).await?,
                contacts: read::contacts(reader, handle).await?,
            };
            Ok(StopHoldFacts { who, spent, stopper: Some(stopper) })
        })
    }
}

impl Load for StopByLink {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StopByLinkFacts> {
        Box::pin(async move {
            let handle = self.token.account;
            let account = read::account(reader, handle).await?;
            let link = read::hold_link(reader, handle, self.token.id()).await?;
            let hold = match &link {
                Some(link) => read::hold(reader, handle, link.hold).await?,
                None => None,
            };
            let mut vetoes = read::vetoes(reader, handle).await?;
            vetoes.retain(|veto| hold.as_ref().is_some_and(|hold| hold.kind.subject() == veto.subject));
            Ok(StopByLinkFacts {
                account,
                link,
                hold,
                vetoes,
                passkeys: read::passkeys(reader, handle).await?,
                contacts: read::contacts(reader, handle).await?,
            })
        })
    }
}

impl Load for AdvanceHold {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AdvanceHoldFacts> {
        Box::pin(async move {
            let hold = read::hold(reader, self.account, self.hold).await?;
            let taken = match comes(hold.as_ref()) {
                Some(address) => read::owner(reader, &Identifier::Address(address.clone())).await?.is_some(),
                None => false,
            };
            let confirmation = match hold.as_ref().map(|hold| &hold.kind) {
                Some(HoldKind::ConfirmAction { confirmation, .. }) => {
                    waiting(reader, (self.account, *confirmation), context).await?
                }
                _ => None,
            };
            let passwords = match hold.as_ref().map(|hold| &hold.kind) {
                Some(HoldKind::ChangePassword) => HeldPasswords {
                    held: read::held_password(reader, self.account, self.hold).await?,
                    stands: read::password(reader, self.account).await?,
                },
                _ => HeldPasswords::default(),
            };
            Ok(AdvanceHoldFacts {
                confirmation,
                passwords,
                account: read::account(reader, self.account).await?,
                passkeys: read::passkeys(reader, self.account).await?,
                contacts: read::contacts(reader, self.account).await?,
                hold,
                taken,
            })
        })
    }
}

/// The confirmation that waits in a hold, and whether the account knows its payee by now.
async fn waiting(
    reader: &Reader<'_>,
    of: (AccountHandle, ConfirmationId),
    context: Context<'_>,
) -> Result<Option<(Confirmation, bool)>, StoreError> {
    let Some(found) = read::confirmation(reader, of.0, of.1).await? else { return Ok(None) };
    let payee = found.kind(context.policy).ok().and_then(|kind| found.payee(kind));
    let known = match payee {
        Some(payee) => read::payee_known(reader, of.0, payee).await?,
        None => false,
    };
    Ok(Some((found, known)))
}

/// The address that a hold brings.
fn comes(hold: Option<&Hold>) -> Option<&Address> {
    match &hold?.kind {
        HoldKind::ReplaceContact { to, .. } => Some(to),
        _ => None,
    }
}
