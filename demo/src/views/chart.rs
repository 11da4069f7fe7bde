//! A line of prices, as SVG draws it.

use crate::market::Hour;
use crate::money::Money;

/// A line in a box of 240 by 64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// `points` of a polyline.
    pub points: String,
    /// The height of the price that the hour began with.
    pub began: i64,
    /// The lowest price.
    pub low: Money,
    /// The highest price.
    pub high: Money,
    /// The first price.
    pub first: Money,
    /// The price now.
    pub last: Money,
}

const WIDTH: i64 = 240;
const HEIGHT: i64 = 64;
/// Half a pen's width above and below.
const MARGIN: i64 = 3;

impl Chart {
    /// The line of an hour.
    pub fn of(hour: &Hour) -> Self {
        let low = hour.0.iter().copied().min().unwrap_or_default();
        let high = hour.0.iter().copied().max().unwrap_or_default();
        let height = |price: Money| {
            let span = (high.0 - low.0).max(1);
            HEIGHT - MARGIN - (price.0 - low.0) * (HEIGHT - 2 * MARGIN) / span
        };
        let steps = i64::try_from(hour.0.len()).unwrap_or(1).saturating_sub(1).max(1);
        let points = (0..)
            .zip(&hour.0)
            .map(|(at, price): (i64, _)| format!("{},{}", at * WIDTH / steps, height(*price)));
        Self {
            points: points.collect::<Vec<_>>().join(" "),
            began: height(hour.first()),
            low,
            high,
            first: hour.first(),
            last: hour.last(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_goes_from_edge_to_edge_and_stays_inside() {
        let chart = Chart::of(&Hour(vec![Money(100), Money(300), Money(200)]));
        assert_eq!(chart.points, "0,61 120,3 240,32");
        assert_eq!((chart.low, chart.high, chart.began), (Money(100), Money(300), 61));
        assert_eq!(Chart::of(&Hour(vec![Money(5)])).points, "0,61");
        assert_eq!(Chart::of(&Hour(vec![])).points, "");
    }
}
