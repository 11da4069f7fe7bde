//! Creating a passkey: the code, the assertion, the place, the new passkey; and giving one a name.

use super::super::model::{Birth, Born, deny};
use super::super::people::{Browser, client};
use super::super::tickets::Effect;
use super::super::walk::{Held, Moved, Walk};
use super::sign_up::register;
use crate::ceremony::Place;
use crate::passkey::PasskeyName;
use crate::passkeys::*;
use crate::right::Right;
use crate::session::SessionKey;
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn send(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let step = SendGrantCode { session, browser: browser.hash };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    if let Ok(reply) = walk.decide("send_grant_code", class, &step)? {
        walk.used(session, Right::CreatePasskey)?;
        let by = walk.by(browser, session);
        let is_granted = reply.ticket.step == TicketStep::Place;
        let flow = walk.hold(reply, None, by).flow;
        if is_granted {
            // The recovery stands in for the grant; what it makes has no older passkey's word.
            let key = session.ok_or("somebody without a session")?;
            deny(!walk.model.session(key.id)?.is_recovery, "a creation without a grant")?;
            walk.held.last_mut().ok_or("nothing is held")?.truth.birth = Some(Birth::Alone);
        } else {
            walk.note_code(flow, sent);
        }
    }
    Ok(())
}

/// A ticket of a creation, and who brings it.
fn brought(walk: &mut Walk<'_>, step: TicketStep) -> Option<(Held, Browser, Option<SessionKey>)> {
    let held = walk.pick(&[Purpose::CreatePasskey], step)?;
    let (browser, session) = walk.bring(&held);
    Some((held, browser, session))
}

pub(in super::super) fn resend(walk: &mut Walk<'_>) -> Moved {
    let Some((held, browser, session)) = brought(walk, TicketStep::Code) else { return Ok(()) };
    let step = ResendGrantCode { session, ticket: held.ticket.clone(), browser: browser.hash };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    if let Ok(reply) = walk.decide("resend_grant_code", class, &step)? {
        walk.used(session, Right::CreatePasskey)?;
        let by = walk.by(browser, session);
        walk.model.take(&held.truth, by, Effect::None)?;
        let flow = walk.hold(reply, Some(&held.truth), by).flow;
        walk.note_code(flow, sent);
    }
    Ok(())
}

pub(in super::super) fn check(walk: &mut Walk<'_>) -> Moved {
    let Some((held, browser, session)) = brought(walk, TicketStep::Code) else { return Ok(()) };
    let code = walk.typed(&held);
    let (ticket, class) = (held.ticket.clone(), walk.class(session));
    let step = CheckGrantCode { session, ticket, code: code.clone(), browser: browser.hash };
    let reply = walk.decide("check_grant_code", class, &step)?;
    walk.note_typed(&held, &code, &reply)?;
    if let Ok(reply) = reply {
        walk.used(session, Right::CreatePasskey)?;
        let by = walk.by(browser, session);
        walk.model.take(&held.truth, by, Effect::Once)?;
        walk.hold(reply, Some(&held.truth), by);
    }
    Ok(())
}

pub(in super::super) fn authorize(walk: &mut Walk<'_>) -> Moved {
    let Some((held, browser, session)) = brought(walk, TicketStep::Passkey) else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let step = AuthorizeGrant {
        session,
        ticket: held.ticket.clone(),
        response: signed.given.response,
        client: client(),
        browser: browser.hash,
    };
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("authorize_grant", class, &step)? {
        walk.used(session, Right::CreatePasskey)?;
        deny(!signed.genuine, "an answer that isn't genuine has authorised a creation")?;
        let by = walk.by(browser, session);
        walk.model.take(&held.truth, by, Effect::Once)?;
        let account = held.truth.account.ok_or("a creation for nobody")?;
        walk.model.asserts(account, signed.given.by)?;
        let lends = walk.model.lends_age(account, signed.given.by, walk.now);
        let birth = if lends { Birth::Authorised } else { Birth::Alone };
        walk.hold(reply, Some(&held.truth), by).birth = Some(birth);
    }
    Ok(())
}

pub(in super::super) fn place(walk: &mut Walk<'_>) -> Moved {
    let Some((held, browser, session)) = brought(walk, TicketStep::Place) else { return Ok(()) };
    let (ticket, class) = (held.ticket.clone(), walk.class(session));
    let step = ChoosePlace { session, ticket, place: Place::ThisDevice, browser: browser.hash };
    if let Ok(reply) = walk.decide("choose_place", class, &step)? {
        walk.used(session, Right::CreatePasskey)?;
        let by = walk.by(browser, session);
        walk.model.take(&held.truth, by, Effect::None)?;
        walk.hold(reply, Some(&held.truth), by);
    }
    Ok(())
}

pub(in super::super) fn create(walk: &mut Walk<'_>) -> Moved {
    let Some((held, browser, session)) = brought(walk, TicketStep::Create) else { return Ok(()) };
    let Some((response, passkey, is_bound)) = register(walk, &held) else { return Ok(()) };
    let step = CreatePasskey {
        session,
        ticket: held.ticket.clone(),
        response,
        client: client(),
        browser: browser.hash,
    };
    let class = walk.class(session);
    let Ok(made) = walk.decide("create_passkey", class, &step)? else { return Ok(()) };
    walk.used(session, Right::CreatePasskey)?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let by = held.truth.birth.ok_or("a passkey that no assertion let in")?;
    let is_free = made.passkey.restriction.is_none();
    deny(is_free && by == Birth::Alone, "a passkey of full rights that no old one let in")?;
    let account = held.truth.account.ok_or("a creation for nobody")?;
    let known = walk.model.accounts.get_mut(&account).ok_or("an account that nobody made")?;
    let born = Born {
        at: walk.now,
        by,
        is_suspended: false,
        is_removed: false,
        is_bound,
        is_proved: false,
        used: walk.now,
    };
    known.passkeys.insert(passkey, born);
    let key = session.ok_or("somebody without a session")?;
    if walk.model.session(key.id)?.is_recovery {
        walk.model.recovery_made_its_passkey(account)?;
        walk.model.sessions.get_mut(&key.id).ok_or("a session that nobody opened")?.has_ended = true;
    }
    // A lost answer is given again to the same registration, and makes nothing new.
    if walk.dice.in_hundred(20) {
        let again = walk.decide("create_passkey again", class, &step)?;
        deny(again.is_ok_and(|again| again.passkey.id != passkey), "one flow has made two passkeys")?;
    }
    Ok(())
}

pub(in super::super) fn rename(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let own = session.map(|key| walk.model.working(key.account)).unwrap_or_default();
    let Some(passkey) = walk.dice.pick(&own).copied() else { return Ok(()) };
    let name = PasskeyName::parse(&format!("Key {}", walk.dice.below(1000))).expect("a name");
    let class = walk.class(session);
    let step = RenamePasskey { session, passkey, name, client: client() };
    match walk.decide("rename_passkey", class, &step)? {
        Ok(_) => walk.used(session, Right::Rename),
        Err(_) => Ok(()),
    }
}
