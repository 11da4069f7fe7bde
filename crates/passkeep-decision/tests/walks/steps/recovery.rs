//! Freezing and thawing, the printed codes, and the way back when every passkey is lost.

use super::super::model::{Begun, deny};
use super::super::people::client;
use super::super::tickets::Effect;
use super::super::walk::{Moved, Walk};
use super::fallback::{Came, came, knock};
use super::sign_in::{class, identifier};
use crate::freeze::*;
use crate::hold::{Hold, HoldState};
use crate::id::AccountHandle;
use crate::proof::Method;
use crate::recovery::*;
use crate::recovery_code::RecoveryCode;
use crate::recovery_codes::ReplaceRecoveryCodes;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn freeze(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let class = walk.class(session);
    let Ok(reply) = walk.decide("freeze_account", class, &FreezeAccount { session, client: client() })?
    else {
        return Ok(());
    };
    walk.used(session, Right::Freeze)?;
    let before = session.ok_or("somebody without a session")?.id;
    let old = walk.model.sessions.get_mut(&before).ok_or("a session that nobody opened")?;
    let seen = old.clone();
    old.has_ended = true;
    let seen = walk.model.frozen_in(seen, walk.now)?;
    walk.opened(reply.opened.session.key, browser, seen)
}

pub(in super::super) fn start_thaw(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let class = walk.class(session);
    if let Ok(reply) = walk.decide("start_thaw", class, &StartThaw { session, browser: browser.hash })? {
        walk.used(session, Right::Thaw)?;
        let by = walk.by(browser, session);
        walk.hold(reply, None, by);
    }
    Ok(())
}

pub(in super::super) fn thaw(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::Thaw], TicketStep::Passkey) else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let step = ThawAccount {
        session,
        ticket: held.ticket.clone(),
        response: signed.given.response,
        client: client(),
        browser: browser.hash,
    };
    let class = walk.class(session);
    let Ok(_) = walk.decide("thaw_account", class, &step)? else { return Ok(()) };
    walk.used(session, Right::Thaw)?;
    deny(!signed.genuine, "an answer that isn't genuine has thawed")?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let account = held.truth.account.ok_or("a thaw for nobody")?;
    Ok(walk.model.thawed(account, signed.given.by, walk.now)?)
}

pub(in super::super) fn replace_codes(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let class = walk.class(session);
    let step = ReplaceRecoveryCodes { session, client: client() };
    let Ok(new) = walk.decide("replace_recovery_codes", class, &step)? else { return Ok(()) };
    walk.used(session, Right::ReplaceRecoveryCodes)?;
    let account = session.ok_or("somebody without a session")?.account;
    let texts = new.codes.iter().map(|code| code.expose().to_string()).collect();
    let known = walk.model.account_mut(account)?;
    known.codes = texts;
    // A factor that is bound again begins anew.
    known.wrong.retain(|(method, _), _| *method != Method::RecoveryCode);
    walk.sheets.extend(new.codes.into_iter().map(|code| (account, code)));
    Ok(())
}

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let account = walk.somebody(browser);
    let step = StartRecovery { identifiers: vec![identifier(account)], browser: browser.hash };
    let class = class(walk, Some(account), browser);
    if let Ok(reply) = walk.decide("start_recovery", class, &step)? {
        let by = walk.by(browser, None);
        walk.hold(reply, None, by);
    }
    Ok(())
}

/// What is typed: mostly a code of the account's newest sheet, sometimes one of before, or another's.
fn typed(walk: &mut Walk<'_>, account: Option<AccountHandle>) -> Option<RecoveryCode> {
    let own: Vec<RecoveryCode> = walk
        .sheets
        .iter()
        .filter(|(whose, _)| Some(*whose) == account)
        .map(|(_, code)| code.clone())
        .collect();
    match walk.dice.in_hundred(90) {
        true => {
            let newest = own.len().saturating_sub(RecoveryCode::SET);
            walk.dice.pick(&own[newest..]).cloned()
        }
        false => walk.dice.pick(&walk.sheets).map(|(_, code)| code.clone()),
    }
}

pub(in super::super) fn check_code(walk: &mut Walk<'_>) -> Moved {
    let Some(knock) = knock(walk, &[Purpose::Recover], TicketStep::Factor) else { return Ok(()) };
    let account = knock.held.truth.account;
    let Some(code) = typed(walk, account) else { return Ok(()) };
    let (sent, text) = (walk.world.messages.len(), code.expose().to_string());
    let step = CheckRecoveryCode { knocking: knock.knocking.clone(), code };
    let reply = walk.decide("check_recovery_code", knock.class, &step)?;
    let Some(account) = account else { return Ok(()) };
    let tried = (Method::RecoveryCode, knock.browser.device);
    match &reply {
        Err(Refusal::RecoveryCodeWrong) => walk.model.guess_wrong(account, tried),
        Ok(_)
        | Err(
            Refusal::FreezeTooSoon { .. } | Refusal::NotFound | Refusal::HoldOver | Refusal::HoldDisputed,
        ) => {
            walk.model.guess_taken(account, tried)?;
            walk.model.sheet_taken(account, &text)?;
        }
        Err(_) => {}
    }
    came(walk, &knock, Came { method: Method::RecoveryCode, reply, sent })
}

/// A recovery waits: it began now, or it waited already, or a code has decided that it goes on.
pub(super) fn waits(
    walk: &mut Walk<'_>,
    account: AccountHandle,
    (hold, truth): (&Hold, &super::super::tickets::Truth),
    sent: usize,
) -> Moved {
    if walk.model.recovers(account, (hold.id, &truth.proved), walk.now)? == Begun::Now {
        return walk.began(account, hold, sent);
    }
    let stood = walk.model.account(account)?.waits.get(&hold.id).map(|wait| wait.stands);
    let was_disputed = stood == Some(super::super::model::Stands::InDispute);
    if was_disputed && hold.state == HoldState::Upheld {
        let upheld = super::super::model::Answered::Upheld;
        deny(!truth.proved.contains_key(&Method::RecoveryCode), "a dispute is decided without a code")?;
        walk.model.sheet_answers(account, (hold.id, upheld), walk.now)?;
    }
    Ok(())
}
