//! Adding an email.

use super::super::people::client;
use super::super::tickets::Effect;
use super::super::walk::{Moved, Walk};
use crate::contact::Email;
use crate::contacts::{CheckEmailCode, StartEmail};
use crate::right::Right;
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let email = Email::parse(&format!("{}@mail.example", walk.dice.below(1000))).expect("an email");
    let step = StartEmail { session, email, browser: browser.hash };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    if let Ok(reply) = walk.decide("start_email", class, &step)? {
        walk.used(session, Right::ChangeContacts)?;
        let by = walk.by(browser, session);
        let flow = walk.hold(reply, None, by).flow;
        walk.note_code(flow, sent);
    }
    Ok(())
}

pub(in super::super) fn check(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::AddEmail], TicketStep::Code) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let code = walk.typed(&held);
    let (ticket, class) = (held.ticket.clone(), walk.class(session));
    let step =
        CheckEmailCode { session, ticket, code: code.clone(), client: client(), browser: browser.hash };
    let reply = walk.decide("check_email_code", class, &step)?;
    walk.note_typed(&held, &code, &reply)?;
    let Ok(_) = reply else { return Ok(()) };
    walk.used(session, Right::ChangeContacts)?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let account = held.truth.account.ok_or("an email of nobody")?;
    walk.model.accounts.get_mut(&account).ok_or("an account that nobody made")?.emails += 1;
    Ok(())
}
