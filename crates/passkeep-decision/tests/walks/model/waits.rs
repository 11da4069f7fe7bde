//! The model's part on what waits: 72 h, told to every address, stopped by whoever may, done at its end.

use super::{Birth, DAY, Denied, HOUR, Known, Model, Proved, deny};
use crate::hold::HoldKind;
use crate::id::{AccountHandle, ConfirmationId, HoldId, PasskeyId};
use crate::moment::Timestamp;
use crate::proof::Method;

/// A passkey or an address: what a change is about, and who opposes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in super::super) enum About {
    Passkey(PasskeyId),
    Address(String),
    Password,
    /// The account as a whole.
    Recovery,
    /// The printed codes.
    Sheet,
    Action(ConfirmationId),
}

/// A change that waits.
#[derive(Clone, Debug)]
pub(in super::super) enum What {
    RemovePasskey(PasskeyId),
    LosePasskey(PasskeyId),
    RemoveAddress(String),
    ReplaceAddress { from: String, to: String },
    GiveUpNumber(String),
    Password,
    Recovery,
    Action(ConfirmationId),
}

/// What was seen of a wait.
#[derive(Clone, Debug)]
pub(in super::super) struct Wait {
    pub(in super::super) what: What,
    pub(in super::super) since: Timestamp,
    /// How often it was told of before its end.
    pub(in super::super) told: u32,
    /// What it opens stands open.
    pub(in super::super) is_mature: bool,
    pub(in super::super) stands: Stands,
    /// Since when it is in dispute.
    pub(in super::super) disputed: Option<Timestamp>,
    /// Two of the staff have begun it: it is a recovery by a proof of identity.
    pub(in super::super) is_of_staff: bool,
    /// The end that two of them have set.
    pub(in super::super) shortened: Option<Timestamp>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Stands {
    Waits,
    InDispute,
    /// An old passkey decided that it goes on.
    Upheld,
    Over,
}

/// What an answer to a wait came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Answered {
    Stopped,
    Counted,
    Disputed,
    Upheld,
}

impl What {
    /// What it says it is, read from what was announced.
    pub(in super::super) fn of(kind: &HoldKind) -> Self {
        let text = |address: &crate::contact::Address| address.as_str().to_owned();
        match kind {
            HoldKind::RemovePasskey(id) => Self::RemovePasskey(*id),
            HoldKind::LosePasskey(id) => Self::LosePasskey(*id),
            HoldKind::RemoveContact(address) => Self::RemoveAddress(text(address)),
            HoldKind::ReplaceContact { from, to } => Self::ReplaceAddress { from: text(from), to: text(to) },
            HoldKind::GiveUpNumber(address) => Self::GiveUpNumber(text(address)),
            HoldKind::ChangePassword => Self::Password,
            HoldKind::Recovery => Self::Recovery,
            HoldKind::ConfirmAction { confirmation, .. } => Self::Action(*confirmation),
        }
    }

    fn about(&self) -> Option<About> {
        match self {
            Self::RemovePasskey(id) | Self::LosePasskey(id) => Some(About::Passkey(*id)),
            Self::RemoveAddress(text)
            | Self::ReplaceAddress { from: text, .. }
            | Self::GiveUpNumber(text) => Some(About::Address(text.clone())),
            Self::Password => Some(About::Password),
            Self::Recovery => Some(About::Recovery),
            Self::Action(id) => Some(About::Action(*id)),
        }
    }

    /// The passkey that it contests.
    pub(in super::super) fn passkey(&self) -> Option<PasskeyId> {
        match self {
            Self::RemovePasskey(id) | Self::LosePasskey(id) => Some(*id),
            _ => None,
        }
    }
}

impl Known {
    pub(super) fn wait(&mut self, id: HoldId) -> Result<&mut Wait, Denied> {
        self.waits.get_mut(&id).ok_or("a wait that nobody began")
    }

    /// Whether who opposes has opposed the same change in another wait.
    pub(super) fn opposed_before(&self, id: HoldId, about: &About, who: &About) -> bool {
        self.opposed.get(&(about.clone(), who.clone())).is_some_and(|wait| *wait != id)
    }

    /// Whether who opposes has said so in this wait.
    pub(in super::super) fn has_opposed(&self, id: HoldId, who: &About) -> bool {
        self.opposed.iter().any(|((_, one), wait)| *wait == id && one == who)
    }

