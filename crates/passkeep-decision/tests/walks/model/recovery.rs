//! The model's part on freezing, on recovery codes, and on recoveries.

use std::collections::BTreeMap;

use super::{About, Answered, DAY, Denied, HOUR, Known, Model, Seen, Stands, What, deny};
use crate::id::{AccountHandle, HoldId, PasskeyId};
use crate::moment::Timestamp;
use crate::proof::Method;

/// What was proved in a recovery, and where a code went that was.
pub(in super::super) type Proved = BTreeMap<Method, Timestamp>;

impl Known {
    /// Whether it is frozen: a stranger's freeze lapses.
    pub(in super::super) fn is_frozen(&self, now: Timestamp) -> bool {
        self.frozen.is_some_and(|lapses| lapses.is_none_or(|end| now < end))
    }

    fn newest_use(&self) -> Option<Timestamp> {
        self.passkeys.values().filter(|born| !born.is_removed).map(|born| born.used.max(born.at)).max()
    }

    pub(super) fn recovery(&self) -> Option<(HoldId, bool, Stands)> {
        let open = self
            .waits
            .iter()
            .rev()
            .find(|(_, wait)| matches!(wait.what, What::Recovery) && wait.stands != Stands::Over);
        open.map(|(id, wait)| (*id, wait.is_mature, wait.stands))
    }

    /// Two proofs of different kinds that sit in no one hand; without a recovery code never while a passkey was used within
    /// 30 days. Who somebody is, as two of the staff have entered it, is one kind: in the recovery that began with it.
    fn suffices(&self, proved: &Proved, now: Timestamp) -> Result<(), Denied> {
        let has = |method| proved.contains_key(&method);
        let address = has(Method::PhoneCode) || has(Method::EmailCode);
        let kinds = [has(Method::RecoveryCode), has(Method::Password), address, has(Method::Device)];
        let kinds = kinds.iter().filter(|one| **one).count();
        let open = self.recovery().and_then(|(id, ..)| self.waits.get(&id));
        if open.is_some_and(|wait| wait.is_of_staff) {
            return deny(kinds == 0, "a recovery by what staff says alone");
        }
        deny(kinds < 2, "a recovery by one kind of proof")?;
        let in_hand = !has(Method::RecoveryCode) && !has(Method::Password);
        deny(in_hand, "a device and an address recover: one hand holds both")?;
        let in_use = self.newest_use().is_some_and(|at| now < at.plus_seconds(30 * DAY));
        deny(!has(Method::RecoveryCode) && in_use, "a password recovers past a passkey in use")
    }
}

impl Model {
    /// A passkey has answered.
    pub(in super::super) fn was_used(&mut self, account: AccountHandle, passkey: PasskeyId, now: Timestamp) {
        let known = self.accounts.get_mut(&account);
        if let Some(born) = known.and_then(|known| known.passkeys.get_mut(&passkey)) {
            born.used = now;
        }
    }

    /// A factor has frozen an account, from a browser that it knows or from another.
    pub(in super::super) fn frozen_by(
        &mut self,
        account: AccountHandle,
        (method, is_known): (Method, bool),
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let for_good = known.is_frozen(now) && known.frozen == Some(None);
        if known.is_frozen(now) && (for_good || !is_known) {
            return Ok(());
        }
        if !is_known {
            let last = known.stranger_freezes.insert(method, now);
            let again = last.is_some_and(|last| now < last.plus_seconds(24 * HOUR));
            deny(again, "a stranger freezes twice a day with one factor")?;
        }
        known.frozen = Some((!is_known).then(|| now.plus_seconds(24 * HOUR)));
        known.breaks += 1;
        Ok(())
    }

    /// A session has frozen its account, and goes on under another id.
    pub(in super::super) fn frozen_in(&mut self, mut session: Seen, now: Timestamp) -> Result<Seen, Denied> {
        let known = self.account_mut(session.account)?;
        known.frozen = Some(None);
        known.breaks += 1;
        (session.breaks, session.used) = (known.breaks, now);
        Ok(session)
    }

    /// A passkey thaws: one that nothing contests, and that is old enough.
    pub(in super::super) fn thawed(
        &mut self,
        account: AccountHandle,
        passkey: PasskeyId,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let born = self.asserts(account, passkey)?;
        deny(!born.has_settled(now), "a young passkey thaws")?;
        let known = self.account_mut(account)?;
        known.frozen = None;
        known.value_held_until = known.value_held_until.max(Some(now.plus_seconds(24 * HOUR)));
        Ok(())
    }

    /// A recovery begins, or one that waits already goes on waiting.
    pub(in super::super) fn recovers(
        &mut self,
        account: AccountHandle,
        (hold, proved): (HoldId, &Proved),
        now: Timestamp,
    ) -> Result<Begun, Denied> {
        let known = self.account_mut(account)?;
        known.suffices(proved, now)?;
        if known.waits.contains_key(&hold) {
            return Ok(Begun::Before);
        }
        known.breaks += 1;
        Ok(Begun::Now)
    }

    /// Its wait is over, and the proofs were given anew: a session that creates a passkey.
    pub(in super::super) fn recovered(&mut self, mut session: Seen, now: Timestamp) -> Result<Seen, Denied> {
        let known = self.account_mut(session.account)?;
        known.suffices(&session.proved, now)?;
        let (_, is_mature, stands) = known.recovery().ok_or("a recovery that nobody began is finished")?;
        deny(!is_mature, "a recovery is finished before its time")?;
        deny(stands == Stands::InDispute, "a recovery in dispute is finished")?;
        known.breaks += 1;
        known.frozen = None;
        known.value_held_until = known.value_held_until.max(Some(now.plus_seconds(7 * DAY)));
        (session.breaks, session.is_recovery) = (known.breaks, true);
        Ok(session)
    }

    /// Its passkey was made: it is over.
    pub(in super::super) fn recovery_made_its_passkey(
        &mut self,
        account: AccountHandle,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let (id, is_mature, stands) =
            known.recovery().ok_or("a recovery that was stopped makes a passkey")?;
        deny(!is_mature || stands == Stands::InDispute, "a recovery that isn't over makes a passkey")?;
        known.wait(id)?.stands = Stands::Over;
        Ok(())
    }

    /// A code of the printed set was tried, and taken: once.
    pub(in super::super) fn sheet_taken(&mut self, account: AccountHandle, code: &str) -> Result<(), Denied> {
        deny(!self.account_mut(account)?.codes.remove(code), "a recovery code that isn't there, or was used")
    }

    /// A code of the printed set stops a recovery, or decides a dispute about one.
    pub(in super::super) fn sheet_answers(
        &mut self,
        account: AccountHandle,
        (hold, answered): (HoldId, Answered),
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let wait = known.wait(hold)?.clone();
        deny(!matches!(wait.what, What::Recovery), "a recovery code answers for something else")?;
        deny(wait.stands == Stands::Over, "what is over is answered")?;
        let (about, who) = (About::Recovery, About::Sheet);
        let again = known.opposed_before(hold, &about, &who);
        let waits = wait.stands == Stands::Waits;
        deny(answered == Answered::Stopped && waits && again, "recovery codes stop one change twice")?;
        deny(answered == Answered::Stopped && wait.stands == Stands::Upheld, "a code beats an old passkey")?;
        deny(answered == Answered::Upheld && wait.stands != Stands::InDispute, "a code upholds nothing")?;
        known.settle(hold, Some(who), (answered, now))
    }
}

/// Whether a recovery began now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Begun {
    Now,
    Before,
}
