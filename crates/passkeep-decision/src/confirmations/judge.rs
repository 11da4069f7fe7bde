//! What an action takes: of the account, of the session, of the passkey that signs, and whether another device or a wait
//! must follow. Each no says from when it would be a yes.

use super::action_type::{ActionType, AmountLimit, Effect, is_over, is_within};
use super::amount::Amount;
use super::confirmation::Confirmation;
use crate::account::Account;
use crate::hold::{Hold, HoldKind};
use crate::level::Level;
use crate::moment::Timestamp;
use crate::passkey::{Passkey, PasskeyOrigin};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::SessionFacts;

/// An action about to be judged.
pub(super) struct Judged<'a> {
    kind: &'a ActionType,
    amount: Option<Amount>,
    policy: &'a Policy,
    now: Timestamp,
}

/// What an account has, beside one passkey, that a loss would leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SafetyNet {
    /// How many passkeys work.
    pub passkeys: usize,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
}

impl<'a> Judged<'a> {
    pub(super) fn new(
        confirmation: &Confirmation,
        kind: &'a ActionType,
        policy: &'a Policy,
        now: Timestamp,
    ) -> Self {
        Self { kind, amount: kind.amount(&confirmation.action), policy, now }
    }

    /// What an account must have, whoever is in: it stands, and one lost phone would not mean staff.
    pub(super) fn account(&self, account: &Account, net: SafetyNet) -> Result<(), Refusal> {
        if Rule::Frozen.holds() && account.is_frozen(self.now) {
            return Err(Refusal::AccountFrozen);
        }
        if self.kind.effect == Effect::Nothing || self.is_small_trade() {
            return Ok(());
        }
        if Rule::ValueHeld.holds()
            && let Some(until) = account.value_held_until(self.now)
        {
            return Err(Refusal::ValueHeld { until });
        }
        if Rule::SafetyNet.holds() && net.passkeys < 2 && net.recovery_codes == 0 {
            return Err(Refusal::SecondWayNeeded);
        }
        Ok(())
    }

    /// What a session must be.
    pub(super) fn session(&self, who: &SessionFacts) -> Result<(), Refusal> {
        let right = if self.kind.effect == Effect::Nothing || self.is_small_trade() {
            Right::Confirm
        } else {
            Right::MoveValue
        };
        self.policy.rights.of(right).check(who, self.now)
    }

    /// What the passkey that signs must be: of a level, of an age, and under no restriction.
    pub(super) fn passkey(&self, passkey: &Passkey) -> Result<(), Refusal> {
        let needed = self.level();
        if Rule::ConfirmLevel.holds() && passkey.level() < needed {
            return Err(Refusal::LevelTooLow { needed });
        }
        let age = self.passkey_seconds();
        let old_at = match passkey.origin {
            // There was nothing older to protect.
            PasskeyOrigin::SignUp => passkey.created_at,
            PasskeyOrigin::Grant => passkey.created_at.plus_seconds(age),
        };
        if Rule::ConfirmAge.holds() && self.now < old_at {
            return Err(Refusal::PasskeyTooNew { until: old_at });
        }
        let restriction = passkey.restriction.filter(|restriction| self.now < restriction.until);
        let moves = self.kind.effect != Effect::Nothing && !self.is_small_trade();
        match restriction {
            Some(restriction) if moves => Err(restriction.refusal()),
            _ => Ok(()),
        }
    }

    /// Whether another trusted device must sign too, or the action waits: for a payee that is new, an amount over a limit, an
    /// account at risk, or one in which something waits that its owner might not have asked for.
    pub(super) fn takes_second(&self, account: &Account, payee_known: bool, holds: &[Hold]) -> bool {
        if self.kind.effect == Effect::Nothing || !Rule::ConfirmSecond.holds() {
            return false;
        }
        let is_new = self.kind.payee.is_some() && !payee_known;
        let at_risk = account.state.risk_until.is_some_and(|until| self.now < until);
        let waits = holds
            .iter()
            .any(|hold| hold.state.is_open() && !matches!(hold.kind, HoldKind::ConfirmAction { .. }));
        is_new || is_over(&self.kind.second_over, self.amount.as_ref()) || at_risk || waits
    }

    fn level(&self) -> Level {
        self.steps().filter_map(|step| step.level).fold(self.kind.level, Level::max)
    }

    /// Value takes a passkey that has settled, whatever the type says; a trade up to the cap of what is new does not.
    fn passkey_seconds(&self) -> i64 {
        let settles = match self.kind.effect {
            Effect::Nothing => 0,
            Effect::Trades if self.is_small_trade() => 0,
            Effect::MovesValue | Effect::Trades => self.policy.passkey_settles_seconds,
        };
        self.steps()
            .filter_map(|step| step.passkey_seconds)
            .fold(self.kind.passkey_seconds.max(settles), i64::max)
    }

    fn steps(&self) -> impl Iterator<Item = &super::action_type::AmountStep> {
        self.kind.steps.iter().filter(|step| is_over(&step.over, self.amount.as_ref()))
    }

    fn is_small_trade(&self) -> bool {
        let caps: &[AmountLimit] = &self.kind.restricted_up_to;
        self.kind.effect == Effect::Trades && is_within(caps, self.amount.as_ref())
    }
}
