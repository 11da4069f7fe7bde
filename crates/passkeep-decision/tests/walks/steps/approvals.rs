//! A new device asks, a trusted one answers, and what waited goes on.

use super::super::model::{Asked, Far, Noted, Yes, deny};
use super::super::people::{ANYBODYS, BROWSERS, Browser, DEVICE_KEYS, client, signed_by};
use super::super::tickets::{Bringer, Effect, Truth};
use super::super::walk::{Moved, Secrets, Walk};
use super::sign_in::seen;
use crate::approval::{TwoDigits, Verdict, id_of};
use crate::devices::*;
use crate::flow::{ApprovalWait, FlowReply};
use crate::id::{AccountHandle, ApprovalId, FlowId};
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::Sharing;
use crate::ticket::{Purpose, TicketStep};
use crate::trust::{End, TrustReason};

/// A sign-in waits for a trusted device: `truth` is what it has proved.
pub(super) fn asked(
    walk: &mut Walk<'_>,
    (wait, truth): (ApprovalWait, Truth),
    (browser, sharing): (Browser, Sharing),
    by: Bringer,
) -> Moved {
    let account = truth.account.ok_or("nobody asks")?;
    let asked = Asked {
        device: browser.device,
        at: walk.now,
        number: wait.number.expose().to_owned(),
        is_shared: sharing == Sharing::Shared,
        answer: None,
    };
    walk.model.ask(account, id_of(wait.ticket.flow), asked)?;
    let breaks = walk.model.account(account)?.breaks;
    let before = Truth { breaks, ..truth.clone() };
    let held = walk.hold(FlowReply::to(wait.ticket), Some(&before), by);
    (held.signed, held.proved, held.breaks) = (truth.signed, truth.proved, breaks);
    Ok(())
}

/// What somebody who has a session may see asked.
fn an_approval(walk: &mut Walk<'_>, account: Option<AccountHandle>) -> Option<(ApprovalId, String)> {
    let known = walk.model.accounts.get(&account?)?;
    let mut all: Vec<_> =
        known.asked.iter().map(|(id, asked)| (asked.at, *id, asked.number.clone())).collect();
    all.sort_by_key(|(at, ..)| *at);
    walk.dice.mostly_last(&all).map(|(_, id, number)| (*id, number.clone()))
}

fn a_verdict(walk: &mut Walk<'_>, number: &str) -> Verdict {
    let other = format!("{}", 10 + walk.now.0 % 90);
    match walk.dice.below(100) {
        0..80 => Verdict::Yes(TwoDigits::parse(number).expect("two digits")),
        80..88 => Verdict::Yes(TwoDigits::parse(&other).expect("two digits")),
        88..96 => Verdict::No,
        _ => Verdict::NoAndFreeze,
    }
}

/// An old secret that was refused as a copy has ended the device's trust.
pub(super) fn refused(walk: &mut Walk<'_>, session: Option<crate::session::SessionKey>, refusal: &Refusal) {
    let copied = Refusal::DeviceNotTrusted(TrustReason::Ended(End::Copied));
    if let Some(key) = session.filter(|_| *refusal == copied) {
        let device = walk.model.sessions.get(&key.id).and_then(|seen| seen.device);
        walk.model.seen_copied(key.account, device);
    }
}

pub(in super::super) fn list(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let (trust, brought) = walk.brought(browser);
    let class = walk.class(session);
    match walk.decide("list_approvals", class, &ListApprovals { session, trust })? {
        Ok(_) => acted(walk, session, &brought, Noted::Yes),
        Err(refusal) => {
            refused(walk, session, &refusal);
            Ok(())
        }
    }
}

/// A session has acted as a trusted device.
fn acted(
    walk: &mut Walk<'_>,
    session: Option<crate::session::SessionKey>,
    brought: &Secrets,
    noted: Noted,
) -> Moved {
    // A page that asks again and again keeps no session alive.
    let key = session.ok_or("somebody without a session")?;
    walk.model.may(key.id, Right::Approve, walk.now)?;
    let device = walk.model.session(key.id)?.device;
    let secret = device.and_then(|device| brought.of(key.account, device));
    walk.model.acts((key.account, device), Far::SignIn, (secret, noted))?;
    Ok(())
}

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let Some((approval, number)) = an_approval(walk, session.map(|key| key.account)) else { return Ok(()) };
    let verdict = a_verdict(walk, &number);
    let (trust, brought) = walk.brought(browser);
    let class = walk.class(session);
    let step = StartAnswer { session, approval, verdict: verdict.clone(), trust, browser: browser.hash };
    match walk.decide("start_answer", class, &step)? {
        Ok(reply) => {
            acted(walk, session, &brought, Noted::Yes)?;
            let by = walk.by(browser, session);
            walk.hold(reply, None, by).answer = Some((approval, verdict));
        }
        Err(refusal) => refused(walk, session, &refusal),
    }
    Ok(())
}

