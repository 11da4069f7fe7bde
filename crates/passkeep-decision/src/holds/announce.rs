//! Telling every address of an account what becomes of a hold. An email of the start and of the middle carries a link of
//! its own that stops the hold; a text message never carries one.

use crate::account::Account;
use crate::ceremony::Context;
use crate::change::Change;
use crate::contact::{Address, Contact};
use crate::flow::{Letter, NOTICE_SECONDS, calls, message};
use crate::hold::{Hold, HoldKind, HoldLink, HoldNews, HoldNotice, LinkToken};
use crate::message::MessageKind;
use crate::passkey::Passkey;
use crate::rule::Rule;

/// Whom a hold is told.
#[derive(Clone, Copy)]
pub(crate) struct Audience<'a> {
    /// The account.
    pub(crate) account: &'a Account,
    /// Its addresses.
    pub(crate) contacts: &'a [Contact],
    /// Its passkeys, for their names.
    pub(crate) passkeys: &'a [Passkey],
}

/// How what waits is called: a passkey's name, or the address that goes, and the address that comes.
pub(crate) fn called(
    kind: &HoldKind,
    passkeys: &[Passkey],
    write: fn(&Address) -> String,
) -> (String, String) {
    let named = |id| passkeys.iter().find(|passkey| passkey.id == id).map(|passkey| passkey.name.to_string());
    match kind {
        HoldKind::RemovePasskey(id) | HoldKind::LosePasskey(id) => {
            (named(*id).unwrap_or_default(), String::new())
        }
        HoldKind::RemoveContact(address) | HoldKind::GiveUpNumber(address) => (write(address), String::new()),
        HoldKind::ReplaceContact { from, to } => (write(from), write(to)),
        HoldKind::ChangePassword | HoldKind::Recovery => Default::default(),
        HoldKind::ConfirmAction { title, .. } => (title.clone(), String::new()),
    }
}

/// The messages, and the links that they carry.
pub(crate) fn announce(hold: &Hold, news: HoldNews, to: Audience<'_>, context: Context<'_>) -> Vec<Change> {
    let moment = context.moment;
    let account = to.account.handle;
    let (name, comes) = called(&hold.kind, to.passkeys, Address::masked);
    let mut changes = Vec::new();
    let many = if Rule::HoldTold.holds() { to.contacts.len() } else { 1 };
    for (index, contact) in to.contacts.iter().take(many).enumerate() {
        let carries = news.leads_to_stop() && matches!(contact.address, Address::Email(_));
        let link = carries.then(|| LinkToken::draw(account, index, moment));
        if let Some(token) = &link {
            let link = HoldLink {
                id: token.id(),
                hold: hold.id,
                address: contact.address.clone(),
                sent_at: moment.now,
            };
            changes.push(Change::AddHoldLink { account, link });
        }
        let notice = HoldNotice {
            news,
            what: hold.kind.name(),
            name: name.clone(),
            to: comes.clone(),
            matures_at: hold.matures_at,
            link,
        };
        let letter = Letter {
            to: &contact.address,
            locale: &to.account.locale,
            kind: MessageKind::Hold(Box::new(notice)),
            lives_seconds: NOTICE_SECONDS,
        };
        changes.push(message(account, index, letter, moment));
    }
    let told = HoldNotice {
        news,
        what: hold.kind.name(),
        name: String::new(),
        to: String::new(),
        matures_at: hold.matures_at,
        link: None,
    };
    let kind = MessageKind::Hold(Box::new(told));
    changes.extend(calls(account, &kind, to.contacts.len(), context));
    changes
}
