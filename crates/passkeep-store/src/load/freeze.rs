//! The facts of freezing and thawing.

use passkeep_decision::freeze::*;

use super::{Context, Load, Loading, contacts_of, passkeys_of, spent, who};
use crate::Reader;

impl Load for FreezeAccount {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, FreezeFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(FreezeFacts { contacts: contacts_of(reader, who.as_ref()).await?, who })
        })
    }
}

impl Load for StartThaw {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StartThawFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(StartThawFacts { passkeys: passkeys_of(reader, who.as_ref()).await?, who })
        })
    }
}

impl Load for ThawAccount {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ThawAccountFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(ThawAccountFacts {
                spent: spent(reader, &self.ticket).await?,
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                contacts: contacts_of(reader, who.as_ref()).await?,
                who,
            })
        })
    }
}
