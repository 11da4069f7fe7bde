//! The facts of invitations.

use passkeep_decision::invitations::*;
use passkeep_decision::session::SessionKey;

use super::{Context, Load, Loading, passkeys_of, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for Invite {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, InvitationFacts> {
        Box::pin(facts(reader, self.session))
    }
}

impl Load for DeclineInvitation {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, InvitationFacts> {
        Box::pin(facts(reader, self.session))
    }
}

async fn facts(reader: &Reader<'_>, session: Option<SessionKey>) -> Result<InvitationFacts, StoreError> {
    let who = who(reader, session.as_ref()).await?;
    let own = who.as_ref().and_then(|who| Some((who.account.handle, who.session.device?)));
    let (device, invited) = match own {
        Some((account, id)) => {
            (read::device(reader, account, id).await?, read::invited(reader, account, id).await?)
        }
        None => (None, None),
    };
    Ok(InvitationFacts { passkeys: passkeys_of(reader, who.as_ref()).await?, device, invited, who })
}
