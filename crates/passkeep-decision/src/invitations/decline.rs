//! "Not now": there is none before 30 days are over, and none after the third.

use super::{InvitationFacts, Invited};
use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionKey, admit};
use crate::step::Step;

/// Answers an invitation with "not now". Where none stands, nothing happens.
pub struct DeclineInvitation {
    /// Who asks.
    pub session: Option<SessionKey>,
}

impl Step for DeclineInvitation {
    type Facts = InvitationFacts;
    type Reply = ();

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<()> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let (Some(device), Some(invited)) = (facts.device.as_ref(), facts.invited) else {
                return Ok(Decision::reply(()));
            };
            if invited.declined_at.is_some() {
                return Ok(Decision::reply(()));
            }
            let declined = Invited { declined_at: Some(moment.now), ..invited };
            let change = Change::SetInvited(who.account.handle, device.id, declined);
            Ok(Decision { reply: Ok(()), changes: Changes::Tally(vec![change]) })
        })
    }
}
