//! The facts of an account's devices, and of approvals.

use passkeep_decision::approval::{Approval, TwoDigits, id_of};
use passkeep_decision::devices::*;
use passkeep_decision::id::ApprovalId;
use passkeep_decision::session::{SessionFacts, SessionKey};
use passkeep_decision::ticket::Ticket;

use super::{Context, Load, Loading, contacts_of, own_device, passkeys_of, spent, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for ListDevices {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ListDevicesFacts> {
        Box::pin(async move { list(reader, self.session.as_ref(), context).await })
    }
}

impl Load for RenameDevice {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ListDevicesFacts> {
        Box::pin(async move { list(reader, self.session.as_ref(), context).await })
    }
}

async fn list(
    reader: &Reader<'_>,
    session: Option<&SessionKey>,
    context: Context<'_>,
) -> Result<ListDevicesFacts, StoreError> {
    let Some(who) = who(reader, session).await? else {
        return Ok(ListDevicesFacts { who: None, devices: vec![], sessions: vec![] });
    };
    Ok(ListDevicesFacts {
        devices: read::devices(reader, who.account.handle).await?,
        sessions: read::sessions(reader, who.account.handle, context.moment.now).await?,
        who: Some(who),
    })
}

impl Load for RevokeDevice {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, RevokeDeviceFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let device = match &who {
                Some(who) => read::device(reader, who.account.handle, self.device).await?,
                None => None,
            };
            Ok(RevokeDeviceFacts { contacts: contacts_of(reader, who.as_ref()).await?, device, who })
        })
    }
}

impl Load for StartTrust {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StartTrustFacts> {
        Box::pin(async move { Ok(StartTrustFacts { who: who(reader, self.session.as_ref()).await? }) })
    }
}

impl Load for TrustDevice {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, TrustDeviceFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(TrustDeviceFacts {
                spent: spent(reader, &self.ticket).await?,
                device: own_device(reader, who.as_ref()).await?,
                passkeys: passkeys_of(reader, who.as_ref()).await?.len(),
                contacts: contacts_of(reader, who.as_ref()).await?,
                who,
            })
        })
    }
}

impl Load for ListApprovals {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ListApprovalsFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let approvals = match &who {
                Some(who) => read::pending_approvals(reader, who.account.handle, context.moment.now).await?,
                None => vec![],
            };
            Ok(ListApprovalsFacts {
                device: own_device(reader, who.as_ref()).await?,
                contacts: contacts_of(reader, who.as_ref()).await?,
                approvals,
                who,
            })
        })
    }
}

impl Load for StartAnswer {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StartAnswerFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(StartAnswerFacts {
                device: own_device(reader, who.as_ref()).await?,
                approval: own_approval(reader, who.as_ref(), self.approval, None)
                    .await?
                    .map(|(found, _)| found),
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                contacts: contacts_of(reader, who.as_ref()).await?,
                who,
            })
        })
    }
}

impl Load for AnswerApproval {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, AnswerApprovalFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let found = own_approval(reader, who.as_ref(), self.approval, self.verdict.number()).await?;
            let fits = found.as_ref().is_some_and(|(_, fits)| *fits);
            Ok(AnswerApprovalFacts {
                spent: spent(reader, &self.ticket).await?,
                device: own_device(reader, who.as_ref()).await?,
                approval: found.map(|(approval, _)| approval),
                fits,
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                contacts: contacts_of(reader, who.as_ref()).await?,
                who,
            })
        })
    }
}

impl Load for ReadApproval {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ReadApprovalFacts> {
        Box::pin(async move {
            let spent = spent(reader, &self.ticket).await?;
            Ok(ReadApprovalFacts { spent, approval: flow_approval(reader, &self.ticket).await? })
        })
    }
}

impl Load for FinishApprovedSignIn {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, FinishApprovedSignInFacts> {
        Box::pin(async move {
            let spent = spent(reader, &self.ticket).await?;
            let approval = flow_approval(reader, &self.ticket).await?;
            let Some(account) = self.ticket.account else {
                return Ok(FinishApprovedSignInFacts {
                    spent,
                    approval,
                    account: None,
                    passkeys: vec![],
                    device: None,
                    contacts: vec![],
                });
            };
            Ok(FinishApprovedSignInFacts {
                spent,
                approval,
                account: read::account(reader, account).await?,
                passkeys: read::passkeys(reader, account).await?,
                device: read::device(reader, account, self.device).await?,
                contacts: read::contacts(reader, account).await?,
            })
        })
    }
}

/// An approval of who asks.
async fn own_approval(
    reader: &Reader<'_>,
    who: Option<&SessionFacts>,
    id: ApprovalId,
    typed: Option<&TwoDigits>,
) -> Result<Option<(Approval, bool)>, StoreError> {
    match who {
        Some(who) => read::approval(reader, who.account.handle, id, typed).await,
        None => Ok(None),
    }
}

/// The approval of a ticket's flow.
async fn flow_approval(reader: &Reader<'_>, ticket: &Ticket) -> Result<Option<Approval>, StoreError> {
    let Some(account) = ticket.account else { return Ok(None) };
    Ok(read::approval(reader, account, id_of(ticket.flow), None).await?.map(|(approval, _)| approval))
}
