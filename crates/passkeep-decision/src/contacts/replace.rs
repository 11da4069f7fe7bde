//! An address is to take the place of another: it is proved by a code first, and comes when the hold has matured.

use super::change::{Addresses, ChangingFacts};
use super::{ResendEmailCode, ResendEmailCodeFacts};
use crate::account::Locale;
use crate::change::{Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, Tallies, judge};
use crate::code_flow::{Dispatch, Reach, send};
use crate::contact::{Address, Contact};
use crate::decision::{Decision, decided};
use crate::flow::FlowReply;
use crate::hold::HoldKind;
use crate::holds::Held;
use crate::id::ContactId;
use crate::moment::Moment;
use crate::number_claim::NumberOwner;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{Brought as BroughtTicket, admit_ticket, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::trust::Brought;

/// Sends a code to the address that is to come. One of another account is not given away: the page goes on as for anyone. Of
/// an email its owner is told, and no code fits; a number may have found another reader, who proves it by its code.
pub struct StartReplacement {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which address is to go.
    pub contact: ContactId,
    /// Which is to come, of the same kind.
    pub to: Address,
    /// The secrets that the client of a trusted device brought.
    pub trust: Brought,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartReplacement` reads.
pub struct StartReplacementFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// What a change of an address depends on.
    pub changing: ChangingFacts,
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
            let addresses = Addresses { who, facts: &facts.changing };
            if let Err(no) = addresses.authority(&self.trust, policy, moment) {
                return Ok(no.decision());
            }
            may_take_place(addresses.changeable(self.contact)?, &self.to, &facts.changing.contacts)?;
            let asked = (who, moment);
            let mut ticket = first_ticket(Purpose::ReplaceContact, TicketStep::Code, self.browser, asked);
            ticket.about = Some(self.contact.0);
            let reach = Reach::of_change(&self.to, facts.owner.as_ref(), &who.account.locale);
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

/// Checks the code: the address begins to wait. Where it is a number of another account, that is asked to give it up, and
/// nothing begins here.
pub struct CheckReplacementCode {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// What was typed; the load compares it.
    pub code: SixDigits,
    /// The secrets that the client of a trusted device brought.
    pub trust: Brought,
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
    /// Whether the address has an owner.
    pub taken: bool,
    /// The account that has the number; read only where the code fits, so that time tells nothing.
    pub owner: Option<NumberOwner>,
    /// What a change of an address depends on.
    pub changing: ChangingFacts,
}

impl Step for CheckReplacementCode {
    type Facts = CheckReplacementCodeFacts;
    type Reply = Held;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Held> {
        decided(|| {
            let brought = BroughtTicket { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let addresses = Addresses { who, facts: &facts.changing };
            let authority = match addresses.authority(&self.trust, policy, moment) {
                Ok(authority) => authority,
                Err(no) => return Ok(no.decision()),
            };
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
            if let Some((owner, code)) = facts.owner.as_ref().zip(facts.code.as_ref())
                && let Some(contact) = owner.had(code)
            {
                let written = vec![count, self.ticket.spend(account)];
                return Ok(owner.ask((contact, self.ticket.flow), written, (policy, moment)));
            }
            if facts.taken {
                let (reply, changes) = (Err(Refusal::TicketExpired), Changes::Tally(vec![count]));
                return Ok(Decision { reply, changes });
            }
            let kind = HoldKind::ReplaceContact { from: from.clone(), to: to.clone() };
            let (held, event, mut changes) = addresses.begin((kind, authority), policy, moment);
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
        may_take_place(from, to, &facts.changing.contacts)?;
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
