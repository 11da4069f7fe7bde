//! A name is given, and the passkey's ceremony begins. Writes nothing, so name and place may be chosen again.

use crate::account::{DisplayName, UserId};
use crate::ceremony::{Context, Owner, Place, Wish, begin_creation};
use crate::decision::{Decision, decided};
use crate::flow::{CeremonyOptions, FlowReply};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::ticket::{BrowserHash, Ticket, TicketStep};

/// Names a sign-up and begins the creation of its passkey.
pub struct NameSignUp {
    /// The ticket of step `name`.
    pub ticket: Ticket,
    /// The name to be called by.
    pub name: DisplayName,
    /// Where the passkey is to live.
    pub place: Place,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `NameSignUp` reads.
pub struct NameSignUpFacts {
    /// Whether the flow has made its account already.
    pub spent: bool,
    /// For each candidate of the moment, whether an account has it.
    pub taken: [bool; UserId::CANDIDATES],
}

impl Step for NameSignUp {
    type Facts = NameSignUpFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let handle = self.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
            let candidates = UserId::candidates(moment);
            // With every candidate taken, one in ten thousand at ten million accounts, the first is refused at the
            // end by its claim, and the person starts again.
            let free = facts.taken.iter().position(|taken| !taken).unwrap_or(0);
            let mut ticket = self.ticket.next(TicketStep::Passkey, moment.now);
            ticket.user_id = Some(candidates[free]);
            let owner = Owner { handle, user_id: candidates[free], name: &self.name };
            let wish = Wish { place: self.place, exclude: &[] };
            let (ticket, options) = begin_creation(ticket, &owner, &wish, Context { policy, moment });
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Create(options))))
        })
    }
}
