//! What changing an address takes, whether it is removed or another takes its place.

use serde_json::json;

use crate::authority::{Authority, authority};
use crate::change::Change;
use crate::contact::{Address, Contact};
use crate::device::Device;
use crate::devices::{Asking, NotTrusted};
use crate::event::{Actor, Event};
use crate::hold::{Hold, HoldKind};
use crate::holds::{Audience, Beginning, Held, begin};
use crate::id::ContactId;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::SessionFacts;
use crate::trust::Brought;

/// What a change of an address depends on, beside who asks.
#[derive(Clone, Debug)]
pub struct ChangingFacts {
    /// The account's addresses.
    pub contacts: Vec<Contact>,
    /// The account's open holds.
    pub holds: Vec<Hold>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// The device that the session lives on.
    pub device: Option<Device>,
}

/// The addresses of who asks.
pub(super) struct Addresses<'a> {
    pub(super) who: &'a SessionFacts,
    pub(super) facts: &'a ChangingFacts,
}

impl<'a> Addresses<'a> {
    /// Whether who asks may change an address now, whichever.
    pub(super) fn authority(
        &self,
        brought: &Brought,
        policy: &Policy,
        moment: &Moment,
    ) -> Result<Authority, Box<NotTrusted>> {
        let ChangingFacts { contacts, passkeys, device, .. } = self.facts;
        let asking = Asking::in_session(self.who, device.as_ref(), brought, contacts);
        authority((self.who, Right::ChangeContacts), passkeys, &asking, (policy, moment))
    }

    /// The address, where nothing takes it away already.
    pub(super) fn changeable(&self, id: ContactId) -> Result<&'a Address, Refusal> {
        let account = self.who.account.handle;
        let found = self.facts.contacts.iter().find(|contact| contact.address.id_in(account) == id);
        let address = &found.ok_or(Refusal::NotFound)?.address;
        let leaves = |hold: &&Hold| hold.kind.leaving().is_some_and(|leaving| leaving.is(address));
        match self.facts.holds.iter().find(leaves) {
            Some(hold) => Err(Refusal::HoldAlreadyWaits { matures_at: Some(hold.matures_at) }),
            None => Ok(address),
        }
    }

    /// The addresses that no hold takes away.
    pub(super) fn staying(&self) -> Vec<Contact> {
        let leaves = |contact: &Contact| {
            let mut leaving = self.facts.holds.iter().filter(|hold| !replaces(&hold.kind));
            leaving.any(|hold| hold.kind.leaving().is_some_and(|address| address.is(&contact.address)))
        };
        self.facts.contacts.iter().filter(|contact| !leaves(contact)).cloned().collect()
    }

    /// Begins the hold.
    pub(super) fn begin(
        &self,
        (kind, authority): (HoldKind, Authority),
        policy: &Policy,
        moment: &Moment,
    ) -> (Held, Event, Vec<Change>) {
        let ChangingFacts { contacts, passkeys, .. } = self.facts;
        let beginning =
            Beginning { kind, actor: Actor::Session(self.who.session.key.id), details: json!({}) };
        let to = Audience { account: &self.who.account, contacts, passkeys };
        let (hold, event, mut changes) = begin(beginning, to, policy, moment);
        changes.extend(authority.seen());
        (Held::of(hold, passkeys), event, changes)
    }
}

const fn replaces(kind: &HoldKind) -> bool {
    matches!(kind, HoldKind::ReplaceContact { .. })
}
