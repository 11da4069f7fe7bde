//! A device gets another name.

use serde_json::json;

use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::device::DeviceName;
use crate::devices::{ListDevicesFacts, ListedDevice};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::id::DeviceId;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::{NameFault, Refusal};
use crate::right::Right;
use crate::session::{SessionKey, admit};
use crate::step::Step;

/// Renames a device.
pub struct RenameDevice {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which device.
    pub device: DeviceId,
    /// The new name.
    pub name: DeviceName,
}

impl Step for RenameDevice {
    type Facts = ListDevicesFacts;
    type Reply = ListedDevice;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<ListedDevice> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Rename, policy, moment.now)?;
            let device =
                facts.devices.iter().find(|device| device.id == self.device).ok_or(Refusal::NotFound)?;
            let mut listed = facts.listed(device, who, policy);
            let old = listed.device.name.replace(self.name.clone());
            if old.as_ref() == Some(&self.name) {
                return Ok(Decision::reply(listed));
            }
            let taken = |other: &crate::device::Device| other.name.as_ref() == Some(&self.name);
            if facts.devices.iter().any(taken) {
                return Err(Refusal::NameNotAccepted(NameFault::Taken));
            }
            let account = who.account.handle;
            let happening = Happening {
                kind: EventKind::DeviceRenamed,
                actor: Actor::Session(who.session.key.id),
                details: json!({ "device": self.device.to_string() }),
                personal: Some(json!({
                    "from": old.as_ref().map(DeviceName::as_str),
                    "to": self.name.as_str(),
                })),
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let rename = Change::RenameDevice { account, device: self.device, name: self.name.clone() };
            Ok(Decision { reply: Ok(listed), changes: Changes::of_account(event, vec![rename]) })
        })
    }
}
