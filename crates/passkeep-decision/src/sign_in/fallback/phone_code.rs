//! A code to the phone; in a recovery, to an email too.

use super::entry::{FactorFacts, Knocking, SignInReply};
use crate::account::Locale;
use crate::ceremony::Context;
use crate::change::{Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, Tallies, judge};
use crate::code_flow::{Dispatch, Reach, send, send_again};
use crate::contact::{Address, Contact, Email, Phone};
use crate::decision::{Decision, decided};
use crate::flow::FlowReply;
use crate::id::AccountHandle;
use crate::moment::{Moment, Timestamp};
use crate::policy::{Offered, Policy};
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::throttle::{Factor, clear, count};
use crate::ticket::{Purpose, Ticket, TicketStep};

/// Sends a code to the account's phone, or another one of the same flow. Where there is no account or no phone, nothing
/// goes out, the page goes on as for anyone, and no code fits.
pub struct SendSignInCode {
    /// Who knocks.
    pub knocking: Knocking,
    /// The language of the page, for an account that nobody has.
    pub locale: Locale,
    /// Where it is to go. Sending again goes where the flow's code went before.
    pub channel: Channel,
}

/// Where a code goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// To the account's oldest phone.
    Phone,
    /// To the account's oldest email.
    Email,
}

impl Channel {
    /// Of an address.
    pub const fn of(address: &Address) -> Self {
        match address {
            Address::Phone(_) => Self::Phone,
            Address::Email(_) => Self::Email,
        }
    }

    /// The factor whose failures are counted.
    pub const fn factor(self) -> Factor {
        match self {
            Self::Phone => Factor::PhoneCode,
            Self::Email => Factor::EmailCode,
        }
    }

    const fn method(self) -> Method {
        match self {
            Self::Phone => Method::PhoneCode,
            Self::Email => Method::EmailCode,
        }
    }
}

impl SendSignInCode {
    /// Whether the code is the first of a flow of its own: in a recovery each choice of an address begins one, so that a
    /// code to the other address is never taken for one to the first.
    pub fn begins_flow(&self) -> bool {
        self.knocking.ticket.purpose == Purpose::Recover && self.knocking.ticket.step == TicketStep::Factor
    }

    /// The address, where the account has one that proves something here.
    pub fn contact<'a>(
        &self,
        facts: &'a FactorFacts,
        channel: Channel,
        (policy, now): (&Policy, Timestamp),
    ) -> Option<&'a Contact> {
        let recovers = self.knocking.ticket.purpose == Purpose::Recover;
        let created_at = facts.account.as_ref().map_or(now, |account| account.created_at);
        facts
            .contacts
            .iter()
            .filter(|contact| Channel::of(&contact.address) == channel)
            .find(|contact| !recovers || contact.proves(created_at, policy, now))
    }

    fn ticket(&self, moment: &Moment) -> Ticket {
        let before = &self.knocking.ticket;
        if !self.begins_flow() {
            return before.next(TicketStep::Code, moment.now);
        }
        let mut ticket = Ticket::first(Purpose::Recover, TicketStep::Code, before.browser, moment);
        (ticket.account, ticket.epoch) = (before.account, before.epoch);
        ticket.proofs = before.proofs.clone();
        ticket
    }
}

/// What `SendSignInCode` reads.
pub struct SendSignInCodeFacts {
    /// What every step reads.
    pub factor: FactorFacts,
    /// The flow's code so far.
    pub code: Option<StoredCode>,
    /// Messages so far.
    pub tallies: Tallies,
}

