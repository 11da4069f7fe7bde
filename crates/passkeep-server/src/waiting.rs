//! Who waits for an approval on this node, and how they are woken.
//!
//! An answer that this node served wakes its flow at once. One that another node served is seen in the database, which
//! is asked once a second, for the flows that wait here and for no others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use passkeep_decision::approval::ApprovalState;
use passkeep_decision::id::{AccountHandle, ApprovalId};
use passkeep_store::read;
use tokio::sync::watch;

use crate::app::App;

/// An approval, and whose it is.
pub type Flow = (AccountHandle, ApprovalId);

/// The flows that wait.
#[derive(Clone, Default)]
pub struct Waiting(Arc<Mutex<HashMap<Flow, watch::Sender<()>>>>);

/// One who waits. When the last of a flow goes, the flow is forgotten.
pub struct Waiter {
    waiting: Waiting,
    flow: Flow,
    woken: watch::Receiver<()>,
}

impl Waiting {
    /// Waits for a flow.
    pub fn wait(&self, flow: Flow) -> Waiter {
        let woken = self.lock().entry(flow).or_default().subscribe();
        Waiter { waiting: self.clone(), flow, woken }
    }

    /// Wakes who waits for a flow.
    pub fn wake(&self, flow: Flow) {
        if let Some(waker) = self.lock().get(&flow) {
            waker.send_replace(());
        }
    }

    fn flows(&self) -> Vec<Flow> {
        self.lock().keys().copied().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Flow, watch::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiter {
    /// Until the flow is woken. A wake since the last look counts.
    pub async fn woken(&mut self) {
        // The sender is in the map as long as this is: it is never gone.
        let _ = self.woken.changed().await;
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut flows = self.waiting.lock();
        // This one still counts.
        if flows.get(&self.flow).is_some_and(|waker| waker.receiver_count() <= 1) {
            flows.remove(&self.flow);
        }
    }
}

/// How often the database is asked.
const EVERY: Duration = Duration::from_secs(1);

/// Sees what other nodes have answered.
pub async fn keep_looking(app: Arc<App>) {
    loop {
        tokio::time::sleep(EVERY).await;
        look(&app).await;
    }
}

/// Wakes every flow that has been answered. A flow that can't be read is looked at again.
pub async fn look(app: &App) {
    for (account, approval) in app.waiting.flows() {
        match read::approval(&app.store.reader(), account, approval, None).await {
            Ok(Some((found, _))) if found.state == ApprovalState::Pending => {}
            Ok(_) => app.waiting.wake((account, approval)),
            Err(error) => tracing::warn!(%error, "an approval could not be looked at"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Flow = (AccountHandle([1; 16]), ApprovalId([1; 16]));
    const TWO: Flow = (AccountHandle([1; 16]), ApprovalId([2; 16]));

    #[tokio::test]
    async fn a_wake_reaches_all_who_wait_for_the_flow_and_is_not_lost_before_they_look() {
        let waiting = Waiting::default();
        let (mut first, mut second, mut other) = (waiting.wait(ONE), waiting.wait(ONE), waiting.wait(TWO));
        waiting.wake(ONE);
        first.woken().await;
        second.woken().await;
        let quiet = futures_util::future::select(
            Box::pin(other.woken()),
            Box::pin(async { tokio::task::yield_now().await }),
        );
        assert!(matches!(quiet.await, futures_util::future::Either::Right(_)));
    }

    #[tokio::test]
    async fn a_flow_is_forgotten_with_the_last_who_waits() {
        let waiting = Waiting::default();
        let (first, second) = (waiting.wait(ONE), waiting.wait(ONE));
        drop(first);
        assert_eq!(waiting.flows(), [ONE]);
        drop(second);
        assert!(waiting.flows().is_empty());
        waiting.wake(ONE);
    }
}
