//! A code of the printed set.

use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::proof::Method;
use crate::recovery_code::{RecoveryCode, Slot};
use crate::refusal::Refusal;
use crate::sign_in::{FactorFacts, Knocking, SignInReply};
use crate::step::Step;
use crate::throttle::{Factor, clear, count};

/// Checks a code. It is used up by being right, whatever comes of the recovery.
pub struct CheckRecoveryCode {
    /// Who knocks.
    pub knocking: Knocking,
    /// What was typed; the load compares it.
    pub code: RecoveryCode,
}

/// What `CheckRecoveryCode` reads.
pub struct CheckRecoveryCodeFacts {
    /// What every step reads.
    pub factor: FactorFacts,
    /// The place in the set of what was typed, where it is one of the account's unused codes.
    pub slot: Option<Slot>,
}

impl Step for CheckRecoveryCode {
    type Facts = CheckRecoveryCodeFacts;
    type Reply = SignInReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        decided(|| {
            let knocking = &self.knocking;
            knocking.admit(&facts.factor, policy, moment)?;
            let failures = knocking.failures(Factor::RecoveryCode, &facts.factor)?;
            let counted = count(failures, facts.factor.failures, policy, moment.now)?;
            let (Some(account), Some(slot)) = (&facts.factor.account, facts.slot) else {
                return Ok(Decision {
                    reply: Err(Refusal::RecoveryCodeWrong),
                    changes: Changes::Tally(vec![counted]),
                });
            };
            let done = vec![
                clear(failures),
                Change::UseRecoveryCode { account: account.handle, slot, at: moment.now },
                knocking.ticket.spend(account.handle),
            ];
            let proved = (Factor::RecoveryCode, Method::RecoveryCode);
            Ok(knocking.enter(account, proved, (&facts.factor, done), Context { policy, moment }))
        })
    }
}
