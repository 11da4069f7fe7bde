//! Confirmations: an app asks, a person answers with a passkey over the action itself, and a receipt remains.
//!
//! An action's exact bytes are kept, hashed and shown. The challenge commits to them and to the text that was shown; it
//! never mints or raises a session, as no session's challenge ever confirms anything.

mod action;
mod action_type;
mod amount;
mod answer;
mod ask;
mod calls;
mod confirmation;
mod given;
mod in_request;
mod judge;
mod receipt;
mod report;
mod template;
mod trust_file;
mod verify;
mod write;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

#[cfg(any(test, fuzzing))]
pub(crate) use action::check_reading;
pub use action::{ACTION_BYTES_MAX, Action, ActionFault, ActionValue};
pub use action_type::{
    ActionType, AmountLimit, AmountStep, Choice, Effect, Field, FieldFault, FieldKind, FieldProblem, TypeName,
};
pub use amount::{Amount, Currency, parse_exact};
pub use answer::{AnswerFacts, Confirm, DenyConfirmation, ShowConfirmation, ShownConfirmation, StartConfirm};
pub(crate) use ask::asked_action;
pub use ask::{
    AskConfirmation, AskConfirmationFacts, Asked, ClientConfirmationFacts, ReadConfirmation,
    WithdrawConfirmation,
};
pub(crate) use calls::calls_of;
pub use confirmation::{
    Confirmation, ConfirmationState, FAILURES_MAX, First, PENDING_MAX, Refused, Status, id_of,
};
pub use given::Given;
pub use in_request::{ActionFacts, RequestedAction};
pub(crate) use in_request::{InRequest, Obstacle, Progress};
pub use judge::SafetyNet;
pub use receipt::{
    Challenge, History, Receipt, ReceiptHead, Second, Signature, coordinates, kid, shown_hash, subject,
};
pub use report::ReportConfirmation;
pub use template::{Shown, ShownField, Template, TemplateFault};
pub use verify::{Check, Trust, Unverified, Verified, verify};
pub(crate) use write::{Confirming, confirmed};

/// Bytes as a receipt writes them: base64url without padding.
fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
