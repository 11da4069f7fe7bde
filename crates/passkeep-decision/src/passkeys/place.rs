//! The place is chosen, and the ceremony begins. Writes nothing, so the place may be chosen again.

use crate::ceremony::{Context, Owner, Place, Wish, begin_creation};
use crate::decision::{Decision, decided};
use crate::flow::{CeremonyOptions, FlowReply};
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::session::{SessionFacts, SessionKey};
use crate::session_flow::{Brought, admit_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket, TicketStep};

/// Chooses where the passkey is to live.
pub struct ChoosePlace {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `place`.
    pub ticket: Ticket,
    /// The place.
    pub place: Place,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `ChoosePlace` reads.
pub struct ChoosePlaceFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the flow has made its passkey already.
    pub spent: bool,
    /// What the account has, to be excluded.
    pub passkeys: Vec<Passkey>,
}

impl Step for ChoosePlace {
    type Facts = ChoosePlaceFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let account = &who.account;
            let owner = Owner { handle: account.handle, user_id: account.user_id, name: &account.name };
            let wish = Wish { place: self.place, exclude: &facts.passkeys };
            let ticket = self.ticket.next(TicketStep::Create, moment.now);
            let (ticket, options) = begin_creation(ticket, &owner, &wish, Context { policy, moment });
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Create(options))))
        })
    }
}
