//! Removing a passkey.

use super::super::model::deny;
use super::super::people::client;
use super::super::tickets::Effect;
use super::super::walk::{Moved, Walk};
use crate::id::PasskeyId;
use crate::passkeys::{OpenedByIt, Removal, RemovePasskey, StartRemoval};
use crate::right::Right;
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let own = session.map(|key| walk.model.working(key.account)).unwrap_or_default();
    // One that was contested before is contested again, more than by chance.
    let again: Vec<PasskeyId> = own.iter().copied().filter(|id| walk.was_contested(session, *id)).collect();
    let from = if walk.dice.in_hundred(40) && !again.is_empty() { &again } else { &own };
    let Some(passkey) = walk.dice.pick(from).copied() else { return Ok(()) };
    let step = StartRemoval { session, passkey, browser: browser.hash };
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("start_removal", class, &step)? {
        walk.used(session, Right::RemovePasskey)?;
        let by = walk.by(browser, session);
        walk.hold(reply, None, by).about = Some(passkey);
    }
    Ok(())
}

pub(in super::super) fn finish(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::RemovePasskey], TicketStep::Passkey) else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let about = held.truth.about.ok_or("a removal of nothing")?;
    let passkey = if walk.dice.in_hundred(92) { about } else { signed.given.by };
    let sessions = if walk.dice.in_hundred(50) { OpenedByIt::End } else { OpenedByIt::Stay };
    let step = RemovePasskey {
        session,
        passkey,
        ticket: held.ticket.clone(),
        response: signed.given.response,
        sessions,
        client: client(),
        browser: browser.hash,
    };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let Ok(removed) = walk.decide("remove_passkey", class, &step)? else { return Ok(()) };
    walk.used(session, Right::RemovePasskey)?;
    deny(!signed.genuine, "an answer that isn't genuine has removed a passkey")?;
    deny(passkey != about, "another passkey than the one that was asked about is removed")?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let account = held.truth.account.ok_or("a removal for nobody")?;
    match removed.removal {
        Removal::Gone(_) => walk.model.remove(account, (passkey, signed.given.by))?,
        Removal::Waits(held) => {
            walk.model.may_suspend(account, (passkey, signed.given.by), walk.now)?;
            walk.began(account, &held.hold, sent)?;
        }
    }
    if sessions == OpenedByIt::End {
        let asking = session.map(|key| key.id);
        let opened = walk.model.sessions.iter_mut().filter(|(id, one)| {
            Some(**id) != asking && one.account == account && one.asserted.last() == Some(&passkey)
        });
        opened.for_each(|(_, one)| one.has_ended = true);
    }
    Ok(())
}
