//! A device is revoked: the account knows it no more, and its sessions end.

use serde_json::json;

use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Device, DeviceName};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::id::DeviceId;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::step::Step;

/// Revokes a device.
pub struct RevokeDevice {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which device.
    pub device: DeviceId,
}

/// What `RevokeDevice` reads.
pub struct RevokeDeviceFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The device.
    pub device: Option<Device>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// What was revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevokedDevice {
    /// The device that asks: its session has ended.
    This,
    /// Another.
    Other,
}

impl Step for RevokeDevice {
    type Facts = RevokeDeviceFacts;
    type Reply = RevokedDevice;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<RevokedDevice> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::RevokeDevice, policy, moment.now)?;
            let device = facts.device.as_ref().ok_or(Refusal::NotFound)?;
            let account = who.account.handle;
            let happening = Happening {
                kind: EventKind::DeviceRevoked,
                actor: Actor::Session(who.session.key.id),
                details: json!({ "device": device.id.to_string(), "client": device.client }),
                personal: device.name.as_ref().map(|name| json!({ "name": name.as_str() })),
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let mut rest = vec![Change::RemoveDevice { account, device: device.id }];
            if Rule::RevokeEnds.holds() {
                rest.push(Change::EndSessionsOfDevice { account, device: device.id });
            }
            let kind = MessageKind::DeviceRevoked(called(device));
            rest.extend(notices(
                account,
                &facts.contacts,
                (&who.account.locale, kind),
                Context { policy, moment },
            ));
            let revoked = match who.session.device == Some(device.id) {
                true => RevokedDevice::This,
                false => RevokedDevice::Other,
            };
            Ok(Decision { reply: Ok(revoked), changes: Changes::of_account(event, rest) })
        })
    }
}

/// Its name, or else what it says it is.
fn called(device: &Device) -> String {
    let by_client = || format!("{} · {}", device.client.browser, device.client.system);
    device.name.as_ref().map(DeviceName::to_string).unwrap_or_else(by_client)
}
