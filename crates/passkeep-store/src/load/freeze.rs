//! The facts of freezing and thawing.

use passkeep_decision::freeze::*;

use super::{Context, Load, contacts_of, passkeys_of, spent, who};
use crate::Reader;
use crate::error::StoreError;

impl Load for FreezeAccount {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<FreezeFacts, StoreError> {
        let who = who(reader, self.session.as_ref()).await?;
        Ok(FreezeFacts { contacts: contacts_of(reader, who.as_ref()).await?, who })
    }
}

impl Load for StartThaw {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<StartThawFacts, StoreError> {
        let who = who(reader, self.session.as_ref()).await?;
        Ok(StartThawFacts { passkeys: passkeys_of(reader, who.as_ref()).await?, who })
    }
}

impl Load for ThawAccount {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<ThawAccountFacts, StoreError> {
        let who = who(reader, self.session.as_ref()).await?;
        Ok(ThawAccountFacts {
            spent: spent(reader, &self.ticket).await?,
            passkeys: passkeys_of(reader, who.as_ref()).await?,
            contacts: contacts_of(reader, who.as_ref()).await?,
            who,
        })
    }
}
