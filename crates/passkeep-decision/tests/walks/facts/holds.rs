//! What the steps of holds, and of the changes that wait in them, read.

use super::devices::own_device;
use super::{At, Read, asking, of};
use crate::confirmations::Confirmation;
use crate::contact::Address;
use crate::contacts::*;
use crate::hold::{Hold, HoldKind};
use crate::holds::*;
use crate::id::ConfirmationId;
use crate::id::{AccountHandle, HoldId};
use crate::passkeys::{ReportLoss, ReportLossFacts};
use crate::session::{SessionFacts, SessionKey};
use crate::ticket::Ticket;
use crate::walks::world::{Row, World};

pub(super) fn own_holds(world: &World, who: Option<&SessionFacts>) -> Vec<Hold> {
    who.and_then(|who| world.row(who.account.handle)).map(|row| row.open_holds()).unwrap_or_default()
}

impl Read for ListHolds {
    fn read(&self, world: &World, _: At<'_>) -> ListHoldsFacts {
        let (who, passkeys) = asking(world, self.session);
        ListHoldsFacts { holds: own_holds(world, who.as_ref()), who, passkeys }
    }
}

impl Read for ReportLoss {
    fn read(&self, world: &World, _: At<'_>) -> ReportLossFacts {
        let (who, passkeys) = asking(world, self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        ReportLossFacts { who, passkeys, contacts }
    }
}

impl Read for StartStop {
    fn read(&self, world: &World, _: At<'_>) -> StartStopFacts {
        let who = world.who(self.session);
        StartStopFacts { holds: own_holds(world, who.as_ref()), who }
    }
}

fn outcome(reply: &StoppedHold) -> &'static str {
    match reply.outcome {
        VetoOutcome::Stopped => "stopped",
        VetoOutcome::Counted => "counted",
        VetoOutcome::Disputed => "disputed",
        VetoOutcome::Upheld => "upheld",
    }
}

impl Read for StopHold {
    fn outcome(reply: &StoppedHold) -> &'static str {
        outcome(reply)
    }

    fn read(&self, world: &World, _: At<'_>) -> StopHoldFacts {
        let who = world.who(self.session);
        let named = match &self.response.user_handle {
            Some(handle) => handle.as_slice().try_into().ok().map(AccountHandle),
            None => world.credentials.get(&self.response.id).copied(),
        };
        let Some(row) = named.and_then(|account| world.row(account)) else {
            return StopHoldFacts { who, spent: false, stopper: None };
        };
        let mut holds = row.open_holds();
        let about = self.ticket.about.map(HoldId);
        if let Some(id) = about.filter(|id| holds.iter().all(|hold| hold.id != *id)) {
            holds.extend(row.hold(id).cloned());
        }
        let mut ticket = self.ticket.clone();
        ticket.account = Some(row.account.handle);
        let stopper = Stopper {
            account: row.account.clone(),
            passkeys: row.passkeys.clone(),
            holds,
            vetoes: row.vetoes.clone(),
            contacts: row.contacts.clone(),
        };
        StopHoldFacts { who, spent: world.spent(&ticket), stopper: Some(stopper) }
    }
}

impl Read for StopByLink {
    fn outcome(reply: &StoppedHold) -> &'static str {
        outcome(reply)
    }

    fn read(&self, world: &World, _: At<'_>) -> StopByLinkFacts {
        let row = world.row(self.token.account);
        let link = row.and_then(|row| row.links.iter().find(|link| link.id == self.token.id())).cloned();
        let hold = row.zip(link.as_ref()).and_then(|(row, link)| row.hold(link.hold)).cloned();
        let mut vetoes = row.map(|row| row.vetoes.clone()).unwrap_or_default();
        vetoes.retain(|veto| hold.as_ref().is_some_and(|hold| hold.kind.subject() == veto.subject));
        StopByLinkFacts {
            account: row.map(|row| row.account.clone()),
            link,
            hold,
            vetoes,
            passkeys: row.map(|row| row.passkeys.clone()).unwrap_or_default(),
            contacts: row.map(|row| row.contacts.clone()).unwrap_or_default(),
        }
    }
}

impl Read for AdvanceHold {
    fn outcome(reply: &Advanced) -> &'static str {
        match reply {
            Advanced::Nothing => "nothing",
            Advanced::Told => "told",
            Advanced::Deferred => "deferred",
            Advanced::Done => "done",
            Advanced::Lapsed => "lapsed",
            Advanced::Undecided => "undecided",
        }
    }

    fn read(&self, world: &World, at: At<'_>) -> AdvanceHoldFacts {
        let row = world.row(self.account);
        let hold = row.and_then(|row| row.hold(self.hold)).cloned();
        let taken = match hold.as_ref().map(|hold| &hold.kind) {
            Some(HoldKind::ReplaceContact { to, .. }) => world.owner(to).is_some(),
            _ => false,
        };
        AdvanceHoldFacts {
            account: row.map(|row| row.account.clone()),
            passkeys: row.map(|row| row.passkeys.clone()).unwrap_or_default(),
            contacts: row.map(|row| row.contacts.clone()).unwrap_or_default(),
            taken,
            passwords: HeldPasswords {
                held: row.and_then(|row| {
                    row.held_passwords.iter().find(|(id, _)| *id == self.hold).map(|one| one.1.clone())
                }),
                stands: row.and_then(|row| row.password.clone()),
            },
            confirmation: hold.as_ref().and_then(|hold| match hold.kind {
                HoldKind::ConfirmAction { confirmation, .. } => waiting(row?, confirmation, at),
                _ => None,
            }),
            hold,
        }
    }
}

/// The confirmation that waits in a hold, and whether its payee is known by now.
fn waiting(row: &Row, id: ConfirmationId, at: At<'_>) -> Option<(Confirmation, bool)> {
    let found = row.confirmation(id)?;
    let payee = found.kind(at.policy).ok().and_then(|kind| found.payee(kind));
    Some((found.clone(), payee.is_some_and(|payee| row.payees.contains(&payee))))
}

fn changing(world: &World, session: Option<SessionKey>) -> (Option<SessionFacts>, ChangingFacts) {
    let (who, passkeys) = asking(world, session);
    let contacts = of(who.as_ref(), world, |row| &row.contacts);
    let holds = own_holds(world, who.as_ref());
    let device = own_device(world, who.as_ref());
    (who, ChangingFacts { contacts, holds, passkeys, device })
}

impl Read for RemoveContact {
    fn read(&self, world: &World, _: At<'_>) -> RemoveContactFacts {
        let (who, changing) = changing(world, self.session);
        RemoveContactFacts { who, changing }
    }
}

impl Read for StartReplacement {
    fn read(&self, world: &World, at: At<'_>) -> StartReplacementFacts {
        let (who, changing) = changing(world, self.session);
        let account = who.as_ref().map(|who| who.account.handle);
        let message: (&Address, _, _) = (&self.to, account, Ticket::first_flow(at.moment));
        let tallies = world.tallies(message, at.policy, at.moment.now);
        StartReplacementFacts { who, changing, owner: world.owner(&self.to), tallies }
    }
}

impl Read for CheckReplacementCode {
    fn read(&self, world: &World, _: At<'_>) -> CheckReplacementCodeFacts {
        let (who, changing) = changing(world, self.session);
        let code = world.code(&self.ticket, Some(&self.code));
        let taken = code.as_ref().is_some_and(|code| world.owner(&code.address).is_some());
        let owner = world.number_owner(code.as_ref());
        let spent = world.spent(&self.ticket);
        CheckReplacementCodeFacts { who, spent, code, taken, owner, changing }
    }
}
