//! An account's addresses, its name and its language: the list, adding an email by a code, and what waits before it is done: removing
//! an address, and putting another in its place.

mod add_email;
mod change;
mod language;
mod list;
mod remove;
mod rename;
mod replace;

pub use add_email::{
    CheckEmailCode, CheckEmailCodeFacts, ResendEmailCode, ResendEmailCodeFacts, StartEmail, StartEmailFacts,
};
pub use change::ChangingFacts;
pub use language::{ChooseLanguage, ChooseLanguageFacts};
pub use list::{AccountView, ReadAccount, ReadAccountFacts};
pub use remove::{RemoveContact, RemoveContactFacts};
pub use rename::{RenameAccount, RenameAccountFacts};
pub use replace::{
    CheckReplacementCode, CheckReplacementCodeFacts, ResendReplacementCode, StartReplacement,
    StartReplacementFacts,
};
