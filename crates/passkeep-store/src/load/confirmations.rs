//! The facts of confirmations.

use passkeep_decision::confirmations::*;
use passkeep_decision::id::{AccountHandle, ConfirmationId};
use passkeep_decision::session::SessionKey;
use passkeep_decision::ticket::Ticket;

use super::{Context, Load, Loading, contacts_of, holds_of, own_device, passkeys_of, spent, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for AskConfirmation {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AskConfirmationFacts> {
        Box::pin(async move {
            let handle = self.account;
            let before = named(reader, self.id(context.policy)).await?;
            let grants = read::client_grants(reader, handle).await?;
            if !grants.iter().any(|grant| grant.client == self.client.id) {
                let net = SafetyNet { passkeys: 0, recovery_codes: 0 };
                return Ok(AskConfirmationFacts { account: None, before, open: vec![], net });
            }
            Ok(AskConfirmationFacts {
                account: read::account(reader, handle).await?,
                before,
                open: read::open_confirmations(reader, handle, self.client.id.as_str()).await?,
                net: net(reader, handle).await?,
            })
        })
    }
}

impl Load for ReadConfirmation {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ClientConfirmationFacts> {
        Box::pin(async move { of_client(reader, self.confirmation).await })
    }
}

impl Load for WithdrawConfirmation {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ClientConfirmationFacts> {
        Box::pin(async move { of_client(reader, self.confirmation).await })
    }
}

impl Load for ShowConfirmation {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AnswerFacts> {
        Box::pin(
            async move { of_person(reader, self.session.as_ref(), (self.confirmation, None), context).await },
        )
    }
}

impl Load for StartConfirm {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AnswerFacts> {
        Box::pin(
            async move { of_person(reader, self.session.as_ref(), (self.confirmation, None), context).await },
        )
    }
}

impl Load for Confirm {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AnswerFacts> {
        Box::pin(async move {
            let about = (self.confirmation, Some(&self.ticket));
            of_person(reader, self.session.as_ref(), about, context).await
        })
    }
}

impl Load for DenyConfirmation {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AnswerFacts> {
        Box::pin(
            async move { of_person(reader, self.session.as_ref(), (self.confirmation, None), context).await },
        )
    }
}

impl Load for ReportConfirmation {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AnswerFacts> {
        Box::pin(
            async move { of_person(reader, self.session.as_ref(), (self.confirmation, None), context).await },
        )
    }
}

async fn named(reader: &Reader<'_>, id: ConfirmationId) -> Result<Option<Confirmation>, StoreError> {
    match read::confirmation_account(reader, id).await? {
        Some(account) => read::confirmation(reader, account, id).await,
        None => Ok(None),
    }
}

async fn of_client(reader: &Reader<'_>, id: ConfirmationId) -> Result<ClientConfirmationFacts, StoreError> {
    let confirmation = named(reader, id).await?;
    let Some(found) = &confirmation else {
        return Ok(ClientConfirmationFacts { confirmation: None, account: None, hold: None });
    };
    let hold = match &found.first {
        Some(first) => read::hold(reader, found.account, first.hold).await?,
        None => None,
    };
    let account = read::account(reader, found.account).await?;
    Ok(ClientConfirmationFacts { hold, account, confirmation })
}

/// What would be left of an account without one passkey.
async fn net(reader: &Reader<'_>, account: AccountHandle) -> Result<SafetyNet, StoreError> {
    let passkeys = read::passkeys(reader, account).await?;
    let codes = read::recovery_codes(reader, account).await?;
    Ok(SafetyNet {
        passkeys: passkeys.iter().filter(|passkey| passkey.works()).count(),
        recovery_codes: codes.map_or(0, |codes| codes.left),
    })
}

async fn of_person(
    reader: &Reader<'_>,
    session: Option<&SessionKey>,
    (id, ticket): (ConfirmationId, Option<&Ticket>),
    context: Context<'_>,
) -> Result<AnswerFacts, StoreError> {
    let who = who(reader, session).await?;
    let handle = who.as_ref().map(|who| who.account.handle);
    let (confirmation, codes) = match handle {
        Some(handle) => {
            (read::confirmation(reader, handle, id).await?, read::recovery_codes(reader, handle).await?)
        }
        None => (None, None),
    };
    let payee = confirmation.as_ref().and_then(|found| found.payee(found.kind(context.policy).ok()?));
    Ok(AnswerFacts {
        spent: match ticket {
            Some(ticket) => spent(reader, ticket).await?,
            None => false,
        },
        device: own_device(reader, who.as_ref()).await?,
        passkeys: passkeys_of(reader, who.as_ref()).await?,
        recovery_codes: codes.map_or(0, |codes| codes.left),
        payee_known: match handle.zip(payee) {
            Some((handle, payee)) => read::payee_known(reader, handle, payee).await?,
            None => false,
        },
        holds: holds_of(reader, who.as_ref()).await?,
        contacts: contacts_of(reader, who.as_ref()).await?,
        confirmation,
        who,
    })
}