    /// Whether somebody else than the passkey, or the passkey itself, has opposed in this wait.
    fn opposed_by(&self, id: HoldId, about: &About, is_it: impl Fn(&About) -> bool) -> bool {
        self.opposed.iter().any(|((what, who), wait)| *wait == id && what == about && is_it(who))
    }

    pub(super) fn settle(
        &mut self,
        id: HoldId,
        who: Option<About>,
        (answered, now): (Answered, Timestamp),
    ) -> Result<(), Denied> {
        let wait = self.wait(id)?;
        wait.disputed = wait.disputed.or((answered == Answered::Disputed).then_some(now));
        let (passkey, about) = (wait.what.passkey(), wait.what.about());
        wait.stands = match answered {
            Answered::Stopped => Stands::Over,
            Answered::Counted => wait.stands,
            Answered::Disputed => Stands::InDispute,
            Answered::Upheld => Stands::Upheld,
        };
        if let Some((about, who)) = about.zip(who) {
            self.opposed.entry((about, who)).or_insert(id);
        }
        // A recovery in dispute, or upheld after its time, is told of again.
        if matches!(answered, Answered::Disputed | Answered::Upheld) {
            self.wait(id)?.is_mature = false;
        }
        let action = match &self.wait(id)?.what {
            What::Action(action) if answered == Answered::Stopped => Some(*action),
            _ => None,
        };
        if let Some(action) = action.and_then(|action| self.actions.get_mut(&action)) {
            action.is_over = true;
        }
        if answered == Answered::Stopped
            && let Some(born) = passkey.and_then(|id| self.passkeys.get_mut(&id))
        {
            born.is_suspended = false;
        }
        Ok(())
    }
}

impl Model {
    /// A wait begins. What it takes away is suspended.
    pub(in super::super) fn begins(
        &mut self,
        account: AccountHandle,
        id: HoldId,
        what: What,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        if let Some(passkey) = what.passkey() {
            known.passkeys.get_mut(&passkey).ok_or("a passkey that the account never had")?.is_suspended =
                true;
        }
        let wait = Wait {
            what,
            since: now,
            told: 1,
            is_mature: false,
            stands: Stands::Waits,
            disputed: None,
            is_of_staff: false,
            shortened: None,
        };
        deny(known.waits.insert(id, wait).is_some(), "a wait begins twice")
    }

    /// Its middle was told.
    pub(in super::super) fn middle(&mut self, account: AccountHandle, id: HoldId) -> Result<(), Denied> {
        self.account_mut(account)?.wait(id)?.told += 1;
        Ok(())
    }

