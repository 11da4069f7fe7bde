//! An account's addresses: the list, and adding an email by a code.

mod add_email;
mod list;

pub use add_email::{
    CheckEmailCode, CheckEmailCodeFacts, ResendEmailCode, ResendEmailCodeFacts, StartEmail, StartEmailFacts,
};
pub use list::{AccountView, ReadAccount, ReadAccountFacts};
