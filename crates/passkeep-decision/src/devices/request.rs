//! A new device asks for approval. Not a step: each way in calls it once what it proves is proved, and writes what comes
//! of it.

use serde_json::json;

use crate::account::Account;
use crate::approval::{Approval, ApprovalState, TwoDigits, id_of};
use crate::ceremony::Context;
use crate::change::Change;
use crate::contact::{Address, Contact};
use crate::device::{Client, NetworkPlace};
use crate::event::{Actor, EventKind, Happening};
use crate::flow::{ApprovalWait, notices};
use crate::id::DeviceId;
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::Sharing;
use crate::ticket::{Ticket, TicketStep};

/// Who asks, and what it has proved.
pub struct Asked<'a> {
    /// The account.
    pub account: &'a Account,
    /// Its addresses.
    pub contacts: &'a [Contact],
    /// When each of its approvals that wait ends.
    pub pending: &'a [Timestamp],
    /// The ticket of the way in, with what was proved in `proofs` and `passkey`.
    pub ticket: Ticket,
    /// Whose doing it is.
    pub actor: Actor,
    /// The new device.
    pub device: DeviceId,
    /// What it says it is.
    pub client: &'a Client,
    /// Where it is.
    pub place: Option<&'a NetworkPlace>,
    /// Whether others use it too.
    pub sharing: Sharing,
}

/// What comes of it: the caller makes the event, since a list has one.
pub struct Requested {
    /// For the new device.
    pub reply: ApprovalWait,
    /// What happened.
    pub happening: Happening,
    /// What is written with it.
    pub rest: Vec<Change>,
}

/// Asks the account's trusted devices. Phones get no message: a text message is where a number would be asked for.
pub fn request(asked: Asked<'_>, policy: &Policy, moment: &Moment) -> Result<Requested, Refusal> {
    if Rule::ApprovalsMax.holds() && asked.pending.len() >= policy.approvals_max {
        let first_over = asked.pending.iter().min().copied().unwrap_or(moment.now);
        let retry_after_seconds = first_over.seconds_since(moment.now).max(1);
        return Err(Refusal::TooManyApprovals { retry_after_seconds });
    }
    let account = asked.account;
    let mut ticket = asked.ticket.next(TicketStep::Approval, moment.now).living(policy.approval_seconds);
    ticket.account = Some(account.handle);
    ticket.epoch = account.state.epoch;
    ticket.sharing = asked.sharing;
    let approval = Approval {
        id: id_of(ticket.flow),
        purpose: ticket.purpose,
        state: ApprovalState::Pending,
        requested_at: moment.now,
        expires_at: ticket.expires_at,
        device: asked.device,
        client: asked.client.clone(),
        place: asked.place.cloned(),
    };
    let number = TwoDigits::draw(moment);
    let place = asked.place.map(NetworkPlace::to_string);
    let happening = Happening {
        kind: EventKind::ApprovalRequested,
        actor: asked.actor,
        details: json!({
            "approval": approval.id.to_string(),
            "client": asked.client,
            "passkey": ticket.passkey.map(|passkey| passkey.to_string()),
            "purpose": approval.purpose.as_str(),
        }),
        personal: place.as_ref().map(|place| json!({ "place": place })),
    };
    let is_email = |contact: &&Contact| matches!(contact.address, Address::Email(_));
    let emails: Vec<Contact> = asked.contacts.iter().filter(is_email).cloned().collect();
    let kind = MessageKind::ApprovalRequested { client: asked.client.clone(), place };
    let mut rest = notices(account.handle, &emails, (&account.locale, kind), Context { policy, moment });
    let reply = ApprovalWait { expires_at: approval.expires_at, number: number.clone(), ticket };
    let pending_max = if Rule::ApprovalsMax.holds() { policy.approvals_max - 1 } else { usize::MAX };
    let approval = Box::new(approval);
    rest.push(Change::AddApproval { account: account.handle, approval, number, pending_max });
    Ok(Requested { reply, happening, rest })
}
