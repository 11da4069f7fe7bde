//! What waits: a report, its middle and its end, and whoever stops it or decides.

use super::super::edges::Class;
use super::super::model::{About, Answered, Stands, What, deny};
use super::super::people::{Browser, client};
use super::super::tickets::{Effect, Of, Truth};
use super::super::walk::{Link, Moved, Walk};
use crate::hold::{Hold, LinkToken, Told};
use crate::holds::*;
use crate::id::{AccountHandle, HoldId, PasskeyId};
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::passkeys::ReportLoss;
use crate::right::Right;
use crate::session::SessionKey;
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn report(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let own = session.map(|key| walk.model.working(key.account)).unwrap_or_default();
    let again: Vec<PasskeyId> = own.iter().copied().filter(|id| walk.was_contested(session, *id)).collect();
    let from = if walk.dice.in_hundred(40) && !again.is_empty() { &again } else { &own };
    let Some(passkey) = walk.dice.pick(from).copied() else { return Ok(()) };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let step = ReportLoss { session, passkey, client: client() };
    let Ok(reported) = walk.decide("report_loss", class, &step)? else { return Ok(()) };
    walk.used(session, Right::ReportLoss)?;
    let own = session.ok_or("somebody without a session")?;
    walk.began(own.account, &reported.held.hold, sent)?;
    let known = walk.model.account_mut(own.account)?;
    known.breaks += 1;
    let breaks = known.breaks;
    let reporter = walk.model.sessions.get_mut(&own.id).ok_or("a session that nobody opened")?;
    reporter.breaks = breaks;
    Ok(())
}

impl Walk<'_> {
    /// A wait has begun: every address was told.
    pub(super) fn began(&mut self, account: AccountHandle, hold: &Hold, sent: usize) -> Moved {
        self.model.begins(account, hold.id, What::of(&hold.kind), self.now)?;
        self.everybody_was_told(account, Some(hold.id), sent)
    }

    /// Every address of the account has had a message since then. Links in them are kept.
    pub(super) fn everybody_was_told(
        &mut self,
        account: AccountHandle,
        hold: Option<HoldId>,
        sent: usize,
    ) -> Moved {
        let messages = &self.world.messages[sent..];
        let told = |address: &String| {
            messages.iter().any(|(whose, message)| *whose == account && message.to.as_str() == address)
        };
        deny(!self.model.account(account)?.contacts.keys().all(told), "an address was not told")?;
        hold.map_or(Ok(()), |hold| self.keep_links(account, hold, sent))
    }

    /// Keeps the links in what was sent since then.
    pub(super) fn keep_links(&mut self, account: AccountHandle, hold: HoldId, sent: usize) -> Moved {
        for (_, message) in &self.world.messages[sent..] {
            if let MessageKind::Hold(notice) = &message.kind
                && let Some(token) = &notice.link
            {
                let address = message.to.as_str().to_owned();
                self.links.push(Link { token: token.clone(), account, hold, address });
            }
        }
        Ok(())
    }

    /// Somebody has said no, or decided: every address was told, unless they had said the same before.
    fn heard(
        &mut self,
        (account, hold): (AccountHandle, HoldId),
        who: &About,
        answered: Answered,
        sent: usize,
    ) -> Moved {
        let again = answered == Answered::Counted && self.model.account(account)?.has_opposed(hold, who);
        if again { Ok(()) } else { self.everybody_was_told(account, Some(hold), sent) }
    }

    /// Whether a passkey was to go once already.
    pub(super) fn was_contested(&self, session: Option<SessionKey>, passkey: PasskeyId) -> bool {
        let known = session.and_then(|key| self.model.accounts.get(&key.account));
        known.is_some_and(|known| known.waits.values().any(|wait| wait.what.passkey() == Some(passkey)))
    }

    /// Every hold there is.
    pub(super) fn holds(&self) -> Vec<(AccountHandle, Hold)> {
        let of = |row: &super::super::world::Row| {
            let account = row.account.handle;
            row.holds.iter().map(|hold| (account, hold.clone())).collect::<Vec<_>>()
        };
        self.world.rows.values().flat_map(|row| of(row)).collect()
    }

    /// One of the waits of an account, mostly the newest, mostly an open one.
    pub(super) fn a_hold(&mut self, account: AccountHandle) -> Option<HoldId> {
        let row = self.world.row(account)?;
        let open: Vec<HoldId> = row.open_holds().iter().map(|hold| hold.id).collect();
        let all: Vec<HoldId> = row.holds.iter().map(|hold| hold.id).collect();
        if self.dice.in_hundred(95) {
            self.dice.mostly_last(&open).copied()
        } else {
            self.dice.pick(&all).copied()
        }
    }
}

/// What is due is done. Now and then a node looks at what isn't.
pub(in super::super) fn advance(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let account = walk.somebody(browser);
    let Some(hold) = walk.a_hold(account) else { return Ok(()) };
    advance_one(walk, account, hold)
}

fn advance_one(walk: &mut Walk<'_>, account: AccountHandle, hold: HoldId) -> Moved {
    let sent = walk.world.messages.len();
    let step = AdvanceHold { account, hold };
    let class =
        if walk.model.account(account)?.is_frozen(walk.now) { Class::ClockFrozen } else { Class::Clock };
    let Ok(advanced) = walk.decide("advance_hold", class, &step)? else { return Ok(()) };
    match advanced {
        Advanced::Nothing | Advanced::Deferred => Ok(()),
        Advanced::Told => {
            walk.model.middle(account, hold)?;
            walk.everybody_was_told(account, Some(hold), sent)
        }
        Advanced::Done => {
            // Who was told of the start is told of the end.
            walk.everybody_was_told(account, Some(hold), sent)?;
            Ok(walk.model.done(account, hold, walk.now)?)
        }
        Advanced::Lapsed => Ok(walk.model.lapses(account, hold)?),
        Advanced::Undecided => {
            walk.everybody_was_told(account, Some(hold), sent)?;
            Ok(walk.model.undecided(account, hold, walk.now)?)
        }
    }
}

