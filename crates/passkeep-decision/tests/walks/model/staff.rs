//! The model's part on the support desk: one of the staff makes an account safer, or says to its older addresses what they knew;
//! what takes a protection away takes two, each with a bound key, at two places, within a day, and of nobody's own account.

use super::{Answered, DAY, Denied, HOUR, Known, Model, Stands, What, deny};
use crate::id::{AccountHandle, HoldId, PasskeyId, ProposalId, SessionId};
use crate::moment::Timestamp;
use crate::support::ProposedAction;
use crate::walks::people::STAFF;

/// What one of the staff has proposed.
#[derive(Clone, Debug)]
pub(in super::super) struct Proposed {
    pub(in super::super) action: ProposedAction,
    pub(in super::super) hold: Option<HoldId>,
    pub(in super::super) by: AccountHandle,
    pub(in super::super) browser: usize,
    pub(in super::super) at: Timestamp,
    pub(in super::super) is_over: bool,
}

impl Model {
    /// Somebody has to do with an account: one of the staff, and it isn't theirs, nor is their browser its own.
    pub(in super::super) fn helps(
        &self,
        session: SessionId,
        account: AccountHandle,
    ) -> Result<AccountHandle, Denied> {
        let seen = self.session(session)?;
        let has_role = STAFF.iter().any(|(member, _)| *member == seen.account);
        deny(!has_role, "somebody without a role is staff")?;
        deny(seen.account == account, "one of the staff has to do with their own account")?;
        let known = self.account(account)?;
        let shared = seen.device.is_some_and(|device| known.browsers.contains_key(&device));
        deny(shared, "one of the staff has to do with the account of their own browser")?;
        Ok(seen.account)
    }

    /// The key of one of the staff has signed.
    fn signs_for_staff(
        &self,
        staff: AccountHandle,
        passkey: PasskeyId,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let born = self.asserts(staff, passkey)?;
        deny(!born.is_proved, "staff signs with a key that may be anywhere")?;
        deny(!born.has_settled(now), "staff signs with a key that was just added")
    }

    /// The first has signed.
    pub(in super::super) fn proposes(
        &mut self,
        account: AccountHandle,
        (id, proposed): (ProposalId, Proposed),
        passkey: PasskeyId,
    ) -> Result<(), Denied> {
        self.signs_for_staff(proposed.by, passkey, proposed.at)?;
        let known = self.account_mut(account)?;
        let same = |one: &Proposed| {
            (one.action, one.hold) == (proposed.action, proposed.hold)
                && !one.is_over
                && proposed.at < one.at.plus_seconds(DAY - HOUR)
        };
        deny(known.proposals.values().any(same), "the same is proposed twice")?;
        deny(known.proposals.insert(id, proposed).is_some(), "a proposal was made twice")
    }

    /// The second has signed, and it is done. Gives what was done, and about what.
    pub(in super::super) fn decides(
        &mut self,
        account: AccountHandle,
        id: ProposalId,
        (staff, browser, passkey): (AccountHandle, usize, PasskeyId),
        now: Timestamp,
    ) -> Result<Proposed, Denied> {
        self.signs_for_staff(staff, passkey, now)?;
        let proposed =
            self.account(account)?.proposals.get(&id).cloned().ok_or("what nobody proposed is done")?;
        deny(proposed.is_over, "what is over is done")?;
        deny(now >= proposed.at.plus_seconds(DAY), "what was proposed long ago is done")?;
        deny(proposed.by == staff, "one of the staff is both")?;
        deny(proposed.browser == browser, "both of the staff sit at one place")?;
        deny(self.account(proposed.by)?.is_frozen(now), "whoever proposed is frozen")?;
        let known = self.account_mut(account)?;
        known.proposals.entry(id).and_modify(|one| one.is_over = true);
        match (proposed.action, proposed.hold) {
            (ProposedAction::StopHold, Some(hold)) => {
                deny(known.wait(hold)?.stands == Stands::Over, "what is over is stopped")?;
                known.settle(hold, None, (Answered::Stopped, now))?;
            }
            (ProposedAction::ShortenHold, Some(hold)) => known.shorten(hold, now)?,
            (ProposedAction::Thaw, None) => {
                deny(!known.is_frozen(now), "what isn't frozen is thawed")?;
                known.frozen = None;
                known.value_held_until = known.value_held_until.max(Some(now.plus_seconds(DAY)));
            }
            (ProposedAction::ProveIdentity, None) => {
                deny(known.recovery().is_some(), "a recovery begins beside another")?;
                known.breaks += 1;
            }
            _ => return Err("a proposal about nothing, or about too much"),
        }
        Ok(proposed)
    }

    /// The recovery of a proof of identity waits.
    pub(in super::super) fn is_of_staff(
        &mut self,
        account: AccountHandle,
        hold: HoldId,
    ) -> Result<(), Denied> {
        let wait = self.account_mut(account)?.wait(hold)?;
        deny(!matches!(wait.what, What::Recovery), "staff has begun something else than a recovery")?;
        wait.is_of_staff = true;
        Ok(())
    }

    /// One of the staff has frozen an account, until it is thawed.
    pub(in super::super) fn frozen_by_staff(&mut self, account: AccountHandle) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        known.frozen = Some(None);
        known.breaks += 1;
        Ok(())
    }

    /// Something was sent to these addresses because one of the staff had it sent.
    pub(in super::super) fn sent_by_staff(
        &mut self,
        account: AccountHandle,
        (about, addresses): (Option<HoldId>, &[String]),
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        for address in addresses {
            let proved = known.contacts.get(address).ok_or("staff has something sent to nobody")?;
            deny(now < proved.at.plus_seconds(72 * HOUR), "staff has something sent to a new address")?;
        }
        let last = known.sent.insert(about, now);
        deny(last.is_some_and(|last| now < last.plus_seconds(HOUR)), "staff buries somebody in messages")
    }
}

impl Known {
    /// A day is left.
    fn shorten(&mut self, hold: HoldId, now: Timestamp) -> Result<(), Denied> {
        let wait = self.wait(hold)?;
        deny(wait.stands != Stands::Waits || wait.is_mature, "what is over, or in dispute, is shortened")?;
        deny(wait.is_of_staff, "staff shortens what staff has begun")?;
        wait.shortened = Some(now.plus_seconds(DAY));
        Ok(())
    }
}
