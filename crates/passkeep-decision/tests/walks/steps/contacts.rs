//! Adding an email; removing an address, or putting another in its place; and the name.

use super::super::facts::Read;
use super::super::model::{Far, Noted, Proved, deny};
use super::super::people::{Browser, EVERYBODY, client, phone_of};
use super::super::tickets::{Effect, Of};
use super::super::walk::{Held, Moved, Secrets, Walk};
use super::approvals::refused;
use super::sign_up::asked_for;
use crate::account::DisplayName;
use crate::contact::{Address, Contact, Email, Phone};
use crate::contacts::*;
use crate::flow::FlowReply;
use crate::id::ContactId;
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::SessionKey;
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
    let Ok(view) = reply else { return Ok(()) };
    walk.used(session, Right::ChangeContacts)?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let account = held.truth.account.ok_or("an email of nobody")?;
    let added = view.contacts.last().map(|contact| contact.address.as_str().to_owned());
    let sent_to = walk.model.codes.get(&held.truth.flow).and_then(|sent| sent.to.clone());
    deny(added != sent_to, "another email than the one that was proved")?;
    let proved = Proved { at: walk.now, is_first: false };
    walk.model.account_mut(account)?.contacts.insert(added.ok_or("no email")?, proved);
    Ok(())
}

pub(in super::super) fn resend(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::AddEmail], TicketStep::Code) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let step = ResendEmailCode { session, ticket: held.ticket.clone(), browser: browser.hash };
    sends_again(walk, ("resend_email_code", &step), (&held, browser), session)
}

pub(in super::super) fn resend_replacement(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::ReplaceContact], TicketStep::Code) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let step = ResendEmailCode { session, ticket: held.ticket.clone(), browser: browser.hash };
    let step = ResendReplacementCode(step);
    sends_again(walk, ("resend_replacement_code", &step), (&held, browser), session)
}

