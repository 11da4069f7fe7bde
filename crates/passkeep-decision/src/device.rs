//! The device: a browser profile or an app install that has proved itself to an account.

use crate::device_key::DeviceKey;
use crate::id::{DeviceId, PasskeyId};
use crate::moment::Timestamp;
use crate::policy::Policy;
use crate::text::VisibleText;
use crate::trust::Trusting;

/// A device's name: only its owner sees it.
pub type DeviceName = VisibleText<40>;

/// Where a client is, as its network tells: for people to read. Nothing is granted by it.
pub type NetworkPlace = VisibleText<80>;

/// Browser and system as the client names them. For people to read; nothing is granted by it.
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Client {
    /// For example `Chrome`.
    pub browser: String,
    /// For example `Windows`.
    pub system: String,
}

/// A browser that an account knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The hash of its cookie.
    pub id: DeviceId,
    /// What it said it is when it was last recorded.
    pub client: Client,
    /// The name that its owner gave it.
    pub name: Option<DeviceName>,
    /// When the account first signed in on it.
    pub first_seen_at: Timestamp,
    /// When it was seen, as it was last recorded: its sessions may know of a later time.
    pub seen_at: Timestamp,
    /// Where it was seen then.
    pub place: Option<NetworkPlace>,
    /// From when its sessions may change factors: at once for the device of sign-up, later for others.
    pub settled_at: Timestamp,
    /// The account's passkey that lives on this device, as far as one has shown itself here.
    pub passkey: Option<PasskeyId>,
    /// Whether the account was made on it.
    pub origin: DeviceOrigin,
    /// What makes it trusted, or would in time; none where its owner has not chosen it.
    pub trusting: Option<Trusting>,
}

/// How a device came to the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceOrigin {
    /// The account was made on it.
    SignUp,
    /// The account signed in on it later.
    Later,
}

impl DeviceOrigin {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::Later => "later",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::SignUp, Self::Later].into_iter().find(|origin| origin.as_str() == text)
    }
}

/// How long a device's record of where and when it was seen stands before it is written again.
pub const SEEN_EVERY_SECONDS: i64 = 60 * 60;

/// A sign-in writes that record where it is as old as this: else a known device's row stays as it is, and a sign-in
/// dirties one page at random.
pub const SIGN_IN_SEEN_EVERY_SECONDS: i64 = 7 * 24 * 60 * 60;

impl Device {
    /// A browser that the account meets for the first time: for as long as the policy says, it may change no factor.
    pub(crate) fn met(
        id: DeviceId,
        (client, place): (&Client, Option<&NetworkPlace>),
        policy: &Policy,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            client: client.clone(),
            name: None,
            first_seen_at: now,
            seen_at: now,
            place: place.cloned(),
            settled_at: now.plus_seconds(policy.new_browser_seconds),
            passkey: None,
            origin: DeviceOrigin::Later,
            trusting: None,
        }
    }

    /// The signing key that it was chosen with.
    pub fn key(&self) -> Option<&DeviceKey> {
        self.trusting.as_ref().map(|trusting| &trusting.key)
    }
}
