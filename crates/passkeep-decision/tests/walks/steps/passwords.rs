//! Setting and removing the password.

use super::super::model::{Length, Noted, deny};
use super::super::people::{LONG, SHORT, client, hash_of};
use super::super::walk::{Moved, Walk};
use super::approvals::refused;
use super::contacts::may_change;
use crate::id::AccountHandle;
use crate::password::{Listing, Password};
use crate::passwords::{PasswordWasSet, RemovePassword, SetPassword};
use crate::proof::Method;
use crate::right::Right;

pub(in super::super) fn set(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let (text, length) = if walk.dice.in_hundred(50) { (LONG, Length::Long) } else { (SHORT, Length::Short) };
    let mut salt = [0; 16];
    salt.copy_from_slice(&walk.dice.seed_32()[..16]);
    let (trust, brought) = walk.brought(browser);
    let step = SetPassword {
        session,
        trust,
        password: Password::parse(text).expect("a password"),
        common: Listing::Absent,
        breached: Listing::Absent,
        hash: hash_of(text, salt),
        client: client(),
    };
    let (class, sent) = (walk.class(session), walk.world.messages.len());
    let reply = match walk.decide("set_password", class, &step)? {
        Ok(reply) => reply,
        Err(refusal) => {
            refused(walk, session, &refusal);
            return Ok(());
        }
    };
    may_change(walk, (session, Right::ChangePassword), (&brought, Noted::Yes))?;
    let account = session.ok_or("somebody without a session")?.account;
    match reply {
        PasswordWasSet::Now(_) => {
            let without = !walk.model.account(account)?.has_passkeys();
            deny(without, "without a passkey a password is changed at once")?;
            changed(walk, account, Some(length))
        }
        PasswordWasSet::Waits(held) => {
            walk.model.account_mut(account)?.coming.insert(held.hold.id, length);
            walk.began(account, &held.hold, sent)
        }
    }
}

pub(in super::super) fn remove(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let class = walk.class(session);
    let step = RemovePassword { session, client: client() };
    let Ok(()) = walk.decide("remove_password", class, &step)? else { return Ok(()) };
    walk.used(session, Right::ChangePassword)?;
    let key = session.ok_or("somebody without a session")?;
    let by_passkey = walk.model.session(key.id)?.proved.contains_key(&Method::Passkey);
    deny(!by_passkey, "a password is removed without a passkey")?;
    changed(walk, key.account, None)
}

fn changed(walk: &mut Walk<'_>, account: AccountHandle, password: Option<Length>) -> Moved {
    let known = walk.model.accounts.get_mut(&account).ok_or("an account that nobody made")?;
    known.password = password;
    // A factor that is bound again begins anew.
    if password.is_some() {
        known.wrong.retain(|(method, _), _| *method != Method::Password);
    }
    Ok(())
}
