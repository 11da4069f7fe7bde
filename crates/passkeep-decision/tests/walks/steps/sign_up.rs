//! Making an account.

use std::collections::BTreeMap;

use passkeep_authenticator::{Authenticator, Seed};
use passkeep_webauthn::RegistrationResponse;

use super::super::edges::Class;
use super::super::model::{Birth, Born, Known, Proved, deny};
use super::super::people::{Key, Lives, ORIGIN, client, phone_of};
use super::super::tickets::Effect;
use super::super::walk::{Held, Moved, Walk};
use super::sign_in::seen;
use crate::account::{DisplayName, Locale};
use crate::ceremony::Place;
use crate::flow::CeremonyOptions;
use crate::hold::{Hold, HoldKind};
use crate::id::{AccountHandle, PasskeyId};
use crate::passkey::id_of;
use crate::refusal::Refusal;
use crate::sign_up::{CheckSignUpCode, FinishSignUp, NameSignUp, ResendSignUpCode, StartSignUp};
use crate::ticket::{Purpose, TicketStep};

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    // Anybody's number: also one that is an account's, whose reader has changed.
    let number = match walk.dice.in_hundred(50) {
        true => walk.somebody(browser),
        false => AccountHandle([walk.dice.below(256) as u8; 16]),
    };
    let step = StartSignUp { phone: phone_of(number), locale: Locale("en".into()), browser: browser.hash };
    let sent = walk.world.messages.len();
    if let Ok(reply) = walk.decide("start_sign_up", Class::NewBrowser, &step)? {
        let by = walk.by(browser, None);
        let flow = walk.hold(reply, None, by).flow;
        walk.note_code(flow, sent);
    }
    Ok(())
}

pub(in super::super) fn resend(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::SignUp], TicketStep::Code) else { return Ok(()) };
    let (browser, _) = walk.bring(&held);
    let (ticket, locale) = (held.ticket.clone(), Locale("en".into()));
    let step = ResendSignUpCode { ticket, locale, browser: browser.hash };
    let sent = walk.world.messages.len();
    if let Ok(reply) = walk.decide("resend_sign_up_code", Class::NewBrowser, &step)? {
        let by = walk.by(browser, None);
        walk.model.take(&held.truth, by, Effect::None)?;
        let flow = walk.hold(reply, Some(&held.truth), by).flow;
        walk.note_code(flow, sent);
    }
    Ok(())
}

pub(in super::super) fn check(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::SignUp], TicketStep::Code) else { return Ok(()) };
    let (browser, _) = walk.bring(&held);
    let code = walk.typed(&held);
    let step = CheckSignUpCode { ticket: held.ticket.clone(), code: code.clone(), browser: browser.hash };
    let (sent, before) = (walk.world.messages.len(), walk.holds());
    let reply = walk.decide("check_sign_up_code", Class::NewBrowser, &step)?;
    walk.note_typed(&held, &code, &reply)?;
    if matches!(reply, Err(Refusal::NumberWaits { .. })) {
        walk.model.take(&held.truth, walk.by(browser, None), Effect::Once)?;
        asked_for(walk, &held, (before, sent))?;
    }
    if let Ok(reply) = reply {
        let by = walk.by(browser, None);
        walk.model.take(&held.truth, by, Effect::Once)?;
        walk.hold(reply, Some(&held.truth), by);
    }
    Ok(())
}

/// The account that has the number is asked for it, once.
pub(super) fn asked_for(
    walk: &mut Walk<'_>,
    held: &Held,
    (before, sent): (Vec<(AccountHandle, Hold)>, usize),
) -> Moved {
    let is_new = |hold: &Hold| before.iter().all(|(_, one)| one.id != hold.id);
    for (account, hold) in walk.holds().into_iter().filter(|(_, hold)| is_new(hold)) {
        let sent_to = walk.model.codes.get(&held.truth.flow).and_then(|sent| sent.to.clone());
        let asked = match &hold.kind {
            HoldKind::GiveUpNumber(address) => Some(address.as_str().to_owned()),
            _ => None,
        };
        deny(asked != sent_to, "something else than the number that was proved is asked for")?;
        walk.began(account, &hold, sent)?;
    }
    Ok(())
}

pub(in super::super) fn name(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::SignUp], TicketStep::Name) else { return Ok(()) };
    let (browser, _) = walk.bring(&held);
    let name = DisplayName::parse("New").expect("a name");
    let (ticket, browser_hash) = (held.ticket.clone(), browser.hash);
    let step = NameSignUp { ticket, name, place: Place::ThisDevice, browser: browser_hash };
    if let Ok(reply) = walk.decide("name_sign_up", Class::NewBrowser, &step)? {
        let by = walk.by(browser, None);
        walk.model.take(&held.truth, by, Effect::None)?;
        walk.hold(reply, Some(&held.truth), by);
    }
    Ok(())
}

pub(in super::super) fn finish(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::SignUp], TicketStep::Passkey) else { return Ok(()) };
    let (browser, _) = walk.bring(&held);
    let sharing = walk.sharing(browser);
    let Some((response, passkey, is_bound)) = register(walk, &held) else { return Ok(()) };
    let step = FinishSignUp {
        ticket: held.ticket.clone(),
        name: DisplayName::parse("New").expect("a name"),
        response,
        locale: Locale("en".into()),
        device: browser.device,
        sharing,
        client: client(),
        place: None,
        browser: browser.hash,
    };
    let Ok(reply) = walk.decide("finish_sign_up", Class::NewBrowser, &step)? else { return Ok(()) };
    walk.model.take(&held.truth, walk.by(browser, None), Effect::Once)?;
    let account = held.truth.account.ok_or("an account of no flow")?;
    deny(walk.model.accounts.contains_key(&account), "an account is made twice")?;
    let phone = walk
        .model
        .codes
        .get(&held.truth.flow)
        .and_then(|sent| sent.to.clone())
        .ok_or("an account of no number")?;
    let proved = Proved { at: walk.now, is_first: true };
    let mut known = Known { contacts: BTreeMap::from([(phone, proved)]), ..Known::default() };
    let born = Born {
        at: walk.now,
        by: Birth::SignUp,
        is_suspended: false,
        is_removed: false,
        is_bound,
        is_proved: false,
        used: walk.now,
    };
    known.passkeys.insert(passkey, born);
    if sharing == crate::session::Sharing::Own {
        known.browsers.insert(browser.device, None);
        known.founded_on = Some(browser.device);
    }
    walk.model.accounts.insert(account, known);
    let seen = seen(walk, (account, Some(passkey)), (browser, sharing))?;
    walk.opened(reply.opened.session.key, browser, seen)
}

/// A new passkey answers a creation. It is kept whether or not the answer is taken.
pub(in super::super) fn register(
    walk: &mut Walk<'_>,
    held: &Held,
) -> Option<(RegistrationResponse, PasskeyId, bool)> {
    let Some(CeremonyOptions::Create(options)) = &held.options else { return None };
    let seed = walk.dice.seed_32();
    let lives = if walk.dice.in_hundred(30) { Lives::Here } else { Lives::Anywhere };
    let mut authenticator = Authenticator::new(Seed::from(seed), lives.options());
    let options = serde_json::to_value(&**options).expect("options are JSON");
    let answer = authenticator.create(&options, ORIGIN).expect("it behaves");
    let response = serde_json::from_value(answer).expect("an answer is read as it is written");
    let credential = authenticator.credentials().last().expect("it was made just now").clone();
    let id = id_of(credential.id());
    walk.signer.import(credential.clone());
    walk.keys.push(Key { account: held.truth.account?, id, credential });
    Some((response, id, lives == Lives::Here))
}
