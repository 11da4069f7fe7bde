//! An app asks for an action to be confirmed, and somebody signs it or says no.

use super::super::edges::Class;
use super::super::model::{Action, Came, Signing, Stands, What, deny};
use super::super::people::{ACTION_SECONDS, APP, client, signed_by};
use super::super::tickets::{Effect, Of};
use super::super::walk::{Held, Moved, Walk};
use super::Signed;
use super::approvals::refused;
use crate::confirmations::*;
use crate::id::{AccountHandle, ConfirmationId};
use crate::right::Right;
use crate::ticket::{Purpose, TicketStep};

const PAYEES: [&str; 2] = ["Eve", "the landlord"];

pub(in super::super) fn ask(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let account = walk.somebody(browser);
    let payee = *walk.dice.pick(&PAYEES).expect("two of them");
    let is_vault = walk.dice.in_hundred(12);
    let step = AskConfirmation {
        client: APP.clone(),
        account,
        action_type: if is_vault { "vault" } else { "withdrawal" }.into(),
        fields: Given::Object(vec![("to".into(), Given::Text(payee.into()))]),
        idempotency_key: walk.dice.number().to_string(),
        return_to: None,
    };
    let frozen = walk.model.account(account)?.is_frozen(walk.now);
    let class = if frozen { Class::ClockFrozen } else { Class::Clock };
    let Ok(asked) = walk.decide("ask_confirmation", class, &step)? else { return Ok(()) };
    let known = walk.model.account_mut(account)?;
    let until = walk.now.plus_seconds(ACTION_SECONDS);
    let action = Action { payee, is_vault, until, breaks: known.breaks, is_over: false, signed: None };
    deny(known.actions.insert(asked.confirmation.id, action).is_some(), "an action is asked for twice")?;
    Ok(())
}

/// One of the actions that an account was asked for: mostly the newest.
fn an_action(walk: &mut Walk<'_>, account: AccountHandle) -> Option<ConfirmationId> {
    let row = walk.world.row(account)?;
    let all: Vec<ConfirmationId> = row.confirmations.iter().map(|one| one.id).collect();
    walk.dice.mostly_last(&all).copied()
}

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some(action) = session.and_then(|key| an_action(walk, key.account)) else { return Ok(()) };
    let (trust, _) = walk.brought(browser);
    let class = walk.class(session);
    let step =
        StartConfirm { session, confirmation: action, locale: "en".into(), trust, browser: browser.hash };
    match walk.decide("start_confirm", class, &step)? {
        Ok(reply) => {
            walk.used(session, Right::MoveValue)?;
            let by = walk.by(browser, session);
            walk.hold(reply, None, by).of = Some(Of::Action(action));
        }
        Err(refusal) => refused(walk, session, &refusal),
    }
    Ok(())
}

pub(in super::super) fn confirm(walk: &mut Walk<'_>) -> Moved {
    match walk.pick(&[Purpose::Confirm], TicketStep::Passkey) {
        Some(held) => confirm_with(walk, held),
        None => confirm_elsewhere(walk),
    }
}

pub(in super::super) fn confirm_elsewhere(walk: &mut Walk<'_>) -> Moved {
    match walk.pick(&[Purpose::Confirm], TicketStep::Device) {
        Some(held) => confirm_with(walk, held),
        None => Ok(()),
    }
}

fn confirm_with(walk: &mut Walk<'_>, held: Held) -> Moved {
    let Some(Of::Action(began_for)) = held.truth.of else { return Ok(()) };
    let Some(Signed { given, genuine }) = walk.sign(&held) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let mut action = began_for;
    if walk.dice.in_hundred(12)
        && let Some(own) = session
    {
        action = an_action(walk, own.account).unwrap_or(action);
    }
    let (trust, brought) = walk.brought(browser);
    let key = walk.key_of(browser);
    let nonce = held.ticket.challenge.unwrap_or_default();
    let by_device = held.ticket.step == TicketStep::Device && walk.dice.in_hundred(95);
    let by = given.by;
    let step = Confirm {
        session,
        confirmation: action,
        locale: "en".into(),
        ticket: held.ticket.clone(),
        response: given.response,
        signed: by_device.then(|| signed_by(key, &nonce)),
        trust,
        client: client(),
        browser: browser.hash,
    };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let confirmed = match walk.decide("confirm", class, &step)? {
        Ok(confirmed) => confirmed,
        Err(refusal) => {
            refused(walk, session, &refusal);
            return Ok(());
        }
    };
    walk.used(session, Right::MoveValue)?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let own = session.ok_or("somebody without a session")?;
    let device = walk.model.session(own.id)?.device;
    let chosen_with = device.and_then(|device| walk.model.key_of(own.account, device));
    let secret = device.and_then(|device| brought.of(own.account, device));
    let signing = Signing {
        session: own.id,
        action,
        began_for,
        by: genuine.then_some(by),
        by_device: by_device && chosen_with == Some(key) && secret.is_some(),
    };
    match confirmed.state {
        ConfirmationState::Confirmed => {
            walk.model.signs(own.account, &signing, Came::Confirmed, walk.now)?;
            over(walk, own.account, action);
        }
        _ => {
            walk.model.signs(own.account, &signing, Came::Held, walk.now)?;
            let row = walk.world.row(own.account).ok_or("an account that nobody made")?;
            let hold = row.open_holds().pop().ok_or("nothing waits")?;
            walk.began(own.account, &hold, sent)?;
        }
    }
    Ok(())
}

/// The page of an action is looked at.
pub(in super::super) fn show(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some(confirmation) = session.and_then(|key| an_action(walk, key.account)) else { return Ok(()) };
    let class = walk.class(session);
    let step = ShowConfirmation { session, confirmation, locale: "en".into() };
    match walk.decide("show_confirmation", class, &step)? {
        Ok(_) => walk.used(session, Right::Look),
        Err(_) => Ok(()),
    }
}

pub(in super::super) fn say_no(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some(action) = session.and_then(|key| an_action(walk, key.account)) else { return Ok(()) };
    let class = walk.class(session);
    let step = DenyConfirmation { session, confirmation: action, client: client() };
    let Ok(_) = walk.decide("deny_confirmation", class, &step)? else { return Ok(()) };
    walk.used(session, Right::StopHold)?;
    let own = session.ok_or("somebody without a session")?;
    let known = walk.model.account_mut(own.account)?;
    known.actions.get_mut(&action).ok_or("an action that nobody asked for")?.is_over = true;
    over(walk, own.account, action);
    Ok(())
}

/// Nothing waits any more of an action that has been decided.
fn over(walk: &mut Walk<'_>, account: AccountHandle, action: ConfirmationId) {
    let Some(known) = walk.model.accounts.get_mut(&account) else { return };
    for wait in known.waits.values_mut() {
        if matches!(wait.what, What::Action(one) if one == action) {
            wait.stands = Stands::Over;
        }
    }
}
