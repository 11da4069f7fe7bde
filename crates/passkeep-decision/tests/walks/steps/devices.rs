//! Choosing a device to be trusted, and revoking one.

use super::super::model::deny;
use super::super::people::{ANYBODYS, BROWSERS, DEVICE_KEYS, signed_by};
use super::super::tickets::Effect;
use super::super::walk::{Moved, Walk};
use crate::devices::{RevokeDevice, StartTrust, TrustDevice};
use crate::right::Right;
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("start_trust", class, &StartTrust { session, browser: browser.hash })? {
        walk.used(session, Right::TrustDevice)?;
        let by = walk.by(browser, session);
        walk.hold(reply, None, by);
    }
    Ok(())
}

pub(in super::super) fn choose(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::TrustDevice], TicketStep::Device) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    // Somebody else's key, or somebody else's signature, in a few cases.
    let key = walk.key_of(browser);
    let signer = walk.key_of(browser);
    let nonce = held.ticket.challenge.unwrap_or_default();
    let step = TrustDevice {
        session,
        ticket: held.ticket.clone(),
        key: DEVICE_KEYS[key].0.clone(),
        signed: signed_by(signer, &nonce),
        browser: browser.hash,
    };
    let class = walk.class(session);
    let Ok(reply) = walk.decide("trust_device", class, &step)? else { return Ok(()) };
    walk.used(session, Right::TrustDevice)?;
    deny(signer != key, "a device is chosen with a key that it doesn't hold")?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let session = session.ok_or("somebody without a session")?;
    let seen = walk.model.session(session.id)?.clone();
    walk.model.choose(&seen, reply.secret.hash(), key, walk.now)?;
    let device = seen.device.ok_or("a browser that nobody remembers is chosen")?;
    walk.secrets.push((session.account, device, reply.secret));
    Ok(())
}

pub(in super::super) fn revoke(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let device = BROWSERS[walk.dice.below(ANYBODYS)].device;
    let class = walk.class(session);
    let Ok(_) = walk.decide("revoke_device", class, &RevokeDevice { session, device })? else {
        return Ok(());
    };
    walk.used(session, Right::RevokeDevice)?;
    let account = session.ok_or("somebody without a session")?.account;
    let known = walk.model.account_mut(account)?;
    known.browsers.remove(&device);
    known.chosen.remove(&device);
    known.founded_on = known.founded_on.filter(|first| *first != device);
    let lives_there =
        |seen: &&mut super::super::model::Seen| seen.account == account && seen.device == Some(device);
    walk.model.sessions.values_mut().filter(lives_there).for_each(|seen| seen.has_ended = true);
    Ok(())
}
