//! Signing in with a passkey.

use std::collections::BTreeMap;

use super::super::edges::Class;
use super::super::model::{Seen, deny};
use super::super::people::{Browser, client, phone_of};
use super::super::tickets::{Effect, Truth};
use super::super::walk::{Moved, Walk};
use crate::contact::{Address, Identifier};
use crate::flow::Entered;
use crate::id::{AccountHandle, PasskeyId};
use crate::policy::NewDeviceApproval;
use crate::proof::Method;
use crate::session::Sharing;
use crate::sign_in::{FinishSignIn, StartSignIn};
use crate::ticket::{Purpose, TicketStep};
use crate::trust::TrustSecret;

pub(in super::super) fn identifier(account: AccountHandle) -> Identifier {
    Identifier::Address(Address::Phone(phone_of(account)))
}

/// Whether an account knows a browser, as the model has it.
pub(in super::super) fn class(walk: &Walk<'_>, account: Option<AccountHandle>, browser: Browser) -> Class {
    let known = account.and_then(|account| walk.model.accounts.get(&account));
    match known.is_some_and(|known| known.browsers.contains_key(&browser.device)) {
        true => Class::KnownBrowser,
        false => Class::NewBrowser,
    }
}

pub(in super::super) fn start(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let account = walk.somebody(browser);
    let identifiers = walk.dice.in_hundred(60).then(|| vec![identifier(account)]);
    let step = StartSignIn { identifiers, device: Some(browser.device), browser: browser.hash };
    let class = class(walk, Some(account), browser);
    if let Ok(reply) = walk.decide("start_sign_in", class, &step)? {
        let by = walk.by(browser, None);
        walk.hold(reply, None, by);
    }
    Ok(())
}

pub(in super::super) fn finish(walk: &mut Walk<'_>) -> Moved {
    let Some(held) = walk.pick(&[Purpose::SignIn], TicketStep::Passkey) else { return Ok(()) };
    let Some(signed) = walk.sign(&held) else { return Ok(()) };
    let (browser, _) = walk.bring(&held);
    let sharing = walk.sharing(browser);
    let (trust, brought) = walk.brought(browser);
    let owner = walk.keys.iter().find(|key| key.id == signed.given.by).map(|key| key.account);
    let step = FinishSignIn {
        ticket: held.ticket.clone(),
        response: signed.given.response,
        sharing,
        device: browser.device,
        client: client(),
        place: None,
        trust,
        browser: browser.hash,
    };
    let class = class(walk, owner, browser);
    let always = walk.policy.new_device_approval == NewDeviceApproval::Always;
    let name = if always { "finish_sign_in, always asked" } else { "finish_sign_in" };
    let Ok(reply) = walk.decide(name, class, &step)? else { return Ok(()) };
    deny(!signed.genuine, "an answer that isn't genuine has signed in")?;
    let account = owner.ok_or("a passkey of nobody")?;
    let taken = Truth { account: Some(account), ..held.truth.clone() };
    walk.model.take(&taken, walk.by(browser, None), Effect::Once)?;
    deny(held.truth.account.is_some_and(|asked| asked != account), "another account than was asked for")?;
    walk.model.asserts(account, signed.given.by)?;
    walk.model.was_used(account, signed.given.by, walk.now);
    let by = walk.by(browser, None);
    let signed_in = match reply {
        Entered::SignedIn(signed_in) => signed_in,
        Entered::Waits(wait) => {
            let proved = BTreeMap::from([(Method::Passkey, walk.now)]);
            let truth = Truth { proved, signed: Some(signed.given.by), ..taken };
            return super::approvals::asked(walk, (*wait, truth), (browser, sharing), by);
        }
    };
    let is_known = walk.model.account(account)?.browsers.contains_key(&browser.device);
    let could_wait = walk.model.someone_surely_answers(account);
    deny(always && !is_known && could_wait, "a new device is let in unasked")?;
    let secret = signed_in.trust;
    if sharing == Sharing::Own {
        let secrets = (brought.of(account, browser.device), secret.as_ref().map(TrustSecret::hash));
        walk.model.signs_in_on((account, browser.device), signed.given.by, secrets, walk.now)?;
    } else {
        deny(secret.is_some(), "a shared computer is given a secret")?;
    }
    walk.secrets.extend(secret.map(|secret| (account, browser.device, secret)));
    let seen = seen(walk, (account, Some(signed.given.by)), (browser, sharing))?;
    walk.opened(signed_in.opened.session.key, browser, seen)
}

/// A session that a passkey has just opened, and its browser with it.
pub(in super::super) fn seen(
    walk: &mut Walk<'_>,
    (account, passkey): (AccountHandle, Option<PasskeyId>),
    (browser, sharing): (Browser, Sharing),
) -> Result<Seen, super::super::walk::Fault> {
    let now = walk.now;
    let known = walk.model.accounts.get_mut(&account).ok_or("an account that nobody made")?;
    let is_shared = sharing == Sharing::Shared;
    if passkey.is_some() && !is_shared {
        known.know(browser.device, now);
    }
    Ok(Seen {
        account,
        device: (!is_shared).then_some(browser.device),
        is_shared,
        opened: now,
        raised: now,
        used: now,
        proved: passkey.map_or_else(BTreeMap::new, |_| BTreeMap::from([(Method::Passkey, now)])),
        asserted: passkey.into_iter().collect(),
        is_bound: false,
        is_quarantined: false,
        is_recovery: false,
        breaks: known.breaks,
        has_ended: false,
    })
}
