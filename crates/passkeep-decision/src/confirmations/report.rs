//! *This wasn't me*: the confirmation is denied and the account frozen, in one.

use serde_json::json;

use super::answer::{AnswerFacts, denied};
use super::ask::ended;
use super::confirmation::ConfirmationState;
use crate::ceremony::Context;
use crate::change::Changes;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::Actor;
use crate::flow::SignedIn;
use crate::freeze::{Freezing, freeze};
use crate::id::ConfirmationId;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionKey, admit, reissue};
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
            if account.is_frozen(moment.now) && account.state.freeze.is_some_and(|f| f.lapses_at.is_none()) {
                return Err(Refusal::AccountFrozen);
            }
            let freezing = Freezing {
                account,
                contacts: &facts.contacts,
                actor: Actor::Session(who.session.key.id),
                client: &self.client,
                lapses_at: None,
            };
            let told = json!({ "confirmation": before.id.to_string() });
            let (event, mut rest) = freeze(&freezing, told, policy, moment);
            if before.status(account.state.epoch, moment.now).is_open() {
                let after = ended(before, ConfirmationState::Denied, moment);
                let context = Context { policy, moment };
                rest.extend(denied(account, (before, &after), &facts.holds, (event.seq, context)));
            }
            let reissued = reissue(who, account.state.epoch + 1, moment);
            rest.extend(reissued.changes);
            let reply = SignedIn {
                user_id: account.user_id,
                name: account.name.clone(),
                passkey: None,
                opened: reissued.opened,
                trust: None,
            };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}
