//! The sender: takes what is due from the outbox, offers it to a gateway, and records what became of it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use passkeep_decision::moment::{Moment, Timestamp};
use passkeep_store::outbox::{Channel, Leased, Outbound};
use passkeep_store::{Store, StoreError};

use super::{Channels, Delivery, Voice, word};
use crate::clock;
use crate::oidc::Logouts;

/// How many messages are on their way at once.
const LEASED_MAX: i64 = 32;

/// How long a message is this sender's: after that another node may offer it again.
const LEASE_SECONDS: i64 = 60;

/// How long to sleep at most: another node's messages wake nobody here.
const SLEEP_MAX: Duration = Duration::from_secs(5);

/// The first wait after a gateway that did not take a message.
const BACKOFF_SECONDS: i64 = 2;

/// The longest wait.
const BACKOFF_SECONDS_MAX: i64 = 15 * 60;

/// Sends messages until the server stops.
pub struct Sender {
    /// Where messages wait.
    pub store: Store,
    /// Where they go.
    pub channels: Channels,
    /// In whose name.
    pub voice: Voice,
    /// Tells apps that a session has ended.
    pub logouts: Logouts,
}

impl Sender {
    /// Runs for ever, each channel on its own: one whose gateway hangs holds up no other. What a stop interrupts is
    /// leased, and offered again when its lease ends.
    pub async fn run(self) {
        let sender = Arc::new(self);
        join_all(Channel::ALL.map(|channel| sender.clone().keep_sending(channel))).await;
    }

    async fn keep_sending(self: Arc<Self>, channel: Channel) {
        let mut changes = self.store.outbox().changes();
        loop {
            changes.mark_unchanged();
            if let Err(error) = self.clone().offer_due(channel).await {
                tracing::error!(%error, "the outbox can't be read");
            }
            let rest = self.rest(channel).await;
            tokio::select! {
                _ = changes.changed() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Offers everything that is due.
    pub async fn round(self: Arc<Self>) -> Result<(), StoreError> {
        for channel in Channel::ALL {
            self.clone().offer_due(channel).await?;
        }
        Ok(())
    }

    async fn offer_due(self: Arc<Self>, channel: Channel) -> Result<(), StoreError> {
        loop {
            let now = clock::now();
            let lease_until = now.plus_seconds(LEASE_SECONDS);
            let leased = self.store.outbox().lease_due(channel, now, lease_until, LEASED_MAX).await?;
            if leased.is_empty() {
                return Ok(());
            }
            let offers = leased.into_iter().map(|leased| {
                let sender = self.clone();
                tokio::spawn(async move { sender.offer(leased).await })
            });
            for offer in offers.collect::<Vec<_>>() {
                if let Ok(Err(error)) = offer.await {
                    tracing::error!(%error, "what became of a message can't be recorded");
                }
            }
        }
    }

    async fn offer(&self, leased: Leased) -> Result<(), StoreError> {
        let (id, outbox, moment) = (leased.outbound.id(), self.store.outbox(), clock::moment());
        // Written like any other, so that an account that nobody has takes as long as one that somebody has.
        if leased.outbound.is_for_nobody() {
            return outbox.forgotten(&leased).await;
        }
        if moment.now >= leased.outbound.expires_at() {
            tracing::warn!(%id, "a message expired before a gateway took it");
            return outbox.dropped(&leased, moment.now, "expired").await;
        }
        let delivery = match &leased.outbound {
            Outbound::Message(message) => self.channels.deliver(word(message, &self.voice)).await,
            Outbound::Webhook(call) => self.channels.call(leased.account, call).await,
            Outbound::Logout(call) => self.logouts.call(call).await,
        };
        let now = clock::now();
        match delivery {
            Delivery::Sent => outbox.sent(&leased, now).await,
            Delivery::Refused(fault) => {
                tracing::warn!(%id, %fault, "a gateway refused a message for good");
                outbox.dropped(&leased, now, &fault.to_string()).await
            }
            Delivery::Retry(fault) => {
                tracing::info!(%id, %fault, attempts = leased.attempts, "a message waits for another attempt");
                outbox.failed(&leased, backoff(leased.attempts, &moment), &fault.to_string()).await
            }
        }
    }

    async fn rest(&self, channel: Channel) -> Duration {
        let due = self.store.outbox().next_due_by(channel).await.ok().flatten();
        let until = due.map_or(i64::MAX, |due| (due.0 - clock::now().0).max(0));
        SLEEP_MAX.min(Duration::from_millis(u64::try_from(until).unwrap_or(u64::MAX)))
    }
}

/// When to offer a message again: twice as long after each attempt, and up to a half more by chance, so that messages
/// that failed together don't come back together.
pub fn backoff(attempts: i64, moment: &Moment) -> Timestamp {
    let wait = (BACKOFF_SECONDS << attempts.clamp(0, 20)).min(BACKOFF_SECONDS_MAX);
    let chance = i64::from(moment.draw("backoff")[0]);
    Timestamp(moment.now.0 + wait * 1000 + wait * 500 * chance / 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_are_bounded() {
        let moment = Moment::new(Timestamp(0), &[1; 32]);
        let waits: Vec<i64> = (0..12).map(|attempts| backoff(attempts, &moment).0).collect();
        assert!((2000..=3000).contains(&waits[0]));
        assert!(waits.windows(2).all(|pair| pair[1] >= pair[0]));
        assert!(waits[11] <= BACKOFF_SECONDS_MAX * 1500);
    }
}
