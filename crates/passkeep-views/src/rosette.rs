//! A figure of three rings of engraver's lines, drawn from a digest: who has seen it once knows it again. It proves nothing.

use std::f64::consts::TAU;
use std::fmt::Write;

/// A ring: how far from the middle its line runs, how far it swings, and what its digits choose from: in how many turns it closes,
/// and about how many waves each turn has.
struct Ring {
    middle: f64,
    swing: f64,
    turns: [u32; 4],
    waves: u32,
}

/// From the outside in, on a field of 100 by 100.
const RINGS: [Ring; 3] = [
    Ring { middle: 36.0, swing: 12.0, turns: [5, 7, 11, 13], waves: 9 },
    Ring { middle: 20.5, swing: 10.5, turns: [5, 7, 11, 13], waves: 6 },
    Ring { middle: 10.0, swing: 6.5, turns: [3, 5, 7, 11], waves: 4 },
];

/// How many straight pieces make a wave: enough to look round at the size of a thumb.
const PIECES: u32 = 12;

/// The lines of the rings, as `d` of an SVG path each.
pub(super) fn rosette(digest: &[u8; 32]) -> [String; 3] {
    std::array::from_fn(|at| RINGS[at].path(digest[2 * at], digest[2 * at + 1]))
}

impl Ring {
    /// Turns are prime and don't divide the lobes, so that the line comes back to its beginning after the last turn and not before.
    fn path(&self, turns: u8, lobes: u8) -> String {
        let turns = self.turns[usize::from(turns) % self.turns.len()];
        let choice = u32::from(lobes);
        let lobes = turns * (self.waves + choice / 64) + 1 + choice % (turns - 1);
        let pieces = lobes * PIECES;
        let mut path = String::new();
        for piece in 0..pieces {
            let round = f64::from(piece) / f64::from(pieces);
            let (angle, wave) = (TAU * f64::from(turns) * round, TAU * f64::from(lobes) * round);
            let radius = self.middle + self.swing * wave.cos();
            let (x, y) = (50.0 + radius * angle.cos(), 50.0 + radius * angle.sin());
            let pen = if piece == 0 { 'M' } else { 'L' };
            write!(path, "{pen}{x:.1} {y:.1}").expect("a string takes what is written");
        }
        path + "z"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of bytes gives a line that closes once, on the field.
    #[test]
    fn a_ring_closes_once_and_stays_on_its_field() {
        for ring in RINGS {
            let mut seen = std::collections::BTreeSet::new();
            for turns in 0..4 {
                for lobes in 0..=255 {
                    let path = ring.path(turns, lobes);
                    let numbers = path.split(['M', 'L', ' ', 'z']).filter(|text| !text.is_empty());
                    let places: Vec<f64> = numbers.map(|text| text.parse().unwrap()).collect();
                    assert!(places.iter().all(|place| (1.0..=99.0).contains(place)), "{turns} {lobes}");
                    let first = &path[1..path.find('L').unwrap()];
                    let again = path.split(['M', 'L', 'z']).filter(|point| *point == first).count();
                    assert_eq!(again, 1, "{turns} {lobes}");
                    seen.insert(path);
                }
            }
            assert!(seen.len() > 80, "{} lines", seen.len());
        }
    }

    #[test]
    fn the_digest_s_first_bytes_choose() {
        let figure = rosette(&[0; 32]);
        for at in 0..6 {
            let mut other = [0; 32];
            other[at] = 1;
            let changed = rosette(&other);
            let differs: Vec<usize> = (0..3).filter(|ring| changed[*ring] != figure[*ring]).collect();
            assert_eq!(differs, [at / 2], "byte {at}");
        }
    }
}
