//! What the steps of the support desk read.

use super::{At, Read};
use crate::account::UserId;
use crate::code::{Tally, TallyScope};
use crate::contact::Identifier;
use crate::diagnosis::AccountSigns;
use crate::id::ProposalId;
use crate::policy::Policy;
use crate::session::{SessionFacts, SessionKey};
use crate::support::*;
use crate::ticket::Ticket;
use crate::walks::world::{Row, World};

impl Read for EnterSupport {
    fn read(&self, world: &World, at: At<'_>) -> EnterFacts {
        let all = world
            .rows
            .values()
            .flat_map(|row| row.proposals.iter().map(|proposal| (row.account.user_id, proposal.clone())));
        EnterFacts { who: staff(world, self.session, at.policy), proposals: all.collect() }
    }
}

impl Read for LookAt {
    fn read(&self, world: &World, at: At<'_>) -> LookFacts {
        let who = staff(world, self.session, at.policy);
        let window_start = looks_window(at.moment.now);
        let key = |who: &SessionFacts| (TallyScope::Looks(who.account.handle).key_bytes(), window_start);
        let sent = who.as_ref().and_then(|who| world.tallies.get(&key(who))).copied().unwrap_or(0);
        let row = match &self.whom {
            Whom::Identifiers(identifiers) => world.found(identifiers),
            Whom::Reference(_) => None,
        };
        let found = row.filter(|_| who.is_some()).map(|row| (FoundBy::Phone, Box::new(seen(row))));
        LookFacts { who, looks: Tally { window_start, sent }, found, attempt: None }
    }
}

fn seen(row: &Row) -> Seen {
    Seen {
        of: concerned(row),
        tombstones: row.tombstones.clone(),
        sessions: row.sessions.clone(),
        notices: vec![],
        attempts: vec![],
        signs: AccountSigns::of(&row.passkeys, (None, None), None),
        password_at: row.password.as_ref().map(|password| password.set_at),
        recovery_codes: row.codes.len(),
    }
}

impl Read for ActAlone {
    fn read(&self, world: &World, at: At<'_>) -> AloneFacts {
        let who = staff(world, self.session, at.policy);
        AloneFacts { concerned: concerned_by(world, who.as_ref(), self.account), who }
    }
}

impl Read for StartPropose {
    fn read(&self, world: &World, at: At<'_>) -> ProposeFacts {
        propose_facts(world, (self.session, self.account), None, at.policy)
    }
}

impl Read for Propose {
    fn read(&self, world: &World, at: At<'_>) -> ProposeFacts {
        propose_facts(world, (self.session, self.account), Some(&self.ticket), at.policy)
    }
}

impl Read for StartDecide {
    fn read(&self, world: &World, at: At<'_>) -> DecideFacts {
        decide_facts(world, (self.session, self.account), (self.proposal, None), at.policy)
    }
}

impl Read for Decide {
    fn read(&self, world: &World, at: At<'_>) -> DecideFacts {
        decide_facts(world, (self.session, self.account), (self.proposal, Some(&self.ticket)), at.policy)
    }
}

impl Read for Withdraw {
    fn read(&self, world: &World, at: At<'_>) -> DecideFacts {
        decide_facts(world, (self.session, self.account), (self.proposal, None), at.policy)
    }
}

/// Who asks, where they have a role: of nobody else is anything read.
fn staff(world: &World, session: Option<SessionKey>, policy: &Policy) -> Option<SessionFacts> {
    world.who(session).filter(|who| policy.support.role_of(who.account.user_id).is_some())
}

fn concerned_by(world: &World, who: Option<&SessionFacts>, of: UserId) -> Option<Concerned> {
    who?;
    world.found(&[Identifier::UserId(of)]).map(concerned)
}

fn concerned(row: &Row) -> Concerned {
    Concerned {
        account: row.account.clone(),
        passkeys: row.passkeys_with_uses(),
        contacts: row.contacts.clone(),
        devices: row.devices.clone(),
        holds: row.open_holds(),
        proposals: row.proposals.clone(),
        events: row.events.clone(),
    }
}

fn propose_facts(
    world: &World,
    (session, of): (Option<SessionKey>, UserId),
    ticket: Option<&Ticket>,
    policy: &Policy,
) -> ProposeFacts {
    let who = staff(world, session, policy);
    ProposeFacts {
        spent: ticket.is_some_and(|ticket| world.spent(ticket)),
        own: super::of(who.as_ref(), world, |row| &row.passkeys),
        concerned: concerned_by(world, who.as_ref(), of),
        who,
    }
}

fn decide_facts(
    world: &World,
    (session, of): (Option<SessionKey>, UserId),
    (id, ticket): (ProposalId, Option<&Ticket>),
    policy: &Policy,
) -> DecideFacts {
    let ProposeFacts { who, spent, own, concerned } = propose_facts(world, (session, of), ticket, policy);
    let found = concerned.as_ref().and_then(|of| of.proposals.iter().find(|one| one.id == id));
    let proposer = found.and_then(|proposal| world.row(proposal.proposer)).map(|row| Proposer {
        account: row.account.clone(),
        contacts: row.contacts.clone(),
        devices: row.devices.clone(),
    });
    let own_contacts = super::of(who.as_ref(), world, |row| &row.contacts);
    DecideFacts { own_contacts, who, spent, own, concerned, proposer }
}
