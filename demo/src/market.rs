//! Prices that move: a walk at random, from a seed, drawn back to where each security began. The price of a moment is the
//! same after a restart, since the walk forgets what is long ago. No feed, no state.

use crate::money::Money;

/// How often prices move.
pub const TICK_MS: i64 = 2000;

/// A security that can be traded.
#[derive(Debug, PartialEq, Eq)]
pub struct Security {
    /// Its symbol.
    pub symbol: &'static str,
    /// The company's name.
    pub name: &'static str,
    around: i64,
    /// How far one tick can go, in parts of a million.
    reach: i64,
}

/// What can be traded.
pub const SECURITIES: [Security; 8] = [
    Security { symbol: "ALDR", name: "Alder Rail", around: 18_240, reach: 2600 },
    Security { symbol: "BRIO", name: "Brio Foods", around: 6415, reach: 1900 },
    Security { symbol: "CNDR", name: "Condor Air", around: 9120, reach: 4800 },
    Security { symbol: "FJRD", name: "Fjord Energy", around: 24_870, reach: 3600 },
    Security { symbol: "HLIO", name: "Helio Solar", around: 3985, reach: 5600 },
    Security { symbol: "MNTA", name: "Manta Systems", around: 41_260, reach: 4200 },
    Security { symbol: "OSPR", name: "Osprey Health", around: 13_355, reach: 2900 },
    Security { symbol: "TRFT", name: "Turfside Homes", around: 7702, reach: 2200 },
];

/// The security of a symbol.
pub fn security(symbol: &str) -> Option<&'static Security> {
    SECURITIES.iter().find(|security| security.symbol == symbol)
}

/// The last hour of a security, a price every half minute, the last of them now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hour(pub Vec<Money>);

const HOUR_TICKS: i64 = 60 * 60 * 1000 / TICK_MS;
const SAMPLE_TICKS: i64 = 15;

/// After as many ticks nothing is left of where the walk began: (511/512)^8192 is a ten-millionth.
const FORGOTTEN_TICKS: i64 = 8192;
const PULL: i64 = 512;
const MILLION: i64 = 1_000_000;

/// The market.
#[derive(Clone, Copy, Debug)]
pub struct Market {
    /// What its chance is made of.
    pub seed: u64,
}

impl Market {
    /// The price at a moment.
    pub fn price(self, security: &Security, at_ms: i64) -> Money {
        self.walk(security, at_ms, |_, _| ())
    }

    /// The hour up to a moment.
    pub fn hour(self, security: &Security, at_ms: i64) -> Hour {
        let now = at_ms / TICK_MS;
        let mut prices = vec![];
        self.walk(security, at_ms, |tick, price| {
            let before = now - tick;
            if before <= HOUR_TICKS && before % SAMPLE_TICKS == 0 {
                prices.push(price);
            }
        });
        Hour(prices)
    }

    fn walk(self, security: &Security, at_ms: i64, mut see: impl FnMut(i64, Money)) -> Money {
        let now = at_ms / TICK_MS;
        let own = security.symbol.bytes().fold(self.seed, |seed, byte| mixed(seed ^ u64::from(byte)));
        let (mut away, mut price) = (0, Money(security.around));
        for tick in now - HOUR_TICKS - FORGOTTEN_TICKS..=now {
            away += step(own, tick, security.reach) - away / PULL;
            price = Money((security.around + security.around * away / MILLION).max(1));
            see(tick, price);
        }
        price
    }
}

/// From one price to the next, up or down.
fn step(seed: u64, tick: i64, reach: i64) -> i64 {
    let chance = mixed(seed ^ tick.unsigned_abs()) % (2 * reach.unsigned_abs() + 1);
    i64::try_from(chance).expect("it is small") - reach
}

/// SplitMix64's finaliser: every bit of the answer hangs on every bit of the question.
fn mixed(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Hour {
    /// The first price.
    pub fn first(&self) -> Money {
        self.0.first().copied().unwrap_or_default()
    }

    /// The price now.
    pub fn last(&self) -> Money {
        self.0.last().copied().unwrap_or_default()
    }

    /// By how much it moved, in hundredths of a percent.
    pub fn moved(&self) -> i64 {
        moved(self.first(), self.last())
    }
}

/// By how much a price moved, in hundredths of a percent.
pub fn moved(from: Money, to: Money) -> i64 {
    if from.0 == 0 { 0 } else { (to.0 - from.0) * 10_000 / from.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000_000;

    #[test]
    fn a_seed_and_a_moment_give_one_price_whenever_one_asks() {
        let market = Market { seed: 7 };
        for security in &SECURITIES {
            let hour = market.hour(security, NOW);
            assert_eq!(hour.0.len(), 121);
            assert_eq!(hour.last(), market.price(security, NOW));
            assert_eq!(hour.last(), market.price(security, NOW + TICK_MS - 1));
            // The same moment, seen from an hour later.
            let later = market.hour(security, NOW + 60 * 60 * 1000);
            assert!((later.first().0 - hour.last().0).abs() <= 1, "{}", security.symbol);
        }
    }

    #[test]
    fn prices_move_and_stay_within_sight() {
        let market = Market { seed: 7 };
        for security in &SECURITIES {
            let hour = market.hour(security, NOW);
            let (low, high) = (hour.0.iter().min().unwrap(), hour.0.iter().max().unwrap());
            assert!(low < high, "{}", security.symbol);
            assert!(low.0 > security.around / 2 && high.0 < security.around * 2, "{low} {high}");
        }
        let other = Market { seed: 8 };
        assert_ne!(market.hour(&SECURITIES[0], NOW), other.hour(&SECURITIES[0], NOW));
    }
}
