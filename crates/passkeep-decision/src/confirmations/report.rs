//! *This wasn't me*: the confirmation is denied and the account frozen, in one.

use serde_json::json;

use super::answer::{AnswerFacts, denied};
use super::ask::ended;
use super::confirmation::ConfirmationState;
use crate::ceremony::Context;
use crate::change::Changes;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::flow::SignedIn;
use crate::freeze::{FrozenBySession, freeze_by_session};
use crate::id::ConfirmationId;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionKey, admit};
use crate::step::Step;

/// Denies a confirmation and freezes the account. Every other session ends; the one that asks goes on under another id.
pub struct ReportConfirmation {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which.
    pub confirmation: ConfirmationId,
    /// Browser and system.
    pub client: Client,
}

impl Step for ReportConfirmation {
    type Facts = AnswerFacts;
    type Reply = SignedIn;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Freeze, policy, moment.now)?;
            let before = facts.own(self.confirmation, who)?;
            let account = &who.account;
            let context = Context { policy, moment };
            let told = json!({ "confirmation": before.id.to_string() });
            let frozen = freeze_by_session(who, &facts.contacts, (&self.client, told), context)?;
            let FrozenBySession { reply, event, mut rest } = frozen;
            if before.status(account.state.epoch, moment.now).is_open() {
                let after = ended(before, ConfirmationState::Denied, moment);
                rest.extend(denied(account, (before, &after), &facts.holds, (event.seq, context)));
            }
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}
