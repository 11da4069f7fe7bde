//! An address is to take the place of another: it is proved by a code first, and comes when the hold has matured.

use super::change::Addresses;
use super::{ResendEmailCode, ResendEmailCodeFacts};
use crate::account::Locale;
use crate::change::{Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, Tallies, judge};
use crate::code_flow::{Dispatch, Reach, send};
use crate::contact::{Address, Contact};
use crate::decision::{Decision, decided};
use crate::flow::FlowReply;
use crate::hold::{Hold, HoldKind};
use crate::holds::Held;
use crate::id::ContactId;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{Brought, admit_ticket, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// Sends a code to the address that is to come. One of another account is not given away: its owner is told, the page
/// goes on as for anyone, and no code fits.
pub struct StartReplacement {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which address is to go.
    pub contact: ContactId,
    /// Which is to come, of the same kind.
    pub to: Address,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartReplacement` reads.
pub struct StartReplacementFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
    /// The account's open holds.
    pub holds: Vec<Hold>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// The language of the account that has the address.
    pub owner: Option<Locale>,
    /// Messages to the address so far.
    pub tallies: Tallies,
}

impl Step for StartReplacement {
    type Facts = StartReplacementFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ChangeContacts, policy, moment.now)?;
            let StartReplacementFacts { contacts, holds, passkeys, .. } = facts;
            let from = Addresses { who, contacts, holds, passkeys }.changeable(self.contact)?;
            may_take_place(from, &self.to, contacts)?;
            let asked = (who, moment);
            let mut ticket = first_ticket(Purpose::ReplaceContact, TicketStep::Code, self.browser, asked);
            ticket.about = Some(self.contact.0);
            let reach = Reach::of(facts.owner.as_ref(), &who.account.locale);
            let account = who.account.handle;
            let dispatch =
                Dispatch { ticket, account, address: &self.to, reach: &reach, tallies: &facts.tallies };
            send(dispatch, policy, moment)
        })
    }
}

/// Sends another code.
pub struct ResendReplacementCode(
    /// It is asked for as the code of an email that is added; its ticket tells them apart.
    pub ResendEmailCode,
);

impl Step for ResendReplacementCode {
    type Facts = ResendEmailCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        self.0.decide(facts, policy, moment)
    }
}

/// Checks the code: the address begins to wait.
pub struct CheckReplacementCode {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// What was typed; the load compares it.
    pub code: SixDigits,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `CheckReplacementCode` reads.
pub struct CheckReplacementCodeFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The flow's code.
    pub code: Option<StoredCode>,
    /// Whether the address has found an owner since.
    pub taken: bool,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
    /// The account's open holds.
    pub holds: Vec<Hold>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Step for CheckReplacementCode {
    type Facts = CheckReplacementCodeFacts;
    type Reply = Held;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Held> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let CheckReplacementCodeFacts { contacts, holds, passkeys, .. } = facts;
            let addresses = Addresses { who, contacts, holds, passkeys };
            let account = who.account.handle;
            let key = CodeKey { account, flow: self.ticket.flow };
            let count = match judge(key, facts.code.as_ref(), policy, moment.now) {
                CodeVerdict::Right(count) => count,
                CodeVerdict::Wrong(counted, refusal) => {
                    return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(counted) });
                }
            };
            // A refusal from here on has compared the code, so it counts the attempt.
            let (from, to) = match self.replaceable(&addresses, facts) {
                Ok(addresses) => addresses,
                Err(refusal) => {
                    return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(vec![count]) });
                }
            };
            let kind = HoldKind::ReplaceContact { from: from.clone(), to: to.clone() };
            let (held, event, mut changes) = addresses.begin(kind, policy, moment);
            changes.push(count);
            changes.push(self.ticket.spend(account));
            Ok(Decision { reply: Ok(held), changes: Changes::of_account(event, changes) })
        })
    }
}

impl CheckReplacementCode {
    fn replaceable<'a>(
        &self,
        addresses: &Addresses<'a>,
        facts: &'a CheckReplacementCodeFacts,
    ) -> Result<(&'a Address, &'a Address), Refusal> {
        let id = self.ticket.about.map(ContactId).ok_or(Refusal::TicketNotAccepted)?;
        let from = addresses.changeable(id)?;
        let to = facts.code.as_ref().map(|code| &code.address).ok_or(Refusal::CodeExpired)?;
        if facts.taken {
            return Err(Refusal::TicketExpired);
        }
        may_take_place(from, to, &facts.contacts)?;
        Ok((from, to))
    }
}

fn may_take_place(from: &Address, to: &Address, contacts: &[Contact]) -> Result<(), Refusal> {
    if from.kind() != to.kind() {
        return Err(Refusal::OtherKindOfContact);
    }
    match contacts.iter().any(|contact| contact.address.is(to)) {
        true => Err(Refusal::ContactAlreadyExists),
        false => Ok(()),
    }
}
