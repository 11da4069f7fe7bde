//! The facts of confirmations.

use super::{At, Read, asking, of};
use crate::confirmations::*;
use crate::id::ConfirmationId;
use crate::session::SessionKey;
use crate::ticket::Ticket;
use crate::walks::world::World;

impl Read for AskConfirmation {
    fn read(&self, world: &World, at: At<'_>) -> AskConfirmationFacts {
        let row = world.row(self.account);
        let id = self.id(at.policy);
        AskConfirmationFacts {
            account: row.map(|row| row.account.clone()),
            before: row.and_then(|row| row.confirmation(id)).cloned(),
            open: row.map(|row| row.confirmations.clone()).unwrap_or_default(),
            net: SafetyNet {
                passkeys: row.map_or(0, |row| row.passkeys.iter().filter(|one| one.works()).count()),
                recovery_codes: row.map_or(0, |row| row.codes.len()),
            },
        }
    }
}

impl Read for ShowConfirmation {
    fn read(&self, world: &World, at: At<'_>) -> AnswerFacts {
        answer(world, self.session, (self.confirmation, None), at)
    }
}

impl Read for StartConfirm {
    fn read(&self, world: &World, at: At<'_>) -> AnswerFacts {
        answer(world, self.session, (self.confirmation, None), at)
    }
}

impl Read for Confirm {
    fn outcome(reply: &Confirmation) -> &'static str {
        reply.state.as_str()
    }

    fn read(&self, world: &World, at: At<'_>) -> AnswerFacts {
        answer(world, self.session, (self.confirmation, Some(&self.ticket)), at)
    }
}

impl Read for DenyConfirmation {
    fn read(&self, world: &World, at: At<'_>) -> AnswerFacts {
        answer(world, self.session, (self.confirmation, None), at)
    }
}

fn answer(
    world: &World,
    session: Option<SessionKey>,
    (id, ticket): (ConfirmationId, Option<&Ticket>),
    at: At<'_>,
) -> AnswerFacts {
    let (who, passkeys) = asking(world, session);
    let row = who.as_ref().and_then(|who| world.row(who.account.handle));
    let confirmation = row.and_then(|row| row.confirmation(id)).cloned();
    let payee = confirmation.as_ref().and_then(|found| found.payee(found.kind(at.policy).ok()?));
    AnswerFacts {
        spent: ticket.is_some_and(|ticket| world.spent(ticket)),
        confirmation,
        device: who.as_ref().and_then(|who| row?.device(who.session.device?)).cloned(),
        recovery_codes: row.map_or(0, |row| row.codes.len()),
        payee_known: payee.is_some_and(|payee| row.is_some_and(|row| row.payees.contains(&payee))),
        holds: row.map(|row| row.open_holds()).unwrap_or_default(),
        contacts: of(who.as_ref(), world, |row| &row.contacts),
        passkeys,
        who,
    }
}