impl Step for SendSignInCode {
    type Facts = SendSignInCodeFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let knocking = &self.knocking;
            knocking.admit(&facts.factor, policy, moment)?;
            let channel = facts.code.as_ref().map_or(self.channel, |code| Channel::of(&code.address));
            let offered = match channel {
                Channel::Phone => policy.phone_codes == Offered::Yes,
                Channel::Email => knocking.ticket.purpose == Purpose::Recover,
            };
            if !offered {
                return Err(Refusal::WayNotOffered);
            }
            // The lock is looked at when a code is asked for, too: none goes out that could not be taken.
            count(
                knocking.failures(channel.factor(), &facts.factor)?,
                facts.factor.failures,
                policy,
                moment.now,
            )?;
            let account = knocking.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
            let contact = self.contact(&facts.factor, channel, (policy, moment.now));
            let contact = contact.filter(|_| facts.factor.account.is_some());
            let nowhere = nowhere(account, channel);
            let address = contact.map_or(&nowhere, |contact| &contact.address);
            // Where a number, its block or its country has had its fill, a stranger is told what they are told about nobody,
            // and nothing is sent: who fills it by another flow would learn from a no whose number it is.
            let silent = facts.factor.device.is_none() && facts.tallies.address_is_full(policy);
            let reach = match (&facts.factor.account, contact) {
                (Some(account), Some(_)) if !silent => Reach::Open { locale: account.locale.clone() },
                _ => Reach::Nowhere { locale: self.locale.clone() },
            };
            let ticket = self.ticket(moment);
            let dispatch = Dispatch { ticket, account, address, reach: &reach, tallies: &facts.tallies };
            let decision = match &facts.code {
                Some(before) => send_again(dispatch, before, policy, moment)?,
                None => send(dispatch, policy, moment)?,
            };
            Ok(Decision {
                // Where the code went is shown where the account knows the browser, and to nobody else.
                reply: decision.reply.map(|reply| FlowReply {
                    sent_to: reply.sent_to.filter(|_| facts.factor.device.is_some()),
                    ..reply
                }),
                changes: decision.changes,
            })
        })
    }
}

/// Where a code would go that has nowhere to go.
pub fn nowhere(account: AccountHandle, channel: Channel) -> Address {
    match channel {
        Channel::Phone => Address::Phone(Phone::of_nobody(account)),
        Channel::Email => Address::Email(Email::of_nobody(account)),
    }
}

/// Checks the code.
pub struct CheckSignInCode {
    /// Who knocks.
    pub knocking: Knocking,
    /// What was typed; the load compares it.
    pub code: SixDigits,
}

/// What `CheckSignInCode` reads.
pub struct CheckSignInCodeFacts {
    /// What every step reads.
    pub factor: FactorFacts,
    /// The flow's code.
    pub code: Option<StoredCode>,
}

impl Step for CheckSignInCode {
    type Facts = CheckSignInCodeFacts;
    type Reply = SignInReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        decided(|| {
            let knocking = &self.knocking;
            knocking.admit(&facts.factor, policy, moment)?;
            let channel = facts.code.as_ref().map_or(Channel::Phone, |code| Channel::of(&code.address));
            let failures = knocking.failures(channel.factor(), &facts.factor)?;
            let counted = count(failures, facts.factor.failures, policy, moment.now)?;
            let key = CodeKey { account: failures.account, flow: knocking.ticket.flow };
            let attempt = match judge(key, facts.code.as_ref(), policy, moment.now) {
                CodeVerdict::Right(attempt) => attempt,
                // What was not compared is no failure.
                CodeVerdict::Wrong(attempts, refusal) if attempts.is_empty() => return Err(refusal),
                CodeVerdict::Wrong(mut attempts, refusal) => {
                    attempts.push(counted);
                    return Ok(Decision { reply: Err(refusal), changes: Changes::Tally(attempts) });
                }
            };
            let account = facts.factor.account.as_ref().ok_or(Refusal::CodeExpired)?;
            let done = vec![attempt, clear(failures), knocking.ticket.spend(account.handle)];
            let proved = (channel.factor(), channel.method());
            Ok(knocking.enter(account, proved, (&facts.factor, done), Context { policy, moment }))
        })
    }
}