pub(in super::super) fn answer(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::Approve], TicketStep::Device) else { return Ok(()) };
    let Some((approval, mut verdict)) = held.truth.answer.clone() else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let mut is_the_same = true;
    if walk.dice.in_hundred(4) {
        let before = verdict.clone();
        verdict = a_verdict(walk, "42");
        is_the_same = verdict.number() == before.number() && verdict.as_str() == before.as_str();
    }
    let signed = if walk.dice.in_hundred(92) { walk.sign(&held) } else { None };
    let key = walk.key_of(browser);
    let nonce = held.ticket.challenge.unwrap_or_default();
    let (trust, brought) = walk.brought(browser);
    let step = AnswerApproval {
        session,
        approval,
        verdict: verdict.clone(),
        ticket: held.ticket.clone(),
        response: signed.as_ref().map(|signed| signed.given.response.clone()),
        signed: walk.dice.in_hundred(97).then(|| signed_by(key, &nonce)),
        trust,
        client: client(),
        browser: browser.hash,
    };
    let class = walk.class(session);
    let reply = walk.decide("answer_approval", class, &step)?;
    let answered = match &reply {
        Ok(answered) => Some(*answered),
        Err(Refusal::NumberWrong) => None,
        Err(refusal) => {
            refused(walk, session, refusal);
            return Ok(());
        }
    };
    walk.used(session, Right::Approve)?;
    walk.model.take(&held.truth, walk.by(browser, session), Effect::Once)?;
    let own = session.ok_or("somebody without a session")?;
    let device = walk.model.session(own.id)?.device;
    let secret = device.and_then(|device| brought.of(own.account, device));
    let chosen_with = device.and_then(|device| walk.model.key_of(own.account, device));
    let is_signed = step.signed.is_some() && chosen_with == Some(key);
    let genuine = signed.filter(|signed| signed.genuine && is_the_same).map(|signed| signed.given.by);
    match answered {
        Some(Answered::Approved) => {
            let typed = verdict.number().map_or("", TwoDigits::expose);
            let yes = Yes { typed, on: (device, secret), is_signed, by: genuine };
            walk.model.approved(own.account, approval, yes, walk.now)?;
        }
        Some(Answered::Denied) | None => {
            acted(walk, session, &brought, Noted::Yes)?;
            walk.model.refused(own.account, approval)?;
        }
        Some(Answered::Frozen) => {
            acted(walk, session, &brought, Noted::Yes)?;
            deny(!is_signed, "a freeze that the device has not signed")?;
            walk.model.refused(own.account, approval)?;
            let known = walk.model.account_mut(own.account)?;
            known.frozen = Some(None);
            known.breaks += 1;
        }
    }
    Ok(())
}

pub(in super::super) fn read(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::SignIn], TicketStep::Approval) else { return Ok(()) };
    let (browser, session) = walk.bring(&held);
    let class = super::sign_in::class(walk, held.truth.account, browser);
    let step = ReadApproval { ticket: held.ticket.clone(), browser: browser.hash };
    if walk.decide("read_approval", class, &step)?.is_ok() {
        let by = walk.by(browser, session);
        walk.model.take(&held.truth, by, Effect::None)?;
    }
    Ok(())
}

pub(in super::super) fn finish(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::SignIn], TicketStep::Approval) else { return Ok(()) };
    let (browser, _) = walk.bring(&held);
    let mut device = browser.device;
    if walk.dice.in_hundred(6) {
        device = BROWSERS[walk.dice.below(ANYBODYS)].device;
    }
    let class = super::sign_in::class(walk, held.truth.account, browser);
    let step = FinishApprovedSignIn {
        ticket: held.ticket.clone(),
        device,
        client: client(),
        place: None,
        browser: browser.hash,
    };
    let Ok(reply) = walk.decide("finish_approved_sign_in", class, &step)? else { return Ok(()) };
    walk.model.take(&held.truth, walk.by(browser, None), Effect::Once)?;
    walk.model.begun_in_time(&held.truth)?;
    let account = held.truth.account.ok_or("a session of nobody")?;
    let is_shared = walk.model.goes_on(account, id_of(FlowId(held.truth.flow)), device)?.is_shared;
    let sharing = if is_shared { Sharing::Shared } else { Sharing::Own };
    if let Some(passkey) = held.truth.signed {
        walk.model.asserts(account, passkey)?;
    }
    let browser = Browser { device, ..browser };
    let mut session = seen(walk, (account, held.truth.signed), (browser, sharing))?;
    session.proved = held.truth.proved.clone();
    if held.truth.signed.is_none() {
        session = walk.model.fall_in(session)?;
        if !is_shared {
            walk.model.account_mut(account)?.know(device, walk.now);
        }
    }
    session.proved.insert(Method::Approval, walk.now);
    walk.opened(reply.opened.session.key, browser, session)
}

impl Walk<'_> {
    /// The key that a browser signs with: in a few cases another's.
    pub(super) fn key_of(&mut self, browser: Browser) -> usize {
        if self.dice.in_hundred(96) { browser.number } else { self.dice.below(DEVICE_KEYS.len()) }
    }
}
