//! The device: a browser profile that has proved itself to an account.

use crate::id::{DeviceId, PasskeyId};
use crate::moment::Timestamp;

/// Browser and system as the client names them. For people to read; nothing is granted by it.
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Client {
    /// For example `Chrome`.
    pub browser: String,
    /// For example `Windows`.
    pub system: String,
}

/// A browser that an account knows.
#[derive(Clone, Debug)]
pub struct Device {
    /// The hash of its cookie.
    pub id: DeviceId,
    /// What it said it is when it was last recorded.
    pub client: Client,
    /// When the account first signed in on it.
    pub first_seen_at: Timestamp,
    /// From when its sessions may change factors: at once for the device of sign-up, later for others.
    pub settled_at: Timestamp,
    /// The account's passkey that lives on this device, as far as one has shown itself here.
    pub passkey: Option<PasskeyId>,
}
