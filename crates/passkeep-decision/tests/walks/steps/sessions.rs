//! Looking, ending sessions, and what an app asks: whether a session may move value.

use super::super::people::client;
use super::super::walk::{Moved, Walk};
use crate::contacts::ReadAccount;
use crate::right::Right;
use crate::session::admit;
use crate::sessions::{EndSessions, Which};

pub(in super::super) fn look(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let class = walk.class(session);
    match walk.decide("read_account", class, &ReadAccount { session })? {
        Ok(_) => walk.used(session, Right::Look),
        Err(_) => Ok(()),
    }
}

pub(in super::super) fn look_with_newest(walk: &mut Walk<'_>) -> Moved {
    let session = walk.tokens.last().map(|token| token.key);
    let class = walk.class(session);
    match walk.decide("read_account", class, &ReadAccount { session })? {
        Ok(_) => walk.used(session, Right::Look),
        Err(_) => Ok(()),
    }
}

pub(in super::super) fn end(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some(own) = session else { return Ok(()) };
    let one = walk.dice.pick(&walk.tokens).map_or(own.id, |token| token.key.id);
    let ways = [Which::This, Which::Replaced, Which::One(one), Which::Others, Which::All];
    let which = *walk.dice.pick(&ways).expect("five ways");
    let class = walk.class(session);
    let Ok(_) = walk.decide("end_sessions", class, &EndSessions { session, which, client: client() })? else {
        return Ok(());
    };
    walk.used(session, Right::EndSessions)?;
    let device = |id| walk.model.sessions.get(id).and_then(|seen| seen.device);
    let (here, there) = (device(&own.id), device(&one));
    walk.model.signed_out(own.account, |device| match which {
        Which::Replaced => false,
        Which::This => Some(device) == here,
        Which::One(_) => Some(device) == there,
        Which::Others => Some(device) != here,
        Which::All => true,
    });
    for (id, seen) in &mut walk.model.sessions {
        let is_meant = match which {
            Which::This | Which::Replaced => *id == own.id,
            Which::One(one) => *id == one,
            Which::Others => *id != own.id,
            Which::All => true,
        };
        seen.has_ended |= is_meant && seen.account == own.account;
    }
    Ok(())
}

pub(in super::super) fn move_value(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let who = walk.world.who(session);
    let given = admit(who.as_ref(), Right::MoveValue, walk.policy, walk.now).map(|_| ());
    let class = walk.class(session);
    let outcome = given.as_ref().map_or_else(crate::refusal::Refusal::code, |()| "ok");
    walk.edges.walked("move_value", class, outcome);
    walk.told.push(format!("{} move_value by {}: {outcome}", walk.now.0 / 1000, class.as_str()));
    if given.is_ok() { walk.used(session, Right::MoveValue) } else { Ok(()) }
}
