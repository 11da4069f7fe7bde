//! Signing in without a passkey, and proving again what an account without passkeys has.

use super::super::edges::Class;
use super::super::model::{Far, Noted, deny};
use super::super::people::{Browser, HOUR, LONG, SHORT, client, signed_by, tag_of};
use super::super::tickets::Effect;
use super::super::walk::{Fault, Held, Moved, Walk};
use super::sign_in::{class, identifier, seen};
use super::{Compared, KNOCKING};
use crate::account::Locale;
use crate::id::AccountHandle;
use crate::password::{Checked, PasswordEvidence, PasswordHash};
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::SessionKey;
use crate::sign_in::*;
use crate::ticket::{Purpose, TicketStep};
use crate::trust::{End, TrustReason};

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let account = walk.somebody(browser);
    let identifiers = vec![identifier(account)];
    let step = StartFallback { identifiers, device: Some(browser.device), browser: browser.hash };
    let class = class(walk, Some(account), browser);
    if let Ok(reply) = walk.decide("start_fallback", class, &step)? {
        let by = walk.by(browser, None);
        walk.hold(reply, None, by);
    }
    Ok(())
}

/// Who knocks with a ticket, and as whom the edges count them.
pub(super) struct Knock {
    pub(super) held: Held,
    pub(super) browser: Browser,
    pub(super) session: Option<SessionKey>,
    pub(super) knocking: Knocking,
    pub(super) class: Class,
}

pub(super) fn knock(walk: &mut Walk<'_>, purposes: &[Purpose], step: TicketStep) -> Option<Knock> {
    let held = walk.pick(purposes, step)?;
    let (browser, session) = walk.bring(&held);
    let sharing = walk.sharing(browser);
    let intent = match held.ticket.purpose {
        Purpose::Recover if walk.dice.in_hundred(12) => Intent::StopRecovery,
        Purpose::Reauthenticate => Intent::Enter,
        _ if walk.cast.freezes || walk.dice.in_hundred(5) => Intent::Freeze,
        _ => Intent::Enter,
    };
    let knocking = Knocking {
        ticket: held.ticket.clone(),
        session,
        device: browser.device,
        sharing,
        client: client(),
        place: None,
        browser: browser.hash,
        intent,
    };
    let class = match held.ticket.purpose {
        Purpose::Reauthenticate => walk.class(session),
        _ => class(walk, held.truth.account, browser),
    };
    Some(Knock { held, browser, session, knocking, class })
}

pub(in super::super) fn password(walk: &mut Walk<'_>) -> Moved {
    let Some(knock) = knock(walk, KNOCKING, TicketStep::Factor) else { return Ok(()) };
    let counted = walk.decide("count_password", knock.class, &CountPassword(knock.knocking.clone()))?;
    let (Ok(hash), Some(account)) = (counted, knock.held.truth.account) else { return Ok(()) };
    let typed = *walk.dice.pick(&[LONG, SHORT, LONG, SHORT, "another one"]).expect("five");
    // Who leaves now has used up an attempt all the same.
    if walk.dice.in_hundred(4) {
        walk.model.guess_wrong(account, (Method::Password, knock.browser.device));
        return Ok(());
    }
    let (evidence, is_right) = compare(hash.as_ref(), typed);
    let step = FinishPassword { knocking: knock.knocking.clone(), evidence };
    let sent = walk.world.messages.len();
    let reply = walk.decide("finish_password", knock.class, &step)?;
    let tried = (Method::Password, knock.browser.device);
    match &reply {
        Err(Refusal::PasswordWrong) => walk.model.guess_wrong(account, tried),
        Ok(_)
        | Err(
            Refusal::ApprovalNeeded
            | Refusal::AnotherFactorNeeded
            | Refusal::TooManyApprovals { .. }
            | Refusal::FreezeTooSoon { .. },
        ) => {
            deny(!is_right, "a wrong password")?;
            walk.model.guess_taken(account, tried)?;
        }
        Err(_) => {}
    }
    came(walk, &knock, Came { method: Method::Password, reply, sent })
}

fn compare(hash: Option<&PasswordHash>, typed: &str) -> (PasswordEvidence, bool) {
    let decoy = super::super::people::hash_of("nobody's", [0; 16]);
    let Some(hash) = hash else {
        return (PasswordEvidence::check(Checked::Decoy(&decoy), &[0; 32]), false);
    };
    let evidence = PasswordEvidence::check(Checked::Stored(hash), &tag_of(typed, hash.salt()));
    (evidence, *hash == super::super::people::hash_of(typed, *hash.salt()))
}

