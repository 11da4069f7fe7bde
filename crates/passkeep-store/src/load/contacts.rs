//! The facts of an account's addresses.

use passkeep_decision::contact::{Address, Identifier};
use passkeep_decision::contacts::*;
use passkeep_decision::session::SessionFacts;

use super::sign_up::number_owner;
use super::{
    Context, Load, Loading, again, contacts_of, first_flow, flow_code, holds_of, own_device, owner,
    passkeys_of, spent, tallies, who,
};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for ReadAccount {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ReadAccountFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let contacts = contacts_of(reader, who.as_ref()).await?;
            Ok(ReadAccountFacts { who, contacts })
        })
    }
}

impl Load for StartEmail {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, StartEmailFacts> {
        Box::pin(async move {
            let ReadAccountFacts { who, contacts } =
                ReadAccount { session: self.session }.load(reader, context).await?;
            let address = Address::Email(self.email.clone());
            let account = who.as_ref().map(|who| who.account.handle);
            Ok(StartEmailFacts {
                who,
                contacts,
                owner: owner(reader, &address).await?,
                tallies: tallies(reader, (&address, account, first_flow(context)), context).await?,
            })
        })
    }
}

impl Load for ResendEmailCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ResendEmailCodeFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let again = again(reader, &self.ticket, context).await?;
            let (code, owner, tallies, spent) = (again.code, again.owner, again.tallies, again.spent);
            Ok(ResendEmailCodeFacts { who, spent, code, owner, tallies })
        })
    }
}

impl Load for CheckEmailCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, CheckEmailCodeFacts> {
        Box::pin(async move {
            let ReadAccountFacts { who, contacts } =
                ReadAccount { session: self.session }.load(reader, context).await?;
            let code = flow_code(reader, &self.ticket, Some(&self.code)).await?;
            let taken = match &code {
                Some(code) => {
                    read::owner(reader, &Identifier::Address(code.address.clone())).await?.is_some()
                }
                None => false,
            };
            Ok(CheckEmailCodeFacts { who, contacts, spent: spent(reader, &self.ticket).await?, code, taken })
        })
    }
}

async fn changing(reader: &Reader<'_>, who: Option<&SessionFacts>) -> Result<ChangingFacts, StoreError> {
    Ok(ChangingFacts {
        contacts: contacts_of(reader, who).await?,
        holds: holds_of(reader, who).await?,
        passkeys: passkeys_of(reader, who).await?,
        device: own_device(reader, who).await?,
    })
}

impl Load for RemoveContact {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, RemoveContactFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(RemoveContactFacts { changing: changing(reader, who.as_ref()).await?, who })
        })
    }
}

impl Load for StartReplacement {
    fn load<'a>(
        &'a self,
        reader: &'a Reader<'_>,
        context: Context<'a>,
    ) -> Loading<'a, StartReplacementFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let changing = changing(reader, who.as_ref()).await?;
            let owner = owner(reader, &self.to).await?;
            let account = who.as_ref().map(|who| who.account.handle);
            let tallies = tallies(reader, (&self.to, account, first_flow(context)), context).await?;
            Ok(StartReplacementFacts { who, changing, owner, tallies })
        })
    }
}

impl Load for ResendReplacementCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ResendEmailCodeFacts> {
        Box::pin(async move { self.0.load(reader, context).await })
    }
}

impl Load for CheckReplacementCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, CheckReplacementCodeFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let code = flow_code(reader, &self.ticket, Some(&self.code)).await?;
            let taken = match &code {
                Some(code) => {
                    read::owner(reader, &Identifier::Address(code.address.clone())).await?.is_some()
                }
                None => false,
            };
            let number = code.as_ref().filter(|code| code.fits).map(|code| &code.address);
            let owner = match number.filter(|address| matches!(address, Address::Phone(_))) {
                Some(number) => number_owner(reader, number).await?,
                None => None,
            };
            Ok(CheckReplacementCodeFacts {
                spent: spent(reader, &self.ticket).await?,
                changing: changing(reader, who.as_ref()).await?,
                who,
                code,
                taken,
                owner,
            })
        })
    }
}

impl Load for ChooseLanguage {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ChooseLanguageFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(ChooseLanguageFacts { contacts: contacts_of(reader, who.as_ref()).await?, who })
        })
    }
}

impl Load for RenameAccount {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, RenameAccountFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(RenameAccountFacts { contacts: contacts_of(reader, who.as_ref()).await?, who })
        })
    }
}
