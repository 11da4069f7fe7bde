//! The devices of the account that asks.

use std::cmp::Reverse;

use crate::decision::{Decision, decided};
use crate::device::Device;
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{Session, SessionFacts, SessionKey, admit, touch};
use crate::step::Step;
use crate::trust::{Trust, TrustReason, trust};

/// Lists devices.
pub struct ListDevices {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What listing and renaming devices read.
pub struct ListDevicesFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's devices.
    pub devices: Vec<Device>,
    /// The account's sessions that have not ended: they tell when and where a device was seen last.
    pub sessions: Vec<Session>,
}

/// The list.
pub struct DeviceList {
    /// Who asks.
    pub who: SessionFacts,
    /// The devices: this one first, then the last seen.
    pub devices: Vec<ListedDevice>,
}

/// A device, and where it stands.
#[derive(Clone, Debug)]
pub struct ListedDevice {
    /// The device, with the newest that is known of when and where it was seen.
    pub device: Device,
    /// Whether it is the one that asks.
    pub here: bool,
    /// How far it is trusted.
    pub trust: Trust,
    /// Why.
    pub reason: TrustReason,
}

impl Step for ListDevices {
    type Facts = ListDevicesFacts;
    type Reply = DeviceList;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<DeviceList> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let mut devices: Vec<ListedDevice> =
                facts.devices.iter().map(|device| facts.listed(device, who, policy)).collect();
            devices.sort_by_key(|listed| (!listed.here, Reverse(listed.device.seen_at)));
            let changes = touch(who, policy, moment);
            Ok(Decision { reply: Ok(DeviceList { who: who.clone(), devices }), changes })
        })
    }
}

impl ListDevicesFacts {
    /// A device as its owner sees it.
    pub(super) fn listed(&self, device: &Device, who: &SessionFacts, policy: &Policy) -> ListedDevice {
        let (trust, reason) = trust(device, policy);
        let mut device = device.clone();
        let here = who.session.device == Some(device.id);
        let lives_there = |session: &&Session| session.device == Some(device.id);
        if let Some(last) = self.sessions.iter().filter(lives_there).max_by_key(|session| session.seen_at)
            && last.seen_at >= device.seen_at
        {
            let (seen_at, place): (Timestamp, _) = (last.seen_at, last.place.clone());
            (device.seen_at, device.place) = (seen_at, place);
        }
        ListedDevice { device, here, trust, reason }
    }
}
