//! A passkey gets another name.

use serde_json::json;

use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::id::PasskeyId;
use crate::moment::Moment;
use crate::passkey::{Passkey, PasskeyName};
use crate::passkeys::Listed;
use crate::policy::Policy;
use crate::refusal::{NameFault, Refusal};
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::step::Step;

/// Renames a passkey.
pub struct RenamePasskey {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which passkey.
    pub passkey: PasskeyId,
    /// The new name.
    pub name: PasskeyName,
    /// Browser and system.
    pub client: Client,
}

/// What `RenamePasskey` reads.
pub struct RenamePasskeyFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// The browser, where it is remembered.
    pub device: Option<Device>,
}

impl RenamePasskeyFacts {
    fn listed(&self, passkey: Passkey) -> Listed {
        Listed {
            here: self.device.as_ref().is_some_and(|device| device.passkey == Some(passkey.id)),
            passkey,
        }
    }
}

impl Step for RenamePasskey {
    type Facts = RenamePasskeyFacts;
    type Reply = Listed;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Listed> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Rename, policy, moment.now)?;
            let mut passkey =
                facts.passkeys.iter().find(|p| p.id == self.passkey).cloned().ok_or(Refusal::NotFound)?;
            if passkey.name == self.name {
                return Ok(Decision::reply(facts.listed(passkey)));
            }
            if facts.passkeys.iter().any(|other| other.id != self.passkey && other.name == self.name) {
                return Err(Refusal::NameNotAccepted(NameFault::Taken));
            }
            let account = who.account.handle;
            let happening = Happening {
                kind: EventKind::PasskeyRenamed,
                actor: Actor::Session(who.session.key.id),
                details: json!({
                    "client": self.client,
                    "device": who.session.device,
                    "passkey": passkey.id.to_string(),
                }),
                personal: Some(json!({ "from": passkey.name.as_str(), "to": self.name.as_str() })),
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let rename = Change::RenamePasskey { account, passkey: passkey.id, name: self.name.clone() };
            passkey.name = self.name.clone();
            Ok(Decision {
                reply: Ok(facts.listed(passkey)),
                changes: Changes::of_account(event, vec![rename]),
            })
        })
    }
}
