//! The password: counted in one step, hashed outside, judged in another.

use super::entry::{FactorFacts, Knocking, SignInReply};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::moment::Moment;
use crate::password::{PasswordEvidence, PasswordHash};
use crate::policy::Policy;
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::step::Step;
use crate::throttle::{Factor, clear, count};

/// Counts an attempt, before anything is compared, and gives what is to be compared with.
pub struct CountPassword(pub Knocking);

impl Step for CountPassword {
    type Facts = FactorFacts;
    /// The account's hash; none where it has none, or nobody is asked for. Then a decoy is compared.
    type Reply = Option<PasswordHash>;

    fn decide(&self, facts: &FactorFacts, policy: &Policy, moment: &Moment) -> Decision<Self::Reply> {
        decided(|| {
            let Self(knocking) = self;
            knocking.admit(facts, policy, moment)?;
            let counted =
                count(knocking.failures(Factor::Password, facts)?, facts.failures, policy, moment.now)?;
            let hash = facts.password.as_ref().map(|password| password.hash.clone());
            Ok(Decision { reply: Ok(hash), changes: Changes::Tally(vec![counted]) })
        })
    }
}

/// Takes what the comparison proved.
pub struct FinishPassword {
    /// Who knocks.
    pub knocking: Knocking,
    /// What was compared, and what came of it.
    pub evidence: PasswordEvidence,
}

impl Step for FinishPassword {
    type Facts = FactorFacts;
    type Reply = SignInReply;

    fn decide(&self, facts: &FactorFacts, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        decided(|| {
            let Self { knocking, evidence } = self;
            knocking.admit(facts, policy, moment)?;
            let (Some(account), Some(password)) = (&facts.account, &facts.password) else {
                return Err(Refusal::PasswordWrong);
            };
            // Evidence of another hash than the one that is stored by now proves nothing.
            if (Rule::PasswordFits.holds() && !evidence.fits()) || evidence.of() != password.hash.id() {
                return Err(Refusal::PasswordWrong);
            }
            let mut done = vec![
                clear(knocking.failures(Factor::Password, facts)?),
                knocking.ticket.spend(account.handle),
            ];
            if let Some(hash) = evidence.rehash() {
                done.push(Change::RehashPassword {
                    account: account.handle,
                    of: password.hash.id(),
                    hash: hash.clone(),
                });
            }
            let proved = (Factor::Password, Method::Password);
            Ok(knocking.enter(account, proved, (facts, done), Context { policy, moment }))
        })
    }
}
