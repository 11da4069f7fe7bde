//! The model's part on trusted devices: chosen by their owner, with a key and a secret that rotates, and trusted once a
//! full sign-in has come 72 h after another.

use super::{Denied, HOUR, Model, Seen, deny};
use crate::id::{AccountHandle, DeviceId, PasskeyId};
use crate::moment::Timestamp;
use crate::proof::Method;
use crate::trust::SecretHash;

/// What was seen of a device that its owner has chosen.
#[derive(Clone, Debug)]
pub(in super::super) struct Chosen {
    /// Which key it signs with.
    pub(in super::super) key: usize,
    /// Its first full sign-in since, and the first by a passkey that was old enough.
    pub(in super::super) first_full: Option<Timestamp>,
    pub(in super::super) first_old: Option<Timestamp>,
    /// Another came at least 72 h later.
    pub(in super::super) has_settled: bool,
    /// Both were by such passkeys. A rule may let what is between the two count or not; this one it must.
    pub(in super::super) surely_settled: bool,
    /// The secret that it was given last; none once its trust has ended.
    pub(in super::super) newest: Option<SecretHash>,
    /// The one before, until the newest has been seen.
    pub(in super::super) before: Option<SecretHash>,
    pub(in super::super) was_copied: bool,
}

/// How far a device is trusted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in super::super) enum Far {
    Not,
    /// For signing in alone.
    SignIn,
    Full,
}

/// Whether it is noted that the newest secret was seen. What begins an answer writes nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Noted {
    Yes,
    No,
}

/// What a device brings of its secrets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Brings {
    Newest,
    Before,
    Old,
    Nothing,
}

impl Chosen {
    fn brings(&self, secret: Option<SecretHash>) -> Brings {
        match secret {
            None => Brings::Nothing,
            Some(_) if secret == self.newest => Brings::Newest,
            Some(_) if secret == self.before => Brings::Before,
            Some(_) => Brings::Old,
        }
    }

    fn end(&mut self) {
        (self.newest, self.before) = (None, None);
    }

    fn copied(&mut self) {
        self.end();
        self.was_copied = true;
    }

    fn rotate(&mut self, brings: Brings, next: SecretHash) {
        self.before = match brings {
            Brings::Newest => self.newest,
            Brings::Before => self.before,
            Brings::Old | Brings::Nothing => None,
        };
        self.newest = Some(next);
    }

    /// Whether it serves for signing in at once: the account was founded on it, and an old passkey has been there.
    const fn was_there_first(&self, founded: bool) -> bool {
        founded && self.first_old.is_some()
    }

    /// Whatever raises trust is an old passkey's doing: the sign-in that comes 72 h after another.
    fn full_sign_in(&mut self, is_old: bool, now: Timestamp) {
        let first = *self.first_full.get_or_insert(now);
        if is_old {
            let first_old = *self.first_old.get_or_insert(now);
            self.has_settled |= now >= first.plus_seconds(72 * HOUR);
            self.surely_settled |= now >= first_old.plus_seconds(72 * HOUR);
        }
    }
}

impl Model {
    /// How far an account trusts a browser.
    pub(in super::super) fn trusts(&self, account: AccountHandle, device: DeviceId) -> Far {
        let Some(known) = self.accounts.get(&account) else { return Far::Not };
        let Some(chosen) = known.chosen.get(&device).filter(|chosen| chosen.newest.is_some()) else {
            return Far::Not;
        };
        match (chosen.has_settled, chosen.was_there_first(known.founded_on == Some(device))) {
            (true, _) => Far::Full,
            (false, true) => Far::SignIn,
            (false, false) => Far::Not,
        }
    }

    /// The key that a device was chosen with.
    pub(in super::super) fn key_of(&self, account: AccountHandle, device: DeviceId) -> Option<usize> {
        Some(self.accounts.get(&account)?.chosen.get(&device)?.key)
    }

    /// Whether there is a browser that may approve another, whichever sign-ins count.
    pub(in super::super) fn someone_surely_answers(&self, account: AccountHandle) -> bool {
        let Some(known) = self.accounts.get(&account) else { return false };
        known.chosen.iter().any(|(device, chosen)| {
            let was_there_first = chosen.was_there_first(known.founded_on == Some(*device));
            chosen.newest.is_some() && (chosen.surely_settled || was_there_first)
        })
    }

