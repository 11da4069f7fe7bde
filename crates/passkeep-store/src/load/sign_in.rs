//! The facts of signing in.

use passkeep_decision::id::AccountHandle;
use passkeep_decision::passkey::id_of;
use passkeep_decision::policy::NewDeviceApproval;
use passkeep_decision::sign_in::*;

use super::{Context, Load, Loading, spent_of};
use crate::{Reader, read};

impl Load for StartSignIn {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StartSignInFacts> {
        Box::pin(async move {
            let Some(identifiers) = &self.identifiers else { return Ok(StartSignInFacts { found: None }) };
            let found =
                read::found(reader, identifiers, self.device).await?.filter(|found| found.epoch.is_some());
            let Some(found) = found else { return Ok(StartSignInFacts { found: None }) };
            let passkeys = match &found.device {
                Some(_) => read::passkeys(reader, found.handle).await?,
                None => vec![],
            };
            let found = FoundFacts { account: found.handle, device: found.device, passkeys };
            Ok(StartSignInFacts { found: Some(found) })
        })
    }
}

/// A handle that no account bears.
const NOBODY: AccountHandle = AccountHandle([0; 16]);

impl Load for FinishSignIn {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, FinishSignInFacts> {
        Box::pin(async move {
            let named = match &self.response.user_handle {
                Some(handle) => handle.as_slice().try_into().ok().map(AccountHandle),
                None => read::account_by_credential(reader, &self.response.id).await?,
            };
            // What nobody has costs the reads that a stranger's browser costs: else time would tell who has it.
            let account = named.unwrap_or(NOBODY);
            let mut holder =
                read::holder(reader, account, id_of(&self.response.id), Some(self.device)).await?;
            let device = holder.as_ref().and_then(|holder| holder.device.as_ref());
            let waits = context.policy.new_device_approval == NewDeviceApproval::Always && device.is_none();
            let contacts = match device.is_none_or(|device| device.trusting.is_some()) {
                true => read::contacts(reader, account).await?,
                false => vec![],
            };
            let (devices, pending) = match waits {
                true => (
                    read::devices(reader, account).await?,
                    read::pending_approvals(reader, account, context.moment.now).await?,
                ),
                false => (vec![], vec![]),
            };
            if let Some(holder) = holder.as_mut() {
                holder.pending = pending.iter().map(|approval| approval.expires_at).collect();
                (holder.contacts, holder.devices) = (contacts, devices);
            }
            // Spent by whose passkey answers: that account's list holds the spend.
            let spent = spent_of(reader, account, &self.ticket).await?;
            Ok(FinishSignInFacts { spent, holder })
        })
    }
}
