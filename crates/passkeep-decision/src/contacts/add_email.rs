//! An email is added, and proved by a code.

use serde_json::json;

use crate::account::Locale;
use crate::ceremony::Context;
use crate::change::{Change, Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, Tallies, judge};
use crate::code_flow::{Dispatch, Reach, send, send_again};
use crate::contact::{Address, Contact, Email, Identifier};
use crate::contacts::AccountView;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{FlowReply, notices};
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{Brought, admit_ticket, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// Sends a code to an email that the account wants to add. An email of another account is not given away: its owner
/// is told, the page goes on as for anyone, and no code fits.
pub struct StartEmail {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The email.
    pub email: Email,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartEmail` reads.
pub struct StartEmailFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
    /// The language of the account that has the email.
    pub owner: Option<Locale>,
    /// Messages to the email so far.
    pub tallies: Tallies,
}

impl Step for StartEmail {
    type Facts = StartEmailFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ChangeContacts, policy, moment.now)?;
            let address = Address::Email(self.email.clone());
            if has(&facts.contacts, &address) {
                return Err(Refusal::ContactAlreadyExists);
            }
            if facts.contacts.len() >= policy.contacts_max {
                return Err(Refusal::TooManyContacts);
            }
            let ticket = first_ticket(Purpose::AddEmail, TicketStep::Code, self.browser, (who, moment));
            let reach = Reach::of(facts.owner.as_ref(), &who.account.locale);
            let account = who.account.handle;
            let dispatch =
                Dispatch { ticket, account, address: &address, reach: &reach, tallies: &facts.tallies };
            send(dispatch, policy, moment)
        })
    }
}

/// Sends another code, to where the first went.
pub struct ResendEmailCode {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `ResendEmailCode` reads.
pub struct ResendEmailCodeFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The flow's code.
    pub code: Option<StoredCode>,
    /// The language of the account that has the email.
    pub owner: Option<Locale>,
    /// Messages to the email so far.
    pub tallies: Tallies,
}

impl Step for ResendEmailCode {
    type Facts = ResendEmailCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let before = facts.code.as_ref().ok_or(Refusal::CodeExpired)?;
            let reach = Reach::of_change(&before.address, facts.owner.as_ref(), &who.account.locale);
            let account = who.account.handle;
            let ticket = self.ticket.next(TicketStep::Code, moment.now);
            let dispatch = Dispatch {
                ticket,
                account,
                address: &before.address,
                reach: &reach,
                tallies: &facts.tallies,
            };
            send_again(dispatch, before, policy, moment)
        })
    }
}

/// Checks the code: the email is the account's.
pub struct CheckEmailCode {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The ticket of step `code`.
    pub ticket: Ticket,
    /// What was typed; the load compares it.
    pub code: SixDigits,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `CheckEmailCode` reads.
pub struct CheckEmailCodeFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The flow's code.
    pub code: Option<StoredCode>,
    /// Whether the email has found an owner since.
    pub taken: bool,
    /// The account's addresses: whom to tell.
    pub contacts: Vec<Contact>,
}

impl Step for CheckEmailCode {
    type Facts = CheckEmailCodeFacts;
    type Reply = AccountView;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<AccountView> {
        decided(|| {
            let brought = Brought { ticket: &self.ticket, browser: self.browser, spent: facts.spent };
            let who = admit_ticket(facts.who.as_ref(), &brought, policy, moment)?;
            let key = CodeKey { account: who.account.handle, flow: self.ticket.flow };
            let count = match judge(key, facts.code.as_ref(), policy, moment.now) {
                CodeVerdict::Right(count) => count,
                CodeVerdict::Wrong(counted, refusal) => {
                    return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(counted) });
                }
            };
            let address = facts.code.as_ref().map(|code| code.address.clone()).ok_or(Refusal::CodeExpired)?;
            if let Err(refusal) = facts.addable(&address, policy) {
                return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(vec![count]) });
            }
            let contact = Contact { address, proved_at: moment.now };
            let mut contacts = facts.contacts.clone();
            contacts.push(contact.clone());
            let mut rest = self.add(who, &facts.contacts, contact, Context { policy, moment });
            rest.push(count);
            let event = Event::after(
                who.account.head,
                who.account.handle,
                self.happening(who, &contacts),
                &policy.issuer,
                moment,
            );
            let reply = AccountView { who: who.clone(), contacts };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

impl CheckEmailCodeFacts {
    /// Whether the proved email can still be added: a refusal here has compared the code, so it counts the attempt.
    fn addable(&self, address: &Address, policy: &Policy) -> Result<(), Refusal> {
        if self.taken {
            return Err(Refusal::TicketExpired);
        }
        if has(&self.contacts, address) {
            return Err(Refusal::ContactAlreadyExists);
        }
        if self.contacts.len() >= policy.contacts_max {
            return Err(Refusal::TooManyContacts);
        }
        Ok(())
    }
}

impl CheckEmailCode {
    fn add(
        &self,
        who: &SessionFacts,
        before: &[Contact],
        contact: Contact,
        context: Context<'_>,
    ) -> Vec<Change> {
        let account = who.account.handle;
        let kind = MessageKind::EmailAdded(contact.address.masked());
        let mut changes = vec![
            Change::ClaimIdentifier { account, identifier: Identifier::Address(contact.address.clone()) },
            Change::AddContact { account, contact },
            self.ticket.spend(account),
        ];
        changes.extend(notices(account, before, (&who.account.locale, kind), context));
        changes
    }

    fn happening(&self, who: &SessionFacts, contacts: &[Contact]) -> Happening {
        let added = contacts.last().map(|contact| contact.address.as_str());
        Happening {
            kind: EventKind::EmailAdded,
            actor: Actor::Session(who.session.key.id),
            details: json!({ "client": self.client, "device": who.session.device }),
            personal: Some(json!({ "email": added })),
        }
    }
}

/// Compared as identifiers are: without regard to case.
fn has(contacts: &[Contact], address: &Address) -> bool {
    let claim = |address: &Address| Identifier::Address(address.clone()).claim_bytes();
    contacts.iter().any(|contact| claim(&contact.address) == claim(address))
}