    /// A session has chosen its device.
    pub(in super::super) fn choose(
        &mut self,
        session: &Seen,
        secret: SecretHash,
        key: usize,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let device = session.device.ok_or("a browser that nobody remembers is chosen")?;
        deny(session.is_shared, "a shared computer is chosen")?;
        let known = self.account_mut(session.account)?;
        deny(!known.browsers.contains_key(&device), "an unknown browser is chosen")?;
        let old = |id: &PasskeyId| known.passkeys.get(id).is_some_and(|born| born.is_old_enough(now));
        let weak = !known.has_passkeys() && session.both() && session.has(Method::Approval);
        let by_old = !session.asserted.is_empty() && session.asserted.iter().all(old);
        let is_full = session.has(Method::Passkey) || weak;
        let chosen = Chosen {
            key,
            first_full: is_full.then_some(now),
            first_old: (by_old || weak).then_some(now),
            has_settled: false,
            surely_settled: false,
            newest: Some(secret),
            before: None,
            was_copied: false,
        };
        known.chosen.insert(device, chosen);
        Ok(())
    }

    /// A passkey has signed in on a browser that brought a secret, and was given the next.
    pub(in super::super) fn signs_in_on(
        &mut self,
        (account, device): (AccountHandle, DeviceId),
        passkey: PasskeyId,
        (brought, given): (Option<SecretHash>, Option<SecretHash>),
        now: Timestamp,
    ) -> Result<(), Denied> {
        let known = self.account_mut(account)?;
        let born = *known.passkeys.get(&passkey).ok_or("a passkey that the account never had")?;
        let Some(chosen) = known.chosen.get_mut(&device) else {
            return deny(given.is_some(), "a browser that nobody chose is given a secret");
        };
        let was_trusted = chosen.newest.is_some();
        let brings = chosen.brings(brought);
        if was_trusted && brings == Brings::Old {
            chosen.copied();
            return deny(given.is_some(), "a copy is given a secret");
        }
        let stays = was_trusted && brings != Brings::Nothing;
        if !stays {
            chosen.end();
        }
        let Some(next) = given else { return Ok(()) };
        if !stays {
            deny(chosen.was_copied, "what was copied is trusted again")?;
            deny(!born.is_bound, "a passkey that is anywhere restores a device")?;
            deny(!born.has_settled(now), "a young passkey restores a device")?;
        }
        chosen.rotate(if stays { brings } else { Brings::Nothing }, next);
        chosen.full_sign_in(born.is_old_enough(now), now);
        Ok(())
    }

    /// A trusted device has acted, with a secret that it brought.
    pub(in super::super) fn acts(
        &mut self,
        (account, device): (AccountHandle, Option<DeviceId>),
        needed: Far,
        (brought, noted): (Option<SecretHash>, Noted),
    ) -> Result<(), Denied> {
        let device = device.ok_or("a browser that nobody remembers acts as a trusted device")?;
        deny(self.trusts(account, device) < needed, "a device that isn't trusted acts as one")?;
        let known = self.account_mut(account)?;
        let chosen = known.chosen.get_mut(&device).ok_or("a device that nobody chose acts")?;
        match chosen.brings(brought) {
            Brings::Newest if noted == Noted::Yes => chosen.before = None,
            Brings::Newest | Brings::Before => {}
            Brings::Old => return Err("an old secret serves"),
            Brings::Nothing => return Err("a session without its device's secret serves"),
        }
        Ok(())
    }

    /// An old secret was seen: both copies are trusted no more.
    pub(in super::super) fn seen_copied(&mut self, account: AccountHandle, device: Option<DeviceId>) {
        let known = self.accounts.get_mut(&account).zip(device);
        if let Some(chosen) = known.and_then(|(known, device)| known.chosen.get_mut(&device)) {
            chosen.copied();
        }
    }

    /// Signing out ends trust.
    pub(in super::super) fn signed_out(&mut self, account: AccountHandle, ends: impl Fn(DeviceId) -> bool) {
        let Some(known) = self.accounts.get_mut(&account) else { return };
        known.chosen.iter_mut().filter(|(device, _)| ends(**device)).for_each(|(_, chosen)| chosen.end());
    }
}
