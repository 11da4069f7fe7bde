//! The desk itself: who is let in, and what waits there for a second.

use super::proposal::Proposal;
use super::staff::{Role, admit_staff};
use crate::account::UserId;
use crate::change::Changes;
use crate::decision::{Decision, decided};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::session::{SessionFacts, SessionKey};
use crate::step::Step;

/// Enters the desk.
pub struct EnterSupport {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What `EnterSupport` reads.
pub struct EnterFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// What waits for a second, and about whose account, the oldest first.
    pub proposals: Vec<(UserId, Proposal)>,
}

/// The desk.
pub struct Desk {
    /// Who asks.
    pub who: SessionFacts,
    /// What they may.
    pub role: Role,
    /// What waits for a second, for whom may be the second.
    pub proposals: Vec<(UserId, Proposal)>,
}

impl Step for EnterSupport {
    type Facts = EnterFacts;
    type Reply = Desk;

    fn decide(&self, facts: &EnterFacts, policy: &Policy, moment: &Moment) -> Decision<Desk> {
        decided(|| {
            let staff = admit_staff(facts.who.as_ref(), Role::Look, policy, moment.now)?;
            let waits = |(of, proposal): &&(UserId, Proposal)| {
                proposal.is_open(moment.now) && *of != staff.who.account.user_id
            };
            let proposals = match staff.role {
                Role::Decide => facts.proposals.iter().filter(waits).cloned().collect(),
                Role::Look | Role::Help => vec![],
            };
            let reply = Desk { who: staff.who.clone(), role: staff.role, proposals };
            Ok(Decision { reply: Ok(reply), changes: Changes::Tally(staff.touched(policy, moment)) })
        })
    }
}
