//! The model's part on value: it moves by an action that a passkey has signed which has settled, and on one device only to
//! whom the account has paid before.

use super::{Denied, Far, Known, Model, Stands, What, deny};
use crate::id::{AccountHandle, ConfirmationId, DeviceId, PasskeyId, SessionId};
use crate::moment::Timestamp;
use crate::right::Right;

/// An action that an app has asked to be confirmed.
#[derive(Clone, Debug)]
pub(in super::super) struct Action {
    pub(in super::super) payee: &'static str,
    /// It takes a passkey that never leaves its device, as was attested.
    pub(in super::super) is_vault: bool,
    pub(in super::super) until: Timestamp,
    pub(in super::super) breaks: u32,
    pub(in super::super) is_over: bool,
    /// By which passkey it was signed first, and on which device.
    pub(in super::super) signed: Option<(PasskeyId, Option<DeviceId>)>,
}

/// An answer to an action, as an onlooker saw it.
pub(in super::super) struct Signing {
    pub(in super::super) session: SessionId,
    pub(in super::super) action: ConfirmationId,
    /// For which action its ceremony began.
    pub(in super::super) began_for: ConfirmationId,
    /// The passkey whose genuine signature it holds.
    pub(in super::super) by: Option<PasskeyId>,
    /// Whether the device itself has signed, and brought its secret.
    pub(in super::super) by_device: bool,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Came {
    Confirmed,
    Held,
}

impl Model {
    /// An action was signed, and came to something.
    pub(in super::super) fn signs(
        &mut self,
        account: AccountHandle,
        signing: &Signing,
        came: Came,
        now: Timestamp,
    ) -> Result<(), Denied> {
        self.may(signing.session, Right::MoveValue, now)?;
        let by = signing.by.ok_or("an answer that isn't genuine moves value")?;
        let signer = self.asserts(account, by)?;
        deny(!signer.has_settled(now), "a young passkey moves value")?;
        let device = self.session(signing.session)?.device;
        let far = device.map_or(Far::Not, |device| self.trusts(account, device));
        let net = self.working(account).len();
        let known = self.account_mut(account)?;
        deny(net < 2 && known.codes.is_empty(), "one lost phone would close the account")?;
        let waits = |what: &What| !matches!(what, What::Action(_));
        let something_waits =
            known.waits.values().any(|wait| wait.stands != Stands::Over && waits(&wait.what));
        let (breaks, payees) = (known.breaks, known.payees.clone());
        let action = known.actions.get_mut(&signing.action).ok_or("an action that nobody asked for")?;
        deny(signing.began_for != signing.action, "another action than was signed")?;
        deny(action.is_over, "what is over is signed")?;
        deny(action.breaks != breaks, "an action from before a fallback, a report or a freeze")?;
        deny(action.is_vault && !signer.is_proved, "a passkey of a lower level signs")?;
        deny(action.signed.is_none() && now >= action.until, "an action is signed after its time")?;
        match (action.signed, came) {
            (None, Came::Held) => action.signed = Some((by, device)),
            (None, Came::Confirmed) => {
                action.is_over = true;
                deny(!payees.contains(action.payee), "one device pays somebody new")?;
                deny(something_waits, "one device pays while something waits")?;
            }
            (Some(_), Came::Held) => return Err("an action waits twice"),
            (Some((_, first)), Came::Confirmed) => {
                action.is_over = true;
                deny(device.is_none() || device == first, "one device signs twice")?;
                deny(far < Far::Full || !signing.by_device, "a second device that isn't trusted")?;
                let payee = action.payee;
                known.payees.insert(payee);
            }
        }
        Ok(())
    }
}

impl Known {
    /// Nobody has stopped what waited.
    pub(super) fn moved_by_time(&mut self, action: ConfirmationId, now: Timestamp) -> Result<(), Denied> {
        deny(self.value_held_until.is_some_and(|until| now < until), "value moves after a thaw")?;
        let breaks = self.breaks;
        let action = self.actions.get_mut(&action).ok_or("an action that nobody asked for")?;
        deny(action.is_over, "what is over has come")?;
        deny(action.breaks != breaks, "an action from before a fallback, a report or a freeze")?;
        let (by, _) = action.signed.ok_or("an action that nobody signed has come")?;
        action.is_over = true;
        self.payees.insert(action.payee);
        deny(!self.passkeys.get(&by).is_some_and(super::Born::works), "the passkey that signed works no more")
    }
}