    /// Its end has come with nothing left to do.
    pub(in super::super) fn lapses(&mut self, account: AccountHandle, id: HoldId) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        known.wait(id)?.stands = Stands::Over;
        if let What::Action(action) = known.wait(id)?.what {
            known.actions.entry(action).and_modify(|action| action.is_over = true);
        }
        Ok(())
    }

    /// Nobody has decided a dispute for 30 days: nothing comes of it. What was reported lost stays so.
    pub(in super::super) fn undecided(
        &mut self,
        account: AccountHandle,
        id: HoldId,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let wait = known.wait(id)?.clone();
        deny(wait.stands != Stands::InDispute, "what isn't in dispute ends undecided")?;
        let early = wait.disputed.is_none_or(|since| now < since.plus_seconds(30 * DAY));
        deny(early, "a dispute ends before its time")?;
        let is_loss = matches!(wait.what, What::LosePasskey(_));
        deny(is_loss, "what was reported lost is back since nobody decided")?;
        known.settle(id, None, (Answered::Stopped, now))
    }

    /// Its end has come, and the change was made.
    pub(in super::super) fn done(
        &mut self,
        account: AccountHandle,
        id: HoldId,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let wait = known.wait(id)?.clone();
        deny(wait.stands == Stands::Over, "what was stopped has come")?;
        deny(wait.stands == Stands::InDispute, "what is in dispute has come")?;
        let hours = if matches!(wait.what, What::Action(_)) { 24 } else { 72 };
        let end = wait.since.plus_seconds(hours * HOUR);
        let end = wait.shortened.map_or(end, |shortened| shortened.min(end));
        deny(now < end, "a change came before its time")?;
        let is_recovery = matches!(wait.what, What::Recovery);
        deny(wait.told < if is_recovery { 3 } else { 2 }, "a change came without a word in the middle")?;
        deny(!is_recovery && known.is_frozen(now), "a change came while the account was frozen")?;
        if is_recovery {
            known.wait(id)?.is_mature = true;
            return Ok(());
        }
        known.wait(id)?.stands = Stands::Over;
        match wait.what {
            What::LosePasskey(lost) | What::RemovePasskey(lost) => {
                let others =
                    known.passkeys.iter().filter(|(one, born)| **one != lost && born.works()).count();
                let is_loss = matches!(wait.what, What::LosePasskey(_));
                deny(is_loss && others == 0, "a report has taken the last passkey")?;
                known.passkeys.get_mut(&lost).ok_or("a passkey that the account never had")?.is_removed =
                    true;
                let opened =
                    |one: &&mut super::Seen| one.account == account && one.asserted.last() == Some(&lost);
                self.sessions.values_mut().filter(opened).for_each(|one| one.has_ended = true);
            }
            What::RemoveAddress(address) | What::GiveUpNumber(address) => {
                known.contacts.remove(&address);
            }
            What::ReplaceAddress { from, to } => {
                known.contacts.remove(&from);
                known.contacts.insert(to, Proved { at: wait.since, is_first: false });
            }
            What::Action(action) => return known.moved_by_time(action, now),
            What::Password => {
                known.password = known.coming.remove(&id);
                known.wrong.retain(|(method, _), _| *method != Method::Password);
            }
            What::Recovery => {}
        }
        Ok(())
    }

    /// A passkey has signed an answer to a wait.
    pub(in super::super) fn answers(
        &mut self,
        account: AccountHandle,
        id: HoldId,
        (passkey, answered): (PasskeyId, Answered),
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let born = *known.passkeys.get(&passkey).ok_or("a passkey that the account never had")?;
        let wait = known.wait(id)?.clone();
        deny(wait.stands == Stands::Over, "what is over is answered")?;
        deny(born.is_removed, "a removed passkey answers")?;
        deny(born.by == Birth::Alone && !born.has_settled(now), "a young passkey vetoes")?;
        if !born.is_suspended {
            let in_dispute = matches!(wait.stands, Stands::InDispute | Stands::Upheld);
            deny(in_dispute && !born.decides(now), "a passkey under 7 days decides a dispute")?;
            return known.settle(id, None, (answered, now));
        }
        let (itself, about) = (About::Passkey(passkey), wait.what.about());
        deny(about.as_ref() != Some(&itself), "a contested passkey answers for something else")?;
        deny(answered == Answered::Upheld, "a contested passkey decides")?;
        if answered == Answered::Stopped {
            deny(wait.stands != Stands::Waits, "a contested passkey stops what is in dispute")?;
            let again = known.opposed_before(id, &itself, &itself);
            deny(again, "a contested passkey stops its own removal twice")?;
            let is_loss = matches!(wait.what, What::LosePasskey(_));
            let heard = known.opposed_by(id, &itself, |who| *who != itself);
            deny(is_loss && !heard, "the lost passkey alone undoes its report")?;
        }
        known.settle(id, Some(itself), (answered, now))
    }

    /// Somebody has pressed the button behind the link that an address was sent.
    pub(in super::super) fn presses(
        &mut self,
        account: AccountHandle,
        id: HoldId,
        (address, answered): (&str, Answered),
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let wait = known.wait(id)?.clone();
        let proved = *known.contacts.get(address).ok_or("an address that is gone answers")?;
        deny(wait.stands == Stands::Over, "what is over is answered")?;
        deny(now >= proved.at.plus_seconds(180 * DAY), "an address answers that was proved long ago")?;
        deny(answered == Answered::Upheld, "an address decides")?;
        let is_new = !proved.is_first && now < proved.at.plus_seconds(30 * DAY);
        deny(is_new, "an address answers that came of late")?;
        let who = About::Address(address.to_owned());
        if answered == Answered::Stopped {
            deny(wait.stands != Stands::Waits, "an address stops what is in dispute")?;
            let about = wait.what.about().ok_or("a change about nothing")?;
            deny(known.opposed_before(id, &about, &who), "an address stops one change twice")?;
            let lost = wait.what.passkey().map(About::Passkey);
            let is_loss = matches!(wait.what, What::LosePasskey(_));
            let heard = known.opposed_by(id, &about, |who| Some(who) == lost.as_ref());
            deny(is_loss && !heard, "an address alone undoes a report")?;
        }
        known.settle(id, Some(who), (answered, now))
    }
}
