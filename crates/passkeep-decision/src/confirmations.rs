//! Confirmations: an app asks, a person answers with a passkey over the action itself, and a receipt remains.
//!
//! An action's exact bytes are kept, hashed and shown. The challenge commits to them and to the text that was shown; it
//! never mints or raises a session, as no session's challenge ever confirms anything.

mod action;
mod action_type;
mod amount;
mod given;
mod receipt;
mod template;
mod trust_file;
mod verify;

pub use action::{ACTION_BYTES_MAX, Action, ActionFault, ActionValue};
pub use action_type::{
    ActionType, AmountLimit, AmountStep, Choice, Effect, Field, FieldFault, FieldKind, FieldProblem, TypeName,
};
pub use amount::{Amount, Currency, parse_exact};
pub use given::Given;
pub use receipt::{
    Challenge, History, Receipt, ReceiptHead, Second, Signature, coordinates, kid, shown_hash, subject,
};
pub use template::{Shown, ShownField, Template, TemplateFault};
pub use verify::{Check, Trust, Unverified, Verified, verify};
