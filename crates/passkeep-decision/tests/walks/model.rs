//! The model: what SECURITY.md promises, said naively, from what an onlooker has seen.
//!
//! It sees who proved what and when, never how the decision stores it: no level, no standing, no restriction, no epoch
//! is read here. It keeps every account's history, and says of a session what it may do.
//!
//! The invariant: without an assertion by an uncontested passkey that is at least 72 h old, nothing within 72 h moves
//! value, removes an older factor, or raises trust.

mod approvals;
mod recovery;
mod staff;
mod trust;
mod value;
mod waits;

pub(super) use approvals::{Asked, Yes};

use std::collections::{BTreeMap, BTreeSet};

use super::tickets::Sent;
use crate::id::{
    AccountHandle, ApprovalId, ConfirmationId, DeviceId, HoldId, PasskeyId, ProposalId, SessionId,
};
use crate::moment::Timestamp;
use crate::proof::Method;
use crate::right::Right;
pub(super) use recovery::Begun;
pub(super) use staff::Proposed;
pub(super) use trust::{Chosen, Far, Noted};
pub(super) use value::{Action, Came, Signing};
pub(super) use waits::{About, Answered, Stands, Wait, What};

/// What the decision did and the model denies.
pub(super) type Denied = &'static str;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How often a code may be compared, and how often a factor may fail in a row, in a walk.
pub(super) const COMPARISONS: i64 = 3;
pub(super) const FAILURES: i64 = 4;

#[derive(Clone, Default)]
pub(super) struct Model {
    pub(super) accounts: BTreeMap<AccountHandle, Known>,
    pub(super) sessions: BTreeMap<SessionId, Seen>,
    /// Which steps of which flows had their effect, each for an account: a sign-in that asks for nobody may be answered
    /// by a passkey of one account and by a passkey of another, once each.
    pub(super) used: BTreeSet<([u8; 16], &'static str, Option<AccountHandle>)>,
    pub(super) codes: BTreeMap<[u8; 16], Sent>,
}

/// What was seen of an account.
#[derive(Clone, Default)]
pub(super) struct Known {
    pub(super) passkeys: BTreeMap<PasskeyId, Born>,
    /// Since when each browser is known; none: since sign-up.
    pub(super) browsers: BTreeMap<DeviceId, Option<Timestamp>>,
    pub(super) password: Option<Length>,
    /// The passwords that wait to be that.
    pub(super) coming: BTreeMap<HoldId, Length>,
    pub(super) contacts: BTreeMap<String, Proved>,
    /// Since it was frozen: until when, if that lapses.
    pub(super) frozen: Option<Option<Timestamp>>,
    pub(super) stranger_freezes: BTreeMap<Method, Timestamp>,
    /// Until when nothing of value leaves it.
    pub(super) value_held_until: Option<Timestamp>,
    /// The printed codes that are left.
    pub(super) codes: BTreeSet<String>,
    /// How often everything that was begun has ended: fallbacks past its passkeys, reports, freezes.
    pub(super) breaks: u32,
    pub(super) wrong: BTreeMap<(Method, bool), i64>,
    /// The browser that the account was made on.
    pub(super) founded_on: Option<DeviceId>,
    pub(super) chosen: BTreeMap<DeviceId, Chosen>,
    pub(super) asked: BTreeMap<ApprovalId, Asked>,
    pub(super) waits: BTreeMap<HoldId, Wait>,
    /// What an app has asked to be confirmed, and whom the account has paid.
    pub(super) actions: BTreeMap<ConfirmationId, Action>,
    pub(super) payees: BTreeSet<&'static str>,
    /// What was proposed to two of the staff.
    pub(super) proposals: BTreeMap<ProposalId, Proposed>,
    /// When staff had something sent: about a wait, or the way to a recovery.
    pub(super) sent: BTreeMap<Option<HoldId>, Timestamp>,
    /// Who has opposed what, of all time, and in which wait.
    pub(super) opposed: BTreeMap<(About, About), HoldId>,
}

/// When an address was proved, and whether it came with the account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proved {
    pub(super) at: Timestamp,
    pub(super) is_first: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Length {
    Short,
    Long,
}

/// How a passkey came to be, and what became of it.
#[derive(Clone, Copy)]
pub(super) struct Born {
    pub(super) at: Timestamp,
    pub(super) by: Birth,
    pub(super) is_suspended: bool,
    pub(super) is_removed: bool,
    /// It never leaves its device.
    pub(super) is_bound: bool,
    /// It has proved so.
    pub(super) is_proved: bool,
    /// When it answered last.
    pub(super) used: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Birth {
    SignUp,
    /// An old passkey asserted for it.
    Authorised,
    Alone,
}

/// Which passkeys a session is to be raised by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asks {
    Any,
    /// One that has proved that it never leaves its device.
    Bound,
}

/// What was seen of a session.
#[derive(Clone)]
pub(super) struct Seen {
    pub(super) account: AccountHandle,
    /// The browser, where it is remembered.
    pub(super) device: Option<DeviceId>,
    pub(super) is_shared: bool,
    pub(super) opened: Timestamp,
    /// When it was last raised, and last used.
    pub(super) raised: Timestamp,
    pub(super) used: Timestamp,
    pub(super) proved: BTreeMap<Method, Timestamp>,
    pub(super) asserted: Vec<PasskeyId>,
    /// A passkey that never leaves its device has signed to raise it, as was asked.
    pub(super) is_bound: bool,
    /// It came in without a passkey, past passkeys.
    pub(super) is_quarantined: bool,
    /// A recovery opened it.
    pub(super) is_recovery: bool,
    pub(super) breaks: u32,
    pub(super) has_ended: bool,
}

pub(super) fn deny(when: bool, why: Denied) -> Result<(), Denied> {
    if when { Err(why) } else { Ok(()) }
}

impl Born {
    /// Whether its assertion may move what is older: it is as old as the account, or 72 hours, or an old one let it in.
    fn is_old_enough(&self, now: Timestamp) -> bool {
        self.by != Birth::Alone || now >= self.at.plus_seconds(72 * HOUR)
    }

