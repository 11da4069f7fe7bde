//! The demo's messages: kept in memory for its page, and sent to nobody.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::Outgoing;

/// The newest messages of the demo.
#[derive(Clone, Default)]
pub struct DemoMessages(Arc<Mutex<VecDeque<Outgoing>>>);

const KEPT: usize = 100;

impl DemoMessages {
    /// Keeps a message, and forgets the oldest beyond a hundred.
    pub fn keep(&self, message: Outgoing) {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push_front(message);
        messages.truncate(KEPT);
    }

    /// What would have been sent, newest first.
    pub fn newest_first(&self) -> Vec<Outgoing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl std::fmt::Debug for DemoMessages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DemoMessages(..)")
    }
}

#[cfg(test)]
mod tests {
    use passkeep_decision::contact::{Address, Phone};
    use passkeep_decision::id::MessageId;
    use passkeep_decision::moment::Timestamp;

    use super::*;

    #[test]
    fn the_newest_hundred_are_kept_newest_first() {
        let messages = DemoMessages::default();
        for n in 0..103u8 {
            messages.keep(Outgoing {
                id: MessageId([n; 16]),
                to: Address::Phone(Phone::from_e164("+14155550123").unwrap()),
                at: Timestamp(0),
                subject: String::new(),
                text: String::new(),
            });
        }
        let ids: Vec<u8> = messages.newest_first().iter().map(|message| message.id.0[0]).collect();
        assert_eq!(ids, (3..103).rev().collect::<Vec<u8>>());
    }
}
