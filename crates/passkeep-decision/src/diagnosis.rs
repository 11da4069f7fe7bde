//! Why a passkey did not work: a stable code, its causes and the way on, from what was seen.
//!
//! Pure: the same signs give the same answer, today and when support replays them. Signs come from the client, which may
//! say what it likes: nothing is granted by them, and nobody learns from the answer what the signs did not hold. What a
//! server has checked, and what it knows of an account, is put into the signs by the server alone.

mod attempt;
mod cause;
mod check;
mod code;
mod diagnose;
mod fragment;
mod passkey_place;
mod question;
mod recent;
mod reference;
mod rules;
mod signs;
mod tell;

pub use attempt::{Attempt, Standing};
pub use cause::{Cause, Likelihood, Sure};
pub use check::{Check, FailedCheck};
pub use code::{Audience, Code, Counting, Retry, Tells, Tone, Way};
pub use diagnose::{Considered, Diagnosis, diagnose};
pub use fragment::{Fragment, fragments};
pub use passkey_place::PasskeyPlace;
pub use recent::{
    ATTEMPT_KEPT_SECONDS, Diagnose, DiagnoseFacts, Diagnosed, Keep, PROBLEMS_SHOWN, Problem, RecentProblems,
    RecentProblemsFacts,
};
pub use reference::Reference;
pub use signs::{
    AccountSigns, AndroidType, Answered, Asked, Attached, DeviceSigns, Earlier, ErrorName, Family, Mediation,
    Native, Operation, PageSigns, PasskeySigns, RuleBlock, Said, Signs, Stage, System, Worked,
};
pub use tell::{NOT_ACCEPTED, NOT_ACCEPTED_NAME, Told, Viewer, tell};

#[cfg(test)]
mod tests;
