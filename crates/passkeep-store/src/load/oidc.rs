//! The facts of apps.

use passkeep_decision::oidc::*;
use passkeep_decision::session::SessionKey;

use super::{Context, Load, passkeys_of, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for Authorize {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<AuthorizeFacts, StoreError> {
        let who = who(reader, self.session.as_ref()).await?;
        let passkeys = passkeys_of(reader, who.as_ref()).await?;
        let (mut grant, mut known) = (None, false);
        if let Some(who) = &who {
            let account = who.account.handle;
            let grants = read::client_grants(reader, account).await?;
            grant = grants.into_iter().find(|grant| grant.client == self.client.id);
            known = read::has_authorization(reader, account, (&self.client.id, who.session.sid)).await?;
        }
        Ok(AuthorizeFacts { who, passkeys, grant, known })
    }
}

impl Load for GiveConsent {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<AppsFacts, StoreError> {
        apps(reader, self.session.as_ref()).await
    }
}

impl Load for ListApps {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<AppsFacts, StoreError> {
        apps(reader, self.session.as_ref()).await
    }
}

impl Load for RevokeApp {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<AppsFacts, StoreError> {
        apps(reader, self.session.as_ref()).await
    }
}

impl Load for RedeemCode {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<TokenFacts, StoreError> {
        token(reader, self.code.key).await
    }
}

impl Load for Refresh {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<TokenFacts, StoreError> {
        token(reader, self.token.key).await
    }
}

impl Load for ReadAuthorization {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<TokenFacts, StoreError> {
        token(reader, self.key).await
    }
}

impl Load for EndAuthorization {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<EndAuthorizationFacts, StoreError> {
        Ok(EndAuthorizationFacts { authorization: read::authorization(reader, self.key).await? })
    }
}

impl Load for TellLogout {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<TellLogoutFacts, StoreError> {
        Ok(TellLogoutFacts { due: read::is_logout_due(reader, self.0.key).await? })
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
    Ok(TokenFacts { authorization, account, contacts })
}
