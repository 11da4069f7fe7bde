//! Facts, noun by noun: the pieces that the loads of the steps put together. Reads only.
//!
//! The columns of a noun are read by one function, in the order of its own list, wherever they stand in a statement.

mod account;
mod approval;
mod attempt;
mod code;
mod confirmation;
mod device;
mod event;
mod hold;
mod holder;
mod identifier;
mod oidc;
mod passkey;
mod password;
mod recovery;
mod session;
mod support;

pub use account::{account, accounts_after, accounts_count, contacts};
pub use approval::{approval, pending_approvals};
pub use attempt::{attempt, attempts, attempts_of};
pub use code::{code, spent, tally};
pub use confirmation::{confirmation, confirmation_account, open_confirmations, payee_known};
pub use device::{device, devices, invited};
pub use event::{ChainFault, KeptEvent, events, events_before, newest_events, uses, uses_on, verify_chain};
pub use hold::{hold, hold_link, holds, holds_due, vetoes};
pub use holder::holder;
pub use identifier::{Found, account_by_credential, credential_taken, found, owner, user_ids_taken};
pub use oidc::{authorization, client_grants, has_authorization, is_logout_due, logouts_due};
pub use passkey::{passkeys, tombstones};
pub use password::{failures, held_password, password};
pub use recovery::{recovery_code, recovery_codes, stranger_freeze};
pub use session::{session, sessions};
pub use support::{identity_proved, notices, open_proposals, proposals};