    /// Whether it may remove another: no other lends it age.
    fn has_settled(&self, now: Timestamp) -> bool {
        self.by == Birth::SignUp || now >= self.at.plus_seconds(72 * HOUR)
    }

    /// Whether it decides a dispute.
    fn decides(&self, now: Timestamp) -> bool {
        self.by == Birth::SignUp || now >= self.at.plus_seconds(7 * DAY)
    }

    fn works(&self) -> bool {
        !self.is_suspended && !self.is_removed
    }
}

impl Seen {
    fn has(&self, method: Method) -> bool {
        self.proved.contains_key(&method)
    }

    pub(super) fn both(&self) -> bool {
        self.has(Method::Password) && self.has(Method::PhoneCode)
    }

    /// When all that it rests on was proved: the passkey, else both halves.
    fn proved_at(&self) -> Timestamp {
        let at = |method| self.proved.get(&method).copied();
        let weak = at(Method::Password).min(at(Method::PhoneCode));
        at(Method::Passkey).or(weak).unwrap_or(Timestamp(0))
    }

    /// How long it lives, and how long it may be left alone.
    fn limits(&self) -> (i64, i64) {
        let weak = !self.is_quarantined && !self.is_recovery && !self.has(Method::Passkey) && !self.both();
        let (life, idle) = if weak { (30 * 24 * HOUR, 24 * HOUR) } else { (24 * HOUR, HOUR) };
        (life, if self.is_shared { idle.min(15 * MINUTE) } else { idle })
    }
}

impl Known {
    pub(super) fn has_phone(&self) -> bool {
        self.contacts.keys().any(|address| address.starts_with('+'))
    }

    /// A passkey counts until it is gone: also one that is on its way out.
    pub(super) fn has_passkeys(&self) -> bool {
        self.passkeys.values().any(|born| !born.is_removed)
    }

    /// The browser is known by now; the first that it was seen counts.
    pub(super) fn know(&mut self, device: DeviceId, now: Timestamp) {
        self.browsers.entry(device).or_insert(Some(now));
    }
}

impl Model {
    pub(super) fn account(&self, handle: AccountHandle) -> Result<&Known, Denied> {
        self.accounts.get(&handle).ok_or("an account that nobody made")
    }