fn sends_again<S: Read<Reply = FlowReply>>(
    walk: &mut Walk<'_>,
    (name, step): (&'static str, &S),
    (held, browser): (&Held, Browser),
    session: Option<SessionKey>,
) -> Moved {
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    if let Ok(reply) = walk.decide(name, class, step)? {
        walk.used(session, Right::ChangeContacts)?;
        let by = walk.by(browser, session);
        walk.model.take(&held.truth, by, Effect::None)?;
        let flow = walk.hold(reply, Some(&held.truth), by).flow;
        walk.note_code(flow, sent);
    }
    Ok(())
}

/// An address of the account that asks.
fn an_address(walk: &mut Walk<'_>, session: Option<SessionKey>) -> Option<(ContactId, Address)> {
    let key = session?;
    let contacts: Vec<Contact> = walk.world.row(key.account)?.contacts.clone();
    let contact = walk.dice.pick(&contacts)?;
    Some((contact.address.id_in(key.account), contact.address.clone()))
}

/// Changing an address takes a passkey; accounts without one change it on a trusted device, after both weak proofs.
/// So is the password.
pub(super) fn may_change(
    walk: &mut Walk<'_>,
    (session, right): (Option<SessionKey>, Right),
    (brought, noted): (&Secrets, Noted),
) -> Moved {
    walk.used(session, right)?;
    let key = session.ok_or("somebody without a session")?;
    let seen = walk.model.session(key.id)?.clone();
    if walk.model.account(key.account)?.has_passkeys() {
        let by_passkey = seen.proved.contains_key(&Method::Passkey);
        return Ok(deny(!by_passkey, "an address or the password is changed without a passkey")?);
    }
    deny(!seen.both(), "an address or the password is changed by one weak proof")?;
    let signed = seen.proved.get(&Method::Device);
    let fresh = signed.is_some_and(|at| walk.now < at.plus_seconds(15 * 60));
    deny(!fresh, "an address or the password is changed, and no device has just signed")?;
    let secret = seen.device.and_then(|device| brought.of(key.account, device));
    Ok(walk.model.acts((key.account, seen.device), Far::Full, (secret, noted))?)
}

pub(in super::super) fn remove(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some((contact, _)) = an_address(walk, session) else { return Ok(()) };
    let (trust, brought) = walk.brought(browser);
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let decided = walk.decide("remove_contact", class, &RemoveContact { session, contact, trust })?;
    if let Err(refusal) = &decided {
        refused(walk, session, refusal);
    }
    if let Ok(held) = decided {
        may_change(walk, (session, Right::ChangeContacts), (&brought, Noted::Yes))?;
        let account = session.ok_or("somebody without a session")?.account;
        walk.began(account, &held.hold, sent)?;
    }
    Ok(())
}

pub(in super::super) fn start_replacement(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some((contact, from)) = an_address(walk, session) else { return Ok(()) };
    let number = walk.dice.below(1000);
    let to = match &from {
        // Now and then a number that is another's already: its reader may have changed.
        Address::Phone(_) if walk.dice.in_hundred(40) => {
            let reader = walk.dice.pick(&EVERYBODY).copied().expect("there is somebody");
            Address::Phone(phone_of(reader))
        }
        Address::Phone(_) => {
            Address::Phone(Phone::from_e164(&format!("+1415556{number:04}")).expect("a number"))
        }
        Address::Email(_) => {
            Address::Email(Email::parse(&format!("{number}@other.example")).expect("an email"))
        }
    };
    let of = Of::Change { from: from.as_str().to_owned(), to: to.as_str().to_owned() };
    let (trust, brought) = walk.brought(browser);
    let step = StartReplacement { session, contact, to, trust, browser: browser.hash };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let decided = walk.decide("start_replacement", class, &step)?;
    if let Err(refusal) = &decided {
        refused(walk, session, refusal);
    }
    if let Ok(reply) = decided {
        may_change(walk, (session, Right::ChangeContacts), (&brought, Noted::No))?;
        let by = walk.by(browser, session);
        let truth = walk.hold(reply, None, by);
        truth.of = Some(of);
        let flow = truth.flow;
        walk.note_code(flow, sent);
    }
    Ok(())
}

pub(in super::super) fn check_replacement(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::ReplaceContact], TicketStep::Code) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let code = walk.typed(&held);
    let (ticket, class) = (held.ticket.clone(), walk.class(session));
    let (trust, brought) = walk.brought(browser);
    let step = CheckReplacementCode { session, ticket, code: code.clone(), trust, browser: browser.hash };
    let (sent, before) = (walk.world.messages.len(), walk.holds());
    let reply = walk.decide("check_replacement_code", class, &step)?;
    walk.note_typed(&held, &code, &reply)?;
    if let Err(refusal) = &reply {
        refused(walk, session, refusal);
    }
    if matches!(reply, Err(Refusal::NumberWaits { .. })) {
        may_change(walk, (session, Right::ChangeContacts), (&brought, Noted::No))?;
        walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
        return asked_for(walk, &held, (before, sent));
    }
    let Ok(waits) = reply else { return Ok(()) };
    may_change(walk, (session, Right::ChangeContacts), (&brought, Noted::Yes))?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let (from, to) = match (&held.truth.of, &waits.hold.kind) {
        (Some(Of::Change { from, to }), crate::hold::HoldKind::ReplaceContact { from: goes, to: comes }) => {
            (from == goes.as_str(), to == comes.as_str())
        }
        _ => (false, false),
    };
    deny(!from || !to, "another address than the one that was asked about")?;
    let account = held.truth.account.ok_or("an address of nobody")?;
    walk.began(account, &waits.hold, sent)
}

pub(in super::super) fn rename(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let name = DisplayName::parse(&format!("Name {}", walk.dice.below(1000))).expect("a name");
    let class = walk.class(session);
    let step = RenameAccount { session, name };
    match walk.decide("rename_account", class, &step)? {
        Ok(_) => walk.used(session, Right::ChangeName),
        Err(_) => Ok(()),
    }
}
