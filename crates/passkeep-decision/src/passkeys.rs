//! An account's passkeys: the list, creating one with a grant, renaming, removing, reporting a loss.

mod create;
mod grant;
mod list;
mod place;
mod remove;
mod rename;
mod report;
mod signals;

pub use create::{CreatePasskey, CreatePasskeyFacts, CreatedPasskey};
pub use grant::{
    AuthorizeGrant, AuthorizeGrantFacts, CheckGrantCode, CheckGrantCodeFacts, ResendGrantCode, SendGrantCode,
    SendGrantCodeFacts,
};
pub use list::{ListPasskeys, ListPasskeysFacts, Listed, ListedFor, PasskeyList, Removed};
pub use place::{ChoosePlace, ChoosePlaceFacts};
pub use remove::{
    OpenedByIt, Removal, RemovePasskey, RemovePasskeyFacts, RemovedPasskey, StartRemoval, StartRemovalFacts,
};
pub use rename::{RenamePasskey, RenamePasskeyFacts};
pub use report::{ReportLoss, ReportLossFacts, ReportedLoss};
pub use signals::{Making, NEWEST_READ, Signals, Withheld};
