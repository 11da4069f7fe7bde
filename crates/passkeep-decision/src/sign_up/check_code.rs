//! The code comes back.
//!
//! It fits where the number is an account's too, if that account had it when the code was sent: then whoever typed it reads
//! the number's messages now, and the account is asked to give the number up. That takes an announced hold, which opens
//! nothing before, and which any passkey of the account stops.

use serde_json::json;

use crate::account::Account;
use crate::change::{Change, Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, judge};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::event::Actor;
use crate::flow::FlowReply;
use crate::hold::{Hold, HoldKind};
use crate::holds::{Audience, Beginning, begin};
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::ticket::{BrowserHash, FLOW_SECONDS_MAX, Ticket, TicketStep};

/// Checks the code of a sign-up.
pub struct CheckSignUpCode {
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// What was typed; the load compares it.
    pub code: SixDigits,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `CheckSignUpCode` reads.
pub struct CheckSignUpCodeFacts {
    /// Whether the step was spent.
    pub spent: bool,
    /// The flow's code.
    pub code: Option<StoredCode>,
    /// The account that has the number; read only where the code fits, so that time tells nothing.
    pub owner: Option<NumberOwner>,
}

/// The account that has a number.
pub struct NumberOwner {
    /// The account.
    pub account: Account,
    /// Its addresses.
    pub contacts: Vec<Contact>,
    /// Its passkeys, for their names.
    pub passkeys: Vec<Passkey>,
    /// Its open holds.
    pub holds: Vec<Hold>,
}

impl Step for CheckSignUpCode {
    type Facts = CheckSignUpCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let account = self.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
            let key = CodeKey { account, flow: self.ticket.flow };
            let count = match judge(key, facts.code.as_ref(), policy, moment.now) {
                CodeVerdict::Right(count) => count,
                CodeVerdict::Wrong(counted, refusal) => {
                    return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(counted) });
                }
            };
            let written = vec![count, self.ticket.spend(account)];
            if let Some((owner, code)) = facts.owner.as_ref().zip(facts.code.as_ref())
                && let Some(contact) = owner.had(code)
            {
                return Ok(self.ask_owner(owner, contact, written, (policy, moment)));
            }
            let ticket = self.ticket.next(TicketStep::Name, moment.now).living(FLOW_SECONDS_MAX);
            Ok(Decision { reply: Ok(FlowReply::to(ticket)), changes: Changes::Tally(written) })
        })
    }
}

impl NumberOwner {
    /// The number, where it was this account's when the code was sent. A number that its reader took for an account of
    /// their own meanwhile is asked for by nobody.
    fn had(&self, code: &StoredCode) -> Option<&Contact> {
        let before =
            |contact: &&Contact| contact.address.is(&code.address) && contact.proved_at < code.sent_at;
        self.contacts.iter().find(before)
    }
}

impl CheckSignUpCode {
    fn ask_owner(
        &self,
        owner: &NumberOwner,
        contact: &Contact,
        mut written: Vec<Change>,
        (policy, moment): (&Policy, &Moment),
    ) -> Decision<FlowReply> {
        let kind = HoldKind::GiveUpNumber(contact.address.clone());
        let waits = |until| Err(Refusal::NumberWaits { until });
        if let Some(hold) = owner.holds.iter().find(|hold| hold.kind.subject() == kind.subject()) {
            // It was asked for, or is on its way out already: once is enough.
            return Decision { reply: waits(hold.matures_at), changes: Changes::Tally(written) };
        }
        let to = Audience { account: &owner.account, contacts: &owner.contacts, passkeys: &owner.passkeys };
        let actor = Actor::Stranger(self.ticket.flow);
        let (hold, event, changes) = begin(Beginning { kind, actor, details: json!({}) }, to, policy, moment);
        written.extend(changes);
        Decision { reply: waits(hold.matures_at), changes: Changes::of_account(event, written) }
    }
}
