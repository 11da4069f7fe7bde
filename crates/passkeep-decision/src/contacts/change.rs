//! What changing an address takes, whether it is removed or another takes its place.

use serde_json::json;

use crate::change::Change;
use crate::contact::{Address, Contact};
use crate::event::{Actor, Event};
use crate::hold::{Hold, HoldKind};
use crate::holds::{Audience, Beginning, Held, begin};
use crate::id::ContactId;
use crate::level::Level;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::SessionFacts;

/// The addresses of who asks, and what else a change of one depends on.
pub(super) struct Addresses<'a> {
    pub(super) who: &'a SessionFacts,
    pub(super) contacts: &'a [Contact],
    pub(super) holds: &'a [Hold],
    pub(super) passkeys: &'a [Passkey],
}

impl<'a> Addresses<'a> {
    /// The address, where who asks may change it now.
    pub(super) fn changeable(&self, id: ContactId) -> Result<&'a Address, Refusal> {
        self.is_strong_enough()?;
        let account = self.who.account.handle;
        let found = self.contacts.iter().find(|contact| contact.address.id_in(account) == id);
        let address = &found.ok_or(Refusal::NotFound)?.address;
        match self.holds.iter().find(|hold| hold.kind.leaving().is_some_and(|leaving| leaving.is(address))) {
            Some(hold) => Err(Refusal::HoldAlreadyWaits { matures_at: Some(hold.matures_at) }),
            None => Ok(address),
        }
    }

    /// A passkey is asked for where the account has one, also where that is suspended: a report lowers nothing.
    fn is_strong_enough(&self) -> Result<(), Refusal> {
        match self.passkeys.is_empty() {
            true => without_passkeys(self.who),
            false => at_least(Level::TwoP, self.who),
        }
    }

    /// The addresses that no hold takes away.
    pub(super) fn staying(&self) -> Vec<Contact> {
        let leaves = |contact: &Contact| {
            let mut leaving = self.holds.iter().filter(|hold| !replaces(&hold.kind));
            leaving.any(|hold| hold.kind.leaving().is_some_and(|address| address.is(&contact.address)))
        };
        self.contacts.iter().filter(|contact| !leaves(contact)).cloned().collect()
    }

    /// Begins the hold.
    pub(super) fn begin(
        &self,
        kind: HoldKind,
        policy: &Policy,
        moment: &Moment,
    ) -> (Held, Event, Vec<Change>) {
        let beginning =
            Beginning { kind, actor: Actor::Session(self.who.session.key.id), details: json!({}) };
        let to = Audience { account: &self.who.account, contacts: self.contacts, passkeys: self.passkeys };
        let (hold, event, changes) = begin(beginning, to, policy, moment);
        (Held::of(hold, self.passkeys), event, changes)
    }
}

/// An account that has no passkey changes an address on a trusted device, after two kinds of proof. Until devices are
/// trusted there is none, and nobody may.
fn without_passkeys(who: &SessionFacts) -> Result<(), Refusal> {
    at_least(Level::TwoP, who)
}

fn at_least(needed: Level, who: &SessionFacts) -> Result<(), Refusal> {
    if Rule::ContactsTwoP.holds() && who.session.level < needed {
        Err(Refusal::LevelTooLow { needed })
    } else {
        Ok(())
    }
}

const fn replaces(kind: &HoldKind) -> bool {
    matches!(kind, HoldKind::ReplaceContact { .. })
}