pub(in super::super) fn send(walk: &mut Walk<'_>) -> Moved {
    let Some(knock) = knock(walk, KNOCKING, TicketStep::Factor) else { return Ok(()) };
    let by_email = knock.held.ticket.purpose == Purpose::Recover && walk.dice.in_hundred(40);
    let channel = if by_email { Channel::Email } else { Channel::Phone };
    let step = SendSignInCode { knocking: knock.knocking.clone(), locale: Locale("en".into()), channel };
    let sent = walk.world.messages.len();
    if let Ok(reply) = walk.decide("send_sign_in_code", knock.class, &step)? {
        let by = walk.by(knock.browser, knock.session);
        walk.model.take(&knock.held.truth, by, Effect::None)?;
        walk.model.begun_in_time(&knock.held.truth)?;
        let flow = walk.hold(reply, Some(&knock.held.truth), by).flow;
        walk.note_code(flow, sent);
        let known = walk.model.codes.get_mut(&flow).ok_or("a code that nobody noted")?;
        known.by_email = by_email;
    }
    Ok(())
}

/// Another code goes to where the first went.
pub(in super::super) fn send_again(walk: &mut Walk<'_>) -> Moved {
    let Some(knock) = knock(walk, KNOCKING, TicketStep::Code) else { return Ok(()) };
    let (knocking, locale) = (knock.knocking.clone(), Locale("en".into()));
    let step = SendSignInCode { knocking, locale, channel: Channel::Phone };
    let sent = walk.world.messages.len();
    let before = walk.model.codes.get(&knock.held.truth.flow).is_some_and(|sent| sent.by_email);
    if let Ok(reply) = walk.decide("send_sign_in_code again", knock.class, &step)? {
        let by = walk.by(knock.browser, knock.session);
        walk.model.take(&knock.held.truth, by, Effect::None)?;
        walk.model.begun_in_time(&knock.held.truth)?;
        let flow = walk.hold(reply, Some(&knock.held.truth), by).flow;
        walk.note_code(flow, sent);
        walk.model.codes.get_mut(&flow).ok_or("a code that nobody noted")?.by_email = before;
    }
    Ok(())
}

pub(in super::super) fn check(walk: &mut Walk<'_>) -> Moved {
    let Some(knock) = knock(walk, KNOCKING, TicketStep::Code) else { return Ok(()) };
    let code = walk.typed(&knock.held);
    let step = CheckSignInCode { knocking: knock.knocking.clone(), code: code.clone() };
    let sent = walk.world.messages.len();
    let reply = walk.decide("check_sign_in_code", knock.class, &step)?;
    let Some(account) = knock.held.truth.account else { return Ok(()) };
    let by_email = walk.model.codes.get(&knock.held.truth.flow).is_some_and(|sent| sent.by_email);
    let method = if by_email { Method::EmailCode } else { Method::PhoneCode };
    let tried = (method, knock.browser.device);
    let compared = walk.note_typed(&knock.held, &code, &reply)?;
    match compared {
        Compared::Right => {
            walk.model.guess_taken(account, tried)?;
            if knock.held.ticket.purpose == Purpose::Recover {
                proves(walk, account, &knock)?;
            }
        }
        Compared::Wrong => walk.model.guess_wrong(account, tried),
        Compared::Not => {}
    }
    came(walk, &knock, Came { method, reply, sent })
}

/// A device proves itself by its own key: mostly its own, in its own browser.
pub(in super::super) fn device(walk: &mut Walk<'_>) -> Moved {
    let purposes = &[Purpose::Reauthenticate, Purpose::Recover];
    let Some(knock) = knock(walk, purposes, TicketStep::Factor) else { return Ok(()) };
    let knocking = Knocking { intent: Intent::Enter, ..knock.knocking.clone() };
    let knock = Knock { knocking, ..knock };
    let signer = walk.key_of(knock.browser);
    let nonce = knock.held.ticket.challenge.unwrap_or_default();
    let (trust, brought) = walk.brought(knock.browser);
    let step = ProveDevice { knocking: knock.knocking.clone(), signed: signed_by(signer, &nonce), trust };
    let sent = walk.world.messages.len();
    let reply = walk.decide("prove_device", knock.class, &step)?;
    let Some(account) = knock.held.truth.account else { return Ok(()) };
    let device = knock.browser.device;
    match &reply {
        Ok(_) => {
            let own = walk.model.key_of(account, device);
            deny(own != Some(signer), "a device is proved by a key that isn't its own")?;
            let secret = brought.of(account, device);
            walk.model.acts((account, Some(device)), Far::Full, (secret, Noted::Yes))?;
            if let Some(session) = knock.session.filter(|_| knock.held.ticket.session.is_some()) {
                let lives_on = walk.model.session(session.id)?.device;
                deny(lives_on != Some(device), "another device than the session's is proved in it")?;
            }
        }
        Err(Refusal::DeviceNotTrusted(TrustReason::Ended(End::Copied))) => {
            walk.model.seen_copied(account, Some(device));
        }
        Err(_) => {}
    }
    came(walk, &knock, Came { method: Method::Device, reply, sent })
}

/// In a recovery a code proves an address that did not come of late.
fn proves(walk: &Walk<'_>, account: AccountHandle, knock: &Knock) -> Moved {
    let sent_to = walk.model.codes.get(&knock.held.truth.flow).and_then(|sent| sent.to.clone());
    let known = walk.model.account(account)?;
    // An address that went since was one when the code was sent.
    let Some(proved) = sent_to.and_then(|address| known.contacts.get(&address).copied()) else {
        return Ok(());
    };
    let is_late = !proved.is_first && walk.now < proved.at.plus_seconds(30 * 24 * HOUR);
    Ok(deny(is_late, "an address that came of late proves something in a recovery")?)
}

