//! The model's part on approvals: a new device asks, a trusted one answers with the number from its screen.

use super::{Birth, Denied, Far, MINUTE, Model, Noted, deny};
use crate::id::{AccountHandle, ApprovalId, DeviceId, PasskeyId};
use crate::moment::Timestamp;
use crate::trust::SecretHash;

/// The most approvals of an account that wait at once.
const PENDING: usize = 3;

/// What a new device has asked.
#[derive(Clone, Debug)]
pub(in super::super) struct Asked {
    pub(in super::super) device: DeviceId,
    pub(in super::super) at: Timestamp,
    /// The number on its screen.
    pub(in super::super) number: String,
    pub(in super::super) is_shared: bool,
    pub(in super::super) answer: Option<Answer>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Answer {
    Yes,
    No,
}

/// A yes, as an onlooker saw it given.
pub(in super::super) struct Yes<'a> {
    pub(in super::super) typed: &'a str,
    /// Where the session lives that gave it, and the secret that it brought.
    pub(in super::super) on: (Option<DeviceId>, Option<SecretHash>),
    /// The device's own key signed this very answer.
    pub(in super::super) is_signed: bool,
    /// The passkey that signed this very answer.
    pub(in super::super) by: Option<PasskeyId>,
}

impl Asked {
    pub(in super::super) fn is_open(&self, now: Timestamp) -> bool {
        self.answer.is_none() && now < self.at.plus_seconds(5 * MINUTE)
    }
}

impl Model {
    /// A new device asks.
    pub(in super::super) fn ask(
        &mut self,
        account: AccountHandle,
        id: ApprovalId,
        asked: Asked,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let waiting = known.asked.values().filter(|one| one.is_open(asked.at)).count();
        deny(waiting >= PENDING, "too many approvals wait")?;
        deny(known.asked.insert(id, asked).is_some(), "a flow asks twice")
    }

    /// An approval is answered with anything but yes.
    pub(in super::super) fn refused(&mut self, account: AccountHandle, id: ApprovalId) -> Result<(), Denied> {
        let asked =
            self.account_mut(account)?.asked.get_mut(&id).ok_or("an approval that nobody asked for")?;
        asked.answer = Some(Answer::No);
        Ok(())
    }

    /// A trusted device has said yes.
    pub(in super::super) fn approved(
        &mut self,
        account: AccountHandle,
        id: ApprovalId,
        yes: Yes<'_>,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account(account)?;
        let asked = known.asked.get(&id).ok_or("an approval that nobody asked for")?;
        deny(!asked.is_open(now), "an approval that is over")?;
        deny(asked.number != yes.typed, "another number")?;
        deny(!yes.is_signed, "a yes that the device has not signed")?;
        deny(yes.on.0 == Some(asked.device), "a device approves itself")?;
        if known.has_passkeys() {
            let passkey = yes.by.ok_or("a yes without a passkey, where the account has one")?;
            let born = self.asserts(account, passkey)?;
            deny(born.by == Birth::Alone && !born.has_settled(now), "a young passkey approves")?;
        }
        self.acts((account, yes.on.0), Far::SignIn, (yes.on.1, Noted::Yes))?;
        let asked =
            self.account_mut(account)?.asked.get_mut(&id).ok_or("an approval that nobody asked for")?;
        asked.answer = Some(Answer::Yes);
        Ok(())
    }

    /// What waited goes on, on a device.
    pub(in super::super) fn goes_on(
        &self,
        account: AccountHandle,
        id: ApprovalId,
        device: DeviceId,
    ) -> Result<&Asked, Denied> {
        let asked = self.account(account)?.asked.get(&id).ok_or("an approval that nobody asked for")?;
        deny(asked.answer != Some(Answer::Yes), "a sign-in that nobody approved")?;
        deny(!asked.is_shared && asked.device != device, "another device than the one that asked")?;
        Ok(asked)
    }
}
