//! The facts of an account's password, and of proving again who one is.

use passkeep_decision::passwords::*;
use passkeep_decision::reauthentication::*;
use passkeep_decision::session::SessionKey;
use passkeep_decision::sign_in::Ways;

use super::{Context, Load, Loading, contacts_of, fallback, holds_of, own_device, passkeys_of, spent, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for ReadPassword {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, PasswordsFacts> {
        Box::pin(async move { facts(reader, self.session.as_ref()).await })
    }
}

impl Load for StartPasswordChange {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, PasswordsFacts> {
        Box::pin(async move { facts(reader, self.session.as_ref()).await })
    }
}

impl Load for SetPassword {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, PasswordsFacts> {
        Box::pin(async move { facts(reader, self.session.as_ref()).await })
    }
}

impl Load for RemovePassword {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, PasswordsFacts> {
        Box::pin(async move { facts(reader, self.session.as_ref()).await })
    }
}

async fn facts(reader: &Reader<'_>, session: Option<&SessionKey>) -> Result<PasswordsFacts, StoreError> {
    let who = who(reader, session).await?;
    let password = match &who {
        Some(who) => read::password(reader, who.account.handle).await?,
        None => None,
    };
    Ok(PasswordsFacts {
        password,
        contacts: contacts_of(reader, who.as_ref()).await?,
        passkeys: passkeys_of(reader, who.as_ref()).await?,
        device: own_device(reader, who.as_ref()).await?,
        holds: holds_of(reader, who.as_ref()).await?,
        who,
    })
}

impl Load for StartReauthentication {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StartReauthenticationFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let ways = match &who {
                Some(who) => fallback::ways(reader, who.account.handle).await?,
                None => Ways { password: false, phone: false },
            };
            Ok(StartReauthenticationFacts {
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                device: own_device(reader, who.as_ref()).await?,
                ways,
                who,
            })
        })
    }
}

impl Load for FinishReauthentication {
    fn load<'a>(
        &'a self,
        reader: &'a Reader<'_>,
        _: Context<'a>,
    ) -> Loading<'a, FinishReauthenticationFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(FinishReauthenticationFacts {
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                spent: spent(reader, &self.ticket).await?,
                who,
            })
        })
    }
}