    pub(super) fn account_mut(&mut self, handle: AccountHandle) -> Result<&mut Known, Denied> {
        self.accounts.get_mut(&handle).ok_or("an account that nobody made")
    }

    pub(super) fn session(&self, id: SessionId) -> Result<&Seen, Denied> {
        self.sessions.get(&id).ok_or("a session that nobody opened")
    }

    /// Whether a session may do this now.
    pub(super) fn may(&self, id: SessionId, right: Right, now: Timestamp) -> Result<(), Denied> {
        use Right::*;
        let session = self.session(id)?;
        let account = self.account(session.account)?;
        Self::lives(session, account, now)?;
        if session.is_recovery {
            let is_given = matches!(right, Look | EndSessions | CreatePasskey);
            deny(!is_given, "a recovery creates a passkey, and no more")?;
            return deny(right == CreatePasskey && account.is_frozen(now), "the account is frozen");
        }
        if matches!(right, Look | EndSessions | Freeze | ReportLoss | Reauthenticate | StopHold) {
            return Ok(());
        }
        deny(session.is_quarantined, "a fallback past passkeys looks, and no more")?;
        deny(account.is_frozen(now) && right != Thaw, "the account is frozen")?;
        let passkey = session.has(Method::Passkey);
        deny(!passkey && !session.both(), "one weak proof")?;
        if matches!(right, Rename | ChangeName | TrustDevice) {
            return Ok(());
        }
        if right == Confirm {
            return deny(!passkey, "no passkey has asserted");
        }
        deny(now < self.browser_settles(session, account), "the browser is new")?;
        let old = |id: &PasskeyId| account.passkeys.get(id).is_some_and(|born| born.is_old_enough(now));
        let protected = account.has_passkeys();
        deny(protected && !session.asserted.iter().any(old), "no old passkey has asserted")?;
        let is_held = right == MoveValue && account.value_held_until.is_some_and(|until| now < until);
        deny(is_held, "value moves after a thaw or a recovery")?;
        if right == Support {
            deny(!session.is_bound, "staff without a key that is bound to its device")?;
            return deny(
                now >= session.proved_at().plus_seconds(HOUR),
                "staff whose key was touched long ago",
            );
        }
        let by_passkey = matches!(right, ReplaceRecoveryCodes | Thaw | MoveValue);
        deny(by_passkey && !passkey, "no passkey has asserted")?;
        let fresh = matches!(right, ChangeContacts | RevokeDevice | ChangePassword | ReplaceRecoveryCodes);
        deny(fresh && now >= session.proved_at().plus_seconds(15 * MINUTE), "the proof is old")
    }

    fn lives(session: &Seen, account: &Known, now: Timestamp) -> Result<(), Denied> {
        let (life, idle) = session.limits();
        deny(session.has_ended, "the session was ended")?;
        deny(session.breaks != account.breaks, "a fallback, a report or a freeze came after it")?;
        deny(now >= session.raised.plus_seconds(life), "the session has lived")?;
        deny(now >= session.used.plus_seconds(idle), "the session was left alone")
    }

    /// From when the session's browser is no longer new to the account.
    fn browser_settles(&self, session: &Seen, account: &Known) -> Timestamp {
        match session.device.and_then(|device| account.browsers.get(&device)) {
            Some(None) => Timestamp(i64::MIN),
            Some(Some(since)) => since.plus_seconds(24 * HOUR),
            None => session.opened.plus_seconds(24 * HOUR),
        }
    }

    /// A passkey has signed: whether its word counts.
    pub(super) fn asserts(&self, account: AccountHandle, passkey: PasskeyId) -> Result<Born, Denied> {
        let born = self.account(account)?.passkeys.get(&passkey).copied();
        let born = born.ok_or("a passkey that the account never had")?;
        deny(born.is_removed, "a removed passkey has answered")?;
        deny(born.is_suspended, "a suspended passkey has answered")?;
        Ok(born)
    }

    /// Whether a creation that it authorises makes a passkey of full rights.
    pub(super) fn lends_age(&self, account: AccountHandle, passkey: PasskeyId, now: Timestamp) -> bool {
        self.asserts(account, passkey).is_ok_and(|born| born.has_settled(now))
    }

