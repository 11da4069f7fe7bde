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

impl Load for FinishSignIn {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, FinishSignInFacts> {
        Box::pin(async move {
            let named = match &self.response.user_handle {
                Some(handle) => handle.as_slice().try_into().ok().map(AccountHandle),
                None => read::account_by_credential(reader, &self.response.id).await?,
            };
            let Some(account) = named else { return Ok(FinishSignInFacts { spent: false, holder: None }) };
            let mut holder =
                read::holder(reader, account, id_of(&self.response.id), Some(self.device)).await?;
            if let Some(holder) = holder.as_mut() {
                let device = holder.device.as_ref();
                let waits =
                    context.policy.new_device_approval == NewDeviceApproval::Always && device.is_none();
                if device.is_none_or(|device| device.trusting.is_some()) {
                    holder.contacts = read::contacts(reader, account).await?;
                }
                if waits {
                    holder.devices = read::devices(reader, account).await?;
                    let pending = read::pending_approvals(reader, account, context.moment.now).await?;
                    holder.pending = pending.iter().map(|approval| approval.expires_at).collect();
                }
            }
            // Spent by whose passkey answers: that account's list holds the spend.
            let spent = spent_of(reader, account, &self.ticket).await?;
            Ok(FinishSignInFacts { spent, holder })
        })
    }
}
