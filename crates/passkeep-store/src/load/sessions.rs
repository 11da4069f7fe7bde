//! The facts of an account's sessions.

use passkeep_decision::session::SessionKey;
use passkeep_decision::sessions::*;

use super::{Context, Load, Loading, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for ListSessions {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, SessionsFacts> {
        Box::pin(async move { sessions(reader, self.session.as_ref(), context).await })
    }
}

impl Load for EndSessions {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, SessionsFacts> {
        Box::pin(async move { sessions(reader, self.session.as_ref(), context).await })
    }
}

async fn sessions(
    reader: &Reader<'_>,
    key: Option<&SessionKey>,
    context: Context<'_>,
) -> Result<SessionsFacts, StoreError> {
    let who = who(reader, key).await?;
    let Some(account) = who.as_ref().map(|who| who.account.handle) else {
        return Ok(SessionsFacts { who, sessions: vec![] });
    };
    let passkeys = read::passkeys(reader, account).await?;
    let name = |id| passkeys.iter().find(|passkey| passkey.id == id).map(|passkey| passkey.name.clone());
    let sessions = read::sessions(reader, account, context.moment.now).await?;
    let sessions = sessions
        .into_iter()
        .map(|session| {
            let opened_by = session.passkey.and_then(name);
            (session, opened_by)
        })
        .collect();
    Ok(SessionsFacts { who, sessions })
}