/// What came of a factor that was tried; `sent` is how many messages there were before.
pub(super) struct Came {
    pub(super) method: Method,
    pub(super) reply: Result<SignInReply, Refusal>,
    pub(super) sent: usize,
}

/// A factor was proved: what came of it.
pub(super) fn came(walk: &mut Walk<'_>, knock: &Knock, Came { method, reply, sent }: Came) -> Moved {
    let Ok(reply) = reply else { return Ok(()) };
    let by = walk.by(knock.browser, knock.session);
    walk.model.take(&knock.held.truth, by, Effect::Once)?;
    walk.model.begun_in_time(&knock.held.truth)?;
    let mut truth = knock.held.truth.clone();
    truth.proved.insert(method, walk.now);
    let recovers = knock.held.ticket.purpose == Purpose::Recover;
    let freezes = knock.knocking.intent == Intent::Freeze;
    deny(freezes != matches!(reply, SignInReply::Frozen(_)), "another thing than was asked for")?;
    match reply {
        SignInReply::Flow(reply) => {
            walk.hold(*reply, Some(&truth), by);
            Ok(())
        }
        SignInReply::Waits(wait) => {
            let account = truth.account.ok_or("nobody asks")?;
            walk.model.are_enough(account, &truth.proved)?;
            let sharing = knock.knocking.sharing;
            super::approvals::asked(walk, (*wait, truth), (knock.browser, sharing), by)
        }
        SignInReply::Frozen(_) => {
            let account = truth.account.ok_or("a freeze of nobody")?;
            let is_known = walk.model.account(account)?.browsers.contains_key(&knock.browser.device);
            Ok(walk.model.frozen_by(account, (method, is_known), walk.now)?)
        }
        SignInReply::Recovering(hold) => {
            deny(!recovers, "a recovery that nobody asked for")?;
            let account = truth.account.ok_or("a recovery of nobody")?;
            super::recovery::waits(walk, account, (&hold, &truth), sent)
        }
        SignInReply::Stopped(stopped) => {
            let account = truth.account.ok_or("a recovery of nobody")?;
            deny(method != Method::RecoveryCode, "another factor stops a recovery")?;
            let answered = super::holds::answered(stopped.outcome);
            Ok(walk.model.sheet_answers(account, (stopped.held.hold.id, answered), walk.now)?)
        }
        SignInReply::SignedIn(signed_in) => {
            let key = signed_in.opened.session.key;
            match knock.held.ticket.purpose {
                Purpose::Recover => recovered(walk, knock, key, &truth.proved),
                Purpose::Reauthenticate => raised(walk, knock, key, &truth.proved),
                _ => fell_in(walk, knock, key, &truth.proved),
            }
        }
    }
}

/// The wait is over: a session that creates a passkey.
fn recovered(walk: &mut Walk<'_>, knock: &Knock, key: SessionKey, proved: &Proved) -> Moved {
    let account = knock.held.truth.account.ok_or("a session of nobody")?;
    let mut session = seen(walk, (account, None), (knock.browser, knock.knocking.sharing))?;
    (session.proved, session.device) = (proved.clone(), None);
    let session = walk.model.recovered(session, walk.now)?;
    walk.opened(key, knock.browser, session)
}

type Proved = std::collections::BTreeMap<Method, crate::moment::Timestamp>;

fn fell_in(walk: &mut Walk<'_>, knock: &Knock, key: SessionKey, proved: &Proved) -> Moved {
    let account = knock.held.truth.account.ok_or("a session of nobody")?;
    let mut session = seen(walk, (account, None), (knock.browser, knock.knocking.sharing))?;
    session.proved = proved.clone();
    let is_known = walk.model.account(account)?.browsers.contains_key(&knock.browser.device);
    deny(!is_known, "a fallback in an unknown browser")?;
    walk.model.are_enough(account, proved)?;
    let session = walk.model.fall_in(session)?;
    walk.opened(key, knock.browser, session)
}

/// A session of an account without passkeys has more proved in it.
fn raised(walk: &mut Walk<'_>, knock: &Knock, key: SessionKey, proved: &Proved) -> Moved {
    walk.used(knock.session, Right::Reauthenticate)?;
    let before = knock.session.ok_or("somebody without a session")?.id;
    let old = walk.model.sessions.get_mut(&before).ok_or("a session that nobody opened")?;
    old.has_ended = true;
    let mut session = old.clone();
    let has_passkeys = walk.model.account(session.account)?.has_passkeys();
    deny(has_passkeys, "a weak proof raises a session past passkeys")?;
    for (method, at) in proved {
        session.proved.insert(*method, *at);
    }
    (session.has_ended, session.raised, session.used) = (false, walk.now, walk.now);
    walk.opened(key, knock.browser, session).map_err(|Fault(why)| Fault(format!("raised: {why}")))
}
