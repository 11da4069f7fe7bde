//! The model's part on flows: what an onlooker knows of a ticket and of a code, and when either may be taken.

use std::collections::BTreeMap;

use super::model::{Birth, COMPARISONS, Denied, Model, deny};
use crate::approval::Verdict;
use crate::id::{AccountHandle, ApprovalId, ConfirmationId, HoldId, PasskeyId, ProposalId, SessionId};
use crate::moment::Timestamp;
use crate::proof::Method;
use crate::support::Wanted;
use crate::ticket::{Purpose, TicketStep};

const MINUTE: i64 = 60;

/// What an onlooker knows of a ticket.
#[derive(Clone, Debug)]
pub(super) struct Truth {
    pub(super) flow: [u8; 16],
    pub(super) step: &'static str,
    pub(super) browser: usize,
    pub(super) account: Option<AccountHandle>,
    pub(super) session: Option<SessionId>,
    /// When its flow began, when it was given out, and how long it is taken.
    pub(super) began: Timestamp,
    pub(super) at: Timestamp,
    pub(super) lives_seconds: i64,
    /// How often everything had ended when the flow began, or when a trusted device was asked.
    pub(super) breaks: u32,
    pub(super) proved: BTreeMap<Method, Timestamp>,
    /// The passkey that a removal is about.
    pub(super) about: Option<PasskeyId>,
    /// What a creation's passkey will be.
    pub(super) birth: Option<Birth>,
    /// The passkey that signed, in a sign-in that waits.
    pub(super) signed: Option<PasskeyId>,
    /// What a trusted device began to answer.
    pub(super) answer: Option<(ApprovalId, Verdict)>,
    /// The hold, or the address, that the flow is about.
    pub(super) of: Option<Of>,
}

/// What a flow is about, beside a passkey.
#[derive(Clone, Debug)]
pub(super) enum Of {
    Hold(HoldId),
    Action(ConfirmationId),
    Change {
        from: String,
        to: String,
    },
    /// A passkey is asked for that never leaves its device.
    Bound,
    /// What one of the staff proposes about an account.
    Wanted(AccountHandle, Wanted),
    /// What another of them decides.
    Proposal(AccountHandle, ProposalId),
}

/// Who brings a ticket back, and when.
#[derive(Clone, Copy)]
pub(super) struct Bringer {
    pub(super) browser: usize,
    pub(super) session: Option<SessionId>,
    pub(super) now: Timestamp,
}

/// Whether taking a ticket has an effect, which it has once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Once,
    None,
}

/// A code as its receiver has it.
#[derive(Clone)]
pub(super) struct Sent {
    /// None where nothing was sent.
    pub(super) digits: Option<String>,
    /// Where it went.
    pub(super) to: Option<String>,
    pub(super) at: Timestamp,
    pub(super) compared: i64,
    /// It went to an email, in a recovery.
    pub(super) by_email: bool,
}

/// How long a ticket is taken: codes, factors and the options of a sign-in ten minutes, other ceremonies five.
pub(super) fn lives_seconds(purpose: Purpose, step: TicketStep) -> i64 {
    match (purpose, step) {
        (_, TicketStep::Code | TicketStep::Factor) | (Purpose::SignIn, TicketStep::Passkey) => 10 * MINUTE,
        (_, TicketStep::Name) => 60 * MINUTE,
        _ => 5 * MINUTE,
    }
}

impl Model {
    /// A ticket was taken: once, in its browser, in its time, in its session.
    pub(super) fn take(&mut self, ticket: &Truth, by: Bringer, effect: Effect) -> Result<(), Denied> {
        deny(ticket.browser != by.browser, "another browser's ticket")?;
        deny(ticket.session.is_some() && ticket.session != by.session, "another session's ticket")?;
        let (from, until) = (ticket.at.plus_seconds(-2), ticket.at.plus_seconds(ticket.lives_seconds));
        deny(by.now < from || by.now >= until, "a ticket out of its time")?;
        deny(by.now >= ticket.began.plus_seconds(60 * MINUTE), "a flow out of its time")?;
        let place = (ticket.flow, ticket.step, ticket.account);
        deny(self.used.contains(&place), "a ticket for the second time")?;
        if effect == Effect::Once {
            self.used.insert(place);
        }
        Ok(())
    }

    /// What ends everything has not come since this was begun.
    pub(super) fn begun_in_time(&self, ticket: &Truth) -> Result<(), Denied> {
        let known = ticket.account.and_then(|account| self.accounts.get(&account));
        let come = known.map_or(ticket.breaks, |known| known.breaks);
        deny(come != ticket.breaks, "a flow from before a fallback, a report or a freeze")
    }

    /// A code was taken.
    pub(super) fn code_taken(&mut self, ticket: &Truth, typed: &str, now: Timestamp) -> Result<(), Denied> {
        let sent = self.codes.get_mut(&ticket.flow).ok_or("a code that nobody asked for")?;
        deny(sent.digits.as_deref() != Some(typed), "a wrong code")?;
        deny(now >= sent.at.plus_seconds(10 * MINUTE), "an old code")?;
        deny(sent.compared >= COMPARISONS, "a code after too many wrong ones")?;
        sent.compared += 1;
        Ok(())
    }

    /// A code was compared, and was wrong.
    pub(super) fn code_wrong(&mut self, ticket: &Truth) {
        if let Some(sent) = self.codes.get_mut(&ticket.flow) {
            sent.compared += 1;
        }
    }
}
