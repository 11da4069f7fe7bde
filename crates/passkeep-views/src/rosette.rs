//! A figure of three rings of engraver's lines, drawn from a digest: who has seen it once knows it again. It proves nothing.

use std::f64::consts::TAU;
use std::fmt::Write;

/// A ring: how far from the middle its line runs, how far it swings, and how many waves a turn has at least.
struct Ring {
    middle: f64,
    swing: f64,
    waves: u32,
}

/// From the outside in, on a field of 100 by 100.
const RINGS: [Ring; 3] = [
    Ring { middle: 36.0, swing: 12.0, waves: 8 },
    Ring { middle: 20.5, swing: 10.5, waves: 5 },
    Ring { middle: 10.0, swing: 6.5, waves: 4 },
];

/// In how many turns a line closes. Primes: they divide no number of lobes but their own multiples.
const TURNS: [u32; 3] = [3, 5, 7];

/// How many straight pieces make a wave: enough to look round at the size of a thumb.
const PIECES: u32 = 16;

/// The lines of the rings, as `d` of an SVG path each.
pub(super) fn rosette(digest: &[u8; 32]) -> [String; 3] {
    std::array::from_fn(|at| RINGS[at].path(digest[2 * at], digest[2 * at + 1]))
}

impl Ring {
    /// Its lobes are no multiple of its turns, so that the line comes back to its beginning after the last turn and not before.
    fn path(&self, turns: u8, lobes: u8) -> String {
        let turns = TURNS[usize::from(turns) % TURNS.len()];
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
            for turns in 0..3 {
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
            assert!(seen.len() >= 48, "{} lines", seen.len());
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
