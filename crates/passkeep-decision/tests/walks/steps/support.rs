//! What the staff does at the support desk: looks, what one does alone, and what takes two.

use super::super::model::{Proposed, deny};
use super::super::people::{BROWSERS, Browser, EVERYBODY, STAFF, client, user_id_of};
use super::super::tickets::{Effect, Of};
use super::super::walk::{Moved, Walk};
use super::sign_in::identifier;
use crate::hold::HoldKind;
use crate::id::{AccountHandle, HoldId};
use crate::right::Right;
use crate::session::SessionKey;
use crate::support::*;
use crate::ticket::{Purpose, TicketStep};

/// Who sits at a desk: mostly one of the staff at their own.
fn at_desk(walk: &mut Walk<'_>) -> (Browser, Option<SessionKey>) {
    let browser = match walk.cast.browser {
        None if walk.dice.in_hundred(85) => BROWSERS[STAFF[walk.dice.below(STAFF.len())].1],
        _ => walk.browser(),
    };
    (browser, walk.token(browser))
}

/// Whose account it is about: mostly of somebody for whom something waits, now and then of one of the staff.
fn concerned(walk: &mut Walk<'_>) -> AccountHandle {
    let waits = |account: &AccountHandle| {
        let frozen = walk.model.accounts.get(account).is_some_and(|known| known.is_frozen(walk.now));
        let row = walk.world.row(*account);
        frozen || row.is_some_and(|row| !row.open_holds().is_empty() || !row.proposals.is_empty())
    };
    let busy: Vec<AccountHandle> = EVERYBODY.into_iter().filter(waits).collect();
    match walk.dice.below(100) {
        0..70 if !busy.is_empty() => busy[walk.dice.below(busy.len())],
        0..93 => EVERYBODY[walk.dice.below(EVERYBODY.len())],
        _ => STAFF[walk.dice.below(STAFF.len())].0,
    }
}

impl Walk<'_> {
    /// One of the staff has done something about an account.
    fn helped(
        &mut self,
        session: Option<SessionKey>,
        account: AccountHandle,
    ) -> Result<AccountHandle, super::Fault> {
        self.used(session, Right::Support)?;
        let key = session.ok_or("somebody without a session")?;
        Ok(self.model.helps(key.id, account)?)
    }
}

pub(in super::super) fn enter(walk: &mut Walk<'_>) -> Moved {
    let (_, session) = at_desk(walk);
    let class = walk.class(session);
    match walk.decide("enter_support", class, &EnterSupport { session })? {
        Ok(_) => walk.used(session, Right::Support),
        Err(_) => Ok(()),
    }
}

pub(in super::super) fn look(walk: &mut Walk<'_>) -> Moved {
    let (_, session) = at_desk(walk);
    let account = concerned(walk);
    let class = walk.class(session);
    let step = LookAt { session, whom: Whom::Identifiers(vec![identifier(account)]) };
    match walk.decide("look_at", class, &step)? {
        // Whose number it is now is found.
        Ok(looked) => match looked.seen {
            Some(seen) => walk.helped(session, seen.of.account.handle).map(|_| ()),
            None => walk.used(session, Right::Support),
        },
        Err(_) => Ok(()),
    }
}

pub(in super::super) fn alone(walk: &mut Walk<'_>) -> Moved {
    let (_, session) = at_desk(walk);
    let account = concerned(walk);
    let (name, deed) = match walk.dice.below(3) {
        0 => ("act_alone freeze", Deed::Freeze),
        1 => ("act_alone offer_recovery", Deed::OfferRecovery),
        _ => ("act_alone resend", Deed::Resend(walk.a_hold(account).unwrap_or(HoldId([0; 16])))),
    };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let step = ActAlone { session, account: user_id_of(account), deed };
    let Ok(_) = walk.decide(name, class, &step)? else { return Ok(()) };
    walk.helped(session, account)?;
    let about = match deed {
        Deed::Freeze => {
            walk.everybody_was_told(account, None, sent)?;
            return Ok(walk.model.frozen_by_staff(account)?);
        }
        Deed::OfferRecovery => None,
        Deed::Resend(hold) => Some(hold),
    };
    let messages = &walk.world.messages[sent..];
    let addresses: Vec<String> = messages.iter().map(|(_, message)| message.to.as_str().to_owned()).collect();
    walk.model.sent_by_staff(account, (about, &addresses), walk.now)?;
    about.map_or(Ok(()), |hold| walk.keep_links(account, hold, sent))
}

/// What is proposed: mostly something that is possible.
fn wanted(walk: &mut Walk<'_>, account: AccountHandle) -> Wanted {
    use ProposedAction::*;
    let hold = walk.a_hold(account);
    let frozen = walk.model.accounts.get(&account).is_some_and(|known| known.is_frozen(walk.now));
    let possible: Vec<ProposedAction> = ProposedAction::ALL
        .iter()
        .copied()
        .filter(|action| match action {
            StopHold | ShortenHold => hold.is_some(),
            Thaw => frozen,
            ProveIdentity => walk.world.row(account).is_some_and(|row| row.recovery().is_none()),
        })
        .collect();
    let any = *walk.dice.pick(ProposedAction::ALL).expect("there are some");
    let action = match walk.dice.in_hundred(88) {
        true => walk.dice.pick(&possible).copied().unwrap_or(any),
        false => any,
    };
    let text = if walk.dice.in_hundred(50) { "She called" } else { "He wrote" };
    Wanted {
        action,
        hold: action.is_of_hold().then(|| hold.unwrap_or(HoldId([0; 16]))),
        reason: Reason::parse(text).expect("a reason"),
    }
}

