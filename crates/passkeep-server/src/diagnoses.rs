//! Why a passkey did not work, on its way out: the diagnosis in a person's language, and how many attempts are kept.
//!
//! What is said here was decided in `passkeep_decision::diagnosis`; this adds words. A refusal of a ceremony gets its
//! diagnosis on the same way whoever it is about: the same statement, and an answer of the same shape.

#[cfg(test)]
mod document;
mod explain;
mod kept;
mod words;

use passkeep_decision::diagnosis::{
    Check, Code, Diagnose, Diagnosed, FailedCheck, Keep, Operation, Reference, RuleBlock, Signs, Stage, Told,
    Viewer, Worked, diagnose, tell,
};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::refusal::Refusal;

use crate::answer::answer;
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::figures::coarse_version;
use crate::texts::Language;

pub use explain::{Explanation, Fact, explain, explain_to};
pub use kept::Attempts;
pub use words::{Words, words};

/// A ceremony whose answer is judged.
#[derive(Clone, Copy)]
pub struct Tried {
    /// What for.
    pub operation: Operation,
    /// The account that the passkey's answer names: what it says, and no more.
    pub named: Option<AccountHandle>,
}

impl Tried {
    /// A ceremony whose answer names no account.
    pub const fn new(operation: Operation) -> Self {
        Self { operation, named: None }
    }

    /// One with a passkey's answer.
    pub fn with(operation: Operation, response: &passkeep_webauthn::AuthenticationResponse) -> Self {
        let handle = response.user_handle.as_deref().and_then(|handle| handle.try_into().ok());
        Self { operation, named: handle.map(AccountHandle) }
    }
}

/// What a person is told of an attempt.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The code, or that which strangers are told.
    pub told: Told,
    /// Its diagnosis; where the code is not told, nothing of it may be shown.
    pub diagnosis: passkeep_decision::diagnosis::Diagnosis,
    /// Under what it was kept; none where it was not.
    pub reference: Option<Reference>,
    /// On what it was tried.
    pub system: passkeep_decision::diagnosis::System,
    /// In which words.
    pub language: Language,
    /// When what is told of happened, as where a passkey was removed.
    pub at: Option<Timestamp>,
    /// What worked in this browser last.
    pub worked: Option<Worked>,
}

impl Telling {
    /// What a step has diagnosed, to whoever asked.
    pub fn new(diagnosed: Diagnosed, asker: &Asker) -> Self {
        Self {
            told: diagnosed.told,
            diagnosis: diagnosed.diagnosis,
            reference: diagnosed.reference,
            system: passkeep_decision::diagnosis::System::of(&asker.client),
            language: asker.language,
            at: None,
            worked: diagnosed.worked,
        }
    }
}

/// Adds to the refusal of a ceremony why, and a reference. What is no failed attempt stays as it was.
pub async fn told<T>(
    app: &App,
    asker: &Asker,
    tried: Tried,
    outcome: Result<T, Failure>,
) -> Result<T, Failure> {
    let failure = match outcome {
        Ok(reply) => return Ok(reply),
        Err(failure) => failure,
    };
    let (check, rules) = (check_of(&failure), rules_of(&failure));
    if check.is_none() && rules.is_none() {
        return Err(failure);
    }
    let since = match &failure {
        Failure::Refused(Refusal::PasskeyRemoved { removed_at }) => Some(*removed_at),
        Failure::Refused(Refusal::PasskeySuspended { suspended_at }) => Some(*suspended_at),
        _ => None,
    };
    let stage = Stage::Answer;
    let signs = Signs { stage, check, since, rules, ..Signs::new(tried.operation).on(&asker.client) };
    let diagnosed = diagnosed(app, asker, tried, signs).await;
    let telling = Telling { at: since, ..Telling::new(diagnosed, asker) };
    Err(Failure::Diagnosed(Box::new(failure), Box::new(telling)))
}

/// Diagnoses and keeps; where the store is not there, it is diagnosed as for a stranger, and not kept.
async fn diagnosed(app: &App, asker: &Asker, tried: Tried, signs: Signs) -> Diagnosed {
    let without_store = || {
        let diagnosis = diagnose(&signs);
        let told = tell(&diagnosis, &signs, Viewer::Stranger);
        Diagnosed { diagnosis, told, reference: None, worked: None }
    };
    if signs.check.as_ref().is_some_and(|failed| failed.check == Check::Unavailable) {
        return without_store();
    }
    let step = Diagnose {
        // Who signs in is whoever the passkey says, and not who was signed in here before.
        session: asker.session.filter(|_| tried.operation != Operation::SignIn),
        browser: asker.browser,
        client: asker.client.clone(),
        version: coarse_version(&asker.facts),
        signs: signs.clone(),
        named: tried.named,
        keep: keep(app, asker),
    };
    match answer(app, &step, &asker.moment).await {
        Ok(diagnosed) => diagnosed,
        Err(failure) => {
            tracing::warn!(code = failure.code(), "an attempt was not kept");
            without_store()
        }
    }
}

/// Whether this node keeps another attempt of this network.
pub fn keep(app: &App, asker: &Asker) -> Keep {
    app.attempts.keep(asker.address, asker.moment.now)
}

/// The operator's rules said no, with a code that a device can be blamed for.
fn rules_of(failure: &Failure) -> Option<RuleBlock> {
    match failure {
        Failure::ClientNotSupported(verdict) => Code::parse(&verdict.diagnosis).and_then(RuleBlock::of),
        _ => None,
    }
}

fn check_of(failure: &Failure) -> Option<FailedCheck> {
    match failure {
        Failure::Refused(refusal) => FailedCheck::of(refusal),
        Failure::Busy | Failure::Unavailable | Failure::InDoubt => Some(Check::Unavailable.into()),
        _ => None,
    }
}
