//! Setting and removing the password.

use super::super::model::Length;
use super::super::people::{LONG, SHORT, client, hash_of};
use super::super::walk::{Moved, Walk};
use crate::password::{Listing, Password};
use crate::passwords::{RemovePassword, SetPassword};
use crate::proof::Method;
use crate::right::Right;

pub(in super::super) fn set(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let (text, length) = if walk.dice.in_hundred(50) { (LONG, Length::Long) } else { (SHORT, Length::Short) };
    let mut salt = [0; 16];
    salt.copy_from_slice(&walk.dice.seed_32()[..16]);
    let step = SetPassword {
        session,
        password: Password::parse(text).expect("a password"),
        common: Listing::Absent,
        breached: Listing::Absent,
        hash: hash_of(text, salt),
        client: client(),
    };
    let class = walk.class(session);
    let Ok(_) = walk.decide("set_password", class, &step)? else { return Ok(()) };
    changed(walk, session, Some(length))
}

pub(in super::super) fn remove(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let class = walk.class(session);
    let step = RemovePassword { session, client: client() };
    let Ok(()) = walk.decide("remove_password", class, &step)? else { return Ok(()) };
    changed(walk, session, None)
}

fn changed(
    walk: &mut Walk<'_>,
    session: Option<crate::session::SessionKey>,
    password: Option<Length>,
) -> Moved {
    walk.used(session, Right::ChangePassword)?;
    let account = session.ok_or("somebody without a session")?.account;
    let known = walk.model.accounts.get_mut(&account).ok_or("an account that nobody made")?;
    known.password = password;
    // A factor that is bound again begins anew.
    if password.is_some() {
        known.wrong.retain(|(method, _), _| *method != Method::Password);
    }
    Ok(())
}
