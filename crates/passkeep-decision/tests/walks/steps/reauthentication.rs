//! Proving again, with a passkey.

use super::super::model::{Asks, deny};
use super::super::people::{Browser, client};
use super::super::tickets::{Effect, Of};
use super::super::walk::{Moved, Walk};
use crate::level::Level;
use crate::reauthentication::{FinishReauthentication, StartReauthentication};
use crate::right::Right;
use crate::session::SessionKey;
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = match walk.dice.in_hundred(20) {
        true => quarantined(walk),
        false => walk.token(browser),
    };
    let needed = walk.dice.in_hundred(20).then_some(Level::Three);
    start_by(walk, browser, (session, needed))
}

/// With a key that never leaves its device.
pub(in super::super) fn start_bound(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    start_by(walk, browser, (session, Some(Level::Three)))
}

/// In a session that waits for a passkey to lift it.
pub(in super::super) fn start_quarantined(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = quarantined(walk);
    start_by(walk, browser, (session, None))
}

fn start_by(
    walk: &mut Walk<'_>,
    browser: Browser,
    (session, needed): (Option<SessionKey>, Option<Level>),
) -> Moved {
    let step = StartReauthentication { session, browser: browser.hash, needed };
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("start_reauthentication", class, &step)? {
        walk.used(session, Right::Reauthenticate)?;
        let by = walk.by(browser, session);
        walk.hold(reply, None, by).of = needed.map(|_| Of::Bound);
    }
    Ok(())
}

/// The newest session that waits for a passkey to lift it.
fn quarantined(walk: &Walk<'_>) -> Option<SessionKey> {
    let seen = |key: SessionKey| walk.model.sessions.get(&key.id).is_some_and(|seen| seen.is_quarantined);
    walk.tokens.iter().rev().map(|token| token.key).find(|key| seen(*key))
}

pub(in super::super) fn finish(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::Reauthenticate], TicketStep::Passkey) else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let step = FinishReauthentication {
        session,
        ticket: held.ticket.clone(),
        response: signed.given.response,
        client: client(),
        browser: browser.hash,
    };
    let class = walk.class(session);
    let Ok(reply) = walk.decide("finish_reauthentication", class, &step)? else { return Ok(()) };
    walk.used(session, Right::Reauthenticate)?;
    deny(!signed.genuine, "an answer that isn't genuine has raised a session")?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let before = session.ok_or("somebody without a session")?.id;
    let asks = if matches!(held.truth.of, Some(Of::Bound)) { Asks::Bound } else { Asks::Any };
    let raised = walk.model.raise(before, (signed.given.by, asks), walk.now)?;
    walk.model.was_used(raised.account, signed.given.by, walk.now);
    walk.model.sessions.get_mut(&before).ok_or("a session that nobody opened")?.has_ended = true;
    walk.opened(reply.opened.session.key, browser, raised)
}
