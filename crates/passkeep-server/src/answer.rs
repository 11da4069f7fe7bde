//! The loop: load, decide, apply. Written once.

use passkeep_decision::decision::Decision;
use passkeep_decision::moment::Moment;
use passkeep_store::{Context, Load, StoreError};

use crate::app::App;
use crate::failure::Failure;

/// How often a step is decided again on fresh facts before the answer is *busy*.
const ATTEMPTS_MAX: usize = 16;

/// Takes a step: its facts are loaded, it decides, and its changes are applied before its reply goes out. A list that
/// conflicts is decided again with the same moment, so what was drawn stays the same.
pub async fn answer<S: Load>(app: &App, step: &S, moment: &Moment) -> Result<S::Reply, Failure> {
    if app.is_in_doubt() {
        return Err(Failure::InDoubt);
    }
    let policy = app.rules.now();
    let context = Context { policy: &policy, moment };
    for _ in 0..ATTEMPTS_MAX {
        let facts = step.load(&app.store.reader(), context).await?;
        let Decision { reply, changes } = step.decide(&facts, &policy, moment);
        match app.store.apply(&changes).await {
            Err(StoreError::Conflict) => continue,
            Err(other) => return Err(other.into()),
            Ok(()) => return reply.map_err(Failure::Refused),
        }
    }
    Err(Failure::Busy)
}
