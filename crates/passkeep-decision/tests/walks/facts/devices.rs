//! What the steps of devices and approvals read.

use super::{At, Read, asking, of};
use crate::approval::{Approval, TwoDigits, id_of};
use crate::device::Device;
use crate::devices::*;
use crate::id::ApprovalId;
use crate::session::SessionFacts;
use crate::ticket::Ticket;
use crate::walks::world::World;

pub(super) fn own_device(world: &World, who: Option<&SessionFacts>) -> Option<Device> {
    let who = who?;
    world.row(who.account.handle)?.device(who.session.device?).cloned()
}

fn own_approval(world: &World, who: Option<&SessionFacts>, id: ApprovalId) -> Option<(Approval, TwoDigits)> {
    world.row(who?.account.handle)?.approval(id).cloned()
}

fn flow_approval(world: &World, ticket: &Ticket) -> Option<Approval> {
    let found = world.row(ticket.account?)?.approval(id_of(ticket.flow))?;
    Some(found.0.clone())
}

impl Read for StartTrust {
    fn read(&self, world: &World, _: At<'_>) -> StartTrustFacts {
        StartTrustFacts { who: world.who(self.session) }
    }
}

impl Read for TrustDevice {
    fn read(&self, world: &World, _: At<'_>) -> TrustDeviceFacts {
        let (who, passkeys) = asking(world, self.session);
        TrustDeviceFacts {
            spent: world.spent(&self.ticket),
            device: own_device(world, who.as_ref()),
            passkeys: passkeys.len(),
            contacts: of(who.as_ref(), world, |row| &row.contacts),
            who,
        }
    }
}

impl Read for RevokeDevice {
    fn read(&self, world: &World, _: At<'_>) -> RevokeDeviceFacts {
        let who = world.who(self.session);
        let row = who.as_ref().and_then(|who| world.row(who.account.handle));
        let device = row.and_then(|row| row.device(self.device)).cloned();
        RevokeDeviceFacts { contacts: of(who.as_ref(), world, |row| &row.contacts), device, who }
    }
}

impl Read for ListApprovals {
    fn read(&self, world: &World, at: At<'_>) -> ListApprovalsFacts {
        let who = world.who(self.session);
        let mut approvals: Vec<Approval> =
            of(who.as_ref(), world, |row| &row.approvals).into_iter().map(|(approval, _)| approval).collect();
        approvals.retain(|approval| approval.is_open(at.moment.now));
        ListApprovalsFacts {
            device: own_device(world, who.as_ref()),
            contacts: of(who.as_ref(), world, |row| &row.contacts),
            approvals,
            who,
        }
    }
}

impl Read for StartAnswer {
    fn read(&self, world: &World, _: At<'_>) -> StartAnswerFacts {
        let (who, passkeys) = asking(world, self.session);
        StartAnswerFacts {
            device: own_device(world, who.as_ref()),
            approval: own_approval(world, who.as_ref(), self.approval).map(|(approval, _)| approval),
            passkeys,
            contacts: of(who.as_ref(), world, |row| &row.contacts),
            who,
        }
    }
}

impl Read for AnswerApproval {
    fn outcome(reply: &Answered) -> &'static str {
        match reply {
            Answered::Approved => "yes",
            Answered::Denied => "no",
            Answered::Frozen => "no and frozen",
        }
    }

    fn read(&self, world: &World, _: At<'_>) -> AnswerApprovalFacts {
        let (who, passkeys) = asking(world, self.session);
        let found = own_approval(world, who.as_ref(), self.approval);
        let fits = found.as_ref().is_some_and(|(_, number)| Some(number) == self.verdict.number());
        AnswerApprovalFacts {
            spent: world.spent(&self.ticket),
            device: own_device(world, who.as_ref()),
            approval: found.map(|(approval, _)| approval),
            fits,
            passkeys,
            contacts: of(who.as_ref(), world, |row| &row.contacts),
            who,
        }
    }
}

impl Read for ReadApproval {
    fn read(&self, world: &World, _: At<'_>) -> ReadApprovalFacts {
        let spent = world.spent(&self.ticket);
        ReadApprovalFacts { spent, approval: flow_approval(world, &self.ticket) }
    }
}

impl Read for FinishApprovedSignIn {
    fn read(&self, world: &World, _: At<'_>) -> FinishApprovedSignInFacts {
        let row = self.ticket.account.and_then(|account| world.row(account));
        FinishApprovedSignInFacts {
            spent: world.spent(&self.ticket),
            approval: flow_approval(world, &self.ticket),
            account: row.map(|row| row.account.clone()),
            passkeys: row.map(|row| row.passkeys.clone()).unwrap_or_default(),
            device: row.and_then(|row| row.device(self.device)).cloned(),
            contacts: row.map(|row| row.contacts.clone()).unwrap_or_default(),
        }
    }
}
