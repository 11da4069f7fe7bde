//! One factor freezes, without a session: from a browser that the account knows for good, from any other for a day and
//! once a day for each factor.

use serde_json::json;

use super::entry::{FactorFacts, Knocking, SignInReply};
use crate::account::{Account, Freeze};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::decision::Decision;
use crate::event::Actor;
use crate::freeze::{Freezing, freeze};
use crate::moment::Timestamp;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::throttle::Factor;

/// What a proved factor is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// To get in.
    Enter,
    /// To freeze the account.
    Freeze,
    /// To stop a recovery that waits.
    StopRecovery,
}

/// What freezes.
pub(super) struct ByFactor<'a> {
    pub(super) account: &'a Account,
    pub(super) knocking: &'a Knocking,
    pub(super) facts: &'a FactorFacts,
    pub(super) factor: Factor,
}

impl ByFactor<'_> {
    /// `done` is what must be written whatever comes of it.
    pub(super) fn decide(self, done: Vec<Change>, context: Context<'_>) -> Decision<SignInReply> {
        let Context { policy, moment } = context;
        let refused = |refusal, done| Decision { reply: Err(refusal), changes: Changes::Tally(done) };
        let known = self.facts.device.is_some();
        let lapses_at = (!known).then(|| moment.now.plus_seconds(policy.freeze_lapses_seconds));
        if let Some(standing) = self.standing(moment.now)
            && (standing.lapses_at.is_none() || !known)
        {
            return Decision { reply: Ok(SignInReply::Frozen(standing)), changes: Changes::Tally(done) };
        }
        let again_at =
            self.facts.frozen_by_stranger_at.map(|at| at.plus_seconds(policy.freeze_again_seconds));
        if let Some(until) = again_at.filter(|until| !known && moment.now < *until)
            && Rule::FreezeAgain.holds()
        {
            return refused(Refusal::FreezeTooSoon { until }, done);
        }
        let account = self.account;
        let freezing = Freezing {
            account,
            contacts: &self.facts.contacts,
            actor: Actor::Factor(self.factor),
            client: &self.knocking.client,
            lapses_at,
        };
        let details = json!({ "known_browser": known });
        let (event, changes) = freeze(&freezing, details, policy, moment);
        let mut rest = done;
        rest.extend(changes);
        if !known {
            rest.push(Change::RecordStrangerFreeze {
                account: account.handle,
                factor: self.factor,
                at: moment.now,
            });
        }
        let frozen = Freeze { at: moment.now, lapses_at };
        Decision { reply: Ok(SignInReply::Frozen(frozen)), changes: Changes::of_account(event, rest) }
    }

    fn standing(&self, now: Timestamp) -> Option<Freeze> {
        self.account.state.freeze.filter(|_| self.account.is_frozen(now))
    }
}
