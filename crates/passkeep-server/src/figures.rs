//! The figures of the support desk's charts. Sums over whole tables are made at most every ten minutes on a node, whoever
//! looks and however often.

use std::sync::Arc;

use passkeep_decision::diagnosis::ATTEMPT_KEPT_SECONDS;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::platform::ClientFacts;
use passkeep_store::{FailureFigure, ProviderFigure, SignInFigure, Store, StoreError};
use tokio::sync::Mutex;

use crate::seen::day;

/// How long figures are shown before they are made anew.
const FRESH_SECONDS: i64 = 10 * 60;

/// How many days a chart has.
pub const DAYS: i64 = 30;

/// What charts are drawn of.
pub struct Figured {
    /// When it was summed up.
    pub at: Timestamp,
    /// Failed attempts.
    pub failures: Vec<FailureFigure>,
    /// Sign-ins.
    pub sign_ins: Vec<SignInFigure>,
    /// Passkeys.
    pub providers: Vec<ProviderFigure>,
}

/// The newest figures of this node.
#[derive(Default)]
pub struct Figures(Mutex<Option<Arc<Figured>>>);

impl Figures {
    /// The figures of now, or of a few minutes ago. Who comes while they are made waits for them.
    pub async fn of(&self, store: &Store, now: Timestamp) -> Result<Arc<Figured>, StoreError> {
        let mut kept = self.0.lock().await;
        if let Some(fresh) = kept.as_ref().filter(|kept| now < kept.at.plus_seconds(FRESH_SECONDS)) {
            return Ok(fresh.clone());
        }
        let figured = Arc::new(Figured {
            at: now,
            failures: store.failure_figures(now.plus_seconds(-ATTEMPT_KEPT_SECONDS)).await?,
            sign_ins: store.sign_in_figures(day(now) - DAYS + 1).await?,
            providers: store.provider_figures().await?,
        });
        *kept = Some(figured.clone());
        Ok(figured)
    }
}

/// Which app or browser of which version, coarsely, as a client says: `mobile 16.20.25608`, `chrome 128`.
pub fn coarse_version(facts: &ClientFacts) -> Option<String> {
    if let (Some(app), Some(version)) = (&facts.app_id, &facts.app_version) {
        return Some(format!("{} {version}", app.as_str()));
    }
    let (browser, version) = (facts.browser?, facts.browser_version.as_ref()?);
    Some(format!("{} {}", browser.as_str(), version.major()))
}
