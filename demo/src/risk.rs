//! What Passkeep says of an account's safety, and what follows from it here: while a flag stands, nothing of value leaves.
//! Selling stays possible: it only makes a position smaller.

use crate::action::{Action, Side};

/// How long a flag stands after what caused it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// After a thaw.
    pub thawed_seconds: i64,
    /// After a recovery.
    pub recovered_seconds: i64,
}

impl Default for Waits {
    fn default() -> Self {
        Self { thawed_seconds: 24 * 60 * 60, recovered_seconds: 7 * 24 * 60 * 60 }
    }
}

/// What was told of an account, the newest of each kind, in Unix milliseconds. Calls may overtake each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// It was frozen.
    pub frozen_at: Option<i64>,
    /// It was thawed.
    pub thawed_at: Option<i64>,
    /// It was recovered.
    pub recovered_at: Option<i64>,
}

/// Why nothing of value leaves an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It is frozen.
    Frozen,
    /// It was thawed a while ago.
    Thawed {
        /// Until when the flag stands.
        until_ms: i64,
    },
    /// It was recovered a while ago.
    Recovered {
        /// Until when the flag stands.
        until_ms: i64,
    },
}

/// The flag that stands now; of two, the one that stands longer.
pub fn flag(told: Told, waits: Waits, now_ms: i64) -> Option<Flag> {
    if told.frozen_at > told.thawed_at {
        return Some(Flag::Frozen);
    }
    let until = |at: Option<i64>, seconds: i64| {
        at.map(|at| at.saturating_add(seconds.saturating_mul(1000))).filter(|until| now_ms < *until)
    };
    let thawed = until(told.thawed_at, waits.thawed_seconds);
    let recovered = until(told.recovered_at, waits.recovered_seconds);
    match (thawed, recovered) {
        (Some(thawed), recovered) if Some(thawed) >= recovered => Some(Flag::Thawed { until_ms: thawed }),
        (_, Some(until_ms)) => Some(Flag::Recovered { until_ms }),
        (_, None) => None,
    }
}

/// Whether an action may go on while any flag stands.
pub fn is_open_to_flagged(action: &Action) -> bool {
    matches!(action, Action::Order(order) if order.side == Side::Sell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{NewPayee, Order, Withdrawal};
    use crate::money::Money;

    const WAITS: Waits = Waits { thawed_seconds: 10, recovered_seconds: 100 };

    #[test]
    fn the_newest_word_counts_in_whatever_order_it_came() {
        let check = |(frozen_at, thawed_at, recovered_at), now_ms, expected| {
            let told = Told { frozen_at, thawed_at, recovered_at };
            assert_eq!(flag(told, WAITS, now_ms), expected, "{told:?} at {now_ms}");
        };
        check((None, None, None), 0, None);
        check((Some(5000), None, None), 900_000, Some(Flag::Frozen));
        check((Some(5000), Some(4000), None), 900_000, Some(Flag::Frozen));
        check((Some(5000), Some(6000), None), 6000, Some(Flag::Thawed { until_ms: 16_000 }));
        check((Some(5000), Some(6000), None), 16_000, None);
        check((None, None, Some(1000)), 2000, Some(Flag::Recovered { until_ms: 101_000 }));
        check((Some(1), Some(6000), Some(1000)), 7000, Some(Flag::Recovered { until_ms: 101_000 }));
        check((Some(1), Some(95_000), Some(1000)), 96_000, Some(Flag::Thawed { until_ms: 105_000 }));
        check((None, None, Some(1000)), 101_000, None);
    }

    #[test]
    fn with_a_flag_a_position_can_only_become_smaller() {
        let order = |side| Action::Order(Order { side, symbol: "ALDR", quantity: 1, bound: Money(1) });
        let (name, account) = ("Ada".to_owned(), "8812".to_owned());
        assert!(is_open_to_flagged(&order(Side::Sell)));
        assert!(!is_open_to_flagged(&order(Side::Buy)));
        assert!(!is_open_to_flagged(&Action::NewPayee(NewPayee {
            name: name.clone(),
            account: account.clone()
        })));
        assert!(!is_open_to_flagged(&Action::Withdrawal(Withdrawal { amount: Money(1), name, account })));
    }
}
