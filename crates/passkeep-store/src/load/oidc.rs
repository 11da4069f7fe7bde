//! The facts of apps.

use passkeep_decision::confirmations::ActionFacts;
use passkeep_decision::id::AccountHandle;
use passkeep_decision::oidc::*;
use passkeep_decision::session::SessionKey;

use super::{Context, Load, Loading, passkeys_of, spent_of, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for Authorize {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, AuthorizeFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let passkeys = passkeys_of(reader, who.as_ref()).await?;
            let (mut grant, mut known, mut action) = (None, false, None);
            if let Some(who) = &who {
                let account = who.account.handle;
                let grants = read::client_grants(reader, account).await?;
                grant = grants.into_iter().find(|grant| grant.client == self.client.id);
                known = read::has_authorization(reader, account, (&self.client.id, who.session.sid)).await?;
                action = requested_action(self, account, reader, context).await?;
            }
            Ok(AuthorizeFacts { who, passkeys, grant, known, action })
        })
    }
}

async fn requested_action(
    step: &Authorize,
    account: AccountHandle,
    reader: &Reader<'_>,
    context: Context<'_>,
) -> Result<Option<ActionFacts>, StoreError> {
    let Some(id) = step.confirmation_id(account, context.policy) else { return Ok(None) };
    let codes = read::recovery_codes(reader, account).await?;
    Ok(Some(ActionFacts {
        spent: spent_of(reader, account, &step.ticket).await?,
        confirmation: read::confirmation(reader, account, id).await?,
        open: read::open_confirmations(reader, account, step.client.id.as_str()).await?,
        recovery_codes: codes.map_or(0, |codes| codes.left),
    }))
}

impl Load for GiveConsent {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, AppsFacts> {
        Box::pin(async move { apps(reader, self.session.as_ref()).await })
    }
}

impl Load for ListApps {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, AppsFacts> {
        Box::pin(async move { apps(reader, self.session.as_ref()).await })
    }
}

impl Load for RevokeApp {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, AppsFacts> {
        Box::pin(async move { apps(reader, self.session.as_ref()).await })
    }
}

impl Load for RedeemCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, TokenFacts> {
        Box::pin(async move { token(reader, self.code.key).await })
    }
}

impl Load for Refresh {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, TokenFacts> {
        Box::pin(async move { token(reader, self.token.key).await })
    }
}

impl Load for ReadAuthorization {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, TokenFacts> {
        Box::pin(async move { token(reader, self.key).await })
    }
}

impl Load for EndAuthorization {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, EndAuthorizationFacts> {
        Box::pin(async move {
            Ok(EndAuthorizationFacts { authorization: read::authorization(reader, self.key).await? })
        })
    }
}

impl Load for TellLogout {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, TellLogoutFacts> {
        Box::pin(async move { Ok(TellLogoutFacts { due: read::is_logout_due(reader, self.0.key).await? }) })
    }
}

async fn apps(reader: &Reader<'_>, session: Option<&SessionKey>) -> Result<AppsFacts, StoreError> {
    let who = who(reader, session).await?;
    let grants = match &who {
        Some(who) => read::client_grants(reader, who.account.handle).await?,
        None => vec![],
    };
    Ok(AppsFacts { who, grants })
}

async fn token(reader: &Reader<'_>, key: AuthorizationKey) -> Result<TokenFacts, StoreError> {
    let authorization = read::authorization(reader, key).await?;
    let account = read::account(reader, key.account).await?;
    let contacts = match &authorization {
        Some(_) => read::contacts(reader, key.account).await?,
        None => vec![],
    };
    let confirmation = match authorization.as_ref().and_then(|found| found.confirmation) {
        Some(id) => read::confirmation(reader, key.account, id).await?,
        None => None,
    };
    Ok(TokenFacts { authorization, account, contacts, confirmation })
}
