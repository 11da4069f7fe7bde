//! Whether to invite, and to what.

use super::{INVITATION_EVERY_SECONDS, INVITATIONS_MAX, InvitationFacts, Invited};
use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::level::Standing;
use crate::moment::Moment;
use crate::named::named;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::proof::Method;
use crate::right::Right;
use crate::session::{Session, SessionFacts, SessionKey, admit};
use crate::step::Step;

/// Asks whether this person is to be invited, here and now.
pub struct Invite {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Whether this device can hold a passkey.
    pub holds: Holds,
}

/// Whether a device can hold a passkey, as its client says and the operator's rules let.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It can.
    Yes,
    /// It can't, or nobody knows.
    No,
}

named!(
    /// An invitation.
    Invitation {
        /// They came in without a passkey, which may change nothing: to use one that they have, and then create one here.
        UseOneFirst = "use_one_first",
        /// Their only passkey lives in one place: to create a second elsewhere.
        SecondElsewhere = "second_elsewhere",
        /// The account was recovered of late: to create a second one, so that there is no second time.
        AfterRecovery = "after_recovery",
        /// They came in by a phone or a key, and this device could hold one of its own.
        CreateHere = "create_here",
    }
);

impl Step for Invite {
    type Facts = InvitationFacts;
    type Reply = Option<Invitation>;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Option<Invitation>> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            // A browser that is not remembered is a shared computer: nobody keeps a passkey there.
            let Some(device) = facts.device.as_ref() else { return Ok(Decision::reply(None)) };
            let Some(invitation) = self.wanted(who, facts, policy, moment) else {
                return Ok(Decision::reply(None));
            };
            let session = &who.session;
            match facts.invited {
                Some(before) if before.stands_in(session) => {
                    Ok(Decision::reply(before.declined_at.is_none().then_some(invitation)))
                }
                before if is_time(before, moment) => {
                    let times = before.map_or(0, |before| before.times) + 1;
                    let invited = Invited { times, at: moment.now, declined_at: None };
                    let account = who.account.handle;
                    let change = Change::SetInvited(account, device.id, invited);
                    Ok(Decision { reply: Ok(Some(invitation)), changes: Changes::Tally(vec![change]) })
                }
                _ => Ok(Decision::reply(None)),
            }
        })
    }
}

/// Whether a device may be shown another one.
fn is_time(before: Option<Invited>, moment: &Moment) -> bool {
    before.is_none_or(|before| {
        before.times < INVITATIONS_MAX && before.at.plus_seconds(INVITATION_EVERY_SECONDS) <= moment.now
    })
}

impl Invite {
    fn wanted(
        &self,
        who: &SessionFacts,
        facts: &InvitationFacts,
        policy: &Policy,
        moment: &Moment,
    ) -> Option<Invitation> {
        let working: Vec<&Passkey> = facts.passkeys.iter().filter(|p| p.suspended_at.is_none()).collect();
        // A grant takes an assertion: where no passkey can answer, a recovery alone leads to a new one.
        if working.is_empty() || who.account.is_frozen(moment.now) {
            return None;
        }
        let own = facts.device.as_ref().and_then(|device| device.passkey);
        let has_own = working.iter().any(|passkey| own == Some(passkey.id));
        let could_hold_one = self.holds == Holds::Yes && !has_own;
        match who.session.standing {
            Standing::Quarantine => return could_hold_one.then_some(Invitation::UseOneFirst),
            // It is there to create one, and is led to that.
            Standing::Recovery => return None,
            Standing::Ordinary => {}
        }
        let may_create = policy.rights.of(Right::CreatePasskey).check(who, moment.now).is_ok();
        if !may_create || facts.passkeys.len() >= policy.passkeys_max {
            return None;
        }
        let is_alone = matches!(working[..], [only] if !only.backup_eligible);
        let recovered = who.account.state.risk_until.is_some_and(|until| moment.now < until);
        if is_alone {
            Some(Invitation::SecondElsewhere)
        } else if recovered && working.len() == 1 {
            Some(Invitation::AfterRecovery)
        } else if could_hold_one && came_by_another(&who.session) {
            Some(Invitation::CreateHere)
        } else {
            None
        }
    }
}

/// A passkey opened the session, and none of this device's has ever shown itself: it was a phone's, or a key's.
fn came_by_another(session: &Session) -> bool {
    session.proofs.has(Method::Passkey)
}