pub(in super::super) fn start_propose(walk: &mut Walk<'_>) -> Moved {
    let (browser, session) = at_desk(walk);
    let account = concerned(walk);
    let wanted = wanted(walk, account);
    let step =
        StartPropose { session, account: user_id_of(account), wanted: wanted.clone(), browser: browser.hash };
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("start_propose", class, &step)? {
        walk.helped(session, account)?;
        let by = walk.by(browser, session);
        walk.hold(reply, None, by).of = Some(Of::Wanted(account, wanted));
    }
    Ok(())
}

/// One of the two signs: the second, where that was begun.
pub(in super::super) fn sign(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::Support], TicketStep::Passkey) else { return Ok(()) };
    match held.truth.of {
        Some(Of::Wanted(..)) => propose(walk, held),
        _ => decide(walk, held),
    }
}

fn propose(walk: &mut Walk<'_>, held: super::Held) -> Moved {
    let Some(Of::Wanted(account, asked)) = held.truth.of.clone() else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    // Now and then something else is said to have been signed.
    let wanted = if walk.dice.in_hundred(92) { asked.clone() } else { wanted(walk, account) };
    let step = Propose {
        session,
        account: user_id_of(account),
        wanted: wanted.clone(),
        ticket: held.ticket.clone(),
        response: signed.given.response,
        client: client(),
        browser: browser.hash,
    };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let Ok(proposal) = walk.decide("propose", class, &step)? else { return Ok(()) };
    let by = walk.helped(session, account)?;
    deny(!signed.genuine, "an answer that isn't genuine has proposed something")?;
    let same = (wanted.action, wanted.hold, &wanted.reason) == (asked.action, asked.hold, &asked.reason);
    deny(!same, "something else than was signed is proposed")?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    walk.everybody_was_told(account, None, sent)?;
    let Wanted { action, hold, .. } = wanted;
    let proposed = Proposed { action, hold, by, browser: browser.number, at: walk.now, is_over: false };
    Ok(walk.model.proposes(account, (proposal.id, proposed), signed.given.by)?)
}

/// What waits for a second: mostly the newest.
fn a_proposal(walk: &mut Walk<'_>) -> Option<(AccountHandle, Proposal)> {
    let of = |row: &super::super::world::Row| {
        let account = row.account.handle;
        row.proposals.iter().map(|one| (account, one.clone())).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = walk.world.rows.values().flat_map(|row| of(row)).collect();
    all.sort_by_key(|(_, proposal)| (proposal.state == ProposalState::Open, proposal.proposed_at));
    walk.dice.mostly_last(&all).cloned()
}

pub(in super::super) fn start_decide(walk: &mut Walk<'_>) -> Moved {
    let (browser, session) = at_desk(walk);
    let Some((account, Proposal { id, .. })) = a_proposal(walk) else { return Ok(()) };
    let step = StartDecide { session, account: user_id_of(account), proposal: id, browser: browser.hash };
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("start_decide", class, &step)? {
        walk.helped(session, account)?;
        let by = walk.by(browser, session);
        walk.hold(reply, None, by).of = Some(Of::Proposal(account, id));
    }
    Ok(())
}

fn decide(walk: &mut Walk<'_>, held: super::Held) -> Moved {
    let Some(Of::Proposal(account, asked)) = held.truth.of else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let other = a_proposal(walk).filter(|_| walk.dice.in_hundred(8));
    let (account, id) = other.map_or((account, asked), |(account, proposal)| (account, proposal.id));
    let step = Decide {
        session,
        account: user_id_of(account),
        proposal: id,
        ticket: held.ticket.clone(),
        response: signed.given.response,
        client: client(),
        browser: browser.hash,
    };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let Ok(decided) = walk.decide("decide_proposal", class, &step)? else { return Ok(()) };
    let staff = walk.helped(session, account)?;
    deny(!signed.genuine, "an answer that isn't genuine has decided something")?;
    deny(id != asked, "another proposal than was signed is done")?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let done = walk.model.decides(account, id, (staff, browser.number, signed.given.by), walk.now)?;
    match (done.action, decided.hold) {
        (ProposedAction::ProveIdentity, Some(hold)) => {
            deny(hold.kind != HoldKind::Recovery, "another wait than a recovery begins")?;
            walk.began(account, &hold, sent)?;
            Ok(walk.model.is_of_staff(account, hold.id)?)
        }
        _ => walk.everybody_was_told(account, done.hold, sent),
    }
}

pub(in super::super) fn withdraw(walk: &mut Walk<'_>) -> Moved {
    let (_, session) = at_desk(walk);
    let Some((account, Proposal { id, .. })) = a_proposal(walk) else { return Ok(()) };
    let class = walk.class(session);
    let step = Withdraw { session, account: user_id_of(account), proposal: id };
    let Ok(_) = walk.decide("withdraw", class, &step)? else { return Ok(()) };
    walk.helped(session, account)?;
    let known = walk.model.account_mut(account)?;
    known.proposals.get_mut(&id).ok_or("what nobody proposed is taken back")?.is_over = true;
    Ok(())
}
