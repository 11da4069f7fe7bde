//! Adding an email; removing an address, or putting another in its place; and the name.

use super::super::model::{Far, Proved, deny};
use super::super::people::client;
use super::super::tickets::{Effect, Of};
use super::super::walk::{Moved, Walk};
use crate::account::DisplayName;
use crate::contact::{Address, Contact, Email, Phone};
use crate::contacts::*;
use crate::id::ContactId;
use crate::proof::Method;
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

/// An address of the account that asks.
fn an_address(walk: &mut Walk<'_>, session: Option<SessionKey>) -> Option<(ContactId, Address)> {
    let key = session?;
    let contacts: Vec<Contact> = walk.world.row(key.account)?.contacts.clone();
    let contact = walk.dice.pick(&contacts)?;
    Some((contact.address.id_in(key.account), contact.address.clone()))
}

/// Changing an address takes a passkey; accounts without one change it on a trusted device, after both weak proofs.
fn may_change(walk: &mut Walk<'_>, session: Option<SessionKey>) -> Moved {
    walk.used(session, Right::ChangeContacts)?;
    let key = session.ok_or("somebody without a session")?;
    let seen = walk.model.session(key.id)?;
    let is_trusted = seen.device.is_some_and(|device| walk.model.trusts(key.account, device) == Far::Full);
    let has_passkeys = walk.model.account(key.account)?.has_passkeys();
    let by_passkey = seen.proved.contains_key(&Method::Passkey);
    deny(has_passkeys && !by_passkey, "an address is changed without a passkey")?;
    deny(!(has_passkeys || by_passkey || seen.both() && is_trusted), "an address is changed by weak proofs")?;
    Ok(())
}

pub(in super::super) fn remove(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some((contact, _)) = an_address(walk, session) else { return Ok(()) };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    if let Ok(held) = walk.decide("remove_contact", class, &RemoveContact { session, contact })? {
        may_change(walk, session)?;
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
        Address::Phone(_) => {
            Address::Phone(Phone::from_e164(&format!("+1415556{number:04}")).expect("a number"))
        }
        Address::Email(_) => {
            Address::Email(Email::parse(&format!("{number}@other.example")).expect("an email"))
        }
    };
    let of = Of::Change { from: from.as_str().to_owned(), to: to.as_str().to_owned() };
    let step = StartReplacement { session, contact, to, browser: browser.hash };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    if let Ok(reply) = walk.decide("start_replacement", class, &step)? {
        may_change(walk, session)?;
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
    let step = CheckReplacementCode { session, ticket, code: code.clone(), browser: browser.hash };
    let sent = walk.world.messages.len();
    let reply = walk.decide("check_replacement_code", class, &step)?;
    walk.note_typed(&held, &code, &reply)?;
    let Ok(waits) = reply else { return Ok(()) };
    may_change(walk, session)?;
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
