//! The facts of a diagnosis: who asks, where anybody is signed in, and what is known of their passkeys.

use passkeep_decision::diagnosis::{
    ATTEMPT_KEPT_SECONDS, AccountSigns, Diagnose, DiagnoseFacts, RecentProblems, RecentProblemsFacts,
};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::session::SessionFacts;
use passkeep_decision::usage::USES_READ;

use super::{Context, Load, Loading, own_device, passkeys_of, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for Diagnose {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, DiagnoseFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let account = account_signs(reader, who.as_ref(), since(context)).await?;
            Ok(DiagnoseFacts { who, account })
        })
    }
}

impl Load for RecentProblems {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, RecentProblemsFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let account = account_signs(reader, who.as_ref(), since(context)).await?;
            let attempts = match &who {
                Some(who) => {
                    let of = (who.account.handle, self.browser);
                    read::attempts(reader, of, since(context)).await?
                }
                None => vec![],
            };
            Ok(RecentProblemsFacts { who, account, attempts })
        })
    }
}

fn since(context: Context<'_>) -> Timestamp {
    context.moment.now.plus_seconds(-ATTEMPT_KEPT_SECONDS)
}

async fn account_signs(
    reader: &Reader<'_>,
    who: Option<&SessionFacts>,
    since: Timestamp,
) -> Result<AccountSigns, StoreError> {
    let Some(asking) = who else { return Ok(AccountSigns::default()) };
    let passkeys = passkeys_of(reader, who).await?;
    let device = own_device(reader, who).await?;
    let used = match &device {
        Some(device) => {
            let head = asking.account.head.seq;
            let uses = read::uses_on(reader, asking.account.handle, head - USES_READ..head + 1).await?;
            uses.into_iter().find(|(_, _, on)| *on == Some(device.id)).map(|(id, used, _)| (id, used.at))
        }
        None => None,
    };
    let removed = read::tombstones(reader, asking.account.handle, since).await?;
    Ok(AccountSigns::of(
        &passkeys,
        (device.as_ref(), used),
        removed.first().map(|removed| removed.removed_at),
    ))
}