/// The clock goes to where the newest wait is due, and what is due is done, until its end comes.
pub(in super::super) fn see_it_through(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let account = walk.somebody(browser);
    let Some(hold) = walk.a_hold(account) else { return Ok(()) };
    for _ in 0..3 {
        let stands = walk.world.row(account).and_then(|row| row.hold(hold));
        let due_at = stands.filter(|hold| hold.told != Told::End).and_then(|hold| hold.due_at);
        let Some(due_at) = due_at else { return Ok(()) };
        walk.now = walk.now.max(due_at);
        advance_one(walk, account, hold)?;
    }
    Ok(())
}

/// A passkey that is on its way out may answer without a session.
pub(in super::super) fn start_stop_without_session(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    start_stop_by(walk, browser, None)
}

pub(in super::super) fn start_stop(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = if walk.dice.in_hundred(70) { walk.token(browser) } else { None };
    start_stop_by(walk, browser, session)
}

fn start_stop_by(walk: &mut Walk<'_>, browser: Browser, session: Option<SessionKey>) -> Moved {
    let hold = session.and_then(|key| walk.a_hold(key.account));
    if session.is_some() && hold.is_none() {
        return Ok(());
    }
    let step = StartStop { session, hold, browser: browser.hash };
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("start_stop", class, &step)? {
        if session.is_some() {
            walk.used(session, Right::StopHold)?;
        }
        let by = walk.by(browser, session);
        walk.hold(reply, None, by).of = hold.map(Of::Hold);
    }
    Ok(())
}

pub(in super::super) fn stop(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::StopHold], TicketStep::Passkey) else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let verdict = if walk.dice.in_hundred(75) { Verdict::Stop } else { Verdict::Uphold };
    let owner = walk.keys.iter().find(|key| key.id == signed.given.by).map(|key| key.account);
    let step = StopHold {
        session,
        ticket: held.ticket.clone(),
        response: signed.given.response,
        verdict,
        client: client(),
        browser: browser.hash,
    };
    let class = walk.class(held.ticket.session.and(session));
    let sent = walk.world.messages.len();
    let Ok(stopped) = walk.decide("stop_hold", class, &step)? else { return Ok(()) };
    if held.ticket.session.is_some() {
        walk.used(session, Right::StopHold)?;
    }
    deny(!signed.genuine, "an answer that isn't genuine has stopped something")?;
    let account = owner.ok_or("a passkey of nobody")?;
    deny(held.truth.account.is_some_and(|asked| asked != account), "another account than was asked for")?;
    let taken = Truth { account: Some(account), ..held.truth.clone() };
    walk.model.take(&taken, walk.by(browser, session), Effect::Once)?;
    let hold = stopped.held.hold.id;
    match &held.truth.of {
        Some(Of::Hold(asked)) => deny(*asked != hold, "another wait than the one that was asked about")?,
        _ => {
            let wait = walk.model.account(account)?.waits.get(&hold).ok_or("a wait that nobody began")?;
            deny(wait.what.passkey() != Some(signed.given.by), "without a session, another's removal")?;
        }
    }
    let answered = answered(stopped.outcome);
    walk.heard((account, hold), &About::Passkey(signed.given.by), answered, sent)?;
    Ok(walk.model.answers(account, hold, (signed.given.by, answered), walk.now)?)
}

pub(super) const fn answered(outcome: VetoOutcome) -> Answered {
    match outcome {
        VetoOutcome::Stopped => Answered::Stopped,
        VetoOutcome::Counted => Answered::Counted,
        VetoOutcome::Disputed => Answered::Disputed,
        VetoOutcome::Upheld => Answered::Upheld,
    }
}

pub(in super::super) fn press(walk: &mut Walk<'_>) -> Moved {
    // The newest of them, a few of those before, and now and then one that nobody was sent.
    let newest = walk.links.len().saturating_sub(4);
    let Some(link) = walk.dice.pick(&walk.links[newest..]).cloned() else { return Ok(()) };
    let forged = walk.dice.in_hundred(4);
    let token = match forged {
        true => LinkToken::draw(link.account, 0, &Moment::new(walk.now, &walk.dice.seed_32())),
        false => link.token,
    };
    let class = match walk.model.account(link.account)?.waits.get(&link.hold).map(|wait| wait.stands) {
        _ if forged => Class::ForgedLink,
        Some(Stands::InDispute | Stands::Upheld) => Class::LinkInDispute,
        _ => Class::Link,
    };
    let step = StopByLink { token, client: client() };
    let sent = walk.world.messages.len();
    let Ok(stopped) = walk.decide("stop_by_link", class, &step)? else { return Ok(()) };
    deny(forged, "a link that nobody was sent serves")?;
    deny(stopped.held.hold.id != link.hold, "a link stops another wait than its own")?;
    let answered = answered(stopped.outcome);
    let who = About::Address(link.address.clone());
    walk.heard((link.account, link.hold), &who, answered, sent)?;
    Ok(walk.model.presses(link.account, link.hold, (&link.address, answered), walk.now)?)
}
