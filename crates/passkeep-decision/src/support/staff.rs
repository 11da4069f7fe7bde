//! Who is staff, and the gate of everything that staff does.

use serde_json::{Value, json};

use super::Concerned;
use crate::account::{Account, UserId};
use crate::change::{Change, Changes};
use crate::event::Actor;
use crate::hash::Hash;
use crate::id::{AccountHandle, StaffId};
use crate::moment::{Moment, Timestamp};
use crate::named::named;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, admit, touch};

named!(
    /// A role among the staff. Each may what the ones before it may.
    Role {
        /// Finds accounts and attempts, and reads.
        Look = "look",
        /// Freezes, has the way to a recovery sent, and notices sent again.
        Help = "help",
        /// Is one of the two who stop or shorten a wait, thaw, or enter a proof of identity.
        Decide = "decide",
    }
);

named!(
    /// As what the history of an account names who of the staff it was.
    ToldAs {
        /// By the role.
        Role = "role",
        /// By the role and the user ID.
        UserId = "user_id",
    }
);

/// One of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// Whose account.
    pub user_id: UserId,
    /// What they may.
    pub role: Role,
}

/// Who is staff, and what that takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportPolicy {
    /// The staff. As shipped there is none.
    pub staff: Vec<StaffMember>,
    /// As what the history names them.
    pub told_as: ToldAs,
    /// At how many accounts one of them may look in an hour.
    pub looks_per_hour: i64,
    /// How long a proposal waits for the second.
    pub proposal_seconds: i64,
    /// How old an address must be to be sent something by staff.
    pub address_seconds: i64,
    /// The least that is left of a wait, from the moment on which two shorten it.
    pub shortest_wait_seconds: i64,
}

const HOUR: i64 = 60 * 60;

impl Default for SupportPolicy {
    fn default() -> Self {
        Self {
            staff: vec![],
            told_as: ToldAs::Role,
            looks_per_hour: 60,
            proposal_seconds: 24 * HOUR,
            address_seconds: 72 * HOUR,
            shortest_wait_seconds: 24 * HOUR,
        }
    }
}

impl SupportPolicy {
    /// The same rules with minutes for hours, for the demo.
    pub const fn minutes_for_hours(mut self) -> Self {
        self.address_seconds /= 60;
        self.shortest_wait_seconds /= 60;
        self
    }

    /// The role of a user ID.
    pub fn role_of(&self, user_id: UserId) -> Option<Role> {
        self.staff.iter().find(|member| member.user_id == user_id).map(|member| member.role)
    }
}

/// One of the staff, who is let in.
#[derive(Clone, Copy)]
pub(super) struct Staff<'a> {
    pub(super) who: &'a SessionFacts,
    pub(super) role: Role,
}

/// The gate. Whoever has no role learns that there is nothing here, signed in or not; who has one is told what is missing.
pub(super) fn admit_staff<'a>(
    facts: Option<&'a SessionFacts>,
    needed: Role,
    policy: &Policy,
    now: Timestamp,
) -> Result<Staff<'a>, Refusal> {
    let facts = facts.ok_or(Refusal::NotFound)?;
    let given = policy.support.role_of(facts.account.user_id);
    let role = if Rule::StaffRole.holds() { given } else { Some(Role::Decide) };
    let role = role.ok_or(Refusal::NotFound)?;
    let who = admit(Some(facts), Right::Support, policy, now)?;
    if Rule::StaffPower.holds() && role < needed {
        return Err(Refusal::RoleTooLow);
    }
    // The passkeys of staff that were removed since may have come back with a backup: they look, and undo nothing.
    if needed == Role::Decide
        && let Some(until) = who.account.changes_held_until(now)
    {
        return Err(Refusal::ChangesHeld { until });
    }
    Ok(Staff { who, role })
}

impl StaffId {
    /// Of an account. The handle is 128 random bits, which no hash gives away.
    pub fn of(account: AccountHandle) -> Self {
        Self(Hash::new("staff").bytes(&account.0).finish_16())
    }
}

impl Staff<'_> {
    pub(super) const fn handle(&self) -> AccountHandle {
        self.who.account.handle
    }

    pub(super) fn actor(&self) -> Actor {
        Actor::Staff(StaffId::of(self.handle()))
    }

    /// As what the account's history names them.
    pub(super) fn told(&self, policy: &Policy) -> Value {
        named_as(&self.who.account, self.role, policy)
    }

    /// The account concerned is not theirs. Who shares its browser is the same person, as far as is known.
    pub(super) fn not_own(&self, concerned: &Concerned) -> Result<(), Refusal> {
        let account = concerned.account.handle == self.handle();
        let browser =
            self.who.session.device.is_some_and(|own| concerned.devices.iter().any(|d| d.id == own));
        if Rule::StaffOwn.holds() && (account || browser) { Err(Refusal::OwnAccount) } else { Ok(()) }
    }

    /// Records that their session was used.
    pub(super) fn touched(&self, policy: &Policy, moment: &Moment) -> Vec<Change> {
        match touch(self.who, policy, moment) {
            Changes::Tally(list) => list,
            Changes::Nothing | Changes::Account { .. } => vec![],
        }
    }
}

/// The role, and the user ID where the operator says so.
pub(super) fn named_as(account: &Account, role: Role, policy: &Policy) -> Value {
    match policy.support.told_as {
        ToldAs::Role => json!({ "role": role.as_str() }),
        ToldAs::UserId => json!({ "role": role.as_str(), "user_id": account.user_id.to_string() }),
    }
}
