//! A code to the phone.

use super::entry::{FactorFacts, Knocking, SignInReply};
use crate::account::Locale;
use crate::ceremony::Context;
use crate::change::{Changes, CodeKey};
use crate::code::{CodeVerdict, SixDigits, StoredCode, Tallies, judge};
use crate::code_flow::{Dispatch, Reach, send, send_again};
use crate::contact::{Address, Phone};
use crate::decision::{Decision, decided};
use crate::flow::FlowReply;
use crate::id::AccountHandle;
use crate::moment::Moment;
use crate::policy::{Offered, Policy};
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::step::Step;
use crate::throttle::{Factor, clear, count};
use crate::ticket::TicketStep;

/// Sends a code to the account's phone, or another one of the same flow. Where there is no account or no phone, nothing
/// goes out, the page goes on as for anyone, and no code fits.
pub struct SendSignInCode {
    /// Who knocks.
    pub knocking: Knocking,
    /// The language of the page, for an account that nobody has.
    pub locale: Locale,
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
            if policy.phone_codes == Offered::No {
                return Err(Refusal::WayNotOffered);
            }
            // The lock is looked at when a code is asked for, too: none goes out that could not be taken.
            count(
                knocking.failures(Factor::PhoneCode, &facts.factor)?,
                facts.factor.failures,
                policy,
                moment.now,
            )?;
            let account = knocking.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
            let phone = facts.factor.phone().filter(|_| facts.factor.account.is_some());
            let nowhere = nowhere(account);
            let address = phone.map_or(&nowhere, |contact| &contact.address);
            let reach = match (&facts.factor.account, phone) {
                (Some(account), Some(_)) => Reach::Open { locale: account.locale.clone() },
                _ => Reach::Nowhere { locale: self.locale.clone() },
            };
            let ticket = knocking.ticket.next(TicketStep::Code, moment.now);
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
pub fn nowhere(account: AccountHandle) -> Address {
    Address::Phone(Phone::of_nobody(account))
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
            let failures = knocking.failures(Factor::PhoneCode, &facts.factor)?;
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
            let proofs = knocking.ticket.proofs.clone().and(Method::PhoneCode, moment.now);
            Ok(knocking.enter(account, proofs, &facts.factor, done, Context { policy, moment }))
        })
    }
}
