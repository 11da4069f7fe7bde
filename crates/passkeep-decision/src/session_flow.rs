//! Flows of a signed-in person: bound to the session, the account and its epoch.

use passkeep_webauthn::AuthenticationResponse;

use crate::moment::Moment;
use crate::passkey::{Passkey, id_of};
use crate::policy::Policy;
use crate::refusal::{PasskeyFault, Refusal};
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, admit};
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// The first ticket of a flow that belongs to a session.
pub(crate) fn first_ticket(
    purpose: Purpose,
    step: TicketStep,
    browser: BrowserHash,
    asked: (&SessionFacts, &Moment),
) -> Ticket {
    let (who, moment) = asked;
    let mut ticket = Ticket::first(purpose, step, browser, moment);
    ticket.account = Some(who.account.handle);
    ticket.session = Some(who.session.key.id);
    ticket.epoch = who.account.state.epoch;
    ticket
}

/// A ticket as it came back.
pub(crate) struct Brought<'a> {
    /// The ticket.
    pub(crate) ticket: &'a Ticket,
    /// The browser that brought it.
    pub(crate) browser: BrowserHash,
    /// Whether its step was spent.
    pub(crate) spent: bool,
}

/// The gate of these flows: who asks may change factors, the ticket is theirs, and it is taken now.
pub(crate) fn admit_ticket<'a>(
    who: Option<&'a SessionFacts>,
    brought: &Brought<'_>,
    policy: &Policy,
    moment: &Moment,
) -> Result<&'a SessionFacts, Refusal> {
    let who = admit(who, right(brought.ticket.purpose), policy, moment.now)?;
    belongs(brought.ticket, who)?;
    brought.ticket.admit(brought.browser, brought.spent, moment.now)?;
    Ok(who)
}

/// What the flows of a purpose take.
const fn right(purpose: Purpose) -> Right {
    match purpose {
        Purpose::CreatePasskey => Right::CreatePasskey,
        Purpose::RemovePasskey => Right::RemovePasskey,
        Purpose::AddEmail | Purpose::ReplaceContact => Right::ChangeContacts,
        Purpose::StopHold => Right::StopHold,
        Purpose::TrustDevice => Right::TrustDevice,
        Purpose::Approve => Right::Approve,
        // Nobody is signed in there yet.
        Purpose::SignUp | Purpose::SignIn | Purpose::Recover | Purpose::Authorize => Right::Look,
        Purpose::Reauthenticate => Right::Reauthenticate,
        Purpose::Thaw => Right::Thaw,
        // The step takes more for what moves value.
        Purpose::Confirm => Right::Confirm,
        Purpose::Support => Right::Support,
    }
}

/// Refuses a ticket of another account, session or epoch.
pub(crate) fn belongs(ticket: &Ticket, who: &SessionFacts) -> Result<(), Refusal> {
    let same = ticket.account == Some(who.account.handle)
        && ticket.session == Some(who.session.key.id)
        && ticket.epoch == who.account.state.epoch;
    if same || !Rule::TicketSession.holds() { Ok(()) } else { Err(Refusal::TicketNotAccepted) }
}

/// The account's passkey that an answer names. A suspended one answers for nothing.
pub(crate) fn answering<'a>(
    response: &AuthenticationResponse,
    passkeys: &'a [Passkey],
) -> Result<&'a Passkey, Refusal> {
    let id = id_of(&response.id);
    let unknown = Refusal::PasskeyNotAccepted(PasskeyFault::Unknown);
    let passkey = passkeys.iter().find(|passkey| passkey.id == id).ok_or(unknown)?;
    match passkey.suspended_at {
        Some(suspended_at) if Rule::Suspended.holds() => Err(Refusal::PasskeySuspended { suspended_at }),
        _ => Ok(passkey),
    }
}
