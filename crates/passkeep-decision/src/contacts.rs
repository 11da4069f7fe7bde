//! An account's addresses and its name: the list, adding an email by a code, and what waits before it is done: removing
//! an address, and putting another in its place.

mod add_email;
mod change;
mod list;
mod remove;
mod rename;
mod replace;

pub use add_email::{
    CheckEmailCode, CheckEmailCodeFacts, ResendEmailCode, ResendEmailCodeFacts, StartEmail, StartEmailFacts,
};
pub use change::ChangingFacts;
pub use list::{AccountView, ReadAccount, ReadAccountFacts};
pub use remove::{RemoveContact, RemoveContactFacts};
pub use rename::{RenameAccount, RenameAccountFacts};
pub use replace::{
    CheckReplacementCode, CheckReplacementCodeFacts, ResendReplacementCode, StartReplacement,
    StartReplacementFacts,
};
