//! An account's devices: the list, naming and revoking one, choosing one to be trusted, and a trusted one's answer to a
//! new one.

mod answer;
mod entry;
mod list;
mod rename;
mod request;
mod revoke;
mod trust_device;
mod trusted;
mod wait;

pub use answer::{
    AnswerApproval, AnswerApprovalFacts, Answered, ListApprovals, ListApprovalsFacts, StartAnswer,
    StartAnswerFacts,
};
pub use entry::{ApprovedPasskey, FinishApprovedSignIn, FinishApprovedSignInFacts};
pub use list::{DeviceList, ListDevices, ListDevicesFacts, ListedDevice};
pub use rename::RenameDevice;
pub use request::{Asked, Requested, request};
pub use revoke::{RevokeDevice, RevokeDeviceFacts, RevokedDevice};
pub use trust_device::{StartTrust, StartTrustFacts, TrustDevice, TrustDeviceFacts, TrustedDevice};
pub(crate) use trusted::{Asking, NotTrusted, admit_device};
pub use wait::{ReadApproval, ReadApprovalFacts};
