//! The facts of signing up.

use passkeep_decision::account::UserId;
use passkeep_decision::contact::{Address, Identifier};
use passkeep_decision::number_claim::NumberOwner;
use passkeep_decision::sign_up::*;
use passkeep_decision::ticket::{Ticket, TicketStep};

use super::{Context, Load, Loading, again, first_flow, flow_code, owner, spent, tallies};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for StartSignUp {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, StartSignUpFacts> {
        Box::pin(async move {
            let address = Address::Phone(self.phone.clone());
            Ok(StartSignUpFacts {
                owner: owner(reader, &address).await?,
                tallies: tallies(reader, (&address, None, first_flow(context)), context).await?,
            })
        })
    }
}

impl Load for ResendSignUpCode {
    fn load<'a>(
        &'a self,
        reader: &'a Reader<'_>,
        context: Context<'a>,
    ) -> Loading<'a, ResendSignUpCodeFacts> {
        Box::pin(async move {
            let again = again(reader, &self.ticket, context).await?;
            Ok(ResendSignUpCodeFacts {
                spent: again.spent,
                code: again.code,
                owner: again.owner,
                tallies: again.tallies,
            })
        })
    }
}

impl Load for CheckSignUpCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, CheckSignUpCodeFacts> {
        Box::pin(async move {
            let code = flow_code(reader, &self.ticket, Some(&self.code)).await?;
            let owner = match code.as_ref().filter(|code| code.fits) {
                Some(code) => number_owner(reader, &code.address).await?,
                None => None,
            };
            Ok(CheckSignUpCodeFacts { spent: spent(reader, &self.ticket).await?, code, owner })
        })
    }
}

/// The account that has a number, with whom to tell.
pub(super) async fn number_owner(
    reader: &Reader<'_>,
    address: &Address,
) -> Result<Option<NumberOwner>, StoreError> {
    let Some((handle, _)) = read::owner(reader, &Identifier::Address(address.clone())).await? else {
        return Ok(None);
    };
    let Some(account) = read::account(reader, handle).await? else { return Ok(None) };
    Ok(Some(NumberOwner {
        account,
        contacts: read::contacts(reader, handle).await?,
        passkeys: read::passkeys(reader, handle).await?,
        holds: read::holds(reader, handle).await?,
    }))
}

impl Load for NameSignUp {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, NameSignUpFacts> {
        Box::pin(async move {
            let candidates = UserId::candidates(context.moment);
            let taken = read::user_ids_taken(reader, &candidates).await?;
            Ok(NameSignUpFacts {
                // The flow's end is its passkey: its other steps go on until that is spent.
                spent: spent(reader, &Ticket { step: TicketStep::Passkey, ..self.ticket.clone() }).await?,
                taken: std::array::from_fn(|i| taken[i]),
            })
        })
    }
}

impl Load for FinishSignUp {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, FinishSignUpFacts> {
        Box::pin(async move {
            let proved = flow_code(reader, &self.ticket, None).await?.map(|code| code.address);
            let mut taken = false;
            let identifiers =
                [proved.clone().map(Identifier::Address), self.ticket.user_id.map(Identifier::UserId)];
            for identifier in identifiers.into_iter().flatten() {
                taken |= read::owner(reader, &identifier).await?.is_some();
            }
            Ok(FinishSignUpFacts {
                spent: spent(reader, &self.ticket).await?,
                proved,
                taken,
                credential_taken: read::credential_taken(reader, &self.response.id).await?,
            })
        })
    }
}
