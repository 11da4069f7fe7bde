//! The keeper of holds: every few seconds each node does what is due. Which node is first makes no difference: the
//! account's event decides.

use std::sync::Arc;
use std::time::Duration;

use passkeep_decision::holds::{AdvanceHold, Advanced};
use passkeep_decision::moment::Moment;
use passkeep_store::read;

use crate::answer::answer;
use crate::app::App;
use crate::clock;
use crate::failure::Failure;

/// How long what is due may wait.
const EVERY: Duration = Duration::from_secs(5);

/// How many holds a round takes at most.
const ROUND_MAX: i64 = 100;

/// Does what is due until the server stops.
pub async fn keep(app: Arc<App>) {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(failure) = round(&app, clock::moment).await {
            tracing::error!(code = failure.code(), "what is on hold can't be read");
        }
    }
}

/// Does what is due now, and says how much came of it. Each hold has a moment of its own, and so have its messages.
pub async fn round(app: &App, moment: impl Fn() -> Moment) -> Result<usize, Failure> {
    let due = read::holds_due(&app.store.reader(), moment().now, ROUND_MAX).await?;
    let mut done = 0;
    for (account, hold) in due {
        match answer(app, &AdvanceHold { account, hold }, &moment()).await {
            Ok(Advanced::Nothing) => {}
            Ok(advanced) => {
                tracing::info!(%hold, ?advanced, "a hold was due");
                done += 1;
            }
            // The others are not kept waiting by one that fails; it stays due.
            Err(failure) => tracing::error!(%hold, code = failure.code(), "a hold could not go on"),
        }
    }
    Ok(done)
}