    /// A passkey was removed at once: by itself, while another works.
    pub(super) fn remove(
        &mut self,
        account: AccountHandle,
        (removed, signer): (PasskeyId, PasskeyId),
    ) -> Result<(), Denied> {
        self.asserts(account, signer)?;
        deny(removed != signer, "a passkey is removed at once by another")?;
        deny(self.working(account).iter().all(|one| *one == removed), "the last one is removed at once")?;
        let known = self.account_mut(account)?;
        let gone = known.passkeys.get_mut(&removed).ok_or("a passkey that the account never had")?;
        gone.is_removed = true;
        Ok(())
    }

    /// A passkey may be sent on its way out by another, or by itself.
    pub(super) fn may_suspend(
        &self,
        account: AccountHandle,
        (removed, signer): (PasskeyId, PasskeyId),
        now: Timestamp,
    ) -> Result<(), Denied> {
        let born = self.asserts(account, signer)?;
        deny(removed != signer && !born.has_settled(now), "a young passkey removes another")
    }

    /// Whether these weak proofs are enough to come in, or to ask a trusted device.
    pub(super) fn are_enough(
        &self,
        account: AccountHandle,
        proved: &BTreeMap<Method, Timestamp>,
    ) -> Result<(), Denied> {
        let known = self.account(account)?;
        let (password, code) =
            (proved.contains_key(&Method::Password), proved.contains_key(&Method::PhoneCode));
        let short = known.password == Some(Length::Short) && password;
        deny(short && !code, "a short password alone")?;
        let has_two = known.password.is_some() && known.has_phone();
        let one_of_two = has_two && !(password && code);
        deny(!known.has_passkeys() && one_of_two, "one proof where there are two kinds")
    }

    /// A session came by a fallback.
    pub(super) fn fall_in(&mut self, mut session: Seen) -> Result<Seen, Denied> {
        let known = self.account_mut(session.account)?;
        if known.has_passkeys() {
            known.breaks += 1;
            session.is_quarantined = true;
        }
        session.breaks = known.breaks;
        Ok(session)
    }

    /// A passkey raises a session: it lifts a quarantine if it is older. `asked` is whether it had to be one that is bound.
    pub(super) fn raise(
        &self,
        before: SessionId,
        (passkey, asked): (PasskeyId, Asks),
        now: Timestamp,
    ) -> Result<Seen, Denied> {
        let mut session = self.sessions.get(&before).ok_or("a session that nobody opened")?.clone();
        let born = self.asserts(session.account, passkey)?;
        deny(session.is_quarantined && born.at >= session.opened, "a younger passkey lifts a quarantine")?;
        deny(asked == Asks::Bound && !born.is_proved, "a passkey that proved nothing is taken as bound")?;
        session.is_bound |= asked == Asks::Bound;
        session.is_quarantined = false;
        session.asserted.push(passkey);
        session.proved.insert(Method::Passkey, now);
        (session.raised, session.used) = (now, now);
        Ok(session)
    }

    /// A factor that can be guessed was tried, and taken.
    pub(super) fn guess_taken(
        &mut self,
        who: AccountHandle,
        tried: (Method, DeviceId),
    ) -> Result<(), Denied> {
        let wrong = self.wrong(who, tried);
        deny(wrong.is_some_and(|count| *count >= FAILURES), "a factor that failed too often")?;
        if let Some(count) = self.wrong(who, tried) {
            *count = 0;
        }
        Ok(())
    }

    /// It was tried, and was wrong.
    pub(super) fn guess_wrong(&mut self, who: AccountHandle, tried: (Method, DeviceId)) {
        if let Some(count) = self.wrong(who, tried) {
            *count += 1;
        }
    }

    fn wrong(&mut self, who: AccountHandle, (method, device): (Method, DeviceId)) -> Option<&mut i64> {
        let known = self.accounts.get_mut(&who)?;
        let is_known = known.browsers.contains_key(&device);
        Some(known.wrong.entry((method, is_known)).or_default())
    }

    /// The passkeys that work.
    pub(super) fn working(&self, account: AccountHandle) -> Vec<PasskeyId> {
        let passkeys = self.accounts.get(&account).map(|known| &known.passkeys);
        passkeys.into_iter().flatten().filter(|(_, born)| born.works()).map(|(id, _)| *id).collect()
    }
}
